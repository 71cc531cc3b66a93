//! Writes `languages.rs`: the names of the folders of `locales/`.

use std::{
    env, error, fs,
    path::{Path, PathBuf},
};

use locales::Locales;

const LOCALES: &str = "../../locales";

fn main() -> Result<(), Box<dyn error::Error>> {
    println!("cargo::rerun-if-changed={LOCALES}");
    let locales = Locales::read(Path::new(LOCALES), locales::KIOSK_FILE)?;
    let tags: Vec<_> = locales.languages.iter().map(|language| &language.tag).collect();
    fs::write(PathBuf::from(env::var("OUT_DIR")?).join("languages.rs"), format!("&{tags:?}"))?;
    Ok(())
}
