//! Several agreements as one set of facts: the object that the ruleset bundles, with the agreements in its list.
//!
//! Takes: the facts of files that were bound to one ruleset. Gives: facts that hold copies of them all, in the order given.
//! Every fact keeps its place in its own file. Never adds up or compares anything: that is for the rules.

use super::facts::{Fact, FactId, FactValue, Facts, MarksId, Step};
use crate::ruleset::model::{Checked, Role};

/// Gives a portfolio that states no period the years from the first to the last of its agreements.
pub(in crate::agreement) fn with_period(checked: &Checked, mut facts: Facts) -> Facts {
    let root = facts.root;
    let FactValue::Object { object, fields, .. } = &facts.get(root).value else { return facts };
    let Some(own) = checked.object(*object).role(Role::Period) else { return facts };
    if fields.get(own).is_some_and(Option::is_some) {
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
    let id = FactId(u32::try_from(facts.facts.len()).unwrap_or(u32::MAX));
    let value = FactValue::Period(from, to);
    let marks = MarksId::default();
    facts.facts.push(Fact { span, key: None, parent: Some(root), step: Step::Field(own), value, marks });
    set_field(&mut facts, root, own, id);
    facts
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
    let fact = facts.facts.get_mut(object.0 as usize);
    if let Some(FactValue::Object { fields, .. }) = fact.map(|f| &mut f.value)
        && let Some(slot) = fields.get_mut(index)
    {
        *slot = Some(field);
    }
}
