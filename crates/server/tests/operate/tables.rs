//! `gangway-server migrate`, and what the server does with old tables.

use std::process::{Command, Output};

use crate::support::TestDatabase;

fn run(arguments: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_gangway-server"));
    command.args(arguments).env_remove("DATABASE_URL").output().unwrap()
}

#[tokio::test]
async fn each_step_is_done_once_and_listed() {
    let database = TestDatabase::new().await;
    let migrate = || {
        let output = run(&["migrate", "--database", &database.text()]);
        assert!(output.status.success(), "{output:?}");
        String::from_utf8(output.stdout).unwrap()
    };
    let first = migrate();
    assert!(first.starts_with("0001\tnow\tresults\n"), "{first}");
    assert_eq!(migrate(), first.replace("\tnow\t", "\tbefore\t"));
}

#[tokio::test]
async fn a_server_that_may_not_change_tables_refuses_old_ones() {
    let database = TestDatabase::new().await;
    database.open().await.close().await;
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("index.html"), "").unwrap();
    sqlx::query("delete from _sqlx_migrations where version = 4")
        .execute(&mut database.connect().await)
        .await
        .unwrap();
    let site = folder.path().display().to_string();
    let output = run(&[
        "serve",
        "--no-migrate",
        "--listen",
        "127.0.0.1:0",
        "--site",
        &site,
        "--database",
        &database.text(),
    ]);
    assert_eq!(output.status.code(), Some(1));
    let said = String::from_utf8(output.stderr).unwrap();
    assert!(said.contains("run `gangway-server migrate`"), "{said}");
}

#[cfg(unix)]
#[tokio::test]
async fn files_of_sqlite_are_for_the_own_user_alone() {
    use std::os::unix::fs::PermissionsExt;

    let database = TestDatabase::new().await;
    if database.is_postgres() {
        return;
    }
    let _store = database.open().await;
    let text = database.text();
    // The log and its index lie beside the file while it is open.
    for file in [text.clone(), format!("{text}-wal"), format!("{text}-shm")] {
        let mode = std::fs::metadata(&file).unwrap().permissions().mode();
        assert_eq!(mode & 0o777, 0o600, "{file}");
    }
}
