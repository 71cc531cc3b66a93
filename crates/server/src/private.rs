//! Files for the server's own user alone, whatever the machine gives new files.

use std::{
    fs::{File, OpenOptions},
    io,
    path::Path,
};

/// Makes a file that is not there yet. Fails if it is.
pub(crate) fn create(path: &Path) -> io::Result<File> {
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(path)
}
