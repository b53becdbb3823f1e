//! `BES-01 voldoet voor regio`: the outcome of another rule, for a subject or for all.

use crate::agreement::facts::FactId;
use crate::ruleset::model::{RuleId, Slot};
use crate::text;

use super::super::finding::Verdict;
use super::super::outcome::{Outcome, Perhaps};
use super::super::value::{Kind, Value, Why};
use super::super::why::Reason;
use super::Machine;

/// What the other rule must be about.
#[derive(Debug, Clone, Copy)]
enum About {
    Everything,
    Object(FactId),
    Year(i32),
}

impl About {
    fn covers(self, outcome: &Outcome) -> bool {
        match self {
            About::Everything => true,
            About::Object(fact) => outcome.subjects.first() == Some(&fact),
            About::Year(year) => outcome.year == Some(year),
        }
    }

    /// Whether an outcome leaves open that its rule is about this too.
    fn may_be_covered(self, outcome: &Outcome) -> bool {
        match &outcome.perhaps {
            Perhaps::Any => true,
            // Only things are listed: which years are open is not kept apart.
            Perhaps::Of(list) => matches!(self, About::Object(fact) if list.contains(&fact)),
        }
    }
}

impl Machine<'_> {
    /// Met when it is met wherever it applies, not met when it is somewhere not met. Where it applies nowhere, or cannot be
    /// checked, the answer is not known.
    pub(super) fn outcome_of(&mut self, rule: RuleId, slot: Option<Slot>) -> Value {
        let subject = slot.map(|s| self.variable(s));
        let about = match &subject {
            None => About::Everything,
            Some(v) => match (&v.kind, v.fact, v.as_year()) {
                (Kind::Object | Kind::Text(_), Some(fact), _) => About::Object(fact),
                (_, _, Some(year)) => About::Year(year),
                _ => return Value::unknown(v.why),
            },
        };
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
        let (mut any, mut met, mut open) = (false, false, false);
        for outcome in outcomes.iter().filter(|o| about.covers(o)) {
            any = true;
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
        if !any {
            // Whether this subject is among those of the rule may itself not be known.
            for outcome in outcomes.iter().filter(|o| about.may_be_covered(o)) {
                open = true;
                why = self.whys.both(why, outcome.why);
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
