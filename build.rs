//! Compiles data into the page: the sentences of `locales/`, the calibrations of `models/models.toml`, and
//! the hashes of all files that the page will fetch.

use std::{
    env, error, fmt, fs,
    path::{Path, PathBuf},
    process::ExitCode,
};

use base16ct::lower::encode_string;
use base64::prelude::*;
use locales::Locales;
use models::{CalibrationSummary, Model, Models, Role};
use serde_json::{Value, json};
use sha2::{Digest, Sha256};

type Outcome = Result<(), Box<dyn error::Error>>;

fn main() -> ExitCode {
    match build() {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            println!("cargo::error={error}");
            ExitCode::FAILURE
        }
    }
}

fn build() -> Outcome {
    let out = PathBuf::from(env::var("OUT_DIR")?);
    languages(&out)?;
    parts(&out)
}

/// `words.rs`: the facts of each language, and a method for each sentence. `words/`: the sentences
/// themselves, as the site carries them.
fn languages(out: &Path) -> Outcome {
    println!("cargo::rerun-if-changed=locales");
    let locales = Locales::read(Path::new("locales"), locales::KIOSK_FILE)?;
    let mut facts = String::new();
    fs::create_dir_all(out.join("words"))?;
    for language in &locales.languages {
        let (tag, table) = (&language.tag, language.table());
        let hash = Sha256::digest(&table);
        let name = language.say(&locales.sentences, "language-name").ok_or(Missing)?;
        let file = format!("parts/words/{tag}.{}.txt", encode_string(&hash[..4]));
        let integrity = format!("sha256-{}", BASE64_STANDARD.encode(hash));
        facts += &format!(
            "Facts {{ tag: {tag:?}, name: {name:?}, file: {file:?}, integrity: {integrity:?} }}, "
        );
        fs::write(out.join(format!("words/{tag}.txt")), table)?;
    }
    let count = locales.languages.len();
    let mut tags = locales.languages.iter().map(|language| &language.tag);
    let first = tags.position(|tag| *tag == locales::FIRST).ok_or(Missing)?;
    let methods = locales.methods();
    let code = format!(
        "const COUNT: usize = {count};\nconst FIRST: usize = {first};\n\
         static LANGUAGES: [Facts; COUNT] = [{facts}];\n{methods}"
    );
    fs::write(out.join("words.rs"), code)?;
    Ok(())
}

/// `parts.json`: the files that the page fetches for the face lane, each with the hash that it must
/// have.
fn parts(out: &Path) -> Outcome {
    const WORKER: &str = "target/parts/parts.json";
    const MODELS: &str = "models/models.toml";
    println!("cargo::rerun-if-changed={WORKER}");
    println!("cargo::rerun-if-changed={MODELS}");
    // Without a built worker the page still compiles; its face lane stays closed.
    let worker: Value = match fs::read_to_string(WORKER) {
        Ok(text) => serde_json::from_str(&text)?,
        Err(_) => json!({}),
    };
    let registry: Models = toml::from_str(&fs::read_to_string(MODELS)?)?;
    let entry = |model: &Model| {
        let id = encode_string(&model.sha256.0[..4]);
        // A network that was not here when the worker was built is not used.
        let part = &worker["models"][&model.name];
        json!({
            "name": model.name,
            "role": role(model),
            "id": id,
            "file": part["file"],
            "integrity": part["integrity"],
            "engine": part["engine"],
            "calibration": calibration(model),
        })
    };
    let parts = json!({
        "build": build_id()?,
        "script": worker["vision_js"]["file"],
        "script_version": worker["vision_js"]["integrity"],
        "reader": worker["reader_js"]["file"],
        "reader_version": worker["reader_js"]["integrity"],
        "programs": worker["programs"].as_array().cloned().unwrap_or_default(),
        "models": registry.model.iter().map(entry).collect::<Vec<_>>(),
    });
    fs::write(out.join("parts.json"), parts.to_string())?;
    Ok(())
}

fn role(model: &Model) -> &'static str {
    match model.role {
        Role::Detector(_) => "detector",
        Role::Landmarks(_) => "landmarks",
        Role::Recogniser(_) => "recogniser",
    }
}

/// The error rates of a recogniser without its thresholds: only the worker needs those, and every byte
/// here is one of the page's program. A recogniser without limits for the same photograph counts as not
/// measured, so its face lane is closed.
fn calibration(model: &Model) -> Option<CalibrationSummary> {
    let Role::Recogniser(recogniser) = &model.role else { return None };
    let calibration = recogniser.calibration()?;
    calibration.same_photograph.is_some().then(|| calibration.into())
}

/// The first four bytes of the SHA-256 of all sources of the kiosk, in hexadecimal.
fn build_id() -> Result<String, Box<dyn error::Error>> {
    const SOURCES: [&str; 31] = [
        "Cargo.lock",
        "Cargo.toml",
        "build.rs",
        "crates/compile/src",
        "crates/document/src",
        "crates/convert/src/half_precision.rs",
        "crates/face/src",
        "crates/json/src",
        "crates/kernels/src",
        "crates/locales/src",
        "crates/models/src",
        "crates/network/src",
        "crates/protocol/src",
        "crates/site/build.rs",
        "crates/site/src",
        "crates/vision/build.rs",
        "crates/vision/src",
        "crates/wire/src",
        "index.html",
        "locales",
        "models/models.toml",
        "package-lock.json",
        "public/anew.html",
        "public/anew.js",
        "public/app.css",
        "public/boot.js",
        "public/fonts.css",
        "public/lockdown.js",
        "public/screens.css",
        "src",
        "Trunk.toml",
    ];
    let mut files = Vec::new();
    for source in SOURCES {
        println!("cargo::rerun-if-changed={source}");
        collect(Path::new(source), &mut files)?;
    }
    files.sort();
    let mut hash = Sha256::new();
    for file in files {
        let content = fs::read(&file)?;
        hash.update(file.display().to_string().replace('\\', "/"));
        hash.update((content.len() as u64).to_le_bytes());
        hash.update(content);
    }
    Ok(encode_string(&hash.finalize()[..4]))
}

fn collect(path: &Path, files: &mut Vec<PathBuf>) -> Outcome {
    if path.is_dir() {
        for entry in fs::read_dir(path)? {
            collect(&entry?.path(), files)?;
        }
    } else {
        files.push(path.to_owned());
    }
    Ok(())
}

/// A language of `locales/` lacks its name.
#[derive(Debug)]
struct Missing;

impl fmt::Display for Missing {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("locales/: a language lacks its name")
    }
}

impl error::Error for Missing {}
