//! The modules that a path leads through, found as a compiler would find them.

use crate::modules::{Module, Modules};

/// Without a bound, `use a; use a as b;` could lead round for ever.
const MOST_IMPORTS: usize = 16;

/// The way of a path.
#[derive(Clone, Default)]
struct Way {
    /// The modules that it goes through, including those that only pass a name on.
    through: Vec<usize>,
    /// The module that it names, or `None` if it names an item inside one.
    to: Option<usize>,
}

impl Modules {
    /// Returns the modules that `segments`, written in the module `from`, goes through. A name of
    /// another crate, of the language or of a variable leads nowhere.
    pub(crate) fn through(&self, from: usize, segments: &[String]) -> Vec<usize> {
        self.way(from, segments, 0).through
    }

    fn way(&self, from: usize, segments: &[String], depth: usize) -> Way {
        let (start, rest) = self.start(from, segments);
        let mut way = Way { through: Vec::new(), to: Some(start) };
        for name in rest {
            let Some(here) = way.to else { break };
            let Some(next) = self.step(here, name, depth) else {
                way.to = None;
                break;
            };
            way.through.extend(next.through);
            way.to = next.to;
        }
        way
    }

    /// Returns the module where a path begins, and the names to follow from there.
    fn start<'a>(&self, from: usize, segments: &'a [String]) -> (usize, &'a [String]) {
        let (mut here, mut rest) = (from, segments);
        while let [first, tail @ ..] = rest {
            here = match first.as_str() {
                "crate" => 0,
                "self" => here,
                "super" => self.get(here).parent.unwrap_or(here),
                _ => break,
            };
            rest = tail;
        }
        (here, rest)
    }

    /// Returns the meaning of `name` in the module `here`, or `None` if it has none.
    fn step(&self, here: usize, name: &str, depth: usize) -> Option<Way> {
        let module = self.get(here);
        if let Some(&child) = module.children.get(name) {
            return Some(Way { through: vec![child], to: Some(child) });
        }
        if module.items.contains(name) {
            return Some(Way::default());
        }
        if depth >= MOST_IMPORTS {
            return None;
        }
        self.imported(here, module, name, depth).or_else(|| self.imported_by_glob(here, module, name, depth))
    }

    fn imported(&self, here: usize, module: &Module, name: &str, depth: usize) -> Option<Way> {
        let import = module.imports.iter().find(|import| import.name.as_deref() == Some(name))?;
        Some(self.way(here, &import.segments, depth + 1))
    }

    fn imported_by_glob(&self, here: usize, module: &Module, name: &str, depth: usize) -> Option<Way> {
        let globs = module.imports.iter().filter(|import| import.name.is_none());
        let sources = globs.map(|glob| self.way(here, &glob.segments, depth + 1));
        sources.filter(|source| source.to.is_some_and(|to| to != here)).find_map(|source| {
            let found = self.step(source.to?, name, depth + 1)?;
            Some(Way { through: [source.through, found.through].concat(), to: found.to })
        })
    }
}
