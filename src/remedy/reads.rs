//! What an outcome rests on: the figures and answers that were read, and what was asked and is not stated.
//!
//! Takes: the steps of an outcome. Gives: facts in the order they were read, each once, and the comparisons that were made.

use std::cmp::Ordering;

use crate::agreement::facts::{FactId, FactValue, Facts};
use crate::evaluate::{Kind, Step, Value, operand};
use crate::number::Number;
use crate::ruleset::Checked;
use crate::ruleset::model::{BinaryOp, ExprId, ExprKind};

/// What an outcome read.
#[derive(Debug, Default)]
pub(super) struct Reads {
    /// Single values.
    pub(super) stated: Vec<FactId>,
    /// Fields of objects that are not stated.
    pub(super) missing: Vec<(FactId, usize)>,
    /// Lists, each as it stands in the file.
    pub(super) lists: Vec<FactId>,
}

impl Reads {
    pub(super) fn of(checked: &Checked, facts: &Facts, steps: &[Step]) -> Self {
        let mut out = Reads::default();
        let mut seen = std::collections::BTreeSet::new();
        let mut asked = std::collections::BTreeSet::new();
        for (at, step) in steps.iter().enumerate() {
            singles(&step.value, &mut |id| {
                if seen.insert(id) {
                    out.stated.push(id);
                }
            });
            if let (Kind::List(_), Some(list)) = (&step.value.kind, step.value.fact)
                && !out.lists.contains(&list)
            {
                out.lists.push(list);
            }
            let ExprKind::Field(of, _, index) = &checked.expr(step.expr).kind else { continue };
            let objects = match &checked.expr(*of).kind {
                ExprKind::Root => vec![facts.root()],
                _ => operand(checked, steps, at, *of).map_or_else(Vec::new, |v| objects(&v)),
            };
            for object in objects {
                let is_object = matches!(facts.get(object).value, FactValue::Object { .. });
                if is_object && facts.field(object, *index).is_none() && asked.insert((object, *index)) {
                    out.missing.push((object, *index));
                }
            }
        }
        out
    }
}

fn singles(v: &Value, found: &mut impl FnMut(FactId)) {
    match &v.kind {
        Kind::List(items) => items.iter().for_each(|i| singles(i, found)),
        Kind::Table(table) => {
            table.years.iter().map(|(_, v)| v).chain(&table.total).for_each(|v| singles(v, found));
        }
        Kind::Object | Kind::Unknown => {}
        _ => {
            if let Some(fact) = v.fact {
                found(fact);
            }
        }
    }
}

fn objects(v: &Value) -> Vec<FactId> {
    match &v.kind {
        Kind::Object => v.fact.into_iter().collect(),
        Kind::List(items) => items.iter().flat_map(objects).collect(),
        Kind::Table(table) => table.years.iter().map(|(_, v)| v).chain(&table.total).flat_map(objects).collect(),
        _ => vec![],
    }
}

/// A comparison of numbers or days that was made.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Compared {
    pub(super) expr: ExprId,
    /// The left side against the right, and how far apart; `None` where a side is not exact.
    pub(super) sides: Option<(Ordering, Number)>,
    pub(super) holds: Option<bool>,
}

/// The comparisons of an outcome, in the order they were made.
pub(super) fn comparisons(checked: &Checked, steps: &[Step]) -> Vec<Compared> {
    let mut out = vec![];
    for (at, step) in steps.iter().enumerate() {
        let ExprKind::Binary(op, a, b) = &checked.expr(step.expr).kind else { continue };
        let compares =
            matches!(op, BinaryOp::Ge | BinaryOp::Le | BinaryOp::Gt | BinaryOp::Lt | BinaryOp::Eq | BinaryOp::Ne);
        if !compares {
            continue;
        }
        let side = |e: ExprId| operand(checked, steps, at, e).map(|v| v.kind);
        let sides = match (side(*a), side(*b)) {
            (Some(Kind::Exact(x)), Some(Kind::Exact(y))) => {
                let apart = x.sub(&y);
                Some((x.cmp(&y), if apart.is_negative() { apart.neg() } else { apart }))
            }
            (Some(Kind::Date(x)), Some(Kind::Date(y))) => {
                let apart = x.until(y).ok().map_or(0, |s| i64::from(s.get_days()));
                Some((x.cmp(&y), Number::from(apart.saturating_abs())))
            }
            _ => None,
        };
        out.push(Compared { expr: step.expr, sides, holds: step.value.truth() });
    }
    out
}
