//! The one error type of this crate.

/// Why a source file cannot be converted. Files with the pinned hashes are never refused.
#[derive(Debug, thiserror::Error)]
pub enum ConvertError {
    /// No recipe makes this model from so many files.
    #[error("there is no recipe that makes `{0}` of {1} files")]
    NoRecipe(String, usize),
    /// An output that should be kept does not exist.
    #[error("it has no output `{0}`")]
    NoOutput(String),
    /// A description in JSON has another structure.
    #[error("its description has an unexpected structure ({0})")]
    Text(#[from] serde_json::Error),
    /// The weight file is longer or shorter than its description says.
    #[error("its weight file is longer or shorter than its description says")]
    BlobLength,
    /// A weight is missing, or has another type or shape.
    #[error("the weight `{0}` is missing")]
    NoWeight(String),
    /// An operator has no conversion.
    #[error("the operation `{op}` at `{node}` is not supported")]
    Operation {
        /// The operator's type.
        op: String,
        /// Its name or number.
        node: String,
    },
    /// An attribute is missing, or has a value without a conversion.
    #[error("the attribute `{attribute}` of `{node}` is missing or not supported")]
    Attribute {
        /// The attribute's name.
        attribute: &'static str,
        /// Name or number of the operator.
        node: String,
    },
    /// An operator uses a value that no earlier operator computes.
    #[error("the input `{input}` of `{node}` is not computed before it")]
    Input {
        /// The value's name.
        input: String,
        /// Name or number of the operator.
        node: String,
    },
    /// A binary file has another format, or an offset leads outside of it.
    #[error("it has another format, ends early, or has an offset outside of the file")]
    Bounds,
    /// A file that should be ONNX is not a valid protobuf message.
    #[error(transparent)]
    Protobuf(#[from] prost::DecodeError),
}
