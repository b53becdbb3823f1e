//! The report for screen readers and for copying into a letter: one statement per line.
//!
//! Takes: a [`Run`]. Gives: the same findings as the text format. Never draws: no boxes, columns, symbols or colours, and no
//! place that must be found by looking.

use std::convert::Infallible;

use crate::agreement::facts::Facts;
use crate::baseline::Compared;
use crate::diagnostic::Diagnostic;
use crate::evaluate::StepAt;
use crate::evaluate::finding::{Finding, Verdict, strength_words};
use crate::lang::{Lang, capital};
use crate::limits::MAX_FINDINGS_SHOWN;
use crate::report::escape::one_line;
use crate::report::outline::{self, Gap, Outline};
use crate::report::sink::Sink;
use crate::report::{Depth, Explain, FileRun, Run, Told, against, answer, words};
use crate::ruleset::Checked;

/// Writes the whole report.
pub fn write(run: &Run, sink: &mut Sink<'_>) {
    let mut page = Page { run, lang: run.lang, sink };
    for d in &run.diagnostics {
        page.diagnostic(d);
    }
    for file in run.shown() {
        page.file(&file.told_to_people(&run.sources));
        page.sink.pass_on();
        if page.sink.is_over() {
            break;
        }
    }
    if run.brief {
        page.say(&words::in_brief(run));
    }
    if let Some(text) = against::changed(run, run.lang) {
        page.say(&text);
    }
    if let Some(compared) = &run.baseline {
        page.baseline(compared);
    }
}

struct Page<'a, 's> {
    run: &'a Run,
    lang: Lang,
    sink: &'a mut Sink<'s>,
}

impl Page<'_, '_> {
    /// One statement on a line of its own, closed with a full stop.
    fn say(&mut self, text: &str) {
        let text = one_line(text);
        self.sink.text.push(&text);
        if !text.ends_with(['.', '?', '!', ':']) {
            self.sink.text.push(".");
        }
        self.sink.text.end();
        self.sink.pass_on_many();
    }

    fn file(&mut self, told: &Told<'_>) {
        let (lang, file) = (self.lang, told.file);
        let kind = if file.portfolio.is_some() { lang.pick("Samen", "Together") } else { lang.pick("Bestand", "File") };
        self.say(&format!("{kind} {}", file.name));
        for (label, text) in words::basis(told, self.run.ignore_deviations, lang) {
            self.say(&format!("{}: {}", capital(label), text.replace(" · ", ", ").replace(['“', '”'], "\"")));
        }
        if let Some(only) = words::only(self.run, lang) {
            self.say(&capital(&only));
        }
        for d in &file.diagnostics {
            self.diagnostic(d);
        }
        let Some(outline) = Outline::new(told) else {
            self.say(lang.pick("Dit bestand is niet getoetst", "This file was not checked"));
            self.sink.text.end();
            return;
        };
        if let Some(explain) = &self.run.explain {
            self.explained(told, &outline, explain);
            return;
        }
        let n = outline.shown.len();
        let most = if self.run.verbose { usize::MAX } else { MAX_FINDINGS_SHOWN };
        let shown = outline.shown.get(..most).unwrap_or(&outline.shown);
        let mut nth = 0usize;
        told.in_full(self.run.verbose, shown, |finding| {
            nth = nth.saturating_add(1);
            let which = lang.pick(format!("Bevinding {nth} van {n}"), format!("Finding {nth} of {n}"));
            self.finding(&which, file, &outline, finding);
            self.sink.pass_on();
        });
        let left = n.saturating_sub(most);
        if left > 0 {
            self.say(&words::findings_left(left, lang));
        }
        let known = outline.known.iter().map(|f| (lang.pick("Bekend", "Known"), f));
        for (excuse, finding) in known.chain(outline.off.iter().map(|f| (lang.pick("Uit", "Off"), f))) {
            let rule = outline.rule(finding);
            let said = words::message(rule, finding, lang);
            self.say(&format!("{excuse}: {} {}. {said}", rule.id, words::verdict(finding, lang)));
        }
        for finding in outline.open.iter().take(most) {
            let rule = outline.rule(finding);
            let reasons: Vec<&str> = finding.reasons.iter().map(|r| r.get(lang)).collect();
            let why =
                if reasons.is_empty() { words::message(rule, finding, lang).to_string() } else { reasons.join("; ") };
            self.say(&format!("{} {}: {why}", rule.id, lang.pick("is niet te toetsen", "is not checkable")));
        }
        let left = outline.open.len().saturating_sub(most);
        if left > 0 {
            self.say(&lang.pick(
                format!("Nog {left} normen zijn niet te toetsen; toon alles met --verbose"),
                format!("{left} more norms are not checkable; show all with --verbose"),
            ));
        }
        self.gaps(outline.checked, lang.pick("Niet vermeld", "Not stated"), &outline.facts);
        self.gaps(
            outline.checked,
            lang.pick("Waarde van de wet niet bekend", "Value of law not known"),
            &outline.values,
        );
        if self.run.verbose {
            for finding in &outline.quiet {
                let rule = outline.rule(finding);
                let said = finding.reasons.first().map_or(words::message(rule, finding, lang), |r| r.get(lang));
                self.say(&format!("{} {}. {said}", rule.id, words::verdict(finding, lang)));
            }
        }
        for (id, tally) in outline.chapters(file) {
            let counts: Vec<String> =
                [Verdict::Met, Verdict::NotMet, Verdict::Deviation, Verdict::NotCheckable, Verdict::NotApplicable]
                    .into_iter()
                    .filter(|v| tally.of(*v) > 0)
                    .map(|v| format!("{} {}", tally.of(v), v.words(lang)))
                    .collect();
            let title = outline.checked.chapter(id).title.get(lang);
            self.say(&format!("{} {title}: {}", lang.pick("Hoofdstuk", "Chapter"), words::list(&counts, lang)));
        }
        for sentence in words::closing(told, &outline, lang) {
            self.say(&sentence);
        }
        self.sink.text.end();
    }

    /// The run beside the list of known findings.
    fn baseline(&mut self, compared: &Compared) {
        let lang = self.lang;
        let (what, next) = against::gone_title(lang);
        for gone in &compared.gone {
            self.say(&format!("{what}: {}", against::gone(gone, lang)));
        }
        if !compared.gone.is_empty() {
            self.say(next);
        }
        self.say(&against::counts(compared, lang));
    }

    /// The answers to what is asked, one statement per line.
    fn explained(&mut self, told: &Told<'_>, outline: &Outline<'_>, explain: &Explain) {
        let lang = self.lang;
        let found = answer::each(self.run, told, outline, explain, |finding, answers| {
            let rule = outline.rule(finding);
            let about = about(finding);
            self.say(&format!("Norm {} {}{about}", rule.id, words::verdict(finding, lang)));
            if explain.depth != Depth::Short {
                self.say(words::message(rule, finding, lang));
            }
            for answer in &answers {
                for line in &answer.lines {
                    let place = match line.places.as_slice() {
                        [] => String::new(),
                        spans => format!(", {}", answer::places(self.run, spans, lang, true)),
                    };
                    let level = match line.level {
                        0 => String::new(),
                        n => format!(" {n}"),
                    };
                    let text = line.text.replace(" · ", ", ").replace(" › ", ", ");
                    self.say(&format!("{}{level}: {}{place}", capital(answer.title), text.trim_end_matches(':')));
                }
            }
            self.sink.pass_on();
        });
        if !found {
            self.say(answer::nothing(lang));
        }
        self.sink.text.end();
    }

    fn finding(&mut self, which: &str, file: &FileRun, outline: &Outline<'_>, finding: &Finding) {
        let (lang, rule) = (self.lang, outline.rule(finding));
        let about = about(finding);
        self.say(&format!(
            "{which}. Norm {} {} ({}){about}",
            rule.id,
            words::verdict(finding, lang),
            strength_words(rule.strength, lang)
        ));
        self.say(words::message(rule, finding, lang));
        for source in words::cites(outline.checked, rule, lang) {
            self.say(&format!("{}: {}", lang.pick("Bron", "Source"), source.replace(" › ", ", ")));
        }
        for e in outline::figures(finding) {
            let (file, line, column) = self.run.sources.place(e.span);
            let place = lang.pick(format!("Regel {line}, kolom {column}"), format!("Line {line}, column {column}"));
            // The file is named only when it is another one than the reader is hearing about.
            let place = if Some(e.span.file) == self.current(finding) { place } else { format!("{file}, {place}") };
            let label = e.label.get(lang);
            let label = if label.is_empty() { String::new() } else { format!(", {label}") };
            self.say(&format!("{place}: {} {} {}{label}", e.path, lang.pick("is", "is"), e.value.get(lang)));
        }
        if finding.evidence_left_out > 0 {
            self.say(&capital(&words::figures_left(finding.evidence_left_out, lang)));
        }
        for reason in &finding.reasons {
            self.say(&format!("{}: {}", lang.pick("Reden", "Reason"), reason.get(lang)));
        }
        for missing in &finding.missing {
            self.say(&format!("{}: {}", lang.pick("Niet vermeld", "Not stated"), words::missing(missing, lang)));
        }
        for remedy in words::remedies(finding, lang) {
            self.say(&format!("{}: {remedy}", lang.pick("Hulp", "Help")));
        }
        for (label, text) in words::proposals(file, finding, lang) {
            self.say(&format!("{}: {text}", capital(&label)));
        }
        for left in file.remedies.of(finding).not_searched.iter().filter(|_| self.run.verbose) {
            self.say(&format!("{}: {}", lang.pick("Niet gezocht", "Not searched"), left.get(lang)));
        }
        for reading in &finding.interpretations {
            self.say(&format!("{}: {}", lang.pick("Lezing", "Reading"), reading.get(lang)));
        }
        for remark in &finding.remarks {
            self.say(&format!("{}: {}", lang.pick("Let op", "Note"), remark.get(lang)));
        }
        for own in finding.params.iter().filter_map(|p| words::tightened(outline.checked, p, lang)) {
            self.say(&format!("{}: {own}", lang.pick("Eigen waarde", "Own value")));
        }
        for doubt in finding.params.iter().filter_map(|p| words::uncertain(p, lang)) {
            self.say(&format!("{}: {doubt}", lang.pick("Let op", "Note")));
        }
        if self.run.verbose
            && let (Some(trace), Some(facts)) = (&finding.trace, &file.facts)
        {
            self.say(lang.pick("Berekening:", "Computation:"));
            let Ok(()) = trace.each::<Infallible>(outline.checked, &self.run.sources, finding, |one| {
                self.step(facts, one);
                Ok(())
            });
        }
    }

    /// The file most of a finding's figures are in.
    fn current(&self, finding: &Finding) -> Option<crate::source::FileId> {
        finding.evidence.first().map(|e| e.span.file)
    }

    fn step(&mut self, facts: &Facts, step: &StepAt<'_>) {
        if step.kind() == "constant" {
            return;
        }
        let place = match step.facts().as_slice() {
            [fact] => {
                let (file, line, column) = self.run.sources.place(facts.get(*fact).span);
                self.lang.pick(
                    format!(", {file}, regel {line}, kolom {column}"),
                    format!(", {file}, line {line}, column {column}"),
                )
            }
            _ => String::new(),
        };
        let (word, is) = self.lang.pick(("Stap", "is"), ("Step", "is"));
        let (value, level) = (step.value(), step.level().saturating_add(1));
        self.say(&format!("{word} {level}: {} {is} {}{place}", step.text(), value.get(self.lang)));
    }

    fn gaps(&mut self, checked: &Checked, title: &str, gaps: &[Gap<'_>]) {
        let (shown, waiting) = outline::most_wanted(gaps, self.run.verbose);
        for gap in shown {
            self.say(&format!("{title}: {}", words::gap(gap, self.lang)));
        }
        let more = gaps.len().saturating_sub(shown.len());
        if more > 0 {
            let text = self.lang.pick(
                format!("{title}: en nog {more}, te zien met --verbose"),
                format!("{title}: and {more} more, shown with --verbose"),
            );
            self.say(&text);
        }
        for (chapter, n) in waiting {
            self.say(&format!("{title}: {}", words::waiting(checked, chapter, n, self.lang)));
        }
    }

    fn diagnostic(&mut self, d: &Diagnostic) {
        let lang = self.lang;
        self.say(&format!("{} {}: {}", capital(d.severity.word(lang)), d.code, d.message.get(lang)));
        for label in &d.labels {
            let (file, line, column) = self.run.sources.place(label.span);
            let words = label.text.get(lang);
            let source = self.run.sources.text(label.span).lines().next().unwrap_or("").trim();
            let says = match (words, source) {
                ("", "") => String::new(),
                ("", s) => format!(": {s}"),
                (w, "") => format!(": {w}"),
                (w, s) => format!(": {s}, {w}"),
            };
            let place = lang.pick(
                format!("{file}, regel {line}, kolom {column}{says}"),
                format!("{file}, line {line}, column {column}{says}"),
            );
            self.say(&place);
        }
        if let Some(help) = &d.help {
            self.say(&format!("{}: {}", lang.pick("Hulp", "Help"), help.get(lang)));
        }
    }
}

/// Subject and year.
fn about(finding: &Finding) -> String {
    match (finding.subject.as_str(), finding.year) {
        ("", None) => String::new(),
        ("", Some(year)) => format!(", {year}"),
        (subject, None) => format!(", {subject}"),
        (subject, Some(year)) => format!(", {subject}, {year}"),
    }
}
