//! Runs the built site on this machine, kiosk and desk, until Ctrl-C.

use std::{
    env, fs,
    net::{Ipv4Addr, SocketAddr, TcpListener},
    path::{Path, PathBuf},
    process::Command,
};

use crate::{Error, Project, models, say};

/// Where the results are kept, if not in `target/`.
const DATABASE: &str = "GANGWAY_DATABASE";

/// Refuses a port that another program has, before minutes go into a build.
pub(crate) fn check_port(port: u16) -> Result<(), Error> {
    let address = SocketAddr::from((Ipv4Addr::LOCALHOST, port));
    TcpListener::bind(address).map(drop).map_err(|_| Error::PortTaken { port })
}

/// Prints the addresses, then becomes the server.
pub(crate) fn run(project: &Project, site: &Path, port: u16) -> Result<(), Error> {
    check_port(port)?;
    let database =
        env::var_os(DATABASE).map_or_else(|| project.at("target/gangway.sqlite"), PathBuf::from);
    if let Some(folder) = database.parent() {
        fs::create_dir_all(folder).map_err(Error::writing(folder))?;
    }
    say::line(&format!("kiosk       http://127.0.0.1:{port}/"));
    say::line(&format!("desk        http://127.0.0.1:{port}/desk"));
    say::line(&format!("results in  {}", database.display()));
    for models::Chosen { model, fallback } in models::chosen(project)? {
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
    say::line("Ctrl-C ends it");
    let mut server = Command::new(project.server());
    // Nobody has to enrol a kiosk to try it out.
    server.args(["serve", "--trial", "--listen", &format!("127.0.0.1:{port}")]);
    server.arg("--site").arg(site).arg("--database").arg(database);
    become_server(server)
}

/// Takes this process's place, so that Ctrl-C reaches the server and nobody else.
#[cfg(unix)]
fn become_server(mut server: Command) -> Result<(), Error> {
    use std::os::unix::process::CommandExt;
    let source = server.exec();
    let program = server.get_program().to_string_lossy().into_owned();
    Err(Error::CannotStart { program, source, remedy: "run `cargo xtask build`" })
}

#[cfg(not(unix))]
fn become_server(mut server: Command) -> Result<(), Error> {
    crate::process::run(&mut server, "the server")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_taken_port_is_named_in_one_sentence() {
        let other = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).unwrap();
        let port = other.local_addr().unwrap().port();
        let error = check_port(port).unwrap_err().to_string();
        assert!(error.starts_with(&format!("port {port} is taken")), "{error}");
    }
}
