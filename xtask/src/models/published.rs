//! Finds a published model: in a mirror folder, or else on the network.

use std::{
    env, fs,
    path::{Path, PathBuf},
    process::Command,
    time::Duration,
};

use crate::{Error, Project, digest, files, process, say};

/// The environment variable with a folder of copies of published models, under their original names.
const MIRROR_VARIABLE: &str = "GANGWAY_MODEL_MIRROR";
/// The folder of such copies on developers' machines, relative to the repository.
const DEVELOPER_MIRROR: &str = "../shared/models/source";
/// The time limit of a whole download.
pub(super) const DOWNLOAD_TIMEOUT: Duration = Duration::from_secs(180);
/// The time after which a failed download is tried again.
const RETRY_AFTER: Duration = Duration::from_secs(30 * 60);
/// The maximum size of a file in bytes: several times the expected size.
const MAX_BYTES: u64 = 32 << 20;
/// A script that downloads a file. Arguments: URL, timeout in milliseconds, maximum size in bytes.
const DOWNLOADER: &str = include_str!("download.mjs");

/// Whether a download is tried again although it failed recently.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Download {
    /// Try again: the command is only about the models.
    Now,
    /// Wait until [`RETRY_AFTER`], because without a network every command would wait for the download.
    AfterPause,
}

/// A file that a third party publishes.
pub(super) struct Published<'a> {
    /// Its name in a mirror folder.
    pub(super) name: &'a str,
    /// Its hash, as [`digest::checked`] takes it.
    pub(super) digest: &'a str,
    /// The folder in which an earlier download was stored, if there is one.
    pub(super) cache: Option<&'a Path>,
}

/// Returns the bytes published at `url`, from a mirror folder or else the network.
///
/// `None` if they are not available. Bytes with another hash are skipped with a warning.
pub(super) fn fetch(
    project: &Project,
    url: &str,
    sha256: &str,
    download: Download,
) -> Result<Option<Vec<u8>>, Error> {
    let name = url.rsplit('/').next().unwrap_or(url);
    let file = Published { name, digest: sha256, cache: None };
    file.fetch(project, download, || from_network(url))
}

impl Published<'_> {
    /// Returns the bytes from a folder, or else from `from_network`. `None` if neither has the right ones.
    pub(super) fn fetch(
        &self,
        project: &Project,
        download: Download,
        from_network: impl FnOnce() -> Result<Vec<u8>, Error>,
    ) -> Result<Option<Vec<u8>>, Error> {
        let name = self.name;
        let mirrors = env::var_os(MIRROR_VARIABLE).map(PathBuf::from).into_iter();
        let folders =
            mirrors.chain([project.at(DEVELOPER_MIRROR)]).chain(self.cache.map(Path::to_owned));
        if let Some(found) = from_folders(folders, name, self.digest) {
            return Ok(Some(found));
        }
        // One marker for each file: an available file must not wait for an unavailable one.
        let failure = project.at("target/failed-downloads").join(name);
        if !download.is_due(&failure) {
            say::line(&format!(
                "not downloading {name}: the last try failed less than half an hour ago; \
                 `cargo xtask models` tries now"
            ));
            return Ok(None);
        }
        say::line(&format!("downloading {name}"));
        if let Some(bytes) = from_network().ok().and_then(|bytes| accept(bytes, self.digest, name))
        {
            files::remove(&failure)?;
            return Ok(Some(bytes));
        }
        files::write(&failure, b"")?;
        Ok(None)
    }
}

impl Download {
    /// Whether to try a download. `failure` is a file that the last failed download left.
    fn is_due(self, failure: &Path) -> bool {
        let time = fs::metadata(failure).and_then(|metadata| metadata.modified());
        let age = time.map(|time| time.elapsed());
        self == Self::Now || !matches!(age, Ok(Ok(age)) if age < RETRY_AFTER)
    }
}

fn from_folders(
    folders: impl IntoIterator<Item = PathBuf>,
    name: &str,
    digest: &str,
) -> Option<Vec<u8>> {
    folders.into_iter().map(|folder| folder.join(name)).find_map(|file| {
        let bytes = files::read(&file).ok()?;
        accept(bytes, digest, &file.display().to_string())
    })
}

/// Returns `bytes` if they have the pinned hash; otherwise warns that `place` has wrong ones.
fn accept(bytes: Vec<u8>, digest: &str, place: &str) -> Option<Vec<u8>> {
    digest::checked(bytes, digest, place)
        .inspect_err(|error| say::warning(&format!("{error}; trying the next source")))
        .ok()
}

/// Downloads with Node.js, which is required anyway and has an HTTPS client.
fn from_network(url: &str) -> Result<Vec<u8>, Error> {
    let mut node = Command::new("node");
    node.args(["--input-type=module", "--eval", DOWNLOADER, url]);
    node.args([DOWNLOAD_TIMEOUT.as_millis().to_string(), MAX_BYTES.to_string()]);
    process::capture_bytes(&mut node, "the download")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::files::Scratch;

    #[test]
    fn a_mirror_with_a_wrong_file_is_skipped() {
        let folder = Scratch::new("mirror");
        let mirrors = ["empty", "wrong", "right"].map(|name| {
            let mirror = folder.path().join(name);
            fs::create_dir_all(&mirror).unwrap();
            mirror
        });
        fs::write(mirrors[1].join("net.onnx"), "tampered").unwrap();
        fs::write(mirrors[2].join("net.onnx"), "published").unwrap();
        let sha256 = digest::sha256(b"published");
        let found = from_folders(mirrors.clone(), "net.onnx", &sha256);
        assert_eq!(found.as_deref(), Some(&b"published"[..]));
        assert_eq!(from_folders(mirrors[..2].to_vec(), "net.onnx", &sha256), None);
    }

    #[test]
    fn a_failed_download_is_not_tried_again_at_once_unless_it_is_asked_for() {
        let folder = Scratch::new("retry");
        let failure = folder.path().join("failure");
        let due =
            || [Download::AfterPause, Download::Now].map(|download| download.is_due(&failure));
        assert_eq!(due(), [true, true]);
        let file = fs::File::create(&failure).unwrap();
        assert_eq!(due(), [false, true]);
        file.set_modified(std::time::SystemTime::now() - 2 * RETRY_AFTER).unwrap();
        assert_eq!(due(), [true, true]);
    }
}
