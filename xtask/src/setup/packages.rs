//! Installs system packages with apt, if the system has it and the user may use it.

use std::process::Command;

use crate::{process, say};

/// Tries to install `packages`. The caller checks whether they are installed afterwards.
pub(super) fn install(packages: &[&str]) {
    if process::on_path("apt-get").is_none() {
        return;
    }
    say::line(&format!("installing system packages: {}", packages.join(", ")));
    // An outdated package list may suffice, so only the last step must succeed.
    process::run(apt_get().arg("update"), "apt-get").ok();
    let mut install = apt_get();
    install.args(["install", "--yes", "--no-install-recommends"]).args(packages);
    process::run(&mut install, "apt-get").ok();
}

/// The command `apt-get`, with `sudo` for other users than root, without asking for a password.
fn apt_get() -> Command {
    let me = process::capture(Command::new("id").arg("-u"), "id");
    let mut command = if me.is_ok_and(|user| user == "0") {
        Command::new("env")
    } else {
        let mut sudo = Command::new("sudo");
        sudo.args(["--non-interactive", "env"]);
        sudo
    };
    // No questions are asked, and a failed download is tried again.
    command.args(["DEBIAN_FRONTEND=noninteractive", "apt-get", "--option", "Acquire::Retries=3"]);
    command
}
