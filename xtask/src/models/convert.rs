//! Turns the files of the npm packages into ONNX: which recipe makes which model.

use super::{dlib, tfjs};

/// Why a source could not be converted. Cannot happen to a source whose hash is the pinned one.
#[derive(Debug, thiserror::Error)]
pub(super) enum ConvertError {
    #[error("there is no recipe for `{0}`")]
    NoRecipe(String),
    #[error("it has no output `{0}`")]
    NoOutput(String),
    #[error("its text is not what the recipe reads ({0})")]
    Text(#[from] serde_json::Error),
    #[error("its weights are longer or shorter than its list says")]
    BlobLength,
    #[error("the weight `{0}` is missing")]
    NoWeight(String),
    #[error("the operation `{op}` at `{node}` is not one that we convert")]
    Operation { op: String, node: String },
    #[error("the attribute `{attribute}` of `{node}` is missing or unusual")]
    Attribute { attribute: &'static str, node: String },
    #[error("the input `{input}` of `{node}` is not computed before it")]
    Input { input: String, node: String },
}

/// Makes the ONNX bytes of the model called `name` out of its description and its weights.
///
/// `outputs` are the names of the outputs to keep, in order.
pub(super) fn convert(
    name: &str,
    outputs: &[String],
    description: &[u8],
    weights: &[u8],
) -> Result<Vec<u8>, ConvertError> {
    match name {
        "blazeface" => tfjs::convert(&BLAZEFACE, outputs, description, weights),
        "facemesh" => tfjs::convert(&FACEMESH, outputs, description, weights),
        "dlib" => dlib::convert(description, weights),
        other => Err(ConvertError::NoRecipe(other.to_owned())),
    }
}

/// Takes RGB from 0 to 255.
const BLAZEFACE: tfjs::Recipe = tfjs::Recipe {
    name: "blazeface",
    normalisation: Some(tfjs::Normalisation { factor: 1.0 / 127.5, shift: -1.0 }),
    outputs: &[
        ("scores_16", "Identity"),
        ("scores_8", "Identity_1"),
        ("boxes_16", "Identity_2"),
        ("boxes_8", "Identity_3"),
    ],
};

/// Takes RGB from 0 to 1.
const FACEMESH: tfjs::Recipe = tfjs::Recipe {
    name: "facemesh",
    normalisation: None,
    outputs: &[("mesh", "Identity_2"), ("faceflag", "Identity_1")],
};

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_model_without_a_recipe_is_refused_by_name() {
        let error = convert("other", &[], b"{}", b"").unwrap_err();
        assert_eq!(error.to_string(), "there is no recipe for `other`");
    }
}
