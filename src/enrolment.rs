//! How this kiosk becomes known to the server, changes its key, and says which settings it runs with.

use wire::{
    ClockError, Code, Enrolled, Enrolment, FaceLane, KeyChange, KioskId, MessageId, SettingsId,
    SettingsInUse, TargetFmr, Version,
};

use crate::{
    identity::{Identity, Known},
    json, number,
    post::{Answer, ask},
    store::Turn,
    ticket,
};

/// Where a kiosk enrols.
const ENROLMENTS: &str = "/v1/enrolments";
/// Where it changes its key.
const KEYS: &str = "/v1/keys";
/// Where it says which settings it runs with.
const SETTINGS: &str = "/v1/settings";
/// One window of a kiosk changes what it is at a time.
const TURN: &str = "gangway.identity";

/// Why a kiosk was not enrolled.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Error {
    /// The code is invalid or expired, or it is missing and the server requires one.
    #[error("the server does not take this enrolment code")]
    Code,
    /// It is not known what the server says.
    #[error("the server does not answer")]
    Unreachable,
}

/// Asks the server to know this kiosk. `kiosk` is what its settings call it. Gives the number that
/// it has from now on.
pub async fn enrol(code: Option<Code>, kiosk: KioskId) -> Result<KioskId, Error> {
    let _turn = Turn::of(TURN).await;
    let mut identity = Identity::read().await;
    let key = identity.next_key().await.ok_or(Error::Unreachable)?;
    let public = key.public().ok_or(Error::Unreachable)?;
    let provisional = Some(number::provisional());
    let json = Enrolment { version: Version, code, kiosk, key: public, provisional }.to_json();
    match ask(ENROLMENTS, &json, MessageId::of_body(&json), key).await {
        Answer::Done(body) => {
            let Enrolled { kiosk, ticket, .. } = json::read(&body).ok_or(Error::Unreachable)?;
            if let Some(last) = ticket {
                ticket::learn(last);
            }
            identity.settle(kiosk, provisional).await;
            Ok(kiosk)
        }
        Answer::Denied(_) | Answer::Refused(_) => Err(Error::Code),
        Answer::Again | Answer::WrongClock | Answer::Later(_) => Err(Error::Unreachable),
    }
}

/// Gives this kiosk another key, if its present one is old. Gives the answer, if the server was
/// asked. The new key is used once the server has said that it knows it; until then the present
/// one is, and the same new one is offered again.
pub async fn change_key() -> Option<Answer> {
    let _turn = Turn::of(TURN).await;
    let mut identity = Identity::read().await;
    let known = identity.known.as_ref()?;
    if !known.key.is_old(js_sys::Date::now()) {
        return None;
    }
    // Kept beside the present one before anybody hears of it.
    let public = identity.next_key().await?.public()?;
    let Known { kiosk, key, provisional } = identity.known.as_ref()?;
    let (kiosk, provisional) = (*kiosk, *provisional);
    let json = KeyChange { version: Version, kiosk, key: public }.to_json();
    let answer = ask(KEYS, &json, MessageId::of_body(&json), key).await;
    match answer {
        Answer::Done(_) => identity.settle(kiosk, provisional).await,
        Answer::Refused(_) => identity.date_key(js_sys::Date::now()).await,
        _ => (),
    }
    Some(answer)
}

/// Says which settings this kiosk runs with, how wrong its clock is, and whether its face lane is open.
/// Gives the answer, if the server knows this kiosk.
pub async fn tell_settings(
    settings: SettingsId,
    target_fmr: TargetFmr,
    clock: ClockError,
    face_lane: FaceLane,
) -> Option<Answer> {
    let Known { kiosk, key, .. } = Identity::read().await.known?;
    let in_use = SettingsInUse { version: Version, kiosk, settings, target_fmr, clock, face_lane };
    let json = in_use.to_json();
    Some(ask(SETTINGS, &json, MessageId::of_body(&json), &key).await)
}
