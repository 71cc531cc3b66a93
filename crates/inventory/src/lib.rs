//! The crate `inventory`, but for wasm, where nothing registers itself.
//!
//! The inference engine collects its optimiser, its runtimes and their matrix products in
//! registries that are filled before a program begins. So all of them would stay linked, three
//! quarters of the worker's program, and no code uses them: our own operators are named where
//! they are used. `[patch.crates-io]` puts this crate into the engine's hands.
//!
//! # What does this crate not do?
//!
//! On every other target it registers all that there is, as the original does: there the engine's
//! operators run.

#[cfg(not(target_arch = "wasm32"))]
pub use original::submit;
pub use original::{Collect, collect, iter};

/// Registers nothing.
#[cfg(target_arch = "wasm32")]
#[macro_export]
macro_rules! submit {
    ($($value:tt)*) => {};
}
