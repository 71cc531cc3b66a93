//! The content of the desk, and its live updates.

use crate::{
    bench::{BEAT, Bench, MANUAL, MATCH, ended, next},
    support::sent,
};
use axum::http::StatusCode;
use jiff::Timestamp;

const DLIB: &str = r#"[{"role":"recogniser","name":"dlib","title":"dlib <ResNet>",
    "sha256":"b7120c0900","licence":"CC0-1.0","fallback":true}]"#;

#[tokio::test]
async fn an_empty_desk_says_so_in_words() {
    let page = Bench::new().await.get("/desk").await;
    assert_eq!(page.status, StatusCode::OK);
    assert!(page.header("content-type").starts_with("text/html"));
    assert!(page.body.contains("<title>Gangway desk</title>"));
    assert!(page.body.contains("No traveller waits for an officer."));
    assert!(page.body.contains("No ticket of the face lane is open."));
}

#[tokio::test]
async fn the_officer_lane_comes_first_and_is_counted_in_the_title() {
    let bench = Bench::new().await;
    bench.post(ended(MATCH, 60)).await;
    bench.post(ended(MANUAL, 0)).await;
    let page = bench.get("/desk").await.body;
    assert!(page.contains("<title>(1) Gangway desk</title>"));
    let place = |text: &str| page.find(text).unwrap_or_else(|| panic!("{text} is not there"));
    assert!(place("Officer lane") < place("07-043"));
    assert!(place("07-043") < place("Face lane"));
    assert!(place("Face lane") < place("07-042"));
    assert!(place("07-042") < place("Face and document photo match"));
    let came = Timestamp::now().as_second() - 60;
    let times = (came - 30..=came + 10).filter_map(|second| Timestamp::from_second(second).ok());
    let mut times = times
        .map(|time| format!(r#"<time datetime="{time}">{}</time>"#, time.strftime("%H:%M UTC")));
    assert!(times.any(|time| page.contains(&time)), "{page}");
}

#[tokio::test]
async fn who_waits_longest_comes_first_and_who_went_through_last_however_late_it_was_told() {
    let bench = Bench::new().await;
    for (message, ticket, ago) in [
        (MANUAL, 1, 3600),
        (MANUAL, 2, 600),
        (MANUAL, 3, 60),
        (MATCH, 4, 3600),
        (MATCH, 5, 600),
        (MATCH, 6, 60),
    ] {
        let message = ended(message, ago)
            .replace(r#""ticket":42"#, &format!(r#""ticket":{ticket}"#))
            .replace(r#""ticket":43"#, &format!(r#""ticket":{ticket}"#));
        assert_eq!(bench.post(message).await.status, StatusCode::CREATED);
    }
    let list = bench.get("/desk/list").await.body;
    let order = ["07-001", "07-002", "07-003", "07-006", "07-005", "07-004"];
    let places: Vec<_> = order.map(|ticket| list.find(ticket).unwrap()).into();
    assert!(places.is_sorted(), "{list}");
}

#[tokio::test]
async fn who_came_before_the_last_two_hours_does_not_wait_when_it_is_told_only_now() {
    let bench = Bench::new().await;
    assert_eq!(bench.post(ended(MATCH, 2 * 60 * 60 - 60)).await.status, StatusCode::CREATED);
    assert_eq!(bench.post(ended(MANUAL, 2 * 60 * 60 + 15)).await.status, StatusCode::CREATED);
    let list = bench.get("/desk/list").await.body;
    assert!(list.contains(r#"data-title="Gangway desk""#), "{list}");
    assert!(!list.contains("07-043"), "{list}");
    assert!(list.contains("07-042"), "{list}");
}

#[tokio::test]
async fn a_kiosks_clock_that_runs_ahead_is_not_believed() {
    let bench = Bench::new().await;
    bench.post(MANUAL.replace("1790000009", "4294967295")).await;
    let list = bench.get("/desk/list").await.body;
    assert!(list.contains("<time"), "{list}");
    assert!(!list.contains("2106-"), "{list}");
}

#[tokio::test]
async fn the_desk_says_which_recogniser_compared_and_that_the_document_is_unverified() {
    let bench = Bench::with_models(DLIB).await;
    bench.post(ended(MATCH, 0)).await;
    let other =
        ended(MATCH, 0).replace(r#""ticket":42"#, r#""ticket":43"#).replace("camera", "file");
    bench.post(other).await;
    // One that the site had before.
    let former = "update results set model = '0badcafe' where ticket = 43";
    sqlx::query(former).execute(&mut bench.database.connect().await).await.unwrap();
    let list = bench.get("/desk/list").await.body;
    assert!(list.contains("dlib &lt;ResNet&gt;"), "titles are escaped: {list}");
    assert!(!list.contains("<ResNet>"));
    assert!(list.contains("unknown recogniser 0badcafe"));
    assert!(list.contains("held before the camera, unverified"));
    assert!(list.contains("scanner or file, unverified"));
}

#[tokio::test]
async fn the_desk_warns_of_a_fallback_recogniser_and_of_no_other() {
    let warning = "This kiosk compares with the fallback recogniser dlib &lt;ResNet&gt;; \
        its error rates are weaker. See models/dlib.md.";
    let page = Bench::with_models(DLIB).await.get("/desk").await.body;
    assert!(page.contains(warning), "{page}");
    let better = DLIB.replace("true", "false");
    assert!(!Bench::with_models(&better).await.get("/desk").await.body.contains("fallback"));
}

#[tokio::test]
async fn the_desk_says_how_often_a_recogniser_is_wrong_on_which_photos_and_where_its_card_is() {
    let point = |fnmr: f64| {
        format!(
            r#"{{"threshold":0.4,"fnmr":{fnmr},"low":{},"high":{},"genuine":1500,"impostors":9}}"#,
            fnmr / 2.0,
            fnmr * 2.0
        )
    };
    let row = |fmr: &str, fnmr: f64| {
        format!(r#"{{"fmr":"{fmr}","frames":[{},{},{}]}}"#, point(0.9), point(0.8), point(fnmr))
    };
    let rows = [row("1e-3", 0.0045), row("1e-4", 0.0098), row("1e-5", 0.02)].join(",");
    let calibration = format!(
        r#""fallback":false,"calibration":{{"data":"lfw-dev","date":"2026-11-22",
        "build":"1a2b3c4d","photos":3811,"people":2086,"thresholds":[{rows}]}}"#
    );
    let models = DLIB.replace(r#""fallback":true"#, &calibration);
    let page = Bench::with_models(&models).await.get("/desk").await.body;
    for text in [
        "How often is the comparison wrong?",
        "<summary>dlib &lt;ResNet&gt;</summary>",
        "at most 1 in 1,000</th><td>45 in 10,000</td><td>22 to 90</td>",
        "at most 1 in 10,000</th><td>98 in 10,000</td><td>49 to 196</td>",
        "at most 1 in 100,000</th><td>200 in 10,000</td><td>100 to 400</td>",
        "Measured on 2026-11-22 with lfw-dev: 3,811 photos of 2,086 people. Pipeline 1a2b3c4d.",
        "Press photos, not passport photos",
        "about three times as often",
        "up to twice as often",
        "models/dlib.md",
    ] {
        assert!(page.contains(text), "{text}\n{page}");
    }
    let other = models.replace("lfw-dev", "harbour &lt;2026>");
    let page = Bench::with_models(&other).await.get("/desk").await.body;
    assert!(page.contains("with harbour &amp;lt;2026&gt;: 3,811 photos"), "{page}");
    assert!(!page.contains("Press photos"), "that is known of LFW alone: {page}");
}

#[tokio::test]
async fn the_desk_says_plainly_that_a_recogniser_was_not_measured() {
    let page = Bench::with_models(DLIB).await.get("/desk").await.body;
    assert!(page.contains("The error rates of this recogniser were not measured."), "{page}");
    assert!(!page.contains("<table>"), "{page}");
    let page = Bench::with_models("[]").await.get("/desk").await.body;
    assert!(page.contains("The kiosk has no list of its models"), "{page}");
}

#[tokio::test]
async fn the_list_shows_no_more_than_it_should() {
    let bench = Bench::new().await;
    let message = sent(&ended(MATCH, 0));
    bench.post(message.clone()).await;
    let wire::ResultMessage { id, .. } = serde_json::from_str(&message).unwrap();
    let list = bench.get("/desk/list").await.body;
    assert!(list.contains("07-042"), "{list}");
    for hidden in [&*id.to_string(), "00c0ffee", "score"] {
        assert!(!list.contains(hidden), "{hidden}");
    }
}

#[tokio::test]
async fn an_open_desk_hears_of_a_ticket_once_and_of_the_stop() {
    let bench = Bench::new().await;
    bench.declare(wire::KioskId(7), 1).await;
    let mut events = bench.hear().await;
    let late = ended(MANUAL, 24 * 60 * 60).replace(r#""ticket":43"#, r#""ticket":41"#);
    assert_eq!(bench.post(late).await.status, StatusCode::CREATED, "kept, and not announced");
    bench.post(ended(MATCH, 0)).await;
    let manual = ended(MANUAL, 0);
    bench.post(manual.clone()).await;
    bench.post(manual).await;
    assert_eq!(next(&mut events).await.unwrap(), "event: face\ndata: 07-042\n\n");
    assert_eq!(next(&mut events).await.unwrap(), "event: officer\ndata: 07-043\n\n");
    bench.server.event_bus.stop();
    assert_eq!(next(&mut events).await, None);
}

#[tokio::test]
async fn a_quiet_desk_hears_that_the_server_lives() {
    let bench = Bench::new().await;
    assert_eq!(next(&mut bench.hear().await).await.unwrap(), BEAT);
}

#[tokio::test]
async fn k15_a_proxy_is_told_to_pass_each_event_on_as_it_comes() {
    let bench = Bench::new().await;
    let answer = bench.get("/desk/list").await;
    assert_eq!(answer.header("x-accel-buffering"), "", "it is about the stream alone");
    let stream = bench.open().await;
    assert_eq!(stream.headers()["x-accel-buffering"], "no");
}

#[tokio::test]
async fn the_page_brings_no_inline_script_or_style() {
    let page = Bench::with_models(DLIB).await.get("/desk").await.body;
    assert!(page.contains(r#"<script type="module" src="/desk/desk.js"></script>"#));
    for inline in ["<script>", "<style", "style=", "onclick", "javascript:"] {
        assert!(!page.contains(inline), "{inline}");
    }
}

#[tokio::test]
async fn the_pages_files_are_there_and_others_are_not() {
    let bench = Bench::new().await;
    let files = [
        ("/desk/desk.css", "text/css; charset=utf-8"),
        ("/desk/forms.css", "text/css; charset=utf-8"),
        ("/desk/page.js", "text/javascript; charset=utf-8"),
        ("/desk/desk.js", "text/javascript; charset=utf-8"),
        ("/desk/acts.js", "text/javascript; charset=utf-8"),
        ("/desk/sound.js", "text/javascript; charset=utf-8"),
        ("/desk/stream.js", "text/javascript; charset=utf-8"),
        ("/desk/stream_worker.js", "text/javascript; charset=utf-8"),
        ("/desk/icon.svg", "image/svg+xml"),
    ];
    for (path, media_type) in files {
        let answer = bench.get(path).await;
        assert_eq!((answer.status, answer.header("content-type")), (StatusCode::OK, media_type));
    }
    assert_eq!(bench.get("/desk/").await.header("location"), "/desk");
    assert_eq!(bench.get("/desk/other").await.status, StatusCode::NOT_FOUND);
}
