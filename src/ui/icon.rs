//! Pictures of one open set, in the colour of the text around them.

use super::element::{El, el};

/// A picture that only repeats what words say, so a screen reader passes it over. Its name is part
/// of a class of the style sheet, which has the file.
pub fn icon(name: &str) -> El {
    el("span").class(&format!("icon icon-{name}")).set("aria-hidden", "true")
}
