//! The audit is a hash chain (S14): manipulations are detected.

use std::{fs, process::Command, sync::Arc};

use jiff::SignedDuration;
use server::{LeaseHolder, Policy, Sweeper, open_signer};
use tempfile::TempDir;

use crate::bench::Bench;

/// A bench with an audit of this many rows, and the folder of the key.
async fn audited(lines: u16) -> (Bench, TempDir) {
    let (bench, folder) = (Bench::new().await, tempfile::tempdir().unwrap());
    for kiosk in 0..lines {
        bench.place(kiosk, ["A", "B"][usize::from(kiosk % 2)]).await;
    }
    (bench, folder)
}

fn verify(bench: &Bench, folder: &TempDir, more: &[&str]) -> Result<String, String> {
    let mut command = Command::new(env!("CARGO_BIN_EXE_gangway-server"));
    command.args(["audit", "verify", "--database", &bench.database.text()]).args(more);
    command.arg("--retention-key").arg(folder.path().join("retention.key"));
    let output = command.env_remove("DATABASE_URL").output().unwrap();
    let text = |bytes| String::from_utf8(bytes).unwrap();
    if output.status.success() { Ok(text(output.stdout)) } else { Err(text(output.stderr)) }
}

async fn execute(bench: &Bench, statement: &'static str) {
    sqlx::query(statement).execute(&mut bench.database.connect().await).await.unwrap();
}

fn head(said: &str) -> String {
    said.trim().rsplit_once(' ').unwrap().1.to_owned()
}

#[tokio::test]
async fn s14_the_first_changed_line_of_the_audit_is_named() {
    let (bench, folder) = audited(4).await;
    let said = verify(&bench, &folder, &[]).unwrap();
    assert!(
        said.starts_with("4 lines are whole, and 0 were deleted in their time.\nhead 4:"),
        "{said}"
    );
    for (spoil, mend, place) in [
        (
            "update audit set who = 'mallory' where place = 2",
            "update audit set who = null where place = 2",
            2,
        ),
        (
            "update audit set at = at + 1 where place = 1",
            "update audit set at = at - 1 where place = 1",
            1,
        ),
        (
            "update audit set place = 9 where place = 3",
            "update audit set place = 3 where place = 9",
            3,
        ),
        (
            "update audit set class = 'other' where place = 3",
            "update audit set class = 'audit' where place = 3",
            3,
        ),
        (
            "update audit set did = 'sign_out' where place = 4",
            "update audit set did = 'add_kiosk' where place = 4",
            4,
        ),
        ("update audit_head set place = 3", "update audit_head set place = 4", 4),
    ] {
        execute(&bench, spoil).await;
        let error = verify(&bench, &folder, &[]).unwrap_err();
        assert!(error.contains(&format!("line number {place} is missing")), "{spoil}: {error}");
        execute(&bench, mend).await;
        assert!(verify(&bench, &folder, &[]).is_ok(), "{mend}");
    }
    execute(&bench, "delete from audit where place = 2").await;
    let error = verify(&bench, &folder, &[]).unwrap_err();
    assert!(error.contains("line number 2 is missing"), "{error}");
    let beside = "insert into audit (number, at, did, site) \
                  select '00000000000000000000000000000000', at, 'sign_out', '' from audit \
                  where place = 4";
    execute(&bench, beside).await;
    assert!(verify(&bench, &folder, &[]).unwrap_err().contains("outside the chain"));
}

#[tokio::test]
async fn s14_an_end_that_was_noted_shows_that_the_last_lines_are_missing() {
    let (bench, folder) = audited(3).await;
    let noted = head(&verify(&bench, &folder, &[]).unwrap());
    bench.place(3, "A").await;
    assert!(verify(&bench, &folder, &["--head", &noted]).is_ok());
    // An attacker with write access to all tables can hide the last two rows from a plain check.
    execute(
        &bench,
        "update audit_head set place = 2, link = (select previous from audit where place = 3)",
    )
    .await;
    execute(&bench, "delete from audit where place > 2").await;
    assert!(verify(&bench, &folder, &[]).unwrap().starts_with("2 lines"));
    let error = verify(&bench, &folder, &["--head", &noted]).unwrap_err();
    assert!(error.contains("last lines are missing"), "{error}");
}

#[tokio::test]
async fn s14_lines_that_were_deleted_in_their_time_leave_a_signed_gap() {
    let (bench, folder) = audited(9).await;
    let noted = head(&verify(&bench, &folder, &[]).unwrap());
    let key = folder.path().join("retention.key");
    let policy = "[[site]]\nname = 'A'\nretention = { audit = 9 }\n\
                  [[site]]\nname = 'B'\nretention = { audit = 24 }";
    let sweeper = Sweeper::new(
        bench.server.store.clone(),
        bench.clock.clone(),
        Arc::new(Policy::read(policy).unwrap()),
        open_signer(&key).unwrap(),
        LeaseHolder::new().unwrap(),
    );
    let sweep = async |hours: i64| {
        bench.clock.advance(SignedDuration::from_hours(hours));
        sweeper.sweep().await.unwrap().values().sum::<u64>()
    };
    assert_eq!(sweep(10).await, 5, "every other line");
    let said = verify(&bench, &folder, &["--head", &noted]).unwrap();
    assert!(said.starts_with("4 lines are whole, and 5 were deleted in their time.\n"), "{said}");
    assert_eq!(head(&said), noted);
    let gaps = "select count(*) from audit_gaps";
    assert_eq!(bench.database.count(gaps).await, 5);
    // A gap is exactly as wide as it was signed, and cannot be made without the key.
    execute(&bench, "update audit_gaps set first = 2, last = 3 where first = 3").await;
    assert!(verify(&bench, &folder, &[]).unwrap_err().contains("line number 2 "));
    execute(&bench, "update audit_gaps set first = 3 where first = 2").await;
    assert!(verify(&bench, &folder, &[]).is_ok());
    fs::rename(&key, folder.path().join("kept")).unwrap();
    assert!(verify(&bench, &folder, &[]).unwrap_err().contains("line number 1 "), "who signed it?");
    assert!(!key.exists(), "to look makes no key");
    fs::rename(folder.path().join("kept"), &key).unwrap();
    bench.place(9, "A").await;
    assert_eq!(sweep(15).await, 4 + 1);
    let said = verify(&bench, &folder, &[]).unwrap();
    assert!(said.starts_with("0 lines are whole, and 10 were deleted in their time.\n"), "{said}");
    assert_eq!(bench.database.count(gaps).await, 1, "gaps beside each other are one");
    bench.place(10, "B").await;
    let said = verify(&bench, &folder, &["--head", &noted]).unwrap();
    assert!(said.starts_with("1 lines are whole, and 10 were"), "{said}");
}

#[tokio::test]
async fn s14_many_who_act_at_once_make_one_chain() {
    let (bench, folder) = audited(0).await;
    let acts = (0..12_u16).map(|kiosk| bench.place(kiosk, "A"));
    futures_util::future::join_all(acts).await;
    let said = verify(&bench, &folder, &[]).unwrap();
    assert!(said.starts_with("12 lines are whole"), "{said}");
}
