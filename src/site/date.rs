//! Days of the calendar, in UTC.

use std::fmt;

use serde::Deserialize;
use time::{UtcDateTime, format_description::BorrowedFormatItem, macros::format_description};

/// A day of the Gregorian calendar, written as 2026-11-22.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
#[serde(try_from = "&str")]
pub struct Date(time::Date);

const FORMAT: &[BorrowedFormatItem<'_>] = format_description!("[year]-[month]-[day]");

impl Date {
    /// The UTC day of a time in seconds since 1970-01-01.
    pub fn of(time: u32) -> Self {
        let time = UtcDateTime::from_unix_timestamp(i64::from(time));
        Self(time.map_or(time::Date::MAX, UtcDateTime::date))
    }

    /// How many days lie between this one and a later one; negative if it is the later.
    pub fn days_until(self, later: Self) -> i32 {
        later.0.to_julian_day() - self.0.to_julian_day()
    }
}

impl fmt::Display for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl TryFrom<&str> for Date {
    type Error = &'static str;

    fn try_from(text: &str) -> Result<Self, Self::Error> {
        time::Date::parse(text, FORMAT).map(Self).map_err(|_| "a date is written as 2026-11-22")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_time_has_its_day() {
        let days = [
            (0, "1970-01-01"),
            (86_399, "1970-01-01"),
            (951_782_400, "2000-02-29"),
            (1_709_251_199, "2024-02-29"),
            (1_709_251_200, "2024-03-01"),
            (1_795_305_600, "2026-11-22"),
            (u32::MAX, "2106-02-07"),
        ];
        for (time, day) in days {
            assert_eq!(Date::of(time).to_string(), day);
            assert_eq!(Date::try_from(day), Ok(Date::of(time)));
        }
    }

    #[test]
    fn a_day_that_is_in_no_calendar_is_refused() {
        for text in ["2026-02-30", "2026-13-01", "26-01-01", "2026-1-1", "22.11.2026", ""] {
            assert!(Date::try_from(text).is_err(), "{text}");
        }
    }

    #[test]
    fn days_are_counted_across_months_and_years() {
        let days = |from, to| {
            let [from, to] = [from, to].map(|it| Date::try_from(it).unwrap());
            from.days_until(to)
        };
        assert_eq!(days("2024-02-28", "2024-03-01"), 2);
        assert_eq!(days("2026-12-31", "2027-01-01"), 1);
        assert_eq!(days("2026-11-22", "2026-11-20"), -2);
    }
}
