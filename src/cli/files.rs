//! Reading and writing files: the only place that touches the file system.
//!
//! Takes: paths. Gives: bytes and lists of files in a fixed order, or a diagnostic that says what to do. Never half a file: what
//! is written appears whole or not at all (`write`). Never waits for a pipe or a device that a file names: only the command line
//! may lead to one.

#![expect(clippy::disallowed_methods, reason = "the command line is the edge: this module does the IO for all of it")]

mod bounds;
mod write;

pub(crate) use bounds::{left, repository};

use std::ffi::OsStr;
use std::io::{self, Read};
use std::path::{Path, PathBuf};

use crate::agreement::references::Unread;
use crate::cli::fault;
use crate::diagnostic::{Diagnostic, did_you_mean};
use crate::lang::Text;
use crate::limits;
use crate::report::Sink;
use crate::report::address::lossless;
use crate::report::printable::is_obeyed;
use crate::text;

pub(crate) use write::{write, write_with};

/// The name of standard input on the command line.
pub(crate) const STDIN: &str = "-";

pub(crate) fn exists(path: &Path) -> bool {
    path.exists()
}

pub(crate) fn is_folder(path: &Path) -> bool {
    path.is_dir()
}

/// The path from the root, without following links.
pub(crate) fn absolute(path: &Path) -> PathBuf {
    std::path::absolute(path).unwrap_or_else(|_| path.to_path_buf())
}

/// The path from the root with links followed, as far as it exists.
pub(crate) fn real(path: &Path) -> PathBuf {
    if let Ok(real) = std::fs::canonicalize(path) {
        return real;
    }
    let whole = absolute(path);
    match (whole.parent(), whole.file_name()) {
        // A file that is gone stands in a folder that may be there.
        (Some(folder), Some(name)) => real(folder).join(name),
        _ => whole,
    }
}

/// Where a service finds a file: from the top of the repository of the working folder, else of the file's own; of a file in no
/// repository, as seen from the working folder.
pub(crate) fn from_top(file: &Path) -> Vec<u8> {
    let (real, here) = (real(file), real(Path::new(".")));
    let top =
        repository(&here).filter(|top| real.starts_with(top)).or_else(|| repository(real.parent()?)).unwrap_or(here);
    real.strip_prefix(top).map_or_else(|_| bytes(&absolute(file)), bytes)
}

/// The path of a file as seen from a folder, with forward slashes.
pub(crate) fn from_folder(folder: &Path, file: &Path) -> String {
    let (folder, file) = (real(folder), real(file));
    let (mut up, mut rest) = (folder.components().peekable(), file.components().peekable());
    while up.peek().is_some() && up.peek() == rest.peek() {
        up.next();
        rest.next();
    }
    let path: PathBuf = up.map(|_| std::path::Component::ParentDir).chain(rest).collect();
    shown(&path)
}

/// When a file was last written.
pub(crate) fn written(path: &Path) -> Option<std::time::SystemTime> {
    std::fs::metadata(path).and_then(|m| m.modified()).ok()
}

/// Whether two paths lead to the same file.
pub(crate) fn same(a: &Path, b: &Path) -> bool {
    matches!((std::fs::canonicalize(a), std::fs::canonicalize(b)), (Ok(a), Ok(b)) if a == b)
}

/// Whether a path passes a link that stands below a folder.
pub(crate) fn behind_link(path: &Path, folder: &Path) -> bool {
    let link = |p: &Path| std::fs::symlink_metadata(p).is_ok_and(|m| m.is_symlink());
    absolute(path).ancestors().filter(|p| link(p)).any(|p| p.parent().is_some_and(|up| real(up).starts_with(folder)))
}

/// The bytes of a path, with forward slashes.
pub(crate) fn bytes(path: &Path) -> Vec<u8> {
    let bytes = path.as_os_str().as_encoded_bytes();
    let slash = |b: &u8| if *b == b'\\' && std::path::MAIN_SEPARATOR == '\\' { b'/' } else { *b };
    bytes.iter().map(slash).collect()
}

/// A path for people: with forward slashes, so that reports are the same everywhere. Bytes that are no text are written `\xE9`:
/// two names stay two names.
pub(crate) fn shown(path: &Path) -> String {
    lossless(&bytes(path))
}

/// A path within a line of ours: what would end the line or is obeyed by a terminal is written `\x0A` as well.
pub(crate) fn said(path: &Path) -> String {
    let mut out = String::new();
    for c in shown(path).chars() {
        if is_obeyed(c) {
            c.encode_utf8(&mut [0; 4]).bytes().for_each(|byte| out.push_str(&format!("\\x{byte:02X}")));
        } else {
            out.push(c);
        }
    }
    out
}

/// The bytes of a file, or of standard input for `-`.
pub(crate) fn read(path: &Path) -> Result<Vec<u8>, Diagnostic> {
    // One byte over the limit is enough to see that a file is too large; `decode` then says so.
    let most = u64::try_from(limits::MAX_FILE_BYTES).unwrap_or(u64::MAX).saturating_add(1);
    let mut bytes = Vec::new();
    if path.as_os_str() == STDIN {
        io::stdin().lock().take(most).read_to_end(&mut bytes).map_err(|e| fault::unreadable(path, &e))?;
        return Ok(bytes);
    }
    let file = std::fs::File::open(path).map_err(|e| not_opened(path, &e))?;
    // Room for the whole file, and for finding its end: without it a small file takes nine reads.
    let size = file.metadata().map_or(0, |m| m.len().min(most));
    bytes.reserve(usize::try_from(size).unwrap_or(0).saturating_add(1));
    file.take(most).read_to_end(&mut bytes).map_err(|e| fault::unreadable(path, &e))?;
    Ok(bytes)
}

/// The bytes of a file that another one refers to.
pub(crate) fn fetch(path: &Path) -> Result<Vec<u8>, Unread> {
    let most = u64::try_from(limits::MAX_FILE_BYTES).unwrap_or(u64::MAX).saturating_add(1);
    let mut bytes = Vec::new();
    if may_block(path) {
        return Err(Unread::Unreadable(no_file()));
    }
    let opened = std::fs::File::open(path).and_then(|file| file.take(most).read_to_end(&mut bytes));
    match opened {
        Ok(_) => Ok(bytes),
        Err(e) if e.kind() == io::ErrorKind::NotFound => Err(Unread::Missing(near(path))),
        Err(e) => Err(Unread::Unreadable(fault::reason(&e))),
    }
}

/// What is said of a pipe or a device where a file must be.
fn no_file() -> Text {
    text!("het is geen gewoon bestand", "it is not a regular file")
}

/// Whether a path leads to a pipe or a device, on which reading may wait for ever.
pub(crate) fn may_block(path: &Path) -> bool {
    std::fs::metadata(path).is_ok_and(|m| !m.is_file() && !m.is_dir())
}

/// The bytes of a file that the program looks for by itself.
pub(crate) fn read_regular(path: &Path) -> Result<Vec<u8>, Diagnostic> {
    if may_block(path) { Err(fault::unreadable_because(path, &no_file())) } else { read(path) }
}

/// The name in the folder of a path that was likely meant.
fn near(path: &Path) -> Option<String> {
    let folder = path.parent().filter(|p| !p.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let names: Vec<String> = std::fs::read_dir(folder)
        .map(|entries| entries.flatten().map(|e| e.file_name().to_string_lossy().into_owned()).collect())
        .unwrap_or_default();
    let typed = path.file_name().map(|n| n.to_string_lossy().into_owned()).unwrap_or_default();
    did_you_mean(&typed, names.iter().map(String::as_str)).map(str::to_owned)
}

/// Why a file does not open: for one that does not exist, the name in its folder that was likely meant.
fn not_opened(path: &Path, error: &io::Error) -> Diagnostic {
    if error.kind() == io::ErrorKind::NotFound { missing(path) } else { fault::unreadable(path, error) }
}

/// That a file does not exist, with the name in its folder that was likely meant.
pub(crate) fn missing(path: &Path) -> Diagnostic {
    let folder = path.parent().filter(|p| !p.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let near = near(path).map(|n| shown(&path.with_file_name(n)));
    fault::not_found(path, near.as_deref(), folder.exists())
}

/// Files with an extension directly in a folder, in order of name.
pub(crate) fn direct(folder: &Path, extension: &str) -> Result<Vec<PathBuf>, Diagnostic> {
    let entries = std::fs::read_dir(folder).map_err(|e| fault::unreadable(folder, &e))?;
    let entries: Vec<_> = entries.collect::<Result<_, _>>().map_err(|e| fault::unreadable(folder, &e))?;
    let mut paths: Vec<PathBuf> =
        entries.iter().map(|e| e.path()).filter(|p| p.extension() == Some(OsStr::new(extension))).collect();
    paths.sort();
    Ok(paths)
}

/// What stands below a folder.
#[derive(Default)]
pub(crate) struct Below {
    /// The files, in order of path.
    pub(crate) files: Vec<PathBuf>,
    /// The folders that could not be looked into, each with what to say.
    pub(crate) closed: Vec<(PathBuf, Diagnostic)>,
}

/// Files with one of these extensions anywhere below a folder. Hidden files and those that git ignores are left out, and links
/// are not followed.
pub(crate) fn below(folder: &Path, extensions: &[&str]) -> Below {
    let wanted = |p: &Path| p.extension().is_some_and(|e| extensions.iter().any(|x| e.eq_ignore_ascii_case(x)));
    let mut below = Below::default();
    for entry in ignore::WalkBuilder::new(folder).build() {
        match entry {
            Ok(entry) if entry.file_type().is_some_and(|t| t.is_file()) && wanted(entry.path()) => {
                below.files.push(entry.into_path());
            }
            Ok(_) => {}
            Err(error) => below.closed.extend(closed(folder, error)),
        }
    }
    below.files.sort();
    below.closed.sort_by(|a, b| a.0.cmp(&b.0));
    below
}

/// The folder that could not be looked into; `None` for what is wrong in a list of names to ignore, which leaves nothing out.
fn closed(folder: &Path, error: ignore::Error) -> Option<(PathBuf, Diagnostic)> {
    let mut path = folder.to_path_buf();
    let mut inner = &error;
    while let ignore::Error::WithPath { err, .. } | ignore::Error::WithDepth { err, .. } = inner {
        if let ignore::Error::WithPath { path: at, .. } = inner {
            path.clone_from(at);
        }
        inner = err;
    }
    let ignore::Error::Io(_) = inner else { return None };
    let error = error.into_io_error()?;
    let said = fault::unreadable(&path, &error);
    Some((path, said))
}

/// The folders below a folder, with itself, that are neither hidden nor ignored by git.
pub(crate) fn folders(folder: &Path) -> Vec<PathBuf> {
    let mut paths: Vec<PathBuf> = ignore::WalkBuilder::new(folder)
        .build()
        .flatten()
        .filter(|e| e.file_type().is_some_and(|t| t.is_dir()))
        .map(ignore::DirEntry::into_path)
        .collect();
    paths.sort();
    paths
}

/// Writes a report into a file, piece by piece, made safe as it is on a screen.
pub(crate) fn write_report(path: &Path, write: impl FnOnce(&mut Sink<'_>) -> io::Result<()>) -> Result<(), Diagnostic> {
    write_with(path, |out| {
        let mut sink = Sink::new(out);
        let written = write(&mut sink);
        sink.finish().and(written)
    })
}

/// Writes a file that must not exist yet.
pub(crate) fn write_new(path: &Path, text: &str) -> Result<(), Diagnostic> {
    if path.exists() { Err(fault::exists_already(path)) } else { write(path, text) }
}
