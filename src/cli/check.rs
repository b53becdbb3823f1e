//! `toets check`: from the files on the command line to a report and an exit code.

use std::path::{Path, PathBuf};

use jiff::civil::Date;

use crate::agreement;
use crate::agreement::Tree;
use crate::agreement::facts::FactValue;
use crate::cli::args::{Check, FormatArg, LevelArg};
use crate::cli::exit::Exit;
use crate::cli::output::Terminal;
use crate::cli::rulesets::{self, Library, Origin};
use crate::cli::{clock, deviations, fault, files};
use crate::diagnostic::{Diagnostic, Severity};
use crate::evaluate::finding::Weight;
use crate::evaluate::{self, Options};
use crate::lang::Text;
use crate::report::{self, FileRun, Format, Run};
use crate::ruleset::Checked;
use crate::ruleset::model::Role;
use crate::source::Sources;
use crate::text;

/// A file to check: its name and its bytes, or why there are none.
struct Input {
    name: String,
    bytes: Result<Vec<u8>, Diagnostic>,
}

/// What holds for all files of a run.
struct Checker {
    sources: Sources,
    library: Library,
    today: Date,
    /// `--date`
    date: Option<Date>,
    /// `--ruleset`
    ruleset: Option<Origin>,
    /// `--set`, as names and values.
    set: Vec<(String, String)>,
    /// `--include`
    include: Vec<String>,
}

pub(crate) fn run(args: &Check, terminal: &mut Terminal) -> Exit {
    let mut checker = match Checker::new(args) {
        Ok(checker) => checker,
        Err(d) => {
            terminal.diagnose(Sources::new(), vec![d]);
            return Exit::Unreadable;
        }
    };
    let inputs = inputs(&args.files);
    if let Some(output) = &args.output
        && inputs.iter().any(|i| files::same(Path::new(&i.name), output))
    {
        terminal.diagnose(Sources::new(), vec![fault::output_is_input(output)]);
        return Exit::Unreadable;
    }
    let mut files = Vec::new();
    for input in inputs {
        files.push(checker.file(input));
    }
    let run = Run {
        sources: checker.sources,
        files,
        diagnostics: checker.library.diagnostics,
        lang: terminal.lang,
        verbose: args.verbose,
        colour: args.output.is_none() && terminal.colour(),
        width: if args.output.is_none() { terminal.width } else { 100 },
    };
    let exit = exit(&run, args.level);
    let format = match args.format {
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
    match &args.output {
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
    } else if run.files.iter().flat_map(|f| &f.findings).any(|f| f.weight >= least) {
        Exit::Findings
    } else {
        Exit::Ok
    }
}

/// The files that the arguments stand for, each once, folders in order of path.
fn inputs(paths: &[PathBuf]) -> Vec<Input> {
    let mut inputs: Vec<Input> = Vec::new();
    let mut add = |path: &Path| {
        let name = files::shown(path);
        if !inputs.iter().any(|i| i.name == name) {
            inputs.push(Input { name, bytes: files::read(path) });
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
            empty.push(Input { name: files::shown(path), bytes: Err(fault::no_agreements(path)) });
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
    fn new(args: &Check) -> Result<Self, Diagnostic> {
        let date = args.date.as_deref().map(|d| clock::parse(d).ok_or_else(|| fault::bad_date(d))).transpose()?;
        let ruleset = args.ruleset.ruleset.as_deref().map(rulesets::named).transpose()?;
        let set = args.set.iter().map(|s| pair(s).ok_or_else(|| fault::bad_setting(s))).collect::<Result<_, _>>()?;
        Ok(Checker {
            sources: Sources::new(),
            library: Library::default(),
            today: clock::today(),
            date,
            ruleset,
            set,
            include: args.include.clone(),
        })
    }

    /// Reads, binds and evaluates one file.
    fn file(&mut self, input: Input) -> FileRun {
        let mut run = FileRun {
            name: input.name,
            file: None,
            sha256: String::new(),
            ruleset: None,
            ruleset_reason: Text::default(),
            date: self.date.unwrap_or(self.today),
            date_reason: Text::default(),
            facts: None,
            findings: Vec::new(),
            diagnostics: Vec::new(),
        };
        let bytes = match input.bytes {
            Ok(bytes) => bytes,
            Err(d) => {
                run.diagnostics.push(d);
                return run;
            }
        };
        run.sha256 = rulesets::sha256(&bytes);
        let (id, mut found) = agreement::decode(&mut self.sources, &run.name, &bytes);
        drop(bytes);
        run.file = Some(id);
        let tree = match self.sources.get(id).filter(|_| !found.has_errors()) {
            Some(file) => {
                let (tree, more) = agreement::read(file);
                found.extend(more);
                tree
            }
            None => None,
        };
        if let Some(tree) = tree.filter(|_| !found.has_errors()) {
            self.tree(&tree, &mut run, &mut found);
        }
        run.diagnostics.extend(found.sorted());
        run
    }

    /// Chooses ruleset and date for a file that could be read, and holds it against them.
    fn tree(&mut self, tree: &Tree, run: &mut FileRun, found: &mut crate::diagnostic::Diagnostics) {
        let origin = match self.choose(tree) {
            Ok((origin, reason)) => {
                run.ruleset_reason = reason;
                origin
            }
            Err(d) => {
                found.push(d);
                return;
            }
        };
        let Some(loaded) = self.library.load(&mut self.sources, &origin) else { return };
        let checked = &loaded.checked;
        (run.date, run.date_reason) = match (self.date, agreement::peek(checked, tree, Role::ReferenceDate)) {
            (Some(date), _) => (date, text!("opgegeven met --date", "given with --date")),
            (None, Some(said)) => match said.value {
                FactValue::Date(date) => (date, text!("staat in het bestand", "stated in the file")),
                _ => (self.today, text!("vandaag", "today")),
            },
            (None, None) => (self.today, text!("vandaag", "today")),
        };
        let (facts, more) = agreement::bind(checked, tree, tree.root());
        let errors = more.has_errors();
        found.extend(more);
        if let Some(facts) = facts.filter(|_| !errors) {
            deviations::unheard(checked, &facts).into_iter().for_each(|d| found.push(d));
            match self.options(checked) {
                Ok(options) => {
                    run.findings = evaluate::evaluate(checked, &facts, &self.sources, run.date, &options);
                    run.facts = Some(facts);
                }
                Err(d) => self.library.report(d),
            }
        }
        run.ruleset = Some(loaded);
    }

    /// What `--set` and `--include` mean in a ruleset.
    fn options(&self, checked: &Checked) -> Result<Options, Diagnostic> {
        let set = self
            .set
            .iter()
            .map(|(name, value)| evaluate::setting(checked, name, value).map_err(fault::setting_does_not_fit))
            .collect::<Result<_, _>>()?;
        let rule = |id: &String| {
            let found = checked.rule_id(id).or_else(|| checked.rule_id(&id.to_uppercase()));
            found.ok_or_else(|| fault::unknown_norm(id, checked.rules().iter().map(|r| r.id.as_str())))
        };
        let include = self.include.iter().map(rule).collect::<Result<_, _>>()?;
        // Without the trace a finding would not say which figures it rests on.
        Ok(Options { trace: true, set, include })
    }

    /// The ruleset for a file: the one asked for, the one it names, or the one for its period.
    fn choose(&mut self, tree: &Tree) -> Result<(Origin, Text), Diagnostic> {
        if let Some(origin) = &self.ruleset {
            return Ok((origin.clone(), text!("gevraagd met --ruleset", "asked for with --ruleset")));
        }
        let Some(usual) = rulesets::usual(self.today) else { return Err(fault::unknown_ruleset("", [].into_iter())) };
        // Which fields hold the ruleset and the period is for a data model to say; the usual one is as good as any.
        let Some(loaded) = self.library.load(&mut self.sources, &usual) else {
            return Ok((usual, Text::default()));
        };
        if let Some(said) = agreement::peek(&loaded.checked, tree, Role::Ruleset)
            && let FactValue::Text(name) = &said.value
        {
            let known = rulesets::embedded(name).filter(|s| s.valid.is_some());
            return match known {
                Some(set) => Ok((Origin::Embedded(set.id), text!("genoemd in het bestand", "named in the file"))),
                None => Err(fault::ruleset_in_file(name, rulesets::choosable()).at(said.span)),
            };
        }
        match agreement::peek(&loaded.checked, tree, Role::Period) {
            Some(said) => match said.value {
                FactValue::Period(first, last) => rulesets::for_period(first, last).map_err(|d| d.at(said.span)),
                _ => Ok((usual, text!("de nieuwste", "the newest"))),
            },
            None => Ok((
                usual,
                text!("de nieuwste; het bestand noemt geen looptijd", "the newest; the file states no period"),
            )),
        }
    }
}
