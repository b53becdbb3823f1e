//! `--changed-since`: which of the files have changed, counting what they refer to and the rules they are held against.

use std::path::Path;

use super::Checker;
use super::judge::Ready;
use crate::cli::git::Changes;
use crate::source::Sources;

impl Checker {
    /// Leaves out the files of which nothing changed. What files say together rests on all of them: one that changed, and all
    /// are checked.
    pub(super) fn only_changed(&self, ready: Vec<Ready>) -> Vec<Ready> {
        let Some(changes) = &self.changes else { return ready };
        let rules = rules_changed(changes, &self.sources);
        let changed = |file: &Ready| {
            // A file that is not there was named by somebody: that it is missing must be said.
            file.run.file.is_none()
                || changes.touch(&file.path)
                || file.asked.iter().any(|path| changes.touch(path))
                || file.own_rules && rules
        };
        if self.asked.portfolio {
            return if ready.iter().any(changed) { ready } else { Vec::new() };
        }
        ready.into_iter().filter(changed).collect()
    }
}

/// Whether a rule file outside the program changed, or came to or went from its folder.
fn rules_changed(changes: &Changes, sources: &Sources) -> bool {
    let own = sources.iter().filter(|f| f.name.ends_with(".regels") && !f.name.starts_with("toets:"));
    own.into_iter().any(|f| changes.touch_rules(Path::new(&f.name).parent().unwrap_or(Path::new(""))))
}
