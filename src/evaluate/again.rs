//! A finding once more, whole: with its computation, its figures, and what people ask of it.
//!
//! Takes: a finding as a run keeps it. Gives: the same finding with what a run has no room for: the steps of one rule on a large
//! file fill more memory than the file. Never judges anew: verdict and words are those of the finding it is given.

use std::rc::Rc;
use std::sync::Arc;

use jiff::civil::Date;

use crate::agreement::facts::Facts;
use crate::ruleset::Checked;
use crate::ruleset::model::RuleId;
use crate::source::Sources;

use super::Options;
use super::finding::Finding;
use super::machine::{Evaluation, Machine, Step};
use super::outcome::Outcome;

/// Makes findings of one file once more, one at a time.
pub struct Again<'a> {
    checked: &'a Checked,
    facts: &'a Facts,
    sources: &'a Sources,
    date: Date,
    options: &'a Options,
    machine: Machine<'a>,
    /// Rules whose computation is too long to show.
    too_long: &'a [RuleId],
    /// The rule asked for last, with its outcomes: findings are asked for rule by rule.
    last: Option<(RuleId, Rc<Vec<Outcome>>)>,
}

impl std::fmt::Debug for Again<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Again").field("rule", &self.last.as_ref().map(|(rule, _)| rule)).finish_non_exhaustive()
    }
}

impl<'a> Again<'a> {
    /// For findings that were made of these facts with these options; of the facts only [what counts](super::counted) is left.
    #[must_use]
    pub fn new(
        checked: &'a Checked,
        facts: &'a Facts,
        sources: &'a Sources,
        date: Date,
        options: &'a Options,
        too_long: &'a [RuleId],
    ) -> Self {
        let machine = untraced(checked, facts, sources, date, options);
        Again { checked, facts, sources, date, options, machine, too_long, last: None }
    }

    /// The finding with its computation and figures, and with the answers that the options ask for.
    pub fn finding(&mut self, kept: &Finding) -> Finding {
        if self.too_long.contains(&kept.rule) {
            return kept.clone();
        }
        let outcomes = self.outcomes(kept.rule);
        let Some(outcome) = outcomes.get(kept.nth as usize) else { return kept.clone() };
        let outcome = Outcome { steps: Arc::new(self.machine.steps_of(outcome)), ..outcome.clone() };
        let Finding { nth, known, eased, weight, reasons, remarks, .. } = kept;
        Finding {
            nth: *nth,
            known: *known,
            eased: *eased,
            weight: *weight,
            reasons: reasons.clone(),
            remarks: remarks.clone(),
            ..self.machine.describe(&outcome)
        }
    }

    fn outcomes(&mut self, rule: RuleId) -> Rc<Vec<Outcome>> {
        if let Some((_, known)) = self.last.as_ref().filter(|(last, _)| *last == rule) {
            return known.clone();
        }
        // All that was read for the last rule is let go: of a country it fills more memory than is computed again for it.
        self.last = None;
        self.machine = untraced(self.checked, self.facts, self.sources, self.date, self.options);
        let outcomes = self.machine.run_rule(rule);
        self.last = Some((rule, outcomes.clone()));
        outcomes
    }
}

/// A machine whose rules keep no steps when they run: there may be thousands of outcomes.
fn untraced<'a>(
    checked: &'a Checked,
    facts: &'a Facts,
    sources: &'a Sources,
    date: Date,
    options: &'a Options,
) -> Machine<'a> {
    let mut machine = Machine::new(checked, facts, sources, date, options);
    machine.keeps_steps = false;
    machine
}

impl Machine<'_> {
    /// The steps that led to an outcome, taken once more: those of the filters that let its subjects take part, and then those of
    /// the judgement.
    fn steps_of(&mut self, outcome: &Outcome) -> Vec<Step> {
        let rule = self.checked.rule(outcome.rule);
        let traced = Evaluation { steps: Some(vec![]), ..Evaluation::blank(rule) };
        let ((), traced) = self.within(traced, |m| {
            for (depth, binding) in rule.foreach.iter().enumerate() {
                // About no subject in particular: what is told is how the ones around it were reached.
                let Some(Some(item)) = outcome.frame.get(binding.slot.index()) else { return };
                m.clear_after(rule, depth);
                m.set(binding.slot, Some(item.clone()));
                if let Some(filter) = binding.filter {
                    m.eval(filter);
                }
            }
            m.judge(outcome.rule, rule);
        });
        traced.steps.unwrap_or_default()
    }
}
