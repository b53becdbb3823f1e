//! The agreement files that a command is given.
//!
//! Takes: files and folders. Gives: each file once, with its bytes or why there are none. Never parses them.

use std::collections::HashSet;
use std::path::{Path, PathBuf};

use crate::config::patterns::Patterns;
use crate::files::{Kind, Named};
use crate::{fault, files};
use toets::diagnostic::Diagnostic;
use toets::limits;

/// A file to check: its name and its bytes, or why there are none.
#[derive(Clone)]
pub(crate) struct Input {
    pub(crate) path: PathBuf,
    /// Whether it came through standard input, under whatever name.
    pub(crate) piped: bool,
    /// What reports call it.
    pub(crate) name: String,
    pub(crate) bytes: Result<Vec<u8>, Diagnostic>,
}

/// The files that the arguments stand for, each once, folders in order of path and without what is left out of them.
pub(crate) fn inputs(paths: &[Named], left_out: &Patterns, piped: &str) -> Vec<Input> {
    let mut inputs: Vec<Input> = Vec::new();
    let mut named: HashSet<PathBuf> = HashSet::new();
    let mut bytes_read = 0usize;
    let mut add = |file: &Named| {
        let path = file.path();
        let name = if file.is_nameless() { piped.to_owned() } else { files::shown(path) };
        let within = inputs.len() < limits::MAX_FILES && bytes_read <= limits::MAX_RUN_BYTES;
        // One file under two names is one file.
        if within && named.insert(if file.is_nameless() { path.to_path_buf() } else { files::real(path) }) {
            let bytes = file.read(Kind::Agreement);
            bytes_read = bytes_read.saturating_add(bytes.as_ref().map_or(0, Vec::len));
            inputs.push(Input { path: file.path().to_path_buf(), piped: file.is_piped(), name, bytes });
        }
        within
    };
    // Half of the files would look like all of them.
    let refused = |path: &Path| {
        vec![Input {
            path: path.to_path_buf(),
            piped: false,
            name: files::shown(path),
            bytes: Err(fault::too_many_files()),
        }]
    };
    let mut empty = Vec::new();
    for named in paths {
        let path = named.path();
        if named.is_piped() || !named.is_folder() {
            if !add(named) {
                return refused(path);
            }
            continue;
        }
        let mut found = named.below(Kind::Agreement);
        let all = found.files.len();
        found.files.retain(|file| !left_out.fit(file.path()));
        found.closed.retain(|(folder, _)| !left_out.fit_folder(folder));
        if !found.files.iter().all(&mut add) {
            return refused(path);
        }
        if found.files.is_empty() && found.closed.is_empty() {
            let bytes = Err(if all == 0 { fault::no_agreements(path) } else { fault::all_left_out(path) });
            empty.push(Input { path: path.to_path_buf(), piped: false, name: files::shown(path), bytes });
        }
        // What may stand in there was not checked: the run must not look like one over everything.
        for (path, said) in found.closed {
            empty.push(Input { name: files::shown(&path), piped: false, path, bytes: Err(said) });
        }
    }
    inputs.extend(empty);
    inputs
}
