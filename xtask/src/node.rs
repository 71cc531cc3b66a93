//! Node.js for the programs under `tests/`, told where everything lies.

use std::process::Command;

use crate::Project;

/// Runs in the root of the repository. What it is to run, and in which browser, is still to be
/// said.
pub(crate) fn node(project: &Project) -> Command {
    let mut node = Command::new("node");
    node.current_dir(project.root());
    node.env("GANGWAY_SERVER", project.server());
    node.env("GANGWAY_GALLERY", project.gallery());
    node.env("GANGWAY_EVALUATION", project.evaluation()).env("GANGWAY_EMBED", project.embed());
    node.env("GANGWAY_SITE", project.at("dist")).env("GANGWAY_MEDIA", project.media());
    // The runs must not be given settings or results of the person at the terminal.
    for setting in ["DATABASE", "LISTEN", "DESK_LISTEN", "DESK_HOST"] {
        node.env_remove(format!("GANGWAY_{setting}"));
    }
    node
}
