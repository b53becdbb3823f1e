//! Which files a list of patterns is about, as `.gitignore` has them, seen from the folder of `toets.toml`.
//!
//! Takes: patterns, and paths of files. Gives: whether one fits, and where to look for those that do. Never looks into a folder.

use std::path::{Path, PathBuf};

use ignore::gitignore::{Gitignore, GitignoreBuilder};

use super::error;
use crate::files;
use toets::diagnostic::Diagnostic;
use toets::source::Spanned;

/// What makes a path stand for more than one file.
const SIGNS: [char; 4] = ['*', '?', '[', '{'];

/// Whether a path may stand for more than one file.
pub(crate) fn is_pattern(path: &str) -> bool {
    path.contains(SIGNS)
}

/// A pattern in two: the folder that all that fits it stands below, and the pattern from there.
pub(crate) fn parted(pattern: &str) -> (&Path, &str) {
    let plain = pattern.find(SIGNS).and_then(|at| pattern.get(..at)).unwrap_or(pattern);
    let folder = plain.rfind('/').map_or(0, |at| at.saturating_add(1));
    let (folder, rest) = pattern.split_at_checked(folder).unwrap_or(("", pattern));
    (Path::new(folder), rest)
}

/// Patterns that can be asked about a file.
#[derive(Debug, Clone)]
pub(crate) struct Patterns {
    /// The folder that they count from, links followed.
    folder: PathBuf,
    set: Gitignore,
}

impl Default for Patterns {
    /// Without any pattern, that no file fits.
    fn default() -> Self {
        Patterns { folder: PathBuf::new(), set: Gitignore::empty() }
    }
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

    /// The pattern of a path, from the folder where it begins: unlike those of a list it fits nowhere else.
    ///
    /// # Errors
    ///
    /// It cannot be understood.
    pub(crate) fn of_path(path: &Spanned<String>) -> Result<Self, Diagnostic> {
        let wrong = || error::bad_pattern(path.span, &path.value);
        let mut builder = GitignoreBuilder::new("");
        builder.add_line(None, &format!("/{}", parted(&path.value).1)).map_err(|_| wrong())?;
        Ok(Patterns { folder: PathBuf::new(), set: builder.build().map_err(|_| wrong())? })
    }

    /// Whether a file fits, or a folder that it is in.
    pub(crate) fn fit(&self, file: &Path) -> bool {
        self.fit_real(file, false)
    }

    /// The same for a folder.
    pub(crate) fn fit_folder(&self, folder: &Path) -> bool {
        self.fit_real(folder, true)
    }

    fn fit_real(&self, path: &Path, folder: bool) -> bool {
        // Without patterns there is nothing to follow links for.
        !self.set.is_empty() && files::real(path).strip_prefix(&self.folder).is_ok_and(|below| self.said(below, folder))
    }

    /// Whether a file fits whose path is that from the folder of the patterns.
    pub(crate) fn fit_below(&self, below: &Path) -> bool {
        self.said(below, false)
    }

    fn said(&self, below: &Path, folder: bool) -> bool {
        self.set.matched_path_or_any_parents(below, folder).is_ignore()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pattern_begins_where_it_leads() {
        for (pattern, folder, rest) in [
            ("*.yaml", "", "*.yaml"),
            ("regio-*/2026.yaml", "", "regio-*/2026.yaml"),
            ("a/b/{c,d}/*.yaml", "a/b/", "{c,d}/*.yaml"),
            ("../a/[ab].yaml", "../a/", "[ab].yaml"),
            ("/*.yaml", "/", "*.yaml"),
            ("a/b.yaml", "a/", "b.yaml"),
        ] {
            assert_eq!(parted(pattern), (Path::new(folder), rest), "{pattern}");
        }
    }
}
