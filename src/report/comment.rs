//! The report as a comment on a pull request, in Markdown: a table of what needs a look, the rest folded.
//!
//! Takes: a [`Run`]. Gives: Markdown for GitHub and GitLab that fits in one comment. Never a mention, a link or markup out of a
//! file; never more than [`limits::MAX_COMMENT_BYTES`]: what is left out is counted.

use std::fmt::Write;
use std::io;

use crate::baseline::Compared;
use crate::diagnostic::Diagnostic;
use crate::evaluate::finding::{Finding, strength_words};
use crate::lang::Lang;
use crate::limits;
use crate::report::escape::markdown;
use crate::report::outline::{self, Gap, Outline};
use crate::report::place::{self, Columns};
use crate::report::sink::Sink;
use crate::report::{FileRun, Run, Told, against, words};
use crate::source::Span;

/// Writes the whole comment.
///
/// # Errors
///
/// When it cannot be written.
pub fn write(run: &Run, out: &mut dyn io::Write) -> io::Result<()> {
    let mut page = Page { run, lang: run.lang, out: String::new(), left_out: 0 };
    page.faults(&run.diagnostics);
    for sentence in [against::changed(run, run.lang), words::only(run, run.lang)].into_iter().flatten() {
        page.add(&format!("{}\n\n", markdown(&sentence)));
    }
    for file in run.shown() {
        page.file(&file.told_to_people(&run.sources));
    }
    if let Some(compared) = &run.baseline {
        page.baseline(compared);
    }
    if run.brief {
        let _ = writeln!(page.out, "{}", markdown(&words::in_brief(run)));
    }
    if page.left_out > 0 {
        let left = page.left_out;
        let words = run.lang.pick(
            format!("Weggelaten om in één reactie te passen: {left}. Alles staat in de andere formaten, zoals `--format html`."),
            format!("Left out to fit in one comment: {left}. Everything is in the other formats, such as `--format html`."),
        );
        let _ = writeln!(page.out, "{words}");
    }
    let mut sink = Sink::new(out);
    sink.text = page.out;
    sink.finish()
}

struct Page<'a> {
    run: &'a Run,
    lang: Lang,
    out: String,
    /// Rows and items for which there was no room.
    left_out: usize,
}

impl Page<'_> {
    /// Adds markup that stays whole, if there is room for it.
    fn add(&mut self, markup: &str) -> bool {
        let fits = self.out.len().saturating_add(markup.len()) <= limits::MAX_COMMENT_BYTES;
        if fits {
            self.out.push_str(markup);
        } else {
            self.left_out = self.left_out.saturating_add(1);
        }
        fits
    }

    fn file(&mut self, told: &Told<'_>) {
        let (lang, file) = (self.lang, told.file);
        let counts = words::counts(outline::tally(file), lang);
        let basis: Vec<String> = words::basis(told, self.run.ignore_deviations, lang)
            .into_iter()
            .map(|(label, text)| format!("{label}: {}", markdown(text.split(" · ").next().unwrap_or_default())))
            .collect();
        let head = format!("### toets · {}\n\n{counts}\n\n{}\n\n", markdown(&file.name), basis.join(" · "));
        if !self.add(&head) {
            return;
        }
        self.faults(&file.diagnostics);
        let Some(outline) = Outline::new(told) else {
            self.add(lang.pick("Dit bestand is niet getoetst.\n\n", "This file was not checked.\n\n"));
            return;
        };
        self.findings(file, &outline);
        let known = |f: &&Finding| {
            let rule = outline.rule(f);
            let about = words::with_subject(&rule.id, f);
            markdown(&format!("{about}: {}. {}", words::verdict(f, lang), words::message(rule, f, lang)))
        };
        self.folded(lang.pick("Al bekend", "Known already"), outline.known.iter().map(known).collect());
        let mut open: Vec<String> =
            outline.facts.iter().chain(&outline.values).map(|g: &Gap<'_>| words::gap(g, lang)).collect();
        open.extend(outline.open.iter().map(|f| {
            let reasons: Vec<&str> = f.reasons.iter().map(|r| r.get(lang)).collect();
            format!("{}: {}", outline.rule(f).id, reasons.join("; "))
        }));
        let title = lang.pick("Niet te toetsen: wat ontbreekt", "Not checkable: what is missing");
        self.folded(title, open.into_iter().map(|item| markdown(&item)).collect());
        for sentence in words::closing(told, &outline, lang) {
            self.add(&format!("{}\n\n", markdown(&sentence)));
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
        if !self.add(head) {
            return;
        }
        for finding in &outline.shown {
            let rule = outline.rule(finding);
            let norm = markdown(&words::with_subject(&rule.id, finding));
            let verdict = words::verdict(finding, lang);
            let force = strength_words(rule.strength, lang);
            let message = markdown(words::message(rule, finding, lang));
            let place = place::of_finding(finding).map_or_else(String::new, |span| self.at(span));
            self.add(&format!("| {norm} | {verdict} ({force}) | {message} | {place} |\n"));
        }
        self.add("\n");
        let advice = |finding: &&Finding| {
            let rule = outline.rule(finding);
            let mut said: Vec<String> = finding.reasons.iter().map(|r| r.get(lang).to_owned()).collect();
            said.extend(words::advice(file, finding, lang));
            said.extend(words::cites(outline.checked, rule, lang));
            let said: Vec<String> = said.iter().map(|s| markdown(s)).collect();
            format!("**{}** {}", markdown(&words::with_subject(&rule.id, finding)), said.join(" · "))
        };
        let title = lang.pick("Wat te doen, en waar het staat", "What to do, and where it says so");
        self.folded(title, outline.shown.iter().map(advice).collect());
    }

    /// A list that unfolds; its items are markup. GitHub needs an empty line before and after the list.
    fn folded(&mut self, title: &str, items: Vec<String>) {
        let end = "\n</details>\n\n";
        // The end is added whatever happens: room for it is kept.
        if items.is_empty() || !self.add(&format!("<details><summary>{title} ({})</summary>\n\n", items.len())) {
            return;
        }
        for item in items {
            self.add(&format!("- {item}\n"));
        }
        self.out.push_str(end);
    }

    /// The run beside the list of known findings.
    fn baseline(&mut self, compared: &Compared) {
        let gone = compared.gone.iter().map(|g| markdown(&against::gone(g, self.lang))).collect();
        self.folded(against::gone_title(self.lang).0, gone);
        self.add(&format!("{}\n\n", markdown(&against::counts(compared, self.lang))));
    }

    fn faults(&mut self, faults: &[Diagnostic]) {
        let lang = self.lang;
        if faults.is_empty() {
            return;
        }
        let head = lang.pick("| Fout | Wat | Plaats |\n|:--|:--|:--|\n", "| Fault | What | Place |\n|:--|:--|:--|\n");
        if !self.add(head) {
            return;
        }
        for d in faults {
            let mut what = markdown(d.message.get(lang));
            if let Some(help) = &d.help {
                let _ = write!(what, " · {}", markdown(help.get(lang)));
            }
            let place = d.labels.first().map_or_else(String::new, |l| self.at(l.span));
            self.add(&format!("| {} | {what} | {place} |\n", markdown(d.code)));
        }
        self.add("\n");
    }

    fn at(&self, span: Span) -> String {
        let at = place::place(&self.run.sources, span, Columns::Characters);
        at.map_or_else(String::new, |p| markdown(&format!("{} {}", p.file, p.line)))
    }
}
