//! What the code of a Rust file refers to: parsed, so that no way to write it escapes.

use std::path::Path;

use proc_macro2::{TokenStream, TokenTree};
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

    fn add_use(&mut self, tree: &UseTree, before: &[String]) {
        let with = |name: String| [before, &[name]].concat();
        match tree {
            UseTree::Path(path) => self.add_use(&path.tree, &with(path.ident.to_string())),
            UseTree::Name(name) => self.add(with(name.ident.to_string())),
            UseTree::Rename(rename) => self.add(with(rename.ident.to_string())),
            UseTree::Glob(_) => self.add(before.to_vec()),
            UseTree::Group(group) => group.items.iter().for_each(|tree| self.add_use(tree, before)),
        }
    }

    /// The code in a macro's call is not parsed yet: every run of words that `::` joins is a path.
    fn add_tokens(&mut self, tokens: TokenStream) {
        let mut path = Vec::new();
        let mut colons = 0;
        for token in tokens {
            match token {
                TokenTree::Ident(word) => {
                    if colons != 2 {
                        self.add_run(&mut path);
                    }
                    path.push(word.to_string());
                    colons = 0;
                }
                TokenTree::Punct(mark) if mark.as_char() == ':' => colons += 1,
                other => {
                    self.add_run(&mut path);
                    colons = 0;
                    if let TokenTree::Group(group) = other {
                        self.add_tokens(group.stream());
                    }
                }
            }
        }
        self.add_run(&mut path);
    }

    fn add_run(&mut self, path: &mut Vec<String>) {
        if !path.is_empty() {
            self.add(std::mem::take(path));
        }
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
        self.add_use(&item.tree, &[]);
    }

    fn visit_path(&mut self, path: &'ast syn::Path) {
        self.add(path.segments.iter().map(|segment| segment.ident.to_string()).collect());
        visit::visit_path(self, path);
    }

    fn visit_macro(&mut self, call: &'ast Macro) {
        self.visit_path(&call.path);
        self.add_tokens(call.tokens.clone());
    }

    fn visit_item_mod(&mut self, item: &'ast ItemMod) {
        self.module.push(item.ident.to_string());
        visit::visit_item_mod(self, item);
        self.module.pop();
    }
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
