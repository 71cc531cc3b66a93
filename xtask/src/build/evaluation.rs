//! Builds the programs that compare the worker's numbers with the native pipeline's: the worker with
//! access for tests, in every flavour that ships, and the native program. None of it is served.

use std::fs;

use super::{
    networks,
    vision::{self, EVALUATION, FLAVOURS, Optimisation, TRACT},
};
use crate::{Error, Project, files, process, say, setup::Tools};

/// Fills `target/evaluation`: a folder `flavours` with a folder for each flavour, a folder `networks`
/// with each network as the browser gets it, and `models.json`, which is `models.toml` for programs that
/// cannot read TOML.
pub(crate) fn build(
    project: &Project,
    tools: &Tools,
    optimisation: Optimisation,
) -> Result<(), Error> {
    let folder = project.evaluation();
    // Flavours of an earlier build must not be measured.
    if folder.exists() {
        fs::remove_dir_all(&folder).map_err(Error::writing(&folder))?;
    }
    // Only plans are measured.
    let with_tract = matches!(optimisation, Optimisation::ForTests).then_some(&TRACT);
    for flavour in FLAVOURS.iter().chain(with_tract) {
        say::line(&format!("building the evaluation worker ({})", flavour.name));
        let bound = vision::bind(project, tools, flavour, &EVALUATION, optimisation)?;
        for file in ["evaluation.js", "evaluation_bg.wasm"] {
            let bytes = files::read(&bound.join(file))?;
            files::write(&folder.join("flavours").join(flavour.name).join(file), &bytes)?;
        }
    }
    for network in networks::prepare(project)? {
        network.write(&folder.join("networks"))?;
    }
    let registry = project.at("models/models.toml");
    let models: toml::Value =
        toml::from_str(&files::read_text(&registry)?).map_err(Error::content(&registry))?;
    let json = serde_json::to_vec(&models).map_err(Error::content(&registry))?;
    files::write(&folder.join("models.json"), &json)?;
    let mut cargo = process::cargo(project.root());
    // Built as part of the workspace, with the same features as its tests, so that nothing is
    // compiled twice.
    cargo.args(["build", "--workspace", "--bin", "embed"]);
    process::run(&mut cargo, "building the native pipeline")
}
