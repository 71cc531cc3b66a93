//! All networks, and the parameters of each role.

use serde::{Deserialize, Deserializer, de::Error as _};

use crate::{
    error::ModelsError,
    fmr::Fmr,
    input::Input,
    recogniser::Recogniser,
    source::{Sha256, Source},
};

/// All networks of the product.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Models {
    /// In the file's order: of two with the same role the preferred one comes first.
    pub model: Vec<Model>,
}

/// One network.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Model {
    /// A word that names it in the code and in `models/`.
    pub name: String,
    /// Its name for people.
    pub title: String,
    /// The name of the ONNX file.
    pub file: String,
    /// The hash of the ONNX file.
    pub sha256: Sha256,
    /// The licence of the file.
    pub licence: String,
    /// The sources of the ONNX file.
    pub sources: Vec<Source>,
    /// How a picture becomes numbers.
    pub input: Input,
    /// The names of the outputs, in the order in which the stage of this role reads them.
    pub outputs: Vec<String>,
    /// Its role.
    pub role: Role,
}

/// The role of a network, with the parameters of that role.
#[allow(clippy::large_enum_variant, reason = "there are four of them")]
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "snake_case")]
pub enum Role {
    /// Finds faces.
    Detector(Detector),
    /// Finds points in a face.
    Landmarks(Region),
    /// Turns a face into an embedding.
    Recogniser(Recogniser),
}

/// How the detector's rows become faces.
#[derive(Clone, Copy, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Detector {
    /// The probability that a row must exceed to count, between 0 and 1.
    #[serde(deserialize_with = "share")]
    pub min_score: f64,
    /// The intersection over union above which two rows are one face, between 0 and 1.
    #[serde(deserialize_with = "share")]
    pub merge_iou: f64,
}

/// Which part of the photo the landmark network sees.
#[derive(Clone, Copy, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Region {
    /// The side of the square, in longer sides of the detected box. More than 1.
    #[serde(deserialize_with = "enlargement")]
    pub region: f64,
}

impl Model {
    /// The same recogniser at another false match rate. Fails for a rate that it was not
    /// calibrated for, without limits for the same photograph, and for a network that is no
    /// recogniser.
    pub fn at(self, fmr: Fmr) -> Result<Self, ModelsError> {
        let Role::Recogniser(role) = self.role else { return Err(ModelsError::Inconsistent) };
        // Without them a page before the camera could be matched with itself.
        role.same_photograph()?;
        Ok(Self { role: Role::Recogniser(role.at(fmr)?), ..self })
    }
}

impl Models {
    /// The detector.
    pub fn detector(&self) -> Result<&Model, ModelsError> {
        self.first(|role| matches!(role, Role::Detector(_)))
    }

    /// The landmark network.
    pub fn landmarks(&self) -> Result<&Model, ModelsError> {
        self.first(|role| matches!(role, Role::Landmarks(_)))
    }

    /// All recognisers, the preferred one first.
    pub fn recognisers(&self) -> impl Iterator<Item = &Model> {
        self.model.iter().filter(|model| matches!(model.role, Role::Recogniser(_)))
    }

    /// The network with this name.
    pub fn named(&self, name: &str) -> Option<&Model> {
        self.model.iter().find(|model| model.name == name)
    }

    fn first(&self, is_wanted: impl Fn(&Role) -> bool) -> Result<&Model, ModelsError> {
        self.model.iter().find(|model| is_wanted(&model.role)).ok_or(ModelsError::Inconsistent)
    }
}

/// Reads a share of something: more than 0, less than 1.
fn share<'de, D: Deserializer<'de>>(deserializer: D) -> Result<f64, D::Error> {
    between(deserializer, 0.0, 1.0)
}

/// Reads how many times a region is larger than a box: more than 1, less than 4.
fn enlargement<'de, D: Deserializer<'de>>(deserializer: D) -> Result<f64, D::Error> {
    between(deserializer, 1.0, 4.0)
}

fn between<'de, D: Deserializer<'de>>(
    deserializer: D,
    low: f64,
    high: f64,
) -> Result<f64, D::Error> {
    let value = f64::deserialize(deserializer)?;
    if low < value && value < high {
        Ok(value)
    } else {
        Err(D::Error::custom(ModelsError::Inconsistent))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::same_photograph::PictureSource;
    use crate::{calibration::MAX_FRAMES, metric::Metric};

    const TOML: &str = include_str!("../../../models/models.toml");

    /// A site may have brought another one.
    const OURS: [&str; 3] = ["mobilefacenet", "mobilefacenet-sirius", "dlib"];

    fn models() -> Models {
        toml::from_str(TOML).unwrap()
    }

    #[test]
    fn the_models_have_every_role_and_the_preferred_recogniser_comes_first() {
        let models = models();
        assert_eq!(models.detector().unwrap().name, "blazeface");
        assert_eq!(models.landmarks().unwrap().name, "facemesh");
        let at = |name| models.recognisers().position(|model| model.name == name).unwrap();
        assert!(at("mobilefacenet") < at("mobilefacenet-sirius"));
        assert!(at("mobilefacenet-sirius") < at("dlib"));
    }

    #[test]
    fn a_rarer_false_match_asks_for_a_stricter_threshold_and_misses_more() {
        // One that a site has brought may have fewer rates, or none yet.
        for model in OURS.map(|name| models().named(name).unwrap().clone()) {
            let point = |fmr| match model.clone().at(fmr).unwrap().role {
                Role::Recogniser(role) => *role.operating_point(MAX_FRAMES).unwrap(),
                _ => unreachable!(),
            };
            for [loose, strict] in Fmr::ALL.map(point).windows(2).map(|pair| [pair[0], pair[1]]) {
                assert_ne!(loose.threshold, strict.threshold, "{}", model.name);
                assert!(loose.fnmr <= strict.fnmr, "{}", model.name);
            }
        }
        assert!(models().detector().unwrap().clone().at(Fmr::OneInThousand).is_err());
    }

    #[test]
    fn a_recogniser_that_was_never_measured_decides_nothing() {
        let mut table: toml::Table = toml::from_str(TOML).unwrap();
        for model in table["model"].as_array_mut().unwrap() {
            if let Some(role) = model["role"].get_mut("recogniser") {
                role.as_table_mut().unwrap().remove("calibration");
            }
        }
        let models: Models = table.try_into().unwrap();
        for model in models.recognisers() {
            let Role::Recogniser(role) = &model.role else { unreachable!() };
            assert_eq!(role.operating_point(1).err(), Some(ModelsError::Uncalibrated));
            let at = model.clone().at(Fmr::OneInTenThousand);
            assert_eq!(at.err(), Some(ModelsError::Uncalibrated));
        }
    }

    #[test]
    fn s0_a_recogniser_without_limits_for_the_same_photograph_decides_nothing() {
        let mut table: toml::Table = toml::from_str(TOML).unwrap();
        for model in table["model"].as_array_mut().unwrap() {
            if let Some(role) = model["role"].get_mut("recogniser") {
                let calibration = role["calibration"].as_table_mut().unwrap();
                assert!(calibration.remove("same_photograph").is_some());
            }
        }
        let models: Models = table.try_into().unwrap();
        for model in models.recognisers() {
            let Role::Recogniser(role) = &model.role else { unreachable!() };
            assert_eq!(role.same_photograph().err(), Some(ModelsError::Uncalibrated));
            let at = model.clone().at(Fmr::OneInTenThousand);
            assert_eq!(at.err(), Some(ModelsError::Uncalibrated), "{}", model.name);
        }
    }

    #[test]
    fn s0_each_source_has_a_limit_that_is_stricter_than_any_match() {
        for model in OURS.map(|name| models().named(name).unwrap().clone()) {
            let Role::Recogniser(role) = model.at(Fmr::OneInHundredThousand).unwrap().role else {
                unreachable!()
            };
            let matching = role.operating_point(1).unwrap().threshold;
            for source in [PictureSource::File, PictureSource::Camera] {
                let limit = role.same_photograph().unwrap().limit(source);
                let is_stricter = match role.metric() {
                    Metric::Cosine => limit.limit > matching,
                    Metric::Euclidean => limit.limit < matching,
                };
                assert!(is_stricter, "{source:?} {limit:?}");
                assert!(limit.false_alarms.rate <= 0.005, "{source:?} {limit:?}");
            }
        }
    }

    #[test]
    fn json_says_the_same_as_toml() {
        let value: toml::Value = toml::from_str(TOML).unwrap();
        let json = serde_json::to_string(&value).unwrap();
        let from_json: Models = serde_json::from_str(&json).unwrap();
        assert_eq!(format!("{from_json:?}"), format!("{:?}", models()));
    }

    #[test]
    fn a_wrong_value_is_a_parse_error() {
        let swaps = [
            ("region = 1.5", "region = 0.5"),
            ("region = 1.5", "region = 1.5\nsides = 2"),
            ("min_score = 0.5", "min_score = 50"),
            ("merge_iou = 0.3", "merge_iou = -0.3"),
            ("side = 112", "side = 0"),
            ("side = 112", "side = 100000"),
            ("std = [255.0, 255.0, 255.0]", "std = [255.0, 0.0, 255.0]"),
            ("std = [255.0, 255.0, 255.0]", "std = [255.0, nan, 255.0]"),
            ("metric = \"cosine\"", "metric = \"manhattan\""),
            ("dimensions = 128", "dimensions = 0"),
            ("    [38.2946, 51.6963],\n", ""),
            ("fmr = \"1e-4\"", "fmr = \"1e-9\""),
            ("threshold = 0.", "threshold = 1."),
            ("fnmr = 0.", "fnmr = 1."),
            ("fnmr = 0.", "frr = 0."),
            ("limit = 0.", "limit = 1."),
            ("limit = 0.", "least = 0."),
            ("false_alarms = { rate = 0.", "false_alarms = { rate = 1."),
            ("misses = { rate = 0.", "misses = { share = 0."),
            ("sha256 = \"b7120c09", "sha256 = \"B7120c09"),
            ("sha256 = \"b7120c09", "sha256 = \"7120c09"),
            ("licence = \"Apache-2.0\"", "license = \"Apache-2.0\""),
            ("[model.role.detector]", "[model.role.finder]"),
        ];
        for (from, to) in swaps {
            assert!(TOML.contains(from), "{from} is not there");
            let parsed = toml::from_str::<Models>(&TOML.replacen(from, to, 1));
            assert!(parsed.is_err(), "{to}");
        }
    }

    #[test]
    fn a_missing_role_is_an_error_not_a_panic() {
        let models = Models { model: Vec::new() };
        assert_eq!(models.detector().err(), Some(ModelsError::Inconsistent));
        assert_eq!(models.landmarks().err(), Some(ModelsError::Inconsistent));
        assert_eq!(models.recognisers().count(), 0);
    }
}
