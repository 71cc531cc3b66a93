//! An empty database for one test: a file of SQLite, or, where `GANGWAY_TEST_POSTGRES` names a
//! server, a database of PostgreSQL. `cargo xtask test` runs every test with both.

use std::{env, sync::Once};

use server::{Database, Store};
use sqlx::{AnyConnection, AssertSqlSafe, Connection};
use tempfile::TempDir;

pub(crate) struct TestDatabase {
    folder: TempDir,
    /// The server, and the name of the database on it.
    postgres: Option<(String, String)>,
}

impl TestDatabase {
    pub(crate) async fn new() -> Self {
        static DRIVERS: Once = Once::new();
        DRIVERS.call_once(sqlx::any::install_default_drivers);
        let folder = tempfile::tempdir().unwrap();
        let Ok(server) = env::var("GANGWAY_TEST_POSTGRES") else {
            return Self { folder, postgres: None };
        };
        let name = format!("gangway_test_{:016x}", getrandom::u64().unwrap());
        run(&format!("{server}/postgres"), &format!("create database {name}")).await;
        Self { folder, postgres: Some((server, name)) }
    }

    pub(crate) fn is_postgres(&self) -> bool {
        self.postgres.is_some()
    }

    /// The database as an argument of commands.
    pub(crate) fn text(&self) -> String {
        match &self.postgres {
            Some((server, name)) => format!("{server}/{name}"),
            None => self.folder.path().join("results.sqlite").display().to_string(),
        }
    }

    pub(crate) fn database(&self) -> Database {
        self.text().parse().unwrap()
    }

    pub(crate) async fn open(&self) -> Store {
        Store::open(&self.database(), server::EventBus::new()).await.unwrap()
    }

    /// A connection to the database before any server has opened it.
    pub(crate) async fn create(&self) -> AnyConnection {
        let text = self.text();
        let url = if self.is_postgres() { text } else { format!("sqlite://{text}?mode=rwc") };
        AnyConnection::connect(&url).await.unwrap()
    }

    /// A separate connection.
    pub(crate) async fn connect(&self) -> AnyConnection {
        let text = self.text();
        let url = if self.is_postgres() { text } else { format!("sqlite://{text}") };
        AnyConnection::connect(&url).await.unwrap()
    }

    pub(crate) async fn count(&self, query: &'static str) -> i64 {
        sqlx::query_scalar(query).fetch_one(&mut self.connect().await).await.unwrap()
    }
}

impl Drop for TestDatabase {
    /// Drops the database of PostgreSQL, which would otherwise outlive the test.
    fn drop(&mut self) {
        let Some((server, name)) = self.postgres.take() else { return };
        let drop = std::thread::spawn(move || {
            let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
            let statement = format!("drop database {name} with (force)");
            runtime.unwrap().block_on(run(&format!("{server}/postgres"), &statement));
        });
        drop.join().unwrap();
    }
}

async fn run(url: &str, statement: &str) {
    let mut connection = AnyConnection::connect(url).await.unwrap();
    sqlx::raw_sql(AssertSqlSafe(statement.to_owned())).execute(&mut connection).await.unwrap();
    connection.close().await.unwrap();
}
