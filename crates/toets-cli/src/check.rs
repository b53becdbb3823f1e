//! `toets check`: from the files on the command line to a report and an exit code.
//!
//! Files are read in order, parsed and judged side by side, and reported in order: the same input gives the same report.

mod changed;
mod judge;
mod portfolio;
mod shelf;
mod watch;

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use jiff::civil::Date;

use crate::args::Check;
use crate::exit::Exit;
use crate::files::Named;
use crate::git::Base;
use crate::inputs::{Input, inputs};
use crate::output::Terminal;
use crate::progress::Progress;
use crate::rulesets::{Library, Origin};
use crate::settings::{self, Given, Settings};
use crate::test::asks_for;
use crate::{clock, fault, files, git, known};
use toets::diagnostic::{Diagnostic, Severity};
use toets::evaluate::finding::Verdict;
use toets::lang::{Lang, Text};
use toets::limits;
use toets::report::Format;
use toets::run::baseline::Baseline;
use toets::run::receipt::{Asked, Ease, Originals};
use toets::run::{FileRun, LoadedRuleset, Run, Since, eased};
use toets::source::{Sources, Span, Spanned};

use shelf::Shelf;

/// Files of a portfolio that the text report still shows one by one; of more it shows what they say together.
const SHOWN_APART: usize = 12;

/// What holds for all files of a run.
pub(crate) struct Checker {
    pub(crate) sources: Sources,
    pub(crate) library: Library,
    shelf: Shelf,
    /// The day of the run; that of `--date` where one is given.
    today: Date,
    /// Whether what comes out depends on the day of the run.
    counts_today: bool,
    /// `--date`
    date: Option<Date>,
    /// The ruleset that was asked for.
    pub(crate) ruleset: Option<Origin>,
    /// `--set`, as names and values.
    set: Vec<(String, String)>,
    /// All of it as given.
    asked: Asked,
    /// Who gave it.
    pub(crate) given: Given,
    /// `--changed-since`
    base: Option<Base>,
    lang: Lang,
    /// A field that the ruleset does not know is passed over: another ruleset may have it.
    pub(crate) passes_unknown_fields: bool,
    /// So many files together that changes are not sought for each.
    many: bool,
    /// Values of all files that were read.
    values: usize,
}

/// How a run is shown, for [`judged_from`].
#[derive(Debug, Clone, Copy)]
pub(crate) struct Shown {
    pub(crate) lang: Lang,
    /// Of many files only what they say together.
    pub(crate) may_be_brief: bool,
}

/// What a run starts from besides the options that change what comes out.
#[derive(Default)]
pub(crate) struct Start {
    /// Holds the text of `toets.toml`.
    pub(crate) sources: Sources,
    pub(crate) given: Given,
    /// The ruleset that was asked for, with who named it.
    pub(crate) ruleset: Option<Origin>,
    /// `--changed-since`, and what to compare with; nothing when every file counts as changed.
    pub(crate) changes: Option<(String, Option<Base>)>,
    /// What is to be said of the run as a whole.
    pub(crate) said: Vec<Diagnostic>,
    /// The list of known findings, and where it is.
    pub(crate) known: Option<(Baseline, Named)>,
    /// `--fail-on`: a list may hold these outcomes too.
    pub(crate) also: Vec<Verdict>,
    /// The files of a result that is made again.
    pub(crate) originals: Arc<Originals>,
}

/// Judges files: what every command does that shows findings. With every file that was read or looked for.
pub(crate) fn judged_from(
    start: Start,
    asked: &Asked,
    inputs: Vec<Input>,
    shown: Shown,
) -> Result<(Run, Vec<PathBuf>), Diagnostic> {
    let mut checker = Checker::new(asked, shown)?;
    let of = inputs.len();
    checker.sources = start.sources;
    let eased = start.given.eased;
    checker.ruleset = start.ruleset;
    checker.shelf.originals = start.originals.clone();
    checker.library.originals = start.originals;
    checker.given = Given { include: start.given.include, ..Given::by(asked) };
    let since = start.changes.map(|(revision, base)| {
        checker.base = base;
        Since { revision, of }
    });
    start.said.into_iter().for_each(|d| checker.library.report(d));
    checker.many = asked.portfolio && of > SHOWN_APART;
    let mut bound = checker.bound(inputs);
    let together = if asked.portfolio { checker.portfolios(&mut bound) } else { Vec::new() };
    let mut files = checker.judged(bound);
    files.extend(together.into_iter().map(|portfolio| checker.judged_side_by_side(portfolio)));
    let mut rests_on = checker.shelf.paths();
    let mut addresses = checker.shelf.addresses();
    for path in checker.library.paths(&checker.sources) {
        addresses.insert(files::shown(&path), &files::from_top(&path));
        rests_on.push(path);
    }
    let unknown = not_eased(&files, &asked.eased, &eased);
    unknown.into_iter().for_each(|d| checker.library.report(d));
    let today = checker.counts_today.then(|| checker.today.to_string());
    let mut run = Run {
        sources: checker.sources,
        files,
        addresses,
        diagnostics: checker.library.diagnostics,
        since,
        asked: Asked { today, ..checker.asked },
        lang: shown.lang,
        only: asked.rule.clone(),
        ignore_deviations: asked.ignore_deviations,
        brief: checker.many && shown.may_be_brief,
        width: 100,
        ..Run::default()
    };
    run.baseline = start.known.map(|(list, path)| known::compare(&list, path.path(), &mut run, &start.also));
    // After the comparison: an entry about another norm is no less known because it is not asked for.
    let unknown = only(&mut run.files, &asked.rule);
    run.diagnostics.extend(unknown);
    Ok((run, rests_on))
}

pub(crate) fn run(args: &Check, terminal: &mut Terminal) -> Exit {
    if args.watch { watch::run(args, terminal) } else { once(args, terminal).0 }
}

/// One pass over the files, with the files that it rests on.
fn once(args: &Check, terminal: &mut Terminal) -> (Exit, Vec<PathBuf>) {
    let mut settings = match settings::check(args) {
        Ok(settings) => settings,
        Err((sources, found)) => {
            terminal.diagnose(sources, found);
            return (Exit::Unreadable, Vec::new());
        }
    };
    // A program that reads the report knows it by the name that was typed.
    let people = settings.outputs.formats().all(Format::is_for_people);
    let piped = if people { toets::run::piped_in_words(terminal.lang) } else { toets::run::PIPED };
    let start = match start(&mut settings) {
        Ok(start) => start,
        Err(d) => {
            terminal.diagnose(settings.sources, vec![d]);
            return (Exit::Unreadable, settings.baseline.iter().map(|(list, _)| list.path().to_path_buf()).collect());
        }
    };
    let inputs = inputs(&settings.files, &settings.exclude, piped);
    settings.ease(&inputs);
    let may_be_brief = !settings.verbose && settings.explain.is_none();
    let shown = Shown { lang: terminal.lang, may_be_brief };
    match judged_from(start, &settings.asked, inputs, shown) {
        Ok((run, rests_on)) => (deliver(run, &settings, terminal, !args.watch), rests_on),
        Err(d) => {
            terminal.diagnose(Sources::new(), vec![d]);
            (Exit::Unreadable, settings.files.iter().map(|f| f.path().to_path_buf()).collect())
        }
    }
}

/// What `toets.toml`, git and the list of known findings have to do with a run.
pub(crate) fn start(settings: &mut Settings) -> Result<Start, Diagnostic> {
    let mut changes = None;
    let mut said = Vec::new();
    if let Some(revision) = settings.changed_since.clone() {
        let mut base = git::base(&revision)?;
        said.extend(base.said.take());
        // What holds for every file changed: then every file did.
        let list = settings.baseline.iter().map(|(list, _)| list.path().to_path_buf());
        let all = settings.config.iter().cloned().chain(list).collect();
        let same = base.changed(&all, &BTreeSet::new())?.is_empty();
        changes = Some((revision, same.then_some(base)));
    }
    let known = known::list(settings)?;
    Ok(Start {
        sources: std::mem::take(&mut settings.sources),
        given: settings.given.clone(),
        ruleset: settings.ruleset.take(),
        changes,
        said,
        known,
        also: settings.fail_on.clone(),
        originals: Arc::default(),
    })
}

/// Prints and writes the reports; the last thing the program does, when it `ends` with it.
fn deliver(run: Run, settings: &Settings, terminal: &mut Terminal, ends: bool) -> Exit {
    let mut run = Run {
        level: settings.level,
        fail_on: settings.fail_on.clone(),
        verbose: settings.verbose,
        explain: settings.explain.clone(),
        ..run
    };
    let exit = exit(&run).max(settings.outputs.write(&mut run, terminal));
    if ends {
        // The program ends here: giving back what a country takes piece by piece would be for nothing.
        std::mem::forget(run);
    }
    exit
}

/// Keeps what came out of the norms that are asked for; a norm that no ruleset has is an error.
fn only(files: &mut [FileRun], typed: &[String]) -> Vec<Diagnostic> {
    if typed.is_empty() {
        return Vec::new();
    }
    let loaded: Vec<Arc<LoadedRuleset>> = files.iter().filter_map(|f| f.ruleset.clone()).collect();
    let known = || loaded.iter().flat_map(|r| r.checked.rules()).map(|r| r.id.as_str());
    let typed: Vec<(&String, String)> = typed.iter().map(|t| (t, t.to_uppercase())).collect();
    let asks = |(typed, upper): &(&String, String), id: &str| asks_for(upper, id) || asks_for(typed, id);
    for file in files {
        let Some(loaded) = file.ruleset.clone() else { continue };
        let asked = |rule| typed.iter().any(|t| asks(t, &loaded.checked.rule(rule).id));
        file.judged.retain(|j| asked(j.rule));
    }
    let unknown = typed.iter().filter(|t| !loaded.is_empty() && !known().any(|id| asks(t, id)));
    unknown.map(|(t, _)| fault::unknown_norm(t, known())).take(limits::MAX_DIAGNOSTICS_PER_FILE).collect()
}

/// The norms that are to count less and that no ruleset of the run has: what is said of them would do nothing.
fn not_eased(files: &[FileRun], asked: &[Ease], places: &[Spanned<String>]) -> Vec<Diagnostic> {
    let loaded: Vec<&LoadedRuleset> = files.iter().filter_map(|f| f.ruleset.as_deref()).collect();
    let mut norms: Vec<Spanned<String>> = places.to_vec();
    if norms.is_empty() {
        norms = asked.iter().flat_map(|e| &e.norms).map(|n| Spanned::new(n.clone(), Span::default())).collect();
    }
    let known = || loaded.iter().flat_map(|r| r.checked.rules()).map(|r| r.id.as_str());
    let unknown = norms
        .into_iter()
        .filter(|n| !loaded.is_empty() && !loaded.iter().any(|r| eased::norm(&r.checked, &n.value).is_some()));
    unknown
        .map(|n| {
            let d = fault::unknown_norm(&n.value, known());
            if places.is_empty() { d } else { d.at(n.span) }
        })
        .take(limits::MAX_DIAGNOSTICS_PER_FILE)
        .collect()
}

/// One file as `toets check` judges it, with the texts and what is wrong with the rulesets.
///
/// # Errors
/// When an option cannot be understood.
pub(crate) fn one(
    start: Start,
    asked: &Asked,
    (path, name): (&Path, &str),
    bytes: Vec<u8>,
    lang: Lang,
) -> Result<Run, Diagnostic> {
    let input = Input { path: path.to_path_buf(), piped: false, name: name.to_owned(), bytes: Ok(bytes) };
    let shown = Shown { lang, may_be_brief: false };
    judged_from(start, asked, vec![input], shown).map(|(run, _)| run)
}

/// How the run ends: what cannot be read weighs more than what is found.
fn exit(run: &Run) -> Exit {
    let unread = run.files.iter().any(|f| f.facts.is_none());
    let broken = run.diagnostics.iter().any(|d| d.severity == Severity::Error);
    if unread || broken {
        Exit::Unreadable
    } else if run.files.iter().flat_map(|f| &f.judged).any(|j| run.fails(j))
        || run.files.iter().flat_map(|f| &f.diagnostics).any(|d| run.fails_on(d))
    {
        Exit::Findings
    } else {
        Exit::Ok
    }
}

impl Checker {
    /// Checks files as `toets check` does without options; a comparison shows no changes.
    pub(crate) fn plain(date: Option<Date>, lang: Lang) -> Self {
        Checker { many: true, ..Self::blank(clock::today(), date, lang) }
    }

    fn blank(today: Date, date: Option<Date>, lang: Lang) -> Self {
        Checker {
            sources: Sources::new(),
            library: Library::default(),
            shelf: Shelf::default(),
            today,
            counts_today: false,
            date,
            ruleset: None,
            set: vec![],
            asked: Asked::default(),
            given: Given::default(),
            base: None,
            lang,
            passes_unknown_fields: false,
            many: false,
            values: 0,
        }
    }

    fn new(asked: &Asked, shown: Shown) -> Result<Self, Diagnostic> {
        let day = |d: &String| clock::parse(d).ok_or_else(|| fault::bad_date(d));
        let date = asked.date.as_ref().map(day).transpose()?;
        let today = asked.today.as_ref().map(day).transpose()?;
        let set = asked
            .set
            .iter()
            .map(|s| settings::pair(s).ok_or_else(|| fault::bad_setting(s)))
            .collect::<Result<_, _>>()?;
        let today = date.or(today).unwrap_or_else(clock::today);
        let asked = Asked { date: date.map(|d| d.to_string()), ..asked.clone() };
        Ok(Checker { set, asked, ..Self::blank(today, date, shown.lang) })
    }

    fn progress(&self, what: Text, total: usize) -> Progress {
        Progress::new(self.lang, what, total)
    }
}
