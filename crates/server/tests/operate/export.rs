//! `gangway-server export` and the content of its files.

use std::{
    path::Path,
    process::{Command, Output},
};

use jiff::Timestamp;
use server::{Insert, StoredResult};
use wire::{KioskId, MessageId, Queued};

use crate::support::{MATCH, TestDatabase};

/// Twelve matches at kiosk 7 that took 1 to 12 seconds, and four at kiosk 8, in the evening of
/// 2023-11-14.
async fn database() -> TestDatabase {
    let database = TestDatabase::new().await;
    let store = database.open().await;
    for (kiosk, count) in [(7, 12), (8, 4)] {
        let code = wire::Code::new(kiosk.into());
        let site = format!("Pier {kiosk}, \"north\"");
        store.admit(KioskId(kiosk), &site, code, Timestamp::MAX).await.unwrap();
        for number in 1..=count {
            let Queued(mut message) = serde_json::from_str(MATCH).unwrap();
            message.id = MessageId(number);
            message.kiosk = KioskId(kiosk);
            message.finished = 1_700_000_000 + number as u32;
            message.arrived = 1_700_000_000;
            // The result was queued in its kiosk since then.
            let received = Timestamp::now();
            let signed = received.as_millisecond().unsigned_abs();
            let result = StoredResult { message, received, signed };
            assert_eq!(store.store_result(&result, None).await.unwrap(), Insert::New);
        }
    }
    store.close().await;
    database
}

fn export(database: &TestDatabase, format: &str, out: &Path, more: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_gangway-server"));
    command.args(["export", "--format", format, "--database", &database.text(), "--out"]);
    command.arg(out).args(more).env_remove("DATABASE_URL").output().unwrap()
}

#[tokio::test]
async fn the_file_has_rows_of_five_travellers_and_more_and_names_no_kiosk_or_message() {
    let (database, folder) = (database().await, tempfile::tempdir().unwrap());
    let out = folder.path().join("statistics.csv");
    let output = export(&database, "csv", &out, &["--from", "2023-11-01", "--to", "2023-11-30"]);
    assert!(output.status.success(), "{output:?}");
    let text = std::fs::read_to_string(&out).unwrap();
    let lines: Vec<_> = text.split("\r\n").collect();
    let header = "day,hour,site,lane,outcome,document,model,travellers,median_seconds,p90_seconds";
    let row = "2023-11-14,22,\"Pier 7, \"\"north\"\"\",face,match,camera,b7120c09,12,6,11";
    assert_eq!(lines, [header, row, ""]);
}

#[tokio::test]
async fn a_chip_is_in_the_statistics_under_its_word_if_five_travellers_had_one() {
    let database = TestDatabase::new().await;
    let store = database.open().await;
    for (document, first, count) in [("chip_genuine", 1, 5), ("chip_signed", 6, 4)] {
        for number in first..first + count {
            let chip = MATCH
                .replace(r#""version":1"#, r#""version":2"#)
                .replace("camera", document)
                .replace("1790000009", "1700000010")
                .replace("1790000000", "1700000000");
            let Queued(mut message) = serde_json::from_str(&chip).unwrap();
            message.id = MessageId(number);
            let received = Timestamp::from_second(1_700_000_010).unwrap();
            let result = StoredResult { message, received, signed: 1_700_000_010_000 };
            assert_eq!(store.store_result(&result, None).await.unwrap(), Insert::New);
        }
    }
    store.close().await;
    let folder = tempfile::tempdir().unwrap();
    let out = folder.path().join("statistics.csv");
    let output = export(&database, "csv", &out, &["--from", "2023-11-01", "--to", "2023-11-30"]);
    assert!(output.status.success(), "{output:?}");
    let text = std::fs::read_to_string(&out).unwrap();
    let rows: Vec<_> = text.lines().skip(1).collect();
    assert_eq!(rows, ["2023-11-14,22,,face,match,chip_genuine,b7120c09,5,10,10"]);
}

#[cfg(feature = "parquet")]
#[tokio::test]
async fn parquet_says_the_same() {
    use parquet::file::reader::{FileReader, SerializedFileReader};
    let (database, folder) = (database().await, tempfile::tempdir().unwrap());
    let out = folder.path().join("statistics.parquet");
    let output =
        export(&database, "parquet", &out, &["--from", "2023-11-14", "--to", "2023-11-14"]);
    assert!(output.status.success(), "{output:?}");
    let reader = SerializedFileReader::new(std::fs::File::open(&out).unwrap()).unwrap();
    let rows: Vec<_> =
        reader.get_row_iter(None).unwrap().map(|row| row.unwrap().to_string()).collect();
    let row = "{day: 2023-11-14, hour: 22, site: \"Pier 7, \"north\"\", lane: \"face\", \
               outcome: \"match\", document: \"camera\", model: \"b7120c09\", travellers: 12, \
               median_seconds: 6, p90_seconds: 11}";
    assert_eq!(rows, [row]);
}

#[cfg(not(feature = "parquet"))]
#[tokio::test]
async fn a_build_without_parquet_says_so_and_writes_no_file() {
    let (database, folder) = (database().await, tempfile::tempdir().unwrap());
    let out = folder.path().join("statistics.parquet");
    let output = export(&database, "parquet", &out, &[]);
    let said = String::from_utf8(output.stderr).unwrap();
    assert!(!output.status.success() && said.contains("This build has no Parquet"), "{said}");
    assert!(!out.exists());
}

#[tokio::test]
async fn days_that_are_not_over_and_days_without_results_have_no_rows() {
    let (database, folder) = (database().await, tempfile::tempdir().unwrap());
    let out = folder.path().join("statistics.csv");
    let today = Timestamp::now().to_string();
    let output = export(&database, "csv", &out, &["--to", &today[..10]]);
    assert_eq!(output.status.code(), Some(1));
    assert!(String::from_utf8(output.stderr).unwrap().contains("is not over"));
    assert!(!out.exists());
    let output = export(&database, "csv", &out, &["--from", "2023-11-15", "--to", "2023-11-16"]);
    assert!(output.status.success());
    assert_eq!(std::fs::read_to_string(&out).unwrap().matches("\r\n").count(), 1);
}
