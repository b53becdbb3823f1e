//! What an expression is made of, where a rule starts, and which expressions its verdict rests on, as opposed to its words.

use std::collections::HashSet;

use super::model::{Binding, Checked, ExprId, ExprKind, ObjectId, ParamId, Rule, RuleId, Template, TemplatePart};

/// The fields of types that may take part in what comes out of a rule, also through the rules that it asks for.
#[must_use]
pub fn fields(checked: &Checked, rule: RuleId) -> HashSet<(ObjectId, usize)> {
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
pub struct Reach {
    /// Its expressions.
    pub exprs: Vec<ExprId>,
    /// The values of law.
    pub params: Vec<ParamId>,
    seen: HashSet<ExprId>,
    params_seen: HashSet<ParamId>,
}

impl Reach {
    /// What decides the verdict of a rule: not the named values that only its message uses.
    #[must_use]
    pub fn of_verdict(checked: &Checked, rule: &Rule) -> Self {
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
    #[must_use]
    pub fn of_rule(checked: &Checked, rule: &Rule) -> Self {
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

/// Every expression that a rule starts from.
#[must_use]
pub fn roots(rule: &Rule) -> Vec<ExprId> {
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

/// Every expression that a rule starts from, those in its texts too.
pub(super) fn expressions(rule: &Rule) -> Vec<ExprId> {
    let conditions = rule.applies.iter().chain(&rule.given);
    let provisos = rule.deviation.iter().flat_map(|d| &d.provisos);
    let texts = conditions.chain(provisos).filter_map(|c| c.otherwise.as_ref());
    let said = || rule.messages.iter().chain(&rule.advice);
    let texts = texts.chain(&rule.message).chain(said().map(|a| &a.text));
    let values = texts.flat_map(|t| t.nl.iter().chain(&t.en)).flat_map(TemplatePart::values);
    let drawn = rule
        .figures
        .iter()
        .flat_map(|f| std::iter::once(f.per.over).chain(f.per.filter).chain(f.lines.iter().map(|l| l.value)));
    roots(rule).into_iter().chain(drawn).chain(said().filter_map(|a| a.when)).chain(values).collect()
}

/// The direct parts of an expression.
#[must_use]
pub fn parts(kind: &ExprKind) -> Vec<ExprId> {
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
        ExprKind::Index(a, _, b) | ExprKind::Binary(_, a, b) | ExprKind::Fallback(a, b) => vec![*a, *b],
        ExprKind::If(a, b, c) | ExprKind::MakeDate(a, b, c) | ExprKind::DateAfter(a, b, c) => vec![*a, *b, *c],
        ExprKind::In(a, list, _) => std::iter::once(*a).chain(list.iter().copied()).collect(),
        ExprKind::Aggregate(_, list) | ExprKind::Apply(_, list) => list.clone(),
        ExprKind::Quantified(_, b, e) | ExprKind::Pick(_, b, e) | ExprKind::Collect(b, e) => {
            binding(b).into_iter().chain(std::iter::once(*e)).collect()
        }
        ExprKind::Over(_, b, e) => binding(b).into_iter().chain(*e).collect(),
    }
}
