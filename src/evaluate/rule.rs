//! One rule on one file: its subjects, its conditions, its requirements, its deviation.

use std::rc::Rc;
use std::sync::Arc;

use crate::agreement::facts::{FactId, FactValue, Wording};
use crate::ruleset::model::{Deviation, Rule, RuleId, Strength};
use crate::text;

use super::finding::{Evidence, Verdict};
use super::machine::{Machine, Step};
use super::outcome::{Cause, Outcome, Perhaps};
use super::value::{Kind, Value, Why};
use super::why::Reason;

/// The run of one rule.
struct Run<'a> {
    id: RuleId,
    rule: &'a Rule,
    /// The objects it is about now, outermost first.
    subjects: Vec<FactId>,
    year: Option<i32>,
    out: Vec<Outcome>,
}

/// What is not known about the subjects of a rule.
struct Open {
    /// Subjects that are stated, or lists that are not: a finding of its own.
    stated: bool,
    /// Only years that a table leaves out.
    missing: bool,
    why: Why,
    perhaps: Perhaps,
}

impl Default for Open {
    fn default() -> Self {
        Open { stated: false, missing: false, why: Why::NONE, perhaps: Perhaps::Of(vec![]) }
    }
}

impl Machine<'_> {
    /// The outcomes of a rule for all its subjects; evaluated once.
    pub(crate) fn run_rule(&mut self, id: RuleId) -> Rc<Vec<Outcome>> {
        if let Some(Some(known)) = self.outcomes.get(id.index()) {
            return known.clone();
        }
        let rule = self.checked.rule(id);
        if self.is_off(id) {
            return Rc::default();
        }
        // A rule that another one asks for runs in a frame of its own.
        let frame = std::mem::replace(&mut self.frame, vec![None; rule.slots]);
        let outer = self.rule.replace(rule);
        let room = std::mem::take(&mut self.spare);
        let steps = std::mem::replace(&mut self.steps, room);
        let notes = std::mem::take(&mut self.notes);
        let most = crate::limits::MAX_STEPS_PER_RULE.min(self.steps_left);
        let budget = std::mem::replace(&mut self.budget, most);
        let exhausted = std::mem::replace(&mut self.exhausted, false);
        let traced = self.keeps_steps && self.suppose.is_none();
        let tracing = std::mem::replace(&mut self.tracing, traced);
        let mut run = Run { id, rule, subjects: vec![], year: None, out: vec![] };
        self.subjects(&mut run, 0);
        let out = run.out;
        let taken = most.saturating_sub(self.budget);
        self.spent = self.spent.saturating_add(taken);
        self.taken.insert(id, taken);
        self.steps_left = self.steps_left.saturating_sub(taken);
        self.tracing = tracing;
        self.exhausted = exhausted;
        self.frame = frame;
        self.rule = outer;
        self.spare = std::mem::replace(&mut self.steps, steps);
        self.spare.clear();
        self.notes = notes;
        self.budget = budget;
        let out = Rc::new(out);
        if let Some(place) = self.outcomes.get_mut(id.index()) {
            *place = Some(out.clone());
        }
        out
    }

    /// Lets go of what only the words of a rule's outcomes need.
    pub(super) fn let_go(&mut self, id: RuleId) {
        let outcomes = self.outcomes.get_mut(id.index()).and_then(Option::as_mut).and_then(Rc::get_mut);
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
    /// What was read to reach a subject (the filter of a binding) belongs to that subject alone: its steps and notes stand
    /// before those of the subject's own outcome, and are forgotten at the next.
    fn subjects(&mut self, run: &mut Run<'_>, depth: usize) {
        let Some(binding) = run.rule.foreach.get(depth) else {
            let outcome = self.instance(run);
            self.outcomes_left = self.outcomes_left.saturating_sub(1);
            run.out.push(outcome);
            return;
        };
        let steps = self.steps.len();
        let found = self.collection(binding.over);
        self.steps.truncate(steps);
        let notes = self.notes.clone();
        let (items, gaps) = match found {
            Ok(found) => found,
            Err(over) => {
                let open = Open { stated: true, why: over.why, perhaps: Perhaps::Any, ..Open::default() };
                return self.without_subject(run, Verdict::NotCheckable, Cause::Unknown, open);
            }
        };
        let mut open = Open::default();
        for gap in &gaps {
            open.perhaps = Perhaps::Any;
            open.stated = true;
            open.why = self.whys.both(open.why, gap.why);
        }
        let at = run.out.len();
        let mut any = false;
        for item in items {
            if self.outcomes_left == 0 {
                break;
            }
            self.clear_after(run.rule, depth);
            self.steps.truncate(steps);
            self.notes = notes.clone();
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
                    if let (Perhaps::Of(list), Kind::Object) = (&mut open.perhaps, &item.kind) {
                        list.extend(item.fact);
                    } else {
                        open.perhaps = Perhaps::Any;
                    }
                    open.stated |= missing == Why::NONE;
                    open.missing |= missing != Why::NONE;
                    open.why = self.whys.both(open.why, why);
                    if self.whys.sorts(why).only_given() {
                        // It may turn out to take part: what is asked of it matters too.
                        let (from, year) = (run.out.len(), run.year);
                        run.year = item.as_year().or(year);
                        let object = item.fact.filter(|_| matches!(item.kind, Kind::Object | Kind::Text(_)));
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
            // A name that several files share stands for what they call so.
            let object = item.fact.filter(|_| matches!(item.kind, Kind::Object | Kind::Text(_)));
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
        self.steps.truncate(steps);
        self.notes = notes;
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
            frame: self.frame.clone(),
            why: open.why,
            notes: self.notes.clone(),
            steps: Arc::new(self.steps.clone()),
            evidence: None,
            complete: false,
            perhaps: open.perhaps,
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
        let before = self.steps.len();
        let (mut verdict, mut cause, mut why) = self.judge(run.id, run.rule);
        if self.exhausted {
            // What was left out of the computation could have decided otherwise.
            (verdict, cause, why) = (Verdict::NotCheckable, Cause::Unknown, self.out_of_steps().why);
        }
        // A report in brief shows no figures of what is met: for a whole country these steps fill more memory than its files.
        let needless = self.options.brief && matches!(verdict, Verdict::Met | Verdict::NotApplicable);
        let steps = if needless { Vec::new() } else { self.take_steps(before) };
        self.steps.truncate(before);
        let steps = Arc::new(steps);
        let mut outcome = Outcome {
            rule: run.id,
            verdict,
            cause,
            subjects: run.subjects.clone(),
            year: run.year,
            frame: self.frame.clone(),
            why,
            notes: self.notes.clone(),
            steps,
            evidence: None,
            complete: !self.exhausted,
            perhaps: Perhaps::Of(vec![]),
            shown: true,
        };
        if self.options.brief && !outcome.steps.is_empty() {
            // Of a computation about a whole country a report in brief needs the figures only, and it has many of them.
            outcome.evidence = Some(self.evidence_now(&outcome));
            outcome.steps = Arc::default();
        }
        outcome
    }

    /// The figures of an outcome while its rule still runs: nothing that is computed for them counts.
    fn evidence_now(&mut self, outcome: &Outcome) -> (Vec<Evidence>, usize) {
        let tracing = std::mem::replace(&mut self.tracing, false);
        let budget = std::mem::replace(&mut self.budget, crate::limits::MAX_STEPS_PER_RULE);
        let exhausted = self.exhausted;
        let (frame, notes) = (self.frame.clone(), self.notes.clone());
        let evidence = self.evidence(outcome);
        (self.tracing, self.budget, self.exhausted) = (tracing, budget, exhausted);
        (self.frame, self.notes) = (frame, notes);
        evidence
    }

    /// The steps that led to a subject, which the next one under the same filter needs too, and those taken since, moved: in a
    /// list of just their length, as many are kept.
    fn take_steps(&mut self, before: usize) -> Vec<Step> {
        // Of a long computation there is no room for both a list and its copy.
        const LONG: usize = 4_096;
        if before == 0 && self.steps.len() > LONG {
            let mut steps = std::mem::take(&mut self.steps);
            steps.shrink_to_fit();
            return steps;
        }
        let mut steps = Vec::with_capacity(self.steps.len());
        steps.extend(self.steps.iter().take(before).cloned());
        steps.extend(self.steps.drain(before..));
        steps
    }

    pub(super) fn judge(&mut self, id: RuleId, rule: &Rule) -> (Verdict, Cause, Why) {
        if self.suppose.is_some() {
            return self.judge_supposing(id, rule);
        }
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
                None => {
                    unsure = true;
                    open = self.whys.both(open, v.why);
                }
            }
        }
        if unsure {
            return (Verdict::NotCheckable, Cause::Unknown, open);
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
        self.notes.facts.iter().copied().filter(soft).collect()
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
