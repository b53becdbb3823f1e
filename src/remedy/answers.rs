//! Yes-or-no answers and choices: which of them, given otherwise or given at all, meet a norm.
//!
//! Takes: the outcome of a norm that is not met. Gives: each single answer that does, or else a set of which none can be left
//! out. Never invents a text or a figure, and never answers what lies fixed.

use crate::agreement::facts::{FactId, FactValue};
use crate::agreement::type_of;
use crate::limits::MAX_ANSWERS_CHANGED;
use crate::ruleset::model::Type;

use super::fixed::{Fixed, field_of};
use super::lab::{Edit, Key, Lab};
use super::reads::Reads;

/// Where an answer stands, or could stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Spot {
    Stated(FactId),
    Missing(FactId, usize),
}

pub(super) struct Answers<'s, 'a, 'f> {
    pub(super) lab: &'s mut Lab<'a>,
    pub(super) fixed: &'s Fixed<'f>,
    pub(super) key: &'s Key,
}

impl Answers<'_, '_, '_> {
    /// The sets of edits that meet the norm, none with an edit too many.
    pub(super) fn find(&mut self, reads: &Reads) -> Vec<Vec<Edit>> {
        let spots = self.spots(reads);
        if spots.is_empty() {
            return vec![];
        }
        let mut out = vec![];
        for spot in spots.iter().take(MAX_ANSWERS_CHANGED) {
            for value in self.values(*spot) {
                let edits = vec![edit(*spot, value)];
                if self.lab.meets(self.key, &edits) == Some(true) {
                    out.push(edits);
                    break;
                }
            }
        }
        if out.is_empty() {
            out.extend(self.several());
        }
        out
    }

    /// Where an answer may be changed or given.
    fn spots(&self, reads: &Reads) -> Vec<Spot> {
        let facts = &self.lab.facts;
        let is_answer = |ty: &Type| matches!(ty, Type::Bool | Type::Choice(_));
        let stated = reads
            .stated
            .iter()
            .copied()
            .filter(|id| is_answer(&type_of(self.lab.checked, facts, *id)) && self.fixed.may_change(facts, *id));
        let missing = reads.missing.iter().copied().filter(|(object, index)| {
            field_of(self.lab.checked, facts, *object, *index).is_some_and(|f| is_answer(&f.ty))
                && self.fixed.may_state(facts, *object, *index)
        });
        stated.map(Spot::Stated).chain(missing.map(|(object, index)| Spot::Missing(object, index))).collect()
    }

    fn ty(&self, spot: Spot) -> Type {
        match spot {
            Spot::Stated(id) => type_of(self.lab.checked, &self.lab.facts, id),
            Spot::Missing(object, index) => {
                field_of(self.lab.checked, &self.lab.facts, object, index).map_or(Type::Error, |f| f.ty.clone())
            }
        }
    }

    /// The other answers that can be given, `ja` first, choices in the order of their list.
    fn values(&self, spot: Spot) -> Vec<FactValue> {
        let now = match spot {
            Spot::Stated(id) => Some(&self.lab.facts.get(id).value),
            Spot::Missing(..) => None,
        };
        let all: Vec<FactValue> = match self.ty(spot) {
            Type::Bool => vec![FactValue::Bool(true), FactValue::Bool(false)],
            Type::Choice(list) => {
                (0..self.lab.checked.choice_list(list).choices.len()).map(FactValue::Choice).collect()
            }
            _ => vec![],
        };
        let same = |a: &FactValue, b: &FactValue| match (a, b) {
            (FactValue::Bool(a), FactValue::Bool(b)) => a == b,
            (FactValue::Choice(a), FactValue::Choice(b)) => a == b,
            _ => false,
        };
        all.into_iter().filter(|v| now.is_none_or(|n| !same(n, v))).collect()
    }

    /// Everything answered `ja`, and choices by the first of their list that does; then what is not needed is left out again.
    fn several(&mut self) -> Option<Vec<Edit>> {
        // A choice may need another than the first of its list: each place in the list is tried for all of them alike.
        for nth in 0..MAX_ANSWERS_CHANGED {
            let (edits, choices) = self.all_with(nth)?;
            if let Some(edits) = edits {
                return Some(self.without_too_many(edits));
            }
            if !choices || self.lab.exhausted() {
                return None;
            }
        }
        None
    }

    /// Answers everything that is asked, also what is only asked after something else is answered. Gives the edits when they
    /// meet the norm, and whether there were choices among them; nothing when choices have no such place in their list.
    fn all_with(&mut self, nth: usize) -> Option<(Option<Vec<Edit>>, bool)> {
        let mut edits: Vec<Edit> = vec![];
        let mut done: Vec<Spot> = vec![];
        let mut choices = false;
        let mut fits = nth == 0;
        loop {
            let (key, checked) = (self.key, self.lab.checked);
            let reads = self
                .lab
                .with(&edits, |lab| lab.observe(key).map(|traced| Reads::of(checked, &lab.facts, &traced.steps)));
            let before = edits.len();
            let mut reads = reads.unwrap_or_default();
            // What was stated for the trial has a number that is gone after it.
            reads.stated.retain(|id| *id < self.lab.facts.next());
            for spot in self.spots(&reads) {
                if done.contains(&spot) || edits.len() >= MAX_ANSWERS_CHANGED {
                    continue;
                }
                done.push(spot);
                let is_choice = matches!(self.ty(spot), Type::Choice(_));
                choices |= is_choice;
                let mut values = self.values(spot).into_iter();
                let value = if is_choice { values.nth(nth) } else { values.next() };
                match value {
                    Some(FactValue::Bool(false)) | None => {}
                    Some(value) => {
                        fits |= is_choice;
                        edits.push(edit(spot, value));
                    }
                }
            }
            if edits.len() == before {
                break;
            }
            if self.lab.meets(self.key, &edits) == Some(true) {
                return Some((Some(edits), choices));
            }
        }
        fits.then_some((None, choices))
    }

    /// Leaves out, one by one, what the norm can do without.
    fn without_too_many(&mut self, mut edits: Vec<Edit>) -> Vec<Edit> {
        let mut at = 0usize;
        while at < edits.len() {
            let mut fewer = edits.clone();
            fewer.remove(at);
            if self.lab.meets(self.key, &fewer) == Some(true) {
                edits = fewer;
            } else {
                at = at.saturating_add(1);
            }
        }
        edits
    }
}

fn edit(spot: Spot, value: FactValue) -> Edit {
    match spot {
        Spot::Stated(id) => Edit::Set(id, value),
        Spot::Missing(object, index) => Edit::State(object, index, value),
    }
}
