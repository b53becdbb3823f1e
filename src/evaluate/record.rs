//! Recorded deviations: which count, and what is to be said of each by itself.
//!
//! Takes: facts with records of deviations. Gives: what a finding says of the record it rests on, and a warning for each record
//! that is not complete, expired, not decided on yet, not needed, or about a norm that knows no deviation. Whether a record counts is decided by the
//! provisos of its rule and nowhere else; so every interface gives the same answer.

use crate::agreement::bind as place;
use crate::agreement::facts::{FactId, FactValue, Facts, Step};
use crate::diagnostic::{Diagnostic, did_you_mean};
use crate::ruleset::Checked;
use crate::ruleset::model::{BinaryOp, Deviation, ExprId, ExprKind, Field, Role, Rule, RuleId};
use crate::source::Span;

use super::case::Case;
use super::finding::{RecordStatus, Recorded, Verdict};
use super::machine::{Evaluation, Machine};
use super::outcome::{Cause, Outcome};
use super::value::Kind;

mod error;

/// A record, and the norm that it names.
struct Named<'a> {
    record: FactId,
    norm: &'a str,
    /// Where the norm is named.
    span: Span,
}

/// Every record of a file, in its order.
fn all<'a>(checked: &Checked, facts: &'a Facts) -> Vec<Named<'a>> {
    let all = facts.iter();
    all.filter_map(|(id, fact)| {
        let FactValue::RuleRef(norm) = &fact.value else { return None };
        let (Some(record), Step::Field(index)) = (facts.parent(id), fact.step) else { return None };
        let FactValue::Object { object, .. } = &facts.get(record).value else { return None };
        let names_norm = checked.object(*object).role(Role::Norm) == Some(index);
        names_norm.then_some(Named { record, norm, span: fact.span })
    })
    .collect()
}

/// Whether a diagnostic is one of [`records`]: it is about what the agreement records, not about how the file is written, and
/// weighs as a warning among the findings.
#[must_use]
pub fn is_about_a_record(diagnostic: &Diagnostic) -> bool {
    diagnostic.code.starts_with(error::STAGE)
}

impl Case<'_> {
    /// What there is to say of recorded deviations themselves, in the order of the file.
    ///
    /// The verdict on a norm says whether its record was accepted; this says what a reader would not see there: a record that is
    /// not complete, has expired or is not decided on yet (also where the norm is met), one that is not needed, one that stands
    /// where the rule does not look, and one of a norm that the ruleset does not have or that knows no deviation.
    #[must_use]
    pub fn records(self) -> Vec<Diagnostic> {
        if self.options.ignore_deviations || self.checked.rules().is_empty() {
            return vec![];
        }
        let named = all(self.checked, self.facts);
        if named.is_empty() {
            return vec![];
        }
        let mut machine = Machine::new(self);
        named.iter().flat_map(|record| machine.examine(record)).collect()
    }
}

/// The field that an expression reads.
fn read_field(checked: &Checked, e: ExprId) -> Option<(usize, &Field)> {
    let ExprKind::Field(_, object, index) = &checked.expr(e).kind else { return None };
    Some((*index, checked.object(*object).fields.get(*index)?))
}

impl<'a> Machine<'a> {
    fn examine(&mut self, named: &Named<'_>) -> Vec<Diagnostic> {
        let Some(id) = self.checked.rule_id(named.norm) else {
            let known = self.checked.rules().iter().filter(|r| r.deviation.is_some()).map(|r| r.id.as_str());
            let near = did_you_mean(named.norm, known);
            return vec![error::unknown_norm(named.norm, near).at(named.span)];
        };
        let rule = self.checked.rule(id);
        let Some(deviation) = &rule.deviation else {
            return vec![error::no_deviation(&rule.id).at(named.span)];
        };
        let mut found = self.standing(named, rule, deviation);
        if found.is_empty() {
            found.extend(self.unused(named, id, rule, deviation));
        }
        found
    }

    /// What the data model asks of every record.
    fn standing(&mut self, named: &Named<'_>, rule: &'a Rule, deviation: &Deviation) -> Vec<Diagnostic> {
        let holds = |m: &mut Self| -> Vec<Option<bool>> {
            let record = m.read(named.record);
            m.set(deviation.slot, Some(record));
            let standing = deviation.provisos.iter().take(deviation.standing);
            standing.map(|proviso| m.eval(proviso.expr).truth()).collect()
        };
        let (holds, _) = self.within(Evaluation::blank(rule), holds);
        let (mut lacks, mut out) = (vec![], vec![]);
        for (proviso, holds) in deviation.provisos.iter().zip(holds) {
            match &self.checked.expr(proviso.expr).kind {
                ExprKind::Recorded(value) if holds != Some(true) => {
                    lacks.extend(read_field(self.checked, *value).map(|(_, f)| f.name.as_str()));
                }
                ExprKind::Binary(op, value, _) if holds == Some(false) => {
                    let at =
                        read_field(self.checked, *value).and_then(|(index, _)| self.facts.field(named.record, index));
                    let Some(fact) = at.map(|at| self.facts.get(at)) else { continue };
                    let FactValue::Date(day) = fact.value else { continue };
                    let d = if *op == BinaryOp::Ge {
                        error::expired(&rule.id, day, self.date)
                    } else {
                        error::not_yet_decided(&rule.id, day, self.date)
                    };
                    out.push(d.at(fact.span));
                }
                _ => {}
            }
        }
        if !lacks.is_empty() {
            out.insert(0, error::incomplete(&rule.id, &lacks).at(named.span));
        }
        out
    }

    /// A record that no outcome rests on: its norm is met or does not apply, or the rule looks elsewhere.
    fn unused(&mut self, named: &Named<'_>, id: RuleId, rule: &'a Rule, deviation: &Deviation) -> Option<Diagnostic> {
        if self.is_off(id) || rule.portfolio != self.facts.is_portfolio(self.checked) {
            return None;
        }
        let outcomes = self.run_rule(id);
        let mut read: Vec<Verdict> = vec![];
        for outcome in outcomes.iter().filter(|o| o.complete) {
            let own = Evaluation::of(rule, outcome.frame.clone());
            let (looked, _) = self.within(own, |m| m.eval(deviation.records));
            match looked.kind {
                Kind::List(items) if items.iter().any(|v| v.fact == Some(named.record)) => read.push(outcome.verdict),
                _ => {}
            }
        }
        if read.is_empty() {
            // Without a subject the rule is about nothing here; what is not known may yet make it look here.
            let about_nothing = outcomes.iter().all(|o| o.verdict == Verdict::NotApplicable);
            let unknown = outcomes.iter().any(|o| !o.complete && o.verdict == Verdict::NotCheckable);
            return match (about_nothing, unknown) {
                (true, _) => Some(error::unused(&rule.id, Verdict::NotApplicable).at(named.span)),
                (false, true) => None,
                (false, false) => Some(error::misplaced(&rule.id).at(named.span)),
            };
        }
        let met = read.contains(&Verdict::Met);
        let needless = read.iter().all(|v| matches!(v, Verdict::Met | Verdict::NotApplicable));
        let why = if met { Verdict::Met } else { Verdict::NotApplicable };
        needless.then(|| error::unused(&rule.id, why).at(named.span))
    }

    /// What a finding says of the record that it rests on.
    pub(super) fn record(&mut self, rule: &Rule, outcome: &Outcome) -> Option<Recorded> {
        let (record, status) = match &outcome.cause {
            Cause::Accepted(record) => (*record, RecordStatus::Accepted),
            Cause::Refused(record, _) => (*record, RecordStatus::Refused),
            Cause::Undecided(record) => (*record, RecordStatus::Undecided),
            _ => return None,
        };
        let norm_field = rule.deviation.as_ref()?.norm_field;
        let fact = self.facts.get(record);
        let FactValue::Object { object, fields, .. } = &fact.value else { return None };
        let names = &self.checked.object(*object).fields;
        let stated: Vec<(String, FactId)> = names
            .iter()
            .zip(fields)
            .enumerate()
            .filter(|(index, _)| *index != norm_field)
            .filter_map(|(_, (field, value))| Some((field.name.clone(), (*value)?)))
            .collect();
        let span = self.facts.field(record, norm_field).map_or(fact.span, |norm| self.facts.get(norm).span);
        let path = place::path(self.checked, self.facts, record);
        let fields = stated.into_iter().map(|(name, id)| (name, self.shown(id))).collect();
        Some(Recorded { status, path, span, fields })
    }
}
