//! Where the programs of PostgreSQL are, and the user that they run as.

use std::{
    env, fs, io,
    path::{Path, PathBuf},
    process::{Command, Stdio},
};

/// The programs of one PostgreSQL.
#[derive(Clone, Debug)]
pub struct Programs {
    folder: PathBuf,
    /// Whether this process is root, as which they refuse to run.
    is_root: bool,
}

/// Where Debian's packages put them, a folder for each version.
const DEBIAN: &str = "/usr/lib/postgresql";

/// The user that comes with the package.
const USER: &str = "postgres";

/// The newest PostgreSQL of this machine.
pub fn find() -> Option<Programs> {
    let path = env::var_os("PATH").unwrap_or_default();
    let versions = fs::read_dir(DEBIAN).into_iter().flatten().flatten().map(|entry| entry.path());
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
    /// A command that runs one of them.
    pub(crate) fn command(&self, name: &str) -> Command {
        let program = self.folder.join(name);
        let mut command = if self.is_root {
            let mut command = Command::new("setpriv");
            command.args(["--reuid", USER, "--regid", USER, "--clear-groups"]).arg(program);
            command
        } else {
            Command::new(program)
        };
        // They want a folder that they can enter.
        command.current_dir("/");
        command
    }

    /// Lets them write into a folder of ours.
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
