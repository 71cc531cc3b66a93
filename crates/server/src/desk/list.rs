//! The calls and tickets, as HTML: the part of the page that changes.

use domain::OpenTicket;
use maud::{Markup, html};
use wire::Lane;

use super::{
    calls, closed, doubts, frame, groups, labels, parity, session::Session, time::time,
    view::DeskView, window::MOST,
};
use crate::Recognisers;

/// What officers can do with a ticket: the address's end, and the word on the button.
#[derive(Clone, Copy)]
enum Action {
    Take,
    Finish,
    PutBack,
}

impl Action {
    fn entry(self) -> (&'static str, &'static str, &'static str) {
        match self {
            Self::Take => ("/desk/tickets/take", "Take", "plain"),
            Self::Finish => ("/desk/tickets/finish", "Finish", "main"),
            Self::PutBack => ("/desk/tickets/put-back", "Put back", "plain"),
        }
    }
}

/// The page's title, so that calls and the officer lane's count show on the browser's tab.
pub(super) fn title(view: &DeskView) -> String {
    let calls = calls::title(&view.calls);
    match view.officer.len() {
        0 => format!("{calls}Gangway desk"),
        waiting => format!("{calls}({waiting}) Gangway desk"),
    }
}

/// Alarms, calls, groups, the officer's tickets, waiting tickets, others' tickets, and the face lane. The
/// script replaces the former list by it, reads the title from it, and reloads it when a call ends.
pub(super) fn list(view: &DeskView, recognisers: &Recognisers, session: &Session) -> Markup {
    let (now, until) = (view.now.as_millisecond(), calls::until(&view.calls));
    let one = |actions: &'static [Action]| {
        move |open: &OpenTicket| ticket(open, actions, recognisers, session)
    };
    html! {
        (parity::banner(&view.alarms))
        (doubts::banner(&view.doubts))
        (closed::banner(&view.closed))
        (calls::section(&view.calls, session))
        (groups::section(&view.groups, session))
        div.lanes data-title=(title(view)) data-now=(now) data-until=[until] {
            @if !view.own.is_empty() {
                (section("own", "With you", &view.own, one(&[Action::Finish, Action::PutBack])))
            }
            (waiting(view, session, one(&[Action::Take])))
            @if !view.others.is_empty() {
                @let actions = one(&[Action::Finish, Action::PutBack]);
                (section("others", "With other officers", &view.others, actions))
            }
            (doubts::section(&view.quarantined))
            (section("face", labels::lane(Lane::Face), &view.face, one(&[Action::Finish])))
        }
    }
}

/// The officer lane, and the button that calls the first of it.
fn waiting(view: &DeskView, session: &Session, one: impl Fn(&OpenTicket) -> Markup) -> Markup {
    let lane = section("officer", labels::lane(Lane::Officer), &view.officer, one);
    html! {
        form.next method="post" action="/desk/tickets/next" {
            (frame::token(session))
            button.main #next disabled[view.officer.is_empty()] { "Call next" }
        }
        (lane)
    }
}

fn section(
    id: &'static str,
    name: &str,
    tickets: &[OpenTicket],
    one: impl Fn(&OpenTicket) -> Markup,
) -> Markup {
    html! {
        section class=(format_args!("lane {id}")) aria-labelledby=(id) {
            h2 id=(id) { (name) " " span.count { (tickets.len()) } }
            @if tickets.is_empty() {
                p.empty { (labels::empty(id == "officer")) }
            } @else {
                ol { @for open in tickets { (one(open)) } }
            }
            @if tickets.len() == usize::from(MOST) {
                p.empty { "Only " (MOST) " are shown." }
            }
        }
    }
}

/// Its `id` lets the script restore the focus.
fn ticket(
    open: &OpenTicket,
    actions: &[Action],
    recognisers: &Recognisers,
    session: &Session,
) -> Markup {
    let (message, key) = (&open.result.message, open.key());
    let name = message.ticket.at(message.kiosk);
    let shows_site = session.user.scope().site().is_none() && !open.site.is_empty();
    html! {
        li id=(format_args!("t-{key}")) tabindex="-1" {
            p.number { (name) }
            p.outcome { (labels::outcome(message.end.outcome())) }
            p.since {
                @if let Some((by, at)) = &open.taken {
                    @if *by != session.user.name { "With " strong { (by) } ", taken " }
                    @else { "Taken " }
                    (time(*at))
                    @if let Some(place) = &open.place { ", called to " strong { (place) } }
                    ". "
                }
                "Came " (time(open.result.came()))
                @if shows_site { ". " (open.site) }
            }
            @if let Some(comparison) = message.end.comparison() {
                dl {
                    div {
                        dt { "Document photo" }
                        dd { (labels::document(comparison.document)) }
                    }
                    div {
                        dt { "Compared by" }
                        dd { (labels::recogniser(comparison, recognisers)) }
                    }
                }
            }
            form.actions method="post" {
                (frame::token(session))
                input type="hidden" name="ticket" value=(key);
                @for action in actions {
                    @let (path, word, class) = action.entry();
                    button class=(class) formaction=(path) { (word) span.spoken { " " (name) } }
                }
            }
        }
    }
}
