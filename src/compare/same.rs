//! Whether two agreements can be compared: about the same place, and about years that meet.

use std::collections::BTreeSet;

use jiff::civil::Date;

use crate::agreement::facts::{FactValue, Facts};
use crate::diagnostic::Diagnostic;
use crate::ruleset::Checked;
use crate::ruleset::model::Role;
use crate::source::Span;
use crate::text;

use super::Side;

/// Why two agreements cannot be compared; `None` when they can.
///
/// Refused: agreements that share no municipality, and agreements whose years neither overlap nor follow on each other. What an
/// agreement does not state is no reason to refuse.
#[must_use]
pub fn refusal(before: Side<'_>, after: Side<'_>) -> Option<Diagnostic> {
    let (a, b) = (names(before.checked, before.facts), names(after.checked, after.facts));
    if let (Some((first, at)), Some((second, other))) = (a, b)
        && first.iter().all(|(key, _)| !second.iter().any(|(k, _)| k == key))
    {
        let say = |names: &BTreeSet<(String, String)>| {
            names.iter().map(|(_, name)| name.as_str()).collect::<Vec<_>>().join(", ")
        };
        let (x, y) = (say(&first), say(&second));
        let d = Diagnostic::error(
            "compare::other_municipality",
            at,
            text!(
                "de afspraken gaan over verschillende gemeenten",
                "the agreements are about different municipalities"
            ),
        );
        return Some(d.here(text!("{x}", "{x}")).also(other, text!("{y}", "{y}")).help(text!(
            "vergelijk twee afspraken van dezelfde gemeente, of verbeter de naam; meer gemeenten samen toetst `toets check --portfolio`",
            "compare two agreements of one municipality, or correct the name; `toets check --portfolio` checks several together"
        )));
    }
    let (Some((a, at)), Some((b, other))) = (period(before.checked, before.facts), period(after.checked, after.facts))
    else {
        return None;
    };
    if meet(a, b) {
        return None;
    }
    let d = Diagnostic::error(
        "compare::other_period",
        at,
        text!(
            "de afspraken gaan over jaren die niet op elkaar aansluiten",
            "the agreements are about years that do not follow on each other"
        ),
    );
    Some(d.also(other, text!("", "")).help(text!(
        "vergelijk een afspraak met een andere versie ervan, of met die van de jaren ervoor of erna",
        "compare an agreement with another version of it, or with that of the years before or after"
    )))
}

/// The names of the municipalities, each with the key that it is compared by, and where they stand; `None` when none is named.
fn names(checked: &Checked, facts: &Facts) -> Option<(BTreeSet<(String, String)>, Span)> {
    let FactValue::Object { object, .. } = &facts.get(facts.root()).value else { return None };
    let list = facts.field(facts.root(), checked.object(*object).role(Role::Area)?)?;
    let FactValue::List(items) = &facts.get(list).value else { return None };
    let mut out = BTreeSet::new();
    let mut span = None;
    for item in items {
        let FactValue::Object { object, .. } = &facts.get(*item).value else { continue };
        let Some(label) = checked.object(*object).role(Role::Label).and_then(|i| facts.field(*item, i)) else {
            continue;
        };
        if let FactValue::Text(name) = &facts.get(label).value {
            out.insert((name.trim().to_lowercase(), name.trim().to_owned()));
            span = span.or(Some(facts.get(label).span));
        }
    }
    Some((out, span?))
}

fn period(checked: &Checked, facts: &Facts) -> Option<((Date, Date), Span)> {
    let FactValue::Object { object, .. } = &facts.get(facts.root()).value else { return None };
    let fact = facts.get(facts.field(facts.root(), checked.object(*object).role(Role::Period)?)?);
    match fact.value {
        FactValue::Period(first, last) => Some(((first, last), fact.span)),
        _ => None,
    }
}

/// Whether two periods overlap, or one begins on the day after the other ends.
fn meet(a: (Date, Date), b: (Date, Date)) -> bool {
    let reaches = |last: Date, first: Date| last.tomorrow().is_ok_and(|day| day >= first) || last >= first;
    reaches(a.1, b.0) && reaches(b.1, a.0)
}
