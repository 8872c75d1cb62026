//! The text of one module: the paths in it, the names that it defines, and the modules inside it.
//! Code for tests is left out.

use std::collections::HashSet;
use std::path::Path;

use anyhow::Context;
use proc_macro2::{Ident, Spacing, TokenStream, TokenTree};
use syn::punctuated::Punctuated;
use syn::visit::{self, Visit};
use syn::{Attribute, ImplItem, Item, Meta, MetaList, Token, TraitItem, UseTree};

/// A path, as it is written.
#[derive(Clone, Debug)]
pub(crate) struct Mention {
    pub segments: Vec<String>,
    pub line: usize,
}

/// A name that a `use` declaration brings into its module.
#[derive(Clone, Debug)]
pub(crate) struct Import {
    /// The name that it has here, or `None` for all names.
    pub name: Option<String>,
    pub segments: Vec<String>,
}

/// `mod name;` without contents, or `mod name { … }`.
pub(crate) struct Nested {
    pub name: String,
    pub contents: Option<Contents>,
}

/// The content of a module.
#[derive(Default)]
pub(crate) struct Contents {
    pub nested: Vec<Nested>,
    pub items: HashSet<String>,
    pub imports: Vec<Import>,
    pub mentions: Vec<Mention>,
}

impl Contents {
    /// Reads a file.
    pub(crate) fn read(file: &Path) -> anyhow::Result<Contents> {
        let text = std::fs::read_to_string(file).with_context(|| file.display().to_string())?;
        let file = syn::parse_file(&text).with_context(|| file.display().to_string())?;
        Ok(Contents::of(&file.items))
    }

    fn of(items: &[Item]) -> Contents {
        let mut contents = Contents::default();
        contents.items.extend(items.iter().filter_map(name_of).map(ToString::to_string));
        items.iter().for_each(|item| contents.visit_item(item));
        contents
    }

    fn mention(&mut self, segments: &[Ident]) {
        if let [first, ..] = segments {
            let line = first.span().start().line;
            self.mentions
                .push(Mention { segments: segments.iter().map(ToString::to_string).collect(), line });
        }
    }

    fn import(&mut self, prefix: &[Ident], name: Option<String>) {
        self.imports.push(Import { name, segments: prefix.iter().map(ToString::to_string).collect() });
        self.mention(prefix);
    }

    fn import_tree(&mut self, prefix: &[Ident], tree: &UseTree) {
        let with = |ident: &Ident| [prefix, std::slice::from_ref(ident)].concat();
        match tree {
            UseTree::Path(path) => self.import_tree(&with(&path.ident), &path.tree),
            UseTree::Group(group) => group.items.iter().for_each(|tree| self.import_tree(prefix, tree)),
            UseTree::Glob(_) => self.import(prefix, None),
            UseTree::Name(leaf) if leaf.ident == "self" => {
                self.import(prefix, prefix.last().map(ToString::to_string));
            }
            UseTree::Name(leaf) => self.import(&with(&leaf.ident), Some(leaf.ident.to_string())),
            UseTree::Rename(leaf) if leaf.ident == "self" => {
                self.import(prefix, Some(leaf.rename.to_string()));
            }
            UseTree::Rename(leaf) => self.import(&with(&leaf.ident), Some(leaf.rename.to_string())),
        }
    }

    /// The arguments of a macro have no grammar, so everything that looks like a path counts as
    /// one.
    fn mention_tokens(&mut self, tokens: TokenStream) {
        let (mut path, mut colons) = (Vec::new(), 0);
        for token in tokens {
            match token {
                TokenTree::Ident(ident) => {
                    if colons != 2 {
                        self.mention(&std::mem::take(&mut path));
                    }
                    path.push(ident);
                    colons = 0;
                }
                TokenTree::Punct(punct) if punct.as_char() == ':' => {
                    colons += if punct.spacing() == Spacing::Joint || colons == 1 { 1 } else { 3 };
                }
                other => {
                    self.mention(&std::mem::take(&mut path));
                    colons = 0;
                    self.mention_token(other);
                }
            }
        }
        self.mention(&path);
    }

    fn mention_token(&mut self, token: TokenTree) {
        match token {
            TokenTree::Group(group) => self.mention_tokens(group.stream()),
            // For example `#[serde(with = "crate::times")]`.
            TokenTree::Literal(literal) => {
                if let syn::Lit::Str(text) = syn::Lit::new(literal)
                    && let Ok(path) = text.parse::<syn::Path>()
                {
                    self.visit_path(&path);
                }
            }
            _ => {}
        }
    }
}

impl<'ast> Visit<'ast> for Contents {
    fn visit_item(&mut self, item: &'ast Item) {
        if !is_for_tests(attributes_of(item)) {
            visit::visit_item(self, item);
        }
    }

    fn visit_impl_item(&mut self, item: &'ast ImplItem) {
        let attributes = match item {
            ImplItem::Fn(item) => &item.attrs[..],
            ImplItem::Const(item) => &item.attrs,
            _ => &[],
        };
        if !is_for_tests(attributes) {
            visit::visit_impl_item(self, item);
        }
    }

    fn visit_trait_item(&mut self, item: &'ast TraitItem) {
        let attributes = if let TraitItem::Fn(item) = item { &item.attrs[..] } else { &[] };
        if !is_for_tests(attributes) {
            visit::visit_trait_item(self, item);
        }
    }

    fn visit_field(&mut self, field: &'ast syn::Field) {
        if !is_for_tests(&field.attrs) {
            visit::visit_field(self, field);
        }
    }

    fn visit_item_mod(&mut self, module: &'ast syn::ItemMod) {
        let contents = module.content.as_ref().map(|(_, items)| Contents::of(items));
        self.nested.push(Nested { name: module.ident.to_string(), contents });
    }

    fn visit_item_use(&mut self, item: &'ast syn::ItemUse) {
        self.import_tree(&[], &item.tree);
    }

    fn visit_path(&mut self, path: &'ast syn::Path) {
        let segments: Vec<Ident> = path.segments.iter().map(|segment| segment.ident.clone()).collect();
        self.mention(&segments);
        visit::visit_path(self, path);
    }

    fn visit_macro(&mut self, invocation: &'ast syn::Macro) {
        self.mention_tokens(invocation.tokens.clone());
        visit::visit_macro(self, invocation);
    }

    fn visit_attribute(&mut self, attribute: &'ast Attribute) {
        let Meta::List(list) = &attribute.meta else { return };
        if !(list.path.is_ident("cfg_attr") && conditions(list).first().is_some_and(needs_test)) {
            self.mention_tokens(list.tokens.clone());
        }
    }
}

fn name_of(item: &Item) -> Option<&Ident> {
    match item {
        Item::Const(item) => Some(&item.ident),
        Item::Enum(item) => Some(&item.ident),
        Item::Fn(item) => Some(&item.sig.ident),
        Item::Macro(item) => item.ident.as_ref(),
        Item::Static(item) => Some(&item.ident),
        Item::Struct(item) => Some(&item.ident),
        Item::Trait(item) => Some(&item.ident),
        Item::Type(item) => Some(&item.ident),
        Item::Union(item) => Some(&item.ident),
        _ => None,
    }
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

fn is_for_tests(attributes: &[Attribute]) -> bool {
    attributes.iter().any(|attribute| match &attribute.meta {
        Meta::Path(path) => path.segments.last().is_some_and(|last| last.ident == "test"),
        Meta::List(list) if list.path.is_ident("cfg") => {
            attribute.parse_args().is_ok_and(|cfg| needs_test(&cfg))
        }
        _ => false,
    })
}

/// Whether a condition holds only in tests.
fn needs_test(condition: &Meta) -> bool {
    let Meta::List(list) = condition else { return condition.path().is_ident("test") };
    let inner = conditions(list);
    if list.path.is_ident("all") {
        inner.iter().any(needs_test)
    } else {
        list.path.is_ident("any") && inner.iter().all(needs_test)
    }
}

fn conditions(list: &MetaList) -> Vec<Meta> {
    let parsed = list.parse_args_with(Punctuated::<Meta, Token![,]>::parse_terminated);
    parsed.map(|conditions| conditions.into_iter().collect()).unwrap_or_default()
}
