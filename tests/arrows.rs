//! Arrows go down only: among the modules of one folder no ring of uses, in no crate.
//!
//! Every path in a file (`use`, expressions, types, also within macros) is followed to the module that it leads to, through what
//! modules give on. Modules of one folder use each other when anything below the one names anything below the other. A child may
//! use what its parent defines, and a parent its children. Modules of tests are left out.

#![expect(
    clippy::unwrap_used,
    clippy::panic,
    clippy::arithmetic_side_effects,
    clippy::indexing_slicing,
    reason = "a test stops where something is wrong"
)]

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use proc_macro2::{Delimiter, Spacing, TokenStream, TokenTree};

/// The roots of the crates.
const CRATES: [&str; 4] = ["src/core.rs", "src/lib.rs", "src/main.rs", "crates/toets-cli/src/lib.rs"];

/// A module by its names from the root of its crate, and what a path says.
type Names = Vec<String>;

/// A module as it stands in its file.
#[derive(Default)]
struct Module {
    file: PathBuf,
    children: BTreeSet<String>,
    /// What it takes in by `use`: the name here, and the path.
    taken: BTreeMap<String, Names>,
    /// `use …::*`.
    globs: Vec<Names>,
    /// Paths that are named in it, with the line.
    named: Vec<(Names, usize)>,
    /// What it defines itself.
    defined: BTreeSet<String>,
}

struct Crate {
    modules: BTreeMap<Names, Module>,
}

impl Crate {
    fn read(root: &str) -> Self {
        let mut modules = BTreeMap::new();
        let mut todo: Vec<(Names, PathBuf)> = vec![(vec![], PathBuf::from(root))];
        while let Some((name, file)) = todo.pop() {
            let text = std::fs::read_to_string(&file).unwrap();
            let tokens: TokenStream = text.parse().unwrap_or_else(|e| panic!("{}: {e}", file.display()));
            let mut module = Module { file: file.clone(), ..Module::default() };
            let mut inner = vec![];
            module.items(tokens, &mut inner);
            for child in &module.children {
                let folder =
                    if name.is_empty() { file.parent().unwrap().to_path_buf() } else { file.with_extension("") };
                let below = [name.as_slice(), std::slice::from_ref(child)].concat();
                todo.push((below, folder.join(format!("{child}.rs"))));
            }
            for (child, tokens) in inner {
                let mut within = Module { file: file.clone(), ..Module::default() };
                within.items(tokens, &mut vec![]);
                module.children.insert(child.clone());
                modules.insert([name.as_slice(), &[child]].concat(), within);
            }
            modules.insert(name, module);
        }
        Crate { modules }
    }

    /// The module in which what a path names is defined; `None` outside the crate.
    fn leads(&self, from: &[String], path: &[String], depth: usize) -> Option<Names> {
        assert!(depth < 20, "{path:?} of {from:?} leads round");
        let (first, mut rest) = path.split_first()?;
        let mut at: Names = match first.as_str() {
            "crate" => vec![],
            "self" => from.to_vec(),
            "super" => from.split_last()?.1.to_vec(),
            _ => {
                rest = path;
                from.to_vec()
            }
        };
        let bare = rest.len() == path.len();
        while let Some((next, after)) = rest.split_first() {
            let module = self.modules.get(&at)?;
            if next == "super" {
                at.pop();
            } else if module.children.contains(next) {
                at.push(next.clone());
            } else if let Some(path) = module.taken.get(next) {
                let whole = [path.as_slice(), after].concat();
                return self.leads(&at, &whole, depth + 1);
            } else if module.defined.contains(next) {
                return Some(at);
            } else if let Some(found) = module.globs.iter().find_map(|glob| {
                let there = self.leads(&at, glob, depth + 1)?;
                self.modules.get(&there)?.defined.contains(next).then_some(there)
            }) {
                return Some(found);
            } else {
                // A name of another crate, of a type within a function, or a part of what the module defines.
                return (!bare).then_some(at);
            }
            rest = after;
        }
        Some(at)
    }

    /// Uses between the modules of each folder, each with one place that shows it.
    fn arrows(&self) -> BTreeMap<Names, BTreeMap<(String, String), String>> {
        let mut out: BTreeMap<Names, BTreeMap<(String, String), String>> = BTreeMap::new();
        for (name, module) in &self.modules {
            for (path, line) in &module.named {
                let Some(to) = self.leads(name, path, 0) else { continue };
                let common = name.iter().zip(&to).take_while(|(a, b)| a == b).count();
                if let (Some(from), Some(to)) = (name.get(common), to.get(common)) {
                    let place = format!("{}:{line}: {}", module.file.display(), path.join("::"));
                    let arrow = (from.clone(), to.clone());
                    out.entry(name[..common].to_vec()).or_default().entry(arrow).or_insert(place);
                }
            }
        }
        out
    }
}

impl Module {
    /// Reads the items of a module: what it takes in, defines and names. Modules within it are handed back.
    fn items(&mut self, tokens: TokenStream, inner: &mut Vec<(String, TokenStream)>) {
        let tokens: Vec<TokenTree> = tokens.into_iter().collect();
        let mut at = 0;
        let mut for_tests = false;
        while let Some(token) = tokens.get(at) {
            let word = |n: usize| match tokens.get(n) {
                Some(TokenTree::Ident(i)) => i.to_string(),
                _ => String::new(),
            };
            match word(at).as_str() {
                "" if is(token, '#') => {
                    for_tests |= tokens.get(at + 1).is_some_and(|t| t.to_string().replace(' ', "") == "[cfg(test)]");
                }
                "mod" => {
                    let name = word(at + 1);
                    match tokens.get(at + 2) {
                        Some(TokenTree::Group(g)) if !for_tests => inner.push((name, g.stream())),
                        Some(TokenTree::Punct(_)) => _ = self.children.insert(name),
                        _ => {}
                    }
                    (at, for_tests) = (at + 3, false);
                    continue;
                }
                "use" => {
                    let end = at + tokens[at..].iter().position(|t| is(t, ';')).unwrap();
                    let line = token.span().start().line;
                    self.take(&tokens[at + 1..end], &[], line);
                    (at, for_tests) = (end + 1, false);
                    continue;
                }
                "fn" | "struct" | "enum" | "const" | "static" | "type" | "trait" => {
                    let skip = usize::from(word(at + 1) == "fn" || word(at + 1) == "mut");
                    self.defined.insert(word(at + 1 + skip));
                }
                "macro_rules" => _ = self.defined.insert(word(at + 2)),
                _ => {}
            }
            at += 1;
        }
        self.paths(&tokens);
    }

    /// A tree of `use`.
    fn take(&mut self, tokens: &[TokenTree], before: &[String], line: usize) {
        let mut path = before.to_vec();
        let mut at = 0;
        while let Some(token) = tokens.get(at) {
            match token {
                TokenTree::Ident(i) if i == "as" => {
                    self.named.push((path.clone(), line));
                    self.taken.insert(tokens[at + 1].to_string(), path);
                    return;
                }
                TokenTree::Ident(i) if i == "self" && !path.is_empty() => {}
                TokenTree::Ident(i) => path.push(i.to_string()),
                TokenTree::Group(g) => {
                    let parts: Vec<TokenTree> = g.stream().into_iter().collect();
                    parts.split(|t| is(t, ',')).filter(|p| !p.is_empty()).for_each(|p| self.take(p, &path, line));
                    return;
                }
                TokenTree::Punct(p) if p.as_char() == '*' => {
                    self.named.push((path.clone(), line));
                    self.globs.push(path);
                    return;
                }
                _ => {}
            }
            at += 1;
        }
        self.named.push((path.clone(), line));
        if let Some(name) = path.last().cloned() {
            self.taken.insert(name, path);
        }
    }

    /// Every `a::b::c`, wherever it stands.
    fn paths(&mut self, tokens: &[TokenTree]) {
        let mut at = 0;
        let mut tests = false;
        while let Some(token) = tokens.get(at) {
            match token {
                TokenTree::Group(g) => {
                    let within: Vec<TokenTree> = g.stream().into_iter().collect();
                    if g.delimiter() == Delimiter::Brace && tests {
                        tests = false;
                    } else {
                        self.paths(&within);
                    }
                    at += 1;
                }
                TokenTree::Ident(first) if first == "mod" => {
                    // What is in it is read as a module of its own, or is for tests.
                    tests = matches!(tokens.get(at + 2), Some(TokenTree::Group(_)));
                    at += 2;
                }
                TokenTree::Ident(first) => {
                    let mut path = vec![first.to_string()];
                    let line = first.span().start().line;
                    at += 1;
                    while let (Some(a), Some(b), Some(TokenTree::Ident(next))) =
                        (tokens.get(at), tokens.get(at + 1), tokens.get(at + 2))
                        && is(a, ':')
                        && is(b, ':')
                        && matches!(a, TokenTree::Punct(p) if p.spacing() == Spacing::Joint)
                    {
                        path.push(next.to_string());
                        at += 3;
                    }
                    if path.len() > 1 {
                        self.named.push((path, line));
                    }
                }
                _ => at += 1,
            }
        }
    }
}

fn is(token: &TokenTree, sign: char) -> bool {
    matches!(token, TokenTree::Punct(p) if p.as_char() == sign)
}

/// The modules that each one reaches, for the rings: two modules are in one when each reaches the other.
fn rings(arrows: &BTreeMap<(String, String), String>) -> Vec<BTreeSet<String>> {
    let reach = |from: &str| {
        let mut seen = BTreeSet::new();
        let mut todo = vec![from.to_owned()];
        while let Some(at) = todo.pop() {
            for (_, to) in arrows.keys().filter(|(a, _)| *a == at) {
                if seen.insert(to.clone()) {
                    todo.push(to.clone());
                }
            }
        }
        seen
    };
    let all: BTreeSet<&String> = arrows.keys().flat_map(|(a, b)| [a, b]).collect();
    let reached: BTreeMap<&String, BTreeSet<String>> = all.iter().map(|m| (*m, reach(m))).collect();
    let mut out: Vec<BTreeSet<String>> = vec![];
    for module in &all {
        let ring: BTreeSet<String> =
            reached[module].iter().filter(|other| reached[other].contains(*module)).cloned().collect();
        if ring.len() > 1 && !out.contains(&ring) {
            out.push(ring);
        }
    }
    out
}

#[test]
fn arrows_go_down_only() {
    let mut said = String::new();
    for root in CRATES {
        assert!(Path::new(root).exists(), "{root}");
        let read = Crate::read(root);
        for (folder, arrows) in read.arrows() {
            for ring in rings(&arrows) {
                said += &format!(
                    "\n{root}, {}: a ring of {}\n",
                    folder.join("::"),
                    ring.iter().cloned().collect::<Vec<_>>().join(", ")
                );
                for ((from, to), place) in &arrows {
                    if ring.contains(from) && ring.contains(to) {
                        said += &format!("  {from} -> {to}   {place}\n");
                    }
                }
            }
        }
    }
    assert!(said.is_empty(), "what two modules share moves below both:\n{said}");
}

/// A ring is seen: through what a module gives on, through a path within a macro, and not through what a parent defines.
#[test]
fn a_ring_is_seen() {
    let folder = tempfile::tempdir().unwrap();
    let write = |name: &str, text: &str| {
        let path = folder.path().join(name);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, text).unwrap();
    };
    write("lib.rs", "mod a; mod b; mod c; pub use b::inner::Thing; pub fn shared() {}");
    write("a.rs", "use crate::Thing; fn f() { crate::shared() }");
    write("b.rs", "pub mod inner; mod other;");
    write("b/inner.rs", "pub struct Thing; fn f() { println!(\"{}\", crate::a::f()) }");
    write("b/other.rs", "use super::inner::Thing;");
    write("c.rs", "use super::a; #[cfg(test)] mod tests { use super::super::b; }");
    let arrows = Crate::read(folder.path().join("lib.rs").to_str().unwrap()).arrows();
    let pairs = |of: &[&str]| -> Vec<String> {
        let of: Names = of.iter().map(|s| (*s).to_owned()).collect();
        arrows[&of].keys().map(|(a, b)| format!("{a} {b}")).collect()
    };
    assert_eq!(pairs(&[]), ["a b", "b a", "c a"]);
    assert_eq!(pairs(&["b"]), ["other inner"]);
    let ring: BTreeSet<String> = ["a", "b"].map(str::to_owned).into();
    assert_eq!(rings(&arrows[&vec![]]), [ring]);
}
