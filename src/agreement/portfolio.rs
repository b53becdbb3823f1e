//! Several agreements as one set of facts: the object that the ruleset bundles, with the agreements in its list.
//!
//! Takes: the facts of files that were bound to one ruleset. Gives: facts that hold copies of them all, in the order given.
//! Every fact keeps its place in its own file. Never adds up or compares anything: that is for the rules.

use super::facts::{Fact, FactId, FactValue, Facts, Fields, Marks, MarksId, Step};
use crate::ruleset::model::{Bundle, Checked, Role};

/// Gives a portfolio that states no period the years from the first to the last of its agreements.
pub(in crate::agreement) fn with_period(checked: &Checked, mut facts: Facts) -> Facts {
    let root = facts.root();
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
    let value = FactValue::Period(from, to);
    let marks = MarksId::default();
    let id = facts.push(Fact { span, key: None, above: Some(root), step: Step::Field(own), value, marks });
    set_field(&mut facts, root, own, id);
    facts
}

/// Several agreements as one set of facts, in the order given; all bound to the same ruleset. And the facts of each of them as they
/// were, by their numbers among all.
#[must_use]
pub fn portfolio(checked: &Checked, bundle: Bundle, members: Vec<Facts>) -> (Facts, Vec<Facts>) {
    let place = members.first().map(|m| m.get(m.root()).span).unwrap_or_default();
    let fact = |above, step, value| Fact { span: place, key: None, above, step, value, marks: MarksId::default() };
    let (root, list) = (FactId::ROOT, FactId::new(1));
    let fields = Fields::from_iter([(bundle.field, list)]);
    // Its root, its list and its period come on top.
    let size = members.iter().fold(3usize, |n, m| n.saturating_add(m.len()));
    let mut facts = Vec::with_capacity(size);
    facts.push(fact(None, Step::Root, FactValue::Object { object: bundle.object, fields, complete: false }));
    facts.push(fact(Some(root), Step::Field(bundle.field), FactValue::List(vec![])));
    let mut marks = vec![Marks::default()];
    let mut parts = Vec::with_capacity(members.len());
    // Each is let go when it is copied: a country's worth of facts need not be there twice.
    for (index, member) in members.into_iter().enumerate() {
        let first = facts.len();
        let shift = Shift {
            facts: first,
            // The empty set of marks, number 0, is shared.
            marks: u32::try_from(marks.len()).unwrap_or(u32::MAX).saturating_sub(1),
        };
        facts.extend(member.iter().map(|(_, f)| shift.copy(f)));
        marks.extend(member.all_marks().iter().skip(1).cloned());
        let top = shift.fact(member.root());
        if let Some(top) = facts.get_mut(top.index()) {
            (top.above, top.step) = (Some(list), Step::Item(index));
        }
        parts.push((first..facts.len(), top));
    }
    if let Some(list) = facts.get_mut(list.index()) {
        list.value = FactValue::List(parts.iter().map(|(_, top)| *top).collect());
    }
    let all = with_period(checked, Facts::new(facts, marks, root, Vec::new()));
    let parts = parts.into_iter().map(|(own, top)| all.part(own, top)).collect();
    (all, parts)
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
    Fact { value, above: fact.above.map(&id), span: fact.span, key: fact.key, step: fact.step, marks: fact.marks }
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
    let list = checked.bundle().and_then(|b| facts.field(facts.root(), b.field));
    match list.map(|l| &facts.get(l).value) {
        Some(FactValue::List(items)) => items.clone(),
        _ => vec![],
    }
}

fn set_field(facts: &mut Facts, object: FactId, index: usize, field: FactId) {
    if let Some(FactValue::Object { fields, .. }) = facts.value_mut(object) {
        fields.set(index, Some(field));
    }
}
