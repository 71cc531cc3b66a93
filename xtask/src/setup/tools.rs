//! Installs the pinned command-line tools that are written in Rust: wasm-bindgen and Trunk for the build,
//! cargo-deny for the tests.

use std::{
    fs,
    path::{Path, PathBuf},
    process::Command,
};

use super::{binstall, pins};
use crate::{Error, Project, process, say};

/// The paths of the tools, which run and have the pinned version.
pub(crate) struct Tools {
    pub(crate) wasm_bindgen: PathBuf,
    pub(crate) trunk: PathBuf,
}

/// A package of crates.io whose programs are downloaded or, where that is impossible, compiled.
struct CargoPackage<'a> {
    name: &'a str,
    version: &'a str,
    /// Its programs. The first one is looked for on the search path.
    programs: &'a [&'a str],
    flags: &'a [&'a str],
    opt_level: &'a str,
    /// Expected time to compile on two cores.
    minutes: u32,
}

impl Tools {
    /// The folders of the tools, for the beginning of the search path.
    pub(crate) fn folders(&self) -> Vec<PathBuf> {
        let programs = [&self.wasm_bindgen, &self.trunk];
        programs.iter().filter_map(|program| program.parent()).map(Path::to_owned).collect()
    }
}

/// Installs the tools that are missing.
pub(super) fn prepare(project: &Project) -> Result<Tools, Error> {
    let pins = pins::read(project)?;
    let wasm_bindgen = CargoPackage {
        name: "wasm-bindgen-cli",
        version: &pins.wasm_bindgen_cli,
        programs: &["wasm-bindgen"],
        // Not --locked: the lock file of the package cannot be resolved any more.
        flags: &[],
        // It reads and writes whole programs.
        opt_level: "1",
        minutes: 2,
    };
    let trunk = CargoPackage {
        name: "trunk",
        version: &pins.trunk,
        programs: &["trunk"],
        flags: &["--locked", "--no-default-features", "--features", "rustls"],
        opt_level: "0",
        minutes: 3,
    };
    Ok(Tools {
        wasm_bindgen: wasm_bindgen.find_or_install(project)?.join("wasm-bindgen"),
        trunk: trunk.find_or_install(project)?.join("trunk"),
    })
}

/// Returns the path of `cargo-deny`, which checks the dependencies.
pub(super) fn deny(project: &Project) -> Result<PathBuf, Error> {
    let pins = pins::read(project)?;
    let deny = CargoPackage {
        name: "cargo-deny",
        version: &pins.cargo_deny,
        programs: &["cargo-deny"],
        flags: &["--locked"],
        opt_level: "0",
        minutes: 5,
    };
    Ok(deny.find_or_install(project)?.join("cargo-deny"))
}

impl CargoPackage<'_> {
    /// Returns the folder of its programs: from the cache, from the search path, or newly installed.
    fn find_or_install(&self, project: &Project) -> Result<PathBuf, Error> {
        let home = project.cache().join("tools").join(format!("{}-{}", self.name, self.version));
        let own = home.join("bin");
        let on_path = process::on_path(self.programs[0]);
        let others = on_path.as_deref().and_then(Path::parent).map(Path::to_owned);
        if let Some(found) =
            [own.clone()].into_iter().chain(others).find(|folder| self.is_complete(folder))
        {
            return Ok(found);
        }
        let Self { name, version, minutes, .. } = self;
        say::line(&format!("setting up {name} {version} (once)"));
        binstall::install(&format!("{name}@{version}"), &home);
        if self.is_complete(&own) {
            return Ok(own);
        }
        say::line(&format!("compiling {name} {version} (about {minutes} min, once)"));
        let scratch = project.cache().join("tmp").join(name);
        let installed = process::run(&mut self.install(project, &home, &scratch), name);
        fs::remove_dir_all(&scratch).ok();
        if installed.is_ok() && self.is_complete(&own) {
            return Ok(own);
        }
        Err(Error::NoTool { name: (*name).to_owned(), version: (*version).to_owned() })
    }

    /// Whether all programs in `folder` run and have the pinned version, unlike after an interrupted
    /// installation.
    fn is_complete(&self, folder: &Path) -> bool {
        self.programs.iter().all(|program| {
            let mut probe = Command::new(folder.join(program));
            let printed = process::capture(probe.arg("--version"), program).unwrap_or_default();
            printed.split_whitespace().any(|word| word == self.version)
        })
    }

    fn install(&self, project: &Project, home: &Path, scratch: &Path) -> Command {
        let mut command = process::cargo(project.root());
        command.args(["install", self.name, "--version", self.version, "--force", "--root"]);
        command.arg(home).args(self.flags);
        command.env("CARGO_TARGET_DIR", scratch);
        // These flags are for our programs, not for the tools.
        command.env_remove("RUSTFLAGS").env_remove("CARGO_ENCODED_RUSTFLAGS");
        // The tools mostly wait for files, so compile time matters more than speed.
        let profile = [
            ("OPT_LEVEL", self.opt_level),
            ("LTO", "off"),
            ("CODEGEN_UNITS", "16"),
            ("DEBUG", "0"),
        ];
        for (setting, value) in profile {
            command.env(format!("CARGO_PROFILE_RELEASE_{setting}"), value);
        }
        command
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::files::Scratch;

    fn package<'a>(version: &'a str) -> CargoPackage<'a> {
        let programs = &["one", "two"];
        CargoPackage { name: "tool", version, programs, flags: &[], opt_level: "0", minutes: 1 }
    }

    #[cfg(unix)]
    fn program(folder: &Path, name: &str, text: &str) {
        use std::os::unix::fs::PermissionsExt;
        let path = folder.join(name);
        fs::write(&path, format!("#!/bin/sh\n{text}\n")).unwrap();
        fs::set_permissions(&path, fs::Permissions::from_mode(0o755)).unwrap();
    }

    #[cfg(unix)]
    #[test]
    fn an_installation_counts_only_when_every_program_runs_in_the_pinned_version() {
        let folder = Scratch::new("tools");
        program(folder.path(), "one", "echo tool 1.2.3");
        assert!(!package("1.2.3").is_complete(folder.path()), "a program is missing");
        program(folder.path(), "two", "exit 1");
        assert!(!package("1.2.3").is_complete(folder.path()), "a program does not run");
        program(folder.path(), "two", "echo two 1.2.3");
        assert!(package("1.2.3").is_complete(folder.path()));
        assert!(!package("1.2.4").is_complete(folder.path()), "another version");
    }
}
