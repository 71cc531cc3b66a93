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

/// A part of the test suite. Formatting, lints, types and build count as one test each.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Stage {
    /// Check the formatting of all Rust files
    Formatting,
    /// Check the types of all JavaScript that is served, and run its unit tests
    Scripts,
    /// Check licences, sources and known vulnerabilities of dependencies against deny.toml
    Dependencies,
    /// Run Clippy on all native code
    Clippy,
    /// Run Clippy on page and vision worker, with all of their features
    ClippyWasm,
    /// Run the tests that need no browser
    Native,
    /// Run those of them that are quick: no whole network, server or command line
    QuickNative,
    /// Run the server's tests with PostgreSQL instead of SQLite
    Postgres,
    /// Test the server's commands without NATS and Parquet
    MinimalServer,
    /// Build the site, the gallery and the evaluation build
    Build,
    /// Run the worker's programs on an emulated ARM processor. Only on request: it takes minutes
    Arm64,
    /// Run the end-to-end tests in real browsers
    Browser,
}

impl Stage {
    /// Those of a whole run, in their order.
    pub(crate) const ALL: [Self; 10] = [
        Self::Formatting,
        Self::Scripts,
        Self::Dependencies,
        Self::Clippy,
        Self::ClippyWasm,
        Self::Native,
        Self::Postgres,
        Self::MinimalServer,
        Self::Build,
        Self::Browser,
    ];

    /// What a developer runs before each commit: nothing that needs a build of wasm or a browser.
    pub(crate) const QUICK: [Self; 4] =
        [Self::Formatting, Self::Scripts, Self::Clippy, Self::QuickNative];

    /// Whether it runs at the same time as the build, which uses one core while it links. The two use
    /// different folders of Cargo, so neither waits for the other.
    pub(super) fn runs_beside_build(self) -> bool {
        matches!(self, Self::Postgres | Self::MinimalServer)
    }

    /// Its name on the command line.
    pub(super) fn name(self) -> String {
        self.to_possible_value().map_or_else(String::new, |value| value.get_name().to_owned())
    }

    /// Runs the stage and counts its tests.
    pub(super) fn run(self, project: &Project, tools: &Tools) -> Result<Count, Error> {
        let mut cargo = process::cargo(project.root());
        match self {
            Self::Formatting => run_as_one(cargo.args(["fmt", "--all", "--check"])),
            Self::Scripts => scripts(project),
            Self::Dependencies => dependencies(project),
            Self::Clippy => {
                cargo.args(["clippy", "--workspace", "--all-targets"]).args(setup::reader()?);
                run_as_one(cargo.args(DENY))
            }
            Self::ClippyWasm => run_as_one(cargo.arg("clippy").args(WASM).args(DENY)),
            Self::Native => {
                cargo.args(["test", "--workspace", "--no-fail-fast"]).args(setup::reader()?);
                run_counted(&mut cargo)
            }
            Self::QuickNative => run_counted(cargo.args(QUICK_TESTS).args(setup::reader()?)),
            Self::Postgres => postgres(project),
            // The whole workspace has the features of the other stages, so few crates are compiled again.
            Self::MinimalServer => {
                cargo.args(["test", "--workspace", "--no-default-features", "--test", "operate"]);
                run_counted(cargo.args(setup::reader()?))
            }
            Self::Build => {
                build::whole_site(project, tools)?;
                build::gallery(project, tools)?;
                build::evaluation(project, tools, build::Optimisation::ForTests)?;
                Ok(Count::one_passed())
            }
            Self::Arm64 => arm64(project),
            Self::Browser => {
                // Whole workspace, so with the features of the native tests: nothing else is compiled again.
                cargo.args(["build", "--workspace", "--bin", "gangway-server"]);
                cargo.args(["--bin", "gangway-reader", "--bin", "passport-vpcd"]);
                process::run(cargo.args(setup::reader()?), "building the server and a reader")?;
                browser(project)
            }
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

/// Cargo's arguments for the unit tests of all crates, and for the tests of the page's flow and of the
/// repository's rules.
const QUICK_TESTS: [&str; 19] = [
    "test",
    "--workspace",
    "--no-fail-fast",
    "--lib",
    "--bins",
    "--test",
    "architecture",
    "--test",
    "copy",
    "--test",
    "cycles",
    "--test",
    "documents",
    "--test",
    "flow",
    "--test",
    "names",
    "--test",
    "words",
];

/// Cargo's arguments for all code of the browser, including that which no production build has.
const WASM: [&str; 8] = [
    "--package",
    "gangway",
    "--package",
    "vision",
    "--features",
    "gangway/gallery,vision/evaluation,vision/relaxed",
    "--target",
    "wasm32-unknown-unknown",
];

/// Checks the types of the scripts that are written in JavaScript, and runs `tests/scripts`.
fn scripts(project: &Project) -> Result<Count, Error> {
    let mut count = Count::default();
    for environment in ["tsconfig.json", "tsconfig.worker.json"] {
        let mut tsc = Command::new(project.at("node_modules/.bin/tsc"));
        count += run_as_one(tsc.args(["--project", environment]).current_dir(project.root()))?;
    }
    let mut node = Command::new("node");
    node.current_dir(project.root()).args(["--test", "--test-reporter=spec"]);
    count += run_counted(node.args(node_tests(project, "tests/scripts")?))?;
    Ok(count)
}

/// Runs the server's tests with PostgreSQL. Cargo gets the whole workspace, so that the features are
/// the same and nothing is compiled again.
fn postgres(project: &Project) -> Result<Count, Error> {
    // Outside the checkout, which the user of the database may not be able to read.
    let folder = env::temp_dir().join(format!("gangway-postgres-{}", std::process::id()));
    let Some(cluster) = setup::postgres(&folder)? else { return Ok(Count::default()) };
    let mut cargo = process::cargo(project.root());
    cargo.args(["test", "--workspace", "--no-fail-fast"]).args(setup::reader()?);
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

/// Runs the worker's programs on an emulated ARM processor.
fn arm64(project: &Project) -> Result<Count, Error> {
    let Some(program) = setup::arm64::node(project)? else { return Ok(Count::default()) };
    let mut node = node(project);
    node.env("GANGWAY_ARM64_NODE", serde_json::json!(program).to_string());
    node.args(["--test", "--test-reporter=spec", "tests/arm64/numbers.test.mjs"]);
    run_counted(&mut node)
}

/// Runs the browser tests (`playwright.config.mjs`): those that measure run alone, after the others.
fn browser(project: &Project) -> Result<Count, Error> {
    let mut count = browser_tests(
        project,
        &["--project=kiosk", "--project=engine-*", "--output=target/browser-tests/kiosk"],
    )?;
    count += browser_tests(
        project,
        &["--project=measuring", "--workers=1", "--output=target/browser-tests/measuring"],
    )?;
    Ok(count)
}

fn browser_tests(project: &Project, options: &[&str]) -> Result<Count, Error> {
    let mut tests = node(project);
    tests.env("GANGWAY_SERVER", project.trial_server());
    tests.args(["node_modules/@playwright/test/cli.js", "test"]).args(options);
    for browser in browser::ALL {
        match browser.find_or_install(project)? {
            Some(program) => tests.env(browser.variable, program),
            None => tests.env_remove(browser.variable),
        };
    }
    run_counted(&mut tests)
}

/// The files `*.test.mjs` of a folder, named one by one: Node's versions disagree on patterns.
fn node_tests(project: &Project, folder: &str) -> Result<Vec<PathBuf>, Error> {
    let folder = project.at(folder);
    let entries = fs::read_dir(&folder).map_err(Error::reading(&folder))?;
    let mut tests: Vec<PathBuf> = entries.flatten().map(|entry| entry.path()).collect();
    tests.retain(|path| path.to_string_lossy().ends_with(".test.mjs"));
    tests.sort();
    if tests.is_empty() {
        return Err(Error::Content { path: folder, why: "it has no *.test.mjs".into() });
    }
    Ok(tests)
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
