//! One figure as something that can be moved: by how much at a time, how far, and what it is then.
//!
//! Takes: a fact that may be changed. Gives: its value as a number (days for a date), its smallest step in a legal notation, and
//! the value that it gets. Of a figure with one bound (`minimaal 30`) that bound moves; ranges and `circa` are left alone.

use jiff::civil::Date;

use crate::agreement::facts::{Bounds, FactId, FactValue, Facts, Step};
use crate::agreement::type_of;
use crate::number::Number;
use crate::ruleset::Checked;
use crate::ruleset::model::{Type, Unit};

use super::fixed::field_of;

/// Decimals that a figure may be written with.
pub(super) const MOST_DECIMALS: u32 = 8;

/// What is moved, in which steps.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Measure {
    Number(Unit),
    Day,
}

impl Measure {
    pub(super) fn of(checked: &Checked, facts: &Facts, id: FactId) -> Option<Self> {
        match (type_of(checked, facts, id), &facts.get(id).value) {
            (Type::Num(unit), FactValue::Number(b)) if !b.approximate && bound(b).is_some() => {
                Some(Measure::Number(unit))
            }
            (Type::Date, FactValue::Date(_)) => Some(Measure::Day),
            _ => None,
        }
    }

    /// Whether the figures of several years add up, so that what one has too much another may take over. Shares, prices and days
    /// do not.
    pub(super) fn adds_up(self) -> bool {
        matches!(self, Measure::Number(Unit::Count(_) | Unit::Balance(_)))
    }

    /// The smallest step of figures: a home, a cent, a hundredth of a percent, a tenth of a kWh/m², a day; less where one of them is
    /// stated to a further decimal. So what they become may be written, and no smaller change may be.
    pub(super) fn step_of<'n>(self, values: impl IntoIterator<Item = &'n Number>) -> Number {
        let unit = self.unit();
        let (Measure::Number(kind), Some(tenth)) = (self, Number::fraction(1, 10)) else { return unit };
        // As the figure is written: a share stands before its sign.
        let most = if matches!(kind, Unit::Percentage | Unit::Points) {
            MOST_DECIMALS.saturating_add(2)
        } else {
            MOST_DECIMALS
        };
        let decimals = |n: &Number| {
            let written = n.decimal(most);
            if written.exact { written.decimals.len() } else { 0 }
        };
        let finest = values.into_iter().map(decimals).max().unwrap_or(0);
        let own = (0..finest).fold(Number::one(), |step, _| step.mul(&tenth));
        if own < unit { own } else { unit }
    }

    /// The step of a figure in a legal notation.
    fn unit(self) -> Number {
        let (n, d) = match self {
            Measure::Number(Unit::Percentage | Unit::Points | Unit::Ratio) => (1, 10_000),
            Measure::Number(Unit::Euro(_) | Unit::Plain | Unit::Literal) => (1, 100),
            Measure::Number(Unit::Heat) => (1, 10),
            Measure::Number(_) | Measure::Day => (1, 1),
        };
        Number::fraction(n, d).unwrap_or_else(Number::one)
    }

    /// How many steps a figure can go up: a share stays within the whole, a day within the calendar.
    pub(super) fn room_up(self, value: &Number, step: &Number) -> Option<i64> {
        match self {
            Measure::Number(Unit::Percentage) => steps(&Number::one().sub(value), step),
            Measure::Number(_) => None,
            Measure::Day => steps(&days(Date::MAX)?.sub(value), step),
        }
    }

    /// How many steps a figure can go down: never below zero, a day never before `today`.
    pub(super) fn room_down(self, value: &Number, step: &Number, today: Date) -> Option<i64> {
        match self {
            Measure::Number(Unit::Balance(_)) => None,
            Measure::Number(_) => steps(value, step),
            Measure::Day => steps(&value.sub(&days(today)?), step),
        }
    }
}

/// How many whole steps fit; none when there is no room at all.
pub(super) fn steps(room: &Number, unit: &Number) -> Option<i64> {
    let n = room.div(unit)?.floor();
    Some(n.to_i64().unwrap_or(i64::MAX).max(0))
}

/// The number that moves: the figure itself, or its only bound.
fn bound(b: &Bounds) -> Option<&Number> {
    match (&b.lo, &b.hi) {
        (Some(lo), Some(hi)) if lo == hi => Some(lo),
        (Some(one), None) | (None, Some(one)) => Some(one),
        _ => None,
    }
}

/// The number behind a figure; days for a date.
pub(super) fn number(facts: &Facts, id: FactId) -> Option<Number> {
    number_in(&facts.get(id).value)
}

/// The number in a value; days for a date.
pub(super) fn number_in(value: &FactValue) -> Option<Number> {
    match value {
        FactValue::Number(b) => bound(b).cloned(),
        FactValue::Date(d) => days(*d),
        _ => None,
    }
}

/// The value of a figure when its number is another one.
pub(super) fn with_number(old: &FactValue, n: Number) -> Option<FactValue> {
    match old {
        FactValue::Date(_) => Some(FactValue::Date(day(&n)?)),
        FactValue::Number(b) => {
            let keep = |end: &Option<Number>| end.is_some().then(|| n.clone());
            Some(FactValue::Number(Bounds { lo: keep(&b.lo), hi: keep(&b.hi), approximate: false }))
        }
        _ => None,
    }
}

/// Days since the beginning of the calendar.
fn days(d: Date) -> Option<Number> {
    Some(Number::from(i64::from(Date::MIN.until(d).ok()?.get_days())))
}

fn day(days: &Number) -> Option<Date> {
    Date::MIN.checked_add(jiff::Span::new().try_days(days.to_i64()?).ok()?).ok()
}

/// The figure that a figure is a part of, where both are stated.
pub(super) fn whole_of(checked: &Checked, facts: &Facts, id: FactId) -> Option<FactId> {
    let home = Home::of(facts, id)?;
    let whole = field_of(checked, facts, home.object, home.field)?.part_of?;
    home.sibling(facts, whole)
}

/// The stated parts of a figure.
pub(super) fn parts_of(checked: &Checked, facts: &Facts, id: FactId) -> Vec<FactId> {
    let Some(home) = Home::of(facts, id) else { return vec![] };
    let FactValue::Object { object, .. } = &facts.get(home.object).value else { return vec![] };
    let parts = checked.object(*object).fields.iter().enumerate().filter(|(_, f)| f.part_of == Some(home.field));
    parts.filter_map(|(i, _)| home.sibling(facts, i)).collect()
}

/// How much of a whole is in none of its parts, as far as they are stated; parts that overlap count twice, so that it is never
/// more than there is.
pub(super) fn outside_parts(checked: &Checked, facts: &Facts, whole: FactId) -> Option<Number> {
    let mut rest = number(facts, whole)?;
    for part in parts_of(checked, facts, whole) {
        rest = rest.sub(&number(facts, part)?);
    }
    Some(if rest.is_negative() { Number::zero() } else { rest })
}

/// The field that a figure stands in, and the year within that field.
struct Home {
    object: FactId,
    field: usize,
    year: Option<Step>,
}

impl Home {
    fn of(facts: &Facts, id: FactId) -> Option<Self> {
        let fact = facts.get(id);
        let parent = facts.parent(id)?;
        match fact.step {
            Step::Field(field) => Some(Home { object: parent, field, year: None }),
            Step::Year(_) | Step::Total => {
                let table = facts.get(parent);
                match (table.step, facts.parent(parent)) {
                    (Step::Field(field), Some(object)) => Some(Home { object, field, year: Some(fact.step) }),
                    _ => None,
                }
            }
            Step::Root | Step::Item(_) => None,
        }
    }

    /// The same place in another field of the object.
    fn sibling(&self, facts: &Facts, field: usize) -> Option<FactId> {
        let found = facts.field(self.object, field)?;
        match self.year {
            None => Some(found),
            Some(step) => child(facts, found, step),
        }
    }
}

/// The value of a table at a year, or its total; the field of an object.
pub(super) fn child(facts: &Facts, table: FactId, step: Step) -> Option<FactId> {
    match (&facts.get(table).value, step) {
        (FactValue::Table { years, .. }, Step::Year(year)) => years.iter().find(|(y, _)| *y == year).map(|(_, id)| *id),
        (FactValue::Table { total, .. }, Step::Total) => *total,
        (FactValue::Object { .. }, Step::Field(index)) => facts.field(table, index),
        _ => None,
    }
}
