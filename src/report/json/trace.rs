//! The computation behind findings, in JSON: flat lists of steps, with what repeats in two tables of the report.
//!
//! Takes: the steps of a finding. Gives: its list, and entries in the tables of expressions and facts that its steps refer to by
//! number. Never decides anything.

use std::cell::RefCell;
use std::collections::HashMap;

use serde::ser::SerializeSeq;
use serde::{Serialize, Serializer};

use crate::agreement::bind;
use crate::agreement::facts::FactId;
use crate::evaluate::StepAt;
use crate::evaluate::finding::{Exact, Finding, Trace};
use crate::lang::{Lang, Text};
use crate::ruleset::Checked;
use crate::run::Run;
use crate::source::Span;

/// One step.
#[derive(Serialize)]
struct Step {
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
struct Expression {
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
struct FactPlace {
    path: String,
    file: String,
    line: usize,
    column: usize,
    length: usize,
}

/// The tables that steps refer to: filled while findings are written, written themselves after that.
#[derive(Default)]
pub(super) struct Tables {
    expressions: Vec<Expression>,
    /// The number of the file in the run, and the fact in it: words are made of it when it is written.
    facts: Vec<(u32, FactId)>,
    at: HashMap<Span, usize>,
    /// Of the file whose findings are written now.
    fact_at: HashMap<FactId, usize>,
    file: usize,
}

/// What one file's findings are read from.
#[derive(Clone, Copy)]
pub(super) struct Of<'a> {
    pub(super) run: &'a Run,
    pub(super) checked: &'a Checked,
    /// The number of the file in the run.
    pub(super) file: usize,
}

/// The steps of a finding, written one by one; what repeats goes into the tables.
#[derive(Clone, Copy)]
pub(super) struct Steps<'a> {
    pub(super) of: Of<'a>,
    pub(super) trace: &'a Trace,
    pub(super) finding: &'a Finding,
    pub(super) tables: &'a RefCell<Tables>,
    pub(super) lang: Lang,
}

impl Serialize for Steps<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let Steps { of, lang, .. } = *self;
        let mut list = serializer.serialize_seq(None)?;
        self.trace.each(of.checked, &of.run.sources, self.finding, |step| {
            let step = {
                let mut tables = self.tables.borrow_mut();
                let value = step.value();
                Step {
                    expression: tables.expression(of, step),
                    facts: step.facts().into_iter().map(|f| tables.fact(of, f)).collect(),
                    clause: step.clause(),
                    value: lang.pick(value.nl, value.en),
                    exact: step.exact(),
                    param: step.param(),
                    rule: step.rule().map(|r| of.checked.rule(r).id.clone()),
                    steps: step.children_ids(),
                    id: step.id(),
                }
            };
            list.serialize_element(&step)
        })?;
        list.end()
    }
}

/// The table of what is computed.
pub(super) struct Expressions<'a>(pub(super) &'a RefCell<Tables>);

impl Expressions<'_> {
    /// Whether no step was written.
    pub(super) fn is_empty(&self) -> bool {
        self.0.borrow().expressions.is_empty()
    }
}

impl Serialize for Expressions<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.0.borrow().expressions.serialize(serializer)
    }
}

/// The table of the facts that are read.
pub(super) struct FactPlaces<'a> {
    pub(super) run: &'a Run,
    pub(super) tables: &'a RefCell<Tables>,
}

impl FactPlaces<'_> {
    /// Whether nothing that was written refers to a fact.
    pub(super) fn is_empty(&self) -> bool {
        self.tables.borrow().facts.is_empty()
    }
}

impl Serialize for FactPlaces<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let tables = self.tables.borrow();
        let places = tables.facts.iter().filter_map(|(number, id)| {
            let file = self.run.files.get(*number as usize)?;
            let facts = file.facts.as_ref()?;
            let span = facts.get(*id).span;
            let (name, line, column) = self.run.sources.place(span);
            Some(FactPlace {
                path: bind::path(&file.ruleset.as_deref()?.checked, facts, *id),
                file: name.to_owned(),
                line,
                column,
                length: self.run.sources.text(span).chars().count(),
            })
        });
        serializer.collect_seq(places)
    }
}

impl Tables {
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

    fn expression(&mut self, of: Of<'_>, step: &StepAt<'_>) -> usize {
        let list = &mut self.expressions;
        *self.at.entry(step.span()).or_insert_with(|| {
            let (file, line, column) = of.run.sources.place(step.span());
            list.push(Expression {
                kind: step.kind(),
                text: step.text(),
                unit: step.unit(),
                file: file.to_owned(),
                line,
                column,
                length: of.run.sources.text(step.span()).chars().count(),
            });
            list.len().saturating_sub(1)
        })
    }

    /// The number of a fact in the table.
    fn fact(&mut self, of: Of<'_>, id: FactId) -> usize {
        // Findings are written file by file.
        if self.file != of.file {
            (self.file, self.fact_at) = (of.file, HashMap::new());
        }
        let list = &mut self.facts;
        *self.fact_at.entry(id).or_insert_with(|| {
            list.push((u32::try_from(of.file).unwrap_or(u32::MAX), id));
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
