//! Where the traveller is.

use wire::{DocumentSource, Outcome, PageSource};

/// Where the traveller is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Step {
    /// The kiosk is idle, or a traveller chooses a language.
    Welcome,
    /// The notice, with the two equal choices.
    Notice,
    /// The document photo is taken.
    Document(PageSource),
    /// The document's chip is read. Its page was shown this way.
    Chip(PageSource),
    /// The live face is taken.
    Face(DocumentSource, Attempt),
    /// The worker compares.
    Comparing(DocumentSource, Attempt),
    /// The traveller is told where to go.
    Done(Done),
}

/// How the traveller's check ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Done {
    /// The faces match.
    Match(DocumentSource),
    /// They do not, twice.
    NoMatch(DocumentSource),
    /// The document was not accepted.
    Unconfirmed,
    /// The traveller chose an officer.
    Declined,
    /// There was no more time to give.
    TimedOut,
    /// A part of the kiosk failed.
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

/// What the camera is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum CameraUse {
    /// A data page: sharpness counts, so as many pixels as there are.
    Document,
    /// A face.
    Face,
}

impl Step {
    /// Whether a traveller stands here with the check unfinished.
    pub(super) fn is_waiting(self) -> bool {
        self == Self::Notice || self.needs_worker()
    }

    /// Whether the worker has, or may get, something of the traveller.
    pub fn needs_worker(self) -> bool {
        matches!(self, Self::Document(_) | Self::Chip(_) | Self::Face(..) | Self::Comparing(..))
    }

    /// What the camera would be on for if nothing covered its picture.
    pub(super) fn camera(self) -> Option<CameraUse> {
        match self {
            Self::Document(PageSource::Camera) => Some(CameraUse::Document),
            Self::Face(..) => Some(CameraUse::Face),
            Self::Document(PageSource::File)
            | Self::Chip(_)
            | Self::Welcome
            | Self::Notice
            | Self::Comparing(..)
            | Self::Done(_) => None,
        }
    }

    /// Which of the [`Step::COUNT`] steps of the face check this is, from 1.
    pub fn number(self) -> Option<u8> {
        match self {
            Self::Welcome | Self::Done(_) => None,
            Self::Notice => Some(1),
            Self::Document(_) | Self::Chip(_) => Some(2),
            Self::Face(..) => Some(3),
            Self::Comparing(..) => Some(4),
        }
    }

    /// Whether the traveller looks at this screen, and not the officer who films with a device in their
    /// hand.
    pub fn is_for_traveller(self) -> bool {
        !self.needs_worker()
    }

    /// Its name in one word.
    pub fn name(self) -> &'static str {
        match self {
            Self::Welcome => "welcome",
            Self::Notice => "notice",
            Self::Document(_) => "document",
            Self::Chip(_) => "chip",
            Self::Face(..) => "face",
            Self::Comparing(..) => "comparing",
            Self::Done(_) => "done",
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
            Self::Unconfirmed | Self::Declined | Self::TimedOut | Self::Broken => Outcome::Manual,
        }
    }
}
