//! Evaluating as if something were known that is not.
//!
//! Takes: facts and values of law that are supposed to be known. Gives: for one subject what would then still be missing. A
//! thing that is supposed to be known has a value of its own (`ja`, 12) or stands for any value: then whatever depends on it
//! may go either way, and both ways are looked at. Never changes a finding: it only asks what would be.

use std::cmp::Ordering;

use super::finding::Verdict;
use super::machine::{Evaluation, Machine, World};
use super::outcome::Outcome;
use super::premise::Suppose;
use super::value::{Value, Why};
use super::why::Reason;

/// What comes out when something is supposed to be known.
#[derive(Debug, Clone)]
pub(super) struct Supposed {
    pub(super) verdict: Verdict,
    /// What would still be missing.
    pub(super) missing: Vec<Reason>,
    /// Bounds or a fault leave it open all the same.
    pub(super) stays_open: bool,
    /// On which side of each other the numbers are that were compared.
    pub(super) signs: Vec<Ordering>,
}

impl Machine<'_> {
    /// Something that is not stated, or a value of law that is not known.
    pub(crate) fn gap(&mut self, reason: Reason) -> Value {
        if let Some(suppose) = &self.world.suppose
            && suppose.holds(&reason)
        {
            if let Some(value) = suppose.value(&reason) {
                return value.clone();
            }
            let why = self.whys.leaf(Reason::Given);
            return Value::unknown(why);
        }
        let why = self.whys.leaf(reason);
        Value::unknown(why)
    }

    /// The reasons given, and that something is supposed to be known.
    pub(crate) fn given_with(&mut self, why: Why) -> Why {
        let given = self.whys.leaf(Reason::Given);
        self.whys.both(why, given)
    }

    /// Whether a value depends only on what is supposed to be known.
    pub(crate) fn only_given(&self, why: Why) -> bool {
        self.whys.sorts(why).only_given()
    }

    /// What comes out for the subject of an outcome when something is supposed to be known, and how many steps that took;
    /// `None` when there are not enough.
    pub(super) fn suppose(&mut self, outcome: &Outcome, suppose: Suppose, most: usize) -> Option<(Supposed, usize)> {
        let rule = self.checked.rule(outcome.rule);
        let mut frame = outcome.frame.clone();
        for place in rule.lets.iter().map(|l| l.slot.index()) {
            if let Some(value) = frame.get_mut(place) {
                *value = None;
            }
        }
        let supposed = World::new(Some(suppose), self.checked.rules().len());
        let before = std::mem::replace(&mut self.world, supposed);
        let mark = self.whys.mark();
        let own = Evaluation { budget: most, ..Evaluation::of(rule, frame) };
        let ((verdict, _, why), own) = self.within(own, |m| m.judge(outcome.rule, rule));
        let sorts = self.whys.sorts(why);
        let then = Supposed {
            verdict,
            missing: self.missing_of(why),
            signs: self.world.suppose.as_mut().map(Suppose::signs).unwrap_or_default(),
            stays_open: verdict == Verdict::NotCheckable && (sorts.stays_open() || !sorts.only_given()),
        };
        self.whys.forget_since(mark);
        self.world = before;
        (!own.exhausted).then_some((then, most.saturating_sub(own.budget)))
    }
}
