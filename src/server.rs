//! What this kiosk knows of its server: how it stands with it, what waits for it, what it measures.

mod standing;

use wire::Waits;

pub use standing::Standing;

/// All of it. One value: each signal of a type of its own costs a kilobyte of the page's program.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Server {
    /// Whether it takes anything from this kiosk.
    pub standing: Standing,
    /// What became of the enrolment code that staff have given.
    pub enrolling: Option<Enrolling>,
    /// What waits for it.
    pub queue: Queue,
    /// How long travellers wait, as it has measured that.
    pub waits: Option<Waits>,
    /// How far this kiosk's clock is ahead of its own, in minutes: 0 within one. Known once it answers.
    pub clock_error: Option<i32>,
}

/// What became of a code that staff have given.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Enrolling {
    /// The server is asked.
    Asking,
    /// It is no code, or the server does not take it.
    WrongCode,
    /// The server does not answer. It is asked again.
    Unreachable,
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
