//! Which settings kiosks run with.

use std::collections::BTreeMap;

use jiff::Timestamp;
use sqlx::Row;
use wire::{ClockError, KioskId, SettingsId, SettingsInUse, TargetFmr};

use super::{Store, row};
use crate::Error;

/// What a kiosk has said.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct InUse {
    pub(crate) settings: SettingsId,
    pub(crate) target_fmr: TargetFmr,
    pub(crate) clock: ClockError,
    /// When.
    pub(crate) told: Timestamp,
}

impl Store {
    /// Keeps what a kiosk says, in the place of what it said before.
    pub(crate) async fn keep_settings(
        &self,
        in_use: &SettingsInUse,
        now: Timestamp,
    ) -> Result<(), Error> {
        let keep = "update kiosks set settings = $1, target_fmr = $2, clock = $3, told = $4 \
                    where kiosk = $5";
        sqlx::query(keep)
            .bind(in_use.settings.to_string())
            .bind(in_use.target_fmr.word())
            .bind(in_use.clock.word())
            .bind(now.as_millisecond())
            .bind(in_use.kiosk.to_string())
            .execute(&self.0.write)
            .await?;
        Ok(())
    }

    /// What kiosks have said.
    pub(crate) async fn settings_in_use(&self) -> Result<BTreeMap<KioskId, InUse>, Error> {
        let rows = sqlx::query(
            "select kiosk, settings, target_fmr, clock, told from kiosks where settings is not null",
        );
        let rows = rows.fetch_all(&self.0.read).await?;
        rows.iter()
            .map(|it| {
                let fmr = row::known(TargetFmr::ALL, TargetFmr::word, it.try_get("target_fmr")?)?;
                let settings = row::id(it.try_get("settings")?)?;
                let clock = row::known(ClockError::ALL, ClockError::word, it.try_get("clock")?)?;
                let told = row::time(it, "told")?;
                let in_use = InUse { settings, target_fmr: fmr, clock, told };
                Ok((row::id(it.try_get("kiosk")?)?, in_use))
            })
            .collect()
    }
}
