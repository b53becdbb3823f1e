//! Which files a list of patterns is about, as `.gitignore` has them, seen from the folder of `toets.toml`.
//!
//! Takes: patterns, and paths of files. Gives: whether one fits. Never looks into a folder.

use std::path::{Path, PathBuf};

use ignore::gitignore::{Gitignore, GitignoreBuilder};

use super::error;
use crate::cli::files;
use crate::diagnostic::Diagnostic;
use crate::source::Spanned;

/// Patterns that can be asked about a file.
#[derive(Debug, Clone)]
pub(crate) struct Patterns {
    /// The folder that they count from, links followed.
    folder: PathBuf,
    set: Gitignore,
}

impl Patterns {
    /// # Errors
    ///
    /// The pattern that cannot be understood.
    pub(crate) fn new(folder: &Path, texts: &[Spanned<String>]) -> Result<Self, Diagnostic> {
        let folder = files::real(if folder.as_os_str().is_empty() { Path::new(".") } else { folder });
        let wrong = |text: &Spanned<String>| error::bad_pattern(text.span, &text.value);
        let mut builder = GitignoreBuilder::new(&folder);
        for text in texts {
            // What would be a comment there does nothing.
            if text.value.starts_with('#') || builder.add_line(None, &text.value).is_err() {
                return Err(wrong(text));
            }
        }
        let set = builder.build().or_else(|e| texts.first().map_or_else(|| Ok(Gitignore::empty()), |t| Err((e, t))));
        let set = set.map_err(|(_, text)| wrong(text))?;
        Ok(Patterns { folder, set })
    }

    /// Whether a file fits, or a folder that it is in.
    pub(crate) fn fit(&self, file: &Path) -> bool {
        let real = files::real(file);
        real.strip_prefix(&self.folder)
            .is_ok_and(|below| self.set.matched_path_or_any_parents(below, false).is_ignore())
    }
}
