//! The reports of kiosks about their settings and face lanes.

use std::collections::BTreeMap;

use domain::{ClosedLane, DeskEvent, ReportedSettings, Scope};
use jiff::Timestamp;
use sqlx::{Row, any::AnyRow};
use wire::{ChipSupport, ClockError, FaceLane, KioskId, SettingsInUse, TargetFmr, TrustListInUse};

use crate::{Error, Store, row};

impl Store {
    /// Stores a report, which replaces the kiosk's last one.
    pub async fn store_report(&self, in_use: &SettingsInUse, now: Timestamp) -> Result<(), Error> {
        let trust_list = in_use.chip.and_then(|chip| chip.trust_list);
        let mut transaction = self.begin().await?;
        sqlx::query(
            "update kiosks set lane_told = case when face_lane = $3 then lane_told else $4 end, \
             settings = $1, target_fmr = $2, face_lane = $3, told = $4, clock = $5, \
             reader = $6, trust_list = $7, trust_list_day = $8 where kiosk = $9",
        )
        .bind(in_use.settings.to_string())
        .bind(in_use.target_fmr.word())
        .bind(in_use.face_lane.word())
        .bind(now.as_millisecond())
        .bind(in_use.clock.word())
        .bind(in_use.chip.map(|chip| reader(chip.reader)))
        .bind(trust_list.map(|list| list.id.to_string()))
        .bind(trust_list.map(|list| i64::from(list.day)))
        .bind(in_use.kiosk.to_string())
        .execute(&mut *transaction)
        .await?;
        self.commit(transaction, &[DeskEvent::Change]).await
    }

    /// The kiosks of these sites whose face lanes are closed, by number.
    pub async fn closed_lanes(&self, scope: &Scope) -> Result<Vec<ClosedLane>, Error> {
        let rows = sqlx::query(
            "select kiosk, site, face_lane, lane_told from kiosks \
             where face_lane <> 'open' and revoked is null order by kiosk",
        );
        let rows = rows.fetch_all(&self.0.read).await?;
        let lanes = rows.iter().map(|row| {
            Ok(ClosedLane {
                kiosk: row::id(row.try_get("kiosk")?)?,
                site: row.try_get("site")?,
                why: row::known(FaceLane::ALL, FaceLane::word, row.try_get("face_lane")?)?,
                reported: row::time(row, "lane_told")?,
            })
        });
        let lanes: Result<Vec<ClosedLane>, Error> = lanes.collect();
        Ok(lanes?.into_iter().filter(|lane| scope.covers(&lane.site)).collect())
    }

    /// The last reports of all kiosks.
    pub async fn settings_in_use(&self) -> Result<BTreeMap<KioskId, ReportedSettings>, Error> {
        let rows = sqlx::query(
            "select kiosk, settings, target_fmr, clock, face_lane, told, reader, trust_list, \
             trust_list_day from kiosks where settings is not null",
        );
        let rows = rows.fetch_all(&self.0.read).await?;
        rows.iter()
            .map(|row| {
                let fmr = row::known(TargetFmr::ALL, TargetFmr::word, row.try_get("target_fmr")?)?;
                let settings = row::id(row.try_get("settings")?)?;
                let clock = row::known(ClockError::ALL, ClockError::word, row.try_get("clock")?)?;
                let lane = row.try_get::<Option<&str>, _>("face_lane")?;
                let lane = lane.map(|word| row::known(FaceLane::ALL, FaceLane::word, word));
                let in_use = ReportedSettings {
                    settings,
                    target_fmr: fmr,
                    clock,
                    face_lane: lane.transpose()?,
                    chip: chip(row)?,
                    reported: row::time(row, "told")?,
                };
                Ok((row::id(row.try_get("kiosk")?)?, in_use))
            })
            .collect()
    }
}

/// The word in the database.
fn reader(is_present: bool) -> &'static str {
    if is_present { "present" } else { "absent" }
}

/// What a kiosk has said of its reader and its trust list.
fn chip(row: &AnyRow) -> Result<Option<ChipSupport>, Error> {
    let Some(word) = row.try_get::<Option<&str>, _>("reader")? else { return Ok(None) };
    let trust_list = match row.try_get::<Option<&str>, _>("trust_list")? {
        Some(text) => {
            Some(TrustListInUse { id: row::id(text)?, day: row::number(row, "trust_list_day")? })
        }
        None => None,
    };
    Ok(Some(ChipSupport { reader: row::known([true, false], reader, word)?, trust_list }))
}
