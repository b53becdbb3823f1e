//! The computation behind a finding, as a tree of steps that people and programs can read.

use crate::agreement::facts::FactId;
use crate::lang::Text;
use crate::number::Number;
use crate::ruleset::Checked;

use crate::ruleset::model::{Condition, Expr, ExprId, ExprKind, NounId, Per, Rule, RuleId, Style, Type, Unit};
use crate::source::{Sources, Span};

use super::finding::{Exact, Finding, Trace, TraceStep};
use super::machine::written;
use super::show;
use super::step::Step;
use super::step::{children, roots};
use super::value::{Kind, Value};

impl Trace {
    /// The steps as a flat list: per condition that was evaluated, in order, the condition and then what it rests on.
    #[must_use]
    pub fn steps(&self, checked: &Checked, sources: &Sources, finding: &Finding) -> Vec<TraceStep> {
        let mut out = Vec::with_capacity(self.steps.len());
        // The visitor never fails: there is no value of this type.
        let done: Result<(), std::convert::Infallible> = self.each(checked, sources, finding, |step| {
            out.push(step.owned());
            Ok(())
        });
        match done {
            Ok(()) => out,
        }
    }

    /// Goes through the same list step by step, without making it: of a computation about a country it would fill more memory
    /// than all files.
    ///
    /// # Errors
    ///
    /// The first of `visit`; what comes after that step is not visited.
    pub fn each<E>(
        &self,
        checked: &Checked,
        sources: &Sources,
        finding: &Finding,
        mut visit: impl FnMut(&StepAt<'_>) -> Result<(), E>,
    ) -> Result<(), E> {
        self.conditions(checked, sources, finding).iter().try_for_each(|condition| condition.visit(&mut visit))
    }

    /// The conditions that were evaluated, in order; [`StepAt::parts`] goes further down.
    #[must_use]
    pub fn conditions<'a>(
        &'a self,
        checked: &'a Checked,
        sources: &'a Sources,
        finding: &'a Finding,
    ) -> Vec<StepAt<'a>> {
        let of = Of { trace: self, checked, sources, finding };
        let roots = roots(&self.steps);
        let mut start = 0usize;
        let mut out = Vec::with_capacity(roots.len());
        for (i, at) in roots.into_iter().enumerate() {
            let Some(step) = self.steps.get(at) else { continue };
            out.push(StepAt { of, step, at, level: 0, condition: i.saturating_add(1), nth: 0, start });
            start = start.saturating_add(self.size(at));
        }
        out
    }

    /// How many steps a step stands for: itself, and all that it rests on, which was taken since its first.
    fn size(&self, at: usize) -> usize {
        self.steps.get(at).map_or(0, |s| at.saturating_sub(s.first as usize).saturating_add(1))
    }
}

/// What the steps of one finding are read with.
#[derive(Clone, Copy)]
struct Of<'a> {
    trace: &'a Trace,
    checked: &'a Checked,
    sources: &'a Sources,
    finding: &'a Finding,
}

/// A step of a computation, in its place; what it is in words is made when it is asked for.
#[derive(Clone, Copy)]
pub struct StepAt<'a> {
    of: Of<'a>,
    step: &'a Step,
    /// Where it stands among the steps as they were taken.
    at: usize,
    level: usize,
    /// The number of the condition it is part of, from 1.
    condition: usize,
    /// Its number within that condition; 0 for the condition itself.
    nth: usize,
    /// The place of the condition in the list.
    start: usize,
}

impl std::fmt::Debug for StepAt<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_tuple("StepAt").field(&self.id()).finish()
    }
}

impl<'a> StepAt<'a> {
    /// Visits it, and then what it rests on.
    fn visit<E>(&self, visit: &mut impl FnMut(&StepAt<'_>) -> Result<(), E>) -> Result<(), E> {
        visit(self)?;
        self.parts().try_for_each(|part| part.visit(visit))
    }

    /// The steps it rests on, in order.
    pub fn parts(&self) -> impl Iterator<Item = StepAt<'a>> {
        let (whole, steps) = (*self, &self.of.trace.steps);
        let parts = children(steps, self.at);
        let numbers = self.numbers(&parts);
        let level = self.level.saturating_add(1);
        let part = move |(at, nth)| Some(StepAt { step: steps.get(at)?, at, level, nth, ..whole });
        parts.into_iter().zip(numbers).filter_map(part)
    }

    /// Whether it rests on no other step.
    #[must_use]
    pub fn is_last(&self) -> bool {
        self.step.first as usize >= self.at
    }

    /// How deep below its condition it is; 0 for the condition itself.
    #[must_use]
    pub fn level(&self) -> usize {
        self.level
    }

    /// Whether it is a list or an object that is known, rather than a single value.
    #[must_use]
    pub fn is_whole(&self) -> bool {
        self.exact() == Exact::None && !self.step.value.is_unknown() && !self.step.value.is_blank()
    }

    /// The numbers of its parts: each comes after all that the one before it stands for.
    fn numbers(&self, parts: &[usize]) -> Vec<usize> {
        let mut next = self.nth.saturating_add(1);
        let mut numbers = Vec::with_capacity(parts.len());
        for at in parts {
            numbers.push(next);
            next = next.saturating_add(self.of.trace.size(*at));
        }
        numbers
    }

    fn children(&self) -> Vec<usize> {
        self.numbers(&children(&self.of.trace.steps, self.at))
    }

    fn named(&self, nth: usize) -> String {
        if nth == 0 { format!("s{}", self.condition) } else { format!("s{}.{nth}", self.condition) }
    }

    fn expr(&self) -> &Expr {
        self.of.checked.expr(self.step.expr)
    }

    fn rule_of_finding(&self) -> &Rule {
        self.of.checked.rule(self.of.finding.rule)
    }

    /// Its number within the finding: see [`TraceStep::id`].
    #[must_use]
    pub fn id(&self) -> String {
        self.named(self.nth)
    }

    /// The numbers of the steps it rests on.
    #[must_use]
    pub fn children_ids(&self) -> Vec<String> {
        self.children().into_iter().map(|nth| self.named(nth)).collect()
    }

    /// The clause it stands in: see [`TraceStep::clause`].
    #[must_use]
    pub fn clause(&self) -> &'static str {
        if self.level == 0 { clause(self.rule_of_finding(), self.step.expr) } else { "" }
    }

    /// What kind of step: see [`TraceStep::kind`].
    #[must_use]
    pub fn kind(&self) -> &'static str {
        kind(self.rule_of_finding(), &self.expr().kind)
    }

    /// What is computed, as the rule writes it.
    #[must_use]
    pub fn text(&self) -> String {
        self.of.sources.text(self.span()).split_whitespace().collect::<Vec<_>>().join(" ")
    }

    /// What came out.
    #[must_use]
    pub fn value(&self) -> Text {
        show::text(self.of.checked, &self.step.value, &self.expr().ty, Style::Plain)
    }

    /// The same for programs.
    #[must_use]
    pub fn exact(&self) -> Exact {
        exact(self.of.checked, &self.step.value, &self.expr().ty)
    }

    /// Its unit or type: see [`unit()`].
    #[must_use]
    pub fn unit(&self) -> String {
        unit(self.of.checked, &self.expr().ty)
    }

    /// Where the expression stands in the ruleset.
    #[must_use]
    pub fn span(&self) -> Span {
        self.expr().span
    }

    /// The facts that were read: one, or those that a list or table holds.
    #[must_use]
    pub fn facts(&self) -> Vec<FactId> {
        leaves(&self.step.value)
    }

    /// Which of the finding's values of law it is.
    #[must_use]
    pub fn param(&self) -> Option<usize> {
        let ExprKind::Param(param, index) = &self.expr().kind else { return None };
        let p = self.of.checked.param(*param);
        // An index is a step: a rule may not write out a year or a day.
        let steps = &self.of.trace.steps;
        let at = match index {
            None => String::new(),
            Some(_) => written(&children(steps, self.at).first().and_then(|i| steps.get(*i))?.value, p.key)?,
        };
        self.of.finding.params.iter().position(|u| u.name == p.name && (u.set_outside || u.at == at))
    }

    /// The rule whose outcome it is.
    #[must_use]
    pub fn rule(&self) -> Option<RuleId> {
        match &self.expr().kind {
            ExprKind::Outcome(rule) => Some(*rule),
            _ => None,
        }
    }

    fn owned(&self) -> TraceStep {
        TraceStep {
            id: self.id(),
            level: self.level,
            clause: self.clause(),
            kind: self.kind(),
            text: self.text(),
            value: self.value(),
            exact: self.exact(),
            unit: self.unit(),
            span: self.span(),
            facts: self.facts(),
            param: self.param(),
            rule: self.rule(),
            children: self.children().into_iter().map(|nth| self.start.saturating_add(nth)).collect(),
        }
    }
}

fn clause(rule: &Rule, e: ExprId) -> &'static str {
    let is = |list: &[Condition]| list.iter().any(|c| c.expr == e);
    let deviation = rule.deviation.as_ref();
    if rule.foreach.iter().any(|b| b.filter == Some(e) || b.over == e) {
        "waar"
    } else if is(&rule.applies) {
        "als"
    } else if is(&rule.given) {
        "gegeven"
    } else if rule.requires.contains(&e) {
        "eis"
    } else if deviation.is_some_and(|d| d.records == e) {
        "afwijking"
    } else if deviation.is_some_and(|d| is(&d.provisos)) {
        "mits"
    } else {
        ""
    }
}

fn kind(rule: &Rule, kind: &ExprKind) -> &'static str {
    match kind {
        ExprKind::Const(_) => "constant",
        ExprKind::Root | ExprKind::Field(..) | ExprKind::Index(..) => "fact",
        ExprKind::Var(slot) if rule.named(*slot).is_some() => "name",
        ExprKind::Var(_) | ExprKind::Given(_) => "variable",
        ExprKind::Apply(..) => "concept",
        ExprKind::Param(..) => "parameter",
        ExprKind::Outcome(..) => "rule",
        ExprKind::Quantified(..)
        | ExprKind::Over(..)
        | ExprKind::Pick(..)
        | ExprKind::Aggregate(..)
        | ExprKind::Collect(..)
        | ExprKind::Distinct(..) => "aggregate",
        _ => "operation",
    }
}

/// The facts that a value holds: itself, or the figures in a list or table.
pub(crate) fn leaves(v: &Value) -> Vec<FactId> {
    match &v.kind {
        Kind::Object => vec![],
        Kind::List(items) => items.iter().flat_map(leaves).collect(),
        Kind::Table(table) => table.years.iter().map(|(_, v)| v).chain(&table.total).flat_map(leaves).collect(),
        _ => v.fact.into_iter().collect(),
    }
}

/// A value for programs.
pub(crate) fn exact(checked: &Checked, v: &Value, ty: &Type) -> Exact {
    match &v.kind {
        _ if v.is_blank() => Exact::None,
        Kind::Exact(n) => Exact::Number(n.to_string()),
        Kind::Range(r) => Exact::Range(r.lo.as_ref().map(Number::to_string), r.hi.as_ref().map(Number::to_string)),
        Kind::Bool(b) => Exact::Bool(*b),
        Kind::Text(t) | Kind::RuleRef(t) => Exact::Word(t.to_string()),
        Kind::Date(d) => Exact::Word(d.to_string()),
        Kind::Period(a, b) => Exact::Word(format!("{a}/{b}")),
        Kind::Choice(i) => match ty {
            Type::Choice(list) => {
                checked.choice_list(*list).choices.get(*i).map_or(Exact::None, |c| Exact::Word(c.name.clone()))
            }
            _ => Exact::None,
        },
        Kind::Unknown | Kind::Object | Kind::List(_) | Kind::Table(_) => Exact::None,
    }
}

/// The unit or type of a value, as the language writes it: `percentage`, `aantal woningen`, `bedrag per maand`, `ja/nee`.
#[must_use]
pub fn unit(checked: &Checked, ty: &Type) -> String {
    let of = |word: &str, noun: &Option<NounId>| match noun {
        Some(noun) => format!("{word} {}", checked.noun(*noun)),
        None => word.to_owned(),
    };
    match ty {
        Type::Error => String::new(),
        Type::Bool => "ja/nee".into(),
        Type::Text => "tekst".into(),
        Type::Date => "datum".into(),
        Type::Period => "periode".into(),
        Type::RuleRef => "regel".into(),
        Type::Num(unit) => match unit {
            Unit::Literal | Unit::Plain => "getal".into(),
            Unit::Ratio => "verhouding".into(),
            Unit::Percentage => "percentage".into(),
            Unit::Points => "procentpunt".into(),
            Unit::Count(noun) => of("aantal", noun),
            Unit::Balance(noun) => of("saldo", noun),
            Unit::Euro(Per::Once) => "bedrag".into(),
            Unit::Euro(Per::Month) => "bedrag per maand".into(),
            Unit::Euro(Per::Year) => "bedrag per jaar".into(),
            Unit::Heat => "kWh/m²".into(),
            Unit::Year => "jaar".into(),
        },
        Type::Choice(list) => checked.choice_list(*list).name.clone(),
        Type::Object(object) => checked.object(*object).name.clone(),
        Type::List(item) => format!("lijst van {}", unit(checked, item)),
        Type::Table { item, .. } => format!("per jaar {}", unit(checked, item)),
    }
}
