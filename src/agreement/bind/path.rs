//! Names of facts for people and machines.

use std::collections::HashMap;

use crate::agreement::facts::{FactId, FactValue, Facts, Step};
use crate::lang::shortened;
use crate::ruleset::model::{Checked, ObjectId, ObjectType, Role};

use super::table::TOTAL;

/// Characters of a name that a path or a subject shows. Longer than any name: a page of text in its place would come back in
/// every finding.
const LONGEST_NAME: usize = 200;

/// A readable path such as `gemeenten[Meerdijk].programma.2026.woningen`; empty for the root. Items of a list go by the text
/// of their field with the role `aanduiding`, else by their number from 1. What a framework or a part says goes by the
/// name it has in the agreement as a whole: the file that it stands in is told by its place.
#[must_use]
pub fn path(checked: &Checked, facts: &Facts, id: FactId) -> String {
    let mut chain = Vec::new();
    let asked = id;
    let mut next = Some(id);
    while let Some(id) = next {
        chain.push(id);
        next = facts.parent(id);
    }
    let mut out = String::new();
    let mut joined = false;
    for id in chain.into_iter().rev() {
        let fact = facts.get(id);
        // The items of a list of parts are no step of their own either.
        if std::mem::take(&mut joined) && matches!(fact.step, Step::Item(_)) {
            continue;
        }
        if id != asked && is_joined(checked, facts, id) {
            joined = true;
            continue;
        }
        push_step(&mut out, checked, facts, id);
    }
    out
}

/// The last step of a path, after the path so far.
fn push_step(out: &mut String, checked: &Checked, facts: &Facts, id: FactId) {
    // The root is no step, also where it is an item among the agreements of several files.
    if id == facts.root() {
        return;
    }
    let fact = facts.get(id);
    let dot = |out: &mut String| {
        if !out.is_empty() {
            out.push('.');
        }
    };
    match fact.step {
        Step::Root => {}
        Step::Field(index) => {
            let object = facts.parent(id).and_then(|p| object_of(checked, facts, p));
            let name = object.and_then(|o| o.fields.get(index)).map_or("?", |f| f.name.as_str());
            dot(out);
            out.push_str(name);
        }
        Step::Item(index) => {
            let name = name_of(checked, facts, id).unwrap_or_else(|| number(index));
            out.push('[');
            out.push_str(&name);
            out.push(']');
        }
        Step::Year(year) => {
            dot(out);
            out.push_str(&year.to_string());
        }
        Step::Total => {
            // A bare value for a table is its total: the file has no key for it.
            let written = fact.key != facts.parent(id).and_then(|p| facts.get(p).key);
            if written {
                dot(out);
                out.push_str(TOTAL);
            }
        }
    }
}

/// The paths of many facts, which mostly have the longer part in common: a finding about the country names thousands.
pub(crate) struct Paths<'a> {
    checked: &'a Checked,
    facts: &'a Facts,
    /// Of facts that hold others.
    known: HashMap<FactId, String>,
}

impl<'a> Paths<'a> {
    pub(crate) fn new(checked: &'a Checked, facts: &'a Facts) -> Self {
        Paths { checked, facts, known: HashMap::new() }
    }

    /// What [`path`] gives.
    pub(crate) fn of(&mut self, id: FactId) -> String {
        let (checked, facts) = (self.checked, self.facts);
        let Some(parent) = facts.parent(id) else { return path(checked, facts, id) };
        // A step through another agreement is left out of the paths below it, but not of its own.
        let joined = |id: FactId| is_joined(checked, facts, id);
        if joined(parent) || facts.parent(parent).is_some_and(joined) {
            return path(checked, facts, id);
        }
        let mut out = match self.known.get(&parent) {
            Some(known) => known.clone(),
            None => {
                let prefix = self.of(parent);
                self.known.insert(parent, prefix.clone());
                prefix
            }
        };
        push_step(&mut out, checked, facts, id);
        out
    }
}

/// Whether a fact is another agreement, or a list of them, whose figures count as those of the agreement it belongs to.
fn is_joined(checked: &Checked, facts: &Facts, id: FactId) -> bool {
    let Step::Field(index) = facts.get(id).step else { return false };
    let object = facts.parent(id).and_then(|p| object_of(checked, facts, p));
    object.and_then(|o| o.fields.get(index)).and_then(|f| f.role).is_some_and(Role::is_joined)
}

/// What a fact is called as the subject of a rule: `gemeente Meerdijk`, `project 2`, `programmajaar 2026`; the path for a
/// value that is no object.
#[must_use]
pub fn label(checked: &Checked, facts: &Facts, id: FactId) -> String {
    let Some(object) = object_of(checked, facts, id) else { return label_of_value(checked, facts, id) };
    let kind = object.name.replace('_', " ");
    let name = name_of(checked, facts, id).or_else(|| match facts.get(id).step {
        Step::Item(index) => Some(number(index)),
        Step::Year(year) => Some(year.to_string()),
        _ => None,
    });
    match name {
        Some(name) => format!("{kind} {name}"),
        None => kind,
    }
}

/// A name stands for what it names: `regio Meerdijk`; another text for itself.
fn label_of_value(checked: &Checked, facts: &Facts, id: FactId) -> String {
    let fact = facts.get(id);
    let named = facts.parent(id).filter(|parent| match fact.step {
        Step::Field(index) => object_of(checked, facts, *parent).is_some_and(|o| o.role(Role::Label) == Some(index)),
        _ => false,
    });
    match (named, &fact.value) {
        (Some(parent), _) => label(checked, facts, parent),
        (None, FactValue::Text(text)) => shortened(text, LONGEST_NAME).into_owned(),
        _ => path(checked, facts, id),
    }
}

fn number(index: usize) -> String {
    index.saturating_add(1).to_string()
}

fn object_id(facts: &Facts, id: FactId) -> Option<ObjectId> {
    match &facts.get(id).value {
        FactValue::Object { object, .. } => Some(*object),
        _ => None,
    }
}

fn object_of<'c>(checked: &'c Checked, facts: &Facts, id: FactId) -> Option<&'c ObjectType> {
    object_id(facts, id).map(|object| checked.object(object))
}

/// The text of an object's field with the role `aanduiding`.
fn name_of(checked: &Checked, facts: &Facts, id: FactId) -> Option<String> {
    let index = object_of(checked, facts, id)?.role(Role::Label)?;
    match &facts.get(facts.field(id, index)?).value {
        FactValue::Text(text) => Some(shortened(text, LONGEST_NAME).into_owned()),
        _ => None,
    }
}
