//! No two public types of one crate share a name.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

mod sources;

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::PathBuf,
};

use sources::{is_for_tests, read, root, rust_files, test_modules};
use syn::{
    Attribute, Ident, ItemEnum, ItemMod, ItemStruct, ItemTrait, ItemType, ItemUnion, Visibility,
    visit::{self, Visit},
};

#[test]
fn no_two_public_types_of_one_crate_share_a_name() {
    let mut shared = Vec::new();
    for folder in crate_folders() {
        let files: Vec<_> = rust_files(&folder)
            .into_iter()
            .map(|file| (file.clone(), read(file.to_str().unwrap())))
            .collect();
        shared.extend(shared_names(&files).iter().map(|names| format!("{folder}: {names}")));
    }
    assert!(shared.is_empty(), "{} names:\n{}", shared.len(), shared.join("\n"));
}

#[test]
fn a_name_that_two_public_types_share_is_found() {
    let shared = shared_in(&[
        ("src/a.rs", "pub struct Answer; pub(crate) enum Kind {} pub type Place = u8;"),
        (
            "src/b.rs",
            "pub enum Answer {} pub trait Kind {} mod inner { pub union Place { a: u8 } }",
        ),
        ("src/c.rs", "pub struct Alone;"),
    ]);
    assert_eq!(
        shared,
        [
            "`Answer` in src/a.rs, src/b.rs",
            "`Kind` in src/a.rs, src/b.rs",
            "`Place` in src/a.rs, src/b.rs"
        ]
    );
}

#[test]
fn a_name_that_one_file_gives_twice_is_found() {
    let twice = "pub struct Answer; mod inner { pub struct Answer; }";
    assert_eq!(shared_in(&[("src/a.rs", twice)]), ["`Answer` in src/a.rs, src/a.rs"]);
}

#[test]
fn private_associated_test_and_alternative_types_may_share_a_name() {
    let shared = shared_in(&[
        ("src/a.rs", "pub struct Answer; pub struct Kind; #[cfg(test)] mod fakes;"),
        ("src/b.rs", "struct Answer; impl Iterator for B { type Item = u8; type Kind = u8; }"),
        ("src/c.rs", "#[cfg(test)] pub struct Answer; #[cfg(test)] mod t { pub struct Kind; }"),
        ("src/d.rs", "pub(super) struct Answer; trait T { type Kind; }"),
        ("src/e.rs", "#[cfg(a)] pub type Word = u8; #[cfg(not(a))] pub type Word = u16;"),
        ("src/a/fakes.rs", "pub struct Answer;"),
        ("src/a/fakes/inner.rs", "pub struct Answer;"),
    ]);
    assert_eq!(shared, [""; 0]);
}

/// Public types of one crate, by name, with the modules that they are in.
#[derive(Default)]
struct Types {
    /// The file that is visited, and the names of the modules within it.
    place: Vec<String>,
    found: BTreeMap<String, BTreeSet<Vec<String>>>,
}

impl Types {
    fn add(&mut self, visibility: &Visibility, name: &Ident, attributes: &[Attribute]) {
        let is_public = match visibility {
            Visibility::Public(_) => true,
            Visibility::Restricted(restricted) => restricted.path.is_ident("crate"),
            Visibility::Inherited => false,
        };
        if is_public && !is_for_tests(attributes) {
            // Two of one name in one module are alternatives of a `cfg`.
            self.found.entry(name.to_string()).or_default().insert(self.place.clone());
        }
    }
}

impl<'ast> Visit<'ast> for Types {
    fn visit_item_struct(&mut self, item: &'ast ItemStruct) {
        self.add(&item.vis, &item.ident, &item.attrs);
    }

    fn visit_item_enum(&mut self, item: &'ast ItemEnum) {
        self.add(&item.vis, &item.ident, &item.attrs);
    }

    fn visit_item_union(&mut self, item: &'ast ItemUnion) {
        self.add(&item.vis, &item.ident, &item.attrs);
    }

    fn visit_item_type(&mut self, item: &'ast ItemType) {
        self.add(&item.vis, &item.ident, &item.attrs);
    }

    fn visit_item_trait(&mut self, item: &'ast ItemTrait) {
        self.add(&item.vis, &item.ident, &item.attrs);
    }

    fn visit_item_mod(&mut self, item: &'ast ItemMod) {
        if !is_for_tests(&item.attrs) {
            self.place.push(item.ident.to_string());
            visit::visit_item_mod(self, item);
            self.place.pop();
        }
    }
}

/// The names that several types among `files` of one crate have, and where.
fn shared_names(files: &[(PathBuf, String)]) -> Vec<String> {
    let parsed: Vec<_> = files
        .iter()
        .map(|(path, text)| {
            let file = syn::parse_file(text).unwrap_or_else(|e| panic!("{}: {e}", path.display()));
            (path, file)
        })
        .collect();
    let test_modules: BTreeSet<PathBuf> =
        parsed.iter().flat_map(|(path, file)| test_modules(path, file)).collect();
    let mut types = Types::default();
    for (path, file) in &parsed {
        let module = path.with_extension("");
        if !module.ancestors().any(|ancestor| test_modules.contains(ancestor)) {
            types.place = vec![path.display().to_string()];
            types.visit_file(file);
        }
    }
    let shared = types.found.into_iter().filter(|(_, places)| places.len() > 1);
    shared
        .map(|(name, places)| {
            let files: Vec<_> = places.iter().map(|place| &*place[0]).collect();
            format!("`{name}` in {}", files.join(", "))
        })
        .collect()
}

fn shared_in(files: &[(&str, &str)]) -> Vec<String> {
    let files: Vec<_> =
        files.iter().map(|(path, text)| (path.into(), (*text).to_owned())).collect();
    shared_names(&files)
}

/// The source folder of each package. Its programs count as one crate with its library.
fn crate_folders() -> Vec<String> {
    let packages = fs::read_dir(root().join("crates")).unwrap();
    let packages = packages.map(|entry| entry.unwrap().file_name().into_string().unwrap());
    let mut folders: Vec<_> = packages.map(|name| format!("crates/{name}/src")).collect();
    folders.extend(["src".into(), "xtask/src".into()]);
    folders.sort();
    folders
}
