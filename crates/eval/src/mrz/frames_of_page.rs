//! Which pictures are frames of one page.

use std::{
    collections::BTreeMap,
    fs,
    path::{Path, PathBuf},
};

use crate::Error;

/// Kinds of files that are read.
const EXTENSIONS: [&str; 3] = ["jpg", "jpeg", "png"];

/// The name of the page of which `name` is a frame: `name` without a final `_f1`, `_f2`, ...
pub(super) fn page_of(name: &str) -> &str {
    match name.rsplit_once("_f") {
        Some((page, number)) if number.parse::<u32>().is_ok() => page,
        _ => name,
    }
}

/// The pictures of a folder and its sub-folders, by page.
pub(super) fn pages(folder: &Path) -> Result<BTreeMap<String, Vec<PathBuf>>, Error> {
    let mut pages: BTreeMap<String, Vec<PathBuf>> = BTreeMap::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(&folder).map_err(Error::reading(&folder))?.flatten() {
            let path = entry.path();
            if path.is_dir() {
                folders.push(path);
                continue;
            }
            let extension = path.extension().and_then(|extension| extension.to_str());
            let is_picture = extension
                .is_some_and(|extension| EXTENSIONS.contains(&&*extension.to_ascii_lowercase()));
            if let (true, Some(name)) = (is_picture, name_of(&path)) {
                pages.entry(page_of(name).to_owned()).or_default().push(path);
            }
        }
    }
    pages.values_mut().for_each(|frames| frames.sort());
    if pages.is_empty() {
        return Err(Error::Content { path: folder.into(), why: "it has no pictures".into() });
    }
    Ok(pages)
}

/// The name of a picture without folder and extension.
pub(super) fn name_of(path: &Path) -> Option<&str> {
    path.file_stem()?.to_str()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_number_after_f_is_a_frame() {
        for (name, page) in [("a_f1", "a"), ("a_f12", "a"), ("a_front", "a_front"), ("b", "b")] {
            assert_eq!(page_of(name), page);
        }
    }
}
