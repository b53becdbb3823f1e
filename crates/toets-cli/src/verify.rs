//! `toets verify`: makes a result again from its receipt, and says whether it is the same.
//!
//! Takes: a JSON result, or a report in Markdown or HTML, and the files it was made from. Gives: that it is the same, to the byte or
//! but for line ends, or what differs: the program, the rules, the files, the day, and which outcomes. Never writes a file, and
//! never says more of a report than fits on a screen or two: anybody can write one.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::args::Verify;
use crate::check::{Shown, Start, judged_from};
use crate::config::patterns::Patterns;
use crate::exit::Exit;
use crate::files::{self, By, Kind, Named, Namer};
use crate::inputs::{Input, inputs};
use crate::output::Terminal;
use crate::rulesets::{self, Origin};
use crate::{fault, report};
use toets::diagnostic::Diagnostic;
use toets::evaluate::finding::Verdict;
use toets::lang::one_line;
use toets::lang::{self, Lang};
use toets::limits;
use toets::report::Sink;
use toets::run::receipt::{self, Brief, Difference, Originals, Otherwise, Receipt};
use toets::run::{Run, is_piped};
use toets::source::Sources;
use toets::text;

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
    /// Whether the report is the same to the byte.
    to_the_byte: bool,
    /// The files, with the report first, that are the same but for how they are written down.
    otherwise: Vec<(String, Otherwise)>,
    run: Run,
}

fn made_again(args: &Verify) -> Result<Again, Diagnostic> {
    let bytes = Named::typed(&args.report).read(Kind::Report)?;
    if bytes.len() > limits::MAX_REPORT_BYTES {
        let mega = limits::MAX_REPORT_BYTES.checked_div(1024 * 1024).unwrap_or(0);
        let why = text!("het is groter dan {mega} MB", "it is larger than {mega} MB");
        return Err(fault::unreadable_because(&args.report, &why)
            .help(text!("maak verslagen van minder bestanden tegelijk", "make reports of fewer files at a time")));
    }
    let no_receipt = || fault::no_receipt(&args.report);
    let (text, otherwise) = receipt::as_made(&bytes).ok_or_else(no_receipt)?;
    let (then, form) = receipt::read(&text).ok_or_else(no_receipt)?;
    let (ruleset, given) = ruleset(&then, &args.files)?;
    let originals = Arc::new(Originals::of(&then));
    let inputs = paired(&then, &given, &originals)?;
    // As `toets check --format json` and `toets report` made it.
    let shown = Shown { lang: then.lang, may_be_brief: false };
    let start = Start { ruleset, originals: originals.clone(), ..Start::default() };
    let (run, _) = judged_from(start, &then.options, inputs, shown)?;
    let now = Receipt::of(&run);
    let mut again = Vec::new();
    let mut sink = Sink::new(&mut again);
    let written = report::write(&run, form, &mut sink).and_then(|()| sink.finish());
    // Into memory it always can be written.
    let made = written.ok().and_then(|()| receipt::as_made(&again));
    let line = made.map_or(Some(1), |(made, _)| first_difference(&text, &made));
    let report = (line.is_none() && !otherwise.is_nothing()).then(|| (files::shown(&args.report), otherwise));
    let otherwise = report.into_iter().chain(originals.found()).collect();
    Ok(Again { then, now, line, to_the_byte: bytes == again, otherwise, run })
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
    let typed = rest.iter().position(is_it).filter(|_| toets::shipped::set(name).is_none()).map(|at| rest.remove(at));
    let origin = rulesets::named(name, || typed.unwrap_or_else(|| named(name)))?;
    Ok((Some(origin), rest))
}

/// The last part of a name.
fn last(name: &str) -> &str {
    name.trim_end_matches('/').rsplit('/').next().unwrap_or(name)
}

/// The files of the receipt, each with the file that now stands for it: the one of the same name, else the one with the same
/// bytes, else the one with the same last part of its name.
fn paired(receipt: &Receipt, given: &[Named], originals: &Originals) -> Result<Vec<Input>, Diagnostic> {
    let as_then = |input: Input| {
        let bytes = input.bytes.map(|bytes| originals.file(&input.name, bytes));
        Input { bytes, ..input }
    };
    if given.is_empty() {
        return Ok(found_again(receipt)?.into_iter().map(as_then).collect());
    }
    let with_hash = |input: Input| {
        let hash = input.bytes.as_ref().map(|bytes| receipt::sha256(bytes)).unwrap_or_default();
        (input, hash)
    };
    let mut rest: Vec<(Input, String)> =
        inputs(given, &Patterns::default(), files::STDIN).into_iter().map(as_then).map(with_hash).collect();
    let mut out: Vec<Option<Input>> = receipt.inputs.iter().map(|_| None).collect();
    for level in 0..3 {
        for (place, wanted) in out.iter_mut().zip(&receipt.inputs).filter(|(place, _)| place.is_none()) {
            let fits = |(input, hash): &(Input, String)| match level {
                0 => input.name == wanted.file,
                1 => *hash == wanted.sha256,
                _ => last(&input.name) == last(&wanted.file),
            };
            if let Some((input, _)) = rest.iter().position(fits).map(|at| rest.remove(at)) {
                *place = Some(Input { name: wanted.file.clone(), ..input });
            }
        }
    }
    // What another file refers to is found from that file.
    let referred = || receipt.inputs.iter().flat_map(|i| &i.refers_to);
    let hashes: BTreeSet<&str> = referred().map(|r| r.sha256.as_str()).collect();
    let names: BTreeSet<&str> = referred().map(|r| last(&r.file)).collect();
    rest.retain(|(input, hash)| !hashes.contains(hash.as_str()) && !names.contains(last(&input.name)));
    let absent: Vec<&str> =
        out.iter().zip(&receipt.inputs).filter(|(o, _)| o.is_none()).map(|(_, i)| i.file.as_str()).collect();
    // One file in the place of one other: the reader renamed it, and says so by giving it.
    if let ([only], [_]) = (absent.as_slice(), rest.as_slice()) {
        let name = (*only).to_owned();
        let stands_in = rest.pop().map(|(input, _)| Input { name, ..input });
        if let Some(place) = out.iter_mut().find(|o| o.is_none()) {
            *place = stands_in;
        }
    } else if let Some(name) = absent.first() {
        return Err(fault::not_given(name));
    }
    let mut all = Vec::with_capacity(out.len());
    for Input { path, piped, name, bytes } in out.into_iter().flatten().chain(rest.into_iter().map(|(input, _)| input))
    {
        all.push(Input { path, piped, name, bytes: Ok(bytes?) });
    }
    Ok(all)
}

/// The files of the receipt by their names of then, no more of them together than a run may have.
fn found_again(receipt: &Receipt) -> Result<Vec<Input>, Diagnostic> {
    let mut out = Vec::new();
    let mut read = 0usize;
    for input in &receipt.inputs {
        if is_piped(&input.file) {
            return Err(fault::not_given(&input.file));
        }
        if read > limits::MAX_RUN_BYTES {
            return Err(fault::too_many_files());
        }
        let bytes = named(&input.file).read(Kind::Agreement)?;
        read = read.saturating_add(bytes.len());
        out.push(Input { bytes: Ok(bytes), piped: false, name: input.file.clone(), path: PathBuf::from(&input.file) });
    }
    Ok(out)
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
    let otherwise: Vec<String> = again
        .otherwise
        .iter()
        .map(|(file, otherwise)| {
            let what = otherwise.words(lang);
            lang.pick(
                format!("{file} heeft {what}, en dezelfde inhoud"),
                format!("{file} has {what}, and the same content"),
            )
        })
        .collect();
    let mut lines = vec![];
    let same = differences.is_empty() && again.line.is_none();
    if same {
        let said = match again.to_the_byte && again.otherwise.is_empty() {
            true => lang.pick(format!("{name}: gelijk, tot op de byte"), format!("{name}: identical, to the byte")),
            false => lang.pick(format!("{name}: gelijk van inhoud"), format!("{name}: identical in content")),
        };
        lines.push(said);
        lines.extend(otherwise);
        lines.extend(basis(&again.now, lang));
    } else {
        lines.push(lang.pick(format!("{name}: niet gelijk"), format!("{name}: not identical")));
        lines.extend(otherwise);
        lines.extend(differences.iter().take(limits::MAX_DIFFERENCES_SHOWN).map(|d| words_of(d, lang)));
        let more = differences.len().saturating_sub(limits::MAX_DIFFERENCES_SHOWN);
        if more > 0 {
            lines.push(lang.pick(
                format!("en nog {}", lang::count(more, "verschil", "verschillen")),
                format!("and {} more", lang::count(more, "difference", "differences")),
            ));
        }
        if !differences.iter().any(|d| matches!(d, Difference::Outcome { .. })) {
            lines.push(lang.pick("alle uitkomsten zijn gelijk", "all outcomes are the same").to_owned());
        }
        // With another program or other files the text differs anyway.
        if let (true, Some(line)) = (differences.is_empty(), again.line) {
            lines.push(lang.pick(
                format!("de tekst wijkt af vanaf regel {line}: het verslag is na het maken veranderd"),
                format!("the text differs from line {line} on: the report was changed after it was made"),
            ));
        }
    }
    // Whatever stands in a name is one line of ours.
    let line = |(n, line): (usize, &String)| {
        let line = one_line(line);
        let line = lang::shortened(&line, limits::MAX_MESSAGE);
        if n == 0 { format!("{line}\n") } else { format!("  {line}\n") }
    };
    (lines.iter().enumerate().map(line).collect(), same)
}

/// What an identical result rests on.
fn basis(receipt: &Receipt, lang: Lang) -> Vec<String> {
    let sets: Vec<String> = receipt.rulesets.iter().map(|r| format!("{} {}", r.id, r.version)).collect();
    let files = receipt.inputs.iter().map(|i| i.refers_to.len().saturating_add(1)).fold(0, usize::saturating_add);
    let outcomes = receipt.outcomes.as_ref().map_or(0, Vec::len);
    vec![
        format!("toets {}, {}", receipt.toets, lang::list(&sets, lang)),
        lang.pick(
            format!(
                "{}, {}",
                lang::count(files, "bestand", "bestanden"),
                lang::count(outcomes, "uitkomst", "uitkomsten")
            ),
            format!("{}, {}", lang::count(files, "file", "files"), lang::count(outcomes, "outcome", "outcomes")),
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
