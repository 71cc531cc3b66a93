//! The stages of the test suite, in order: what each one runs.

use std::{env, fs, path::PathBuf, process::Command};

use clap::ValueEnum;

use super::count::Count;
use crate::{
    Error, Project, build,
    node::node,
    process, say,
    setup::{self, Tools, browser},
};

/// A part of the test suite. Formatting, lints and build count as one test each.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Stage {
    /// Check the formatting of all Rust files
    Formatting,
    /// Check licences, sources and known vulnerabilities of dependencies against deny.toml
    Dependencies,
    /// Run Clippy on all native code
    Clippy,
    /// Run Clippy on the page
    ClippyPage,
    /// Run Clippy on the vision worker
    ClippyWorker,
    /// Run Clippy on the evaluation build of the vision worker
    ClippyEvaluation,
    /// Run the tests that need no browser
    Native,
    /// Run the server's tests with PostgreSQL instead of SQLite
    Postgres,
    /// Test the server's commands without NATS and Parquet, as `serve` builds it
    MinimalServer,
    /// Build the release, the gallery and the evaluation build
    Build,
    /// Run the end-to-end tests in real browsers
    Browser,
}

impl Stage {
    /// In the order in which they run.
    pub(super) const ALL: [Self; 11] = [
        Self::Formatting,
        Self::Dependencies,
        Self::Clippy,
        Self::ClippyPage,
        Self::ClippyWorker,
        Self::ClippyEvaluation,
        Self::Native,
        Self::Postgres,
        Self::MinimalServer,
        Self::Build,
        Self::Browser,
    ];

    /// Its name on the command line.
    pub(super) fn name(self) -> String {
        self.to_possible_value().map_or_else(String::new, |value| value.get_name().to_owned())
    }

    /// Runs the stage and counts its tests.
    pub(super) fn run(self, project: &Project, tools: &Tools) -> Result<Count, Error> {
        let mut cargo = process::cargo(project.root());
        match self {
            Self::Formatting => run_as_one(cargo.args(["fmt", "--all", "--check"])),
            Self::Dependencies => dependencies(project),
            Self::Clippy => {
                run_as_one(cargo.args(["clippy", "--workspace", "--all-targets"]).args(DENY))
            }
            Self::ClippyPage => run_as_one(cargo.arg("clippy").args(PAGE).args(DENY)),
            Self::ClippyWorker => {
                run_as_one(cargo.arg("clippy").args(build::vision_flags("")).args(DENY))
            }
            Self::ClippyEvaluation => run_as_one(
                cargo.arg("clippy").args(build::vision_flags("evaluation,relaxed")).args(DENY),
            ),
            Self::Native => run_counted(cargo.args(["test", "--workspace", "--no-fail-fast"])),
            Self::Postgres => postgres(project),
            // The whole workspace has the features of the other stages, so few crates are compiled again.
            Self::MinimalServer => run_counted(cargo.args([
                "test",
                "--workspace",
                "--no-default-features",
                "--test",
                "operate",
            ])),
            Self::Build => {
                build::run(project, tools)?;
                build::gallery(project, tools)?;
                build::evaluation(project, tools)?;
                Ok(Count::one_passed())
            }
            Self::Browser => browser(project),
        }
    }
}

/// Checks the dependencies. Without a network the database of vulnerabilities is not available; then
/// the other checks run, with a warning.
fn dependencies(project: &Project) -> Result<Count, Error> {
    let program = setup::deny(project)?;
    let deny = |what: &[&str]| {
        let mut deny = Command::new(&program);
        deny.current_dir(project.root()).args(["--all-features", "--workspace", "--locked"]);
        deny.arg("check").args(what);
        deny
    };
    if !process::works(Command::new(&program).current_dir(project.root()).args(["fetch", "db"])) {
        say::warning(
            "known vulnerabilities of dependencies are NOT CHECKED: their database cannot be downloaded",
        );
        return run_as_one(&mut deny(&["bans", "licenses", "sources"]));
    }
    run_as_one(&mut deny(&[]))
}

const DENY: [&str; 3] = ["--", "-D", "warnings"];

/// Cargo's arguments for the gallery, which no production build has.
const PAGE: [&str; 6] =
    ["--package", "gangway", "--features", "gallery", "--target", "wasm32-unknown-unknown"];

/// Runs the server's tests with PostgreSQL. Cargo gets the whole workspace, so that the features are
/// the same and nothing is compiled again.
fn postgres(project: &Project) -> Result<Count, Error> {
    // Outside the checkout, which the user of the database may not be able to read.
    let folder = env::temp_dir().join(format!("gangway-postgres-{}", std::process::id()));
    let Some(cluster) = setup::postgres(&folder)? else { return Ok(Count::default()) };
    let mut cargo = process::cargo(project.root());
    cargo.args(["test", "--workspace", "--no-fail-fast"]);
    for test in server_tests(project)? {
        cargo.arg("--test").arg(test);
    }
    run_counted(cargo.env("GANGWAY_TEST_POSTGRES", cluster.url()))
}

/// The names of the server's tests: folders and files of `crates/server/tests`.
fn server_tests(project: &Project) -> Result<Vec<String>, Error> {
    let folder = project.at("crates/server/tests");
    let entries = fs::read_dir(&folder).map_err(Error::reading(&folder))?;
    let is_test =
        |path: &PathBuf| path.join("main.rs").is_file() || path.extension() == Some("rs".as_ref());
    let tests = entries.flatten().map(|entry| entry.path()).filter(is_test);
    let mut tests: Vec<String> =
        tests.filter_map(|path| Some(path.file_stem()?.to_str()?.to_owned())).collect();
    tests.sort();
    Ok(tests)
}

/// Runs the browser tests (`playwright.config.mjs`): those that measure run alone, after the others.
fn browser(project: &Project) -> Result<Count, Error> {
    let mut count = browser_tests(project, &["--project=kiosk", "--project=engine-*"])?;
    count += browser_tests(project, &["--project=measuring", "--workers=1"])?;
    Ok(count)
}

fn browser_tests(project: &Project, options: &[&str]) -> Result<Count, Error> {
    let mut tests = node(project);
    tests.args(["node_modules/@playwright/test/cli.js", "test"]).args(options);
    for browser in browser::ALL {
        match browser.find_or_install(project)? {
            Some(program) => tests.env(browser.variable, program),
            None => tests.env_remove(browser.variable),
        };
    }
    run_counted(&mut tests)
}

/// Runs a command that counts as one test.
fn run_as_one(command: &mut Command) -> Result<Count, Error> {
    let status = process::watch(command, |_| {})?;
    Ok(if status.success() { Count::one_passed() } else { Count::one_failed() })
}

/// Runs a command whose output says how many tests passed.
fn run_counted(command: &mut Command) -> Result<Count, Error> {
    let mut count = Count::default();
    let status = process::watch(command, |line| count.read(line))?;
    Ok(count.ending_with(status))
}
