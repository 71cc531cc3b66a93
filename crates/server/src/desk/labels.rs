//! Labels of the desk: lanes, outcomes, documents, recognisers and clock errors in words.

use wire::{ClockError, Comparison, DocumentSource, Lane, Outcome};

use crate::Recognisers;

/// A lane's name.
pub(super) fn lane(lane: Lane) -> &'static str {
    match lane {
        Lane::Officer => "Officer lane",
        Lane::Face => "Face lane",
    }
}

/// A list without a ticket: that of the officer lane, or of the face lane.
pub(super) fn empty(is_officer: bool) -> &'static str {
    if is_officer {
        "No traveller waits for an officer."
    } else {
        "No ticket of the face lane is open."
    }
}

/// An outcome in words, with what the officer should do.
pub(super) fn outcome(outcome: Outcome) -> &'static str {
    match outcome {
        Outcome::Match => "Face and document photo match",
        Outcome::NoMatch => "No match. Please compare in person",
        Outcome::Manual => "Not compared. Please check in person",
    }
}

/// Where the document photo came from, and what that proves about the document. A picture of a page
/// proves nothing; of a chip there are three words.
pub(super) fn document(source: DocumentSource) -> &'static str {
    match source {
        DocumentSource::Camera => "held before the camera, unverified",
        DocumentSource::File => "scanner or file, unverified",
        DocumentSource::ChipUnverified => {
            "chip: not verified. Like a picture of the page, it proves nothing"
        }
        DocumentSource::ChipSigned => {
            "chip: signed. A state has signed this photo, but the chip may be a copy"
        }
        DocumentSource::ChipGenuine => {
            "chip: genuine. A state has signed this photo, and the chip is no copy"
        }
    }
}

/// How wrong a kiosk's clock is, if it is.
pub(super) fn clock_error(error: ClockError) -> Option<&'static str> {
    match error {
        ClockError::None => None,
        ClockError::MinutesBehind => Some("minutes behind"),
        ClockError::HoursBehind => Some("hours behind"),
        ClockError::DaysBehind => Some("days behind"),
        ClockError::MinutesAhead => Some("minutes ahead"),
        ClockError::HoursAhead => Some("hours ahead"),
        ClockError::DaysAhead => Some("days ahead"),
    }
}

/// The recogniser's title, or its id where the served kiosk has no such recogniser.
pub(super) fn recogniser(comparison: Comparison, known: &Recognisers) -> String {
    match known.named(comparison.model) {
        Some(recogniser) => recogniser.title.clone(),
        None => format!("unknown recogniser {}", comparison.model),
    }
}

/// As `4 min 05 s`.
pub(super) fn minutes(seconds: u32) -> String {
    match (seconds / 60, seconds % 60) {
        (0, seconds) => format!("{seconds} s"),
        (minutes, 0) => format!("{minutes} min"),
        (minutes, seconds) => format!("{minutes} min {seconds:02} s"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_are_told_in_minutes_and_seconds() {
        for (seconds, text) in [(0, "0 s"), (59, "59 s"), (60, "1 min"), (245, "4 min 05 s")] {
            assert_eq!(minutes(seconds), text);
        }
    }
}
