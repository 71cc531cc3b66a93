//! The audit in the store. No function changes a row; only the sweeper deletes old ones.

use domain::{Actor, AuditAction, AuditEntry, AuditSubject, Scope, UserName, audit::AuditRow};
use jiff::Timestamp;
use sqlx::{Any, Row, Transaction, any::AnyRow};
use wire::{KioskId, Ticket};

use crate::{Error, Store, audit_chain, row};

/// The retention class of the audit.
const CLASS: &str = "audit";

/// Selects a part of the audit.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct AuditFilter {
    /// Entries that this user has caused, or that concern it.
    pub user: Option<UserName>,
    /// Entries about tickets of this number.
    pub ticket: Option<(KioskId, Ticket)>,
}

impl Store {
    /// Adds an entry without another change.
    pub async fn record(&self, entry: &AuditEntry) -> Result<(), Error> {
        let mut transaction = self.begin().await?;
        record(entry, &mut transaction).await?;
        Ok(transaction.commit().await?)
    }

    /// The newest entries of these sites, newest first, `limit` at most.
    pub async fn audit(
        &self,
        scope: &Scope,
        filter: &AuditFilter,
        limit: u16,
    ) -> Result<Vec<AuditEntry>, Error> {
        let user = filter.user.as_ref().map(ToString::to_string);
        let rows = sqlx::query(
            "select * from audit where (cast($1 as text) is null or site = $1) \
             and (cast($2 as text) is null or who = $2 or name = $2) \
             and (cast($3 as text) is null or (kiosk = $3 and ticket = $4)) \
             order by at desc, number limit $5",
        )
        .bind(scope.site().map(str::to_owned))
        .bind(user)
        .bind(filter.ticket.map(|(kiosk, _)| kiosk.to_string()))
        .bind(filter.ticket.map(|(_, ticket)| i64::from(u16::from(ticket))))
        .bind(i64::from(limit))
        .fetch_all(&self.0.read)
        .await?;
        rows.iter().map(read).collect()
    }
}

/// An entry with the present time.
pub(crate) fn now(actor: &Actor, action: AuditAction, subject: AuditSubject) -> AuditEntry {
    AuditEntry { at: Timestamp::now(), actor: actor.clone(), action, subject }
}

/// Adds an entry in the transaction of the change that it records.
pub(crate) async fn record(
    entry: &AuditEntry,
    transaction: &mut Transaction<'_, Any>,
) -> Result<(), Error> {
    let AuditEntry { at, actor, action, subject } = entry;
    let who = match actor {
        Actor::User(name) => Some(name.to_string()),
        Actor::Unidentified | Actor::Kiosk => None,
    };
    let (mut site, mut number, mut id, mut name, mut kiosk) = (None, None, None, None, None);
    match subject {
        AuditSubject::Ticket { site: at, kiosk: of, ticket, id: result } => {
            (site, kiosk) = (Some(at.clone()), Some(of.to_string()));
            (number, id) = (Some(i64::from(u16::from(*ticket))), Some(result.to_string()));
        }
        AuditSubject::Kiosk { site: at, kiosk: of } => {
            (site, kiosk) = (Some(at.clone()), Some(of.to_string()));
        }
        AuditSubject::User { site: at, name: of } => {
            (site, name) = (at.clone(), Some(of.to_string()))
        }
        AuditSubject::Group { site: at, name: of } => {
            (site, name) = (Some(at.clone()), Some(of.clone()));
        }
        AuditSubject::Unknown => (),
    }
    let random = getrandom::u64().map_err(|_| Error::Random)?;
    let line = AuditRow {
        chained: None,
        // Sorts by time, and is unique even within a millisecond.
        number: format!("{:016x}{random:016x}", at.as_millisecond()),
        at: at.as_millisecond(),
        who,
        did: action.word().into(),
        site: Some(site.unwrap_or_default()),
        kiosk,
        ticket: number,
        id,
        name,
        class: CLASS.into(),
    };
    let line = audit_chain::append(line, transaction).await?;
    let (position, previous) = line.chained.unzip();
    sqlx::query(
        "insert into audit \
         (number, at, who, did, site, kiosk, ticket, id, name, class, place, previous) \
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)",
    )
    .bind(line.number)
    .bind(line.at)
    .bind(line.who)
    .bind(line.did)
    .bind(line.site)
    .bind(line.kiosk)
    .bind(line.ticket)
    .bind(line.id)
    .bind(line.name)
    .bind(line.class)
    .bind(position)
    .bind(previous)
    .execute(&mut **transaction)
    .await?;
    Ok(())
}

fn read(row: &AnyRow) -> Result<AuditEntry, Error> {
    let user = |text: &str| text.parse::<UserName>().map_err(|_| Error::Damaged);
    let did: &str = row.try_get("did")?;
    let site: String = row.try_get("site")?;
    let kiosk = row.try_get::<Option<&str>, _>("kiosk")?.map(row::id).transpose()?;
    let id = row.try_get::<Option<&str>, _>("id")?.map(row::id).transpose()?;
    let action =
        AuditAction::ALL.into_iter().find(|action| action.word() == did).ok_or(Error::Damaged)?;
    let is_of_group = matches!(action, AuditAction::CallGroup | AuditAction::TakeGroupBack);
    let name: Option<&str> = row.try_get("name")?;
    let subject = match (kiosk, id, name) {
        (None, None, Some(name)) if is_of_group => {
            AuditSubject::Group { site, name: name.to_owned() }
        }
        (Some(kiosk), Some(id), None) => {
            let number = row::number::<u16>(row, "ticket")?;
            let ticket = Ticket::try_from(number).map_err(|_| Error::Damaged)?;
            AuditSubject::Ticket { site, kiosk, ticket, id }
        }
        (Some(kiosk), None, None) => AuditSubject::Kiosk { site, kiosk },
        (None, None, Some(name)) => {
            let site = Some(site).filter(|site| !site.is_empty());
            AuditSubject::User { site, name: user(name)? }
        }
        _ => AuditSubject::Unknown,
    };
    Ok(AuditEntry {
        at: Timestamp::from_millisecond(row.try_get("at")?).map_err(|_| Error::Damaged)?,
        actor: match row.try_get::<Option<&str>, _>("who")? {
            Some(name) => Actor::User(user(name)?),
            // Only kiosks do these.
            None if matches!(action, AuditAction::DeclareBacklog | AuditAction::AskKey) => {
                Actor::Kiosk
            }
            None => Actor::Unidentified,
        },
        action,
        subject,
    })
}
