//! `--changed-since`: which of the files have changed, counting what they refer to and the rules they are held against.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use super::Checker;
use super::judge::Ready;
use crate::files;

impl Checker {
    /// Leaves out the files of which nothing changed. What files say together rests on all of them: one that changed, and all
    /// are checked.
    pub(super) fn only_changed(&mut self, ready: Vec<Ready>) -> Vec<Ready> {
        let Some(base) = &self.base else { return ready };
        let own = self.library.paths(&self.sources);
        let folders = own.iter().filter_map(|file| file.parent()).map(Path::to_path_buf).collect();
        let mut paths: BTreeSet<PathBuf> = ready.iter().flat_map(|f| &f.asked).cloned().collect();
        paths.extend(ready.iter().map(|f| f.path.clone()).filter(|p| !self.shelf.is_piped(p)));
        paths.extend(own.iter().cloned());
        let changed = match base.changed(&paths, &folders) {
            Ok(changed) => changed,
            Err(d) => {
                self.library.report(d);
                return ready;
            }
        };
        // A name that leads nowhere is that of a file whose name is no text: nobody can tell.
        let rules = changed.iter().any(|p| p.extension().is_some_and(|e| e == "regels"))
            || own.iter().any(|file| changed.contains(file) || !files::is_there(file));
        let counts = |file: &Ready| {
            // A file that is not there was named by somebody: that it is missing must be said.
            file.run.file.is_none()
                // What comes through a pipe was committed nowhere.
                || self.shelf.is_piped(&file.path)
                || changed.contains(&file.path)
                || file.asked.iter().any(|path| changed.contains(path))
                || file.own_rules && rules
        };
        if self.asked.portfolio {
            return if ready.iter().any(counts) { ready } else { Vec::new() };
        }
        ready.into_iter().filter(counts).collect()
    }
}
