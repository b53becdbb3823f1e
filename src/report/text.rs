//! The report for a terminal: findings with the lines they rest on, what is not stated, a table, a closing sentence.
//!
//! Takes: a [`Run`]. Gives: text that fits [`Run::width`], with colours only when [`Run::colour`] says so. Never decides
//! anything: order and grouping come from `outline`.

pub(crate) mod block;
pub(crate) mod diagnostic;
pub(crate) mod finding;
pub(crate) mod layout;
pub(crate) mod table;

use crate::baseline::Compared;
use crate::diagnostic::Severity;
use crate::evaluate::finding::{Finding, Verdict};
use crate::lang::Lang;
use crate::limits::MAX_FINDINGS_SHOWN;
use crate::report::ink::{Ink, Style};
use crate::report::outline::{Gap, Outline, most_wanted};
use crate::report::sink::Sink;
use crate::report::text::finding::Seen;
use crate::report::text::layout::{fill, fill_in, width};
use crate::report::{Depth, Explain, Run, Told, against, answer, words};

/// Lines of a list shown without `--verbose`.
const LIST: usize = 15;

/// Everything that a part of the report needs to print itself.
#[derive(Clone, Copy)]
pub(crate) struct Page<'a> {
    pub(crate) run: &'a Run,
    pub(crate) lang: Lang,
    pub(crate) width: usize,
}

impl<'a> Page<'a> {
    fn of(run: &'a Run) -> Self {
        Page { run, lang: run.lang, width: run.width.clamp(40, 120) }
    }
}

/// Writes the whole report.
pub(crate) fn write(run: &Run, sink: &mut Sink<'_>) {
    let page = Page::of(run);
    sink.text.set_colour(run.colour);
    for d in &run.diagnostics {
        diagnostic::write(&mut sink.text, page, d);
    }
    for file in run.shown() {
        write_file(sink, page, &file.told_to_people(&run.sources));
        sink.pass_on();
        if sink.is_over() {
            break;
        }
    }
    let out = &mut sink.text;
    if run.explain.is_none() && run.files.iter().filter(|f| f.portfolio.is_none()).count() > 1 {
        table::files(out, page, &run.files);
    }
    if run.brief {
        fill(out, page.width, "", Style::Plain, &words::in_brief(run));
    }
    if let Some(text) = against::changed(run, page.lang) {
        fill(out, page.width, "", Style::Plain, &text);
    }
    if let Some(compared) = &run.baseline {
        baseline(out, page, compared);
    }
    let all = run.diagnostics.iter().chain(run.files.iter().flat_map(|f| &f.diagnostics));
    if let Some(first) = all.map(|d| d.code).next() {
        diagnostic::hint(out, page, first);
    }
}

/// Diagnostics only, without a hint where to read more.
pub(crate) fn diagnostics(run: &Run, out: &mut Ink) {
    run.diagnostics.iter().for_each(|d| diagnostic::write(out, Page::of(run), d));
}

fn write_file(sink: &mut Sink<'_>, page: Page<'_>, told: &Told<'_>) {
    let (lang, file) = (page.lang, told.file);
    let out = &mut sink.text;
    heading(out, page, told);
    for d in &file.diagnostics {
        diagnostic::write(out, page, d);
    }
    let Some(outline) = Outline::new(told) else {
        let n = file.diagnostics.iter().filter(|d| d.severity == Severity::Error && !d.labels.is_empty()).count();
        let what = if n == 0 {
            lang.pick("Dit bestand is niet getoetst.", "This file was not checked.").to_string()
        } else {
            lang.pick(
                format!("{} in dit bestand; het is niet getoetst.", words::count(n, "fout", "fouten")),
                format!("{} in this file; it was not checked.", words::count(n, "error", "errors")),
            )
        };
        fill(out, page.width, "", Style::Plain, &what);
        out.end();
        return;
    };
    if let Some(explain) = &page.run.explain {
        explained(sink, page, told, &outline, explain);
        return;
    }
    let mut seen = Seen::default();
    let most = if page.run.verbose { usize::MAX } else { MAX_FINDINGS_SHOWN };
    let shown = outline.shown.get(..most).unwrap_or(&outline.shown);
    in_full(sink, page, told, &outline, shown, &mut seen);
    let out = &mut sink.text;
    let left = outline.shown.len().saturating_sub(most);
    if left > 0 {
        fill(out, page.width, "", Style::Plain, &words::findings_left(left, lang));
        out.end();
    }
    known(sink, page, told, &outline, &mut seen);
    off(sink, page, told, &outline, &mut seen);
    let out = &mut sink.text;
    if !outline.open.is_empty() {
        title(out, lang.pick("Niet te toetsen", "Not checkable"), "");
        let most = if page.run.verbose { usize::MAX } else { LIST };
        for f in outline.open.iter().take(most) {
            finding::line(out, page, &outline, f);
        }
        more(out, page, outline.open.len().saturating_sub(most));
        out.end();
    }
    gaps(out, page, &outline);
    if page.run.verbose && !outline.quiet.is_empty() {
        title(out, lang.pick("Voldoet of niet van toepassing", "Met or not applicable"), "");
        for f in &outline.quiet {
            finding::line(out, page, &outline, f);
        }
        out.end();
    }
    table::chapters(out, page, file, &outline);
    out.end();
    for (i, sentence) in words::closing(told, &outline, lang).iter().enumerate() {
        let good = i == 0 && !file.judged.iter().any(|j| j.verdict == Verdict::NotMet);
        fill_in(out, page.width, &[], if good { Style::Green } else { Style::Plain }, sentence);
    }
    out.end();
}

/// Findings in full, each passed on when it is written.
fn in_full(
    sink: &mut Sink<'_>,
    page: Page<'_>,
    told: &Told<'_>,
    outline: &Outline<'_>,
    findings: &[&Finding],
    seen: &mut Seen,
) {
    told.in_full(page.run.verbose, findings, |f| {
        finding::write(&mut sink.text, page, told.file, outline, f, seen);
        sink.pass_on();
    });
}

/// What was found before: a line each, or in full on request.
fn known(sink: &mut Sink<'_>, page: Page<'_>, told: &Told<'_>, outline: &Outline<'_>, seen: &mut Seen) {
    let Some(compared) = page.run.baseline.as_ref().filter(|_| !outline.known.is_empty()) else { return };
    title(&mut sink.text, page.lang.pick("Bekend", "Known"), &compared.name);
    in_line(sink, page, told, outline, &outline.known, seen);
}

/// What a norm says that is off for this file; why stands at the end.
fn off(sink: &mut Sink<'_>, page: Page<'_>, told: &Told<'_>, outline: &Outline<'_>, seen: &mut Seen) {
    if !outline.off.is_empty() {
        title(&mut sink.text, page.lang.pick("Uit", "Off"), "toets.toml");
        in_line(sink, page, told, outline, &outline.off, seen);
    }
}

fn in_line(
    sink: &mut Sink<'_>,
    page: Page<'_>,
    told: &Told<'_>,
    outline: &Outline<'_>,
    findings: &[&Finding],
    seen: &mut Seen,
) {
    if page.run.verbose {
        in_full(sink, page, told, outline, findings, seen);
    } else {
        findings.iter().for_each(|f| finding::line(&mut sink.text, page, outline, f));
        sink.text.end();
    }
}

/// The answers to what is asked, instead of all that a report holds.
fn explained(sink: &mut Sink<'_>, page: Page<'_>, told: &Told<'_>, outline: &Outline<'_>, explain: &Explain) {
    let one_line = explain.depth == Depth::Short && explain.questions.len() == 1;
    let found = answer::each(page.run, told, outline, explain, |finding, answers| {
        if one_line {
            let lines = answers.iter().flat_map(|a| &a.lines);
            lines.for_each(|line| finding::answer_in_line(&mut sink.text, page, outline, finding, line));
        } else {
            finding::answered(sink, page, outline, finding, answers);
        }
        sink.pass_on();
    });
    let out = &mut sink.text;
    if !found {
        fill(out, page.width, "", Style::Plain, answer::nothing(page.lang));
        out.end();
    }
    if one_line {
        out.end();
    }
}

/// The run beside the list of known findings.
fn baseline(out: &mut Ink, page: Page<'_>, compared: &Compared) {
    if !compared.gone.is_empty() {
        let (what, next) = against::gone_title(page.lang);
        title(out, what, next);
        for gone in &compared.gone {
            fill(out, page.width, "  - ", Style::Plain, &against::gone(gone, page.lang));
        }
        out.end();
    }
    fill(out, page.width, "", Style::Plain, &against::counts(compared, page.lang));
}

fn heading(out: &mut Ink, page: Page<'_>, told: &Told<'_>) {
    out.paint(Style::Bold, &told.file.name);
    out.end();
    let basis = words::basis(told, page.run.ignore_deviations, page.lang);
    let widest = basis.iter().map(|(l, _)| width(l)).max().unwrap_or(0);
    for (label, text) in basis {
        let first = format!("  {label}{}  ", layout::pad(width(label), widest));
        fill(out, page.width, &first, Style::Dim, &text);
    }
    if let Some(only) = words::only(page.run, page.lang) {
        fill(out, page.width, "  ", Style::Plain, &only);
    }
    out.end();
}

/// What the file does not state, and values of law that are not known.
fn gaps(out: &mut Ink, page: Page<'_>, outline: &Outline<'_>) {
    let lang = page.lang;
    if !outline.facts.is_empty() {
        let mut rules: Vec<&str> = outline.facts.iter().flat_map(|g| g.rules.iter().map(|r| r.id.as_str())).collect();
        rules.sort_unstable();
        rules.dedup();
        let n = rules.len();
        let note = lang.pick(
            format!("{} hierop", words::count(n, "norm wacht", "normen wachten")),
            format!("{} for this", words::count(n, "norm waits", "norms wait")),
        );
        title(out, lang.pick("Niet vermeld", "Not stated"), &note);
        list(out, page, outline, &outline.facts);
    }
    if !outline.values.is_empty() {
        title(out, lang.pick("Waarde van de wet niet bekend", "Value of law not known"), "");
        list(out, page, outline, &outline.values);
    }
}

fn list(out: &mut Ink, page: Page<'_>, outline: &Outline<'_>, gaps: &[Gap<'_>]) {
    let (shown, waiting) = most_wanted(gaps, page.run.verbose);
    for gap in shown {
        fill(out, page.width, "  - ", Style::Plain, &words::gap(gap, page.lang));
    }
    more(out, page, gaps.len().saturating_sub(shown.len()));
    for (chapter, n) in waiting {
        let line = words::waiting(outline.checked, chapter, n, page.lang);
        fill(out, page.width, "    ", Style::Plain, &line);
    }
    out.end();
}

/// `en nog 12 (toon alles met --verbose)`.
fn more(out: &mut Ink, page: Page<'_>, n: usize) {
    if n > 0 {
        let text = page
            .lang
            .pick(format!("en nog {n} (toon alles met --verbose)"), format!("and {n} more (show all with --verbose)"));
        fill(out, page.width, "    ", Style::Plain, &text);
    }
}

fn title(out: &mut Ink, title: &str, note: &str) {
    out.paint(Style::Bold, title);
    if !note.is_empty() {
        out.push(" · ");
        out.push(note);
    }
    out.end();
}
