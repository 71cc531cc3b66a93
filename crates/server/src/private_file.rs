//! Files that only the server's own user can read, whatever the umask is.

use std::{
    fs::{File, OpenOptions},
    io,
    path::Path,
};

/// Creates a file. Fails if it exists.
pub(crate) fn create(path: &Path) -> io::Result<File> {
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(path)
}
