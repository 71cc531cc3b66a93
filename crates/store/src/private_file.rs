//! Files that only the server's own user can read, whatever the umask is.

use std::{
    fs::{File, OpenOptions},
    io,
    path::Path,
};

/// Creates a file that only the user of this process can read and write. Fails if it exists.
pub fn create_private_file(path: &Path) -> io::Result<File> {
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(path)
}
