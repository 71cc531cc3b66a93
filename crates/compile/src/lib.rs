//! Compiles an ONNX network to a [`Plan`] of kernels.
//!
//! The inference engine tract reads the file, checks it and infers all shapes; the operators mean
//! what the file's `opset_import` says. [`graph`] reduces its operators to the few that a plan can
//! have, and [`fuse`] combines these to kernels. A network with any other operator cannot be
//! compiled: the error names operator and node, and tract itself can run the network.
//!
//! # What does this crate not do?
//!
//! It runs no network, rounds no weights, and no served program contains it.

mod constant;
mod error;
mod graph;
mod read;
mod window;
mod fuse;

use std::io::Cursor;

pub use error::CompileError;
use network::Plan;
use tract_onnx::prelude::*;

/// Compiles the ONNX file `onnx` for one RGB image of `side` x `side` pixels, with the named
/// outputs in this order.
pub fn compile(onnx: &[u8], side: usize, outputs: &[String]) -> Result<Plan, CompileError> {
    compile_shape(onnx, [3, side, side], outputs)
}

/// Compiles the ONNX file `onnx` for one input of this many channels, rows and columns, with the
/// named outputs in this order.
pub fn compile_shape(
    onnx: &[u8],
    input: [usize; 3],
    outputs: &[String],
) -> Result<Plan, CompileError> {
    let typed = read_typed(onnx, input, outputs)
        .map_err(|error| CompileError::Read(format!("{error:#}")))?;
    fuse::fuse(&read::read(&typed)?)
}

fn read_typed(
    onnx: &[u8],
    [channels, height, width]: [usize; 3],
    outputs: &[String],
) -> TractResult<TypedModel> {
    tract_onnx::onnx()
        .model_for_read(&mut Cursor::new(onnx))?
        .with_input_fact(0, f32::fact([1, channels, height, width]).into())?
        .with_outputs_by_name(outputs)?
        // Not decluttered, which would turn pointwise convolutions into matrix products.
        .into_typed()
}
