//! `toets diff` as people and programs use it. `UPDATE=1 cargo test --test diff` writes the outputs beside the examples again.

#![cfg(test)]

#[path = "support/made.rs"]
mod made;

use std::path::{Path, PathBuf};
use std::process::Command;

const NEW: &str = "examples/vergelijk/meerdijk-2027.yaml";
const OLD: &str = "examples/vergelijk/meerdijk-2026.yaml";
const DRAFT: &str = "examples/meerdijk/meerdijk-concept.yaml";
const SIGNED: &str = "examples/meerdijk/meerdijk-2026.yaml";
const DAY: &str = "2026-11-20";

#[track_caller]
fn diff(args: &[&str], code: i32) -> (String, String) {
    let mut command = Command::new(env!("CARGO_BIN_EXE_toets"));
    for name in ["TOETS_LANG", "NO_COLOR", "CLICOLOR_FORCE", "FORCE_COLOR", "COLUMNS"] {
        command.env_remove(name);
    }
    let out = command.arg("diff").args(args).output().unwrap();
    let (said, complained) = (String::from_utf8(out.stdout).unwrap(), String::from_utf8(out.stderr).unwrap());
    assert_eq!(out.status.code(), Some(code), "{args:?}\n{said}\n{complained}");
    (said, complained)
}

#[track_caller]
fn json(args: &[&str], code: i32) -> serde_json::Value {
    let report = serde_json::from_str(&diff(&[args, &["--format", "json"]].concat(), code).0).unwrap();
    let schema: serde_json::Value =
        serde_json::from_str(&std::fs::read_to_string("docs/schema/diff.schema.json").unwrap()).unwrap();
    let validator = jsonschema::validator_for(&schema).unwrap();
    let errors: Vec<String> = validator.iter_errors(&report).map(|e| format!("{} {e}", e.instance_path())).collect();
    assert!(errors.is_empty(), "{args:?}: {errors:?}");
    report
}

fn beside(name: &str, found: &str) {
    made::is_up_to_date(Path::new("examples/vergelijk").join(name), found, "diff");
}

/// With one file: compared with the agreement that it names itself. The output stands beside the example.
#[test]
fn an_agreement_is_compared_with_the_one_before() {
    let (found, _) = diff(&[NEW], 1);
    beside("meerdijk-2027.diff.txt", &found);
    assert_eq!(diff(&[OLD, NEW], 1).0, found, "naming both files gives the same");
    beside("meerdijk-2027.diff.md", &diff(&[NEW, "--format", "markdown"], 1).0);
    beside("zonnedam.diff.txt", &rulesets("text"));
    beside("meerdijk-2027.diff.en.txt", &diff(&[NEW, "--lang", "en"], 1).0);
}

fn rulesets(format: &str) -> String {
    let file = "examples/eigen-regels/zonnedam-2026.yaml";
    let sets = ["--ruleset", "npa-2025", "--ruleset", "examples/eigen-regels/zonnedam"];
    diff(&[&[file, "--format", format], sets.as_slice()].concat(), 1).0
}

fn of<'a>(list: &'a serde_json::Value, key: &str, value: &str) -> &'a serde_json::Value {
    let found = list.as_array().unwrap().iter().find(|x| x[key] == value);
    found.unwrap_or_else(|| panic!("{key} {value} in {list}"))
}

/// Promised, realised, moved: what BES-09 and BES-11 ask to look back on.
#[test]
fn each_project_says_what_became_of_it() {
    let report = json(&[NEW], 1);
    let fate = |name: &str| of(&report["projects"]["list"], "name", name)["fate"].as_str().unwrap().to_owned();
    assert_eq!(fate("Havenkwartier"), "realised");
    assert_eq!(fate("Molenweide"), "later");
    assert_eq!(fate("Terpstraat"), "overdue");
    assert_eq!(fate("Kerkpad"), "dropped");
    assert_eq!(fate("Waterpoort"), "new");
    let moved = of(&report["projects"]["list"], "name", "Molenweide");
    assert_eq!((moved["moved"].as_i64(), moved["promised"]["year"].as_i64()), (Some(2), Some(2027)));
    // 40 + 50 + 12 + 18 promised; of Havenkwartier 34 of the 40 are there.
    assert_eq!((&report["projects"]["promised"], &report["projects"]["realised"]), (&"120".into(), &"34".into()));
}

/// The gap comes from the comparison that decided, on both sides.
#[test]
fn a_flipped_verdict_shows_how_far_off_it_was_and_is() {
    let report = json(&[NEW], 1);
    let norm = of(&report["norms"], "rule", "BES-02");
    assert_eq!(norm["direction"], "worse");
    assert_eq!((&norm["before"]["gap"]["short"], &norm["after"]["gap"]["short"]), (&false.into(), &true.into()));
    assert_eq!(norm["after"]["gap"]["computed"], "26,92…%");
    assert_eq!(norm["after"]["gap"]["required"], "30%");
}

/// Norms that each agreement holds against its own year are one line, not two.
#[test]
fn a_norm_per_year_is_held_against_the_year_before() {
    let report = json(&[NEW], 1);
    let norm = of(&report["norms"], "rule", "BTL-01");
    assert_eq!((norm["year_before"].as_i64(), norm["year"].as_i64()), (Some(2026), Some(2027)));
}

#[test]
fn a_changed_figure_has_both_its_places() {
    let report = json(&[DRAFT, SIGNED], 0);
    let figure = of(&report["figures"], "path", "gemeenten[Meerdijk].programma.2026.sociale_huur");
    assert_eq!((&figure["before"]["value"], &figure["after"]["value"]), (&"6".into(), &"18".into()));
    assert_eq!((figure["before"]["line"].as_u64(), figure["after"]["line"].as_u64()), (Some(34), Some(38)));
    assert_eq!(figure["before"]["file"], DRAFT);
}

/// Exit code 1 is about what got worse, from the level on.
#[test]
fn the_exit_code_tells_whether_a_verdict_got_worse() {
    diff(&[DRAFT, SIGNED], 0);
    diff(&[SIGNED, DRAFT], 1);
    diff(&[SIGNED, DRAFT, "--level", "never"], 0);
    diff(&[NEW, "--level", "note"], 1);
    diff(&[SIGNED, SIGNED], 0);
}

fn agreements() -> Vec<String> {
    let stories = std::fs::read_dir("examples").unwrap().map(|e| e.unwrap().path()).filter(|p| p.is_dir());
    let files = stories.flat_map(|s| std::fs::read_dir(s).unwrap().map(|e| e.unwrap().path()).collect::<Vec<_>>());
    let mut out: Vec<String> = files
        .filter(|p: &PathBuf| p.extension().is_some_and(|e| e == "yaml"))
        .map(|p| p.to_string_lossy().into_owned())
        .collect();
    out.sort();
    out
}

/// A file compared with itself: no figure changed and no verdict flipped, whatever the file.
#[test]
fn nothing_differs_from_itself() {
    for file in agreements() {
        let report = json(&[&file, &file, "--date", DAY], 0);
        let s = &report["summary"];
        let changed = ["worse", "better", "other", "figures"].map(|k| s[k].as_u64().unwrap());
        assert_eq!(changed, [0, 0, 0, 0], "{file}");
        assert!(report["rules"].as_array().unwrap().is_empty(), "{file}");
    }
}

/// The other way round, what was added is removed and every figure is exchanged.
#[test]
fn the_other_way_round_is_the_same_comparison() {
    for (a, b) in [(OLD, NEW), (DRAFT, SIGNED)] {
        let (there, back) = (json(&[a, b, "--level", "never"], 0), json(&[b, a, "--level", "never"], 0));
        let figures = |report: &serde_json::Value, before: &str, after: &str| {
            let list = report["figures"].as_array().unwrap().iter();
            let mut out: Vec<String> =
                list.map(|f| format!("{} {} {}", f["path"], f[before]["value"], f[after]["value"])).collect();
            out.sort();
            out
        };
        assert_eq!(figures(&there, "before", "after"), figures(&back, "after", "before"));
        assert_eq!(there["summary"]["same"], back["summary"]["same"]);
        assert_eq!(there["norms"].as_array().unwrap().len(), back["norms"].as_array().unwrap().len());
    }
}

#[test]
fn two_rulesets_on_one_agreement() {
    let report: serde_json::Value = serde_json::from_str(&rulesets("json")).unwrap();
    assert_eq!(report["compared"], "rulesets");
    let tightened = of(&report["rules"], "rule", "BES-02");
    assert_eq!(tightened["change"], "tightened");
    assert_eq!((&tightened["aspects"][0]["before"], &tightened["aspects"][0]["after"]), (&"30%".into(), &"35%".into()));
    assert_eq!(of(&report["rules"], "rule", "ZON-01")["change"], "added");
    // The other way round the same rule is looser, and the municipality's own norms are gone.
    let args = ["examples/eigen-regels/zonnedam-2026.yaml", "--ruleset", "examples/eigen-regels/zonnedam"];
    let back = json(&[args.as_slice(), &["--ruleset", "npa-2025"]].concat(), 0);
    assert_eq!(of(&back["rules"], "rule", "BES-02")["change"], "loosened");
    assert_eq!(of(&back["rules"], "rule", "ZON-01")["change"], "removed");
    json(&[SIGNED, "--ruleset", "npa-2022", "--ruleset", "npa-2025"], 0);
}

/// What cannot be compared is refused with the next step; nothing is written to standard output.
#[test]
fn what_cannot_be_compared_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    let write = |name: &str, text: &str| {
        let path = folder.path().join(name);
        std::fs::write(&path, text).unwrap();
        path.to_string_lossy().into_owned()
    };
    let place = |name: &str, town: &str, years: &str| {
        write(name, &format!("periode: {years}\ngemeenten: [{{naam: {town}}}]\n"))
    };
    let (a, b) = (place("a26.yaml", "A", "2026"), place("b26.yaml", "B", "2026"));
    let (later, next) = (place("a28.yaml", "A", "2028"), place("a27.yaml", "A", "2027"));
    let refused = |args: &[&str], code: &str| {
        let (out, said) = diff(args, 2);
        assert!(out.is_empty() && said.contains(code), "{args:?}\n{said}");
    };
    refused(&[&a, &b], "compare::other_municipality");
    refused(&[&a, &later], "compare::other_period");
    refused(&[&later, &a], "compare::other_period");
    refused(&[&a], "cli::no_previous");
    refused(&[&a, &next, "--ruleset", "npa-2022", "--ruleset", "npa-2025"], "cli::what_to_compare");
    refused(&["examples/klein", &a], "cli::folder_to_compare");
    refused(&[&a, "geen.yaml"], "cli::not_found");
    refused(&[&a, "tests/fixtures/report/kapot.yaml"], "agreement::");
    let inside = write("c.yaml", "periode: 2027\nvorige: {periode: 2026}\n");
    refused(&[&inside], "cli::previous_inside");
    let typo = write("d.yaml", "periode: 2026\ngemenete: []\n");
    refused(&[&typo, "--ruleset", "npa-2022", "--ruleset", "npa-2025"], "agreement::unknown_field");
    // Years that follow on each other, and a place that one of them does not name, are fine.
    diff(&[&a, &next, "--level", "never"], 0);
    let silent = write("e.yaml", "periode: 2026\n");
    diff(&[&a, &silent, "--level", "never"], 0);
}

/// What files say is text in Markdown, and nothing else.
#[test]
fn markdown_is_not_made_by_the_files() {
    let folder = tempfile::tempdir().unwrap();
    let write = |name: &str, title: &str| {
        let path = folder.path().join(name);
        std::fs::write(&path, format!("periode: 2026\nnaam: \"{title}\"\n")).unwrap();
        path
    };
    let (a, b) = (write("a.yaml", "een"), write("b.yaml", "<b>|[x](y) *`_#"));
    let (out, _) = diff(&[a.to_str().unwrap(), b.to_str().unwrap(), "--format", "markdown"], 0);
    assert!(out.contains(r"&lt;b&gt;\|\[x\](y) \*\`\_\#"), "{out}");
}

#[test]
fn the_same_input_gives_the_same_bytes() {
    for format in ["text", "markdown", "json"] {
        assert_eq!(diff(&[NEW, "--format", format], 1), diff(&[NEW, "--format", format], 1));
    }
}

#[test]
fn the_report_can_be_written_to_a_file() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("verschil.md");
    let (out, _) = diff(&[NEW, "--format", "markdown", "-o", path.to_str().unwrap()], 1);
    assert!(out.is_empty() && Path::new(&path).is_file());
}
