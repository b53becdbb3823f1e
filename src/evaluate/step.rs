//! The computation as it was taken: steps, and which of them are parts of which.

use crate::ruleset::model::ExprId;

use super::value::Value;

/// One traced step: an expression with its value; its parts are the steps from `first` up to this one.
#[derive(Debug, Clone)]
pub(crate) struct Step {
    pub(crate) expr: ExprId,
    pub(crate) first: u32,
    pub(crate) value: Value,
}

/// The steps that are part of no other step, in order.
pub(crate) fn roots(steps: &[Step]) -> Vec<usize> {
    let mut out = vec![];
    let mut end = steps.len();
    while let Some(at) = end.checked_sub(1) {
        out.push(at);
        end = steps.get(at).map_or(0, |s| s.first as usize);
    }
    out.reverse();
    out
}

/// The direct parts of a step, in order.
pub(crate) fn children(steps: &[Step], at: usize) -> Vec<usize> {
    let Some(step) = steps.get(at) else { return vec![] };
    let first = step.first as usize;
    let mut out = vec![];
    let mut end = at;
    while end > first {
        let child = end.saturating_sub(1);
        out.push(child);
        end = steps.get(child).map_or(first, |s| s.first as usize);
    }
    out.reverse();
    out
}
