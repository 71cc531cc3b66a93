//! Tries every outgoing channel of the kiosk. The channels are in `tests/prove/egress`.

use clap::Args;

use crate::{Error, Project, build, media, node::node, process, setup};

/// Options of `cargo xtask prove egress`.
#[derive(Args)]
pub(crate) struct EgressOptions {
    /// Only channels of this kind or group: page, worker, service, webrtc and others
    #[arg(long)]
    only: Vec<String>,
    /// Also write the table to docs/egress.md
    #[arg(long, conflicts_with = "only")]
    write_docs: bool,
}

/// Builds the site, tries the channels, prints the open ones, and fails if one is open in a managed
/// browser.
pub(super) fn run(project: &Project, options: &EgressOptions) -> Result<(), Error> {
    let tools = setup::prepare(project)?;
    build::run(project, &tools)?;
    media::prepare(project)?;
    let [chromium, ..] = &setup::browser::ALL;
    let mut proof = node(project);
    proof.arg("tests/prove/egress.mjs").args(options.write_docs.then_some("--write-docs"));
    for only in &options.only {
        proof.args(["--only", only]);
    }
    if let Some(program) = chromium.find_or_install(project)? {
        proof.env(chromium.variable, program);
    }
    process::run(&mut proof, "the proof")
}
