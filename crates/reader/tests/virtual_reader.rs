//! The whole way to a chip: a page's WebSocket, the program, pcscd, its virtual reader, a software passport.

#![cfg(target_os = "linux")]
#![allow(clippy::unwrap_used, clippy::print_stderr, reason = "a test fails by panicking")]

mod journey;
mod pcscd;
mod support;

use document::{Level, Refusal};
use journey::read_document;
use passport::{Configuration, Passport, VirtualReader};
use pcscd::Pcscd;
use std::{
    env, fs,
    io::{BufRead, BufReader},
    net::SocketAddr,
    path::PathBuf,
    process::{Child, Command, Stdio},
    thread::{self, JoinHandle},
    time::{Duration, Instant},
};
use support::{Page, SITE, TOKEN, open, request};

/// The program, until it is dropped.
struct Program {
    child: Child,
    address: SocketAddr,
    log: Option<JoinHandle<Vec<String>>>,
}

impl Drop for Program {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

impl Program {
    fn start(service: &Pcscd, name: &str) -> Self {
        let token = env::temp_dir().join(format!("gangway-reader-{}-{name}", std::process::id()));
        fs::write(&token, TOKEN).unwrap();
        let mut command = Command::new(env!("CARGO_BIN_EXE_gangway-reader"));
        command.args(["--port", "0", "--origin", SITE, "--token-file"]).arg(&token);
        command.env("PCSCLITE_CSOCK_NAME", &service.socket).stderr(Stdio::piped());
        let mut child = command.spawn().unwrap();
        let mut lines = BufReader::new(child.stderr.take().unwrap()).lines();
        let first = lines.next().unwrap().unwrap();
        let address = first.strip_prefix("listening on ").unwrap().parse().unwrap();
        let log = Some(thread::spawn(move || lines.map(Result::unwrap).collect()));
        fs::remove_file(token).unwrap();
        Self { child, address, log }
    }

    fn page(&self) -> Page {
        open(request(self.address)).ok().unwrap()
    }

    /// Ends it as a service manager does, and returns what it logged.
    fn stop(mut self) -> Vec<String> {
        let id = self.child.id().to_string();
        assert!(Command::new("kill").args(["-TERM", &id]).status().unwrap().success());
        assert!(self.child.wait().unwrap().success(), "SIGTERM is a regular end");
        self.log.take().unwrap().join().unwrap()
    }
}

fn folder(name: &str) -> PathBuf {
    env::temp_dir().join(format!("gangway-pcscd-{}-{name}", std::process::id()))
}

/// Lays a passport on the virtual reader, which may have started just now.
fn lay_on(service: &Pcscd, mut passport: Passport, pull_at: Option<usize>) -> JoinHandle<Passport> {
    let last_moment = Instant::now() + Duration::from_secs(10);
    let address = service.reader;
    thread::spawn(move || {
        loop {
            match VirtualReader::connect(address) {
                Ok(reader) => {
                    // The end of the reader's service may break the connection.
                    let _ = reader.serve(&mut passport, pull_at);
                    return passport;
                }
                Err(error) => assert!(Instant::now() < last_moment, "{error}"),
            }
            thread::sleep(Duration::from_millis(50));
        }
    })
}

/// Waits for this word; the words before it are skipped.
fn wait_for(page: &mut Page, word: &str) {
    while page.word() != word {}
}

#[test]
fn a_passport_on_a_virtual_reader_is_read_to_the_proof_that_it_is_no_copy() {
    if !pcscd::is_installed() {
        return;
    }
    let mut service = Pcscd::start(folder("genuine"));
    let program = Program::start(&service, "genuine");
    for configuration in journey::genuine() {
        let passport = Passport::new(configuration);
        let (trust, printed) = (passport.trust(), passport.mrz());
        let mut page = program.page();
        let laid = lay_on(&service, passport, None);
        wait_for(&mut page, "ready");
        let start = Instant::now();
        let level = read_document(&mut page, &trust, printed);
        let (commands, time) = (page.exchanges(), start.elapsed());
        assert_eq!(level, Ok(Level::Genuine), "{configuration:?}");
        eprintln!("{:?}: {commands} commands in {time:.1?}", configuration.access);
        assert!(commands < 150, "{commands}");
        page.leave();
        // Takes the passport off: the next one is laid on a new reader.
        service.restart();
        laid.join().unwrap();
    }
    let log = program.stop();
    assert_eq!(log, ["session opened", "session ended by the page"].repeat(3));
}

#[test]
fn a_passport_that_is_pulled_and_laid_on_again_is_read() {
    if !pcscd::is_installed() {
        return;
    }
    let service = Pcscd::start(folder("pulled"));
    let program = Program::start(&service, "pulled");
    let passport = Passport::new(Configuration::default());
    let (trust, printed) = (passport.trust(), passport.mrz());
    let mut page = program.page();
    let laid = lay_on(&service, passport, Some(6));
    wait_for(&mut page, "ready");
    assert_eq!(read_document(&mut page, &trust, printed), Err(Refusal::Lost));
    let mut passport = laid.join().unwrap();
    passport.reset();
    // The service looks for the virtual chip every 400 ms, and must see that it is gone.
    thread::sleep(Duration::from_secs(1));
    lay_on(&service, passport, None);
    wait_for(&mut page, "ready");
    assert_eq!(read_document(&mut page, &trust, printed), Ok(Level::Signed));
}

#[test]
fn the_program_waits_for_a_service_that_ends_and_comes_back() {
    if !pcscd::is_installed() {
        return;
    }
    let mut service = Pcscd::start(folder("service"));
    let program = Program::start(&service, "service");
    let passport = Passport::new(Configuration::default());
    let (trust, printed) = (passport.trust(), passport.mrz());
    service.end();
    let mut page = program.page();
    wait_for(&mut page, "no-reader");
    service.restart();
    lay_on(&service, passport, None);
    wait_for(&mut page, "ready");
    assert_eq!(read_document(&mut page, &trust, printed), Ok(Level::Signed));
    service.end();
    wait_for(&mut page, "no-reader");
    page.leave();
    assert_eq!(program.stop(), ["session opened", "session ended by the page"]);
}
