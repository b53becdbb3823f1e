//! `toets test`: the tests beside a ruleset, and how good those tests are.
//!
//! Takes: names of rulesets and what to judge (coverage, boundaries, mutants). Gives: a report per set, as text or JSON. The
//! judging itself is done by `ruletest`; here it is divided over threads and put into words.

mod boundaries;
mod coverage;
mod json;
mod mutants;

use std::path::Path;
use std::sync::Arc;

use crate::args::{Test, TestFormatArg};
use crate::exit::Exit;
use crate::fault;
use crate::files::{self, Kind, Named};
use crate::output::Terminal;
use crate::rulesets::{self, Library, Origin};
use toets::agreement;
use toets::diagnostic::{Diagnostic, Severity};
use toets::lang::one_line;
use toets::report::ink::{Ink, Style};
use toets::ruleset::Checked;
use toets::ruletest::boundary::Threshold;
use toets::ruletest::coverage::Coverage;
use toets::ruletest::mutate::Mutant;
use toets::ruletest::{self, TestFile};
use toets::run::{LoadedRuleset, Run};
use toets::shipped;
use toets::source::{Sources, Span};

/// What came of one set.
struct SetRun {
    loaded: Arc<LoadedRuleset>,
    passed: usize,
    /// Rule, case, and what is wrong.
    failures: Vec<(String, String, Vec<Diagnostic>)>,
    coverage: Coverage,
    thresholds: Option<Vec<Threshold>>,
    mutants: Option<Vec<Mutant>>,
}

/// How to print.
#[derive(Clone, Copy)]
struct Page<'a> {
    terminal: &'a Terminal,
    sources: &'a Sources,
}

pub(crate) fn run(args: &Test, terminal: &mut Terminal) -> Exit {
    let mut tester = Tester { sources: Sources::new(), library: Library::default(), problems: Vec::new() };
    let origins: Vec<Origin> = if args.sets.is_empty() {
        // A data model has no rules, so nothing to test.
        shipped::with_norms().map(|s| Origin::Embedded(s.id)).collect()
    } else {
        args.sets.iter().filter_map(|s| rulesets::typed(s).map_err(|d| tester.problems.push(d)).ok()).collect()
    };
    let runs: Vec<SetRun> = origins.iter().filter_map(|origin| tester.set(origin, args)).collect();
    tester.problems.extend(std::mem::take(&mut tester.library.diagnostics));
    let known = || runs.iter().flat_map(|r| r.loaded.checked.rules()).map(|r| r.id.as_str());
    for typed in &args.rule {
        if !runs.is_empty() && !known().any(|id| asks_for(typed, id)) {
            tester.problems.push(fault::unknown_norm(typed, known()));
        }
    }
    let mut exit = if runs.iter().all(|r| r.is_good(args)) { Exit::Ok } else { Exit::Findings };
    let lang = terminal.lang;
    let printed = match args.format {
        TestFormatArg::Json => terminal.print_with(|out| json::write(args, &runs, &tester.sources, lang, out)),
        TestFormatArg::Text => terminal.print_ink(tester.text(args, &runs, terminal)),
    };
    exit = exit.max(printed);
    let unreadable =
        tester.problems.iter().any(|d| d.severity == Severity::Error && d.code != "test::stale_equivalent");
    if !tester.problems.is_empty() {
        exit = exit.max(Exit::Findings);
        terminal.diagnose(tester.sources, tester.problems);
    }
    if unreadable { Exit::Unreadable } else { exit }
}

/// Whether the command asks for a rule.
fn wanted(args: &Test, rule: &str) -> bool {
    args.rule.is_empty() || args.rule.iter().any(|r| asks_for(r, rule))
}

/// `BES-02` asks for that rule, `BES-` for all that begin so.
pub(crate) fn asks_for(typed: &str, rule: &str) -> bool {
    rule == typed || (typed.ends_with('-') && rule.starts_with(typed))
}

impl SetRun {
    /// Whether everything that was asked for is as it should be.
    fn is_good(&self, args: &Test) -> bool {
        self.failures.is_empty()
            && (!args.coverage || coverage::is_complete(self))
            && self.thresholds.as_ref().is_none_or(|t| t.iter().all(|t| t.found.is_shown()))
            && self.mutants.as_ref().is_none_or(|m| mutants::reaches(m, args.min_score))
    }
}

struct Tester {
    sources: Sources,
    library: Library,
    problems: Vec<Diagnostic>,
}

impl Tester {
    fn set(&mut self, origin: &Origin, args: &Test) -> Option<SetRun> {
        let loaded = self.library.load(&mut self.sources, origin)?;
        let checked = &loaded.checked;
        let mut tests = Vec::new();
        for (name, bytes) in self.texts(origin) {
            let (id, mut found) = agreement::decode(&mut self.sources, name, &bytes);
            if let Some(file) = self.sources.get(id).filter(|_| !found.has_errors()) {
                let (test, more) = ruletest::read(file);
                found.extend(more);
                tests.extend(test);
            }
            self.problems.extend(found.sorted());
        }
        self.problems.extend(ruletest::rules_exist(checked, &tests).sorted());
        tests.retain(|t| wanted(args, &t.rule.value));
        let (passed, failures) = self.run(checked, &tests);
        let mut coverage = ruletest::coverage::coverage(checked, &tests, &self.sources);
        coverage.rules.retain(|r| wanted(args, &r.rule));
        // What is asked of failing tests says nothing.
        let sound = failures.is_empty();
        let thresholds = (args.boundaries && sound)
            .then(|| ruletest::boundary::thresholds(checked, &tests, &self.sources, |r| wanted(args, r)));
        let mutants = (args.mutate && sound).then(|| {
            let (mutants, found) = mutants::all(checked, &tests, &self.sources, |r| wanted(args, r));
            self.problems.extend(found.sorted());
            mutants
        });
        Some(SetRun { loaded: loaded.clone(), passed, failures, coverage, thresholds, mutants })
    }

    fn text(&self, args: &Test, runs: &[SetRun], terminal: &Terminal) -> Ink {
        let mut out = terminal.ink();
        let lang = terminal.lang;
        let page = Page { terminal, sources: &self.sources };
        for run in runs {
            let Some(set) = run.loaded.checked.sets().last() else { continue };
            let total = run.passed.saturating_add(run.failures.len());
            let passed = run.passed;
            let head = format!("{} {}", set.id, set.version);
            let result = lang.pick(
                format!("{passed} van {} geslaagd", toets::lang::count(total, "test", "tests")),
                format!("{passed} of {} passed", toets::lang::count(total, "test", "tests")),
            );
            out.paint(Style::Bold, &head);
            out.push(": ");
            out.paint(if run.failures.is_empty() { Style::Green } else { Style::Red }, &result);
            out.end();
            for (rule, name, diagnostics) in &run.failures {
                out.end();
                out.paint(Style::Red, lang.pick("gefaald", "failed"));
                out.line(&format!(" {rule}: {name}"));
                self.show(&mut out, diagnostics, terminal);
            }
            if args.coverage {
                coverage::write(&mut out, page, &run.coverage);
                coverage::english(&mut out, page, run);
            } else {
                coverage::outcomes(&mut out, page, &run.coverage);
            }
            run.thresholds.iter().for_each(|t| boundaries::write(&mut out, page, t));
            run.mutants.iter().for_each(|m| mutants::write(&mut out, page, m, args.min_score));
            out.end();
        }
        if args.coverage && args.rule.is_empty() {
            coverage::values(&mut out, page, runs);
        }
        out
    }

    /// How many cases passed, and those that did not.
    fn run(&self, checked: &Checked, tests: &[TestFile]) -> (usize, Vec<(String, String, Vec<Diagnostic>)>) {
        let mut passed = 0usize;
        let mut failures = Vec::new();
        for test in tests {
            for case in test.run(checked, &self.sources) {
                if case.passed() {
                    passed = passed.saturating_add(1);
                } else {
                    failures.push((test.rule.value.clone(), case.name, case.failures));
                }
            }
        }
        (passed, failures)
    }

    /// Names and bytes of a set's test files.
    fn texts(&mut self, origin: &Origin) -> Vec<(String, Vec<u8>)> {
        let folder = match origin {
            Origin::Embedded(id) => {
                let tests = shipped::set(id).map(|s| s.tests).unwrap_or_default();
                return tests.iter().map(|(name, text)| (format!("toets:{name}"), text.as_bytes().to_vec())).collect();
            }
            Origin::Path(set) if set.is_folder() => set.beside(set.path(), "tests"),
            Origin::Path(set) => set.beside(set.path().parent().unwrap_or(Path::new("")), "tests"),
        };
        let found = if files::is_there(folder.path()) { folder.below(Kind::Agreement) } else { Default::default() };
        self.problems.extend(found.closed.into_iter().map(|(_, said)| said));
        let read = |file: &Named| file.read(Kind::Agreement).map(|bytes| (files::shown(file.path()), bytes));
        let mut texts = Vec::new();
        for file in &found.files {
            match read(file) {
                Ok(text) => texts.push(text),
                Err(d) => self.problems.push(d),
            }
        }
        texts
    }

    fn show(&self, out: &mut Ink, diagnostics: &[Diagnostic], terminal: &Terminal) {
        let run = Run {
            sources: self.sources.clone(),
            diagnostics: diagnostics.to_vec(),
            asked: toets::run::receipt::Asked::default(),
            lang: terminal.lang,
            colour: terminal.colour(),
            width: terminal.width,
            ..Run::default()
        };
        toets::report::text::diagnostics(&run, out);
    }
}

/// The id of a rule above what is said of it.
fn heading(out: &mut Ink, rule: &str) {
    out.push("  ");
    out.paint(Style::Bold, rule);
    out.end();
}

/// An expression as the rule writes it, on one line.
fn written(sources: &Sources, span: Span) -> String {
    one_line(sources.text(span))
}

/// An expression with its place; the middle of a long one is left out.
fn place(sources: &Sources, span: Span) -> String {
    const ENDS: usize = 36;
    let text = written(sources, span);
    let n = text.chars().count();
    let text = if n > ENDS.saturating_mul(2).saturating_add(3) {
        let head: String = text.chars().take(ENDS).collect();
        let tail: String = text.chars().skip(n.saturating_sub(ENDS)).collect();
        format!("{} … {}", head.trim_end(), tail.trim_start())
    } else {
        text
    };
    let (file, line, column) = sources.place(span);
    format!("`{text}` ({file}:{line}:{column})")
}
