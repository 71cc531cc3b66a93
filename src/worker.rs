//! The page's side of the vision worker.
//!
//! [`simd`] detects whether the browser can run the worker, [`accuracy`] has its error rates, [`parts`]
//! loads its files, [`bridge`] runs it, [`state`] decides what its replies and its silence mean, in the
//! words that `vocabulary` translates. The worker itself is crate `vision`, which the page does not
//! depend on; crate `protocol` has the messages.

pub mod simd;
pub mod accuracy;
pub mod parts;
pub mod bridge;
mod vocabulary;
pub mod state;
