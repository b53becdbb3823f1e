//! The report as one HTML page: for a pull-request artifact or a mail.
//!
//! Takes: a [`Run`]. Gives: HTML without scripts and without anything from elsewhere. Never lets a text of a file be markup: all
//! text passes `Html`. What an adviser files as evidence is another document; this one is short.

use std::fmt::Display;

use crate::diagnostic::Diagnostic;
use crate::evaluate::finding::{Finding, Verdict, Weight, strength_words};
use crate::lang::Lang;
use crate::report::inline::is_address;
use crate::report::markup::Html;
use crate::report::outline::{self, Gap, Outline};
use crate::report::place::{self, Columns};
use crate::report::sink::Sink;
use crate::report::{FileRun, Run, Told, against, words};
use crate::ruleset::model::Citation;
use crate::source::Span;

/// The style of the page, for screen and paper.
const STYLE: &str = include_str!("page/check.css");

/// Nothing may be loaded and nothing may run, whatever a text holds.
pub(super) const POLICY: &str = "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'; \
     base-uri 'none'; form-action 'none'\">\n";

/// Figures shown under one finding.
const FIGURES: usize = 12;

/// Writes the whole page.
pub fn write(run: &Run, sink: &mut Sink<'_>) {
    let lang = run.lang;
    let mut page = Page { run, lang, sink, name: String::new() };
    let title = lang.pick("toets: lokale prestatieafspraken", "toets: local housing agreements");
    page.put("<!DOCTYPE html>\n<html lang=\"{}\">\n<head>\n<meta charset=\"utf-8\">\n", &[&lang.pick("nl", "en")]);
    page.put(POLICY, &[]);
    page.put(
        "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>{}</title>\n<style>\n",
        &[&title],
    );
    page.put(STYLE, &[]);
    page.put("</style>\n</head>\n<body>\n<main>\n<h1>{}</h1>\n", &[&title]);
    page.faults(&run.diagnostics);
    for sentence in [against::changed(run, lang), words::only(run, lang)].into_iter().flatten() {
        page.paragraph(&sentence);
    }
    for file in run.shown() {
        page.file(&file.told_to_people(&run.sources));
        page.sink.pass_on();
        if page.sink.is_over() {
            break;
        }
    }
    if let Some(compared) = &run.baseline {
        let gone = compared.gone.iter().map(|g| against::gone(g, lang)).collect();
        page.folded(against::gone_title(lang).0, gone);
        page.paragraph(&against::counts(compared, lang));
    }
    if run.brief {
        page.paragraph(&words::in_brief(run));
    }
    page.put("</main>\n<footer><p>toets {}</p></footer>\n</body>\n</html>\n", &[&env!("CARGO_PKG_VERSION")]);
}

/// What stands behind a label.
enum Said<'a> {
    Sentence(String),
    Source(&'a Citation),
}

struct Page<'a, 's> {
    run: &'a Run,
    lang: Lang,
    sink: &'a mut Sink<'s>,
    /// The file of the section.
    name: String,
}

impl Page<'_, '_> {
    fn html(&mut self) -> Html<'_> {
        Html(&mut self.sink.text)
    }

    /// Markup of ours, with texts of anyone.
    fn put(&mut self, markup: &'static str, texts: &[&dyn Display]) {
        self.html().put(markup, texts);
    }

    /// Text of anyone.
    fn paragraph(&mut self, text: &str) {
        self.put("<p>", &[]);
        self.html().sentence(text);
        self.put("</p>\n", &[]);
    }

    fn file(&mut self, told: &Told<'_>) {
        let (lang, file) = (self.lang, told.file);
        self.name.clone_from(&file.name);
        self.put("<section>\n<h2>{}</h2>\n<dl>\n", &[&file.name]);
        for (label, text) in words::basis(told, self.run.ignore_deviations, lang) {
            self.put("<dt>{}</dt><dd>{}</dd>\n", &[&label, &text]);
        }
        self.put("</dl>\n", &[]);
        self.faults(&file.diagnostics);
        if let Some(outline) = Outline::new(told) {
            self.counts(file);
            for sentence in words::closing(told, &outline, lang) {
                self.paragraph(&sentence);
            }
            for finding in &outline.shown {
                self.finding(file, &outline, finding);
                self.sink.pass_on();
            }
            self.lists(&outline);
        } else {
            self.paragraph(lang.pick("Dit bestand is niet getoetst.", "This file was not checked."));
        }
        self.put("</section>\n", &[]);
    }

    fn counts(&mut self, file: &FileRun) {
        let tally = outline::tally(file);
        self.put("<ul class=\"counts\">\n", &[]);
        for verdict in Verdict::ALL {
            self.put("<li><b>{}</b> {}</li>\n", &[&tally.of(verdict), &verdict.words(self.lang)]);
        }
        self.put("</ul>\n", &[]);
    }

    fn finding(&mut self, file: &FileRun, outline: &Outline<'_>, finding: &Finding) {
        let (lang, rule) = (self.lang, outline.rule(finding));
        let class = match finding.weight {
            Weight::Error => "error",
            Weight::Warning => "warning",
            Weight::Note | Weight::None => "note",
        };
        let head = words::with_subject(&rule.id, finding);
        let (verdict, force) = (words::verdict(finding, lang), strength_words(rule.strength, lang));
        let texts: [&dyn Display; 4] = [&class, &head, &verdict, &force];
        self.put("<article class=\"{}\">\n<h3>{} <span>{} · {}</span></h3>\n", &texts);
        self.paragraph(words::message(rule, finding, lang));
        let figures = outline::figures(finding);
        if !figures.is_empty() {
            self.put(
                "<table>\n<thead><tr><th scope=\"col\">{}</th><th scope=\"col\">{}</th><th scope=\"col\">{}</th></tr></thead>\n<tbody>\n",
                &[&lang.pick("Gegeven", "Figure"), &lang.pick("Waarde", "Value"), &lang.pick("Plaats", "Place")],
            );
            for e in figures.iter().take(FIGURES) {
                let label = e.label.get(lang);
                let label = if label.is_empty() { String::new() } else { format!(" ({label})") };
                self.put("<tr><td>", &[]);
                self.html().name(&e.path);
                let texts: [&dyn Display; 3] = [&e.value.get(lang), &label, &self.at(e.span)];
                self.put("</td><td>{}{}</td><td>{}</td></tr>\n", &texts);
            }
            self.put("</tbody>\n</table>\n", &[]);
            let more = figures.len().saturating_sub(FIGURES).saturating_add(finding.evidence_left_out);
            if more > 0 {
                self.paragraph(&words::figures_left(more, lang));
            }
        }
        let mut terms: Vec<(&str, Said<'_>)> = Vec::new();
        let sentence = |text: &str| Said::Sentence(text.to_owned());
        terms.extend(rule.cites.iter().map(|c| (lang.pick("bron", "source"), Said::Source(c))));
        terms.extend(finding.reasons.iter().map(|r| (lang.pick("reden", "reason"), sentence(r.get(lang)))));
        let missing = |m| (lang.pick("niet vermeld", "not stated"), sentence(&words::missing(m, lang)));
        terms.extend(finding.missing.iter().map(missing));
        terms.extend(words::remedies(finding, lang).into_iter().map(|r| (lang.pick("hulp", "help"), sentence(&r))));
        let proposals = words::proposals(file, finding, lang);
        terms.extend(proposals.iter().map(|(label, text)| (label.as_str(), sentence(text))));
        terms.extend(finding.interpretations.iter().map(|t| (lang.pick("lezing", "reading"), sentence(t.get(lang)))));
        terms.extend(finding.remarks.iter().map(|t| (lang.pick("let op", "note"), sentence(t.get(lang)))));
        terms.extend(
            finding
                .params
                .iter()
                .filter_map(|p| words::uncertain(p, lang))
                .map(|t| (lang.pick("let op", "note"), sentence(&t))),
        );
        self.put("<dl>\n", &[]);
        for (label, said) in terms {
            self.put("<dt>{}</dt><dd>", &[&label]);
            match said {
                Said::Sentence(text) => self.html().sentence(&text),
                Said::Source(cite) => self.source(outline, cite),
            }
            self.put("</dd>\n", &[]);
        }
        self.put("</dl>\n</article>\n", &[]);
    }

    /// What is only listed: what is missing, what cannot be checked, what is met or does not apply.
    fn lists(&mut self, outline: &Outline<'_>) {
        let lang = self.lang;
        let known = |f: &&Finding| {
            let rule = outline.rule(f);
            let about = words::with_subject(&rule.id, f);
            format!("{about} {}: {}", words::verdict(f, lang), words::message(rule, f, lang))
        };
        self.folded(lang.pick("Al bekend", "Known already"), outline.known.iter().map(known).collect());
        self.folded(lang.pick("Uit in toets.toml", "Off in toets.toml"), outline.off.iter().map(known).collect());
        let gap = |g: &Gap<'_>| words::gap(g, lang);
        self.folded(lang.pick("Niet vermeld", "Not stated"), outline.facts.iter().map(gap).collect());
        self.folded(
            lang.pick("Waarden van de wet die niet bekend zijn", "Values of law that are not known"),
            outline.values.iter().map(gap).collect(),
        );
        let line = |f: &&Finding| {
            let rule = outline.rule(f);
            let said = f.reasons.first().map_or(words::message(rule, f, lang), |r| r.get(lang));
            format!("{} {}: {said}", words::with_subject(&rule.id, f), words::verdict(f, lang))
        };
        self.folded(
            lang.pick("Om een andere reden niet te toetsen", "Not checkable for another reason"),
            outline.open.iter().map(line).collect(),
        );
        self.folded(
            lang.pick("Voldoet of niet van toepassing", "Met or not applicable"),
            outline.quiet.iter().map(line).collect(),
        );
    }

    /// A list that unfolds; its items are sentences.
    fn folded(&mut self, title: &str, items: Vec<String>) {
        if items.is_empty() {
            return;
        }
        self.put("<details>\n<summary>{} ({})</summary>\n<ul>\n", &[&title, &items.len()]);
        for item in items {
            self.put("<li>", &[]);
            self.html().sentence(&item);
            self.put("</li>\n", &[]);
        }
        self.put("</ul>\n</details>\n", &[]);
    }

    fn faults(&mut self, faults: &[Diagnostic]) {
        let lang = self.lang;
        for d in faults {
            let texts: [&dyn Display; 3] = [&d.severity.id(), &d.code, &d.severity.word(lang)];
            self.put("<article class=\"{}\">\n<h3>{} <span>{}</span></h3>\n", &texts);
            self.paragraph(d.message.get(lang));
            self.put("<dl>\n", &[]);
            for label in &d.labels {
                let at = self.at(label.span);
                let texts: [&dyn Display; 3] = [&lang.pick("plaats", "place"), &at, &label.text.get(lang)];
                self.put("<dt>{}</dt><dd>{} {}</dd>\n", &texts);
            }
            if let Some(help) = &d.help {
                self.put("<dt>{}</dt><dd>", &[&lang.pick("hulp", "help")]);
                self.html().sentence(help.get(lang));
                self.put("</dd>\n", &[]);
            }
            self.put("</dl>\n</article>\n", &[]);
        }
    }

    /// A place in law, with a link where the ruleset knows one.
    fn source(&mut self, outline: &Outline<'_>, cite: &Citation) {
        let words = words::cite(outline.checked, cite, self.lang);
        // Only an address of the web: a ruleset may be anyone's.
        match outline.checked.source(cite.source).link.as_deref().filter(|link| is_address(link)) {
            Some(link) => self.put("<a href=\"{}\" rel=\"noreferrer\">{}</a>", &[&link, &words]),
            None => self.put("{}", &[&words]),
        }
    }

    /// A place; in the file that the section is about without its name.
    fn at(&self, span: Span) -> String {
        let Some(p) = place::place(&self.run.sources, span, Columns::Characters) else { return String::new() };
        let line = self.lang.pick("regel", "line");
        if p.file == self.name {
            format!("{line} {}:{}", p.line, p.column)
        } else {
            format!("{}, {line} {}:{}", p.file, p.line, p.column)
        }
    }
}
