//! The frame of every page for a signed-in user.

use domain::Role;
use maud::{Markup, html};

use super::{document::document, session::Session};

/// A page of the desk.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum DeskPage {
    Tickets,
    Parity,
    Audit,
    Users,
    Kiosks,
    Password,
}

impl DeskPage {
    /// Address, name, and the lowest role that may see the page.
    fn entry(self) -> (&'static str, &'static str, Role) {
        match self {
            Self::Tickets => ("/desk", "Tickets", Role::Officer),
            Self::Parity => ("/desk/parity", "Waits", Role::Supervisor),
            Self::Audit => ("/desk/audit", "Audit", Role::Supervisor),
            Self::Users => ("/desk/users", "Users", Role::Administrator),
            Self::Kiosks => ("/desk/kiosks", "Kiosks", Role::Administrator),
            Self::Password => ("/desk/password", "Password", Role::Officer),
        }
    }
}

/// A page for a signed-in user. `tools` stand at the right of the heading.
pub(super) fn signed(
    session: &Session,
    page: DeskPage,
    title: &str,
    tools: &Markup,
    main: &Markup,
) -> Markup {
    let body = html! {
        header.bar {
            h1 { a href="/desk" { "Gangway " span.light { "desk" } } }
            (tools)
            (navigation(session, page))
        }
        main #main tabindex="-1" {
            @if session.is_trial() {
                p.banner {
                    "Trial: there is no sign-in. Every person who opens this page on this machine "
                    "may do everything."
                }
            }
            (main)
        }
    };
    document(title, &body)
}

fn navigation(session: &Session, here: DeskPage) -> Markup {
    let places = [
        DeskPage::Tickets,
        DeskPage::Parity,
        DeskPage::Audit,
        DeskPage::Users,
        DeskPage::Kiosks,
        DeskPage::Password,
    ];
    let is_shown = |page: &DeskPage| {
        let (_, _, role) = page.entry();
        session.user.role >= role && !(session.is_trial() && *page == DeskPage::Password)
    };
    html! {
        nav aria-label="Desk" {
            ul {
                @for page in places.into_iter().filter(is_shown) {
                    @let (path, name, _) = page.entry();
                    li { a href=(path) aria-current=[(page == here).then_some("page")] { (name) } }
                }
            }
            p.user {
                (session.user.name) ", " (session.user.role.word())
                @if let Some(site) = session.user.scope().site() { ", " (site) }
            }
            @if !session.is_trial() {
                form method="post" action="/desk/sign-out" {
                    (token(session))
                    button.plain { "Sign out" }
                }
            }
        }
    }
}

/// The hidden field with the token of a session's forms.
pub(super) fn token(session: &Session) -> Markup {
    html! { input type="hidden" name="token" value=(session.form); }
}
