//! What outlives a reload: a few texts in the browser's local storage.

/// The text that was kept under a name.
pub fn kept(name: &str) -> Option<String> {
    storage()?.get_item(name).ok().flatten()
}

/// Keeps a text in place of the last of that name, or nothing in place of it. A browser that does not
/// is complained of.
pub fn keep(name: &str, text: &str) {
    let keep = |it: web_sys::Storage| match text {
        "" => it.remove_item(name),
        text => it.set_item(name, text),
    };
    let is_kept = storage().is_some_and(|it| keep(it).is_ok());
    if !is_kept {
        leptos::logging::warn!("the browser keeps nothing over a reload");
    }
}

fn storage() -> Option<web_sys::Storage> {
    gloo::utils::window().local_storage().ok().flatten()
}
