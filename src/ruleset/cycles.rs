//! No rule waits for its own outcome, and no concept or parameter for its own value: so evaluation always ends.

use std::collections::{HashMap, HashSet};

use super::check::{Checker, id};
use super::error;
use super::model::{Binding, ConceptId, ExprId, ExprKind, ParamId, Rule, RuleId};

/// What an expression refers to.
#[derive(Default)]
struct Uses {
    rules: Vec<RuleId>,
    concepts: Vec<ConceptId>,
    params: Vec<ParamId>,
}

/// Reports every cycle between rules and concepts, and between parameters, once.
pub(crate) fn definitions_have_no_cycle(c: &mut Checker<'_>) {
    // Rules first, and concepts behind them.
    let first = c.out.rules.len();
    let of_rules = c.out.rules.iter().map(roots);
    let definitions: Vec<Vec<usize>> = of_rules
        .chain(c.out.concepts.iter().map(|concept| vec![concept.value]))
        .map(|exprs| {
            let mut uses = Uses::default();
            exprs.into_iter().for_each(|e| collect(c, e, &mut uses));
            let concepts = uses.concepts.iter().map(|other| first.saturating_add(other.index()));
            uses.rules.iter().map(|r| r.index()).chain(concepts).collect()
        })
        .collect();
    let Cycles { found, left_out } = cycles(&definitions);
    for cycle in found {
        let of = |i: &usize| match i.checked_sub(first) {
            None => (c.out.rule(RuleId(id(*i))).id.clone(), c.out.rule(RuleId(id(*i))).id_span),
            Some(i) => {
                let concept = c.out.concept(ConceptId(id(i)));
                (format!("`{}`", concept.name), concept.name_span)
            }
        };
        let members: Vec<_> = cycle.iter().map(of).collect();
        c.report(error::cycle(&members));
    }
    c.diagnostics.left_out(left_out);
    let params: Vec<Vec<usize>> = c
        .out
        .params
        .iter()
        .map(|p| {
            let mut uses = Uses::default();
            let layers = p.layers.iter().flat_map(|l| &l.values);
            for e in p.values.iter().chain(&p.formulas).chain(layers).filter_map(|v| v.value) {
                collect(c, e, &mut uses);
            }
            uses.params.iter().map(|p| p.index()).collect()
        })
        .collect();
    let Cycles { found, left_out } = cycles(&params);
    for cycle in found {
        let of = |i: &usize| c.out.param(ParamId(id(*i)));
        let members: Vec<_> = cycle.iter().map(|i| (format!("`{}`", of(i).name), of(i).span)).collect();
        c.report(error::cycle(&members));
    }
    c.diagnostics.left_out(left_out);
    if !c.diagnostics.has_errors() {
        super::depth::definitions_end_soon(c, &definitions, &params);
    }
}

/// Every expression that a rule starts from.
pub(crate) fn roots(rule: &Rule) -> Vec<ExprId> {
    let bindings = rule.foreach.iter().flat_map(|b| std::iter::once(b.over).chain(b.filter));
    let conditions = rule.applies.iter().chain(&rule.given).map(|c| c.expr);
    let deviation =
        rule.deviation.iter().flat_map(|d| std::iter::once(d.records).chain(d.provisos.iter().map(|p| p.expr)));
    bindings
        .chain(rule.lets.iter().map(|l| l.value))
        .chain(conditions)
        .chain(rule.requires.iter().copied())
        .chain(deviation)
        .collect()
}

/// The direct parts of an expression.
pub(crate) fn parts(kind: &ExprKind) -> Vec<ExprId> {
    let binding = |b: &Binding| std::iter::once(b.over).chain(b.filter).collect::<Vec<_>>();
    match kind {
        ExprKind::Error
        | ExprKind::Const(_)
        | ExprKind::Root
        | ExprKind::Var(_)
        | ExprKind::Given(_)
        | ExprKind::Param(_, None)
        | ExprKind::Today
        | ExprKind::FormulaYear
        | ExprKind::Outcome(..) => vec![],
        ExprKind::Param(_, Some(a))
        | ExprKind::Field(a, ..)
        | ExprKind::Not(a)
        | ExprKind::Neg(a)
        | ExprKind::Recorded(a)
        | ExprKind::Known(a)
        | ExprKind::Round(_, a)
        | ExprKind::Distinct(a)
        | ExprKind::Years(a)
        | ExprKind::YearOf(a)
        | ExprKind::PeriodYear(_, a) => vec![*a],
        ExprKind::Index(a, _, b) | ExprKind::Binary(_, a, b) | ExprKind::Fallback(a, b) | ExprKind::Tallied(a, b) => {
            vec![*a, *b]
        }
        ExprKind::If(a, b, c) | ExprKind::MakeDate(a, b, c) | ExprKind::DateAfter(a, b, c) => vec![*a, *b, *c],
        ExprKind::In(a, list, _) => std::iter::once(*a).chain(list.iter().copied()).collect(),
        ExprKind::Aggregate(_, list) | ExprKind::Apply(_, list) => list.clone(),
        ExprKind::Quantified(_, b, e) | ExprKind::Pick(_, b, e) | ExprKind::Collect(b, e) => {
            binding(b).into_iter().chain(std::iter::once(*e)).collect()
        }
        ExprKind::Over(_, b, e) => binding(b).into_iter().chain(*e).collect(),
    }
}

fn collect(c: &Checker<'_>, e: ExprId, uses: &mut Uses) {
    let kind = &c.out.expr(e).kind;
    match kind {
        ExprKind::Outcome(rule) => uses.rules.push(*rule),
        ExprKind::Param(param, _) => uses.params.push(*param),
        ExprKind::Apply(concept, _) => uses.concepts.push(*concept),
        _ => {}
    }
    for part in parts(kind) {
        collect(c, part, uses);
    }
}

/// The parameters that rules read, themselves or through the value of another one; of each rule looked for once.
#[derive(Default)]
pub(super) struct ParamsRead {
    of: HashMap<RuleId, HashSet<ParamId>>,
}

impl ParamsRead {
    /// Whether a rule reads a parameter.
    pub(super) fn reads(&mut self, c: &Checker<'_>, rule: RuleId, param: ParamId) -> bool {
        self.of.entry(rule).or_insert_with(|| params_read(c, c.out.rule(rule))).contains(&param)
    }
}

fn params_read(c: &Checker<'_>, rule: &Rule) -> HashSet<ParamId> {
    let mut uses = Uses::default();
    roots(rule).into_iter().for_each(|e| collect(c, e, &mut uses));
    let mut concepts = HashSet::new();
    while let Some(next) = uses.concepts.pop() {
        if concepts.insert(next) {
            collect(c, c.out.concept(next).value, &mut uses);
        }
    }
    let mut seen = HashSet::new();
    while let Some(next) = uses.params.pop() {
        if seen.insert(next) {
            let p = c.out.param(next);
            p.values.iter().chain(&p.formulas).filter_map(|v| v.value).for_each(|e| collect(c, e, &mut uses));
        }
    }
    seen
}

/// The cycles of a graph.
#[derive(Default)]
pub(super) struct Cycles {
    /// The first of them, each once, starting at its lowest node.
    pub(super) found: Vec<Vec<usize>>,
    /// How many more there are at least.
    pub(super) left_out: usize,
}

/// Cycles that are written out: one may be as long as the ruleset.
const MOST_CYCLES: usize = 20;

/// The cycles of a graph.
pub(super) fn cycles(edges: &[Vec<usize>]) -> Cycles {
    let mut found = Cycles::default();
    // 0 = not seen, 1 = on the path, 2 = done
    let mut state = vec![0u8; edges.len()];
    for start in 0..edges.len() {
        let mut path: Vec<(usize, usize)> = vec![];
        visit(start, edges, &mut state, &mut path, &mut found);
    }
    found
}

/// The nodes of a graph without cycles, each after those it uses.
pub(super) fn used_first(edges: &[Vec<usize>]) -> Vec<usize> {
    let mut order = vec![];
    let mut seen = vec![false; edges.len()];
    for start in 0..edges.len() {
        let mut path: Vec<(usize, usize)> = vec![(start, 0)];
        while let Some((node, next)) = path.last_mut() {
            let node = *node;
            // Done before, by another way.
            if *next == 0 && seen.get_mut(node).is_none_or(|s| std::mem::replace(s, true)) {
                path.pop();
                continue;
            }
            let target = edges.get(node).and_then(|e| e.get(*next)).copied();
            *next = next.saturating_add(1);
            match target {
                Some(target) => path.push((target, 0)),
                None => {
                    order.push(node);
                    path.pop();
                }
            }
        }
    }
    order
}

/// Depth first with an explicit stack: a chain of rules may be as long as the ruleset.
fn visit(start: usize, edges: &[Vec<usize>], state: &mut [u8], path: &mut Vec<(usize, usize)>, found: &mut Cycles) {
    let get = |state: &[u8], i: usize| state.get(i).copied().unwrap_or(2);
    if get(state, start) != 0 {
        return;
    }
    path.push((start, 0));
    while let Some((node, next)) = path.last_mut() {
        let node = *node;
        if let Some(s) = state.get_mut(node) {
            *s = 1;
        }
        let target = edges.get(node).and_then(|e| e.get(*next)).copied();
        *next = next.saturating_add(1);
        match target {
            Some(t) if get(state, t) == 1 && found.found.len() >= MOST_CYCLES => {
                found.left_out = found.left_out.saturating_add(1);
            }
            Some(t) if get(state, t) == 1 => {
                let mut cycle: Vec<usize> = path.iter().map(|(n, _)| *n).skip_while(|n| *n != t).collect();
                let lowest = cycle.iter().enumerate().min_by_key(|(_, n)| **n).map_or(0, |(i, _)| i);
                cycle.rotate_left(lowest);
                if !found.found.contains(&cycle) {
                    found.found.push(cycle);
                }
            }
            Some(t) if get(state, t) == 0 => path.push((t, 0)),
            Some(_) => {}
            None => {
                if let Some(s) = state.get_mut(node) {
                    *s = 2;
                }
                path.pop();
            }
        }
    }
}
