//! Searches the browser's memory for pictures of earlier travellers.

use clap::Args;

use crate::{Error, Project, build, media, node::node, process, setup};

/// Options of `cargo xtask prove wipe`.
#[derive(Args)]
pub(crate) struct WipeOptions {
    /// Number of travellers, one after the other
    #[arg(long, default_value_t = 100)]
    travellers: u32,
}

/// Builds the kiosk, runs travellers with a canary pattern through it, and searches for the pattern.
pub(super) fn run(project: &Project, options: &WipeOptions) -> Result<(), Error> {
    build::run(project, &setup::prepare(project)?)?;
    media::prepare(project)?;
    let [chromium, ..] = &setup::browser::ALL;
    let mut wipe = node(project);
    wipe.arg("tests/prove/wipe.mjs").arg("--travellers").arg(options.travellers.to_string());
    if let Some(program) = chromium.find_or_install(project)? {
        wipe.env(chromium.variable, program);
    }
    process::run(&mut wipe, "the search of the browser's memory")
}
