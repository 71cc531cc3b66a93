//! The procedure of docs/recogniser.md with a recogniser whose input, embedding and metric differ from
//! the others. The commands and the entry for models.toml are read from the document.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

mod faces;
mod site;
#[path = "../support/mod.rs"]
mod support;

use std::{fs, io::Cursor, process::Output};

use face::{
    Candidate, Pipeline, PortraitArea, decode::decode, embed::Template, image::Photo,
    verify::Verdict,
};
use image::ImageFormat;
use models::{
    Fmr, MAX_FRAMES, Metric, Model, Models, PhotographLimit, PictureSource, Recogniser, Role,
};
use resvg::usvg::Tree;
use serde_json::Value;
use sha2::{Digest, Sha256};

use faces::{PEOPLE, PHOTOS, STRANGERS, WOMAN};
use site::{NAME, Site, commands, committed, entry};

fn role(model: &Model) -> &Recogniser {
    match &model.role {
        Role::Recogniser(role) => role,
        other => panic!("{other:?} is no recogniser"),
    }
}

/// The standard error of a program, for messages of failed tests.
fn stderr_of(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

/// A portrait as a file of this format.
fn portrait(site: &Site, name: &str, format: ImageFormat) -> Photo {
    let image = image::open(site.at("faces/images").join(name)).unwrap();
    let mut bytes = Cursor::new(Vec::new());
    image.write_to(&mut bytes, format).unwrap();
    decode(&bytes.into_inner()).unwrap()
}

/// The live template of a portrait that is shown to the camera.
fn live(site: &Site, pipeline: &mut Pipeline, name: &str) -> Template {
    let photo = portrait(site, name, ImageFormat::Png);
    let mut track = pipeline.analyse_live_frame(&photo, None).unwrap().track;
    let mut frame = || -> Candidate {
        let analysis = pipeline.analyse_live_frame(&photo, track).unwrap();
        track = analysis.track;
        analysis.found.unwrap()
    };
    let frames: [Candidate; MAX_FRAMES] = std::array::from_fn(|_| frame());
    pipeline.template(&frames).unwrap()
}

/// The template of the same portrait as a document, in another file format.
fn document(site: &Site, pipeline: &mut Pipeline, name: &str) -> Template {
    let photo = portrait(site, name, ImageFormat::Jpeg);
    let face = pipeline.analyse_document(&photo, PortraitArea::Anywhere).unwrap().unwrap();
    pipeline.template(&[face]).unwrap()
}

#[test]
fn the_entry_in_the_document_describes_the_network_of_this_test() {
    let site = Site::new("entry");
    let models = site.read();
    let ours = models.named(NAME).unwrap();
    let bytes = fs::read(site.models().join(&ours.file)).unwrap();
    assert_eq!(Sha256::digest(bytes)[..], ours.sha256.0);
    let preferred = models.recognisers().next().unwrap();
    for other in models.recognisers().filter(|model| model.name != NAME) {
        assert_ne!(ours.input.side(), other.input.side());
        assert_ne!(ours.input, other.input);
        assert_ne!(role(ours).dimensions(), role(other).dimensions());
    }
    assert_ne!(role(ours).metric(), role(preferred).metric());
}

#[test]
fn two_photos_of_one_woman_are_more_similar_than_any_stranger() {
    let site = Site::new("alike");
    faces::write_portraits(&site);
    let mut pipeline = site.pipeline();
    let mut embed = |name| {
        let photo = portrait(&site, name, ImageFormat::Png);
        let sample = pipeline.sample(&photo).unwrap().unwrap();
        pipeline.embedding(&sample, models::Side::Document).unwrap().numbers().to_vec()
    };
    let distance = |a: &[f32], b: &[f32]| -> f32 {
        a.iter().zip(b).map(|(a, b)| (a - b).powi(2)).sum::<f32>().sqrt()
    };
    let [one, two] = WOMAN.map(&mut embed);
    for stranger in STRANGERS.map(&mut embed) {
        for her in [&one, &two] {
            assert!(distance(&one, &two) < distance(her, &stranger));
        }
    }
}

#[test]
fn an_uncalibrated_recogniser_makes_no_decision() {
    let site = Site::new("uncalibrated");
    faces::write_portraits(&site);
    let mut pipeline = site.pipeline();
    let live = live(&site, &mut pipeline, WOMAN[1]);
    let document = document(&site, &mut pipeline, WOMAN[1]);
    assert_eq!(
        pipeline.verify(&live, &document, PictureSource::File),
        Err(face::Error::Uncalibrated)
    );
}

#[test]
fn an_uncalibrated_recogniser_can_be_measured_and_too_few_photos_give_no_card() {
    let site = Site::new("few");
    faces::write_portraits(&site);
    let [measure, card] = commands();
    let before = fs::read(site.manifest()).unwrap();
    let measured = site.run(measure, &["--json", "report.json"]);
    assert!(measured.status.success(), "{}", stderr_of(&measured));
    let report: Value = serde_json::from_slice(&fs::read(site.at("report.json")).unwrap()).unwrap();
    assert_eq!(report["recogniser"], NAME);
    assert_eq!(report["fte_photos"], 0.0);
    let refused = site.run(card, &["--without-damage"]);
    assert!(!refused.status.success());
    let reason = stderr_of(&refused);
    assert!(reason.contains("enough photos for several frames"), "{reason}");
    assert_eq!(fs::read(site.manifest()).unwrap(), before);
    assert!(!site.models().join("gabor.md").exists());
}

#[test]
fn a_calibrated_recogniser_has_thresholds_and_a_card_and_makes_decisions() {
    let site = Site::new("measured");
    support::portraits(&site.at("faces/images"));
    if !faces::copy_lfw(&site) {
        return;
    }
    let [measure, card] = commands();
    let measured = site.run(card, &["--without-damage", "--recaptured", "6"]);
    assert!(measured.status.success(), "{}", stderr_of(&measured));
    check_thresholds(&site);
    check_card(&site);

    // Better than chance, and worse than a kiosk needs: it is only a test network.
    let measured = site.run(measure, &["--json", "report.json"]);
    assert!(measured.status.success(), "{}", stderr_of(&measured));
    let report: Value = serde_json::from_slice(&fs::read(site.at("report.json")).unwrap()).unwrap();
    let eer = report["eer"].as_f64().unwrap();
    assert!((0.1..0.4).contains(&eer), "{eer}");

    let mut pipeline = site.pipeline();
    let her = live(&site, &mut pipeline, WOMAN[1]);
    for (name, expected) in [(WOMAN[1], Verdict::Match), (STRANGERS[1], Verdict::NoMatch)] {
        let document = document(&site, &mut pipeline, name);
        assert_eq!(pipeline.verify(&her, &document, PictureSource::File), Ok(expected), "{name}");
    }
}

/// The product can read the written thresholds, and the rest of models.toml is unchanged.
#[track_caller]
fn check_thresholds(site: &Site) {
    let text = fs::read_to_string(site.manifest()).unwrap();
    let before = format!("{}\n{}", committed(), entry());
    let written = text.strip_prefix(before.trim_end()).unwrap();
    assert!(written.trim_start().starts_with("# Written by `cargo xtask eval"), "{written}");
    let tables = ["", ".same_photograph", ".same_photograph.file", ".same_photograph.camera"];
    assert_eq!(written.matches("[model.role").count(), tables.len(), "{written}");
    for table in tables {
        let head = format!("[model.role.recogniser.calibration{table}]");
        assert!(written.contains(&head), "{head} is not in {written}");
    }

    let models: Models = site.read();
    let ours = models.named(NAME).unwrap();
    for (fmr, measured) in Fmr::ALL.into_iter().zip([true, true, false]) {
        let at = ours.clone().at(fmr);
        assert_eq!(at.is_ok(), measured, "{fmr:?}: {written}");
        let Ok(at) = at else { continue };
        for frames in 1..=MAX_FRAMES {
            let point = role(&at).operating_point(frames).unwrap();
            assert!(point.low <= point.fnmr && point.fnmr <= point.high);
            assert_eq!(point.genuine, (PEOPLE * PHOTOS) as u64);
            assert_eq!(point.impostors, (PEOPLE * PHOTOS * (PEOPLE - 1) * PHOTOS) as u64);
        }
    }
    assert_eq!(role(ours).metric(), Metric::Euclidean);
    check_limits(role(ours));
}

/// S0: the written limits distinguish the same photograph from others, with both error rates.
#[track_caller]
fn check_limits(ours: &Recogniser) {
    let same = ours.same_photograph().unwrap();
    for source in [PictureSource::File, PictureSource::Camera] {
        let PhotographLimit { limit, false_alarms, misses, misses_of_three } = same.limit(source);
        // All pairs of one person's photos; printed pages of two photos of each person.
        let pairs = match source {
            PictureSource::File => PEOPLE * PHOTOS * (PHOTOS - 1) / 2,
            PictureSource::Camera => PEOPLE * 2 * (PHOTOS - 1),
        };
        assert!(false_alarms.trials <= pairs as u64 && false_alarms.trials > 200, "{source:?}");
        assert!(false_alarms.rate <= 0.005, "{source:?} {false_alarms:?}");
        assert!(*limit < ours.operating_point(1).unwrap().threshold, "{source:?} {limit}");
        for rate in [misses, misses_of_three] {
            assert!(rate.trials > 0 && rate.low <= rate.rate && rate.rate <= rate.high);
        }
        assert!(misses_of_three.rate <= misses.rate, "{source:?}");
    }
}

/// The card has all sections that the document promises, and its charts are valid.
#[track_caller]
fn check_card(site: &Site) {
    let card = fs::read_to_string(site.models().join("gabor.md")).unwrap();
    let sections = [
        "# gabor",
        "## In short",
        "## One photo against one",
        "## One photo against the mean of several, and the thresholds",
        "## Look-alikes",
        "## The same photograph",
        "## What the quality of a picture tells",
        "## Limits",
        "## How to recompute",
    ];
    let heads: Vec<&str> = card.lines().filter(|line| line.starts_with('#')).collect();
    let mut rest = heads.iter();
    for section in sections {
        assert!(rest.any(|head| head.starts_with(section)), "{section} is not in {heads:?}");
    }
    let plots: Vec<&str> =
        card.split("](").skip(1).map(|part| part.split_once(')').unwrap().0).collect();
    assert!(plots.len() >= 3, "{plots:?}");
    for plot in plots {
        let svg = fs::read_to_string(site.models().join(plot)).unwrap();
        let tree = Tree::from_str(&svg, &resvg::usvg::Options::default()).unwrap();
        assert!(tree.root().has_children(), "{plot} is empty");
    }
}
