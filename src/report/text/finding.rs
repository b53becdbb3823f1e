//! One finding, for a terminal: in full, or in one line.

use std::collections::BTreeSet;
use std::convert::Infallible;

use miette::Severity as Mark;

use crate::agreement::facts::Facts;
use crate::evaluate::StepAt;
use crate::evaluate::finding::{Evidence, Finding, Verdict, Weight, strength_words};
use crate::lang::Lang;
use crate::report::answer::{self, Answer, Line};
use crate::report::ink::{Ink, Style};
use crate::report::outline::{self, Outline};
use crate::report::sink::Sink;
use crate::report::text::Page;
use crate::report::text::block::Block;
use crate::report::text::layout::{fill, pad, width};
use crate::report::{FileRun, words};
use crate::ruleset::model::Rule;
use crate::source::Span;

/// Lines of the agreement shown under one finding without `--verbose`.
const LINES: usize = 6;

/// Readings and doubts already printed for this file: each is said once.
#[derive(Default)]
pub(crate) struct Seen {
    notes: BTreeSet<String>,
}

/// The finding in full.
pub(crate) fn write(
    out: &mut Ink,
    page: Page<'_>,
    file: &FileRun,
    outline: &Outline<'_>,
    finding: &Finding,
    seen: &mut Seen,
) {
    let (lang, rule) = (page.lang, outline.rule(finding));
    head(out, page, outline, finding);
    let (labels, hidden) = evidence(page, finding);
    let some_shown = !labels.is_empty();
    Block { severity: mark(finding), message: words::message(rule, finding, lang), labels }.write(out, page);
    let mut note = |label: &str, text: &str| {
        fill(out, page.width, &format!("  {label}: "), Style::Blue, text);
    };
    if hidden > 0 {
        let (label, text) = if some_shown {
            (
                lang.pick("rust ook op", "also rests on"),
                lang.pick(
                    words::count(hidden, "ander gegeven", "andere gegevens"),
                    words::count(hidden, "other value", "other values"),
                ),
            )
        } else {
            (
                lang.pick("rust op", "rests on"),
                lang.pick(words::count(hidden, "gegeven", "gegevens"), words::count(hidden, "value", "values")),
            )
        };
        let all = lang.pick("toon alles met --verbose", "show all with --verbose");
        note(label, &format!("{text} ({all})"));
    }
    for reason in &finding.reasons {
        note(lang.pick("reden", "reason"), reason.get(lang));
    }
    for missing in &finding.missing {
        let label = if missing.parameter {
            lang.pick("niet bekend", "not known")
        } else {
            lang.pick("niet vermeld", "not stated")
        };
        note(label, &words::missing(missing, lang));
    }
    for remedy in words::remedies(finding, lang) {
        note(lang.pick("hulp", "help"), &remedy);
    }
    for (label, text) in words::proposals(file, finding, lang) {
        note(&label, text);
    }
    if page.run.verbose {
        for left in &file.remedies.of(finding).not_searched {
            note(lang.pick("niet gezocht", "not searched"), left.get(lang));
        }
    }
    for reading in &finding.interpretations {
        if seen.notes.insert(reading.nl.clone()) {
            note(lang.pick("lezing", "reading"), reading.get(lang));
        }
    }
    for remark in &finding.remarks {
        note(lang.pick("let op", "note"), remark.get(lang));
    }
    for own in finding.params.iter().filter_map(|p| words::tightened(outline.checked, p, lang)) {
        note(lang.pick("eigen waarde", "own value"), &own);
    }
    for param in &finding.params {
        let Some(doubt) = words::uncertain(param, lang) else { continue };
        // The reason is said once; that a value is not certain, at every finding that rests on it.
        if seen.notes.insert(doubt.clone()) {
            note(lang.pick("let op", "note"), &doubt);
        } else {
            note(lang.pick("let op", "note"), &words::uncertain_again(param, lang));
        }
    }
    if page.run.verbose {
        verbose(out, page, file, outline, finding);
    }
    out.end();
}

/// Verdict and force, and the place in law: on the same line where it fits.
fn head(out: &mut Ink, page: Page<'_>, outline: &Outline<'_>, finding: &Finding) {
    let rule = outline.rule(finding);
    let head = headline(rule, finding, page.lang);
    let places = words::cites(outline.checked, rule, page.lang);
    let style = match mark(finding) {
        Mark::Error => Style::Red,
        Mark::Warning => Style::Yellow,
        Mark::Advice => Style::Blue,
    };
    out.paint(style, &head);
    let used = width(&head);
    match places.as_slice() {
        [one] if used.saturating_add(3).saturating_add(width(one)) <= page.width => {
            out.push(&pad(used.saturating_add(width(one)), page.width));
            out.paint(Style::Dim, one);
            out.end();
        }
        _ => {
            out.end();
            for place in &places {
                fill(out, page.width, "  ", Style::Plain, place);
            }
        }
    }
}

/// `BES-02 voldoet niet · in beginsel`, with subject and year where the message does not name them.
fn headline(rule: &Rule, finding: &Finding, lang: Lang) -> String {
    let mut head = format!("{} {}", rule.id, words::verdict(finding, lang));
    head.push_str(" · ");
    head.push_str(strength_words(rule.strength, lang));
    if let Some(about) = about(finding, lang) {
        head.push_str(" · ");
        head.push_str(&about);
    }
    head
}

/// Subject and year, as far as the message does not name them already.
fn about(finding: &Finding, lang: Lang) -> Option<String> {
    let message = finding.message.get(lang);
    // The subject is a kind and a name: `gemeente Meerdijk`; messages mostly give the name only.
    let name = finding.subject.split_once(' ').map_or(finding.subject.as_str(), |(_, name)| name);
    let mut parts = Vec::new();
    if !name.is_empty() && !message.contains(name) {
        parts.push(finding.subject.clone());
    }
    if let Some(year) = finding.year.map(|y| y.to_string())
        && !message.contains(&year)
    {
        parts.push(year);
    }
    (!parts.is_empty()).then(|| parts.join(", "))
}

fn mark(finding: &Finding) -> Mark {
    match finding.weight {
        _ if finding.fault => Mark::Error,
        Weight::Error => Mark::Error,
        Weight::Warning => Mark::Warning,
        Weight::Note | Weight::None => Mark::Advice,
    }
}

/// The figures to underline, and how many are left out: lines with a named figure come before others.
fn evidence<'a>(page: Page<'_>, finding: &'a Finding) -> (Vec<(Span, &'a str)>, usize) {
    let line = |e: &Evidence| {
        let file = page.run.sources.get(e.span.file)?;
        Some((e.span.file, file.line_of(e.span.start as usize)))
    };
    let mut lines = BTreeSet::new();
    let most = if page.run.verbose { usize::MAX } else { LINES };
    let figures = outline::figures(finding);
    let named = figures.iter().filter(|e| !e.label.is_empty());
    let others = figures.iter().filter(|e| e.label.is_empty());
    for place in named.chain(others).filter_map(|e| line(e)) {
        if lines.len() < most {
            lines.insert(place);
        }
    }
    let (shown, hidden): (Vec<_>, Vec<_>) =
        figures.into_iter().partition(|e| line(e).is_some_and(|l| lines.contains(&l)));
    (
        shown.into_iter().map(|e| (e.span, e.label.get(page.lang))).collect(),
        hidden.len().saturating_add(finding.evidence_left_out),
    )
}

/// A finding with the answers to what is asked of it.
pub(crate) fn answered(
    sink: &mut Sink<'_>,
    page: Page<'_>,
    outline: &Outline<'_>,
    finding: &Finding,
    answers: Vec<Answer>,
) {
    head(&mut sink.text, page, outline, finding);
    fill(&mut sink.text, page.width, "  ", Style::Plain, words::message(outline.rule(finding), finding, page.lang));
    for answer in answers {
        sink.text.paint(Style::Blue, &format!("  {}", answer.title));
        sink.text.end();
        // An answer about the country has a line for each of its steps.
        for line in answer.lines {
            answer_line(&mut sink.text, page, &line);
            sink.pass_on_many();
        }
    }
    sink.text.end();
}

fn answer_line(out: &mut Ink, page: Page<'_>, line: &Line) {
    // Deep trees keep room for words.
    let indent = line.level.saturating_mul(2).saturating_add(4).min(page.width.div_euclid(2));
    let mut text = line.text.clone();
    if !line.places.is_empty() {
        text.push_str(&format!(" ({})", answer::places(page.run, &line.places, page.lang, false)));
    }
    fill(out, page.width, &" ".repeat(indent), Style::Plain, &text);
}

/// A short answer on one line with its finding.
pub(crate) fn answer_in_line(out: &mut Ink, page: Page<'_>, outline: &Outline<'_>, finding: &Finding, line: &Line) {
    let rule = outline.rule(finding);
    let about = match (finding.subject.as_str(), finding.year) {
        ("", None) => String::new(),
        ("", Some(year)) => format!(" · {year}"),
        (subject, None) => format!(" · {subject}"),
        (subject, Some(year)) => format!(" · {subject} {year}"),
    };
    let text = format!("{}{about}: {}", words::verdict(finding, page.lang), line.text);
    fill(out, page.width, &format!("{} ", rule.id), Style::Bold, &text);
}

/// The norm in words, its source in the ruleset, the values of law, and the computation.
fn verbose(out: &mut Ink, page: Page<'_>, file: &FileRun, outline: &Outline<'_>, finding: &Finding) {
    let (lang, rule) = (page.lang, outline.rule(finding));
    fill(out, page.width, lang.pick("  norm: ", "  norm: "), Style::Blue, rule.title.get(lang));
    for param in &finding.params {
        let source = param
            .cite
            .as_ref()
            .map_or(lang.pick("opdrachtregel", "command line").to_string(), |c| words::cite(outline.checked, c, lang));
        let text = format!("{} · {source}", words::param_value(param, lang));
        fill(out, page.width, lang.pick("  waarde van de wet: ", "  value of law: "), Style::Blue, &text);
    }
    let (name, line, _) = page.run.sources.place(rule.span);
    out.paint(Style::Blue, lang.pick("  regel", "  rule"));
    out.line(&format!(" ({name}:{line}):"));
    for source in page.run.sources.text(rule.span).trim_end().lines() {
        out.push("    │ ");
        out.line(source.trim_end());
    }
    if let (Some(trace), Some(facts)) = (&finding.trace, &file.facts) {
        out.paint(Style::Blue, lang.pick("  berekening:", "  computation:"));
        out.end();
        let Ok(()) = trace.each::<Infallible>(outline.checked, &page.run.sources, finding, |one| {
            step(out, page, facts, one);
            Ok(())
        });
    }
}

/// A step of the computation; constants and the rule's own subject speak for themselves.
fn step(out: &mut Ink, page: Page<'_>, facts: &Facts, step: &StepAt<'_>) {
    let (value, kind, read) = (step.value(), step.kind(), step.facts());
    let value = value.get(page.lang);
    if kind == "constant" || kind == "variable" && step.is_last() && read.is_empty() {
        return;
    }
    let mut text = step.text();
    if !value.is_empty() && value != text {
        text.push_str(" = ");
        text.push_str(value);
    }
    if let [fact] = read.as_slice() {
        let (name, line, column) = page.run.sources.place(facts.get(*fact).span);
        text.push_str(&format!("  ({name}:{line}:{column})"));
    }
    // Deep trees keep room for words.
    let indent = step.level().saturating_mul(2).saturating_add(4);
    let first = " ".repeat(indent.min(page.width.div_euclid(2)));
    fill(out, page.width, &first, Style::Plain, &text);
}

/// The finding in one line: id, verdict, and why or what.
pub(crate) fn line(out: &mut Ink, page: Page<'_>, outline: &Outline<'_>, finding: &Finding) {
    let (lang, rule) = (page.lang, outline.rule(finding));
    let mut text = String::new();
    if finding.verdict != Verdict::NotCheckable {
        text.push_str(words::verdict(finding, lang));
        text.push_str(": ");
    }
    let reasons: Vec<&str> = finding.reasons.iter().map(|r| r.get(lang)).collect();
    if !finding.subject.is_empty() {
        text.push_str(&finding.subject);
        if let Some(year) = finding.year {
            text.push_str(&format!(" {year}"));
        }
        text.push_str(": ");
    }
    // Why a norm counts less here is told once, at the end.
    if reasons.is_empty() || finding.eased.is_some() {
        text.push_str(words::message(rule, finding, lang));
    } else {
        text.push_str(&reasons.join("; "));
    }
    fill(out, page.width, &format!("  {} ", rule.id), Style::Plain, &text);
}
