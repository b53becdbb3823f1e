//! What changed in a git repository, as the git program says it.
//!
//! Takes: a revision. Gives: the files that differ from it in the working folder, also those that are gone or new. Never
//! changes anything in the repository.

use std::collections::BTreeSet;
use std::io;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use crate::cli::{fault, files};
use crate::diagnostic::{Diagnostic, did_you_mean};

/// What changed.
pub(crate) struct Changes {
    root: PathBuf,
    paths: BTreeSet<PathBuf>,
}

impl Changes {
    /// Whether a file changed, was removed or was added. Of a file outside the repository nobody can tell: it counts.
    pub(crate) fn touch(&self, path: &Path) -> bool {
        let real = files::real(path);
        !real.starts_with(&self.root) || self.paths.contains(&real) || self.paths.contains(&files::absolute(path))
    }

    /// Whether a rule file directly in a folder changed.
    pub(crate) fn touch_rules(&self, folder: &Path) -> bool {
        let real = files::real(folder);
        let rules = |p: &PathBuf| p.extension().is_some_and(|e| e == "regels") && p.parent() == Some(real.as_path());
        !real.starts_with(&self.root) || self.paths.iter().any(rules)
    }
}

/// The changes since the working branch left a revision; where they have no common past, since that revision itself.
pub(crate) fn changed_since(revision: &str) -> Result<Changes, Diagnostic> {
    let here = Path::new(".");
    let root = match git(here, &["rev-parse", "--show-toplevel"]) {
        Ok(out) if out.status.success() => files::real(Path::new(line(&out).as_str())),
        Ok(out) => return Err(fault::no_repository(last_line(&out.stderr).as_str())),
        Err(e) => return Err(fault::no_git(&e)),
    };
    let run = |args: &[&str]| git(&root, args).map_err(|e| fault::no_git(&e));
    // The mark ends the options: a revision may begin with a dash.
    let commit = run(&["rev-parse", "--verify", "--quiet", "--end-of-options", &format!("{revision}^{{commit}}")])?;
    if !commit.status.success() {
        let refs = run(&["for-each-ref", "--format=%(refname:short)"])?;
        let known = String::from_utf8_lossy(&refs.stdout).into_owned();
        return Err(fault::unknown_revision(revision, did_you_mean(revision, known.lines())));
    }
    let commit = line(&commit);
    let base = run(&["merge-base", &commit, "HEAD"])?;
    let base = if base.status.success() { line(&base) } else { commit };
    let mut paths = BTreeSet::new();
    for args in [
        &["diff", "--name-only", "--no-renames", "--no-ext-diff", "-z", &base, "--"][..],
        &["ls-files", "--others", "--exclude-standard", "-z"][..],
    ] {
        let out = run(args)?;
        if !out.status.success() {
            return Err(fault::no_repository(last_line(&out.stderr).as_str()));
        }
        let names = out.stdout.split(|b| *b == 0).filter(|n| !n.is_empty());
        paths.extend(names.map(|n| root.join(path(n))));
    }
    Ok(Changes { root, paths })
}

fn git(folder: &Path, args: &[&str]) -> io::Result<Output> {
    // A lock taken only to look would be in the way of what the user does meanwhile.
    Command::new("git").current_dir(folder).env("GIT_OPTIONAL_LOCKS", "0").args(args).output()
}

fn line(out: &Output) -> String {
    String::from_utf8_lossy(&out.stdout).lines().next().unwrap_or("").to_owned()
}

fn last_line(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).lines().last().unwrap_or("").trim().to_owned()
}

/// A path as git writes it: bytes, with forward slashes.
#[cfg(unix)]
fn path(bytes: &[u8]) -> PathBuf {
    use std::os::unix::ffi::OsStrExt;
    PathBuf::from(std::ffi::OsStr::from_bytes(bytes))
}

#[cfg(not(unix))]
fn path(bytes: &[u8]) -> PathBuf {
    String::from_utf8_lossy(bytes).split('/').collect()
}
