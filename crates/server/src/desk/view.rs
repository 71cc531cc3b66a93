//! Reads what the desk shows to one officer.

use domain::{
    Alarm, ClosedLane, KioskDoubt, OpenTicket, QuarantinedResult, StoredCall, ticket_horizon,
};
use jiff::Timestamp;
use wire::Lane;

use super::{
    groups::GroupRow,
    session::Session,
    window::{CALL_WINDOW, MOST},
};
use crate::{Error, Server};

/// Calls and tickets of the officer's sites.
pub(super) struct DeskView {
    /// Alarms of sites whose officer lane is too slow.
    pub(super) alarms: Vec<Alarm>,
    /// Kiosks that cannot compare faces.
    pub(super) closed: Vec<ClosedLane>,
    /// Doubts about kiosks.
    pub(super) doubts: Vec<KioskDoubt>,
    /// Quarantined results, newest first.
    pub(super) quarantined: Vec<QuarantinedResult>,
    /// The last unanswered call of each kiosk within ten minutes, newest first.
    pub(super) calls: Vec<StoredCall>,
    /// Tickets that this officer has taken.
    pub(super) own: Vec<OpenTicket>,
    /// Tickets that wait for an officer, the longest wait first.
    pub(super) officer: Vec<OpenTicket>,
    /// Tickets that other officers have taken.
    pub(super) others: Vec<OpenTicket>,
    /// Tickets of the face lane that no officer has taken, newest first.
    pub(super) face: Vec<OpenTicket>,
    /// The site's groups of travellers.
    pub(super) groups: Vec<GroupRow>,
    /// When they were read.
    pub(super) now: Timestamp,
}

impl DeskView {
    /// Tickets of the last two hours.
    pub(super) async fn read(server: &Server, session: &Session) -> Result<Self, Error> {
        let now = Timestamp::now();
        let (since, scope) = (ticket_horizon(now), session.user.scope());
        let mut alarms = server.store.alarms().await?;
        alarms.retain(|alarm| scope.covers(&alarm.site));
        let closed = server.store.closed_lanes(&scope).await?;
        let doubts = server.store.doubts(&scope).await?;
        let quarantined = server.store.quarantined(since, &scope, MOST).await?;
        let calls = server
            .store
            .calls(now.checked_sub(CALL_WINDOW).unwrap_or(Timestamp::MIN), &scope, MOST)
            .await?;
        let officer = server.store.waiting(Lane::Officer, since, &scope, MOST).await?;
        let face = server.store.waiting(Lane::Face, since, &scope, MOST).await?;
        let taken = server.store.taken(since, &scope, MOST).await?;
        let is_own =
            |open: &OpenTicket| open.taken.as_ref().is_some_and(|(by, _)| *by == session.user.name);
        let groups = GroupRow::read(server, session, now).await?;
        let (own, others) = taken.into_iter().partition(is_own);
        Ok(Self {
            alarms,
            closed,
            doubts,
            quarantined,
            calls,
            own,
            officer,
            others,
            face,
            groups,
            now,
        })
    }
}
