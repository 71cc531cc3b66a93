//! Results of version 2, whose document photo may come from a chip, beside those of version 1.

use axum::http::StatusCode;
use domain::words;
use wire::{DocumentSource, Receipt, ResultMessage};

use crate::{
    bench::{Bench, MATCH, assert_problem, ended},
    support::{TestDatabase, sent},
};

/// A match of this version, with a document photo from `document`, as its kiosk sends it.
fn result(version: u8, ticket: u16, document: &str) -> String {
    sent(
        &ended(MATCH, 0)
            .replace(r#""version":1"#, &format!(r#""version":{version}"#))
            .replace(r#""ticket":42"#, &format!(r#""ticket":{ticket}"#))
            .replace("camera", document),
    )
}

#[tokio::test]
async fn each_source_of_a_document_photo_is_stored_as_it_was_sent() {
    let bench = Bench::new().await;
    for (ticket, source) in (1..).zip(DocumentSource::ALL) {
        let message = result(2, ticket, words::document(source));
        assert!(message.contains(r#"{"version":2,"#), "{message}");
        assert_eq!(bench.post(&message).await.status, StatusCode::CREATED, "{message}");
        assert_eq!(bench.post(&message).await.status, StatusCode::OK, "{message}");
        let sent: ResultMessage = serde_json::from_str(&message).unwrap();
        let stored = bench.server.store.with_id(sent.id).await.unwrap();
        let [stored] = &stored[..] else { panic!("{stored:?}") };
        assert_eq!(stored.message.to_json(), message);
    }
    assert_eq!(bench.rows().await, 5);
}

#[tokio::test]
async fn a_result_of_version_1_keeps_its_version_and_names_no_chip() {
    let bench = Bench::new().await;
    for (ticket, document) in [(1, "camera"), (2, "file")] {
        let message = result(1, ticket, document);
        assert!(message.contains(r#"{"version":1,"#), "{message}");
        assert_eq!(bench.post(&message).await.status, StatusCode::CREATED, "{message}");
        let sent: ResultMessage = serde_json::from_str(&message).unwrap();
        let stored = bench.server.store.with_id(sent.id).await.unwrap();
        assert_eq!(stored[0].message.to_json(), message);
        assert!(Receipt::of(&sent).matches(&stored[0].message));
    }
    bench.know(wire::KioskId(7)).await;
    for document in ["chip_unverified", "chip_signed", "chip_genuine"] {
        let chip = result(2, 3, document).replace(r#""version":2"#, r#""version":1"#);
        let answer = bench.send(bench.signed("/v1/results", &chip)).await;
        assert_problem(&answer, StatusCode::UNPROCESSABLE_ENTITY, "not-a-result");
    }
    assert_eq!(bench.rows().await, 2);
}

#[tokio::test]
async fn the_same_result_of_another_version_is_another_one() {
    let bench = Bench::new().await;
    let first = result(1, 42, "camera");
    assert_eq!(bench.post(&first).await.status, StatusCode::CREATED);
    let other = first.replace(r#""version":1"#, r#""version":2"#);
    assert_problem(&bench.post(&other).await, StatusCode::CONFLICT, "conflict");
    assert_eq!(bench.post(&first).await.status, StatusCode::OK, "the first one stands");
}

#[tokio::test]
async fn the_desk_has_three_words_for_a_chip_and_says_what_each_is_worth() {
    let bench = Bench::new().await;
    for (ticket, document, label) in [
        (1, "chip_unverified", "chip: not verified. Like a picture of the page, it proves nothing"),
        (
            2,
            "chip_signed",
            "chip: signed. A state has signed this photo, but the chip may be a copy",
        ),
        (
            3,
            "chip_genuine",
            "chip: genuine. A state has signed this photo, and the chip is no copy",
        ),
    ] {
        assert_eq!(bench.post(result(2, ticket, document)).await.status, StatusCode::CREATED);
        let list = bench.get("/desk/list").await.body;
        assert!(list.contains(label), "{label}: {list}");
        assert!(!list.contains(document), "{list}");
    }
}

#[tokio::test]
async fn results_of_before_version_2_are_in_the_new_table_as_they_were() {
    const COLUMNS: &str = "kiosk, id, ticket, lane, outcome, document, model, build, notice, arrived, \
        finished, received, signed, came, site, taken, taken_by, done, class, queued, place";
    let database = TestDatabase::new().await;
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../store/migrations");
    let migrator = sqlx::migrate::Migrator::new(folder).await.unwrap();
    let mut connection = database.create().await;
    migrator.run_to(16, &mut connection).await.unwrap();
    let rows = [
        "'0007','0a96988ebc89d053',42,'face','match','camera','b7120c09','00c0ffee',3,1790000000,\
         1790000010,1790000011000,1790000011000,1790000010000,'Pier 2',5,'ada',6,'face',1000,'Desk 4'",
        "'0008','1e258620291c65e7',1,'officer','manual',null,null,'00c0ffee',3,1790000000,\
         1790000010,1790000011000,0,0,'',null,null,null,'officer',0,null",
    ];
    for row in rows {
        let statement = format!("insert into results ({COLUMNS}) values ({row})");
        sqlx::raw_sql(sqlx::AssertSqlSafe(statement)).execute(&mut connection).await.unwrap();
    }
    let store = database.open().await;
    for row in rows {
        let equal = COLUMNS.split(", ").zip(row.split(',')).map(|(column, value)| match value {
            "null" => format!("{column} is null"),
            _ => format!("{column} = {value}"),
        });
        let equal = equal.collect::<Vec<_>>().join(" and ");
        let statement = format!("select count(*) from results where version = 1 and {equal}");
        let count: i64 = sqlx::query_scalar(sqlx::AssertSqlSafe(statement.clone()))
            .fetch_one(&mut connection)
            .await
            .unwrap();
        assert_eq!(count, 1, "{statement}");
    }
    let receipt = "GANGWAY1:0A96988EBC89D053:00C0FFEE:3:C87015B9CE214A05:D6F2";
    let receipt: Receipt = receipt.parse().unwrap();
    let stored = store.with_id(receipt.id).await.unwrap();
    assert!(receipt.matches(&stored[0].message), "a receipt of before still holds: {stored:?}");
    // What a server of before writes is of version 1, and names no chip.
    for (value, is_taken) in [("'file'", true), ("'chip_signed'", false), ("'letter'", false)] {
        let row = rows[0].replace("d053", "d054").replace("'camera'", value);
        let statement = format!("insert into results ({COLUMNS}) values ({row})");
        let done = sqlx::raw_sql(sqlx::AssertSqlSafe(statement)).execute(&mut connection).await;
        assert_eq!(done.is_ok(), is_taken, "{value}: {done:?}");
    }
}
