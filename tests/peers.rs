//! The comparison with other tools (`benches/peers/`): its ruleset and its cases still give what its page says of `toets`, and
//! the norms of the same number in the catalogue agree. The other tools are run by `benches/peers/run`.

#![cfg(test)]

use std::collections::BTreeMap;
use std::process::Command;

use serde_json::Value;
use toml::de::{DeTable, DeValue};

const PEERS: &str = "benches/peers";

struct Case {
    id: String,
    text: String,
    /// Per norm its outcome, where that is not “met”.
    expect: BTreeMap<String, String>,
    wrong_file: bool,
}

fn text<'a>(table: &'a DeTable<'_>, key: &str) -> &'a str {
    table.get(key).and_then(|v| v.get_ref().as_str()).unwrap_or_else(|| panic!("no text `{key}`"))
}

fn tables<'a>(table: &'a DeTable<'a>, key: &str) -> Vec<&'a DeTable<'a>> {
    let list = table.get(key).and_then(|v| v.get_ref().as_array()).unwrap_or_else(|| panic!("no list `{key}`"));
    list.iter().filter_map(|v| v.get_ref().as_table()).collect()
}

/// The norms of the comparison and its cases.
fn cases() -> (Vec<String>, Vec<Case>) {
    let base = std::fs::read_to_string(format!("{PEERS}/agreement.yaml")).unwrap();
    let toml = std::fs::read_to_string(format!("{PEERS}/cases.toml")).unwrap();
    let table = DeTable::parse(&toml).unwrap();
    let norms = tables(table.get_ref(), "norm").into_iter().map(|n| text(n, "id").to_owned()).collect();
    let cases = tables(table.get_ref(), "case").into_iter().map(|case| {
        let mut edited = base.clone();
        for edit in tables(case, "edits") {
            let (from, to) = (text(edit, "from"), text(edit, "to"));
            assert_eq!(edited.matches(from).count(), 1, "{from:?} stands once in agreement.yaml");
            edited = edited.replace(from, to);
        }
        let expect = case.get("expect").and_then(|v| v.get_ref().as_table());
        let expect = expect
            .into_iter()
            .flatten()
            .map(|(norm, v)| (norm.get_ref().to_string(), v.get_ref().as_str().unwrap().to_owned()));
        Case {
            id: text(case, "id").to_owned(),
            text: edited,
            expect: expect.collect(),
            wrong_file: matches!(case.get("input").map(|v| v.get_ref()), Some(DeValue::Boolean(true))),
        }
    });
    (norms, cases.collect())
}

/// The outcomes that are not “met”, and whether the file was refused.
fn outcomes(text: &str, args: &[String]) -> (BTreeMap<String, String>, bool) {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("agreement.yaml");
    std::fs::write(&file, text).unwrap();
    let run = Command::new(env!("CARGO_BIN_EXE_toets"))
        .arg("check")
        .arg(&file)
        .args(["--format", "json"])
        .args(args)
        .output()
        .unwrap();
    let report: Value = serde_json::from_slice(&run.stdout).unwrap();
    let refused = report["diagnostics"].as_array().unwrap().iter().any(|d| d["severity"] == "error");
    let mut found: BTreeMap<String, String> = BTreeMap::new();
    for finding in report["findings"].as_array().unwrap() {
        let outcome = match finding["verdict"].as_str().unwrap() {
            "voldoet_niet" => "not met",
            "niet_te_toetsen" => "not checkable",
            "afwijking" => "deviation",
            _ => continue,
        };
        found.insert(finding["rule"].as_str().unwrap().to_owned(), outcome.to_owned());
    }
    (found, refused)
}

#[track_caller]
fn agrees(case: &Case, text: &str, args: &[String]) {
    let (found, refused) = outcomes(text, args);
    assert_eq!(refused, case.wrong_file, "{}: whether the file is refused", case.id);
    assert_eq!(found, case.expect, "{}", case.id);
}

#[test]
fn the_ruleset_of_the_comparison_says_what_the_cases_expect() {
    let (_, cases) = cases();
    let args = ["--ruleset".to_owned(), format!("{PEERS}/toets")];
    for case in &cases {
        agrees(case, &case.text, &args);
    }
    assert!(cases.len() >= 20, "{} cases", cases.len());
}

/// The catalogue reads a rise as a percentage, and refuses a bare `3.6`: that may be 3.6% or 360%.
#[test]
fn the_norms_of_the_catalogue_agree() {
    let (norms, cases) = cases();
    let args: Vec<String> = norms.iter().flat_map(|n| ["--rule".to_owned(), n.clone()]).collect();
    for case in &cases {
        let with_percent = ["3.1", "3.4", "3.6", "3.9"]
            .iter()
            .fold(case.text.clone(), |text, rise| text.replace(&format!(": {rise}"), &format!(": {rise}%")));
        agrees(case, &with_percent, &args);
    }
}
