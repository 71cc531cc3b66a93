//! Deletion of records, and the signed counts of it.

use std::{collections::BTreeMap, fs, process::Command, sync::Arc};

use crate::{
    bench::{Bench, CALL},
    traveller::{FACE, OFFICER, Traveller},
};
use jiff::SignedDuration;
use server::{LeaseHolder, Policy, Sweeper, open_signer};
use tempfile::TempDir;

const POLICY: &str = "\
    [retention]\ncall = 6\n\
    [[site]]\nname = 'A'\nretention = { face = 12, officer = 24, audit = 9 }\n\
    [[site]]\nname = 'B'\nretention = { face = 48, officer = 48 }";

/// A bench with kiosk 7 at A and kiosk 8 at B, its sweeper, and the folder of the key.
struct Swept {
    bench: Bench,
    sweeper: Sweeper,
    folder: TempDir,
}

impl Swept {
    async fn new() -> Self {
        let (bench, folder) = (Bench::new().await, tempfile::tempdir().unwrap());
        bench.place(7, "A").await;
        bench.place(8, "B").await;
        let sweeper = sweeper(&bench, &folder);
        let swept = Self { bench, sweeper, folder };
        // The audit of the enrolments is not part of these tests.
        swept.execute("delete from audit").await;
        swept
    }

    /// Sweeps, and returns site, class and count of the deleted records.
    async fn sweep(&self) -> Vec<String> {
        let swept = self.sweeper.sweep().await.unwrap();
        swept.iter().map(|((site, class), deleted)| format!("{site} {class} {deleted}")).collect()
    }

    /// The output of the command, if it succeeds.
    fn command(&self, arguments: &[&str]) -> Result<String, String> {
        let mut command = Command::new(env!("CARGO_BIN_EXE_gangway-server"));
        let files = ["policy.toml", "retention.key"].map(|name| self.folder.path().join(name));
        fs::write(&files[0], POLICY).unwrap();
        let command = command.arg("retention").args(arguments).env_remove("DATABASE_URL");
        let command = command.args(["--database", &self.bench.database.text()]);
        let command = command.arg("--policy").arg(&files[0]).arg("--retention-key").arg(&files[1]);
        let output = command.output().unwrap();
        let text = |bytes| String::from_utf8(bytes).unwrap();
        if output.status.success() { Ok(text(output.stdout)) } else { Err(text(output.stderr)) }
    }

    async fn execute(&self, statement: &'static str) {
        let mut connection = self.bench.database.connect().await;
        sqlx::query(statement).execute(&mut connection).await.unwrap();
    }
}

/// Another process that sweeps.
fn sweeper(bench: &Bench, folder: &TempDir) -> Sweeper {
    let policy = Arc::new(Policy::read(POLICY).unwrap());
    let signer = open_signer(&folder.path().join("retention.key")).unwrap();
    let (store, clock) = (bench.server.store.clone(), bench.clock.clone());
    Sweeper::new(store, clock, policy, signer, LeaseHolder::new().unwrap())
}

#[tokio::test]
async fn each_record_is_deleted_when_its_time_has_come_and_not_before() {
    let swept = Swept::new().await;
    let bench = &swept.bench;
    let elsewhere = Traveller { kiosk: 8, ..FACE };
    bench.remember(&[[FACE; 3], [OFFICER; 3], [elsewhere; 3]].concat()).await;
    // The age of a call and of an audit entry counts from the system's clock, not the bench's.
    bench.know(wire::KioskId(7)).await;
    bench.call(CALL).await;
    bench.place(7, "A").await;
    let mut hours = BTreeMap::new();
    for hour in 0..=49 {
        for deleted in swept.sweep().await {
            hours.insert(deleted, hour);
        }
        bench.clock.advance(SignedDuration::from_hours(1));
    }
    let expected = [
        ("A call 1", 7),
        ("A audit 1", 10),
        ("A face 3", 12),
        ("A officer 3", 24),
        ("B face 3", 48),
    ];
    assert_eq!(hours, expected.map(|(deleted, hour)| (deleted.to_owned(), hour)).into());
    assert_eq!((bench.rows().await, bench.calls().await), (0, 0));
}

#[tokio::test]
async fn an_unknown_class_or_site_is_kept_as_long_as_the_shortest() {
    let swept = Swept::new().await;
    swept.bench.remember(&[FACE]).await;
    swept.execute("update results set class = 'portrait'").await;
    swept.bench.remember(&[Traveller { kiosk: 9, ..OFFICER }]).await;
    swept.bench.clock.advance(SignedDuration::from_hours(6));
    assert_eq!(swept.sweep().await, ["A portrait 1"], "a call is kept for six hours");
    swept.bench.clock.advance(SignedDuration::from_hours(18));
    assert_eq!(swept.sweep().await, [" officer 1"], "A keeps officers' results for a day");
}

#[tokio::test]
async fn what_is_deleted_is_gone_from_every_byte_of_the_file() {
    let swept = Swept::new().await;
    let bench = &swept.bench;
    if bench.database.is_postgres() {
        // In PostgreSQL, autovacuum returns the pages later.
        return;
    }
    for _ in 0..8 {
        let pair = [FACE, Traveller { kiosk: 8, ..FACE }];
        bench.remember(&pair.iter().copied().cycle().take(400).collect::<Vec<_>>()).await;
    }
    let ids = async |kiosk: &str| -> Vec<String> {
        let mut connection = bench.database.connect().await;
        let ids = sqlx::query_scalar("select id from results where kiosk = $1").bind(kiosk);
        ids.fetch_all(&mut connection).await.unwrap()
    };
    let (gone, stays) = (ids("0007").await, ids("0008").await);
    assert_eq!((gone.len(), stays.len()), (1_600, 1_600));
    let found = |ids: &[String]| {
        let file = bench.database.text();
        let mut bytes = fs::read(&file).unwrap();
        bytes.extend(fs::read(format!("{file}-wal")).unwrap_or_default());
        let all: std::collections::HashSet<&[u8]> = bytes.windows(16).collect();
        ids.iter().filter(|id| all.contains(id.as_bytes())).count()
    };
    assert_eq!(found(&gone), 1_600, "a test that finds nothing proves nothing");
    let size = || fs::metadata(bench.database.text()).unwrap().len();
    bench.clock.advance(SignedDuration::from_hours(12));
    assert_eq!(swept.sweep().await, ["A face 1600"]);
    assert_eq!((found(&gone), found(&stays)), (0, 1_600));
    let half = size();
    bench.clock.advance(SignedDuration::from_hours(36));
    assert_eq!(swept.sweep().await, ["B face 1600"]);
    assert_eq!(found(&stays), 0);
    assert!(size() < half, "free pages are given back");
}

#[tokio::test]
async fn of_several_processes_one_sweeps() {
    let swept = Swept::new().await;
    let other = sweeper(&swept.bench, &swept.folder);
    swept.bench.remember(&[FACE]).await;
    assert!(swept.sweep().await.is_empty());
    swept.bench.clock.advance(SignedDuration::from_hours(12));
    assert_eq!(other.sweep().await.unwrap().len(), 1, "the lease of the first is over");
    swept.bench.remember(&[Traveller { ended: 13 * 60 * 60, ..FACE }]).await;
    assert!(swept.sweep().await.is_empty(), "the other one has it");
    swept.bench.clock.advance(SignedDuration::from_mins(3));
    assert_eq!(swept.sweep().await, ["A face 1"]);
}

#[tokio::test]
async fn the_count_of_deletions_shows_whatever_is_done_to_it() {
    let swept = Swept::new().await;
    assert_eq!(swept.command(&["verify"]).unwrap(), "Nothing was deleted yet.\n");
    for _ in 0..3 {
        swept.bench.remember(&[FACE, FACE]).await;
        swept.bench.clock.advance(SignedDuration::from_hours(12));
        swept.sweep().await;
    }
    let said = swept.command(&["verify"]).unwrap();
    assert!(said.starts_with("3 counts are whole, of 6 records.\nhead "), "{said}");
    let head = said.trim().rsplit_once(' ').unwrap().1.to_owned();
    assert!(swept.command(&["verify", "--head", &head]).is_ok());
    let broken = |number: u64| {
        let error = swept.command(&["verify"]).unwrap_err();
        assert!(error.contains(&format!("number {number} ")), "{error}");
    };
    for (spoil, mend, number) in [
        (
            "update deletions set deleted = 3 where number = 2",
            "update deletions set deleted = 2 where number = 2",
            2,
        ),
        (
            "update deletions set number = 9 where number = 2",
            "update deletions set number = 2 where number = 9",
            2,
        ),
        (
            "update deletions set at = at + 1 where number = 1",
            "update deletions set at = at - 1 where number = 1",
            1,
        ),
        (
            "update deletions set site = 'B' where number = 3",
            "update deletions set site = 'A' where number = 3",
            3,
        ),
    ] {
        swept.execute(spoil).await;
        broken(number);
        swept.execute(mend).await;
        assert!(swept.command(&["verify"]).is_ok(), "{mend}");
    }
    swept.execute("delete from deletions where number = 3").await;
    assert!(swept.command(&["verify"]).is_ok(), "nothing in the store tells what came last");
    let error = swept.command(&["verify", "--head", &head]).unwrap_err();
    assert!(error.contains("the last ones are missing"), "{error}");
    fs::remove_file(swept.folder.path().join("retention.key")).unwrap();
    broken(1);
    assert!(!swept.folder.path().join("retention.key").exists(), "to look makes no key");
}

#[tokio::test]
async fn the_command_says_what_is_kept_and_sweeps_when_asked() {
    let swept = Swept::new().await;
    let day = Traveller { ended: 25 * 60 * 60, ..FACE };
    swept.bench.remember(&[day, day, FACE, Traveller { kiosk: 8, ..day }]).await;
    let shown = swept.command(&["show"]).unwrap();
    assert_eq!(shown, "A\tface\t3\tkept for 12 h\nB\tface\t1\tkept for 48 h\n");
    assert_eq!(swept.command(&["sweep"]).unwrap(), "A\tface\t2\n");
    let shown = swept.command(&["show"]).unwrap();
    assert!(shown.ends_with("A\tface\t2\tdeleted\n"), "{shown}");
    assert!(swept.command(&["verify"]).unwrap().starts_with("1 counts"));
}
