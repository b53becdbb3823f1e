//! The report of a run: per file what it was held against, what came out, the findings, what is missing, and the outcomes counted.
//!
//! Takes: a [`Run`]. Gives: blocks, a file and a finding at a time. Never decides a verdict; which findings are worth a reader's time
//! comes from `outline`.

use std::collections::BTreeSet;
use std::convert::Infallible;

use super::against;
use super::answer;
use super::outline::{self, Gap, Outline};
use super::words;
use super::{Block, Cell, Found, Item, Line, List, Outcome, Place, Section, Setter, Table, Term, Tone};
use crate::agreement::facts::Facts;
use crate::diagnostic::{Diagnostic, Severity};
use crate::evaluate::StepAt;
use crate::evaluate::finding::{Evidence, Finding, Verdict, Weight, strength_words};
use crate::lang::Lang;
use crate::limits::MAX_FINDINGS_SHOWN;
use crate::run::baseline::Compared;
use crate::run::order::{self, Tally, tally};
use crate::run::{Depth, Explain, FileRun, Run, Told};

/// Lines of files shown under one finding, unless all is asked for.
const LINES: usize = 6;

/// Findings in a line each that are enough at a terminal.
const OPEN: usize = 15;

/// The columns of a table of outcomes, in the order people look for them.
const COLUMNS: [Verdict; 5] =
    [Verdict::Met, Verdict::NotMet, Verdict::Deviation, Verdict::NotCheckable, Verdict::NotApplicable];

/// The whole report.
pub fn report(run: &Run, out: &mut dyn Setter) {
    let lang = run.lang;
    faults(&run.diagnostics, lang, out);
    out_of(against::changed(run, lang), out);
    for file in run.shown() {
        Page { run, lang, out, told: &file.told_to_people(&run.sources) }.file();
        if out.is_over() {
            return;
        }
    }
    if run.explain.is_none() && run.files.iter().filter(|f| f.portfolio.is_none()).count() > 1 {
        files(&run.files, lang, out);
    }
    if run.brief {
        let (sentence, hint) = words::in_brief(run);
        out.set(Block::paragraph(sentence));
        out.set(Block::Hint(hint));
    }
    if let Some(compared) = &run.baseline {
        baseline(compared, lang, out);
    }
    let all = run.diagnostics.iter().chain(run.files.iter().flat_map(|f| &f.diagnostics));
    if let Some(code) = all.map(|d| d.code).next() {
        let more = lang.pick("Meer uitleg:", "More about this:");
        out.set(Block::Hint(format!("{more} toets explain {code}")));
    }
}

/// The title over the report where it is a document by itself.
pub fn title(lang: Lang) -> Block {
    let title = lang.pick("toets: lokale prestatieafspraken", "toets: local housing agreements");
    Block::Title(title.to_owned(), String::new())
}

/// What is wrong in files and rulesets.
pub(crate) fn faults(faults: &[Diagnostic], lang: Lang, out: &mut dyn Setter) {
    for d in faults {
        let tone = match d.severity {
            Severity::Error => Tone::Error,
            Severity::Warning => Tone::Warning,
            Severity::Note => Tone::Note,
        };
        let title = format!("{} {}", d.severity.word(lang), d.code);
        out.set(Block::Finding(super::Finding { tone, title, ..super::Finding::default() }));
        let place = |span, label: &str| Place { span, figure: None, label: label.to_owned() };
        let places = d.labels.iter().map(|l| place(l.span, l.text.get(lang))).collect();
        out.set(Block::Found(Found { tone, message: d.message.get(lang).to_owned(), places }));
        if let Some(help) = &d.help {
            out.set(Block::Terms(vec![Term::one(lang.pick("hulp", "help"), help.get(lang))]));
        }
        out.set(Block::End);
    }
}

fn out_of(sentence: Option<String>, out: &mut dyn Setter) {
    sentence.into_iter().for_each(|s| out.set(Block::paragraph(s)));
}

/// A file, while the report is at it.
struct Page<'a> {
    run: &'a Run,
    lang: Lang,
    told: &'a Told<'a>,
    out: &'a mut dyn Setter,
}

impl Page<'_> {
    fn file(&mut self) {
        let (lang, file) = (self.lang, self.told.file);
        let spoken = match file.portfolio {
            Some(_) => lang.pick("Samen", "Together"),
            None => lang.pick("Bestand", "File"),
        };
        let section = Section::new(1, &file.name, "");
        self.out.set(Block::Section(Section { spoken: spoken.to_owned(), ..section }));
        let mut basis = words::basis(self.told, self.run.ignore_deviations, lang);
        basis.extend(words::only(self.run, lang));
        self.out.set(Block::Terms(basis));
        faults(&file.diagnostics, lang, self.out);
        let Some(outline) = Outline::new(self.told) else {
            let n = file.diagnostics.iter().filter(|d| d.severity == Severity::Error && !d.labels.is_empty()).count();
            self.out.set(Block::paragraph(words::unchecked(n, lang)));
            return;
        };
        if let Some(explain) = &self.run.explain {
            self.explained(&outline, explain);
            return;
        }
        words::closing(self.told, &outline, lang, self.out);
        let mut seen = BTreeSet::new();
        let most = if self.run.verbose { usize::MAX } else { MAX_FINDINGS_SHOWN };
        let shown = outline.shown.get(..most).unwrap_or(&outline.shown);
        self.in_full(&outline, shown, &mut seen, true);
        let left = outline.shown.len().saturating_sub(shown.len());
        if left > 0 {
            let (sentence, hint) = words::findings_left(left, lang);
            self.out.set(Block::paragraph(sentence));
            self.out.set(Block::Hint(hint));
        }
        let list = self.run.baseline.as_ref().map_or("", |compared| compared.name.as_str());
        self.excused(lang.pick("Bekend", "Known"), list, &outline, &outline.known, &mut seen);
        self.excused(lang.pick("Uit", "Off"), "toets.toml", &outline, &outline.off, &mut seen);
        self.in_line(lang.pick("Niet te toetsen", "Not checkable"), &outline, &outline.open, OPEN);
        let note = words::waiting_norms(&outline.facts, lang);
        self.gaps(lang.pick("Niet vermeld", "Not stated"), note, &outline, &outline.facts);
        let unknown = lang.pick("Waarde van de wet niet bekend", "Value of law not known");
        self.gaps(unknown, String::new(), &outline, &outline.values);
        self.in_line(lang.pick("Voldoet of niet van toepassing", "Met or not applicable"), &outline, &outline.quiet, 0);
        let title = |id| outline.checked.chapter(id).title.get(lang).to_owned();
        let rows = outline.chapters(file).into_iter().map(|(id, tally)| (title(id), tally)).collect();
        let caption = lang.pick("Uitkomsten per hoofdstuk", "Outcomes by chapter");
        self.out.set(outcomes(caption, lang.pick("Hoofdstuk", "Chapter"), rows, lang));
    }

    /// Findings in full, each told when the report comes to it.
    fn in_full(&mut self, outline: &Outline<'_>, findings: &[&Finding], seen: &mut BTreeSet<String>, counted: bool) {
        let (told, lang, all) = (self.told, self.lang, findings.len());
        let mut nth = 0usize;
        told.in_full(self.run.verbose, findings, |finding| {
            nth = nth.saturating_add(1);
            let which = lang.pick(format!("Bevinding {nth} van {all}"), format!("Finding {nth} of {all}"));
            self.finding(outline, finding, seen, if counted { which } else { String::new() });
        });
    }

    /// What asks for nothing: it was found before, or its norm is off; why stands at the end. A line each, or in full on request.
    fn excused(
        &mut self,
        title: &str,
        note: &str,
        outline: &Outline<'_>,
        findings: &[&Finding],
        seen: &mut BTreeSet<String>,
    ) {
        if self.run.verbose && !findings.is_empty() {
            self.out.set(Block::Section(Section::new(2, title, note)));
            self.in_full(outline, findings, seen, false);
        } else {
            let items = findings.iter().map(|f| self.line(outline, f)).collect();
            let (title, note) = (title.to_owned(), note.to_owned());
            self.list(List { title, note, items, enough: usize::MAX, ..List::default() });
        }
    }

    fn in_line(&mut self, title: &str, outline: &Outline<'_>, findings: &[&Finding], enough: usize) {
        let items = findings.iter().map(|f| self.line(outline, f)).collect();
        self.list(List { title: title.to_owned(), items, enough, ..List::default() });
    }

    /// What is not stated, or not known.
    fn gaps(&mut self, title: &str, note: String, outline: &Outline<'_>, gaps: &[Gap<'_>]) {
        let items = gaps.iter().map(|g| Item { text: words::gap(g, self.lang), ..Item::default() }).collect();
        let waiting = outline::waiting(gaps).into_iter();
        let rest = waiting.map(|(chapter, n)| words::waiting(outline.checked, chapter, n, self.lang)).collect();
        self.list(List { title: title.to_owned(), note, items, enough: outline::WANTED, rest, ..List::default() });
    }

    fn list(&mut self, list: List) {
        if !list.items.is_empty() {
            self.out.set(Block::List(List { folded: true, ..list }));
        }
    }

    /// The finding in one line: id, verdict, and why or what.
    fn line(&self, outline: &Outline<'_>, finding: &Finding) -> Item {
        let (lang, rule) = (self.lang, outline.rule(finding));
        let mut text = String::new();
        if finding.verdict != Verdict::NotCheckable {
            text.push_str(words::verdict(finding, lang));
            text.push_str(": ");
        }
        if !finding.subject.is_empty() {
            text.push_str(&words::subject(finding));
            text.push_str(": ");
        }
        let reasons: Vec<&str> = finding.reasons.iter().map(|r| r.get(lang)).collect();
        // Why a norm counts less here is told once, at the end.
        if reasons.is_empty() || finding.eased.is_some() {
            text.push_str(words::message(rule, finding, lang));
        } else {
            text.push_str(&reasons.join("; "));
        }
        Item { name: rule.id.clone(), text, ..Item::default() }
    }

    fn head(&self, outline: &Outline<'_>, finding: &Finding, spoken: String) -> Block {
        let (lang, rule) = (self.lang, outline.rule(finding));
        Block::Finding(super::Finding {
            tone: tone(finding),
            title: rule.id.clone(),
            outcome: Some(Outcome {
                words: words::verdict(finding, lang).to_owned(),
                force: strength_words(rule.strength, lang).to_owned(),
                look: words::look(finding),
            }),
            about: about(finding, lang),
            sources: words::sources(lang.pick("bron", "source"), outline.checked, rule, lang),
            spoken,
        })
    }

    fn finding(&mut self, outline: &Outline<'_>, finding: &Finding, seen: &mut BTreeSet<String>, spoken: String) {
        let (lang, rule, file) = (self.lang, outline.rule(finding), self.told.file);
        self.out.set(self.head(outline, finding, spoken));
        let (places, hidden) = places(self.run, finding, if self.run.verbose { usize::MAX } else { LINES });
        let some_shown = !places.is_empty();
        let message = words::message(rule, finding, lang).to_owned();
        self.out.set(Block::Found(Found { tone: tone(finding), message, places }));
        let mut terms = Vec::new();
        let mut note = |label: &str, text: &str| terms.push(Term::one(label, text));
        if hidden > 0 {
            let (label, text) = words::rests_on(hidden, some_shown, lang);
            note(label, &text);
        }
        for reason in &finding.reasons {
            note(lang.pick("reden", "reason"), reason.get(lang));
        }
        for missing in &finding.missing {
            let label = match missing.parameter {
                true => lang.pick("niet bekend", "not known"),
                false => lang.pick("niet vermeld", "not stated"),
            };
            note(label, &words::missing(missing, lang));
        }
        for remedy in words::remedies(finding, lang) {
            note(lang.pick("hulp", "help"), &remedy);
        }
        for (label, text) in words::proposals(file, finding, lang) {
            note(&label, text);
        }
        for left in file.remedies.of(finding).not_searched.iter().filter(|_| self.run.verbose) {
            note(lang.pick("niet gezocht", "not searched"), left.get(lang));
        }
        // Readings and doubts are said once in full.
        for reading in finding.interpretations.iter().map(|r| r.get(lang)) {
            if seen.insert(reading.to_owned()) {
                note(lang.pick("lezing", "reading"), reading);
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
            let again = !seen.insert(doubt.clone());
            let doubt = if again { words::uncertain_again(param, lang) } else { doubt };
            note(lang.pick("let op", "note"), &doubt);
        }
        if self.run.verbose {
            note("norm", rule.title.get(lang));
            for param in &finding.params {
                let source = param.cite.as_ref().map(|c| words::cite(outline.checked, c, lang));
                let source = source.unwrap_or_else(|| lang.pick("opdrachtregel", "command line").to_owned());
                let text = format!("{} · {source}", words::param_value(param, lang));
                note(lang.pick("waarde van de wet", "value of law"), &text);
            }
        }
        if !terms.is_empty() {
            self.out.set(Block::Terms(terms));
        }
        if self.run.verbose {
            self.computation(outline, finding);
        }
        self.out.set(Block::End);
    }

    /// The rule as it is written, and the computation.
    fn computation(&mut self, outline: &Outline<'_>, finding: &Finding) {
        let (lang, rule) = (self.lang, outline.rule(finding));
        let (name, line, _) = self.run.sources.place(rule.span);
        let title = format!("{} ({name}:{line})", lang.pick("regel", "rule"));
        self.out.set(Block::Code(title, self.run.sources.text(rule.span).trim_end().to_owned()));
        if let (Some(trace), Some(facts)) = (&finding.trace, &self.told.file.facts) {
            self.out.set(Block::Lines(lang.pick("berekening", "computation").to_owned()));
            let Ok(()) = trace.each::<Infallible>(outline.checked, &self.run.sources, finding, |step| {
                step_line(step, facts, lang).into_iter().for_each(|line| self.out.set(Block::Line(line)));
                Ok(())
            });
        }
    }

    /// The answers to what is asked, instead of all that a report holds.
    fn explained(&mut self, outline: &Outline<'_>, explain: &Explain) {
        let lang = self.lang;
        let one_line = explain.depth == Depth::Short && explain.questions.len() == 1;
        let found = answer::each(self.run, self.told, outline, explain, |finding, answers| {
            let rule = outline.rule(finding);
            if one_line {
                let about = words::subject(finding);
                let about = if about.is_empty() { about } else { format!(" · {about}") };
                let verdict = words::verdict(finding, lang);
                for line in answers.into_iter().flat_map(|a| a.lines) {
                    let text = format!("{verdict}{about}: {}", line.text);
                    self.out.set(Block::Item(Item { name: rule.id.clone(), text, ..Item::default() }));
                }
                return;
            }
            self.out.set(self.head(outline, finding, String::new()));
            self.out.set(Block::paragraph(words::message(rule, finding, lang)));
            for answer in answers {
                self.out.set(Block::Lines(answer.title.to_owned()));
                answer.lines.into_iter().for_each(|line| self.out.set(Block::Line(line)));
            }
            self.out.set(Block::End);
        });
        if !found {
            self.out.set(Block::paragraph(answer::nothing(lang)));
        }
    }
}

/// A step of the computation; constants and the rule's own subject speak for themselves.
fn step_line(step: &StepAt<'_>, facts: &Facts, lang: Lang) -> Option<Line> {
    let (value, kind, read) = (step.value(), step.kind(), step.facts());
    let value = value.get(lang);
    if kind == "constant" || kind == "variable" && step.is_last() && read.is_empty() {
        return None;
    }
    let mut text = step.text();
    if !value.is_empty() && value != text {
        text.push_str(" = ");
        text.push_str(value);
    }
    let places = if let [fact] = read.as_slice() { vec![facts.get(*fact).span] } else { Vec::new() };
    Some(Line { level: step.level(), text, places })
}

/// How much a finding matters.
fn tone(finding: &Finding) -> Tone {
    match finding.weight {
        _ if finding.fault => Tone::Error,
        Weight::Error => Tone::Error,
        Weight::Warning => Tone::Warning,
        Weight::Note | Weight::None => Tone::Note,
    }
}

/// Subject and year, as far as the message does not name them already.
fn about(finding: &Finding, lang: Lang) -> String {
    let message = finding.message.get(lang);
    // The subject is a kind and a name: `gemeente Meerdijk`; messages mostly give the name only.
    let name = finding.subject.split_once(' ').map_or(finding.subject.as_str(), |(_, name)| name);
    let subject = Some(finding.subject.clone()).filter(|_| !name.is_empty() && !message.contains(name));
    let year = finding.year.map(|y| y.to_string()).filter(|year| !message.contains(year));
    subject.into_iter().chain(year).collect::<Vec<_>>().join(", ")
}

/// The figures that a finding rests on, on at most so many lines, and how many are left out: lines with a named figure come before
/// others.
pub(crate) fn places(run: &Run, finding: &Finding, most: usize) -> (Vec<Place>, usize) {
    let line = |e: &Evidence| {
        let file = run.sources.get(e.span.file)?;
        Some((e.span.file, file.line_of(e.span.start as usize)))
    };
    let mut lines = BTreeSet::new();
    let figures = order::figures(finding);
    let named = figures.iter().filter(|e| !e.label.is_empty());
    let others = figures.iter().filter(|e| e.label.is_empty());
    for place in named.chain(others).filter_map(|e| line(e)) {
        if lines.len() < most {
            lines.insert(place);
        }
    }
    let (shown, hidden): (Vec<_>, Vec<_>) =
        figures.into_iter().partition(|e| line(e).is_some_and(|l| lines.contains(&l)));
    let place = |e: &Evidence| Place {
        span: e.span,
        figure: Some((e.path.clone(), e.value.get(run.lang).to_owned())),
        label: e.label.get(run.lang).to_owned(),
    };
    (shown.into_iter().map(place).collect(), hidden.len().saturating_add(finding.evidence_left_out))
}

/// The run beside the list of known findings.
fn baseline(compared: &Compared, lang: Lang, out: &mut dyn Setter) {
    if !compared.gone.is_empty() {
        let title = lang.pick("Niet meer gevonden", "No longer found").to_owned();
        let items = compared.gone.iter().map(|g| Item { text: against::gone(g, lang), ..Item::default() }).collect();
        out.set(Block::List(List { title, items, enough: usize::MAX, folded: true, ..List::default() }));
        out.set(Block::Hint(against::without_gone(lang).to_owned()));
    }
    out.set(Block::paragraph(against::counts(compared, false, lang)));
    if !compared.renamed.is_empty() {
        out.set(Block::Hint(against::with_new_names(lang).to_owned()));
    }
}

/// Outcomes per file; a file that could not be checked says so.
fn files(files: &[FileRun], lang: Lang, out: &mut dyn Setter) {
    let files: Vec<&FileRun> = files.iter().filter(|f| f.portfolio.is_none()).collect();
    let rows: Vec<(String, Tally)> =
        files.iter().filter(|f| f.facts.is_some()).map(|f| (f.name.clone(), tally(f))).collect();
    if !rows.is_empty() {
        let caption = lang.pick("Uitkomsten per bestand", "Outcomes by file");
        out.set(outcomes(caption, lang.pick("Bestand", "File"), rows, lang));
    }
    let failed = files.iter().filter(|f| f.facts.is_none()).count();
    let all = words::count(files.len(), lang.pick("bestand", "file"), lang.pick("bestanden", "files"));
    out.set(Block::paragraph(match failed {
        0 => lang.pick(format!("{all} getoetst."), format!("{all} checked.")),
        n if n == files.len() => lang.pick(format!("{all}; geen ervan is getoetst."), format!("{all}; none checked.")),
        n => lang.pick(format!("{all}, waarvan {n} niet getoetst."), format!("{all}, {n} of them not checked.")),
    }));
}

/// A table of outcomes, with a total when there is more than one row.
fn outcomes(caption: &str, first: &str, mut rows: Vec<(String, Tally)>, lang: Lang) -> Block {
    let total = rows.len() > 1;
    if total {
        let mut sum = Tally::default();
        rows.iter().for_each(|(_, t)| sum.merge(t));
        rows.push((lang.pick("Totaal", "Total").to_owned(), sum));
    }
    let column = |v: Verdict| match v {
        Verdict::NotApplicable => lang.pick("n.v.t.", "n/a"),
        v => v.words(lang),
    };
    // A dash reads faster than a column of zeros.
    let cell = |tally: &Tally, v: Verdict| match tally.of(v) {
        0 => Cell::number("–"),
        n => Cell { look: (v == Verdict::NotMet).then_some(super::Look::Outside), ..Cell::number(n.to_string()) },
    };
    let row = |(name, tally): (String, Tally)| {
        std::iter::once(Cell::words(name)).chain(COLUMNS.iter().map(|v| cell(&tally, *v))).collect()
    };
    Block::Table(Table {
        caption: caption.to_owned(),
        head: std::iter::once(first).chain(COLUMNS.iter().map(|v| column(*v))).map(str::to_owned).collect(),
        rows: rows.into_iter().map(row).collect(),
        total,
    })
}
