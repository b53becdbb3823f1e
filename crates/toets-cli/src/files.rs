//! Reading and writing files: the only place that touches the file system.
//!
//! Takes: paths with who named them ([`Named`]). Gives: bytes and lists of files in a fixed order, or a diagnostic that says what
//! to do. Never opens what `reach` does not allow, and never half a file: what is written appears whole or not at all
//! (`write`). Never waits for a pipe or a device that a file names: only the command line may lead to one.

#![expect(clippy::disallowed_methods, reason = "the command line is the edge: this module does the IO for all of it")]

mod change;
mod ignored;
mod kept;
mod reach;
mod seen;
mod write;

use crate::paths::MOST;
pub(crate) use crate::paths::{Beyond, Kind, Namer, bytes, said, shown};
pub(crate) use reach::{By, Named, Refused, repository};
pub(crate) use write::Said;

use std::fs::{File, Metadata, OpenOptions};
use std::io::{self, Read};
use std::path::{Path, PathBuf};

use crate::fault;
use toets::diagnostic::{Diagnostic, did_you_mean};
use toets::lang::Text;
use toets::text;

/// The name of standard input on the command line.
pub(crate) const STDIN: &str = "-";

/// Whether there is something at a path, with links followed.
pub(crate) fn is_there(path: &Path) -> bool {
    path.exists()
}

pub(crate) fn is_folder(path: &Path) -> bool {
    path.is_dir()
}

/// Whether a path leads to a pipe or a device.
pub(crate) fn is_pipe(path: &Path) -> bool {
    std::fs::metadata(path).is_ok_and(|m| !m.is_file() && !m.is_dir())
}

/// The path from the root, without following links.
pub(crate) fn absolute(path: &Path) -> PathBuf {
    std::path::absolute(path).unwrap_or_else(|_| path.to_path_buf())
}

/// Links followed before they are taken for a loop, as the system does.
const MOST_LINKS: usize = 40;

/// The path from the root with links followed, also those that lead to nothing yet, and without `..`.
pub(crate) fn real(path: &Path) -> PathBuf {
    let mut path = absolute(path);
    // What does not exist yet, last part first.
    let mut rest: Vec<PathBuf> = Vec::new();
    let mut links = MOST_LINKS;
    loop {
        match std::fs::canonicalize(&path) {
            Ok(mut real) => {
                for part in rest.iter().rev() {
                    if part.as_os_str() == ".." {
                        real.pop();
                    } else {
                        real.push(part);
                    }
                }
                return real;
            }
            // The system leads nowhere from here, so no file is found there.
            Err(e) if e.kind() == io::ErrorKind::InvalidFilename => return path,
            Err(_) => {}
        }
        if let (Ok(to), Some(left)) = (std::fs::read_link(&path), links.checked_sub(1)) {
            path = path.parent().unwrap_or(Path::new("")).join(to);
            links = left;
            continue;
        }
        let Some(last) = path.components().next_back().filter(|_| path.parent().is_some()) else { return path };
        let last = PathBuf::from(last.as_os_str());
        path.pop();
        rest.push(last);
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

impl Named {
    /// The bytes of a file, or of standard input for a `-` that was typed.
    pub(crate) fn read(&self, kind: Kind) -> Result<Vec<u8>, Diagnostic> {
        self.fetch(kind).map_err(|why| self.said(why))
    }

    /// The same, with why not for who tells it in words of its own.
    pub(crate) fn fetch(&self, kind: Kind) -> Result<Vec<u8>, Refused> {
        if self.is_piped() {
            seen::note_standard_input();
            // An editor that passes a file on has it open: a report would go over it.
            seen::note(self.path());
            return drained(&mut io::stdin().lock(), 0, kind.most());
        }
        let target = self.source(kind)?;
        seen::note(&target);
        let mut file = match self.by() {
            By::Person | By::Pipe => File::open(&target)?,
            By::File(_) => open_regular(&target)?,
        };
        let size = file.metadata().map_or(0, |m| m.len());
        drained(&mut file, size, kind.most())
    }

    /// Whether a file or a folder can be read as of a kind, as far as can be seen without opening it.
    pub(crate) fn is_readable(&self, kind: Kind) -> Result<(), Refused> {
        let target = self.source(kind)?;
        let there = std::fs::metadata(&target)?;
        let waits = !there.is_file() && !there.is_dir() && matches!(self.by(), By::File(_));
        if waits { Err(Refused::NoFile) } else { Ok(()) }
    }

    /// Why a path is not gone to, as a diagnostic without a place.
    pub(crate) fn said(&self, why: Refused) -> Diagnostic {
        match why {
            why if why.is_missing() => self.missing(),
            Refused::System(e) => fault::unreadable(self.path(), &e),
            Refused::NoFile => fault::unreadable_because(self.path(), &no_file()),
            Refused::Beyond(beyond, namer) => fault::out_of_reach(self.path(), beyond, namer),
        }
    }

    /// The name in the folder of a path that was likely meant.
    pub(crate) fn near(&self) -> Option<String> {
        let path = self.target().ok()?;
        let folder = path.parent().filter(|p| !p.as_os_str().is_empty()).unwrap_or(Path::new("."));
        let names: Vec<String> = std::fs::read_dir(folder)
            .map(|entries| entries.flatten().map(|e| e.file_name().to_string_lossy().into_owned()).collect())
            .unwrap_or_default();
        let typed = path.file_name().map(|n| n.to_string_lossy().into_owned()).unwrap_or_default();
        did_you_mean(&typed, names.iter().map(String::as_str)).map(str::to_owned)
    }

    /// That it does not exist, with the name in its folder that was likely meant.
    fn missing(&self) -> Diagnostic {
        let path = self.path();
        let folder = path.parent().filter(|p| !p.as_os_str().is_empty()).unwrap_or(Path::new("."));
        let near = self.near().map(|n| shown(&path.with_file_name(n)));
        fault::not_found(path, near.as_deref(), folder.exists())
    }

    /// Files with the name of a kind directly in a folder, in order of name.
    pub(crate) fn direct(&self, kind: Kind) -> Result<Vec<Named>, Diagnostic> {
        let unread = |e: &io::Error| fault::unreadable(self.path(), e);
        let folder = self.source(kind).map_err(|why| self.said(why))?;
        let entries = std::fs::read_dir(folder).map_err(|e| unread(&e))?;
        let names: Vec<_> = entries.map(|e| Ok(e?.file_name())).collect::<Result<_, _>>().map_err(|e| unread(&e))?;
        let here = self.beside(self.path(), "");
        let mut files: Vec<Named> = names
            .iter()
            .filter(|name| Path::new(name).extension().is_some_and(|e| kind.extensions().iter().any(|x| e == *x)))
            .map(|name| here.with(self.path().join(name)))
            .collect();
        files.sort_by(|a, b| a.path().cmp(b.path()));
        Ok(files)
    }

    /// Files with the name of a kind anywhere below a folder. Hidden files and those that git ignores are left out, and links
    /// are not followed: so the files are named by who named the folder.
    pub(crate) fn below(&self, kind: Kind) -> Below {
        let mut below = Below::default();
        if let Err(why) = self.source(kind) {
            below.closed.push((self.path().to_path_buf(), self.said(why)));
            return below;
        }
        for entry in ignore::WalkBuilder::new(self.path()).build() {
            match entry {
                Ok(entry) if entry.file_type().is_some_and(|t| t.is_file()) && kind.fits(entry.path()) => {
                    below.files.push(self.with(entry.into_path()));
                }
                Ok(_) => {}
                Err(error) => below.closed.extend(closed(self.path(), error)),
            }
        }
        below.files.sort_by(|a, b| a.path().cmp(b.path()));
        below.closed.sort_by(|a, b| a.0.cmp(&b.0));
        below
    }
}

fn drained(from: &mut dyn Read, size: u64, most: usize) -> Result<Vec<u8>, Refused> {
    // Room for the whole file, and for finding its end: without it a small file takes nine reads.
    let mut bytes = Vec::with_capacity(usize::try_from(size).unwrap_or(most).min(most).saturating_add(1));
    from.take(u64::try_from(most).unwrap_or(u64::MAX)).read_to_end(&mut bytes)?;
    Ok(bytes)
}

/// Opens a file that is no pipe and no device: on those, opening alone may wait for ever or do something.
fn open_regular(path: &Path) -> Result<File, Refused> {
    open_with(path, File::options().read(true))
}

fn open_with(path: &Path, options: &mut OpenOptions) -> Result<File, Refused> {
    is_regular(&std::fs::metadata(path)?)?;
    // Should it have become a pipe meanwhile, it opens at once and is found out.
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::custom_flags(options, without_waiting());
    let file = options.open(path)?;
    is_regular(&file.metadata()?)?;
    Ok(file)
}

fn is_regular(what: &Metadata) -> Result<(), Refused> {
    match what {
        what if what.is_file() => Ok(()),
        what if what.is_dir() => Err(io::Error::from(io::ErrorKind::IsADirectory).into()),
        _ => Err(Refused::NoFile),
    }
}

#[cfg(unix)]
fn without_waiting() -> i32 {
    let flags = rustix::fs::OFlags::NONBLOCK | rustix::fs::OFlags::NOCTTY;
    i32::try_from(flags.bits()).unwrap_or_default()
}

/// What is said of a pipe or a device where a file must be.
pub(crate) fn no_file() -> Text {
    text!("het is geen gewoon bestand", "it is not a regular file")
}

/// What stands below a folder.
#[derive(Default)]
pub(crate) struct Below {
    /// The files, in order of path.
    pub(crate) files: Vec<Named>,
    /// The folders that could not be looked into, each with what to say.
    pub(crate) closed: Vec<(PathBuf, Diagnostic)>,
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
