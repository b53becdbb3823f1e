//! What git ignores, and where git keeps what is its own: said by the files of a repository, without asking git.
//!
//! Takes: the top of a repository and a path below it. Gives: whether git would pass it over. Never runs a program, and never
//! waits: a list of names to ignore that is a pipe is no list.

use std::io::Read;
use std::path::{Path, PathBuf};

use ignore::gitignore::{Gitignore, GitignoreBuilder};

use super::{is_folder, open_regular};
use toets::limits;

/// Whether git ignores a path, itself or a folder that it stands in. The nearest list decides, and in it the last line.
pub(super) fn by_git(top: &Path, path: &Path) -> bool {
    let Ok(below) = path.strip_prefix(top) else { return false };
    let own = git_folder(top).map(|git| common(&git).join("info/exclude"));
    let of_everybody = GitignoreBuilder::new(top).build_global().0;
    let mut lists = vec![of_everybody];
    for file in own.into_iter().chain([top.join(".gitignore")]) {
        match list(top, &file) {
            Some(list) => lists.push(list),
            None => return true,
        }
    }
    let mut at = top.to_path_buf();
    let mut parts = below.components().peekable();
    while let Some(part) = parts.next() {
        at.push(part);
        let folder = parts.peek().is_some() || is_folder(&at);
        let said = lists.iter().rev().map(|list| list.matched(&at, folder)).find(|said| !said.is_none());
        if said.is_some_and(|said| said.is_ignore()) {
            return true;
        }
        if folder {
            match list(&at, &at.join(".gitignore")) {
                Some(list) => lists.push(list),
                None => return true,
            }
        }
    }
    false
}

/// A list of names to ignore, empty where there is none; `None` for one too long to go through: then nobody can tell.
fn list(folder: &Path, file: &Path) -> Option<Gitignore> {
    let mut names = GitignoreBuilder::new(folder);
    let text = text(file)?;
    for line in text.trim_start_matches('\u{feff}').lines() {
        // What is no pattern ignores nothing, as with git.
        let _ = names.add_line(None, line);
    }
    Some(names.build().unwrap_or_else(|_| Gitignore::empty()))
}

/// The text of a small file of git, empty where there is none; `None` when it is not small.
fn text(file: &Path) -> Option<String> {
    let mut bytes = Vec::new();
    let most = u64::try_from(limits::MAX_IGNORE_BYTES).unwrap_or(u64::MAX);
    if let Ok(file) = open_regular(file) {
        // What cannot be read holds nothing for git either.
        let _ = file.take(most.saturating_add(1)).read_to_end(&mut bytes);
    }
    (bytes.len() <= limits::MAX_IGNORE_BYTES).then(|| String::from_utf8_lossy(&bytes).into_owned())
}

/// The folder of git that belongs to a working tree: `.git`, or what a file of that name says.
pub(super) fn git_folder(top: &Path) -> Option<PathBuf> {
    let git = top.join(".git");
    if is_folder(&git) {
        return Some(super::real(&git));
    }
    let text = text(&git)?;
    let named = text.strip_prefix("gitdir:")?.trim();
    Some(super::real(&top.join(named)))
}

/// What working trees of one repository share.
fn common(git: &Path) -> PathBuf {
    match text(&git.join("commondir")) {
        Some(named) if !named.trim().is_empty() => git.join(named.trim()),
        _ => git.to_path_buf(),
    }
}
