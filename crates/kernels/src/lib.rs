//! What a convolutional network computes, for pictures whose channels lie side by side.
//!
//! Every operator is prepared once, with its weights in the order in which they will be read, and
//! then run as often as wanted: on four lanes at a time with wasm's vector instructions (with
//! fused multiply-add where the build has relaxed SIMD), and on plain numbers everywhere else.
//!
//! A tensor is a slice of `f32` and a [`Layout`]. The `run` of each operator checks that its
//! slices are as long as their layouts say; behind that check there are no others, which is why
//! this crate alone may contain `unsafe`. [`twin`] is each operator once more, as its definition
//! reads: tests hold the fast ones to it.
//!
//! # What does this crate not do?
//!
//! It knows no network, file or inference engine. It dilates nothing, groups only by single
//! channels, and computes in `f32` alone.

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
