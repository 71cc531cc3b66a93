//! Tries every way out of the kiosk. The channels are in `tests/prove/egress`.

use clap::Args;

use crate::{Error, Project, build, media, node::node, process, setup};

/// Which channels are tried, and what becomes of the table.
#[derive(Args)]
pub(crate) struct Order {
    /// Channels of one kind or group alone: page, worker, service, webrtc and others
    #[arg(long)]
    only: Vec<String>,
    /// Write the table into docs/egress.md as well
    #[arg(long, conflicts_with = "only")]
    write_docs: bool,
}

/// Builds the site, tries the channels, prints which are open, and fails if one is in a managed
/// browser.
pub(super) fn run(project: &Project, order: &Order) -> Result<(), Error> {
    let tools = setup::prepare(project)?;
    build::run(project, &tools)?;
    media::prepare(project)?;
    let [chromium, ..] = &setup::browser::ALL;
    let mut proof = node(project);
    proof.arg("tests/prove/egress.mjs").args(order.write_docs.then_some("--write-docs"));
    for only in &order.only {
        proof.args(["--only", only]);
    }
    if let Some(program) = chromium.find_or_install(project)? {
        proof.env(chromium.variable, program);
    }
    process::run(&mut proof, "the proof")
}
