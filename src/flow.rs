//! What may happen to a traveller, as one pure function.
//!
//! Nothing here knows a browser. The page is a mirror: it shows the [`Step`], feeds [`Event`]s
//! to [`Flow::on`], and asks the step what should be switched on. Every path ends at a lane,
//! and every path but a match ends with an officer.

use std::time::Duration;

use wire::{DocumentSource, Outcome};

/// Where the traveller is, and whether the face lane is open to the next one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Flow {
    /// Where the traveller is.
    pub step: Step,
    /// Whether faces can be compared at all.
    pub face_lane: FaceLane,
}

/// Where the traveller is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Step {
    /// Nobody is here, or somebody chooses a language.
    Welcome,
    /// The notice, with the two equal choices.
    Notice,
    /// The document photo is taken.
    Document(DocumentSource),
    /// The live face is taken.
    Face(DocumentSource, Attempt),
    /// The worker compares.
    Comparing(DocumentSource, Attempt),
    /// The traveller is told where to go.
    Done(Done),
}

/// Why the traveller's check is over.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Done {
    /// The faces match.
    Match(DocumentSource),
    /// They do not, twice.
    NoMatch(DocumentSource),
    /// The traveller chose an officer.
    Declined,
    /// Nobody answered, or the picture did not succeed in time.
    TimedOut,
    /// Something of ours broke.
    Broken,
}

/// Which of the two tries.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Attempt {
    /// The first.
    First,
    /// The last.
    Second,
}

/// Whether faces can be compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum FaceLane {
    /// That is being found out.
    Preparing,
    /// Yes.
    Open,
    /// No, and this is for staff.
    Closed(Closure),
}

/// Why the face lane is closed. The officer lane never is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Closure {
    /// The site's settings are missing or wrong.
    Settings,
    /// The notice is not yet, or no longer, in effect.
    NoticeExpired,
    /// The browser lacks wasm SIMD.
    NoSimd,
    /// A model or the worker's program is missing, or not the one that was built.
    Model,
    /// The worker does not start.
    Worker,
    /// There is no camera.
    CameraAbsent,
    /// The browser may not use the camera.
    CameraRefused,
}

/// What the worker found.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Answer {
    /// One person.
    Match,
    /// Two persons.
    NoMatch,
    /// No comparison was possible; the face is taken again.
    Retry,
}

/// What can happen.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Event {
    /// A language was chosen.
    Begun,
    /// The traveller chose the face check.
    Agreed,
    /// The traveller chose an officer, at any time.
    Declined,
    /// The traveller chose another way to show the document.
    Shown(DocumentSource),
    /// The worker has the document photo.
    DocumentTaken(DocumentSource),
    /// The worker has the live face.
    FaceTaken(Attempt),
    /// The worker answered.
    Compared(Attempt, Answer),
    /// Camera or worker broke in the middle.
    Failed,
    /// The face lane closed.
    Closed(Closure),
    /// The face lane can be used again.
    Opened,
    /// [`Step::patience`] ran out.
    TimedOut,
    /// The traveller has gone.
    Left,
}

/// What the camera is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum CameraUse {
    /// A data page: sharpness counts, so as many pixels as there are.
    Document,
    /// A face.
    Face,
}

impl Flow {
    /// Before the first traveller.
    pub const START: Self = Self { step: Step::Welcome, face_lane: FaceLane::Preparing };

    /// What comes next. An event that does not fit, such as a late answer, changes nothing.
    #[must_use]
    pub fn on(self, event: Event) -> Self {
        let face_lane = match event {
            Event::Closed(closure) => FaceLane::Closed(closure),
            Event::Opened => FaceLane::Open,
            _ => self.face_lane,
        };
        let step = match (self.step, event) {
            (Step::Notice, Event::Agreed) if face_lane != FaceLane::Open => self.step,
            (step, event) => step.on(event),
        };
        Self { step, face_lane }
    }
}

impl Step {
    fn on(self, event: Event) -> Self {
        match (self, event) {
            (Self::Welcome, Event::Begun) => Self::Notice,
            (Self::Notice, Event::Agreed) => Self::Document(DocumentSource::Camera),
            (Self::Document(_), Event::Shown(source)) => Self::Document(source),
            (Self::Document(shown), Event::DocumentTaken(source)) if shown == source => {
                Self::Face(source, Attempt::First)
            }
            (Self::Face(source, asked), Event::FaceTaken(taken)) if asked == taken => {
                Self::Comparing(source, taken)
            }
            (Self::Comparing(source, asked), Event::Compared(answered, answer))
                if asked == answered =>
            {
                match (answer, answered) {
                    (Answer::Match, _) => Self::Done(Done::Match(source)),
                    (Answer::NoMatch | Answer::Retry, Attempt::First) => {
                        Self::Face(source, Attempt::Second)
                    }
                    (Answer::NoMatch, Attempt::Second) => Self::Done(Done::NoMatch(source)),
                    (Answer::Retry, Attempt::Second) => Self::Done(Done::Broken),
                }
            }
            (Self::Done(_), Event::TimedOut | Event::Left) => Self::Welcome,
            (Self::Welcome | Self::Done(Done::Match(_)), Event::Declined) => {
                Self::Done(Done::Declined)
            }
            (step, Event::Declined) if step.is_waiting() => Self::Done(Done::Declined),
            (step, Event::TimedOut) if step.is_waiting() => Self::Done(Done::TimedOut),
            (step, Event::Failed | Event::Closed(_)) if step.needs_worker() => {
                Self::Done(Done::Broken)
            }
            (step, _) => step,
        }
    }

    /// Whether a traveller stands here with the check unfinished.
    fn is_waiting(self) -> bool {
        self == Self::Notice || self.needs_worker()
    }

    /// Whether the worker has, or may get, something of the traveller.
    pub fn needs_worker(self) -> bool {
        matches!(self, Self::Document(_) | Self::Face(..) | Self::Comparing(..))
    }

    /// What the camera is on for. The page mirrors this; nothing else switches the camera.
    pub fn camera(self) -> Option<CameraUse> {
        match self {
            Self::Document(DocumentSource::Camera) => Some(CameraUse::Document),
            Self::Face(..) => Some(CameraUse::Face),
            Self::Document(DocumentSource::File)
            | Self::Welcome
            | Self::Notice
            | Self::Comparing(..)
            | Self::Done(_) => None,
        }
    }

    /// How long to wait for the traveller or the worker.
    pub fn patience(self) -> Option<Duration> {
        let seconds = match self {
            Self::Welcome => return None,
            Self::Notice => 90,
            Self::Document(_) => 90,
            Self::Face(..) => 45,
            Self::Comparing(..) => 10,
            Self::Done(_) => 25,
        };
        Some(Duration::from_secs(seconds))
    }

    /// Which of the [`Step::COUNT`] steps of the face check this is, from 1.
    pub fn number(self) -> Option<u8> {
        match self {
            Self::Welcome | Self::Done(_) => None,
            Self::Notice => Some(1),
            Self::Document(_) => Some(2),
            Self::Face(..) => Some(3),
            Self::Comparing(..) => Some(4),
        }
    }

    /// How many numbered steps there are.
    pub const COUNT: u8 = 4;
}

impl Done {
    /// What is sent of it: the reasons for an officer cannot be told apart.
    pub fn outcome(self) -> Outcome {
        match self {
            Self::Match(_) => Outcome::Match,
            Self::NoMatch(_) => Outcome::NoMatch,
            Self::Declined | Self::TimedOut | Self::Broken => Outcome::Manual,
        }
    }
}
