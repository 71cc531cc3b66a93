//! Installs system packages with apt, where the system has it and the user may.

use std::process::Command;

use crate::{process, say};

/// Installs `packages`. The caller checks whether they are there afterwards.
pub(super) fn install(packages: &[&str]) {
    if process::on_path("apt-get").is_none() {
        return;
    }
    say::line(&format!("trying the system's packages: {}", packages.join(", ")));
    // A package list that is a day old may still do, so only the last step must succeed.
    process::run(apt_get().arg("update"), "apt-get").ok();
    let mut install = apt_get();
    install.args(["install", "--yes", "--no-install-recommends"]).args(packages);
    process::run(&mut install, "apt-get").ok();
}

/// Directly for root; with `sudo` for others, without asking for a password.
fn apt_get() -> Command {
    let me = process::capture(Command::new("id").arg("-u"), "id");
    let mut command = if me.is_ok_and(|user| user == "0") {
        Command::new("env")
    } else {
        let mut sudo = Command::new("sudo");
        sudo.args(["--non-interactive", "env"]);
        sudo
    };
    // There is no user to answer questions, and a failed download mostly works at the second try.
    command.args(["DEBIAN_FRONTEND=noninteractive", "apt-get", "--option", "Acquire::Retries=3"]);
    command
}
