//! What changed in a git repository, found without running anything of it.
//!
//! Takes: a revision, and the paths that matter. Gives: those that differ from what the revision holds, are new, or are gone.
//! git is asked for names and contents of what was committed, and nothing else: commands that look at the working folder run
//! what the repository configures (a file system monitor, filters, hooks, commands for differences), and a missing object is
//! fetched with commands of its choice. The files of the working folder are read and compared here. Never changes anything.

use std::collections::{BTreeMap, BTreeSet};
use std::io::{self, BufRead, BufReader, Read, Write};
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdin, ChildStdout, Command, Output, Stdio};

use crate::files::{By, Kind, Named, Namer};
use crate::{fault, files};
use toets::diagnostic::{Diagnostic, did_you_mean};
use toets::limits;

/// What the files of the working folder are compared with.
#[derive(Debug)]
pub(crate) struct Base {
    /// The top of the repository, links followed.
    top: PathBuf,
    /// `None` in a repository without a commit: there everything is new.
    commit: Option<String>,
    /// What the reader should know of the comparison.
    pub(crate) said: Option<Diagnostic>,
}

/// The kinds of entries of a tree.
const FILE: &str = "100";
const LINK: &str = "120000";
const REPOSITORY: &str = "160000";

/// Where the working branch left a revision; where they have no common past, that revision itself.
pub(crate) fn base(revision: &str) -> Result<Base, Diagnostic> {
    let here = files::real(Path::new("."));
    let top = files::repository(&here).unwrap_or_else(|| here.clone());
    let run = |args: &[&str]| git(&top, args).output().map_err(|e| fault::no_git(&e));
    let seen = run(&["rev-parse", "--show-toplevel"])?;
    let seen = if seen.status.success() { files::real(&path(line(&seen.stdout))) } else { return Err(refused(&seen)) };
    if seen != top {
        // Its configuration, or a folder `.git` that is none, sends git elsewhere.
        return Err(fault::other_top(&top, &seen));
    }
    // The mark ends the options: a revision may begin with a dash.
    let commit = run(&["rev-parse", "--verify", "--quiet", "--end-of-options", &format!("{revision}^{{commit}}")])?;
    if !commit.status.success() {
        let refs = run(&["for-each-ref", "--format=%(refname:short)"])?;
        let known = text(&refs.stdout);
        if revision == "HEAD" && known.is_empty() {
            return Ok(Base { top, commit: None, said: None });
        }
        return Err(fault::unknown_revision(revision, did_you_mean(revision, known.lines())));
    }
    let commit = text(line(&commit.stdout));
    let common = run(&["merge-base", &commit, "HEAD"])?;
    match common.status.code() {
        Some(0) => Ok(Base { commit: Some(text(line(&common.stdout))), top, said: None }),
        Some(1) => {
            let shallow = run(&["rev-parse", "--is-shallow-repository"])?.stdout.starts_with(b"true");
            Ok(Base { top, commit: Some(commit), said: Some(fault::no_common_past(revision, shallow)) })
        }
        _ => Err(refused(&common)),
    }
}

impl Base {
    /// Those of the paths that changed, with the rule files that are gone from the folders. What git of this repository knows
    /// nothing of counts as changed: what lies outside it or in a repository within it, and what a link leads to.
    pub(crate) fn changed(
        &self,
        paths: &BTreeSet<PathBuf>,
        rules: &BTreeSet<PathBuf>,
    ) -> Result<BTreeSet<PathBuf>, Diagnostic> {
        let Some(commit) = &self.commit else { return Ok(paths.clone()) };
        let mut changed = BTreeSet::new();
        // One file may be named in several ways.
        let mut wanted: BTreeMap<Vec<u8>, Vec<&PathBuf>> = BTreeMap::new();
        for path in paths {
            match self.name(path) {
                Some(name) => wanted.entry(name).or_default().push(path),
                None => drop(changed.insert(path.clone())),
            }
        }
        let rules: BTreeSet<Vec<u8>> = rules.iter().filter_map(|folder| self.name(folder)).collect();
        let mut then = BTreeMap::new();
        self.tree(commit, |mode, object, name| {
            let gone = name.ends_with(b".regels") && rules.contains(folder_of(name)) && !wanted.contains_key(name);
            if gone {
                changed.insert(self.top.join(path(name)));
            }
            if mode == LINK || mode == REPOSITORY {
                // Nothing was committed here of what once stood behind it.
                let below: Vec<u8> = [name, b"/"].concat();
                let behind = wanted.range(below.clone()..).take_while(|(n, _)| n.starts_with(&below));
                changed.extend(behind.flat_map(|(_, paths)| paths.iter().copied().cloned()));
            }
            if wanted.contains_key(name) {
                then.insert(name.to_vec(), mode.starts_with(FILE).then(|| object.to_owned()));
            }
        })?;
        let mut contents = Contents::open(&self.top)?;
        let here = By::within(&self.top, Namer::Folder);
        for (name, paths) in wanted {
            let Some(path) = paths.first() else { continue };
            let now = Named::new(*path, here.clone()).fetch(Kind::Any).ok();
            let same = match (then.get(&name), now) {
                (None, now) => now.is_none() && !files::is_there(path),
                (Some(Some(object)), Some(now)) => {
                    let then = contents.of(object).map_err(unread)?;
                    then.is_some_and(|then| then == now || lines(&then).eq(lines(&now)))
                }
                _ => false,
            };
            if !same {
                changed.extend(paths.into_iter().cloned());
            }
        }
        Ok(changed)
    }

    /// A path as the repository names it; `None` where git of this repository does not say what stands there.
    fn name(&self, path: &Path) -> Option<Vec<u8>> {
        let real = files::real(path);
        let inside = real.strip_prefix(&self.top).ok()?;
        if files::repository(&real).is_none_or(|nearest| nearest != self.top) || files::behind_link(path, &self.top) {
            return None;
        }
        Some(files::bytes(inside))
    }

    /// Every entry of the tree: its mode, its object and its name.
    fn tree(&self, commit: &str, mut each: impl FnMut(&str, &str, &[u8])) -> Result<(), Diagnostic> {
        let mut command = git(&self.top, &["ls-tree", "-r", "-z", "--full-tree", commit]);
        command.stdout(Stdio::piped()).stderr(Stdio::null());
        let mut child = command.spawn().map_err(|e| fault::no_git(&e))?;
        let mut read = |out: ChildStdout| -> io::Result<()> {
            let (mut out, mut entry) = (BufReader::new(out), Vec::new());
            while out.read_until(0, &mut entry)? > 0 {
                // `100644 blob 3b18e5…<tab>name<nul>`
                let mut parts = entry.strip_suffix(b"\0").unwrap_or(&entry).splitn(2, |b| *b == b'\t');
                let (head, name) = (text(parts.next().unwrap_or_default()), parts.next().unwrap_or_default());
                let mut words = head.split(' ');
                if let (Some(mode), Some(object)) = (words.next(), words.nth(1)) {
                    each(mode, object, name);
                }
                entry.clear();
            }
            Ok(())
        };
        let ended = child.stdout.take().map_or(Ok(()), &mut read).and_then(|()| child.wait());
        match ended {
            Ok(status) if status.success() => Ok(()),
            // Once more, only for the reason: nobody reads two pipes at a time.
            Ok(_) => Err(refused(&command.stdout(Stdio::null()).stderr(Stdio::piped()).output().map_err(unread)?)),
            Err(e) => Err(unread(e)),
        }
    }
}

/// The contents of objects, one after the other.
struct Contents {
    child: Child,
    ask: ChildStdin,
    answer: BufReader<ChildStdout>,
}

impl Contents {
    fn open(top: &Path) -> Result<Self, Diagnostic> {
        let mut command = git(top, &["cat-file", "--batch"]);
        command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::null());
        let mut child = command.spawn().map_err(|e| fault::no_git(&e))?;
        let pipes = child.stdin.take().zip(child.stdout.take());
        let (ask, answer) = pipes.ok_or_else(|| fault::no_git(&io::ErrorKind::BrokenPipe.into()))?;
        Ok(Contents { child, ask, answer: BufReader::new(answer) })
    }

    /// `None` where the object is not here (git fetches none), or is larger than any file that is checked.
    fn of(&mut self, object: &str) -> io::Result<Option<Vec<u8>>> {
        writeln!(self.ask, "{object}")?;
        self.ask.flush()?;
        let mut head = String::new();
        self.answer.read_line(&mut head)?;
        // `3b18e5… blob 120`, or `3b18e5… missing`
        let Some(size) = head.trim_end().split(' ').nth(2).and_then(|size| size.parse::<u64>().ok()) else {
            return if head.is_empty() { Err(io::ErrorKind::UnexpectedEof.into()) } else { Ok(None) };
        };
        let mut bytes = Vec::new();
        let fits = usize::try_from(size).is_ok_and(|size| size <= limits::MAX_FILE_BYTES);
        let mut content = (&mut self.answer).take(size);
        if fits {
            content.read_to_end(&mut bytes)?;
        } else {
            io::copy(&mut content, &mut io::sink())?;
        }
        // The line end after it.
        self.answer.read_exact(&mut [0])?;
        Ok(fits.then_some(bytes))
    }
}

impl Drop for Contents {
    fn drop(&mut self) {
        // It has nothing to lose, and must not stay behind.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// A command that runs nothing of the repository, whatever its configuration says, and fetches nothing.
fn git(top: &Path, args: &[&str]) -> Command {
    let mut command = Command::new("git");
    command.current_dir(top).stdin(Stdio::null());
    // Set by git for its hooks; the repository is that of the folder that the program runs in.
    for name in ["GIT_DIR", "GIT_WORK_TREE", "GIT_COMMON_DIR", "GIT_INDEX_FILE", "GIT_PREFIX", "GIT_NAMESPACE"] {
        command.env_remove(name);
    }
    // `protocol` and GIT_ALLOW_PROTOCOL do for older versions what GIT_NO_LAZY_FETCH does.
    command.env("GIT_NO_LAZY_FETCH", "1").env("GIT_ALLOW_PROTOCOL", "none").env("GIT_TERMINAL_PROMPT", "0");
    // A lock taken only to look would be in the way of what the user does meanwhile.
    command.env("GIT_OPTIONAL_LOCKS", "0").env("LC_ALL", "C");
    for setting in
        ["core.fsmonitor=false", "core.hooksPath=/dev/null", "safe.bareRepository=explicit", "protocol.allow=never"]
    {
        command.args(["-c", setting]);
    }
    command.arg("--no-pager").args(args);
    command
}

/// git's own reason, with the command that it advises where a repository is somebody else's.
fn refused(out: &Output) -> Diagnostic {
    let said = text(&out.stderr);
    let reason = said.lines().find_map(|l| l.strip_prefix("fatal: ").or(l.strip_prefix("error: ")));
    let advice = said.lines().map(str::trim).find(|l| l.starts_with("git config --global --add safe.directory"));
    fault::no_repository(reason.unwrap_or(said.trim()), advice)
}

/// git ended before it had answered.
fn unread(error: io::Error) -> Diagnostic {
    fault::no_repository(&error.to_string(), None)
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

fn line(bytes: &[u8]) -> &[u8] {
    bytes.strip_suffix(b"\n").map_or(bytes, |line| line.strip_suffix(b"\r").unwrap_or(line))
}

/// The folder of a name; nothing for what stands at the top.
fn folder_of(name: &[u8]) -> &[u8] {
    let end = name.iter().rposition(|b| *b == b'/').unwrap_or(0);
    name.get(..end).unwrap_or_default()
}

/// The lines of a file, each with whether it ends: on Windows git may keep other line ends than the working folder has.
fn lines(bytes: &[u8]) -> impl Iterator<Item = (&[u8], bool)> {
    bytes.split_inclusive(|b| *b == b'\n').map(|line| {
        let whole = line.strip_suffix(b"\r\n").or(line.strip_suffix(b"\n"));
        (whole.unwrap_or(line), whole.is_some())
    })
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
