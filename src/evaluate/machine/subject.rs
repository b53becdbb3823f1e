//! `BES-01 voldoet`: the outcome of another rule.

use crate::ruleset::model::RuleId;
use crate::text;

use super::super::finding::Verdict;
use super::super::value::{Value, Why};
use super::super::why::Reason;
use super::Machine;

impl Machine<'_> {
    /// Met when it is met wherever it applies, not met when it is somewhere not met. Where it applies nowhere, or cannot be
    /// checked, the answer is not known.
    pub(super) fn outcome_of(&mut self, rule: RuleId) -> Value {
        if self.is_off(rule) {
            let id = &self.checked.rule(rule).id;
            return self.conflict(text!(
                "{id} staat standaard uit en is niet aangezet",
                "{id} is off by default and was not switched on"
            ));
        }
        let outcomes = self.run_rule(rule);
        self.spend_on_items(outcomes.len());
        let mut why = Why::NONE;
        let (mut met, mut open) = (false, false);
        for outcome in outcomes.iter() {
            self.now.notes.extend(&outcome.notes);
            match outcome.verdict {
                Verdict::Met => met = true,
                Verdict::NotMet | Verdict::Deviation => return Value::bool(false),
                Verdict::NotApplicable => {}
                Verdict::NotCheckable => {
                    open = true;
                    why = self.whys.both(why, outcome.why);
                }
            }
        }
        let id = &self.checked.rule(rule).id;
        if open {
            if why == Why::NONE {
                let said = text!("{id} is zelf niet te toetsen", "{id} itself cannot be checked");
                why = self.whys.leaf(Reason::Conflict(Box::new(said)));
            }
            return Value::unknown(why);
        }
        if met {
            return Value::bool(true);
        }
        self.conflict(text!("{id} is hier niet van toepassing", "{id} does not apply here"))
    }
}
