//! Words that hide who does what are not used in sources and documents.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

mod sources;

use std::{fs, path::PathBuf};

use sources::{files, read, root};

/// With a hyphen each, so that this file contains none of them.
const RULED_OUT: [&str; 4] = ["who-ever", "who-m", "no-body", "some-body"];

/// Files and folders in which the words are looked for, and all documents in the root.
const PLACES: [&str; 10] =
    ["src", "crates", "xtask", "tests", "public", "docs", "deploy", "fuzz", "models", "build.rs"];

/// Kinds of files that are read; in `docs` also JSON, in `deploy` all.
const KINDS: [&str; 5] = ["rs", "mjs", "js", "css", "md"];

/// A file that needs such words, and how many of them it has.
struct Exception {
    path: &'static str,
    count: usize,
    #[expect(dead_code, reason = "for the reader of the list")]
    reason: &'static str,
}

/// At most [`MOST`] words in all.
const EXCEPTIONS: [Exception; 3] = [
    Exception {
        path: "tests/copy.rs",
        count: 1,
        reason: "lists the negations that a traveller may read, to compare the two choices",
    },
    Exception {
        path: "crates/server/src/api/schemas.rs",
        count: 1,
        reason: "part of the published description of the interface",
    },
    Exception {
        path: "docs/openapi.json",
        count: 1,
        reason: "the published description of the interface",
    },
];

const MOST: usize = 15;

#[test]
fn sources_and_documents_say_who_does_what() {
    let mut findings = Vec::new();
    let mut unused = Vec::new();
    for (path, text) in texts() {
        let found = findings_in(&path, &text);
        let exception = EXCEPTIONS.iter().find(|exception| exception.path == path);
        match exception {
            Some(exception) if exception.count == found.len() => {}
            Some(exception) if exception.count > found.len() => unused.push(path),
            _ => findings.extend(found),
        }
    }
    assert!(findings.is_empty(), "{} words:\n{}", findings.len(), findings.join("\n"));
    assert!(unused.is_empty(), "exceptions with too high a count: {unused:?}");
}

#[test]
fn exceptions_are_few_and_exist() {
    assert!(EXCEPTIONS.iter().map(|exception| exception.count).sum::<usize>() <= MOST);
    for exception in EXCEPTIONS {
        assert!(root().join(exception.path).is_file(), "{}", exception.path);
    }
}

#[test]
fn a_ruled_out_word_is_found_in_any_case_with_its_line() {
    for word in ruled_out() {
        let upper = word.to_uppercase();
        let text = format!("fn main() {{}}\n// {upper} waits.\nlet a = \"{word}'s\";");
        let expected = [format!("a.rs:2: {upper}"), format!("a.rs:3: {word}")];
        assert_eq!(findings_in("a.rs", &text), expected);
    }
}

#[test]
fn a_part_of_a_word_is_no_finding() {
    for word in ruled_out() {
        let text = format!("{word}s a{word} {word}_waits _{word} 1{word}");
        assert_eq!(findings_in("a.rs", &text), [""; 0]);
    }
}

#[test]
fn every_place_is_read() {
    let paths: Vec<_> = texts().into_iter().map(|(path, _)| path).collect();
    for place in PLACES {
        assert!(paths.iter().any(|path| path.starts_with(place)), "{place}");
    }
    for file in ["README.md", "tests/browser/kiosk.mjs", "public/app.css", "docs/openapi.json"] {
        assert!(paths.iter().any(|path| path == file), "{file}");
    }
}

/// `path:line: word` for each word of `text` that is ruled out.
fn findings_in(path: &str, text: &str) -> Vec<String> {
    let ruled_out = ruled_out();
    let mut findings = Vec::new();
    for (index, line) in text.lines().enumerate() {
        let words = line.split(|c: char| !c.is_alphanumeric() && c != '_');
        for word in words.filter(|word| ruled_out.contains(&word.to_lowercase())) {
            findings.push(format!("{path}:{}: {word}", index + 1));
        }
    }
    findings
}

fn ruled_out() -> Vec<String> {
    RULED_OUT.iter().map(|word| word.replace('-', "")).collect()
}

/// Path and text of every file that is read.
fn texts() -> Vec<(String, String)> {
    let documents = fs::read_dir(root()).unwrap().map(|entry| entry.unwrap().file_name().into());
    let documents =
        documents.filter(|file: &PathBuf| file.extension().is_some_and(|kind| kind == "md"));
    let files = PLACES.into_iter().flat_map(files).chain(documents).filter_map(|file| {
        let path = file.to_str()?.to_owned();
        let kind = file.extension().unwrap_or_default().to_str()?;
        let is_document =
            path.starts_with("deploy/") || path.starts_with("docs/") && kind == "json";
        (KINDS.contains(&kind) || is_document).then(|| (path.clone(), read(&path)))
    });
    files.collect()
}
