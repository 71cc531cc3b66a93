//! Builds everything that is served: the worker, the parts beside the page, the page, the server.

mod compress;
mod build_id;
mod scripts;
mod evaluation;
mod fonts;
mod icons;
mod networks;
mod offline;
mod page;
mod parts;
mod vision;

use std::{panic, thread};

use crate::{Error, Project, models, process, setup::Tools};
pub(crate) use evaluation::build as evaluation;
pub(crate) use page::watch;
use vision::Flavour;
pub(crate) use vision::Optimisation;

/// Builds everything that is not up to date. The server is built in parallel to the site: link-time
/// optimisation of the worker uses only one core.
pub(crate) fn run(project: &Project, tools: &Tools) -> Result<(), Error> {
    site_and_server(project, tools, &vision::FLAVOURS, server)
}

/// The same in less time: with a server that is not optimised and, unless all flavours of the worker were
/// built before, with only the one that runs in every browser.
pub(crate) fn for_first_look(project: &Project, tools: &Tools) -> Result<(), Error> {
    site_and_server(project, tools, flavours_for_first_look(project), trial_server)
}

/// Builds the site without a server.
pub(crate) fn whole_site(project: &Project, tools: &Tools) -> Result<(), Error> {
    site(project, tools, &vision::FLAVOURS)
}

/// Those that are built already, so that a `serve` after a `build` does not build another page.
fn flavours_for_first_look(project: &Project) -> &'static [Flavour] {
    let [others @ .., common] = &vision::FLAVOURS;
    if others.iter().all(|flavour| vision::is_bound(project, flavour)) {
        &vision::FLAVOURS
    } else {
        std::slice::from_ref(common)
    }
}

/// Builds what the page fetches, for Trunk, which builds the page.
pub(crate) fn parts(project: &Project, tools: &Tools) -> Result<(), Error> {
    worker_and_parts(project, tools, flavours_for_first_look(project))
}

/// The networks come first: the worker contains what runs them.
fn worker_and_parts(
    project: &Project,
    tools: &Tools,
    flavours: &'static [Flavour],
) -> Result<(), Error> {
    let networks = networks::prepare(project)?;
    let selected = models::selected(project)?;
    let engine = networks::worker_engine(&networks, &selected);
    let worker = vision::build(project, tools, flavours, engine)?;
    parts::stage(project, &worker, selected, &networks)
}

fn site_and_server(
    project: &Project,
    tools: &Tools,
    flavours: &'static [Flavour],
    build_server: fn(&Project) -> Result<(), Error>,
) -> Result<(), Error> {
    thread::scope(|scope| {
        let server = scope.spawn(|| build_server(project));
        let site = site(project, tools, flavours);
        let server = server.join().unwrap_or_else(|panic| panic::resume_unwind(panic));
        site.and(server)
    })
}

/// The order matters: the page contains the hashes of the parts, the service worker those of all files,
/// and only finished files are compressed.
fn site(project: &Project, tools: &Tools, flavours: &'static [Flavour]) -> Result<(), Error> {
    worker_and_parts(project, tools, flavours)?;
    page::build(project, tools)?;
    let finished = project.at("dist");
    build_id::write(&finished)?;
    icons::draw(project, &finished)?;
    offline::write(project, &finished)?;
    compress::site(project, &finished)
}

/// Builds the site with the gallery of all screens in every state.
pub(crate) fn gallery(project: &Project, tools: &Tools) -> Result<(), Error> {
    page::gallery(project, tools)
}

fn server(project: &Project) -> Result<(), Error> {
    let mut cargo = process::cargo(project.root());
    cargo.args(["build", "--release", "--package", "server"]);
    process::run(&mut cargo, "building the server")
}

/// Builds the server as the native tests do, with which it then shares all of its dependencies. The compiler
/// of networks comes first: the site waits for it.
fn trial_server(project: &Project) -> Result<(), Error> {
    networks::build_compiler(project)?;
    let mut cargo = process::cargo(project.root());
    cargo.args(["build", "--workspace", "--bin", "gangway-server"]);
    process::run(&mut cargo, "building the server")
}
