//! Operators of convolutional networks, for tensors with interleaved channels.
//!
//! Every operator is prepared once, with its weights in the order in which they will be read, and
//! then run as often as wanted: on four lanes at a time with wasm's vector instructions (with
//! fused multiply-add where the build has relaxed SIMD), and on plain numbers everywhere else.
//!
//! A tensor is a slice of `f32` and a [`Layout`]. The `run` of each operator checks that its
//! slices have the length of their layouts. The code behind that check has no others, which is why
//! only this crate may contain `unsafe`. [`twin`] is the reference implementation of each operator, with
//! which tests compare the fast ones.
//!
//! # What does this crate not do?
//!
//! It knows no network, file or inference engine. It has no dilation, no groups but single channels
//! (depthwise), and no types but `f32`.

mod lanes;
mod layout;
mod activation;
mod tile;
pub mod pack;
pub mod convolution;
pub mod depthwise;
pub mod separable;
pub mod pool;
pub mod twin;

pub use activation::Activation;
pub use layout::{Layout, Window};
