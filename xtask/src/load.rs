//! Load tests and fault injection for the server. The load generator is in `crates/load`.

use std::process::Command;

use clap::Args;

use crate::{Error, Project, process, setup};

/// Options of `cargo xtask load` and `cargo xtask faults`.
#[derive(Args)]
pub(crate) struct LoadOptions {
    /// Test only one store: sqlite or postgres
    #[arg(long)]
    store: Option<String>,
    /// Instead: two servers with PostgreSQL behind nginx
    #[arg(long, conflicts_with = "store")]
    cluster: bool,
    /// Also write the results to docs/server-bench.md
    #[arg(long)]
    write_docs: bool,
}

/// Builds the server and the load generator, and runs one of its tasks: `load` or `faults`.
pub(crate) fn run(project: &Project, task: &str, options: &LoadOptions) -> Result<(), Error> {
    setup::services();
    if options.cluster {
        setup::proxy();
    }
    // One after the other: together the server would be built with the features that the load
    // generator enables.
    for package in ["server", "load"] {
        let mut cargo = process::cargo(project.root());
        cargo.args(["build", "--release", "--package", package]);
        process::run(&mut cargo, &format!("building {package}"))?;
    }
    let mut load = Command::new(project.load());
    load.current_dir(project.root()).arg(task);
    load.arg("--program").arg(project.server());
    if options.cluster {
        load.arg("--cluster");
    }
    if let Some(store) = &options.store {
        load.args(["--store", store]);
    }
    if options.write_docs {
        load.arg("--document").arg(project.at("docs/server-bench.md"));
    }
    process::run(&mut load, task)
}
