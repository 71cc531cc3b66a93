//! Maps each model to its converter and parameters.

use crate::{ConvertError, dlib, sirius, tfjs};

/// Converts the files of the model called `name` to ONNX: a description and its weights, or one file
/// with both. `outputs` names the outputs to keep, in order.
///
/// # Errors
///
/// If there is no recipe for `name` with so many files, or if a file has other content than the
/// recipe expects.
pub fn to_onnx(name: &str, outputs: &[String], files: &[Vec<u8>]) -> Result<Vec<u8>, ConvertError> {
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

/// The input is RGB from 0 to 255.
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

/// The input is RGB from 0 to 1.
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
            let error = to_onnx(name, &[], &vec![Vec::new(); files]).unwrap_err();
            let expected = format!("there is no recipe that makes `{name}` of {files} files");
            assert_eq!(error.to_string(), expected);
        }
    }
}
