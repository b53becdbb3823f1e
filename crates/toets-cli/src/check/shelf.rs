//! The agreement files of a run: each is read, decoded and parsed once, also when others refer to it.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Component, Path, PathBuf};
use std::sync::Arc;

use crate::files::{self, Beyond, By, Kind, Named, Refused};
use crate::inputs::Input;
use crate::{fault, side_by_side};
use toets::agreement::references::{Reader, Unread};
use toets::agreement::{self, Tree};
use toets::diagnostic::Diagnostics;
use toets::run::Addresses;
use toets::run::receipt::{self, Originals};
use toets::source::{FileId, Sources};

/// A file that was read and parsed as far as it goes.
pub(super) struct Read {
    pub(super) path: PathBuf,
    pub(super) name: String,
    pub(super) file: Option<FileId>,
    pub(super) sha256: String,
    pub(super) tree: Option<Arc<Tree>>,
    pub(super) found: Diagnostics,
}

/// A file on the shelf.
struct Shelved {
    path: PathBuf,
    /// What reports call it.
    name: PathBuf,
    file: FileId,
    sha256: String,
    /// `None` when it has errors.
    tree: Option<Arc<Tree>>,
}

/// The files read so far.
#[derive(Default)]
pub(super) struct Shelf {
    files: Vec<Shelved>,
    /// By the whole path, so that a file that is named in two ways is read once.
    by_path: BTreeMap<PathBuf, usize>,
    /// Every file that was read or looked for; kept when the files themselves are let go.
    seen: Vec<PathBuf>,
    /// What reports call them, with where they are.
    names: BTreeMap<String, PathBuf>,
    /// What came through standard input, by its name.
    piped: BTreeSet<PathBuf>,
    /// What the files were when a result was made that is made again.
    pub(super) originals: Arc<Originals>,
}

impl Shelf {
    /// Reads the files of the command line, and parses them side by side.
    pub(super) fn read(&mut self, sources: &mut Sources, inputs: Vec<Input>) -> Vec<Read> {
        let mut decoded = Vec::with_capacity(inputs.len());
        for input in inputs {
            if input.piped {
                self.piped.insert(input.path.clone());
            }
            decoded.push(match input.bytes {
                Ok(bytes) => {
                    let (file, found) = agreement::decode(sources, &input.name, &bytes);
                    (input.name, input.path, Some((file, bytes)), found)
                }
                Err(d) => {
                    let mut found = Diagnostics::new();
                    found.push(d);
                    (input.name, input.path, None, found)
                }
            });
        }
        let sources = &*sources;
        let read = side_by_side::map(decoded, |(name, path, decoded, mut found)| {
            let sha256 = decoded.as_ref().map_or_else(String::new, |(_, bytes)| receipt::sha256(bytes));
            let file = decoded.map(|(id, _)| id);
            let tree = file.and_then(|id| agreement::tree_of(sources, id, &mut found));
            Read { path, name, file, sha256, tree, found }
        });
        let mut out = Vec::with_capacity(read.len());
        for read in read {
            if let Some(file) = read.file {
                let (sha256, tree) = (read.sha256.clone(), read.tree.clone());
                let (path, name) = (read.path.clone(), PathBuf::from(&read.name));
                self.put(Shelved { path, name, file, sha256, tree });
            } else {
                self.seen.push(read.path.clone());
                self.names.insert(read.name.clone(), read.path.clone());
            }
            out.push(read);
        }
        out
    }

    fn put(&mut self, shelved: Shelved) -> usize {
        let at = self.files.len();
        self.seen.push(shelved.path.clone());
        self.names.insert(files::shown(&shelved.name), shelved.path.clone());
        self.by_path.insert(whole(&shelved.path), at);
        self.files.push(shelved);
        at
    }

    /// Lets go of what was read, when nothing refers to it any more; what is asked for again is read again.
    pub(super) fn forget(&mut self) {
        self.files.clear();
        self.by_path.clear();
    }

    /// Where services find the files.
    pub(super) fn addresses(&self) -> Addresses {
        let mut out = Addresses::default();
        for (name, path) in self.names.iter().filter(|(name, _)| !toets::run::is_piped(name)) {
            out.insert(name.clone(), &files::from_top(path));
        }
        out
    }

    /// The hash of a file on the shelf.
    pub(super) fn sha256(&self, file: FileId) -> String {
        self.files.iter().find(|f| f.file == file).map(|f| f.sha256.clone()).unwrap_or_default()
    }

    /// Reads what files refer to.
    pub(super) fn reader<'a>(&'a mut self, sources: &'a mut Sources) -> Fetch<'a> {
        Fetch { shelf: self, sources, asked: Vec::new() }
    }

    /// Whether a file came through standard input.
    pub(super) fn is_piped(&self, path: &Path) -> bool {
        self.piped.contains(path)
    }

    /// Every file that was read or looked for.
    pub(super) fn paths(&self) -> Vec<PathBuf> {
        self.seen.clone()
    }
}

/// Reads the files that one agreement refers to.
pub(super) struct Fetch<'a> {
    shelf: &'a mut Shelf,
    sources: &'a mut Sources,
    /// The files that were asked for, also those that could not be read.
    pub(super) asked: Vec<PathBuf>,
}

impl Reader for Fetch<'_> {
    fn read(&mut self, from: FileId, path: &str) -> Result<Arc<Tree>, Unread> {
        let near = self.shelf.files.iter().find(|f| f.file == from);
        let (near, called) = near.map(|f| (f.path.clone(), f.name.clone())).unwrap_or_default();
        let beside_it = |file: &Path| short(&file.parent().unwrap_or(Path::new("")).join(path));
        // The same place seen from the name of the file: it may be read from elsewhere than where it once stood.
        let (target, name) = (beside_it(&near), beside_it(&called));
        let named = Named::new(&target, By::agreement(&near));
        named.may_be(Kind::Agreement).map_err(|why| unread(why, &named, path))?;
        self.asked.push(target.clone());
        let known = self.shelf.by_path.get(&whole(&target)).copied();
        let at = match known {
            Some(at) => at,
            None => {
                let bytes = named.fetch(Kind::Agreement).map_err(|why| {
                    self.shelf.seen.push(target.clone());
                    unread(why, &named, path)
                })?;
                let shown = files::shown(&name);
                let bytes = self.shelf.originals.file(&shown, bytes);
                let (file, mut found) = agreement::decode(self.sources, shown, &bytes);
                let tree = agreement::tree_of(self.sources, file, &mut found);
                let sha256 = receipt::sha256(&bytes);
                self.shelf.put(Shelved { path: target, name, file, sha256, tree })
            }
        };
        let Some(shelved) = self.shelf.files.get(at) else { return Err(Unread::Broken) };
        shelved.tree.clone().ok_or(Unread::Broken)
    }
}

/// Why a file is not read, for who names it as it is `written`.
fn unread(why: Refused, named: &Named, written: &str) -> Unread {
    match why {
        // The name that was likely meant, as a path that can be written where the wrong one stands.
        why if why.is_missing() => {
            Unread::Missing(named.near().map(|name| files::shown(&Path::new(written).with_file_name(name))))
        }
        Refused::Beyond(beyond @ Beyond::NotOfKind(_), namer) => Unread::NoAgreement(beyond.words(namer)),
        Refused::Beyond(beyond, namer) => Unread::OutOfReach(beyond.words(namer)),
        Refused::NoFile => Unread::Unreadable(files::no_file()),
        Refused::System(e) => Unread::Unreadable(fault::reason(&e)),
    }
}

/// A path without `.` and without a folder that is left again at once.
fn short(path: &Path) -> PathBuf {
    let mut out = PathBuf::new();
    for part in path.components() {
        match part {
            Component::CurDir => {}
            Component::ParentDir if matches!(out.components().next_back(), Some(Component::Normal(_))) => {
                out.pop();
            }
            other => out.push(other),
        }
    }
    out
}

/// The one path of a file, however it is named.
fn whole(path: &Path) -> PathBuf {
    files::real(path)
}
