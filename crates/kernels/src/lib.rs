//! Operators of convolutional networks, for tensors with interleaved channels.
//!
//! Each operator packs its weights once, in the order in which they are read, and can then be saved,
//! read and run any number of times. An operator that is read is checked like a new one. In WebAssembly it uses 128-bit SIMD (with fused multiply-add if the build
//! has relaxed SIMD), elsewhere scalar code.
//!
//! A tensor is a slice of `f32` and a [`Layout`]. The `run` of each operator checks that its
//! slices have the length of their layouts. The code behind that check uses pointers without bounds
//! checks, so only this crate may contain `unsafe`. [`reference`] implements each operator by its
//! definition; tests compare the fast operators with it.
//!
//! # What does this crate not do?
//!
//! It knows no network, file or inference engine. It supports no dilation, no grouped convolution
//! except depthwise, and no number type except `f32`.

mod lanes;
mod layout;
mod activation;
mod weights;
mod workspace;
mod tile;
pub mod pack;
pub mod convolution;
pub mod depthwise;
pub mod separable;
pub mod pool;
pub mod reference;

pub use activation::Activation;
pub use layout::{Layout, Window};
pub use workspace::Workspace;

/// An operator whose parts do not fit each other.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the parts of an operator do not fit each other")]
pub struct Invalid;
