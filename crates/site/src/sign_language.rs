//! Videos of the notice in sign languages.

use std::collections::BTreeMap;

use serde::{Deserialize, Deserializer};

use crate::{
    languages::{LANGUAGES, not_a_language},
    name::Name,
};

/// A language that the kiosk speaks.
#[derive(PartialEq, Eq, PartialOrd, Ord, Deserialize)]
#[serde(try_from = "String")]
struct Tag(String);

/// A file on this site, at an address that cannot be mistaken for one of another site.
#[derive(Deserialize)]
#[serde(try_from = "Name")]
struct Video(Name);

impl TryFrom<String> for Tag {
    type Error = String;

    fn try_from(tag: String) -> Result<Self, String> {
        let is_known = LANGUAGES.contains(&&*tag);
        if is_known { Ok(Self(tag)) } else { Err(format!("`{tag}` {}", not_a_language())) }
    }
}

impl TryFrom<Name> for Video {
    type Error = &'static str;

    fn try_from(path: Name) -> Result<Self, Self::Error> {
        let reason = "a video on this site, as /videos/en.mp4 or /videos/en.webm";
        if is_video(&path) { Ok(Self(path)) } else { Err(reason) }
    }
}

/// Videos by language.
pub(crate) fn sign_language<'de, D: Deserializer<'de>>(
    field: D,
) -> Result<BTreeMap<String, Name>, D::Error> {
    let videos = Option::<BTreeMap<Tag, Video>>::deserialize(field)?.unwrap_or_default();
    Ok(videos.into_iter().map(|(Tag(tag), Video(path))| (tag, path)).collect())
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
