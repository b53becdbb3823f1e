//! Writing files: the only place that does.
//!
//! Takes: a path and a text. Gives: the file with that text, or why not. Whoever looks at the path sees the old file or the new
//! one, never a part of it: the text goes into a new file in the same folder, which then takes the place of the old one in one
//! step. Never writes to a file that is protected against it, and never puts a file in the place of a link or a device.

#![expect(clippy::disallowed_methods, reason = "the command line is the edge: this module writes for all of it")]

use std::fs::{File, Metadata, OpenOptions};
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};
use std::sync::Mutex;

use crate::cli::fault;
use crate::diagnostic::Diagnostic;
use crate::lang::Text;
use crate::text;

/// What the new file is called until it is whole. Hidden, and no name of an agreement or a rule file: a run beside this one
/// passes over it. Short, whatever the name of the file is: that may be as long as a name can be.
const START: &str = ".toets-";
const END: &str = ".tmp";

/// Links followed before they are taken for a loop, as the system does.
const MOST_LINKS: usize = 40;

/// Names tried for the new file. Where programs run in containers, the number of the process is often the same.
const MOST_NAMES: usize = 1000;

/// Writes a file whole or not at all.
pub(crate) fn write(path: &Path, text: &str) -> Result<(), Diagnostic> {
    write_with(path, |out| out.write_all(text.as_bytes()))
}

/// The same, piece by piece.
pub(crate) fn write_with(path: &Path, write: impl FnOnce(&mut dyn Write) -> io::Result<()>) -> Result<(), Diagnostic> {
    let old = std::fs::metadata(path).ok();
    if old.as_ref().is_some_and(Metadata::is_dir) {
        return Err(fault::unwritable(path, &io::ErrorKind::IsADirectory.into()));
    }
    if old.as_ref().is_some_and(|m| m.is_file() && m.permissions().readonly()) {
        return Err(fault::unwritable_because(path, &protected()));
    }
    let done = match old {
        // A pipe, a terminal or `/dev/null` has no old content to keep, and must stay what it is.
        Some(other) if !other.is_file() => {
            OpenOptions::new().write(true).open(path).and_then(|file| fill(&file, write))
        }
        old => behind_links(path).and_then(|target| replace(&target, old.as_ref(), write)),
    };
    done.map_err(|e| fault::unwritable(path, &e))
}

fn protected() -> Text {
    text!("het is tegen schrijven beveiligd", "it is write-protected")
}

/// The file that a path leads to, which need not exist: a link stays a link.
fn behind_links(path: &Path) -> io::Result<PathBuf> {
    let mut path = path.to_path_buf();
    for _ in 0..MOST_LINKS {
        match std::fs::read_link(&path) {
            Ok(to) => path = path.parent().unwrap_or(Path::new("")).join(to),
            Err(_) => return Ok(path),
        }
    }
    Err(io::Error::other("too many levels of symbolic links"))
}

fn fill(file: &File, write: impl FnOnce(&mut dyn Write) -> io::Result<()>) -> io::Result<()> {
    let mut out = BufWriter::new(file);
    write(&mut out)?;
    out.flush()
}

fn replace(
    path: &Path,
    old: Option<&Metadata>,
    write: impl FnOnce(&mut dyn Write) -> io::Result<()>,
) -> io::Result<()> {
    let folder = path.parent().filter(|p| !p.as_os_str().is_empty()).unwrap_or(Path::new("."));
    if path.file_name().is_none() {
        return Err(io::ErrorKind::IsADirectory.into());
    }
    clean(folder);
    let (file, temporary) = create(folder)?;
    let attempt = || -> io::Result<()> {
        if let Some(old) = old {
            // Before there is anything in it: what is private stays so at every moment.
            keep_owner(&file, old);
            file.set_permissions(old.permissions())?;
        }
        fill(&file, write)?;
        file.sync_all()?;
        std::fs::rename(&temporary, path)
    };
    attempt().inspect_err(|_| {
        // What is left of an attempt that failed is of no use; the first error is the one to report.
        let _ = std::fs::remove_file(&temporary);
    })
}

/// A new file in the folder, locked for as long as this program works on it.
fn create(folder: &Path) -> io::Result<(File, PathBuf)> {
    let process = std::process::id();
    for n in 0..MOST_NAMES {
        let path = folder.join(format!("{START}{process}-{n}{END}"));
        match File::create_new(&path) {
            Ok(file) => {
                // Where a folder knows no locks nothing is cleaned up either.
                let _ = file.try_lock();
                return Ok((file, path));
            }
            Err(e) if e.kind() == io::ErrorKind::AlreadyExists => {}
            Err(e) => return Err(e),
        }
    }
    Err(io::ErrorKind::AlreadyExists.into())
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
        // Never a link or a pipe: whoever made that was not this program.
        if !entry.file_type().is_ok_and(|t| t.is_file()) {
            continue;
        }
        if File::open(entry.path()).is_ok_and(|file| file.try_lock().is_ok()) {
            // It is of no use to anybody, and where it stays it does no harm.
            let _ = std::fs::remove_file(entry.path());
        }
    }
}

#[cfg(unix)]
fn keep_owner(file: &File, old: &Metadata) {
    use std::os::unix::fs::MetadataExt;
    // Only the administrator may give a file away; for all others it is theirs already.
    let _ = std::os::unix::fs::fchown(file, Some(old.uid()), Some(old.gid()));
}

#[cfg(not(unix))]
fn keep_owner(_: &File, _: &Metadata) {}
