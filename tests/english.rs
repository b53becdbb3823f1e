//! The English of the shipped rulesets is whole, stands beside the Dutch, and was held against it as it is now.
//! `UPDATE=1 cargo test --test english` writes the state of the Dutch into the English files; read both before.

#![cfg(test)]

#[path = "support/made.rs"]
mod made;

use std::collections::HashMap;
use std::path::{Path, PathBuf};

use toets::source::Sources;
use toets::syntax::{self, ast::Item, texts};

fn folders() -> Vec<PathBuf> {
    let mut folders: Vec<PathBuf> =
        std::fs::read_dir("rulesets").unwrap().map(|e| e.unwrap().path()).filter(|p| p.is_dir()).collect();
    folders.sort();
    folders
}

fn rules(folder: &Path) -> Vec<PathBuf> {
    let files = std::fs::read_dir(folder).unwrap().map(|e| e.unwrap().path());
    let mut files: Vec<PathBuf> = files.filter(|p| p.extension().is_some_and(|e| e == "regels")).collect();
    files.sort();
    files
}

const SET: &str = "regelset proef \"Proef\"\n  versie 1.0.0\n  geldig 2025-01-01 t/m 2034-12-31\n  leest afspraak\n\n\
    bron wet \"Een wet\"\n  datum 2024\n  graad A\n\n\
    object afspraak \"Een afspraak\"\n  woningen: aantal woningen \"Alle woningen\"\n\n\
    hoofdstuk proef \"Proef\"\n\n\
    regel PRF-01 \"Er komen woningen\"\n  bron wet, \"artikel 1\"\n  sterkte verplicht\n  eis afspraak.woningen > 0\n  \
    melding \"Er komen {afspraak.woningen} woningen\"\n";

/// A set with this English in a file of its own, and what `toets test --coverage` says of it.
fn coverage(english: &str) -> (Option<i32>, String) {
    let dir = tempfile::tempdir().unwrap();
    std::fs::write(dir.path().join("proef.regels"), SET).unwrap();
    std::fs::write(dir.path().join("proef.engels.regels"), english).unwrap();
    let output = std::process::Command::new(env!("CARGO_BIN_EXE_toets"))
        .args(["test", ".", "--coverage"])
        .env_remove("TOETS_LANG")
        .current_dir(dir.path())
        .output()
        .unwrap();
    (output.status.code(), String::from_utf8(output.stdout).unwrap())
}

#[test]
fn a_text_without_english_is_listed_where_the_set_has_english() {
    let (code, said) = coverage("engels regel PRF-01 \"Homes are built\"\n");
    assert_eq!(code, Some(1));
    assert!(said.contains("6 teksten hebben geen Engels; wie Engels leest, ziet daar het Nederlands:"), "{said}");
    assert!(said.contains("  regel PRF-01 melding (./proef.regels:19:11)"), "{said}");
    let (_, said) = coverage("# niets\n");
    assert!(!said.contains("Engels"), "{said}");
}

#[test]
fn english_readers_see_the_dutch_where_english_is_missing() {
    let mut sources = Sources::new();
    let texts = [SET, "engels regel PRF-01 \"Homes are built\"\n"];
    let files = texts.map(|text| {
        let id = sources.add("proef.regels", text);
        syntax::parse(sources.get(id).unwrap()).0
    });
    let (checked, _) = toets::ruleset::check(&[files.into()], &sources);
    let checked = checked.unwrap();
    let rule = checked.rule_named("PRF-01").unwrap();
    assert_eq!(rule.title.en, "Homes are built");
    let message = rule.message.as_ref().unwrap();
    assert_eq!(format!("{:?}", message.en), format!("{:?}", message.nl));
    assert_eq!(checked.chapters().first().unwrap().title.en, "Proef");
}

#[test]
fn the_english_of_the_shipped_sets_is_whole_and_read_again() {
    for folder in folders() {
        let mut sources = Sources::new();
        let paths = rules(&folder);
        let files: Vec<_> = paths
            .iter()
            .map(|p| {
                let id = sources.add(p.display().to_string(), std::fs::read_to_string(p).unwrap());
                syntax::parse(sources.get(id).unwrap()).0
            })
            .collect();
        let items = || files.iter().flat_map(|f| &f.items);
        let mut dutch: HashMap<String, Vec<texts::Part<'_>>> = HashMap::new();
        for item in items().filter(|i| !matches!(i, Item::English(_))) {
            dutch.entry(texts::name(item)).or_default().extend(texts::parts(item));
        }
        let all =
            items().flat_map(|i| texts::parts(i).into_iter().map(|p| (texts::name(i), p.key)).collect::<Vec<_>>());
        let mut lacking: Vec<(String, String)> = all.collect();
        for (file, path) in files.iter().zip(&paths) {
            let mut text = std::fs::read_to_string(path).unwrap();
            let is_english = path.display().to_string().ends_with(".engels.regels");
            for item in file.items.iter().rev() {
                let Item::English(english) = item else {
                    assert!(!is_english, "{}: {}", path.display(), texts::name(item));
                    continue;
                };
                assert!(is_english, "{}: {}", path.display(), texts::name(item));
                let parts = dutch.get(&english.of.value).map(Vec::as_slice).unwrap_or_default();
                let (name, state) = (&english.of.value, texts::state(parts, english));
                match &english.read_at {
                    Some(at) if made::update() => {
                        text.replace_range(at.span.start as usize..at.span.end as usize, &state);
                    }
                    None if made::update() => text.insert_str(english.of.span.end as usize, &format!(" bij {state}")),
                    at => assert_eq!(
                        at.as_ref().map(|at| at.value.as_str()),
                        Some(state.as_str()),
                        "{}: read `{name}` again",
                        path.display()
                    ),
                }
                lacking.retain(|(name, key)| {
                    *name != english.of.value || !english.texts.iter().any(|t| t.key.value == *key)
                });
            }
            if made::update() {
                std::fs::write(path, text).unwrap();
            }
        }
        assert_eq!(lacking, Vec::new(), "{} has no English for these", folder.display());
    }
}
