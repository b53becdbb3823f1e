//! How deep definitions reach: a value that rests on a value that rests on a value, and so on.
//!
//! Takes: which rules, concepts and parameters use which, without cycles. Gives: an error for the first definition of a chain that is deeper
//! than [`MAX_DEFINITION_DEPTH`]. Evaluation follows names, so that what is said here bounds how deep it goes.

use std::collections::HashMap;

use crate::limits::MAX_DEFINITION_DEPTH;

use super::checker::{Checker, id};
use super::cycles;
use super::error;
use super::model::{Checked, ConceptId, ExprId, ExprKind, ParamId, RuleId, Slot};
use super::walk::{expressions, parts};

/// Levels that an evaluation goes down for the outcome of another rule.
const PER_RULE: usize = 5;

/// Reports the first parameter and the first rule or concept that reach too deep; of `definitions` the rules come first, and the
/// concepts behind them.
pub(super) fn definitions_end_soon(c: &mut Checker<'_>, definitions: &[Vec<usize>], params: &[Vec<usize>]) {
    let (params, definitions) = (cycles::used_first(params), cycles::used_first(definitions));
    let rules = c.out.rules.len();
    let mut reach = Reach::default();
    for at in params {
        let p = ParamId(id(at));
        let values = c.out.param(p).values.iter().chain(&c.out.param(p).formulas);
        let values = values.chain(c.out.param(p).layers.iter().flat_map(|l| &l.values)).filter_map(|v| v.value);
        let depth = values.map(|e| reach.of(&c.out, e, &HashMap::new())).max().unwrap_or(0);
        if depth > MAX_DEFINITION_DEPTH {
            let (name, span) = (format!("`{}`", c.out.param(p).name), c.out.param(p).span);
            return c.report(error::reaches_too_deep(span, &name));
        }
        reach.params.insert(p, depth);
    }
    for at in definitions {
        if let Some(at) = at.checked_sub(rules) {
            let concept = ConceptId(id(at));
            let depth = reach.of(&c.out, c.out.concept(concept).value, &HashMap::new());
            if depth > MAX_DEFINITION_DEPTH {
                let (name, span) = (format!("`{}`", c.out.concept(concept).name), c.out.concept(concept).name_span);
                return c.report(error::reaches_too_deep(span, &name));
            }
            reach.concepts.insert(concept, depth);
            continue;
        }
        let r = RuleId(id(at));
        let depth = reach.of_rule(&c.out, r);
        if depth > MAX_DEFINITION_DEPTH {
            let (name, span) = (c.out.rule(r).id.clone(), c.out.rule(r).id_span);
            return c.report(error::reaches_too_deep(span, &name));
        }
        reach.rules.insert(r, depth);
    }
}

/// The depth of what was looked at.
#[derive(Default)]
struct Reach {
    params: HashMap<ParamId, usize>,
    rules: HashMap<RuleId, usize>,
    concepts: HashMap<ConceptId, usize>,
}

impl Reach {
    fn of_rule(&self, checked: &Checked, rule: RuleId) -> usize {
        let rule = checked.rule(rule);
        let mut lets: HashMap<Slot, usize> = HashMap::new();
        for l in &rule.lets {
            let depth = self.of(checked, l.value, &lets);
            lets.insert(l.slot, depth);
        }
        let all = expressions(rule).into_iter().map(|e| self.of(checked, e, &lets));
        // One binding lies within the other.
        all.chain(lets.values().copied()).max().unwrap_or(0).saturating_add(rule.foreach.len())
    }

    /// Recurses through one expression only, which is bounded by its syntax.
    fn of(&self, checked: &Checked, e: ExprId, lets: &HashMap<Slot, usize>) -> usize {
        let kind = &checked.expr(e).kind;
        let named = match kind {
            ExprKind::Var(slot) => lets.get(slot).copied().unwrap_or(0),
            ExprKind::Param(param, _) => self.params.get(param).copied().unwrap_or(0),
            ExprKind::Apply(concept, _) => self.concepts.get(concept).copied().unwrap_or(0),
            ExprKind::Outcome(rule) => self.rules.get(rule).copied().unwrap_or(0).saturating_add(PER_RULE),
            _ => 0,
        };
        let within = parts(kind).into_iter().map(|part| self.of(checked, part, lets)).max().unwrap_or(0);
        named.max(within).saturating_add(1)
    }
}
