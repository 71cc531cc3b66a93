use std::{
    pin::pin,
    task::{Context, Poll, Waker},
};

use protocol::{CameraTurn, Hint};

use super::*;

/// A camera that shows the same frame a number of times.
struct Film {
    frame: fn() -> Photo,
    left: usize,
}

impl FrameSource for Film {
    async fn next_frame(&mut self) -> Option<Photo> {
        self.left = self.left.checked_sub(1)?;
        Some((self.frame)())
    }
}

/// A frame that is not blank.
fn stripes() -> Photo {
    let rgba: Vec<u8> = (0..64 * 64).flat_map(|pixel| [(pixel % 64 / 8 * 30) as u8; 4]).collect();
    Photo::from_rgba(64, 64, &rgba).unwrap()
}

fn blank() -> Photo {
    Photo::from_rgba(64, 64, &[128; 64 * 64 * 4]).unwrap()
}

/// Runs a loop over `frames` to its end, and gives its reports.
fn run(session: &Rc<RefCell<Session>>, token: WatchToken, frames: Film) -> Vec<Report> {
    let reports = RefCell::new(Vec::new());
    {
        let report = |report| reports.borrow_mut().push(report);
        let task = watch_frames(session.clone(), token, frames, || 0.0, report);
        let poll = pin!(task).poll(&mut Context::from_waker(Waker::noop()));
        assert_eq!(poll, Poll::Ready(()));
    }
    reports.into_inner()
}

fn watch(session: &Rc<RefCell<Session>>, task: Task) -> Watch {
    session.borrow_mut().watch(task, CameraTurn::None);
    Watch::default()
}

#[test]
fn k12_a_request_that_is_replaced_before_its_loop_first_runs_reports_nothing() {
    // As when two requests wait in the worker's queue: both are handled before a loop runs.
    for next in [Task::Rest, Task::Test, Task::Document, Task::Face { attempt: 1 }] {
        let session = Rc::default();
        let first = watch(&session, Task::Document);
        let token = first.token();
        drop(first);
        let _second = watch(&session, next);
        assert_eq!(run(&session, token, Film { frame: stripes, left: 3 }), [], "{next:?}");
        assert_eq!(session.borrow().task(), next, "its task goes on");
    }
}

#[test]
fn a_loop_ends_with_its_task() {
    let session = Rc::default();
    let present = watch(&session, Task::Test);
    let reports = run(&session, present.token(), Film { frame: stripes, left: 3 });
    assert_eq!(reports, [Report::CameraWorks]);
}

#[test]
fn frames_that_end_are_reported_once_while_more_are_awaited() {
    let session = Rc::default();
    let present = watch(&session, Task::Test);
    let reports = run(&session, present.token(), Film { frame: blank, left: 2 });
    let nothing = Report::Hint(Hint::NothingSeen);
    assert_eq!(reports, [nothing, nothing, Report::StreamEnded]);
    drop(present);
}

#[test]
fn frames_that_end_after_the_request_was_replaced_are_not_reported() {
    let session = Rc::default();
    let token = watch(&session, Task::Document).token();
    assert_eq!(run(&session, token, Film { frame: blank, left: 0 }), []);
}
