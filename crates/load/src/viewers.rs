//! Open boards and desks that connect again as their pages do, and when each received a change.

use std::{
    sync::{Arc, Mutex, PoisonError},
    time::{Duration, Instant},
};

use http_body_util::BodyExt;
use hyper::StatusCode;
use tokio::{
    task::JoinSet,
    time::{sleep, timeout},
};

use crate::{
    Error,
    client::{Client, Endpoint},
};

/// The pause of `board.js` and `stream.js` before they connect again.
const RETRY: Duration = Duration::from_millis(3_000);

/// The silence after which they take a stream for lost.
const SILENCE: Duration = Duration::from_millis(12_000);

/// The path of an event stream, and the events that are changes of what its page shows.
#[derive(Clone, Copy)]
pub(crate) struct Page {
    path: &'static str,
    changes: &'static [&'static str],
}

/// The board of all sites.
pub(crate) const BOARD: Page = Page { path: "/public/board", changes: &["event: state"] };

/// The desk.
pub(crate) const DESK: Page = Page {
    path: "/desk/events",
    changes: &["event: officer", "event: face", "event: change", "event: missed"],
};

/// Open pages of one kind. Dropping them closes them.
pub(crate) struct Viewers {
    /// When each page received a change, ascending.
    seen: Vec<Arc<Mutex<Vec<Instant>>>>,
    _open: JoinSet<()>,
}

impl Viewers {
    /// Opens `count` pages.
    pub(crate) fn open(page: Page, endpoint: &Endpoint, count: usize) -> Self {
        let mut open = JoinSet::new();
        let mut seen = Vec::new();
        for _ in 0..count {
            let own = Arc::<Mutex<Vec<Instant>>>::default();
            seen.push(own.clone());
            let endpoint = endpoint.clone();
            open.spawn(async move {
                loop {
                    // The reason why a stream ended makes no difference to its page.
                    let _ = watch(page, &endpoint, &own).await;
                    sleep(RETRY).await;
                }
            });
        }
        Self { seen, _open: open }
    }

    /// The longest time without a change that a page had between two moments.
    pub(crate) fn longest_gap(&self, from: Instant, until: Instant) -> Duration {
        let gaps = self.seen.iter().map(|seen| {
            let seen = seen.lock().unwrap_or_else(PoisonError::into_inner);
            longest_gap(&seen, from, until)
        });
        gaps.max().unwrap_or_default()
    }
}

/// The longest time without one of `moments`, which ascend.
pub(crate) fn longest_gap(moments: &[Instant], from: Instant, until: Instant) -> Duration {
    let within = moments.iter().copied().filter(|moment| (from..until).contains(moment));
    let (mut last, mut longest) = (from, Duration::ZERO);
    for moment in within.chain([until]) {
        longest = longest.max(moment - last);
        last = moment;
    }
    longest
}

/// Reads one stream until it ends or is silent.
async fn watch(page: Page, endpoint: &Endpoint, seen: &Mutex<Vec<Instant>>) -> Result<(), Error> {
    let mut client = Client::new(endpoint.clone());
    let answer = timeout(SILENCE, client.get(page.path)).await.map_err(|_| Error::NoAnswer)??;
    if answer.status() != StatusCode::OK {
        return Err(Error::Refused(answer.status().as_u16()));
    }
    let mut events = answer.into_body();
    while let Ok(Some(Ok(frame))) = timeout(SILENCE, events.frame()).await {
        let Some(data) = frame.data_ref() else { continue };
        let text = String::from_utf8_lossy(data);
        if text.lines().any(|line| page.changes.contains(&line)) {
            seen.lock().unwrap_or_else(PoisonError::into_inner).push(Instant::now());
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_that_sees_nothing_more_has_a_gap_until_the_end() {
        let start = Instant::now();
        let at = |seconds| start + Duration::from_secs(seconds);
        for (moments, gap) in [
            (&[1, 2, 3][..], 7),
            (&[1, 6, 7, 8], 5),
            (&[], 10),
            (&[4, 8], 4),
            (&[2, 4, 6, 8, 15], 2),
        ] {
            let moments: Vec<_> = moments.iter().copied().map(at).collect();
            assert_eq!(longest_gap(&moments, start, at(10)), Duration::from_secs(gap), "{gap}");
        }
    }
}
