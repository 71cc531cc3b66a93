//! The state of sending kiosks in the store: last tickets and declared backlogs.

use std::collections::HashMap;

use domain::{
    Actor, AuditAction, AuditEntry, AuditSubject, DeskEvent,
    conduct::{self, Allowance, SenderState},
};
use jiff::Timestamp;
use sqlx::{Any, AssertSqlSafe, Row, Transaction, any::AnyRow};
use wire::{Backlog, KioskId, PublicKey, Ticket};

use crate::{Database, Error, Store, audit, row};

/// The sender of a result: kiosk and key.
pub(crate) type SenderKey = (KioskId, PublicKey);

/// The states of the senders of one commit.
pub(crate) struct SenderStates {
    states: HashMap<SenderKey, SenderState>,
    /// The states as they were read.
    before: HashMap<SenderKey, SenderState>,
}

impl SenderStates {
    /// Reads the states of these senders, and locks them against other processes.
    pub(crate) async fn read(
        senders: &[SenderKey],
        is_shared: bool,
        transaction: &mut Transaction<'_, Any>,
    ) -> Result<Self, Error> {
        let mut states = HashMap::new();
        if senders.is_empty() {
            return Ok(Self { states, before: HashMap::new() });
        }
        let mut kiosks: Vec<_> = senders.iter().map(|sender| sender.0).collect();
        kiosks.dedup();
        let placeholders: Vec<_> = (1..=kiosks.len()).map(|number| format!("${number}")).collect();
        let placeholders = placeholders.join(",");
        // Locked in a fixed order, so that two groups with the same kiosks cannot deadlock.
        let lock = if is_shared { "for no key update" } else { "" };
        let of_kiosks = format!(
            "select kiosk, backlog, backlog_oldest from kiosks where kiosk in ({placeholders}) \
             order by kiosk {lock}"
        );
        let of_keys =
            format!("select kiosk, key, ticket from keys where kiosk in ({placeholders})");
        let rows = |statement: String| {
            let query = sqlx::query(AssertSqlSafe(statement));
            kiosks.iter().fold(query, |query, kiosk| query.bind(kiosk.to_string()))
        };
        let mut backlogs = HashMap::new();
        for row in &rows(of_kiosks).fetch_all(&mut **transaction).await? {
            let kiosk: KioskId = row::id(row.try_get("kiosk")?)?;
            let backlog = (row::number(row, "backlog")?, row::number(row, "backlog_oldest")?);
            backlogs.insert(kiosk, backlog);
        }
        let mut tickets = HashMap::new();
        for row in &rows(of_keys).fetch_all(&mut **transaction).await? {
            let key = PublicKey::try_from(row.try_get::<&str, _>("key")?);
            let sender: SenderKey =
                (row::id(row.try_get("kiosk")?)?, key.map_err(|_| Error::Damaged)?);
            tickets.insert(sender, ticket(row)?);
        }
        for sender in senders {
            let (backlog, oldest) = backlogs.get(&sender.0).copied().unwrap_or_default();
            let ticket = tickets.get(sender).copied().flatten();
            states.insert(*sender, SenderState { ticket, backlog, oldest });
        }
        Ok(Self { before: states.clone(), states })
    }

    /// The state of a sender. All keys of a kiosk share a backlog: see [`SenderStates::settle`].
    pub(crate) fn state_of(&mut self, sender: SenderKey) -> &mut SenderState {
        self.states.entry(sender).or_default()
    }

    /// Copies the backlog of a sender to the other key of its kiosk.
    pub(crate) fn settle(&mut self, sender: SenderKey) {
        let Some(backlog) = self.states.get(&sender).map(|state| state.backlog) else { return };
        for (other, state) in &mut self.states {
            if other.0 == sender.0 {
                state.backlog = backlog;
            }
        }
    }

    /// Writes the changed states.
    pub(crate) async fn write(self, transaction: &mut Transaction<'_, Any>) -> Result<(), Error> {
        let changed =
            |entry: &&(SenderKey, SenderState)| self.before.get(&entry.0) != Some(&entry.1);
        let mut all: Vec<_> = self.states.iter().map(|entry| (*entry.0, *entry.1)).collect();
        all.sort_by_key(|((kiosk, key), _)| (*kiosk, key.0));
        let all: Vec<_> = all.iter().filter(changed).copied().collect();
        if all.is_empty() {
            return Ok(());
        }
        let rows: Vec<_> = (0..all.len())
            .map(|at| {
                let at = at * 3;
                format!(
                    "(cast(${} as text), cast(${} as text), cast(${} as bigint))",
                    at + 1,
                    at + 2,
                    at + 3
                )
            })
            .collect();
        let statement = format!(
            "update keys set ticket = told.column3 from (values {}) as told \
             where keys.kiosk = told.column1 and keys.key = told.column2",
            rows.join(",")
        );
        let query = sqlx::query(AssertSqlSafe(statement));
        let query = all.iter().fold(query, |query, ((kiosk, key), state)| {
            let ticket = state.ticket.map_or(0, u16::from);
            query.bind(kiosk.to_string()).bind(String::from(*key)).bind(i64::from(ticket))
        });
        query.execute(&mut **transaction).await?;
        for (sender, state) in &all {
            if self.before.get(sender).is_none_or(|before| before.backlog != state.backlog) {
                sqlx::query("update kiosks set backlog = $1 where kiosk = $2")
                    .bind(i64::from(state.backlog))
                    .bind(sender.0.to_string())
                    .execute(&mut **transaction)
                    .await?;
            }
        }
        Ok(())
    }
}

/// The last ticket of a key, if it has sent one.
fn ticket(row: &AnyRow) -> Result<Option<Ticket>, Error> {
    let number = row.try_get::<Option<i64>, _>("ticket")?;
    Ok(number
        .and_then(|number| u16::try_from(number).ok())
        .and_then(|number| Ticket::try_from(number).ok()))
}

impl Store {
    /// Accepts a declared backlog, and records it in the audit. False if a kiosk cannot have stored
    /// it.
    pub async fn declare(&self, backlog: &Backlog, now: Timestamp) -> Result<bool, Error> {
        let kiosk = backlog.kiosk;
        let mut transaction = self.begin().await?;
        let lock = match self.0.database {
            Database::Sqlite(_) => "",
            Database::Postgres(_) => " for no key update",
        };
        let statement = format!(
            "select site, enrolled_as, backlog, declared, declared_since from kiosks \
             where kiosk = $1{lock}"
        );
        let row = sqlx::query(AssertSqlSafe(statement))
            .bind(kiosk.to_string())
            .fetch_optional(&mut *transaction)
            .await?;
        let Some(row) = row else { return Ok(false) };
        let before = Allowance {
            left: row::number(&row, "backlog")?,
            declared: row::number(&row, "declared")?,
            // A former number has one allowance in all: its day never starts again.
            since: match row.try_get::<Option<&str>, _>("enrolled_as")? {
                Some(_) => now,
                None => row::time(&row, "declared_since")?,
            },
        };
        let Some(after) = before.after(backlog.results.into(), now) else { return Ok(false) };
        sqlx::query(
            "update kiosks set backlog = $1, backlog_oldest = $2, declared = $3, \
             declared_since = $4 where kiosk = $5",
        )
        .bind(i64::from(after.left))
        .bind(i64::from(conduct::oldest(backlog, now)))
        .bind(i64::from(after.declared))
        .bind(after.since.as_millisecond())
        .bind(kiosk.to_string())
        .execute(&mut *transaction)
        .await?;
        // The kiosk may have dropped its oldest results, so the next ticket number is unknown.
        sqlx::query("update keys set ticket = null where kiosk = $1")
            .bind(kiosk.to_string())
            .execute(&mut *transaction)
            .await?;
        let subject = AuditSubject::Kiosk { site: row.try_get("site")?, kiosk };
        let entry = AuditEntry {
            at: now,
            actor: Actor::Kiosk,
            action: AuditAction::DeclareBacklog,
            subject,
        };
        audit::record(&entry, &mut transaction).await?;
        self.commit(transaction, &[DeskEvent::Change]).await?;
        Ok(true)
    }
}
