//! `toets check`: from the files on the command line to a report and an exit code.
//!
//! Files are read in order, parsed and judged side by side, and reported in order: the same input gives the same report.

mod changed;
mod judge;
mod portfolio;
mod shelf;
mod watch;

use std::path::{Path, PathBuf};
use std::sync::Arc;

use jiff::civil::Date;

use crate::baseline::Baseline;
use crate::cli::args::{Check, FormatArg, LevelArg};
use crate::cli::exit::Exit;
use crate::cli::git::Changes;
use crate::cli::output::Terminal;
use crate::cli::progress::Progress;
use crate::cli::rulesets::{Library, Origin};
use crate::cli::settings::{self, Settings};
use crate::cli::test::asks_for;
use crate::cli::{baseline, clock, fault, files, git};
use crate::diagnostic::{Diagnostic, Severity};
use crate::evaluate::finding::{Finding, Weight};
use crate::evaluate::is_about_a_record;
use crate::lang::{Lang, Text};
use crate::report::{self, FileRun, Format, LoadedRuleset, Run, Since};
use crate::source::{Sources, Span};

pub(crate) use shelf::Input;
use shelf::Shelf;

/// Files of a portfolio that the text report still shows one by one; of more it shows what they say together.
const SHOWN_APART: usize = 12;

/// What holds for all files of a run.
pub(crate) struct Checker {
    pub(crate) sources: Sources,
    pub(crate) library: Library,
    shelf: Shelf,
    today: Date,
    /// `--date`, and who gave it.
    date: Option<(Date, Text)>,
    /// `--ruleset`, and who asked for it.
    pub(crate) ruleset: Option<(Origin, Text)>,
    /// `--set`, as names and values.
    set: Vec<(String, String)>,
    /// `--include`, with the place in `toets.toml`.
    include: Vec<(String, Option<Span>)>,
    /// `--changed-since`
    changes: Option<Changes>,
    /// Whether what the files say together is asked for: that rests on all of them.
    portfolio: bool,
    /// `--ignore-deviations`
    ignore_deviations: bool,
    /// A field that the ruleset does not know is passed over: another ruleset may have it.
    pub(crate) passes_unknown_fields: bool,
    /// The report shows the computation.
    traced: bool,
    /// The report answers questions about findings.
    explained: bool,
    /// The report shows of each file only what came out.
    brief: bool,
    lang: Lang,
}

/// What came of the files.
pub(crate) struct Judged {
    pub(crate) sources: Sources,
    pub(crate) files: Vec<FileRun>,
    /// What is wrong with the rulesets.
    pub(crate) diagnostics: Vec<Diagnostic>,
    since: Option<Since>,
    brief: bool,
    /// Every file that was read or looked for.
    rests_on: Vec<PathBuf>,
}

/// How much a report shows, as far as judging must know.
#[derive(Clone, Copy)]
pub(crate) struct Wanted {
    /// The name of standard input.
    pub(crate) piped: &'static str,
    /// The computation.
    pub(crate) traced: bool,
    /// Answers to questions about findings.
    pub(crate) explained: bool,
    /// Never less than all words of every finding.
    pub(crate) whole: bool,
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
    let known = match baseline::list(&mut settings) {
        Ok(known) => known,
        Err(d) => {
            terminal.diagnose(settings.sources, vec![d]);
            return (Exit::Unreadable, settings.baseline.into_iter().map(|(path, _)| path).collect());
        }
    };
    let explained = settings.explain.is_some() || settings.format == FormatArg::Json;
    let wanted = Wanted {
        // A program that reads the report knows it by the name that was typed.
        piped: match settings.format {
            FormatArg::Json => report::PIPED,
            FormatArg::Text | FormatArg::Plain => report::piped_in_words(terminal.lang),
        },
        traced: settings.verbose || explained,
        explained,
        // What a finding is about is part of knowing it again.
        whole: known.is_some(),
    };
    match judge(&mut settings, wanted, terminal.lang) {
        Ok(judged) => {
            let rests_on = judged.rests_on.clone();
            (deliver(judged, known.as_ref(), &settings, terminal), rests_on)
        }
        Err(d) => {
            let sources = std::mem::take(&mut settings.sources);
            terminal.diagnose(sources, vec![d]);
            (Exit::Unreadable, settings.files)
        }
    }
}

/// Reads and judges the files of a run.
pub(crate) fn judge(settings: &mut Settings, wanted: Wanted, lang: Lang) -> Result<Judged, Diagnostic> {
    let mut checker = Checker::new(settings, wanted, lang)?;
    let inputs = inputs(&settings.files, wanted.piped);
    if let Some(output) = &settings.output
        && inputs.iter().any(|i| files::same(Path::new(&i.name), output))
    {
        settings.sources = checker.sources;
        return Err(fault::output_is_input(output));
    }
    let of = inputs.len();
    let brief = settings.portfolio && !checker.traced && of > SHOWN_APART;
    checker.brief = brief && !wanted.whole;
    let mut files = checker.files(inputs);
    if settings.portfolio && !files.is_empty() {
        let together = checker.portfolios(&mut files);
        files.extend(together);
    }
    let mut rests_on = checker.shelf.paths();
    rests_on.extend(checker.sources.iter().filter(|f| f.name.ends_with(".regels")).map(|f| PathBuf::from(&f.name)));
    let since = settings.changed_since.clone().map(|revision| Since { revision, of });
    let diagnostics = checker.library.diagnostics;
    Ok(Judged { sources: checker.sources, files, diagnostics, since, brief, rests_on })
}

/// Prints or writes the report.
fn deliver(
    mut judged: Judged,
    known: Option<&(Baseline, PathBuf)>,
    settings: &Settings,
    terminal: &mut Terminal,
) -> Exit {
    let compared = known.map(|(list, path)| baseline::compare(list, path, &mut judged.files, &settings.fail_on));
    // After the comparison: an entry about another norm is no less known because it is not asked for.
    let unknown = only(&mut judged.files, &settings.only);
    judged.diagnostics.extend(unknown);
    let run = Run {
        sources: judged.sources,
        files: judged.files,
        diagnostics: judged.diagnostics,
        baseline: compared,
        since: judged.since,
        lang: terminal.lang,
        only: settings.only.clone(),
        explain: settings.explain.clone(),
        ignore_deviations: settings.ignore_deviations,
        verbose: settings.verbose,
        brief: judged.brief,
        colour: settings.output.is_none() && terminal.colour(),
        width: if settings.output.is_none() { terminal.width } else { 100 },
    };
    let exit = exit(&run, settings);
    let format = match settings.format {
        FormatArg::Text => Format::Text,
        FormatArg::Plain => Format::Plain,
        FormatArg::Json => Format::Json,
    };
    let text = match report::render(&run, format) {
        Ok(text) => text,
        Err(e) => {
            terminal.complain(&format!("{e}\n"));
            return Exit::Internal;
        }
    };
    match &settings.output {
        None => exit.max(terminal.print(&text)),
        Some(path) => match files::write(path, &text) {
            Ok(()) => exit,
            Err(d) => {
                terminal.diagnose(Sources::new(), vec![d]);
                Exit::Unreadable
            }
        },
    }
}

/// Keeps the findings about the norms that are asked for; a norm that no ruleset has is an error.
fn only(files: &mut [FileRun], typed: &[String]) -> Vec<Diagnostic> {
    if typed.is_empty() {
        return Vec::new();
    }
    let loaded: Vec<Arc<LoadedRuleset>> = files.iter().filter_map(|f| f.ruleset.clone()).collect();
    let known = || loaded.iter().flat_map(|r| r.checked.rules()).map(|r| r.id.as_str());
    let asks = |typed: &String, id: &str| asks_for(&typed.to_uppercase(), id) || asks_for(typed, id);
    for file in files {
        let Some(loaded) = file.ruleset.clone() else { continue };
        file.findings.retain(|f| typed.iter().any(|t| asks(t, &loaded.checked.rule(f.rule).id)));
    }
    let unknown = typed.iter().filter(|t| !loaded.is_empty() && !known().any(|id| asks(t, id)));
    unknown.map(|t| fault::unknown_norm(t, known())).collect()
}

/// How the run ends: what cannot be read weighs more than what is found.
fn exit(run: &Run, settings: &Settings) -> Exit {
    let unread = run.files.iter().any(|f| f.facts.is_none());
    let broken = run.diagnostics.iter().any(|d| d.severity == Severity::Error);
    let least = match settings.level {
        LevelArg::Error => Some(Weight::Error),
        LevelArg::Warning => Some(Weight::Warning),
        LevelArg::Note => Some(Weight::Note),
        LevelArg::Never => None,
    };
    let fails = |f: &Finding| {
        !f.known && (least.is_some_and(|least| f.weight >= least) || settings.fail_on.contains(&f.verdict))
    };
    if unread || broken {
        Exit::Unreadable
    } else if run.files.iter().flat_map(|f| &f.findings).any(fails)
        || (least.is_some_and(|least| least <= Weight::Warning)
            && run.files.iter().flat_map(|f| &f.diagnostics).any(is_about_a_record))
    {
        Exit::Findings
    } else {
        Exit::Ok
    }
}

/// The files that the arguments stand for, each once, folders in order of path.
fn inputs(paths: &[PathBuf], piped: &str) -> Vec<Input> {
    let mut inputs: Vec<Input> = Vec::new();
    let mut add = |path: &Path| {
        let name = if path.as_os_str() == files::STDIN { piped.to_owned() } else { files::shown(path) };
        if !inputs.iter().any(|i| i.name == name) {
            inputs.push(Input { path: path.to_path_buf(), name, bytes: files::read(path) });
        }
    };
    let mut empty = Vec::new();
    for path in paths {
        if path.as_os_str() == files::STDIN || !files::is_folder(path) {
            add(path);
            continue;
        }
        let found = files::below(path, &["yaml", "yml"]);
        found.iter().for_each(|p| add(p));
        if found.is_empty() {
            let bytes = Err(fault::no_agreements(path));
            empty.push(Input { path: path.clone(), name: files::shown(path), bytes });
        }
    }
    inputs.extend(empty);
    inputs
}

impl Checker {
    /// Checks files as `toets check` does without options, and keeps the computation.
    pub(crate) fn plain(date: Option<Date>, lang: Lang) -> Self {
        Checker {
            sources: Sources::new(),
            library: Library::default(),
            shelf: Shelf::default(),
            today: clock::today(),
            date: date.map(settings::given_date),
            ruleset: None,
            set: vec![],
            include: vec![],
            changes: None,
            ignore_deviations: false,
            passes_unknown_fields: false,
            portfolio: false,
            traced: true,
            explained: false,
            brief: false,
            lang,
        }
    }

    fn new(settings: &mut Settings, wanted: Wanted, lang: Lang) -> Result<Self, Diagnostic> {
        let changes = settings.changed_since.as_deref().map(git::changed_since).transpose()?;
        // What holds for every file changed: then every file did.
        let all = [settings.config.as_ref(), settings.baseline.as_ref().map(|(path, _)| path)];
        let changes = changes.filter(|c| !all.into_iter().flatten().any(|path| c.touch(path)));
        Ok(Checker {
            sources: std::mem::take(&mut settings.sources),
            library: Library::default(),
            shelf: Shelf::default(),
            today: clock::today(),
            date: settings.date.clone(),
            ruleset: settings.ruleset.clone(),
            set: settings.set.clone(),
            include: settings.include.clone(),
            changes,
            ignore_deviations: settings.ignore_deviations,
            passes_unknown_fields: false,
            portfolio: settings.portfolio,
            traced: wanted.traced,
            explained: wanted.explained,
            brief: false,
            lang,
        })
    }

    fn progress(&self, what: Text, total: usize) -> Progress {
        Progress::new(self.lang, what, total)
    }
}
