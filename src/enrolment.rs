//! Enrolment at the server, key rotation, and the report of the settings in use.

use models::Fmr;
use wire::{
    ChipSupport, ClockError, Code, Enrolled, Enrolment, FaceLane, KeyChange, KioskId, MessageId,
    SettingsId, SettingsInUse, TargetFmr, Version,
};

use crate::{
    identity::{Identity, Known},
    number,
    post::{PostOutcome, ask},
    store::Turn,
    ticket,
};

/// Path to enrol a kiosk.
const ENROLMENTS: &str = "/v1/enrolments";
/// Path to replace its key.
const KEYS: &str = "/v1/keys";
/// Path to report the settings in use.
const SETTINGS: &str = "/v1/settings";
/// Name of the lock for the identity: one window of a kiosk changes it at a time.
const TURN: &str = "gangway.identity";

/// Why a kiosk was not enrolled.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum EnrolmentError {
    /// The code is invalid or expired, or it is missing and the server requires one.
    #[error("the server does not take this enrolment code")]
    Code,
    /// The server did not answer.
    #[error("the server does not answer")]
    Unreachable,
}

/// Enrols this kiosk at the server. `kiosk` is its number in the settings. Returns the assigned number.
pub async fn enrol(code: Option<Code>, kiosk: KioskId) -> Result<KioskId, EnrolmentError> {
    let _turn = Turn::of(TURN).await;
    let mut identity = Identity::read().await;
    let key = identity.next_key().await.ok_or(EnrolmentError::Unreachable)?;
    let public = key.public().ok_or(EnrolmentError::Unreachable)?;
    let provisional = Some(number::provisional());
    let json = Enrolment { version: Version, code, kiosk, key: public, provisional }.to_json();
    match ask(ENROLMENTS, &json, MessageId::of_body(&json), key).await {
        PostOutcome::Done(body) => {
            let Enrolled { kiosk, ticket, .. } =
                json::read(&body).ok_or(EnrolmentError::Unreachable)?;
            if let Some(last) = ticket {
                ticket::learn(last);
            }
            identity.settle(kiosk, provisional).await;
            Ok(kiosk)
        }
        PostOutcome::Denied(_) | PostOutcome::Refused(_) => Err(EnrolmentError::Code),
        PostOutcome::Again | PostOutcome::WrongClock | PostOutcome::Later(_) => {
            Err(EnrolmentError::Unreachable)
        }
    }
}

/// Replaces this kiosk's key if it is due for rotation. Returns the outcome if the server was asked. The
/// new key is used after the server has accepted it; until then the present key is used, and the same new
/// one is offered again.
pub async fn change_key() -> Option<PostOutcome> {
    let _turn = Turn::of(TURN).await;
    let mut identity = Identity::read().await;
    let known = identity.known.as_ref()?;
    if !known.key.is_old(js_sys::Date::now()) {
        return None;
    }
    // The new key is stored beside the present one before it is sent.
    let public = identity.next_key().await?.public()?;
    let Known { kiosk, key, provisional } = identity.known.as_ref()?;
    let (kiosk, provisional) = (*kiosk, *provisional);
    let json = KeyChange { version: Version, kiosk, key: public }.to_json();
    let answer = ask(KEYS, &json, MessageId::of_body(&json), key).await;
    match answer {
        PostOutcome::Done(_) => identity.settle(kiosk, provisional).await,
        PostOutcome::Refused(_) => identity.date_key(js_sys::Date::now()).await,
        _ => (),
    }
    Some(answer)
}

/// Reports the settings in use, the clock error, the state of the face lane, and the reader of chips. Returns the outcome if
/// this kiosk is enrolled.
pub async fn report_settings(
    settings: SettingsId,
    target_fmr: Fmr,
    clock: ClockError,
    face_lane: FaceLane,
    chip: Option<ChipSupport>,
) -> Option<PostOutcome> {
    let Known { kiosk, key, .. } = Identity::read().await.known?;
    let target_fmr = in_wire_format(target_fmr);
    let in_use =
        SettingsInUse { version: Version, kiosk, settings, target_fmr, clock, face_lane, chip };
    let json = in_use.to_json();
    Some(ask(SETTINGS, &json, MessageId::of_body(&json), &key).await)
}

fn in_wire_format(fmr: Fmr) -> TargetFmr {
    match fmr {
        Fmr::OneInThousand => TargetFmr::OneInThousand,
        Fmr::OneInTenThousand => TargetFmr::OneInTenThousand,
        Fmr::OneInHundredThousand => TargetFmr::OneInHundredThousand,
    }
}
