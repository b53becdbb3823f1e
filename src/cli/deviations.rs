//! Recorded deviations that count nowhere.
//!
//! Takes: the facts of a file and the ruleset it is held against. Gives: a warning for every deviation that names a norm which
//! the ruleset does not have, or that cannot be deviated from. Never an error: another ruleset may know the norm.

use crate::agreement::facts::{Fact, FactId, FactValue, Facts, Step};
use crate::cli::fault;
use crate::diagnostic::Diagnostic;
use crate::ruleset::Checked;
use crate::ruleset::model::Role;

/// The warnings, in order of the file.
pub(crate) fn unheard(checked: &Checked, facts: &Facts) -> Vec<Diagnostic> {
    let mut out = Vec::new();
    if checked.rules().is_empty() {
        return out;
    }
    for number in 0..facts.len() {
        let fact = facts.get(FactId(u32::try_from(number).unwrap_or(u32::MAX)));
        let FactValue::RuleRef(id) = &fact.value else { continue };
        if !names_the_norm(checked, facts, fact) {
            continue;
        }
        match checked.rule_named(id) {
            Some(rule) if rule.deviation.is_some() => {}
            Some(_) => out.push(fault::no_deviation(id).at(fact.span)),
            None => {
                let known = checked.rules().iter().filter(|r| r.deviation.is_some()).map(|r| r.id.as_str());
                out.push(fault::unknown_deviation(id, known).at(fact.span));
            }
        }
    }
    out
}

/// Whether a rule is named as the norm of a record, and not for another reason, such as a point of dispute.
fn names_the_norm(checked: &Checked, facts: &Facts, fact: &Fact) -> bool {
    let Some(FactValue::Object { object, .. }) = fact.parent.map(|p| &facts.get(p).value) else { return false };
    matches!(fact.step, Step::Field(index) if checked.object(*object).role(Role::Norm) == Some(index))
}
