//! Tests beside the rules: small fragments of agreements with the verdict that they must give.
//!
//! Takes: a test file (YAML) and the checked ruleset. Gives: per case whether it passed, and per rule which of the three main
//! cases (voldoet, voldoet niet, niet te toetsen) it has. Never reads a file itself.

pub mod boundary;
pub mod coverage;
pub mod mutate;
mod prepare;
mod read;

use jiff::civil::Date;

use crate::agreement::facts::Facts;
use crate::agreement::{self, NodeId, Tree};
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::evaluate::finding::{Finding, Verdict};
use crate::evaluate::{self, Detail, Options};
use crate::lang::Text;
use crate::ruleset::Checked;
use crate::ruleset::model::RuleId;
use crate::source::{Sources, Span, Spanned};
use crate::text;

pub use read::read;

/// The tests of one rule.
#[derive(Debug)]
pub struct TestFile {
    /// The rule's id.
    pub rule: Spanned<String>,
    /// Its cases.
    pub cases: Vec<Case>,
    /// Mutants of the rule that no test can notice, because they mean the same.
    pub equivalent: Vec<Equivalent>,
    tree: Tree,
}

/// A mutant that means the same as the rule.
#[derive(Debug)]
pub struct Equivalent {
    /// Its id, as `toets test --mutate` names it.
    pub mutant: Spanned<String>,
    /// Why no agreement can tell it from the rule.
    pub reason: Spanned<String>,
}

/// One case.
#[derive(Debug)]
pub struct Case {
    /// What it shows.
    pub name: Spanned<String>,
    /// The reference date.
    pub date: Date,
    /// Values of law set for this case.
    pub set: Vec<(Spanned<String>, Spanned<String>)>,
    /// The fragment of an agreement.
    pub agreement: NodeId,
    /// It holds several agreements that form a portfolio.
    pub portfolio: bool,
    /// What must come out.
    pub expected: Expected,
    /// The facts that must be named as missing, when the case says so.
    pub missing: Option<Spanned<Vec<String>>>,
}

/// The verdicts that a case expects.
#[derive(Debug)]
pub enum Expected {
    /// For every subject.
    All(Spanned<Verdict>),
    /// Per subject; others may not occur.
    Each(Vec<(Spanned<String>, Spanned<Verdict>)>),
}

impl Expected {
    /// Every verdict it names.
    pub fn verdicts(&self) -> Vec<Verdict> {
        match self {
            Expected::All(v) => vec![v.value],
            Expected::Each(list) => list.iter().map(|(_, v)| v.value).collect(),
        }
    }
}

/// What came of a case.
#[derive(Debug)]
pub struct CaseResult {
    /// What it shows.
    pub name: String,
    /// Why it failed; empty when it passed.
    pub failures: Vec<Diagnostic>,
    /// The findings of the rule.
    pub findings: Vec<Finding>,
}

impl CaseResult {
    /// Whether everything came out as expected.
    #[must_use]
    pub fn passed(&self) -> bool {
        self.failures.is_empty()
    }
}

impl TestFile {
    /// The text of a case's agreement fragment, for showing it as an example.
    #[must_use]
    pub fn fragment(&self, case: &Case) -> Span {
        self.tree.span(case.agreement)
    }

    /// Runs every case.
    #[must_use]
    pub fn run(&self, checked: &Checked, sources: &Sources) -> Vec<CaseResult> {
        self.cases.iter().map(|case| self.run_case(case, checked, sources)).collect()
    }

    fn run_case(&self, case: &Case, checked: &Checked, sources: &Sources) -> CaseResult {
        let (facts, options, mut failures) = self.bound(case, checked);
        let rule = checked.rule_id(&self.rule.value);
        let findings = facts.zip(rule).map_or_else(Vec::new, |(facts, rule)| {
            found(evaluate::Case { checked, facts: &facts, sources, date: case.date, options: &options }, rule)
        });
        if failures.is_empty() {
            compare(case, &findings, &mut failures);
        }
        CaseResult { name: case.name.value.clone(), failures, findings }
    }

    /// The facts and settings of a case, with what is wrong with them.
    fn bound(&self, case: &Case, checked: &Checked) -> (Option<Facts>, Options, Vec<Diagnostic>) {
        let mut failures = vec![];
        let mut options = Options::default();
        // A rule that has a test is asked for by that test.
        options.include.extend(checked.rule_id(&self.rule.value));
        for (name, value) in &case.set {
            match evaluate::setting(checked, &name.value, &value.value) {
                Ok(set) => options.set.push(set),
                Err(message) => {
                    failures.push(Diagnostic::error("test::bad_setting", name.span.to(value.span), message))
                }
            }
        }
        let (facts, diagnostics) = match checked.bundle() {
            _ if !case.portfolio => agreement::bind(checked, &self.tree, case.agreement),
            Some(bundle) => agreement::bind_portfolio(checked, bundle, &self.tree, case.agreement),
            None => {
                failures.push(no_portfolio(case.name.span));
                (None, Diagnostics::new())
            }
        };
        failures.extend(diagnostics.sorted());
        (facts, options, failures)
    }
}

/// What comes out of one rule, in words.
fn found(case: evaluate::Case<'_>, rule: RuleId) -> Vec<Finding> {
    let mut teller = case.teller();
    case.judge_rule(rule).0.iter().filter_map(|judged| teller.finding(judged, Detail::Words)).collect()
}

fn name_of(f: &Finding) -> String {
    match f.year {
        Some(year) if f.subject.is_empty() => year.to_string(),
        Some(year) => format!("{} {year}", f.subject),
        None => f.subject.clone(),
    }
}

/// Whether a finding is about what a case names: its subject, or its subject with the year.
fn about(f: &Finding, name: &str) -> bool {
    f.subject == name || name_of(f) == name
}

fn compare(case: &Case, findings: &[Finding], failures: &mut Vec<Diagnostic>) {
    let wrong = |span: Span, expected: Verdict, f: &Finding| {
        let (got, who) = (f.verdict.id(), name_of(f));
        let expected = expected.id();
        let who = if who.is_empty() { String::new() } else { format!(" ({who})") };
        Diagnostic::error(
            "test::wrong_verdict",
            span,
            text!("verwacht {expected}, uitkomst {got}{who}", "expected {expected}, got {got}{who}"),
        )
        .here(f.message.clone())
    };
    match &case.expected {
        Expected::All(verdict) => {
            failures.extend(
                findings.iter().filter(|f| f.verdict != verdict.value).map(|f| wrong(verdict.span, verdict.value, f)),
            );
            if findings.is_empty() {
                failures.push(nothing(verdict.span, findings));
            }
        }
        Expected::Each(list) => {
            let before = failures.len();
            for (subject, verdict) in list {
                let mut any = false;
                for f in findings.iter().filter(|f| about(f, &subject.value)) {
                    any = true;
                    if f.verdict != verdict.value {
                        failures.push(wrong(verdict.span, verdict.value, f));
                    }
                }
                if !any {
                    failures.push(nothing(subject.span, findings));
                }
            }
            // A subject that is named wrongly is both without an outcome and an outcome too many; that is said once.
            let misnamed = failures.iter().skip(before).any(|d| d.code == NO_OUTCOME);
            for f in findings.iter().filter(|f| !misnamed && !list.iter().any(|(s, _)| about(f, &s.value))) {
                let who = name_of(f);
                failures.push(Diagnostic::error(
                    "test::wrong_verdict",
                    case.name.span,
                    text!(
                        "uitkomst voor {who}, die niet wordt verwacht",
                        "an outcome for {who}, which is not expected"
                    ),
                ));
            }
        }
    }
    if let Some(expected) = &case.missing {
        let mut wanted = expected.value.clone();
        let mut found: Vec<String> = findings.iter().flat_map(|f| f.missing.iter().map(|m| m.path.clone())).collect();
        for list in [&mut wanted, &mut found] {
            list.sort();
            list.dedup();
        }
        if wanted != found {
            let message = if found.is_empty() {
                text!("de regel noemt niets dat ontbreekt", "the rule names nothing as missing")
            } else {
                let found = found.join(", ");
                text!("de regel noemt als ontbrekend: {found}", "the rule names as missing: {found}")
            };
            failures.push(Diagnostic::error("test::wrong_missing", expected.span, message));
        }
    }
}

fn no_portfolio(span: Span) -> Diagnostic {
    Diagnostic::error(
        "test::bad_case",
        span,
        text!(
            "deze regelset kent geen portefeuille van meer bestanden",
            "this ruleset knows no portfolio of several files"
        ),
    )
    .help(text!(
        "schrijf in de regelset: bundelt portefeuille, of bouw op een regelset die dat doet",
        "write in the regelset: bundelt portefeuille, or build on a ruleset that does"
    ))
}

const NO_OUTCOME: &str = "test::no_outcome";

fn nothing(span: Span, findings: &[Finding]) -> Diagnostic {
    let mut names: Vec<String> = findings.iter().map(name_of).filter(|n| !n.is_empty()).collect();
    names.dedup();
    let help = if names.is_empty() {
        text!(
            "de regel gaat over geen onderwerp in deze afspraak; verwacht één uitkomst zonder onderwerp",
            "the rule is about no subject in this agreement; expect one verdict without a subject"
        )
    } else {
        let names = names.join(", ");
        text!("de regel geeft uitkomsten voor: {names}", "the rule gives outcomes for: {names}")
    };
    let message = text!("de regel geeft hiervoor geen uitkomst", "the rule gives no outcome for this");
    Diagnostic::error(NO_OUTCOME, span, message).help(help)
}

/// Reports test files about rules that do not exist.
#[must_use]
pub fn rules_exist(checked: &Checked, files: &[TestFile]) -> Diagnostics {
    let mut out = Diagnostics::new();
    for file in files {
        if checked.rule_named(&file.rule.value).is_none() {
            let known = checked.rules().iter().map(|r| r.id.as_str());
            let help: Option<Text> = crate::diagnostic::did_you_mean(&file.rule.value, known)
                .map(|s| text!("bedoelde u `{s}`?", "did you mean `{s}`?"));
            let id = &file.rule.value;
            out.push(
                Diagnostic::error(
                    "test::unknown_rule",
                    file.rule.span,
                    text!("er is geen regel {id}", "there is no rule {id}"),
                )
                .maybe_help(help),
            );
        }
    }
    out
}
