//! Every example gives the output that stands beside it. `UPDATE=1 cargo test --test examples` writes it again; read the change.

#![cfg(test)]

#[path = "support/made.rs"]
mod made;

use std::path::{Path, PathBuf};
use std::process::Command;

/// The day on which files without a `peildatum` of their own are checked.
const DAY: &str = "2026-11-20";

fn stories() -> Vec<PathBuf> {
    let mut out: Vec<_> = std::fs::read_dir("examples").unwrap().map(|e| e.unwrap().path()).collect();
    out.retain(|p| p.is_dir());
    out.sort();
    out
}

fn agreements() -> Vec<PathBuf> {
    let mut out: Vec<PathBuf> = stories()
        .iter()
        .flat_map(|s| std::fs::read_dir(s).unwrap().map(|e| e.unwrap().path()))
        .filter(|p| p.extension().is_some_and(|e| e == "yaml"))
        .collect();
    out.sort();
    out
}

fn check(path: &Path, format: &str, more: &[&str]) -> (String, Option<i32>) {
    // A folder is checked on the same day as a file that names none.
    let text = std::fs::read_to_string(path).unwrap_or_default();
    let mut command = Command::new(env!("CARGO_BIN_EXE_toets"));
    command.args(["check", "--format", format]).args(more);
    if !text.lines().any(|l| l.starts_with("peildatum:")) {
        command.args(["--date", DAY]);
    }
    let out = command.arg(path).output().unwrap();
    assert!(out.stderr.is_empty(), "{}: {}", path.display(), String::from_utf8_lossy(&out.stderr));
    (String::from_utf8(out.stdout).unwrap(), out.status.code())
}

#[test]
fn every_example_gives_the_output_beside_it() {
    let mut stale = vec![];
    for path in agreements() {
        let (found, code) = check(&path, "text", &[]);
        // Exit code 2 would mean that the example cannot be read.
        assert!(matches!(code, Some(0 | 1)), "{}: {code:?}\n{found}", path.display());
        let expected = path.with_extension("txt");
        if made::update() {
            std::fs::write(&expected, &found).unwrap();
        } else if std::fs::read_to_string(&expected).unwrap_or_default() != found {
            stale.push(expected);
        }
    }
    assert!(stale.is_empty(), "{stale:?} differ: UPDATE=1 cargo test --test examples, then read git diff");
}

/// The stories whose files are checked together, with the output that stands beside them.
fn portfolios() -> Vec<PathBuf> {
    stories().into_iter().map(|s| s.join("portefeuille.txt")).filter(|p| p.is_file()).collect()
}

#[test]
fn every_portfolio_gives_the_output_beside_it() {
    assert!(!portfolios().is_empty());
    for expected in portfolios() {
        let (found, code) = check(expected.parent().unwrap(), "text", &["--portfolio"]);
        assert!(matches!(code, Some(0 | 1)), "{code:?}\n{found}");
        made::is_up_to_date(&expected, &found, "examples");
    }
}

#[test]
fn every_example_gives_valid_json() {
    let schema: serde_json::Value =
        serde_json::from_str(&std::fs::read_to_string("docs/schema/report.schema.json").unwrap()).unwrap();
    let validator = jsonschema::validator_for(&schema).unwrap();
    for path in agreements() {
        for lang in ["nl", "en"] {
            let (found, _) = check(&path, "json", &["--lang", lang]);
            let report: serde_json::Value = serde_json::from_str(&found).unwrap();
            let errors: Vec<String> =
                validator.iter_errors(&report).map(|e| format!("{} {e}", e.instance_path())).collect();
            assert!(errors.is_empty(), "{}: {errors:?}", path.display());
        }
    }
}

#[test]
fn the_same_input_gives_the_same_bytes() {
    for path in agreements() {
        for format in ["text", "plain", "json"] {
            assert_eq!(check(&path, format, &[]), check(&path, format, &[]), "{} {format}", path.display());
        }
    }
}

#[test]
fn every_story_says_what_it_is() {
    for story in stories() {
        assert!(story.join("README.md").is_file(), "{} has no README.md", story.display());
    }
}
