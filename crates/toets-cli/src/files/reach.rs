//! Who named a path, and how far it leads: the one place that decides whether a file may be opened, listed or written.
//!
//! Takes: a path, and who named it. Gives: where it leads with links followed, or why it may not go there. What a person types
//! leads anywhere. What a file names may come from a stranger, and a report shows lines of what it reads: such a path stays
//! within the repository of the file that names it, goes to nothing of git and nothing that git ignores, and to a file of the
//! kind that is asked for. Every function that touches the content of a file takes a [`Named`], so that a new command cannot
//! forget to ask. Nothing is opened here.

use std::io;
use std::path::{Component, Path, PathBuf};

use super::{ignored, real};
use crate::args::PipedArg;
use crate::fault;
use crate::files::STDIN;
use crate::paths::{Beyond, Kind, Namer};
use toets::diagnostic::Diagnostic;

/// A path, and who named it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Named {
    path: PathBuf,
    by: By,
}

/// Who named a path.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum By {
    /// A person, on the command line: it leads anywhere, also to a pipe or a device.
    Person,
    /// A person, for what comes through standard input: nothing is opened under this name.
    Pipe,
    /// A file that may come from a stranger.
    File(Bounds),
}

/// How far what a file names may lead.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Bounds {
    pub(crate) namer: Namer,
    /// The folder to stay in, with links followed; `None` where there is no bound.
    top: Option<PathBuf>,
    /// Whether that folder is the top of a repository.
    repository: bool,
}

/// Why a path is not gone to.
#[derive(Debug)]
pub(crate) enum Refused {
    /// What names it may not lead there.
    Beyond(Beyond, Namer),
    /// It is a pipe or a device.
    NoFile,
    System(io::Error),
}

impl Refused {
    /// Nothing is there.
    pub(crate) fn is_missing(&self) -> bool {
        matches!(self, Refused::System(e) if e.kind() == io::ErrorKind::NotFound)
    }
}

impl From<io::Error> for Refused {
    fn from(error: io::Error) -> Self {
        Refused::System(error)
    }
}

impl By {
    /// What an agreement names stays within its repository. Without a repository the files are one's own, and a framework may
    /// stand in the folder of a region.
    pub(crate) fn agreement(file: &Path) -> By {
        let top = real(file).parent().and_then(repository);
        By::File(Bounds { namer: Namer::Agreement, repository: top.is_some(), top })
    }

    /// What is named in a folder, by a file there or by nothing but its place: it stays within the repository, or within the
    /// folder where there is none.
    pub(crate) fn within(folder: &Path, namer: Namer) -> By {
        let folder = if folder.as_os_str().is_empty() { Path::new(".") } else { folder };
        let folder = real(folder);
        let top = repository(&folder);
        By::File(Bounds { namer, repository: top.is_some(), top: top.or(Some(folder)) })
    }
}

/// The nearest folder with `.git` in it, from a path with links followed upwards.
pub(crate) fn repository(real: &Path) -> Option<PathBuf> {
    real.ancestors().find(|folder| super::is_there(&folder.join(".git"))).map(Path::to_path_buf)
}

impl Named {
    pub(crate) fn new(path: impl Into<PathBuf>, by: By) -> Self {
        Named { path: path.into(), by }
    }

    /// A path from the command line.
    pub(crate) fn typed(path: impl Into<PathBuf>) -> Self {
        Named::new(path, By::Person)
    }

    /// The paths of the command line, of which `-` is called as somebody said.
    ///
    /// # Errors
    ///
    /// There is a name, and nothing that would have it.
    pub(crate) fn all_typed<'a>(
        paths: impl IntoIterator<Item = &'a PathBuf>,
        piped: &PipedArg,
    ) -> Result<Vec<Self>, Diagnostic> {
        let named = |path: &'a PathBuf| match &piped.stdin_filename {
            Some(name) if path.as_os_str() == STDIN => Named::new(name, By::Pipe),
            _ => Named::typed(path),
        };
        let all: Vec<Named> = paths.into_iter().map(named).collect();
        let nameless = piped.stdin_filename.as_ref().filter(|_| !all.iter().any(Named::is_piped));
        nameless.map_or(Ok(all), |name| Err(fault::nothing_piped(name)))
    }

    /// As it was named, from the working folder.
    pub(crate) fn path(&self) -> &Path {
        &self.path
    }

    pub(crate) fn by(&self) -> &By {
        &self.by
    }

    /// Whether somebody else may have named it. What stands in a folder that a person typed is hers.
    pub(crate) fn is_a_strangers(&self) -> bool {
        matches!(&self.by, By::File(bounds) if bounds.namer != Namer::Folder)
    }

    /// Standard input: only the command line can mean it.
    pub(crate) fn is_piped(&self) -> bool {
        self.by == By::Pipe || self.is_nameless()
    }

    /// Standard input of which nobody said how it is called.
    pub(crate) fn is_nameless(&self) -> bool {
        self.by == By::Person && self.path.as_os_str() == STDIN
    }

    /// A path named by the same.
    pub(super) fn with(&self, path: PathBuf) -> Self {
        Named { path, by: self.by.clone() }
    }

    /// What stands under a name in a folder that belongs to this path: nobody typed that name.
    pub(crate) fn beside(&self, folder: &Path, name: &str) -> Self {
        let by = match &self.by {
            By::Person | By::Pipe => By::within(folder, Namer::Folder),
            by @ By::File(_) => by.clone(),
        };
        Named { path: folder.join(name), by }
    }

    /// Whether it may be read as of a kind, for who has read it already.
    pub(crate) fn may_be(&self, kind: Kind) -> Result<(), Refused> {
        self.source(kind).map(drop)
    }

    /// Whether it may lead where it leads.
    pub(crate) fn in_reach(&self) -> Result<(), Diagnostic> {
        self.target().map(drop).map_err(|why| self.said(why))
    }

    /// Where it leads, when it may lead there: what a person typed as it is, what a file names with links followed.
    pub(super) fn target(&self) -> Result<PathBuf, Refused> {
        let By::File(bounds) = &self.by else { return Ok(self.path.clone()) };
        let target = real(&self.path);
        let beyond = |what| Refused::Beyond(what, bounds.namer);
        let below = match &bounds.top {
            Some(top) => {
                target.strip_prefix(top).map_err(|_| beyond(Beyond::Outside { repository: bounds.repository }))?
            }
            None => &target,
        };
        let of_git = |part: Component<'_>| part.as_os_str().eq_ignore_ascii_case(".git");
        if below.components().any(of_git) || bounds.git_folder().is_some_and(|git| target.starts_with(git)) {
            return Err(beyond(Beyond::OfGit));
        }
        Ok(target)
    }

    /// The same for what is read as of a kind.
    pub(super) fn source(&self, kind: Kind) -> Result<PathBuf, Refused> {
        let target = self.target()?;
        let By::File(bounds) = &self.by else { return Ok(target) };
        if super::is_there(&target) && !super::is_folder(&target) && !kind.fits(&target) {
            return Err(Refused::Beyond(Beyond::NotOfKind(kind), bounds.namer));
        }
        match &bounds.top {
            Some(top) if bounds.repository && self.is_a_strangers() && ignored::by_git(top, &target) => {
                Err(Refused::Beyond(Beyond::Ignored, bounds.namer))
            }
            _ => Ok(target),
        }
    }

    /// Whether there is something that it may lead to.
    pub(crate) fn exists(&self) -> bool {
        self.target().is_ok_and(|target| super::is_there(&target))
    }

    /// Whether it leads to a folder, and may.
    pub(crate) fn is_folder(&self) -> bool {
        self.target().is_ok_and(|target| super::is_folder(&target))
    }
}

impl Bounds {
    /// Where git keeps what is its own, when that is not a folder `.git`.
    fn git_folder(&self) -> Option<PathBuf> {
        let top = self.top.as_deref().filter(|_| self.repository)?;
        ignored::git_folder(top)
    }
}
