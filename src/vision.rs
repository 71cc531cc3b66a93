//! The vision worker: pictures go in, and one value of a closed vocabulary comes out.
//!
//! The page's side: [`simd`] detects whether the browser can run the worker, [`calibration`] has its
//! error rates, [`parts`] loads its files, [`bridge`] runs it. The worker's side: [`worker`] handles
//! requests, [`frames`] reads pixels, [`session`] controls the search, `upright` finds the camera's
//! orientation, `live` searches for the live face, [`burst`] collects frames of one moment. [`protocol`]
//! defines all messages, and [`resolution`] a rule that both sides share. The features `page` and
//! `vision` separate the two programs: neither contains the other's side. The feature `evaluation`, in
//! no build that is served, adds access for tests: `evaluation`.

pub mod protocol;
pub mod resolution;
#[cfg(feature = "page")]
pub mod simd;
#[cfg(feature = "page")]
pub mod calibration;
#[cfg(feature = "page")]
pub mod parts;
#[cfg(feature = "page")]
pub mod bridge;
#[cfg(feature = "vision")]
pub mod burst;
#[cfg(feature = "vision")]
mod upright;
#[cfg(feature = "vision")]
mod live;
#[cfg(feature = "vision")]
pub mod session;
#[cfg(feature = "vision")]
pub mod frames;
#[cfg(feature = "vision")]
pub mod worker;
#[cfg(feature = "evaluation")]
pub mod evaluation;
