//! Translates the vocabulary of crate `face` into that of crate `protocol`.
//!
//! Functions, because both crates are foreign here: `From` cannot be implemented for their types.

use face::{
    Turn,
    guidance::{DocumentFault, Guidance},
    verify::Verdict,
};
use protocol::{CameraTurn, Hint, WorkerAnswer};

/// The answer to a comparison.
pub(crate) fn worker_answer(result: Result<Verdict, face::Error>) -> WorkerAnswer {
    match result {
        Ok(Verdict::Match) => WorkerAnswer::Match,
        Ok(Verdict::NoMatch) => WorkerAnswer::NoMatch,
        Err(_) => WorkerAnswer::Retry,
    }
}

/// The pipeline's name for a camera's orientation.
pub(crate) fn pipeline_turn(turn: CameraTurn) -> Turn {
    match turn {
        CameraTurn::None => Turn::None,
        CameraTurn::Half => Turn::Half,
        CameraTurn::Right => Turn::Right,
        CameraTurn::Left => Turn::Left,
    }
}

/// The page's name for a camera's orientation.
pub(crate) fn camera_turn(turn: Turn) -> CameraTurn {
    match turn {
        Turn::None => CameraTurn::None,
        Turn::Half => CameraTurn::Half,
        Turn::Right => CameraTurn::Right,
        Turn::Left => CameraTurn::Left,
    }
}

/// The hint for a frame with a live face.
pub(crate) fn live_hint(guidance: Guidance) -> Hint {
    match guidance {
        Guidance::NoFace => Hint::NoFace,
        Guidance::SeveralFaces => Hint::SeveralFaces,
        Guidance::TooFar => Hint::TooFar,
        Guidance::TooNear => Hint::TooNear,
        Guidance::OffCentre => Hint::OffCentre,
        Guidance::Turned => Hint::Turned,
        Guidance::TooDark => Hint::TooDark,
        Guidance::TooBright => Hint::TooBright,
        Guidance::Blurred => Hint::Blurred,
        Guidance::HoldStill => Hint::HoldStill,
    }
}

/// The hint for a picture of a document.
pub(crate) fn document_hint(fault: DocumentFault) -> Hint {
    match fault {
        DocumentFault::NoFace => Hint::NoFace,
        DocumentFault::SeveralFaces => Hint::SeveralFaces,
        DocumentFault::TooSmall => Hint::TooSmall,
        DocumentFault::Blurred => Hint::Blurred,
        DocumentFault::TooDark => Hint::TooDark,
        DocumentFault::TooBright => Hint::TooBright,
        DocumentFault::NotAPage => Hint::NotAPage,
    }
}

/// The hint for a file that cannot be used. `None` if the fault is ours.
pub(crate) fn file_hint(error: face::Error) -> Option<Hint> {
    match error {
        face::Error::NotAnImage => Some(Hint::NotAnImage),
        face::Error::TooLarge => Some(Hint::TooLarge),
        face::Error::Empty => Some(Hint::Empty),
        face::Error::Corrupt => Some(Hint::Corrupt),
        face::Error::DegenerateLandmarks => Some(Hint::NoFace),
        face::Error::WrongLength
        | face::Error::Model
        | face::Error::Spec
        | face::Error::Uncalibrated
        | face::Error::Frames => None,
    }
}

#[cfg(test)]
mod tests {
    #[test]
    fn k12_the_least_distance_between_the_eyes_is_that_of_the_pipeline() {
        assert_eq!(protocol::MIN_EYES, face::guidance::MIN_EYES);
    }
}
