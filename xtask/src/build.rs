//! Builds everything that is served: the worker, the parts beside the page, the page, the server.

mod page;
mod parts;
mod vision;

use crate::{Error, Project, process, setup::Tools};
pub(crate) use vision::{RUSTFLAGS as VISION_RUSTFLAGS, TARGET_FLAGS as VISION_FLAGS};

/// Builds what is not up to date. The order matters: the page is given the hashes of the parts.
pub(crate) fn run(project: &Project, tools: &Tools) -> Result<(), Error> {
    let worker = vision::build(project, tools)?;
    parts::stage(project, &worker)?;
    page::build(project, tools)?;
    let mut cargo = process::cargo(project.root());
    process::run(cargo.args(["build", "--release", "--package", "server"]), "building the server")
}
