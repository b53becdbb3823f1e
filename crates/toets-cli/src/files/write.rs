//! Writing files: the only place that does.
//!
//! Takes: a path and a text. Gives: the file with that text, or why not. Whoever looks at the path sees the old file or the new
//! one, never a part of it: the text goes into a new file in the same folder, which then takes the place of the old one in one
//! step. Never writes over what the run has read, nor to a file that is protected against it, and never puts a file in the place
//! of a link or a device. Runs that write into one folder at the same time are not in each other's way.

#![expect(clippy::disallowed_methods, reason = "the command line is the edge: this module writes for all of it")]

use std::fs::{File, Metadata, OpenOptions};
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};
use std::sync::Mutex;

use super::{By, Named, kept, no_file, real, seen};
use crate::fault;
use toets::diagnostic::Diagnostic;
use toets::lang::Text;
use toets::report::Sink;
use toets::text;

/// What the new file is called until it is whole. Hidden, and no name of an agreement or a rule file: a run beside this one
/// passes over it. Short, whatever the name of the file is: that may be as long as a name can be.
const START: &str = ".toets-";
const END: &str = ".tmp";

/// Names tried for the new file. Where programs run in containers, the number of the process is often the same.
const MOST_NAMES: usize = 1000;

/// What is to be said of a file that was written.
#[must_use = "what a file lost is to be said"]
pub(crate) struct Said(pub(crate) Vec<Diagnostic>);

/// Where a text goes.
pub(super) enum Target {
    /// A pipe, a terminal or `/dev/null`: it has no old content to keep, and must stay what it is.
    Device,
    /// A file, with links followed: a link stays a link. With what stands there now.
    File(PathBuf, Option<Metadata>),
}

impl Named {
    /// Writes a file whole or not at all, piece by piece.
    pub(crate) fn write_with(&self, write: impl FnOnce(&mut dyn Write) -> io::Result<()>) -> Result<Said, Diagnostic> {
        let target = self.writable()?;
        self.put(target, false, write).map_err(|e| fault::unwritable(self.path(), &e))
    }

    /// Writes a report, piece by piece, made safe as it is on a screen.
    pub(crate) fn write_report(&self, write: impl FnOnce(&mut Sink<'_>) -> io::Result<()>) -> Result<Said, Diagnostic> {
        self.write_with(|out| {
            let mut sink = Sink::new(out);
            let written = write(&mut sink);
            sink.finish().and(written)
        })
    }

    /// Writes a file that must not exist yet.
    pub(crate) fn write_new(&self, text: &str) -> Result<Said, Diagnostic> {
        // A link that leads nowhere is something too.
        if std::fs::symlink_metadata(self.path()).is_ok() {
            return Err(fault::exists_already(self.path()));
        }
        let target = self.writable()?;
        self.put(target, true, |out| out.write_all(text.as_bytes())).map_err(|e| match e.kind() {
            io::ErrorKind::AlreadyExists => fault::exists_already(self.path()),
            _ => fault::unwritable(self.path(), &e),
        })
    }

    /// What is wrong with writing to it, when this run has read it.
    pub(crate) fn was_read(&self) -> Option<Diagnostic> {
        let target = self.target().ok()?;
        seen::holds(&real(&target)).then(|| fault::output_is_input(self.path()))
    }

    /// Where a text for this path goes.
    pub(super) fn writable(&self) -> Result<Target, Diagnostic> {
        let target = self.target().map_err(|why| self.said(why))?;
        let old = match std::fs::metadata(&target) {
            Ok(old) => Some(old),
            Err(e) if e.kind() == io::ErrorKind::NotFound => None,
            // Links that lead round, a name that cannot be, a folder that is closed.
            Err(e) => return Err(fault::unwritable(self.path(), &e)),
        };
        if old.as_ref().is_some_and(Metadata::is_dir) || self.path().file_name().is_none() {
            return Err(fault::unwritable(self.path(), &io::ErrorKind::IsADirectory.into()));
        }
        if old.as_ref().is_some_and(|m| !m.is_file()) {
            return match self.by() {
                By::Person => Ok(Target::Device),
                By::File(_) | By::Pipe => Err(fault::unwritable_because(self.path(), &no_file())),
            };
        }
        let target = real(&target);
        if seen::holds(&target) {
            return Err(fault::output_is_input(self.path()));
        }
        if old.as_ref().is_some_and(|m| m.permissions().readonly()) {
            return Err(fault::unwritable_because(self.path(), &protected()));
        }
        Ok(Target::File(target, old))
    }

    /// Puts a text there; a `new` file takes the place of none.
    pub(super) fn put(
        &self,
        target: Target,
        new: bool,
        write: impl FnOnce(&mut dyn Write) -> io::Result<()>,
    ) -> io::Result<Said> {
        let lost = match target {
            Target::Device => {
                fill(&OpenOptions::new().write(true).open(self.path())?, write)?;
                Vec::new()
            }
            Target::File(path, old) => replace(&path, old.as_ref(), new, write)?,
        };
        Ok(Said(if lost.is_empty() { Vec::new() } else { vec![fault::not_kept(self.path(), &lost)] }))
    }
}

fn protected() -> Text {
    text!("het is tegen schrijven beveiligd", "it is write-protected")
}

fn fill(file: &File, write: impl FnOnce(&mut dyn Write) -> io::Result<()>) -> io::Result<()> {
    let mut out = BufWriter::new(file);
    write(&mut out)?;
    out.flush()
}

/// What the file could not take along from the old one.
fn replace(
    path: &Path,
    old: Option<&Metadata>,
    new: bool,
    write: impl FnOnce(&mut dyn Write) -> io::Result<()>,
) -> io::Result<Vec<Text>> {
    let folder = path.parent().unwrap_or(Path::new("/"));
    clean(folder);
    let (file, temporary) = create(folder)?;
    let attempt = || -> io::Result<Vec<Text>> {
        let lost = old.map_or(Ok(Vec::new()), |old| kept::keep(&file, path, old))?;
        fill(&file, write)?;
        file.sync_all()?;
        if new {
            place(&temporary, path)?
        } else {
            std::fs::rename(&temporary, path)?
        }
        Ok(lost)
    };
    attempt().inspect_err(|_| {
        // What is left of an attempt that failed is of no use; the first error is the one to report.
        let _ = std::fs::remove_file(&temporary);
    })
}

/// Gives a file its name, if nothing has that name.
fn place(temporary: &Path, path: &Path) -> io::Result<()> {
    match std::fs::hard_link(temporary, path) {
        Ok(()) => {
            // The next run cleans up a name that stays behind.
            let _ = std::fs::remove_file(temporary);
            Ok(())
        }
        Err(e) if e.kind() == io::ErrorKind::AlreadyExists => Err(e),
        // Not every file system knows two names for one file.
        Err(_) if std::fs::symlink_metadata(path).is_ok() => Err(io::ErrorKind::AlreadyExists.into()),
        Err(_) => std::fs::rename(temporary, path),
    }
}

/// A new file in the folder, locked for as long as this program works on it.
fn create(folder: &Path) -> io::Result<(File, PathBuf)> {
    let process = std::process::id();
    for n in 0..MOST_NAMES {
        let path = folder.join(format!("{START}{process}-{n}{END}"));
        match File::create_new(&path) {
            Ok(file) => {
                // A run that cleans up may have been first: it has the lock for a moment, and then the file is gone. Where a
                // folder knows no locks nothing is cleaned up either.
                let _ = file.lock();
                if is_at(&file, &path) {
                    return Ok((file, path));
                }
            }
            Err(e) if e.kind() == io::ErrorKind::AlreadyExists => {}
            Err(e) => return Err(e),
        }
    }
    Err(io::ErrorKind::AlreadyExists.into())
}

/// Whether a path still leads to an open file.
#[cfg(unix)]
pub(super) fn is_at(file: &File, path: &Path) -> bool {
    use std::os::unix::fs::MetadataExt;
    let id = |m: &Metadata| (m.dev(), m.ino());
    matches!((file.metadata(), std::fs::symlink_metadata(path)), (Ok(a), Ok(b)) if id(&a) == id(&b))
}

#[cfg(not(unix))]
pub(super) fn is_at(_: &File, path: &Path) -> bool {
    path.exists()
}

/// The folder that was cleaned last: once is enough for a run that writes many files into one.
static CLEANED: Mutex<Option<PathBuf>> = Mutex::new(None);

/// Removes what a run that was killed while writing left in a folder. A file that is being written now is locked.
fn clean(folder: &Path) {
    let Ok(mut cleaned) = CLEANED.lock() else { return };
    if cleaned.as_deref() == Some(folder) {
        return;
    }
    *cleaned = Some(folder.to_path_buf());
    let left = |name: &str| name.starts_with(START) && name.ends_with(END);
    let Ok(entries) = std::fs::read_dir(folder) else { return };
    for entry in entries.flatten().filter(|e| e.file_name().to_str().is_some_and(left)) {
        let path = entry.path();
        // Never a link or a pipe: whoever made that was not this program. Between opening and locking it may have become the
        // file that it was written for, or another one of the same name.
        if entry.file_type().is_ok_and(|t| t.is_file())
            && let Ok(file) = super::open_regular(&path)
            && file.try_lock().is_ok()
            && is_at(&file, &path)
        {
            // It is of no use to anybody, and where it stays it does no harm.
            let _ = std::fs::remove_file(&path);
        }
    }
}
