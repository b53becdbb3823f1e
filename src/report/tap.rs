//! The Test Anything Protocol, version 13, which readers of version 14 take too and `prove` asks for: a test per finding.
//!
//! Takes: a [`Run`]. Gives: `ok`, `not ok` and why. A finding that fails the run fails its test; one that does not is `TODO`, and
//! what cannot be checked or does not apply is `SKIP`. Never more or fewer tests than findings and faults.

use std::convert::Infallible;
use std::fmt::Write;

use crate::diagnostic::Diagnostic;
use crate::document::words;
use crate::evaluate::Detail;
use crate::evaluate::finding::{Judged, strength_id};
use crate::lang::one_line;
use crate::report::escape;
use crate::report::place::{self, Place};
use crate::report::sink::Sink;
use crate::run::order::{self, Listed};
use crate::run::{FileRun, Outcome, Run};

/// Writes the whole report.
pub fn write(run: &Run, sink: &mut Sink<'_>) {
    let faults = run.files.iter().fold(run.diagnostics.len(), |n, f| n.saturating_add(f.diagnostics.len()));
    let tests = run.files.iter().fold(faults, |n, f| n.saturating_add(f.judged.len()));
    let mut page = Page { run, tests: 0, sink };
    page.line("TAP version 13");
    page.line(&format!("1..{tests}"));
    for d in &run.diagnostics {
        page.fault("", d);
    }
    for file in &run.files {
        page.comment(&file.name);
        for d in &file.diagnostics {
            page.fault(&file.name, d);
        }
        let detail = |j: &Judged| Some(if order::in_full(j) { Detail::Figures } else { Detail::Words });
        let Ok(()) = run.each::<Infallible>(file, detail, |listed| {
            page.finding(file, listed);
            page.sink.pass_on();
            Ok(())
        });
        if page.sink.is_over() {
            break;
        }
    }
}

struct Page<'a, 's> {
    run: &'a Run,
    /// Tests written so far.
    tests: usize,
    sink: &'a mut Sink<'s>,
}

impl Page<'_, '_> {
    fn comment(&mut self, text: &str) {
        self.line(&format!("# {}", one_line(text)));
    }

    fn line(&mut self, text: &str) {
        self.sink.text.line(text);
    }

    fn test(&mut self, ok: bool, description: &str, directive: Option<(&str, &str)>) {
        self.tests = self.tests.saturating_add(1);
        let mut line = format!("{} {} - {}", if ok { "ok" } else { "not ok" }, self.tests, escape::tap(description));
        if let Some((word, why)) = directive {
            let _ = write!(line, " # {word} {}", escape::tap(why));
        }
        self.line(line.trim_end());
    }

    fn finding(&mut self, file: &FileRun, listed: Listed<'_>) {
        let (lang, Listed { rule, finding, .. }) = (self.run.lang, listed);
        let name = words::with_subject(&format!("{} {}", rule.id, rule.title.get(lang)), finding);
        let verdict = if finding.eased.is_some() {
            words::verdict(finding, lang).to_owned()
        } else {
            words::verdict_or_excuse(finding, lang)
        };
        let why = || {
            let why: Vec<&str> = finding.reasons.iter().map(|r| r.get(lang)).collect();
            if why.is_empty() { verdict.clone() } else { format!("{verdict}: {}", why.join("; ")) }
        };
        match self.run.outcome(finding) {
            Outcome::Passed => self.test(true, &name, None),
            Outcome::Skipped => self.test(true, &name, Some(("SKIP", &why()))),
            Outcome::Known => self.test(false, &name, Some(("TODO", &why()))),
            Outcome::Failed => self.test(false, &name, None),
        }
        if order::in_full(finding) {
            self.details(file, listed);
        }
    }

    /// What a person or a program needs to know of a test that does not pass, as YAML.
    fn details(&mut self, file: &FileRun, listed: Listed<'_>) {
        let (lang, Listed { checked, rule, finding, .. }) = (self.run.lang, listed);
        let at = place::finding(self.run, finding);
        self.line("  ---");
        self.entry("message", words::message(rule, finding, lang));
        self.entry("severity", finding.weight.id());
        self.entry("verdict", finding.verdict.id());
        self.entry("strength", strength_id(rule.strength));
        self.entry("eased", words::easing(finding, lang).unwrap_or_default());
        self.at(&file.name, at);
        self.entry("source", &words::cites(checked, rule, lang).join("; "));
        self.entry("help", &words::remedies(finding, lang).join("; "));
        let proposals: Vec<&str> = words::proposals(file, finding, lang).into_iter().map(|(_, text)| text).collect();
        self.entry("proposals", &proposals.join("; "));
        self.line("  ...");
    }

    fn fault(&mut self, file: &str, d: &Diagnostic) {
        let lang = self.run.lang;
        let at = place::fault(self.run, d);
        let name = if file.is_empty() { d.code.to_owned() } else { format!("{} {file}", d.code) };
        self.test(!self.run.fails_on(d), &name, None);
        self.line("  ---");
        self.entry("message", d.message.get(lang));
        self.entry("severity", d.severity.id());
        self.at(file, at);
        self.entry("help", d.help.as_ref().map_or("", |h| h.get(lang)));
        self.line("  ...");
    }

    fn at(&mut self, file: &str, at: Option<Place<'_>>) {
        self.line("  at:");
        self.entry("  file", at.map_or(file, |p| p.file));
        if let Some(p) = at {
            self.line(&format!("    line: {}", p.line));
            self.line(&format!("    column: {}", p.column));
        }
    }

    /// A key with a text; a JSON string is YAML too, whatever stands in it.
    fn entry(&mut self, key: &str, text: &str) {
        if text.is_empty() {
            return;
        }
        let text = serde_json::Value::from(one_line(text));
        self.line(&format!("  {key}: {text}"));
    }
}
