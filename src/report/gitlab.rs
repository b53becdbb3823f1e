//! GitLab's code quality report: what a merge request shows beside the lines that it changes.
//!
//! Takes: a [`Run`]. Gives: a JSON list of what the text shows in full, and of faults in the files. What is met or not stated is
//! not in it: GitLab has no word for that.

use std::io;

use serde::ser::{Serialize, SerializeSeq, Serializer};

use crate::diagnostic::{Diagnostic, Severity};
use crate::document::words;
use crate::evaluate::finding::Weight;
use crate::lang::one_line;
use crate::report::json::layout;
use crate::report::place::{self, Place};
use crate::report::sink::Sink;
use crate::run::order::{self, Listed};
use crate::run::{FileRun, Run, fingerprint};

#[derive(serde::Serialize)]
struct Issue<'a> {
    description: String,
    check_name: &'a str,
    fingerprint: String,
    severity: &'static str,
    location: Location,
}

#[derive(serde::Serialize)]
struct Location {
    path: String,
    lines: Lines,
}

#[derive(serde::Serialize)]
struct Lines {
    begin: usize,
}

/// Writes the whole report.
///
/// # Errors
///
/// When it cannot be written.
pub fn write(run: &Run, out: &mut Sink<'_>) -> io::Result<()> {
    layout::write(&Issues(run), out)
}

/// All issues, made while they are written.
struct Issues<'a>(&'a Run);

impl Serialize for Issues<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let run = self.0;
        let mut list = serializer.serialize_seq(None)?;
        for (d, print) in run.diagnostics.iter().zip(fingerprint::diagnostics(run, "", &run.diagnostics)) {
            list.serialize_element(&fault(run, "", d, print))?;
        }
        for file in &run.files {
            let prints = fingerprint::diagnostics(run, &file.name, &file.diagnostics);
            for (d, print) in file.diagnostics.iter().zip(prints) {
                list.serialize_element(&fault(run, &file.name, d, print))?;
            }
            let prints = fingerprint::findings(run, file);
            run.each(file, order::figures_in_full, |listed| {
                let print = prints.get(listed.index).cloned().unwrap_or_default();
                list.serialize_element(&issue(run, file, listed, print))
            })?;
        }
        list.end()
    }
}

fn issue<'a>(run: &'a Run, file: &'a FileRun, listed: Listed<'a>, fingerprint: String) -> Issue<'a> {
    let Listed { rule, finding, .. } = listed;
    let at = place::finding(run, finding);
    let verdict = words::verdict_or_excuse(finding, run.lang);
    let mut message = one_line(words::message(rule, finding, run.lang));
    if let Some(why) = words::easing(finding, run.lang) {
        message = format!("{message} ({})", one_line(why));
    }
    Issue {
        description: format!("{} {verdict}: {message}", rule.id),
        check_name: &rule.id,
        fingerprint,
        severity: match finding.weight {
            _ if words::excuse(finding, run.lang).is_some() => "info",
            Weight::Error => "major",
            Weight::Warning => "minor",
            Weight::Note | Weight::None => "info",
        },
        location: location(run, place::file_of(run, &file.name), at),
    }
}

fn fault<'a>(run: &'a Run, file: &str, d: &'a Diagnostic, fingerprint: String) -> Issue<'a> {
    let at = place::fault(run, d);
    Issue {
        description: one_line(&format!("{}: {}", d.severity.word(run.lang), d.message.get(run.lang))),
        check_name: d.code,
        fingerprint,
        severity: match d.severity {
            Severity::Error => "critical",
            Severity::Warning => "minor",
            Severity::Note => "info",
        },
        location: location(run, file, at),
    }
}

fn location(run: &Run, file: &str, at: Option<Place<'_>>) -> Location {
    let path = run.addresses.of(at.map_or(file, |p| p.file)).path.clone();
    Location { path, lines: Lines { begin: at.map_or(1, |p| p.line) } }
}
