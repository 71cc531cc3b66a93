//! What the kiosk's owners keep between events, one value for each of them: [`camera`], [`worker`],
//! [`chip_reader`], [`timers`], [`audio`], [`connection`]. Then what screens are shown of it.
//!
//! Types without a kiosk. Each is changed by one file beside this one and its children.

pub(crate) mod screen_signal;
pub(crate) mod reading;
pub(crate) mod staff_call;
pub(crate) mod picture;
pub(crate) mod camera_test;
pub(crate) mod camera;
pub(crate) mod worker;
pub(crate) mod chip_reader;
pub(crate) mod timers;
pub(crate) mod audio;
pub(crate) mod lane_check;
pub(crate) mod connection;
