//! Mutants: a checked ruleset with one small fault in it, of a kind that authors make. Tests that are any good notice it.
//!
//! Takes: a checked ruleset. Gives: every mutant of the norms and formulas of its last set, in a fixed order. A mutant keeps
//! the type of every expression, so that a mutated ruleset is as safe to run as the one it came from. Words (messages,
//! advice) are not mutated: tests beside the rules are about verdicts.

mod operators;

use crate::lang::Text;
use crate::source::Span;

use super::model::{Checked, Condition, Expr, ExprId, ExprKind, ParamId, Rule, RuleId, Type};
use super::walk::Reach;
use crate::text;

/// What a mutant is a mutant of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Owner {
    /// A rule.
    Rule(RuleId),
    /// A formula of a value of law.
    Param(ParamId),
}

/// One change.
#[derive(Debug, Clone)]
pub struct Mutant {
    /// The norm or formula that it stands in.
    pub owner: Owner,
    /// What is changed.
    pub span: Span,
    /// How, in words.
    pub change: Text,
    edit: Edit,
}

/// What is exchanged. Exchanging twice gives what was there before.
#[derive(Debug, Clone, Default)]
struct Edit {
    exprs: Vec<(ExprId, ExprKind)>,
    /// Expressions that exist in the mutant only.
    fresh: Vec<Expr>,
    rule: Option<(RuleId, Box<Rule>)>,
}

impl Mutant {
    /// Puts the change in.
    pub fn apply(&mut self, checked: &mut Checked) {
        checked.exprs.append(&mut self.edit.fresh.clone());
        self.exchange(checked);
    }

    /// Takes it out again.
    pub fn undo(&mut self, checked: &mut Checked) {
        self.exchange(checked);
        checked.exprs.truncate(checked.exprs.len().saturating_sub(self.edit.fresh.len()));
    }

    fn exchange(&mut self, checked: &mut Checked) {
        for (id, kind) in &mut self.edit.exprs {
            if let Some(expr) = checked.exprs.get_mut(id.index()) {
                std::mem::swap(&mut expr.kind, kind);
            }
        }
        if let Some((id, rule)) = &mut self.edit.rule
            && let Some(place) = checked.rules.get_mut(id.index())
        {
            std::mem::swap(place, rule);
        }
    }
}

/// Every mutant of the last set.
#[must_use]
pub fn mutants(checked: &Checked) -> Vec<Mutant> {
    let last = checked.sets().len().saturating_sub(1);
    let mut out = vec![];
    let mut params: Vec<ParamId> = vec![];
    for (i, rule) in checked.rules().iter().enumerate().filter(|(_, r)| r.set.index() == last) {
        let id = RuleId(super::checker::id(i));
        let reach = Reach::of_verdict(checked, rule);
        clauses(checked, id, rule, &mut out);
        for e in &reach.exprs {
            operators::of(checked, Owner::Rule(id), *e, &mut out);
        }
        params.extend(reach.params);
    }
    params.sort();
    params.dedup();
    for id in params.into_iter().filter(|p| checked.param(*p).set.index() == last) {
        for value in checked.param(id).formulas.iter().filter_map(|v| v.value) {
            for e in below(checked, value) {
                operators::of(checked, Owner::Param(id), e, &mut out);
            }
        }
    }
    out
}

/// An expression and everything in it.
fn below(checked: &Checked, e: ExprId) -> Vec<ExprId> {
    let mut out = vec![e];
    for part in super::walk::parts(&checked.expr(e).kind) {
        out.extend(below(checked, part));
    }
    out
}

/// Mutants that leave out or turn round a clause.
fn clauses(checked: &Checked, id: RuleId, rule: &Rule, out: &mut Vec<Mutant>) {
    let mut push = |span: Span, change: Text, edit: Edit| {
        out.push(Mutant { owner: Owner::Rule(id), span, change, edit });
    };
    let without = |change: &dyn Fn(&mut Rule)| {
        let mut rule = rule.clone();
        change(&mut rule);
        Edit { rule: Some((id, Box::new(rule))), ..Edit::default() }
    };
    let span = |e: ExprId| checked.expr(e).span;
    for (i, binding) in rule.foreach.iter().enumerate() {
        if let Some(filter) = binding.filter {
            let edit = without(&|r| r.foreach.iter_mut().skip(i).take(1).for_each(|b| b.filter = None));
            push(span(filter), text!("`waar` vervalt", "`waar` dropped"), edit);
            push(span(filter), text!("`waar` omgekeerd", "`waar` negated"), negated(checked, filter));
        }
    }
    let lists: [(&str, &Vec<Condition>); 2] = [("als", &rule.applies), ("gegeven", &rule.given)];
    for (word, list) in lists {
        for (i, condition) in list.iter().enumerate() {
            let edit = without(&|r| remove(if word == "als" { &mut r.applies } else { &mut r.given }, i));
            push(span(condition.expr), text!("`{word}` vervalt", "`{word}` dropped"), edit);
            let edit = negated(checked, condition.expr);
            push(span(condition.expr), text!("`{word}` omgekeerd", "`{word}` negated"), edit);
        }
    }
    for (i, e) in rule.requires.iter().enumerate() {
        push(span(*e), text!("`eis` vervalt", "`eis` dropped"), without(&|r| remove(&mut r.requires, i)));
        push(span(*e), text!("`eis` omgekeerd", "`eis` negated"), negated(checked, *e));
    }
    if let Some(deviation) = &rule.deviation {
        push(deviation.span, text!("`afwijking` vervalt", "`afwijking` dropped"), without(&|r| r.deviation = None));
        for (i, proviso) in deviation.provisos.iter().enumerate().skip(deviation.standing) {
            let edit = without(&|r| r.deviation.iter_mut().for_each(|d| remove(&mut d.provisos, i)));
            push(span(proviso.expr), text!("`mits` vervalt", "`mits` dropped"), edit);
            let edit = negated(checked, proviso.expr);
            push(span(proviso.expr), text!("`mits` omgekeerd", "`mits` negated"), edit);
        }
    }
}

fn remove<T>(list: &mut Vec<T>, at: usize) {
    if at < list.len() {
        list.remove(at);
    }
}

/// `niet` before an expression.
fn negated(checked: &Checked, e: ExprId) -> Edit {
    let copy = ExprId(super::checker::id(checked.exprs.len()));
    Edit {
        exprs: vec![(e, ExprKind::Not(copy))],
        fresh: vec![Expr { ty: Type::Bool, ..checked.expr(e).clone() }],
        rule: None,
    }
}
