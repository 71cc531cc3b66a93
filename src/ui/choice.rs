//! The two equal choices.

use leptos::prelude::*;
use wire::{Lane, PageSource};

use super::{
    element::{El, View, el},
    icon::icon,
    waits,
};
use crate::{
    flow::{FaceLane, FlowEvent},
    kiosk::Kiosk,
    text::Sentence,
};

/// A face check or an officer, with the site's names for them. Both look alike, neither is preselected,
/// and neither asks a second question. The officer can be chosen at once; the face check, once the face
/// lane is known to be open.
pub fn choices(face: Sentence, officer: Sentence) -> View {
    let kiosk: Kiosk = expect_context();
    let officer_first =
        Memo::new(move |_| kiosk.site.read().as_ref().is_some_and(|site| site.officer_first));
    let source = move || {
        let site = kiosk.site.read_untracked();
        site.as_ref().map_or(PageSource::Camera, |site| site.document_sources.first())
    };
    let cards = move || {
        let face = choice("face", face, |words| words.notice_face_detail(), Lane::Face)
            .flag("disabled", move || is_preparing(kiosk))
            .on_click(move || kiosk.dispatch(FlowEvent::Agreed(source())));
        let detail: Sentence = |words| words.notice_officer_detail();
        let officer = choice("officer", officer, detail, Lane::Officer)
            .on_click(move || kiosk.dispatch(FlowEvent::Declined));
        // The order in the document is the visible order, for keys and screen readers.
        if officer_first.get() { vec![officer, face] } else { vec![face, officer] }
    };
    vec![
        el("div").class("choices").show(cards),
        el("p").class("age quiet").read(move || waits::age(kiosk)),
    ]
}

fn choice(name: &str, title: Sentence, detail: Sentence, lane: Lane) -> El {
    let kiosk: Kiosk = expect_context();
    el("button")
        .class("choice")
        .with(icon(name))
        .with(el("strong").say(title))
        .with(el("span").say(detail))
        .with(el("span").class("wait").read(move || match lane {
            Lane::Face if is_preparing(kiosk) => Some(kiosk.words.read().one_moment()),
            _ => waits::minutes(kiosk, lane),
        }))
}

/// Whether the state of the face lane is still being checked, shortly after the page has loaded.
pub fn is_preparing(kiosk: Kiosk) -> bool {
    kiosk.flow.read().face_lane == FaceLane::Preparing
}
