//! Runs a neural network that was compiled to a list of kernels.
//!
//! A [`Plan`] is that list, with packed weights and with a buffer for each value. Crate `compile`
//! makes it from an ONNX file when a site is built; a browser only reads and runs it. [`Network`]
//! is a plan with its buffers. Running it allocates no memory.
//!
//! # What does this crate not do?
//!
//! It knows no file format of an inference engine and changes no graph. All its operators work on
//! single images of `f32`.

mod plan;
mod operator;
mod plain;
mod resize;
mod slots;
mod network;

pub use network::{Network, WrongLength};
pub use operator::{Interleave, Operator};
pub use plain::{Function, Map, Pad, Sum};
pub use plan::{Operand, Plan, PlanError};
pub use slots::Node;
