//! `/desk`: the waiting tickets and calls, and what officers do with them.

use axum::{
    extract::{Query, State},
    response::Redirect,
};
use jiff::Timestamp;
use maud::Markup;
use serde::Deserialize;
use wire::KioskId;

use super::{
    act::{Act, EmptyForm},
    horizon, list, page,
    refusal::Refusal,
    session::{Officer, Signed, Watching},
    view::DeskView,
};
use crate::{Server, store::Handling};

/// The outcome of the last change; the page's address carries it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum ActionNotice {
    /// Another officer has handled it before.
    Late,
    /// No traveller waits.
    NoneWaiting,
}

#[derive(Deserialize)]
pub(super) struct DeskQuery {
    told: Option<String>,
}

/// The form that names a ticket.
#[derive(Deserialize)]
pub(super) struct TicketForm {
    ticket: String,
}

/// The form that names a call: the kiosk, and the time of its last call.
#[derive(Deserialize)]
pub(super) struct CallForm {
    call: String,
}

impl ActionNotice {
    const ALL: [Self; 2] = [Self::Late, Self::NoneWaiting];

    fn word(self) -> &'static str {
        match self {
            Self::Late => "late",
            Self::NoneWaiting => "none",
        }
    }

    /// The text that the page shows.
    pub(super) fn text(self) -> &'static str {
        match self {
            Self::Late => "Another officer was quicker. The list is up to date now.",
            Self::NoneWaiting => "No traveller waits for an officer.",
        }
    }
}

/// The page, complete without its script.
pub(super) async fn show(
    State(server): State<Server>,
    Query(asked): Query<DeskQuery>,
    Signed { session, .. }: Signed<Officer>,
) -> Result<Markup, Refusal> {
    let notice =
        ActionNotice::ALL.into_iter().find(|notice| asked.told.as_deref() == Some(notice.word()));
    let view = DeskView::read(&server, &session).await?;
    Ok(page::page(&view, &server.recognisers, &session, notice))
}

/// The part of the page that changes.
pub(super) async fn list(
    State(server): State<Server>,
    Watching(session): Watching,
) -> Result<Markup, Refusal> {
    let view = DeskView::read(&server, &session).await?;
    Ok(list::list(&view, &server.recognisers, &session))
}

pub(super) async fn take(
    server: State<Server>,
    act: Act<Officer, TicketForm>,
) -> Result<Redirect, Refusal> {
    handle(server, act, Handling::Take).await
}

pub(super) async fn put_back(
    server: State<Server>,
    act: Act<Officer, TicketForm>,
) -> Result<Redirect, Refusal> {
    handle(server, act, Handling::PutBack).await
}

pub(super) async fn finish(
    server: State<Server>,
    act: Act<Officer, TicketForm>,
) -> Result<Redirect, Refusal> {
    handle(server, act, Handling::Finish).await
}

async fn handle(
    State(server): State<Server>,
    Act { by, asked, .. }: Act<Officer, TicketForm>,
    handling: Handling,
) -> Result<Redirect, Refusal> {
    let ticket = asked.ticket.parse().map_err(|()| Refusal::Form)?;
    let scope = by.user.scope();
    let done = server.store.handle(&by.user.name, handling, ticket, &scope).await?;
    Ok(redirect_to_desk((!done).then_some(ActionNotice::Late)))
}

/// Assigns the ticket that has waited longest to the officer.
pub(super) async fn call_next(
    State(server): State<Server>,
    Act { by, .. }: Act<Officer, EmptyForm>,
) -> Result<Redirect, Refusal> {
    let since = horizon(Timestamp::now());
    let called = server.store.call_next(&by.user.name, since, &by.user.scope()).await?;
    Ok(redirect_to_desk((!called).then_some(ActionNotice::NoneWaiting)))
}

/// An officer answers the call of a kiosk.
pub(super) async fn answer(
    State(server): State<Server>,
    Act { by, asked, .. }: Act<Officer, CallForm>,
) -> Result<Redirect, Refusal> {
    let (kiosk, at) = asked.call.split_once('-').ok_or(Refusal::Form)?;
    let kiosk: KioskId = kiosk.parse().map_err(|_| Refusal::Form)?;
    let at =
        at.parse().ok().and_then(|milliseconds| Timestamp::from_millisecond(milliseconds).ok());
    let at = at.ok_or(Refusal::Form)?;
    let scope = by.user.scope();
    let answered = server.store.answer_call(&by.user.name, kiosk, at, &scope).await?;
    Ok(redirect_to_desk((!answered).then_some(ActionNotice::Late)))
}

fn redirect_to_desk(notice: Option<ActionNotice>) -> Redirect {
    match notice {
        Some(notice) => Redirect::to(&format!("/desk?told={}", notice.word())),
        None => Redirect::to("/desk"),
    }
}
