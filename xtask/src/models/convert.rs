//! Turns the files of the npm packages into ONNX: which recipe makes which model.

use super::{dlib, sirius, tfjs};

/// Why a source could not be converted. Cannot happen to a source whose hash is the pinned one.
#[derive(Debug, thiserror::Error)]
pub(super) enum ConvertError {
    #[error("there is no recipe that makes `{0}` of {1} files")]
    NoRecipe(String, usize),
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
    #[error("it is another kind of file, ends early, or points outside of itself")]
    Bounds,
}

/// Makes the ONNX bytes of the model called `name` out of its files: a description and weights, or
/// one that holds both.
///
/// `outputs` are the names of the outputs to keep, in order.
pub(super) fn convert(
    name: &str,
    outputs: &[String],
    files: &[Vec<u8>],
) -> Result<Vec<u8>, ConvertError> {
    match (name, files) {
        ("blazeface", [description, weights]) => {
            tfjs::convert(&BLAZEFACE, outputs, description, weights)
        }
        ("facemesh", [description, weights]) => {
            tfjs::convert(&FACEMESH, outputs, description, weights)
        }
        ("dlib", [description, weights]) => dlib::convert(description, weights),
        ("mobilefacenet-sirius", [file]) => sirius::convert(name, outputs, file),
        (other, files) => Err(ConvertError::NoRecipe(other.to_owned(), files.len())),
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
        for (name, files) in [("other", 2), ("dlib", 1), ("mobilefacenet-sirius", 2)] {
            let error = convert(name, &[], &vec![Vec::new(); files]).unwrap_err();
            let expected = format!("there is no recipe that makes `{name}` of {files} files");
            assert_eq!(error.to_string(), expected);
        }
    }
}
