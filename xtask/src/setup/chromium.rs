//! Finds the browser of the tests, or brings one.

use std::{
    env,
    path::{Path, PathBuf},
    process::Command,
};

use crate::{Error, Project, process, say};

/// Names a browser, before all others.
const CHOICE: &str = "CHROMIUM";
/// What the systems call it.
const NAMES: [&str; 4] = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];
/// Prints where the test driver keeps its own browser, or would.
const ASK_DRIVER: &str =
    "import('playwright-core').then(it => console.log(it.chromium.executablePath()))";

/// A Chromium that runs.
pub(crate) fn find_or_install(project: &Project) -> Result<PathBuf, Error> {
    let found = find(project).map_or_else(|| install(project), Ok)?;
    say::line(&format!("browser: {}", found.display()));
    Ok(found)
}

fn find(project: &Project) -> Option<PathBuf> {
    if let Some(chosen) = env::var_os(CHOICE).map(PathBuf::from) {
        if runs(&chosen) {
            return Some(chosen);
        }
        say::warning(&format!("CHROMIUM names {}, which does not run", chosen.display()));
    }
    let on_path = NAMES.iter().filter_map(|it| process::on_path(it)).find(|it| runs(it));
    on_path.or_else(|| drivers_own(project))
}

fn install(project: &Project) -> Result<PathBuf, Error> {
    say::line("setting up Chromium (about 2 min, once)");
    let mut driver = Command::new("node");
    driver.args(["node_modules/playwright-core/cli.js", "install", "chromium"]);
    driver.current_dir(project.root());
    if process::run(&mut driver, "the driver's download").is_ok()
        && let Some(found) = drivers_own(project)
    {
        return Ok(found);
    }
    if process::on_path("apt-get").is_some() {
        say::line("trying the system's packages");
        for arguments in [&["update"][..], &["install", "--yes", "chromium"]] {
            // A list that is a day old may still do, so only the last step must succeed.
            process::run(as_root().arg("apt-get").args(arguments), "apt-get").ok();
        }
    }
    let on_path = NAMES.iter().filter_map(|it| process::on_path(it)).find(|it| runs(it));
    on_path.ok_or(Error::NoChromium)
}

/// The browser that the driver has downloaded. Without the system's libraries it does not run.
fn drivers_own(project: &Project) -> Option<PathBuf> {
    let mut node = Command::new("node");
    let asked = node.args(["--eval", ASK_DRIVER]).current_dir(project.root());
    let path = PathBuf::from(process::capture(asked, "the driver").ok()?);
    (path.is_file() && runs(&path)).then_some(path)
}

fn runs(program: &Path) -> bool {
    process::works(Command::new(program).arg("--version"))
}

/// `env` as root already is; through `sudo` for others, which then must not ask for a password.
fn as_root() -> Command {
    let me = process::capture(Command::new("id").arg("-u"), "id");
    if me.is_ok_and(|it| it == "0") {
        Command::new("env")
    } else {
        let mut sudo = Command::new("sudo");
        sudo.arg("--non-interactive");
        sudo
    }
}
