//! Many files together (`--portfolio`): what is found in each is made when a report comes to it, and is what a report on that file
//! alone says.

#![cfg(test)]
#![allow(clippy::arithmetic_side_effects, clippy::string_slice, reason = "a test counts in small numbers")]

#[path = "support/folder.rs"]
mod folder;

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use folder::{run, toets};
use serde_json::{Value, json};
use tempfile::TempDir;

/// More than a report for people shows one by one.
const MANY: usize = 15;

/// A record of a deviation; where the norm is met there is a remark about it, and the file is told whole.
const RECORD: &str = "    afwijkingen:\n      - norm: BES-02\n        grond: bestaand_aandeel_sociale_huur\n        motivering: Er is al veel sociale huur\n        overleg_regio: ja\n        besluit_door: gemeenteraad\n        datum: 2025-12-18\n        einddatum: 2029-12-31\n";

/// The files of a region, several times: every third breaks norms, every fifth records a deviation, and the fourth has so many
/// projects that it is judged rule by rule.
fn country() -> TempDir {
    let dir = tempfile::tempdir().unwrap();
    fs::create_dir(dir.path().join("land")).unwrap();
    let names = ["lindeveen", "meerdijk", "polderzand", "wierhaven"];
    for n in 0..MANY {
        let name = names[n % names.len()];
        let text = fs::read_to_string(format!("examples/regio-meerdijk/{name}.yaml")).unwrap();
        let mut text = text.replace("Waterkant", &format!("Streek {}", n / 4));
        if n % 3 == 0 {
            text = text.replace("sociale_huur: 3", "sociale_huur: 1");
        }
        if n % 5 == 4 && !text.contains("afwijkingen:") {
            text = text.replacen("    programma:\n", &format!("{RECORD}    programma:\n"), 1);
        }
        if n == 3 {
            let project = |i| {
                format!(
                    "  - {{naam: P{i}, gemeente: Wierhaven, soort: nieuwbouw, jaar_start_bouw: 2026, jaar_oplevering: 2027, aantal_te_bouwen: 12, aantal_sociale_huur: 4}}\n"
                )
            };
            text = format!("{}\nprojecten:\n{}", text.trim_end(), (0..120).map(project).collect::<String>());
        }
        fs::write(dir.path().join(file(n)), text).unwrap();
    }
    dir
}

fn file(n: usize) -> String {
    format!("land/gemeente-{n:02}.yaml")
}

fn report(dir: &Path, args: &[&str]) -> Value {
    let output =
        toets(dir, &[&["check", "--date", "2026-07-01", "--format", "json", "--explain", "alles"], args].concat())
            .output()
            .unwrap();
    let report: Value = serde_json::from_slice(&output.stdout).unwrap();
    assert!(output.status.code() != Some(2), "{:#}", report["diagnostics"]);
    report
}

/// The findings of a file, with what the tables say in the place of numbers, and without the changes that are not sought where
/// many files are checked together.
fn findings(report: &Value, file: &str) -> Vec<Value> {
    let all = report["findings"].as_array().unwrap().iter().filter(|f| f["file"] == file);
    let row = |table: &str, n: &Value| report[table][usize::try_from(n.as_u64().unwrap()).unwrap()].clone();
    let told = |finding: &Value| {
        let mut finding = finding.clone();
        let about_changes = |r: &Value| !r["number"].is_null();
        finding["remedies"].as_array_mut().unwrap().retain(|r| !about_changes(r));
        finding["not_searched"] = Value::Null;
        for list in ["trace", "why_not"] {
            for step in finding[list].as_array_mut().into_iter().flatten() {
                if !step["expression"].is_null() {
                    step["expression"] = row("expressions", &step["expression"]);
                }
                let facts = step["facts"].as_array().cloned().unwrap_or_default();
                step["facts"] = facts.iter().map(|n| row("facts", n)).collect();
            }
        }
        finding
    };
    all.map(told).collect()
}

#[test]
fn each_file_is_told_as_by_itself() {
    let dir = country();
    for more in [&[][..], &["--ignore-deviations"], &["--lang", "en", "--rule", "BES-02"]] {
        let together = report(dir.path(), &[&["--portfolio", "land"], more].concat());
        let mut inputs = 0;
        for n in 0..MANY {
            let name = file(n);
            let alone = report(dir.path(), &[&[name.as_str()], more].concat());
            let (one, many) = (findings(&alone, &name), findings(&together, &name));
            assert!(!one.is_empty());
            assert_eq!(one.len(), many.len(), "{name} {more:?}");
            for (one, many) in one.iter().zip(&many) {
                assert_eq!(one, many, "{name} {more:?}");
            }
            let input = |report: &Value| {
                report["inputs"].as_array().unwrap().iter().find(|i| i["file"] == name.as_str()).unwrap().clone()
            };
            assert_eq!(input(&alone), input(&together));
            inputs += 1;
        }
        assert_eq!(inputs, MANY);
        let of_all = together["findings"].as_array().unwrap().iter().filter(|f| f["file"] == "portefeuille");
        assert!(of_all.filter(|f| f["trace"].as_array().is_some_and(|t| t.len() > 50)).count() > 0 || more.len() > 2);
    }
}

/// Every format tells of the same findings, and its sums and tables fit what comes after them.
#[test]
fn formats_agree_on_many_files() {
    let dir = country();
    let given = |format: &str| {
        let args = ["check", "--date", "2026-07-01", "--portfolio", "land", "--format", format];
        String::from_utf8(toets(dir.path(), &args).output().unwrap().stdout).unwrap()
    };
    let whole = report(dir.path(), &["--portfolio", "land"]);
    let all = whole["findings"].as_array().unwrap();
    let faults = whole["diagnostics"].as_array().unwrap().len();
    assert!(faults > 0 && faults < 5, "{:#}", whole["diagnostics"]);

    let tap = given("tap");
    let plan = format!("1..{}", all.len() + faults);
    assert!(tap.lines().nth(1) == Some(&plan), "{plan}");
    let numbers: Vec<usize> = tap
        .lines()
        .filter_map(|l| l.strip_prefix("ok ").or_else(|| l.strip_prefix("not ok ")))
        .map(|l| l.split(' ').next().unwrap().parse().unwrap())
        .collect();
    assert_eq!(numbers, (1..=all.len() + faults).collect::<Vec<_>>());

    let junit = given("junit");
    let sum = |name: &str| {
        let head = junit.lines().nth(1).unwrap();
        let (_, rest) = head.split_once(&format!(" {name}=\"")).unwrap_or_else(|| panic!("{name} in {head}"));
        rest.split('"').next().unwrap().parse::<usize>().unwrap()
    };
    let cases = |tag: &str| junit.lines().filter(|l| l.trim_start().starts_with(tag)).count();
    assert_eq!(
        (sum("tests"), sum("failures"), sum("errors")),
        (cases("<testcase "), cases("<failure "), cases("<error "))
    );
    assert_eq!(cases("<testcase "), all.len() + faults);
    assert_eq!(cases("<testsuite "), MANY + 1);

    let sarif: Value = serde_json::from_str(&given("sarif")).unwrap();
    let run = &sarif["runs"][0];
    let results = run["results"].as_array().unwrap();
    assert!(results.len() > MANY);
    let mut named = Vec::new();
    for result in results {
        let at = usize::try_from(result["ruleIndex"].as_u64().unwrap()).unwrap();
        assert_eq!(run["tool"]["driver"]["rules"][at]["id"], result["ruleId"]);
        if !named.contains(&at) {
            named.push(at);
        }
    }
    // In the order in which results name them, and none besides.
    assert_eq!(named, (0..run["tool"]["driver"]["rules"].as_array().unwrap().len()).collect::<Vec<_>>());

    let table = given("csv");
    let rows: Vec<&str> = table.lines().filter(|l| l.starts_with("finding,")).collect();
    assert_eq!(rows.len(), all.len());
    // A finding of which the report in brief has no figures has its place all the same.
    let met = rows.iter().find(|r| r.contains("BES-01a") && r.contains(",voldoet,")).unwrap();
    assert!(met.starts_with("finding,land/gemeente-") && !met.split(',').nth(2).unwrap().is_empty(), "{met}");

    let gitlab: Value = serde_json::from_str(&given("gitlab")).unwrap();
    assert_eq!(gitlab.as_array().unwrap().len(), results.len());
    assert_eq!(given("github").lines().filter(|l| l.starts_with("::")).count(), results.len());
}

#[test]
fn a_list_of_known_findings_knows_them_in_many_files_too() {
    let dir = country();
    let here = dir.path();
    run(toets(here, &["baseline", "land", "--portfolio", "--date", "2026-07-01", "-o", "b.json"]), 0);
    let mut list: Value = serde_json::from_str(&fs::read_to_string(here.join("b.json")).unwrap()).unwrap();
    let entries = list["findings"].as_array().unwrap().clone();
    assert!(entries.len() > 4, "{}", entries.len());
    let with = |list: &Value| {
        fs::write(here.join("b.json"), list.to_string()).unwrap();
        report(here, &["--portfolio", "land", "--baseline", "b.json"])
    };
    let all = with(&list);
    assert_eq!((&all["baseline"]["new"], &all["baseline"]["known"]), (&json!(0), &json!(entries.len())));
    // Every second entry goes: as many findings are new, and those are the ones.
    list["findings"] = entries.iter().step_by(2).cloned().collect();
    let half = with(&list);
    let gone: Vec<&Value> = entries.iter().skip(1).step_by(2).collect();
    assert_eq!(half["baseline"]["new"], json!(gone.len()));
    let key = |v: &Value| format!("{} {} {} {}", v["file"], v["rule"], v["subject"], v["year"]);
    let mut expected: BTreeMap<String, usize> = BTreeMap::new();
    gone.iter().for_each(|e| *expected.entry(key(e)).or_default() += 1);
    let mut found: BTreeMap<String, usize> = BTreeMap::new();
    let new = half["findings"].as_array().unwrap().iter().filter(|f| f["known"] == false && f["severity"] != "none");
    new.for_each(|f| *found.entry(key(f)).or_default() += 1);
    assert_eq!(found, expected);
    // And people see those in full.
    let (text, _) =
        run(toets(here, &["check", "--date", "2026-07-01", "--portfolio", "land", "--baseline", "b.json"]), 1);
    assert!(text.contains(&format!("Tegenover b.json: {} nieuw", gone.len())), "{text}");
}

/// A receipt of many files is verified as that of one.
#[test]
fn a_report_on_many_files_is_made_again_to_the_byte() {
    let dir = country();
    for explain in [&[][..], &["--explain", "alles"]] {
        let args = ["check", "--date", "2026-07-01", "--portfolio", "land", "--format", "json"];
        let (text, _) = run(toets(dir.path(), &[&args, explain].concat()), 1);
        fs::write(dir.path().join("r.txt"), text).unwrap();
        let (out, _) = run(toets(dir.path(), &["verify", "r.txt"]), 0);
        assert!(out.contains("gelijk, tot op de byte"), "{out}");
    }
}
