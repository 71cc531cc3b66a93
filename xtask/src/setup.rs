//! Brings what is missing to build and to test. Prerequisites are rustup and Node.js alone.

pub(crate) mod browser;
mod npm;
mod packages;
mod pins;
mod services;
mod toolchain;
mod tools;

use crate::{Error, Project, models};
pub(crate) use services::{postgres, prepare as services, proxy};
pub(crate) use tools::Tools;

/// Brings the networks, and what they are made from.
pub(crate) fn networks(project: &Project) -> Result<(), Error> {
    npm::check_node()?;
    npm::prepare(project)?;
    models::prepare(project, models::Download::Patiently)
}

/// Brings everything that a build needs. Nearly instant when nothing is missing.
pub(crate) fn prepare(project: &Project) -> Result<Tools, Error> {
    npm::check_node()?;
    toolchain::prepare(project)?;
    let tools = tools::prepare(project)?;
    networks(project)?;
    Ok(tools)
}

/// The program that says which dependencies may be there.
pub(crate) fn deny(project: &Project) -> Result<std::path::PathBuf, Error> {
    tools::deny(project)
}

/// Whether this runs in CI, where no user would read that a step was skipped.
fn is_ci() -> bool {
    std::env::var_os("CI").is_some_and(|it| !it.is_empty())
}
