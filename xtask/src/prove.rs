//! Proofs that outlive the day on which they were made: attacks, tried anew on what is built.

mod egress;

use clap::Subcommand;

use crate::{Error, Project};

/// What is proved.
#[derive(Subcommand)]
pub(crate) enum Proof {
    /// Try every way out of page, worker and service worker, as served and managed
    Egress(egress::Order),
}

/// Builds what is attacked, and attacks it.
pub(crate) fn run(project: &Project, proof: &Proof) -> Result<(), Error> {
    match proof {
        Proof::Egress(order) => egress::run(project, order),
    }
}
