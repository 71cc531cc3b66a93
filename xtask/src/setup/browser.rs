//! Finds or installs the browsers of the tests.

use std::{
    env,
    path::{Path, PathBuf},
    process::Command,
};

use super::{ci::is_ci, packages};
use crate::{Error, Project, process, say};

/// A browser that the tests drive.
pub(crate) struct Browser {
    name: &'static str,
    /// The environment variable with the path of its program. It has precedence over the search path,
    /// and passes the path to the tests.
    pub(crate) variable: &'static str,
    /// Names of its program on different systems: the first one that runs is used.
    programs: &'static [&'static str],
    /// An option with which the program exits successfully and immediately.
    probe: &'static str,
    /// Other programs that it needs, each with such an option to probe it.
    companions: &'static [(&'static str, &'static str)],
    /// Debian's packages of these programs.
    packages: &'static [&'static str],
    /// A script for Node.js that prints the path of the browser that Playwright installs.
    print_path_script: Option<&'static str>,
    need: Need,
}

/// Where a missing browser is an error.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Need {
    Everywhere,
    /// Only where `CI` is set. Elsewhere its tests are skipped with a message.
    OnCi,
    Nowhere,
}

/// One browser for each engine.
pub(crate) const ALL: [Browser; 3] = [
    Browser {
        name: "Chromium",
        variable: "CHROMIUM",
        programs: &["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"],
        probe: "--version",
        companions: &[],
        packages: &["chromium"],
        print_path_script: Some(
            "import('playwright-core').then(playwright => console.log(playwright.chromium.executablePath()))",
        ),
        need: Need::Everywhere,
    },
    Browser {
        name: "Firefox",
        variable: "FIREFOX",
        programs: &["firefox", "firefox-esr"],
        probe: "--version",
        companions: &[],
        packages: &["firefox-esr"],
        print_path_script: None,
        need: Need::OnCi,
    },
    Browser {
        name: "WebKitGTK",
        variable: "WEBKIT_DRIVER",
        programs: &["WebKitWebDriver"],
        probe: "--help",
        // WebKitGTK has no headless mode.
        companions: &[("Xvfb", "-help")],
        packages: &["webkit2gtk-driver", "xvfb"],
        print_path_script: None,
        need: Need::Nowhere,
    },
];

impl Browser {
    /// Returns its program. `None` if it cannot be installed and its tests are skipped.
    pub(crate) fn find_or_install(&self, project: &Project) -> Result<Option<PathBuf>, Error> {
        let Self { name, variable, .. } = *self;
        let found = self.find(project).or_else(|| self.install(project));
        match &found {
            Some(program) => say::line(&format!("{name}: {}", program.display())),
            None if self.need.applies(is_ci()) => return Err(Error::NoBrowser { name, variable }),
            None => say::warning(&format!(
                "{name} is NOT TESTED: it was not found and could not be installed; install it, or set {variable} to its path"
            )),
        }
        Ok(found)
    }

    fn find(&self, project: &Project) -> Option<PathBuf> {
        if !self.companions.iter().all(|(program, probe)| on_path(program, probe).is_some()) {
            return None;
        }
        if let Some(chosen) = env::var_os(self.variable).map(PathBuf::from) {
            if runs(&chosen, self.probe) {
                return Some(chosen);
            }
            let named = chosen.display();
            say::warning(&format!("{} names {named}, which does not run", self.variable));
        }
        self.programs
            .iter()
            .find_map(|program| on_path(program, self.probe))
            .or_else(|| self.playwright_browser(project))
    }

    fn install(&self, project: &Project) -> Option<PathBuf> {
        say::line(&format!("setting up {} (about 2 min, once)", self.name));
        packages::install(self.packages);
        self.find(project).or_else(|| {
            self.print_path_script?;
            say::line("downloading Playwright's browser");
            let mut driver = Command::new("node");
            driver.args(["node_modules/playwright-core/cli.js", "install", "chromium"]);
            process::run(driver.current_dir(project.root()), "the driver's download").ok()?;
            self.playwright_browser(project)
        })
    }

    /// The browser that Playwright has installed, if it runs: it needs libraries of the system.
    fn playwright_browser(&self, project: &Project) -> Option<PathBuf> {
        let mut node = Command::new("node");
        let asked = node.args(["--eval", self.print_path_script?]).current_dir(project.root());
        let path = PathBuf::from(process::capture(asked, "the driver").ok()?);
        (path.is_file() && runs(&path, self.probe)).then_some(path)
    }
}

/// The program of this name on the search path, if it runs.
fn on_path(program: &str, probe: &str) -> Option<PathBuf> {
    process::on_path(program).filter(|path| runs(path, probe))
}

fn runs(program: &Path, probe: &str) -> bool {
    process::works(Command::new(program).arg(probe))
}

impl Need {
    fn applies(self, is_ci: bool) -> bool {
        match self {
            Self::Everywhere => true,
            Self::OnCi => is_ci,
            Self::Nowhere => false,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ci_needs_two_engines_and_a_developer_one() {
        let needed = |is_ci| {
            ALL.iter()
                .filter(move |browser| browser.need.applies(is_ci))
                .map(|browser| browser.name)
        };
        assert!(needed(true).eq(["Chromium", "Firefox"]));
        assert!(needed(false).eq(["Chromium"]));
    }

    #[test]
    fn the_readme_names_the_variable_of_every_browser() {
        let readme = crate::files::read_text(&Project::here().at("README.md")).unwrap();
        for Browser { variable, .. } in ALL {
            assert!(readme.contains(&format!("`{variable}`")), "{variable}");
        }
    }

    #[test]
    fn an_installed_driver_and_its_companions_pass_their_probes() {
        let Browser { programs, probe, companions, .. } =
            ALL.into_iter().find(|browser| browser.name == "WebKitGTK").unwrap();
        let programs = programs.iter().map(|program| (*program, probe));
        for (program, probe) in programs.chain(companions.iter().copied()) {
            let installed = process::on_path(program);
            assert!(installed.is_none_or(|path| runs(&path, probe)), "{program} {probe}");
        }
    }

    #[cfg(unix)]
    #[test]
    fn a_browser_counts_only_with_its_companions() {
        let browser = |companions, programs| Browser {
            name: "a browser",
            variable: "GANGWAY_NO_SUCH_VARIABLE",
            programs,
            companions,
            probe: "--version",
            packages: &[],
            print_path_script: None,
            need: Need::Nowhere,
        };
        let project = Project::here();
        let find = |companions, programs| browser(companions, programs).find(&project).is_some();
        assert!(find(&[], &["no-such-program", "node"]));
        assert!(find(&[("node", "--version")], &["node"]));
        assert!(!find(&[("no-such-program", "--version")], &["node"]));
        assert!(!find(&[("node", "--no-such-option")], &["node"]));
        assert!(!find(&[], &["no-such-program"]));
    }
}
