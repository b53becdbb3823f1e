//! Recorded deviations that count nowhere.
//!
//! Takes: the facts of a file and the ruleset it is held against. Gives: a warning for every deviation that names a norm which
//! the ruleset does not have, or that cannot be deviated from. Never an error: another ruleset may know the norm.

use crate::agreement::facts::{FactId, FactValue, Facts};
use crate::cli::fault;
use crate::diagnostic::Diagnostic;
use crate::ruleset::Checked;

/// The warnings, in order of the file.
pub(crate) fn unheard(checked: &Checked, facts: &Facts) -> Vec<Diagnostic> {
    let mut out = Vec::new();
    if checked.rules().is_empty() {
        return out;
    }
    for number in 0..facts.len() {
        let fact = facts.get(FactId(u32::try_from(number).unwrap_or(u32::MAX)));
        let FactValue::RuleRef(id) = &fact.value else { continue };
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
