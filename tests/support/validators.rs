//! Readers of our reports that are not ours. `tests/validators/install` installs them in `target/validators`; without one a test
//! says that it was not run, except in CI, where that is a failure.

#![expect(clippy::print_stderr, reason = "a test that is skipped says so")]
#![allow(dead_code, reason = "each test binary uses a part")]

use std::path::{Path, PathBuf};
use std::process::Command;

fn missing(what: &str) {
    let words = format!("{what} is not installed: run `tests/validators/install`");
    assert!(std::env::var_os("CI").is_none_or(|ci| ci != "true"), "{words}");
    eprintln!("skipped: {words}");
}

/// A file of the validators.
pub(crate) fn installed(path: &str) -> Option<PathBuf> {
    let path = Path::new("target/validators").join(path);
    if !path.exists() {
        missing(path.to_str().unwrap_or_default());
    }
    path.exists().then_some(path)
}

/// A script of ours for a package of Python.
pub(crate) fn python(script: &str) -> Option<Command> {
    let mut command = Command::new(installed("bin/python")?);
    command.arg(format!("tests/validators/{script}"));
    Some(command)
}

/// A command of a package of Node.
pub(crate) fn node(name: &str) -> Option<Command> {
    installed(&format!("node_modules/.bin/{name}")).map(Command::new)
}

/// A command of a package of Python.
pub(crate) fn python_command(name: &str) -> Option<Command> {
    installed(&format!("bin/{name}")).map(|path| Command::new(std::fs::canonicalize(path).unwrap()))
}

/// Perl's own harness of tests.
pub(crate) fn prove() -> Option<Command> {
    let works = Command::new("prove").arg("--version").output().is_ok_and(|out| out.status.success());
    if !works {
        missing("prove");
    }
    works.then(|| Command::new("prove"))
}

/// The parser of Perl's own `prove`.
pub(crate) fn perl() -> Option<Command> {
    let works = Command::new("perl").args(["-MTAP::Parser", "-e", "1"]).status().is_ok_and(|s| s.success());
    if !works {
        missing("perl with TAP::Parser");
        return None;
    }
    let mut command = Command::new("perl");
    command.arg("tests/validators/tap.pl");
    Some(command)
}
