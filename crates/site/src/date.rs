//! Days of the calendar, in UTC.

use std::fmt;

use jiff::{Timestamp, civil, tz::Offset};

/// A day of the Gregorian calendar, written as 2026-11-22.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Date(civil::Date);

impl Date {
    /// The UTC day of a time in seconds since 1970-01-01.
    pub fn of(time: u32) -> Self {
        Self(Offset::UTC.to_datetime(Timestamp::constant(time.into(), 0)).date())
    }

    /// Year, month and day.
    pub fn parts(self) -> [u16; 3] {
        [self.0.year().unsigned_abs(), self.0.month() as u16, self.0.day() as u16]
    }

    /// The number of days from this day to `later`. Negative if `later` is the earlier day.
    pub fn days_until(self, later: Self) -> i32 {
        (self.0.duration_until(later.0).as_hours() / 24) as i32
    }
}

impl fmt::Display for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}-{:02}-{:02}", self.0.year(), self.0.month(), self.0.day())
    }
}

impl TryFrom<&str> for Date {
    type Error = &'static str;

    fn try_from(text: &str) -> Result<Self, Self::Error> {
        parse(text).map(Self).ok_or("a date is written as 2026-11-22")
    }
}

fn parse(text: &str) -> Option<civil::Date> {
    let is_plain = |digits: &str, length| {
        digits.len() == length && digits.bytes().all(|digit| digit.is_ascii_digit())
    };
    let (year, rest) = text.split_once('-')?;
    let (month, day) = rest.split_once('-')?;
    if !(is_plain(year, 4) && is_plain(month, 2) && is_plain(day, 2)) {
        return None;
    }
    let date = civil::Date::new(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?).ok()?;
    (date.year() > 0).then_some(date)
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
        for text in [
            "2026-02-30",
            "2026-13-01",
            "0000-01-01",
            "26-01-01",
            "2026-1-1",
            "2026-01-01-01",
            "22.11.2026",
            "",
        ] {
            assert!(Date::try_from(text).is_err(), "{text}");
        }
    }

    #[test]
    fn every_day_follows_the_one_before() {
        let mut days = (0..49_710).map(|day| Date::of(day * 86_400));
        let mut before = days.next().unwrap();
        for day in days {
            assert!(before < day && before.days_until(day) == 1, "{before} {day}");
            assert_eq!(Date::try_from(day.to_string().as_str()), Ok(day));
            before = day;
        }
    }

    #[test]
    fn days_are_counted_across_months_and_years() {
        let days = |from, to| {
            let [from, to] = [from, to].map(|text| Date::try_from(text).unwrap());
            from.days_until(to)
        };
        assert_eq!(days("2024-02-28", "2024-03-01"), 2);
        assert_eq!(days("2026-12-31", "2027-01-01"), 1);
        assert_eq!(days("2026-11-22", "2026-11-20"), -2);
    }
}
