//! Compiles the sentences of the pages for travellers into the server: `words.rs`, a table of languages
//! with the key and text of each sentence.

use std::{
    env, error, fs,
    path::{Path, PathBuf},
};

use locales::{Locales, PUBLIC_FILE};

const LOCALES: &str = "../../locales";

fn main() -> Result<(), Box<dyn error::Error>> {
    println!("cargo::rerun-if-changed={LOCALES}");
    let locales = Locales::read(Path::new(LOCALES), PUBLIC_FILE)?;
    let mut table = String::from("&[");
    for language in &locales.languages {
        let keys = locales.sentences.iter().map(|sentence| sentence.key.as_str());
        let texts = keys.filter_map(|key| Some((key, language.say(&locales.sentences, key)?)));
        table += &format!("({:?}, &{:?}), ", language.tag, texts.collect::<Vec<_>>());
    }
    table += "]";
    fs::write(PathBuf::from(env::var("OUT_DIR")?).join("words.rs"), table)?;
    Ok(())
}
