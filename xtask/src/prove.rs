//! Security proofs that can be repeated: attacks on the built site. The attacks themselves are in
//! `tests/prove`.

mod egress;
mod wipe;

use clap::Subcommand;

use crate::{Error, Project};

/// Subcommands of `cargo xtask prove`.
#[derive(Subcommand)]
pub(crate) enum Proof {
    /// Try every outgoing channel of page, worker and service worker, in a plain and a managed browser
    Egress(egress::EgressOptions),
    /// Search the browser's memory for pictures of earlier travellers (needs root)
    Wipe(wipe::WipeOptions),
}

/// Builds the site, attacks it, and fails if a promise does not hold.
pub(crate) fn run(project: &Project, proof: &Proof) -> Result<(), Error> {
    match proof {
        Proof::Egress(options) => egress::run(project, options),
        Proof::Wipe(options) => wipe::run(project, options),
    }
}
