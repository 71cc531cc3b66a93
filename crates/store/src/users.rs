//! The users of the desk in the store.

use domain::{Actor, AuditAction, AuditSubject, Role, User, UserName};
use jiff::Timestamp;
use sqlx::{Row, any::AnyRow};

use crate::{Error, Store, audit};

impl Store {
    /// Whether there is a user who can sign in.
    pub async fn has_users(&self) -> Result<bool, Error> {
        let one = sqlx::query("select 1 from users where disabled is null limit 1");
        Ok(one.fetch_optional(&self.0.read).await?.is_some())
    }

    /// All users, by name.
    pub async fn users(&self) -> Result<Vec<User>, Error> {
        let rows = sqlx::query("select * from users order by name").fetch_all(&self.0.read).await?;
        rows.iter().map(read).collect()
    }

    /// The user of this name, if there is one.
    pub async fn user(&self, name: &UserName) -> Result<Option<User>, Error> {
        let row = sqlx::query("select * from users where name = $1")
            .bind(name.to_string())
            .fetch_optional(&self.0.read)
            .await?;
        row.as_ref().map(read).transpose()
    }

    /// The password hash of a user, if there is such a user and it is not disabled.
    pub async fn user_hash(&self, name: &UserName) -> Result<Option<String>, Error> {
        let row = sqlx::query("select hash from users where name = $1 and disabled is null")
            .bind(name.to_string())
            .fetch_optional(&self.0.read)
            .await?;
        Ok(row.map(|row| row.try_get("hash")).transpose()?)
    }

    /// Adds a user. Fails if its name is taken.
    pub async fn add_user(&self, by: &Actor, user: &User, hash: &str) -> Result<(), Error> {
        let mut transaction = self.begin().await?;
        let added = sqlx::query(
            "insert into users (name, hash, role, site) values ($1, $2, $3, $4) \
             on conflict (name) do nothing",
        )
        .bind(user.name.to_string())
        .bind(hash)
        .bind(user.role.word())
        .bind(user.site.clone())
        .execute(&mut *transaction)
        .await?;
        if added.rows_affected() == 0 {
            return Err(Error::UserExists(user.name.clone()));
        }
        let site = user.site.clone();
        let subject = AuditSubject::User { name: user.name.clone(), site };
        audit::record(&audit::now(by, AuditAction::AddUser, subject), &mut transaction).await?;
        Ok(transaction.commit().await?)
    }

    /// Gives a user another role and site.
    pub async fn change_user(
        &self,
        by: &Actor,
        name: &UserName,
        role: Role,
        site: Option<String>,
    ) -> Result<(), Error> {
        let change = "update users set role = $2, site = $3 where name = $1";
        let query = sqlx::query(change).bind(name.to_string()).bind(role.word()).bind(site);
        self.alter(by, name, AuditAction::ChangeUser, query, false).await
    }

    /// Gives a user another password, and ends its sessions.
    pub async fn set_password(&self, by: &Actor, name: &UserName, hash: &str) -> Result<(), Error> {
        let change = "update users set hash = $2 where name = $1";
        let query = sqlx::query(change).bind(name.to_string()).bind(hash.to_owned());
        self.alter(by, name, AuditAction::Password, query, true).await
    }

    /// Disables a user: the sign-in is refused from now on, and its sessions end.
    pub async fn disable_user(&self, by: &Actor, name: &UserName) -> Result<(), Error> {
        let change = "update users set disabled = coalesce(disabled, $2) where name = $1";
        let now = Timestamp::now().as_millisecond();
        let query = sqlx::query(change).bind(name.to_string()).bind(now);
        self.alter(by, name, AuditAction::DisableUser, query, true).await
    }

    /// Enables a disabled user.
    pub async fn enable_user(&self, by: &Actor, name: &UserName) -> Result<(), Error> {
        let query = sqlx::query("update users set disabled = null where name = $1");
        self.alter(by, name, AuditAction::EnableUser, query.bind(name.to_string()), false).await
    }

    /// Changes one user, and records it in the audit.
    async fn alter(
        &self,
        by: &Actor,
        name: &UserName,
        action: AuditAction,
        change: sqlx::query::Query<'_, sqlx::Any, sqlx::any::AnyArguments>,
        ends_sessions: bool,
    ) -> Result<(), Error> {
        let mut transaction = self.begin().await?;
        if change.execute(&mut *transaction).await?.rows_affected() == 0 {
            return Err(Error::NoSuchUser(name.clone()));
        }
        if ends_sessions {
            for statement in
                ["delete from sessions where name = $1", "delete from browsers where name = $1"]
            {
                sqlx::query(statement).bind(name.to_string()).execute(&mut *transaction).await?;
            }
        }
        let site = sqlx::query("select site from users where name = $1")
            .bind(name.to_string())
            .fetch_one(&mut *transaction)
            .await?;
        let subject = AuditSubject::User { name: name.clone(), site: site.try_get("site")? };
        audit::record(&audit::now(by, action, subject), &mut transaction).await?;
        Ok(transaction.commit().await?)
    }
}

/// Reads a user from a row with its columns.
pub(crate) fn read(row: &AnyRow) -> Result<User, Error> {
    Ok(User {
        name: row.try_get::<&str, _>("name")?.parse().map_err(|_| Error::Damaged)?,
        role: row.try_get::<&str, _>("role")?.parse().map_err(|()| Error::Damaged)?,
        site: row.try_get("site")?,
        is_disabled: row.try_get::<Option<i64>, _>("disabled")?.is_some(),
    })
}
