//! The content of a running server's log, and what it must never contain.

use serde_json::Value;
use wire::{KioskId, ResultMessage};

use crate::support::{
    Kiosk, Process,
    client::{CALL, Client, get, post, signed},
    sent,
};

/// Unique values, which no request contains by chance.
const ID: &str = "deadbeef0badcafe";
const KIOSK: KioskId = KioskId(0xfa11);
const ADDRESS: &str = "198.51.100.233";

#[tokio::test]
async fn the_log_at_level_trace_names_no_person() {
    let server = Process::start(&[("trusted-proxies", "127.0.0.0/8")]).await;
    let store = server.database.open().await;
    let kiosk = Kiosk::new();
    store.try_out(KIOSK, kiosk.key(), None).await.unwrap();
    let result =
        format!(r#"{{"version":1,"id":"{ID}","kiosk":"{KIOSK}","ticket":987,"lane":"officer","#)
            + r#""outcome":"manual","document":null,"model":null,"build":"00c0ffee","notice":3,"#
            + r#""arrived":1790000000,"finished":1790000009}"#;
    let result = sent(&result);
    let other = result.replace("00c0ffee", "00c0ffef");
    let ResultMessage { id, .. } = serde_json::from_str(&result).unwrap();
    let call = CALL.replace("0123456789abcdef", ID).replace("0007", &KIOSK.to_string());
    let headers = format!(
        "cookie: session=marked-cookie\r\nx-forwarded-for: {ADDRESS}\r\nuser-agent: marked-agent\r\n"
    );
    let mut client = Client::new(server.address).await;
    for (request, status) in [
        (signed(&kiosk, "/v1/results", &result), 201),
        (signed(&kiosk, "/v1/results", &other), 409),
        (signed(&kiosk, "/v1/calls", &call), 201),
        (post("/v1/calls", &headers, &call), 401),
        (post("/v1/calls", &headers, r#"{"name":"marked-name"}"#), 422),
        (get("/marked-path/987", &headers), 404),
        (get("/v1/marked-path?marked-query", &headers), 404),
        (get("/desk/987?marked-query", &headers), 404),
        (signed(&kiosk, "/v1/enrolments", r#"{"code":"MARK-EDCO-DE00"}"#), 422),
    ] {
        assert_eq!(client.ask(&request).await.unwrap().status, status, "{request}");
    }
    client.ask("GET marked-nonsense\r\n\r\n").await;
    // A missing table causes a database error.
    let mut connection = server.database.connect().await;
    sqlx::query("drop table results").execute(&mut connection).await.unwrap();
    let another = sent(&result.replace("987", "988"));
    let mut client = Client::new(server.address).await;
    assert_eq!(client.ask(signed(&kiosk, "/v1/results", &another)).await.unwrap().status, 503);

    let log = server.log();
    // The digits of a timestamp could equal a value by chance.
    let timeless: String = log.lines().map(without_time).collect();
    for secret in [
        ID,
        &id.to_string(),
        "deadbeef",
        "fa11",
        "987",
        "986",
        ADDRESS,
        "127.0.0.1",
        "MARK",
        "marked",
        "gangway-proof",
    ] {
        assert!(!timeless.to_lowercase().contains(&secret.to_lowercase()), "{secret}: {log}");
    }
    let mut routes = 0;
    for line in log.lines() {
        let line: Value = serde_json::from_str(line).unwrap();
        routes += i32::from(line["fields"]["route"] == "/v1/results");
    }
    assert_eq!(routes, 3, "requests are told by route: {log}");
    assert!(log.contains("The database refuses") || log.contains("not write"), "{log}");
}

/// A log line without its timestamp and durations.
fn without_time(line: &str) -> String {
    let mut line: Value = serde_json::from_str(line).unwrap();
    assert!(line.as_object_mut().unwrap().remove("timestamp").is_some(), "{line}");
    line["fields"].as_object_mut().unwrap().remove("ms");
    format!("{line}\n")
}
