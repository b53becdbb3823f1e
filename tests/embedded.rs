//! `src/cli/embedded.rs` lists exactly what is in `rulesets/` and `docs/codes/`. `UPDATE=1 cargo test --test embedded` rewrites it.

#![cfg(test)]

#[path = "support/made.rs"]
mod made;

use std::fmt::Write;
use std::path::{Path, PathBuf};

use toets::source::Sources;
use toets::syntax::{self, ast::Item};

#[test]
fn embedded_files_are_those_of_the_folders() {
    let path = Path::new("src/cli/embedded.rs");
    let expected = generate();
    if made::update() {
        std::fs::write(path, &expected).unwrap();
        // A new ruleset starts with nothing stored; `UPDATE=1 cargo test --lib stored` fills it.
        for set in sets() {
            let stored = format!("src/cli/stored/{}.bin", set.id);
            if !Path::new(&stored).exists() {
                std::fs::write(stored, "").unwrap();
            }
        }
    }
    let found = std::fs::read_to_string(path).unwrap_or_default();
    assert!(found == expected, "src/cli/embedded.rs is out of date: run UPDATE=1 cargo test --test embedded");
}

struct Set {
    id: String,
    title: (String, String),
    version: String,
    valid: Option<(String, String)>,
    builds_on: Vec<String>,
    files: Vec<PathBuf>,
    tests: Vec<PathBuf>,
}

fn files(folder: &Path, extension: &str) -> Vec<PathBuf> {
    let Ok(entries) = std::fs::read_dir(folder) else { return vec![] };
    let mut paths: Vec<_> =
        entries.map(|e| e.unwrap().path()).filter(|p| p.extension().is_some_and(|e| e == extension)).collect();
    paths.sort();
    paths
}

fn sets() -> Vec<Set> {
    let mut folders: Vec<_> =
        std::fs::read_dir("rulesets").unwrap().map(|e| e.unwrap().path()).filter(|p| p.is_dir()).collect();
    folders.sort();
    let mut sets: Vec<Set> = folders.iter().filter_map(|f| set(f)).collect();
    // Those built upon first, so that the list reads from general to specific.
    let mut ordered: Vec<Set> = vec![];
    while !sets.is_empty() {
        let at = sets
            .iter()
            .position(|s| s.builds_on.iter().all(|b| ordered.iter().any(|o| o.id == *b)))
            .expect("a ruleset builds on one that is not in rulesets/");
        ordered.push(sets.remove(at));
    }
    ordered
}

fn set(folder: &Path) -> Option<Set> {
    let paths = files(folder, "regels");
    let mut sources = Sources::new();
    for path in &paths {
        let id = sources.add("x", std::fs::read_to_string(path).unwrap());
        let (file, _) = syntax::parse(sources.get(id).unwrap());
        for item in file.items {
            let Item::Ruleset(r) = item else { continue };
            let title = r.title.text();
            assert_eq!(
                Some(r.id.value.as_str()),
                folder.file_name().and_then(|n| n.to_str()),
                "folder is named after its set"
            );
            return Some(Set {
                id: r.id.value,
                title: (title.nl, title.en),
                version: r.version.map(|v| v.value).unwrap_or_default(),
                valid: r.valid.map(|(a, b)| (a.value.to_string(), b.value.to_string())),
                builds_on: r.builds_on.into_iter().map(|n| n.value).collect(),
                files: paths,
                tests: files(&folder.join("tests"), "yaml"),
            });
        }
    }
    None
}

fn generate() -> String {
    let mut out = String::from(
        "//! What is built into the program: the rulesets, their tests, and the pages about error codes.\n\
         //!\n\
         //! Written by `UPDATE=1 cargo test --test embedded`; do not edit.\n\n\
         /// A ruleset as it stands in `rulesets/`.\n\
         #[derive(Debug)]\n\
         pub(crate) struct EmbeddedSet {\n\
         \x20   /// Its id.\n\
         \x20   pub(crate) id: &'static str,\n\
         \x20   /// Its title, Dutch and English.\n\
         \x20   pub(crate) title: (&'static str, &'static str),\n\
         \x20   /// Its version.\n\
         \x20   pub(crate) version: &'static str,\n\
         \x20   /// First and last day; `None` for a data model.\n\
         \x20   pub(crate) valid: Option<(&'static str, &'static str)>,\n\
         \x20   /// The sets it builds on.\n\
         \x20   pub(crate) builds_on: &'static [&'static str],\n\
         \x20   /// Names and texts of its files, in order of name.\n\
         \x20   pub(crate) files: &'static [(&'static str, &'static str)],\n\
         \x20   /// Names and texts of the tests beside it.\n\
         \x20   pub(crate) tests: &'static [(&'static str, &'static str)],\n\
         \x20   /// The set with all it builds on, checked; written by `UPDATE=1 cargo test --lib stored`.\n\
         \x20   pub(crate) stored: &'static [u8],\n\
         }\n\n\
         /// The rulesets, those built upon first.\n\
         #[rustfmt::skip] // titles may be longer than a line\n\
         pub(crate) const SETS: &[EmbeddedSet] = &[\n",
    );
    for s in sets() {
        writeln!(out, "    EmbeddedSet {{").unwrap();
        writeln!(out, "        id: {:?},", s.id).unwrap();
        writeln!(out, "        title: ({:?}, {:?}),", s.title.0, s.title.1).unwrap();
        writeln!(out, "        version: {:?},", s.version).unwrap();
        match &s.valid {
            Some((a, b)) => writeln!(out, "        valid: Some(({a:?}, {b:?})),").unwrap(),
            None => writeln!(out, "        valid: None,").unwrap(),
        }
        writeln!(out, "        builds_on: &{:?},", s.builds_on).unwrap();
        list(&mut out, "files", &s.files);
        list(&mut out, "tests", &s.tests);
        writeln!(out, "        stored: include_bytes!(\"stored/{}.bin\"),", s.id).unwrap();
        writeln!(out, "    }},").unwrap();
    }
    out.push_str(
        "];\n\n/// Codes of diagnostics with the page about each.\npub(crate) const CODES: &[(&str, &str)] = &[\n",
    );
    let mut stages: Vec<_> = std::fs::read_dir("docs/codes").unwrap().map(|e| e.unwrap().path()).collect();
    stages.sort();
    for stage in stages.iter().filter(|p| p.is_dir()) {
        for page in files(stage, "md") {
            let code = format!(
                "{}::{}",
                stage.file_name().unwrap().to_string_lossy(),
                page.file_stem().unwrap().to_string_lossy()
            );
            writeln!(out, "    ({code:?}, include_str!(\"../../{}\")),", shown(&page)).unwrap();
        }
    }
    out.push_str("];\n");
    out
}

fn list(out: &mut String, name: &str, paths: &[PathBuf]) {
    if paths.is_empty() {
        writeln!(out, "        {name}: &[],").unwrap();
        return;
    }
    writeln!(out, "        {name}: &[").unwrap();
    for path in paths {
        let shown = shown(path);
        let short = shown.strip_prefix("rulesets/").unwrap_or(&shown);
        writeln!(out, "            ({short:?}, include_str!(\"../../{shown}\")),").unwrap();
    }
    writeln!(out, "        ],").unwrap();
}

fn shown(path: &Path) -> String {
    path.to_string_lossy().replace('\\', "/")
}
