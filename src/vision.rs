//! The room without a door: pictures go in, one word comes out.
//!
//! The page's end: [`simd`] asks whether there can be a worker, [`calibration`] is what is known
//! of its errors, [`parts`] fetches what it is made of, [`bridge`] runs it. The worker's end:
//! [`worker`] hears the page, [`frames`] gets pixels, [`session`] knows what to do with them,
//! `upright` which way up they are, `live` which of them may be the traveller's face, [`burst`] which of
//! them go together. [`protocol`] is all that passes between the two, and [`resolution`] a rule that both
//! know. The features `page` and `vision` keep them
//! apart: no build of the page contains the worker's end, and none of the worker the page's.
//! With the feature `evaluation`, and in no build that is served, the room gets a window for
//! tests: `evaluation`.

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
