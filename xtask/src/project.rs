//! Paths: the folders of the repository, of its build output and of the cache.

use std::{
    env,
    path::{Path, PathBuf},
};

/// The paths that commands need. All are absolute.
pub(crate) struct Project {
    root: PathBuf,
    cargo_target: PathBuf,
    cache: PathBuf,
}

impl Project {
    /// The project that this tool was built from.
    pub(crate) fn here() -> Self {
        // Cargo sets the variable at run time, so a moved checkout is found again.
        let manifest = env::var_os("CARGO_MANIFEST_DIR")
            .map_or_else(|| PathBuf::from(env!("CARGO_MANIFEST_DIR")), PathBuf::from);
        let root = manifest.parent().map_or_else(|| manifest.clone(), Path::to_owned);
        let cargo_target = env::var_os("CARGO_TARGET_DIR")
            .map_or_else(|| root.join("target"), |chosen| root.join(chosen));
        Self { cache: cache(|name| env::var_os(name).map(PathBuf::from)), root, cargo_target }
    }

    /// A project of a test, with nothing in it.
    #[cfg(test)]
    pub(crate) fn under(root: &Path) -> Self {
        let root = root.to_owned();
        Self { cargo_target: root.join("target"), cache: root.join("cache"), root }
    }

    /// A path given relative to the root of the repository.
    pub(crate) fn at(&self, relative: &str) -> PathBuf {
        self.root.join(relative)
    }

    /// The root of the repository.
    pub(crate) fn root(&self) -> &Path {
        &self.root
    }

    /// The target folder of the vision worker, whose compiler flags differ.
    pub(crate) fn vision_target(&self) -> PathBuf {
        self.cargo_target.join("vision-build")
    }

    /// The folder of the site's files except the page: worker, models, fonts.
    pub(crate) fn parts(&self) -> PathBuf {
        self.at("target/parts")
    }

    /// The server's executable that trials and tests use, which is not optimised.
    pub(crate) fn trial_server(&self) -> PathBuf {
        self.cargo_target.join("debug").join(format!("gangway-server{}", env::consts::EXE_SUFFIX))
    }

    /// The server's executable of the release build.
    pub(crate) fn server(&self) -> PathBuf {
        self.cargo_target.join("release").join(format!("gangway-server{}", env::consts::EXE_SUFFIX))
    }

    /// The load generator for the server.
    pub(crate) fn load(&self) -> PathBuf {
        self.cargo_target.join("release").join(format!("gangway-load{}", env::consts::EXE_SUFFIX))
    }

    /// The folder of the worker's evaluation build, which is compared with the native pipeline.
    pub(crate) fn evaluation(&self) -> PathBuf {
        self.at("target/evaluation")
    }

    /// The compiler of networks.
    pub(crate) fn compiler_of_networks(&self) -> PathBuf {
        self.debug("compile-network")
    }

    /// The program that prints the embeddings of the native pipeline.
    pub(crate) fn embed(&self) -> PathBuf {
        self.debug("embed")
    }

    /// A program that measures: error rates, or how well zones are read.
    pub(crate) fn eval(&self, program: &str) -> PathBuf {
        self.debug(program)
    }

    fn debug(&self, program: &str) -> PathBuf {
        self.cargo_target.join("debug").join(format!("{program}{}", env::consts::EXE_SUFFIX))
    }

    /// The site that shows every screen in every state.
    pub(crate) fn gallery(&self) -> PathBuf {
        self.at("target/gallery")
    }

    /// The folder of films and photos for the browser tests.
    pub(crate) fn media(&self) -> PathBuf {
        self.at("target/media")
    }

    /// A cache outside the checkout, for tools that take minutes to build.
    pub(crate) fn cache(&self) -> &Path {
        &self.cache
    }
}

/// The cache folder from the environment variable, else the default one.
fn cache(variable: impl Fn(&str) -> Option<PathBuf>) -> PathBuf {
    variable("GANGWAY_CACHE")
        .or_else(|| variable("XDG_CACHE_HOME").map(|folder| folder.join("gangway")))
        .or_else(|| variable("HOME").map(|folder| folder.join(".cache/gangway")))
        .unwrap_or_else(|| env::temp_dir().join("gangway-cache"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_cache_is_the_most_specific_folder_that_the_environment_names() {
        for (set, expected) in [
            (&["GANGWAY_CACHE", "XDG_CACHE_HOME", "HOME"][..], "/GANGWAY_CACHE"),
            (&["XDG_CACHE_HOME", "HOME"], "/XDG_CACHE_HOME/gangway"),
            (&["HOME"], "/HOME/.cache/gangway"),
        ] {
            let variable = |name: &str| set.contains(&name).then(|| format!("/{name}").into());
            assert_eq!(cache(variable), Path::new(expected));
        }
    }
}
