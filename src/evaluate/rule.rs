//! One rule on one file: its subjects, its conditions, its requirements, its deviation.

use std::rc::Rc;

use crate::agreement::facts::{FactId, FactValue, Wording};
use crate::ruleset::model::{Deviation, Rule, RuleId, Strength};
use crate::text;

use super::finding::Verdict;
use super::machine::Machine;
use super::outcome::{Cause, Outcome};
use super::value::{Kind, Value, Why};
use super::why::Reason;

impl Machine<'_> {
    /// The outcomes of a rule for all its subjects; evaluated once.
    pub(crate) fn run_rule(&mut self, id: RuleId) -> Rc<Vec<Outcome>> {
        if let Some(Some(known)) = self.outcomes.get(id.index()) {
            return known.clone();
        }
        let rule = self.checked.rule(id);
        // A rule that another one asks for runs in a frame of its own.
        let frame = std::mem::replace(&mut self.frame, vec![None; rule.slots]);
        let outer = self.rule.replace(rule);
        let steps = std::mem::take(&mut self.steps);
        let notes = std::mem::take(&mut self.notes);
        let budget = std::mem::replace(&mut self.budget, crate::limits::MAX_STEPS_PER_RULE);
        let mut out = vec![];
        let mut subjects = vec![];
        self.subjects(id, rule, 0, &mut subjects, None, &mut out);
        self.frame = frame;
        self.rule = outer;
        self.steps = steps;
        self.notes = notes;
        self.budget = budget;
        let out = Rc::new(out);
        if let Some(place) = self.outcomes.get_mut(id.index()) {
            *place = Some(out.clone());
        }
        out
    }

    fn subjects(
        &mut self,
        id: RuleId,
        rule: &Rule,
        depth: usize,
        subjects: &mut Vec<FactId>,
        year: Option<i32>,
        out: &mut Vec<Outcome>,
    ) {
        let Some(binding) = rule.foreach.get(depth) else {
            let outcome = self.instance(id, rule, subjects, year);
            out.push(outcome);
            return;
        };
        let items = self.items(binding);
        let bare = |m: &mut Self, verdict, cause, why| Outcome {
            rule: id,
            verdict,
            cause,
            subjects: subjects.clone(),
            year,
            frame: m.frame.clone(),
            why,
            notes: std::mem::take(&mut m.notes),
            steps: std::mem::take(&mut m.steps),
            complete: false,
        };
        if items.absent {
            let o = bare(self, Verdict::NotCheckable, Cause::Unknown, items.why);
            out.push(o);
            return;
        }
        let unsure = items.open || !items.possible.is_empty();
        if unsure {
            let o = bare(self, Verdict::NotCheckable, Cause::Unknown, items.why);
            out.push(o);
        } else if items.certain.is_empty() {
            let o = bare(self, Verdict::NotApplicable, Cause::NoSubject, Why::NONE);
            out.push(o);
        }
        for item in items.certain {
            let next_year = match &item.kind {
                Kind::Exact(_) => item.as_year().or(year),
                _ => year,
            };
            let object = item.fact.filter(|_| matches!(item.kind, Kind::Object));
            subjects.extend(object);
            self.clear_after(rule, depth);
            self.set(binding.slot, Some(item));
            let inner = depth.saturating_add(1);
            self.subjects(id, rule, inner, subjects, next_year, out);
            if object.is_some() {
                subjects.pop();
            }
        }
        self.clear_after(rule, depth);
    }

    /// Forgets what depended on the previous subject.
    fn clear_after(&mut self, rule: &Rule, depth: usize) {
        for binding in rule.foreach.iter().skip(depth) {
            self.set(binding.slot, None);
        }
        for l in &rule.lets {
            self.set(l.slot, None);
        }
    }

    fn instance(&mut self, id: RuleId, rule: &Rule, subjects: &[FactId], year: Option<i32>) -> Outcome {
        let before = self.notes.clone();
        self.steps.clear();
        let (verdict, cause, why) = self.judge(id, rule);
        let notes = std::mem::replace(&mut self.notes, before);
        Outcome {
            rule: id,
            verdict,
            cause,
            subjects: subjects.to_vec(),
            year,
            frame: self.frame.clone(),
            why,
            notes,
            steps: std::mem::take(&mut self.steps),
            complete: true,
        }
    }

    fn judge(&mut self, id: RuleId, rule: &Rule) -> (Verdict, Cause, Why) {
        let mut open = Why::NONE;
        let mut unsure = false;
        for (i, condition) in rule.applies.iter().enumerate() {
            let v = self.eval(condition.expr);
            match v.truth() {
                Some(true) => {}
                Some(false) => return (Verdict::NotApplicable, Cause::DoesNotApply(i), Why::NONE),
                None => {
                    unsure = true;
                    open = self.whys.both(open, v.why);
                }
            }
        }
        if unsure {
            return (Verdict::NotCheckable, Cause::Unknown, open);
        }
        for (i, condition) in rule.given.iter().enumerate() {
            let v = self.eval(condition.expr);
            match v.truth() {
                Some(true) => {}
                Some(false) => return (Verdict::NotCheckable, Cause::NotGiven(i), Why::NONE),
                None => return (Verdict::NotCheckable, Cause::Unknown, v.why),
            }
        }
        let mut answer = Some(true);
        for e in &rule.requires {
            let v = self.eval(*e);
            match v.truth() {
                Some(true) => {}
                Some(false) => {
                    answer = Some(false);
                    break;
                }
                None => {
                    answer = None;
                    open = self.whys.both(open, v.why);
                }
            }
        }
        match answer {
            Some(true) => {
                let weak = self.too_weak(rule.strength);
                if weak.is_empty() {
                    (Verdict::Met, Cause::Required, Why::NONE)
                } else {
                    (Verdict::NotCheckable, Cause::TooWeak(weak), Why::NONE)
                }
            }
            None => (Verdict::NotCheckable, Cause::Unknown, open),
            Some(false) => match &rule.deviation {
                Some(deviation) => self.deviation(id, deviation),
                None => (Verdict::NotMet, Cause::Required, Why::NONE),
            },
        }
    }

    /// Figures that were used and are promised less firmly than the norm asks for.
    fn too_weak(&self, strength: Strength) -> Vec<FactId> {
        let weakest = match strength {
            Strength::Must | Strength::Principle => Wording::Result,
            Strength::Aim | Strength::Effort => Wording::Aim,
            Strength::May | Strength::Expect => return vec![],
        };
        let soft = |id: &FactId| {
            let marks = self.facts.marks(self.facts.get(*id).marks);
            marks.wording.is_some_and(|(w, _)| w > weakest)
        };
        self.notes.facts.iter().copied().filter(soft).collect()
    }

    /// Not met: is there a record of a deviation from this norm, and does it satisfy every proviso?
    fn deviation(&mut self, id: RuleId, deviation: &Deviation) -> (Verdict, Cause, Why) {
        let not_met = (Verdict::NotMet, Cause::Required, Why::NONE);
        let records = self.eval(deviation.records);
        let Kind::List(records) = records.kind else { return not_met };
        let name = &self.checked.rule(id).id;
        let about_this = |m: &Self, record: &Value| {
            let norm = record.fact.and_then(|f| m.facts.field(f, deviation.norm_field));
            norm.is_some_and(|n| matches!(&m.facts.get(n).value, FactValue::RuleRef(r) if **r == **name))
        };
        // Several records on one norm: one that satisfies every proviso is enough.
        let mut result = not_met;
        for record in records.iter().filter(|r| about_this(self, r)).cloned().collect::<Vec<_>>() {
            let Some(fact) = record.fact else { continue };
            self.set(deviation.slot, Some(record));
            let mut failed = vec![];
            let mut why = Why::NONE;
            for (i, proviso) in deviation.provisos.iter().enumerate() {
                let v = self.eval(proviso.expr);
                match v.truth() {
                    Some(true) => {}
                    Some(false) => failed.push(i),
                    None => {
                        let open = match v.why {
                            Why::NONE => self.whys.leaf(Reason::Fault(text!(
                                "een voorwaarde is niet te beoordelen",
                                "a condition cannot be judged"
                            ))),
                            why => why,
                        };
                        why = self.whys.both(why, open);
                    }
                }
            }
            if !failed.is_empty() {
                if result.1 == Cause::Required {
                    result = (Verdict::NotMet, Cause::Refused(fact, failed), Why::NONE);
                }
            } else if why != Why::NONE {
                result = (Verdict::NotCheckable, Cause::Undecided(fact), why);
            } else {
                return (Verdict::Deviation, Cause::Accepted(fact), Why::NONE);
            }
        }
        result
    }
}
