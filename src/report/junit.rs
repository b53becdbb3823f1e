//! JUnit XML, as build services read it: a suite per file, a test per finding.
//!
//! Takes: a [`Run`]. Gives: XML. A finding that fails the run is a failure; a fault in a file is an error; what cannot be checked,
//! does not apply, or does not fail the run is skipped, with its verdict as the type. Never a time: checking is no test run, and
//! the same input gives the same report.

use std::collections::BTreeSet;
use std::convert::Infallible;
use std::io;

use quick_junit::{NonSuccessKind, Report, TestCase, TestCaseStatus, TestSuite};

use crate::agreement::path;
use crate::diagnostic::{Diagnostic, Severity};
use crate::document::words;
use crate::evaluate::Detail;
use crate::evaluate::finding::{Judged, strength_words};
use crate::printable::printable;
use crate::report::place::{self, Columns};
use crate::report::sink::Sink;
use crate::run::order::{self, Listed};
use crate::run::{FileRun, Outcome, Run};
use crate::source::Span;

/// Writes the whole report.
///
/// # Errors
///
/// When it cannot be written.
pub(crate) fn write(run: &Run, sink: &mut Sink<'_>) -> io::Result<()> {
    // A service reads the sums first: they are known of every file, its findings are made when it is written.
    let mut all = Report::new("toets");
    for file in &run.files {
        count(&mut all, file.diagnostics.iter().map(|d| fault(run, "", d).status));
        count(&mut all, file.judged.iter().map(|j| status(run.outcome(j))));
    }
    count(&mut all, run.diagnostics.iter().map(|d| fault(run, "", d).status));
    let (head, end) = around(&all)?;
    sink.text.lines(&head);
    if !run.diagnostics.is_empty() {
        let mut suite = TestSuite::new(run.lang.pick("regelsets", "rulesets"));
        suite.add_test_cases(run.diagnostics.iter().map(|d| fault(run, "", d)));
        sink.text.lines(&alone(suite)?);
    }
    for file in &run.files {
        sink.text.lines(&alone(suite(run, file))?);
        sink.pass_on();
    }
    sink.text.lines(&end);
    Ok(())
}

/// What stands before and after the suites of a report.
fn around(all: &Report) -> io::Result<(String, String)> {
    let mut all = all.clone();
    let (tests, failures, errors) = (all.tests, all.failures, all.errors);
    // An empty suite, to see where suites stand.
    all.add_test_suite(TestSuite::new("toets"));
    (all.tests, all.failures, all.errors) = (tests, failures, errors);
    let text = all.to_string().map_err(io::Error::other)?;
    // Jenkins' schema knows how many were skipped of a suite, not of all suites.
    let text = text.replacen(&format!(" skipped=\"{}\"", all.skipped), "", 1);
    let (start, end) = suites(&text)?;
    Ok((text.get(..start).unwrap_or_default().to_owned(), text.get(end..).unwrap_or_default().to_owned()))
}

/// One suite as it stands in a report.
fn alone(suite: TestSuite) -> io::Result<String> {
    let mut report = Report::new("toets");
    report.add_test_suite(suite);
    let text = report.to_string().map_err(io::Error::other)?;
    let (start, end) = suites(&text)?;
    Ok(text.get(start..end).unwrap_or_default().to_owned())
}

/// Where the suites of a report stand in its text: from the start of the first one's line to that of the end of the report.
fn suites(text: &str) -> io::Result<(usize, usize)> {
    let line = |at: usize| text.get(..at).and_then(|before| before.rfind('\n')).map_or(0, |n| n.saturating_add(1));
    let start = text.find("<testsuite ").map(line);
    let end = text.rfind("</testsuites>").map(line);
    start.zip(end).ok_or_else(|| io::Error::other("no suites in JUnit XML"))
}

/// Adds cases to the sums of a report.
fn count(all: &mut Report, cases: impl Iterator<Item = TestCaseStatus>) {
    for case in cases {
        all.tests = all.tests.saturating_add(1);
        match case {
            TestCaseStatus::Success { .. } => {}
            TestCaseStatus::Skipped { .. } => all.skipped = all.skipped.saturating_add(1),
            TestCaseStatus::NonSuccess { kind: NonSuccessKind::Failure, .. } => {
                all.failures = all.failures.saturating_add(1);
            }
            TestCaseStatus::NonSuccess { kind: NonSuccessKind::Error, .. } => all.errors = all.errors.saturating_add(1),
        }
    }
}

/// What a finding is, without its words.
fn status(outcome: Outcome) -> TestCaseStatus {
    match outcome {
        Outcome::Passed => TestCaseStatus::success(),
        Outcome::Skipped | Outcome::Known => TestCaseStatus::skipped(),
        Outcome::Failed => TestCaseStatus::non_success(NonSuccessKind::Failure),
    }
}

fn suite(run: &Run, file: &FileRun) -> TestSuite {
    let mut suite = TestSuite::new(printable(&file.name));
    suite.add_test_cases(file.diagnostics.iter().map(|d| fault(run, &file.name, d)));
    let mut names = BTreeSet::new();
    let fails = |j: &Judged| run.outcome(j) == Outcome::Failed;
    let detail = |j: &Judged| Some(if fails(j) { Detail::Figures } else { Detail::Words });
    let Ok(()) = run.each::<Infallible>(file, detail, |listed| {
        let mut case = finding(run, file, listed);
        // Services tell tests apart by name: where two are called the same, the place in the agreement tells which.
        if !names.insert(case.name.as_str().to_owned())
            && let Some(facts) = &file.facts
        {
            let about: Vec<String> = listed.finding.about.iter().map(|id| path(listed.checked, facts, *id)).collect();
            case.name = printable(&format!("{} ({})", case.name.as_str(), about.join(", "))).into();
            names.insert(case.name.as_str().to_owned());
        }
        suite.add_test_case(case);
        Ok(())
    });
    suite
}

fn finding(run: &Run, file: &FileRun, listed: Listed<'_>) -> TestCase {
    let (lang, Listed { checked, rule, finding, .. }) = (run.lang, listed);
    let message = words::message(rule, finding, lang);
    let reasons: Vec<&str> = finding.reasons.iter().map(|r| r.get(lang)).collect();
    let mut why = if reasons.is_empty() { message.to_owned() } else { reasons.join("; ") };
    if finding.eased.is_some() {
        why = format!("{message}; {why}");
    }
    if finding.known {
        why = format!("{}: {why}", words::known(lang));
    }
    let skipped = || {
        let mut status = TestCaseStatus::skipped();
        status.set_type(finding.verdict.id()).set_message(printable(&why));
        status
    };
    let status = match run.outcome(finding) {
        Outcome::Passed => TestCaseStatus::success(),
        Outcome::Skipped | Outcome::Known => skipped(),
        Outcome::Failed => {
            let mut status = TestCaseStatus::non_success(NonSuccessKind::Failure);
            let mut lines =
                vec![format!("{} ({})", words::verdict(finding, lang), strength_words(rule.strength, lang))];
            lines.extend(words::cites(checked, rule, lang));
            lines.extend(
                order::figures(finding)
                    .iter()
                    .map(|e| format!("{}: {} = {}", at(run, e.span), e.path, e.value.get(lang))),
            );
            if finding.evidence_left_out > 0 {
                lines.push(words::figures_left(finding.evidence_left_out, lang));
            }
            lines.extend(reasons.iter().map(|r| (*r).to_owned()));
            lines.extend(words::advice(file, finding, lang));
            status.set_type(finding.verdict.id()).set_message(printable(message));
            status.set_description(printable(&lines.join("\n")));
            status
        }
    };
    let name = words::with_subject(&format!("{} {}", rule.id, rule.title.get(lang)), finding);
    case(&file.name, &checked.chapter(rule.chapter).id, &name, status)
}

fn fault(run: &Run, file: &str, d: &Diagnostic) -> TestCase {
    let lang = run.lang;
    let mut lines: Vec<String> = d.labels.iter().map(|l| format!("{} {}", at(run, l.span), l.text.get(lang))).collect();
    lines.extend(d.help.as_ref().map(|h| format!("{}: {}", lang.pick("hulp", "help"), h.get(lang))));
    let status = if run.fails_on(d) {
        let fault = d.severity == Severity::Error;
        let kind = if fault { NonSuccessKind::Error } else { NonSuccessKind::Failure };
        let mut status = TestCaseStatus::non_success(kind);
        status.set_type(d.code).set_message(printable(d.message.get(lang)));
        status.set_description(printable(&lines.join("\n")));
        status
    } else {
        let mut status = TestCaseStatus::skipped();
        status.set_type(d.code).set_message(printable(d.message.get(lang)));
        status
    };
    let place = d.labels.first().map_or_else(String::new, |l| format!(" ({})", at(run, l.span)));
    case(file, d.severity.id(), &format!("{}{place}", d.code), status)
}

/// A service takes what stands before the last point of a class for its package, and tells tests of two files apart by it.
fn case(file: &str, class: &str, name: &str, status: TestCaseStatus) -> TestCase {
    let mut case = TestCase::new(printable(name), status);
    case.set_classname(printable(&format!("{}.{class}", file.replace('.', "_"))));
    case
}

fn at(run: &Run, span: Span) -> String {
    place::place(&run.sources, span, Columns::Characters)
        .map_or_else(String::new, |p| format!("{}:{}:{}", p.file, p.line, p.column))
}
