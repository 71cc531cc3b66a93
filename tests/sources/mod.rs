//! The sources of this repository, and the paths and words that their code uses.

#![allow(dead_code, reason = "each test uses a part of it")]

pub(crate) mod modules;
pub(crate) mod references;

use std::{
    fs,
    path::{Path, PathBuf},
};

use syn::{Attribute, Item, Meta};

/// The root of the repository.
pub(crate) fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// The text of a file of the repository.
pub(crate) fn read(file: &str) -> String {
    fs::read_to_string(root().join(file)).unwrap_or_else(|error| panic!("{file}: {error}"))
}

/// All Rust files at or below `place`, as [`files`] gives them.
#[track_caller]
pub(crate) fn rust_files(place: &str) -> Vec<PathBuf> {
    let mut files = files(place);
    files.retain(|file| file.extension().is_some_and(|extension| extension == "rs"));
    assert!(!files.is_empty(), "no Rust file at {place}");
    files
}

/// All files at or below `place` but build output, sorted, with paths relative to the root of the
/// repository.
///
/// Panics if there is none.
#[track_caller]
pub(crate) fn files(place: &str) -> Vec<PathBuf> {
    let mut files = Vec::new();
    collect(&root().join(place), &mut files);
    assert!(!files.is_empty(), "no file at {place}");
    files.sort();
    files
}

fn collect(path: &Path, files: &mut Vec<PathBuf>) {
    if !path.is_dir() {
        files.push(path.strip_prefix(root()).unwrap().to_owned());
    } else if !path.ends_with("target") {
        for entry in fs::read_dir(path).unwrap() {
            collect(&entry.unwrap().path(), files);
        }
    }
}

/// Whether an item exists in tests only: `#[cfg(test)]`, `#[cfg(all(test, ...))]`.
pub(crate) fn is_for_tests(attributes: &[Attribute]) -> bool {
    attributes.iter().any(|attribute| match &attribute.meta {
        Meta::List(list) if list.path.is_ident("cfg") => {
            let condition = list.tokens.to_string().replace(' ', "");
            condition == "test" || condition.starts_with("all(test,")
        }
        _ => false,
    })
}

/// The modules that `file` declares with `#[cfg(test)] mod name;`, as paths without extension.
pub(crate) fn test_modules(path: &Path, file: &syn::File) -> Vec<PathBuf> {
    let is_root = ["lib", "main", "mod"].iter().any(|stem| path.file_stem().unwrap() == *stem);
    let folder = if is_root { path.parent().unwrap().to_owned() } else { path.with_extension("") };
    let modules = file.items.iter().filter_map(|item| match item {
        Item::Mod(module) if module.content.is_none() && is_for_tests(&module.attrs) => {
            Some(folder.join(module.ident.to_string()))
        }
        _ => None,
    });
    modules.collect()
}
