//! Puts compressed copies beside the files of the finished site, for the server to send instead.

use std::{
    collections::BTreeSet,
    fs,
    io::Write,
    path::{Path, PathBuf},
};

use brotli::enc::BrotliEncoderParams;
use flate2::{Compression, write::GzEncoder};

use crate::{Error, Project, digest, files, say};

/// A way to compress, which is also the ending of the copy's name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Coding {
    Br,
    Gz,
}

const CODINGS: [Coding; 2] = [Coding::Br, Coding::Gz];

/// Endings of files that are compressed in themselves.
const PACKED: [&str; 2] = ["png", "woff2"];

/// Files that the operator of a site edits: a copy would become outdated.
const LEFT_OUT: &str = "kiosk.json";

/// A copy is worth its place if it saves this part of the file.
const WORTH: f64 = 0.05;

/// Whether the file is a compressed copy of another.
pub(super) fn is_copy(path: &Path) -> bool {
    path.extension()
        .is_some_and(|extension| CODINGS.iter().any(|coding| extension == coding.ending()))
}

/// Brings the compressed copies of the finished site up to date. Unchanged ones are taken from the cache
/// `target/compressed`: the best compression takes more than a second for each megabyte.
pub(super) fn site(project: &Project, site: &Path) -> Result<(), Error> {
    let cache = project.at("target/compressed");
    let (copies, originals): (Vec<_>, Vec<_>) =
        files::below(site)?.into_iter().partition(|file| is_copy(file));
    let mut wanted = BTreeSet::new();
    let mut kept = BTreeSet::new();
    for original in originals.iter().filter(|file| is_compressible(site, file)) {
        let bytes = files::read(original)?;
        for coding in CODINGS {
            let entry = cache.join(format!("{}.{}", digest::sha256(&bytes), coding.ending()));
            let compressed = cached(&entry, original, || coding.compress(&bytes))?;
            kept.insert(entry);
            if compressed.len() as f64 <= bytes.len() as f64 * (1.0 - WORTH) {
                let copy = coding.beside(original);
                files::write_if_changed(&copy, &compressed)?;
                wanted.insert(copy);
            }
        }
    }
    let old = files::below(&cache)?.into_iter().filter(|file| !kept.contains(file));
    let stale = copies.into_iter().filter(|file| !wanted.contains(file));
    old.chain(stale).try_for_each(|file| files::remove(&file))
}

fn is_compressible(site: &Path, file: &Path) -> bool {
    let is_packed =
        file.extension().is_some_and(|extension| PACKED.iter().any(|packed| extension == *packed));
    !is_packed && file != site.join(LEFT_OUT)
}

/// The compressed copy, from the cache or newly made.
fn cached(
    entry: &Path,
    original: &Path,
    make: impl FnOnce() -> std::io::Result<Vec<u8>>,
) -> Result<Vec<u8>, Error> {
    if let Ok(bytes) = fs::read(entry) {
        return Ok(bytes);
    }
    let name = original.file_name().unwrap_or_default().to_string_lossy();
    say::line(&format!("compressing {name}"));
    let bytes = make().map_err(Error::content(original))?;
    files::write(entry, &bytes)?;
    Ok(bytes)
}

impl Coding {
    fn ending(self) -> &'static str {
        match self {
            Self::Br => "br",
            Self::Gz => "gz",
        }
    }

    /// Where the server looks for the copy.
    fn beside(self, original: &Path) -> PathBuf {
        let mut name = original.file_name().unwrap_or_default().to_owned();
        name.push(format!(".{}", self.ending()));
        original.with_file_name(name)
    }

    /// With the highest level: a file is compressed once and sent many times.
    fn compress(self, bytes: &[u8]) -> std::io::Result<Vec<u8>> {
        let mut compressed = Vec::new();
        match self {
            Self::Br => {
                let best = BrotliEncoderParams { quality: 11, lgwin: 24, ..Default::default() };
                brotli::BrotliCompress(&mut &*bytes, &mut compressed, &best)?;
            }
            Self::Gz => {
                let mut encoder = GzEncoder::new(&mut compressed, Compression::best());
                encoder.write_all(bytes)?;
                encoder.finish()?;
            }
        }
        Ok(compressed)
    }
}

#[cfg(test)]
mod tests {
    use std::io::Read;

    use super::*;
    use crate::files::Scratch;

    #[test]
    fn a_copy_holds_the_very_bytes_of_its_file() {
        let bytes = "Look at the camera. ".repeat(500).into_bytes();
        let mut plain = Vec::new();
        let br = Coding::Br.compress(&bytes).unwrap();
        brotli::BrotliDecompress(&mut &*br, &mut plain).unwrap();
        assert!(plain == bytes && br.len() < 100);
        let gz = Coding::Gz.compress(&bytes).unwrap();
        plain.clear();
        flate2::read::GzDecoder::new(&*gz).read_to_end(&mut plain).unwrap();
        assert!(plain == bytes && gz.len() < 200);
    }

    /// The names of what lies beside the files of a site after it was compressed.
    fn copies(project: &Project, site: &Path) -> Vec<String> {
        super::site(project, site).unwrap();
        let copies = files::below(site).unwrap().into_iter().filter(|file| is_copy(file));
        copies.map(|copy| copy.strip_prefix(site).unwrap().display().to_string()).collect()
    }

    #[test]
    fn a_file_has_copies_where_they_are_smaller_unless_a_site_may_edit_it() {
        let folder = Scratch::new("compress");
        let project = Project::under(folder.path());
        let site = folder.path().join("dist");
        let text = "Look at the camera. ".repeat(50);
        for name in ["boot.js", "parts/kiosk.json", "kiosk.json", "icons/192.png", "a.woff2"] {
            files::write(&site.join(name), text.as_bytes()).unwrap();
        }
        files::write(&site.join("tiny.css"), b"a{b:c}").unwrap();
        let expected = ["boot.js.br", "boot.js.gz", "parts/kiosk.json.br", "parts/kiosk.json.gz"];
        assert_eq!(copies(&project, &site), expected);
    }

    #[test]
    fn copies_follow_their_files_and_go_with_them() {
        let folder = Scratch::new("compress-again");
        let project = Project::under(folder.path());
        let site = folder.path().join("dist");
        let file = site.join("boot.js");
        for text in ["one ", "another "] {
            files::write(&file, text.repeat(100).as_bytes()).unwrap();
            assert_eq!(copies(&project, &site), ["boot.js.br", "boot.js.gz"]);
            let mut plain = Vec::new();
            let copy = files::read(&site.join("boot.js.br")).unwrap();
            brotli::BrotliDecompress(&mut &*copy, &mut plain).unwrap();
            assert_eq!(plain, text.repeat(100).as_bytes());
        }
        let cached = files::below(&project.at("target/compressed")).unwrap();
        assert_eq!(cached.len(), 2, "what no file needs any more is not kept");
        files::remove(&file).unwrap();
        assert!(copies(&project, &site).is_empty());
    }
}
