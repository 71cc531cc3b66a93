//! Brings what the server's tests talk to: PostgreSQL, NATS, a shell for SQLite, and nginx, from the
//! system's packages.

use std::path::Path;

use super::{is_ci, packages};
use crate::{Error, process, say};

/// Installs what is missing, where it can be had.
pub(crate) fn prepare() {
    if cluster::find().is_none() {
        say::line("setting up PostgreSQL (about 1 min, once)");
        // Debian's package would start a cluster that is not needed; the programs are enough.
        packages::install(&["postgresql"]);
    }
    if process::on_path("sqlite3").is_none() {
        say::line("setting up the shell of SQLite (once)");
        packages::install(&["sqlite3"]);
    }
    if !has("nats-server") {
        say::line("setting up NATS (once)");
        packages::install(&["nats-server"]);
    }
    if !has("nats-server") {
        // On CI its tests fail.
        say::warning("there is no nats-server, and none could be had");
    }
}

/// Installs the proxy that the desk's tests stand behind, where it can be had.
pub(crate) fn proxy() {
    if !has("nginx") {
        say::line("setting up nginx (once)");
        packages::install(&["nginx-light"]);
    }
    if !has("nginx") {
        // On CI its tests fail.
        say::warning("the desk behind nginx is NOT TESTED: there is none, and none could be had");
    }
}

/// A PostgreSQL of its own for the tests; none, said aloud, where it cannot be had. Where `CI` is
/// set it must be there.
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

/// Whether a service's program is there. Debian puts some where only root's search path leads.
fn has(program: &str) -> bool {
    process::on_path(program).is_some() || Path::new("/usr/sbin").join(program).is_file()
}
