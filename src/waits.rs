//! How long travellers wait in either lane, as measured or as stated.

use site::{Date, StatedWaits};
use wire::Lane;

/// The waits that are shown: those of both lanes from one source, so that they can be compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ShownWaits {
    face_minutes: u32,
    officer_minutes: u32,
    /// Where they come from.
    pub source: WaitSource,
}

/// Where waits come from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WaitSource {
    /// The server has measured them over the last hour.
    Measured,
    /// The site stated them, so many days ago.
    Stated(u16),
}

impl ShownWaits {
    /// What was measured, if that is known of both lanes, else what the site states.
    pub fn of(
        measured: Option<wire::Waits>,
        stated: Option<StatedWaits>,
        today: Date,
    ) -> Option<Self> {
        if let Some(wire::Waits { face: Some(face), officer: Some(officer) }) = measured {
            return Some(Self {
                face_minutes: minutes(face),
                officer_minutes: minutes(officer),
                source: WaitSource::Measured,
            });
        }
        let stated = stated?;
        Some(Self {
            face_minutes: stated.face_minutes.into(),
            officer_minutes: stated.officer_minutes.into(),
            source: WaitSource::Stated(stated.age(today)?),
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn u8_measured_waits_take_the_place_of_stated_ones_in_both_lanes_or_in_none() {
        let today = Date::try_from("2026-11-22").unwrap();
        let stated =
            Some(StatedWaits { face_minutes: 2, officer_minutes: 9, stated: today, fresh_days: 2 });
        let wait =
            |median_seconds| Some(wire::Wait { median_seconds, p90_seconds: 900, travellers: 12 });
        let measured = |face, officer| Some(wire::Waits { face, officer });
        let told = |face_minutes, officer_minutes, source| {
            Some(ShownWaits { face_minutes, officer_minutes, source })
        };
        let as_stated = told(2, 9, WaitSource::Stated(0));
        let table = [
            (measured(wait(0), wait(61)), stated, told(1, 2, WaitSource::Measured)),
            (measured(wait(60), wait(119)), None, told(1, 2, WaitSource::Measured)),
            (measured(wait(60), None), stated, as_stated),
            (measured(None, wait(60)), stated, as_stated),
            (measured(None, None), stated, as_stated),
            (measured(wait(60), None), None, None),
            (None, stated, as_stated),
            (None, None, None),
        ];
        for (measured, stated, expected) in table {
            assert_eq!(ShownWaits::of(measured, stated, today), expected, "{measured:?}");
        }
    }
}
