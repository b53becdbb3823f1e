//! `toets check`: from the files on the command line to a report and an exit code.
//!
//! Files are read in order, parsed and judged side by side, and reported in order: the same input gives the same report.

mod judge;
mod portfolio;
mod shelf;

use std::path::{Path, PathBuf};
use std::sync::Arc;

use jiff::civil::Date;

use crate::cli::args::{Check, DepthArg, FormatArg, LevelArg};
use crate::cli::exit::Exit;
use crate::cli::output::Terminal;
use crate::cli::rulesets::{self, Library, Origin};
use crate::cli::test::asks_for;
use crate::cli::{clock, fault, files};
use crate::diagnostic::{Diagnostic, Severity};
use crate::evaluate::finding::Weight;
use crate::evaluate::is_about_a_record;
use crate::lang::Lang;
use crate::receipt::Asked;
use crate::report::{self, Depth, Explain, FileRun, Format, LoadedRuleset, Question, Run};
use crate::source::Sources;

pub(crate) use shelf::Input;
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
    /// `--ruleset`
    pub(crate) ruleset: Option<Origin>,
    /// `--set`, as names and values.
    set: Vec<(String, String)>,
    /// All of it as given.
    asked: Asked,
    /// A field that the ruleset does not know is passed over: another ruleset may have it.
    pub(crate) passes_unknown_fields: bool,
    /// The report shows the computation.
    traced: bool,
    /// The report answers questions about findings.
    explained: bool,
    /// The report shows of each file only what came out.
    brief: bool,
    /// So many files together that changes are not sought for each.
    many: bool,
}

/// How a run is shown, for [`judged`].
#[derive(Debug, Clone, Copy)]
pub(crate) struct Shown {
    pub(crate) lang: Lang,
    /// Keep the computation.
    pub(crate) traced: bool,
    /// Answer questions about findings: what would decide them, and why not.
    pub(crate) explained: bool,
    /// Of many files only what they say together.
    pub(crate) may_be_brief: bool,
}

/// Judges files: what every command does that shows findings.
pub(crate) fn judged(asked: &Asked, inputs: Vec<Input>, shown: Shown) -> Result<Run, Diagnostic> {
    let mut checker = Checker::new(asked, shown)?;
    checker.many = asked.portfolio && inputs.len() > SHOWN_APART;
    checker.brief = checker.many && shown.may_be_brief && !shown.traced;
    let mut files = checker.files(inputs);
    if asked.portfolio {
        let together = checker.portfolios(&mut files);
        files.extend(together);
    }
    let unknown = only(&mut files, &asked.rule);
    checker.library.diagnostics.extend(unknown);
    let today = checker.counts_today.then(|| checker.today.to_string());
    Ok(Run {
        sources: checker.sources,
        files,
        diagnostics: checker.library.diagnostics,
        asked: Asked { today, ..checker.asked },
        lang: shown.lang,
        verbose: false,
        only: asked.rule.clone(),
        explain: None,
        ignore_deviations: asked.ignore_deviations,
        brief: checker.brief,
        colour: false,
        width: 100,
    })
}

pub(crate) fn run(args: &Check, terminal: &mut Terminal) -> Exit {
    // A program that reads the report knows it by the name that was typed.
    let piped = match args.format {
        FormatArg::Json => files::STDIN,
        FormatArg::Text | FormatArg::Plain => terminal.lang.pick("standaardinvoer", "standard input"),
    };
    let inputs = inputs(&args.files, piped);
    if let Some(d) = args.output.as_deref().and_then(|output| overwritten(&inputs, output)) {
        terminal.diagnose(Sources::new(), vec![d]);
        return Exit::Unreadable;
    }
    let explained = !args.explain.is_empty() || args.format == FormatArg::Json;
    let shown = Shown { lang: terminal.lang, traced: args.verbose || explained, explained, may_be_brief: true };
    let run = match judged(&asked(args), inputs, shown) {
        Ok(run) => run,
        Err(d) => {
            terminal.diagnose(Sources::new(), vec![d]);
            return Exit::Unreadable;
        }
    };
    let run = Run {
        verbose: args.verbose,
        explain: explain(args),
        colour: args.output.is_none() && terminal.colour(),
        width: if args.output.is_none() { terminal.width } else { run.width },
        ..run
    };
    let exit = exit(&run, args.level);
    let format = match args.format {
        FormatArg::Text => Format::Text,
        FormatArg::Plain => Format::Plain,
        FormatArg::Json => Format::Json,
    };
    match report::render(&run, format) {
        Ok(text) => exit.max(terminal.hand_over(&text, args.output.as_deref())),
        Err(e) => {
            terminal.complain(&format!("{e}\n"));
            Exit::Internal
        }
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

/// The questions that are asked, each once, in the order of the answers.
fn explain(args: &Check) -> Option<Explain> {
    if args.explain.is_empty() {
        return None;
    }
    let mut questions: Vec<Question> = args.explain.iter().flat_map(|q| q.questions()).copied().collect();
    questions.sort();
    questions.dedup();
    let depth = match args.depth {
        DepthArg::Short => Depth::Short,
        DepthArg::Adviser => Depth::Adviser,
        DepthArg::Full => Depth::Full,
    };
    Some(Explain { questions, depth })
}

/// The options that change what comes out.
fn asked(args: &Check) -> Asked {
    Asked {
        date: args.date.clone(),
        today: None,
        ruleset: args.ruleset.ruleset.clone(),
        set: args.set.clone(),
        include: args.include.clone(),
        portfolio: args.portfolio,
        ignore_deviations: args.ignore_deviations,
        rule: args.rule.clone(),
    }
}

/// The fault when the output would be written over an input.
pub(crate) fn overwritten(inputs: &[Input], output: &Path) -> Option<Diagnostic> {
    inputs.iter().any(|i| files::same(&i.path, output)).then(|| fault::output_is_input(output))
}

/// One file as `toets check` judges it, with the texts and what is wrong with the rulesets.
///
/// # Errors
/// When an option cannot be understood.
pub(crate) fn one(asked: &Asked, path: &Path, name: &str, bytes: Vec<u8>, lang: Lang) -> Result<Run, Diagnostic> {
    let input = Input { path: path.to_path_buf(), name: name.to_owned(), bytes: Ok(bytes) };
    judged(asked, vec![input], Shown { lang, traced: false, explained: false, may_be_brief: false })
}

/// How the run ends: what cannot be read weighs more than what is found.
fn exit(run: &Run, level: LevelArg) -> Exit {
    let unread = run.files.iter().any(|f| f.facts.is_none());
    let broken = run.diagnostics.iter().any(|d| d.severity == Severity::Error);
    let least = match level {
        LevelArg::Error => Weight::Error,
        LevelArg::Warning => Weight::Warning,
        LevelArg::Note => Weight::Note,
        LevelArg::Never => return if unread || broken { Exit::Unreadable } else { Exit::Ok },
    };
    if unread || broken {
        Exit::Unreadable
    } else if run.files.iter().flat_map(|f| &f.findings).any(|f| f.weight >= least)
        || (least <= Weight::Warning && run.files.iter().flat_map(|f| &f.diagnostics).any(is_about_a_record))
    {
        Exit::Findings
    } else {
        Exit::Ok
    }
}

/// The files that the arguments stand for, each once, folders in order of path.
pub(crate) fn inputs(paths: &[PathBuf], piped: &str) -> Vec<Input> {
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

/// `naam=waarde`.
fn pair(text: &str) -> Option<(String, String)> {
    let (name, value) = text.split_once('=')?;
    let (name, value) = (name.trim(), value.trim());
    (!name.is_empty() && !value.is_empty()).then(|| (name.to_string(), value.to_string()))
}

impl Checker {
    /// Checks files as `toets check` does without options, and keeps the computation.
    pub(crate) fn plain(date: Option<Date>, ruleset: Option<Origin>) -> Self {
        Checker {
            sources: Sources::new(),
            library: Library::default(),
            shelf: Shelf::default(),
            today: clock::today(),
            date,
            ruleset,
            set: vec![],
            counts_today: false,
            asked: Asked::default(),
            passes_unknown_fields: false,
            traced: true,
            explained: false,
            brief: false,
            // A comparison shows no changes.
            many: true,
        }
    }

    fn new(asked: &Asked, shown: Shown) -> Result<Self, Diagnostic> {
        let day = |d: &String| clock::parse(d).ok_or_else(|| fault::bad_date(d));
        let date = asked.date.as_ref().map(day).transpose()?;
        let today = asked.today.as_ref().map(day).transpose()?;
        let ruleset = asked.ruleset.as_deref().map(rulesets::named).transpose()?;
        let set = asked.set.iter().map(|s| pair(s).ok_or_else(|| fault::bad_setting(s))).collect::<Result<_, _>>()?;
        Ok(Checker {
            sources: Sources::new(),
            library: Library::default(),
            shelf: Shelf::default(),
            today: date.or(today).unwrap_or_else(clock::today),
            counts_today: false,
            date,
            ruleset,
            set,
            asked: Asked { date: date.map(|d| d.to_string()), ..asked.clone() },
            traced: shown.traced,
            passes_unknown_fields: false,
            explained: shown.explained,
            brief: false,
            many: false,
        })
    }
}
