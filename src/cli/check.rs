//! `toets check`: from the files on the command line to a report and an exit code.
//!
//! Files are read in order, parsed and judged side by side, and reported in order: the same input gives the same report.

mod judge;
mod outputs;
mod portfolio;
mod shelf;

use std::path::{Path, PathBuf};

use jiff::civil::Date;

use crate::cli::args::{Check, LevelArg};
use crate::cli::exit::Exit;
use crate::cli::output::Terminal;
use crate::cli::rulesets::{self, Library, Origin};
use crate::cli::{clock, fault, files};
use crate::diagnostic::{Diagnostic, Severity};
use crate::evaluate::finding::Weight;
use crate::report::{self, Format, Run};
use crate::source::Sources;

use outputs::Outputs;
use shelf::{Input, Shelf};

/// Files of a portfolio that the text report still shows one by one; of more it shows what they say together.
const SHOWN_APART: usize = 12;

/// What holds for all files of a run.
struct Checker {
    sources: Sources,
    library: Library,
    shelf: Shelf,
    today: Date,
    /// `--date`
    date: Option<Date>,
    /// `--ruleset`
    ruleset: Option<Origin>,
    /// `--set`, as names and values.
    set: Vec<(String, String)>,
    /// `--include`
    include: Vec<String>,
    /// The report shows the computation.
    traced: bool,
    /// The report shows of each file only what came out.
    brief: bool,
}

pub(crate) fn run(args: &Check, terminal: &mut Terminal) -> Exit {
    match Outputs::new(args).and_then(|outputs| Ok((Checker::new(args, &outputs)?, outputs))) {
        Ok((checker, outputs)) => check(args, checker, outputs, terminal),
        Err(d) => {
            terminal.diagnose(Sources::new(), vec![d]);
            Exit::Unreadable
        }
    }
}

fn check(args: &Check, mut checker: Checker, outputs: Outputs, terminal: &mut Terminal) -> Exit {
    // A program that reads a report knows it by the name that was typed.
    let people = outputs.formats().all(Format::is_for_people);
    let piped = if people { report::piped_in_words(terminal.lang) } else { report::PIPED };
    let inputs = inputs(&args.files, piped);
    let overwritten = |output: &&Path| inputs.iter().any(|i| files::same(Path::new(&i.name), output));
    if let Some(output) = outputs.paths().find(overwritten) {
        terminal.diagnose(Sources::new(), vec![fault::output_is_input(output)]);
        return Exit::Unreadable;
    }
    let brief = args.portfolio && !args.verbose && inputs.len() > SHOWN_APART;
    // What people see in brief needs no details, but a program gets them all.
    checker.brief = brief && people && !checker.traced;
    let mut files = checker.files(inputs);
    if args.portfolio {
        let together = checker.portfolios(&mut files);
        files.extend(together);
    }
    let run = Run {
        sources: checker.sources,
        files,
        diagnostics: checker.library.diagnostics,
        level: match args.level {
            LevelArg::Error => Some(Weight::Error),
            LevelArg::Warning => Some(Weight::Warning),
            LevelArg::Note => Some(Weight::Note),
            LevelArg::Never => None,
        },
        lang: terminal.lang,
        verbose: args.verbose,
        brief,
        colour: false,
        width: terminal.width,
    };
    exit(&run).max(outputs.write(run, terminal))
}

/// How the run ends: what cannot be read weighs more than what is found.
fn exit(run: &Run) -> Exit {
    let unread = run.files.iter().any(|f| f.facts.is_none());
    let broken = run.diagnostics.iter().any(|d| d.severity == Severity::Error);
    if unread || broken {
        Exit::Unreadable
    } else if run.files.iter().flat_map(|f| &f.findings).any(|f| run.fails(f)) {
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

/// `naam=waarde`.
fn pair(text: &str) -> Option<(String, String)> {
    let (name, value) = text.split_once('=')?;
    let (name, value) = (name.trim(), value.trim());
    (!name.is_empty() && !value.is_empty()).then(|| (name.to_string(), value.to_string()))
}

impl Checker {
    fn new(args: &Check, outputs: &Outputs) -> Result<Self, Diagnostic> {
        let date = args.date.as_deref().map(|d| clock::parse(d).ok_or_else(|| fault::bad_date(d))).transpose()?;
        let ruleset = args.ruleset.ruleset.as_deref().map(rulesets::named).transpose()?;
        let set = args.set.iter().map(|s| pair(s).ok_or_else(|| fault::bad_setting(s))).collect::<Result<_, _>>()?;
        Ok(Checker {
            sources: Sources::new(),
            library: Library::default(),
            shelf: Shelf::default(),
            today: clock::today(),
            date,
            ruleset,
            set,
            include: args.include.clone(),
            traced: args.verbose || outputs.formats().any(|f| f == Format::Json),
            brief: false,
        })
    }
}
