//! `toets.toml`: what holds for a repository, so that nobody has to type it.
//!
//! Takes: the working folder. Gives: the settings of the nearest file upwards, each with its place, and what is wrong with it.
//! Never decides what wins: `settings` puts the command line before the environment, and both before this file.

mod error;
mod keys;
pub(crate) mod patterns;
mod read;

use std::path::{Path, PathBuf};

use jiff::civil::Date;

use crate::args::{EasedArg, LevelArg, PipedArg, VerdictArg};
use crate::files::{By, Kind, Named, Namer};
use crate::{fault, files};
use toets::diagnostic::Diagnostics;
use toets::lang::Lang;
use toets::limits;
use toets::report::Format;
use toets::source::{Sources, Spanned};
use toets::text;

/// The name of the file.
pub(crate) const NAME: &str = "toets.toml";

/// What the file says; `None` for what it leaves out.
#[derive(Debug, Default)]
pub(crate) struct Config {
    pub(crate) paths: Option<Vec<Spanned<String>>>,
    /// Patterns of files that are left out of folders.
    pub(crate) exclude: Vec<Spanned<String>>,
    pub(crate) ruleset: Option<Spanned<String>>,
    pub(crate) include: Option<Vec<Spanned<String>>>,
    pub(crate) date: Option<Date>,
    pub(crate) lang: Option<Lang>,
    pub(crate) format: Option<Format>,
    /// More reports, as `--output` names them.
    pub(crate) output: Option<Vec<Spanned<String>>>,
    pub(crate) level: Option<LevelArg>,
    pub(crate) fail_on: Option<Vec<VerdictArg>>,
    pub(crate) baseline: Option<Spanned<String>>,
    pub(crate) portfolio: Option<bool>,
    pub(crate) overrides: Vec<Override>,
}

/// Norms that count less for some files.
#[derive(Debug)]
pub(crate) struct Override {
    pub(crate) norms: Vec<Spanned<String>>,
    /// Patterns; without any it is about all files.
    pub(crate) paths: Vec<Spanned<String>>,
    pub(crate) level: EasedArg,
    pub(crate) reason: String,
}

/// The nearest file, read as far as it goes.
#[derive(Debug, Default)]
pub(crate) struct Loaded {
    /// Its text, when there is a file.
    pub(crate) sources: Sources,
    /// Where it is, as seen from the working folder; `None` when there is none.
    pub(crate) path: Option<PathBuf>,
    pub(crate) config: Config,
    pub(crate) found: Diagnostics,
}

impl Loaded {
    /// A path that the file names, as seen from the working folder.
    pub(crate) fn named(&self, written: &Path) -> Named {
        let folder = self.path.as_deref().and_then(Path::parent).unwrap_or(Path::new(""));
        Named::new(folder.join(written), By::within(folder, Namer::Settings))
    }

    /// The folder that its paths count from.
    pub(crate) fn folder(&self) -> PathBuf {
        self.path.as_deref().and_then(Path::parent).unwrap_or(Path::new("")).to_path_buf()
    }

    /// The name of the file for messages.
    pub(crate) fn name(&self) -> String {
        self.path.as_deref().map(files::shown).unwrap_or_default()
    }
}

/// Reads the `toets.toml` nearest to the working folder, if there is one.
pub(crate) fn load() -> Loaded {
    load_for(&PipedArg::default())
}

/// The same, nearest to the file that comes through standard input where it has a name.
pub(crate) fn load_for(piped: &PipedArg) -> Loaded {
    let mut loaded = Loaded::default();
    let folder = piped.stdin_filename.as_deref().and_then(Path::parent).filter(|folder| !folder.as_os_str().is_empty());
    let Some(path) = nearest(folder.unwrap_or(Path::new("."))) else { return loaded };
    // Nobody typed its name.
    let by = By::within(path.parent().unwrap_or(Path::new("")), Namer::Folder);
    match Named::new(&path, by).read(Kind::Settings) {
        Ok(bytes) if bytes.len() > limits::MAX_CONFIG_BYTES => {
            let kilo = limits::MAX_CONFIG_BYTES.checked_div(1024).unwrap_or(0);
            let why = text!("het is groter dan {kilo} kB", "it is larger than {kilo} kB");
            loaded.found.push(fault::unreadable_because(&path, &why));
        }
        Ok(bytes) => {
            let (id, found) = toets::agreement::decode(&mut loaded.sources, files::shown(&path), &bytes);
            let broken = found.has_errors();
            loaded.found = found;
            if let Some(file) = loaded.sources.get(id).filter(|_| !broken) {
                loaded.config = read::read(file, &mut loaded.found);
            }
        }
        Err(d) => loaded.found.push(d),
    }
    loaded.path = Some(path);
    loaded
}

/// The file in a folder or the nearest one above it, up to the top of the repository, as seen from the working folder.
fn nearest(folder: &Path) -> Option<PathBuf> {
    let here = files::absolute(Path::new("."));
    let whole = if folder == Path::new(".") { here.clone() } else { files::real(folder) };
    for folder in whole.ancestors() {
        if files::is_there(&folder.join(NAME)) {
            return Some(from_here(&here, folder).join(NAME));
        }
        // What lies above a repository belongs to somebody else.
        if files::is_there(&folder.join(".git")) {
            return None;
        }
    }
    None
}

/// A folder as seen from the working folder, where it lies above or below it.
fn from_here(here: &Path, folder: &Path) -> PathBuf {
    let below = folder.strip_prefix(here).or_else(|_| folder.strip_prefix(files::real(here)));
    if let Ok(below) = below {
        return below.to_path_buf();
    }
    match [here, &files::real(here)].into_iter().find_map(|here| here.strip_prefix(folder).ok()) {
        Some(up) => up.components().map(|_| "..").collect(),
        None => folder.to_path_buf(),
    }
}
