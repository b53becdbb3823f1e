//! One comparison in one case, with a figure of the agreement set to another value.

use std::cmp::Ordering;

use jiff::civil::Date;

use crate::agreement;
use crate::agreement::facts::{Bounds, FactId, FactValue};
use crate::agreement::type_of;
use crate::evaluate::finding::Verdict;
use crate::evaluate::{Kind, Observed, Step, Value, children, observe, operand};
use crate::number::Number;
use crate::ruleset::Checked;
use crate::ruleset::model::{ExprId, ExprKind, Type, Unit};
use crate::ruletest::prepare::Ready;
use crate::source::Sources;

/// What is moved.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Figure {
    Fact(FactId),
    /// The reference date.
    Today,
}

/// A comparison as it was met: in which outcome, and the how manieth time there.
#[derive(Debug, Clone)]
pub(super) struct Place {
    subjects: Vec<FactId>,
    year: Option<i32>,
    nth: usize,
}

/// What came of setting a figure.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Reading {
    /// The left side against the right.
    pub(super) order: Ordering,
    pub(super) holds: bool,
    pub(super) verdict: Verdict,
}

pub(super) struct Probe<'a, 'c> {
    checked: &'a Checked,
    sources: &'a Sources,
    case: &'a mut Ready<'c>,
    date: Date,
    e: ExprId,
}

impl<'a, 'c> Probe<'a, 'c> {
    pub(super) fn new(checked: &'a Checked, sources: &'a Sources, case: &'a mut Ready<'c>, e: ExprId) -> Self {
        let date = case.case.date;
        Probe { checked, sources, case, date, e }
    }

    fn run(&self) -> Vec<Observed> {
        observe(self.case.on(self.checked, self.sources, self.date), self.case.rule)
    }

    /// Where the comparison is met with exact values on both sides.
    pub(super) fn places(&self, most: usize) -> Vec<Place> {
        let mut out = vec![];
        for seen in self.run() {
            let found = met(self.e, &seen.steps);
            for (nth, at) in found.into_iter().enumerate().take(most) {
                if self.sides(&seen.steps, at).is_some() {
                    out.push(Place { subjects: seen.outcome.subjects.clone(), year: seen.outcome.year, nth });
                }
            }
        }
        out.truncate(most);
        out
    }

    /// The figures that the comparison rests on, those of its left side first.
    pub(super) fn figures(&self, place: &Place, most: usize) -> Vec<Figure> {
        let mut out = vec![];
        let mut today = false;
        for seen in self.run().iter().filter(|s| here(s, place)) {
            let steps = &seen.steps;
            if let Some(at) = met(self.e, steps).get(place.nth) {
                for side in children(steps, *at) {
                    self.below(steps, side, seen, &mut out, &mut today, 0);
                }
            }
        }
        out.truncate(most);
        let mut out: Vec<Figure> = out.into_iter().map(Figure::Fact).collect();
        if today {
            out.push(Figure::Today);
        }
        out
    }

    fn below(&self, steps: &[Step], at: usize, seen: &Observed, out: &mut Vec<FactId>, today: &mut bool, depth: usize) {
        let Some(step) = steps.get(at) else { return };
        let parts = children(steps, at);
        match &self.checked.expr(step.expr).kind {
            ExprKind::Today => *today = true,
            // A named value is computed once; its steps stand where it was first asked for.
            ExprKind::Var(slot) if parts.is_empty() && depth < crate::limits::MAX_EXPR_DEPTH => {
                let rule = self.checked.rule(seen.outcome.rule);
                let named = rule.named(*slot).map(|l| l.value);
                let first = named.and_then(|e| steps.iter().position(|s| s.expr == e));
                if let Some(first) = first {
                    return self.below(steps, first, seen, out, today, depth.saturating_add(1));
                }
            }
            _ => {}
        }
        for part in parts {
            self.below(steps, part, seen, out, today, depth.saturating_add(1));
        }
        self.of_value(&step.value, out);
    }

    fn of_value(&self, v: &Value, out: &mut Vec<FactId>) {
        match &v.kind {
            Kind::List(items) => items.iter().for_each(|i| self.of_value(i, out)),
            Kind::Table(table) => {
                table.years.iter().map(|(_, v)| v).chain(&table.total).for_each(|v| self.of_value(v, out));
            }
            Kind::Exact(_) | Kind::Date(_) => {
                let known = v.fact.filter(|f| !out.contains(f) && self.reading(*f).is_some());
                out.extend(known);
            }
            _ => {}
        }
    }

    /// The number behind a figure: days for a date.
    fn reading(&self, fact: FactId) -> Option<Number> {
        match &self.case.facts.get(fact).value {
            FactValue::Number(b) if b.lo == b.hi => b.lo.clone(),
            FactValue::Date(d) => Some(Number::from(days(*d)?)),
            _ => None,
        }
    }

    /// How the figure stands in the agreement.
    pub(super) fn name(&self, figure: Figure) -> String {
        match figure {
            Figure::Fact(fact) => agreement::path(self.checked, &self.case.facts, fact),
            Figure::Today => "peildatum".to_owned(),
        }
    }

    pub(super) fn value(&self, figure: Figure) -> Option<Number> {
        match figure {
            Figure::Fact(fact) => self.reading(fact),
            Figure::Today => Some(Number::from(days(self.case.case.date)?)),
        }
    }

    fn ty(&self, figure: Figure) -> Type {
        match figure {
            Figure::Fact(fact) => type_of(self.checked, &self.case.facts, fact),
            Figure::Today => Type::Date,
        }
    }

    /// The smallest step of a figure: a home, a cent, a hundredth of a percent, a day.
    pub(super) fn unit(&self, figure: Figure) -> Number {
        let (n, d) = match self.ty(figure) {
            Type::Num(Unit::Percentage | Unit::Points | Unit::Ratio) => (1, 10_000),
            Type::Num(Unit::Euro(_) | Unit::Plain) => (1, 100),
            _ => (1, 1),
        };
        Number::fraction(n, d).unwrap_or_else(Number::one)
    }

    /// Whether the figure may be below zero: a count may not.
    pub(super) fn may_be_negative(&self, figure: Figure) -> bool {
        !matches!(self.ty(figure), Type::Num(Unit::Count(_) | Unit::Heat) | Type::Date)
    }

    /// A value as the reader of the figure would write it.
    pub(super) fn written(&self, figure: Figure, value: &Number) -> String {
        match self.ty(figure) {
            Type::Date => date(value).map_or_else(|| value.to_string(), |d| d.to_string()),
            Type::Num(Unit::Percentage | Unit::Points | Unit::Ratio) => {
                format!("{}%", value.mul(&Number::from(100i64))).replace('.', ",")
            }
            _ => value.to_string().replace('.', ","),
        }
    }

    /// The comparison and the verdict with the figure set to a value; the figure is put back.
    pub(super) fn set(&mut self, place: &Place, figure: Figure, value: &Number) -> Option<Reading> {
        let fact = match figure {
            Figure::Fact(fact) => {
                let new = match self.case.facts.get(fact).value {
                    FactValue::Date(_) => FactValue::Date(date(value)?),
                    _ => FactValue::Number(Bounds::exact(value.clone())),
                };
                Some((fact, self.exchange(fact, new)?))
            }
            Figure::Today => {
                self.date = date(value)?;
                None
            }
        };
        let seen = self.run();
        if let Some((fact, old)) = fact {
            self.exchange(fact, old);
        }
        self.date = self.case.case.date;
        let seen = seen.iter().find(|s| here(s, place))?;
        let steps = &seen.steps;
        let at = *met(self.e, steps).get(place.nth)?;
        let order = self.sides(steps, at)?;
        let holds = steps.get(at)?.value.truth()?;
        Some(Reading { order, holds, verdict: seen.outcome.verdict })
    }

    /// The left side of the comparison against the right, when both are exact.
    fn sides(&self, steps: &[Step], at: usize) -> Option<Ordering> {
        let ExprKind::Binary(_, a, b) = self.checked.expr(self.e).kind else { return None };
        let side = |e: ExprId| operand(self.checked, steps, at, e);
        match (side(a)?.kind, side(b)?.kind) {
            (Kind::Exact(x), Kind::Exact(y)) => Some(x.cmp(&y)),
            (Kind::Date(x), Kind::Date(y)) => Some(x.cmp(&y)),
            _ => None,
        }
    }

    fn exchange(&mut self, fact: FactId, value: FactValue) -> Option<FactValue> {
        Some(std::mem::replace(self.case.facts.value_mut(fact)?, value))
    }
}

fn here(seen: &Observed, place: &Place) -> bool {
    seen.outcome.subjects == place.subjects && seen.outcome.year == place.year
}

/// Where an expression stands among the steps.
fn met(e: ExprId, steps: &[Step]) -> Vec<usize> {
    steps.iter().enumerate().filter(|(_, s)| s.expr == e).map(|(i, _)| i).collect()
}

/// Days since the beginning of the calendar.
fn days(d: Date) -> Option<i64> {
    Some(i64::from(Date::MIN.until(d).ok()?.get_days()))
}

fn date(days: &Number) -> Option<Date> {
    Date::MIN.checked_add(jiff::Span::new().try_days(days.to_i64()?).ok()?).ok()
}
