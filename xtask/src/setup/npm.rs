//! Node.js, and the packages that `package-lock.json` pins.

use std::{collections::BTreeMap, path::Path, process::Command};

use serde::Deserialize;

use crate::{Error, Project, files, process, say};

/// The oldest supported major version of Node.js.
const MIN_VERSION: u32 = 20;

/// A lock file of npm: the committed one, or the one that npm writes to `node_modules`.
#[derive(Default, Deserialize)]
struct Lock {
    /// Packages by folder. The project itself has an empty name.
    packages: BTreeMap<String, Locked>,
}

#[derive(Deserialize, PartialEq)]
struct Locked {
    version: Option<String>,
    integrity: Option<String>,
    /// Not installed by npm on machines that it does not support.
    #[serde(default)]
    optional: bool,
}

/// Checks that Node.js is installed and new enough.
pub(super) fn check_node() -> Result<(), Error> {
    let found = process::capture(Command::new("node").arg("--version"), "node");
    let found = found.map_err(|_| Error::NoNode)?;
    match major(&found) {
        Some(major) if major >= MIN_VERSION => Ok(()),
        _ => Err(Error::OldNode { found }),
    }
}

/// Installs the packages unless exactly the locked ones are installed.
pub(super) fn prepare(project: &Project) -> Result<(), Error> {
    let committed = read(&project.at("package-lock.json"))?;
    let installed = read(&project.at("node_modules/.package-lock.json")).unwrap_or_default();
    let is_there = |folder: &str| project.at(folder).join("package.json").is_file();
    if is_complete(&committed, &installed, is_there) {
        return Ok(());
    }
    say::line("setting up the npm packages (about 1 min, once)");
    let mut npm = Command::new("npm");
    // Packages must not run scripts during their installation.
    npm.args(["ci", "--ignore-scripts", "--no-audit", "--no-fund"]).current_dir(project.root());
    process::run(&mut npm, "npm").map_err(|_| Error::NoPackages)
}

fn is_complete(committed: &Lock, installed: &Lock, is_there: impl Fn(&str) -> bool) -> bool {
    let packages = committed.packages.iter().filter(|(folder, _)| !folder.is_empty());
    packages
        .filter(|(_, locked)| !locked.optional)
        .all(|(folder, locked)| installed.packages.get(folder) == Some(locked) && is_there(folder))
}

fn read(path: &Path) -> Result<Lock, Error> {
    serde_json::from_str(&files::read_text(path)?).map_err(Error::content(path))
}

/// The major version in a text like `v20.11.1`.
fn major(version: &str) -> Option<u32> {
    version.strip_prefix('v')?.split('.').next()?.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lock(packages: &str) -> Lock {
        serde_json::from_str(&format!("{{\"packages\":{packages}}}")).unwrap()
    }

    #[test]
    fn packages_count_only_when_the_locked_ones_are_there() {
        let committed = lock(
            r#"{"":{"version":"1"},"node_modules/a":{"version":"1","integrity":"x"},
                "node_modules/b":{"version":"1","optional":true}}"#,
        );
        for (installed, is_there, expected) in [
            (r#"{"node_modules/a":{"version":"1","integrity":"x"}}"#, true, true),
            (r#"{"node_modules/a":{"version":"1","integrity":"x"}}"#, false, false),
            (r#"{"node_modules/a":{"version":"1","integrity":"y"}}"#, true, false),
            (r#"{"node_modules/a":{"version":"2","integrity":"x"}}"#, true, false),
            ("{}", true, false),
        ] {
            let complete = is_complete(&committed, &lock(installed), |_| is_there);
            assert_eq!(complete, expected, "{installed} {is_there}");
        }
    }

    #[test]
    fn the_major_version_of_node_is_read_from_what_it_prints() {
        let read = ["v20.11.1", "v8.0.0", "20.1.1", "version"].map(major);
        assert_eq!(read, [Some(20), Some(8), None, None]);
    }
}
