//! The modules of a crate, and which file refers to items that another one defines.

use std::{
    collections::{BTreeMap, BTreeSet},
    path::{Path, PathBuf},
};

use proc_macro2::Ident;
use syn::{
    Attribute, Expr, ExprLit, ForeignItem, ImplItem, Item, ItemUse, Lit, Macro, Meta,
    MetaNameValue, Visibility,
    visit::{self, Visit},
};

use super::{
    is_for_tests,
    references::{self, Import},
};

/// For each file the files with items that it refers to, and one of these items.
pub(crate) type Dependencies = BTreeMap<PathBuf, BTreeMap<PathBuf, String>>;

/// The modules of one crate, tests left out. The first is the crate's root.
#[derive(Default)]
pub(crate) struct Modules(Vec<Module>);

/// What one module defines, imports and refers to.
#[derive(Default)]
struct Module {
    file: PathBuf,
    parent: Option<usize>,
    children: BTreeMap<String, usize>,
    items: BTreeSet<String>,
    /// Paths by the name that they have here. Alternatives of a `cfg` have the same name.
    imports: BTreeMap<String, Vec<Vec<String>>>,
    glob_imports: Vec<Vec<String>>,
    references: Vec<Vec<String>>,
}

impl Modules {
    /// Reads the crate with the root file `root`. `text_of` returns `None` for a file that does not
    /// exist.
    pub(crate) fn read(root: &Path, text_of: &dyn Fn(&Path) -> Option<String>) -> Self {
        let mut modules = Self::default();
        let folder = root.parent().unwrap();
        modules.read_file(root, folder, None, text_of);
        modules
    }

    /// Which file refers to items of which other file.
    ///
    /// A re-export is no reference, and a reference to a re-exported item is one to the file that
    /// defines it. Calls of methods are not resolved.
    pub(crate) fn dependencies(&self) -> Dependencies {
        let mut dependencies = Dependencies::new();
        for (number, module) in self.0.iter().enumerate() {
            let used = dependencies.entry(module.file.clone()).or_default();
            for path in &module.references {
                let definition = self.resolve(number, path, &mut BTreeSet::new());
                if let Some(definition) = definition.map(|definition| &self.0[definition].file)
                    && *definition != module.file
                {
                    used.entry(definition.clone()).or_insert_with(|| path.join("::"));
                }
            }
        }
        dependencies
    }

    /// Adds the module in `file`, whose submodules are in `folder`, and returns its number.
    fn read_file(
        &mut self,
        file: &Path,
        folder: &Path,
        parent: Option<usize>,
        text_of: &dyn Fn(&Path) -> Option<String>,
    ) -> Option<usize> {
        let text = text_of(file)?;
        let code = syn::parse_file(&text).unwrap_or_else(|e| panic!("{}: {e}", file.display()));
        Some(self.add_module(&code.items, file, folder, parent, text_of))
    }

    fn add_module(
        &mut self,
        items: &[Item],
        file: &Path,
        folder: &Path,
        parent: Option<usize>,
        text_of: &dyn Fn(&Path) -> Option<String>,
    ) -> usize {
        let number = self.0.len();
        self.0.push(Module { file: file.to_owned(), parent, ..Module::default() });
        for item in items.iter().filter(|item| !is_for_tests(attributes_of(item))) {
            let Item::Mod(child) = item else {
                self.0[number].visit_item(item);
                self.0[number].items.extend(names_of(item));
                continue;
            };
            let name = child.ident.to_string();
            let below = folder.join(&name);
            let added = match &child.content {
                Some((_, items)) => {
                    Some(self.add_module(items, file, &below, Some(number), text_of))
                }
                None => match path_attribute(&child.attrs) {
                    Some(path) => vec![file.with_file_name(path)],
                    None => vec![below.with_extension("rs"), below.join("mod.rs")],
                }
                .iter()
                .find_map(|file| self.read_file(file, &below, Some(number), text_of)),
            };
            let added = added.unwrap_or_else(|| panic!("{}: no file of `{name}`", file.display()));
            self.0[number].children.insert(name, added);
        }
        number
    }

    /// The module that defines what `path` means in module `from`. `None` for a module, and for what
    /// other crates define.
    fn resolve<'a>(
        &'a self,
        from: usize,
        path: &[String],
        visited: &mut BTreeSet<(usize, Vec<String>)>,
    ) -> Option<usize> {
        if !visited.insert((from, path.to_vec())) {
            return None;
        }
        let module: &'a Module = &self.0[from];
        let (first, rest) = path.split_first()?;
        match &**first {
            "crate" => return self.resolve(0, rest, visited),
            "self" => return self.resolve(from, rest, visited),
            "super" => return self.resolve(module.parent?, rest, visited),
            _ => {}
        }
        if let Some(child) = module.children.get(first)
            && let Some(definition) = self.resolve(*child, rest, visited)
        {
            return Some(definition);
        }
        if module.items.contains(first) {
            return Some(from);
        }
        // A path that begins with the imported name itself begins with another crate.
        let named = module.imports.get(first).into_iter().flatten();
        let named = named.filter(|import| import.first() != Some(first));
        let named = named.map(|import| [import, rest].concat());
        // No path into a module of this crate begins with a name from a glob import.
        let globs = module.glob_imports.iter().filter(|import| module.is_local(import));
        let globs = globs.map(|import| [import, path].concat());
        named.chain(globs).find_map(|path| self.resolve(from, &path, visited))
    }
}

impl Module {
    /// Whether a path begins within this crate.
    fn is_local(&self, path: &[String]) -> bool {
        let is_local = |first: &String| {
            ["crate", "self", "super"].contains(&first.as_str())
                || self.children.contains_key(first)
                || self.items.contains(first)
        };
        path.first().is_some_and(is_local)
    }

    fn add_import(&mut self, item: &ItemUse) {
        let is_re_export = !matches!(item.vis, Visibility::Inherited);
        for Import { path, name } in references::imports(&item.tree) {
            match name {
                Some(name) => self.imports.entry(name).or_default().push(path.clone()),
                None => self.glob_imports.push(path.clone()),
            }
            if !is_re_export {
                self.references.push(path);
            }
        }
    }
}

impl<'ast> Visit<'ast> for Module {
    fn visit_item(&mut self, item: &'ast Item) {
        if !is_for_tests(attributes_of(item)) {
            visit::visit_item(self, item);
        }
    }

    fn visit_impl_item(&mut self, item: &'ast ImplItem) {
        let is_for_tests = match item {
            ImplItem::Fn(function) => is_for_tests(&function.attrs),
            _ => false,
        };
        if !is_for_tests {
            visit::visit_impl_item(self, item);
        }
    }

    fn visit_item_use(&mut self, item: &'ast ItemUse) {
        self.add_import(item);
    }

    fn visit_path(&mut self, path: &'ast syn::Path) {
        let segments = path.segments.iter().map(|segment| segment.ident.to_string());
        self.references.push(segments.collect());
        visit::visit_path(self, path);
    }

    fn visit_macro(&mut self, call: &'ast Macro) {
        self.visit_path(&call.path);
        self.references.extend(references::paths_in(call.tokens.clone()));
    }
}

/// The names that an item defines in its module.
fn names_of(item: &Item) -> Vec<String> {
    let ident: Option<&Ident> = match item {
        Item::Const(item) => Some(&item.ident),
        Item::Enum(item) => Some(&item.ident),
        Item::Fn(item) => Some(&item.sig.ident),
        Item::Macro(item) => item.ident.as_ref(),
        Item::Static(item) => Some(&item.ident),
        Item::Struct(item) => Some(&item.ident),
        Item::Trait(item) => Some(&item.ident),
        Item::Type(item) => Some(&item.ident),
        Item::Union(item) => Some(&item.ident),
        Item::ForeignMod(block) => return block.items.iter().filter_map(foreign_name).collect(),
        _ => None,
    };
    ident.map(Ident::to_string).into_iter().collect()
}

fn foreign_name(item: &ForeignItem) -> Option<String> {
    match item {
        ForeignItem::Fn(item) => Some(item.sig.ident.to_string()),
        ForeignItem::Static(item) => Some(item.ident.to_string()),
        ForeignItem::Type(item) => Some(item.ident.to_string()),
        _ => None,
    }
}

/// The value of `#[path = "..."]`.
fn path_attribute(attributes: &[Attribute]) -> Option<String> {
    attributes.iter().find_map(|attribute| match &attribute.meta {
        Meta::NameValue(MetaNameValue {
            path,
            value: Expr::Lit(ExprLit { lit: Lit::Str(value), .. }),
            ..
        }) if path.is_ident("path") => Some(value.value()),
        _ => None,
    })
}

fn attributes_of(item: &Item) -> &[Attribute] {
    match item {
        Item::Const(item) => &item.attrs,
        Item::Enum(item) => &item.attrs,
        Item::Fn(item) => &item.attrs,
        Item::Impl(item) => &item.attrs,
        Item::Macro(item) => &item.attrs,
        Item::Mod(item) => &item.attrs,
        Item::Static(item) => &item.attrs,
        Item::Struct(item) => &item.attrs,
        Item::Trait(item) => &item.attrs,
        Item::Type(item) => &item.attrs,
        Item::Use(item) => &item.attrs,
        _ => &[],
    }
}
