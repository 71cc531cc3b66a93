//! The notice, with the two equal choices.

use leptos::prelude::*;
use site::Profile;

use super::{
    choice::{choices, is_preparing},
    closed::closed,
    element::{El, View, el, p, shown},
    icon::icon,
    title::title,
    turn::turn,
};
use crate::{
    flow::{FaceLane, FlowEvent, Panel},
    kiosk::Kiosk,
    text::Sentence,
};

/// Tells the traveller that the face check is a choice, or that it is closed now.
pub fn notice() -> El {
    let kiosk: Kiosk = expect_context();
    let closure = Memo::new(move |_| match kiosk.flow.read().face_lane {
        FaceLane::Preparing | FaceLane::Open => None,
        FaceLane::Closed(closure) => Some(closure),
    });
    shown(move || vec![closure.get().map_or_else(offer, closed)])
}

/// The two choices, and links to further information.
fn offer() -> El {
    let kiosk: Kiosk = expect_context();
    let version = el("p").class("version quiet").tell(move |words| {
        let site = kiosk.site.read();
        let notice = &site.as_ref()?.notice;
        Some(words.notice_version(notice.version, notice.effective.to_string()))
    });
    let more = el("div")
        .class("actions")
        .with(more(Panel::Privacy, "info", |words| words.notice_more()))
        .with(more(Panel::Guardian, "child", |words| words.notice_guardian()));
    el("section")
        .class("notice")
        .keep("aria-busy", move || is_preparing(kiosk).then(|| "true".to_owned()))
        .with(title(|words| words.notice_title()))
        .with(p(|words| words.notice_text()))
        .show(move || {
            of_profile(kiosk).map(|sentence| p(sentence).class("profile")).into_iter().collect()
        })
        .show(move || sign_language(kiosk).unwrap_or_default())
        .with_all(choices(|words| words.notice_face(), |words| words.notice_officer()))
        .with(turn())
        .with(p(|words| words.notice_honest()))
        .with(more)
        .with(p(|words| words.notice_child()).class("quiet"))
        .with(version)
}

fn more(panel: Panel, name: &str, text: Sentence) -> El {
    let kiosk: Kiosk = expect_context();
    el("button")
        .class("plain")
        .set("data-opens", panel.name())
        .on_click(move || kiosk.dispatch(FlowEvent::PanelOpened(panel)))
        .with(icon(name))
        .say(text)
}

/// What the traveller has to know of this kind of place; nothing more in an arrival hall.
fn of_profile(kiosk: Kiosk) -> Option<Sentence> {
    match kiosk.site.read().as_ref()?.profile {
        Profile::Arrival => None,
        Profile::LandExit => Some(|words| words.profile_land_exit()),
        Profile::Sea => Some(|words| words.profile_sea()),
        Profile::Gate => Some(|words| words.profile_gate()),
        Profile::SmallPort => Some(|words| words.profile_small_port()),
        Profile::Vehicle => Some(|words| words.profile_vehicle()),
    }
}

/// The notice in a sign language, where the site has a video of it.
fn sign_language(kiosk: Kiosk) -> Option<View> {
    let site = kiosk.site.read();
    let file = site.as_ref()?.sign_language.get(kiosk.language.get().tag())?;
    let video = el("video").class("signer").set("src", file);
    Some(vec![video.set("controls", "").set("playsinline", "")])
}
