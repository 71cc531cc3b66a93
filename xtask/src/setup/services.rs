//! Installs the services of the tests from the system's packages: PostgreSQL, NATS, the SQLite shell, nginx,
//! and a reader of chips without hardware.

use std::{path::Path, process::Command};

use super::{ci::is_ci, packages};
use crate::{Error, process, say};

/// Installs the missing services, where the system has packages for them.
pub(crate) fn prepare() {
    if cluster::find().is_none() {
        say::line("setting up PostgreSQL (about 1 min, once)");
        // Debian's package would start a cluster that is not needed; the programs are enough.
        packages::install(&["postgresql"]);
    }
    if process::on_path("sqlite3").is_none() {
        say::line("setting up the SQLite shell (once)");
        packages::install(&["sqlite3"]);
    }
    if !has("nats-server") {
        say::line("setting up NATS (once)");
        packages::install(&["nats-server"]);
    }
    if !has("nats-server") {
        // In CI its tests fail.
        say::warning("NATS is NOT TESTED: nats-server could not be installed");
    }
}

/// Installs the reverse proxy of the desk's tests, where the system has a package for it.
pub(crate) fn proxy() {
    if !has("nginx") {
        say::line("setting up nginx (once)");
        packages::install(&["nginx-light"]);
    }
    if !has("nginx") {
        // In CI its tests fail.
        say::warning("the desk behind nginx is NOT TESTED: nginx could not be installed");
    }
}

/// What connects `gangway-reader` to readers, and a service with a virtual one.
const VIRTUAL_READER: &str = "/etc/reader.conf.d/vpcd";
const READER_PACKAGES: [&str; 4] = ["libpcsclite-dev", "pkg-config", "pcscd", "vsmartcard-vpcd"];

/// Installs PC/SC, where the system has packages for it. Returns Cargo's arguments for a workspace with
/// `gangway-reader`, or without it, with a warning, where PC/SC cannot be installed. Where `CI` is set that is
/// an error.
pub(crate) fn reader() -> Result<&'static [&'static str], Error> {
    let is_complete = || has_pcsc() && has("pcscd") && Path::new(VIRTUAL_READER).is_file();
    if !is_complete() {
        say::line("setting up PC/SC and a virtual reader (once)");
        packages::install(&READER_PACKAGES);
    }
    if !is_complete() {
        if is_ci() {
            return Err(Error::NoReader);
        }
        say::warning("gangway-reader is NOT TESTED with a reader: PC/SC could not be installed");
    }
    Ok(if has_pcsc() { &["--features", "reader/pcsc"] } else { &[] })
}

/// Whether the library of PC/SC can be linked. Windows and macOS have it.
fn has_pcsc() -> bool {
    cfg!(not(target_os = "linux"))
        || process::works(Command::new("pkg-config").args(["--exists", "libpcsclite"]))
}

/// Starts a PostgreSQL cluster for the tests. `None`, with a warning, where it cannot be installed.
/// Where `CI` is set that is an error.
pub(crate) fn postgres(folder: &std::path::Path) -> Result<Option<cluster::Cluster>, Error> {
    match cluster::Cluster::start(folder) {
        Ok(cluster) => Ok(Some(cluster)),
        Err(error) if is_ci() => Err(Error::NoPostgres(error)),
        Err(error) => {
            say::warning(&format!("PostgreSQL is NOT TESTED: {error}"));
            Ok(None)
        }
    }
}

/// Whether a service's program is installed. Debian puts some outside a user's search path.
fn has(program: &str) -> bool {
    process::on_path(program).is_some() || Path::new("/usr/sbin").join(program).is_file()
}
