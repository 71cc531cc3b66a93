//! Collects the site's files except the page: the worker, models, languages, fonts, icons.

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::{Path, PathBuf},
};

use locales::Locales;
use serde::Serialize;

use super::{
    fonts,
    networks::{Engine, PreparedNetwork},
    scripts,
    vision::Worker,
};
use crate::{Error, Project, digest, files, models, say};

/// `parts.json`: the addresses of the worker's files on the site, and the hashes that they must
/// have. The page's build script reads it.
#[derive(Serialize)]
struct WorkerParts {
    vision_js: Part,
    reader_js: Part,
    /// The fastest first.
    programs: Vec<Program>,
    /// Each present network, by its name.
    models: BTreeMap<String, Network>,
}

#[derive(Serialize)]
struct Network {
    engine: Engine,
    #[serde(flatten)]
    part: Part,
}

#[derive(Serialize)]
struct Part {
    file: String,
    integrity: String,
}

#[derive(Serialize)]
struct Program {
    flavour: &'static str,
    #[serde(flatten)]
    part: Part,
}

/// An entry of `models.json`: what the desk and the page read about a network of this site.
#[derive(Serialize)]
struct SiteModel {
    role: &'static str,
    name: String,
    title: String,
    sha256: String,
    licence: String,
    fallback: bool,
    /// What runs it in the browser.
    engine: Engine,
    /// The measured calibration of a recogniser, as in `models.toml`. `None` if it has not been
    /// measured.
    calibration: Option<toml::Table>,
}

/// Writes all parts and removes other files. An unchanged file keeps its modification time.
pub(super) fn stage(
    project: &Project,
    worker: &Worker,
    selected: Vec<models::SelectedModel>,
    networks: &[PreparedNetwork],
) -> Result<(), Error> {
    let folder = project.parts();
    // A classic script, like that of the vision worker: it loads no second one.
    let reader = scripts::bundle(project, "src/reader/worker.js", "iife")?;
    let mut parts: Vec<(String, Vec<u8>)> = vec![
        ("vision.js".into(), worker.script.clone()),
        ("database.js".into(), scripts::bundle(project, "src/store/database.js", "esm")?),
        ("reader.js".into(), reader.clone()),
        ("parts.json".into(), json(&worker_parts(worker, &reader, networks))?),
    ];
    for (flavour, program) in &worker.programs {
        parts.push((flavour.file.into(), program.clone()));
    }
    for (name, bytes) in fonts::all(project)? {
        parts.push((format!("fonts/{name}"), bytes));
    }
    let style = files::read_text(&project.at("public/app.css"))?;
    for icon in used_icons(&style) {
        let file = format!("node_modules/lucide-static/icons/{icon}.svg");
        parts.push((format!("icons/{icon}.svg"), files::read(&project.at(&file))?));
    }
    parts.extend(sentence_tables(project)?);
    let mut models_json = Vec::new();
    for chosen in selected {
        let models::SelectedModel { model, fallback } = &chosen;
        let prepared = networks.iter().find(|network| network.model.name == model.name);
        // Only present networks are selected.
        let Some(prepared) = prepared else { continue };
        parts.push((format!("models/{}", prepared.file_name()), prepared.bytes.clone()));
        if *fallback {
            say::warning(&format!("the site is built with a fallback recogniser: {}", model.title));
        }
        models_json.push(SiteModel::new(chosen, prepared.engine));
    }
    parts.push(("models.json".into(), json(&models_json)?));

    let mut kept = BTreeSet::new();
    for (name, bytes) in &parts {
        let path = folder.join(name);
        files::write_if_changed(&path, bytes)?;
        kept.insert(path);
    }
    remove_others(&folder, &kept)
}

impl SiteModel {
    fn new(
        models::SelectedModel { model, fallback }: models::SelectedModel,
        engine: Engine,
    ) -> Self {
        let (role, calibration) = (model.role().word(), model.calibration().cloned());
        let models::manifest::Model { name, title, sha256, licence, .. } = model;
        Self { role, name, title, sha256, licence, fallback, engine, calibration }
    }
}

/// The sentences of each language, named after their hash. English is part of the page's program.
fn sentence_tables(project: &Project) -> Result<Vec<(String, Vec<u8>)>, Error> {
    let folder = project.at("locales");
    let locales = Locales::read(&folder, locales::KIOSK_FILE).map_err(Error::content(&folder))?;
    let others = locales.languages.iter().filter(|language| language.tag != locales::FIRST);
    let file = |language: &locales::Language| {
        let table = language.table().into_bytes();
        let hash = digest::sha256(&table);
        (format!("words/{}.{}.txt", language.tag, &hash[..8]), table)
    };
    Ok(others.map(file).collect())
}

/// The names of the Lucide icons that the style sheet uses.
fn used_icons(style: &str) -> BTreeSet<&str> {
    let named = style.split("url(parts/icons/").skip(1);
    named.filter_map(|reference| reference.split_once(".svg)")).map(|(name, _)| name).collect()
}

fn worker_parts(worker: &Worker, reader: &[u8], networks: &[PreparedNetwork]) -> WorkerParts {
    let part = |file: &str, integrity: String| Part { file: format!("parts/{file}"), integrity };
    let programs = worker.programs.iter().map(|(flavour, program)| Program {
        flavour: flavour.name,
        part: part(flavour.file, digest::integrity(program)),
    });
    let models = networks.iter().map(|network| {
        let file = format!("models/{}", network.file_name());
        let part = part(&file, network.integrity());
        (network.model.name.clone(), Network { engine: network.engine, part })
    });
    WorkerParts {
        vision_js: part("vision.js", digest::integrity(&worker.script)),
        reader_js: part("reader.js", digest::integrity(reader)),
        programs: programs.collect(),
        models: models.collect(),
    }
}

fn json(value: &impl Serialize) -> Result<Vec<u8>, Error> {
    serde_json::to_vec_pretty(value).map_err(Error::content(Path::new("parts")))
}

/// Removes models of an earlier build, which must not be served.
fn remove_others(folder: &Path, kept: &BTreeSet<PathBuf>) -> Result<(), Error> {
    for entry in fs::read_dir(folder).map_err(Error::reading(folder))? {
        let path = entry.map_err(Error::reading(folder))?.path();
        if path.is_dir() {
            remove_others(&path, kept)?;
        } else if !kept.contains(&path) {
            files::remove(&path)?;
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::files::Scratch;

    /// An entry of `models.toml`, with or without a measurement.
    fn entry(calibration: &str) -> serde_json::Value {
        let entry = format!(
            r#"
            name = "n"
            title = "N"
            file = "n.onnx"
            sha256 = "00"
            licence = "MIT"
            sources = []
            input = {{ side = 112 }}
            outputs = []
            [role.recogniser]
            dimensions = 128
            {calibration}"#
        );
        let model = toml::from_str(&entry).unwrap();
        let json =
            json(&SiteModel::new(models::SelectedModel { model, fallback: false }, Engine::Plan))
                .unwrap();
        serde_json::from_slice(&json).unwrap()
    }

    #[test]
    fn the_entry_of_a_recogniser_contains_its_calibration() {
        let measured = entry(
            r#"
            [role.recogniser.calibration]
            data = "lfw-dev"
            photos = 3811
            thresholds = [{ fmr = "1e-4", frames = [{ fnmr = 0.0098 }] }]"#,
        );
        let expected = serde_json::json!({
            "data": "lfw-dev",
            "photos": 3811,
            "thresholds": [{ "fmr": "1e-4", "frames": [{ "fnmr": 0.0098 }] }],
        });
        assert_eq!(measured["calibration"], expected);
        assert_eq!([&measured["role"], &measured["engine"]], ["recogniser", "plan"]);
        assert_eq!(entry("")["calibration"], serde_json::Value::Null);
    }

    #[test]
    fn what_was_staged_for_an_earlier_build_is_removed() {
        let folder = Scratch::new("parts");
        let new = folder.path().join("models/new.onnx");
        for path in [&new, &folder.path().join("models/old.onnx"), &folder.path().join("x.js")] {
            files::write(path, b"").unwrap();
        }
        remove_others(folder.path(), &BTreeSet::from([new.clone()])).unwrap();
        assert!(new.exists());
        assert!(!folder.path().join("models/old.onnx").exists());
        assert!(!folder.path().join("x.js").exists());
    }
}
