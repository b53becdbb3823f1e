//! `toets diff`: two agreements side by side, an agreement and the one before it, or two rulesets on one agreement.
//!
//! Takes: arguments. Gives: a report and an exit code. Never compares anything itself: that is `compare`.

use std::path::Path;

use crate::args::{AskedArgs, Diff, DiffFormatArg, LevelArg, RulesetArg};
use crate::check::Checker;
use crate::exit::Exit;
use crate::files::{By, Kind, Named};
use crate::inputs::Input;
use crate::output::Terminal;
use crate::rulesets::{self, Origin};
use crate::settings::{self, Judging};
use crate::{clock, fault, files};
use toets::agreement::{self, facts::FactValue};
use toets::compare::{self, Comparison, Side};
use toets::diagnostic::{Diagnostic, Severity};
use toets::evaluate::Detail;
use toets::report::diff::{self, Compared, DiffFormat, DiffRun};
use toets::ruleset::model::Role;
use toets::run::{FileRun, Told};
use toets::source::Sources;

pub(crate) fn run(args: &Diff, terminal: &mut Terminal) -> Exit {
    let ruleset = RulesetArg { ruleset: args.ruleset.first().cloned() };
    let typed = AskedArgs { date: args.date.clone(), ruleset, ..AskedArgs::default() };
    let Judging { sources, asked, given, ruleset: usual, level, .. } = match settings::judging(&typed, &args.piped) {
        Ok(judging) => judging,
        Err((sources, all)) => return refuse(terminal, sources, all),
    };
    let files = match Named::all_typed(&args.files, &args.piped) {
        Ok(files) => files,
        Err(d) => return refuse(terminal, sources, vec![d]),
    };
    let typed: Result<Vec<_>, _> = args.ruleset.iter().map(|name| rulesets::typed(name)).collect();
    let sets = match typed {
        Ok(typed) if typed.is_empty() => usual.into_iter().collect(),
        Ok(typed) => typed,
        Err(d) => return refuse(terminal, sources, vec![d]),
    };
    let mut checker = Checker::plain(asked.date.as_deref().and_then(clock::parse), terminal.lang);
    (checker.sources, checker.given) = (sources, given);
    let pair = match both(&mut checker, &files, sets) {
        Ok(pair) => pair,
        Err(mut said) => {
            said.extend(checker.library.diagnostics);
            return refuse(terminal, checker.sources, said);
        }
    };
    let (compared, before, after) = pair;
    let wrong = problems(&checker, &[&before, &after]);
    if !wrong.is_empty() {
        return refuse(terminal, checker.sources, wrong);
    }
    let [told, told_after] = [&before, &after].map(|file| file.told(&checker.sources, |_| Detail::Steps));
    let Some((a, b)) = side(&told).zip(side(&told_after)) else {
        return refuse(terminal, checker.sources, checker.library.diagnostics);
    };
    let comparison = match compared {
        Compared::Rulesets => compare::rulesets(a, b, &checker.sources),
        Compared::Agreements => match compare::refusal(a, b) {
            Some(d) => return refuse(terminal, checker.sources, vec![d]),
            None => compare::agreements(a, b, &checker.sources),
        },
    };
    let level = args.level.or(level).unwrap_or(LevelArg::Error);
    print(args, level, terminal, &checker.sources, compared, (&before, &after), &comparison)
}

fn print(
    args: &Diff,
    level: LevelArg,
    terminal: &mut Terminal,
    sources: &Sources,
    compared: Compared,
    (before, after): (&FileRun, &FileRun),
    comparison: &Comparison,
) -> Exit {
    let run = DiffRun {
        sources,
        compared,
        before,
        after,
        comparison,
        lang: terminal.lang,
        verbose: args.verbose,
        colour: args.output.is_none() && terminal.colour(),
        width: if args.output.is_none() { terminal.width } else { 100 },
    };
    let format = match args.format {
        DiffFormatArg::Text => DiffFormat::Text,
        DiffFormatArg::Markdown => DiffFormat::Markdown,
        DiffFormatArg::Json => DiffFormat::Json,
    };
    let written = terminal.hand_over(args.output.as_deref(), |out| diff::write(run, format, out));
    written.max(exit(comparison, level))
}

/// 1 when a verdict got worse that weighs enough.
fn exit(comparison: &Comparison, level: LevelArg) -> Exit {
    let worse = level.weight().is_some_and(|least| comparison.got_worse(least));
    if worse { Exit::Findings } else { Exit::Ok }
}

fn refuse(terminal: &Terminal, sources: Sources, said: Vec<Diagnostic>) -> Exit {
    terminal.diagnose(sources, said);
    Exit::Unreadable
}

/// Checks both sides.
fn both(
    checker: &mut Checker,
    files: &[Named],
    sets: Vec<Origin>,
) -> Result<(Compared, FileRun, FileRun), Vec<Diagnostic>> {
    match (files, sets.as_slice()) {
        ([one], [first, second]) => {
            checker.passes_unknown_fields = true;
            checker.ruleset = Some(first.clone());
            // Standard input is there once.
            let input = input(one)?;
            let before = judged(checker, input.clone());
            checker.ruleset = Some(second.clone());
            let after = judged(checker, input);
            let (before, after) = (before?, after?);
            let unknown = known_to_neither(checker, &before, &after);
            if unknown.is_empty() { Ok((Compared::Rulesets, before, after)) } else { Err(unknown) }
        }
        ([first, second], [] | [_]) => {
            checker.ruleset = sets.into_iter().next();
            let (before, after) = (check(checker, first), check(checker, second));
            Ok((Compared::Agreements, before?, after?))
        }
        ([one], [] | [_]) => {
            checker.ruleset = sets.into_iter().next();
            let after = check(checker, one)?;
            let wrong = problems(checker, &[&after]);
            if !wrong.is_empty() {
                return Err(wrong);
            }
            let previous = previous(checker, one.path(), &after).map_err(|d| vec![d])?;
            let before = check(checker, &previous)?;
            Ok((Compared::Agreements, before, after))
        }
        _ => Err(vec![fault::what_to_compare()]),
    }
}

/// Fields that neither ruleset knows: mistakes, and no fields of a ruleset of one's own.
fn known_to_neither(checker: &Checker, before: &FileRun, after: &FileRun) -> Vec<Diagnostic> {
    let place = |d: &Diagnostic| {
        let (_, line, column) = checker.sources.place(d.span());
        (line, column)
    };
    let unknown = |run: &FileRun| -> Vec<Diagnostic> {
        run.diagnostics.iter().filter(|d| d.code == agreement::UNKNOWN_FIELD).cloned().collect()
    };
    let first: Vec<(usize, usize)> = unknown(before).iter().map(place).collect();
    let mut out = unknown(after);
    out.retain(|d| first.contains(&place(d)));
    out.iter_mut().for_each(|d| d.severity = Severity::Error);
    out
}

fn check(checker: &mut Checker, file: &Named) -> Result<FileRun, Vec<Diagnostic>> {
    judged(checker, input(file)?)
}

fn judged(checker: &mut Checker, input: Input) -> Result<FileRun, Vec<Diagnostic>> {
    checker.files(vec![input]).pop().ok_or_else(Vec::new)
}

fn input(file: &Named) -> Result<Input, Vec<Diagnostic>> {
    let path = file.path();
    if !file.is_piped() && file.is_folder() {
        return Err(vec![fault::folder_to_compare(path)]);
    }
    let bytes = file.read(Kind::Agreement);
    Ok(Input { path: path.to_path_buf(), piped: file.is_piped(), name: files::shown(path), bytes })
}

/// What keeps these files from being compared.
fn problems(checker: &Checker, runs: &[&FileRun]) -> Vec<Diagnostic> {
    let errors = |list: &[Diagnostic]| -> Vec<Diagnostic> {
        list.iter().filter(|d| d.severity == Severity::Error).cloned().collect()
    };
    let mut out = errors(&checker.library.diagnostics);
    for run in runs.iter().filter(|r| r.facts.is_none()) {
        out.extend(errors(&run.diagnostics));
    }
    out.dedup();
    out
}

fn side<'a>(told: &'a Told<'_>) -> Option<Side<'a>> {
    let run = told.file;
    Some(Side {
        checked: &run.ruleset.as_ref()?.checked,
        facts: run.facts.as_ref()?,
        findings: &told.findings,
        year: i32::from(run.date.year()),
    })
}

/// The file of the agreement before this one, which it names itself.
fn previous(checker: &Checker, file: &Path, run: &FileRun) -> Result<Named, Diagnostic> {
    let none = || fault::no_previous(&run.name);
    let (loaded, facts) = run.ruleset.as_ref().zip(run.facts.as_ref()).ok_or_else(none)?;
    let FactValue::Object { object, .. } = &facts.get(facts.root()).value else { return Err(none()) };
    let index = loaded.checked.object(*object).role(Role::Previous).ok_or_else(none)?;
    let fact = facts.get(facts.field(facts.root(), index).ok_or_else(none)?);
    let name = checker.sources.get(fact.span.file).map(|f| f.name.clone()).ok_or_else(none)?;
    if Some(fact.span.file) == run.file {
        return Err(fault::previous_inside(&run.name).at(fact.key.unwrap_or(fact.span)));
    }
    Ok(Named::new(name, By::agreement(file)))
}
