//! `toets test`: the tests beside a ruleset, and which rules lack one.

use std::path::{Path, PathBuf};

use crate::agreement;
use crate::cli::args::Test;
use crate::cli::embedded::SETS;
use crate::cli::exit::Exit;
use crate::cli::files;
use crate::cli::output::Terminal;
use crate::cli::rulesets::{self, Library, Origin};
use crate::diagnostic::{Diagnostic, Severity};
use crate::report::text::layout::{Paint, fill};
use crate::report::{Run, words};
use crate::ruleset::Checked;
use crate::ruletest::{self, TestFile};
use crate::source::Sources;

pub(crate) fn run(args: &Test, terminal: &mut Terminal) -> Exit {
    let mut tester = Tester { sources: Sources::new(), library: Library::default(), problems: Vec::new() };
    let origins: Vec<Origin> = if args.sets.is_empty() {
        // A data model has no rules, so nothing to test.
        SETS.iter().filter(|s| s.valid.is_some()).map(|s| Origin::Embedded(s.id)).collect()
    } else {
        args.sets.iter().filter_map(|s| rulesets::named(s).map_err(|d| tester.problems.push(d)).ok()).collect()
    };
    let mut exit = Exit::Ok;
    let mut out = String::new();
    for origin in &origins {
        exit = exit.max(tester.set(origin, &mut out, terminal));
    }
    tester.problems.extend(std::mem::take(&mut tester.library.diagnostics));
    let unreadable = tester.problems.iter().any(|d| d.severity == Severity::Error);
    exit = exit.max(terminal.print(&out));
    if !tester.problems.is_empty() {
        terminal.diagnose(tester.sources, tester.problems);
    }
    if unreadable { Exit::Unreadable } else { exit }
}

struct Tester {
    sources: Sources,
    library: Library,
    problems: Vec<Diagnostic>,
}

impl Tester {
    fn set(&mut self, origin: &Origin, out: &mut String, terminal: &Terminal) -> Exit {
        let Some(loaded) = self.library.load(&mut self.sources, origin) else { return Exit::Unreadable };
        let checked = &loaded.checked;
        let Some(set) = checked.sets().last() else { return Exit::Unreadable };
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
        let lang = terminal.lang;
        let paint = Paint { on: terminal.colour() };
        let (passed, failures) = self.run(checked, &tests);
        let total = passed.saturating_add(failures.len());
        let head = format!("{} {}", set.id, set.version);
        let result = lang.pick(
            format!("{passed} van {} geslaagd", words::count(total, "test", "tests")),
            format!("{passed} of {} passed", words::count(total, "test", "tests")),
        );
        let result = if failures.is_empty() { paint.green(&result) } else { paint.red(&result) };
        out.push_str(&format!("{}: {result}\n", paint.bold(&head)));
        for (rule, name, diagnostics) in &failures {
            out.push_str(&format!("\n{} {rule}: {name}\n", paint.red(lang.pick("gefaald", "failed"))));
            out.push_str(&self.shown(diagnostics, terminal));
        }
        coverage(checked, &tests, out, terminal);
        out.push('\n');
        if failures.is_empty() { Exit::Ok } else { Exit::Findings }
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
                let tests = rulesets::embedded(id).map(|s| s.tests).unwrap_or_default();
                return tests.iter().map(|(name, text)| (format!("toets:{name}"), text.as_bytes().to_vec())).collect();
            }
            Origin::Path(path) if files::is_folder(path) => path.join("tests"),
            Origin::Path(path) => path.parent().unwrap_or(Path::new("")).join("tests"),
        };
        let paths: Vec<PathBuf> =
            if files::is_folder(&folder) { files::below(&folder, &["yaml", "yml"]) } else { Vec::new() };
        let read = |p: &PathBuf| files::read(p).map(|bytes| (files::shown(p), bytes));
        let mut texts = Vec::new();
        for path in &paths {
            match read(path) {
                Ok(text) => texts.push(text),
                Err(d) => self.problems.push(d),
            }
        }
        texts
    }

    fn shown(&self, diagnostics: &[Diagnostic], terminal: &Terminal) -> String {
        let run = Run {
            sources: self.sources.clone(),
            files: Vec::new(),
            diagnostics: diagnostics.to_vec(),
            lang: terminal.lang,
            verbose: false,
            brief: false,
            colour: terminal.colour(),
            width: terminal.width,
        };
        crate::report::text::diagnostics(&run)
    }
}

/// Rules without a case for each of the three main outcomes.
fn coverage(checked: &Checked, tests: &[TestFile], out: &mut String, terminal: &Terminal) {
    let lang = terminal.lang;
    let lacking = ruletest::coverage(checked, tests);
    if lacking.is_empty() {
        return;
    }
    let text = lang.pick(
        format!(
            "{} een test voor een van de drie uitkomsten:",
            words::count(lacking.len(), "regel mist", "regels missen")
        ),
        format!("{} a test for one of the three outcomes:", words::count(lacking.len(), "rule lacks", "rules lack")),
    );
    fill(out, terminal.width, "", str::to_string, &text);
    for rule in lacking {
        let verdicts: Vec<String> = rule.lacks.iter().map(|v| v.words(lang).to_string()).collect();
        fill(out, terminal.width, &format!("  {}: ", rule.rule), str::to_string, &words::list(&verdicts, lang));
    }
}
