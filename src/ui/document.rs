//! The document photo: before the camera, or from a file.

use leptos::{ev, prelude::*};
use protocol::Hint;
use web_sys::{FileList, HtmlInputElement};
use wire::DocumentSource;

use super::{
    button::EventButton,
    icon::Icon,
    localized::{localized, localized_with},
    preview::Preview,
    title::Title,
    way_on::WayOn,
};
use crate::{flow::FlowEvent, kiosk::Kiosk, text::Sentence};

/// The screen that asks for the document's photo page, from the camera or a file.
#[component]
pub fn DocumentScreen(
    /// Where the photo comes from.
    source: DocumentSource,
) -> impl IntoView {
    let kiosk: Kiosk = expect_context();
    let is_camera = source == DocumentSource::Camera;
    let other = if is_camera { DocumentSource::File } else { DocumentSource::Camera };
    let has_other = move || {
        let site = kiosk.site.read();
        site.as_ref().is_none_or(|site| site.document_sources.has(other))
    };
    let hint = localized_with(move |words| Some(sentence(kiosk, source)?(words)));
    let photo = match source {
        DocumentSource::Camera => view! { <PageView/> }.into_any(),
        DocumentSource::File => view! { <FileDrop/> }.into_any(),
    };
    view! {
        <section class="document">
            <Title text=|words| words.document_title()/>
            {photo}
            <p class="hint" role="status">{hint}</p>
            {is_camera.then(|| view! { <WayOn/> })}
            <Show when=has_other>
                <UseOther other/>
            </Show>
        </section>
    }
}

/// The button to the other way of showing a document.
#[component]
fn UseOther(
    /// The other way.
    other: DocumentSource,
) -> impl IntoView {
    let (name, text): (_, Sentence) = match other {
        DocumentSource::File => ("file", |words| words.document_use_file()),
        DocumentSource::Camera => ("camera", |words| words.document_use_camera()),
    };
    view! {
        <div class="actions">
            <EventButton event=FlowEvent::Shown(other) icon=name>
                {localized(text)}
            </EventButton>
        </div>
    }
}

/// The camera's picture with the outline of a data page in it.
#[component]
fn PageView() -> impl IntoView {
    let kiosk: Kiosk = expect_context();
    view! {
        <p>{localized(|words| words.document_camera_text())}</p>
        <div class="view page" class:good=move || kiosk.hint.get() == Some(Hint::HoldStill)>
            <Preview/>
            <div class="outline" aria-hidden="true">
                <span class="portrait">{localized(|words| words.document_photo_here())}</span>
                <MrzOutline/>
            </div>
        </div>
    }
}

/// The outline of the machine-readable lines. A component, because `view!` makes nested constant
/// elements by `innerHTML`, which trusted types forbid.
#[component]
fn MrzOutline() -> impl IntoView {
    view! { <span class="lines"></span> }
}

/// A place to drop a file, and a button to choose one.
#[component]
fn FileDrop() -> impl IntoView {
    let kiosk: Kiosk = expect_context();
    let show = move |files: Option<FileList>| match files.as_ref().map_or(0, FileList::length) {
        // A dropped text, link or picture of another page is not a file.
        0 => kiosk.hint.set(Some(Hint::NotAFile)),
        1 => {
            if let Some(file) = files.and_then(|files| files.get(0)) {
                kiosk.show_file(file.into());
            }
        }
        _ => kiosk.hint.set(Some(Hint::SeveralFiles)),
    };
    let choose = move |event: ev::Event| {
        let input: HtmlInputElement = event_target(&event);
        // Without a file the traveller has cancelled the dialog.
        if let Some(files) = input.files().filter(|files| files.length() > 0) {
            show(Some(files));
        }
        // The page keeps no handle, and the same file can be chosen again.
        input.set_value("");
    };
    let drop = move |event: ev::DragEvent| {
        event.prevent_default();
        show(event.data_transfer().and_then(|transfer| transfer.files()));
    };
    view! {
        <p>{localized(|words| words.document_file_text())}</p>
        <label class="drop" on:dragover=|event| event.prevent_default() on:drop=drop>
            <Icon name="file"/>
            <span class="action">{localized(|words| words.document_choose())}</span>
            <input type="file" accept="image/*,.jp2,.jpx,.j2k" on:change=choose/>
        </label>
    }
}

fn sentence(kiosk: Kiosk, source: DocumentSource) -> Option<Sentence> {
    let starting: Sentence = |words| words.camera_starting();
    match kiosk.hint.get() {
        None => kiosk.camera.get().is_starting.then_some(starting),
        Some(Hint::CameraTooSmall) => {
            let site = kiosk.site.read();
            let has_file =
                site.as_ref().is_none_or(|site| site.document_sources.has(DocumentSource::File));
            Some(if has_file {
                |words| words.document_camera_too_small()
            } else {
                |words| words.document_camera_too_small_officer()
            })
        }
        Some(hint) => Some(of_frame(hint, source)),
    }
}

fn of_frame(hint: Hint, source: DocumentSource) -> Sentence {
    let is_file = source == DocumentSource::File;
    match hint {
        Hint::NothingSeen => |words| words.camera_nothing(),
        Hint::SeveralFaces => |words| words.document_several_faces(),
        Hint::TooFar | Hint::TooSmall if is_file => |words| words.document_too_small_file(),
        Hint::TooFar | Hint::TooSmall => |words| words.document_too_small(),
        Hint::TooDark => |words| words.document_too_dark(),
        Hint::TooBright => |words| words.document_too_bright(),
        Hint::Blurred | Hint::HoldStill if is_file => |words| words.document_blurred_file(),
        Hint::Blurred => |words| words.document_blurred(),
        Hint::HoldStill => |words| words.face_hold_still(),
        Hint::NotAPage => |words| words.document_not_a_page(),
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
        | Hint::SamePhotograph => |words| words.document_no_face(),
    }
}
