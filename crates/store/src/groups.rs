//! Called groups in the store.

use domain::{
    Actor, AuditAction, AuditSubject, CalledGroup, DeskEvent, Scope, UserName, group_horizon,
};
use jiff::Timestamp;
use sqlx::{Any, Row, Transaction, any::AnyRow};

use crate::{Error, Store, audit};

impl Store {
    /// The groups that are called at these sites, the newest call first. A call of an officer of all sites
    /// is one of each site.
    pub async fn called_groups(
        &self,
        now: Timestamp,
        scope: &Scope,
    ) -> Result<Vec<CalledGroup>, Error> {
        let query = sqlx::query(
            "select site, name, called from called_groups where called > $1 \
             and (cast($2 as text) is null or site = $2 or site = '') \
             order by called desc, name, site",
        );
        let query = query.bind(group_horizon(now).as_millisecond());
        let query = query.bind(scope.site().map(str::to_owned));
        query.fetch_all(&self.0.read).await?.iter().map(read).collect()
    }

    /// Calls a group at the officer's site, or at all sites. False if it is called there already.
    pub async fn call_group(
        &self,
        by: &UserName,
        name: &str,
        now: Timestamp,
        scope: &Scope,
    ) -> Result<bool, Error> {
        let site = scope.site().unwrap_or_default();
        let mut transaction = self.begin().await?;
        sqlx::query("delete from called_groups where called <= $1")
            .bind(group_horizon(now).as_millisecond())
            .execute(&mut *transaction)
            .await?;
        let query = sqlx::query(
            "insert into called_groups (site, name, called) values ($1, $2, $3) \
             on conflict (site, name) do nothing",
        );
        let query = query.bind(site.to_owned()).bind(name.to_owned()).bind(now.as_millisecond());
        if query.execute(&mut *transaction).await?.rows_affected() == 0 {
            return Ok(false);
        }
        self.commit_group(by, AuditAction::CallGroup, site, name, transaction).await?;
        Ok(true)
    }

    /// Takes the call of a group back. False if it is not called at the officer's site.
    pub async fn take_group_back(
        &self,
        by: &UserName,
        name: &str,
        scope: &Scope,
    ) -> Result<bool, Error> {
        let mut transaction = self.begin().await?;
        let query = sqlx::query(
            "delete from called_groups where name = $1 and (cast($2 as text) is null or site = $2)",
        );
        let query = query.bind(name.to_owned()).bind(scope.site().map(str::to_owned));
        if query.execute(&mut *transaction).await?.rows_affected() == 0 {
            return Ok(false);
        }
        let site = scope.site().unwrap_or_default();
        self.commit_group(by, AuditAction::TakeGroupBack, site, name, transaction).await?;
        Ok(true)
    }

    async fn commit_group(
        &self,
        by: &UserName,
        action: AuditAction,
        site: &str,
        name: &str,
        mut transaction: Transaction<'static, Any>,
    ) -> Result<(), Error> {
        let subject = AuditSubject::Group { site: site.to_owned(), name: name.to_owned() };
        let entry = audit::now(&Actor::User(by.clone()), action, subject);
        audit::record(&entry, &mut transaction).await?;
        self.commit(transaction, &[DeskEvent::Change]).await
    }
}

fn read(row: &AnyRow) -> Result<CalledGroup, Error> {
    let called = Timestamp::from_millisecond(row.try_get("called")?);
    Ok(CalledGroup {
        site: row.try_get("site")?,
        name: row.try_get("name")?,
        called: called.map_err(|_| Error::Damaged)?,
    })
}
