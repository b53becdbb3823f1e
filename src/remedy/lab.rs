//! Trying changes: one set of facts that is changed, judged and put back.
//!
//! Takes: a case, and edits. Gives: verdicts with the edits made. Never keeps an edit, and never judges more often
//! than it may.

use std::cell::Cell;
use std::collections::{BTreeMap, HashSet};

use jiff::civil::Date;

use crate::agreement::facts::{Fact, FactId, FactValue, Facts, Fields, Step};
use crate::evaluate::finding::{Judged, Verdict};
use crate::evaluate::{self, Case, One, Options, Traced};
use crate::limits::{MAX_TRIAL_STEPS, MAX_TRIALS};
use crate::ruleset::Checked;
use crate::ruleset::model::{ObjectId, RuleId};
use crate::ruleset::walk;
use crate::source::{Sources, Span};

/// Which outcome: of a rule, for the objects and the year it is about.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Key {
    pub(super) rule: RuleId,
    pub(super) about: Vec<FactId>,
    pub(super) year: Option<i32>,
}

impl Key {
    pub(super) fn of(judged: &Judged) -> Self {
        Key { rule: judged.rule, about: judged.about.to_vec(), year: judged.year }
    }

    fn one(&self) -> One<'_> {
        One { rule: self.rule, about: &self.about, year: self.year }
    }
}

/// One change of the facts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Edit {
    /// A figure that is stated gets another value.
    Set(FactId, FactValue),
    /// A field of an object that is not stated gets a value.
    State(FactId, usize, FactValue),
    /// A list gets one more item.
    Append(FactId, NewItem),
}

/// An object that is not there yet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct NewItem {
    pub(crate) object: ObjectId,
    /// All fields of its type, in order.
    pub(crate) fields: Vec<Option<FactValue>>,
}

impl Edit {
    /// Whether two edits are at the same place.
    pub(crate) fn is_at(&self, other: &Edit) -> bool {
        match (self, other) {
            (Edit::Set(a, _), Edit::Set(b, _)) => a == b,
            (Edit::State(a, i, _), Edit::State(b, j, _)) => a == b && i == j,
            // The second would have another number than it was tried with.
            (Edit::Append(a, _), Edit::Append(b, _)) => a == b,
            _ => false,
        }
    }
}

/// How an edit is undone.
enum Undo {
    Value(FactId, FactValue),
    /// The object, its field, and the fact that is new.
    Field(FactId, usize, FactId),
    /// The list, and the first fact that is new.
    Item(FactId, FactId),
}

/// The verdicts of a file.
pub(super) type Verdicts = BTreeMap<Key, Verdict>;

pub(super) struct Lab<'a> {
    pub(super) checked: &'a Checked,
    pub(super) sources: &'a Sources,
    pub(super) date: Date,
    options: &'a Options,
    /// The rules, each with the fields that it reads.
    reads: Vec<(RuleId, HashSet<(ObjectId, usize)>)>,
    pub(super) facts: Facts,
    left: usize,
    /// Work that all findings of the file may still take together, in steps.
    work: Cell<usize>,
}

/// Facts that making and undoing a trial looks through in the time of one step.
const FACTS_PER_STEP: usize = 8;

impl<'a> Lab<'a> {
    pub(super) fn new(case: Case<'a>) -> Self {
        let Case { checked, facts, sources, date, options } = case;
        let reads = case.rules().into_iter().map(|rule| (rule, walk::fields(checked, rule))).collect();
        let facts = facts.clone();
        Lab { reads, checked, sources, date, options, facts, left: MAX_TRIALS, work: Cell::new(MAX_TRIAL_STEPS) }
    }

    /// The case with the facts as they are now.
    fn case(&self) -> Case<'_> {
        let Lab { checked, facts, sources, date, options, .. } = self;
        Case { checked, facts, sources, date: *date, options }
    }

    /// A new finding has trials of its own.
    pub(super) fn refill(&mut self) {
        self.left = MAX_TRIALS;
    }

    /// Whether no more may be tried for this finding.
    pub(super) fn exhausted(&self) -> bool {
        self.left == 0 || self.spent_all()
    }

    /// Whether no more may be tried for any finding of the file.
    pub(super) fn spent_all(&self) -> bool {
        self.work.get() == 0
    }

    fn spend(&mut self) -> Option<()> {
        if self.spent_all() {
            return None;
        }
        self.left = self.left.checked_sub(1)?;
        Some(())
    }

    /// Counts the steps that a trial took, with what it looked through.
    fn took(&self, steps: usize) {
        let looked = self.facts.len().checked_div(FACTS_PER_STEP).unwrap_or(0);
        self.work.set(self.work.get().saturating_sub(steps).saturating_sub(looked));
    }

    /// The verdict; `None` when there is no such outcome, or no more may be tried.
    pub(super) fn verdict(&mut self, key: &Key) -> Option<Verdict> {
        self.spend()?;
        let (found, steps) = evaluate::outcome(self.case(), key.one());
        self.took(steps);
        found.map(|o| o.verdict)
    }

    /// Whether the norm is met with these edits.
    pub(super) fn meets(&mut self, key: &Key, edits: &[Edit]) -> Option<bool> {
        if self.exhausted() {
            return None;
        }
        Some(self.with(edits, |lab| lab.verdict(key)) == Some(Verdict::Met))
    }

    /// The outcome with its steps.
    pub(super) fn observe(&mut self, key: &Key) -> Option<Traced> {
        self.spend()?;
        let (found, steps) = evaluate::traced(self.case(), key.one());
        // Tracing and reading the trace back take about as long again.
        self.took(steps.saturating_mul(2));
        found
    }

    /// The verdicts of all rules.
    pub(super) fn verdicts(&self) -> Verdicts {
        self.verdicts_of(self.reads.iter().map(|(rule, _)| *rule))
    }

    /// The verdicts of the rules that read what edits change. Those of all others stay as they are.
    pub(super) fn verdicts_after(&self, edits: &[Edit]) -> Verdicts {
        let changed: Vec<(ObjectId, usize)> = edits.iter().flat_map(|e| self.changed_by(e)).collect();
        let reads = self.reads.iter().filter(|(_, fields)| changed.iter().any(|field| fields.contains(field)));
        self.verdicts_of(reads.map(|(rule, _)| *rule))
    }

    /// The field that an edit changes, and that of the object in which it states something: that may have been empty.
    fn changed_by(&self, edit: &Edit) -> impl Iterator<Item = (ObjectId, usize)> + use<> {
        let field = |object: FactId, index: usize| match &self.facts.get(object).value {
            FactValue::Object { object, .. } => Some((*object, index)),
            _ => None,
        };
        let (own, above) = match edit {
            Edit::Set(id, _) | Edit::Append(id, _) => (self.field_of(*id), None),
            Edit::State(object, index, _) => (field(*object, *index), self.field_of(*object)),
        };
        own.into_iter().chain(above)
    }

    /// The field that a fact stands in, itself or in a list or table.
    fn field_of(&self, id: FactId) -> Option<(ObjectId, usize)> {
        let above = self.facts.parent(id)?;
        match (self.facts.get(id).step, &self.facts.get(above).value) {
            (Step::Field(index), FactValue::Object { object, .. }) => Some((*object, index)),
            _ => self.field_of(above),
        }
    }

    fn verdicts_of(&self, rules: impl Iterator<Item = RuleId>) -> Verdicts {
        let (all, steps) = evaluate::outcomes(self.case(), rules);
        self.took(steps);
        let mut out = Verdicts::new();
        for o in all.iter().flat_map(|o| o.iter()).filter(|o| o.shown) {
            let key = Key { rule: o.rule, about: o.subjects.clone(), year: o.year };
            // What is not known about the subjects stands under the same key: what is not met counts first.
            let verdict = out.entry(key).or_insert(o.verdict);
            *verdict = o.verdict.min(*verdict);
        }
        out
    }

    /// Makes edits, does something with the facts, and puts them back.
    pub(super) fn with<R>(&mut self, edits: &[Edit], work: impl FnOnce(&mut Self) -> R) -> R {
        let undo: Vec<Undo> = edits.iter().filter_map(|e| make(&mut self.facts, e)).collect();
        let out = work(self);
        for u in undo.into_iter().rev() {
            match u {
                Undo::Value(id, old) => {
                    if let Some(value) = self.facts.value_mut(id) {
                        *value = old;
                    }
                }
                Undo::Field(parent, index, new) => {
                    set_field(&mut self.facts, parent, index, None);
                    self.facts.forget_from(new);
                }
                Undo::Item(list, known) => {
                    if let Some(items) = items_of(&mut self.facts, list) {
                        items.pop();
                    }
                    self.facts.forget_from(known);
                }
            }
        }
        out
    }
}

/// The facts with edits made.
pub(crate) fn changed(facts: &Facts, edits: &[Edit]) -> Facts {
    let mut out = facts.clone();
    for e in edits {
        make(&mut out, e);
    }
    out
}

fn make(facts: &mut Facts, edit: &Edit) -> Option<Undo> {
    match edit {
        Edit::Set(id, value) => {
            let old = facts.value_mut(*id)?;
            Some(Undo::Value(*id, std::mem::replace(old, value.clone())))
        }
        Edit::State(parent, index, value) => {
            let above = facts.get(*parent);
            let (span, marks) = (above.span, above.marks);
            let step = Step::Field(*index);
            let new = Fact { span, key: None, above: Some(*parent), step, value: value.clone(), marks };
            let id = facts.push(new);
            set_field(facts, *parent, *index, Some(id));
            Some(Undo::Field(*parent, *index, id))
        }
        Edit::Append(list, item) => append(facts, *list, item),
    }
}

/// The item stands nowhere yet: its facts have a place without characters, so that nothing is ever written into it.
fn append(facts: &mut Facts, list: FactId, item: &NewItem) -> Option<Undo> {
    let above = facts.get(list);
    let FactValue::List(items) = &above.value else { return None };
    let (number, marks, start) = (items.len(), above.marks, above.span.start as usize);
    let span = Span::new(above.span.file, start, start);
    let complete = facts
        .parent(list)
        .is_some_and(|p| matches!(&facts.get(p).value, FactValue::Object { complete, .. } if *complete));
    let value = FactValue::Object { object: item.object, fields: Fields::default(), complete };
    let object = facts.push(Fact { span, key: None, above: Some(list), step: Step::Item(number), value, marks });
    for (index, value) in item.fields.iter().enumerate() {
        let Some(value) = value.clone() else { continue };
        let step = Step::Field(index);
        let child = facts.push(Fact { span, key: None, above: Some(object), step, value, marks });
        set_field(facts, object, index, Some(child));
    }
    items_of(facts, list)?.push(object);
    Some(Undo::Item(list, object))
}

fn items_of(facts: &mut Facts, list: FactId) -> Option<&mut Vec<FactId>> {
    match facts.value_mut(list) {
        Some(FactValue::List(items)) => Some(items),
        _ => None,
    }
}

fn set_field(facts: &mut Facts, object: FactId, index: usize, value: Option<FactId>) {
    if let Some(FactValue::Object { fields, .. }) = facts.value_mut(object) {
        fields.set(index, value);
    }
}
