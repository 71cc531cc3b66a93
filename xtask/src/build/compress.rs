//! Writes compressed copies next to the files of the finished site, which the server sends instead.

use std::{
    collections::BTreeSet,
    fs,
    io::Write,
    path::{Path, PathBuf},
};

use brotli::enc::BrotliEncoderParams;
use flate2::{Compression, write::GzEncoder};

use crate::{Error, Project, digest, files, say};

/// A content coding of HTTP.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum ContentCoding {
    Br,
    Gz,
}

const CODINGS: [ContentCoding; 2] = [ContentCoding::Br, ContentCoding::Gz];

/// Extensions of formats that are compressed already.
const COMPRESSED_FORMATS: [&str; 2] = ["png", "woff2"];

/// Files that the operator of a site edits: a copy would become outdated.
const EDITED_BY_OPERATORS: &str = "kiosk.json";

/// The share of a file that a copy must save to be kept.
const MIN_SAVING: f64 = 0.05;

/// Whether the file is a compressed copy of another.
pub(super) fn is_copy(path: &Path) -> bool {
    path.extension()
        .is_some_and(|extension| CODINGS.iter().any(|coding| extension == coding.extension()))
}

/// Updates the compressed copies of the finished site. The cache `target/compressed` has those of
/// unchanged files: the best compression takes more than a second for each megabyte.
pub(super) fn site(project: &Project, site: &Path) -> Result<(), Error> {
    let cache = project.at("target/compressed");
    let (copies, originals): (Vec<_>, Vec<_>) =
        files::below(site)?.into_iter().partition(|file| is_copy(file));
    let mut wanted = BTreeSet::new();
    let mut kept = BTreeSet::new();
    for original in originals.iter().filter(|file| is_compressible(site, file)) {
        let bytes = files::read(original)?;
        for coding in CODINGS {
            let entry = cache.join(format!("{}.{}", digest::sha256(&bytes), coding.extension()));
            let compressed = cached(&entry, original, || coding.compress(&bytes))?;
            kept.insert(entry);
            if compressed.len() as f64 <= bytes.len() as f64 * (1.0 - MIN_SAVING) {
                let copy = coding.copy_of(original);
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
    let is_compressed = file
        .extension()
        .is_some_and(|extension| COMPRESSED_FORMATS.iter().any(|format| extension == *format));
    !is_compressed && file != site.join(EDITED_BY_OPERATORS)
}

/// Returns the compressed bytes, from the cache or newly made.
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

impl ContentCoding {
    fn extension(self) -> &'static str {
        match self {
            Self::Br => "br",
            Self::Gz => "gz",
        }
    }

    /// The path at which the server looks for the copy.
    fn copy_of(self, original: &Path) -> PathBuf {
        let mut name = original.file_name().unwrap_or_default().to_owned();
        name.push(format!(".{}", self.extension()));
        original.with_file_name(name)
    }

    /// Compresses at the highest level: a file is compressed once and sent many times.
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
    fn a_copy_decompresses_to_the_bytes_of_its_file() {
        let bytes = "Look at the camera. ".repeat(500).into_bytes();
        let mut plain = Vec::new();
        let br = ContentCoding::Br.compress(&bytes).unwrap();
        brotli::BrotliDecompress(&mut &*br, &mut plain).unwrap();
        assert!(plain == bytes && br.len() < 100);
        let gz = ContentCoding::Gz.compress(&bytes).unwrap();
        plain.clear();
        flate2::read::GzDecoder::new(&*gz).read_to_end(&mut plain).unwrap();
        assert!(plain == bytes && gz.len() < 200);
    }

    /// The names of the compressed copies in a site.
    fn copies(project: &Project, site: &Path) -> Vec<String> {
        super::site(project, site).unwrap();
        let copies = files::below(site).unwrap().into_iter().filter(|file| is_copy(file));
        copies.map(|copy| copy.strip_prefix(site).unwrap().display().to_string()).collect()
    }

    #[test]
    fn a_file_has_copies_where_they_are_smaller_unless_operators_edit_it() {
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
    fn copies_are_updated_and_removed_with_their_files() {
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
        assert_eq!(cached.len(), 2, "the cache keeps no copy without a file");
        files::remove(&file).unwrap();
        assert!(copies(&project, &site).is_empty());
    }
}
