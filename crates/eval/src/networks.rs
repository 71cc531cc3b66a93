//! The networks that are measured: their files and their descriptions in `models.toml`.

use std::{
    fmt::Write,
    fs,
    path::{Path, PathBuf},
};

use face::{
    Pipeline, Specs,
    model::{Network, Onnx},
    spec::{Model, Models, Recogniser, Role},
};
use sha2::{Digest, Sha256};

use crate::Error;

/// Names the pipeline that is measured: a hash of the code of crate `face`.
pub const BUILD: &str = env!("PIPELINE_BUILD");

/// Detector, landmarks and one recogniser, each checked against its hash.
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
    /// Reads models.toml and the networks in `folder`: the recogniser of this name, or the first
    /// one whose file is there.
    pub fn read(folder: &Path, name: Option<&str>) -> Result<Self, Error> {
        let file = folder.join("models.toml");
        let text = fs::read_to_string(&file).map_err(Error::reading(&file))?;
        let models: Models = toml::from_str(&text).map_err(Error::content(&file))?;
        let is_wanted = |model: &&Model| {
            name.is_none_or(|name| name == model.name) && folder.join(&model.file).is_file()
        };
        let recogniser = models.recognisers().find(is_wanted);
        let no_one = || Error::NoRecogniser(name.unwrap_or("at all").to_owned());
        let recogniser = recogniser.ok_or_else(no_one)?.clone();
        let Role::Recogniser(role) = recogniser.role.clone() else { return Err(no_one()) };
        let bytes = [
            checked(folder, models.detector()?)?,
            checked(folder, models.landmarks()?)?,
            checked(folder, &recogniser)?,
        ];
        Ok(Self { file, models, recogniser, role, bytes })
    }

    /// The models.toml that was read.
    pub fn file(&self) -> &Path {
        &self.file
    }

    /// Whether the recogniser is the one that is preferred to all others.
    pub fn is_first(&self) -> bool {
        self.models.recognisers().next().is_some_and(|model| model.name == self.recogniser.name)
    }

    /// A pipeline of its own for one thread.
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

    /// Names everything that a sample depends on beside its photo.
    ///
    /// Whether mirrored crops count is not in it: samples have both. Nor is the calibration.
    pub fn stamp(&self) -> String {
        let mut stamp = format!("{BUILD} {}", env!("TREATMENTS_BUILD"));
        let used = [self.models.detector(), self.models.landmarks(), Ok(&self.recogniser)];
        for model in used.into_iter().flatten() {
            let _ = write!(stamp, " {} {:?} {:?}", model.sha256, model.input, model.outputs);
            match &model.role {
                Role::Recogniser(it) => {
                    let _ = write!(
                        stamp,
                        " {:?} {:?} {:?}",
                        it.landmarks(),
                        it.template(),
                        it.metric()
                    );
                }
                role => {
                    let _ = write!(stamp, " {role:?}");
                }
            }
        }
        stamp
    }
}

fn checked(folder: &Path, model: &Model) -> Result<Vec<u8>, Error> {
    let file = folder.join(&model.file);
    let bytes = fs::read(&file).map_err(Error::reading(&file))?;
    if Sha256::digest(&bytes)[..] != model.sha256.0 {
        let why = "its sha256 is not the one in models.toml".to_owned();
        return Err(Error::Content { path: file, why });
    }
    Ok(bytes)
}
