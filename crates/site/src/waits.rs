//! Usual waits in either lane, as the site states them.

use crate::{
    date::Date,
    fields::{Field, SettingsError},
};

/// Usual waits, as the site states them. They are shown where nothing is measured, and the notice
/// says so.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct StatedWaits {
    /// Behind a match, in minutes, up to 600.
    pub face_minutes: u16,
    /// For an officer, in minutes, up to 600.
    pub officer_minutes: u16,
    /// The day on which the site stated them.
    pub stated: Date,
    /// After how many days they are no longer shown, 1 to 365.
    pub fresh_days: u16,
}

impl StatedWaits {
    pub(crate) fn read(field: &Field<'_>) -> Result<Self, SettingsError> {
        let fields = field.fields(&["face_minutes", "officer_minutes", "stated", "fresh_days"])?;
        Ok(Self {
            face_minutes: fields.whole("face_minutes", 1..=600)?,
            officer_minutes: fields.whole("officer_minutes", 1..=600)?,
            stated: fields.date("stated")?,
            fresh_days: fields.whole("fresh_days", 1..=365)?,
        })
    }

    /// How many days ago the waits were stated, while they may be shown. StatedWaits from the future
    /// come from a wrong clock, and are not shown.
    pub fn age(&self, today: Date) -> Option<u16> {
        let days = u16::try_from(self.stated.days_until(today)).ok()?;
        (days <= self.fresh_days).then_some(days)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn u8_waits_are_shown_with_their_age_until_they_are_stale() {
        let day = |text| Date::try_from(text).unwrap();
        let waits = StatedWaits {
            face_minutes: 1,
            officer_minutes: 3,
            stated: day("2026-11-22"),
            fresh_days: 2,
        };
        for (today, age) in [
            ("2026-11-21", None),
            ("2026-11-22", Some(0)),
            ("2026-11-24", Some(2)),
            ("2026-11-25", None),
        ] {
            assert_eq!(waits.age(day(today)), age, "{today}");
        }
    }
}
