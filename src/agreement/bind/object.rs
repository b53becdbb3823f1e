//! Objects: fields by name, required fields, unknown names.

use std::collections::{BTreeSet, VecDeque};

use crate::agreement::error::{self, Hints};
use crate::agreement::facts::{FactId, FactValue, Fields, Step};
use crate::agreement::tree::{Data, Entry, NodeId};
use crate::diagnostic::{Severity, did_you_mean};
use crate::limits::MAX_YAML_DEPTH;
use crate::ruleset::model::{Checked, LapsedWord, ObjectId, ObjectType, Role, Type};
use crate::source::Span;

use super::marks::{COMPLETE, WORDING};
use super::{Binder, Context, Spot, StatedPeriod, years_of};

impl<'a> Binder<'a> {
    pub(super) fn object(&mut self, id: ObjectId, node: NodeId, spot: Spot, context: Context) -> Option<FactId> {
        let checked = self.checked;
        let tree = self.tree;
        let object = checked.object(id);
        let Data::Map(entries) = tree.get(node).data else {
            self.wrong_type(&Type::Object(id), node);
            return None;
        };
        let context = self.with_marks(entries, |name| object.field(name).is_some(), context);
        let own_field = object.field(COMPLETE).is_some();
        let mut context = if own_field { context } else { self.with_completeness(entries, context) };
        let empty = FactValue::Object { object: id, fields: Fields::default(), complete: context.complete };
        let own_wording = self.under(entries, WORDING).is_some();
        let said = if own_wording { context } else { context.of_a_fact() };
        let fact = self.fact(tree.span(node), spot, said, empty);
        let mut fields: Vec<(usize, FactId)> = Vec::new();
        // Which field each entry is, those that say nothing too.
        let mut stated: Vec<(usize, Entry)> = Vec::new();
        let mut meant: BTreeSet<&str> = BTreeSet::new();

        // The period first: the tables beside and below it are held against it.
        let period = object.role(Role::Period);
        if let Some(index) = period
            && let Some(entry) = named(self, entries, object, index)
        {
            let bound = self.field(object, index, entry, fact, context);
            fields.extend(bound.map(|f| (index, f)));
            context.period = bound.and_then(|f| self.stated_period(f)).or(context.period);
        }
        for entry in entries {
            let Some(name) = tree.text(entry.key) else { continue };
            let index = object.field(name);
            stated.extend(index.map(|index| (index, *entry)));
            match index {
                Some(index) if Some(index) == period => {}
                Some(index) => {
                    let bound = self.field(object, index, *entry, fact, context);
                    fields.extend(bound.map(|f| (index, f)));
                }
                None if self.is_extra(name) || name == COMPLETE => {}
                None => meant.extend(self.unknown_field(id, entry.key, name)),
            }
        }
        stated.sort_by_key(|(index, _)| *index);
        self.required_fields_are_stated(object, (node, entries), (&stated, &meant), spot.key);
        let fields: Fields = fields.into_iter().collect();
        self.parts_fit(object, &fields);
        self.set_value(fact, FactValue::Object { object: id, fields, complete: context.complete });
        if id == checked.root() {
            self.join_documents(fact);
        }
        Some(fact)
    }

    fn field(
        &mut self,
        object: &ObjectType,
        index: usize,
        entry: Entry,
        parent: FactId,
        context: Context,
    ) -> Option<FactId> {
        let field = object.fields.get(index)?;
        let spot = Spot { parent: Some(parent), step: Step::Field(index), key: Some(self.tree.span(entry.key)) };
        if field.role.is_some_and(Role::is_reference) {
            return self.reference(field, entry.value, spot);
        }
        self.value(&field.ty, &field.name, entry.value, spot, context)
    }

    fn stated_period(&self, fact: FactId) -> Option<StatedPeriod> {
        let fact = self.facts.get(fact.index())?;
        match &fact.value {
            FactValue::Period(first, last) => {
                let (first, last) = years_of(*first, *last);
                Some(StatedPeriod { first, last, span: fact.span })
            }
            _ => None,
        }
    }

    fn required_fields_are_stated(
        &mut self,
        object: &ObjectType,
        (node, entries): (NodeId, &[Entry]),
        (stated, meant): (&[(usize, Entry)], &BTreeSet<&str>),
        key: Option<Span>,
    ) {
        for index in object.required() {
            // What is missing is not counted when it is not said.
            if self.found.is_full() {
                return;
            }
            let Some(field) = object.fields.get(index) else { continue };
            let at = stated.binary_search_by_key(&index, |(index, _)| *index).ok();
            let entry = at.and_then(|at| stated.get(at)).map(|(_, entry)| entry);
            let owner = || super::describe::owner(object);
            match entry {
                Some(entry) if self.says_nothing(entry.value) => {
                    let at = self.tree.span(entry.key);
                    self.report(error::missing_field(at, &field.name, &field.text, &owner(), true));
                }
                Some(_) => {}
                // A mistyped name of it is reported already.
                None if meant.contains(field.name.as_str()) => {}
                None => {
                    let first = entries.first().map(|e| self.tree.span(e.key));
                    let at = key.or(first).unwrap_or_else(|| self.tree.span(node));
                    self.report(error::missing_field(at, &field.name, &field.text, &owner(), false));
                }
            }
        }
    }

    /// Reports a name that the object does not have; gives the one that was likely meant.
    fn unknown_field(&mut self, id: ObjectId, key: NodeId, name: &str) -> Option<&'a str> {
        let severity = if self.passes_unknown { Severity::Warning } else { Severity::Error };
        if !self.found.has_room_for(severity, self.tree.span(key)) {
            return None;
        }
        let object = self.checked.object(id);
        let fields = object.fields.iter().map(|f| f.name.as_str());
        let known: Vec<&str> = fields.collect();
        let extras = self.extra_names();
        let meant = did_you_mean(name, known.iter().copied().chain(extras.iter().copied()));
        let places = |from| if meant.is_none() { places_of(self.checked, from, name) } else { Vec::new() };
        // Below the root is everywhere: that says nothing about indentation.
        let below = if id == self.checked.root() { Vec::new() } else { places(id) };
        let hints = Hints { meant, below, elsewhere: places(self.checked.root()), known };
        let fault = error::unknown_field(self.tree.span(key), name, &super::describe::owner(object), &hints);
        let lapsed = self.checked.lapsed_word(name);
        let mut fault = fault.maybe_help(lapsed.map(LapsedWord::help));
        fault.severity = severity;
        self.report(fault);
        meant
    }
}

fn named(binder: &Binder<'_>, entries: &[Entry], object: &ObjectType, index: usize) -> Option<Entry> {
    let name = &object.fields.get(index)?.name;
    entries.iter().copied().find(|e| binder.tree.text(e.key) == Some(name.as_str()))
}

/// Where a field with this name stands in the model, as paths from an object, nearest first: `gemeenten[].programma`.
fn places_of(checked: &Checked, from: ObjectId, name: &str) -> Vec<String> {
    const MOST: usize = 3;
    let mut places = Vec::new();
    let mut seen = BTreeSet::from([from]);
    let mut next = VecDeque::from([(from, String::new(), 0usize)]);
    while let Some((id, prefix, depth)) = next.pop_front() {
        let object = checked.object(id);
        if let Some(field) = object.field(name).and_then(|i| object.fields.get(i)) {
            places.push(format!("{prefix}{name}{}", below(&field.ty).0));
        }
        // No file goes deeper.
        if places.len() >= MOST || depth >= MAX_YAML_DEPTH {
            break;
        }
        for field in &object.fields {
            if let (mark, Some(inner)) = below(&field.ty)
                && seen.insert(inner)
            {
                next.push_back((inner, format!("{prefix}{}{mark}.", field.name), depth.saturating_add(1)));
            }
        }
    }
    places
}

/// How a path goes through a type, and the object it comes to.
fn below(ty: &Type) -> (&'static str, Option<ObjectId>) {
    match ty {
        Type::Object(id) => ("", Some(*id)),
        Type::List(item) => ("[]", below(item).1),
        Type::Table { item, .. } => match below(item).1 {
            Some(id) => (".<jaar>", Some(id)),
            None => ("", None),
        },
        _ => ("", None),
    }
}
