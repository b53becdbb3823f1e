//! The computation behind a finding, as a tree of steps that people and programs can read.

use crate::agreement::facts::{FactId, FactValue, Facts, Step as FactStep};
use crate::lang::Text;
use crate::ruleset::Checked;
use crate::ruleset::model::{ExprKind, Style, Type};
use crate::source::Sources;

use super::describe::children;
use super::finding::{Trace, TraceNode};
use super::show;
use super::value::Kind;

/// The declared type of a fact.
pub(crate) fn type_of(checked: &Checked, facts: &Facts, id: FactId) -> Type {
    let fact = facts.get(id);
    let root = || match &fact.value {
        FactValue::Object { object, .. } => Type::Object(*object),
        _ => Type::Object(checked.root()),
    };
    let Some(parent) = fact.parent else { return root() };
    match fact.step {
        FactStep::Root => root(),
        FactStep::Field(index) => match &facts.get(parent).value {
            FactValue::Object { object, .. } => {
                checked.object(*object).fields.get(index).map_or(Type::Error, |f| f.ty.clone())
            }
            _ => Type::Error,
        },
        FactStep::Item(_) | FactStep::Year(_) | FactStep::Total => match type_of(checked, facts, parent) {
            Type::List(item) | Type::Table { item, .. } => *item,
            other => other,
        },
    }
}

impl Trace {
    /// The steps as trees, one per condition that was evaluated, in order.
    #[must_use]
    pub fn trees(&self, checked: &Checked, facts: &Facts, sources: &Sources) -> Vec<TraceNode> {
        let mut roots = vec![];
        let mut end = self.steps.len();
        while end > 0 {
            roots.push(end.saturating_sub(1));
            end = self.steps.get(end.saturating_sub(1)).map_or(0, |s| s.first as usize);
        }
        roots.into_iter().rev().map(|at| self.node(at, checked, facts, sources)).collect()
    }

    fn node(&self, at: usize, checked: &Checked, facts: &Facts, sources: &Sources) -> TraceNode {
        let Some(step) = self.steps.get(at) else {
            return TraceNode {
                kind: "?",
                text: String::new(),
                value: Text::default(),
                span: crate::source::Span::default(),
                fact: None,
                children: vec![],
            };
        };
        let expr = checked.expr(step.expr);
        let kind = match &expr.kind {
            ExprKind::Const(_) => "constant",
            ExprKind::Root | ExprKind::Field(..) | ExprKind::Index(..) => "fact",
            ExprKind::Var(_) => "name",
            ExprKind::Param(..) => "parameter",
            ExprKind::Outcome(..) => "rule",
            ExprKind::Quantified(..)
            | ExprKind::Over(..)
            | ExprKind::Pick(..)
            | ExprKind::Aggregate(..)
            | ExprKind::Collect(..)
            | ExprKind::Distinct(..) => "aggregate",
            _ => "operation",
        };
        let simple = !matches!(step.value.kind, Kind::Object | Kind::List(_) | Kind::Table(_));
        TraceNode {
            kind,
            text: sources.text(expr.span).split_whitespace().collect::<Vec<_>>().join(" "),
            value: show::text(checked, &step.value, &expr.ty, Style::Plain),
            span: expr.span,
            fact: step.value.fact.filter(|_| simple).map(|f| facts.get(f).span),
            children: children(&self.steps, at).into_iter().map(|c| self.node(c, checked, facts, sources)).collect(),
        }
    }
}
