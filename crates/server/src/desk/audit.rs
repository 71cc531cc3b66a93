//! `/desk/audit`: who did what to which ticket.

use axum::extract::{Query, State};
use domain::{Actor, AuditAction, AuditEntry, AuditSubject};
use maud::{Markup, html};
use serde::Deserialize;
use store::AuditFilter;
use wire::{KioskId, Ticket};

use super::{
    frame::{self, DeskPage},
    refusal::Refusal,
    session::{Session, SignedIn, Supervisor},
    time::date,
};
use crate::{Server, desk::document};

/// The most entries of a page; a filter finds older ones.
const MOST: u16 = 200;

/// The query of the page.
#[derive(Deserialize)]
pub(super) struct AuditQuery {
    #[serde(default)]
    user: String,
    #[serde(default)]
    ticket: String,
}

pub(super) async fn show(
    State(server): State<Server>,
    Query(query): Query<AuditQuery>,
    SignedIn { session, .. }: SignedIn<Supervisor>,
) -> Result<Markup, Refusal> {
    let entries = match query.filter() {
        Some(filter) => Some(server.store.audit(&session.user.scope(), &filter, MOST).await?),
        None => None,
    };
    Ok(page(&session, &query, entries.as_deref()))
}

impl AuditQuery {
    /// `None` if the text is not a valid name, or not a valid ticket.
    fn filter(&self) -> Option<AuditFilter> {
        let (user, ticket) = (self.user.trim(), self.ticket.trim());
        let user = if user.is_empty() { None } else { Some(user.parse().ok()?) };
        let ticket = if ticket.is_empty() { None } else { Some(read(ticket)?) };
        Some(AuditFilter { user, ticket })
    }
}

/// A ticket as the desk writes it, such as `07-042`.
fn read(text: &str) -> Option<(KioskId, Ticket)> {
    let (kiosk, number) = text.split_once('-')?;
    let kiosk = KioskId(u16::from_str_radix(kiosk, 16).ok()?);
    Some((kiosk, Ticket::try_from(number.parse::<u16>().ok()?).ok()?))
}

fn page(session: &Session, query: &AuditQuery, entries: Option<&[AuditEntry]>) -> Markup {
    let main = html! {
        h2 { "Who did what" }
        form.filter method="get" action="/desk/audit" {
            label for="user" { "User" }
            input #user name="user" value=(query.user) maxlength="32" autocapitalize="none"
                spellcheck="false" autocomplete="off";
            label for="ticket" { "Ticket" }
            input #ticket name="ticket" value=(query.ticket) maxlength="8" placeholder="07-042"
                spellcheck="false" autocomplete="off";
            button.main { "Find" }
        }
        @match entries {
            None => (document::notice("That is no name of a user, or no ticket such as 07-042.")),
            Some([]) => (document::notice("There is nothing.")),
            Some(entries) => {
                ol.rows.deeds { @for entry in entries { li { (sentence(entry)) } } }
                p.empty {
                    @if entries.len() == usize::from(MOST) { "Only the newest " (MOST) " are shown." }
                }
            }
        }
    };
    let title = "Audit · Gangway desk";
    frame::signed(session, DeskPage::Audit, title, &html! {}, &main)
}

fn sentence(entry: &AuditEntry) -> Markup {
    let AuditEntry { at, actor, action, subject } = entry;
    let is_own = matches!(action, AuditAction::SignIn | AuditAction::SignOut);
    html! {
        p { (date(*at)) }
        p {
            strong {
                @match (actor, action) {
                    (Actor::User(name), _) => (name),
                    (Actor::Unidentified, AuditAction::Refused) => "A person",
                    (Actor::Unidentified, _) => "The command line",
                    (Actor::Kiosk, _) => "The kiosk",
                }
            }
            " " (action.text().to_lowercase()) " "
            @match subject {
                AuditSubject::Ticket { kiosk, ticket, .. } => (ticket.at(*kiosk)),
                AuditSubject::Kiosk { kiosk, .. } => (kiosk),
                AuditSubject::User { .. } if is_own => "",
                AuditSubject::User { name, .. } => (name),
                AuditSubject::Group { name, .. } => (name),
                AuditSubject::Unknown => "a user that is not there",
            }
        }
        p {
            @match subject {
                AuditSubject::Ticket { site, .. }
                | AuditSubject::Kiosk { site, .. }
                | AuditSubject::Group { site, .. } => (site),
                AuditSubject::User { site, .. } => (site.as_deref().unwrap_or_default()),
                AuditSubject::Unknown => "",
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_ticket_is_found_as_it_is_written() {
        let ticket = Ticket::try_from(42).unwrap();
        for kiosk in [KioskId(7), KioskId(0xabc)] {
            assert_eq!(read(&ticket.at(kiosk)), Some((kiosk, ticket)));
        }
        for text in ["07", "07-", "-042", "07-0", "xx-042", "07-1000"] {
            assert_eq!(read(text), None, "{text}");
        }
    }
}
