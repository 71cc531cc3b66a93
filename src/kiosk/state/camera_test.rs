//! The schedule of the tests of a camera.

use gloo::timers::callback::Timeout;

/// The schedule of tests of a camera that gave no usable frame.
#[derive(Default)]
pub(crate) struct CameraTest {
    /// Runs until then, and until a test that runs is over.
    pub(crate) due: Option<Timeout>,
    pub(crate) is_running: bool,
    /// How many have failed in a row.
    pub(crate) failed: u32,
    /// Whether there may be a camera that is not listed.
    pub(crate) is_hidden: bool,
}
