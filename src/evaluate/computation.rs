//! The computation behind a finding as a flat list, for a reader who follows it with a pencil.
//!
//! Takes: a [`Trace`]. Gives: the conditions that were held, and the named values and values of law in them, each once, in the
//! order in which they were needed. Never computes anything again.

use std::collections::HashSet;

use jiff::civil::Date;

use crate::agreement::facts::Facts;
use crate::lang::Text;
use crate::ruleset::Checked;
use crate::ruleset::model::{ExprId, ExprKind, Rule, Style, Type};
use crate::source::{Sources, Span};

use super::finding::Trace;
use super::show;
use super::step::Step;
use super::step::{children, roots};
use super::value::Kind;

/// What a line of a computation is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Part {
    /// A condition for the norm to apply, or to be judged.
    Condition,
    /// What the norm requires.
    Requirement,
    /// What a recorded deviation must satisfy.
    Proviso,
    /// What every record must state, whatever the norm.
    Standing,
    /// A value that the rule gives a name.
    Named,
    /// A value of law.
    Law,
    /// A value that the agreement states.
    Stated,
}

/// One line of a computation.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Line {
    /// What it is.
    pub part: Part,
    /// As the rule writes it.
    pub text: String,
    /// How a named value comes about, as the rule writes it; empty for the rest.
    pub from: String,
    /// What came out.
    pub value: Text,
    /// The day that came out, where it is one.
    pub day: Option<Date>,
    /// Whether a value came out at all.
    pub known: bool,
    /// Where a stated value stands in the agreement.
    pub place: Option<Span>,
}

impl Trace {
    /// The computation line by line.
    #[must_use]
    pub fn lines(&self, checked: &Checked, facts: &Facts, sources: &Sources, rule: &Rule) -> Vec<Line> {
        let mut walk = Walk { checked, facts, sources, rule, steps: &self.steps, out: vec![], said: HashSet::new() };
        for root in roots(&self.steps) {
            walk.condition(root);
        }
        walk.out
    }
}

struct Walk<'a> {
    checked: &'a Checked,
    facts: &'a Facts,
    sources: &'a Sources,
    rule: &'a Rule,
    steps: &'a [Step],
    out: Vec<Line>,
    /// Each value below a condition is told once.
    said: HashSet<Line>,
}

impl Walk<'_> {
    fn condition(&mut self, at: usize) {
        let Some(step) = self.steps.get(at) else { return };
        let deviation = self.rule.deviation.as_ref();
        let proviso = deviation.and_then(|d| d.provisos.iter().position(|p| p.expr == step.expr));
        let part = if self.rule.requires.contains(&step.expr) {
            Part::Requirement
        } else if let Some(at) = proviso {
            if deviation.is_some_and(|d| at < d.standing) { Part::Standing } else { Part::Proviso }
        } else if matches!(self.checked.expr(step.expr).ty, Type::Bool) {
            Part::Condition
        } else {
            // The list of recorded deviations: no condition.
            return;
        };
        for child in children(self.steps, at) {
            self.below(child);
        }
        let line = self.line(part, step, String::new());
        self.out.push(line);
    }

    /// The values under a condition, those that others rest on first.
    fn below(&mut self, at: usize) {
        let Some(step) = self.steps.get(at) else { return };
        for child in children(self.steps, at) {
            self.below(child);
        }
        let expr = self.checked.expr(step.expr);
        // A thing as a whole is no value: what was read of it is.
        if matches!(expr.ty, Type::Object(_) | Type::List(_) | Type::Table { .. }) {
            return;
        }
        let line = match &expr.kind {
            ExprKind::Var(_) => {
                let from = children(self.steps, at).into_iter().filter_map(|c| self.steps.get(c)).next();
                // A variable that stands for a thing is no value.
                let Some(from) = from else { return };
                let from = self.written(from.expr);
                self.line(Part::Named, step, from)
            }
            ExprKind::Apply(concept, _) => {
                let from = self.written(self.checked.concept(*concept).value);
                self.line(Part::Named, step, from)
            }
            ExprKind::Param(..) => self.line(Part::Law, step, String::new()),
            ExprKind::Field(..) | ExprKind::Index(..) => self.line(Part::Stated, step, String::new()),
            _ => return,
        };
        if self.said.insert(line.clone()) {
            self.out.push(line);
        }
    }

    fn line(&self, part: Part, step: &Step, from: String) -> Line {
        let expr = self.checked.expr(step.expr);
        let day = match &step.value.kind {
            Kind::Date(day) => Some(*day),
            _ => None,
        };
        Line {
            part,
            text: self.written(step.expr),
            from,
            value: show::text(self.checked, &step.value, &expr.ty, Style::Plain),
            day,
            known: !matches!(step.value.kind, Kind::Unknown),
            place: step.value.fact.filter(|_| part == Part::Stated).map(|f| self.facts.get(f).span),
        }
    }

    fn written(&self, expr: ExprId) -> String {
        self.sources.text(self.checked.expr(expr).span).split_whitespace().collect::<Vec<_>>().join(" ")
    }
}
