//! Counting what outcomes went through, by expression.

use std::collections::BTreeMap;

use crate::evaluate::finding::Verdict;
use crate::evaluate::{Cause, Observed, Step, operand};
use crate::ruleset::Checked;
use crate::ruleset::model::{BinaryOp, ExprId, ExprKind};

use super::{Aim, Deviated, Noted, Side};

/// How often what happened.
#[derive(Debug, Default)]
pub(super) struct Tally {
    outcomes: BTreeMap<Verdict, usize>,
    truths: BTreeMap<(ExprId, bool), usize>,
    left: BTreeMap<ExprId, usize>,
    right: BTreeMap<ExprId, usize>,
    neither: BTreeMap<ExprId, usize>,
    accepted: usize,
    refused: usize,
    undecided: usize,
    advice: BTreeMap<(usize, bool), usize>,
    pub(super) params: BTreeMap<Noted, usize>,
}

fn more<K: Ord>(map: &mut BTreeMap<K, usize>, key: K) {
    let n = map.entry(key).or_default();
    *n = n.saturating_add(1);
}

impl Tally {
    pub(super) fn outcome(&mut self, checked: &Checked, seen: &Observed) {
        let outcome = &seen.outcome;
        more(&mut self.outcomes, outcome.verdict);
        self.steps(checked, &seen.steps);
        self.steps(checked, &seen.said);
        let place = match outcome.cause {
            Cause::Accepted(_) => Some(&mut self.accepted),
            Cause::Refused(..) => Some(&mut self.refused),
            Cause::Undecided(_) => Some(&mut self.undecided),
            _ => None,
        };
        if let Some(n) = place {
            *n = n.saturating_add(1);
        }
        for (i, given) in seen.advice.iter().enumerate() {
            if let Some(given) = given {
                more(&mut self.advice, (i, *given));
            }
        }
        for note in &outcome.notes.params {
            if let Some(entry) = note.entry {
                more(&mut self.params, (note.param, note.formula, entry));
            }
        }
    }

    fn steps(&mut self, checked: &Checked, steps: &[Step]) {
        for (at, step) in steps.iter().enumerate() {
            if let Some(truth) = step.value.truth() {
                more(&mut self.truths, (step.expr, truth));
            }
            let ExprKind::Binary(op @ (BinaryOp::And | BinaryOp::Or), a, b) = &checked.expr(step.expr).kind else {
                continue;
            };
            let decides = Some(*op == BinaryOp::Or);
            let side = |e: &ExprId| operand(checked, steps, at, *e).and_then(|v| v.truth());
            match (side(a), side(b)) {
                (a, _) if a == decides => more(&mut self.left, step.expr),
                (_, b) if b == decides => more(&mut self.right, step.expr),
                (Some(_), Some(_)) => more(&mut self.neither, step.expr),
                _ => {}
            }
        }
    }

    /// How often an aim was reached; `e` is the expression it is about, `i` the number of the clause.
    pub(super) fn of(&self, aim: Aim, e: Option<ExprId>, i: usize) -> usize {
        let by = |map: &BTreeMap<ExprId, usize>| e.and_then(|e| map.get(&e)).copied();
        let truth = |b: bool| e.and_then(|e| self.truths.get(&(e, b))).copied();
        match aim {
            Aim::Outcome(v) => self.outcomes.get(&v).copied(),
            Aim::Branch(b) | Aim::Proviso(b) => truth(b),
            Aim::Side(Side::Left) => by(&self.left),
            Aim::Side(Side::Right) => by(&self.right),
            Aim::Side(Side::Neither) => by(&self.neither),
            Aim::DoesNotApply | Aim::NotGiven => truth(false),
            Aim::Deviation(Deviated::Accepted) => Some(self.accepted),
            Aim::Deviation(Deviated::Refused) => Some(self.refused),
            Aim::Deviation(Deviated::Undecided) => Some(self.undecided),
            Aim::Advice(b) => self.advice.get(&(i, b)).copied(),
        }
        .unwrap_or(0)
    }
}
