//! Benchmarks our inference engine against others. The benchmark itself is in `tests/bench`.

use clap::{Args, ValueEnum};

use crate::{Error, Project, build, media, node::node, process, setup};

/// Options of `cargo xtask bench`.
#[derive(Args)]
pub(crate) struct BenchOptions {
    /// Where the engines run
    what: Environment,
    /// Also write the results to docs/bench.md
    #[arg(long)]
    write_docs: bool,
}

/// Where the engines run.
#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Environment {
    /// In one page of Chromium, in turn
    Browser,
}

/// Builds the site, runs the benchmark, prints the tables, and writes `target/bench/browser.json`.
pub(crate) fn run(project: &Project, options: &BenchOptions) -> Result<(), Error> {
    let BenchOptions { what: Environment::Browser, write_docs } = options;
    let tools = setup::prepare(project)?;
    build::run(project, &tools)?;
    build::evaluation(project, &tools, build::Optimisation::Full)?;
    media::prepare(project)?;
    let [chromium, ..] = &setup::browser::ALL;
    let mut benchmark = node(project);
    benchmark.arg("tests/bench/benchmark.mjs").args(write_docs.then_some("--write-docs"));
    if let Some(program) = chromium.find_or_install(project)? {
        benchmark.env(chromium.variable, program);
    }
    process::run(&mut benchmark, "the benchmark")
}
