//! Workflow commands of GitHub: annotations on the lines of a pull request.
//!
//! Takes: a [`Run`]. Gives: one line per annotation, for what the text shows in full and for faults in the files, and a last line
//! with the counts. A name in a file never becomes a command: every word is escaped as the runner reads it back.

use std::convert::Infallible;
use std::fmt::Write;
use std::io;

use crate::diagnostic::{Diagnostic, Severity};
use crate::evaluate::finding::{Weight, strength_words};
use crate::report::outline::{self, Listed, Tally};
use crate::report::place::{self, Place};
use crate::report::printable::printable;
use crate::report::{FileRun, Run, against, escape, words};

/// Writes the whole report.
///
/// # Errors
///
/// When it cannot be written.
pub fn write(run: &Run, to: &mut dyn io::Write) -> io::Result<()> {
    let mut out = String::new();
    for d in &run.diagnostics {
        fault(&mut out, run, "", d);
    }
    let mut tally = Tally::default();
    for file in &run.files {
        for d in &file.diagnostics {
            fault(&mut out, run, &file.name, d);
        }
        let Ok(()) = run.each::<Infallible>(file, outline::figures_in_full, |listed| {
            finding(&mut out, run, file, listed);
            Ok(())
        });
        tally.merge(&outline::tally(file));
        to.write_all(std::mem::take(&mut out).as_bytes())?;
    }
    if let Some(compared) = &run.baseline {
        // A name may hold what the runner would obey at the start of a line.
        let _ = writeln!(out, "{}", escape::one_line(&printable(&against::counts(compared, run.lang))));
    }
    // No word of a file stands in this line.
    out.push_str(&words::counts(tally, run.lang));
    out.push('\n');
    to.write_all(out.as_bytes())
}

fn finding(out: &mut String, run: &Run, file: &FileRun, listed: Listed<'_>) {
    let (lang, Listed { rule, finding, checked, .. }) = (run.lang, listed);
    let level = match finding.weight {
        // What is known stays visible, and is nobody's news.
        _ if finding.known => "notice",
        Weight::Error => "error",
        Weight::Warning => "warning",
        Weight::Note | Weight::None => "notice",
    };
    let verdict = words::verdict_or_known(finding, lang);
    let title = format!("{} {verdict} ({})", rule.id, strength_words(rule.strength, lang));
    let mut said = vec![words::message(rule, finding, lang).to_owned()];
    said.extend(finding.reasons.iter().map(|r| r.get(lang).to_owned()));
    said.extend(words::advice(file, finding, lang));
    said.extend(words::cites(checked, rule, lang));
    let at = place::finding(run, finding);
    command(out, level, place::file_of(run, &file.name), at, &title, &said);
}

fn fault(out: &mut String, run: &Run, file: &str, d: &Diagnostic) {
    let level = match d.severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Note => "notice",
    };
    let mut said = vec![d.message.get(run.lang).to_owned()];
    said.extend(d.help.as_ref().map(|h| format!("{}: {}", run.lang.pick("hulp", "help"), h.get(run.lang))));
    let at = place::fault(run, d);
    command(out, level, file, at, d.code, &said);
}

fn command(out: &mut String, level: &str, file: &str, at: Option<Place<'_>>, title: &str, said: &[String]) {
    let mut properties = Vec::new();
    let mut property = |name: &str, value: &str| {
        properties.push(format!("{name}={}", escape::property(&printable(value))));
    };
    let name = at.map_or(file, |p| p.file).trim_start_matches("./");
    if !name.is_empty() {
        property("file", name);
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
    let said: Vec<String> = said.iter().map(|s| escape::one_line(s)).filter(|s| !s.is_empty()).collect();
    // Writing to a string does not fail.
    let _ = writeln!(out, "::{level} {}::{}", properties.join(","), escape::command(&printable(&said.join("\n"))));
}
