//! `POST /v1/settings`: which settings a kiosk runs with, whether its face lane is open, and what it
//! reads chips with. The desk compares the settings with those that are served here, and shows lanes
//! that are closed.

use std::path::Path;

use axum::{
    Json,
    body::Bytes,
    extract::{State, rejection::BytesRejection},
    http::{HeaderMap, StatusCode},
    routing::post,
};
use domain::ReportedSettings;
use jiff::Timestamp;
use serde_json::Value;
use wire::{ClockError, MessageId, SettingsId, SettingsInUse, Taken, TargetFmr};

use super::{
    admission::Network,
    intake,
    operation::{Operation, and_of_any_message},
    paths,
    problem::Problem,
    schemas::Schema,
    state::Server,
};
use crate::metrics;

pub(crate) static OPERATION: Operation = Operation {
    path: paths::SETTINGS,
    summary: "Say which settings this kiosk runs with, and whether its face lane is open",
    query: &[],
    message: Some(Schema::SettingsInUse),
    answers: &[(StatusCode::OK, "It is noted", Some(Schema::Taken))],
    problems: and_of_any_message![NotSettings, UnknownKiosk, Revoked],
    route: || post(receive).fallback(async || Problem::Method),
};

/// The settings that this server serves.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct ServedSettings {
    pub(crate) settings: SettingsId,
    /// `None` if the file has another value than the three that are known.
    target_fmr: Option<TargetFmr>,
}

impl ServedSettings {
    /// Reads the settings in `site`; `None` if there are none.
    pub(crate) async fn read(site: &Path) -> Option<Self> {
        let file = tokio::fs::read(site.join("kiosk.json")).await.ok()?;
        let value: Value = serde_json::from_slice(&file).unwrap_or_default();
        let target_fmr = match &value["target_fmr"] {
            Value::Null => Some(TargetFmr::OneInTenThousand),
            word => TargetFmr::ALL.into_iter().find(|target| word == target.word()),
        };
        Some(Self { settings: SettingsId::of(&file), target_fmr })
    }

    /// Whether a kiosk runs with these settings.
    pub(crate) fn are_used_in(&self, in_use: &ReportedSettings) -> bool {
        self.settings == in_use.settings && self.target_fmr == Some(in_use.target_fmr)
    }
}

async fn receive(
    State(server): State<Server>,
    network: Network,
    headers: HeaderMap,
    body: Result<Bytes, BytesRejection>,
) -> Result<Json<Taken>, Problem> {
    let body = intake::body(&headers, body)?;
    let in_use: SettingsInUse = intake::read(&body, Problem::NotSettings)?;
    server.admission.check(in_use.kiosk, paths::SETTINGS, &headers, &body, network).await?;
    // An unchanged report is not stored and not counted: a kiosk may repeat it after losing its
    // storage.
    let before = server.store.settings_in_use().await?;
    let before = before.get(&in_use.kiosk);
    let SettingsInUse { version: _, kiosk, settings, target_fmr, clock, face_lane, chip } = in_use;
    let is_same = |report: &ReportedSettings| {
        let ReportedSettings { reported, .. } = *report;
        let face_lane = Some(face_lane);
        *report == ReportedSettings { settings, target_fmr, clock, face_lane, chip, reported }
    };
    if !before.is_some_and(is_same) {
        if !server.rate_limiters.settings(kiosk) {
            return Err(Problem::TooMany);
        }
        server.store.store_report(&in_use, Timestamp::now()).await?;
        if clock != before.map_or(ClockError::None, |report| report.clock) {
            metrics::clock(clock);
            tracing::warn!(%kiosk, clock = clock.word(), "a kiosk's clock has another error");
        }
    }
    Ok(Json(Taken { id: MessageId::of_body(&body) }))
}
