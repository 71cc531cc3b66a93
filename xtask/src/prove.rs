//! Proofs that outlive the day on which they were made: attacks, tried anew on what is built. The
//! attacks themselves are in `tests/prove`.

mod egress;
mod wipe;

use clap::Subcommand;

use crate::{Error, Project};

/// What is proved.
#[derive(Subcommand)]
pub(crate) enum Proof {
    /// Try every way out of page, worker and service worker, as served and managed
    Egress(egress::Order),
    /// Search the memory of the browser for travellers who have gone; as root
    Wipe(wipe::Order),
}

/// Builds what is attacked, attacks it, and fails if a promise does not hold.
pub(crate) fn run(project: &Project, proof: &Proof) -> Result<(), Error> {
    match proof {
        Proof::Egress(order) => egress::run(project, order),
        Proof::Wipe(order) => wipe::run(project, order),
    }
}
