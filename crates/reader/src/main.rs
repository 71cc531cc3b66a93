//! `gangway-reader`: lets the kiosk's page read the chip of a travel document on a reader of this machine.

use clap::Parser;
use reader::{DoorPolicy, Limits, PcscReader, Service, Token, TokenError};
use std::{
    fs,
    io::{self, Write},
    path::PathBuf,
    process::ExitCode,
};

/// Lets the kiosk's page read the chip of a travel document on a reader of this machine
#[derive(Parser)]
#[command(name = "gangway-reader", version)]
struct Cli {
    /// The address of the site's pages, without a slash at its end; repeat it for several
    #[arg(long, value_name = "ORIGIN", required = true, value_parser = origin)]
    origin: Vec<String>,
    /// The file of the token that is also in the site's settings
    #[arg(long, value_name = "FILE")]
    token_file: PathBuf,
    /// The port of 127.0.0.1
    #[arg(long, default_value_t = 8787)]
    port: u16,
    /// Part of the reader's name; by default the first reader on which a chip is laid
    #[arg(long, value_name = "NAME")]
    reader: Option<String>,
}

#[derive(Debug, thiserror::Error)]
enum CliError {
    #[error("{}: {source}", path.display())]
    File { path: PathBuf, source: io::Error },
    #[error("{}: {source}", path.display())]
    Token { path: PathBuf, source: TokenError },
    #[error("port {port}: {source}")]
    Port { port: u16, source: io::Error },
    #[error("signals cannot be handled")]
    Signals,
}

fn main() -> ExitCode {
    match run(Cli::parse()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            say(&format!("error: {error}"));
            ExitCode::FAILURE
        }
    }
}

fn run(cli: Cli) -> Result<(), CliError> {
    let path = cli.token_file;
    let token = match fs::read_to_string(&path) {
        Ok(text) => Token::read(&text).map_err(|source| CliError::Token { path, source })?,
        Err(source) => return Err(CliError::File { path, source }),
    };
    let policy = DoorPolicy { origins: cli.origin, token };
    let (port, reader) = (cli.port, PcscReader::new(cli.reader));
    let service = Service::bind(port, policy, Limits::default(), reader, |event| {
        say(&event.to_string());
    });
    let service = service.map_err(|source| CliError::Port { port, source })?;
    let handle = service.stop_handle();
    ctrlc::set_handler(move || handle.stop()).map_err(|_| CliError::Signals)?;
    service.run();
    Ok(())
}

/// An origin as a browser writes it in a header.
fn origin(text: &str) -> Result<String, String> {
    let host = text.strip_prefix("https://").or_else(|| text.strip_prefix("http://"));
    let is_host = |host: &str| {
        let allowed = |letter: char| letter.is_ascii_alphanumeric() || ".-:[]".contains(letter);
        !host.is_empty() && host.chars().all(allowed) && host == host.to_lowercase()
    };
    match host {
        Some(host) if is_host(host) => Ok(text.to_owned()),
        _ => Err("an origin is like https://kiosk.example or http://127.0.0.1:8080".into()),
    }
}

/// The system's log reads the standard error.
fn say(text: &str) {
    let _ = writeln!(io::stderr(), "{text}");
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_origin_is_written_as_browsers_write_it() {
        for text in ["https://kiosk.example", "http://127.0.0.1:8080", "http://[::1]:8080"] {
            assert_eq!(origin(text).as_deref(), Ok(text));
        }
        for text in ["kiosk.example", "https://", "https://kiosk.example/", "https://Kiosk.example"]
        {
            assert!(origin(text).is_err(), "{text}");
        }
    }
}
