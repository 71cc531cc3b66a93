//! A row of the audit as it is hashed in the chain.

use serde_json::json;

use crate::digest;

/// The head of the chain: the position of its last row, and the hash of everything up to there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ChainHead {
    /// The position of the last row, from 1; 0 for an empty chain.
    pub position: i64,
    /// The hash, in hexadecimal.
    pub link: String,
}

/// A row, exactly as it is stored.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AuditRow {
    /// Its position in the chain and the hash of everything before; `None` if the row is older than
    /// the chain.
    pub chained: Option<(i64, String)>,
    /// The row's id: its time and 64 random bits, so that the content of a deleted row cannot be
    /// guessed and confirmed from hashes.
    pub number: String,
    /// Milliseconds since 1970-01-01 UTC.
    pub at: i64,
    /// The user who acted, if it was one.
    pub who: Option<String>,
    /// The word of the action.
    pub did: String,
    /// The site of the subject; empty if it belongs to all sites.
    pub site: Option<String>,
    /// The kiosk, if the subject is one or was issued by one.
    pub kiosk: Option<String>,
    /// The ticket's number, if the subject is a ticket.
    pub ticket: Option<i64>,
    /// The id of the ticket's result.
    pub id: Option<String>,
    /// The user, if the subject is one.
    pub name: Option<String>,
    /// The retention class.
    pub class: String,
}

impl AuditRow {
    /// The head of a chain that ends with this row; `None` if the row is older than the chain.
    pub fn end(&self) -> Option<ChainHead> {
        let Self { chained, number, at, who, did, site, kiosk, ticket, id, name, class } = self;
        let (position, previous) = chained.as_ref()?;
        // A JSON array is unambiguous: two different rows never have the same text.
        let text = json!([
            "gangway-audit",
            position,
            previous,
            number,
            at,
            who,
            did,
            site,
            kiosk,
            ticket,
            id,
            name,
            class
        ]);
        Some(ChainHead {
            position: *position,
            link: digest::sha256_hex(text.to_string().as_bytes()),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn line() -> AuditRow {
        let text = |text: &str| Some(text.to_owned());
        AuditRow {
            chained: Some((2, "0".repeat(64))),
            number: "00".into(),
            at: 7,
            who: text("ada"),
            did: "take".into(),
            site: text("Pier 2"),
            kiosk: text("0007"),
            ticket: Some(42),
            id: text("ab"),
            name: None,
            class: "audit".into(),
        }
    }

    #[test]
    fn s14_every_part_of_a_line_is_in_its_hash() {
        let other = |change: fn(&mut AuditRow)| {
            let mut line = line();
            change(&mut line);
            line.end().unwrap().link
        };
        let links = [
            other(|_| ()),
            other(|row| row.chained = Some((3, "0".repeat(64)))),
            other(|row| row.chained = Some((2, "1".repeat(64)))),
            other(|row| row.number = "01".into()),
            other(|row| row.at = 8),
            other(|row| row.who = None),
            other(|row| row.did = "finish".into()),
            other(|row| row.site = None),
            other(|row| row.kiosk = Some("0008".into())),
            other(|row| row.ticket = None),
            other(|row| row.id = Some("ac".into())),
            other(|row| row.name = Some("ab".into())),
            other(|row| row.class = String::new()),
        ];
        let different: std::collections::BTreeSet<_> = links.iter().collect();
        assert_eq!(different.len(), links.len());
    }
}
