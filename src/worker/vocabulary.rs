//! Translates between the words of the flow and those of the worker's messages.

use protocol::{ChipLevel, Hint, Report, WorkerAnswer};
use wire::DocumentSource;

use crate::flow::{Attempt, ComparisonOutcome};

/// The try with this number. `None` if there is none.
pub(crate) fn attempt(number: u8) -> Option<Attempt> {
    [Attempt::First, Attempt::Second].into_iter().find(|attempt| u8::from(*attempt) == number)
}

/// Whether a report shows that the worker had a picture.
pub(super) fn shows_picture(report: Report) -> bool {
    match report {
        Report::FileTaken { .. }
        | Report::PageTaken(_)
        | Report::ChipTaken(_)
        | Report::DocumentRefused
        | Report::CameraTurned(_)
        | Report::FaceTaken { .. }
        | Report::FaceRefused { .. } => true,
        Report::FileRefused { hint, .. } => {
            !matches!(hint, Hint::NotAnImage | Hint::Empty | Hint::TooLarge | Hint::Unreadable)
        }
        _ => false,
    }
}

/// The source of the document photo, for the message.
pub(super) fn chip_source(level: ChipLevel) -> DocumentSource {
    match level {
        ChipLevel::Unverified => DocumentSource::ChipUnverified,
        ChipLevel::Signed => DocumentSource::ChipSigned,
        ChipLevel::Genuine => DocumentSource::ChipGenuine,
    }
}

impl From<Attempt> for u8 {
    fn from(attempt: Attempt) -> Self {
        match attempt {
            Attempt::First => 1,
            Attempt::Second => 2,
        }
    }
}

impl From<WorkerAnswer> for ComparisonOutcome {
    fn from(answer: WorkerAnswer) -> Self {
        match answer {
            WorkerAnswer::Match => Self::Match,
            WorkerAnswer::NoMatch => Self::NoMatch,
            WorkerAnswer::Retry => Self::Retry,
        }
    }
}
