//! Proves promises by force, for as long as one likes. The attacks themselves are in `tests/prove`.

mod wipe;

use clap::Subcommand;

use crate::{Error, Project};

/// Which promise.
#[derive(Subcommand)]
pub(crate) enum Order {
    /// Search the memory of the browser for travellers who have gone; as root
    Wipe(wipe::Order),
}

/// Attacks, and fails if the promise does not hold.
pub(crate) fn run(project: &Project, order: &Order) -> Result<(), Error> {
    match order {
        Order::Wipe(order) => wipe::run(project, order),
    }
}
