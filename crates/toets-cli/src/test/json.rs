//! What `toets test` found, for programs. Keys are English; fields are only ever added.

use std::io;

use serde::Serialize;

use crate::args::Test;
use crate::test::{SetRun, coverage};
use toets::lang::Lang;
use toets::report::Sink;
use toets::report::json::layout;
use toets::ruletest::coverage::Group;
use toets::ruletest::mutate::{self, Fate};
use toets::source::{Sources, Span};

#[derive(Serialize)]
struct Report {
    toets: &'static str,
    sets: Vec<Set>,
    #[serde(skip_serializing_if = "Option::is_none")]
    values: Option<Vec<Value>>,
}

#[derive(Serialize)]
struct Set {
    ruleset: String,
    version: String,
    passed: usize,
    failed: Vec<Failed>,
    #[serde(skip_serializing_if = "Option::is_none")]
    coverage: Option<Covered>,
    #[serde(skip_serializing_if = "Option::is_none")]
    boundaries: Option<Vec<Threshold>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    mutation: Option<Mutation>,
}

#[derive(Serialize)]
struct Failed {
    rule: String,
    case: String,
    messages: Vec<String>,
}

#[derive(Serialize)]
struct Share {
    reached: usize,
    all: usize,
}

#[derive(Serialize)]
struct Covered {
    rules: Share,
    deviations: Share,
    branches: Share,
    goals: Vec<Goal>,
    /// Texts without English, where the set has English.
    untranslated: Vec<Untranslated>,
}

#[derive(Serialize)]
struct Untranslated {
    text: String,
    file: String,
    line: usize,
    column: usize,
}

#[derive(Serialize)]
struct Goal {
    rule: String,
    goal: &'static str,
    #[serde(flatten)]
    place: Place,
    reached: usize,
}

#[derive(Serialize)]
struct Value {
    parameter: String,
    #[serde(flatten)]
    place: Place,
    used: usize,
}

#[derive(Serialize)]
struct Threshold {
    rule: String,
    #[serde(flatten)]
    place: Place,
    found: &'static str,
    case: Option<String>,
    figure: Option<String>,
    points: Vec<Point>,
}

#[derive(Serialize)]
struct Point {
    side: &'static str,
    value: String,
    holds: bool,
    verdict: &'static str,
}

#[derive(Serialize)]
struct Mutation {
    killed: usize,
    counted: usize,
    equivalent: usize,
    mutants: Vec<Mutant>,
}

#[derive(Serialize)]
struct Mutant {
    id: String,
    owner: String,
    change: String,
    #[serde(flatten)]
    place: Place,
    fate: &'static str,
    killed_by: Option<String>,
}

#[derive(Serialize)]
struct Place {
    file: String,
    line: usize,
    column: usize,
    text: String,
}

/// One JSON document.
///
/// # Errors
///
/// When it cannot be written.
pub(super) fn write(args: &Test, runs: &[SetRun], sources: &Sources, lang: Lang, out: &mut Sink<'_>) -> io::Result<()> {
    let values = (args.coverage && args.rule.is_empty()).then(|| {
        let all = coverage::all_values(runs).into_iter();
        all.map(|v| Value { place: place(sources, v.span), parameter: v.name, used: v.used }).collect()
    });
    let report = Report {
        toets: env!("CARGO_PKG_VERSION"),
        sets: runs.iter().map(|r| set(args, r, sources, lang)).collect(),
        values,
    };
    layout::write_indented(&report, out)
}

fn set(args: &Test, run: &SetRun, sources: &Sources, lang: Lang) -> Set {
    let info = run.loaded.checked.sets().last();
    Set {
        ruleset: info.map(|s| s.id.clone()).unwrap_or_default(),
        version: info.map(|s| s.version.clone()).unwrap_or_default(),
        passed: run.passed,
        failed: run
            .failures
            .iter()
            .map(|(rule, case, found)| Failed {
                rule: rule.clone(),
                case: case.clone(),
                messages: found.iter().map(|d| d.message.get(lang).to_owned()).collect(),
            })
            .collect(),
        coverage: args.coverage.then(|| covered(run, sources)),
        boundaries: run.thresholds.as_ref().map(|all| {
            all.iter()
                .map(|t| Threshold {
                    rule: t.rule.clone(),
                    place: place(sources, t.span),
                    found: t.found.id(),
                    case: t.case.clone(),
                    figure: t.figure.clone(),
                    points: t
                        .points
                        .iter()
                        .map(|p| Point {
                            side: p.side.id(),
                            value: p.value.clone(),
                            holds: p.holds,
                            verdict: p.verdict.id(),
                        })
                        .collect(),
                })
                .collect()
        }),
        mutation: run.mutants.as_ref().map(|all| {
            let (killed, counted) = mutate::score(all);
            Mutation {
                killed,
                counted,
                equivalent: all.iter().filter(|m| m.fate == Fate::Equivalent).count(),
                mutants: all
                    .iter()
                    .map(|m| Mutant {
                        id: m.id.clone(),
                        owner: m.owner.clone(),
                        change: m.change.get(lang).to_owned(),
                        place: place(sources, m.span),
                        fate: m.fate.id(),
                        killed_by: m.killed_by.clone(),
                    })
                    .collect(),
            }
        }),
    }
}

fn covered(run: &SetRun, sources: &Sources) -> Covered {
    let share = |(reached, all): (usize, usize)| Share { reached, all };
    let c = &run.coverage;
    Covered {
        rules: share((c.rules_with_outcomes(), c.rules.len())),
        deviations: share(c.score(Group::Deviations)),
        branches: share(c.score(Group::Branches)),
        goals: c
            .rules
            .iter()
            .flat_map(|r| {
                r.goals.iter().map(|g| Goal {
                    rule: r.rule.clone(),
                    goal: g.aim.id(),
                    place: place(sources, g.span),
                    reached: g.reached,
                })
            })
            .collect(),
        untranslated: coverage::untranslated(run)
            .map(|u| {
                let (file, line, column) = sources.place(u.span);
                Untranslated { text: u.text.clone(), file: file.to_owned(), line, column }
            })
            .collect(),
    }
}

fn place(sources: &Sources, span: Span) -> Place {
    let (file, line, column) = sources.place(span);
    Place { file: file.to_owned(), line, column, text: super::written(sources, span) }
}
