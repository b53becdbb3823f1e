//! How far a finding is from its norm: the computed figure against the required one, from the comparison that decided.
//!
//! Takes: a finding with its trace. Gives: both figures and the room between them. Never computes anything anew: what it shows
//! was computed for the verdict.

use crate::lang::Text;
use crate::number::Number;
use crate::ruleset::Checked;
use crate::ruleset::model::{BinaryOp, ExprId, ExprKind, Style, Type, Unit};

use super::finding::Finding;
use super::observe::operand;
use super::show;
use super::step::Step;
use super::step::{children, roots};
use super::value::{Kind, Value};

/// The figures of the comparison that decided a verdict.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Gap {
    /// What was computed, or what the agreement states.
    pub computed: Text,
    /// How it is held against the norm: `≥`, `≤`, `>`, `<` or `=`.
    pub sign: &'static str,
    /// What the norm requires.
    pub required: Text,
    /// How much is left, where both are exact: negative is a shortfall. In the unit of the figures.
    pub room: Option<Number>,
    /// The size of that room, without its sign.
    pub size: Option<Text>,
}

impl Gap {
    /// Whether it falls short.
    #[must_use]
    pub fn is_short(&self) -> bool {
        self.room.as_ref().is_some_and(Number::is_negative)
    }
}

/// The gap of a finding; `None` when its verdict rests on no comparison of figures, or when it was not traced.
///
/// Of several comparisons it is the first requirement that fails, or else the first that compares figures; within a rule for
/// each year or item the one with the least room, and where one fails the first that does: there the evaluation ends.
#[must_use]
pub fn gap(checked: &Checked, finding: &Finding) -> Option<Gap> {
    let steps = &finding.trace.as_ref()?.steps;
    let rule = checked.rule(finding.rule);
    let roots = roots(steps);
    let mut first = None;
    for requirement in &rule.requires {
        let Some(root) = roots.iter().rev().copied().find(|at| steps.get(*at).is_some_and(|s| s.expr == *requirement))
        else {
            continue;
        };
        let mut found = vec![];
        comparisons(checked, steps, root, &mut found);
        let failed = steps.get(root).and_then(|s| s.value.truth()) == Some(false);
        let least = found.into_iter().min_by_key(|g| (g.room.is_none(), g.room.clone()));
        if failed {
            // A requirement without figures failed: figures of another one would be beside the point.
            return least;
        }
        first = first.or(least);
    }
    first
}

/// The comparisons of figures that a step rests on.
fn comparisons(checked: &Checked, steps: &[Step], at: usize, out: &mut Vec<Gap>) {
    let Some(step) = steps.get(at) else { return };
    // Only what came out as the whole did decided it: of `a of b` that holds, the side that holds.
    let truth = step.value.truth();
    let alike = |steps: &[Step]| -> Vec<usize> {
        let kids = children(steps, at).into_iter();
        kids.filter(|c| steps.get(*c).is_some_and(|s| s.value.truth() == truth)).collect()
    };
    match &checked.expr(step.expr).kind {
        ExprKind::Binary(op @ (BinaryOp::Ge | BinaryOp::Le | BinaryOp::Gt | BinaryOp::Lt | BinaryOp::Eq), a, b) => {
            out.extend(one(checked, steps, at, (*op, *a, *b)));
        }
        ExprKind::Binary(BinaryOp::And | BinaryOp::Or, ..) | ExprKind::Var(_) | ExprKind::Apply(..) => {
            alike(steps).into_iter().for_each(|c| comparisons(checked, steps, c, out));
        }
        ExprKind::If(condition, ..) => {
            let branch = alike(steps).into_iter().filter(|c| steps.get(*c).is_some_and(|s| s.expr != *condition));
            branch.for_each(|c| comparisons(checked, steps, c, out));
        }
        ExprKind::Quantified(_, _, body) => {
            let bodies = alike(steps).into_iter().filter(|c| steps.get(*c).is_some_and(|s| s.expr == *body));
            bodies.for_each(|c| comparisons(checked, steps, c, out));
        }
        _ => {}
    }
}

fn one(checked: &Checked, steps: &[Step], at: usize, (op, a, b): (BinaryOp, ExprId, ExprId)) -> Option<Gap> {
    let (Type::Num(left), Type::Num(right)) = (&checked.expr(a).ty, &checked.expr(b).ty) else { return None };
    let (x, y) = (operand(checked, steps, at, a)?, operand(checked, steps, at, b)?);
    if x.is_blank() || y.is_blank() {
        return None;
    }
    let unit = shared(*left, *right);
    let say = |v: &Value| show::text(checked, v, &Type::Num(unit), Style::Plain);
    let room = match (&x.kind, &y.kind) {
        (Kind::Exact(x), Kind::Exact(y)) => Some(match op {
            BinaryOp::Le | BinaryOp::Lt => y.sub(x),
            BinaryOp::Eq => {
                let apart = x.sub(y);
                if apart.is_negative() { apart } else { apart.neg() }
            }
            _ => x.sub(y),
        }),
        _ => None,
    };
    let size = room.as_ref().map(|room| {
        let size = if room.is_negative() { room.neg() } else { room.clone() };
        let unit = match unit {
            Unit::Percentage => Unit::Points,
            Unit::Year => Unit::Plain,
            other => other,
        };
        show::text(checked, &Value::number(size), &Type::Num(unit), Style::Plain)
    });
    let sign = match op {
        BinaryOp::Ge => "≥",
        BinaryOp::Le => "≤",
        BinaryOp::Gt => ">",
        BinaryOp::Lt => "<",
        _ => "=",
    };
    Some(Gap { computed: say(&x), sign, required: say(&y), room, size })
}

/// The unit in which both sides are shown.
fn shared(left: Unit, right: Unit) -> Unit {
    match (left, right) {
        (Unit::Percentage, _) | (_, Unit::Percentage) | (Unit::Ratio, Unit::Ratio) => Unit::Percentage,
        (Unit::Literal | Unit::Plain | Unit::Ratio, other) => other,
        (own, _) => own,
    }
}
