//! The smallest number of steps of a move with which a norm is met.
//!
//! Takes: a move. Gives: the number of steps, with one step less tried and found not to do. A norm that holds only on a stretch
//! (exactly so much, between two figures) may be jumped over by doubling; then the places where a comparison of the rule turns
//! are sought instead. Not found is said, never guessed.

use crate::agreement::facts::Facts;
use crate::evaluate::Traced;
use crate::evaluate::finding::Verdict;
use crate::limits::MAX_DOUBLINGS;
use crate::ruleset::Checked;

use super::lab::{Edit, Key, Lab};
use super::reads::{Compared, comparisons};

/// Places where comparisons turn that are looked at, one after the other.
const MAX_TURNS: usize = 6;

/// A step at which a first look tells whether a move matters at all, where one step is too small to see.
const SECOND_LOOK: i64 = 100;

/// Something that can be done more or less of.
pub(super) trait Steps {
    /// The most steps that can be taken; `None` without bound.
    fn most(&self) -> Option<i64>;

    /// What `k` steps change; `None` when there is no room for so many.
    fn edits(&self, facts: &Facts, k: i64) -> Option<Vec<Edit>>;
}

pub(super) struct Search<'s, 'a> {
    pub(super) lab: &'s mut Lab<'a>,
    pub(super) key: &'s Key,
    /// The comparisons before anything is moved.
    pub(super) before: &'s [Compared],
    pub(super) goal: Goal,
}

/// What a move must bring about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Goal {
    /// The norm is met.
    Met,
    /// So many of its requirements hold, from the first on.
    Requirements(usize),
}

impl Search<'_, '_> {
    /// The fewest steps that meet the norm.
    pub(super) fn fewest(&mut self, mv: &impl Steps) -> Option<i64> {
        let most = mv.most().unwrap_or(1i64 << MAX_DOUBLINGS).min(1i64 << MAX_DOUBLINGS);
        if most < 1 || !self.helps(mv, most) {
            return None;
        }
        let mut near = 0i64;
        let mut k = 1i64;
        loop {
            if self.meets(mv, k)? {
                return self.between(mv, near, k);
            }
            near = k;
            if k >= most {
                break;
            }
            k = k.saturating_mul(2).min(most);
        }
        self.along_turns(mv, most)
    }

    fn meets(&mut self, mv: &impl Steps, k: i64) -> Option<bool> {
        let edits = mv.edits(&self.lab.facts, k)?;
        let Goal::Requirements(wanted) = self.goal else { return self.lab.meets(self.key, &edits) };
        if self.lab.exhausted() {
            return None;
        }
        let (key, checked) = (self.key, self.lab.checked);
        let outcome = self.lab.with(&edits, |lab| lab.observe(key));
        Some(outcome.is_some_and(|t| t.outcome.verdict == Verdict::Met || held(checked, &t) >= wanted))
    }

    /// Halves the stretch between steps that do not do and steps that do.
    fn between(&mut self, mv: &impl Steps, near: i64, far: i64) -> Option<i64> {
        let (mut near, mut far) = (near, far);
        while far.saturating_sub(near) > 1 {
            let middle = near.midpoint(far);
            if self.meets(mv, middle)? {
                far = middle;
            } else {
                near = middle;
            }
        }
        Some(far)
    }

    /// Whether a move brings a comparison that fails nearer to its threshold, or may do so unseen.
    fn helps(&mut self, mv: &impl Steps, most: i64) -> bool {
        let failed = |c: &&Compared| c.holds == Some(false);
        if !self.before.iter().any(|c| failed(&c) && c.sides.is_some()) {
            return true;
        }
        for k in [1, SECOND_LOOK.min(most)] {
            let Some(after) = self.compared(mv, k) else { return true };
            if after.len() != self.before.len() {
                return true;
            }
            let pairs = || self.before.iter().zip(&after);
            if pairs().any(|(a, b)| a.expr != b.expr) {
                return true;
            }
            let nearer = |a: &Compared, b: &Compared| match (&a.sides, &b.sides) {
                (Some((x, far)), Some((y, near))) => x != y || near < far,
                _ => true,
            };
            if pairs().any(|(a, b)| a.holds == Some(false) && nearer(a, b)) {
                return true;
            }
            if pairs().any(|(a, b)| a.sides != b.sides) {
                // It matters, and makes things worse.
                return false;
            }
        }
        false
    }

    fn compared(&mut self, mv: &impl Steps, k: i64) -> Option<Vec<Compared>> {
        let edits = mv.edits(&self.lab.facts, k)?;
        let (key, checked) = (self.key, self.lab.checked);
        self.lab.with(&edits, |lab| lab.observe(key)).map(|o| comparisons(checked, &o.steps))
    }

    /// From one place where a comparison turns to the next, until one of them does.
    fn along_turns(&mut self, mv: &impl Steps, most: i64) -> Option<i64> {
        let mut here = 0i64;
        let mut known = signature(self.before);
        for _ in 0..MAX_TURNS {
            let (mut near, mut step) = (here, 1i64);
            let mut far = None;
            while near < most {
                let k = here.saturating_add(step).min(most);
                let found = signature(&self.compared(mv, k)?);
                if found != known {
                    far = Some(k);
                    break;
                }
                near = k;
                step = step.saturating_mul(2);
            }
            let mut far = far?;
            while far.saturating_sub(near) > 1 {
                let middle = near.midpoint(far);
                if signature(&self.compared(mv, middle)?) == known { near = middle } else { far = middle }
            }
            if self.meets(mv, far)? {
                return Some(far);
            }
            known = signature(&self.compared(mv, far)?);
            here = far;
        }
        None
    }
}

/// How every comparison stands: what decides, apart from how far from it.
fn signature(compared: &[Compared]) -> Vec<(u32, Option<std::cmp::Ordering>)> {
    compared.iter().map(|c| (c.expr.0, c.sides.as_ref().map(|(order, _)| *order))).collect()
}

/// How many requirements hold before the first that does not.
pub(super) fn held(checked: &Checked, traced: &Traced) -> usize {
    let holds = |e| traced.steps.iter().any(|s| s.expr == e && s.value.truth() == Some(true));
    checked.rule(traced.outcome.rule).requires.iter().take_while(|e| holds(**e)).count()
}
