//! A temporary PostgreSQL cluster for tests and benchmarks, in its own folder and on a free port. It is
//! removed when it is dropped.
//!
//! The programs are those on the search path or of Debian's packages. PostgreSQL refuses to run as
//! root, so root runs it as the user `postgres`, which the package creates.

mod program;

use std::{
    fs, io,
    net::{Ipv4Addr, TcpListener},
    path::{Path, PathBuf},
    process::{Command, Stdio},
    thread::sleep,
    time::{Duration, Instant},
};

pub use program::{Programs, find};

/// Why a cluster cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// PostgreSQL is not installed.
    #[error("PostgreSQL is not installed")]
    Missing,
    /// A program of PostgreSQL failed.
    #[error("{0} failed")]
    Failed(&'static str),
    /// A folder or a port is not available.
    #[error("no place for PostgreSQL")]
    Place(#[from] io::Error),
}

/// A running cluster. Dropping it stops the server and removes the folder.
#[derive(Debug)]
pub struct Cluster {
    programs: Programs,
    folder: PathBuf,
    port: u16,
}

/// The time limit for the server to accept connections.
const START_TIMEOUT: Duration = Duration::from_secs(60);

/// The name of its only user, who needs no password on this machine.
const USER: &str = "gangway";

impl Cluster {
    /// Creates a cluster in `folder`, which must not exist, and starts it.
    pub fn start(folder: &Path) -> Result<Self, Error> {
        let programs = find().ok_or(Error::Missing)?;
        fs::create_dir_all(folder)?;
        let folder = folder.canonicalize()?;
        programs.hand_over(&folder)?;
        let port = TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?.local_addr()?.port();
        let cluster = Self { programs, folder, port };
        let mut init = cluster.programs.command("initdb");
        init.arg("-D").arg(cluster.data()).args(["-A", "trust", "-U", USER, "-E", "UTF8"]);
        run(&mut init, "initdb")?;
        cluster.resume()?;
        Ok(cluster)
    }

    /// The address of its server, without a database: `postgres://gangway@127.0.0.1:5432`.
    pub fn url(&self) -> String {
        format!("postgres://{USER}@127.0.0.1:{}", self.port)
    }

    /// Creates an empty database and returns its address.
    pub fn database(&self, name: &str) -> Result<String, Error> {
        let mut create = self.programs.command("createdb");
        create.args(["-h", "127.0.0.1", "-U", USER, "-p", &self.port.to_string(), name]);
        run(&mut create, "createdb")?;
        Ok(format!("{}/{name}", self.url()))
    }

    /// Stops the server like a crash, without a shutdown checkpoint.
    pub fn crash(&self) -> Result<(), Error> {
        let mut stop = self.programs.command("pg_ctl");
        stop.arg("-D").arg(self.data()).args(["-m", "immediate", "-w", "stop"]);
        run(&mut stop, "pg_ctl stop")
    }

    /// Starts the server after a crash, and waits until it accepts connections.
    pub fn resume(&self) -> Result<(), Error> {
        let options = format!(
            "-p {} -c listen_addresses=127.0.0.1 -c unix_socket_directories='{}' \
             -c max_connections=300",
            self.port,
            self.folder.display()
        );
        let mut start = self.programs.command("pg_ctl");
        start.arg("-D").arg(self.data()).arg("-l").arg(self.folder.join("log"));
        start.args(["-o", &options, "-w", "start"]);
        run(&mut start, "pg_ctl start")?;
        let began = Instant::now();
        let mut ready = self.programs.command("pg_isready");
        ready.args(["-q", "-h", "127.0.0.1", "-p", &self.port.to_string()]);
        while run(&mut ready, "pg_isready").is_err() {
            if began.elapsed() > START_TIMEOUT {
                return Err(Error::Failed("pg_isready"));
            }
            sleep(Duration::from_millis(50));
        }
        Ok(())
    }

    fn data(&self) -> PathBuf {
        self.folder.join("data")
    }
}

impl Drop for Cluster {
    fn drop(&mut self) {
        // `drop` cannot return an error.
        let _ = self.crash();
        let _ = fs::remove_dir_all(&self.folder);
    }
}

fn run(command: &mut Command, what: &'static str) -> Result<(), Error> {
    // The output would mix with that of the tests, and the child of pg_ctl would keep a pipe open.
    command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
    if command.status()?.success() { Ok(()) } else { Err(Error::Failed(what)) }
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use super::*;

    #[test]
    fn a_cluster_has_databases_and_comes_back_after_a_crash() {
        let folder = std::env::temp_dir().join(format!("gangway-cluster-{}", std::process::id()));
        let cluster = match Cluster::start(&folder) {
            Err(Error::Missing) => {
                // Directly to the terminal: the test harness captures other output.
                let _ = writeln!(io::stderr(), "SKIPPED: PostgreSQL is not installed");
                return;
            }
            cluster => cluster.unwrap(),
        };
        let url = cluster.database("one").unwrap();
        assert!(url.ends_with("/one"), "{url}");
        assert!(cluster.database("one").is_err(), "it exists already");
        cluster.crash().unwrap();
        assert!(cluster.database("two").is_err(), "the server is down");
        cluster.resume().unwrap();
        cluster.database("two").unwrap();
        drop(cluster);
        assert!(!folder.exists());
    }
}
