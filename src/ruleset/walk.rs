//! Which expressions a rule's verdict rests on, as opposed to its words.

use std::collections::HashSet;

use super::cycles::{parts, roots};
use super::model::{Checked, ExprId, ExprKind, ObjectId, ParamId, Rule, RuleId, Template, TemplatePart};

/// The fields of types that may take part in what comes out of a rule, also through the rules that it asks for.
pub(crate) fn fields(checked: &Checked, rule: RuleId) -> HashSet<(ObjectId, usize)> {
    let mut out = HashSet::new();
    let mut seen = HashSet::new();
    let mut todo = roots(checked.rule(rule));
    while let Some(e) = todo.pop() {
        if !seen.insert(e) {
            continue;
        }
        let kind = &checked.expr(e).kind;
        match kind {
            ExprKind::Field(_, object, index) => drop(out.insert((*object, *index))),
            ExprKind::Outcome(other) => todo.extend(roots(checked.rule(*other))),
            ExprKind::Apply(concept, _) => todo.push(checked.concept(*concept).value),
            _ => {}
        }
        todo.extend(parts(kind));
    }
    out
}

/// Expressions and values of law that a verdict rests on, each once, in the order of the rule.
#[derive(Debug, Default)]
pub(crate) struct Reach {
    pub(crate) exprs: Vec<ExprId>,
    pub(crate) params: Vec<ParamId>,
    seen: HashSet<ExprId>,
    params_seen: HashSet<ParamId>,
}

impl Reach {
    /// What decides the verdict of a rule: not the named values that only its message uses.
    pub(crate) fn of_verdict(checked: &Checked, rule: &Rule) -> Self {
        let mut reach = Reach::default();
        for binding in &rule.foreach {
            reach.add(checked, rule, binding.over);
            binding.filter.iter().for_each(|f| reach.add(checked, rule, *f));
        }
        for condition in rule.applies.iter().chain(&rule.given) {
            reach.add(checked, rule, condition.expr);
        }
        rule.requires.iter().for_each(|e| reach.add(checked, rule, *e));
        if let Some(deviation) = &rule.deviation {
            reach.add(checked, rule, deviation.records);
            // What the data model asks of every record is not the rule's own.
            deviation.provisos.iter().skip(deviation.standing).for_each(|p| reach.add(checked, rule, p.expr));
        }
        reach
    }

    /// Everything a rule may compute, also for its words; what it only draws decides and says nothing.
    pub(crate) fn of_rule(checked: &Checked, rule: &Rule) -> Self {
        let mut reach = Reach::of_verdict(checked, rule);
        rule.lets.iter().for_each(|l| reach.add(checked, rule, l.value));
        for advice in rule.messages.iter().chain(&rule.advice) {
            advice.when.iter().for_each(|e| reach.add(checked, rule, *e));
        }
        let said = rule.message.iter().chain(rule.messages.iter().chain(&rule.advice).map(|a| &a.text));
        said.flat_map(values).for_each(|e| reach.add(checked, rule, e));
        reach
    }

    fn add(&mut self, checked: &Checked, rule: &Rule, e: ExprId) {
        if !self.seen.insert(e) {
            return;
        }
        self.exprs.push(e);
        let kind = &checked.expr(e).kind;
        match kind {
            ExprKind::Var(slot) => {
                if let Some(named) = rule.named(*slot) {
                    self.add(checked, rule, named.value);
                }
            }
            ExprKind::Param(param, _) => self.param(checked, *param),
            ExprKind::Apply(concept, _) => self.add(checked, rule, checked.concept(*concept).value),
            _ => {}
        }
        for part in parts(kind) {
            self.add(checked, rule, part);
        }
    }

    /// A value of law with those that its formulas use. Their expressions are the parameter's, not the rule's.
    fn param(&mut self, checked: &Checked, param: ParamId) {
        let mut todo = vec![param];
        while let Some(param) = todo.pop() {
            if !self.params_seen.insert(param) {
                continue;
            }
            self.params.push(param);
            let p = checked.param(param);
            let layers = p.layers.iter().flat_map(|l| &l.values);
            let mut exprs: Vec<ExprId> =
                p.values.iter().chain(&p.formulas).chain(layers).filter_map(|v| v.value).collect();
            let mut used = vec![];
            exprs.reverse();
            while let Some(e) = exprs.pop() {
                let kind = &checked.expr(e).kind;
                if let ExprKind::Param(param, _) = kind {
                    used.push(*param);
                }
                exprs.extend(parts(kind).into_iter().rev());
            }
            todo.extend(used.into_iter().rev());
        }
    }
}

/// The values in a template; both languages have the same.
fn values(template: &Template) -> impl Iterator<Item = ExprId> + '_ {
    template.nl.iter().flat_map(TemplatePart::values)
}
