//! The one error type of this crate.

use network::PlanError;

/// Why a network cannot be compiled.
#[derive(Debug, thiserror::Error)]
pub enum CompileError {
    /// The file is broken, or tract does not know one of its operators.
    #[error("the ONNX file cannot be read: {0}")]
    Read(String),
    /// No kernel computes this.
    #[error("no kernel computes {operator} ({node}): {reason}")]
    Unsupported {
        /// The name of the operator in tract.
        operator: String,
        /// The name of the node in the file.
        node: String,
        /// What about it is not supported.
        reason: &'static str,
    },
    /// The steps do not fit each other, which is a fault of this crate.
    #[error(transparent)]
    Plan(#[from] PlanError),
}
