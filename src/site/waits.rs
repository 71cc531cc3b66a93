//! How long travellers wait in either lane.

use wire::Lane;

use super::{Date, Field, SettingsError};

/// Usual waits, as the site states them. They are shown where nothing is measured, and the notice
/// says so.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Waits {
    /// Behind a match, in minutes, up to 600.
    pub face_minutes: u16,
    /// For an officer, in minutes, up to 600.
    pub officer_minutes: u16,
    /// The day on which the site stated them.
    pub stated: Date,
    /// After how many days they are no longer shown, 1 to 365.
    pub fresh_days: u16,
}

/// The waits that are shown: those of both lanes from one source, so that they can be compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Told {
    face_minutes: u32,
    officer_minutes: u32,
    /// Where they come from.
    pub source: Source,
}

/// Where waits come from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Source {
    /// The server has measured them over the last hour.
    Measured,
    /// The site stated them, so many days ago.
    Stated(u16),
}

impl Told {
    /// What was measured, if that is known of both lanes, else what the site states.
    pub fn of(measured: Option<wire::Waits>, stated: Option<Waits>, today: Date) -> Option<Self> {
        if let Some(wire::Waits { face: Some(face), officer: Some(officer) }) = measured {
            return Some(Self {
                face_minutes: minutes(face),
                officer_minutes: minutes(officer),
                source: Source::Measured,
            });
        }
        let stated = stated?;
        Some(Self {
            face_minutes: stated.face_minutes.into(),
            officer_minutes: stated.officer_minutes.into(),
            source: Source::Stated(stated.age(today)?),
        })
    }

    /// The wait in a lane, in minutes.
    pub fn minutes(&self, lane: Lane) -> u32 {
        match lane {
            Lane::Face => self.face_minutes,
            Lane::Officer => self.officer_minutes,
        }
    }
}

/// Whole minutes, rather too many than too few.
fn minutes(wait: wire::Wait) -> u32 {
    wait.median_seconds.div_ceil(60).max(1)
}

impl Waits {
    pub(super) fn read(field: &Field<'_>) -> Result<Self, SettingsError> {
        let fields = field.fields(&["face_minutes", "officer_minutes", "stated", "fresh_days"])?;
        Ok(Self {
            face_minutes: fields.whole("face_minutes", 1..=600)?,
            officer_minutes: fields.whole("officer_minutes", 1..=600)?,
            stated: fields.date("stated")?,
            fresh_days: fields.whole("fresh_days", 1..=365)?,
        })
    }

    /// How many days ago the waits were stated, while they may be shown. Waits from the future
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
        let waits =
            Waits { face_minutes: 1, officer_minutes: 3, stated: day("2026-11-22"), fresh_days: 2 };
        for (today, age) in [
            ("2026-11-21", None),
            ("2026-11-22", Some(0)),
            ("2026-11-24", Some(2)),
            ("2026-11-25", None),
        ] {
            assert_eq!(waits.age(day(today)), age, "{today}");
        }
    }

    #[test]
    fn u8_measured_waits_take_the_place_of_stated_ones_in_both_lanes_or_in_none() {
        let today = Date::try_from("2026-11-22").unwrap();
        let stated =
            Some(Waits { face_minutes: 2, officer_minutes: 9, stated: today, fresh_days: 2 });
        let wait =
            |median_seconds| Some(wire::Wait { median_seconds, p90_seconds: 900, travellers: 12 });
        let measured = |face, officer| Some(wire::Waits { face, officer });
        let told = |face_minutes, officer_minutes, source| {
            Some(Told { face_minutes, officer_minutes, source })
        };
        let as_stated = told(2, 9, Source::Stated(0));
        let table = [
            (measured(wait(0), wait(61)), stated, told(1, 2, Source::Measured)),
            (measured(wait(60), wait(119)), None, told(1, 2, Source::Measured)),
            (measured(wait(60), None), stated, as_stated),
            (measured(None, wait(60)), stated, as_stated),
            (measured(None, None), stated, as_stated),
            (measured(wait(60), None), None, None),
            (None, stated, as_stated),
            (None, None, None),
        ];
        for (measured, stated, expected) in table {
            assert_eq!(Told::of(measured, stated, today), expected, "{measured:?}");
        }
    }
}
