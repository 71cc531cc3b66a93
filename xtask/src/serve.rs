//! Runs the built site on this machine until Ctrl-C: the kiosk at one port, the desk at another.

use std::{
    env, fs,
    net::{Ipv4Addr, SocketAddr, TcpListener},
    path::{Path, PathBuf},
    process::Command,
    time::Instant,
};

use clap::Args;

use crate::{Error, Project, models, process, say};

/// The ports of kiosk and desk. They differ, so that a browser sees two origins.
#[derive(Args, Clone, Copy)]
pub(crate) struct Ports {
    /// Port of the kiosk
    #[arg(long, default_value_t = 8080)]
    port: u16,
    /// Port of the desk [default: the port after the kiosk's]
    #[arg(long)]
    desk_port: Option<u16>,
}

impl Ports {
    /// The port of the kiosk.
    pub(crate) fn kiosk(self) -> u16 {
        self.port
    }

    /// The port of the desk. After the highest port number comes the one before it.
    fn desk(self) -> u16 {
        self.desk_port.unwrap_or_else(|| self.port.checked_add(1).unwrap_or(self.port - 1))
    }

    /// Checks that the ports are free, before the build takes minutes.
    pub(crate) fn check(self) -> Result<(), Error> {
        // Both listeners are open at the same time, so that equal ports are refused.
        let kiosk = bind_port(self.kiosk())?;
        bind_port(self.desk()).map(|desk| drop((kiosk, desk)))
    }
}

/// The environment variable with the path of the database, by default in `target/`.
const DATABASE: &str = "GANGWAY_DATABASE";

fn bind_port(port: u16) -> Result<TcpListener, Error> {
    let address = SocketAddr::from((Ipv4Addr::LOCALHOST, port));
    TcpListener::bind(address).map_err(|_| Error::PortTaken { port })
}

/// Prints the addresses and the time that set-up and build have taken since `start`, then runs the
/// server.
pub(crate) fn run(
    project: &Project,
    site: &Path,
    ports: Ports,
    start: Instant,
) -> Result<(), Error> {
    ports.check()?;
    let cpu = process::cpu_seconds().map_or_else(String::new, |cpu| format!(", {cpu:.0} s CPU"));
    say::line(&format!("ready after {:.0} s{cpu}", start.elapsed().as_secs_f32()));
    let (port, desk) = (ports.kiosk(), ports.desk());
    let database =
        env::var_os(DATABASE).map_or_else(|| project.at("target/gangway.sqlite"), PathBuf::from);
    if let Some(folder) = database.parent() {
        fs::create_dir_all(folder).map_err(Error::writing(folder))?;
    }
    say::line(&format!("kiosk       http://127.0.0.1:{port}/"));
    say::line(&format!("desk        http://127.0.0.1:{desk}/desk"));
    say::line(&format!("results in  {}", database.display()));
    for models::SelectedModel { model, fallback } in models::selected(project)? {
        if model.role() == models::manifest::Role::Recogniser {
            say::line(&format!("recogniser  {}", model.title));
            if fallback {
                say::warning(
                    "this is the fallback recogniser, with higher error rates than the one meant \
                     for travellers: run `cargo xtask models` where the network can be reached",
                );
            }
        }
    }
    say::line("press Ctrl-C to stop");
    let mut server = Command::new(project.trial_server());
    // Trial mode: kiosks do not have to be enrolled.
    server.args(["serve", "--trial", "--listen", &format!("127.0.0.1:{port}")]);
    server.args(["--desk-listen", &format!("127.0.0.1:{desk}")]);
    server.arg("--site").arg(site).arg("--database").arg(database);
    become_server(server)
}

/// Replaces this process (`exec`), so that Ctrl-C reaches the server and no other process.
#[cfg(unix)]
fn become_server(mut server: Command) -> Result<(), Error> {
    use std::os::unix::process::CommandExt;
    let source = server.exec();
    let program = server.get_program().to_string_lossy().into_owned();
    Err(Error::CannotStart { program, source, remedy: "run `cargo xtask build`" })
}

#[cfg(not(unix))]
fn become_server(mut server: Command) -> Result<(), Error> {
    process::run(&mut server, "the server")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_taken_port_is_named_in_one_sentence() {
        let other = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).unwrap();
        let port = other.local_addr().unwrap().port();
        for ports in [Ports { port, desk_port: Some(0) }, Ports { port: 0, desk_port: Some(port) }]
        {
            let error = ports.check().unwrap_err().to_string();
            assert!(error.starts_with(&format!("port {port} is taken")), "{error}");
        }
    }

    #[test]
    fn s7_kiosk_and_desk_have_two_ports() {
        let ports = |port, desk_port| Ports { port, desk_port };
        assert_eq!(ports(8080, None).desk(), 8081);
        assert_eq!(ports(u16::MAX, None).desk(), u16::MAX - 1);
        assert_eq!(ports(8080, Some(9000)).desk(), 9000);
        let free = bind_port(0).unwrap().local_addr().unwrap().port();
        let same = ports(free, Some(free)).check().unwrap_err().to_string();
        assert!(same.starts_with(&format!("port {free} is taken")), "{same}");
    }
}
