//! The end of a check: a ticket, and one message.

use leptos::prelude::*;
use site::Print;
use wire::{Comparison, End, MessageId, ResultMessage, ResultVersion};

use super::super::Kiosk;
use crate::{
    flow::{Done, Step},
    post, print,
    task::within,
    ticket,
};

/// How long a ticket waits for the site's settings, in milliseconds.
const SETTINGS_MS: u32 = 500;

impl Kiosk {
    /// Issues the ticket and sends the result.
    pub(in crate::kiosk) async fn issue_ticket(self, done: Done) {
        if self.site.read_untracked().is_none() {
            // The traveller was faster than the settings. The check of the face lane handles
            // settings that are wrong.
            let _ = within(SETTINGS_MS, self.load_site()).await;
        }
        // A kiosk without settings gives tickets all the same. Their results name no notice: an officer's
        // ticket needs none.
        let site = self.site.get_untracked();
        let print = site.as_ref().map(|site| site.print).unwrap_or_default();
        let notice = site.map_or(ResultMessage::NO_NOTICE, |site| site.notice.version);
        let is_here = || self.flow.get_untracked().step == Step::Done(done);
        if !is_here() {
            // The traveller was faster still, and has gone.
            return;
        }
        let ticket = ticket::next_ticket().await;
        if !is_here() {
            return;
        }
        // The ticket keeps this number, even if the server gives the kiosk another one meanwhile.
        let kiosk = untrack(|| self.number());
        self.ticket.set(Some((kiosk, ticket)));
        let Some(build) = self.build() else { return };
        let model = self.parts().map(|parts| parts.recogniser.id);
        let compared = |document| model.map(|model| Comparison { document, model });
        let end = match done {
            Done::Match(document) => compared(document).map(End::Match),
            Done::NoMatch(document) => compared(document).map(End::NoMatch),
            Done::Unconfirmed | Done::Declined | Done::TimedOut | Done::Broken => None,
        };
        let since = self.connection(|connection| connection.arrived);
        let (ended, took) = (post::now(), post::reading().saturating_sub(since));
        let (arrived, finished) = ResultMessage::times(ended.saturating_sub(took), ended);
        let message = ResultMessage {
            version: ResultVersion::CURRENT,
            id: MessageId::of(kiosk, ticket, arrived),
            kiosk,
            ticket,
            end: end.unwrap_or(End::Manual),
            build,
            notice,
            arrived,
            finished,
        };
        self.sent.update(|sent| sent.push(message));
        if print == Print::Always {
            print::print_ticket();
        }
        self.delivery().send(&message);
    }
}
