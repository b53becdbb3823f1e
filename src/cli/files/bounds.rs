//! How far a file may lead to other files.
//!
//! Takes: a file, and a path that it names. Gives: the folder that the path leads out of, if it does. A file in a repository may
//! come from a stranger, and a report shows the lines of what cannot be read: it must not show those of other files on the
//! machine that checks. Never reads a file.

use std::path::{Path, PathBuf};

use super::{exists, real};

/// The nearest folder with `.git` in it, from a path with links followed upwards.
pub(crate) fn repository(real: &Path) -> Option<PathBuf> {
    real.ancestors().find(|folder| exists(&folder.join(".git"))).map(Path::to_path_buf)
}

/// The repository of a file, when another path leads outside it; `None` where it stays inside, or where there is no repository.
/// Links are followed.
pub(crate) fn left(file: &Path, other: &Path) -> Option<PathBuf> {
    let repository = repository(real(file).parent()?)?;
    (!real(other).starts_with(&repository)).then_some(repository)
}
