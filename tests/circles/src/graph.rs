//! The graph of which module needs which other one, and the circles in it.

use std::collections::BTreeMap;
use std::fmt::{self, Display, Formatter};

use petgraph::algo::tarjan_scc;
use petgraph::graphmap::DiGraphMap;

use crate::modules::Modules;
use crate::paths::Mention;

/// Modules that need each other.
pub(crate) struct Circle {
    /// Their paths, in alphabetical order.
    pub members: Vec<String>,
    /// The imports among them, each with the first line that makes it.
    pub imports: Vec<String>,
}

impl Display for Circle {
    fn fmt(&self, to: &mut Formatter<'_>) -> fmt::Result {
        write!(to, "a circle of imports: {}", self.members.join(", "))?;
        self.imports.iter().try_for_each(|import| write!(to, "\n  {import}"))
    }
}

/// The imports among siblings, each with the first place where it is written.
type Imports = BTreeMap<(usize, usize), String>;

/// Returns the circles among sibling modules. All levels are in one graph, but no edge leads from
/// one level to another.
pub(crate) fn circles(modules: &Modules) -> Vec<Circle> {
    let imports = imports(modules);
    let graph: DiGraphMap<usize, ()> = imports.keys().copied().collect();
    let groups = tarjan_scc(&graph).into_iter().filter(|group| group.len() > 1);
    groups.map(|group| circle(modules, &imports, &group)).collect()
}

fn circle(modules: &Modules, imports: &Imports, group: &[usize]) -> Circle {
    let path = |module: usize| modules.get(module).path.clone();
    let mut members: Vec<String> = group.iter().copied().map(path).collect();
    members.sort();
    let inside = imports.iter().filter(|((from, to), _)| group.contains(from) && group.contains(to));
    let imports = inside.map(|((from, to), written)| format!("{} → {}  {written}", path(*from), path(*to)));
    Circle { members, imports: imports.collect() }
}

fn imports(modules: &Modules) -> Imports {
    let mut imports = Imports::new();
    for from in modules.all() {
        for mention in &modules.get(from).mentions {
            for to in modules.through(from, &mention.segments) {
                if let Some(edge) = siblings(modules, from, to) {
                    imports.entry(edge).or_insert_with(|| written(modules, from, mention));
                }
            }
        }
    }
    imports
}

/// Returns the two siblings that are these modules or contain them, just below their common
/// ancestor. Returns `None` if one module is inside the other.
fn siblings(modules: &Modules, from: usize, to: usize) -> Option<(usize, usize)> {
    let line = |module| modules.line_of(module).collect::<Vec<_>>().into_iter().rev();
    line(from).zip(line(to)).find(|(from, to)| from != to)
}

fn written(modules: &Modules, module: usize, mention: &Mention) -> String {
    format!("{}:{}: {}", modules.get(module).file.display(), mention.line, mention.segments.join("::"))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Returns the circles of a crate with these files.
    fn circles_of(files: &[(&str, &str)]) -> Vec<Vec<String>> {
        let folder = tempfile::tempdir().unwrap();
        for (name, text) in files {
            let path = folder.path().join(name);
            std::fs::create_dir_all(path.parent().unwrap()).unwrap();
            std::fs::write(path, text).unwrap();
        }
        let modules = Modules::read(&folder.path().join("lib.rs")).unwrap();
        circles(&modules).into_iter().map(|circle| circle.members).collect()
    }

    /// Returns the circles of a crate with the modules `a` and `b`, which have this content.
    fn circles_of_two(a: &str, b: &str) -> Vec<Vec<String>> {
        circles_of(&[("lib.rs", "mod a; mod b;"), ("a.rs", a), ("b.rs", b)])
    }

    const NONE: [[&str; 0]; 0] = [];

    #[test]
    fn two_modules_that_import_each_other_are_a_circle() {
        assert_eq!(
            circles_of_two("use crate::b::B; pub struct A;", "use crate::a::A; pub struct B;"),
            [["a", "b"]]
        );
    }

    #[test]
    fn an_import_one_way_is_none() {
        assert_eq!(circles_of_two("use crate::b::B;", "pub struct B;"), NONE);
    }

    #[test]
    fn each_way_to_write_a_path_counts() {
        for path in [
            "use crate::b;",
            "use crate::{b};",
            "use crate::b::{self, B as Other};",
            "use crate::b::*;",
            "use super::b::B;",
            "pub use crate::b::B;",
            "fn f() { crate::b::f(); }",
            "fn f() { use crate::b::B; }",
            "fn f() -> super::b::B { f() }",
            "struct A(Vec<crate::b::B>);",
            "fn f() { println!(\"{}\", crate::b::f()); }",
            "fn f() { x!(a, [super::b::f, 1]) }",
            "impl crate::b::Trait for u8 {}",
            "#[error(\"at most {}\", crate::b::MOST)] struct A;",
            "struct A { #[serde(with = \"crate::b\")] field: u8 }",
            "mod inner { fn f() { crate::b::f(); } }",
            "#[cfg(not(test))] use crate::b;",
            "#[cfg(any(test, windows))] use crate::b;",
        ] {
            assert_eq!(circles_of_two(path, "use crate::a;"), [["a", "b"]], "{path}");
        }
    }

    #[test]
    fn code_for_tests_does_not_count() {
        for path in [
            "#[cfg(test)] mod tests { use crate::b::B; }",
            "#[cfg(test)] use crate::b::B;",
            "#[cfg(all(test, unix))] use crate::b::B;",
            "struct A; impl A { #[cfg(test)] fn f() { crate::b::f(); } }",
            "#[test] fn f() { crate::b::f(); }",
            "#[tokio::test] async fn f() { crate::b::f(); }",
            "/// [`crate::b::B`]\nstruct A;",
            "#[cfg_attr(test, derive(crate::b::B))] struct A;",
        ] {
            assert_eq!(circles_of_two(path, "use crate::a;"), NONE, "{path}");
        }
    }

    #[test]
    fn a_circle_may_have_three_modules() {
        let files = [
            ("lib.rs", "mod a; mod b; mod c; mod d;"),
            ("a.rs", "use crate::b;"),
            ("b.rs", "use crate::c;"),
            ("c.rs", "use crate::a;"),
            ("d.rs", "use crate::a;"),
        ];
        assert_eq!(circles_of(&files), [["a", "b", "c"]]);
    }

    #[test]
    fn folders_count_as_one_with_all_that_is_in_them() {
        let files = [
            ("lib.rs", "mod a; mod b;"),
            ("a/mod.rs", "mod one; mod two;"),
            ("a/one.rs", "use crate::b::B;"),
            ("a/two.rs", "pub struct Two;"),
            ("b.rs", "use crate::a::two::Two; pub struct B;"),
        ];
        assert_eq!(circles_of(&files), [["a", "b"]]);
    }

    #[test]
    fn a_circle_inside_a_folder_is_found() {
        let files = [
            ("lib.rs", "mod a;"),
            ("a.rs", "mod one; mod two;"),
            ("a/one.rs", "use super::two::Two; pub struct One;"),
            ("a/two.rs", "use crate::a::one::One; pub struct Two;"),
        ];
        assert_eq!(circles_of(&files), [["a::one", "a::two"]]);
    }

    #[test]
    fn a_name_that_the_parent_passes_on_is_an_import_of_where_it_comes_from() {
        for parent in
            ["pub use two::Two;", "use two::Two;", "use self::two::*;", "pub use two::Two as Other;"]
        {
            let files = [
                ("lib.rs", "mod a;"),
                ("a/mod.rs", &format!("mod one; mod two; {parent}")),
                ("a/one.rs", "use super::{Two, Other}; pub struct One;"),
                ("a/two.rs", "use super::one::One; pub struct Two;"),
            ];
            assert_eq!(circles_of(&files), [["a::one", "a::two"]], "{parent}");
        }
    }

    #[test]
    fn a_module_that_passes_a_name_on_is_imported_too() {
        let files = [
            ("lib.rs", "mod a; mod b; mod c;"),
            ("a.rs", "use crate::b::C;"),
            ("b.rs", "pub use crate::c::C; use crate::a;"),
            ("c.rs", "pub struct C;"),
        ];
        assert_eq!(circles_of(&files), [["a", "b"]]);
    }

    #[test]
    fn a_path_may_begin_with_an_imported_module() {
        let files = [
            ("lib.rs", "mod a;"),
            ("a/mod.rs", "mod one; mod two;"),
            ("a/one.rs", "use crate::a; fn f() { a::two::f(); }"),
            ("a/two.rs", "use super::one;"),
        ];
        assert_eq!(circles_of(&files), [["a::one", "a::two"]]);
    }

    #[test]
    fn a_folder_and_its_front_are_one_room() {
        let files = [
            ("lib.rs", "mod a; pub struct Root;"),
            ("a/mod.rs", "mod one; use one::One; pub struct A;"),
            ("a/one.rs", "use super::A; use crate::Root; pub struct One;"),
        ];
        assert_eq!(circles_of(&files), NONE);
    }

    #[test]
    fn imports_that_lead_round_end() {
        assert_eq!(circles_of_two("pub use crate::b::x;", "pub use crate::a::x;"), [["a", "b"]]);
        assert_eq!(circles_of_two("use a; use a as b; fn f() { b::x(); }", ""), NONE);
    }

    #[test]
    fn a_circle_shows_the_lines_that_make_it() {
        let folder = tempfile::tempdir().unwrap();
        let file = |name: &str, text: &str| std::fs::write(folder.path().join(name), text).unwrap();
        file("lib.rs", "mod a;\nmod b;");
        file("a.rs", "\nuse crate::b::B;");
        file("b.rs", "fn f() {\n\n  crate::a::f()\n}");
        let modules = Modules::read(&folder.path().join("lib.rs")).unwrap();
        let shown = circles(&modules)[0].to_string();
        assert!(shown.contains("a → b") && shown.contains("a.rs:2: crate::b::B"), "{shown}");
        assert!(shown.contains("b → a") && shown.contains("b.rs:3: crate::a::f"), "{shown}");
    }
}
