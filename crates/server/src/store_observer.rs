//! Passes what the store reports on to open desks and to the metrics.

use std::time::Duration;

use domain::DeskEvent;
use store::Observer;

use crate::{EventBus, metrics};

impl Observer for EventBus {
    fn on_event(&self, event: DeskEvent) {
        self.publish(event);
    }

    fn on_lost_events(&self) {
        self.mark_lagged();
    }

    fn on_queued_result(&self) {
        metrics::wait();
    }

    fn on_group(&self, results: usize, took: Duration) {
        metrics::commit(results, took);
    }
}
