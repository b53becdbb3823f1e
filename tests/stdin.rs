//! Standard input under the name that an editor or a hook gives it: in reports, for what it refers to and for `toets.toml`.

#![cfg(test)]

#[path = "support/folder.rs"]
mod folder;

use std::fs;
use std::path::Path;
use std::process::Command;

use folder::{GOOD, SMALL, folder, run, toets};

const PART: &str = "naam: B\nperiode: 2026\nkader: k.yaml\n";

/// A run with a text on standard input, that ends as it should.
#[track_caller]
fn piped(here: &Path, args: &[&str], text: &str, code: i32) -> (String, String) {
    let mut command = toets(here, args);
    command.write_stdin(text);
    run(command, code)
}

fn git(here: &Path, args: &[&str]) {
    let mut git = Command::new("git");
    git.args(["-c", "user.name=n", "-c", "user.email=n@e.nl"]).args(args).current_dir(here);
    let done = git.env("GIT_CONFIG_GLOBAL", "/dev/null").output().unwrap();
    assert!(done.status.success(), "{done:?}");
}

/// A repository with an agreement in a folder of its own, which has its settings.
fn repository() -> tempfile::TempDir {
    let settings = "lang = \"en\"\n[[overrides]]\nnorms = [\"BES-02\"]\npaths = [\"b.yaml\"]\nlevel = \"off\"\nreason = \"it ends\"\n";
    let dir = folder(&[("sub/b.yaml", "geheel anders"), ("sub/k.yaml", SMALL), ("sub/toets.toml", settings)]);
    git(dir.path(), &["init", "-q"]);
    git(dir.path(), &["add", "."]);
    git(dir.path(), &["commit", "-qm", "1"]);
    dir
}

#[test]
fn it_is_judged_and_reported_as_the_file_of_that_name() {
    let dir = repository();
    let here = dir.path();
    let name = "--stdin-filename=sub/b.yaml";
    let ask = |more: &[&str], code| piped(here, &[&["check", "-", name], more].concat(), PART, code);
    // The framework beside it is found; the settings there hold: the language, and the norm that is off.
    let (text, _) = ask(&[], 0);
    assert!(text.starts_with("sub/b.yaml") && text.contains("BES-02 is off for this file in toets.toml"), "{text}");
    assert!(!text.contains("standard input"), "{text}");
    let (json, _) = ask(&["--format", "json"], 0);
    let json: serde_json::Value = serde_json::from_str(&json).unwrap();
    let input = &json["receipt"]["inputs"][0];
    assert_eq!((&input["file"], &input["refers_to"][0]["file"]), (&"sub/b.yaml".into(), &"sub/k.yaml".into()));
    // A service gets what it would get of the file itself, wherever the program runs.
    let services: Vec<String> = ["gitlab", "sarif", "github"]
        .iter()
        .map(|format| ask(&["--format", format, "--level", "never", "--fail-on", "niet_te_toetsen"], 1).0)
        .collect();
    fs::write(here.join("sub/b.yaml"), PART).unwrap();
    for (format, of_pipe) in ["gitlab", "sarif", "github"].into_iter().zip(services) {
        let more = ["--format", format, "--level", "never", "--fail-on", "niet_te_toetsen"];
        // The settings beside it are those of the working folder there.
        let (of_file, _) = run(toets(&here.join("sub"), &[&["check", "b.yaml"], more.as_slice()].concat()), 1);
        assert!(of_pipe == of_file, "{format}");
    }
    // The name of a file counts from the working folder, as any that is typed.
    let (text, _) = piped(&here.join("sub"), &["check", "-", "--stdin-filename", "../sub/b.yaml"], PART, 0);
    assert!(text.starts_with("../sub/b.yaml"), "{text}");
    // One file, whichever way it comes.
    let (csv, _) = ask(&["sub/b.yaml", "--format", "csv"], 0);
    assert_eq!(csv, ask(&["--format", "csv"], 0).0);
}

#[test]
fn what_comes_through_it_was_committed_nowhere() {
    let dir = repository();
    let since = ["--changed-since", "HEAD", "--format", "json", "--level", "never"];
    let args = [&["check", "-", "--stdin-filename", "sub/b.yaml"], since.as_slice()].concat();
    let (json, _) = piped(dir.path(), &args, PART, 0);
    assert_eq!(json.matches("\"checked\": true").count(), 1, "{json}");
}

/// An editor that passes a file on has it open; a framework of a stranger leads no further than from the file itself.
#[test]
fn the_name_is_the_bound_of_what_it_names_and_is_not_written_over() {
    let dir = repository();
    let here = dir.path();
    let name = ["check", "-", "--stdin-filename", "sub/b.yaml"];
    let (_, said) = piped(here, &[name.as_slice(), &["-o", "sub/b.yaml"]].concat(), PART, 2);
    assert!(said.contains("cli::output_is_input"), "{said}");
    assert_eq!(fs::read_to_string(here.join("sub/b.yaml")).unwrap(), "geheel anders");
    let outside = folder(&[("k.yaml", GOOD)]);
    let far = format!("periode: 2026\nkader: {}/k.yaml\n", outside.path().display());
    let (said, _) = piped(here, &name, &far, 2);
    assert!(said.contains("agreement::reference_outside"), "{said}");
    // Where a folder is not there yet, neither is a framework.
    let (said, _) = piped(here, &["check", "-", "--stdin-filename", "nieuw/b.yaml"], PART, 2);
    assert!(said.contains("agreement::missing_reference") && said.contains("nieuw/b.yaml"), "{said}");
}

#[test]
fn every_command_that_reads_it_takes_the_name() {
    let dir = repository();
    let here = dir.path();
    let name = ["--stdin-filename", "sub/b.yaml"];
    let ask = |args: &[&str], text: &str, code| piped(here, &[args, &name].concat(), text, code);
    assert!(ask(&["report", "-"], PART, 0).0.contains("sub/k.yaml"));
    ask(&["baseline", "-", "-o", "l.json"], SMALL, 0);
    // The norm is off for this file, so nothing of it is known.
    assert!(!fs::read_to_string(here.join("l.json")).unwrap().contains("BES-02"));
    assert!(ask(&["diff", "-", "sub/k.yaml"], PART, 0).0.contains("sub/b.yaml"));
    // It is there once, and held against both.
    let sets = ["--ruleset", "npa-2025", "--ruleset", "npa-2022", "--level", "never"];
    let both = ask(&[&["diff", "-"], sets.as_slice()].concat(), SMALL, 0).0;
    let of_file = run(toets(here, &[&["diff", "sub/k.yaml", "--lang", "en"], sets.as_slice()].concat()), 0).0;
    assert_eq!(both.replace("sub/b.yaml", "sub/k.yaml"), of_file);
    let (fixed, said) = ask(&["fix", "-", "--apply", "1"], SMALL, 0);
    assert_eq!(fixed, SMALL.replace("sociale_huur: 10", "sociale_huur: 30"), "{said}");
    assert_eq!(fs::read_to_string(here.join("sub/b.yaml")).unwrap(), "geheel anders");
    let (_, said) = piped(here, &["fmt", "-", "--stdin-filename", "x/y.regels"], "regelset\n", 2);
    assert!(said.contains("x/y.regels:"), "{said}");
    // Without anything that would have the name it does nothing.
    for args in [
        &["check", "sub/k.yaml"][..],
        &["baseline", "sub/k.yaml"],
        &["report", "sub/k.yaml"],
        &["fix", "sub/k.yaml"],
        &["diff", "sub/k.yaml", "sub/k.yaml"],
        &["fmt", "x.regels"],
        &["check"],
    ] {
        let (_, said) = ask(args, "", 2);
        assert!(said.contains("cli::nothing_piped") && said.contains("sub/b.yaml"), "{args:?}: {said}");
    }
}
