//! The queue of results that wait for their commit.

use std::sync::Arc;

use domain::{DeskEvent, SignedRequest, StoredResult};
use tokio::sync::{mpsc, oneshot};

use crate::{Error, Insert, Observer};

/// How many results may wait for a commit.
const WAITING: usize = 1024;

/// The sending end of the queue. Clones share it.
#[derive(Clone, Debug)]
pub(crate) struct ResultQueue {
    jobs: mpsc::Sender<Job>,
    observer: Arc<dyn Observer>,
}

/// A result that waits for its commit.
#[derive(Debug)]
pub(crate) struct Job {
    pub(crate) result: StoredResult,
    /// What is judged before it is stored; `None` if the result is known to be true.
    pub(crate) request: Option<SignedRequest>,
    /// The event that is published once it is stored.
    pub(crate) desk_event: Option<DeskEvent>,
    pub(crate) answer: oneshot::Sender<Result<Insert, Error>>,
}

impl ResultQueue {
    /// An empty queue, and its receiving end.
    pub(crate) fn new(observer: Arc<dyn Observer>) -> (Self, mpsc::Receiver<Job>) {
        let (jobs, receiver) = mpsc::channel(WAITING);
        (Self { jobs, observer }, receiver)
    }

    /// Stores a result, unless its kiosk and id are stored already. Returns after the commit.
    pub(crate) async fn submit(
        &self,
        result: StoredResult,
        request: Option<SignedRequest>,
        desk_event: Option<DeskEvent>,
    ) -> Result<Insert, Error> {
        let (answer, written) = oneshot::channel();
        let job = Job { result, request, desk_event, answer };
        self.jobs.try_send(job).map_err(|_| Error::Busy)?;
        self.observer.on_queued_result();
        written.await.map_err(|_| Error::Busy)?
    }
}
