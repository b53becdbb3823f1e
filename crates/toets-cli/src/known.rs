//! The list of known findings as a file: read, and held against a run.

use std::path::Path;

use crate::files::{By, Kind, Named, Namer};
use crate::settings::Settings;
use crate::{fault, files};
use toets::diagnostic::{Diagnostic, Severity};
use toets::evaluate::finding::Verdict;
use toets::run::baseline::{self, Compared, Names};
use toets::run::{FileRun, Run};

/// Reads the list that a run is held against.
pub(crate) fn list(settings: &mut Settings) -> Result<Option<(baseline::Baseline, Named)>, Diagnostic> {
    let Some((path, place)) = settings.baseline.clone() else { return Ok(None) };
    let bytes = path.fetch(Kind::Baseline).map_err(|why| {
        let d = if why.is_missing() { fault::no_baseline(path.path()) } else { path.said(why) };
        place.map_or(d.clone(), |place| d.at(place))
    })?;
    let (id, found) = toets::agreement::decode(&mut settings.sources, files::shown(path.path()), &bytes);
    // Lines are shown of a list that is broken, and not of another file that somebody put in its place.
    if path.is_a_strangers() && !settings.sources.get(id).is_some_and(baseline::Baseline::is_in) {
        let d = fault::no_list(path.path());
        return Err(place.map_or(d.clone(), |place| d.at(place)));
    }
    if let Some(d) = found.sorted().into_iter().find(|d| d.severity == Severity::Error) {
        return Err(d);
    }
    let Some(file) = settings.sources.get(id) else { return Ok(None) };
    baseline::Baseline::read(file).map(|list| Some((list, path)))
}

/// Marks what a list knows.
pub(crate) fn compare(list: &baseline::Baseline, path: &Path, run: &mut Run, also: &[Verdict]) -> Compared {
    with_names(path, |names| list.compare(files::shown(path), run, names, also))
}

/// Files of a list are named from its own folder, so that it does not matter where `toets` runs. One that comes through a pipe
/// stands in no folder.
pub(crate) fn with_names<R>(list: &Path, work: impl FnOnce(&Names<'_>) -> R) -> R {
    let folder = list.parent().filter(|p| !p.as_os_str().is_empty() && !files::is_pipe(list));
    let folder = folder.unwrap_or(Path::new("."));
    let of = |run: &FileRun| {
        let no_file = run.portfolio.is_some() || toets::run::is_piped(&run.name);
        if no_file { run.name.clone() } else { files::from_folder(folder, Path::new(&run.name)) }
    };
    // The list may be a stranger's: whether a file elsewhere exists is nothing to tell.
    let by = By::within(folder, Namer::Baseline);
    let exists = |name: &str| toets::run::is_piped(name) || Named::new(folder.join(name), by.clone()).exists();
    work(&Names { of: &of, exists: &exists })
}
