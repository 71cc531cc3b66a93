//! Pictures of one open set, in the colour of the text around them.

use leptos::prelude::*;

/// A picture that only repeats what words say, so a screen reader passes it over.
#[component]
pub fn Icon(
    /// Part of a class of the style sheet, which has the file.
    name: &'static str,
) -> impl IntoView {
    view! { <span class=format!("icon icon-{name}") aria-hidden="true"></span> }
}
