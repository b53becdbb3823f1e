//! Recorded deviations: which count, and what is to be said of each by itself.
//!
//! Takes: facts with records of deviations. Gives: what a finding says of the record it rests on, and a warning for each record
//! that is not complete, expired, not decided on yet, not needed, or about a norm that knows no deviation. Whether a record counts is decided by the
//! provisos of its rule and nowhere else; so every interface gives the same answer.

use std::collections::{BTreeSet, HashMap};
use std::sync::Arc;

use crate::agreement::bind as place;
use crate::agreement::facts::{FactId, FactValue, Facts, Step};
use crate::diagnostic::{Collector, Diagnostic, Severity, did_you_mean};
use crate::ruleset::Checked;
use crate::ruleset::model::{BinaryOp, Deviation, ExprId, ExprKind, Field, Role, Rule, RuleId};
use crate::source::Span;
use crate::syntax::MORE_FAULTS;

use super::case::Case;
use super::finding::{RecordStatus, Recorded, Verdict};
use super::machine::{Evaluation, Machine};
use super::outcome::{Cause, Outcome};
use super::value::{Kind, Value};

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

/// Whether a diagnostic is one of [`Case::records`]: it is about what the agreement records, not about how the file is written, and
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
        let machine = Machine::new(self);
        let rules = self.checked.rules().iter().zip(0..).map(|(rule, i)| (rule.id.as_str(), RuleId(i))).collect();
        let mut examiner = Examiner { machine, rules, looked: HashMap::new(), found: Collector::default() };
        named.iter().for_each(|record| examiner.examine(record));
        examiner.found.finish(MORE_FAULTS).sorted()
    }
}

/// Looks at the records of a file, one by one.
struct Examiner<'a> {
    machine: Machine<'a>,
    rules: HashMap<&'a str, RuleId>,
    /// Where each rule looked for records.
    looked: HashMap<RuleId, Looked>,
    found: Collector,
}

/// The records that the outcomes of a rule looked at.
struct Looked {
    /// What came out where a record was looked at.
    at: HashMap<FactId, BTreeSet<Verdict>>,
    /// The rule is about nothing here.
    about_nothing: bool,
    /// What is not known may yet make it look elsewhere.
    unknown: bool,
}

/// The field that an expression reads.
fn read_field(checked: &Checked, e: ExprId) -> Option<(usize, &Field)> {
    let ExprKind::Field(_, object, index) = &checked.expr(e).kind else { return None };
    Some((*index, checked.object(*object).fields.get(*index)?))
}

impl Examiner<'_> {
    fn examine(&mut self, named: &Named<'_>) {
        let checked = self.machine.checked;
        let Some(id) = self.rules.get(named.norm).copied() else {
            if self.found.has_room_for(Severity::Warning, named.span) {
                let known = checked.rules().iter().filter(|r| r.deviation.is_some()).map(|r| r.id.as_str());
                let near = did_you_mean(named.norm, known);
                self.found.push(error::unknown_norm(named.norm, near).at(named.span));
            }
            return;
        };
        let rule = checked.rule(id);
        let Some(deviation) = &rule.deviation else {
            return self.found.push(error::no_deviation(&rule.id).at(named.span));
        };
        let found = self.machine.standing(named, rule, deviation);
        let is_whole = found.is_empty();
        found.into_iter().for_each(|d| self.found.push(d));
        if is_whole && let Some(unused) = self.unused(named, id, rule, deviation) {
            self.found.push(unused);
        }
    }

    /// A record that no outcome rests on: its norm is met or does not apply, or the rule looks elsewhere.
    fn unused(&mut self, named: &Named<'_>, id: RuleId, rule: &Rule, deviation: &Deviation) -> Option<Diagnostic> {
        let machine = &mut self.machine;
        if machine.is_off(id) || rule.portfolio != machine.facts.is_portfolio(machine.checked) {
            return None;
        }
        let looked = self.looked.entry(id).or_insert_with(|| machine.looked(id, deviation));
        let Some(read) = looked.at.get(&named.record) else {
            return match (looked.about_nothing, looked.unknown) {
                (true, _) => Some(error::unused(&rule.id, Verdict::NotApplicable).at(named.span)),
                (false, true) => None,
                (false, false) => Some(error::misplaced(&rule.id).at(named.span)),
            };
        };
        let met = read.contains(&Verdict::Met);
        let needless = read.iter().all(|v| matches!(v, Verdict::Met | Verdict::NotApplicable));
        let why = if met { Verdict::Met } else { Verdict::NotApplicable };
        needless.then(|| error::unused(&rule.id, why).at(named.span))
    }
}

impl<'a> Machine<'a> {
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

    /// Where the outcomes of a rule looked for records: mostly all of them in one list.
    fn looked(&mut self, id: RuleId, deviation: &Deviation) -> Looked {
        let rule = self.checked.rule(id);
        let outcomes = self.run_rule(id);
        let mut lists: Vec<(Arc<[Value]>, BTreeSet<Verdict>)> = vec![];
        for outcome in outcomes.iter().filter(|o| o.complete) {
            let own = Evaluation::of(rule, outcome.frame.clone());
            let (seen, _) = self.within(own, |m| m.eval(deviation.records));
            let Kind::List(items) = seen.kind else { continue };
            match lists.last_mut().filter(|(last, _)| Arc::ptr_eq(last, &items)) {
                Some((_, verdicts)) => _ = verdicts.insert(outcome.verdict),
                None => lists.push((items, BTreeSet::from([outcome.verdict]))),
            }
        }
        let mut at: HashMap<FactId, BTreeSet<Verdict>> = HashMap::new();
        for (items, verdicts) in &lists {
            items.iter().filter_map(|v| v.fact).for_each(|record| at.entry(record).or_default().extend(verdicts));
        }
        Looked {
            at,
            about_nothing: outcomes.iter().all(|o| o.verdict == Verdict::NotApplicable),
            unknown: outcomes.iter().any(|o| !o.complete && o.verdict == Verdict::NotCheckable),
        }
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
        let stated: Vec<(String, FactId)> = fields
            .iter()
            .filter(|(index, _)| *index != norm_field)
            .filter_map(|(index, value)| Some((names.get(index)?.name.clone(), value)))
            .collect();
        let span = self.facts.field(record, norm_field).map_or(fact.span, |norm| self.facts.get(norm).span);
        let path = place::path(self.checked, self.facts, record);
        let fields = stated.into_iter().map(|(name, id)| (name, self.shown(id))).collect();
        Some(Recorded { status, path, span, fields })
    }
}
