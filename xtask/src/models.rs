//! Obtains the networks in `models/`: converts files of npm packages, or downloads published files.

pub(crate) mod manifest;
mod npm_package;
mod published;

use std::path::Path;

use crate::{Error, Project, digest, files, say};
use manifest::{Model, Role, Source};
use npm_package::NpmPackage;
pub(crate) use published::Download;

/// The environment variable that selects another recogniser than the best available one.
const RECOGNISER_VARIABLE: &str = "GANGWAY_RECOGNISER";

/// Converts or downloads networks that are missing or outdated. Correct files are not touched, nor are
/// files without a source.
pub(crate) fn prepare(project: &Project, download: Download) -> Result<(), Error> {
    manifest::read(project)?.iter().try_for_each(|model| restore(project, model, download))
}

fn restore(project: &Project, model: &Model, download: Download) -> Result<(), Error> {
    let path = project.at("models").join(&model.file);
    if model.sources.is_empty() {
        missing_own_file(&path, model).iter().for_each(|warning| say::warning(warning));
        return Ok(());
    }
    match files::read(&path).map(|bytes| digest::checked(bytes, &model.sha256, &model.file)) {
        Ok(Ok(_)) => return Ok(()),
        Ok(Err(error)) => say::warning(&format!("{error}; the old file is removed")),
        Err(_) => {}
    }
    files::remove(&path)?;
    match obtain(project, model, download)? {
        Some(bytes) => write_checked(&path, &bytes, &model.sha256)?,
        None => say::warning(&format!(
            "{} is not available: no mirror folder has it, and it cannot be downloaded. \
             The site gets the first recogniser of models/models.toml whose file exists; \
             a later one has higher error rates, see its card in models/",
            model.title
        )),
    }
    Ok(())
}

/// The warning for a missing or wrong file whose entry names no source.
fn missing_own_file(path: &Path, model: &Model) -> Option<String> {
    let place = path.display();
    let warning = match files::read(path) {
        Ok(bytes) => digest::checked(bytes, &model.sha256, &model.file).err()?.to_string(),
        Err(_) => format!(
            "{place} is missing, and its entry in models/models.toml names no source: copy it \
             there"
        ),
    };
    Some(format!("{warning}. Until then {} is not used", model.title))
}

/// Prints for each file whether it exists with the pinned hash.
pub(crate) fn list(project: &Project) -> Result<(), Error> {
    for model in manifest::read(project)? {
        let right = is_as_pinned(&project.at("models").join(&model.file), &model);
        say::line(&format!(
            "models/{}: {}",
            model.file,
            if right { "as pinned" } else { "missing" }
        ));
    }
    Ok(())
}

/// Converts every network again and compares the hash with the pinned one. Of a published network the
/// existing file is compared. Writes nothing.
pub(crate) fn check(project: &Project) -> Result<(), Error> {
    for model in manifest::read(project)? {
        let (bytes, state) = match is_converted(&model) {
            true => (convert(project, &model, Download::Now)?, "converted again"),
            false => (files::read(&project.at("models").join(&model.file)).ok(), "not converted"),
        };
        let state = match bytes {
            Some(bytes) => {
                digest::checked(bytes, &model.sha256, &model.file)?;
                format!("{state}, as pinned")
            }
            None => format!("{state}, missing"),
        };
        say::line(&format!("{}: {state}", model.file));
    }
    Ok(())
}

/// All networks whose file exists.
pub(crate) fn present(project: &Project) -> Result<Vec<Model>, Error> {
    let mut models = manifest::read(project)?;
    models.retain(|model| is_as_pinned(&project.at("models").join(&model.file), model));
    Ok(models)
}

/// The networks of the site: one of each role, and the best available recogniser.
pub(crate) fn selected(project: &Project) -> Result<Vec<SelectedModel>, Error> {
    let asked = std::env::var(RECOGNISER_VARIABLE).ok();
    let is_available = |model: &Model| is_as_pinned(&project.at("models").join(&model.file), model);
    select(manifest::read(project)?, asked.as_deref(), is_available).map_err(|role| {
        let why = format!("it has no {} whose file is in models/", role.word());
        Error::Content { path: project.at("models/models.toml"), why }
    })
}

/// Returns the first available model of each role, or the role without one.
fn select(
    models: Vec<Model>,
    asked: Option<&str>,
    is_available: impl Fn(&Model) -> bool,
) -> Result<Vec<SelectedModel>, Role> {
    let mut chosen: Vec<SelectedModel> = Vec::new();
    let mut passed_over = false;
    for model in models {
        let role = model.role();
        if chosen.iter().any(|choice| choice.model.role() == role) {
            continue;
        }
        let is_recogniser = role == Role::Recogniser;
        if is_available(&model) && (!is_recogniser || asked.is_none_or(|name| name == model.name)) {
            chosen.push(SelectedModel { model, fallback: is_recogniser && passed_over });
        } else {
            passed_over |= is_recogniser;
        }
    }
    let roles = [Role::Detector, Role::Landmarks, Role::Recogniser];
    match roles.into_iter().find(|&role| chosen.iter().all(|choice| choice.model.role() != role)) {
        Some(missing) => Err(missing),
        None => Ok(chosen),
    }
}

/// A network of the site.
pub(crate) struct SelectedModel {
    pub(crate) model: Model,
    /// Whether it replaces a better one that is not available.
    pub(crate) fallback: bool,
}

fn is_as_pinned(path: &Path, model: &Model) -> bool {
    files::read(path).is_ok_and(|bytes| digest::sha256(&bytes) == model.sha256)
}

/// Writes `bytes` only if they have the pinned hash.
fn write_checked(path: &Path, bytes: &[u8], sha256: &str) -> Result<(), Error> {
    files::write(path, digest::checked(bytes, sha256, &path.display().to_string())?)
}

/// Returns the bytes of a model, made from checked sources. `None` if a source is not available.
fn obtain(project: &Project, model: &Model, download: Download) -> Result<Option<Vec<u8>>, Error> {
    if is_converted(model) {
        say::line(&format!("converting {} to models/{}", model.title, model.file));
        return convert(project, model, download);
    }
    match &model.sources[..] {
        [Source::Url { url, sha256 }] => published::fetch(project, url, sha256, download),
        _ => Err(wrong_sources(project, model)),
    }
}

/// Whether a model is made from files of packages.
fn is_converted(model: &Model) -> bool {
    let mut sources = model.sources.iter();
    !model.sources.is_empty() && sources.all(|source| !matches!(source, Source::Url { .. }))
}

/// Converts a model. `None` if one of the packages is not available.
fn convert(project: &Project, model: &Model, download: Download) -> Result<Option<Vec<u8>>, Error> {
    let files = model.sources.iter().map(|source| package_file(project, source, download));
    let Some(files) = files.collect::<Result<Option<Vec<_>>, _>>()? else { return Ok(None) };
    convert::to_onnx(&model.name, &model.outputs, &files)
        .map(Some)
        .map_err(Error::content(&project.at("models").join(&model.file)))
}

/// Returns the checked bytes of a file in an npm package. `None` if the package is not available.
fn package_file(
    project: &Project,
    source: &Source,
    download: Download,
) -> Result<Option<Vec<u8>>, Error> {
    let (bytes, name, sha256) = match source {
        Source::Package { package, version, path, sha256 } => {
            let file = project.at("node_modules").join(package).join(path);
            (Some(files::read(&file)?), format!("{path} of {package} {version}"), sha256)
        }
        Source::Packed { package, version, integrity, path, sha256 } => {
            let packed = NpmPackage { name: package, version, integrity };
            let bytes = packed.file(project, path, download)?;
            (bytes, format!("{path} of {package} {version}"), sha256)
        }
        Source::Url { url, .. } => {
            return Err(Error::Content { path: url.into(), why: "it is not in a package".into() });
        }
    };
    bytes.map(|bytes| digest::checked(bytes, sha256, &name)).transpose()
}

fn wrong_sources(project: &Project, model: &Model) -> Error {
    let why = format!("`{}` needs either one url or files of packages", model.name);
    Error::Content { path: project.at("models/models.toml"), why }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::files::Scratch;

    #[test]
    fn a_package_file_with_a_wrong_hash_is_refused() {
        let source = Source::Package {
            package: "..".into(),
            version: "1".into(),
            path: "package.json".into(),
            sha256: "0".repeat(64),
        };
        let error = package_file(&Project::here(), &source, Download::AfterPause).unwrap_err();
        assert!(matches!(error, Error::Hash { .. }), "{error}");
    }

    #[test]
    fn refused_bytes_leave_no_file_behind_not_even_half_of_one() {
        let folder = Scratch::new("put");
        let path = folder.path().join("net.onnx");
        assert!(write_checked(&path, b"tampered", &digest::sha256(b"pinned")).is_err());
        assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 0);
        write_checked(&path, b"pinned", &digest::sha256(b"pinned")).unwrap();
        assert_eq!(files::read(&path).unwrap(), b"pinned");
    }

    #[test]
    fn a_file_without_a_source_is_never_removed_and_a_warning_names_it() {
        let folder = Scratch::new("own");
        let path = folder.path().join("own.onnx");
        let mut model = manifest::read(&Project::here()).unwrap().remove(0);
        model.sources.clear();
        model.file = path.display().to_string();
        model.sha256 = digest::sha256(b"mine");
        assert!(missing_own_file(&path, &model).unwrap().contains("names no source"));
        std::fs::write(&path, "mine").unwrap();
        assert_eq!(missing_own_file(&path, &model), None);
        model.sha256 = digest::sha256(b"another");
        assert!(missing_own_file(&path, &model).unwrap().contains(&digest::sha256(b"mine")));
        restore(&Project::here(), &model, Download::Now).unwrap();
        assert_eq!(files::read(&path).unwrap(), b"mine");
    }

    #[track_caller]
    fn check_selection(asked: Option<&str>, here: &[&str], expected: Result<(&str, bool), Role>) {
        let ours = ["blazeface", "facemesh", "mobilefacenet", "mobilefacenet-sirius", "dlib"];
        let mut models = manifest::read(&Project::here()).unwrap();
        // A site may have brought another one.
        models.retain(|model| ours.contains(&model.name.as_str()));
        let chosen = select(models, asked, |model| here.contains(&model.name.as_str()));
        let recogniser = chosen.map(|mut models| models.remove(2));
        let recogniser = recogniser.map(|chosen| (chosen.model.name, chosen.fallback));
        assert_eq!(recogniser, expected.map(|(name, fallback)| (name.to_owned(), fallback)));
    }

    #[test]
    fn k0_the_best_available_recogniser_is_selected_and_another_one_is_a_fallback() {
        let all = ["blazeface", "facemesh", "mobilefacenet", "mobilefacenet-sirius", "dlib"];
        check_selection(None, &all, Ok(("mobilefacenet", false)));
        let [detector, landmarks, _, sirius, dlib] = all;
        check_selection(None, &[detector, landmarks, sirius, dlib], Ok((sirius, true)));
        check_selection(None, &[detector, landmarks, dlib], Ok((dlib, true)));
        check_selection(Some(dlib), &all, Ok((dlib, true)));
        check_selection(None, &all[..2], Err(Role::Recogniser));
        check_selection(None, &all[1..], Err(Role::Detector));
    }
}
