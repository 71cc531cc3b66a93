//! Nothing of a traveller is in the browser's memory when they have gone.

use clap::Args;

use crate::{Error, Project, build, media, node::node, process, setup};

/// How long the attack takes.
#[derive(Args)]
pub(crate) struct Order {
    /// How many travellers go through the kiosk, one after the other
    #[arg(long, default_value_t = 100)]
    travellers: u32,
}

/// Builds the kiosk, sends travellers with a canary through it, and looks for the canary.
pub(super) fn run(project: &Project, order: &Order) -> Result<(), Error> {
    build::run(project, &setup::prepare(project)?)?;
    media::prepare(project)?;
    let [chromium, ..] = &setup::browser::ALL;
    let mut wipe = node(project);
    wipe.arg("tests/prove/wipe.mjs").arg("--travellers").arg(order.travellers.to_string());
    if let Some(program) = chromium.find_or_install(project)? {
        wipe.env(chromium.variable, program);
    }
    process::run(&mut wipe, "the search of the browser's memory")
}
