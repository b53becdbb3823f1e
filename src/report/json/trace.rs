//! The computation behind findings, in JSON: flat lists of steps, with what repeats in two tables of the report.
//!
//! Takes: the steps of a finding. Gives: its list, and entries in the tables of expressions and facts that its steps refer to by
//! number. Never decides anything.

use std::collections::BTreeMap;

use serde::{Serialize, Serializer};

use crate::agreement::bind;
use crate::agreement::facts::{FactId, Facts};
use crate::evaluate::finding::{Exact, Finding, TraceStep};
use crate::lang::{Lang, Text};
use crate::report::Run;
use crate::ruleset::Checked;
use crate::source::Span;

/// One step.
#[derive(Serialize)]
pub(super) struct Step {
    id: String,
    #[serde(skip_serializing_if = "no_words")]
    clause: &'static str,
    expression: usize,
    value: String,
    #[serde(skip_serializing_if = "is_none", serialize_with = "exact")]
    exact: Exact,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    facts: Vec<usize>,
    #[serde(skip_serializing_if = "Option::is_none")]
    param: Option<usize>,
    #[serde(skip_serializing_if = "Option::is_none")]
    rule: Option<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    steps: Vec<String>,
}

/// A part of a condition that failed, or a value that it read.
#[derive(Serialize)]
pub(super) struct WhyNot {
    level: usize,
    #[serde(skip_serializing_if = "no_words")]
    clause: &'static str,
    kind: &'static str,
    text: String,
    value: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    left: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    right: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    gap: Option<String>,
    line: usize,
    column: usize,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    facts: Vec<usize>,
    #[serde(skip_serializing_if = "Option::is_none")]
    param: Option<usize>,
}

/// What is computed, for all steps that compute it.
#[derive(Serialize)]
pub(super) struct Expression {
    kind: &'static str,
    text: String,
    unit: String,
    file: String,
    line: usize,
    column: usize,
    length: usize,
}

/// A fact that steps read.
#[derive(Serialize)]
pub(super) struct FactPlace {
    path: String,
    file: String,
    line: usize,
    column: usize,
    length: usize,
}

/// The tables that steps refer to.
#[derive(Default)]
pub(super) struct Tables {
    pub(super) expressions: Vec<Expression>,
    pub(super) facts: Vec<FactPlace>,
    at: BTreeMap<(u32, u32, u32), usize>,
    fact_at: BTreeMap<(usize, FactId), usize>,
}

/// What one file's findings are read from.
#[derive(Clone, Copy)]
pub(super) struct Of<'a> {
    pub(super) run: &'a Run,
    pub(super) checked: &'a Checked,
    pub(super) facts: &'a Facts,
    /// The number of the file in the run.
    pub(super) file: usize,
}

impl Tables {
    /// The steps of a finding; what repeats goes into the tables.
    pub(super) fn steps(&mut self, of: Of<'_>, finding: &Finding, lang: Lang) -> Option<Vec<Step>> {
        let list = finding.trace.as_ref()?.steps(of.checked, &of.run.sources, finding);
        let ids: Vec<String> = list.iter().map(|s| s.id.clone()).collect();
        let steps = list.into_iter().map(|step| Step {
            expression: self.expression(of, &step),
            facts: step.facts.iter().map(|f| self.fact(of, *f)).collect(),
            clause: step.clause,
            value: lang.pick(step.value.nl, step.value.en),
            exact: step.exact,
            param: step.param,
            rule: step.rule.map(|r| of.checked.rule(r).id.clone()),
            steps: step.children.iter().filter_map(|c| ids.get(*c)).cloned().collect(),
            id: step.id,
        });
        Some(steps.collect())
    }

    /// The conditions of a finding that failed.
    pub(super) fn why_not(&mut self, of: Of<'_>, finding: &Finding, lang: Lang) -> Vec<WhyNot> {
        let say = |t: &Text| t.get(lang).to_owned();
        let parts = finding.failed.iter().map(|f| {
            let (_, line, column) = of.run.sources.place(f.span);
            WhyNot {
                level: f.level,
                clause: f.clause,
                kind: f.blame.id(),
                text: f.text.clone(),
                value: say(&f.value),
                left: f.left.as_ref().map(say),
                right: f.right.as_ref().map(say),
                gap: f.gap.as_ref().map(say),
                line,
                column,
                facts: f.facts.iter().map(|f| self.fact(of, *f)).collect(),
                param: finding.param_of(f),
            }
        });
        parts.collect()
    }

    fn expression(&mut self, of: Of<'_>, step: &TraceStep) -> usize {
        let Span { file, start, end } = step.span;
        let list = &mut self.expressions;
        *self.at.entry((file.0, start, end)).or_insert_with(|| {
            let (file, line, column) = of.run.sources.place(step.span);
            list.push(Expression {
                kind: step.kind,
                text: step.text.clone(),
                unit: step.unit.clone(),
                file: file.to_owned(),
                line,
                column,
                length: of.run.sources.text(step.span).chars().count(),
            });
            list.len().saturating_sub(1)
        })
    }

    /// The number of a fact in the table.
    pub(super) fn fact(&mut self, of: Of<'_>, id: FactId) -> usize {
        let list = &mut self.facts;
        *self.fact_at.entry((of.file, id)).or_insert_with(|| {
            let span = of.facts.get(id).span;
            let (file, line, column) = of.run.sources.place(span);
            list.push(FactPlace {
                path: bind::path(of.checked, of.facts, id),
                file: file.to_owned(),
                line,
                column,
                length: of.run.sources.text(span).chars().count(),
            });
            list.len().saturating_sub(1)
        })
    }
}

fn no_words(text: &str) -> bool {
    text.is_empty()
}

fn is_none(exact: &Exact) -> bool {
    *exact == Exact::None
}

/// ja and nee as true and false, numbers as text without loss, an interval as its two ends.
fn exact<S: Serializer>(exact: &Exact, serializer: S) -> Result<S::Ok, S::Error> {
    match exact {
        Exact::None => serializer.serialize_none(),
        Exact::Bool(b) => serializer.serialize_bool(*b),
        Exact::Number(n) | Exact::Word(n) => serializer.serialize_str(n),
        Exact::Range(lo, hi) => [lo, hi].serialize(serializer),
    }
}
