//! `gangway-server serve` as a process of its own, on a free port.

use std::{
    fs,
    io::{BufRead, BufReader},
    net::SocketAddr,
    path::PathBuf,
    process::{Child, Command, Stdio},
    time::Duration,
};

use tempfile::TempDir;
use tokio::time::{sleep, timeout};

use super::TestDatabase;

pub(crate) struct Process {
    pub(crate) child: Child,
    /// The kiosk's address.
    pub(crate) address: SocketAddr,
    /// The desk's address.
    pub(crate) desk: SocketAddr,
    /// The address of the metrics, if they are enabled.
    pub(crate) figures: Option<SocketAddr>,
    pub(crate) database: TestDatabase,
    folder: TempDir,
}

impl Process {
    /// Starts with these settings, each named like its flag.
    pub(crate) async fn start(settings: &[(&str, &str)]) -> Self {
        Self::start_at(settings, None).await
    }

    /// The same, with a desk that has a name, at this address.
    pub(crate) async fn start_named(settings: &[(&str, &str)], desk: SocketAddr) -> Self {
        Self::start_at(settings, Some(desk)).await
    }

    async fn start_at(settings: &[(&str, &str)], named: Option<SocketAddr>) -> Self {
        let folder = tempfile::tempdir().unwrap();
        fs::create_dir(folder.path().join("parts")).unwrap();
        for (name, content) in [
            ("index.html", "<!doctype html><title>Kiosk</title>"),
            ("build.json", r#"{"build":"00c0ffee"}"#),
            ("kiosk.json", r#"{"notice":{"version":3}}"#),
            (
                "parts/models.json",
                r#"[{"role":"recogniser","name":"n","title":"N","sha256":"b7120c09","fallback":false}]"#,
            ),
        ] {
            fs::write(folder.path().join(name), content).unwrap();
        }
        let database = TestDatabase::new().await;
        let log = fs::File::create(folder.path().join("log")).unwrap();
        let mut command = Command::new(env!("CARGO_BIN_EXE_gangway-server"));
        command.args(["serve", "--listen", "127.0.0.1:0", "--database", &database.text()]);
        command.arg("--site").arg(folder.path()).stdout(Stdio::piped()).stderr(log);
        for (name, value) in settings {
            command.arg(format!("--{name}")).arg(value);
        }
        let mut child = command.env("GANGWAY_LOG", "trace").spawn().unwrap();
        let mut lines = BufReader::new(child.stdout.take().unwrap()).lines();
        // Each says what is where: `Kiosk: http://127.0.0.1:8080/`.
        let mut place = || {
            let line = lines.next().unwrap_or_else(|| {
                panic!("{}", fs::read_to_string(folder.path().join("log")).unwrap())
            });
            line.unwrap().split('/').nth(2).unwrap().to_owned()
        };
        let address = place().parse().unwrap();
        let desk = place();
        let desk = named.unwrap_or_else(|| desk.parse().unwrap());
        let has_figures = settings.iter().any(|(name, _)| *name == "metrics");
        let figures = has_figures.then(|| place().parse().unwrap());
        Self { child, address, desk, figures, database, folder }
    }

    /// Its log at level trace.
    pub(crate) fn log(&self) -> String {
        fs::read_to_string(self.folder.path().join("log")).unwrap()
    }

    pub(crate) fn folder(&self) -> PathBuf {
        self.folder.path().into()
    }

    /// Sends a signal by its name.
    pub(crate) fn signal(&self, name: &str) {
        let id = self.child.id().to_string();
        assert!(Command::new("kill").args([&format!("-{name}"), &id]).status().unwrap().success());
    }

    /// Its exit code; none if it was killed.
    pub(crate) async fn ended(&mut self) -> Option<i32> {
        let wait = async {
            loop {
                if let Some(status) = self.child.try_wait().unwrap() {
                    return status.code();
                }
                sleep(Duration::from_millis(20)).await;
            }
        };
        timeout(Duration::from_secs(20), wait).await.unwrap()
    }

    /// The memory that it uses, in KiB, if the system reports it.
    pub(crate) fn memory(&self) -> Option<u64> {
        let status = fs::read_to_string(format!("/proc/{}/status", self.child.id())).ok()?;
        let line = status.lines().find(|line| line.starts_with("VmRSS:"))?;
        line.split_whitespace().nth(1)?.parse().ok()
    }
}

impl Drop for Process {
    fn drop(&mut self) {
        // The process may have ended already.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
