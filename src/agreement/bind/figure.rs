//! Numbers with their bounds: from text to an interval in the unit of the field.

use crate::agreement::error;
use crate::agreement::facts::Bounds;
use crate::agreement::notation::{self, Bound, Form, Quantity, QuantityFault, UnitFault, Written};
use crate::agreement::tree::{Entry, NodeId};
use crate::number::Number;
use crate::ruleset::model::{Per, Type, Unit};
use crate::source::Span;
use crate::text;

use super::describe;
use super::scalar::VALUE;
use super::{Binder, Spot};

const MIN: &str = "minimaal";
const MAX: &str = "maximaal";
const CIRCA: &str = "circa";
const FROM: &str = "van";
const TO: &str = "tot";
const PARTS: [&str; 6] = [VALUE, MIN, MAX, CIRCA, FROM, TO];

impl Binder<'_> {
    /// Reads a scalar as a figure, with or without a bound in words.
    pub(super) fn figure(&mut self, unit: Unit, node: NodeId) -> Option<Bounds> {
        let at = self.tree.span(node);
        let written = self.tree.text(node)?;
        match notation::form(written) {
            Form::Exact(text) => self.number(unit, at, &text).map(Bounds::exact),
            Form::Bound(_, text) if is_range(&text) => {
                self.report(error::bound_before_range(at, written, &text));
                None
            }
            Form::Bound(bound, text) => {
                let n = self.number(unit, at, &text)?;
                self.bounded(bound, unit, at, n)
            }
            Form::Range(from, to) => self.range(unit, at, written, &from, &to),
        }
    }

    /// `20 - 40%`: a unit at one end holds for both. `miljoen` at the last end may or may not.
    fn range(&mut self, unit: Unit, at: Span, whole: &str, from: &str, to: &str) -> Option<Bounds> {
        let (a, b) = (notation::quantity(from), notation::quantity(to));
        if let (Err(QuantityFault::Form), _) | (_, Err(QuantityFault::Form)) = (&a, &b) {
            self.number_fault(unit, at, whole, &QuantityFault::Form);
            return None;
        }
        let (mut a, mut b) = match (a, b) {
            (Ok(a), Ok(b)) => (a, b),
            (a, b) => {
                a.err().into_iter().for_each(|f| self.number_fault(unit, at, from, &f));
                b.err().into_iter().for_each(|f| self.number_fault(unit, at, to, &f));
                return None;
            }
        };
        match (&a.unit, &b.unit) {
            (Written::Bare, other) => a.unit = other.clone(),
            (other, Written::Bare) => b.unit = other.clone(),
            _ => {}
        }
        // Nought is nought in either reading; an end that fits no reading is refused for that, and so would be what were
        // offered for it here.
        let noun = describe::noun(self.checked, unit);
        let fits = |end: &Quantity| notation::in_unit(end, unit, noun).is_ok();
        if a.scale == 1 && b.scale != 1 && !a.value.is_zero() && fits(&a) && fits(&b) {
            let (both, last) = scaled(from.trim(), to.trim(), &b);
            self.report(error::ambiguous_notation(at, whole, &both, &last));
            return None;
        }
        a.per = a.per.or(b.per);
        b.per = b.per.or(a.per);
        let (lo, hi) = (self.fit(unit, at, from, &a), self.fit(unit, at, to, &b));
        self.ordered(at, lo?, hi?, from, to)
    }

    fn ordered(&mut self, at: Span, lo: Number, hi: Number, from: &str, to: &str) -> Option<Bounds> {
        if lo > hi {
            self.report(error::reversed_range(at, from.trim(), to.trim()));
            return None;
        }
        Some(Bounds { lo: Some(lo), hi: Some(hi), approximate: false })
    }

    fn number(&mut self, unit: Unit, at: Span, text: &str) -> Option<Number> {
        match notation::quantity(text) {
            Ok(quantity) => self.fit(unit, at, text, &quantity),
            Err(fault) => {
                self.number_fault(unit, at, text, &fault);
                None
            }
        }
    }

    /// A scalar that must be one number, without a bound in words.
    fn bare_number(&mut self, unit: Unit, node: NodeId) -> Option<Number> {
        let Some(text) = self.tree.text(node) else {
            self.wrong_type(&Type::Num(unit), node);
            return None;
        };
        self.number(unit, self.tree.span(node), text)
    }

    fn fit(&mut self, unit: Unit, at: Span, text: &str, quantity: &Quantity) -> Option<Number> {
        let noun = describe::noun(self.checked, unit);
        let fault = match notation::in_unit(quantity, unit, noun) {
            Ok(number) => return Some(number),
            Err(fault) => fault,
        };
        let (expected, example) = describe::expected(self.checked, &Type::Num(unit));
        let text = text.trim();
        let per_year = quantity.per == Some(Per::Year) && !matches!(unit, Unit::Euro(_));
        self.report(match fault {
            UnitFault::Other if per_year => error::wrong_unit(at, &expected, &example, &describe::written(text))
                .help(error::under_each_year(matches!(unit, Unit::Count(_) | Unit::Balance(_)))),
            UnitFault::Other => error::wrong_unit(at, &expected, &example, &describe::written(text)),
            UnitFault::Bare(a, b) => error::ambiguous_notation(at, text, &a, &b),
            UnitFault::NotWhole => error::not_whole(at, text, &expected),
            UnitFault::Negative => error::negative_count(at, text, &expected),
            UnitFault::NotAYear => error::not_a_year(at, text),
        });
        None
    }

    fn number_fault(&mut self, unit: Unit, at: Span, text: &str, fault: &QuantityFault) {
        let text = text.trim();
        let (expected, example) = describe::expected(self.checked, &Type::Num(unit));
        self.report(match fault {
            QuantityFault::Form => {
                let fault = error::wrong_type(at, &expected, &example, &describe::written(text));
                fault.maybe_help(describe::instead_of(unit, text))
            }
            QuantityFault::TooLong => error::number_too_long(at),
            QuantityFault::Ambiguous(a, b) => {
                let (a, b) = (&with_sign(unit, a), &with_sign(unit, b));
                let noun = describe::noun(self.checked, unit);
                let other_unit = |reading: &str| {
                    notation::quantity(reading)
                        .is_ok_and(|q| notation::in_unit(&q, unit, noun) == Err(UnitFault::Other))
                };
                // Whichever of the two it is, it does not fit here: no use in writing one of them.
                if other_unit(a) && other_unit(b) {
                    self.report(error::wrong_unit(at, &expected, &example, &describe::written(text)));
                    return;
                }
                let fault = error::ambiguous_notation(at, text, a, b);
                // Nobody means 4,35 homes: only the whole number is worth writing.
                if matches!(unit, Unit::Count(_)) { fault.help(text!("schrijf `{a}`", "write `{a}`")) } else { fault }
            }
        });
    }

    /// A figure with a word for a bound. Of what is counted, more than 40 is 41 or more; of what is measured there is no first
    /// number beyond 40, so 40 itself stays possible.
    fn bounded(&mut self, bound: Bound, unit: Unit, at: Span, n: Number) -> Option<Bounds> {
        let whole = matches!(unit, Unit::Count(_) | Unit::Balance(_) | Unit::Year);
        let step = if whole { Number::one() } else { Number::zero() };
        Some(match bound {
            Bound::Min => at_least(n),
            Bound::Max => at_most(n),
            Bound::Above => at_least(n.add(&step)),
            Bound::Below => at_most(n.sub(&step)),
            Bound::Circa => {
                let off = self.width(unit, at, &n)?;
                about(n.sub(&off), n.add(&off), whole)
            }
            Bound::Nearly => {
                let off = self.width(unit, at, &n)?;
                about(n.sub(&off), n.sub(&step), whole)
            }
        })
    }

    /// How far off a figure with `circa` or `bijna` may be, as the ruleset says.
    fn width(&mut self, unit: Unit, at: Span, n: &Number) -> Option<Number> {
        if unit == Unit::Year {
            self.report(error::circa_year(at));
            return None;
        }
        let Some(circa) = self.checked.circa() else {
            self.report(error::no_margin(at));
            return None;
        };
        Some(match (unit, &circa.points) {
            (Unit::Percentage | Unit::Points, Some(points)) => points.clone(),
            _ if n.is_negative() => n.mul(&circa.margin).neg(),
            _ => n.mul(&circa.margin),
        })
    }

    /// `{minimaal: 4000, formulering: streven}`. The span is that of the figures.
    pub(super) fn bounds_mapping(
        &mut self,
        unit: Unit,
        entries: &[Entry],
        spot: Spot,
        whole: Span,
    ) -> Option<(Bounds, Span)> {
        let known = self.keys_are_known(&Type::Num(unit), entries, &PARTS);
        let mut stated: Vec<(&'static str, Entry)> = Vec::new();
        let mut named = false;
        for entry in entries {
            let key = self.tree.text(entry.key).unwrap_or("");
            if let Some(part) = PARTS.iter().find(|p| **p == key) {
                named = true;
                if !self.is_passed_over(entry.value) {
                    stated.push((*part, *entry));
                }
            }
        }
        stated.sort_by_key(|(part, _)| PARTS.iter().position(|p| p == part));
        match stated.as_slice() {
            // Stated as nothing, or under a wrong key that was reported already.
            [] if named || !known => None,
            [] => {
                let (expected, _) = describe::expected(self.checked, &Type::Num(unit));
                self.report(error::no_value(
                    spot.key.unwrap_or(whole),
                    &expected,
                    "`waarde`, `minimaal`, `maximaal`, `circa`, `van`/`tot`",
                ));
                None
            }
            [(VALUE, e)] => {
                if self.tree.text(e.value).is_none() {
                    self.wrong_type(&Type::Num(unit), e.value);
                    return None;
                }
                Some((self.figure(unit, e.value)?, self.tree.span(e.value)))
            }
            [(MIN, e)] => Some((at_least(self.bare_number(unit, e.value)?), self.tree.span(e.value))),
            [(MAX, e)] => Some((at_most(self.bare_number(unit, e.value)?), self.tree.span(e.value))),
            [(CIRCA, e)] => {
                let at = self.tree.span(e.value);
                let n = self.bare_number(unit, e.value)?;
                Some((self.bounded(Bound::Circa, unit, at, n)?, at))
            }
            [(MIN, a), (MAX, b)] | [(FROM, a), (TO, b)] => {
                let (lo, hi) = (self.bare_number(unit, a.value), self.bare_number(unit, b.value));
                let at = self.tree.span(a.value).to(self.tree.span(b.value));
                let text = |e: &Entry| self.tree.text(e.value).unwrap_or("").to_owned();
                let (from, to) = (text(a), text(b));
                Some((self.ordered(at, lo?, hi?, &from, &to)?, at))
            }
            several => {
                let keys: Vec<_> = several.iter().map(|(part, e)| (self.tree.span(e.key), *part)).collect();
                self.report(error::wrong_bounds(&keys, whole));
                None
            }
        }
    }
}

/// The two readings of `20 - 40 miljoen`: millions at both ends, or at the last one only.
fn scaled(from: &str, to: &str, last: &Quantity) -> (String, String) {
    let word = match last.scale {
        1_000 => "duizend",
        1_000_000 => "miljoen",
        _ => "miljard",
    };
    let (lead, tail) = from.split_at(from.rfind(|c: char| c.is_ascii_digit()).map_or(0, |i| i.saturating_add(1)));
    let unit = match &last.unit {
        Written::Bare => "",
        Written::Percent => "%",
        Written::Points => " procentpunt",
        Written::Euro => " euro",
        Written::Heat => " kWh/m²",
        // A part of a whole has no scale.
        Written::Fraction => "",
        Written::Word(noun) => &format!(" {}", noun.replace('_', " ")),
    };
    let per = match last.per {
        None | Some(Per::Once) => "",
        Some(Per::Month) => " per maand",
        Some(Per::Year) => " per jaar",
    };
    let figure = notation::dutch(&last.value);
    (format!("{lead} {word}{tail} - {to}"), format!("{from} - {figure}{unit}{per}"))
}

/// A reading with the sign that its unit asks for: `1.500` for a percentage is 1500% or 1,5%, and `1500` has two readings again.
fn with_sign(unit: Unit, reading: &str) -> String {
    let bare = matches!(notation::quantity(reading), Ok(Quantity { unit: Written::Bare, per: None, .. }));
    match unit {
        Unit::Percentage if bare => format!("{reading}%"),
        Unit::Points if bare => format!("{reading} procentpunt"),
        _ => reading.to_owned(),
    }
}

/// Two figures with a word between them.
fn is_range(text: &str) -> bool {
    let figure = |t: &str| notation::quantity(t) != Err(QuantityFault::Form);
    matches!(notation::form(text), Form::Range(from, to) if figure(&from) && figure(&to))
}

/// Counts are widened to whole numbers, so that no value is lost.
fn about(lo: Number, hi: Number, whole: bool) -> Bounds {
    let (lo, hi) = if whole { (lo.floor(), hi.ceil()) } else { (lo, hi) };
    // Less than one off `bijna 1`: no count is below it and near it, but the figure itself.
    let lo = if lo > hi { hi.clone() } else { lo };
    Bounds { lo: Some(lo), hi: Some(hi), approximate: true }
}

fn at_least(n: Number) -> Bounds {
    Bounds { lo: Some(n), hi: None, approximate: false }
}

fn at_most(n: Number) -> Bounds {
    Bounds { lo: None, hi: Some(n), approximate: false }
}
