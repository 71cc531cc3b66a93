//! The networks that are measured: their files and their descriptions in `models.toml`.

use std::{
    fmt::Write,
    fs,
    path::{Path, PathBuf},
};

use face::{
    Pipeline, Specs,
    model::{Network, Onnx},
};
use models::{Model, Models, Recogniser, Role};
use sha2::{Digest, Sha256};

use crate::Error;

/// Identifies the measured pipeline: a hash of the code of crate `face`.
pub const BUILD: &str = env!("PIPELINE_BUILD");

/// Detector, landmark network and one recogniser, each verified by its hash.
pub struct Networks {
    file: PathBuf,
    models: Models,
    /// The recogniser's entry in models.toml.
    pub recogniser: Model,
    /// How it is used.
    pub role: Recogniser,
    bytes: [Vec<u8>; 3],
}

impl Networks {
    /// Reads models.toml and the networks in `folder`: the recogniser with this name, or the first
    /// available one.
    pub fn read(folder: &Path, name: Option<&str>) -> Result<Self, Error> {
        let file = folder.join("models.toml");
        let text = fs::read_to_string(&file).map_err(Error::reading(&file))?;
        let models: Models = toml::from_str(&text).map_err(Error::content(&file))?;
        let is_wanted = |model: &&Model| {
            name.is_none_or(|name| name == model.name) && folder.join(&model.file).is_file()
        };
        let recogniser = models.recognisers().find(is_wanted);
        let none_available = || Error::NoRecogniser(name.unwrap_or("at all").to_owned());
        let recogniser = recogniser.ok_or_else(none_available)?.clone();
        let Role::Recogniser(role) = recogniser.role.clone() else { return Err(none_available()) };
        let bytes = [
            read_verified(folder, models.detector()?)?,
            read_verified(folder, models.landmarks()?)?,
            read_verified(folder, &recogniser)?,
        ];
        Ok(Self { file, models, recogniser, role, bytes })
    }

    /// The models.toml that was read.
    pub fn file(&self) -> &Path {
        &self.file
    }

    /// Whether the recogniser is the preferred one.
    pub fn is_first(&self) -> bool {
        self.models.recognisers().next().is_some_and(|model| model.name == self.recogniser.name)
    }

    /// Creates a pipeline, one for each thread.
    pub fn pipeline(&self) -> Result<Pipeline, Error> {
        let specs = Specs {
            detector: self.models.detector()?,
            landmarks: self.models.landmarks()?,
            recogniser: &self.recogniser,
        };
        let all = [specs.detector, specs.landmarks, specs.recogniser];
        let mut loaded = Vec::new();
        for (bytes, spec) in self.bytes.iter().zip(all) {
            let network: Box<dyn Network> = Box::new(Onnx::load(bytes, spec)?);
            loaded.push(network);
        }
        let Ok([detector, landmarks, recogniser]) = <[_; 3]>::try_from(loaded) else {
            return Err(face::Error::Model.into());
        };
        Ok(Pipeline::new(detector, landmarks, recogniser, specs)?)
    }

    /// A cache key of everything that a sample depends on except its photo.
    ///
    /// The use of mirrored crops is not included, because samples contain both embeddings; neither
    /// is the calibration.
    pub fn cache_key(&self) -> String {
        let mut key = format!("{BUILD} {}", env!("TREATMENTS_BUILD"));
        let used = [self.models.detector(), self.models.landmarks(), Ok(&self.recogniser)];
        for model in used.into_iter().flatten() {
            let _ = write!(key, " {} {:?} {:?}", model.sha256, model.input, model.outputs);
            match &model.role {
                Role::Recogniser(role) => {
                    let _ = write!(
                        key,
                        " {:?} {:?} {:?}",
                        role.landmarks(),
                        role.template(),
                        role.metric()
                    );
                }
                role => {
                    let _ = write!(key, " {role:?}");
                }
            }
        }
        key
    }
}

fn read_verified(folder: &Path, model: &Model) -> Result<Vec<u8>, Error> {
    let file = folder.join(&model.file);
    let bytes = fs::read(&file).map_err(Error::reading(&file))?;
    if Sha256::digest(&bytes)[..] != model.sha256.0 {
        let why = "its sha256 is not the one in models.toml".to_owned();
        return Err(Error::Content { path: file, why });
    }
    Ok(bytes)
}
