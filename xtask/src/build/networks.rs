//! Prepares the networks for the browser: as plans, or as ONNX files that the worker's engine runs.

use std::{path::Path, process::Command};

use serde::Serialize;

use crate::{
    Error, Project, digest, files,
    models::{self, SelectedModel, manifest::Model},
    process, say,
};

/// What runs a network in the browser.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum Engine {
    /// Crate `network`: the network was compiled.
    Plan,
    /// The inference engine tract with all of its operators, in a larger program.
    Tract,
}

/// A network as the browser gets it.
pub(super) struct PreparedNetwork {
    pub(super) model: Model,
    pub(super) engine: Engine,
    pub(super) bytes: Vec<u8>,
}

/// The exit status of the compiler for a network with an operator that no kernel computes.
const UNSUPPORTED: i32 = 3;

/// Builds the compiler of networks as part of the workspace, with the same features as its tests, so that the
/// engine is not compiled twice.
pub(super) fn build_compiler(project: &Project) -> Result<(), Error> {
    let mut cargo = process::cargo(project.root());
    cargo.args(["build", "--workspace", "--bin", "compile-network"]);
    process::run(&mut cargo, "building the compiler of networks")
}

/// Prepares each network whose file is in `models/`.
pub(super) fn prepare(project: &Project) -> Result<Vec<PreparedNetwork>, Error> {
    build_compiler(project)?;
    models::present(project)?.into_iter().map(|model| prepare_one(project, model)).collect()
}

/// What the worker of a site needs to run all of its networks. Says so if it is more than plans.
pub(super) fn worker_engine(networks: &[PreparedNetwork], selected: &[SelectedModel]) -> Engine {
    let needs_tract = networks.iter().find(|network| {
        let mut names = selected.iter().map(|selected| &selected.model.name);
        network.engine == Engine::Tract && names.any(|name| *name == network.model.name)
    });
    let Some(network) = needs_tract else { return Engine::Plan };
    say::warning(&format!(
        "the worker contains the inference engine tract, because {} cannot be compiled: it is larger \
         and slower",
        network.model.title
    ));
    Engine::Tract
}

fn prepare_one(project: &Project, model: Model) -> Result<PreparedNetwork, Error> {
    let path = project.at("models").join(&model.file);
    let onnx = convert::to_half_precision(&files::read(&path)?).map_err(Error::content(&path))?;
    let folder = project.at("target/networks");
    let source = folder.join(&model.file);
    let plan = folder.join(format!("{}.plan", model.name));
    files::write_if_changed(&source, &onnx)?;
    let mut compiler = Command::new(project.compiler_of_networks());
    compiler.arg(&source).arg("--plan").arg(&plan).args(["--side", &model.input.side.to_string()]);
    for output in &model.outputs {
        compiler.args(["--output", output]);
    }
    // The compiler says why it refuses a network.
    match process::watch(&mut compiler, |_| {})?.code() {
        Some(0) => {
            let bytes = files::read(&plan)?;
            Ok(PreparedNetwork { model, engine: Engine::Plan, bytes })
        }
        Some(UNSUPPORTED) => {
            say::line(&format!("{} is run by tract", model.title));
            Ok(PreparedNetwork { model, engine: Engine::Tract, bytes: onnx })
        }
        _ => Err(Error::Content { path: source, why: "it cannot be compiled".into() }),
    }
}

impl PreparedNetwork {
    /// The file name on the site, with a part of the hash: a new file gets a new name.
    pub(super) fn file_name(&self) -> String {
        let stamp: String = self.model.sha256.chars().take(8).collect();
        format!("{}.{stamp}.{}", self.model.name, self.engine.extension())
    }

    /// The hash that the page compares the file with.
    pub(super) fn integrity(&self) -> String {
        digest::integrity(&self.bytes)
    }

    /// Writes the file into a folder.
    pub(super) fn write(&self, folder: &Path) -> Result<(), Error> {
        let name = format!("{}.{}", self.model.name, self.engine.extension());
        files::write_if_changed(&folder.join(name), &self.bytes)
    }
}

impl Engine {
    fn extension(self) -> &'static str {
        match self {
            Self::Plan => "plan",
            Self::Tract => "onnx",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn model(name: &str) -> Model {
        let entry = format!(
            r#"
            name = "{name}"
            title = "{name}"
            file = "{name}.onnx"
            sha256 = "0123456789abcdef"
            licence = "MIT"
            sources = []
            input = {{ side = 112 }}
            outputs = ["embedding"]
            [role.recogniser]"#
        );
        toml::from_str(&entry).unwrap()
    }

    fn prepared(name: &str, engine: Engine) -> PreparedNetwork {
        PreparedNetwork { model: model(name), engine, bytes: Vec::new() }
    }

    #[test]
    fn the_worker_contains_tract_only_if_the_site_carries_a_network_that_needs_it() {
        let networks = [prepared("compiled", Engine::Plan), prepared("other", Engine::Tract)];
        let site = |names: &[&str]| {
            let selected = |name: &&str| SelectedModel { model: model(name), fallback: false };
            worker_engine(&networks, &names.iter().map(selected).collect::<Vec<_>>())
        };
        assert_eq!(site(&["compiled"]), Engine::Plan);
        assert_eq!(site(&["compiled", "other"]), Engine::Tract);
    }

    #[test]
    fn the_name_of_a_file_tells_the_network_its_hash_and_what_runs_it() {
        assert_eq!(prepared("n", Engine::Plan).file_name(), "n.01234567.plan");
        assert_eq!(prepared("n", Engine::Tract).file_name(), "n.01234567.onnx");
    }
}
