//! Where things lie: the folders of the repository, of its build output and of the cache.

use std::{
    env,
    path::{Path, PathBuf},
};

/// The places that every command needs. All paths are absolute.
pub(crate) struct Project {
    root: PathBuf,
    cargo_target: PathBuf,
    cache: PathBuf,
}

impl Project {
    /// The project that this tool was built from.
    pub(crate) fn here() -> Self {
        // Cargo sets the variable for what it runs, so a moved checkout is found again.
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

    /// Where cargo puts what it builds for the vision worker: other flags, so another folder.
    pub(crate) fn vision_target(&self) -> PathBuf {
        self.cargo_target.join("vision-build")
    }

    /// What is staged for the site next to the page: the worker, the models, the fonts.
    pub(crate) fn parts(&self) -> PathBuf {
        self.at("target/parts")
    }

    /// A network's file as it travels.
    pub(crate) fn transport(&self, file: &str) -> PathBuf {
        self.at("target/transport").join(file)
    }

    /// The server's executable, as the release build leaves it.
    pub(crate) fn server(&self) -> PathBuf {
        self.cargo_target.join("release").join(format!("gangway-server{}", env::consts::EXE_SUFFIX))
    }

    /// The program that measures the server.
    pub(crate) fn load(&self) -> PathBuf {
        self.cargo_target.join("release").join(format!("gangway-load{}", env::consts::EXE_SUFFIX))
    }

    /// What shows that the worker's numbers are the native pipeline's.
    pub(crate) fn evaluation(&self) -> PathBuf {
        self.at("target/evaluation")
    }

    /// The program that prints the native pipeline's numbers.
    pub(crate) fn embed(&self) -> PathBuf {
        self.debug("embed")
    }

    /// The program that measures error rates.
    pub(crate) fn eval(&self) -> PathBuf {
        self.debug("gangway-eval")
    }

    fn debug(&self, program: &str) -> PathBuf {
        self.cargo_target.join("debug").join(format!("{program}{}", env::consts::EXE_SUFFIX))
    }

    /// The site that shows every screen in every state.
    pub(crate) fn gallery(&self) -> PathBuf {
        self.at("target/gallery")
    }

    /// The films and photos that the browser tests play.
    pub(crate) fn media(&self) -> PathBuf {
        self.at("target/media")
    }

    /// What outlives the checkout: tools that take minutes to build.
    pub(crate) fn cache(&self) -> &Path {
        &self.cache
    }
}

/// The cache folder that the environment asks for, the usual one if it asks for none.
fn cache(variable: impl Fn(&str) -> Option<PathBuf>) -> PathBuf {
    variable("GANGWAY_CACHE")
        .or_else(|| variable("XDG_CACHE_HOME").map(|it| it.join("gangway")))
        .or_else(|| variable("HOME").map(|it| it.join(".cache/gangway")))
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
