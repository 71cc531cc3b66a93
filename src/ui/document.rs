//! The document photo: before the camera, or from a file.

use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{DragEvent, FileList, HtmlInputElement};
use wire::DocumentSource;

use super::{icon::Icon, preview::Preview, title::Title};
use crate::{flow::Event, kiosk::Kiosk, text::L10nLanguage, vision::protocol::Hint};

/// Asks for the page with the photo.
#[component]
pub fn Document(
    /// Which way of showing it is on.
    source: DocumentSource,
) -> impl IntoView {
    let kiosk: Kiosk = expect_context();
    let (other, icon, text): (_, _, fn(&L10nLanguage) -> String) = match source {
        DocumentSource::Camera => (DocumentSource::File, "file", |words| words.document_use_file()),
        DocumentSource::File => {
            (DocumentSource::Camera, "camera", |words| words.document_use_camera())
        }
    };
    let has_other = move || {
        let site = kiosk.site.read();
        site.as_ref().is_none_or(|site| site.document_sources.has(other))
    };
    let hint = move || {
        let words = kiosk.words.read();
        kiosk.hint.get().map(|hint| sentence(hint, source)(&words))
    };
    view! {
        <section class="document">
            <Title text=|words| words.document_title()/>
            {match source {
                DocumentSource::Camera => view! { <Page/> }.into_any(),
                DocumentSource::File => view! { <File/> }.into_any(),
            }}
            <p class="hint" role="status">{hint}</p>
            {move || has_other().then(|| view! {
                <div class="actions">
                    <button on:click=move |_| kiosk.send(Event::Shown(other))>
                        <Icon name=icon/>
                        {kiosk.say(text)}
                    </button>
                </div>
            })}
        </section>
    }
}

/// The camera's picture with the outline of a data page in it.
#[component]
fn Page() -> impl IntoView {
    let kiosk: Kiosk = expect_context();
    let is_good = move || kiosk.hint.get() == Some(Hint::HoldStill);
    view! {
        <p>{kiosk.say(|words| words.document_camera_text())}</p>
        <div class="view page" class:good=is_good>
            <Preview/>
            <div class="outline" aria-hidden="true">
                <span class="portrait">{kiosk.say(|words| words.document_photo_here())}</span>
                <span class="lines"></span>
            </div>
        </div>
    }
}

/// A place to drop a file, and a button to choose one.
#[component]
fn File() -> impl IntoView {
    let kiosk: Kiosk = expect_context();
    let show = move |files: Option<FileList>| {
        if let Some(file) = files.and_then(|files| files.get(0)) {
            kiosk.show_file(file.into());
        }
    };
    let chosen = move |event: web_sys::Event| {
        if let Some(input) = event.target().and_then(|it| it.dyn_into::<HtmlInputElement>().ok()) {
            show(input.files());
            // The page keeps no handle, and the same file can be chosen again.
            input.set_value("");
        }
    };
    let dropped = move |event: DragEvent| {
        event.prevent_default();
        show(event.data_transfer().and_then(|it| it.files()));
    };
    view! {
        <p>{kiosk.say(|words| words.document_file_text())}</p>
        <label class="drop" on:dragover=|event| event.prevent_default() on:drop=dropped>
            <Icon name="file"/>
            <span class="action">{kiosk.say(|words| words.document_choose())}</span>
            <input type="file" accept="image/*,.jp2,.jpx,.j2k" on:change=chosen/>
        </label>
    }
}

fn sentence(hint: Hint, source: DocumentSource) -> fn(&L10nLanguage) -> String {
    let is_file = source == DocumentSource::File;
    match hint {
        Hint::SeveralFaces => |words| words.document_several_faces(),
        Hint::TooFar | Hint::TooSmall if is_file => |words| words.document_too_small_file(),
        Hint::TooFar | Hint::TooSmall => |words| words.document_too_small(),
        Hint::TooDark => |words| words.document_too_dark(),
        Hint::TooBright => |words| words.document_too_bright(),
        Hint::Blurred | Hint::HoldStill if is_file => |words| words.document_blurred_file(),
        Hint::Blurred => |words| words.document_blurred(),
        Hint::HoldStill => |words| words.face_hold_still(),
        Hint::NotAnImage => |words| words.document_not_an_image(),
        Hint::TooLarge => |words| words.document_too_large(),
        Hint::Empty => |words| words.document_empty(),
        Hint::Corrupt => |words| words.document_corrupt(),
        Hint::NoFace | Hint::TooNear | Hint::OffCentre | Hint::Turned => {
            |words| words.document_no_face()
        }
    }
}
