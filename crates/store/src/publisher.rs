//! The one way in which events leave the store: after the commit of the change that they report.

use std::sync::Arc;

use domain::DeskEvent;
use sqlx::{Any, Transaction};

use crate::{Error, Observer, listen};

/// Publishes events to the listeners of every process. Clones share the observer.
#[derive(Clone, Debug)]
pub(crate) struct Publisher {
    observer: Arc<dyn Observer>,
    /// Whether other processes use the same database.
    is_shared: bool,
}

impl Publisher {
    pub(crate) fn new(observer: Arc<dyn Observer>, is_shared: bool) -> Self {
        Self { observer, is_shared }
    }

    /// Commits a change, and publishes its events.
    ///
    /// PostgreSQL passes them on with the commit, to this process as well. A change of a kiosk is
    /// published here too, so that the next request already finds it; the second event does no
    /// harm.
    pub(crate) async fn commit(
        &self,
        mut transaction: Transaction<'static, Any>,
        events: &[DeskEvent],
    ) -> Result<(), Error> {
        if self.is_shared {
            listen::notify(events, &mut transaction).await?;
        }
        transaction.commit().await?;
        for event in events {
            if !self.is_shared || matches!(event, DeskEvent::Kiosk(_)) {
                self.observer.on_event(*event);
            }
        }
        Ok(())
    }
}
