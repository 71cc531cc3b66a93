//! Days, as the caller's clock and a document say them.

/// A day. The crate has no clock; the caller says which day it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Day {
    /// Four digits.
    pub year: u16,
    /// From 1.
    pub month: u8,
    /// From 1.
    pub day: u8,
}

/// The longest validity of a document in years, with room for long ones.
const LONGEST_VALIDITY: u16 = 30;

impl Day {
    /// The day of expiry in six digits, `YYMMDD`. Its century is the one in which a document that is seen
    /// `today` can expire. `None` if it is no day.
    pub(crate) fn of_expiry(digits: &[u8], today: Self) -> Option<Self> {
        let [year, month, day] = [0, 2, 4].map(|at| match digits.get(at..at + 2) {
            Some(&[tens @ b'0'..=b'9', ones @ b'0'..=b'9']) => {
                Some((tens - b'0') * 10 + (ones - b'0'))
            }
            _ => None,
        });
        let (month, day) = (month?, day?);
        let latest = today.year + LONGEST_VALIDITY;
        let mut year = latest - latest % 100 + u16::from(year?);
        if year > latest {
            year -= 100;
        }
        let is_day = (1..=12).contains(&month) && (1..=31).contains(&day);
        is_day.then_some(Self { year, month, day })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_century_is_the_one_in_which_a_document_can_expire() {
        let today = Day { year: 2026, month: 11, day: 30 };
        for (digits, expected) in [
            (&b"261130"[..], Some([2026, 11, 30])),
            (b"360101", Some([2036, 1, 1])),
            (b"560101", Some([2056, 1, 1])),
            (b"570101", Some([1957, 1, 1])),
            (b"991231", Some([1999, 12, 31])),
            (b"261301", None),
            (b"260100", None),
            (b"<<<<<<", None),
            (b"2611", None),
        ] {
            let found = Day::of_expiry(digits, today);
            let expected = expected.map(|[year, month, day]: [u16; 3]| Day {
                year,
                month: month as u8,
                day: day as u8,
            });
            assert_eq!(found, expected, "{digits:?}");
        }
    }
}
