//! Brings the networks into `models/`: converted from npm packages, or taken as published.

mod convert;
mod dlib;
mod graph;
pub(crate) mod manifest;
mod onnx;
mod published;
mod tfjs;
mod topology;
mod weights;

use std::path::Path;

use crate::{Error, Project, digest, files, say};
use manifest::{Model, Role, Source};

/// What the environment may ask for instead of the best recogniser that can be had.
const CHOICE: &str = "GANGWAY_RECOGNISER";

/// Makes what is missing or wrong. What is right stays untouched.
pub(crate) fn prepare(project: &Project) -> Result<(), Error> {
    for model in manifest::read(project)? {
        let path = project.at("models").join(&model.file);
        match files::read(&path).map(|it| digest::checked(it, &model.sha256, &model.file)) {
            Ok(Ok(_)) => continue,
            Ok(Err(error)) => say::warning(&format!("{error}; the old one is removed")),
            Err(_) => {}
        }
        files::remove(&path)?;
        match obtain(project, &model)? {
            Some(bytes) => files::write(&path, &bytes)?,
            None => say::warning(&format!(
                "{} cannot be had here: no mirror has it and the network does not answer. \
                 The next recogniser of models/models.toml takes its place; \
                 its error rates are higher, see its card in models/",
                model.title
            )),
        }
    }
    Ok(())
}

/// Makes every converted network once more, compares all files with their hashes, writes nothing.
pub(crate) fn check(project: &Project) -> Result<(), Error> {
    for model in manifest::read(project)? {
        let made = match description_and_weights(&model.sources) {
            Some(_) => obtain(project, &model)?.is_some(),
            None => is_right(&project.at("models").join(&model.file), &model),
        };
        say::line(&format!("{}: {}", model.file, if made { "as pinned" } else { "not here" }));
    }
    Ok(())
}

/// The networks that the site gets: one of each role, and of the recognisers the best that is here.
pub(crate) fn chosen(project: &Project) -> Result<Vec<Chosen>, Error> {
    let asked = std::env::var(CHOICE).ok();
    let mut chosen: Vec<Chosen> = Vec::new();
    let mut better = 0;
    for model in manifest::read(project)? {
        let role = model.role();
        let wanted = asked.as_ref().is_none_or(|it| role != Role::Recogniser || *it == model.name);
        let taken = chosen.iter().any(|it| it.model.role() == role);
        let here = is_right(&project.at("models").join(&model.file), &model);
        if wanted && here && !taken {
            chosen.push(Chosen { fallback: role == Role::Recogniser && better > 0, model });
        }
        better += usize::from(role == Role::Recogniser);
    }
    for role in [Role::Detector, Role::Landmarks, Role::Recogniser] {
        if !chosen.iter().any(|it| it.model.role() == role) {
            let why = format!("it has no {} whose file is in models/", role.word());
            return Err(Error::Content { path: project.at("models/models.toml"), why });
        }
    }
    Ok(chosen)
}

/// A network of the site.
pub(crate) struct Chosen {
    pub(crate) model: Model,
    /// Whether it stands in for a better one that could not be had.
    pub(crate) fallback: bool,
}

fn is_right(path: &Path, model: &Model) -> bool {
    files::read(path).is_ok_and(|bytes| digest::sha256(&bytes) == model.sha256)
}

/// The checked bytes of a model. `None` if it is a published one that cannot be reached.
fn obtain(project: &Project, model: &Model) -> Result<Option<Vec<u8>>, Error> {
    if let Some(sources) = description_and_weights(&model.sources) {
        return convert(project, model, sources).map(Some);
    }
    match &model.sources[..] {
        [Source::Url { url, sha256 }] => published::fetch(project, url, sha256),
        _ => Err(unclear(project, model)),
    }
}

/// The two files that a converted model is made of.
fn description_and_weights(sources: &[Source]) -> Option<[&Source; 2]> {
    match sources {
        [description @ Source::Package { .. }, weights @ Source::Package { .. }] => {
            Some([description, weights])
        }
        _ => None,
    }
}

fn convert(project: &Project, model: &Model, sources: [&Source; 2]) -> Result<Vec<u8>, Error> {
    say::line(&format!("converting {} to models/{}", model.title, model.file));
    let [description, weights] = sources.map(|source| packaged(project, source));
    let onnx = convert::convert(&model.name, &model.outputs, &description?, &weights?)
        .map_err(Error::content(&project.at("models").join(&model.file)))?;
    digest::checked(onnx, &model.sha256, &format!("the converted models/{}", model.file))
}

/// The checked bytes of a file in an npm package.
fn packaged(project: &Project, source: &Source) -> Result<Vec<u8>, Error> {
    match source {
        Source::Package { package, version, path, sha256 } => {
            let file = project.at("node_modules").join(package).join(path);
            digest::checked(files::read(&file)?, sha256, &format!("{path} of {package} {version}"))
        }
        Source::Url { url, .. } => {
            Err(Error::Content { path: url.into(), why: "it is no package".into() })
        }
    }
}

fn unclear(project: &Project, model: &Model) -> Error {
    let why = format!("`{}` needs either one url or a description and its weights", model.name);
    Error::Content { path: project.at("models/models.toml"), why }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_package_file_with_a_wrong_hash_is_refused() {
        let source = Source::Package {
            package: "..".into(),
            version: "1".into(),
            path: "package.json".into(),
            sha256: "0".repeat(64),
        };
        let error = packaged(&Project::here(), &source).unwrap_err();
        assert!(matches!(error, Error::Hash { .. }), "{error}");
    }
}
