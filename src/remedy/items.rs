//! One more item in a list: a project that is not there yet, with a name to fill in and one figure.
//!
//! Takes: the lists that an outcome read. Gives: for each figure of their items that the rule reads, the smallest with which one
//! more item meets the norm. Never invents more of an item than that figure: what needs several is not sought.

use std::sync::Arc;

use crate::agreement::facts::{Bounds, FactId, FactValue, Facts};
use crate::agreement::type_of;
use crate::number::Number;
use crate::ruleset::model::{ExprKind, ObjectId, ObjectType, Role, Type, Unit};
use crate::ruleset::walk::Reach;

use super::Kind;
use super::figure::Measure;
use super::fixed::{Fixed, may_field_change};
use super::found::Found;
use super::lab::{Edit, Key, Lab, NewItem};
use super::reads::{Reads, comparisons};
use super::search::{Goal, Search, Steps};

/// An item with one figure.
struct Item {
    list: FactId,
    object: ObjectId,
    /// How many fields its type has.
    fields: usize,
    label: (usize, Arc<str>),
    figure: (usize, Unit),
}

impl Steps for Item {
    fn most(&self) -> Option<i64> {
        None
    }

    fn edits(&self, _: &Facts, k: i64) -> Option<Vec<Edit>> {
        let mut fields = vec![None; self.fields];
        *fields.get_mut(self.label.0)? = Some(FactValue::Text(self.label.1.clone()));
        *fields.get_mut(self.figure.0)? = Some(FactValue::Number(Bounds::exact(Number::from(k))));
        Some(vec![Edit::Append(self.list, NewItem { object: self.object, fields })])
    }
}

/// The smallest items that meet the norm.
pub(super) fn find(lab: &mut Lab<'_>, fixed: &Fixed<'_>, key: &Key, reads: &Reads) -> Vec<Found> {
    let mut out = vec![];
    for list in reads.lists.iter().filter(|l| fixed.may_append(&lab.facts, **l)).copied().collect::<Vec<_>>() {
        for item in items(lab, key, list) {
            out.extend(smallest(lab, key, &item));
        }
    }
    out
}

fn smallest(lab: &mut Lab<'_>, key: &Key, item: &Item) -> Option<Found> {
    let edits = |k: i64, lab: &Lab<'_>| item.edits(&lab.facts, k);
    let none = edits(0, lab)?;
    // Where an item that adds nothing would do, the figure is not what it is about.
    if lab.meets(key, &none)? {
        return None;
    }
    let before = lab.with(&none, |lab| lab.observe(key))?;
    let before = comparisons(lab.checked, &before.steps);
    let k = Search { lab, key, before: &before, goal: Goal::Met }.fewest(item)?;
    Some(Found {
        kind: Kind::New,
        edits: edits(k, lab)?,
        fewer: vec![edits(k.saturating_sub(1), lab)?],
        size: Number::from(k),
        measure: Some(Measure::Number(item.figure.1)),
        column: vec![],
        read: vec![],
        also: vec![],
    })
}

/// The items to try: those whose type asks for no more than a name, one for each figure that the rule reads.
fn items(lab: &Lab<'_>, key: &Key, list: FactId) -> Vec<Item> {
    let checked = lab.checked;
    let Type::List(of) = type_of(checked, &lab.facts, list) else { return vec![] };
    let Type::Object(id) = *of else { return vec![] };
    let object = checked.object(id);
    let Some(label) = object.role(Role::Label) else { return vec![] };
    if object.fields.get(label).is_none_or(|f| f.ty != Type::Text) {
        return vec![];
    }
    let mut read: Vec<usize> = vec![];
    for e in Reach::of_verdict(checked, checked.rule(key.rule)).exprs {
        match checked.expr(e).kind {
            ExprKind::Field(_, of, index) if of == id && !read.contains(&index) => read.push(index),
            _ => {}
        }
    }
    let name: Arc<str> = free_name(&lab.facts, list, label, object).into();
    let item = |index: usize| {
        let field = object.fields.get(index)?;
        let Type::Num(unit @ Unit::Count(_)) = field.ty else { return None };
        let enough = object.fields.iter().enumerate().all(|(i, f)| !f.required || i == label || i == index);
        // A part would need its whole.
        let may = may_field_change(field) && field.part_of.is_none();
        let (fields, label) = (object.fields.len(), (label, name.clone()));
        (enough && may).then_some(Item { list, object: id, fields, label, figure: (index, unit) })
    };
    read.into_iter().filter_map(item).collect()
}

/// A name that no item has yet, for the parties to replace.
fn free_name(facts: &Facts, list: FactId, label: usize, object: &ObjectType) -> String {
    let FactValue::List(items) = &facts.get(list).value else { return String::new() };
    let taken = |name: &str| {
        let named = items.iter().filter_map(|i| facts.field(*i, label)).map(|id| &facts.get(id).value);
        named.into_iter().any(|v| matches!(v, FactValue::Text(t) if t.trim() == name))
    };
    let name = format!("Nog te noemen {}", words(&object.name));
    let numbered = (2..=items.len().saturating_add(2)).map(|n| format!("{name} {n}"));
    std::iter::once(name.clone()).chain(numbered).find(|n| !taken(n)).unwrap_or(name)
}

/// A name of the data model as it is read.
pub(super) fn words(name: &str) -> String {
    name.replace('_', " ")
}
