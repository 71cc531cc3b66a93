//! `/desk/kiosks`: which kiosks may send, and when each was last heard.

use axum::extract::State;
use domain::{KioskDoubt, KioskSummary, ReportedSettings, kiosks::CODE_LIFETIME, user};
use jiff::Timestamp;
use maud::{Markup, html};
use serde::Deserialize;
use wire::{Code, FaceLane, KioskId};

use super::{
    chip, closed, doubts,
    form_action::FormAction,
    frame::{self, DeskPage},
    labels,
    refusal::Refusal,
    session::{Administrator, Session, SignedIn},
    time::{date, time},
};
use crate::{Server, api::settings_report::ServedSettings, desk::document, random_code::new_code};

/// The form that enrols a kiosk.
#[derive(Deserialize)]
pub(super) struct KioskForm {
    kiosk: String,
    site: String,
}

/// The form that names a kiosk.
#[derive(Deserialize)]
pub(super) struct KioskNumberForm {
    kiosk: String,
}

/// The message above the list.
enum PageMessage {
    Nothing,
    Done(&'static str),
    /// An enrolment code, which is shown once.
    Code(KioskId, Code),
}

pub(super) async fn show(
    State(server): State<Server>,
    SignedIn { session, .. }: SignedIn<Administrator>,
) -> Result<Markup, Refusal> {
    page(&server, &session, PageMessage::Nothing).await
}

pub(super) async fn add(
    State(server): State<Server>,
    FormAction { session, fields, .. }: FormAction<Administrator, KioskForm>,
) -> Result<Markup, Refusal> {
    let kiosk = fields.kiosk.trim().to_ascii_lowercase().parse().ok();
    let kiosk = kiosk.filter(|kiosk: &KioskId| !kiosk.is_provisional());
    let (Some(kiosk), Ok(site)) = (kiosk, user::parse_site(&fields.site)) else {
        let text = "A kiosk has four digits, 0 to 9 and a to f, less than c000, and a short site.";
        return page(&server, &session, PageMessage::Done(text)).await;
    };
    let code = new_code()?;
    let expires = Timestamp::now().checked_add(CODE_LIFETIME).unwrap_or(Timestamp::MAX);
    let site = site.unwrap_or_default();
    server.store.admit_by(&session.actor(), kiosk, &site, code, expires).await?;
    page(&server, &session, PageMessage::Code(kiosk, code)).await
}

pub(super) async fn revoke(
    State(server): State<Server>,
    FormAction { session, fields, .. }: FormAction<Administrator, KioskNumberForm>,
) -> Result<Markup, Refusal> {
    let kiosk = fields.kiosk.parse().map_err(|_| Refusal::Form)?;
    let revoked = server.store.revoke_by(&session.actor(), kiosk, Timestamp::now()).await?;
    let said = if revoked { "Revoked: nothing of it is taken." } else { "There is no such kiosk." };
    page(&server, &session, PageMessage::Done(said)).await
}

/// An administrator has seen the doubts about a kiosk.
pub(super) async fn see(
    State(server): State<Server>,
    FormAction { session, fields, .. }: FormAction<Administrator, KioskNumberForm>,
) -> Result<Markup, Refusal> {
    let kiosk = fields.kiosk.parse().map_err(|_| Refusal::Form)?;
    let was_there = server.store.dismiss(&session.actor(), kiosk).await?;
    let said = if was_there { "It is not shown any more." } else { "There was nothing to see." };
    page(&server, &session, PageMessage::Done(said)).await
}

async fn page(server: &Server, session: &Session, said: PageMessage) -> Result<Markup, Refusal> {
    let kiosks = server.store.listed_kiosks().await?;
    let doubts = server.store.doubts(&session.user.scope()).await?;
    let in_use = server.store.settings_in_use().await?;
    let served = ServedSettings::read(&server.site).await;
    let now = Timestamp::now();
    let main = html! {
        h2 { "Kiosks" }
        @match said {
            PageMessage::Nothing => {}
            PageMessage::Done(text) => (document::notice(text)),
            PageMessage::Code(kiosk, code) => div.once role="status" {
                p { "The code of kiosk " strong { (kiosk) } ", which is shown this once:" }
                p.secret { (code) }
                p { "Type it at the kiosk within a day. It enrols one kiosk, once." }
            }
        }
        details.box open[kiosks.is_empty()] {
            summary { "Add a kiosk, or give one a new code" }
            form.stack method="post" action="/desk/kiosks/add" {
                (frame::token(session))
                label for="kiosk" { "Number " span.light { "(four digits, 0 to 9 and a to f)" } }
                input #kiosk name="kiosk" autocomplete="off" autocapitalize="none"
                    spellcheck="false" maxlength="4" pattern="[0-9ABab][0-9A-Fa-f]{3}" required;
                label for="site" { "Site" }
                input #site name="site" maxlength="64" autocomplete="off";
                button.main { "Make a code" }
            }
        }
        @if kiosks.is_empty() { p { "No kiosk may send yet." } }
        @if let Some(served) = &served {
            p { "Settings that are served here: " strong { (served.settings) } "." }
        }
        ul.rows {
            @for kiosk in &kiosks {
                @let settings = settings(in_use.get(&kiosk.kiosk), served.as_ref(), now);
                (row(kiosk, &settings, &doubts, session))
            }
        }
    };
    let title = "Kiosks · Gangway desk";
    Ok(frame::signed(session, DeskPage::Kiosks, title, &html! {}, &main))
}

/// The settings that a kiosk has reported, and what it has said of its chip reader.
fn settings(
    in_use: Option<&ReportedSettings>,
    served: Option<&ServedSettings>,
    now: Timestamp,
) -> Markup {
    let Some(in_use) = in_use else { return html! { p { "Settings not known" } } };
    html! {
        p {
            "Settings " (in_use.settings) ", target FMR " (in_use.target_fmr.word())
            ", since " (time(in_use.reported))
        }
        @match in_use.face_lane {
            None => {}
            Some(FaceLane::Open) => p { "Face lane open" },
            Some(why) => p.error { "Face lane closed: " (closed::reason(why)) },
        }
        @if let Some(chip) = in_use.chip { (chip::support(chip, now)) }
        @if served.is_some_and(|settings| !settings.are_used_in(in_use)) {
            p.error { "These are not the settings that are served here." }
        }
        @if let Some(error) = labels::clock_error(in_use.clock) {
            p.error { "Its clock is " (error) ". Set it right." }
        }
    }
}

fn row(
    listed: &KioskSummary,
    settings: &Markup,
    doubts: &[KioskDoubt],
    session: &Session,
) -> Markup {
    let KioskSummary { kiosk, site, is_revoked, heard, changed, backlog, .. } = listed;
    let doubts: Vec<_> = doubts.iter().filter(|doubt| doubt.kiosk == *kiosk).collect();
    html! {
        li {
            p.who { (kiosk) }
            p { @if site.is_empty() { "no site" } @else { (site) } }
            p.state { (state(listed)) }
            p { @if let Some(at) = heard { "Last message " (time(*at)) } @else { "Never heard" } }
            @if let Some(at) = changed { p { "Key changed " (date(*at)) } }
            @if *backlog > 0 { p { (backlog) " results of a backlog may still come" } }
            @if !doubts.is_empty() {
                details open {
                    summary { "Look at " (kiosk) }
                    (doubts::of_kiosk(&doubts))
                    form.actions method="post" action="/desk/kiosks/seen" {
                        (frame::token(session))
                        input type="hidden" name="kiosk" value=(kiosk);
                        button.main { "I have seen it" span.spoken { " " (kiosk) } }
                    }
                }
            }
            (settings)
            @if !*is_revoked {
                details {
                    summary { "Revoke" span.spoken { " " (kiosk) } }
                    form.actions method="post" action="/desk/kiosks/revoke" {
                        (frame::token(session))
                        input type="hidden" name="kiosk" value=(kiosk);
                        p { "Nothing of it is taken until it enrols with a new code." }
                        button.main { "Revoke " (kiosk) " now" }
                    }
                }
            }
        }
    }
}

fn state(listed: &KioskSummary) -> &'static str {
    let has_code = listed.code.is_some_and(|expires| expires > Timestamp::now());
    match (listed.is_revoked, listed.is_enrolled, has_code) {
        (true, _, _) => "revoked",
        (false, true, _) => "enrolled",
        (false, false, true) => "waits for its code",
        (false, false, false) => "its code is over",
    }
}
