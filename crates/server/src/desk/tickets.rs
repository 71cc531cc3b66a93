//! `/desk`: the waiting tickets and calls, and what officers do with them.

use axum::{
    extract::{Query, State},
    http::HeaderMap,
    response::Redirect,
};
use domain::{Handling, ticket_horizon};
use jiff::Timestamp;
use maud::Markup;
use serde::Deserialize;
use wire::KioskId;

use super::{
    action_notice::{ActionNotice, redirect_to_desk},
    form_action::{EmptyForm, FormAction},
    list, page,
    place::OfficerPlace,
    refusal::Refusal,
    session::{BackgroundSession, Officer, SignedIn},
    view::DeskView,
};
use crate::Server;

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

/// The page, complete without its script.
pub(super) async fn show(
    State(server): State<Server>,
    Query(query): Query<DeskQuery>,
    headers: HeaderMap,
    SignedIn { session, .. }: SignedIn<Officer>,
) -> Result<Markup, Refusal> {
    let notice =
        ActionNotice::ALL.into_iter().find(|notice| query.told.as_deref() == Some(notice.word()));
    let view = DeskView::read(&server, &session).await?;
    let place = OfficerPlace::of(&headers, &server);
    Ok(page::page(&view, &server.recognisers, &session, &place, notice))
}

/// The part of the page that changes.
pub(super) async fn list(
    State(server): State<Server>,
    BackgroundSession(session): BackgroundSession,
) -> Result<Markup, Refusal> {
    let view = DeskView::read(&server, &session).await?;
    Ok(list::list(&view, &server.recognisers, &session))
}

pub(super) async fn take(
    server: State<Server>,
    headers: HeaderMap,
    action: FormAction<Officer, TicketForm>,
) -> Result<Redirect, Refusal> {
    handle(server, headers, action, Handling::Take).await
}

pub(super) async fn put_back(
    server: State<Server>,
    headers: HeaderMap,
    action: FormAction<Officer, TicketForm>,
) -> Result<Redirect, Refusal> {
    handle(server, headers, action, Handling::PutBack).await
}

pub(super) async fn finish(
    server: State<Server>,
    headers: HeaderMap,
    action: FormAction<Officer, TicketForm>,
) -> Result<Redirect, Refusal> {
    handle(server, headers, action, Handling::Finish).await
}

async fn handle(
    State(server): State<Server>,
    headers: HeaderMap,
    FormAction { session, fields, .. }: FormAction<Officer, TicketForm>,
    handling: Handling,
) -> Result<Redirect, Refusal> {
    let ticket = fields.ticket.parse().map_err(|()| Refusal::Form)?;
    let (scope, place) = (session.user.scope(), OfficerPlace::of(&headers, &server));
    let done =
        server.store.handle(&session.user.name, handling, ticket, place.name(), &scope).await?;
    Ok(redirect_to_desk((!done).then_some(ActionNotice::Late)))
}

/// Assigns the ticket that has waited longest to the officer, and calls its traveller to the officer's
/// place.
pub(super) async fn call_next(
    State(server): State<Server>,
    headers: HeaderMap,
    FormAction { session, .. }: FormAction<Officer, EmptyForm>,
) -> Result<Redirect, Refusal> {
    let place = OfficerPlace::of(&headers, &server);
    if place.must_ask() {
        return Ok(redirect_to_desk(Some(ActionNotice::NoPlace)));
    }
    let (since, scope) = (ticket_horizon(Timestamp::now()), session.user.scope());
    let called = server.store.call_next(&session.user.name, since, place.name(), &scope).await?;
    Ok(redirect_to_desk((!called).then_some(ActionNotice::NoneWaiting)))
}

/// An officer answers the call of a kiosk.
pub(super) async fn answer(
    State(server): State<Server>,
    FormAction { session, fields, .. }: FormAction<Officer, CallForm>,
) -> Result<Redirect, Refusal> {
    let (kiosk, at) = fields.call.split_once('-').ok_or(Refusal::Form)?;
    let kiosk: KioskId = kiosk.parse().map_err(|_| Refusal::Form)?;
    let at =
        at.parse().ok().and_then(|milliseconds| Timestamp::from_millisecond(milliseconds).ok());
    let at = at.ok_or(Refusal::Form)?;
    let scope = session.user.scope();
    let answered = server.store.answer_call(&session.user.name, kiosk, at, &scope).await?;
    Ok(redirect_to_desk((!answered).then_some(ActionNotice::Late)))
}
