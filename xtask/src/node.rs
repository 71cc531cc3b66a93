//! Node.js for the programs under `tests/`, with the project's paths in its environment.

use std::process::Command;

use crate::Project;

/// A command that runs in the root of the repository. The caller adds the script and the browser.
pub(crate) fn node(project: &Project) -> Command {
    let mut node = Command::new("node");
    node.current_dir(project.root());
    node.env("GANGWAY_SERVER", project.server());
    node.env("GANGWAY_READER", project.at("target/debug/gangway-reader"));
    node.env("GANGWAY_PASSPORT", project.at("target/debug/passport-vpcd"));
    node.env("GANGWAY_GALLERY", project.gallery());
    node.env("GANGWAY_EVALUATION", project.evaluation()).env("GANGWAY_EMBED", project.embed());
    node.env("GANGWAY_SITE", project.at("dist")).env("GANGWAY_MEDIA", project.media());
    // The tests must not see settings or results of the developer.
    for setting in ["DATABASE", "LISTEN", "DESK_LISTEN", "DESK_HOST"] {
        node.env_remove(format!("GANGWAY_{setting}"));
    }
    node
}
