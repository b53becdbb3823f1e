//! Values of law: the one that holds at a year or date, published before computed.

use jiff::civil::Date;

use crate::ruleset::model::{ExprId, Param, ParamId, ParamKey, ParamValue};
use crate::text;

use super::super::outcome::{At, ParamNote};
use super::super::value::{Kind, Value};
use super::super::why::Reason;
use super::Machine;

/// The days that are asked for.
#[derive(Clone, Copy)]
pub(super) struct Days {
    pub(super) first: Date,
    pub(super) last: Date,
}

impl Machine<'_> {
    /// The value of a parameter, at a year or date where it is keyed.
    pub(super) fn param(&mut self, param: ParamId, index: Option<ExprId>) -> Value {
        let at = index.map(|i| self.eval(i));
        if let Some(value) = self.override_of(param) {
            let at = At::Always;
            self.now.notes.param(ParamNote { param, at, entry: None, formula: false, outside: true, own: vec![] });
            return value;
        }
        let p = self.checked.param(param);
        let (days, at) = match &at {
            None => (Days { first: Date::MIN, last: Date::MAX }, At::Always),
            Some(v) => match days(v, p.key) {
                Some(found) => found,
                None => return Value::unknown(v.why),
            },
        };
        let noted = self.now.notes.params.len();
        let (base, entry) = self.base_value(param, days, at);
        let (value, own) = if p.layers.is_empty() { (base, vec![]) } else { self.with_layers(p, days, base) };
        if entry.is_some() || !own.is_empty() {
            let formula = entry.is_some_and(|(_, formula)| formula);
            let entry = entry.map(|(i, _)| i);
            let note = ParamNote { param, at, entry, formula, outside: false, own };
            self.now.notes.param_before(noted, note);
        }
        value
    }

    /// The value of the set that declares the parameter, and which of its entries gives it.
    fn base_value(&mut self, param: ParamId, days: Days, at: At) -> (Value, Option<(usize, bool)>) {
        let p = self.checked.param(param);
        let holds = |v: &ParamValue| p.key == ParamKey::Always || (v.from <= days.first && days.last <= v.to);
        let published = p.values.iter().position(&holds);
        let formula = p.formulas.iter().position(&holds);
        // "Not published yet" is no published value: a formula that holds then counts.
        let published = published.filter(|i| formula.is_none() || p.values.get(*i).is_some_and(|v| v.value.is_some()));
        let missing = |m: &mut Self| m.gap(Reason::Param(param, at.to_string().into()));
        let (entry, by_formula) = match (published, formula) {
            (Some(i), _) => (i, false),
            (None, Some(i)) => (i, true),
            (None, None) => {
                let changes = p.values.iter().any(|v| v.from <= days.last && days.first <= v.to);
                if changes && p.key == ParamKey::Date {
                    return (self.changes_during(p, at), None);
                }
                return (missing(self), None);
            }
        };
        let list = if by_formula { &p.formulas } else { &p.values };
        let value = match list.get(entry).and_then(|v| v.value) {
            None => missing(self),
            Some(e) => self.param_value(e, days.first),
        };
        (value, Some((entry, by_formula)))
    }

    fn changes_during(&mut self, p: &Param, at: At) -> Value {
        let name = &p.name;
        self.fault(text!(
            "`{name}` verandert in de loop van {at}; er is een datum nodig",
            "`{name}` changes during {at}; a date is needed"
        ))
    }

    /// Evaluates a parameter's value; inside a formula, other parameters are used but the trace stays with the parameter.
    pub(super) fn param_value(&mut self, e: ExprId, at: Date) -> Value {
        let year = self.now.formula_year.replace(i32::from(at.year()));
        let mut value = self.unseen(|m| m.eval(e));
        self.now.formula_year = year;
        value.fact = None;
        value
    }

    /// What the formula would give where a published value counts: `Some` when both are known and differ.
    pub(crate) fn formula_difference(&mut self, note: &ParamNote) -> Option<(Value, Value)> {
        let p: &Param = self.checked.param(note.param);
        let published = p.values.get(note.entry.filter(|_| !note.formula && note.own.iter().all(|o| !o.counts))?)?;
        let at = published.from;
        let year: i32 = note.at.year().unwrap_or(i32::from(at.year()));
        let day = i16::try_from(year).ok().and_then(|y| Date::new(y, 1, 1).ok())?;
        let formula = p.formulas.iter().find(|f| f.from <= day && day <= f.to)?.value?;
        let published = published.value?;
        let (computed, stated) = self.aside(|m| (m.param_value(formula, day), m.param_value(published, day)));
        match (&computed.kind, &stated.kind) {
            (Kind::Exact(a), Kind::Exact(b)) if a != b => Some((stated, computed)),
            _ => None,
        }
    }
}

/// How a year or day is written that a value of law is asked for.
pub(crate) fn written(v: &Value, key: ParamKey) -> Option<String> {
    days(v, key).map(|(_, at)| at.to_string())
}

/// The days that an index means, and as what it is written. A year asks for the whole year of a date-keyed parameter.
fn days(v: &Value, key: ParamKey) -> Option<(Days, At)> {
    match &v.kind {
        Kind::Date(d) if key == ParamKey::Year => Some((Days { first: *d, last: *d }, At::Year(i32::from(d.year())))),
        Kind::Date(d) => Some((Days { first: *d, last: *d }, At::Day(*d))),
        _ => {
            let year = v.as_year()?;
            let y = i16::try_from(year).ok()?;
            let days = Days { first: Date::new(y, 1, 1).ok()?, last: Date::new(y, 12, 31).ok()? };
            Some((days, At::Year(year)))
        }
    }
}
