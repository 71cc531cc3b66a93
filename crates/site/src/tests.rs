//! Whole files, right and wrong.

use models::Fmr;

use crate::{Board, Date, LANGUAGES, Notice, Print, Profile, Site};

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
        (
            "[\"camera\", \"file\"]",
            "[\"camera\", \"chip_genuine\"]",
            "document_sources[1]: unknown variant `chip_genuine`",
        ),
        ("\"https://", "\"http://", "notice: address"),
        (
            "\"theme\"",
            "\"follow\": \"https://port.example/t\", \"theme\"",
            "follow: an address such as",
        ),
        ("[\"camera\", \"file\"]", "[\"chip\"]", "document_sources: one or two different ways"),
        ("[\"camera\", \"file\"]", "[\"camera\", \"chip\"]", "`reader` is missing"),
        ("\"theme\"", "\"least_document\": \"signed\", \"theme\"", "has no `chip`"),
        ("\"board\": \"off\"", "\"board\": \"of\"", "board: unknown variant `of`"),
        ("\"theme\"", "\"groups\": [\"Deck 5\", \"Deck 5\"], \"theme\"", "groups: up to 99 names"),
        (
            "\"theme\"",
            "\"photo_rules\": [{ \"who\": \"tourists\" }], \"theme\"",
            "photo_rules[0].who: unknown variant `tourists`",
        ),
        ("\"Desk 1\" }", "\"Desk 1\", \"desks\": [\"A\", \"A\"] }", "places.desks: up to 99 names"),
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

/// Settings that read chips, with this reader.
fn with_reader(reader: &str) -> Result<Site, crate::SettingsError> {
    let chip = SHIPPED.replace("[\"camera\", \"file\"]", "[\"camera\", \"file\", \"chip\"]");
    let least = "\"least_document\": \"genuine\"";
    Site::parse(&chip.replace("\"theme\"", &format!("{reader}, {least}, \"theme\"")))
}

const READER: &str = r#""reader": { "address": "ws://127.0.0.1:8787/", "token": "0123456789abcdefghij-_",
    "trust": "sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=", "made": "2026-11-30" }"#;

#[test]
fn a_site_that_reads_chips_names_a_reader_on_the_kiosk_itself_and_the_list_that_it_trusts() {
    let site = with_reader(READER).unwrap();
    assert!(site.document_sources.has_chip() && site.reader.is_some());
    assert_eq!(site.least_document, crate::LeastDocument::Genuine);
    for (from, to, why) in [
        ("127.0.0.1:8787/", "192.0.2.1:8787/", "reader: address"),
        ("127.0.0.1:8787/", "127.0.0.1:0/", "reader: address"),
        ("127.0.0.1:8787/", "127.0.0.1:8787", "reader: address"),
        ("0123456789abcdefghij-_", "short", "reader: token"),
        ("0123456789abcdefghij-_", "0123456789abcdefghij-_, more", "reader: token"),
        ("sha256-", "sha1-", "reader: trust"),
        ("2026-11-30", "2026-11-31", "reader.made"),
    ] {
        let error = with_reader(&READER.replace(from, to)).unwrap_err().to_string();
        assert!(error.contains(why), "{error}");
    }
}

#[test]
fn a_board_is_public_only_where_the_site_says_so() {
    assert_eq!(Site::parse(SHIPPED).unwrap().board, Board::Off);
    let silent = SHIPPED.replace(",\n  \"board\": \"off\",\n  \"print\": \"off\"", "");
    assert_ne!(silent, SHIPPED);
    assert_eq!(Site::parse(&silent).unwrap().board, Board::Off);
    let public = SHIPPED.replace("\"board\": \"off\"", "\"board\": \"on\"");
    assert_eq!(Site::parse(&public).unwrap().board, Board::On);
}

#[test]
fn tickets_are_printed_only_where_the_site_says_so() {
    let print = |word: &str| {
        let text = SHIPPED.replace("\"print\": \"off\"", &format!("\"print\": \"{word}\""));
        Site::parse(&text).map(|site| site.print)
    };
    assert_eq!(print("off").unwrap(), Print::Off);
    assert_eq!(print("offer").unwrap(), Print::Offer);
    assert_eq!(print("always").unwrap(), Print::Always);
    assert!(print("never").unwrap_err().to_string().contains("print: unknown variant `never`"));
}

#[test]
fn every_profile_is_read_by_its_word() {
    for profile in Profile::ALL {
        let profile_line = format!("\"profile\": \"{}\", \"theme\"", profile.word());
        let text = SHIPPED.replace("\"theme\"", &profile_line);
        assert_eq!(Site::parse(&text).unwrap().profile, profile);
    }
    assert_eq!(Site::parse(SHIPPED).unwrap().profile, Profile::Arrival);
}

#[test]
fn officers_call_to_the_sites_desks_or_to_the_one_place_of_officers() {
    let desks = |text: &str| -> Vec<String> {
        let places = Site::parse(text).unwrap().places;
        places.desks().iter().map(ToString::to_string).collect()
    };
    assert_eq!(desks(SHIPPED), ["Desk 1"]);
    let several = SHIPPED.replace("\"Desk 1\" }", "\"Hall\", \"desks\": [\"A\", \"B\"] }");
    assert_eq!(desks(&several), ["A", "B"]);
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
