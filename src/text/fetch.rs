//! Fetches the languages that are not part of the program.

use js_sys::Promise;
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::JsFuture;
use web_sys::Response;

use super::{Language, Words};
use crate::{
    fetch::{body, request},
    task::within,
};

/// How long to wait for all languages, in milliseconds: they are 200 kB.
const WORDS_MS: u32 = 30_000;

/// A language is not there, or not the one that was built.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the sentences of a language are missing or have been changed")]
pub struct Missing;

/// Fetches every language that is not here yet.
pub async fn fetch() -> Result<(), Missing> {
    within(WORDS_MS, fetch_missing()).await.ok_or(Missing)?
}

async fn fetch_missing() -> Result<(), Missing> {
    let wanted = Language::all().filter(|language| language.words().is_none());
    // All are asked for before the first one is waited for.
    let asked: Vec<_> =
        wanted.map(|language| (language, JsFuture::from(language.request()))).collect();
    for (language, answer) in asked {
        let response: Response = answer.await.map_err(|_| Missing)?.unchecked_into();
        let table = body(&response).await.ok_or(Missing)?;
        language.place().get_or_init(|| Words::read(&table));
    }
    Ok(())
}

impl Language {
    fn request(self) -> Promise {
        let init = request(WORDS_MS);
        init.set_integrity(self.0.integrity);
        gloo::utils::window().fetch_with_str_and_init(self.0.file, &init)
    }
}
