//! The layers that cargo holds: which packages may depend on which, and which features of the browser
//! they may use. Code of a package cannot name a package that is not among its dependencies.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

mod sources;

use std::{
    collections::{BTreeMap, BTreeSet},
    process::Command,
};

use serde_json::Value;
use sources::root;

/// A package and the packages that it must not reach, directly or through others.
struct Ban {
    package: &'static str,
    /// Separated by spaces. `name*` stands for all names that begin with `name`.
    banned: &'static str,
    reason: &'static str,
}

const BROWSER: &str = "web-sys js-sys wasm-bindgen* gloo* leptos";
const NETWORK: &str = "gloo* leptos reqwest tokio hyper axum";

const BANS: &[Ban] = &[
    Ban {
        package: "gangway",
        banned: "vision face kernels tract* image libjpeg* hayro*",
        reason: "the page reads no picture",
    },
    Ban { package: "vision", banned: NETWORK, reason: "the worker reaches no network" },
    Ban { package: "vision", banned: "gangway site json", reason: "the worker serves any page" },
    Ban { package: "protocol", banned: "wire face", reason: "messages are data" },
    Ban { package: "protocol", banned: BROWSER, reason: "messages are data" },
    Ban { package: "models", banned: "tract* face wire", reason: "a schema needs no engine" },
    Ban { package: "models", banned: BROWSER, reason: "the server reads it as well" },
    Ban { package: "site", banned: BROWSER, reason: "the server reads it as well" },
    Ban { package: "site", banned: "face protocol", reason: "settings know no faces" },
    Ban { package: "json", banned: "serde_json", reason: "it keeps the page's program small" },
    Ban { package: "face", banned: BROWSER, reason: "the pipeline runs natively as well" },
    Ban { package: "face", banned: "wire protocol", reason: "the pipeline knows no traveller" },
    Ban {
        package: "kernels",
        banned: "tract* face models network wire",
        reason: "kernels are arithmetic",
    },
    Ban {
        package: "network",
        banned: "tract* prost* compile face models",
        reason: "a plan needs neither an engine nor its file format",
    },
    Ban { package: "network", banned: BROWSER, reason: "plans run natively as well" },
    Ban { package: "mrz", banned: BROWSER, reason: "zones are read natively as well" },
    Ban { package: "mrz", banned: NETWORK, reason: "what is read reaches no network" },
    Ban {
        package: "mrz",
        banned: "tract* prost* compile convert chrono jiff time rand getrandom wire protocol face",
        reason: "it has no clock, knows no face and no kiosk, and needs no engine",
    },
    Ban { package: "document", banned: BROWSER, reason: "the chip is read natively as well" },
    Ban { package: "document", banned: NETWORK, reason: "a document reaches no network" },
    Ban {
        package: "document",
        banned: "chrono jiff time rand getrandom",
        reason: "the caller says the date and passes random numbers",
    },
    Ban {
        package: "document",
        banned: "wire face protocol",
        reason: "it knows no face and no kiosk",
    },
    Ban {
        package: "reader",
        banned: "document face wire protocol serde* tracing* log reqwest tokio hyper axum",
        reason: "a pipe knows no document, keeps nothing and reaches no other machine",
    },
    Ban { package: "wire", banned: "face models protocol", reason: "messages know no faces" },
    Ban { package: "wire", banned: BROWSER, reason: "the server uses the messages as well" },
    Ban {
        package: "server",
        banned: "gangway vision protocol face kernels tract* leptos",
        reason: "the server knows neither faces nor the page",
    },
    Ban {
        package: "domain",
        banned: "axum hyper* tower* sqlx tokio* tracing prometheus-client store server",
        reason: "rules know no clock, network or database",
    },
    Ban {
        package: "store",
        banned: "axum hyper* tower* maud prometheus-client server",
        reason: "the store knows neither HTTP, metrics nor the desk",
    },
];

/// Features of web-sys that would let the page read a picture.
const PIXELS: [&str; 8] = [
    "CanvasRenderingContext2d",
    "FileReader",
    "HtmlCanvasElement",
    "ImageData",
    "MediaRecorder",
    "OffscreenCanvas",
    "OffscreenCanvasRenderingContext2d",
    "VideoFrame",
];

/// Features of web-sys that would let the worker reach a network or a disk.
const EXITS: [&str; 17] = [
    "BroadcastChannel",
    "Cache",
    "CacheStorage",
    "EventSource",
    "FileSystemSyncAccessHandle",
    "Headers",
    "IdbFactory",
    "Navigator",
    "Request",
    "RequestInit",
    "Response",
    "RtcPeerConnection",
    "Storage",
    "WebSocket",
    "WebTransport",
    "Worker",
    "XmlHttpRequest",
];

/// What each package of the workspace depends on, without the dependencies of its tests and build script.
#[derive(Default)]
struct Graph {
    dependencies: BTreeMap<String, BTreeSet<String>>,
    /// The features of web-sys that it asks for.
    web_features: BTreeMap<String, BTreeSet<String>>,
}

impl Graph {
    /// Reads the output of `cargo metadata --no-deps`.
    fn read(metadata: &Value) -> Self {
        let mut graph = Self::default();
        for package in metadata["packages"].as_array().unwrap() {
            let name = package["name"].as_str().unwrap();
            let all = package["dependencies"].as_array().unwrap().iter();
            let normal: Vec<_> = all.filter(|dependency| dependency["kind"].is_null()).collect();
            let names = normal.iter().map(|dependency| text(&dependency["name"])).collect();
            graph.dependencies.insert(name.to_owned(), names);
            let web = normal.iter().filter(|dependency| dependency["name"] == "web-sys");
            let asked = web.flat_map(|dependency| dependency["features"].as_array().unwrap());
            let optional = package["features"].as_object().unwrap().values();
            let optional = optional.flat_map(|names| names.as_array().unwrap());
            let optional = optional.filter_map(|name| name.as_str()?.strip_prefix("web-sys/"));
            let features = asked.map(text).chain(optional.map(str::to_owned)).collect();
            graph.web_features.insert(name.to_owned(), features);
        }
        graph
    }

    /// All that `package` depends on, directly or through other packages of the workspace.
    fn reached_by(&self, package: &str) -> BTreeSet<&str> {
        let mut reached = BTreeSet::new();
        let mut waiting = vec![package];
        while let Some(name) = waiting.pop() {
            for dependency in self.dependencies.get(name).into_iter().flatten() {
                if reached.insert(dependency.as_str()) {
                    waiting.push(dependency);
                }
            }
        }
        reached
    }

    fn violations(&self, ban: &Ban) -> Vec<String> {
        let is_banned = |name: &str| {
            ban.banned.split(' ').any(|banned| match banned.strip_suffix('*') {
                Some(start) => name.starts_with(start),
                None => name == banned,
            })
        };
        let reached = self.reached_by(ban.package).into_iter().filter(|name| is_banned(name));
        reached.map(|name| format!("{} reaches {name}: {}", ban.package, ban.reason)).collect()
    }

    fn features_among(&self, package: &str, banned: &[&str]) -> Vec<&str> {
        let features = self.web_features[package].iter().map(String::as_str);
        features.filter(|feature| banned.contains(feature)).collect()
    }
}

fn text(value: &Value) -> String {
    value.as_str().unwrap().to_owned()
}

fn workspace() -> Graph {
    Graph::read(&metadata())
}

/// The output of `cargo metadata --no-deps`.
fn metadata() -> Value {
    let mut cargo = Command::new(env!("CARGO"));
    cargo.args(["metadata", "--no-deps", "--offline", "--format-version", "1"]);
    let output = cargo.current_dir(root()).output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    serde_json::from_slice(&output.stdout).unwrap()
}

#[test]
fn no_package_reaches_what_it_must_not() {
    let graph = workspace();
    for ban in BANS {
        assert!(graph.dependencies.contains_key(ban.package), "no package {}", ban.package);
        assert_eq!(graph.violations(ban), [""; 0]);
    }
}

#[test]
fn only_the_feature_of_that_name_puts_tract_into_the_worker() {
    let mut metadata = metadata();
    for package in metadata["packages"].as_array_mut().unwrap() {
        package["dependencies"]
            .as_array_mut()
            .unwrap()
            .retain(|dependency| dependency["optional"] == false);
        if ["vision", "face"].contains(&package["name"].as_str().unwrap()) {
            assert!(package["features"].get("default").is_none(), "{}", package["name"]);
        }
    }
    let ban = |package| Ban { package, banned: "tract* prost* convert compile", reason: "size" };
    assert_eq!(Graph::read(&metadata).violations(&ban("vision")), [""; 0]);
    assert!(!Graph::read(&metadata).violations(&ban("eval")).is_empty(), "eval runs tract");
    assert!(!workspace().violations(&ban("vision")).is_empty(), "a site can ask for tract");
}

#[test]
fn the_page_asks_for_no_pixels_and_the_worker_for_no_exits() {
    let graph = workspace();
    assert_eq!(graph.features_among("gangway", &PIXELS), [""; 0]);
    assert_eq!(graph.features_among("vision", &EXITS), [""; 0]);
    // The lists are not empty by mistake: each side has what the other must not have.
    assert!(graph.features_among("vision", &PIXELS).len() > 2);
    assert!(graph.features_among("gangway", &EXITS).len() > 2);
}

/// A workspace in which package `a` has these dependencies, and `b` depends on `c` in its tests only.
fn example(dependencies: &str, features: &str) -> Graph {
    let json = format!(
        r#"{{"packages": [
            {{"name": "a", "features": {{{features}}}, "dependencies": [{dependencies}]}},
            {{"name": "b", "features": {{}}, "dependencies": [
                {{"name": "tract-onnx", "kind": null, "features": []}},
                {{"name": "c", "kind": "dev", "features": []}}
            ]}}
        ]}}"#
    );
    Graph::read(&serde_json::from_str(&json).unwrap())
}

#[test]
fn a_package_that_is_reached_through_another_one_is_found() {
    let graph = example(r#"{"name": "b", "kind": null, "features": []}"#, "");
    let ban = |banned| Ban { package: "a", banned, reason: "R" };
    assert_eq!(graph.violations(&ban("x b")), ["a reaches b: R"]);
    assert_eq!(graph.violations(&ban("tract*")), ["a reaches tract-onnx: R"]);
    assert_eq!(graph.violations(&ban("tract c")), [""; 0]);
}

#[test]
fn a_feature_of_the_browser_is_found_even_if_it_is_optional() {
    let web = r#"{"name": "web-sys", "kind": null, "features": ["ImageData", "Blob"]}"#;
    let graph = example(web, r#""more": ["web-sys/VideoFrame", "b"]"#);
    assert_eq!(graph.features_among("a", &PIXELS), ["ImageData", "VideoFrame"]);
    assert_eq!(graph.features_among("b", &PIXELS), [""; 0]);
}
