//! The state of the camera.

use gloo::{events::EventListener, timers::callback::Timeout};

use super::camera_test::CameraTest;
use crate::{
    camera::Camera,
    camera_record::CameraFault,
    steady_hint::SteadyHint,
    task::{self, CancelOnDrop, CancelToken},
};

/// The camera, and what it has delivered for the present traveller.
#[derive(Default)]
pub(crate) struct CameraControl {
    pub(crate) camera: Option<Camera>,
    /// Keeps the task that opens the camera, and the one that takes its pictures.
    pub(crate) opening: CancelOnDrop,
    /// When it was switched on, in milliseconds.
    pub(crate) on_since: Option<u32>,
    /// How often it was opened again for this traveller.
    pub(crate) reopened: u8,
    /// Whether a frame showed a usable picture for this traveller.
    pub(crate) has_seen: bool,
    /// Whether the worker had a picture of this traveller, from the camera or a file.
    pub(crate) has_picture: bool,
    /// Why there were no frames.
    pub(crate) fault: Option<CameraFault>,
    pub(crate) hint: SteadyHint,
    /// Runs until the traveller is told that the camera starts.
    pub(crate) starting: Option<Timeout>,
    /// Runs until the traveller is offered a way on.
    pub(crate) slow: Option<Timeout>,
    pub(crate) test: CameraTest,
    /// Hears that a camera comes or goes.
    pub(crate) devices: Option<EventListener>,
}

/// The state of the camera that screens show, apart from its picture.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct CameraState {
    /// Whether its first frame has been waited for so long that the traveller is told.
    pub is_starting: bool,
    /// Whether the traveller has tried for so long that they are offered a way on.
    pub is_slow: bool,
    /// Whether its frames are too small for a document's page.
    pub is_small: bool,
}

/// How long a camera may take until its first frame: some start slowly, or are in use for a while.
pub(crate) const START_MS: u32 = 20_000;
/// A traveller who leaves sooner does not count as a failure of the camera.
const FAIR_MS: u32 = 5_000;

impl CameraControl {
    /// Switches the camera off, and cancels its tasks. Gives the token for the next ones.
    pub(crate) fn close(&mut self) -> CancelToken {
        let was_on = self.on_since.take().map(|since| now().wrapping_sub(since));
        if !self.has_seen && was_on.is_some_and(|time| time >= FAIR_MS) {
            self.fault.get_or_insert(CameraFault::Silent);
        }
        self.camera = None;
        self.starting = None;
        self.hint = SteadyHint::default();
        self.opening = CancelOnDrop::default();
        self.opening.token()
    }

    /// Resets what is known of one traveller, for the next one.
    pub(crate) fn forget_traveller(&mut self) {
        (self.has_seen, self.has_picture, self.reopened, self.fault) = (false, false, 0, None);
    }
}

/// Milliseconds by the monotonic clock.
pub(crate) fn now() -> u32 {
    task::now() as u32
}
