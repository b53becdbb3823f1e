//! Makes what is built into the library: the rulesets of `rulesets/`, checked and hashed, with the tests beside them, and the
//! pages about error codes.
//!
//! Takes: the folders `rulesets/` and `docs/codes/`. Gives: `shipped.rs` and a file of checked rules per set, in the folder of the
//! build. A ruleset with an error stops the build and is shown as `toets` shows it.

#![expect(clippy::disallowed_methods, reason = "a build script reads and writes files")]

use std::error::Error;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::{env, fs};

use sha2::{Digest, Sha256};
use toets_core::diagnostic::{Diagnostic, Diagnostics};
use toets_core::lang::Text;
use toets_core::ruleset::{self, stored};
use toets_core::source::Sources;
use toets_core::syntax::{self, ast};

type Result<T> = std::result::Result<T, Box<dyn Error>>;

/// A ruleset as it stands in its folder.
struct Set {
    header: ast::Ruleset,
    files: Vec<PathBuf>,
    tests: Vec<PathBuf>,
}

impl Set {
    fn id(&self) -> &str {
        &self.header.id.value
    }

    fn builds_on(&self) -> impl Iterator<Item = &str> {
        self.header.builds_on.iter().map(|name| name.value.as_str())
    }
}

fn main() -> Result<()> {
    let here = PathBuf::from(env::var("CARGO_MANIFEST_DIR")?);
    let root = here.ancestors().nth(2).ok_or("the crate lies two folders below the root")?.to_path_buf();
    for folder in ["rulesets", "docs/codes"] {
        println!("cargo::rerun-if-changed={}", root.join(folder).display());
    }
    let out = PathBuf::from(env::var("OUT_DIR")?);
    let sets = in_order(folders(&root.join("rulesets"))?.iter().map(|f| set(f)).collect::<Result<_>>()?)?;
    let mut text = String::from("/// The rulesets, those built upon first.\npub static SETS: &[Shipped] = &[\n");
    for set in &sets {
        let (bytes, title) = checked(&root, set, &sets)?;
        fs::write(out.join(format!("{}.bin", set.id())), bytes)?;
        describe(&mut text, &root, set, &title)?;
    }
    text.push_str(
        "];\n\n/// Codes of diagnostics, with the page about each.\npub static CODES: &[(&str, &str)] = &[\n",
    );
    for stage in folders(&root.join("docs/codes"))? {
        for page in files(&stage, "md")? {
            let code = format!("{}::{}", name(&stage), page.file_stem().unwrap_or_default().to_string_lossy());
            writeln!(text, "    ({code:?}, include_str!({:?})),", page.display().to_string())?;
        }
    }
    text.push_str("];\n");
    fs::write(out.join("shipped.rs"), text)?;
    Ok(())
}

/// Reads the header of the set in a folder.
fn set(folder: &Path) -> Result<Set> {
    let files_of_set = files(folder, "regels")?;
    let mut sources = Sources::new();
    for path in &files_of_set {
        let id = sources.add(path.display().to_string(), fs::read_to_string(path)?);
        let Some(file) = sources.get(id) else { continue };
        let header = syntax::parse(file).0.items.into_iter().find_map(|item| match item {
            ast::Item::Ruleset(header) => Some(header),
            _ => None,
        });
        let Some(header) = header else { continue };
        if header.id.value != name(folder) {
            return Err(
                format!("{}: the folder has another name than its set, {}", folder.display(), header.id.value).into()
            );
        }
        return Ok(Set { header, files: files_of_set, tests: files(&folder.join("tests"), "yaml")? });
    }
    Err(format!("{}: no file of the folder says `regelset`", folder.display()).into())
}

/// Those built upon first, so that the list reads from general to specific.
fn in_order(mut sets: Vec<Set>) -> Result<Vec<Set>> {
    let mut ordered: Vec<Set> = Vec::new();
    while !sets.is_empty() {
        let ready = |s: &Set| s.builds_on().all(|base| ordered.iter().any(|known| known.id() == base));
        let at = sets.iter().position(ready).ok_or("a ruleset builds on one that is not in rulesets/")?;
        ordered.push(sets.remove(at));
    }
    Ok(ordered)
}

/// The checked rules of a set with all it builds on, as bytes, and the title of the set.
fn checked(root: &Path, set: &Set, sets: &[Set]) -> Result<(Vec<u8>, Text)> {
    let mut gathered = Gathered { root, sets, sources: Sources::new(), known: Vec::new(), trees: Vec::new() };
    // The number of what stands nowhere; see `stored::write`.
    gathered.sources.add("", "");
    let mut found = Diagnostics::new();
    gathered.add(set, &mut found)?;
    let Gathered { sources, trees, .. } = gathered;
    let mut rules = None;
    if !found.has_errors() {
        let (checked, more) = ruleset::check(&trees, &sources);
        found.extend(more);
        rules = checked;
    }
    match rules {
        Some(rules) => {
            let title = rules.sets().last().map(|s| s.title.clone()).unwrap_or_default();
            let bytes = stored::write(&rules).ok_or("the checked rules cannot be written")?;
            Ok((bytes, title))
        }
        None => Err(told(&found.sorted(), &sources).into()),
    }
}

/// A set with those it builds on. The files are numbered as the library numbers them when it loads the set: its own first; the
/// trees stand in the order in which they are checked: those built upon first.
struct Gathered<'a> {
    root: &'a Path,
    sets: &'a [Set],
    sources: Sources,
    known: Vec<&'a str>,
    trees: Vec<Vec<ast::File>>,
}

impl<'a> Gathered<'a> {
    fn add(&mut self, set: &'a Set, found: &mut Diagnostics) -> Result<()> {
        if self.known.contains(&set.id()) {
            return Ok(());
        }
        self.known.push(set.id());
        let mut trees = Vec::new();
        for path in &set.files {
            let shown = path.strip_prefix(self.root).unwrap_or(path).display().to_string();
            let id = self.sources.add(shown, fs::read_to_string(path)?);
            let Some(file) = self.sources.get(id) else { continue };
            let (tree, more) = syntax::parse(file);
            found.extend(more);
            trees.push(tree);
        }
        for base in set.builds_on().filter_map(|id| self.sets.iter().find(|s| s.id() == id)) {
            self.add(base, found)?;
        }
        self.trees.push(trees);
        Ok(())
    }
}

/// What is wrong in a ruleset, a line each.
fn told(found: &[Diagnostic], sources: &Sources) -> String {
    let mut out = String::from("a ruleset has errors\n");
    for d in found {
        let (file, line, column) = sources.place(d.span());
        out.push_str(&format!("{file}:{line}:{column}: {} ({})\n", d.message.en, d.code));
    }
    out
}

/// What the library says of a set without reading its rules.
fn describe(out: &mut String, root: &Path, set: &Set, title: &Text) -> Result<()> {
    let valid = set.header.valid.as_ref().map(|(from, to)| (from.value.to_string(), to.value.to_string()));
    let mut hash = Sha256::new();
    for path in &set.files {
        hash.update(fs::read(path)?);
    }
    writeln!(out, "    Shipped {{")?;
    writeln!(out, "        id: {:?},", set.id())?;
    writeln!(out, "        title: ({:?}, {:?}),", title.nl, title.en)?;
    writeln!(out, "        version: {:?},", set.header.version.as_ref().map_or("", |v| v.value.as_str()))?;
    let valid = valid.as_ref().map(|(from, to)| (from.as_str(), to.as_str()));
    writeln!(out, "        valid: {valid:?},")?;
    writeln!(out, "        builds_on: &{:?},", set.builds_on().collect::<Vec<_>>())?;
    texts(out, "files", &root.join("rulesets"), &set.files)?;
    texts(out, "tests", &root.join("rulesets"), &set.tests)?;
    let sha256 = hash.finalize().iter().map(|byte| format!("{byte:02x}")).collect::<String>();
    writeln!(out, "        sha256: {sha256:?},")?;
    writeln!(out, "        checked: include_bytes!(concat!(env!(\"OUT_DIR\"), \"/{}.bin\")),", set.id())?;
    writeln!(out, "    }},")?;
    Ok(())
}

fn texts(out: &mut String, field: &str, below: &Path, paths: &[PathBuf]) -> Result<()> {
    writeln!(out, "        {field}: &[")?;
    for path in paths {
        let short = path.strip_prefix(below)?.to_string_lossy().replace('\\', "/");
        writeln!(out, "            ({short:?}, include_str!({:?})),", path.display().to_string())?;
    }
    writeln!(out, "        ],")?;
    Ok(())
}

fn name(path: &Path) -> String {
    path.file_name().unwrap_or_default().to_string_lossy().into_owned()
}

/// The folders in a folder, in order of name.
fn folders(folder: &Path) -> Result<Vec<PathBuf>> {
    entries(folder, Path::is_dir)
}

/// The files of one kind directly in a folder, in order of name; none where there is no such folder.
fn files(folder: &Path, extension: &str) -> Result<Vec<PathBuf>> {
    if !folder.is_dir() {
        return Ok(Vec::new());
    }
    entries(folder, |path| path.extension().is_some_and(|e| e == extension))
}

fn entries(folder: &Path, wanted: impl Fn(&Path) -> bool) -> Result<Vec<PathBuf>> {
    let mut paths = Vec::new();
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if wanted(&path) {
            paths.push(path);
        }
    }
    paths.sort();
    Ok(paths)
}
