//! Tickets at the desk, and what officers do with them.

use std::{fmt, str::FromStr, time::Duration};

use jiff::Timestamp;
use wire::{KioskId, Ticket};

use crate::{audit::AuditAction, results::StoredResult, user::UserName};

/// How far back the desk looks for tickets.
const WINDOW: Duration = Duration::from_secs(2 * 60 * 60);

/// Tickets that [came](StoredResult::came) before this time are not shown any more.
pub fn ticket_horizon(now: Timestamp) -> Timestamp {
    // Saturates at the smallest timestamp, which no real clock shows.
    now.checked_sub(WINDOW).unwrap_or(Timestamp::MIN)
}

/// Identifies a ticket to the desk without the id of its result: that id would link a receipt to
/// its traveller.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TicketKey {
    /// The kiosk that issued it.
    pub kiosk: KioskId,
    /// Its number.
    pub ticket: Ticket,
    /// When its result was received.
    pub received: Timestamp,
}

/// A ticket that is not finished.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OpenTicket {
    /// Its result.
    pub result: StoredResult,
    /// The site of its kiosk.
    pub site: String,
    /// Which officer has taken it, and when.
    pub taken: Option<(UserName, Timestamp)>,
    /// Where that officer calls the traveller to, if the officer has said so.
    pub place: Option<String>,
}

/// A ticket whose traveller is called.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CalledTicket {
    /// The kiosk that issued it.
    pub kiosk: KioskId,
    /// Its number.
    pub ticket: Ticket,
    /// Where the traveller is called to.
    pub place: String,
}

/// A ticket that its traveller follows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FollowedTicket {
    /// The ticket as the desk has it.
    pub open: OpenTicket,
    /// Whether an officer has finished it.
    pub is_done: bool,
}

/// An action on a ticket.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Handling {
    /// Assigns a waiting ticket to the officer.
    Take,
    /// The same for the ticket that has waited longest.
    CallNext,
    /// Puts a taken ticket back to the waiting ones.
    PutBack,
    /// Removes the ticket from the desk. If no officer had taken it, this one has.
    Finish,
}

impl OpenTicket {
    /// Its key.
    pub fn key(&self) -> TicketKey {
        let StoredResult { message, received, .. } = self.result;
        TicketKey { kiosk: message.kiosk, ticket: message.ticket, received }
    }
}

impl Handling {
    /// The action as the audit records it.
    pub fn action(self) -> AuditAction {
        match self {
            Self::Take => AuditAction::Take,
            Self::CallNext => AuditAction::CallNext,
            Self::PutBack => AuditAction::PutBack,
            Self::Finish => AuditAction::Finish,
        }
    }
}

impl fmt::Display for TicketKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { kiosk, ticket, received } = self;
        write!(f, "{kiosk}-{ticket}-{}", received.as_millisecond())
    }
}

impl FromStr for TicketKey {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, ()> {
        let mut parts = text.splitn(3, '-');
        let mut part = || parts.next().ok_or(());
        let kiosk = part()?.parse().map_err(drop)?;
        let number: u16 = part()?.parse().map_err(drop)?;
        let received = Timestamp::from_millisecond(part()?.parse().map_err(drop)?).map_err(drop)?;
        Ok(Self { kiosk, ticket: Ticket::try_from(number).map_err(drop)?, received })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_name_of_a_ticket_is_read_as_it_is_written() {
        let key: TicketKey = "0007-042-1790000009123".parse().unwrap();
        assert_eq!(key.to_string(), "0007-042-1790000009123");
        for text in ["", "0007", "0007-042", "0007-0-1", "07-042-1", "0007-042-x", "0007-042-"] {
            assert_eq!(text.parse::<TicketKey>(), Err(()), "{text:?}");
        }
    }
}
