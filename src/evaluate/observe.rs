//! One rule on one file with everything it went through: for the tools that judge the tests beside a ruleset.
//!
//! Takes: what `evaluate` takes, and a rule. Gives: its outcomes with their steps, and the steps of what would be said of them.
//! Nothing is recorded for this: it reads the trace that is made for a report.

use std::rc::Rc;

use crate::agreement::facts::FactId;
use crate::ruleset::Checked;
use crate::ruleset::model::{ExprId, ExprKind, RuleId};

use super::case::Case;
use super::machine::{Evaluation, Machine, constant};
use super::outcome::{Outcome, Traced};
use super::step::Step;
use super::step::children;
use super::value::Value;

/// An outcome with what its words went through.
#[derive(Debug)]
pub(crate) struct Observed {
    pub(crate) outcome: Outcome,
    /// The steps that led to it.
    pub(crate) steps: Vec<Step>,
    /// The steps behind the values in the message and in the advice.
    pub(crate) said: Vec<Step>,
    /// For each advice whether it is given; `None` when the outcome asks for no advice.
    pub(crate) advice: Vec<Option<bool>>,
}

/// Evaluates one rule and keeps every step.
pub(crate) fn observe(case: Case<'_>, rule: RuleId) -> Vec<Observed> {
    let mut machine = Machine::new(case);
    machine.keep_all = true;
    let outcomes = machine.run_rule(rule);
    outcomes.iter().filter(|o| o.shown).map(|o| machine.words_of(o)).collect()
}

/// The outcomes of rules, and the steps they took: for trying what a changed figure does.
pub(crate) fn outcomes(case: Case<'_>, rules: impl Iterator<Item = RuleId>) -> (Vec<Rc<Vec<Outcome>>>, usize) {
    let mut machine = Machine::new(case);
    let all = rules.map(|rule| machine.run_rule(rule)).collect();
    (all, machine.spent())
}

/// What came out of one rule for one subject, and the steps it took.
pub(crate) fn outcome(case: Case<'_>, of: One<'_>) -> (Option<Outcome>, usize) {
    let mut machine = Machine::new(case);
    let found = machine.run_rule_about(of.rule, of.about).into_iter().find(|o| of.is(o));
    (found, machine.spent())
}

/// The same with its steps, which are not among those it took.
pub(crate) fn traced(case: Case<'_>, of: One<'_>) -> (Option<Traced>, usize) {
    let mut machine = Machine::new(case);
    let found = machine.run_rule_about(of.rule, of.about).into_iter().find(|o| of.is(o));
    let spent = machine.spent();
    let found = found.map(|outcome| Traced { steps: machine.steps_of(&outcome).unwrap_or_default(), outcome });
    (found, spent)
}

/// One outcome: of a rule, for the objects and the year it is about.
#[derive(Debug, Clone, Copy)]
pub(crate) struct One<'k> {
    pub(crate) rule: RuleId,
    pub(crate) about: &'k [FactId],
    pub(crate) year: Option<i32>,
}

impl One<'_> {
    fn is(&self, outcome: &Outcome) -> bool {
        outcome.shown && outcome.subjects == self.about && outcome.year == self.year
    }
}

/// The value of a part of a step; `None` when it was not asked for. Constants are no steps.
pub(crate) fn operand(checked: &Checked, steps: &[Step], at: usize, part: ExprId) -> Option<Value> {
    let mut below = children(steps, at).into_iter().filter_map(|c| steps.get(c));
    match (below.find(|s| s.expr == part), &checked.expr(part).kind) {
        (Some(step), _) => Some(step.value.clone()),
        (None, ExprKind::Const(c)) => Some(constant(c)),
        _ => None,
    }
}

impl Machine<'_> {
    fn words_of(&mut self, outcome: &Outcome) -> Observed {
        let rule = self.checked.rule(outcome.rule);
        let mut advice = vec![None; rule.advice.len()];
        let traced = Evaluation { steps: Some(vec![]), ..Evaluation::of(rule, outcome.frame.clone()) };
        let ((), traced) = self.within(traced, |m| {
            let mut templates = vec![];
            if outcome.complete && outcome.verdict != super::finding::Verdict::NotApplicable {
                templates.extend(&rule.message);
            }
            if m.wants_advice(outcome) {
                for (place, one) in advice.iter_mut().zip(&rule.advice) {
                    let given = one.when.is_none_or(|e| m.eval(e).truth() == Some(true));
                    *place = Some(given);
                    templates.extend(given.then_some(&one.text));
                }
            }
            // Both languages say the same; one is enough.
            for part in templates.into_iter().flat_map(|t| &t.nl) {
                for e in part.values() {
                    m.eval(e);
                }
            }
        });
        let steps = self.steps_of(outcome).unwrap_or_default();
        Observed { outcome: outcome.clone(), steps, said: traced.steps.unwrap_or_default(), advice }
    }
}
