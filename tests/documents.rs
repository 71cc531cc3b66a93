//! Checks the references in the documents to files, tests and commands.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

mod sources;

use std::path::PathBuf;

use sources::{files, read, root};

#[test]
fn every_promise_names_tests_that_exist() {
    let privacy = read("PRIVACY.md");
    let (promises, _) = privacy.split_once("## What is not promised").unwrap();
    let rows: Vec<_> = promises.lines().filter(|line| line.starts_with("| ")).skip(2).collect();
    assert!(rows.len() > 5);
    for row in rows {
        let held_by = row.trim_end_matches(" |").rsplit_once(" | ").unwrap().1;
        let mut text = String::new();
        for test in held_by.split("; ") {
            let title = match test.split_once("`: ") {
                Some((file, title)) => {
                    text = plain(&source(file.trim_start_matches('`')));
                    title
                }
                None => test,
            };
            assert!(text.contains(&plain(title)), "no test `{title}` behind: {row}");
        }
    }
}

#[test]
fn the_readme_shows_what_ci_runs() {
    let ci = read(".ci/run");
    let command = ci.lines().rfind(|line| line.starts_with("cargo ")).unwrap();
    assert!(read("README.md").contains(command));
}

#[test]
fn the_published_bits_are_those_of_the_message() {
    let bits = format!("{} bits", wire::ResultMessage::BITS);
    assert!(read("PRIVACY.md").contains(&bits));
    assert!(read("README.md").contains(&bits));
    assert!(read("PRIVACY.md").contains(&format!("{} bits", wire::HelpCall::BITS)));
    assert!(read("PRIVACY.md").contains(&format!("{} bits", wire::SettingsInUse::BITS)));
}

#[test]
fn every_setting_is_explained() {
    let explained = read("docs/settings.md");
    let settings: serde_json::Value = serde_json::from_str(&read("public/kiosk.json")).unwrap();
    for (name, value) in settings.as_object().unwrap() {
        assert!(explained.contains(&format!("`{name}")), "{name}");
        for inner in value.as_object().into_iter().flatten().map(|(inner, _)| inner) {
            assert!(explained.contains(&format!("{inner}`")), "{name}.{inner}");
        }
    }
}

#[test]
fn the_architecture_fits_in_150_lines() {
    assert!(read("ARCHITECTURE.md").lines().count() < 150);
}

#[test]
fn every_place_to_open_for_a_change_exists() {
    let places = places_to_open(&read("ARCHITECTURE.md"));
    assert!(places.len() >= 15);
    for (change, paths) in places {
        assert!(!paths.is_empty(), "nothing to open: {change}");
        for path in paths {
            assert!(root().join(&path).exists(), "{change}: there is no {path}");
        }
    }
}

#[test]
fn a_place_to_open_is_each_path_of_its_row() {
    let text = "# A\n\n| `no` | `row` |\n\n## To change X, open Y\n\n| to change | open |\n\
        | --- | --- |\n| the `flow` | `a/b.rs`, its file in `c` |\n| a word | |\n\n## Next\n\n\
        | not | `here` |\n";
    let paths = |paths: &[&str]| paths.iter().map(|path| String::from(*path)).collect::<Vec<_>>();
    assert_eq!(
        places_to_open(text),
        [("the `flow`".into(), paths(&["a/b.rs", "c"])), ("a word".into(), paths(&[]))]
    );
}

#[test]
fn the_glossary_has_at_most_80_terms() {
    let contributing = read("CONTRIBUTING.md");
    let (_, glossary) = contributing.split_once("## Glossary").unwrap();
    let terms = glossary.lines().filter(|line| line.starts_with("| ")).count() - 2;
    assert!(terms > 40 && terms <= 80, "{terms}");
}

#[test]
fn every_source_file_that_the_architecture_names_exists() {
    let folders = ["crates", "public", "src", "tests", "xtask"];
    let sources: Vec<_> = folders.into_iter().flat_map(files).collect();
    let text = read("ARCHITECTURE.md");
    let names = text.split('`').skip(1).step_by(2).filter(|name| {
        let (path, kind) = name.rsplit_once('.').unwrap_or_default();
        // The built files of the worker are in `parts/`.
        ["rs", "js", "mjs"].contains(&kind) && !path.starts_with("parts/") && !path.contains(' ')
    });
    let missing: Vec<_> =
        names.filter(|name| !sources.iter().any(|file| file.ends_with(name))).collect();
    assert_eq!(missing, [""; 0]);
}

/// Each change of the table "To change X, open Y", and the paths to open for it.
fn places_to_open(architecture: &str) -> Vec<(String, Vec<String>)> {
    let (_, table) = architecture.split_once("## To change X, open Y").unwrap();
    let rows = table.split("\n## ").next().unwrap().lines();
    let rows = rows.filter_map(|line| line.strip_prefix("| ")).skip(2);
    let row = |row: &str| {
        let (change, open) = row.split_once(" | ")?;
        let paths = open.split('`').skip(1).step_by(2).map(str::to_owned).collect();
        Some((change.to_owned(), paths))
    };
    rows.filter_map(row).collect()
}

#[test]
fn every_file_that_a_document_links_to_exists() {
    for document in
        ["README.md", "ARCHITECTURE.md", "PRIVACY.md", "CHANGELOG.md", "CONTRIBUTING.md"]
            .into_iter()
            .chain(["docs/settings.md", "docs/deploy.md"])
    {
        for link in read(document).split("](").skip(1) {
            let target = link.split([')', '#']).next().unwrap();
            let folder = root().join(document).parent().unwrap().to_owned();
            let is_here = target.starts_with("https://") || folder.join(target).exists();
            assert!(is_here, "{document}: {target}");
        }
    }
}

#[test]
fn every_model_has_a_card() {
    let models = read("models/models.toml");
    let names: Vec<_> = models.lines().filter_map(|line| line.strip_prefix("name = ")).collect();
    assert!(names.len() >= 4);
    for name in names {
        assert!(root().join(format!("models/{}.md", name.trim_matches('"'))).exists(), "{name}");
    }
}

/// Every number of the attack of November 2026 (S0 to S14) is in the name of a test.
#[test]
fn each_attack_has_a_test_that_names_it() {
    let sources = [everything("tests"), everything("src"), everything("crates")].concat();
    for number in 0..=14 {
        let rust = format!("fn s{number}_");
        let node = [format!("S{number}:"), format!("S{number} ")];
        let is_named = |line: &str| {
            let line = line.trim_start();
            line.starts_with(&rust)
                || line.starts_with("async ") && line.contains(&rust)
                || (line.starts_with("test(") || line.starts_with("test.describe("))
                    && node.iter().any(|prefix| line.contains(prefix))
        };
        assert!(sources.lines().any(is_named), "S{number} has no test");
    }
}

/// All Rust and JavaScript files of a folder.
fn everything(folder: &str) -> String {
    let mut files = files(folder);
    files.retain(|file| file.extension().is_some_and(|kind| kind == "rs" || kind == "mjs"));
    text_of(&files)
}

/// Words alone, however they are written.
fn plain(text: &str) -> String {
    let word = |c: char| if c.is_alphanumeric() { c.to_ascii_lowercase() } else { ' ' };
    let text: String = text.chars().map(word).collect();
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// A file, or all files of a folder.
fn source(place: &str) -> String {
    let place =
        if place.ends_with(".mjs") { format!("tests/browser/{place}") } else { place.into() };
    text_of(&files(&place))
}

fn text_of(files: &[PathBuf]) -> String {
    files.iter().map(|file| read(file.to_str().unwrap())).collect()
}
