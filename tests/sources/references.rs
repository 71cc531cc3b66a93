//! What the code of a Rust file refers to: parsed, so that no way to write it escapes.

use std::path::Path;

use proc_macro2::{Ident, TokenStream, TokenTree};
use syn::{
    ItemMod, Macro, UseTree,
    visit::{self, Visit},
};

/// The paths and the words of a file's code. Comments, documentation and strings are no code.
#[derive(Default)]
pub(crate) struct References {
    /// Each path as its segments. One within the crate begins with `crate`, however it is written.
    pub(crate) paths: Vec<Vec<String>>,
    /// Each identifier and keyword.
    pub(crate) words: Vec<String>,
    /// The module that is visited, from `crate` on.
    module: Vec<String>,
}

impl References {
    /// Reads the text of the file `path`, which is relative to the root of its repository.
    ///
    /// Panics if it is no Rust.
    pub(crate) fn of(path: &Path, text: &str) -> Self {
        let module = module_of(path);
        let mut references = Self { module, ..Self::default() };
        let file = syn::parse_file(text).unwrap_or_else(|e| panic!("{}: {e}", path.display()));
        references.visit_file(&file);
        references.add_words(text.parse().unwrap());
        references
    }

    /// The paths that begin with `prefix`, such as `std::fs`, `crate::ui` or, for all crates whose
    /// name begins with it, `tract*`.
    pub(crate) fn below(&self, prefix: &str) -> Vec<String> {
        let wanted: Vec<&str> = prefix.split("::").collect();
        let is_below = |path: &&Vec<String>| {
            path.len() >= wanted.len()
                && wanted.iter().zip(path.iter()).all(|(wanted, segment)| {
                    match wanted.strip_suffix('*') {
                        Some(start) => segment.starts_with(start),
                        None => segment == wanted,
                    }
                })
        };
        self.paths.iter().filter(is_below).map(|path| path.join("::")).collect()
    }

    /// Resolves `self` and `super`, and keeps the path.
    fn add(&mut self, segments: Vec<String>) {
        let mut resolved = match segments.first().map(String::as_str) {
            Some("self" | "super") => self.module.clone(),
            _ => Vec::new(),
        };
        for segment in segments {
            match &*segment {
                "self" => {}
                "super" => {
                    resolved.pop();
                }
                _ => resolved.push(segment),
            }
        }
        self.paths.push(resolved);
    }

    fn add_words(&mut self, tokens: TokenStream) {
        for token in tokens {
            match token {
                TokenTree::Ident(word) => self.words.push(word.to_string()),
                TokenTree::Group(group) => self.add_words(group.stream()),
                TokenTree::Punct(_) | TokenTree::Literal(_) => {}
            }
        }
    }
}

impl<'ast> Visit<'ast> for References {
    fn visit_item_use(&mut self, item: &'ast syn::ItemUse) {
        imports(&item.tree).into_iter().for_each(|import| self.add(import.path));
    }

    fn visit_path(&mut self, path: &'ast syn::Path) {
        self.add(path.segments.iter().map(|segment| segment.ident.to_string()).collect());
        visit::visit_path(self, path);
    }

    fn visit_macro(&mut self, call: &'ast Macro) {
        self.visit_path(&call.path);
        paths_in(call.tokens.clone()).into_iter().for_each(|path| self.add(path));
    }

    fn visit_item_mod(&mut self, item: &'ast ItemMod) {
        self.module.push(item.ident.to_string());
        visit::visit_item_mod(self, item);
        self.module.pop();
    }
}

/// One name that a `use` declaration brings into scope.
pub(crate) struct Import {
    /// As it is written, with `self`, `super` or `crate`. The module's path for a glob import.
    pub(crate) path: Vec<String>,
    /// `None` for a glob import.
    pub(crate) name: Option<String>,
}

/// The imports of a `use` declaration.
pub(crate) fn imports(tree: &UseTree) -> Vec<Import> {
    let mut imports = Vec::new();
    add_imports(tree, &[], &mut imports);
    imports
}

fn add_imports(tree: &UseTree, before: &[String], imports: &mut Vec<Import>) {
    let with = |name: &Ident| [before, &[name.to_string()]].concat();
    let (path, name) = match tree {
        UseTree::Path(path) => return add_imports(&path.tree, &with(&path.ident), imports),
        UseTree::Group(group) => {
            return group.items.iter().for_each(|tree| add_imports(tree, before, imports));
        }
        UseTree::Name(name) if name.ident == "self" => (before.to_vec(), before.last().cloned()),
        UseTree::Name(name) => (with(&name.ident), Some(name.ident.to_string())),
        UseTree::Rename(rename) if rename.ident == "self" => {
            (before.to_vec(), Some(rename.rename.to_string()))
        }
        UseTree::Rename(rename) => (with(&rename.ident), Some(rename.rename.to_string())),
        UseTree::Glob(_) => (before.to_vec(), None),
    };
    imports.push(Import { path, name });
}

/// The paths in the arguments of a macro, which are not parsed: each sequence of identifiers that
/// `::` joins.
pub(crate) fn paths_in(tokens: TokenStream) -> Vec<Vec<String>> {
    let mut paths = Vec::new();
    add_paths(tokens, &mut paths);
    paths
}

fn add_paths(tokens: TokenStream, paths: &mut Vec<Vec<String>>) {
    let mut path = Vec::new();
    let mut colons = 0;
    for token in tokens {
        match token {
            TokenTree::Ident(word) => {
                if colons != 2 {
                    paths.push(std::mem::take(&mut path));
                }
                path.push(word.to_string());
                colons = 0;
            }
            TokenTree::Punct(mark) if mark.as_char() == ':' => colons += 1,
            other => {
                paths.push(std::mem::take(&mut path));
                colons = 0;
                if let TokenTree::Group(group) = other {
                    add_paths(group.stream(), paths);
                }
            }
        }
    }
    paths.push(path);
    paths.retain(|path| !path.is_empty());
}

/// The module that a file is: `crates/wire/src/a/b.rs` is `crate::a::b`.
fn module_of(path: &Path) -> Vec<String> {
    let names: Vec<String> =
        path.with_extension("").iter().map(|name| name.to_str().unwrap().to_owned()).collect();
    let source = names.iter().position(|name| name == "src").map_or(0, |at| at + 1);
    let mut module = vec!["crate".to_owned()];
    module.extend_from_slice(&names[source..]);
    if matches!(module.last().map(String::as_str), Some("lib" | "main" | "mod")) {
        module.pop();
    }
    module
}
