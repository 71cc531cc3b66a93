//! Installs the services of the server's tests from the system's packages: PostgreSQL, NATS, the SQLite
//! shell, and nginx.

use std::path::Path;

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
