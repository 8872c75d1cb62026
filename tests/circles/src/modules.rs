//! The modules of one target, read from its files.

use std::collections::{HashMap, HashSet};
use std::path::{Path, PathBuf};

use anyhow::{Context, bail};

use crate::paths::{Contents, Import, Mention, Nested};

/// One module, in a file or inside another module.
pub(crate) struct Module {
    /// Its path from the crate's root, which is empty for the root itself.
    pub path: String,
    pub parent: Option<usize>,
    pub children: HashMap<String, usize>,
    pub file: PathBuf,
    /// The names that it defines itself.
    pub items: HashSet<String>,
    pub imports: Vec<Import>,
    pub mentions: Vec<Mention>,
}

/// All modules of a target. The first one is its root.
#[derive(Default)]
pub(crate) struct Modules(Vec<Module>);

impl Modules {
    /// Reads the tree of modules that starts in the file `root`.
    pub(crate) fn read(root: &Path) -> anyhow::Result<Modules> {
        let mut modules = Modules::default();
        let folder = root.parent().context("a file is in a folder")?;
        modules.add(None, "", root, folder, Contents::read(root)?)?;
        Ok(modules)
    }

    pub(crate) fn get(&self, module: usize) -> &Module {
        &self.0[module]
    }

    pub(crate) fn all(&self) -> impl Iterator<Item = usize> + use<> {
        0..self.0.len()
    }

    /// Returns the module itself, its parent, and so on up to the root.
    pub(crate) fn line_of(&self, module: usize) -> impl Iterator<Item = usize> {
        std::iter::successors(Some(module), |module| self.0[*module].parent)
    }

    /// `folder` is the folder with the files of its children.
    fn add(
        &mut self,
        parent: Option<usize>,
        name: &str,
        file: &Path,
        folder: &Path,
        contents: Contents,
    ) -> anyhow::Result<()> {
        let Contents { nested, items, imports, mentions } = contents;
        let path = match parent.map(|parent| self.0[parent].path.as_str()) {
            None | Some("") => name.to_owned(),
            Some(above) => format!("{above}::{name}"),
        };
        let children = HashMap::new();
        let module = self.0.len();
        self.0.push(Module { path, parent, children, file: file.to_owned(), items, imports, mentions });
        if let Some(parent) = parent {
            self.0[parent].children.insert(name.to_owned(), module);
        }
        nested.into_iter().try_for_each(|nested| self.add_child(module, nested, folder))
    }

    fn add_child(&mut self, parent: usize, nested: Nested, folder: &Path) -> anyhow::Result<()> {
        let Nested { name, contents } = nested;
        let inside = folder.join(&name);
        match contents {
            Some(contents) => {
                let file = self.0[parent].file.clone();
                self.add(Some(parent), &name, &file, &inside, contents)
            }
            None => {
                let file = file_of(&name, folder)?;
                let contents = Contents::read(&file)?;
                self.add(Some(parent), &name, &file, &inside, contents)
            }
        }
    }
}

fn file_of(name: &str, folder: &Path) -> anyhow::Result<PathBuf> {
    let places = [folder.join(name).with_extension("rs"), folder.join(name).join("mod.rs")];
    match places.into_iter().find(|place| place.is_file()) {
        Some(file) => Ok(file),
        None => bail!("the module {name} has no file in {}", folder.display()),
    }
}
