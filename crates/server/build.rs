//! Compiles the sentences of the pages for travellers, and those of the wall sign, into the server:
//! `words.rs`, a table of languages with the key and text of each sentence.

use std::{
    env, error, fs,
    path::{Path, PathBuf},
};

use locales::{KIOSK_FILE, Locales, PUBLIC_FILE};

const LOCALES: &str = "../../locales";

/// The sentences of the kiosk's page that the server needs.
const OF_THE_KIOSK: [&str; 11] = [
    "direction",
    "sign-title",
    "sign-notice",
    "notice-text",
    "notice-face",
    "notice-face-detail",
    "notice-officer",
    "notice-officer-detail",
    "notice-honest",
    "notice-version",
    "privacy-voluntary",
];

fn main() -> Result<(), Box<dyn error::Error>> {
    println!("cargo::rerun-if-changed={LOCALES}");
    let folder = Path::new(LOCALES);
    let (kiosk, public) = (Locales::read(folder, KIOSK_FILE)?, Locales::read(folder, PUBLIC_FILE)?);
    let mut table = String::from("&[");
    for (language, of_kiosk) in public.languages.iter().zip(&kiosk.languages) {
        let keys = public.sentences.iter().map(|sentence| sentence.key.as_str());
        let own = keys.filter_map(|key| Some((key, language.say(&public.sentences, key)?)));
        let others = OF_THE_KIOSK.into_iter();
        let others = others.filter_map(|key| Some((key, of_kiosk.say(&kiosk.sentences, key)?)));
        let texts: Vec<_> = own.chain(others).collect();
        table += &format!("({:?}, &{texts:?}), ", language.tag);
    }
    table += "]";
    fs::write(PathBuf::from(env::var("OUT_DIR")?).join("words.rs"), table)?;
    Ok(())
}
