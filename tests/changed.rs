//! `--changed-since`: what changed in git is checked, with what refers to it, and nothing else.

#![cfg(test)]

#[path = "support/folder.rs"]
mod folder;

use std::fs;
use std::path::Path;
use std::process::Command;

use folder::{GOOD, SMALL, folder, run, toets};

/// git as on a machine without settings of its own.
#[track_caller]
fn git(folder: &Path, args: &[&str]) {
    let mut command = Command::new("git");
    for name in ["GIT_DIR", "GIT_INDEX_FILE", "GIT_WORK_TREE"] {
        command.env_remove(name);
    }
    command.env("GIT_CONFIG_GLOBAL", "/dev/null").env("GIT_CONFIG_NOSYSTEM", "1");
    let identity = ["-c", "user.name=t", "-c", "user.email=t@example.org", "-c", "init.defaultBranch=main"];
    let output = command.current_dir(folder).args(identity).args(args).output().unwrap();
    assert!(output.status.success(), "git {args:?}: {}", String::from_utf8_lossy(&output.stderr));
}

/// A repository with these files in its first commit.
fn repository(files: &[(&str, &str)]) -> tempfile::TempDir {
    let dir = folder(files);
    git(dir.path(), &["init", "-q"]);
    commit(dir.path());
    dir
}

fn commit(folder: &Path) {
    git(folder, &["add", "-A"]);
    git(folder, &["commit", "-q", "-m", "x"]);
}

/// The names of the files that are checked.
#[track_caller]
fn checked(folder: &Path, args: &[&str], code: i32) -> Vec<String> {
    let (out, _) = run(toets(folder, &[&["check", "--format", "json"], args].concat()), code);
    let report: serde_json::Value = serde_json::from_str(&out).unwrap();
    let inputs = report["inputs"].as_array().unwrap();
    inputs.iter().map(|i| i["file"].as_str().unwrap().trim_start_matches("./").to_owned()).collect()
}

const FRAMEWORK: &str =
    "periode: 2026\ngemeenten:\n  - naam: A\n    programma: {2026: {woningen: 10, sociale_huur: 5}}\n";
const PART: &str = "periode: 2026\nkader: ../kaders/kader.yaml\n";

#[test]
fn changed_new_and_staged_files_are_checked_and_others_are_not() {
    let dir = repository(&[("a.yaml", GOOD), ("b.yaml", GOOD), ("c.yaml", GOOD)]);
    let here = dir.path();
    assert_eq!(checked(here, &[".", "--changed-since", "HEAD"], 0), Vec::<String>::new());
    let (out, _) = run(toets(here, &["check", ".", "--changed-since", "HEAD"]), 0);
    assert_eq!(out, "Van 3 bestanden is er geen veranderd sinds HEAD; er is niets getoetst.\n");
    fs::write(here.join("b.yaml"), SMALL).unwrap();
    fs::write(here.join("nieuw.yaml"), GOOD).unwrap();
    assert_eq!(checked(here, &[".", "--changed-since", "HEAD"], 1), ["b.yaml", "nieuw.yaml"]);
    git(here, &["add", "-A"]);
    assert_eq!(checked(here, &[".", "--changed-since", "HEAD"], 1), ["b.yaml", "nieuw.yaml"]);
    let (out, _) = run(toets(here, &["check", ".", "--changed-since", "HEAD", "--lang", "en"]), 1);
    assert!(out.contains("2 of 4 files changed since HEAD"), "{out}");
    // It does not matter in which folder of the repository one stands, nor how a file is named.
    fs::create_dir(here.join("map")).unwrap();
    assert_eq!(checked(&here.join("map"), &["../b.yaml", "../a.yaml", "--changed-since", "HEAD"], 1), ["../b.yaml"]);
}

#[test]
fn a_branch_is_compared_with_where_it_left() {
    let dir = repository(&[("a.yaml", GOOD), ("b.yaml", GOOD)]);
    let here = dir.path();
    git(here, &["checkout", "-q", "-b", "werk"]);
    fs::write(here.join("a.yaml"), SMALL).unwrap();
    commit(here);
    git(here, &["checkout", "-q", "main"]);
    fs::write(here.join("b.yaml"), SMALL).unwrap();
    commit(here);
    git(here, &["checkout", "-q", "werk"]);
    // What changed on `main` meanwhile is not ours.
    assert_eq!(checked(here, &[".", "--changed-since", "main"], 1), ["a.yaml"]);
}

#[test]
fn who_refers_to_what_changed_is_checked_too() {
    let files = [("kaders/kader.yaml", FRAMEWORK), ("delen/een.yaml", PART), ("delen/twee.yaml", GOOD)];
    let dir = repository(&files);
    let here = dir.path();
    fs::write(here.join("kaders/kader.yaml"), FRAMEWORK.replace("sociale_huur: 5", "sociale_huur: 1")).unwrap();
    assert_eq!(checked(here, &["delen", "--changed-since", "HEAD"], 1), ["delen/een.yaml"]);
    assert_eq!(checked(here, &[".", "--changed-since", "HEAD"], 1), ["delen/een.yaml", "kaders/kader.yaml"]);
    // A framework that is gone breaks who refers to it.
    fs::remove_file(here.join("kaders/kader.yaml")).unwrap();
    assert_eq!(checked(here, &["delen", "--changed-since", "HEAD"], 2), ["delen/een.yaml"]);
    // Through another file as well.
    git(here, &["checkout", "-q", "."]);
    fs::write(here.join("delen/drie.yaml"), "periode: 2026\nkader: een.yaml\n").unwrap();
    commit(here);
    fs::write(here.join("kaders/kader.yaml"), FRAMEWORK.replace("sociale_huur: 5", "sociale_huur: 4")).unwrap();
    assert_eq!(checked(here, &["delen", "--changed-since", "HEAD"], 0), ["delen/drie.yaml", "delen/een.yaml"]);
}

#[test]
fn rules_of_ones_own_and_settings_count_for_all_who_use_them() {
    let rules = fs::read_to_string("tests/fixtures/report/proef.regels").unwrap();
    let dir = repository(&[
        ("eigen.yaml", "gemeenten: [{naam: A, sloop: 10, terug: 12}]\n"),
        ("b.yaml", GOOD),
        ("regels/proef.regels", &rules),
    ]);
    let here = dir.path();
    fs::write(here.join("regels/proef.regels"), format!("{rules}\n")).unwrap();
    let with_rules = ["eigen.yaml", "--ruleset", "regels", "--changed-since", "HEAD"];
    assert_eq!(checked(here, &with_rules, 0), ["eigen.yaml"]);
    assert_eq!(checked(here, &["b.yaml", "--changed-since", "HEAD"], 0), Vec::<String>::new());
    commit(here);
    assert_eq!(checked(here, &with_rules, 0), Vec::<String>::new());
    // Settings hold for every file.
    fs::write(here.join("toets.toml"), "paths = [\"b.yaml\"]\n").unwrap();
    assert_eq!(checked(here, &["--changed-since", "HEAD"], 0), ["b.yaml"]);
}

#[test]
fn what_files_say_together_rests_on_all_of_them() {
    let dir = repository(&[("a.yaml", GOOD), ("b.yaml", GOOD)]);
    assert_eq!(checked(dir.path(), &[".", "--portfolio", "--changed-since", "HEAD"], 0), Vec::<String>::new());
    fs::write(dir.path().join("a.yaml"), SMALL).unwrap();
    assert_eq!(checked(dir.path(), &[".", "--portfolio", "--changed-since", "HEAD"], 1), ["a.yaml", "b.yaml"]);
}

#[test]
fn a_file_that_is_named_and_missing_is_always_said() {
    let dir = repository(&[("a.yaml", GOOD)]);
    assert_eq!(checked(dir.path(), &["a.yaml", "b.yaml", "--changed-since", "HEAD"], 2), ["b.yaml"]);
}

#[test]
fn names_with_spaces_and_accents_are_found() {
    let dir = repository(&[("map één/afspraak 1.yaml", GOOD)]);
    fs::write(dir.path().join("map één/afspraak 1.yaml"), SMALL).unwrap();
    assert_eq!(checked(dir.path(), &[".", "--changed-since", "HEAD"], 1), ["map één/afspraak 1.yaml"]);
}

#[test]
fn an_unknown_revision_no_repository_and_no_git_are_told_apart() {
    let dir = repository(&[("a.yaml", GOOD)]);
    let said = |folder: &Path, revision: &str| run(toets(folder, &["check", ".", "--changed-since", revision]), 2).1;
    let err = said(dir.path(), "mian");
    assert!(err.contains("cli::unknown_revision") && err.contains("bedoelde u `main`?"), "{err}");
    // A revision is never an option of git.
    let err = run(toets(dir.path(), &["check", ".", "--changed-since=--output=x"]), 2).1;
    assert!(err.contains("cli::unknown_revision") && !dir.path().join("x").exists(), "{err}");
    let bare = folder(&[("a.yaml", GOOD)]);
    let err = said(bare.path(), "main");
    assert!(err.contains("cli::no_repository"), "{err}");
    let mut command = toets(dir.path(), &["check", ".", "--changed-since", "main"]);
    let (_, err) = run(
        {
            command.env("PATH", "/nergens");
            command
        },
        2,
    );
    assert!(err.contains("cli::no_git") && err.contains("het staat niet op deze computer"), "{err}");
}
