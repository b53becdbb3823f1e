//! What this run has read: nothing is written over it.
//!
//! Takes: the paths that files are read from. Gives: whether a path leads to one of them. One list for the whole program, kept by
//! the functions that read: a command cannot forget to say what it read.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::Mutex;

use super::real;

static SEEN: Mutex<BTreeSet<PathBuf>> = Mutex::new(BTreeSet::new());

/// Keeps that a file was read, or was to be: one that may not be read is no less somebody's.
pub(super) fn note(path: &Path) {
    // A pipe or a terminal is not overwritten by what is written to it.
    if std::fs::metadata(path).is_ok_and(|m| m.is_file())
        && let Ok(mut seen) = SEEN.lock()
    {
        seen.insert(real(path));
    }
}

/// The same for standard input, which may come from a file.
pub(super) fn note_standard_input() {
    note(Path::new("/dev/stdin"));
}

/// Whether the file that a real path leads to was read.
pub(super) fn holds(real: &Path) -> bool {
    SEEN.lock().is_ok_and(|seen| seen.contains(real))
}
