//! From a verdict to a finding: that rule evaluated for that subject once more, with as much as somebody wants to know.
//!
//! Takes: what came out of a case. Gives: the finding, in words, with its figures, its steps or the answers to what people ask. So
//! nothing is traced that nobody reads. Never another verdict: the same rule is evaluated on the same facts.

use std::sync::Arc;

use crate::limits::{MAX_STEPS_KEPT, MAX_STEPS_WRITTEN, MAX_TRACED_STEPS};
use crate::text;

use super::case::Case;
use super::finding::{Detail, Finding, Judged, Trace};
use super::machine::{Evaluation, Machine};
use super::outcome::Outcome;
use super::step::Step;

/// Tells findings of one case, one after the other; those of one rule in a row cost least.
///
/// Telling has bounds of its own, as much as judging has: a message may compute, and a computation takes room where it is written.
pub struct Teller<'a> {
    case: Case<'a>,
    machine: Machine<'a>,
    /// Steps that words may still take.
    words: usize,
    /// Steps that may still be written down.
    written: usize,
}

impl std::fmt::Debug for Teller<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Teller").finish_non_exhaustive()
    }
}

impl<'a> Teller<'a> {
    pub(super) fn new(case: Case<'a>) -> Self {
        let written = MAX_STEPS_WRITTEN.saturating_mul(case.files());
        Teller { case, machine: Machine::new(case), words: case.most_work().steps, written }
    }

    /// The finding about what came out; `None` where the case has no such outcome.
    pub fn finding(&mut self, judged: &Judged, detail: Detail) -> Option<Finding> {
        // What was read for other rules is let go when it is much: of a country it fills more memory than is computed again for it.
        if self.machine.spent() > MAX_STEPS_KEPT && !self.machine.has_run(judged.rule) {
            self.machine = Machine::new(self.case);
        }
        let outcomes = self.machine.run_rule(judged.rule);
        let outcome = outcomes.get(judged.nth as usize).filter(|o| o.shown)?;
        let steps = if detail > Detail::Words { self.machine.steps_of(outcome) } else { Some(vec![]) };
        let figures = steps.as_deref().unwrap_or_default();
        let mut finding = self.machine.describe(outcome, judged.nth, (figures, detail), &mut self.words);
        match steps {
            None => finding.remarks.push(text!(
                "de cijfers waar dit op rust zijn hier niet getoond: de berekening heeft er meer dan {MAX_TRACED_STEPS} stappen voor",
                "the figures that this rests on are not shown here: the computation takes more than {MAX_TRACED_STEPS} steps"
            )),
            Some(steps) if detail >= Detail::Steps && !steps.is_empty() => match self.written.checked_sub(steps.len()) {
                Some(left) => {
                    self.written = left;
                    finding.trace = Some(Trace { steps: Arc::new(steps) });
                }
                None => finding.remarks.push(text!(
                    "de berekening is hier niet getoond: met die van de andere uitkomsten van dit bestand zijn het meer dan {MAX_STEPS_WRITTEN} stappen",
                    "the computation is not shown here: with those of the other outcomes of this file it takes more than {MAX_STEPS_WRITTEN} steps"
                )),
            },
            Some(_) => {}
        }
        Some(finding)
    }
}

impl<'a> Machine<'a> {
    /// The steps that led to an outcome, taken once more: those of the filters that let its subjects take part, and then those of
    /// the judgement. `None` when there are more than can be shown.
    pub(super) fn steps_of(&mut self, outcome: &Outcome) -> Option<Vec<Step>> {
        let rule = self.checked.rule(outcome.rule);
        let traced = Evaluation { steps: Some(vec![]), budget: MAX_TRACED_STEPS, ..Evaluation::blank(rule) };
        let (whole, traced) = self.within(traced, |m| {
            for (depth, binding) in rule.foreach.iter().enumerate() {
                // About no subject in particular: what is told is how the ones around it were reached.
                let Some(Some(item)) = outcome.frame.get(binding.slot.index()) else { return true };
                m.clear_after(rule, depth);
                m.set(binding.slot, Some(item.clone()));
                if let Some(filter) = binding.filter {
                    m.eval(filter);
                }
            }
            m.judge(outcome.rule, rule);
            outcome.complete
        });
        traced.steps.filter(|_| whole && !traced.exhausted)
    }
}
