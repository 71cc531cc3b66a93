//! Leases: which of several server processes does a job that only one may do.

use std::time::Duration;

use jiff::Timestamp;

use crate::{Error, Store};

/// Identifies this process among those that share a database.
#[derive(Clone, Debug)]
pub struct LeaseHolder(String);

impl LeaseHolder {
    /// A random, unique name.
    pub fn new() -> Result<Self, Error> {
        getrandom::u64().map(|random| Self(format!("{random:016x}"))).map_err(|_| Error::Random)
    }
}

impl Store {
    /// Whether `holder` may do the job `name` for this long from `now`. A holder that asks again in
    /// time keeps the lease.
    ///
    /// Times are those of the processes' own clocks: a lease must be much longer than these
    /// differ, and a job must tolerate that two processes do it concurrently.
    pub async fn lease(
        &self,
        name: &str,
        holder: &LeaseHolder,
        now: Timestamp,
        length: Duration,
    ) -> Result<bool, Error> {
        let until = now.checked_add(length).unwrap_or(Timestamp::MAX);
        let got = sqlx::query(
            "insert into leases (name, holder, until) values ($1, $2, $3) \
             on conflict (name) do update set holder = excluded.holder, until = excluded.until \
             where leases.holder = excluded.holder or leases.until <= $4",
        )
        .bind(name)
        .bind(&holder.0)
        .bind(until.as_millisecond())
        .bind(now.as_millisecond())
        .execute(&self.0.write)
        .await?;
        Ok(got.rows_affected() == 1)
    }
}
