//! Installs what builds and tests need. The only prerequisites are rustup and Node.js.

pub(crate) mod arm64;
mod binstall;
mod ci;
pub(crate) mod browser;
mod npm;
mod packages;
mod pins;
mod services;
mod toolchain;
mod tools;

use crate::{Error, Project, models};
pub(crate) use services::{postgres, prepare as services, proxy, reader};
pub(crate) use tools::Tools;

/// Installs the npm packages, and obtains the networks, some of which are converted from them.
pub(crate) fn networks(project: &Project) -> Result<(), Error> {
    npm::check_node()?;
    npm::prepare(project)?;
    models::prepare(project, models::Download::AfterPause)
}

/// Installs everything that a build needs. Nearly instant when nothing is missing.
pub(crate) fn prepare(project: &Project) -> Result<Tools, Error> {
    npm::check_node()?;
    toolchain::prepare(project)?;
    let tools = tools::prepare(project)?;
    networks(project)?;
    Ok(tools)
}

/// Installs the system packages of all tests without asking: browsers, databases, proxy, virtual reader.
pub(crate) fn system(project: &Project) -> Result<(), Error> {
    packages::allow();
    services();
    proxy();
    reader()?;
    browser::ALL.iter().try_for_each(|browser| browser.find_or_install(project).map(drop))
}

/// `cargo-deny`, which checks licences, sources and known flaws of dependencies.
pub(crate) fn deny(project: &Project) -> Result<std::path::PathBuf, Error> {
    tools::deny(project)
}
