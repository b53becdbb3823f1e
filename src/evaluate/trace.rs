//! The computation behind a finding, as a tree of steps that people and programs can read.

use crate::agreement::facts::{FactId, FactValue, Facts, Step as FactStep};
use crate::number::Number;
use crate::ruleset::Checked;
use crate::ruleset::model::{Condition, ExprId, ExprKind, NounId, ParamId, Per, Rule, Style, Type, Unit};
use crate::source::Sources;

use super::describe::children;
use super::finding::{Exact, Finding, Trace, TraceStep};
use super::machine::written;
use super::show;
use super::value::{Kind, Value};

/// The declared type of a fact.
pub(crate) fn type_of(checked: &Checked, facts: &Facts, id: FactId) -> Type {
    let fact = facts.get(id);
    let root = || match &fact.value {
        FactValue::Object { object, .. } => Type::Object(*object),
        _ => Type::Object(checked.root()),
    };
    let Some(parent) = fact.parent else { return root() };
    match fact.step {
        FactStep::Root => root(),
        FactStep::Field(index) => match &facts.get(parent).value {
            FactValue::Object { object, .. } => {
                checked.object(*object).fields.get(index).map_or(Type::Error, |f| f.ty.clone())
            }
            _ => Type::Error,
        },
        FactStep::Item(_) | FactStep::Year(_) | FactStep::Total => match type_of(checked, facts, parent) {
            Type::List(item) | Type::Table { item, .. } => *item,
            other => other,
        },
    }
}

impl Trace {
    /// The steps as a flat list: per condition that was evaluated, in order, the condition and then what it rests on.
    #[must_use]
    pub fn steps(&self, checked: &Checked, sources: &Sources, finding: &Finding) -> Vec<TraceStep> {
        let mut roots = vec![];
        let mut end = self.steps.len();
        while end > 0 {
            roots.push(end.saturating_sub(1));
            end = self.steps.get(end.saturating_sub(1)).map_or(0, |s| s.first as usize);
        }
        let mut reader = Reader { trace: self, checked, sources, finding, out: Vec::new() };
        for (i, at) in roots.into_iter().rev().enumerate() {
            let root = format!("s{}", i.saturating_add(1));
            let mut below = 0;
            reader.add(at, &root, &mut below, 0);
        }
        reader.out
    }
}

/// Goes through the steps of one finding.
struct Reader<'a> {
    trace: &'a Trace,
    checked: &'a Checked,
    sources: &'a Sources,
    finding: &'a Finding,
    out: Vec<TraceStep>,
}

impl Reader<'_> {
    /// Adds a step and those below it; gives its place in the list.
    fn add(&mut self, at: usize, root: &str, below: &mut usize, level: usize) -> usize {
        let place = self.out.len();
        let Some(step) = self.trace.steps.get(at) else { return place };
        let expr = self.checked.expr(step.expr);
        let rule = self.checked.rule(self.finding.rule);
        let parts = children(&self.trace.steps, at);
        let id = if level == 0 { root.to_owned() } else { format!("{root}.{below}") };
        self.out.push(TraceStep {
            id,
            level,
            clause: if level == 0 { clause(rule, step.expr) } else { "" },
            kind: kind(rule, &expr.kind),
            text: self.sources.text(expr.span).split_whitespace().collect::<Vec<_>>().join(" "),
            value: show::text(self.checked, &step.value, &expr.ty, Style::Plain),
            exact: exact(self.checked, &step.value, &expr.ty),
            unit: unit(self.checked, &expr.ty),
            span: expr.span,
            facts: leaves(&step.value),
            param: match &expr.kind {
                ExprKind::Param(param, index) => self.param(*param, index.map(|_| self.index(&parts))),
                _ => None,
            },
            rule: match &expr.kind {
                ExprKind::Outcome(rule, _) => Some(*rule),
                _ => None,
            },
            children: Vec::new(),
        });
        let mut list = Vec::with_capacity(parts.len());
        for part in parts {
            *below = below.saturating_add(1);
            list.push(self.add(part, root, below, level.saturating_add(1)));
        }
        if let Some(step) = self.out.get_mut(place) {
            step.children = list;
        }
        place
    }

    /// The value of an index. It is a step: a rule may not write out a year or a day.
    fn index(&self, parts: &[usize]) -> Option<Value> {
        parts.first().and_then(|p| self.trace.steps.get(*p)).map(|s| s.value.clone())
    }

    /// Which of the finding's values of law a parameter is, at a year or day.
    fn param(&self, param: ParamId, index: Option<Option<Value>>) -> Option<usize> {
        let p = self.checked.param(param);
        let at = match index {
            None => String::new(),
            Some(v) => written(&v?, p.key)?,
        };
        self.finding.params.iter().position(|u| u.name == p.name && (u.set_outside || u.at == at))
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
        ExprKind::Var(slot) if rule.lets.iter().any(|l| l.slot == *slot) => "name",
        ExprKind::Var(_) => "variable",
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
