//! Installs system packages with apt, if the system has it and the user may use it.

use std::{
    io::{self, BufRead, IsTerminal},
    process::Command,
    sync::atomic::{AtomicBool, Ordering},
};

use crate::{process, say};

/// Whether the user has allowed all packages, or has refused them, so that no second question is asked.
static IS_ALLOWED: AtomicBool = AtomicBool::new(false);
static IS_REFUSED: AtomicBool = AtomicBool::new(false);

/// Allows all packages: the user asked for them.
pub(super) fn allow() {
    IS_ALLOWED.store(true, Ordering::Relaxed);
}

/// Tries to install `packages`, if the user at the terminal agrees. Without a terminal, as in CI, no
/// question is asked. The caller checks whether they are installed afterwards.
pub(super) fn install(packages: &[&str]) {
    if process::on_path("apt-get").is_none() || !is_allowed(packages) {
        return;
    }
    say::line(&format!("installing system packages: {}", packages.join(", ")));
    // An outdated package list may suffice, so only the last step must succeed.
    process::run(apt_get().arg("update"), "apt-get").ok();
    let mut install = apt_get();
    install.args(["install", "--yes", "--no-install-recommends"]).args(packages);
    process::run(&mut install, "apt-get").ok();
}

fn is_allowed(packages: &[&str]) -> bool {
    let terminal = io::stdin();
    if IS_ALLOWED.load(Ordering::Relaxed) || !terminal.is_terminal() {
        return true;
    }
    if IS_REFUSED.load(Ordering::Relaxed) {
        return false;
    }
    say::line(&format!("install these system packages with apt: {}? [y/N]", packages.join(", ")));
    let mut answer = String::new();
    terminal.lock().read_line(&mut answer).ok();
    let agrees = is_yes(&answer);
    IS_REFUSED.store(!agrees, Ordering::Relaxed);
    if !agrees {
        say::line("no system packages are installed; `cargo xtask setup --system` installs all");
    }
    agrees
}

fn is_yes(answer: &str) -> bool {
    ["y", "yes"].contains(&answer.trim().to_lowercase().as_str())
}

/// The command `apt-get`, with `sudo` for other users than root. A user at a terminal may be asked for a
/// password.
fn apt_get() -> Command {
    let me = process::capture(Command::new("id").arg("-u"), "id");
    let mut command = if me.is_ok_and(|user| user == "0") {
        Command::new("env")
    } else {
        let mut sudo = Command::new("sudo");
        if !io::stdin().is_terminal() {
            sudo.arg("--non-interactive");
        }
        sudo.arg("env");
        sudo
    };
    // apt asks no questions, and tries a failed download again.
    command.args(["DEBIAN_FRONTEND=noninteractive", "apt-get", "--option", "Acquire::Retries=3"]);
    command
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_yes_installs_packages() {
        for (answer, expected) in [
            ("y\n", true),
            ("YES\n", true),
            ("", false),
            ("\n", false),
            ("n\n", false),
            ("yep\n", false),
        ] {
            assert_eq!(is_yes(answer), expected, "{answer:?}");
        }
    }
}
