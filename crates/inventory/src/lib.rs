//! Replaces the crate `inventory`: on wasm nothing is registered.
//!
//! The inference engine registers its optimiser, runtimes and matrix products before a program
//! starts. All of them would stay linked, three quarters of the worker's program, although the worker
//! uses only our own operators, by name. `[patch.crates-io]` makes the engine use this crate.
//!
//! # What does this crate not do?
//!
//! On every other target it registers everything, as the original does: there the engine's operators
//! are used.

#[cfg(not(target_arch = "wasm32"))]
pub use original::submit;
pub use original::{Collect, collect, iter};

/// Registers nothing.
#[cfg(target_arch = "wasm32")]
#[macro_export]
macro_rules! submit {
    ($($value:tt)*) => {};
}
