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

/// What git knows nothing of is checked: better once too often than never.
#[test]
fn a_repository_within_the_repository_is_never_skipped() {
    let source = repository(&[("s.yaml", SMALL), ("kader.yaml", FRAMEWORK)]);
    let dir = repository(&[("a.yaml", "periode: 2026\nkader: sm/kader.yaml\n"), ("b.yaml", GOOD)]);
    let here = dir.path();
    let from = source.path().to_str().unwrap();
    git(here, &["-c", "protocol.file.allow=always", "submodule", "--quiet", "add", from, "sm"]);
    commit(here);
    // Edited there, or not: its own history is its own.
    fs::write(here.join("sm/s.yaml"), format!("{SMALL}# veranderd\n")).unwrap();
    assert_eq!(checked(here, &["sm/s.yaml", "--changed-since", "HEAD"], 1), ["sm/s.yaml"]);
    // An agreement whose framework lies there.
    assert_eq!(checked(here, &["a.yaml", "b.yaml", "--changed-since", "HEAD"], 0), ["a.yaml"]);
    // The submodule points elsewhere.
    commit(&here.join("sm"));
    commit(here);
    assert_eq!(checked(here, &["sm/s.yaml", "b.yaml", "--changed-since", "HEAD~1"], 1), ["sm/s.yaml"]);
    // The submodule is gone, and with it what the agreement refers to.
    fs::remove_dir_all(here.join("sm")).unwrap();
    assert_eq!(checked(here, &["a.yaml", "b.yaml", "--changed-since", "HEAD"], 2), ["a.yaml"]);
    // A repository that somebody made here.
    fs::create_dir(here.join("nest")).unwrap();
    fs::write(here.join("nest/n.yaml"), GOOD).unwrap();
    git(&here.join("nest"), &["init", "-q"]);
    commit(&here.join("nest"));
    assert_eq!(checked(here, &["nest", "b.yaml", "--changed-since", "HEAD"], 0), ["nest/n.yaml"]);
    // And one that is none: an empty folder `.git`.
    fs::create_dir_all(here.join("schijn/.git")).unwrap();
    fs::write(here.join("schijn/x.yaml"), GOOD).unwrap();
    commit(here);
    assert_eq!(checked(here, &["schijn", "b.yaml", "--changed-since", "HEAD"], 0), ["schijn/x.yaml"]);
    let (_, err) = run(toets(&here.join("schijn"), &["check", "x.yaml", "--changed-since", "HEAD"]), 2);
    assert!(err.contains("cli::no_repository") && err.contains("`core.worktree`"), "{err}");
}

#[test]
fn what_comes_through_a_pipe_is_always_checked() {
    let dir = repository(&[("a.yaml", GOOD)]);
    let mut command = toets(dir.path(), &["check", "-", "a.yaml", "--changed-since", "HEAD", "--format", "json"]);
    command.write_stdin(SMALL);
    let (out, _) = run(command, 1);
    let report: serde_json::Value = serde_json::from_str(&out).unwrap();
    let names: Vec<_> = report["inputs"].as_array().unwrap().iter().map(|i| i["file"].as_str().unwrap()).collect();
    assert_eq!(names, ["-"]);
}

/// The bytes of both may be what they were, and the agreement yet another.
#[cfg(unix)]
#[test]
fn what_a_link_leads_to_counts() {
    let light = FRAMEWORK.replace("sociale_huur: 5", "sociale_huur: 1");
    let dir = repository(&[
        ("v1/kader.yaml", FRAMEWORK),
        ("v2/kader.yaml", &light),
        ("a.yaml", "periode: 2026\nkader: nu/kader.yaml\n"),
        ("b.yaml", GOOD),
    ]);
    let here = dir.path();
    std::os::unix::fs::symlink("v1", here.join("nu")).unwrap();
    commit(here);
    fs::remove_file(here.join("nu")).unwrap();
    std::os::unix::fs::symlink("v2", here.join("nu")).unwrap();
    assert_eq!(checked(here, &["a.yaml", "b.yaml", "--changed-since", "HEAD"], 1), ["a.yaml"]);
    // The link is gone.
    fs::remove_file(here.join("nu")).unwrap();
    assert_eq!(checked(here, &["a.yaml", "b.yaml", "--changed-since", "HEAD"], 2), ["a.yaml"]);
}

#[test]
fn a_rule_file_that_is_gone_and_one_with_another_name_count() {
    let rules = fs::read_to_string("tests/fixtures/report/proef.regels").unwrap();
    let dir = repository(&[
        ("a.yaml", "gemeenten: [{naam: A, sloop: 10, terug: 12}]\n"),
        ("regels/een.regels", &rules),
        ("regels/twee.regels", "# niets\n"),
        ("proef.txt", &rules),
    ]);
    let here = dir.path();
    let folder = ["a.yaml", "--ruleset", "regels", "--level", "never", "--changed-since", "HEAD"];
    assert_eq!(checked(here, &folder, 0), Vec::<String>::new());
    fs::remove_file(here.join("regels/twee.regels")).unwrap();
    assert_eq!(checked(here, &folder, 0), ["a.yaml"]);
    let file = ["a.yaml", "--ruleset", "proef.txt", "--level", "never", "--changed-since", "HEAD"];
    assert_eq!(checked(here, &file, 0), Vec::<String>::new());
    fs::write(here.join("proef.txt"), format!("{rules}\n")).unwrap();
    assert_eq!(checked(here, &file, 0), ["a.yaml"]);
}

/// On Windows git keeps other line ends than the working folder has.
#[test]
fn other_line_ends_are_no_change() {
    let dir = repository(&[("a.yaml", SMALL), ("b.yaml", &GOOD.replace('\n', "\r\n"))]);
    let here = dir.path();
    fs::write(here.join("a.yaml"), SMALL.replace('\n', "\r\n")).unwrap();
    fs::write(here.join("b.yaml"), GOOD).unwrap();
    assert_eq!(checked(here, &[".", "--changed-since", "HEAD"], 0), Vec::<String>::new());
    // A line end more is one.
    fs::write(here.join("b.yaml"), format!("{GOOD}\n")).unwrap();
    assert_eq!(checked(here, &[".", "--changed-since", "HEAD"], 0), ["b.yaml"]);
}

#[test]
fn without_a_common_past_it_is_said() {
    let source = repository(&[("a.yaml", GOOD), ("b.yaml", GOOD)]);
    git(source.path(), &["checkout", "-q", "-b", "werk"]);
    fs::write(source.path().join("a.yaml"), SMALL).unwrap();
    commit(source.path());
    git(source.path(), &["checkout", "-q", "main"]);
    fs::write(source.path().join("los.txt"), "x").unwrap();
    commit(source.path());
    let whole = tempfile::tempdir().unwrap();
    let from = format!("file://{}", source.path().display());
    let clone = ["clone", "-q", "--depth", "1", "--no-single-branch", "-b", "werk", &from, "."];
    git(whole.path(), &clone);
    let args = ["check", ".", "--changed-since", "origin/main"];
    let (out, _) = run(toets(whole.path(), &args), 1);
    assert!(out.contains("cli::no_common_past") && out.contains("git fetch --unshallow"), "{out}");
    assert_eq!(checked(whole.path(), &args[1..], 1), ["a.yaml"]);
    // The advice works when followed.
    git(whole.path(), &["fetch", "-q", "--unshallow"]);
    let (out, _) = run(toets(whole.path(), &args), 1);
    assert!(!out.contains("no_common_past") && out.contains("1 van 2 bestanden"), "{out}");
    // Histories that never met.
    git(whole.path(), &["checkout", "-q", "--orphan", "apart"]);
    commit(whole.path());
    let (out, _) = run(toets(whole.path(), &[&args[..], &["--lang", "en"]].concat()), 1);
    assert!(out.contains("cli::no_common_past") && !out.contains("unshallow"), "{out}");
}

#[test]
fn in_a_repository_without_a_commit_everything_is_new() {
    let dir = folder(&[("a.yaml", SMALL)]);
    git(dir.path(), &["init", "-q"]);
    assert_eq!(checked(dir.path(), &[".", "--changed-since", "HEAD"], 1), ["a.yaml"]);
}

#[test]
fn the_reason_of_git_is_told_with_what_to_do() {
    let dir = repository(&[("a.yaml", SMALL)]);
    // How git's own tests play a repository of somebody else.
    let mut command = toets(dir.path(), &["check", ".", "--changed-since", "HEAD"]);
    command.env("GIT_TEST_ASSUME_DIFFERENT_OWNER", "1").env("GIT_CONFIG_GLOBAL", "/dev/null");
    let (_, err) = run(command, 2);
    let said = err.split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(said.contains("cli::no_repository") && said.contains("detected dubious ownership"), "{err}");
    assert!(said.contains("git config --global --add safe.directory"), "{err}");
    git(dir.path(), &["config", "core.worktree", "/"]);
    let (_, err) = run(toets(dir.path(), &["check", ".", "--changed-since", "HEAD"]), 2);
    assert!(err.contains("core.worktree"), "{err}");
}

/// A repository of a stranger: everything in it that git would run leaves a mark, and nothing is marked.
#[cfg(unix)]
#[test]
fn nothing_of_the_repository_is_run() {
    use std::os::unix::fs::PermissionsExt;

    let dir = repository(&[("a.yaml", GOOD), ("b.yaml", GOOD), ("haken/leeg", "")]);
    let here = dir.path();
    let marks = tempfile::tempdir().unwrap();
    let mark = |what: &str| format!("touch {}", marks.path().join(what).display());
    let script = |path: &Path, what: &str| {
        fs::write(path, format!("#!/bin/sh\n{}\n", mark(what))).unwrap();
        fs::set_permissions(path, fs::Permissions::from_mode(0o755)).unwrap();
    };
    let run_by = |what: &str| {
        script(&here.join("haken").join(what), what);
        here.join("haken").join(what).to_str().unwrap().to_owned()
    };
    for hook in ["post-index-change", "reference-transaction", "post-checkout", "fsmonitor-watchman", "pre-auto-gc"] {
        run_by(hook);
    }
    let settings = [
        ("core.hooksPath", here.join("haken").to_str().unwrap().to_owned()),
        ("core.fsmonitor", run_by("fsmonitor")),
        ("filter.kwaad.clean", mark("clean") + "; cat"),
        ("filter.kwaad.smudge", mark("smudge") + "; cat"),
        ("filter.kwaad.process", run_by("process")),
        ("diff.kwaad.textconv", run_by("textconv")),
        ("diff.kwaad.command", run_by("command")),
        ("diff.external", run_by("external")),
        ("core.pager", mark("pager")),
        ("pager.rev-parse", mark("pager-of-one")),
        ("core.editor", run_by("editor")),
        ("core.sshCommand", run_by("ssh")),
        ("core.alternateRefsCommand", run_by("alternate")),
        ("gpg.program", run_by("gpg")),
        ("log.showSignature", "true".to_owned()),
        ("credential.helper", run_by("credential")),
        ("alias.rev-parse", format!("!{}", run_by("alias"))),
        ("extensions.partialClone", "origin".to_owned()),
        ("remote.origin.promisor", "true".to_owned()),
        ("remote.origin.partialCloneFilter", "blob:none".to_owned()),
        ("remote.origin.url", format!("ext::{}", run_by("fetch"))),
        ("protocol.ext.allow", "always".to_owned()),
        ("protocol.allow", "always".to_owned()),
        ("core.repositoryFormatVersion", "1".to_owned()),
    ];
    fs::write(here.join(".gitattributes"), "*.yaml filter=kwaad diff=kwaad\n").unwrap();
    for (key, value) in &settings {
        git(here, &["config", key, value]);
    }
    // A repository without a working folder, hidden in a folder of its own.
    git(here, &["init", "-q", "--bare", "map/kaal"]);
    fs::write(here.join("map/kaal/c.yaml"), SMALL).unwrap();
    for (key, value) in [("core.fsmonitor", run_by("bare")), ("core.bare", "false".to_owned())] {
        git(here, &["config", "-f", "map/kaal/config", key, &value]);
    }
    fs::write(here.join("a.yaml"), SMALL).unwrap();
    // An object that is not there: who reads it has it fetched.
    let object = Command::new("git").current_dir(here).args(["rev-parse", "HEAD:b.yaml"]).output().unwrap();
    let object = String::from_utf8(object.stdout).unwrap();
    let (start, rest) = object.trim().split_at(2);
    fs::remove_file(here.join(".git/objects").join(start).join(rest)).unwrap();
    fs::write(here.join("b.yaml"), SMALL).unwrap();
    let seen = || {
        let mut names: Vec<String> =
            fs::read_dir(marks.path()).unwrap().map(|e| e.unwrap().file_name().into_string().unwrap()).collect();
        names.sort();
        names
    };
    let clear = || seen().iter().for_each(|name| fs::remove_file(marks.path().join(name)).unwrap());
    // The traps work: who asks git in the usual way steps into them.
    for args in [&["status", "--porcelain"][..], &["diff", "--name-only", "HEAD"], &["cat-file", "-p", "HEAD:b.yaml"]] {
        let _ = Command::new("git").current_dir(here).args(args).output().unwrap();
    }
    let stepped = seen();
    for trap in ["fsmonitor", "fetch"] {
        assert!(stepped.iter().any(|name| name == trap), "{trap} was not sprung: {stepped:?}");
    }
    assert!(stepped.iter().any(|name| ["clean", "process"].contains(&name.as_str())), "{stepped:?}");
    clear();
    for (folder, args) in [
        (here.to_path_buf(), &[".", "--changed-since", "HEAD"][..]),
        (here.join("map"), &["..", "--changed-since", "main"]),
        (here.join("map/kaal"), &["c.yaml", "../../a.yaml", "--changed-since", "HEAD"]),
    ] {
        let names = checked(&folder, args, 1);
        assert!(
            names.iter().any(|n| n.ends_with("a.yaml")) && names.iter().any(|n| n.ends_with("c.yaml")),
            "{names:?}"
        );
        assert_eq!(seen(), Vec::<String>::new(), "{args:?}");
    }
    let (_, err) = run(toets(here, &["check", ".", "--changed-since", "niets"]), 2);
    assert!(err.contains("cli::unknown_revision"), "{err}");
    assert_eq!(seen(), Vec::<String>::new());
    // A hidden repository alone, with nothing above it.
    let alone = tempfile::tempdir().unwrap();
    fs::rename(here.join("map/kaal"), alone.path().join("kaal")).unwrap();
    let (_, err) = run(toets(&alone.path().join("kaal"), &["check", "c.yaml", "--changed-since", "HEAD"]), 2);
    assert!(err.contains("cli::no_repository"), "{err}");
    assert_eq!(seen(), Vec::<String>::new());
}
