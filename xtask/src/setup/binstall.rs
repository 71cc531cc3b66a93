//! Downloads tools that their publishers have compiled, with `cargo-binstall`, in place of compiling them
//! for minutes.

use std::{
    env, fs,
    io::Read,
    path::{Path, PathBuf},
    process::Command,
};

use flate2::read::GzDecoder;

use crate::{Error, Project, files, process, say};

/// A script that downloads a file. Arguments: URL, timeout in milliseconds, maximum size in bytes.
const DOWNLOADER: &str = include_str!("../models/download.mjs");
const TIMEOUT_MS: &str = "60000";
const MAX_BYTES: &str = "50000000";

const NAME: &str = "cargo-binstall";

/// Installs a published program into the folder `bin` of `home`. Whether that worked is for the caller to
/// check, who otherwise compiles it: not every network reaches GitHub, where the programs are.
pub(super) fn install(project: &Project, version: &str, package: &str, home: &Path) {
    let Some(program) = find_or_download(project, version) else { return };
    let mut binstall = Command::new(program);
    binstall.args(["--no-confirm", "--force", "--disable-telemetry"]);
    // It would compile what is not published, but with other settings than ours.
    binstall.args(["--disable-strategies", "compile", "--root"]).arg(home).arg(package);
    process::run(&mut binstall, NAME).ok();
}

fn find_or_download(project: &Project, version: &str) -> Option<PathBuf> {
    let own = project.cache().join("tools").join(format!("{NAME}-{version}")).join(NAME);
    let works = |program: &PathBuf| process::works(Command::new(program).arg("-V"));
    if let Some(found) = process::on_path(NAME).into_iter().chain([own.clone()]).find(works) {
        return Some(found);
    }
    say::line(&format!("downloading {NAME} {version}"));
    download(&own, &archive(version)?).ok()?;
    works(&own).then_some(own)
}

/// The address of the program for this machine, if there is one.
fn archive(version: &str) -> Option<String> {
    let target = match (env::consts::OS, env::consts::ARCH) {
        ("linux", arch @ ("x86_64" | "aarch64")) => format!("{arch}-unknown-linux-musl"),
        _ => return None,
    };
    let releases = "https://github.com/cargo-bins/cargo-binstall/releases/download";
    Some(format!("{releases}/v{version}/{NAME}-{target}.tgz"))
}

fn download(program: &Path, url: &str) -> Result<(), Error> {
    let mut node = Command::new("node");
    node.args(["--input-type=module", "--eval", DOWNLOADER, url, TIMEOUT_MS, MAX_BYTES]);
    let bytes = process::capture_bytes(&mut node, "the download")?;
    files::write(program, &unpack(&bytes).map_err(Error::reading(program))?)?;
    make_executable(program)
}

/// The program in an archive.
fn unpack(archive: &[u8]) -> std::io::Result<Vec<u8>> {
    let mut archive = tar::Archive::new(GzDecoder::new(archive));
    for entry in archive.entries()? {
        let mut entry = entry?;
        if entry.path()?.file_name() == Some(NAME.as_ref()) {
            let mut bytes = Vec::new();
            entry.read_to_end(&mut bytes)?;
            return Ok(bytes);
        }
    }
    Err(std::io::ErrorKind::NotFound.into())
}

#[cfg(unix)]
fn make_executable(program: &Path) -> Result<(), Error> {
    use std::os::unix::fs::PermissionsExt;
    fs::set_permissions(program, fs::Permissions::from_mode(0o755)).map_err(Error::writing(program))
}

#[cfg(not(unix))]
fn make_executable(_: &Path) -> Result<(), Error> {
    Ok(())
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use flate2::{Compression, write::GzEncoder};

    use super::*;

    #[test]
    fn the_program_is_found_in_its_archive() {
        let mut archive = tar::Builder::new(Vec::new());
        for (name, content) in [("LICENSE", "text"), (NAME, "program")] {
            let mut header = tar::Header::new_gnu();
            header.set_size(content.len() as u64);
            header.set_cksum();
            archive.append_data(&mut header, name, content.as_bytes()).unwrap();
        }
        let mut packed = GzEncoder::new(Vec::new(), Compression::fast());
        packed.write_all(&archive.into_inner().unwrap()).unwrap();
        assert_eq!(unpack(&packed.finish().unwrap()).unwrap(), b"program");
        assert!(unpack(b"<html>a captive portal</html>").is_err());
    }
}
