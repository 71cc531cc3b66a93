//! Hashes of files: for pinned downloads, for Subresource Integrity, and to detect changes.

use std::{
    fs,
    path::{Path, PathBuf},
};

use base64::{Engine, engine::general_purpose::STANDARD};
use sha2::{Digest, Sha256, Sha384, Sha512};

use crate::Error;

/// The SHA-256 of `bytes` as 64 lower-case hexadecimal digits.
pub(crate) fn sha256(bytes: &[u8]) -> String {
    base16ct::lower::encode_string(&Sha256::digest(bytes))
}

/// The value of an `integrity` attribute for `bytes`: `sha384-` and 64 characters of base64.
pub(crate) fn integrity(bytes: &[u8]) -> String {
    format!("sha384-{}", STANDARD.encode(Sha384::digest(bytes)))
}

/// The SHA-512 of an npm package in the format of its lock files: `sha512-` and base64.
pub(crate) fn sha512(bytes: &[u8]) -> String {
    format!("{SHA512}{}", STANDARD.encode(Sha512::digest(bytes)))
}

const SHA512: &str = "sha512-";

/// Returns `bytes` if their hash is `expected`: a SHA-256 in hexadecimal, or a SHA-512 as [`sha512`]
/// formats it. `name` is for the error.
pub(crate) fn checked<T: AsRef<[u8]>>(bytes: T, expected: &str, name: &str) -> Result<T, Error> {
    let hash = if expected.starts_with(SHA512) { sha512 } else { sha256 };
    let actual = hash(bytes.as_ref());
    if actual == expected {
        return Ok(bytes);
    }
    Err(Error::Hash { name: name.to_owned(), expected: expected.to_owned(), actual })
}

/// One hash over names and contents of all files at or below `places`. A missing place counts as empty.
pub(crate) fn tree(root: &Path, places: &[&str]) -> Result<String, Error> {
    let mut files = Vec::new();
    for place in places {
        collect(&root.join(place), &mut files)?;
    }
    let mut sum = Sha256::new();
    for file in files {
        let bytes = fs::read(&file).map_err(Error::reading(&file))?;
        sum.update(file.strip_prefix(root).unwrap_or(&file).to_string_lossy().as_bytes());
        sum.update([0]);
        sum.update((bytes.len() as u64).to_le_bytes());
        sum.update(bytes);
    }
    Ok(base16ct::lower::encode_string(&sum.finalize()))
}

fn collect(place: &Path, files: &mut Vec<PathBuf>) -> Result<(), Error> {
    if place.is_file() {
        files.push(place.to_owned());
    } else if place.is_dir() {
        let mut inside = fs::read_dir(place)
            .and_then(|entries| {
                entries.map(|entry| Ok(entry?.path())).collect::<Result<Vec<_>, _>>()
            })
            .map_err(Error::reading(place))?;
        inside.sort();
        for path in inside {
            collect(&path, files)?;
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::files::Scratch;

    #[test]
    fn digests_are_those_of_the_standards_examples() {
        assert_eq!(
            sha256(b"abc"),
            "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
        );
        assert_eq!(
            integrity(b"abc"),
            "sha384-ywB1P0WjXou1oD1pmsZQBycsMqsO3tFjGotgWkP/W+2AhgcroefMI1i67KE0yCWn"
        );
    }

    #[test]
    fn a_wrong_hash_is_refused_and_both_hashes_are_named() {
        for hash in [sha256, sha512] {
            let error = checked(b"abc", &hash(b"abd"), "the model").unwrap_err().to_string();
            assert!(error.contains(&hash(b"abc")) && error.contains(&hash(b"abd")), "{error}");
            assert!(checked(b"abc", &hash(b"abc"), "the model").is_ok());
        }
    }

    #[test]
    fn a_tree_changes_with_the_name_and_with_the_content_of_a_file() {
        let folder = Scratch::new("tree");
        let seen: Vec<String> = [("a", "1"), ("a", "2"), ("b", "2")]
            .map(|(name, content)| {
                fs::remove_dir_all(folder.path().join("src")).ok();
                fs::create_dir_all(folder.path().join("src")).unwrap();
                fs::write(folder.path().join("src").join(name), content).unwrap();
                tree(folder.path(), &["src", "missing"]).unwrap()
            })
            .into();
        assert!(seen[0] != seen[1] && seen[1] != seen[2] && seen[0] != seen[2]);
    }
}
