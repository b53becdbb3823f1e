//! Which expressions a rule's verdict rests on, as opposed to its words.

use super::cycles::parts;
use super::model::{Checked, ExprId, ExprKind, ParamId, Rule, Template, TemplatePart};

/// Expressions and values of law that a verdict rests on, each once, in the order of the rule.
#[derive(Debug, Default)]
pub(crate) struct Reach {
    pub(crate) exprs: Vec<ExprId>,
    pub(crate) params: Vec<ParamId>,
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
        // Shared by nothing but named values; a rule has some hundreds of expressions.
        if self.exprs.contains(&e) {
            return;
        }
        self.exprs.push(e);
        let kind = &checked.expr(e).kind;
        match kind {
            ExprKind::Var(slot) => {
                if let Some(named) = rule.lets.iter().find(|l| l.slot == *slot) {
                    self.add(checked, rule, named.value);
                }
            }
            ExprKind::Param(param, _) => self.param(checked, rule, *param),
            _ => {}
        }
        for part in parts(kind) {
            self.add(checked, rule, part);
        }
    }

    /// A value of law with those that its formulas use. Their expressions are the parameter's, not the rule's.
    fn param(&mut self, checked: &Checked, rule: &Rule, param: ParamId) {
        if self.params.contains(&param) {
            return;
        }
        self.params.push(param);
        let p = checked.param(param);
        let mut inner = Reach::default();
        let layers = p.layers.iter().flat_map(|l| &l.values);
        for value in p.values.iter().chain(&p.formulas).chain(layers).filter_map(|v| v.value) {
            inner.add(checked, rule, value);
        }
        for used in inner.params {
            self.param(checked, rule, used);
        }
    }
}

/// The values in a template; both languages have the same.
fn values(template: &Template) -> impl Iterator<Item = ExprId> + '_ {
    template.nl.iter().filter_map(|p| match p {
        TemplatePart::Value(e, _) => Some(*e),
        TemplatePart::Words(_) => None,
    })
}
