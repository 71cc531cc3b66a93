//! The metrics for Prometheus.

use std::collections::HashMap;

use wire::KioskId;

use crate::support::{
    Kiosk, MATCH, Process,
    client::{CALL, Client, get, post, signed},
    sent,
};

/// Every metric by its name and labels. Fails on a line that Prometheus cannot parse.
fn parse(text: &str) -> HashMap<String, f64> {
    let text = text.strip_suffix("# EOF\n").expect("the end is marked");
    let mut kinds = Vec::new();
    let mut figures = HashMap::new();
    for line in text.lines() {
        if let Some(words) = line.strip_prefix("# ") {
            let words: Vec<_> = words.splitn(3, ' ').collect();
            assert!(["HELP", "TYPE", "UNIT"].contains(&words[0]), "{line}");
            if words[0] == "TYPE" {
                assert!(["counter", "gauge", "histogram"].contains(&words[2]), "{line}");
                kinds.push(words[1]);
            }
            continue;
        }
        let (key, value) = line.rsplit_once(' ').unwrap();
        let name = key.split('{').next().unwrap();
        assert!(kinds.iter().any(|kind| name.starts_with(kind)), "{line}: a figure without a type");
        if let Some(labels) = key.strip_prefix(name).filter(|labels| !labels.is_empty()) {
            assert!(labels.starts_with('{') && labels.ends_with("\"}"), "{line}");
        }
        assert!(figures.insert(key.to_owned(), value.parse().unwrap()).is_none(), "{line}: twice");
    }
    figures
}

#[tokio::test]
async fn prometheus_reads_what_happened_and_no_identity() {
    let server = Process::start(&[("metrics", "127.0.0.1:0")]).await;
    let store = server.database.open().await;
    let kiosk = Kiosk::new();
    store.try_out(KioskId(7), kiosk.key(), None).await.unwrap();
    let mut client = Client::new(server.address).await;
    let result = sent(MATCH);
    client.ask(signed(&kiosk, "/v1/results", &result)).await.unwrap();
    client.ask(signed(&kiosk, "/v1/results", &result)).await.unwrap();
    let strange =
        sent(&MATCH.replace("00c0ffee", "00000bad").replace(r#""ticket":42"#, r#""ticket":43"#));
    client.ask(signed(&kiosk, "/v1/results", &strange)).await.unwrap();
    // K3: a wrong clock is counted once.
    let wrong = concat!(
        r#"{"version":1,"kiosk":"0007","settings":"44136fa3","target_fmr":"1e-4","#,
        r#""clock":"hours_behind","face_lane":"open"}"#
    );
    for _ in 0..2 {
        assert_eq!(client.ask(signed(&kiosk, "/v1/settings", wrong)).await.unwrap().status, 200);
    }
    client.ask(post("/v1/calls", "", CALL)).await.unwrap();
    client.ask("SECRETVERB /v1/secret-path HTTP/1.1\r\nhost: a\r\n\r\n").await.unwrap();
    client.ask(get("/another-secret", "")).await.unwrap();
    let figures = server.figures.unwrap();
    let answer = Client::new(figures).await.ask(get("/metrics", "")).await.unwrap();
    assert!(answer.header("content-type").starts_with("application/openmetrics-text"));
    let figures = parse(&answer.body);
    let figure = |key: &str| figures.get(key).copied().unwrap_or_else(|| panic!("no {key}"));
    let results = r#"gangway_requests_total{route="/v1/results",method="POST",status="#;
    assert_eq!(figure(&format!("{results}\"201\"}}")), 1.0);
    assert_eq!(figure(&format!("{results}\"200\"}}")), 1.0);
    assert_eq!(figure(r#"gangway_results_total{lane="face",outcome="match"}"#), 1.0);
    assert_eq!(figure(r#"gangway_refusals_total{problem="signature"}"#), 1.0);
    assert_eq!(figure(r#"gangway_refusals_total{problem="not-found"}"#), 2.0);
    assert_eq!(figure(r#"gangway_clock_errors_total{error="hours_behind"}"#), 1.0);
    assert_eq!(figure(&format!("{results}\"202\"}}")), 1.0);
    assert_eq!(figure(r#"gangway_doubts_total{why="unknown_build"}"#), 1.0);
    assert_eq!(figure("gangway_commit_seconds_count"), 3.0);
    assert_eq!(figure("gangway_commit_results_sum"), 3.0);
    assert_eq!(figure("gangway_waiting_results"), 0.0);
    assert_eq!(figure("gangway_database_up"), 1.0);
    assert_eq!(figure("gangway_desk_streams"), 0.0);
    assert!(figure("gangway_connections") >= 1.0);
    assert_eq!(figure(r#"gangway_request_seconds_count{route="/v1/results"}"#), 3.0);
    for secret in ["SECRETVERB", "secret", "127.0.0.1", "\"0007\""] {
        assert!(!answer.body.contains(secret), "{secret}");
    }
    let outside = Client::new(server.address).await.ask(get("/metrics", "")).await.unwrap();
    assert_eq!(outside.status, 404, "the figures have an address of their own");
}
