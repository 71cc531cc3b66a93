//! `gangway-server receipt`, run as an operator runs it.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::{fs, path::Path, process::Command};

use jiff::Timestamp;
use server::{Insert, Store, StoredResult};
use support::TestDatabase;
use wire::{Queued, Receipt, ResultMessage};

mod support;

const MATCH: &str = concat!(
    r#"{"version":1,"id":"0a96988ebc89d053","kiosk":"0007","ticket":42,"#,
    r#""lane":"face","outcome":"match","document":"camera","model":"b7120c09","#,
    r#""build":"00c0ffee","notice":3,"arrived":1790000000,"finished":1790000010}"#,
);
const RECEIPT: &str = "GANGWAY1:0A96988EBC89D053:00C0FFEE:3:C87015B9CE214A05:D6F2";

/// An opt-out at another kiosk.
const OTHER: &str = concat!(
    r#"{"version":1,"id":"1e258620291c65e7","kiosk":"0008","ticket":1,"#,
    r#""lane":"officer","outcome":"manual","document":null,"model":null,"#,
    r#""build":"00c0ffee","notice":3,"arrived":1790000000,"finished":1790000010}"#,
);

#[tokio::test]
async fn a_receipt_belongs_to_the_stored_result_byte_for_byte() {
    let (database, store) = store_of(&[MATCH, OTHER]).await;
    store.close().await;
    let [(code, said), (_, of_other)] =
        [RECEIPT, &receipt(OTHER)].map(|text| ask(&database.text(), text));
    assert_eq!(said, format!("Genuine: this result is stored as it was sent.\n{MATCH}\n"));
    assert_eq!(code, 0);
    assert!(of_other.starts_with("Genuine") && of_other.ends_with(&format!("\n{OTHER}\n")));
}

#[tokio::test]
async fn a_receipt_of_version_2_belongs_to_the_result_of_a_chip() {
    let chip = MATCH
        .replace(r#""version":1"#, r#""version":2"#)
        .replace(r#""document":"camera""#, r#""document":"chip_genuine""#);
    let (database, store) = store_of(&[&chip]).await;
    store.close().await;
    let text = "GANGWAY1:0A96988EBC89D053:00C0FFEE:3:6D0EFE2E9E308554:1E2B";
    assert_eq!(receipt(&chip), text);
    let said = format!("Genuine: this result is stored as it was sent.\n{chip}\n");
    assert_eq!(ask(&database.text(), text), (0, said));
    let (code, said) = ask(&database.text(), RECEIPT);
    assert_eq!(code, 5, "the one of version 1 is not its receipt: {said}");
}

#[tokio::test]
async fn a_receipt_can_be_examined_while_the_server_runs() {
    let (database, store) = store_of(&[MATCH]).await;
    assert_eq!(ask(&database.text(), RECEIPT).0, 0);
    assert_eq!(store_message(&store, OTHER).await, Insert::New, "the file is not held");
    assert_eq!(ask(&database.text(), &receipt(OTHER)).0, 0, "what has just come is seen");
}

#[tokio::test]
async fn a_changed_result_is_noticed_and_shown() {
    let (database, store) = store_of(&[MATCH]).await;
    store.close().await;
    let mut connection = database.connect().await;
    sqlx::query("update results set ticket = 43").execute(&mut connection).await.unwrap();
    let (code, said) = ask(&database.text(), RECEIPT);
    assert_eq!(code, 5);
    assert!(said.starts_with("Changed: "), "{said}");
    assert!(said.contains(&MATCH.replace(r#""ticket":42"#, r#""ticket":43"#)), "{said}");
}

#[tokio::test]
async fn what_is_not_stored_and_what_is_no_receipt_have_their_own_codes() {
    let (database, _store) = store_of(&[MATCH]).await;
    let (code, said) =
        ask(&database.text(), &receipt(&OTHER.replace(r#""ticket":1"#, r#""ticket":2"#)));
    assert_eq!(
        (code, said.as_str()),
        (4, "Well formed, but no result with this id is stored here.\n")
    );
    let (code, said) = ask(&database.text(), &RECEIPT.replace("D6F2", "D6F3"));
    assert_eq!(code, 3);
    assert!(said.starts_with("Not a receipt: its last four characters do not fit"), "{said}");
    assert_eq!(ask(&database.text(), "hello").0, 3);
}

#[tokio::test]
async fn a_file_without_results_is_an_error_and_none_is_made() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("results.sqlite");
    let name = file.to_str().unwrap();
    assert_eq!(ask(name, RECEIPT), (1, String::new()));
    assert!(!file.exists());
    fs::write(&file, "not a database, however long it may be").unwrap();
    assert_eq!(ask(name, RECEIPT), (1, String::new()));
}

async fn store_of(messages: &[&str]) -> (TestDatabase, Store) {
    let database = TestDatabase::new().await;
    let store = database.open().await;
    for message in messages {
        assert_eq!(store_message(&store, message).await, Insert::New);
    }
    (database, store)
}

async fn store_message(store: &Store, message: &str) -> Insert {
    let received = Timestamp::from_second(1_790_000_010).unwrap();
    store
        .store_result(&StoredResult { message: parse(message), received, signed: 1 }, None)
        .await
        .unwrap()
}

fn parse(message: &str) -> ResultMessage {
    let Queued(message) = serde_json::from_str(message).unwrap();
    message
}

fn receipt(message: &str) -> String {
    Receipt::of(&parse(message)).to_string()
}

/// The exit code, and what the command wrote to standard output.
fn ask(database: &str, text: &str) -> (i32, String) {
    let program = Path::new(env!("CARGO_BIN_EXE_gangway-server"));
    let mut command = Command::new(program);
    let command = command.args(["receipt", text, "--database"]).arg(database);
    let output = command.output().unwrap();
    (output.status.code().unwrap(), String::from_utf8(output.stdout).unwrap())
}
