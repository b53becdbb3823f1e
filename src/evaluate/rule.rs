//! One rule on one file: its subjects, its conditions, its requirements, its deviation.

use std::rc::Rc;

use crate::agreement::facts::{FactId, FactValue, Wording};
use crate::ruleset::model::{Deviation, Rule, RuleId, Strength};
use crate::text;

use super::finding::Verdict;
use super::machine::{Evaluation, Machine};
use super::outcome::{Cause, Outcome};
use super::value::{Kind, Value, Why};
use super::why::Reason;

/// The run of one rule.
struct Run<'a> {
    id: RuleId,
    rule: &'a Rule,
    /// The objects it is to be about, outermost first; where there are none, any.
    about: &'a [FactId],
    /// The objects it is about now, outermost first.
    subjects: Vec<FactId>,
    year: Option<i32>,
    out: Vec<Outcome>,
}

impl Run<'_> {
    /// Whether it is not to be about an item.
    fn is_beside(&self, item: &Value) -> bool {
        self.about.get(self.subjects.len()).is_some_and(|wanted| object(item).is_some_and(|fact| fact != *wanted))
    }
}

/// The object that a rule is about when a variable is this item. A name that several files share stands for what they call so.
fn object(item: &Value) -> Option<FactId> {
    item.fact.filter(|_| matches!(item.kind, Kind::Object | Kind::Text(_)))
}

/// What is not known about the subjects of a rule.
struct Open {
    /// Subjects that are stated, or lists that are not: a finding of its own.
    stated: bool,
    /// Only years that a table leaves out.
    missing: bool,
    why: Why,
}

impl Default for Open {
    fn default() -> Self {
        Open { stated: false, missing: false, why: Why::NONE }
    }
}

impl Machine<'_> {
    /// The outcomes of a rule for all its subjects; evaluated once.
    pub(crate) fn run_rule(&mut self, id: RuleId) -> Rc<Vec<Outcome>> {
        if let Some(Some(known)) = self.world.outcomes.get(id.index()) {
            return known.clone();
        }
        if self.is_off(id) {
            return Rc::default();
        }
        let out = Rc::new(self.run_rule_about(id, &[]));
        if let Some(place) = self.world.outcomes.get_mut(id.index()) {
            *place = Some(out.clone());
        }
        out
    }

    /// What came out of a rule that is not off for the subjects with these objects outermost; nothing is kept of it.
    ///
    /// Of what it is not about nothing comes out that says so: only what is said of these objects is worth reading.
    pub(super) fn run_rule_about(&mut self, id: RuleId, about: &[FactId]) -> Vec<Outcome> {
        let rule = self.checked.rule(id);
        // A rule that another one asks for is evaluated by itself.
        let budget = crate::limits::MAX_STEPS_PER_RULE.min(self.left.steps);
        let mut run = Run { id, rule, about, subjects: vec![], year: None, out: vec![] };
        let own = Evaluation { budget, ..Evaluation::blank(rule) };
        let ((), own) = self.within(own, |m| m.subjects(&mut run, 0));
        self.left.steps = self.left.steps.saturating_sub(budget.saturating_sub(own.budget));
        // What this rule took is not there for the one that asks for it.
        self.now.budget = self.now.budget.min(self.left.steps);
        run.out
    }

    /// Whether a rule was run already, so that its outcomes are there.
    pub(super) fn has_run(&self, id: RuleId) -> bool {
        self.world.outcomes.get(id.index()).is_some_and(Option::is_some)
    }

    /// Lets go of what only the words of a rule's outcomes need.
    pub(super) fn let_go(&mut self, id: RuleId) {
        let outcomes = self.world.outcomes.get_mut(id.index()).and_then(Option::as_mut).and_then(Rc::get_mut);
        for outcome in outcomes.into_iter().flatten() {
            outcome.frame = vec![];
        }
    }

    /// Off unless asked for, and not asked for: no outcome at all.
    pub(crate) fn is_off(&self, id: RuleId) -> bool {
        self.checked.rule(id).default_off.is_some() && !self.options.include.contains(&id)
    }

    /// Goes through what the rule is about, from the binding at `depth` inwards.
    ///
    /// What was read to reach a subject (the filter of a binding) belongs to that subject alone: its notes stand before those of
    /// the subject's own outcome, and are forgotten at the next.
    fn subjects(&mut self, run: &mut Run<'_>, depth: usize) {
        let Some(binding) = run.rule.foreach.get(depth) else {
            let outcome = self.instance(run);
            self.left.outcomes = self.left.outcomes.saturating_sub(1);
            run.out.push(outcome);
            return;
        };
        let found = self.collection(binding.over);
        let notes = self.now.notes.clone();
        let (items, gaps) = match found {
            Ok(found) => found,
            Err(over) => {
                let open = Open { stated: true, why: over.why, ..Open::default() };
                return self.without_subject(run, Verdict::NotCheckable, Cause::Unknown, open);
            }
        };
        let mut open = Open::default();
        for gap in gaps {
            open.stated = true;
            open.why = self.whys.both(open.why, gap);
        }
        let at = run.out.len();
        let mut any = false;
        for item in items {
            if self.left.outcomes == 0 {
                break;
            }
            if self.now.exhausted {
                // Whatever else it may be about: nothing more is computed.
                open.stated = true;
                let out_of_steps = self.out_of_steps();
                open.why = self.whys.both(open.why, out_of_steps.why);
                break;
            }
            if run.is_beside(&item) {
                continue;
            }
            self.spend_on_items(run.rule.lets.len());
            self.clear_after(run.rule, depth);
            self.now.notes = notes.clone();
            // A year that a table should cover and does not state: what is asked of it is not known.
            let missing = if matches!(item.kind, Kind::Exact(_)) { item.why } else { Why::NONE };
            self.set(binding.slot, Some(item.clone()));
            let takes_part = binding.filter.map(|f| self.eval(f));
            match takes_part.as_ref().map_or(Some(true), Value::truth) {
                Some(false) => continue,
                Some(true) if missing == Why::NONE => {}
                answer => {
                    let why = match (answer, takes_part) {
                        (None, Some(v)) => v.why,
                        _ => missing,
                    };
                    open.stated |= missing == Why::NONE;
                    open.missing |= missing != Why::NONE;
                    open.why = self.whys.both(open.why, why);
                    if self.whys.sorts(why).only_given() {
                        // It may turn out to take part: what is asked of it matters too.
                        let (from, year) = (run.out.len(), run.year);
                        run.year = item.as_year().or(year);
                        let object = object(&item);
                        run.subjects.extend(object);
                        self.subjects(run, depth.saturating_add(1));
                        if object.is_some() {
                            run.subjects.pop();
                        }
                        run.year = year;
                        for outcome in run.out.iter_mut().skip(from) {
                            outcome.verdict = Verdict::NotCheckable;
                            outcome.why = self.whys.both(outcome.why, why);
                        }
                    }
                    continue;
                }
            }
            any = true;
            let object = object(&item);
            let year = run.year;
            run.year = item.as_year().or(year);
            run.subjects.extend(object);
            self.subjects(run, depth.saturating_add(1));
            if object.is_some() {
                run.subjects.pop();
            }
            run.year = year;
        }
        self.clear_after(run.rule, depth);
        self.now.notes = notes;
        if open.stated || open.missing {
            open.stated |= !any;
            self.without_subject(run, Verdict::NotCheckable, Cause::Unknown, open);
        } else if !any {
            self.without_subject(run, Verdict::NotApplicable, Cause::NoSubject, Open { stated: true, ..open });
        }
        if let Some(new) = run.out.get_mut(at..) {
            // What is not known about the subjects comes before the subjects.
            let by_depth = |o: &Outcome| o.complete || o.subjects.len() > run.subjects.len();
            new.sort_by_key(by_depth);
        }
    }

    /// An outcome about no subject in particular.
    fn without_subject(&mut self, run: &mut Run<'_>, verdict: Verdict, cause: Cause, open: Open) {
        run.out.push(Outcome {
            rule: run.id,
            verdict,
            cause,
            subjects: run.subjects.clone(),
            year: run.year,
            frame: self.now.frame.clone(),
            why: open.why,
            notes: self.now.notes.clone(),
            complete: false,
            shown: open.stated,
        });
    }

    /// Forgets what depended on the previous subject.
    pub(super) fn clear_after(&mut self, rule: &Rule, depth: usize) {
        for binding in rule.foreach.iter().skip(depth) {
            self.set(binding.slot, None);
        }
        for l in &rule.lets {
            self.set(l.slot, None);
        }
    }

    fn instance(&mut self, run: &Run<'_>) -> Outcome {
        let (mut verdict, mut cause, mut why) = self.judge(run.id, run.rule);
        if self.now.exhausted {
            // What was left out of the computation could have decided otherwise.
            (verdict, cause, why) = (Verdict::NotCheckable, Cause::Unknown, self.out_of_steps().why);
        }
        Outcome {
            rule: run.id,
            verdict,
            cause,
            subjects: run.subjects.clone(),
            year: run.year,
            frame: self.give_frame(run.rule),
            why,
            notes: std::mem::take(&mut self.now.notes),
            complete: !self.now.exhausted,
            shown: true,
        }
    }

    /// The frame as it is; what stays is what the subject after this one may share with it.
    fn give_frame(&mut self, rule: &Rule) -> Vec<Option<Value>> {
        let slots = if rule.foreach.is_empty() { 0 } else { rule.slots };
        let given = std::mem::replace(&mut self.now.frame, vec![None; slots]);
        for binding in &rule.foreach {
            self.set(binding.slot, given.get(binding.slot.index()).cloned().flatten());
        }
        given
    }

    /// What a rule says of the subject in the frame.
    ///
    /// Where something is only supposed to be known, a condition may go either way: then what is asked after it matters too, and
    /// judging goes on until something is missing.
    pub(super) fn judge(&mut self, id: RuleId, rule: &Rule) -> (Verdict, Cause, Why) {
        let unknown = |why: Why| (Verdict::NotCheckable, Cause::Unknown, why);
        let mut open = Why::NONE;
        for (conditions, applies) in [(&rule.applies, true), (&rule.given, false)] {
            let mut all = true;
            for (i, condition) in conditions.iter().enumerate() {
                let v = self.eval(condition.expr);
                match v.truth() {
                    Some(true) => {}
                    // Without it nothing further is asked, whatever the conditions before it may turn out to be.
                    Some(false) if applies => return (Verdict::NotApplicable, Cause::DoesNotApply(i), Why::NONE),
                    Some(false) => {
                        let why = if self.is_supposing() { open } else { Why::NONE };
                        return (Verdict::NotCheckable, Cause::NotGiven(i), why);
                    }
                    None => {
                        all = false;
                        open = self.whys.both(open, v.why);
                    }
                }
            }
            if self.ends_at(all, open) {
                return unknown(open);
            }
        }
        let mut met = Some(true);
        let mut demands = Why::NONE;
        for e in &rule.requires {
            let v = self.eval(*e);
            match v.truth() {
                Some(true) => {}
                Some(false) => {
                    met = Some(false);
                    demands = Why::NONE;
                    break;
                }
                None => {
                    met = None;
                    demands = self.whys.both(demands, v.why);
                }
            }
        }
        let ends = self.ends_at(met.is_some(), demands);
        open = self.whys.both(open, demands);
        if ends || (met == Some(true) && open != Why::NONE) {
            return unknown(open);
        }
        if met == Some(true) {
            let weak = self.too_weak(rule.strength);
            return match weak.is_empty() {
                true => (Verdict::Met, Cause::Required, Why::NONE),
                false => (Verdict::NotCheckable, Cause::TooWeak(weak), Why::NONE),
            };
        }
        // It is not met, or may not be: then the deviation counts.
        let certain = met == Some(false) && open == Why::NONE;
        match &rule.deviation {
            Some(deviation) => {
                let (verdict, cause, why) = self.deviation(id, deviation);
                if certain { (verdict, cause, why) } else { unknown(self.whys.both(open, why)) }
            }
            None if certain => (Verdict::NotMet, Cause::Required, Why::NONE),
            None => unknown(open),
        }
    }

    /// Whether judging ends where not `all` conditions of a kind are known to hold: what is only supposed to be known is no end.
    fn ends_at(&self, all: bool, open: Why) -> bool {
        if self.is_supposing() { self.whys.sorts(open).has_missing() } else { !all }
    }

    fn is_supposing(&self) -> bool {
        self.world.suppose.is_some()
    }

    /// Figures that were used and are promised less firmly than the norm asks for.
    pub(super) fn too_weak(&self, strength: Strength) -> Vec<FactId> {
        let weakest = match strength {
            Strength::Must | Strength::Principle => Wording::Result,
            Strength::Aim | Strength::Effort => Wording::Aim,
            Strength::May | Strength::Expect => return vec![],
        };
        let soft = |id: &FactId| {
            let marks = self.facts.marks(self.facts.get(*id).marks);
            marks.wording.is_some_and(|(w, _)| w > weakest)
        };
        self.now.notes.facts.iter().copied().filter(soft).collect()
    }

    /// Not met: is there a record of a deviation from this norm, and does it satisfy every proviso?
    pub(super) fn deviation(&mut self, id: RuleId, deviation: &Deviation) -> (Verdict, Cause, Why) {
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
                            Why::NONE => self.whys.leaf(Reason::Fault(Box::new(text!(
                                "een voorwaarde is niet te beoordelen",
                                "a condition cannot be judged"
                            )))),
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
                // What is missing of any of them may decide it.
                let why = self.whys.both(result.2, why);
                result = (Verdict::NotCheckable, Cause::Undecided(fact), why);
            } else {
                return (Verdict::Deviation, Cause::Accepted(fact), Why::NONE);
            }
        }
        result
    }
}
