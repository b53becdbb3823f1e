#![allow(dead_code, reason = "each test binary uses a part")]
//! Folders of files, and the program run in them.

use std::fs;
use std::path::Path;

use assert_cmd::Command;

/// A small agreement that breaks one norm: 10 of 100 homes are social rent.
pub(crate) const SMALL: &str =
    "naam: A\nperiode: 2026\ngemeenten:\n  - naam: A\n    programma: {2026: {woningen: 100, sociale_huur: 10}}\n";

/// The same without a fault.
pub(crate) const GOOD: &str =
    "naam: A\nperiode: 2026\ngemeenten:\n  - naam: A\n    programma: {2026: {woningen: 100, sociale_huur: 40}}\n";

/// A folder with these files.
pub(crate) fn folder(files: &[(&str, &str)]) -> tempfile::TempDir {
    let dir = tempfile::tempdir().unwrap();
    for (name, text) in files {
        let path = dir.path().join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }
    dir
}

/// The program in a folder, with a fixed environment.
pub(crate) fn toets(folder: &Path, args: &[&str]) -> Command {
    let mut command = Command::cargo_bin("toets").unwrap();
    for name in [
        "TOETS_LANG",
        "NO_COLOR",
        "CLICOLOR_FORCE",
        "FORCE_COLOR",
        "COLUMNS",
        "GIT_DIR",
        "GIT_INDEX_FILE",
        "GIT_WORK_TREE",
    ] {
        command.env_remove(name);
    }
    command.current_dir(folder).args(args);
    command
}

/// What it prints, when it ends as it should.
#[track_caller]
pub(crate) fn run(mut command: Command, code: i32) -> (String, String) {
    let output = command.output().unwrap();
    let (out, err) = (String::from_utf8(output.stdout).unwrap(), String::from_utf8(output.stderr).unwrap());
    assert_eq!(output.status.code(), Some(code), "stdout:\n{out}\nstderr:\n{err}");
    (out, err)
}
