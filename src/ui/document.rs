//! The document photo: before the camera, or from a file.

use leptos::prelude::*;
use protocol::Hint;
use wasm_bindgen::JsCast;
use web_sys::{DragEvent, FileList, HtmlInputElement};
use wire::PageSource;

use super::{
    element::{El, View, el, p},
    icon::icon,
    preview::preview,
    title::title,
    way_on::way_on,
};
use crate::{
    flow::FlowEvent,
    kiosk::{Kiosk, KioskEvent},
    text::Sentence,
};

/// The screen that asks for the document's photo page, from the camera or a file.
pub fn document(source: PageSource) -> El {
    let kiosk: Kiosk = expect_context();
    let (way, other) = match source {
        PageSource::Camera => (page(), PageSource::File),
        PageSource::File => (file(), PageSource::Camera),
    };
    let hint = el("p").class("hint").set("role", "status");
    el("section")
        .class("document")
        .with(title(|words| words.document_title()))
        .with_all(way)
        .with(hint.tell(move |words| Some(sentence(kiosk, source)?(words))))
        .with_all((source == PageSource::Camera).then(way_on))
        .show(move || {
            let site = kiosk.site.read();
            let has_other = site.as_ref().is_none_or(|site| site.document_sources.has(other));
            has_other.then(|| use_other(other)).into_iter().collect()
        })
}

fn use_other(other: PageSource) -> El {
    let kiosk: Kiosk = expect_context();
    let (name, text): (_, Sentence) = match other {
        PageSource::File => ("file", |words| words.document_use_file()),
        PageSource::Camera => ("camera", |words| words.document_use_camera()),
    };
    let button = el("button").on_click(move || kiosk.dispatch(FlowEvent::Shown(other)));
    el("div").class("actions").with(button.with(icon(name)).say(text))
}

/// The camera's picture with the outline of a data page in it.
fn page() -> View {
    let kiosk: Kiosk = expect_context();
    let outline = el("div")
        .class("outline")
        .set("aria-hidden", "true")
        .with(el("span").class("portrait").say(|words| words.document_photo_here()))
        .with(el("span").class("lines"));
    let view = el("div")
        .class("view page")
        .mark("good", move || kiosk.hint.get() == Some(Hint::HoldStill))
        .with(preview())
        .with(outline);
    vec![p(|words| words.document_camera_text()), view]
}

/// A place to drop a file, and a button to choose one.
fn file() -> View {
    let kiosk: Kiosk = expect_context();
    let show = move |files: Option<FileList>| match files.as_ref().map_or(0, FileList::length) {
        // A dropped text, link or picture of another page is not a file.
        0 => kiosk.dispatch(KioskEvent::FileRefused(Hint::NotAFile)),
        1 => {
            if let Some(file) = files.and_then(|files| files.get(0)) {
                kiosk.dispatch(KioskEvent::FileChosen(file.into()));
            }
        }
        _ => kiosk.dispatch(KioskEvent::FileRefused(Hint::SeveralFiles)),
    };
    let chosen = move |event: &web_sys::Event| {
        if let Some(input) =
            event.target().and_then(|target| target.dyn_into::<HtmlInputElement>().ok())
        {
            // Without a file the traveller has cancelled the dialog.
            if let Some(files) = input.files().filter(|files| files.length() > 0) {
                show(Some(files));
            }
            // The page keeps no handle, and the same file can be chosen again.
            input.set_value("");
        }
    };
    let dropped = move |event: &web_sys::Event| {
        event.prevent_default();
        show(
            event
                .unchecked_ref::<DragEvent>()
                .data_transfer()
                .and_then(|transfer| transfer.files()),
        );
    };
    let input = el("input")
        .set("type", "file")
        .set("accept", "image/*,.jp2,.jpx,.j2k")
        .on("change", chosen);
    let place = el("label")
        .class("drop")
        .on("dragover", |event| event.prevent_default())
        .on("drop", dropped)
        .with(icon("file"))
        .with(el("span").class("action").say(|words| words.document_choose()))
        .with(input);
    vec![p(|words| words.document_file_text()), place]
}

fn sentence(kiosk: Kiosk, source: PageSource) -> Option<Sentence> {
    let starting: Sentence = |words| words.camera_starting();
    match kiosk.hint.get() {
        None => kiosk.camera.get().is_starting.then_some(starting),
        Some(Hint::CameraTooSmall) => {
            let site = kiosk.site.read();
            let has_file =
                site.as_ref().is_none_or(|site| site.document_sources.has(PageSource::File));
            Some(if has_file {
                |words| words.document_camera_too_small()
            } else {
                |words| words.document_camera_too_small_officer()
            })
        }
        Some(hint) => Some(of_frame(hint, source)),
    }
}

fn of_frame(hint: Hint, source: PageSource) -> Sentence {
    let is_file = source == PageSource::File;
    match hint {
        Hint::NothingSeen => |words| words.camera_nothing(),
        Hint::SeveralFaces => |words| words.document_several_faces(),
        Hint::TooFar | Hint::TooSmall if is_file => |words| words.document_too_small_file(),
        Hint::TooFar | Hint::TooSmall => |words| words.document_too_small(),
        Hint::TooDark => |words| words.document_too_dark(),
        Hint::TooBright => |words| words.document_too_bright(),
        Hint::Glare => |words| words.document_glare(),
        Hint::Blurred | Hint::HoldStill if is_file => |words| words.document_blurred_file(),
        Hint::Blurred => |words| words.document_blurred(),
        Hint::HoldStill => |words| words.face_hold_still(),
        Hint::NotAPage => |words| words.document_not_a_page(),
        Hint::NoZone => |words| words.document_no_zone(),
        Hint::ZoneCutOff => |words| words.document_zone_cut_off(),
        Hint::ZoneGlare => |words| words.document_zone_glare(),
        Hint::ZoneUnreadable => |words| words.document_zone_unreadable(),
        Hint::NotAnImage => |words| words.document_not_an_image(),
        Hint::TooLarge => |words| words.document_too_large(),
        Hint::Empty => |words| words.document_empty(),
        Hint::Corrupt => |words| words.document_corrupt(),
        Hint::Unreadable => |words| words.document_unreadable(),
        Hint::SeveralFiles => |words| words.document_several_files(),
        Hint::NotAFile => |words| words.document_not_a_file(),
        Hint::NoFace
        | Hint::CameraTooSmall
        | Hint::TooNear
        | Hint::OffCentre
        | Hint::Turned
        | Hint::PutDocumentDown
        | Hint::SamePhotograph
        | Hint::NoReader
        | Hint::LayDown
        | Hint::LayDownAgain
        | Hint::Leave => |words| words.document_no_face(),
    }
}
