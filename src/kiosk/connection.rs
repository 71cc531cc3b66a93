//! The owner of the connection to the server: settings and the [`face_lane`] that they open, the kiosk's
//! [`enrolment`], the [`result`] of a check, and the call for staff ([`staff_call`]).

mod face_lane;
mod enrolment;
mod result;
mod staff_call;

#[cfg(feature = "gallery")]
use leptos::prelude::*;

use super::{Kiosk, state::connection::Connection};
use crate::{carried, delivery::Delivery, post, task::spawn};

impl Kiosk {
    /// Resumes the delivery of results that an earlier run of the page left.
    pub(super) fn start_delivery(self) {
        self.delivery().start();
    }

    /// Records that the traveller has come.
    pub(super) fn record_arrival(self) {
        self.connection(|connection| connection.arrived = post::reading());
    }

    /// Whether a reload of the page would interrupt no message.
    pub(super) fn is_delivery_idle(self) -> bool {
        self.delivery().is_idle()
    }

    /// Saves the results that wait to a file, for staff to carry to the server.
    pub(super) fn export_results(self) {
        let delivery = self.delivery();
        spawn(async move {
            let held = delivery.hold();
            let export = carried::export().await;
            delivery.change(|server| server.export = Some(export));
            drop(held);
        });
    }

    /// What is known of the server, for the gallery of all screens.
    #[cfg(feature = "gallery")]
    pub fn server_exhibit(self) -> WriteSignal<crate::server::Server> {
        self.delivery().server.write_only()
    }

    fn delivery(self) -> Delivery {
        self.connection(|connection| connection.delivery.clone())
    }

    /// The state of the connection: this file and its children alone use it.
    fn connection<T>(self, use_connection: impl FnOnce(&mut Connection) -> T) -> T {
        use_connection(&mut self.owners().connection.borrow_mut())
    }
}
