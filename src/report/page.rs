//! The report as one HTML page: for a pull-request artifact or a mail.
//!
//! Takes: a [`Run`]. Gives: HTML without scripts and without anything from elsewhere. Never lets a text of a file be markup: all
//! text passes `html::…`. What an adviser files as evidence is another document; this one is short.

use std::fmt::Write;
use std::io;

use crate::diagnostic::Diagnostic;
use crate::evaluate::finding::{Finding, Verdict, Weight, strength_words};
use crate::lang::Lang;
use crate::report::escape::html;
use crate::report::inline::{Piece, pieces};
use crate::report::outline::{self, Gap, Outline};
use crate::report::place::{self, Columns};
use crate::report::sink::Sink;
use crate::report::{FileRun, Run, Told, against, words};
use crate::ruleset::model::Citation;
use crate::source::Span;

/// The style of the page, for screen and paper.
const STYLE: &str = include_str!("page/check.css");

/// Nothing may be loaded and nothing may run, whatever a text holds.
const POLICY: &str = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'";

/// Figures shown under one finding.
const FIGURES: usize = 12;

/// Writes the whole page.
///
/// # Errors
///
/// When it cannot be written.
pub fn write(run: &Run, out: &mut dyn io::Write) -> io::Result<()> {
    let lang = run.lang;
    let mut page = Page { run, lang, sink: Sink::new(out), name: String::new() };
    let title = lang.pick("toets: lokale prestatieafspraken", "toets: local housing agreements");
    page.raw(&format!(
        "<!DOCTYPE html>\n<html lang=\"{}\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta http-equiv=\"Content-Security-Policy\" content=\"{POLICY}\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <title>{title}</title>\n<style>\n{STYLE}</style>\n</head>\n<body>\n<main>\n<h1>{title}</h1>\n",
        lang.pick("nl", "en"),
    ));
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
        let gone = compared.gone.iter().map(|g| html(&against::gone(g, lang))).collect();
        page.folded(against::gone_title(lang).0, gone);
        page.paragraph(&against::counts(compared, lang));
    }
    if run.brief {
        page.paragraph(&words::in_brief(run));
    }
    page.raw(&format!("</main>\n<footer><p>toets {}</p></footer>\n</body>\n</html>\n", env!("CARGO_PKG_VERSION")));
    page.sink.finish()
}

struct Page<'a> {
    run: &'a Run,
    lang: Lang,
    sink: Sink<'a>,
    /// The file of the section.
    name: String,
}

impl Page<'_> {
    /// Markup of ours.
    fn raw(&mut self, markup: &str) {
        self.sink.text.push_str(markup);
    }

    /// Text of anyone.
    fn paragraph(&mut self, text: &str) {
        let text = sentence(text);
        // Writing to a string does not fail.
        let _ = writeln!(self.sink.text, "<p>{text}</p>");
    }

    fn file(&mut self, told: &Told<'_>) {
        let (lang, file) = (self.lang, told.file);
        self.name.clone_from(&file.name);
        self.raw(&format!("<section>\n<h2>{}</h2>\n<dl>\n", html(&file.name)));
        for (label, text) in words::basis(told, self.run.ignore_deviations, lang) {
            self.raw(&format!("<dt>{}</dt><dd>{}</dd>\n", html(label), html(&text)));
        }
        self.raw("</dl>\n");
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
        self.raw("</section>\n");
    }

    fn counts(&mut self, file: &FileRun) {
        let tally = outline::tally(file);
        self.raw("<ul class=\"counts\">\n");
        for verdict in Verdict::ALL {
            let (n, words) = (tally.of(verdict), html(verdict.words(self.lang)));
            self.raw(&format!("<li><b>{n}</b> {words}</li>\n"));
        }
        self.raw("</ul>\n");
    }

    fn finding(&mut self, file: &FileRun, outline: &Outline<'_>, finding: &Finding) {
        let (lang, rule) = (self.lang, outline.rule(finding));
        let class = match finding.weight {
            Weight::Error => "error",
            Weight::Warning => "warning",
            Weight::Note | Weight::None => "note",
        };
        let head = html(&words::with_subject(&rule.id, finding));
        let (verdict, force) = (words::verdict(finding, lang), strength_words(rule.strength, lang));
        self.raw(&format!("<article class=\"{class}\">\n<h3>{head} <span>{verdict} · {force}</span></h3>\n"));
        self.paragraph(words::message(rule, finding, lang));
        let figures = outline::figures(finding);
        if !figures.is_empty() {
            self.raw(&format!(
                "<table>\n<thead><tr><th scope=\"col\">{}</th><th scope=\"col\">{}</th><th scope=\"col\">{}</th></tr></thead>\n<tbody>\n",
                lang.pick("Gegeven", "Figure"),
                lang.pick("Waarde", "Value"),
                lang.pick("Plaats", "Place"),
            ));
            for e in figures.iter().take(FIGURES) {
                let label = e.label.get(lang);
                let value = if label.is_empty() {
                    html(e.value.get(lang))
                } else {
                    html(&format!("{} ({label})", e.value.get(lang)))
                };
                let (path, place) = (name(&e.path), self.at(e.span));
                self.raw(&format!("<tr><td>{path}</td><td>{value}</td><td>{place}</td></tr>\n"));
            }
            self.raw("</tbody>\n</table>\n");
            let more = figures.len().saturating_sub(FIGURES).saturating_add(finding.evidence_left_out);
            if more > 0 {
                self.paragraph(&words::figures_left(more, lang));
            }
        }
        let mut terms: Vec<(&str, String)> = Vec::new();
        terms.extend(rule.cites.iter().map(|c| (lang.pick("bron", "source"), self.source(outline, c))));
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
        self.raw("<dl>\n");
        for (label, markup) in terms {
            self.raw(&format!("<dt>{label}</dt><dd>{markup}</dd>\n"));
        }
        self.raw("</dl>\n</article>\n");
    }

    /// What is only listed: what is missing, what cannot be checked, what is met or does not apply.
    fn lists(&mut self, outline: &Outline<'_>) {
        let lang = self.lang;
        let known = |f: &&Finding| {
            let rule = outline.rule(f);
            let about = words::with_subject(&rule.id, f);
            sentence(&format!("{about} {}: {}", words::verdict(f, lang), words::message(rule, f, lang)))
        };
        self.folded(lang.pick("Al bekend", "Known already"), outline.known.iter().map(known).collect());
        let gap = |g: &Gap<'_>| sentence(&words::gap(g, lang));
        self.folded(lang.pick("Niet vermeld", "Not stated"), outline.facts.iter().map(gap).collect());
        self.folded(
            lang.pick("Waarden van de wet die niet bekend zijn", "Values of law that are not known"),
            outline.values.iter().map(gap).collect(),
        );
        let line = |f: &&Finding| {
            let rule = outline.rule(f);
            let said = f.reasons.first().map_or(words::message(rule, f, lang), |r| r.get(lang));
            sentence(&format!("{} {}: {said}", words::with_subject(&rule.id, f), words::verdict(f, lang)))
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

    /// A list that unfolds; its items are markup.
    fn folded(&mut self, title: &str, items: Vec<String>) {
        if items.is_empty() {
            return;
        }
        self.raw(&format!("<details>\n<summary>{title} ({})</summary>\n<ul>\n", items.len()));
        for item in items {
            self.raw(&format!("<li>{item}</li>\n"));
        }
        self.raw("</ul>\n</details>\n");
    }

    fn faults(&mut self, faults: &[Diagnostic]) {
        let lang = self.lang;
        for d in faults {
            let (severity, code) = (d.severity.word(lang), html(d.code));
            self.raw(&format!("<article class=\"{}\">\n<h3>{code} <span>{severity}</span></h3>\n", d.severity.id()));
            self.paragraph(d.message.get(lang));
            self.raw("<dl>\n");
            for label in &d.labels {
                let (at, words) = (self.at(label.span), html(label.text.get(lang)));
                self.raw(&format!("<dt>{}</dt><dd>{at} {words}</dd>\n", lang.pick("plaats", "place")));
            }
            if let Some(help) = &d.help {
                let help = sentence(help.get(lang));
                self.raw(&format!("<dt>{}</dt><dd>{help}</dd>\n", lang.pick("hulp", "help")));
            }
            self.raw("</dl>\n</article>\n");
        }
    }

    /// A place in law, with a link where the ruleset knows one.
    fn source(&self, outline: &Outline<'_>, cite: &Citation) -> String {
        let words = html(&words::cite(outline.checked, cite, self.lang));
        match outline.checked.source(cite.source).link.as_deref() {
            // Only an address of the web: a ruleset may be anyone's.
            Some(link) if link.starts_with("https://") || link.starts_with("http://") => {
                format!("<a href=\"{}\" rel=\"noreferrer\">{words}</a>", html(link))
            }
            _ => words,
        }
    }

    /// A place; in the file that the section is about without its name.
    fn at(&self, span: Span) -> String {
        let Some(p) = place::place(&self.run.sources, span, Columns::Characters) else { return String::new() };
        let line = self.lang.pick("regel", "line");
        if p.file == self.name {
            format!("{line} {}:{}", p.line, p.column)
        } else {
            format!("{}, {line} {}:{}", html(p.file), p.line, p.column)
        }
    }
}

/// Words with the names of fields set apart.
fn sentence(text: &str) -> String {
    let piece = |p: Piece| if p.code { format!("<code>{}</code>", name(&p.text)) } else { html(&p.text) };
    pieces(text).into_iter().map(piece).collect()
}

/// A long name, which may go on on the next line after a point or a low line.
fn name(text: &str) -> String {
    text.split_inclusive(['.', '_']).map(|part| format!("{}<wbr>", html(part))).collect()
}
