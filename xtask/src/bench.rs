//! Races our engine against others. The race itself is in `tests/bench`.

use clap::{Args, ValueEnum};

use crate::{Error, Project, build, media, node::node, process, setup};

/// What is raced, and what becomes of the numbers.
#[derive(Args)]
pub(crate) struct Order {
    /// Where the engines run
    what: Race,
    /// Write the numbers into docs/bench.md as well
    #[arg(long)]
    write_docs: bool,
}

/// Where the engines run.
#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Race {
    /// In one page of Chromium, in turn
    Browser,
}

/// Builds all that races, races it, prints the tables, and leaves `target/bench/browser.json`.
pub(crate) fn run(project: &Project, order: &Order) -> Result<(), Error> {
    let Order { what: Race::Browser, write_docs } = order;
    let tools = setup::prepare(project)?;
    build::run(project, &tools)?;
    build::evaluation(project, &tools)?;
    media::prepare(project)?;
    let [chromium, ..] = &setup::browser::ALL;
    let mut race = node(project);
    race.arg("tests/bench/race.mjs").args(write_docs.then_some("--write-docs"));
    if let Some(program) = chromium.find_or_install(project)? {
        race.env(chromium.variable, program);
    }
    process::run(&mut race, "the race")
}
