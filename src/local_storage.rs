//! The browser's local storage: a few texts that outlive a reload of the page.

/// The text that is stored under `name`.
pub fn read_item(name: &str) -> Option<String> {
    storage()?.get_item(name).ok().flatten()
}

/// Stores `text` under `name`, in place of the last one. An empty text removes the item. A failure of
/// the browser is logged.
pub fn write_item(name: &str, text: &str) {
    let write = |storage: web_sys::Storage| match text {
        "" => storage.remove_item(name),
        text => storage.set_item(name, text),
    };
    let is_stored = storage().is_some_and(|storage| write(storage).is_ok());
    if !is_stored {
        leptos::logging::warn!("the browser keeps nothing over a reload");
    }
}

fn storage() -> Option<web_sys::Storage> {
    gloo::utils::window().local_storage().ok().flatten()
}
