//! `--check`, the example file, and the table of settings.

use std::{
    fs,
    path::Path,
    process::{Command, Output},
};

const EXAMPLE: &str = include_str!("../../../../deploy/server/gangway-server.toml");
const MANUAL: &str = include_str!("../../../../docs/server.md");
const SETTINGS: &str = include_str!("../../src/config/settings.rs");

fn check(file: &Path, site: &Path) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_gangway-server"));
    command.args(["serve", "--check", "--database", "results.sqlite", "--config"]).arg(file);
    for (name, _) in std::env::vars_os() {
        if name.to_string_lossy().starts_with("GANGWAY_") || name == "DATABASE_URL" {
            command.env_remove(name);
        }
    }
    command.arg("--site").arg(site).current_dir(site).output().unwrap()
}

fn said(text: &str) -> (Option<i32>, String) {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("index.html"), "").unwrap();
    let file = folder.path().join("gangway-server.toml");
    fs::write(&file, text).unwrap();
    let output = check(&file, folder.path());
    assert!(!folder.path().join("results.sqlite").exists(), "a check makes no database");
    let said = [output.stdout, output.stderr].concat();
    (output.status.code(), String::from_utf8(said).unwrap())
}

#[test]
fn the_example_is_good_and_shows_every_setting() {
    let (code, text) = said(EXAMPLE);
    assert!(code == Some(0) && text.starts_with("The settings are good.\n"), "{text}");
    let whole: String = EXAMPLE
        .lines()
        .map(|line| line.strip_prefix('#').unwrap_or(line).to_owned() + "\n")
        .collect();
    for name in names() {
        assert!(whole.lines().any(|line| line.starts_with(&format!("{name} = "))), "{name}");
    }
}

#[test]
fn the_manual_explains_every_setting() {
    let table = MANUAL.lines().filter(|line| line.starts_with("| `"));
    let explained: Vec<_> = table.filter_map(|line| line.split('`').nth(1)).collect();
    for name in names() {
        assert!(explained.contains(&name), "docs/server.md says nothing of {name}");
    }
}

#[test]
fn the_files_of_the_deployment_set_nothing_that_is_not_there() {
    let container = include_str!("../../../../deploy/server/Containerfile");
    let unit = include_str!("../../../../deploy/server/gangway-server.service");
    let mut seen = 0;
    for (at, _) in [container, unit].concat().match_indices("GANGWAY_") {
        let text = &[container, unit].concat()[at..];
        let name = text.split('=').next().unwrap();
        assert!(SETTINGS.contains(&format!("env = \"{name}\"")), "{name}");
        seen += 1;
    }
    assert_eq!(seen, 5);
    let example = "folder = \"/usr/share/gangway/site\"";
    assert!(EXAMPLE.contains(example) && container.contains("COPY dist /usr/share/gangway/site"));
    assert!(unit.contains("StateDirectory=gangway\n") && EXAMPLE.contains("/var/lib/gangway/"));
}

/// The field names of `Settings`.
fn names() -> Vec<&'static str> {
    let start = SETTINGS.find("pub struct Settings {").unwrap();
    let fields = SETTINGS[start..].split("\n}").next().unwrap();
    let names = fields.lines().filter_map(|line| line.strip_prefix("    pub ")?.split(':').next());
    names.collect()
}

#[test]
fn what_is_wrong_is_said_with_its_name() {
    for (text, name, reason) in [
        ("lisen = \"127.0.0.1:80\"", "lisen", "unknown field"),
        ("listen = \"localhost\"", "line 1", "invalid socket address"),
        ("kiosk_burst = 0", "kiosk_burst", "at least 1"),
        ("trial = true\nlisten = \"0.0.0.0:80\"", "trial", "loopback"),
        ("trial = true\ndesk_listen = \"0.0.0.0:80\"", "trial", "loopback"),
        ("listen = \"[::1]:80\"\ndesk_listen = \"[::1]:80\"", "desk_listen", "another than listen"),
        ("desk_host = \"https://desk.example\"", "line 1", "without a scheme"),
        ("tls_key = \"key.pem\"", "tls_key", "needs tls_certificate"),
        ("tls_key = \"a\"\ntls_certificate = \"b\"", "tls_certificate", "no certificate"),
        ("trusted_proxies = [\"10.0.0.0/99\"]", "line 1", "invalid"),
        ("proxy_header = \"x-real-ip\"", "line 1", "unknown variant"),
        ("policy = \"no.toml\"", "policy", "cannot be read"),
    ] {
        let (code, said) = said(text);
        assert!(said.contains(name) && said.contains(reason), "{text}: {said}");
        assert_eq!(code, Some(1), "{said}");
    }
}

#[test]
fn what_a_partner_names_is_read_as_well() {
    let webhook = "webhook = { url = 'https://port.example/', secret = { file = 'key.pem' }";
    let nats = "nats = { url = 'tls://port.example:4222', stream = 'S', subject = 's'";
    // A build without NATS reads no file for it.
    let reasons = match cfg!(feature = "nats") {
        true => ["none.pem is no certificate", "none.creds cannot be read"],
        false => ["This build has no NATS"; 2],
    };
    for (partner, reason) in [
        (format!("{webhook} }}").replace("key.pem", "none"), "secret"),
        (format!("{webhook}, authority = 'none.pem' }}"), "none.pem is no certificate"),
        (format!("{webhook}, authority = 'key.pem' }}"), "key.pem is no certificate"),
        (format!("{nats}, authority = 'none.pem' }}"), reasons[0]),
        (format!("{nats}, credentials = 'none.creds' }}"), reasons[1]),
    ] {
        let folder = tempfile::tempdir().unwrap();
        let policy = format!("[[partner]]\nname = 'P'\n{partner}\n");
        for (name, text) in [
            ("index.html", ""),
            ("policy.toml", &policy),
            ("key.pem", "correct horse battery staple"),
            ("server.toml", "policy = \"policy.toml\""),
        ] {
            fs::write(folder.path().join(name), text).unwrap();
        }
        let output = check(&folder.path().join("server.toml"), folder.path());
        let said = String::from_utf8(output.stderr).unwrap();
        assert!(said.contains("policy: ") && said.contains(reason), "{partner}: {said}");
    }
}

#[test]
fn a_wrong_kiosk_json_is_said_with_its_field() {
    let shipped = include_str!("../../../../public/kiosk.json");
    let check_with = |kiosk: &str| {
        let folder = tempfile::tempdir().unwrap();
        for (name, text) in [("index.html", ""), ("kiosk.json", kiosk), ("server.toml", "")] {
            fs::write(folder.path().join(name), text).unwrap();
        }
        let output = check(&folder.path().join("server.toml"), folder.path());
        let text = String::from_utf8([output.stdout, output.stderr].concat()).unwrap();
        (output.status.code(), text)
    };
    let (code, text) = check_with(shipped);
    assert!(code == Some(0) && text.starts_with("The settings are good.\n"), "{text}");
    for (from, to, reason) in [
        ("\"hours\": 12", "\"hours\": 0", "retention.rows[0].kept.hours: a number from 1 to 999"),
        ("\"officer_first\"", "\"officer_fist\"", "unknown field `officer_fist`"),
        ("{", "", "this is no JSON"),
    ] {
        let wrong = shipped.replacen(from, to, 1);
        assert_ne!(wrong, shipped);
        let (code, text) = check_with(&wrong);
        assert!(code == Some(1) && text.contains("kiosk.json") && text.contains(reason), "{text}");
        assert!(!text.contains("good"), "{text}");
    }
}
