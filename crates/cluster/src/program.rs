//! Finds the programs of PostgreSQL, and runs them as a user other than root.

use std::{
    env, fs, io,
    path::{Path, PathBuf},
    process::{Command, Stdio},
};

/// The programs of one version of PostgreSQL.
#[derive(Clone, Debug)]
pub struct Programs {
    folder: PathBuf,
    /// Whether this process runs as root, as which they refuse to run.
    is_root: bool,
}

/// The folder of Debian's packages, with a subfolder for each version.
const DEBIAN_FOLDER: &str = "/usr/lib/postgresql";

/// The user that Debian's package creates.
const USER: &str = "postgres";

/// Returns the newest installed version of PostgreSQL.
pub fn find() -> Option<Programs> {
    let path = env::var_os("PATH").unwrap_or_default();
    let versions =
        fs::read_dir(DEBIAN_FOLDER).into_iter().flatten().flatten().map(|entry| entry.path());
    let mut versions: Vec<_> = versions.collect();
    versions.sort_by_key(|folder| {
        let version = folder.file_name().and_then(|name| name.to_str()?.parse::<u32>().ok());
        std::cmp::Reverse(version)
    });
    let folders =
        versions.into_iter().map(|version| version.join("bin")).chain(env::split_paths(&path));
    let folder = folders.into_iter().find(|folder| folder.join("initdb").is_file())?;
    Some(Programs { folder, is_root: is_root() })
}

impl Programs {
    /// Returns a command for the program `name`.
    pub(crate) fn command(&self, name: &str) -> Command {
        let program = self.folder.join(name);
        let mut command = if self.is_root {
            let mut command = Command::new("setpriv");
            command.args(["--reuid", USER, "--regid", USER, "--clear-groups"]).arg(program);
            command
        } else {
            Command::new(program)
        };
        // Their user must be able to enter the current directory.
        command.current_dir("/");
        command
    }

    /// Gives their user write access to `folder`.
    pub(crate) fn hand_over(&self, folder: &Path) -> io::Result<()> {
        if !self.is_root {
            return Ok(());
        }
        let done = Command::new("chown").arg(USER).arg(folder).status()?;
        if done.success() { Ok(()) } else { Err(io::ErrorKind::PermissionDenied.into()) }
    }
}

fn is_root() -> bool {
    let me = Command::new("id").arg("-u").stderr(Stdio::null()).output();
    me.is_ok_and(|output| output.stdout.trim_ascii() == b"0")
}
