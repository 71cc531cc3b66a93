//! A record of how the camera served the last travellers, stored across reloads of the page.

use crate::{
    flow::Closure,
    local_storage::{read_item, write_item},
};

/// The stored record. Nothing is stored as long as the camera works.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct CameraRecord {
    /// How many travellers in a row had no usable frame, two at most.
    failures: u8,
    /// Why the last of them had none.
    fault: CameraFault,
    /// Whether it works though the browser lists none.
    pub is_found: bool,
    /// Whether its frames are too small for a document's page.
    pub is_small: bool,
}

/// Why a listed camera gives no usable frames.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum CameraFault {
    /// It was on, and no usable frame arrived.
    #[default]
    Silent,
    /// It does not start: something else uses it, or it is broken.
    Busy,
    /// The browser may use it, and the operating system does not let it.
    Blocked,
    /// It disappears when it is opened.
    Absent,
}

/// After so many travellers in a row without a usable frame the face lane is closed.
const CLOSING: u8 = 2;
/// Name of the local storage item.
const NAME: &str = "gangway.camera";
const FOUND: &str = "found";
const SMALL: &str = "small";

impl CameraRecord {
    /// Reads the stored record.
    pub fn read() -> Self {
        read_item(NAME).map_or_else(Self::default, |text| Self::parse(&text))
    }

    /// Stores this record.
    pub fn keep(self) {
        if self != Self::read() {
            write_item(NAME, &self.text());
        }
    }

    /// A traveller had a usable frame.
    #[must_use]
    pub fn worked(self) -> Self {
        Self { failures: 0, fault: CameraFault::default(), ..self }
    }

    /// A traveller had none, and why.
    #[must_use]
    pub fn failed(self, fault: CameraFault) -> Self {
        let is_found = self.is_found && fault != CameraFault::Absent;
        Self { failures: (self.failures + 1).min(CLOSING), fault, is_found, ..self }
    }

    /// Why the face lane is closed, if it is.
    pub fn closure(self) -> Option<Closure> {
        (self.failures >= CLOSING).then(|| self.fault.into())
    }

    /// Whether it works though the browser lists none.
    #[must_use]
    pub fn with_found(self, is_found: bool) -> Self {
        Self { is_found, ..self }
    }

    /// Whether its frames are too small for a document's page.
    #[must_use]
    pub fn with_small(self, is_small: bool) -> Self {
        Self { is_small, ..self }
    }

    fn text(self) -> String {
        let mut words = Vec::new();
        if self.failures > 0 {
            words.extend([["", "1", "2"][usize::from(self.failures)], self.fault.word()]);
        }
        words.extend(self.is_found.then_some(FOUND));
        words.extend(self.is_small.then_some(SMALL));
        words.join(" ")
    }

    /// Parses a stored text. An unknown text counts as no record.
    fn parse(text: &str) -> Self {
        text.split(' ').fold(Self::default(), |record, word| match word {
            "1" => Self { failures: 1, ..record },
            "2" => Self { failures: 2, ..record },
            FOUND => Self { is_found: true, ..record },
            SMALL => Self { is_small: true, ..record },
            word => match CameraFault::ALL.into_iter().find(|fault| fault.word() == word) {
                Some(fault) => Self { fault, ..record },
                None => record,
            },
        })
    }
}

impl CameraFault {
    const ALL: [Self; 4] = [Self::Silent, Self::Busy, Self::Blocked, Self::Absent];

    fn word(self) -> &'static str {
        match self {
            Self::Silent => "silent",
            Self::Busy => "busy",
            Self::Blocked => "blocked",
            Self::Absent => "absent",
        }
    }
}

impl From<CameraFault> for Closure {
    fn from(fault: CameraFault) -> Self {
        match fault {
            CameraFault::Silent => Self::CameraSilent,
            CameraFault::Busy => Self::CameraBusy,
            CameraFault::Blocked => Self::CameraBlocked,
            CameraFault::Absent => Self::CameraAbsent,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn k5_two_travellers_in_a_row_without_a_usable_frame_close_the_face_lane() {
        let none = CameraRecord::default();
        let one = none.failed(CameraFault::Busy);
        assert_eq!((none.closure(), one.closure()), (None, None));
        assert_eq!(one.worked().failed(CameraFault::Busy).closure(), None, "not in a row");
        let two = one.failed(CameraFault::Silent);
        assert_eq!(two.closure(), Some(Closure::CameraSilent));
        assert_eq!(two.failed(CameraFault::Blocked).closure(), Some(Closure::CameraBlocked));
        assert_eq!(two.worked(), none);
    }

    #[test]
    fn k5_what_is_kept_is_read_as_it_was_and_nothing_is_kept_of_a_camera_that_works() {
        assert_eq!(CameraRecord::default().text(), "");
        for fault in CameraFault::ALL {
            for record in [
                CameraRecord::default().failed(fault),
                CameraRecord {
                    is_small: true,
                    ..CameraRecord::default().failed(fault).failed(fault)
                },
                CameraRecord { is_found: true, ..CameraRecord::default() },
            ] {
                assert_eq!(CameraRecord::parse(&record.text()), record, "{}", record.text());
            }
        }
        assert_eq!(CameraRecord::parse("9 of something"), CameraRecord::default());
    }
}
