//! Videos of the notice in sign languages.

use std::collections::BTreeMap;

use crate::{
    fields::{Field, SettingsError},
    languages::{LANGUAGES, not_a_language},
    name::Name,
};

/// Videos: the languages are known, and the files are on this site, at addresses that cannot be
/// mistaken for those of another site.
pub(crate) fn sign_language(field: &Field<'_>) -> Result<BTreeMap<String, Name>, SettingsError> {
    let mut videos = BTreeMap::new();
    for (language, file) in field.named()? {
        if !LANGUAGES.contains(&language) {
            return Err(field.wrong(&format!("`{language}` {}", not_a_language())));
        }
        let name = file.name()?;
        if !is_video(&name) {
            return Err(file.wrong("a video on this site, as /videos/en.mp4 or /videos/en.webm"));
        }
        videos.insert(language.to_owned(), name);
    }
    Ok(videos)
}

/// Whether this is a path of a video as the server writes paths: a browser reads `/\a.example` and
/// `//a.example` as another host.
fn is_video(path: &str) -> bool {
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.');
    let is_part =
        |part: &str| !part.is_empty() && !part.starts_with('.') && part.bytes().all(plain);
    let is_medium = path.ends_with(".mp4") || path.ends_with(".webm");
    is_medium && path.strip_prefix('/').is_some_and(|path| path.split('/').all(is_part))
}
