//! What is never changed to meet a norm.
//!
//! Takes: the facts of a file. Gives: whether a figure may be changed. Fixed are: a field that the data model calls `ligt vast` or
//! gives a role (but for whose figures they are and what is promised), with all below it; years, texts and periods; what another file states; a day before the reference date and a
//! figure of a year that is over by then; and what the file states once for several places.

use std::collections::BTreeMap;

use jiff::civil::Date;

use crate::agreement::facts::{Fact, FactId, FactValue, Facts, Step};
use crate::agreement::type_of;
use crate::ruleset::Checked;
use crate::ruleset::model::{Field, Role, Type, Unit};
use crate::source::{FileId, Span};

pub(super) struct Fixed<'a> {
    checked: &'a Checked,
    date: Date,
    own: FileId,
    /// How many single values rest on the same characters of the file.
    shared: BTreeMap<Span, usize>,
}

impl<'a> Fixed<'a> {
    pub(super) fn new(checked: &'a Checked, facts: &Facts, date: Date) -> Self {
        let mut shared = BTreeMap::new();
        for (_, fact) in facts.iter().filter(|(_, f)| is_single(&f.value)) {
            let n: &mut usize = shared.entry(fact.span).or_default();
            *n = n.saturating_add(1);
        }
        Fixed { checked, date, own: facts.get(facts.root()).span.file, shared }
    }

    /// Whether a file is the agreement itself, not one that it refers to.
    pub(super) fn is_own(&self, file: FileId) -> bool {
        file == self.own
    }

    /// Whether the value of a fact may be changed.
    pub(super) fn may_change(&self, facts: &Facts, id: FactId) -> bool {
        let fact = facts.get(id);
        let fits = match (&fact.value, type_of(self.checked, facts, id)) {
            (FactValue::Number(_), Type::Num(unit)) => unit != Unit::Year,
            (FactValue::Date(d), Type::Date) => *d >= self.date,
            (FactValue::Bool(_), Type::Bool) | (FactValue::Choice(_), Type::Choice(_)) => true,
            _ => false,
        };
        let once = self.shared.get(&fact.span).is_some_and(|n| *n == 1) && !fact.span.is_empty();
        fits && once && fact.span.file == self.own && self.stands_once(facts, id) && self.may_change_below(facts, id)
    }

    /// Whether a field of an object that is not stated may be stated.
    pub(super) fn may_state(&self, facts: &Facts, object: FactId, index: usize) -> bool {
        // What is proposed itself has no place yet.
        let span = facts.get(object).span;
        let own = span.file == self.own && !span.is_empty();
        own && self.stands_once(facts, object)
            && field_of(self.checked, facts, object, index).is_some_and(may_field_change)
            && self.may_change_below(facts, object)
    }

    /// Whether a list may get one more item: it stands in the agreement's own file, once, with all its items, and it plays no
    /// part of its own, such as whose figures they are.
    pub(super) fn may_append(&self, facts: &Facts, list: FactId) -> bool {
        let fact = facts.get(list);
        let (FactValue::List(items), Step::Field(index), Some(parent)) = (&fact.value, fact.step, facts.parent(list))
        else {
            return false;
        };
        let own = |id: &FactId| facts.get(*id).span.file == self.own && !facts.get(*id).span.is_empty();
        let same = |(_, f): &(FactId, &Fact)| matches!(f.value, FactValue::List(_)) && f.span == fact.span;
        own(&list)
            && items.iter().all(own)
            && facts.iter().filter(same).count() == 1
            && field_of(self.checked, facts, parent, index).is_some_and(|f| f.role.is_none())
            && self.stands_once(facts, list)
            && self.may_change_below(facts, list)
    }

    /// Whether nothing else of the file is written by the same characters, also where that is no fact: a remark, a field that is
    /// passed over.
    fn stands_once(&self, facts: &Facts, id: FactId) -> bool {
        let span = facts.get(id).span;
        !facts.shared.iter().any(|s| s.file == span.file && s.start <= span.start && span.end <= s.end)
    }

    /// Whether nothing on the way from the root to here is fixed.
    fn may_change_below(&self, facts: &Facts, id: FactId) -> bool {
        let mut next = Some(id);
        while let Some(id) = next {
            let fact = facts.get(id);
            next = facts.parent(id);
            let free = match (fact.step, next) {
                (Step::Field(index), Some(parent)) => {
                    field_of(self.checked, facts, parent, index).is_some_and(may_field_change)
                }
                (Step::Year(year), _) => year >= i32::from(self.date.year()),
                _ => true,
            };
            if !free {
                return false;
            }
        }
        true
    }
}

pub(super) fn may_field_change(field: &Field) -> bool {
    // Most roles say what a field is: a name, a period, a ground. These say whose figures, and what is promised.
    let free = |r: Role| matches!(r, Role::Area | Role::Promised | Role::PromisedPart);
    !field.fixed && field.role.is_none_or(free)
}

/// The field of an object with this index.
pub(super) fn field_of<'c>(checked: &'c Checked, facts: &Facts, object: FactId, index: usize) -> Option<&'c Field> {
    match &facts.get(object).value {
        FactValue::Object { object, .. } => checked.object(*object).fields.get(index),
        _ => None,
    }
}

fn is_single(value: &FactValue) -> bool {
    !matches!(value, FactValue::Object { .. } | FactValue::List(_) | FactValue::Table { .. })
}
