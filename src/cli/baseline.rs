//! `toets baseline`, and the list of known findings as a file.

use std::path::Path;

use crate::cli::args;
use crate::cli::check::{self, Shown, Start};
use crate::cli::exit::Exit;
use crate::cli::files::{By, Kind, Named, Namer};
use crate::cli::output::Terminal;
use crate::cli::settings::{self, Settings};
use crate::cli::{fault, files};
use crate::diagnostic::{Diagnostic, Severity};
use crate::document::words;
use crate::evaluate::finding::Verdict;
use crate::run::baseline::{self, Compared, Names};
use crate::run::{FileRun, Run};
use crate::source::Sources;

pub(crate) fn run(args: &args::Baseline, terminal: &mut Terminal) -> Exit {
    let (mut settings, output) = match settings::baseline(args) {
        Ok(asked) => asked,
        Err((sources, found)) => {
            terminal.diagnose(sources, found);
            return Exit::Unreadable;
        }
    };
    let inputs = check::inputs(&settings.files, &settings.exclude, crate::run::PIPED);
    settings.ease(&inputs);
    // A second run that makes the same list waits for no one: it is refused.
    let held = match output.hold_or_make() {
        Ok(held) => held,
        Err(d) => {
            terminal.diagnose(Sources::new(), vec![d]);
            return Exit::Unreadable;
        }
    };
    let start = Start {
        sources: std::mem::take(&mut settings.sources),
        given: settings.given.clone(),
        ruleset: settings.ruleset.take(),
        ..Start::default()
    };
    let shown = Shown { lang: terminal.lang, may_be_brief: false };
    let judged = match check::judged_from(start, &settings.asked, inputs, shown) {
        Ok((run, _)) => run,
        Err(d) => {
            terminal.diagnose(Sources::new(), vec![d]);
            return Exit::Unreadable;
        }
    };
    let unread = judged.files.iter().any(|f| f.facts.is_none());
    if unread || judged.diagnostics.iter().any(|d| d.severity == Severity::Error) {
        let mut found = judged.diagnostics;
        found.extend(judged.files.into_iter().flat_map(|f| f.diagnostics));
        found.push(fault::half_a_baseline(output.path()));
        terminal.diagnose(judged.sources, found);
        return Exit::Unreadable;
    }
    let list = with_names(output.path(), |names| baseline::Baseline::of(&judged, names, &settings.fail_on));
    let text = match list.write() {
        Ok(text) => text,
        Err(e) => {
            terminal.complain(&format!("{e}\n"));
            return Exit::Internal;
        }
    };
    let written = terminal.written(held.replace(&text));
    if written != Exit::Ok {
        return written;
    }
    let (n, name, lang) = (list.len(), files::said(output.path()), terminal.lang);
    let n = words::count(n, lang.pick("bevinding", "finding"), lang.pick("bevindingen", "findings"));
    terminal.complain(&lang.pick(
        format!("{name} gemaakt: {n}. `toets check --baseline {name}` faalt alleen op wat erbij komt.\n"),
        format!("Made {name}: {n}. `toets check --baseline {name}` fails only on what is new.\n"),
    ));
    Exit::Ok
}

/// Reads the list that a run is held against.
pub(crate) fn list(settings: &mut Settings) -> Result<Option<(baseline::Baseline, Named)>, Diagnostic> {
    let Some((path, place)) = settings.baseline.clone() else { return Ok(None) };
    let bytes = path.fetch(Kind::Baseline).map_err(|why| {
        let d = if why.is_missing() { fault::no_baseline(path.path()) } else { path.said(why) };
        place.map_or(d.clone(), |place| d.at(place))
    })?;
    let (id, found) = crate::agreement::decode(&mut settings.sources, files::shown(path.path()), &bytes);
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
fn with_names<R>(list: &Path, work: impl FnOnce(&Names<'_>) -> R) -> R {
    let folder = list.parent().filter(|p| !p.as_os_str().is_empty() && !files::is_pipe(list));
    let folder = folder.unwrap_or(Path::new("."));
    let of = |run: &FileRun| {
        let no_file = run.portfolio.is_some() || crate::run::is_piped(&run.name);
        if no_file { run.name.clone() } else { files::from_folder(folder, Path::new(&run.name)) }
    };
    // The list may be a stranger's: whether a file elsewhere exists is nothing to tell.
    let by = By::within(folder, Namer::Baseline);
    let exists = |name: &str| crate::run::is_piped(name) || Named::new(folder.join(name), by.clone()).exists();
    work(&Names { of: &of, exists: &exists })
}
