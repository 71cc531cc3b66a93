//! Several frames of one page: what they agree on.

use std::fmt;

use crate::{
    day::Day,
    zone::{LikelyZone, ZoneReading},
};

/// Characters of number and dates that may differ between two frames of one page.
const MAX_DIFFERENCES: usize = 6;

/// How sure a reading is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Evidence {
    /// Nothing was read, or a check digit is wrong.
    None,
    /// All check digits are right in one frame.
    CheckDigits,
    /// All check digits are right, and number and dates are the same, in two frames.
    TwoFrames,
}

/// What the frames of one page say together. It forgets everything when it is dropped.
#[derive(Default)]
pub struct ZoneAgreement {
    sum: Option<ZoneReading>,
    /// The last frame's reading with right check digits.
    checked: Option<ZoneReading>,
    is_confirmed: bool,
}

impl fmt::Debug for ZoneAgreement {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("ZoneAgreement")
    }
}

impl ZoneAgreement {
    /// Adds a frame. A zone of another page takes the place of all that was read before.
    pub fn add(&mut self, reading: ZoneReading) {
        let is_same_page = self.sum.as_ref().is_some_and(|sum| {
            sum.format() == reading.format() && sum.differences(&reading) <= MAX_DIFFERENCES
        });
        if !is_same_page {
            *self = Self::default();
        }
        let sum = match &self.sum {
            Some(sum) => sum.with(&reading),
            None => reading.copy(),
        };
        self.sum = Some(sum);
        if reading.check_digits().are_right() {
            let agrees = self.checked.as_ref().is_some_and(|checked| checked.has_key_of(&reading));
            // A frame that says otherwise takes back what two frames agreed on.
            self.is_confirmed = agrees;
            self.checked = Some(reading);
        }
    }

    /// How sure the reading is.
    pub fn evidence(&self) -> Evidence {
        match (&self.checked, self.is_confirmed) {
            (None, _) => Evidence::None,
            (Some(_), false) => Evidence::CheckDigits,
            (Some(_), true) => Evidence::TwoFrames,
        }
    }

    /// Up to `most` zones for the key to the chip, the most likely first: a wrong key opens nothing.
    pub fn likely_zones(&self, most: usize) -> Vec<LikelyZone> {
        self.sum.as_ref().map_or_else(Vec::new, |sum| sum.likely_zones(most))
    }

    /// Whether the document expired before `today`. `None` if no frame has right check digits, or the
    /// document has no day of expiry.
    pub fn is_expired(&self, today: Day) -> Option<bool> {
        Some(self.checked.as_ref()?.expiry(today)? < today)
    }

    /// The last frame's reading with right check digits, for evaluations.
    #[cfg(any(test, feature = "evaluation"))]
    pub fn checked(&self) -> Option<&ZoneReading> {
        self.checked.as_ref()
    }

    /// All frames together, for evaluations.
    #[cfg(any(test, feature = "evaluation"))]
    pub fn sum(&self) -> Option<&ZoneReading> {
        self.sum.as_ref()
    }
}

#[cfg(test)]
mod tests {
    use zeroize::Zeroizing;

    use super::*;
    use crate::{alphabet::class, format::ZoneFormat, testing::clear_cells};

    const TD3: &str =
        "P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<L898902C36UTO7408122F1204159ZE184226B<<<<<10";

    fn reading(text: &str) -> ZoneReading {
        ZoneReading::new(ZoneFormat::Td3, Zeroizing::new(clear_cells(text)))
    }

    #[test]
    fn a_reading_counts_with_right_check_digits_and_fully_in_the_second_frame() {
        let mut agreement = ZoneAgreement::default();
        assert_eq!(agreement.evidence(), Evidence::None);
        agreement.add(reading(&TD3.replace("C36", "C38")));
        assert_eq!(agreement.evidence(), Evidence::None);
        agreement.add(reading(TD3));
        assert_eq!(agreement.evidence(), Evidence::CheckDigits);
        agreement.add(reading(TD3));
        assert_eq!(agreement.evidence(), Evidence::TwoFrames);
        let day = |year| Day { year, month: 4, day: 15 };
        assert_eq!(agreement.is_expired(day(2012)), Some(false));
        assert_eq!(agreement.is_expired(day(2013)), Some(true));
    }

    #[test]
    fn another_page_takes_the_place_of_the_first() {
        let mut agreement = ZoneAgreement::default();
        (0..2).for_each(|_| agreement.add(reading(TD3)));
        let other = "P<UTOBROWN<<SAM<<<<<<<<<<<<<<<<<<<<<<<<<<<<<AB2134<<<5UTO5207273M3001019<<<<<<<<<<<<<<02";
        agreement.add(reading(other));
        assert!(agreement.evidence() < Evidence::TwoFrames);
        assert_eq!(agreement.likely_zones(1)[0].characters()[44..54], *b"AB2134<<<5");
    }

    #[test]
    fn frames_with_different_errors_are_right_together() {
        let damaged = |at: usize, wrong: u8| {
            let mut cells = clear_cells(TD3);
            cells[at][class(TD3.as_bytes()[at]).unwrap()] = -1.2;
            cells[at][class(wrong).unwrap()] = -0.6;
            ZoneReading::new(ZoneFormat::Td3, Zeroizing::new(cells))
        };
        let mut agreement = ZoneAgreement::default();
        agreement.add(damaged(49, b'O'));
        agreement.add(damaged(58, b'1'));
        agreement.add(damaged(67, b'9'));
        assert_eq!(agreement.likely_zones(1)[0].characters(), TD3.as_bytes());
        assert_eq!(agreement.sum().unwrap().lines().concat(), TD3);
    }
}
