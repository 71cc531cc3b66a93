//! The error of a kiosk's clock.

use serde::Deserialize;

/// The difference between the clocks of a kiosk and the server, in classes for staff.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ClockError {
    /// Within a minute.
    None,
    /// Behind by less than an hour.
    MinutesBehind,
    /// Behind by less than a day.
    HoursBehind,
    /// Behind by more.
    DaysBehind,
    /// Ahead by less than an hour.
    MinutesAhead,
    /// Ahead by less than a day.
    HoursAhead,
    /// Ahead by more.
    DaysAhead,
}

impl ClockError {
    /// All classes.
    pub const ALL: [Self; 7] = [
        Self::None,
        Self::MinutesBehind,
        Self::HoursBehind,
        Self::DaysBehind,
        Self::MinutesAhead,
        Self::HoursAhead,
        Self::DaysAhead,
    ];

    /// The class of a clock that is `minutes` ahead; negative is behind.
    pub fn of(minutes: i32) -> Self {
        match (minutes, minutes.unsigned_abs()) {
            (0, _) => Self::None,
            (..0, ..60) => Self::MinutesBehind,
            (..0, ..1_440) => Self::HoursBehind,
            (..0, _) => Self::DaysBehind,
            (_, ..60) => Self::MinutesAhead,
            (_, ..1_440) => Self::HoursAhead,
            (_, _) => Self::DaysAhead,
        }
    }

    /// The name in messages.
    pub fn word(self) -> &'static str {
        match self {
            Self::None => "none",
            Self::MinutesBehind => "minutes_behind",
            Self::HoursBehind => "hours_behind",
            Self::DaysBehind => "days_behind",
            Self::MinutesAhead => "minutes_ahead",
            Self::HoursAhead => "hours_ahead",
            Self::DaysAhead => "days_ahead",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn k3_a_wrong_clock_is_told_in_minutes_hours_or_days() {
        for (minutes, error) in [
            (0, ClockError::None),
            (-1, ClockError::MinutesBehind),
            (-59, ClockError::MinutesBehind),
            (-60, ClockError::HoursBehind),
            (-1_439, ClockError::HoursBehind),
            (-1_440, ClockError::DaysBehind),
            (i32::MIN, ClockError::DaysBehind),
            (1, ClockError::MinutesAhead),
            (60, ClockError::HoursAhead),
            (i32::MAX, ClockError::DaysAhead),
        ] {
            assert_eq!(ClockError::of(minutes), error, "{minutes}");
        }
        for error in ClockError::ALL {
            assert_eq!(serde_json::from_value::<ClockError>(error.word().into()).unwrap(), error);
        }
    }
}
