//! The loop over the camera's frames for one request. The worker keeps a [`Watch`] for the present
//! request; when it drops it, the loop of that request ends without a report.

use std::{
    cell::RefCell,
    rc::{Rc, Weak},
};

use face::image::Photo;
use protocol::Report;

use crate::session::{Session, Task};

/// Keeps the loop of one request running.
#[derive(Default)]
pub(crate) struct Watch(Rc<()>);

/// Tells a loop whether its request is still the present one.
pub(crate) struct WatchToken(Weak<()>);

/// The frames of one camera.
pub(crate) trait FrameSource {
    /// The next frame. `None` after the last one, and if the browser does not hand it over.
    async fn next_frame(&mut self) -> Option<Photo>;
}

impl Watch {
    /// The token for the loop of this request. It has to be made when the request is handled: a loop
    /// first runs later, when the next request may have been handled too.
    pub(crate) fn token(&self) -> WatchToken {
        WatchToken(Rc::downgrade(&self.0))
    }
}

impl WatchToken {
    fn is_cancelled(&self) -> bool {
        self.0.strong_count() == 0
    }
}

/// Shows frames to the session until its task is done or the request of `token` is replaced. `now` is
/// in milliseconds of a monotonic clock.
pub(crate) async fn watch_frames(
    session: Rc<RefCell<Session>>,
    token: WatchToken,
    mut frames: impl FrameSource,
    now: impl Fn() -> f64,
    report: impl Fn(Report),
) {
    while let Some(photo) = frames.next_frame().await {
        if token.is_cancelled() {
            return;
        }
        let mut session = session.borrow_mut();
        report(session.look(&photo, now()));
        if session.task() == Task::Rest {
            return;
        }
    }
    if !token.is_cancelled() {
        report(Report::StreamEnded);
    }
}

#[cfg(test)]
mod tests;
