//! Converts published face networks to ONNX, and ONNX files to half precision.
//!
//! The crate maps bytes to bytes: no file, no network. `cargo xtask models` reads the sources and
//! checks their hashes, and the hash of each result.

mod recipes;

mod tfjs;
mod topology;
mod dlib;
mod weights;
mod sirius;
mod tflite;
mod flatbuffer;

mod graph;
mod tensor;
mod onnx;
mod half_precision;
mod error;

pub use error::ConvertError;
pub use half_precision::to_half_precision;
pub use recipes::to_onnx;
