//! Several agreements as one set of facts: the object that the ruleset bundles, with the agreements in its list.
//!
//! Takes: the facts of files that were bound to one ruleset. Gives: facts that hold copies of them all, in the order given.
//! Every fact keeps its place in its own file. Never adds up or compares anything: that is for the rules.

use std::collections::BTreeMap;

use super::facts::{Fact, FactId, FactValue, Facts, Fields, Marks, MarksId, Step};
use crate::ruleset::model::{Bundle, Checked, Role};

/// Gives a portfolio that states no period the years from the first to the last of its agreements.
pub(in crate::agreement) fn with_period(checked: &Checked, mut facts: Facts) -> Facts {
    let root = facts.root;
    let FactValue::Object { object, fields, .. } = &facts.get(root).value else { return facts };
    let Some(own) = checked.object(*object).role(Role::Period) else { return facts };
    if fields.get(own).is_some() {
        return facts;
    }
    let Some(theirs) = checked.object(checked.root()).role(Role::Period) else { return facts };
    let periods = agreements(checked, &facts).into_iter().filter_map(|a| facts.field(a, theirs)).filter_map(|f| {
        let fact = facts.get(f);
        match fact.value {
            FactValue::Period(from, to) => Some((from, to, fact.span)),
            _ => None,
        }
    });
    let whole = periods.reduce(|a, b| (a.0.min(b.0), a.1.max(b.1), a.2));
    let Some((from, to, span)) = whole else { return facts };
    let id = FactId::new(facts.facts.len());
    let value = FactValue::Period(from, to);
    let marks = MarksId::default();
    facts.facts.push(Fact { span, key: None, parent: Some(root), step: Step::Field(own), value, marks });
    set_field(&mut facts, root, own, id);
    facts
}

/// Several agreements as one set of facts, in the order given; all bound to the same ruleset.
#[must_use]
pub fn portfolio(checked: &Checked, bundle: Bundle, members: Vec<Facts>) -> Facts {
    let place = members.first().map(|m| m.get(m.root).span).unwrap_or_default();
    let fact = |parent, step, value| Fact { span: place, key: None, parent, step, value, marks: MarksId::default() };
    let (root, list) = (FactId::ROOT, FactId::new(1));
    let fields = Fields::from_iter([(bundle.field, list)]);
    // Its root, its list and its period come on top.
    let size = members.iter().fold(3usize, |n, m| n.saturating_add(m.len()));
    let mut facts = Vec::with_capacity(size);
    facts.push(fact(None, Step::Root, FactValue::Object { object: bundle.object, fields, complete: false }));
    facts.push(fact(Some(root), Step::Field(bundle.field), FactValue::List(vec![])));
    let mut marks = vec![Marks::default()];
    let mut items = Vec::with_capacity(members.len());
    // Each is let go when it is copied: a country's worth of facts need not be there twice.
    for (index, member) in members.into_iter().enumerate() {
        let shift = Shift {
            facts: facts.len(),
            // The empty set of marks, number 0, is shared.
            marks: u32::try_from(marks.len()).unwrap_or(u32::MAX).saturating_sub(1),
        };
        items.push(shift.fact(member.root));
        facts.extend(member.facts.iter().map(|f| shift.copy(f)));
        marks.extend(member.marks.iter().skip(1).cloned());
        if let Some(top) = items.last().and_then(|id| facts.get_mut(id.index())) {
            (top.parent, top.step) = (Some(list), Step::Item(index));
        }
    }
    if let Some(list) = facts.get_mut(list.index()) {
        list.value = FactValue::List(items);
    }
    with_period(checked, Facts { facts, marks, root })
}

/// The facts of one of the agreements of a portfolio, as they were before: the member with this number, in the order given.
#[must_use]
pub fn member(checked: &Checked, facts: &Facts, number: usize) -> Option<Facts> {
    let all = agreements(checked, facts);
    let first = all.get(number)?.index();
    // A period that the portfolio was given comes after its members, and belongs to its root.
    let after = |at: &usize| facts.facts.get(*at).is_some_and(|f| f.parent == Some(facts.root));
    let end = all
        .get(number.saturating_add(1))
        .map_or_else(|| (first..facts.len()).find(after).unwrap_or(facts.len()), |next| next.index());
    let mut marks = vec![Marks::default()];
    let mut moved: BTreeMap<MarksId, MarksId> = BTreeMap::from([(MarksId::default(), MarksId::default())]);
    let mut out = Vec::with_capacity(end.saturating_sub(first));
    for fact in facts.facts.get(first..end)? {
        let id = *moved.entry(fact.marks).or_insert_with(|| {
            marks.push(facts.marks(fact.marks).clone());
            MarksId(u32::try_from(marks.len()).unwrap_or(u32::MAX).saturating_sub(1))
        });
        out.push(Fact { marks: id, ..copied(fact, |id| FactId::new(id.index().saturating_sub(first))) });
    }
    if let Some(root) = out.first_mut() {
        (root.parent, root.step) = (None, Step::Root);
    }
    Some(Facts { facts: out, marks, root: FactId::ROOT })
}

/// A fact with other numbers for those that it refers to.
fn copied(fact: &Fact, id: impl Fn(FactId) -> FactId) -> Fact {
    let value = match &fact.value {
        FactValue::Object { object, fields, complete } => FactValue::Object {
            object: *object,
            fields: fields.iter().map(|(index, field)| (index, id(field))).collect(),
            complete: *complete,
        },
        FactValue::List(items) => FactValue::List(items.iter().map(|item| id(*item)).collect()),
        FactValue::Table { years, total, period } => FactValue::Table {
            years: years.iter().map(|(year, value)| (*year, id(*value))).collect(),
            total: total.map(&id),
            period: *period,
        },
        other => other.clone(),
    };
    Fact { value, parent: fact.parent.map(&id), ..fact.clone() }
}

/// How far the numbers of one file's facts and marks move.
#[derive(Clone, Copy)]
struct Shift {
    facts: usize,
    marks: u32,
}

impl Shift {
    fn fact(self, id: FactId) -> FactId {
        FactId::new(id.index().saturating_add(self.facts))
    }

    fn copy(self, fact: &Fact) -> Fact {
        let marks = if fact.marks.0 == 0 { fact.marks } else { MarksId(fact.marks.0.saturating_add(self.marks)) };
        Fact { marks, ..copied(fact, |id| self.fact(id)) }
    }
}

/// The agreements of a portfolio, in order.
fn agreements(checked: &Checked, facts: &Facts) -> Vec<FactId> {
    let list = checked.bundle().and_then(|b| facts.field(facts.root, b.field));
    match list.map(|l| &facts.get(l).value) {
        Some(FactValue::List(items)) => items.clone(),
        _ => vec![],
    }
}

fn set_field(facts: &mut Facts, object: FactId, index: usize, field: FactId) {
    let fact = facts.facts.get_mut(object.index());
    if let Some(FactValue::Object { fields, .. }) = fact.map(|f| &mut f.value) {
        fields.set(index, Some(field));
    }
}
