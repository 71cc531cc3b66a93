//! A PC/SC service of its own with a virtual reader, as a user without privileges may start it.

use std::{
    fs,
    net::TcpListener,
    os::{fd::OwnedFd, unix::net::UnixListener},
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
};

const PCSCD: &str = "/usr/sbin/pcscd";
/// The driver of Debian's package `vsmartcard-vpcd`; below the library folder of the architecture's name it
/// does not lie.
const DRIVER: &str = "/usr/lib/pcsc/drivers/serial/libifdvpcd.so";

/// Whether both packages are installed; says it if they are not, and fails in CI.
pub(crate) fn is_installed() -> bool {
    let is_there = [PCSCD, DRIVER].into_iter().all(|file| Path::new(file).exists());
    if !is_there {
        assert!(std::env::var_os("CI").is_none(), "there is no pcscd with a virtual reader");
        eprintln!("SKIPPED: the packages pcscd and vsmartcard-vpcd are not installed");
    }
    is_there
}

/// The service, until it is dropped.
pub(crate) struct Pcscd {
    child: Child,
    folder: PathBuf,
    /// Where a virtual passport is laid on.
    pub(crate) reader: (&'static str, u16),
    /// The path at which programs find the service.
    pub(crate) socket: PathBuf,
}

impl Pcscd {
    /// Starts the service in a new folder.
    pub(crate) fn start(folder: PathBuf) -> Self {
        fs::create_dir_all(folder.join("readers")).unwrap();
        let port = two_ports();
        // The service reads the port of its first virtual reader as hexadecimal; the second has the next.
        let reader = format!(
            "FRIENDLYNAME \"Gangway test\"\nDEVICENAME /dev/null:0x{port:X}\n\
             LIBPATH {DRIVER}\nCHANNELID 0x{port:X}\n"
        );
        fs::write(folder.join("readers/virtual"), reader).unwrap();
        let socket = folder.join("pcscd.comm");
        let _ = fs::remove_file(&socket);
        let listener = UnixListener::bind(&socket).unwrap();
        let child = spawn(&folder, listener);
        Self { child, folder, reader: ("127.0.0.1", port), socket }
    }

    /// Ends the service, and starts it again at the same path.
    pub(crate) fn restart(&mut self) {
        self.end();
        let _ = fs::remove_file(&self.socket);
        self.child = spawn(&self.folder, UnixListener::bind(&self.socket).unwrap());
    }

    /// Ends the service.
    pub(crate) fn end(&mut self) {
        self.child.kill().unwrap();
        self.child.wait().unwrap();
    }
}

impl Drop for Pcscd {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
        let _ = fs::remove_dir_all(&self.folder);
    }
}

/// Starts the service with a socket that is open already, as systemd does: its own path is fixed.
fn spawn(folder: &Path, listener: UnixListener) -> Child {
    let script = "LISTEN_PID=$$ LISTEN_FDS=1 exec \"$@\" 3<&0 0</dev/null";
    let mut command = Command::new("sh");
    command.args(["-c", script, "sh", PCSCD, "--foreground", "--config"]);
    command.arg(folder.join("readers"));
    command.stdin(Stdio::from(OwnedFd::from(listener)));
    command.stdout(Stdio::null()).stderr(Stdio::null());
    command.spawn().unwrap()
}

/// A free port whose successor is free as well.
fn two_ports() -> u16 {
    loop {
        let first = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
        if first < u16::MAX && TcpListener::bind(("127.0.0.1", first + 1)).is_ok() {
            return first;
        }
    }
}
