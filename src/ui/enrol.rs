//! The form in which staff type the code that enrols this kiosk.

use leptos::{html, prelude::*};

use super::localized::{localized, localized_with};
use crate::{kiosk::Kiosk, server::Enrolling};

/// A field, a button, and the state of the enrolment.
#[component]
pub fn EnrolmentForm() -> impl IntoView {
    let kiosk: Kiosk = expect_context();
    let field = NodeRef::<html::Input>::new();
    let enrol = move |_| {
        if let Some(field) = field.get_untracked() {
            kiosk.enrol(&field.value());
            // The code must not stay visible for the next person.
            field.set_value("");
        }
    };
    let state = localized_with(move |words| {
        Some(match kiosk.server.get().enrolling? {
            Enrolling::Asking => words.one_moment(),
            Enrolling::WrongCode => words.staff_code_wrong(),
            Enrolling::Unreachable => words.staff_code_unheard(),
        })
    });
    view! {
        <div class="enrol">
            <label for="code">{localized(|words| words.staff_code())}</label>
            <input
                node_ref=field
                id="code"
                type="text"
                dir="ltr"
                autocomplete="off"
                spellcheck="false"
            />
            <button class="action" on:click=enrol>{localized(|words| words.staff_enrol())}</button>
            <p role="status">{state}</p>
        </div>
    }
}
