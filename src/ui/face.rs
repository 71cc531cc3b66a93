//! The live face: a mirror with one instruction at a time.

use leptos::prelude::*;
use protocol::Hint;

use super::{
    element::{El, el, p},
    preview::preview,
    title::title,
    way_on::way_on,
};
use crate::{flow::Attempt, kiosk::Kiosk, text::Sentence};

/// Shows the traveller to themselves, in the first or the second try, and says what would make the
/// picture better.
pub fn face(attempt: Attempt) -> El {
    let kiosk: Kiosk = expect_context();
    let mirror = el("div")
        .class("view mirror")
        .mark("good", move || kiosk.hint.get() == Some(Hint::HoldStill))
        .with(preview())
        .with(el("div").class("oval").set("aria-hidden", "true"));
    let hint = el("p").class("hint").set("role", "status");
    el("section")
        .class("face")
        .with(title(|words| words.face_title()))
        .with_all((attempt == Attempt::Second).then(|| p(|words| words.face_again())))
        .with(mirror)
        .with(hint.tell(move |words| Some(sentence(kiosk)(words))))
        .with(way_on())
        .with(p(|words| words.face_covering()))
        .with(p(|words| words.face_text()).class("quiet"))
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
            | Hint::NoZone
            | Hint::ZoneCutOff
            | Hint::ZoneGlare
            | Hint::ZoneUnreadable
            | Hint::Glare
            | Hint::NotAnImage
            | Hint::TooLarge
            | Hint::Empty
            | Hint::Corrupt
            | Hint::Unreadable
            | Hint::SeveralFiles
            | Hint::NotAFile
            | Hint::NoReader
            | Hint::LayDown
            | Hint::LayDownAgain
            | Hint::Leave,
        ) => |words| words.face_no_face(),
    }
}
