//! The versions of the command-line tools, pinned in the root `Cargo.toml`.

use serde::Deserialize;

use crate::{Error, Project, files};

/// `[workspace.metadata.tools]`.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub(super) struct Pins {
    pub(super) wasm_bindgen_cli: String,
    pub(super) trunk: String,
    pub(super) cargo_deny: String,
}

#[derive(Deserialize)]
struct CargoManifest {
    workspace: Workspace,
}

#[derive(Deserialize)]
struct Workspace {
    metadata: Metadata,
}

#[derive(Deserialize)]
struct Metadata {
    tools: Pins,
}

/// Reads the versions from the root `Cargo.toml`.
pub(super) fn read(project: &Project) -> Result<Pins, Error> {
    let path = project.at("Cargo.toml");
    let manifest: CargoManifest =
        toml::from_str(&files::read_text(&path)?).map_err(Error::content(&path))?;
    Ok(manifest.workspace.metadata.tools)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_command_line_wasm_bindgen_is_the_one_of_the_crate() {
        let project = Project::here();
        let lock: toml::Value =
            toml::from_str(&files::read_text(&project.at("Cargo.lock")).unwrap()).unwrap();
        let packages = lock["package"].as_array().unwrap();
        let package = packages
            .iter()
            .find(|package| package["name"].as_str() == Some("wasm-bindgen"))
            .unwrap();
        assert_eq!(package["version"].as_str().unwrap(), read(&project).unwrap().wasm_bindgen_cli);
    }

    /// Trunk uses the wasm-opt that npm installs only if it has the configured version.
    #[test]
    fn the_wasm_opt_that_trunk_expects_is_the_one_that_npm_installs() {
        let project = Project::here();
        let read = |name| files::read_text(&project.at(name)).unwrap();
        let trunk: toml::Value = toml::from_str(&read("Trunk.toml")).unwrap();
        let packages: serde_json::Value = serde_json::from_str(&read("package.json")).unwrap();
        let binaryen = packages["devDependencies"]["binaryen"].as_str().unwrap();
        let major = binaryen.split('.').next().unwrap();
        assert_eq!(trunk["tools"]["wasm_opt"].as_str().unwrap(), format!("version_{major}"));
    }
}
