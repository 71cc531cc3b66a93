//! No files of a crate depend on each other in a cycle, so each can be read and changed after those
//! that it depends on.
//!
//! A file depends on another one if its code refers to an item that the other defines. The parent of
//! a module is no exception: an item that parent and child share has a file of its own.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

mod sources;

use std::{
    collections::{BTreeMap, BTreeSet, VecDeque},
    fs,
    path::{Path, PathBuf},
};

use sources::{
    modules::{Dependencies, Modules},
    root,
};

#[test]
fn no_files_of_a_crate_depend_on_each_other_in_a_cycle() {
    let mut found = Vec::new();
    for root_file in root_files() {
        let modules = Modules::read(&root_file, &|file| fs::read_to_string(root().join(file)).ok());
        found.extend(descriptions(&modules.dependencies()));
    }
    assert!(found.is_empty(), "{} cycles:\n{}", found.len(), found.join("\n"));
}

#[test]
fn every_crate_is_read() {
    let roots = root_files();
    for file in ["src/main.rs", "xtask/src/main.rs", "crates/wire/src/lib.rs"] {
        assert!(roots.iter().any(|root| root == Path::new(file)), "{file}");
    }
}

#[test]
fn a_cycle_of_two_files_is_found_however_it_is_written() {
    for code in [
        "use crate::b::B;",
        "use super::b::B as Other;",
        "use super::{b::{B, more}};",
        "use super::b::*; fn f(b: B) {}",
        "use super::b; fn f() { b::B::new(); }",
        "fn f(b: &[crate::b::B]) {}",
        "fn f() { use super::b::B; }",
        "fn f() { assert!(a.b(super::b::B), \"text\"); }",
        "impl Iterator for A { type Item = super::b::B; }",
        "mod inner { use super::super::b::B; }",
    ] {
        let a = format!("pub struct A; {code}");
        let found = cycles_in(&[("lib", "mod a; mod b;"), ("a", &a), ("b", B)]);
        assert_eq!(found.len(), 1, "{code}");
        assert!(found[0].contains("src/a.rs uses `") && found[0].contains("of src/b.rs"));
    }
}

#[test]
fn a_cycle_is_found_behind_a_re_export() {
    let facade = "mod a; mod b; pub use b::B;";
    let found = cycles_in(&[("lib", facade), ("a", "pub struct A(crate::B);"), ("b", B)]);
    assert_eq!(found, ["src/a.rs uses `crate::B` of src/b.rs uses `crate::a::A` of src/a.rs"]);
}

#[test]
fn a_cycle_of_parent_and_child_is_found() {
    let parent = "mod child; struct Shared; fn f() { child::g(); }";
    let child = "use super::Shared; pub fn g() {}";
    let found = cycles_in(&[("lib", "mod parent;"), ("parent", parent), ("parent/child", child)]);
    assert_eq!(
        found,
        ["src/parent/child.rs uses `super::Shared` of src/parent.rs uses `child::g` of \
          src/parent/child.rs"]
    );
}

#[test]
fn a_cycle_through_several_folders_is_found_once() {
    let found = cycles_in(&[
        ("lib", "mod a; mod b; mod c;"),
        ("a", "pub mod deep;"),
        ("a/deep", "pub fn f() { crate::b::f() }"),
        ("b", "pub fn f() { crate::c::f() }"),
        ("c", "pub fn f() { crate::a::deep::f() }"),
    ]);
    assert_eq!(
        found,
        ["src/a/deep.rs uses `crate::b::f` of src/b.rs uses `crate::c::f` of src/c.rs uses \
          `crate::a::deep::f` of src/a/deep.rs"]
    );
}

#[test]
fn modules_re_exports_and_tests_make_no_cycle() {
    // The parent only re-exports its child, and the child uses an item of the parent.
    let parent = "mod child; pub(crate) use child::g; pub struct Shared;";
    let child = "use super::Shared; pub fn g() {}";
    assert_eq!(cycles_in(&[("lib", parent), ("child", child)]), [""; 0]);
    // The children refer to each other's re-exports in one direction.
    let facade = "mod a; mod b; pub use a::A; pub use b::B;";
    let b = "use super::A; pub struct B(A);";
    assert_eq!(cycles_in(&[("lib", facade), ("a", "pub struct A;"), ("b", b)]), [""; 0]);
    for code in [
        "#[cfg(test)] mod tests { use crate::b::B; }",
        "#[cfg(test)] mod tests;",
        "#[cfg(test)] fn f() { crate::b::B; }",
        "// crate::b::B\n fn f() { g(\"crate::b::B\"); }",
        "use crate::b; pub(in crate::b) fn f() {}",
        "use std::fmt::*; use other::{self, other}; fn f() { other::b::B; }",
    ] {
        let a = format!("pub struct A; {code}");
        let tests = ("a/tests", "use crate::b::B;");
        let found = cycles_in(&[("lib", "mod a; mod b;"), ("a", &a), ("b", B), tests]);
        assert_eq!(found, [""; 0], "{code}");
    }
}

/// A file that uses the item `A` of file `a`.
const B: &str = "use crate::a::A; pub struct B(A);";

/// The cycles in a crate of these files, given as the path below `src` and the text.
fn cycles_in(files: &[(&str, &str)]) -> Vec<String> {
    let files: BTreeMap<PathBuf, &str> =
        files.iter().map(|(name, text)| (format!("src/{name}.rs").into(), *text)).collect();
    let text_of = |file: &Path| files.get(file).map(|text| (*text).to_owned());
    descriptions(&Modules::read(Path::new("src/lib.rs"), &text_of).dependencies())
}

/// Describes the shortest cycle of each file that is in one, each cycle once.
fn descriptions(dependencies: &Dependencies) -> Vec<String> {
    let cycles: BTreeSet<Vec<&Path>> =
        dependencies.keys().filter_map(|file| shortest_cycle(file, dependencies)).collect();
    let describe = |cycle: &Vec<&Path>| {
        let ends = cycle.iter().zip(cycle.iter().cycle().skip(1));
        let steps = ends.map(|(from, to)| {
            format!("{} uses `{}` of ", from.display(), dependencies[*from][*to])
        });
        steps.chain([cycle[0].display().to_string()]).collect()
    };
    cycles.iter().map(describe).collect()
}

/// The shortest way from `start` back to it by breadth-first search, beginning with its first file in
/// alphabetical order.
fn shortest_cycle<'a>(start: &'a Path, dependencies: &'a Dependencies) -> Option<Vec<&'a Path>> {
    let mut reached_from = BTreeMap::<&Path, &Path>::new();
    let mut queue = VecDeque::from([start]);
    while let Some(file) = queue.pop_front() {
        for next in dependencies.get(file).into_iter().flat_map(BTreeMap::keys) {
            if next == start {
                let previous = |file: &&Path| reached_from.get(file).copied();
                let mut cycle: Vec<&Path> = std::iter::successors(Some(file), previous).collect();
                cycle.reverse();
                let (first, _) = cycle.iter().enumerate().min_by_key(|(_, file)| **file)?;
                cycle.rotate_left(first);
                return Some(cycle);
            }
            if !reached_from.contains_key(next.as_path()) {
                reached_from.insert(next, file);
                queue.push_back(next);
            }
        }
    }
    None
}

/// The root file of each library and program in the workspace.
fn root_files() -> Vec<PathBuf> {
    let packages = fs::read_dir(root().join("crates")).unwrap();
    let packages = packages.map(|entry| Path::new("crates").join(entry.unwrap().file_name()));
    let folders = packages.chain(["".into(), "xtask".into()]).map(|package| package.join("src"));
    let mut files = Vec::new();
    for folder in folders {
        files.extend(["lib.rs", "main.rs"].map(|name| folder.join(name)));
        let programs = fs::read_dir(root().join(&folder).join("bin")).into_iter().flatten();
        files.extend(programs.map(|entry| folder.join("bin").join(entry.unwrap().file_name())));
    }
    files.retain(|file| root().join(file).is_file());
    files.sort();
    files
}
