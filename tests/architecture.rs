//! The rules of ARCHITECTURE.md, checked.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

mod sources;

use std::{
    fs,
    path::{Path, PathBuf},
};

use sources::{read, references::References, root, rust_files, test_modules};

/// Code at or below these places refers to none of these paths and words.
struct Rule {
    reason: &'static str,
    /// Files and folders, separated by spaces. The first is a module with its submodules.
    places: &'static str,
    /// Separated by spaces, each with all that lies below it. Paths into the module are allowed.
    paths: &'static str,
    /// Identifiers and keywords, separated by spaces.
    words: &'static str,
}

const RULES: &[Rule] = &[
    Rule {
        reason: "the face crate uses no file, clock, thread or network",
        places: "crates/face/src",
        paths: "std::fs std::net std::time std::thread",
        words: "",
    },
    Rule {
        reason: "the document crate uses no file, clock, thread or network",
        places: "crates/document/src",
        paths: "std::fs std::net std::time std::thread",
        words: "",
    },
    Rule {
        reason: "the kernels use no file and no thread",
        places: "crates/kernels/src",
        paths: "std::fs std::thread",
        words: "",
    },
    Rule {
        reason: "the wire crate has no room for a picture",
        places: "crates/wire/src",
        paths: "serde_json::Value",
        words: "f32 Vec",
    },
    Rule {
        reason: "the domain knows no clock, no file and no network",
        places: "crates/domain/src",
        paths: "Timestamp::now jiff::Timestamp::now std::time::Instant std::time::SystemTime \
            std::fs std::net",
        words: "",
    },
    Rule {
        reason: "the flow is pure",
        places: "src/flow src/flow.rs",
        paths: "crate leptos web_sys js_sys gloo json models protocol site",
        words: "",
    },
    Rule {
        reason: "what the page makes of its worker's replies is pure",
        places: "src/worker/state.rs src/worker/vocabulary.rs",
        paths: "crate::kiosk crate::ui leptos web_sys js_sys wasm_bindgen gloo",
        words: "",
    },
    Rule {
        reason: "the session knows no browser",
        places: "crates/vision/src/session.rs",
        paths: "web_sys js_sys wasm_bindgen gloo",
        words: "",
    },
    Rule {
        reason: "screens reach the world through the kiosk alone",
        places: "src/ui",
        paths: "crate::camera crate::delivery crate::enrolment crate::identity crate::post \
            crate::key crate::store crate::worker::bridge crate::worker::parts crate::fetch \
            gloo::net",
        words: "fetch",
    },
    Rule {
        reason: "the camera knows no layer above it",
        places: "src/camera.rs",
        paths: "crate::ui crate::kiosk crate::delivery crate::worker",
        words: "",
    },
    Rule {
        reason: "the page's side of the worker knows no layer above it",
        places: "src/worker src/worker.rs",
        paths: "crate::ui crate::kiosk crate::camera crate::delivery",
        words: "",
    },
    Rule {
        reason: "the kiosk knows no screen",
        places: "src/kiosk src/kiosk.rs",
        paths: "crate::ui",
        words: "",
    },
    // From the browser's database to the delivery of results: each knows only those before it.
    Rule {
        reason: "the store knows no layer above it",
        places: "src/store.rs",
        paths: "crate::identity crate::post crate::server crate::enrolment crate::delivery crate::ui \
            crate::kiosk crate::camera crate::worker crate::flow",
        words: "",
    },
    Rule {
        reason: "the identity knows no layer above it",
        places: "src/identity.rs",
        paths: "crate::post crate::server crate::enrolment crate::delivery crate::ui \
            crate::kiosk crate::camera crate::worker crate::flow",
        words: "",
    },
    Rule {
        reason: "sending knows no layer above it",
        places: "src/post.rs src/post",
        paths: "crate::server crate::enrolment crate::delivery crate::ui crate::kiosk \
            crate::camera crate::worker crate::flow",
        words: "",
    },
    Rule {
        reason: "the server's standing knows no layer above it",
        places: "src/server.rs src/server",
        paths: "crate::enrolment crate::delivery crate::ui crate::kiosk crate::camera \
            crate::worker crate::flow",
        words: "",
    },
    Rule {
        reason: "enrolment knows no layer above it",
        places: "src/enrolment.rs",
        paths: "crate::delivery crate::ui crate::kiosk crate::camera crate::worker crate::flow",
        words: "",
    },
    Rule {
        reason: "delivery knows no layer above it",
        places: "src/delivery.rs src/delivery",
        paths: "crate::ui crate::kiosk crate::camera crate::worker crate::flow",
        words: "",
    },
];

impl Rule {
    fn first_place(&self) -> &'static str {
        self.places.split(' ').next().unwrap()
    }

    /// What in the text of the file `path` breaks the rule.
    fn violations(&self, path: &Path, text: &str) -> Vec<String> {
        let references = References::of(path, text);
        let own = self.first_place().trim_start_matches("src/").trim_end_matches(".rs");
        let own = format!("crate::{}", own.replace('/', "::"));
        let is_own = |path: &String| path == &own || path.starts_with(&format!("{own}::"));
        let paths = self.paths.split(' ').flat_map(|prefix| references.below(prefix));
        let words = references
            .words
            .iter()
            .filter(|word| self.words.split(' ').any(|ruled_out| ruled_out == *word));
        let found = paths.filter(|path| !is_own(path)).chain(words.cloned());
        found.map(|found| format!("{}: `{found}`: {}", path.display(), self.reason)).collect()
    }
}

#[test]
fn no_code_breaks_a_rule() {
    for rule in RULES {
        let files: Vec<_> = rule.places.split(' ').flat_map(rust_files).collect();
        let test_modules: Vec<_> = files.iter().flat_map(|file| tests_declared_in(file)).collect();
        let files = files.iter().filter(|file| !test_modules.contains(&file.with_extension("")));
        let violations = files.flat_map(|file| rule.violations(file, &text_of(file)));
        assert_eq!(violations.collect::<Vec<_>>(), [""; 0]);
    }
}

#[test]
fn each_rule_fails_however_the_code_is_written() {
    for rule in RULES {
        let file = Path::new(rule.first_place());
        for path in rule.paths.split(' ') {
            let path = path.replace('*', "_core");
            let (start, last) = path.rsplit_once("::").unwrap_or((&path, "thing"));
            for text in [
                format!("use {path};"),
                format!("use {path} as other;"),
                format!("use {start}::{{{last}, more}};"),
                format!("use {{std::mem, {start}::{{{last}::*}}}};"),
                format!("fn f() {{ {path}::g(); }}"),
                format!("fn f(a: &[{path}::Type]) {{}}"),
                format!("mod inner {{ use {path}; }}"),
                format!("fn f() {{ assert!(a.b({path}::g()), \"text\"); }}"),
            ] {
                assert!(!rule.violations(file, &text).is_empty(), "{}: {text}", rule.reason);
            }
            let comment = format!("//! {path}::g\nfn f() {{ g(\"{path}::g\"); }}");
            assert_eq!(rule.violations(file, &comment), [""; 0]);
        }
        for word in rule.words.split_terminator(' ') {
            let text = format!("fn f() {{ g!({word}); }}");
            assert!(!rule.violations(file, &text).is_empty(), "{}: {text}", rule.reason);
        }
    }
}

#[test]
fn a_path_that_begins_at_the_parent_is_a_path_of_the_crate() {
    let of = |file: &str, text: &str| References::of(Path::new(file), text).below("crate::ui");
    assert_eq!(of("src/kiosk/result.rs", "use super::super::ui::app;"), ["crate::ui::app"]);
    assert_eq!(
        of("src/kiosk.rs", "use super::ui::{app, face};"),
        ["crate::ui::app", "crate::ui::face"]
    );
    assert_eq!(of("src/kiosk.rs", "mod tests { use super::super::ui; }"), ["crate::ui"]);
    assert_eq!(of("src/kiosk.rs", "use self::ui;"), [""; 0]);
}

#[test]
fn one_module_names_the_inference_engine() {
    for file in rust_files("crates/face/src") {
        let names_engine = !References::of(&file, &text_of(&file)).below("tract*").is_empty();
        assert!(
            !names_engine || file == Path::new("crates/face/src/model/tract.rs"),
            "{}",
            file.display()
        );
    }
}

#[test]
fn only_the_kernels_may_be_unsafe() {
    for place in ["src", "crates", "xtask/src"] {
        for file in rust_files(place) {
            if !file.starts_with("crates/kernels/src") {
                assert!(!is_unsafe(&text_of(&file)), "{}", file.display());
            }
        }
    }
    for text in ["fn f() { unsafe { g() } }", "unsafe impl Send for A {}", "g!(unsafe { f() });"] {
        assert!(is_unsafe(text), "{text}");
    }
    assert!(!is_unsafe("#![forbid(unsafe_code)] // unsafe"));
}

fn is_unsafe(text: &str) -> bool {
    References::of(Path::new("src/lib.rs"), text).words.iter().any(|word| word == "unsafe")
}

#[test]
fn only_an_evaluation_can_read_numbers() {
    let crates = fs::read_dir(root().join("crates")).unwrap();
    let crates = crates.map(|entry| format!("crates/{}", entry.unwrap().file_name().display()));
    let others =
        crates.filter(|name| name != "crates/eval").map(|name| format!("{name}/Cargo.toml"));
    let mut allowed = 0;
    for manifest in others.chain(["Cargo.toml".into(), "xtask/Cargo.toml".into()]) {
        let text = read(&manifest);
        let (expected, others) = evaluation_lines(&manifest, &text);
        assert_eq!(others, [""; 0], "{manifest}");
        allowed += expected;
    }
    assert_eq!(allowed, EVALUATION.len());
    for file in ["index.html", "Trunk.toml"] {
        assert!(!read(file).contains("evaluation"), "{file}");
    }
}

#[test]
fn a_manifest_that_enables_the_evaluation_is_found() {
    for line in
        [r#"face = { path = "../face", features = ["evaluation"] }"#, "eval.workspace = true"]
    {
        assert_eq!(evaluation_lines("crates/server/Cargo.toml", line), (0, vec![line]));
    }
    assert_eq!(
        evaluation_lines("crates/face/Cargo.toml", "# evaluation\nevaluation = []"),
        (1, vec![])
    );
}

/// The feature and the program for evaluation, which are not enabled by default.
const EVALUATION: [(&str, &str); 6] = [
    ("crates/vision/Cargo.toml", r#"evaluation = ["face/evaluation"]"#),
    ("crates/vision/Cargo.toml", r#"name = "evaluation""#),
    ("crates/vision/Cargo.toml", r#"path = "src/bin/evaluation.rs""#),
    ("crates/vision/Cargo.toml", r#"required-features = ["evaluation"]"#),
    ("crates/face/Cargo.toml", "evaluation = []"),
    ("crates/mrz/Cargo.toml", "evaluation = []"),
];

/// How many lines of a manifest define the evaluation as they may, and the others that name it.
fn evaluation_lines<'a>(manifest: &str, text: &'a str) -> (usize, Vec<&'a str>) {
    let names_it = |line: &&str| {
        !line.starts_with('#')
            && (line.contains("evaluation")
                || line.starts_with("eval ")
                || line.starts_with("eval."))
    };
    let (allowed, others): (Vec<_>, Vec<_>) =
        text.lines().filter(names_it).partition(|line| EVALUATION.contains(&(manifest, line)));
    (allowed.len(), others)
}

#[test]
fn one_module_names_the_database_and_one_the_key() {
    assert_eq!(files_with("src", "database.js"), ["src/store.rs"]);
    assert_eq!(files_with("src", "key.js"), ["src/key.rs"]);
    let key = read("src/key/key.js");
    // Not extractable, and the one half that is exported is the public one.
    assert!(key.contains("generateKey(PAIR, false, ['sign'])"));
    assert_eq!(key.matches("exportKey").count(), 1);
    assert!(key.contains("exportKey('raw', publicKey)"));
}

#[test]
fn every_rust_file_has_at_most_400_lines() {
    for place in ["src", "crates", "xtask", "tests"] {
        for file in rust_files(place) {
            let lines = text_of(&file).lines().count();
            assert!(lines <= 400, "{}: {lines} lines", file.display());
        }
    }
}

#[test]
fn every_sentence_is_shown_somewhere() {
    let code = |place| -> String { rust_files(place).iter().map(|file| text_of(file)).collect() };
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

/// The modules that a file declares for tests only, as paths without extension.
fn tests_declared_in(file: &Path) -> Vec<PathBuf> {
    test_modules(file, &syn::parse_file(&text_of(file)).unwrap())
}

/// The files at or below `place` that mention `word` outside a comment.
fn files_with(place: &str, word: &str) -> Vec<String> {
    let mentions = |text: &str| {
        text.lines().any(|line| line.split("//").next().unwrap_or_default().contains(word))
    };
    let files = rust_files(place).into_iter().filter(|file| mentions(&text_of(file)));
    files.map(|file| file.display().to_string()).collect()
}

fn text_of(file: &Path) -> String {
    read(file.to_str().unwrap())
}
