//! `toets verify`: makes a result again from its receipt, and says whether it is the same.
//!
//! Takes: a JSON result, or a report in Markdown or HTML, and the files it was made from. Gives: that it is the same to the
//! byte, or what differs: the program, the rules, the files, the day, and which outcomes. Never writes a file.

use std::path::{Path, PathBuf};

use crate::cli::args::Verify;
use crate::cli::check::{Input, Shown, Start, inputs, judged_from};
use crate::cli::exit::Exit;
use crate::cli::files::{self, By, Kind, Named, Namer};
use crate::cli::output::Terminal;
use crate::cli::rulesets::{self, Origin};
use crate::cli::{fault, report};
use crate::diagnostic::Diagnostic;
use crate::evaluate::finding::Verdict;
use crate::lang::Lang;
use crate::receipt::{self, Brief, Difference, Receipt};
use crate::report::{Run, Sink, is_piped, words};
use crate::source::Sources;

pub(crate) fn run(args: &Verify, terminal: &mut Terminal) -> Exit {
    match made_again(args) {
        Err(d) => {
            terminal.diagnose(Sources::new(), vec![d]);
            Exit::Unreadable
        }
        Ok(again) => {
            let broken = again.run.files.iter().any(|f| f.facts.is_none());
            let (text, same) = answer(args, &again, terminal.lang);
            let printed = terminal.print(&text);
            if broken {
                let Run { sources, files, mut diagnostics, .. } = again.run;
                diagnostics.extend(files.into_iter().filter(|f| f.facts.is_none()).flat_map(|f| f.diagnostics));
                terminal.diagnose(sources, diagnostics);
                return Exit::Unreadable;
            }
            printed.max(if same { Exit::Ok } else { Exit::Findings })
        }
    }
}

/// A result and the same made again.
struct Again {
    then: Receipt,
    now: Receipt,
    /// The first line where the texts differ, from 1.
    line: Option<usize>,
    run: Run,
}

fn made_again(args: &Verify) -> Result<Again, Diagnostic> {
    let bytes = Named::typed(&args.report).read(Kind::Any)?;
    let text = std::str::from_utf8(&bytes).map_err(|_| fault::no_receipt(&args.report))?;
    let (then, form) = receipt::read(text).ok_or_else(|| fault::no_receipt(&args.report))?;
    let (ruleset, given) = ruleset(&then, &args.files)?;
    let inputs = paired(&then, &given)?;
    // As `toets check --format json` and `toets report` made it.
    let shown = Shown { lang: then.lang, may_be_brief: false };
    let start = Start { ruleset, ..Start::default() };
    let (run, _) = judged_from(start, &then.options, inputs, shown)?;
    let now = Receipt::of(&run);
    let mut again = Vec::new();
    let mut sink = Sink::new(&mut again);
    let written = report::write(&run, form, &mut sink).and_then(|()| sink.finish());
    // Into memory it always can be written.
    let line = written.ok().map_or(Some(1), |()| first_difference(text, &String::from_utf8_lossy(&again)));
    Ok(Again { then, now, line, run })
}

/// What a report names, seen from the working folder. Anybody can write a report: it leads no further than any other file.
fn named(path: &str) -> Named {
    Named::new(path, By::within(Path::new(""), Namer::Receipt))
}

/// The ruleset that was asked for, and the files that are left: what was typed comes instead of what the report names.
fn ruleset(receipt: &Receipt, given: &[PathBuf]) -> Result<(Option<Origin>, Vec<Named>), Diagnostic> {
    let mut rest: Vec<Named> = given.iter().map(Named::typed).collect();
    let Some(name) = &receipt.options.ruleset else { return Ok((None, rest)) };
    let is_it = |file: &Named| last(&files::shown(file.path())) == last(name);
    let typed = rest.iter().position(is_it).filter(|_| rulesets::embedded(name).is_none()).map(|at| rest.remove(at));
    let origin = rulesets::named(name, || typed.unwrap_or_else(|| named(name)))?;
    Ok((Some(origin), rest))
}

/// The last part of a name.
fn last(name: &str) -> &str {
    name.trim_end_matches('/').rsplit('/').next().unwrap_or(name)
}

/// The files of the receipt, each with the file that now stands for it: the one of the same name, else the one with the same
/// bytes, else the one with the same last part of its name.
fn paired(receipt: &Receipt, given: &[Named]) -> Result<Vec<Input>, Diagnostic> {
    if given.is_empty() {
        let again = receipt.inputs.iter().map(|i| {
            if is_piped(&i.file) {
                return Err(fault::not_given(&i.file));
            }
            let bytes = named(&i.file).read(Kind::Agreement)?;
            Ok(Input { bytes: Ok(bytes), name: i.file.clone(), path: PathBuf::from(&i.file) })
        });
        return again.collect();
    }
    let mut rest = inputs(given, files::STDIN);
    let mut out: Vec<Option<Input>> = receipt.inputs.iter().map(|_| None).collect();
    let hash = |input: &Input| input.bytes.as_ref().map(|b| receipt::sha256(b)).unwrap_or_default();
    for level in 0..3 {
        for (place, wanted) in out.iter_mut().zip(&receipt.inputs).filter(|(place, _)| place.is_none()) {
            let fits = |input: &Input| match level {
                0 => input.name == wanted.file,
                1 => hash(input) == wanted.sha256,
                _ => last(&input.name) == last(&wanted.file),
            };
            if let Some(at) = rest.iter().position(fits) {
                *place = Some(Input { name: wanted.file.clone(), ..rest.remove(at) });
            }
        }
    }
    // What another file refers to is found from that file.
    let referred = |input: &Input| {
        let mut all = receipt.inputs.iter().flat_map(|i| &i.refers_to);
        all.any(|r| r.sha256 == hash(input) || last(&r.file) == last(&input.name))
    };
    rest.retain(|input| !referred(input));
    let absent: Vec<&str> =
        out.iter().zip(&receipt.inputs).filter(|(o, _)| o.is_none()).map(|(_, i)| i.file.as_str()).collect();
    // One file in the place of one other: the reader renamed it, and says so by giving it.
    if let ([only], [_]) = (absent.as_slice(), rest.as_slice()) {
        let name = (*only).to_owned();
        let stands_in = rest.pop().map(|input| Input { name, ..input });
        if let Some(place) = out.iter_mut().find(|o| o.is_none()) {
            *place = stands_in;
        }
    } else if let Some(name) = absent.first() {
        return Err(fault::not_given(name));
    }
    let mut all = Vec::with_capacity(out.len());
    for Input { path, name, bytes } in out.into_iter().flatten().chain(rest) {
        all.push(Input { path, name, bytes: Ok(bytes?) });
    }
    Ok(all)
}

/// The first line in which two texts differ, from 1; `None` when they are the same to the byte.
fn first_difference(a: &str, b: &str) -> Option<usize> {
    if a == b {
        return None;
    }
    let same = a.split('\n').zip(b.split('\n')).take_while(|(x, y)| x == y).count();
    Some(same.saturating_add(1))
}

/// What to tell, and whether all is the same.
fn answer(args: &Verify, again: &Again, lang: Lang) -> (String, bool) {
    let differences = receipt::compare(&again.then, &again.now);
    let name = files::said(&args.report);
    let mut lines = vec![];
    let same = differences.is_empty() && again.line.is_none();
    if same {
        lines.push(lang.pick(format!("{name}: gelijk, tot op de byte"), format!("{name}: identical, to the byte")));
        lines.extend(basis(&again.now, lang));
    } else {
        lines.push(lang.pick(format!("{name}: niet gelijk"), format!("{name}: not identical")));
        lines.extend(differences.iter().map(|d| format!("  {}", words_of(d, lang))));
        if !differences.iter().any(|d| matches!(d, Difference::Outcome { .. })) {
            lines.push(lang.pick("  alle uitkomsten zijn gelijk", "  all outcomes are the same").to_owned());
        }
        // With another program or other files the text differs anyway.
        if let (true, Some(line)) = (differences.is_empty(), again.line) {
            lines.push(lang.pick(
                format!("  de tekst wijkt af vanaf regel {line}: het verslag is na het maken veranderd"),
                format!("  the text differs from line {line} on: the report was changed after it was made"),
            ));
        }
    }
    (lines.join("\n") + "\n", same)
}

/// What an identical result rests on.
fn basis(receipt: &Receipt, lang: Lang) -> Vec<String> {
    let sets: Vec<String> = receipt.rulesets.iter().map(|r| format!("{} {}", r.id, r.version)).collect();
    let files = receipt.inputs.iter().map(|i| i.refers_to.len().saturating_add(1)).fold(0, usize::saturating_add);
    let outcomes = receipt.outcomes.as_ref().map_or(0, Vec::len);
    vec![
        format!("  toets {}, {}", receipt.toets, words::list(&sets, lang)),
        lang.pick(
            format!(
                "  {}, {}",
                words::count(files, "bestand", "bestanden"),
                words::count(outcomes, "uitkomst", "uitkomsten")
            ),
            format!("  {}, {}", words::count(files, "file", "files"), words::count(outcomes, "outcome", "outcomes")),
        ),
    ]
}

fn words_of(difference: &Difference, lang: Lang) -> String {
    let start = |hash: &str| hash.get(..12).unwrap_or(hash).to_owned();
    match difference {
        Difference::Program { then, now } => lang.pick(
            format!("toets veranderd: {now}, het verslag is gemaakt met {then}"),
            format!("toets changed: {now}, the report was made with {then}"),
        ),
        Difference::Input { file, then, now } => {
            let (then, now) = (start(then), start(now));
            lang.pick(
                format!("bestand veranderd: {file} (sha256 {now}, was {then})"),
                format!("file changed: {file} (sha256 {now}, was {then})"),
            )
        }
        Difference::OneSided { file, new: true } => {
            lang.pick(format!("bestand erbij: {file}"), format!("file added: {file}"))
        }
        Difference::OneSided { file, new: false } => {
            lang.pick(format!("bestand doet niet meer mee: {file}"), format!("file no longer takes part: {file}"))
        }
        Difference::Ruleset { id, then, now } => {
            let none = lang.pick("deed niet mee", "took no part").to_owned();
            let name = |side: &Option<(String, String)>| {
                side.as_ref().map_or(none.clone(), |(version, hash)| format!("{version}, sha256 {}", start(hash)))
            };
            let (then, now) = (name(then), name(now));
            lang.pick(
                format!("regelset veranderd: {id} ({now}; was {then})"),
                format!("ruleset changed: {id} ({now}; was {then})"),
            )
        }
        Difference::Date { file, then, now } => lang.pick(
            format!("andere peildatum: {file} ({now}, was {then})"),
            format!("other reference date: {file} ({now}, was {then})"),
        ),
        Difference::Outcome { then, now } => outcome(then.as_ref(), now.as_ref(), lang),
    }
}

fn outcome(then: Option<&Brief>, now: Option<&Brief>, lang: Lang) -> String {
    let Some(any) = now.or(then) else { return String::new() };
    let mut what = any.rule.clone();
    if !any.subject.is_empty() {
        what = format!("{what}, {}", any.subject);
    }
    if let Some(year) = any.year {
        what = format!("{what}, {year}");
    }
    let verdict = |b: &Brief| {
        let known = Verdict::ALL.iter().find(|v| v.id() == b.verdict);
        known.map_or(b.verdict.clone(), |v| v.words(lang).to_owned())
    };
    match (then, now) {
        (Some(then), Some(now)) if then.verdict == now.verdict => lang.pick(
            format!("{what}: nog steeds {}, met andere cijfers of woorden", verdict(now)),
            format!("{what}: still {}, with other figures or words", verdict(now)),
        ),
        (Some(then), Some(now)) => lang.pick(
            format!("{what}: {}, was {}", verdict(now), verdict(then)),
            format!("{what}: {}, was {}", verdict(now), verdict(then)),
        ),
        (None, Some(now)) => {
            lang.pick(format!("{what}: nieuw, {}", verdict(now)), format!("{what}: new, {}", verdict(now)))
        }
        (Some(then), None) => lang
            .pick(format!("{what}: vervallen, was {}", verdict(then)), format!("{what}: gone, was {}", verdict(then))),
        (None, None) => String::new(),
    }
}
