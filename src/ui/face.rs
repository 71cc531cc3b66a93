//! The live face: a mirror with one instruction at a time.

use leptos::prelude::*;
use protocol::Hint;

use super::{
    localized::{localized, localized_with},
    preview::Preview,
    title::Title,
    way_on::WayOn,
};
use crate::{flow::Attempt, kiosk::Kiosk, text::Sentence};

/// Shows the traveller to themselves, and says what would make the picture better.
#[component]
pub fn FaceScreen(
    /// The first or the second try.
    attempt: Attempt,
) -> impl IntoView {
    let kiosk: Kiosk = expect_context();
    let hint = localized_with(move |words| Some(sentence(kiosk)(words)));
    let is_second = attempt == Attempt::Second;
    view! {
        <section class="face">
            <Title text=|words| words.face_title()/>
            {is_second.then(|| view! { <p>{localized(|words| words.face_again())}</p> })}
            <div
                class="view mirror"
                class:good=move || kiosk.hint.get() == Some(Hint::HoldStill)
            >
                <Preview/>
                <Oval/>
            </div>
            <p class="hint" role="status">{hint}</p>
            <WayOn/>
            <p>{localized(|words| words.face_covering())}</p>
            <p class="quiet">{localized(|words| words.face_text())}</p>
        </section>
    }
}

/// The outline of a face. A component, because `view!` makes nested constant elements by
/// `innerHTML`, which trusted types forbid.
#[component]
fn Oval() -> impl IntoView {
    view! { <div class="oval" aria-hidden="true"></div> }
}

fn sentence(kiosk: Kiosk) -> Sentence {
    match kiosk.hint.get() {
        None if kiosk.camera.get().is_starting => |words| words.camera_starting(),
        None => |words| words.one_moment(),
        Some(Hint::NothingSeen) => |words| words.camera_nothing(),
        Some(Hint::SeveralFaces) => |words| words.face_several_faces(),
        Some(Hint::TooFar | Hint::TooSmall) => |words| words.face_too_far(),
        Some(Hint::TooNear) => |words| words.face_too_near(),
        Some(Hint::OffCentre) => |words| words.face_off_centre(),
        Some(Hint::Turned) => |words| words.face_turned(),
        Some(Hint::TooDark) => |words| words.face_too_dark(),
        Some(Hint::TooBright) => |words| words.face_too_bright(),
        Some(Hint::Blurred) => |words| words.face_blurred(),
        Some(Hint::HoldStill) => |words| words.face_hold_still(),
        Some(Hint::PutDocumentDown) => |words| words.face_put_document_down(),
        Some(Hint::SamePhotograph) => |words| words.face_same_photograph(),
        Some(
            Hint::NoFace
            | Hint::CameraTooSmall
            | Hint::NotAPage
            | Hint::NotAnImage
            | Hint::TooLarge
            | Hint::Empty
            | Hint::Corrupt
            | Hint::Unreadable
            | Hint::SeveralFiles
            | Hint::NotAFile,
        ) => |words| words.face_no_face(),
    }
}
