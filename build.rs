//! Turns what the kiosk is made of into code: the sentences of `locales/`, the facts of
//! `models/models.toml`, and the hashes of all that the page will fetch.

use std::{
    env, error, fmt, fs,
    path::{Path, PathBuf},
    process::ExitCode,
};

use base16ct::lower::encode_string;
use base64::prelude::*;
use locales::Locales;
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
    models(&out)?;
    if env::var_os("CARGO_FEATURE_PAGE").is_some() {
        languages(&out)?;
        parts(&out)?;
    }
    Ok(())
}

/// `languages.rs`: the folders of `locales/`. `words.rs`: what is known of each of them, and a method
/// for each sentence. `words/`: the sentences themselves, as the site carries them.
fn languages(out: &Path) -> Outcome {
    println!("cargo::rerun-if-changed=locales");
    let locales = Locales::read(Path::new("locales"))?;
    let (mut tags, mut facts) = (Vec::new(), String::new());
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
        tags.push(tag);
    }
    fs::write(out.join("languages.rs"), format!("&{tags:?}"))?;
    let count = tags.len();
    let first = tags.iter().position(|tag| *tag == locales::FIRST).ok_or(Missing)?;
    let methods = locales.methods();
    let code = format!(
        "const COUNT: usize = {count};\nconst FIRST: usize = {first};\n\
         static LANGUAGES: [Facts; COUNT] = [{facts}];\n{methods}"
    );
    fs::write(out.join("words.rs"), code)?;
    Ok(())
}

/// `models.json`: `models.toml` for a program that should not carry a parser of TOML.
fn models(out: &Path) -> Outcome {
    fs::write(out.join("models.json"), registry()?.to_string())?;
    Ok(())
}

fn registry() -> Result<Value, Box<dyn error::Error>> {
    println!("cargo::rerun-if-changed=models/models.toml");
    Ok(toml::from_str(&fs::read_to_string("models/models.toml")?)?)
}

/// `parts.json`: what the page fetches for the face lane, each with the hash that it must have.
fn parts(out: &Path) -> Outcome {
    const WORKER: &str = "target/parts/parts.json";
    println!("cargo::rerun-if-changed={WORKER}");
    // Without a built worker the page still compiles; its face lane stays closed.
    let worker: Value = match fs::read_to_string(WORKER) {
        Ok(text) => serde_json::from_str(&text)?,
        Err(_) => json!({}),
    };
    let mut models = Vec::new();
    for model in registry()?["model"].as_array().into_iter().flatten() {
        let text = |key: &str| model[key].as_str().ok_or(Missing);
        let sha256 = text("sha256")?;
        let role = model["role"].as_object().and_then(|role| role.iter().next());
        let (role, facts) = role.ok_or(Missing)?;
        models.push(json!({
            "name": text("name")?,
            "role": role,
            "id": &sha256.get(..8).ok_or(Missing)?,
            "file": format!("parts/models/{}.{}.onnx", text("name")?, &sha256[..8]),
            // A network that was not here when the worker was built is not used.
            "integrity": worker["models"][text("name")?],
            "calibration": told(&facts["calibration"]),
        }));
    }
    let parts = json!({
        "build": build_id()?,
        "script": worker["vision_js"]["file"],
        "script_version": worker["vision_js"]["integrity"],
        "programs": worker["programs"].as_array().cloned().unwrap_or_default(),
        "models": models,
    });
    fs::write(out.join("parts.json"), parts.to_string())?;
    Ok(())
}

/// A calibration, as far as the page tells people of it: thresholds are for the worker, and every
/// byte here is one of the page's program. A recogniser that lacks the limits for the same
/// photograph is told as not measured, so its face lane is closed.
fn told(calibration: &Value) -> Value {
    let mut told = calibration.clone();
    let limits = told.as_object_mut().and_then(|table| table.remove("same_photograph"));
    if limits.is_none() {
        return Value::Null;
    }
    let thresholds = told.get_mut("thresholds").and_then(Value::as_array_mut);
    for threshold in thresholds.into_iter().flatten() {
        let frames = threshold.get_mut("frames").and_then(Value::as_array_mut);
        for rate in frames.into_iter().flatten() {
            *rate = json!({ "fnmr": rate["fnmr"], "low": rate["low"], "high": rate["high"] });
        }
    }
    told
}

/// The first four bytes of the SHA-256 of all sources of the kiosk, in hexadecimal.
fn build_id() -> Result<String, Box<dyn error::Error>> {
    const SOURCES: [&str; 21] = [
        "Cargo.lock",
        "Cargo.toml",
        "build.rs",
        "crates/face/src",
        "crates/inventory/src",
        "crates/kernels/src",
        "crates/locales/src",
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

/// `models.toml` or `locales/` lacks something.
#[derive(Debug)]
struct Missing;

impl fmt::Display for Missing {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("models/models.toml: an entry lacks its name, its sha256 or its role; or a language its name")
    }
}

impl error::Error for Missing {}
