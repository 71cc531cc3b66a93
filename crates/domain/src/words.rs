//! The words for the fields of a result, in the database, in metrics and in statistics.

use wire::{DocumentSource, Lane, Outcome};

/// The word of a lane.
pub fn lane(lane: Lane) -> &'static str {
    match lane {
        Lane::Face => "face",
        Lane::Officer => "officer",
    }
}

/// The word of an outcome.
pub fn outcome(outcome: Outcome) -> &'static str {
    match outcome {
        Outcome::Match => "match",
        Outcome::NoMatch => "no_match",
        Outcome::Manual => "manual",
    }
}

/// The word of the source of the document photo.
pub fn document(source: DocumentSource) -> &'static str {
    match source {
        DocumentSource::Camera => "camera",
        DocumentSource::File => "file",
        DocumentSource::ChipUnverified => "chip_unverified",
        DocumentSource::ChipSigned => "chip_signed",
        DocumentSource::ChipGenuine => "chip_genuine",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_word_of_a_document_is_that_of_the_message() {
        for source in DocumentSource::ALL {
            assert_eq!(serde_json::to_value(source).unwrap(), document(source));
        }
    }
}
