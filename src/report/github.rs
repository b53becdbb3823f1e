//! Workflow commands of GitHub: annotations on the lines of a pull request.
//!
//! Takes: a [`Run`]. Gives: one line per annotation, for what the text shows in full and for faults in the files, and a last line
//! with the counts, before which stands what GitHub leaves out. A name in a file never becomes a command: every word is escaped as the runner reads it back.

use std::collections::BTreeMap;
use std::convert::Infallible;

use crate::diagnostic::{Diagnostic, Severity};
use crate::document::{against, words};
use crate::evaluate::finding::{Weight, strength_words};
use crate::lang::Lang;
use crate::lang::one_line;
use crate::report::place::{self, Place};
use crate::report::sink::Sink;
use crate::run::order::{self, Listed, Tally};
use crate::run::{FileRun, Run};

/// Writes the whole report.
pub fn write(run: &Run, out: &mut Sink<'_>) {
    let mut shown = Annotations::default();
    for d in &run.diagnostics {
        shown.add(fault(out, run, "", d));
    }
    let mut tally = Tally::default();
    for file in &run.files {
        for d in &file.diagnostics {
            shown.add(fault(out, run, &file.name, d));
        }
        let Ok(()) = run.each::<Infallible>(file, order::figures_in_full, |listed| {
            shown.add(finding(out, run, file, listed));
            Ok(())
        });
        tally.merge(&order::tally(file));
        out.pass_on_many();
    }
    if let Some(compared) = &run.baseline {
        out.text.line(&against::counts(compared, true, run.lang));
    }
    if let Some(left) = shown.left_out(run.lang) {
        out.text.line(&left);
    }
    out.text.line(&words::counts(tally, run.lang));
}

/// Annotations of each level that GitHub shows beside the lines, per step of a job. The others stand in the log.
const SHOWN: usize = 10;

/// What an annotation is called: in the command, to people in both languages, one and more.
const LEVELS: [(&str, [&str; 2], [&str; 2]); 3] = [
    ("error", ["fout", "fouten"], ["error", "errors"]),
    ("warning", ["waarschuwing", "waarschuwingen"], ["warning", "warnings"]),
    ("notice", ["opmerking", "opmerkingen"], ["notice", "notices"]),
];

/// How many annotations there are of each level.
#[derive(Default)]
struct Annotations(BTreeMap<&'static str, usize>);

impl Annotations {
    fn add(&mut self, level: &'static str) {
        let n = self.0.entry(level).or_default();
        *n = n.saturating_add(1);
    }

    /// What GitHub does not show beside the lines, where that is something.
    fn left_out(&self, lang: Lang) -> Option<String> {
        let left = LEVELS.iter().filter_map(|(level, [een, meer], [one, more])| {
            let n = self.0.get(level).copied().unwrap_or(0).saturating_sub(SHOWN);
            (n > 0).then(|| words::count(n, lang.pick(een, one), lang.pick(meer, more)))
        });
        let left: Vec<String> = left.collect();
        let list = (!left.is_empty()).then(|| words::list(&left, lang))?;
        Some(lang.pick(
            format!("Bij de regels toont GitHub er per stap hooguit {SHOWN} van elke soort; alleen hierboven: {list}."),
            format!("Beside the lines GitHub shows at most {SHOWN} of each kind per step; only above: {list}."),
        ))
    }
}

fn finding(out: &mut Sink<'_>, run: &Run, file: &FileRun, listed: Listed<'_>) -> &'static str {
    let (lang, Listed { rule, finding, checked, .. }) = (run.lang, listed);
    let level = match finding.weight {
        // What is known stays visible, and is nobody's news.
        _ if words::excuse(finding, lang).is_some() => "notice",
        Weight::Error => "error",
        Weight::Warning => "warning",
        Weight::Note | Weight::None => "notice",
    };
    let verdict = words::verdict_or_excuse(finding, lang);
    let title = format!("{} {verdict} ({})", rule.id, strength_words(rule.strength, lang));
    let mut said = vec![words::message(rule, finding, lang).to_owned()];
    said.extend(finding.reasons.iter().map(|r| r.get(lang).to_owned()));
    said.extend(words::advice(file, finding, lang));
    said.extend(words::cites(checked, rule, lang));
    let at = place::finding(run, finding);
    command(out, run, level, (place::file_of(run, &file.name), at), &title, &said);
    level
}

fn fault(out: &mut Sink<'_>, run: &Run, file: &str, d: &Diagnostic) -> &'static str {
    let level = match d.severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Note => "notice",
    };
    let mut said = vec![d.message.get(run.lang).to_owned()];
    said.extend(d.help.as_ref().map(|h| format!("{}: {}", run.lang.pick("hulp", "help"), h.get(run.lang))));
    let at = place::fault(run, d);
    command(out, run, level, (file, at), d.code, &said);
    level
}

fn command(
    out: &mut Sink<'_>,
    run: &Run,
    level: &'static str,
    (file, at): (&str, Option<Place<'_>>),
    title: &str,
    said: &[String],
) {
    let mut properties = Vec::new();
    let mut property = |name, value: &str| properties.push((name, value.to_owned()));
    let name = at.map_or(file, |p| p.file);
    if !name.is_empty() {
        property("file", &run.addresses.of(name).path);
    }
    if let Some(p) = at {
        property("line", &p.line.to_string());
        property("endLine", &p.end_line.to_string());
        // The runner accepts columns on one line only.
        if p.line == p.end_line {
            property("col", &p.column.to_string());
            property("endColumn", &p.end_column.to_string());
        }
    }
    property("title", title);
    let said: Vec<String> = said.iter().map(|s| one_line(s)).filter(|s| !s.is_empty()).collect();
    out.command(level, &properties, &said.join("\n"));
}
