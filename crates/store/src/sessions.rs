//! Sessions in the store: every process knows them, and they survive a restart.

use std::time::Duration;

use domain::{User, UserName};
use jiff::Timestamp;
use sqlx::Row;

use crate::{Error, Store, users};

/// The idle timeout of a session.
const IDLE: Duration = Duration::from_secs(12 * 60 * 60);

/// The longest duration of a session.
const LONGEST: Duration = Duration::from_secs(24 * 60 * 60);

/// The precision of a session's last use, so that not every page view writes.
const GRAIN: Duration = Duration::from_secs(60);

impl Store {
    /// Begins a session of a user whose password hash is still `stored_hash`. False if the password
    /// was changed meanwhile, or the user disabled.
    pub async fn begin_session(
        &self,
        session: &str,
        name: &UserName,
        stored_hash: &str,
        now: Timestamp,
    ) -> Result<bool, Error> {
        let (began, used) = horizons(now);
        let mut transaction = self.begin().await?;
        // Deletes expired sessions.
        sqlx::query("delete from sessions where began <= $1 or used <= $2")
            .bind(began)
            .bind(used)
            .execute(&mut *transaction)
            .await?;
        let inserted = sqlx::query(
            "insert into sessions (hash, name, began, used) select $1, name, $2, $2 from users \
             where name = $3 and hash = $4 and disabled is null",
        )
        .bind(session)
        .bind(now.as_millisecond())
        .bind(name.to_string())
        .bind(stored_hash)
        .execute(&mut *transaction)
        .await?;
        transaction.commit().await?;
        Ok(inserted.rows_affected() == 1)
    }

    /// The user of a valid session, and whether its use should be
    /// [stored](Self::use_session).
    pub async fn session(
        &self,
        session: &str,
        now: Timestamp,
    ) -> Result<Option<(User, bool)>, Error> {
        let (began, used) = horizons(now);
        let row = sqlx::query(
            "select users.name, role, site, disabled, used from sessions \
             join users on users.name = sessions.name \
             where sessions.hash = $1 and disabled is null and began > $2 and used > $3",
        )
        .bind(session)
        .bind(began)
        .bind(used)
        .fetch_optional(&self.0.read)
        .await?;
        let Some(row) = row else { return Ok(None) };
        let is_old = row.try_get::<i64, _>("used")? < before(now, GRAIN);
        Ok(Some((users::read(&row)?, is_old)))
    }

    /// Stores that the session was used.
    pub async fn use_session(&self, session: &str, now: Timestamp) -> Result<(), Error> {
        sqlx::query("update sessions set used = $2 where hash = $1")
            .bind(session)
            .bind(now.as_millisecond())
            .execute(&self.0.write)
            .await?;
        Ok(())
    }

    /// Ends a session.
    pub async fn end_session(&self, session: &str) -> Result<(), Error> {
        sqlx::query("delete from sessions where hash = $1")
            .bind(session)
            .execute(&self.0.write)
            .await?;
        Ok(())
    }
}

/// A session that began, or was last used, at these times or before is over.
fn horizons(now: Timestamp) -> (i64, i64) {
    (before(now, LONGEST), before(now, IDLE))
}

fn before(now: Timestamp, duration: Duration) -> i64 {
    now.checked_sub(duration).unwrap_or(Timestamp::MIN).as_millisecond()
}
