//! Output and exit codes of `gangway-eval` for valid and invalid collections.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]
#![allow(clippy::print_stderr, reason = "a skipped test is reported")]

mod support;

use std::fs;

use support::{Scratch, eval, report};

const HEAD: &str = "fold\tleft\tright\tsame\n";
const PAIRS: &str = "1\twoman_1.png\twoman_2.png\t1\n1\twoman_1.png\tman_1.png\t0\n\
                     2\twoman_2.png\twoman_1.png\t1\n2\tother_1.png\tanother_1.png\t0\n";
const JSON: [&str; 2] = ["--json", "report.json"];

/// A collection of five portraits with these rows of pairs.
fn collection(name: &str, rows: &str) -> Scratch {
    let scratch = Scratch::new(name);
    fs::create_dir_all(scratch.at("images")).unwrap();
    support::portraits(&scratch.at("images"));
    fs::write(scratch.at("pairs.tsv"), rows).unwrap();
    scratch
}

#[test]
fn a_small_collection_is_measured_and_the_second_run_uses_the_cache() {
    let scratch = collection("measured", &format!("{HEAD}{PAIRS}"));
    let output = eval(&scratch, &[&JSON[..], &["--impostors", "all", "--plots", "plots"]].concat());
    let text = String::from_utf8(output.stdout).unwrap();
    assert!(output.status.success(), "{text}{}", String::from_utf8_lossy(&output.stderr));
    assert!(text.contains("on gangway-measured") && text.contains("5 photos, 4 people"), "{text}");
    let first = report(&scratch);
    for (key, expected) in
        [("accuracy_mean", 1.0), ("accuracy_std", 0.0), ("eer", 0.0), ("fte_photos", 0.0)]
    {
        assert_eq!(first[key], expected, "{key} in {first}");
    }
    // Ten pairs of photos minus the genuine one, which is compared twice.
    assert_eq!((first["impostors"].as_u64(), first["genuine"].as_u64()), (Some(9), Some(2)));
    for rate in ["1e-2", "1e-3", "1e-4", "1e-5"] {
        let point = &first["fnmr_at_fmr"][rate];
        assert_eq!(point["resolved"], false, "{rate} of nine comparisons");
        for key in ["fnmr", "low", "high", "threshold"] {
            assert!(point[key].is_number(), "{key} at {rate}: {point}");
        }
        assert_eq!(point["high"], 1.0, "the rule of three, of two comparisons");
    }
    for key in ["photos_per_second", "model_sha256", "build"] {
        assert!(!first[key].is_null(), "{key}");
    }
    for chart in ["det", "scores", "discard"] {
        assert!(
            fs::read_to_string(scratch.at(&format!("plots/{chart}.svg"))).unwrap().contains("<svg")
        );
        let png = image::open(scratch.at(&format!("plots/{chart}.png"))).unwrap().to_rgb8();
        assert!(png.pixels().any(|pixel| pixel.0 != [255; 3]), "{chart} is blank");
    }
    assert_eq!(first["photos_fresh"], 5);
    assert!(eval(&scratch, &[&JSON[..], &["--impostors", "all"]].concat()).status.success());
    let second = report(&scratch);
    assert_eq!((&second["photos_fresh"], second["photos_per_second"].is_null()), (&0.into(), true));
    assert_eq!(second["fnmr_at_fmr"], first["fnmr_at_fmr"]);
}

#[test]
fn unusable_photos_and_rows_are_reported_and_change_the_exit_code() {
    let broken = "1\twoman_1.png\tmissing_1.png\t0\n1\twoman_1.png\tbroken_1.jpg\t0\n1\tone\n\
                  1\twoman_1.png\twoman_2.png\tmaybe\n";
    let scratch = collection("problems", &format!("{HEAD}{PAIRS}{broken}"));
    fs::write(scratch.at("images/broken_1.jpg"), "no picture").unwrap();
    let output = eval(&scratch, &JSON);
    let text = String::from_utf8(output.stdout).unwrap();
    assert_eq!(output.status.code(), Some(3), "{text}");
    for message in [
        "photo missing_1.png is missing",
        "photo broken_1.jpg cannot be read: not an image",
        "row in line 8 is left out",
        "row in line 9 is left out: `maybe` is neither 0 nor 1",
        "4 problems",
    ] {
        assert!(text.contains(message), "{message} in {text}");
    }
    let report = report(&scratch);
    assert_eq!(report["problems"].as_array().unwrap().len(), 4);
    assert_eq!((report["photos"].as_u64(), report["accuracy_mean"].as_f64()), (Some(5), Some(1.0)));
    let card = eval(&scratch, &["--write-card"]);
    assert_eq!(card.status.code(), Some(1));
    assert!(String::from_utf8_lossy(&card.stderr).contains("no card was written"));
}

#[test]
fn a_collection_without_comparisons_is_an_error_with_its_reason() {
    let cases = [
        ("", "no column"),
        (HEAD, "nothing to measure"),
        ("fold\tleft\tright\tsame\n1\twoman_1.png\n", "row in line 2 is left out: it has 2"),
        ("fold\tleft\tright\tsame\n1\tno_1.png\tno_2.png\t1\n", "photo no_1.png is missing"),
        (
            "fold\tleft\tright\tsame\n1\twoman_1.png\twoman_2.png\t1\n",
            "no comparison of two people",
        ),
        ("fold\tleft\tright\tsame\n1\twoman_1.png\tman_1.png\t0\n", "no comparison of one person"),
    ];
    let scratch = collection("empty", "");
    for (rows, why) in cases {
        fs::write(scratch.at("pairs.tsv"), rows).unwrap();
        let output = eval(&scratch, &JSON);
        let text = String::from_utf8_lossy(&output.stderr);
        assert_eq!(output.status.code(), Some(1), "{rows}");
        assert!(text.contains(why), "{why} in {text}");
    }
    fs::write(scratch.at("pairs.tsv"), format!("{HEAD}{PAIRS}")).unwrap();
    for (arguments, why) in [
        (&["--recogniser", "unknown"][..], "no recogniser unknown"),
        (&["--probe-frames", "2"], "enough photos for several frames"),
        (&["--degrade", "sausage"], "blur-N"),
        (&["--write-card", "--mirrored", "always"], "cannot be used with"),
        (&["--document-frames", "3"], "--degrade"),
        (&["--document-frames", "3", "--degrade", "glare"], "--probe-frames"),
        (
            &["--document-frames", "4", "--degrade", "glare", "--probe-frames", "1"],
            "there is [1, 3, 5]",
        ),
    ] {
        let output = eval(&scratch, arguments);
        let text = String::from_utf8_lossy(&output.stderr);
        assert!(!output.status.success() && text.contains(why), "{why} in {text}");
    }
}

#[test]
fn a_photo_without_a_face_counts_as_missed() {
    let rows = format!("{HEAD}{PAIRS}2\twoman_1.png\twoman_3.png\t1\n");
    let scratch = collection("wall", &rows);
    let wall = image::RgbImage::from_pixel(200, 200, image::Rgb([128; 3]));
    wall.save(scratch.at("images/woman_3.png")).unwrap();
    assert!(eval(&scratch, &JSON).status.success());
    let report = report(&scratch);
    assert_eq!(report["fte_photos"], 1.0 / 6.0);
    assert_eq!(report["fnmr_at_fmr"]["1e-2"]["fnmr"], 1.0 / 3.0);
}

#[test]
fn pages_in_frames_are_measured_with_fewer_frames_too() {
    let scratch = collection("pages", &format!("{HEAD}{PAIRS}2\twoman_3.png\twoman_4.png\t1\n"));
    for (name, copy) in [("woman_1", "woman_3"), ("woman_2", "woman_4")] {
        let [from, to] = [name, copy].map(|name| scratch.at(&format!("images/{name}.png")));
        // Another photo with other random choices.
        let mut photo = image::open(from).unwrap().to_rgb8();
        photo.put_pixel(0, 0, image::Rgb([1, 2, 3]));
        photo.save(to).unwrap();
    }
    let pages = ["--degrade", "glare", "--probe-frames", "1", "--document-frames", "3"];
    let output = eval(&scratch, &[&JSON[..], &pages].concat());
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let report = report(&scratch);
    let cells: Vec<_> = report["plane"].as_array().unwrap().iter().collect();
    let frames = |cell: &&serde_json::Value| {
        (cell["document_frames"].as_u64().unwrap(), cell["live_frames"].as_u64().unwrap())
    };
    let expected = [(1, 1), (1, 2), (1, 3), (3, 1), (3, 2), (3, 3)];
    assert_eq!(cells.iter().map(frames).collect::<Vec<_>>(), expected);
    for cell in &cells {
        // Her four photos are the documents.
        assert_eq!(cell["genuine"], 4, "{cell}");
        assert!(cell["fnmr_at_fmr"]["1e-4"]["fnmr"].is_number(), "{cell}");
    }
    // The report's own figures are those of all frames.
    assert_eq!(report["fnmr_at_fmr"], cells[3]["fnmr_at_fmr"]);
    assert_eq!(
        (report["document_frames"].as_u64(), report["photos_fresh"].as_u64()),
        (Some(3), Some(11))
    );
}

#[test]
fn groups_are_measured_separately() {
    let row = |fold, left: &str, right: &str, same, groups: &str| {
        format!("{fold}\t{left}_1.png\t{right}.png\t{same}\t{groups}\n")
    };
    let rows = [
        "fold\tleft\tright\tsame\tgroup_left\tgroup_right\n".to_owned(),
        row(1, "woman", "woman_2", 1, "a\ta"),
        row(1, "woman", "other_1", 0, "a\ta"),
        row(2, "man", "another_1", 0, "b\tb"),
        row(2, "woman", "man_1", 0, "a\tb"),
    ];
    let scratch = collection("groups", &rows.concat());
    assert!(eval(&scratch, &JSON).status.success());
    let report = report(&scratch);
    let group = &report["groups"]["a"];
    assert_eq!((group["genuine"].as_u64(), group["impostors"].as_u64()), (Some(1), Some(1)));
    // Three impostor comparisons are too few for a rate of one in a hundred.
    assert_eq!(group["at_common_threshold"], serde_json::json!({}));
    assert_eq!((group["photos"].as_u64(), group["accuracy_mean"].as_f64()), (Some(3), Some(1.0)));
    // There are no genuine pairs in this group: the figure is reported as unknown, not left out.
    let group = &report["groups"]["b"];
    assert_eq!((group["photos"].as_u64(), group["genuine"].as_u64()), (Some(2), Some(0)));
    assert!(group["eer"].is_null() && group["fte_photos"] == 0.0, "{group}");
}

/// With the better recogniser on 150 pairs of lfw-dev's first fold.
#[test]
fn on_lfw_damage_increases_the_fnmr_and_the_rates_are_close_to_the_card() {
    let Some(lfw) = support::lfw() else { return };
    if !support::repository().join("models/mobilefacenet.onnx").is_file() {
        return eprintln!("SKIPPED: mobilefacenet is not available");
    }
    let scratch = Scratch::new("lfw");
    std::os::unix::fs::symlink(lfw.join("images"), scratch.at("images")).unwrap();
    let pairs = fs::read_to_string(lfw.join("pairs.tsv")).unwrap();
    let rows = (0..).zip(pairs.lines());
    // 75 genuine and 75 impostor pairs.
    let some: String = rows
        .filter(|(at, _)| *at <= 75 || (301..=375).contains(at))
        .map(|(_, row)| format!("{row}\n"))
        .collect();
    fs::write(scratch.at("pairs.tsv"), some).unwrap();
    let run = |more: &[&str]| {
        let all = ["--impostors", "all", "--json", "report.json"];
        let output = eval(&scratch, &[&all[..], more].concat());
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        report(&scratch)
    };
    let whole = run(&[]);
    assert_eq!((whole["fte_photos"].as_f64(), whole["genuine"].as_u64()), (Some(0.0), Some(75)));
    assert!(whole["accuracy_mean"].as_f64().unwrap() >= 0.98, "{whole}");
    let in_use = &whole["in_use"]["1e-3"];
    assert!(in_use["fmr"].as_f64().unwrap() < 4e-3, "{in_use}");
    assert!(in_use["fnmr"].as_f64().unwrap() < 0.08, "{in_use}");
    let blurred = run(&["--degrade", "blur-8"]);
    let missed = |report: &serde_json::Value| report["in_use"]["1e-3"]["fnmr"].as_f64().unwrap();
    assert!(missed(&blurred) > 5.0 * missed(&whole).max(0.02), "{}", missed(&blurred));
}
