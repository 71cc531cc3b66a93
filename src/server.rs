//! What this kiosk knows of its server: its own standing, the queue of results, and waiting times.

mod standing;

use wire::Waits;

pub use standing::Standing;

/// All of it. One value: each signal of a type of its own costs a kilobyte of the page's program.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Server {
    /// Whether the server accepts requests of this kiosk.
    pub standing: Standing,
    /// State of an enrolment that staff have started.
    pub enrolling: Option<Enrolling>,
    /// The results that wait to be sent.
    pub queue: Queue,
    /// Waiting times, as measured by the server.
    pub waits: Option<Waits>,
    /// How far this kiosk's clock is ahead of its own, in minutes: 0 within one. Known once it answers.
    pub clock_error: Option<i32>,
    /// What became of the last file of results that staff asked for.
    pub export: Option<Export>,
}

/// State of an enrolment with a code.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Enrolling {
    /// The server is asked.
    Asking,
    /// It is no code, or the server does not take it.
    WrongCode,
    /// The server does not answer. It is asked again.
    Unreachable,
}

/// What became of an export.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Export {
    /// The browser has the file with this many results. They stay in the queue: the server takes each
    /// one once.
    Saved(u32),
    /// No result waits, or the kiosk was never enrolled.
    Nothing,
    /// The browser does not sign, or saves no file.
    Failed,
}

/// The results that wait.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Queue {
    /// How many.
    pub waiting: u32,
    /// When the oldest of them was made: seconds since 1970-01-01 UTC.
    pub oldest: Option<u32>,
    /// Whether a restart would lose them: the browser keeps nothing.
    pub is_fleeting: bool,
}
