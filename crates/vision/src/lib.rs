//! The vision worker: pictures go in, and one value of a closed vocabulary comes out.
//!
//! [`worker`] handles the page's requests, [`frames`] reads pixels, `watch` is the loop over the camera's
//! frames, [`session`] controls the search, `upright` finds the camera's orientation, `page_burst`
//! collects frames of a page, `page_zone` reads the page's machine-readable zone, `chip` reads the document's
//! chip, whose reader is behind `chip_port`; `live` searches for the live face, [`burst`] collects its
//! frames of one moment; `vocabulary` translates between the two
//! crates below it. Crate `protocol` has all messages, crate `face` the pipeline. The feature
//! `evaluation`, in no build that is served, adds access for tests: `evaluation`.
//!
//! The crate reaches no network and no disk: none of its dependencies can.

mod vocabulary;
pub mod burst;
mod page_burst;
mod upright;
mod live;
mod page_zone;
mod chip;
mod chip_port;
pub mod session;
mod watch;
pub mod frames;
pub mod worker;
#[cfg(feature = "evaluation")]
pub mod evaluation;
