//! The rules of ARCHITECTURE.md, checked.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::{
    fs,
    path::{Path, PathBuf},
};

#[test]
fn the_face_crate_knows_no_browser_file_clock_or_network() {
    forbid(
        "crates/face/src",
        &[
            "wasm_bindgen",
            "web_sys",
            "js_sys",
            "gloo",
            "leptos",
            "wire::",
            "std::fs",
            "std::net",
            "std::time",
            "std::thread",
            "unsafe",
        ],
    );
}

#[test]
fn one_module_names_the_inference_engine() {
    for file in files_with("crates/face/src", "tract") {
        assert!(file.starts_with("crates/face/src/model"), "{file}");
    }
    assert_eq!(files_with("src", "tract"), [""; 0]);
}

#[test]
fn the_kernels_know_no_network_and_no_engine() {
    forbid("crates/kernels/src", &["tract", "face::", "wire::", "std::fs", "std::thread"]);
}

#[test]
fn only_the_kernels_may_be_unsafe() {
    for place in ["src", "crates", "xtask/src"] {
        for word in ["unsafe {", "unsafe fn", "unsafe impl"] {
            for file in files_with(place, word) {
                assert!(file.starts_with("crates/kernels/src"), "{file}");
            }
        }
    }
}

#[test]
fn only_an_evaluation_can_read_numbers() {
    let allowed = [
        // The feature and the program for evaluation, which are not enabled by default.
        ("Cargo.toml", r#"evaluation = ["vision", "face/evaluation"]"#),
        ("Cargo.toml", r#"name = "evaluation""#),
        ("Cargo.toml", r#"path = "src/bin/evaluation.rs""#),
        ("Cargo.toml", r#"required-features = ["evaluation"]"#),
        ("crates/face/Cargo.toml", "evaluation = []"),
    ];
    let crates = fs::read_dir(root().join("crates")).unwrap();
    let crates = crates.map(|it| format!("crates/{}", it.unwrap().file_name().display()));
    let others = crates.filter(|it| it != "crates/eval").map(|it| format!("{it}/Cargo.toml"));
    let mut seen = 0;
    for manifest in others.chain(["Cargo.toml".into(), "xtask/Cargo.toml".into()]) {
        for line in read(&manifest).lines() {
            assert!(!line.starts_with("eval ") && !line.starts_with("eval."), "{manifest}: {line}");
            if line.contains("evaluation") && !line.starts_with('#') {
                assert!(allowed.contains(&(&*manifest, line)), "{manifest}: {line}");
                seen += 1;
            }
        }
    }
    assert_eq!(seen, allowed.len());
    for file in ["index.html", "Trunk.toml"] {
        assert!(!read(file).contains("evaluation"), "{file}");
    }
}

#[test]
fn the_wire_crate_knows_no_faces() {
    forbid("crates/wire/src", &["face::", "js_sys", "web_sys", "f32", "Vec<", "serde_json::Value"]);
}

#[test]
fn the_flow_is_pure() {
    forbid("src/flow.rs", &["leptos", "web_sys", "js_sys", "gloo", "face::", "crate::"]);
}

#[test]
fn the_session_knows_no_browser() {
    forbid("src/vision/session.rs", &["web_sys", "js_sys", "wasm_bindgen", "gloo"]);
}

#[test]
fn the_server_knows_neither_faces_nor_the_page() {
    let manifest = read("crates/server/Cargo.toml");
    for word in ["face", "gangway ", "gangway=", "tract", "leptos"] {
        assert!(!manifest.contains(word), "{word}");
    }
}

#[test]
fn screens_reach_the_world_through_the_kiosk_alone() {
    forbid(
        "src/ui",
        &[
            "camera::",
            "delivery::",
            "enrolment::",
            "identity::",
            "post::",
            "store::",
            "bridge::",
            "parts::",
            "gloo::net",
            "fetch",
        ],
    );
}

#[test]
fn arrows_point_down_only() {
    forbid("src/camera.rs", &["crate::ui", "crate::kiosk", "crate::delivery", "crate::vision"]);
    // The layers from the browser's database to the outbox: each depends only on those before it.
    let stages = ["store", "identity", "post", "server", "enrolment", "delivery"];
    for (at, stage) in stages.iter().enumerate() {
        let above = stages[at + 1..].iter().map(|it| format!("{it}::"));
        let beside = ["crate::ui", "crate::kiosk", "crate::camera", "crate::vision", "flow"];
        let words: Vec<_> = beside.map(String::from).into_iter().chain(above).collect();
        // The store passes keys on, and does not use them.
        let words =
            words.iter().map(|it| &**it).filter(|it| (*stage, *it) != ("store", "identity::"));
        let words: Vec<_> = words.collect();
        forbid(&format!("src/{stage}.rs"), &words);
    }
    forbid("src/vision", &["crate::ui", "crate::kiosk", "crate::camera", "crate::delivery"]);
    forbid("src/kiosk.rs", &["crate::ui"]);
    forbid("src/kiosk", &["crate::ui"]);
}

#[test]
fn one_module_names_the_database_and_one_the_key() {
    assert_eq!(files_with("src", "database.js"), ["src/store.rs"]);
    assert_eq!(files_with("src", "key.js"), ["src/identity.rs"]);
    let key = read("src/identity/key.js");
    // Not extractable, and the one half that is exported is the public one.
    assert!(key.contains("generateKey(PAIR, false, ['sign'])"));
    assert_eq!(key.matches("exportKey").count(), 1);
    assert!(key.contains("exportKey('raw', publicKey)"));
}

#[test]
fn every_file_fits_in_one_head() {
    for place in ["src", "crates", "xtask", "tests"] {
        for file in rust_files(place) {
            let lines = fs::read_to_string(&file).unwrap().lines().count();
            assert!(lines <= 400, "{}: {lines} lines", file.display());
        }
    }
}

#[test]
fn every_sentence_is_shown_somewhere() {
    let code = |place| -> String {
        rust_files(place).iter().map(|file| fs::read_to_string(file).unwrap()).collect()
    };
    // The screens call a method for each sentence; the wall sign uses its key.
    let (code, sign) = (code("src"), code("xtask/src/sign"));
    for line in read("locales/en/main.ftl").lines() {
        if let Some((key, _)) = line.split_once(" = ")
            && !line.starts_with('#')
        {
            let call = format!(".{}(", key.replace('-', "_"));
            let is_shown = code.contains(&call) || sign.contains(&format!("\"{key}\""));
            assert!(is_shown, "no screen shows `{key}`");
        }
    }
}

/// Fails if a Rust file at or below `place` mentions one of `words` outside a comment.
#[track_caller]
fn forbid(place: &str, words: &[&str]) {
    for file in rust_files(place) {
        for (n, line) in fs::read_to_string(&file).unwrap().lines().enumerate() {
            let code = line.split("//").next().unwrap_or_default();
            if let Some(word) = words.iter().find(|word| code.contains(**word)) {
                panic!("{}:{}: `{word}` is not allowed in {place}", file.display(), n + 1);
            }
        }
    }
}

/// The files at or below `place` that mention `word` outside a comment.
fn files_with(place: &str, word: &str) -> Vec<String> {
    let mentions = |file: &PathBuf| {
        let text = fs::read_to_string(file).unwrap();
        text.lines().any(|line| line.split("//").next().unwrap_or_default().contains(word))
    };
    let files = rust_files(place).into_iter().filter(mentions);
    let relative = |file: PathBuf| file.strip_prefix(root()).unwrap().display().to_string();
    files.map(relative).collect()
}

/// All Rust files at or below `place`. Fails if there is none.
#[track_caller]
fn rust_files(place: &str) -> Vec<PathBuf> {
    let mut files = Vec::new();
    collect(&root().join(place), &mut files);
    assert!(!files.is_empty(), "no Rust file at {place}");
    return files;

    fn collect(path: &Path, files: &mut Vec<PathBuf>) {
        if path.is_dir() {
            for entry in fs::read_dir(path).unwrap() {
                collect(&entry.unwrap().path(), files);
            }
        } else if path.extension().is_some_and(|it| it == "rs") {
            files.push(path.to_owned());
        }
    }
}

fn read(file: &str) -> String {
    fs::read_to_string(root().join(file)).unwrap()
}

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}
