//! The worker's files, which the page fetches with the hashes of the build (Subresource Integrity).

use js_sys::WebAssembly;
use serde::Deserialize;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use web_sys::Blob;

use models::CalibrationSummary;
use wire::{BuildId, ModelId};

use crate::{fetch, task::within, worker::simd::Flavour};

/// The parts that this build is made for.
#[derive(Deserialize)]
pub struct Manifest {
    /// Names the sources of this build.
    #[serde(deserialize_with = "id")]
    pub build: BuildId,
    script: Option<String>,
    script_version: Option<String>,
    reader: Option<String>,
    reader_version: Option<String>,
    /// The fastest first.
    programs: Vec<Program>,
    models: Vec<Model>,
}

/// The worker's program, compiled for browsers that have certain instructions.
#[derive(Deserialize)]
struct Program {
    flavour: Flavour,
    file: String,
    integrity: String,
}

#[derive(Deserialize)]
struct Model {
    name: String,
    role: Role,
    #[serde(deserialize_with = "id")]
    id: ModelId,
    /// `None` for a network that was missing when the site was built.
    file: Option<String>,
    integrity: Option<String>,
    engine: Option<Engine>,
    /// `None` for a recogniser that has not been measured.
    calibration: Option<CalibrationSummary>,
}

/// What runs a network in the worker.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Engine {
    /// Our kernels: the network was compiled to a plan.
    Plan,
    /// The inference engine tract, for a network that cannot be compiled.
    Tract,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Role {
    Detector,
    Landmarks,
    Recogniser,
}

/// The parts, fetched and checked: enough to start any number of workers.
pub struct Parts {
    /// Address of the worker's script.
    pub(super) script: String,
    /// Address of the script of the worker that connects to the reader of chips.
    pub chip_reader_script: Option<String>,
    /// The worker's compiled program.
    pub(super) program: WebAssembly::Module,
    /// Detector, landmarks, recogniser.
    pub(super) models: [Blob; 3],
    /// Which recogniser that is.
    pub recogniser: Recogniser,
}

/// The recogniser in use.
#[derive(Clone, Debug, PartialEq)]
pub struct Recogniser {
    /// Its name in `models.toml`.
    pub name: String,
    /// Names its file.
    pub id: ModelId,
    /// Whether it stands in for a better one, which the site does not carry.
    pub is_fallback: bool,
    /// What runs it.
    pub engine: Engine,
    /// How often it is wrong, where that was measured.
    pub calibration: Option<CalibrationSummary>,
}

impl Recogniser {
    /// Whether it cannot be compiled to a plan, so that the general engine runs it.
    pub fn needs_general_engine(&self) -> bool {
        self.engine == Engine::Tract
    }
}

/// Timeout for all parts, in milliseconds: a first visit loads 7 MB, which takes a minute at 1 Mbit/s.
const PARTS_MS: u32 = 90_000;

/// Why the worker cannot be started.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum PartsError {
    /// The browser lacks wasm SIMD.
    #[error("the browser lacks WebAssembly SIMD")]
    NoSimd,
    /// The page was built without a worker.
    #[error("the page was built without a worker")]
    NotBuilt,
    /// A file is not there, or not the one that was built.
    #[error("a file of the face lane is missing or has been changed")]
    Refused,
}

/// The build's manifest.
pub fn manifest() -> Result<Manifest, PartsError> {
    let text = include_str!(concat!(env!("OUT_DIR"), "/parts.json"));
    json::read(text).ok_or(PartsError::NotBuilt)
}

impl Parts {
    /// Fetches everything. Where the site does not carry the best recogniser the next one takes
    /// its place; a file with another hash than the build's is never used.
    pub async fn fetch(manifest: &Manifest) -> Result<Self, PartsError> {
        within(PARTS_MS, Self::fetch_all(manifest)).await.ok_or(PartsError::Refused)?
    }

    async fn fetch_all(manifest: &Manifest) -> Result<Self, PartsError> {
        if !Flavour::Simd128.runs() {
            return Err(PartsError::NoSimd);
        }
        let (Some(script), Some(version)) = (&manifest.script, &manifest.script_version) else {
            return Err(PartsError::NotBuilt);
        };
        let program = manifest.programs.iter().find(|program| program.flavour.runs());
        let program = program.ok_or(PartsError::NotBuilt)?;
        // All requests start before the first one is awaited.
        let checked = JsFuture::from(request(script, version)?);
        let compiled = request(&program.file, &program.integrity)?;
        let compiled = JsFuture::from(compile(&compiled).map_err(|_| PartsError::Refused)?);
        let carried = Carried::fetch().await?;
        let detector = manifest.first(Role::Detector, &carried)?;
        let landmarks = manifest.first(Role::Landmarks, &carried)?;
        let recogniser = manifest.first(Role::Recogniser, &carried)?;
        let [first, second, third] =
            [detector.request()?, landmarks.request()?, recogniser.request()?];
        let models = [blob(first).await?, blob(second).await?, blob(third).await?];
        // `Worker` takes no hash, so the script is fetched with its hash first.
        checked.await.map_err(|_| PartsError::Refused)?;
        let chip_reader_script = match (&manifest.reader, &manifest.reader_version) {
            (Some(script), Some(version)) => {
                let checked = JsFuture::from(request(script, version)?).await;
                checked.ok().map(|_| versioned(script, version))
            }
            _ => None,
        };
        let program = compiled.await.map_err(|_| PartsError::Refused)?.unchecked_into();
        Ok(Self {
            script: versioned(script, version),
            chip_reader_script,
            program,
            models,
            recogniser: Recogniser {
                name: recogniser.name.clone(),
                id: recogniser.id,
                is_fallback: !manifest.is_best(recogniser),
                engine: recogniser.engine.ok_or(PartsError::Refused)?,
                calibration: recogniser.calibration.clone(),
            },
        })
    }
}

impl Manifest {
    /// The first model of a role that the site carries.
    fn first(&self, role: Role, carried: &Carried) -> Result<&Model, PartsError> {
        let mut models = self.models.iter().filter(|model| model.role == role);
        let is_carried = |model: &Model| carried.0.iter().any(|other| other.name == model.name);
        models
            .find(|model| model.integrity.is_some() && is_carried(model))
            .ok_or(PartsError::Refused)
    }

    /// Whether no model of its role stands before it.
    fn is_best(&self, model: &Model) -> bool {
        let best = self.models.iter().find(|other| other.role == model.role);
        best.is_some_and(|best| best.name == model.name)
    }
}

impl Model {
    fn request(&self) -> Result<JsFuture, PartsError> {
        let (Some(file), Some(integrity)) = (&self.file, &self.integrity) else {
            return Err(PartsError::Refused);
        };
        request(file, integrity).map(JsFuture::from)
    }
}

async fn blob(response: JsFuture) -> Result<Blob, PartsError> {
    fetch::blob(response).await.ok_or(PartsError::Refused)
}

/// The address of a script, of which the browser has no other version in its cache.
fn versioned(script: &str, version: &str) -> String {
    format!("{script}?{}", js_sys::encode_uri_component(version))
}

/// The models that the site says it carries: the better recogniser may not be among them.
struct Carried(Vec<Named>);

#[derive(Deserialize)]
struct Named {
    name: String,
}

impl Carried {
    async fn fetch() -> Result<Self, PartsError> {
        let text = fetch::json("parts/models.json").await.ok_or(PartsError::Refused)?;
        json::read(&text).map(Self).ok_or(PartsError::Refused)
    }
}

fn request(file: &str, integrity: &str) -> Result<js_sys::Promise, PartsError> {
    let init = fetch::request(PARTS_MS);
    js_sys::Reflect::set(&init, &"integrity".into(), &integrity.into())
        .map_err(|_| PartsError::Refused)?;
    Ok(gloo::utils::window().fetch_with_str_and_init(file, &init))
}

#[wasm_bindgen]
extern "C" {
    /// js-sys's own one breaks the page where the browser has none.
    #[wasm_bindgen(catch, js_namespace = WebAssembly, js_name = compileStreaming)]
    fn compile(program: &js_sys::Promise) -> Result<js_sys::Promise, JsValue>;
}

fn id<'de, D: serde::Deserializer<'de>, T: std::str::FromStr>(
    deserializer: D,
) -> Result<T, D::Error> {
    let text = String::deserialize(deserializer)?;
    text.parse().map_err(|_| serde::de::Error::custom("not an id"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_first_recogniser_of_the_build_is_no_fallback() {
        let model = |name: &str, role: &str| {
            format!(
                r#"{{"name":"{name}","role":"{role}","id":"0badcafe","file":"","integrity":""}}"#
            )
        };
        let models = [("d", "detector"), ("b", "recogniser"), ("w", "recogniser")];
        let models = models.map(|(name, role)| model(name, role)).join(",");
        let text = format!(r#"{{"build":"00c0ffee","programs":[],"models":[{models}]}}"#);
        let manifest: Manifest = serde_json::from_str(&text).unwrap();
        let best: Vec<_> = manifest.models.iter().map(|model| manifest.is_best(model)).collect();
        assert_eq!(best, [true, true, false]);
    }

    #[test]
    fn what_was_measured_with_this_builds_recognisers_is_known_at_every_rate() {
        let manifest = manifest().unwrap();
        for calibration in manifest.models.iter().filter_map(|model| model.calibration.as_ref()) {
            for target in models::Fmr::ALL {
                assert!(calibration.fnmr_at(target).is_some(), "{target:?}");
            }
        }
    }
}
