//! Reads the JSON description of a TensorFlow.js graph model.

use std::collections::BTreeMap;

use base64::{Engine, engine::general_purpose::STANDARD};
use serde::Deserialize;

use crate::{ConvertError, weights::Group};

/// The description.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct GraphModel {
    pub(crate) model_topology: Topology,
    pub(crate) weights_manifest: Vec<Group>,
}

#[derive(Deserialize)]
pub(crate) struct Topology {
    pub(crate) node: Vec<Node>,
}

/// A node: one operation of TensorFlow.
#[derive(Deserialize)]
pub(crate) struct Node {
    pub(crate) name: String,
    pub(crate) op: String,
    #[serde(default)]
    pub(crate) input: Vec<String>,
    #[serde(default)]
    attr: BTreeMap<String, Attribute>,
}

/// The value of an attribute. Only the field of its type is present.
#[derive(Default, Deserialize)]
struct Attribute {
    #[serde(default)]
    list: List,
    /// Base64.
    s: Option<String>,
    shape: Option<Shape>,
}

/// Integers as decimal text, texts as base64.
#[derive(Default, Deserialize)]
struct List {
    #[serde(default)]
    i: Vec<String>,
    #[serde(default)]
    s: Vec<String>,
}

#[derive(Deserialize)]
struct Shape {
    dim: Vec<Dimension>,
}

#[derive(Deserialize)]
struct Dimension {
    size: String,
}

impl Node {
    /// The middle two of four numbers (batch, height, width, channels), such as strides.
    pub(crate) fn height_width(&self, attribute: &'static str) -> Result<[usize; 2], ConvertError> {
        let numbers = self.attr.get(attribute).map(|value| integers(&value.list.i));
        match numbers.as_deref() {
            Some([Some(1), Some(height), Some(width), Some(1)]) => Ok([*height, *width]),
            _ => Err(self.unsupported_attribute(attribute)),
        }
    }

    /// Whether the padding is TensorFlow's SAME and not VALID, which means none.
    pub(crate) fn is_padded(&self) -> Result<bool, ConvertError> {
        let padding = self.attr.get("padding").and_then(|value| text(value.s.as_deref()?));
        match padding.as_deref() {
            Some("SAME") => Ok(true),
            Some("VALID") => Ok(false),
            _ => Err(self.unsupported_attribute("padding")),
        }
    }

    /// The operations fused into the node, in order.
    pub(crate) fn fused(&self) -> Result<Vec<String>, ConvertError> {
        let list = self.attr.get("fused_ops").map_or(&[][..], |value| &value.list.s);
        list.iter()
            .map(|operation| text(operation).ok_or_else(|| self.unsupported_attribute("fused_ops")))
            .collect()
    }

    /// Height, width and channels of an input. The batch is always one.
    pub(crate) fn input_shape(&self) -> Result<[usize; 3], ConvertError> {
        let shape = self.attr.get("shape").and_then(|value| value.shape.as_ref());
        let sizes = shape.iter().flat_map(|shape| &shape.dim);
        let sizes: Vec<&str> = sizes.map(|dimension| &*dimension.size).collect();
        match integers(&sizes).as_slice() {
            [_, Some(height), Some(width), Some(channels)] => Ok([*height, *width, *channels]),
            _ => Err(self.unsupported_attribute("shape")),
        }
    }

    /// The error for an unsupported `attribute`.
    pub(crate) fn unsupported_attribute(&self, attribute: &'static str) -> ConvertError {
        ConvertError::Attribute { attribute, node: self.name.clone() }
    }
}

fn integers<T: AsRef<str>>(texts: &[T]) -> Vec<Option<usize>> {
    texts.iter().map(|text| text.as_ref().parse().ok()).collect()
}

fn text(base64: &str) -> Option<String> {
    String::from_utf8(STANDARD.decode(base64).ok()?).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn node(attributes: &str) -> Node {
        let text = format!(r#"{{"name":"n","op":"Conv2D","attr":{attributes}}}"#);
        serde_json::from_str(&text).unwrap()
    }

    #[test]
    fn attributes_are_unwrapped_from_their_encodings() {
        let node = node(
            r#"{"strides":{"list":{"i":["1","2","3","1"]}},"padding":{"s":"U0FNRQ=="},
                "fused_ops":{"list":{"s":["Qmlhc0FkZA==","UmVsdQ=="]}}}"#,
        );
        assert_eq!(node.height_width("strides").unwrap(), [2, 3]);
        assert!(node.is_padded().unwrap());
        assert_eq!(node.fused().unwrap(), ["BiasAdd", "Relu"]);
    }

    #[test]
    fn an_attribute_of_another_kind_is_refused_rather_than_guessed() {
        let node = node(r#"{"strides":{"list":{"i":["2","2","2","1"]}},"padding":{"s":"WA=="}}"#);
        assert!(node.height_width("strides").is_err());
        assert!(node.height_width("ksize").is_err());
        assert!(node.is_padded().is_err());
    }
}
