//! The networks that are measured: their files and their descriptions in `models.toml`.

use std::{
    fmt::Write,
    fs,
    path::{Path, PathBuf},
};

use clap::ValueEnum;
use face::{
    Pipeline, Specs,
    model::{self, Tract},
};
use models::{Model, Models, Recogniser, Role};
use serde::Serialize;
use sha2::{Digest, Sha256};

use crate::Error;

/// Identifies the measured pipeline: a hash of the code of crate `face`.
pub const BUILD: &str = env!("PIPELINE_BUILD");

/// What runs the networks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, ValueEnum)]
#[serde(rename_all = "snake_case")]
pub enum Engine {
    /// tract with its own operators, which use the widest vectors of the processor
    Tract,
    /// The plan that a browser runs. A network that cannot be compiled is run by tract
    Plan,
}

/// Detector, landmark network and one recogniser, each verified by its hash.
pub struct Networks {
    file: PathBuf,
    models: Models,
    /// The recogniser's entry in models.toml.
    pub recogniser: Model,
    /// How it is used.
    pub role: Recogniser,
    /// What runs the networks.
    pub engine: Engine,
    /// ONNX files in half precision.
    bytes: [Vec<u8>; 3],
}

impl Networks {
    /// Reads models.toml and the networks in `folder`, to be run by `engine`: the recogniser with this
    /// name, or the first available one.
    pub fn read(folder: &Path, name: Option<&str>, engine: Engine) -> Result<Self, Error> {
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
        Ok(Self { file, models, recogniser, role, engine, bytes })
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
        let loaded: Result<Vec<_>, Error> =
            self.bytes.iter().zip(all).map(|(bytes, spec)| self.load(bytes, spec)).collect();
        let Ok([detector, landmarks, recogniser]) = <[_; 3]>::try_from(loaded?) else {
            return Err(face::Error::Model.into());
        };
        Ok(Pipeline::new(detector, landmarks, recogniser, specs)?)
    }

    fn load(&self, onnx: &[u8], spec: &Model) -> Result<Box<dyn model::Model>, Error> {
        let plan = match self.engine {
            Engine::Tract => None,
            Engine::Plan => compile::compile(onnx, spec.input.side(), &spec.outputs).ok(),
        };
        Ok(match plan {
            Some(plan) => Box::new(network::Network::new(plan)),
            None => Box::new(Tract::load(onnx, spec)?),
        })
    }

    /// Why the recogniser cannot be compiled to a plan, so that a browser needs tract to run it.
    pub fn refusal(&self) -> Option<String> {
        let Model { input, outputs, .. } = &self.recogniser;
        let plan = compile::compile(&self.bytes[2], input.side(), outputs);
        plan.err().map(|error| error.to_string())
    }

    /// A cache key of everything that a sample depends on except its photo.
    ///
    /// The use of mirrored crops is not included, because samples contain both embeddings; neither
    /// is the calibration.
    pub fn cache_key(&self) -> String {
        let mut key = format!("{BUILD} {} {:?}", env!("TREATMENTS_BUILD"), self.engine);
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
    convert::to_half_precision(&bytes).map_err(Error::content(&file))
}
