//! For those who come with a child: the guardian decides.

use super::{
    choice::choices,
    element::{View, p},
    title::panel_title,
};

/// The same two choices, for a child.
pub fn guardian() -> View {
    let mut view = vec![
        panel_title(|words| words.guardian_title()),
        p(|words| words.guardian_text()),
        p(|words| words.guardian_how()),
    ];
    view.extend(choices(|words| words.guardian_face(), |words| words.guardian_officer()));
    view
}
