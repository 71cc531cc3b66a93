//! `/desk/audit`: who did what to which ticket.

use axum::extract::{Query, State};
use maud::{Markup, html};
use serde::Deserialize;
use wire::{KioskId, Ticket};

use super::{
    frame::{self, Place},
    page::date,
    refusal::Refusal,
    session::{Session, Signed, Supervisor},
};
use crate::{Deed, Did, Server, Who, deed::About, store::Filter};

/// How many lines are shown: more are found by a filter.
const MOST: u16 = 200;

/// What is looked for.
#[derive(Deserialize)]
pub(super) struct Asked {
    #[serde(default)]
    user: String,
    #[serde(default)]
    ticket: String,
}

pub(super) async fn show(
    State(server): State<Server>,
    Query(asked): Query<Asked>,
    Signed { session, .. }: Signed<Supervisor>,
) -> Result<Markup, Refusal> {
    let deeds = match asked.filter() {
        Some(filter) => Some(server.store.audit(&session.user.scope(), &filter, MOST).await?),
        None => None,
    };
    Ok(page(&session, &asked, deeds.as_deref()))
}

impl Asked {
    /// None if what was typed is no name, or no ticket.
    fn filter(&self) -> Option<Filter> {
        let (user, ticket) = (self.user.trim(), self.ticket.trim());
        let user = if user.is_empty() { None } else { Some(user.parse().ok()?) };
        let ticket = if ticket.is_empty() { None } else { Some(read(ticket)?) };
        Some(Filter { user, ticket })
    }
}

/// A ticket as the desk writes it, such as `07-042`.
fn read(text: &str) -> Option<(KioskId, Ticket)> {
    let (kiosk, number) = text.split_once('-')?;
    let kiosk = KioskId(u16::from_str_radix(kiosk, 16).ok()?);
    Some((kiosk, Ticket::try_from(number.parse::<u16>().ok()?).ok()?))
}

fn page(session: &Session, asked: &Asked, deeds: Option<&[Deed]>) -> Markup {
    let main = html! {
        h2 { "Who did what" }
        form.filter method="get" action="/desk/audit" {
            label for="user" { "User" }
            input #user name="user" value=(asked.user) maxlength="32" autocapitalize="none"
                spellcheck="false" autocomplete="off";
            label for="ticket" { "Ticket" }
            input #ticket name="ticket" value=(asked.ticket) maxlength="8" placeholder="07-042"
                spellcheck="false" autocomplete="off";
            button.main { "Find" }
        }
        @match deeds {
            None => (frame::notice("That is no name of a user, or no ticket such as 07-042.")),
            Some([]) => (frame::notice("There is nothing.")),
            Some(deeds) => {
                ol.rows.deeds { @for deed in deeds { li { (sentence(deed)) } } }
                p.empty {
                    @if deeds.len() == usize::from(MOST) { "Only the newest " (MOST) " are shown." }
                }
            }
        }
    };
    let title = "Audit · Gangway desk";
    frame::signed(session, Place::Audit, title, &html! {}, &main)
}

fn sentence(deed: &Deed) -> Markup {
    let Deed { at, who, did, about } = deed;
    let is_own = matches!(did, Did::SignIn | Did::SignOut);
    html! {
        p { (date(*at)) }
        p {
            strong {
                @match (who, did) {
                    (Who::User(name), _) => (name),
                    (Who::Nobody, Did::Refused) => "Somebody",
                    (Who::Nobody, _) => "The command line",
                    (Who::Kiosk, _) => "The kiosk",
                }
            }
            " " (did.text().to_lowercase()) " "
            @match about {
                About::Ticket { kiosk, ticket, .. } => (ticket.at(*kiosk)),
                About::Kiosk { kiosk, .. } => (kiosk),
                About::User { .. } if is_own => "",
                About::User { name, .. } => (name),
                About::Nothing => "a user that is not there",
            }
        }
        p {
            @match about {
                About::Ticket { site, .. } | About::Kiosk { site, .. } => (site),
                About::User { site, .. } => (site.as_deref().unwrap_or_default()),
                About::Nothing => "",
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
