//! Whole files, right and wrong.

use models::Fmr;

use crate::{Date, LANGUAGES, Notice, Site};

const SHIPPED: &str = include_str!("../../../public/kiosk.json");

#[test]
fn the_shipped_settings_are_valid() {
    let site = Site::parse(SHIPPED).unwrap();
    assert!(site.notice.effective < site.notice.expires);
    assert_eq!(site.languages.iter().count(), LANGUAGES.len(), "every language is on offer");
}

#[test]
fn the_shipped_settings_tell_no_waits_that_are_weeks_old() {
    let stated = Site::parse(SHIPPED).unwrap().waits.unwrap();
    assert!(stated.fresh_days <= 7);
}

#[test]
fn wrong_settings_say_which_field_and_why() {
    let swaps = [
        ("\"kiosk\": \"0001\"", "\"kiosk\": \"1\"", "kiosk: four hexadecimal digits"),
        ("\"version\": 1", "\"version\": -1", "notice.version: a number from 0 to 65535"),
        ("\"officer_first\"", "\"officer_fist\"", "officer_fist"),
        ("\"effective\": \"2026", "\"effective\": \"26", "notice.effective: a date is written"),
        ("\"expires\": \"2029", "\"expires\": \"2025", "notice: the notice expires before"),
        ("\"face\": \"Gate A\"", "\"face\": \"\"", "places.face: 1 to 120 characters"),
        ("\"tl\", \"ht\"", "\"tl\", \"tlh\"", "languages: `tlh` is given twice, or is none of"),
        ("\"hours\": 12", "\"hours\": 0", "retention.rows[0].kept.hours: a number from 1 to 999"),
        ("\"face\": 45", "\"face\": 4", "patience.face: a number from 10 to 600"),
        ("\"distance_mm\": 500", "\"distance_mm\": 5", "screen.distance_mm: a number from 200"),
        ("\"permanent_residents\"", "\"others\"", "retention.rows: at least one row, none twice"),
        (
            "\"sign_language\": {}",
            "\"sign_language\": {\"xx\": \"/a.mp4\"}",
            "sign_language: `xx` is none of",
        ),
        (
            "\"sign_language\": {}",
            "\"sign_language\": {\"en\": \"https://a.example/a.mp4\"}",
            "a video on this site",
        ),
        ("\"1e-4\"", "\"1e-9\"", "target_fmr: unknown variant `1e-9`"),
        ("[\"camera\", \"file\"]", "[]", "document_sources: one or two different ways"),
        ("\"https://", "\"http://", "notice: address"),
    ];
    for (from, to, reason) in swaps {
        let text = SHIPPED.replace(from, to);
        assert_ne!(text, SHIPPED, "{from} is not there");
        let error = Site::parse(&text).unwrap_err().to_string();
        assert!(error.contains(reason), "{error}\nshould say {reason}");
    }
}

#[test]
fn a_page_needs_a_zone_unless_the_site_says_otherwise() {
    let parse = |more: &str| Site::parse(&SHIPPED.replacen('{', &format!("{{{more}"), 1));
    assert!(!parse("").unwrap().pages_without_zone);
    assert!(parse("\"pages_without_zone\": true,").unwrap().pages_without_zone);
    let error = parse("\"pages_without_zone\": 1,").unwrap_err().to_string();
    assert!(error.contains("pages_without_zone: true or false"), "{error}");
}

#[test]
fn s14_a_video_in_sign_language_lies_on_this_site() {
    let parse = |path: &str| {
        let path = serde_json::to_string(path).unwrap();
        let videos = format!("\"sign_language\": {{\"en\": {path}}}");
        Site::parse(&SHIPPED.replace("\"sign_language\": {}", &videos))
    };
    for path in ["/en.mp4", "/videos/en.mp4", "/videos/a-1_b.c/en.webm"] {
        assert_eq!(&*parse(path).unwrap().sign_language["en"], path);
    }
    for path in [
        "https://a.example/en.mp4",
        "//a.example/en.mp4",
        "/\\a.example/en.mp4",
        "\\\\a.example/en.mp4",
        "/videos//en.mp4",
        "/../en.mp4",
        "/.hidden/en.mp4",
        "/videos/en.mp4?to=a.example",
        "/videos/en.mp4#a",
        "/%2f/a.example/en.mp4",
        "/@a.example:80/en.mp4",
        "videos/en.mp4",
        "data:video/mp4,en.mp4",
        "javascript:en.mp4",
        "/desk/sign-in",
        "/v1/waits",
    ] {
        let error = parse(path).unwrap_err().to_string();
        assert!(error.contains("sign_language.en: a video on this site"), "{path}: {error}");
    }
}

#[test]
fn a_site_says_how_many_comparisons_of_two_people_may_match_or_gets_one_in_ten_thousand() {
    let set = |line: &str| {
        let text = SHIPPED.replace("  \"target_fmr\": \"1e-4\",\n", line);
        assert_ne!(text, SHIPPED);
        Site::parse(&text).unwrap().target_fmr
    };
    assert_eq!(set(""), Fmr::OneInTenThousand);
    assert_eq!(set("\"target_fmr\": \"1e-3\","), Fmr::OneInThousand);
    assert_eq!(set("\"target_fmr\":  \"1e-4\","), Fmr::OneInTenThousand);
    assert_eq!(set("\"target_fmr\": \"1e-5\","), Fmr::OneInHundredThousand);
}

#[test]
fn u13_a_notice_is_in_effect_from_its_first_to_its_last_day() {
    let site = Site::parse(SHIPPED).unwrap();
    let notice = Notice {
        effective: Date::try_from("2026-11-22").unwrap(),
        expires: Date::try_from("2026-11-23").unwrap(),
        ..site.notice
    };
    let noon = 1_795_348_800;
    for (days, expected) in [(-1, false), (0, true), (1, true), (2, false)] {
        let time = (i64::from(noon) + days * 86_400) as u32;
        assert_eq!(notice.is_in_effect(time), expected, "{days}");
    }
}
