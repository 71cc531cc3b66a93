//! The state that the controller keeps between events.
//!
//! Types without a controller: the files beside this one use them to change the state.

pub(crate) mod reading;
pub(crate) mod staff_call;
pub(crate) mod picture;
pub(crate) mod worker;
pub(crate) mod camera_test;
pub(crate) mod camera;
