//! What can be asked of a case.
//!
//! Takes: a [`Case`]. Gives: what came out of every rule for every subject, within the limits; and of each of those a finding, with
//! as much as is asked for. There is no other way to either.

use crate::lang::Text;
use crate::ruleset::model::RuleId;

use super::case::{Case, TooMuch, Work};
use super::finding::{Detail, Finding, Judged, Verdict, Weight};
use super::machine::Machine;
use super::outcome::Outcome;
use super::tell::Teller;

impl<'a> Case<'a> {
    /// What came out, of every rule for every subject: most important first, by outcome, then weight, then in the order of the
    /// ruleset and the file.
    ///
    /// # Errors
    ///
    /// Which limit the file goes over.
    pub fn judge(self) -> Result<Vec<Judged>, TooMuch> {
        let (mut machine, most, mut out) = (Machine::new(self), self.most_work(), vec![]);
        machine.left = most;
        for rule in self.rules() {
            machine.judge_rule(rule, &mut out);
            most.less(machine.left).within(most)?;
        }
        most_important_first(&mut out);
        Ok(out)
    }

    /// The same of one rule, in the order of the file, and the work it took: several can be judged side by side.
    #[must_use]
    pub fn judge_rule(self, rule: RuleId) -> (Vec<Judged>, Work) {
        let (mut machine, most, mut out) = (Machine::new(self), self.most_work(), vec![]);
        machine.left = most;
        machine.judge_rule(rule, &mut out);
        (out, most.less(machine.left))
    }

    /// What tells findings, one after the other.
    #[must_use]
    pub fn teller(self) -> Teller<'a> {
        Teller::new(self)
    }

    /// The finding about what came out, with as much as is asked for; `None` where this case has no such outcome, as when the
    /// agreement has changed since.
    #[must_use]
    pub fn finding(self, judged: &Judged, detail: Detail) -> Option<Finding> {
        self.teller().finding(judged, detail)
    }

    /// What the ruleset says of how much of the whole several files speak for; `None` for one file.
    #[must_use]
    pub fn coverage(self) -> Option<Text> {
        let template = self.checked.coverage().filter(|_| self.facts.is_portfolio(self.checked))?;
        Some(Machine::new(self).fill(template))
    }
}

impl Machine<'_> {
    /// Judges one rule, and lets go of what only words about its outcomes need.
    fn judge_rule(&mut self, rule: RuleId, out: &mut Vec<Judged>) {
        let outcomes = self.run_rule(rule);
        out.extend(
            (0u32..).zip(outcomes.iter()).filter(|(_, o)| o.shown).map(|(nth, outcome)| self.judged(outcome, nth)),
        );
        drop(outcomes);
        self.let_go(rule);
    }

    /// What came out, without words.
    pub(super) fn judged(&self, outcome: &Outcome, nth: u32) -> Judged {
        let rule = self.checked.rule(outcome.rule);
        let open = outcome.verdict == Verdict::NotCheckable;
        Judged {
            rule: outcome.rule,
            nth,
            about: outcome.subjects.as_slice().into(),
            year: outcome.year,
            verdict: outcome.verdict,
            weight: outcome.weight(rule.strength, open && !self.faults(outcome).is_empty()),
            fault: open && self.has_fault(outcome),
            known: false,
            eased: None,
        }
    }
}

/// Orders what came out as [`Case::judge`] does; outcomes of one rule keep their order.
pub fn most_important_first(judged: &mut [Judged]) {
    let importance = |j: &Judged| match j.weight {
        Weight::Error => 0u8,
        Weight::Warning => 1,
        Weight::Note => 2,
        Weight::None => 3,
    };
    judged.sort_by_key(|j| (importance(j), j.verdict, j.rule));
}
