//! Measures the server, and hurts it. The load itself is in `crates/load`.

use std::process::Command;

use clap::Args;

use crate::{Error, Project, process, setup};

/// What is measured, and what becomes of the numbers.
#[derive(Args)]
pub(crate) struct Order {
    /// One store alone: sqlite or postgres
    #[arg(long)]
    store: Option<String>,
    /// Write the numbers into docs/server-bench.md as well
    #[arg(long)]
    write_docs: bool,
}

/// Builds the server and the load, and runs one of its tasks: `load` or `faults`.
pub(crate) fn run(project: &Project, task: &str, order: &Order) -> Result<(), Error> {
    setup::services();
    // One after the other: together the server would be built with what the load asks for.
    for package in ["server", "load"] {
        let mut cargo = process::cargo(project.root());
        cargo.args(["build", "--release", "--package", package]);
        process::run(&mut cargo, &format!("building {package}"))?;
    }
    let mut load = Command::new(project.load());
    load.current_dir(project.root()).arg(task);
    load.arg("--program").arg(project.server());
    if let Some(store) = &order.store {
        load.args(["--store", store]);
    }
    if order.write_docs {
        load.arg("--document").arg(project.at("docs/server-bench.md"));
    }
    process::run(&mut load, task)
}
