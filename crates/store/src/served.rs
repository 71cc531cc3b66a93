//! The recently served builds, models and notices in the store, for all processes and after
//! restarts.

use domain::Artifacts;
use jiff::Timestamp;
use sqlx::{Any, Row, Transaction};

use crate::{Error, Store, row};

impl Store {
    /// Records that these values are served, deletes all but the last `most` of each kind, and
    /// returns the rest.
    pub async fn serve(&self, present: &Artifacts, most: u16) -> Result<Artifacts, Error> {
        let now = Timestamp::now().as_millisecond();
        let Artifacts { builds, models, notices } = present;
        let builds = builds.iter().map(|build| ("build", build.to_string()));
        let models = models.iter().map(|model| ("model", model.to_string()));
        let notices = notices.iter().map(|notice| ("notice", notice.to_string()));
        let mut transaction = self.begin().await?;
        for (kind, value) in builds.chain(models).chain(notices) {
            sqlx::query(
                "insert into served (kind, value, at) values ($1, $2, $3) \
                 on conflict (kind, value) do update set at = excluded.at",
            )
            .bind(kind)
            .bind(value)
            .bind(now)
            .execute(&mut *transaction)
            .await?;
        }
        let last = Artifacts {
            builds: last("build", most, &mut transaction).await?.into_iter().collect(),
            models: last("model", most, &mut transaction).await?.into_iter().collect(),
            notices: last("notice", most, &mut transaction).await?.into_iter().collect(),
        };
        transaction.commit().await?;
        Ok(last)
    }
}

/// The last served values of a kind.
async fn last<T: std::str::FromStr>(
    kind: &'static str,
    most: u16,
    transaction: &mut Transaction<'_, Any>,
) -> Result<Vec<T>, Error> {
    sqlx::query(
        "delete from served where kind = $1 and value not in \
         (select value from served where kind = $1 order by at desc, value limit $2)",
    )
    .bind(kind)
    .bind(i64::from(most))
    .execute(&mut **transaction)
    .await?;
    sqlx::query("select value from served where kind = $1")
        .bind(kind)
        .fetch_all(&mut **transaction)
        .await?
        .iter()
        .map(|row| row::id(row.try_get("value")?))
        .collect()
}
