//! The live face: a mirror with one instruction at a time.

use leptos::prelude::*;

use super::{preview::Preview, title::Title};
use crate::{flow::Attempt, kiosk::Kiosk, text::L10nLanguage, vision::protocol::Hint};

/// Shows the traveller to themselves, and says what would make the picture better.
#[component]
pub fn Face(
    /// Which of the two tries.
    attempt: Attempt,
) -> impl IntoView {
    let kiosk: Kiosk = expect_context();
    let hint = move || sentence(kiosk.hint.get())(&kiosk.words.read());
    let is_good = move || kiosk.hint.get() == Some(Hint::HoldStill);
    view! {
        <section class="face">
            <Title text=|words| words.face_title()/>
            {(attempt == Attempt::Second)
                .then(|| view! { <p>{kiosk.say(|words| words.face_again())}</p> })}
            <div class="view mirror" class:good=is_good>
                <Preview/>
                <div class="oval" aria-hidden="true"></div>
            </div>
            <p class="hint" role="status">{hint}</p>
            <p>{kiosk.say(|words| words.face_covering())}</p>
            <p class="quiet">{kiosk.say(|words| words.face_text())}</p>
        </section>
    }
}

fn sentence(hint: Option<Hint>) -> fn(&L10nLanguage) -> String {
    match hint {
        None => |words| words.one_moment(),
        Some(Hint::SeveralFaces) => |words| words.face_several_faces(),
        Some(Hint::TooFar | Hint::TooSmall) => |words| words.face_too_far(),
        Some(Hint::TooNear) => |words| words.face_too_near(),
        Some(Hint::OffCentre) => |words| words.face_off_centre(),
        Some(Hint::Turned) => |words| words.face_turned(),
        Some(Hint::TooDark) => |words| words.face_too_dark(),
        Some(Hint::TooBright) => |words| words.face_too_bright(),
        Some(Hint::Blurred) => |words| words.face_blurred(),
        Some(Hint::HoldStill) => |words| words.face_hold_still(),
        Some(Hint::NoFace | Hint::NotAnImage | Hint::TooLarge | Hint::Empty | Hint::Corrupt) => {
            |words| words.face_no_face()
        }
    }
}
