//! Days of the calendar, in UTC.

use std::fmt;

/// A day of the Gregorian calendar, written as 2026-11-22.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Date {
    year: i32,
    month: i32,
    day: i32,
}

impl Date {
    /// The UTC day of a time in seconds since 1970-01-01.
    pub fn of(time: u32) -> Self {
        // Howard Hinnant, "chrono-Compatible Low-Level Date Algorithms", civil_from_days, for days
        // that are not negative: years begin in March, so that a leap day is the last of one.
        let days = (time / 86_400) as i32 + DAYS_TO_1970;
        let (era, day_of_era) = (days / DAYS_OF_ERA, days % DAYS_OF_ERA);
        let year_of_era =
            (day_of_era - day_of_era / 1_460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
        let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
        let month = (5 * day_of_year + 2) / 153;
        let day = day_of_year - (153 * month + 2) / 5 + 1;
        let (month, next) = if month < 10 { (month + 3, 0) } else { (month - 9, 1) };
        Self { year: 400 * era + year_of_era + next, month, day }
    }

    /// How many days lie between this one and a later one; negative if it is the later.
    pub fn days_until(self, later: Self) -> i32 {
        later.number() - self.number()
    }

    /// Days since 0000-03-01: days_from_civil of the same author.
    fn number(self) -> i32 {
        let (year, month) = match self.month {
            ..=2 => (self.year - 1, self.month + 9),
            _ => (self.year, self.month - 3),
        };
        365 * year + year / 4 - year / 100 + year / 400 + (153 * month + 2) / 5 + self.day - 1
    }

    fn is_in_calendar(self) -> bool {
        let is_leap = self.year % 4 == 0 && (self.year % 100 != 0 || self.year % 400 == 0);
        let last = match self.month {
            2 if is_leap => 29,
            2 => 28,
            4 | 6 | 9 | 11 => 30,
            1..=12 => 31,
            _ => 0,
        };
        self.year > 0 && (1..=last).contains(&self.day)
    }
}

/// From 0000-03-01 to 1970-01-01.
const DAYS_TO_1970: i32 = 719_468;
/// The days of 400 years, after which the calendar repeats.
const DAYS_OF_ERA: i32 = 146_097;

impl fmt::Display for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { year, month, day } = self;
        write!(f, "{year:04}-{month:02}-{day:02}")
    }
}

impl TryFrom<&str> for Date {
    type Error = &'static str;

    fn try_from(text: &str) -> Result<Self, Self::Error> {
        let number = |digits: &str, length| {
            let is_plain =
                digits.len() == length && digits.bytes().all(|digit| digit.is_ascii_digit());
            if is_plain { digits.parse().ok() } else { None }
        };
        let parts: Vec<&str> = text.split('-').collect();
        let date = match parts[..] {
            [year, month, day] => (number(year, 4), number(month, 2), number(day, 2)),
            _ => (None, None, None),
        };
        match date {
            (Some(year), Some(month), Some(day)) => Some(Self { year, month, day }),
            _ => None,
        }
        .filter(|date| date.is_in_calendar())
        .ok_or("a date is written as 2026-11-22")
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
