//! Finds or installs the browsers of the tests.

use std::{
    env,
    path::{Path, PathBuf},
    process::Command,
};

use super::{is_ci, packages};
use crate::{Error, Project, process, say};

/// A browser that the tests drive, one an engine.
pub(crate) struct Browser {
    name: &'static str,
    /// The environment variable that names its program: to us before all others, and from us to
    /// the tests.
    pub(crate) variable: &'static str,
    /// Names of its program on different systems: the first one that runs is used.
    programs: &'static [&'static str],
    /// An option with which the program exits at once and successfully.
    probe: &'static str,
    /// Other programs that it needs, each with such an option.
    companions: &'static [(&'static str, &'static str)],
    /// Debian's packages of these programs.
    packages: &'static [&'static str],
    /// A script that prints the path of playwright's own browser.
    ask_driver: Option<&'static str>,
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
        ask_driver: Some(
            "import('playwright-core').then(it => console.log(it.chromium.executablePath()))",
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
        ask_driver: None,
        need: Need::OnCi,
    },
    Browser {
        name: "WebKitGTK",
        variable: "WEBKIT_DRIVER",
        programs: &["WebKitWebDriver"],
        probe: "--help",
        // It has no headless mode.
        companions: &[("Xvfb", "-help")],
        packages: &["webkit2gtk-driver", "xvfb"],
        ask_driver: None,
        need: Need::Nowhere,
    },
];

impl Browser {
    /// Its working program. `None` where it cannot be installed and the tests are skipped.
    pub(crate) fn find_or_install(&self, project: &Project) -> Result<Option<PathBuf>, Error> {
        let Self { name, variable, .. } = *self;
        let found = self.find(project).or_else(|| self.install(project));
        match &found {
            Some(program) => say::line(&format!("{name}: {}", program.display())),
            None if self.need.is_felt(is_ci()) => return Err(Error::NoBrowser { name, variable }),
            None => say::warning(&format!(
                "{name} is NOT TESTED: none was found and none could be had; install one, or name it in {variable}"
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
            .or_else(|| self.drivers_own(project))
    }

    fn install(&self, project: &Project) -> Option<PathBuf> {
        say::line(&format!("setting up {} (about 2 min, once)", self.name));
        packages::install(self.packages);
        self.find(project).or_else(|| {
            self.ask_driver?;
            say::line("trying the test driver's own download");
            let mut driver = Command::new("node");
            driver.args(["node_modules/playwright-core/cli.js", "install", "chromium"]);
            process::run(driver.current_dir(project.root()), "the driver's download").ok()?;
            self.drivers_own(project)
        })
    }

    /// The browser that the driver has downloaded. Without the system's libraries it does not run.
    fn drivers_own(&self, project: &Project) -> Option<PathBuf> {
        let mut node = Command::new("node");
        let asked = node.args(["--eval", self.ask_driver?]).current_dir(project.root());
        let path = PathBuf::from(process::capture(asked, "the driver").ok()?);
        (path.is_file() && runs(&path, self.probe)).then_some(path)
    }
}

/// The program of this name, if it runs.
fn on_path(program: &str, probe: &str) -> Option<PathBuf> {
    process::on_path(program).filter(|path| runs(path, probe))
}

fn runs(program: &Path, probe: &str) -> bool {
    process::works(Command::new(program).arg(probe))
}

impl Need {
    fn is_felt(self, is_ci: bool) -> bool {
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
    fn ci_needs_two_engines_and_a_person_at_home_one() {
        let needed = |is_ci| {
            ALL.iter()
                .filter(move |browser| browser.need.is_felt(is_ci))
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
    fn a_driver_and_its_screen_are_not_passed_over_where_they_are_installed() {
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
    fn a_browser_counts_only_with_what_it_needs_besides() {
        let browser = |companions, programs| Browser {
            name: "a browser",
            variable: "GANGWAY_NO_SUCH_VARIABLE",
            programs,
            companions,
            probe: "--version",
            packages: &[],
            ask_driver: None,
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
