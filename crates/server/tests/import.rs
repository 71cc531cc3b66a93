//! `gangway-server import`, run as an operator runs it.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::{fs, path::Path, process::Command};

use jiff::Timestamp;
use support::{Kiosk, TestDatabase};
use wire::{
    BuildId, CarriedResults, Comparison, DocumentSource, End, KioskId, MessageId, ModelId, Proof,
    ResultMessage, ResultVersion, Ticket,
};

mod support;

const KIOSK: KioskId = KioskId(7);

/// Results of the last days, one every ten minutes, with the numbers from `first`.
fn results(first: u16, count: u16) -> Vec<ResultMessage> {
    let now = u32::try_from(Timestamp::now().as_second()).unwrap();
    let result = |index: u16| {
        let ended = now - 600 * u32::from(count - index);
        let (arrived, finished) = ResultMessage::times(ended - 30, ended);
        let ticket = Ticket::try_from(first + index).unwrap();
        let message = ResultMessage {
            version: ResultVersion::CURRENT,
            id: MessageId(0),
            kiosk: KIOSK,
            ticket,
            end: End::Manual,
            build: BuildId(0x00c0_ffee),
            notice: 3,
            arrived,
            finished,
        };
        message.of(KIOSK)
    };
    (0..count).map(result).collect()
}

/// The file that this kiosk signs.
fn file(kiosk: &Kiosk, results: &[ResultMessage]) -> String {
    let body = CarriedResults::body_of(KIOSK, results);
    let at = Timestamp::now().as_second().unsigned_abs() * Proof::GRAIN;
    let proof = kiosk.sign_at(at, CarriedResults::PATH, &body).parse().unwrap();
    CarriedResults::file_of(&body, &proof)
}

/// A database in which a kiosk with this key is enrolled, and its build and notice are served.
async fn known(kiosk: &Kiosk) -> TestDatabase {
    let database = TestDatabase::new().await;
    let store = database.open().await;
    store.try_out(KIOSK, kiosk.key(), None).await.unwrap();
    store.close().await;
    let mut connection = database.connect().await;
    for (kind, value) in [("build", "00c0ffee"), ("notice", "3")] {
        sqlx::query("insert into served (kind, value, at) values ($1, $2, 0)")
            .bind(kind)
            .bind(value)
            .execute(&mut connection)
            .await
            .unwrap();
    }
    database
}

/// The command's exit code and what it says.
fn import(database: &TestDatabase, bytes: impl AsRef<[u8]>) -> (i32, String) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("results.txt");
    fs::write(&path, bytes).unwrap();
    import_path(database, &path)
}

fn import_path(database: &TestDatabase, path: &Path) -> (i32, String) {
    let mut command = Command::new(env!("CARGO_BIN_EXE_gangway-server"));
    command.arg("import").arg(path).args(["--database", &database.text()]);
    let output = command.output().unwrap();
    (output.status.code().unwrap(), String::from_utf8(output.stdout).unwrap())
}

const ROWS: &str = "select count(*) from results";

#[tokio::test]
async fn five_hundred_results_are_stored_once_however_often_they_are_carried() {
    let kiosk = Kiosk::new();
    let database = known(&kiosk).await;
    let results = results(1, 500);
    let carried = file(&kiosk, &results);
    let said = |new: usize, known: usize| {
        format!("New results: {new}. Stored before: {known}. Put aside: 0. Contradicting: 0.\n")
    };
    assert_eq!(import(&database, &carried), (0, said(500, 0)));
    assert_eq!(database.count(ROWS).await, 500);
    assert_eq!(database.count("select count(distinct id) from results").await, 500);
    assert_eq!(import(&database, &carried), (0, said(0, 500)), "the same file");
    // A later file has what was carried before, and more.
    let later = file(&kiosk, &results[400..]);
    assert_eq!(import(&database, later), (0, said(0, 100)));
    assert_eq!(database.count(ROWS).await, 500);
}

#[tokio::test]
async fn a_file_may_hold_results_of_both_versions_and_version_1_names_no_chip() {
    let kiosk = Kiosk::new();
    let database = known(&kiosk).await;
    let mut connection = database.connect().await;
    let model = "insert into served (kind, value, at) values ('model', 'b7120c09', 0)";
    sqlx::query(model).execute(&mut connection).await.unwrap();
    let compared = |document| End::Match(Comparison { document, model: ModelId(0xb712_0c09) });
    let mut results = results(1, 3);
    results[0].version = ResultVersion::One;
    results[0].end = compared(DocumentSource::File);
    results[1].end = compared(DocumentSource::ChipSigned);
    let (code, said) = import(&database, file(&kiosk, &results));
    assert_eq!((code, said.starts_with("New results: 3.")), (0, true), "{said}");
    for (version, document) in [(1, "= 'file'"), (2, "= 'chip_signed'"), (2, "is null")] {
        let rows = format!("{ROWS} where version = {version} and document {document}");
        let rows = sqlx::query_scalar::<_, i64>(sqlx::AssertSqlSafe(rows));
        assert_eq!(rows.fetch_one(&mut connection).await.unwrap(), 1, "{document}");
    }
    results[2].version = ResultVersion::One;
    results[2].end = compared(DocumentSource::ChipGenuine);
    let (code, said) = import(&database, file(&kiosk, &results[2..]));
    assert!(code == 3 && said.contains("line 2 is no result of this kiosk"), "{said}");
}

#[tokio::test]
async fn a_file_with_one_other_byte_is_refused_with_a_reason_and_nothing_of_it_is_stored() {
    let kiosk = Kiosk::new();
    let database = known(&kiosk).await;
    let carried = file(&kiosk, &results(1, 20));
    let step = carried.len() / 12;
    for at in (0..carried.len()).step_by(step).chain([carried.len() - 1]) {
        let mut changed = carried.clone().into_bytes();
        changed[at] ^= 1;
        let (code, said) = import(&database, changed);
        assert_eq!(code, 3, "byte {at}: {said}");
        assert!(said.starts_with("Refused, and nothing was stored: "), "{said}");
        assert!(said.len() > 60, "{said}");
    }
    for cut in [0, 1, carried.len() / 2, carried.len() - 1] {
        assert_eq!(import(&database, &carried[..cut]).0, 3, "{cut}");
    }
    assert_eq!(database.count(ROWS).await, 0);
    assert_eq!(import(&database, &carried).0, 0, "the file itself is taken");
}

#[tokio::test]
async fn a_line_that_is_left_out_or_moved_is_noticed() {
    let kiosk = Kiosk::new();
    let database = known(&kiosk).await;
    let carried = file(&kiosk, &results(1, 3));
    let lines: Vec<_> = carried.lines().collect();
    let [head, first, second, third, proof] = lines[..] else { panic!() };
    for other in [
        format!("{head}\n{second}\n{first}\n{third}\n{proof}\n"),
        format!("{}\n{first}\n{second}\n{proof}\n", head.replace(" 3", " 2")),
    ] {
        let (code, said) = import(&database, other);
        assert_eq!(code, 3);
        assert!(said.contains("no key of this kiosk has signed exactly these bytes"), "{said}");
    }
}

#[tokio::test]
async fn only_an_enrolled_kiosk_that_is_not_revoked_is_believed() {
    let kiosk = Kiosk::new();
    let database = known(&kiosk).await;
    let (code, said) = import(&database, file(&Kiosk::new(), &results(1, 2)));
    assert!(code == 3 && said.contains("another kiosk made it"), "{said}");
    let carried = file(&kiosk, &results(1, 2));
    let mut connection = database.connect().await;
    sqlx::query("update kiosks set revoked = 1").execute(&mut connection).await.unwrap();
    let (code, said) = import(&database, &carried);
    assert!(code == 3 && said.contains("kiosk 0007 is revoked"), "{said}");
    for statement in ["delete from keys", "delete from kiosks"] {
        sqlx::query(statement).execute(&mut connection).await.unwrap();
    }
    let (code, said) = import(&database, &carried);
    assert!(code == 3 && said.contains("kiosk 0007 is not enrolled"), "{said}");
}

#[tokio::test]
async fn a_result_of_an_unknown_build_is_put_aside_and_said() {
    let kiosk = Kiosk::new();
    let database = known(&kiosk).await;
    let mut results = results(1, 2);
    results[1].build = BuildId(1);
    let (code, said) = import(&database, file(&kiosk, &results));
    assert_eq!(code, 4);
    assert_eq!(said, "New results: 1. Stored before: 0. Put aside: 1. Contradicting: 0.\n");
}

#[tokio::test]
async fn a_missing_file_is_an_error() {
    let database = known(&Kiosk::new()).await;
    assert_eq!(import_path(&database, Path::new("nowhere.txt")).0, 1);
}
