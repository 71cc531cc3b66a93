//! Known browsers in the store: those in which a user has signed in before.

use std::time::Duration;

use domain::UserName;
use jiff::Timestamp;
use sqlx::Row;

use crate::{Error, Store};

/// How long a browser stays known without a sign-in.
const IDLE: Duration = Duration::from_secs(90 * 24 * 60 * 60);

/// How many browsers of a user are known.
const MOST: i64 = 10;

impl Store {
    /// The user of a browser, if the browser is known.
    pub async fn browser(&self, hash: &str, now: Timestamp) -> Result<Option<UserName>, Error> {
        let row = sqlx::query("select name from browsers where hash = $1 and used > $2")
            .bind(hash.to_owned())
            .bind(horizon(now))
            .fetch_optional(&self.0.read)
            .await?;
        let name = |text: &str| text.parse::<UserName>().map_err(|_| Error::Damaged);
        row.map(|row| name(row.try_get("name")?)).transpose()
    }

    /// Marks a browser as known, and forgets the user's oldest browsers beyond ten.
    pub async fn remember_browser(
        &self,
        hash: &str,
        name: &UserName,
        now: Timestamp,
    ) -> Result<(), Error> {
        let mut transaction = self.begin().await?;
        sqlx::query("delete from browsers where used <= $1")
            .bind(horizon(now))
            .execute(&mut *transaction)
            .await?;
        sqlx::query(
            "insert into browsers (hash, name, used) values ($1, $2, $3) \
             on conflict (hash) do update set name = excluded.name, used = excluded.used",
        )
        .bind(hash.to_owned())
        .bind(name.to_string())
        .bind(now.as_millisecond())
        .execute(&mut *transaction)
        .await?;
        sqlx::query(
            "delete from browsers where name = $1 and hash not in \
             (select hash from browsers where name = $1 order by used desc, hash limit $2)",
        )
        .bind(name.to_string())
        .bind(MOST)
        .execute(&mut *transaction)
        .await?;
        Ok(transaction.commit().await?)
    }
}

fn horizon(now: Timestamp) -> i64 {
    now.checked_sub(IDLE).unwrap_or(Timestamp::MIN).as_millisecond()
}
