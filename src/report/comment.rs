//! The report as a comment on a pull request, in Markdown: a table of what needs a look, the rest folded.
//!
//! Takes: a [`Run`]. Gives: Markdown for GitHub and GitLab that fits in one comment. Never a mention, a link or markup out of a
//! file; never more than [`limits::MAX_COMMENT_BYTES`]: what is left out is counted.

use std::fmt::Display;

use crate::baseline::Compared;
use crate::diagnostic::Diagnostic;
use crate::evaluate::finding::{Finding, strength_words};
use crate::lang::Lang;
use crate::limits;
use crate::report::markup::Markdown;
use crate::report::outline::{self, Gap, Outline};
use crate::report::place::{self, Columns};
use crate::report::sink::Sink;
use crate::report::{FileRun, Run, Told, against, words};
use crate::source::Span;

/// Writes the whole comment.
pub fn write(run: &Run, sink: &mut Sink<'_>) {
    let mut page = Page { run, lang: run.lang, out: Markdown::default(), left_out: 0 };
    page.faults(&run.diagnostics);
    for sentence in [against::changed(run, run.lang), words::only(run, run.lang)].into_iter().flatten() {
        page.say(&sentence);
    }
    for file in run.shown() {
        page.file(&file.told_to_people(&run.sources));
    }
    if let Some(compared) = &run.baseline {
        page.baseline(compared);
    }
    if run.brief {
        page.out.put("{}\n", &[&words::in_brief(run)]);
    }
    if page.left_out > 0 {
        let left = page.left_out;
        let words = run.lang.pick(
            format!("Weggelaten om in één reactie te passen: {left}. Alles staat in de andere formaten, zoals `--format html`."),
            format!("Left out to fit in one comment: {left}. Everything is in the other formats, such as `--format html`."),
        );
        page.out.sentence(&words);
        page.out.markup("\n");
    }
    sink.text.lines(page.out.as_str());
}

/// Markup of ours with texts of anyone.
fn put(template: &'static str, texts: &[&dyn Display]) -> Markdown {
    let mut out = Markdown::default();
    out.put(template, texts);
    out
}

struct Page<'a> {
    run: &'a Run,
    lang: Lang,
    out: Markdown,
    /// Rows and items for which there was no room.
    left_out: usize,
}

impl Page<'_> {
    /// Adds markup that stays whole, if there is room for it.
    fn add(&mut self, markup: &Markdown) -> bool {
        let fits = self.out.len().saturating_add(markup.len()) <= limits::MAX_COMMENT_BYTES;
        if fits {
            self.out.append(markup);
        } else {
            self.left_out = self.left_out.saturating_add(1);
        }
        fits
    }

    /// A paragraph.
    fn say(&mut self, sentence: &str) -> bool {
        self.add(&put("{}\n\n", &[&sentence]))
    }

    fn file(&mut self, told: &Told<'_>) {
        let (lang, file) = (self.lang, told.file);
        let counts = words::counts(outline::tally(file), lang);
        let basis: Vec<String> = words::basis(told, self.run.ignore_deviations, lang)
            .into_iter()
            .map(|(label, text)| format!("{label}: {}", text.split(" · ").next().unwrap_or_default()))
            .collect();
        if !self.add(&put("### toets · {}\n\n{}\n\n{}\n\n", &[&file.name, &counts, &basis.join(" · ")])) {
            return;
        }
        self.faults(&file.diagnostics);
        let Some(outline) = Outline::new(told) else {
            self.say(lang.pick("Dit bestand is niet getoetst.", "This file was not checked."));
            return;
        };
        self.findings(file, &outline);
        let known = |f: &&Finding| {
            let rule = outline.rule(f);
            let about = words::with_subject(&rule.id, f);
            put("- {}: {}. {}\n", &[&about, &words::verdict(f, lang), &words::message(rule, f, lang)])
        };
        self.folded(lang.pick("Al bekend", "Known already"), outline.known.iter().map(known).collect());
        self.folded(lang.pick("Uit in toets.toml", "Off in toets.toml"), outline.off.iter().map(known).collect());
        let mut open: Vec<String> =
            outline.facts.iter().chain(&outline.values).map(|g: &Gap<'_>| words::gap(g, lang)).collect();
        open.extend(outline.open.iter().map(|f| {
            let reasons: Vec<&str> = f.reasons.iter().map(|r| r.get(lang)).collect();
            format!("{}: {}", outline.rule(f).id, reasons.join("; "))
        }));
        let title = lang.pick("Niet te toetsen: wat ontbreekt", "Not checkable: what is missing");
        self.folded(title, open.iter().map(|item| put("- {}\n", &[item])).collect());
        for sentence in words::closing(told, &outline, lang) {
            self.say(&sentence);
        }
    }

    fn findings(&mut self, file: &FileRun, outline: &Outline<'_>) {
        let lang = self.lang;
        if outline.shown.is_empty() {
            return;
        }
        let head = lang.pick(
            "| Norm | Uitkomst | Bevinding | Plaats |\n|:--|:--|:--|:--|\n",
            "| Norm | Outcome | Finding | Place |\n|:--|:--|:--|:--|\n",
        );
        if !self.add(&put(head, &[])) {
            return;
        }
        for finding in &outline.shown {
            let rule = outline.rule(finding);
            let norm = words::with_subject(&rule.id, finding);
            let (verdict, force) = (words::verdict(finding, lang), strength_words(rule.strength, lang));
            let message = words::message(rule, finding, lang);
            let place = place::of_finding(finding).map_or_else(String::new, |span| self.at(span));
            self.add(&put("| {} | {} ({}) | {} | {} |\n", &[&norm, &verdict, &force, &message, &place]));
        }
        self.add(&put("\n", &[]));
        let advice = |finding: &&Finding| {
            let rule = outline.rule(finding);
            let mut said: Vec<String> = finding.reasons.iter().map(|r| r.get(lang).to_owned()).collect();
            said.extend(words::advice(file, finding, lang));
            said.extend(words::cites(outline.checked, rule, lang));
            put("- **{}** {}\n", &[&words::with_subject(&rule.id, finding), &said.join(" · ")])
        };
        let title = lang.pick("Wat te doen, en waar het staat", "What to do, and where it says so");
        self.folded(title, outline.shown.iter().map(advice).collect());
    }

    /// A list that unfolds; each item is a line. GitHub needs an empty line before and after the list.
    fn folded(&mut self, title: &str, items: Vec<Markdown>) {
        let head = put("<details><summary>{} ({})</summary>\n\n", &[&title, &items.len()]);
        if items.is_empty() || !self.add(&head) {
            return;
        }
        for item in &items {
            self.add(item);
        }
        // The end is added whatever happens: room for it is kept.
        self.out.markup("\n</details>\n\n");
    }

    /// The run beside the list of known findings.
    fn baseline(&mut self, compared: &Compared) {
        let gone = compared.gone.iter().map(|g| put("- {}\n", &[&against::gone(g, self.lang)])).collect();
        self.folded(against::gone_title(self.lang).0, gone);
        self.say(&against::counts(compared, self.lang));
    }

    fn faults(&mut self, faults: &[Diagnostic]) {
        let lang = self.lang;
        if faults.is_empty() {
            return;
        }
        let head = lang.pick("| Fout | Wat | Plaats |\n|:--|:--|:--|\n", "| Fault | What | Place |\n|:--|:--|:--|\n");
        if !self.add(&put(head, &[])) {
            return;
        }
        for d in faults {
            let help = d.help.as_ref().map_or_else(String::new, |h| format!(" · {}", h.get(lang)));
            let what = format!("{}{help}", d.message.get(lang));
            let place = d.labels.first().map_or_else(String::new, |l| self.at(l.span));
            self.add(&put("| {} | {} | {} |\n", &[&d.code, &what, &place]));
        }
        self.add(&put("\n", &[]));
    }

    fn at(&self, span: Span) -> String {
        let at = place::place(&self.run.sources, span, Columns::Characters);
        at.map_or_else(String::new, |p| format!("{} {}", p.file, p.line))
    }
}
