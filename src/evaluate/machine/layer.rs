//! Values that sets above give to a parameter: the strictest one that holds counts.
//!
//! So no set can take away what one below it asks, whatever the order of the sets and whatever a formula gives.

use jiff::civil::Date;

use crate::number::Number;
use crate::ruleset::model::{Param, ParamKey, ParamValue, Stricter};

use super::super::outcome::OwnNote;
use super::super::value::{Kind, Value};
use super::Machine;
use super::param::Days;

impl Machine<'_> {
    /// The strictest of a parameter's own value and those of the sets above, and which of those hold.
    pub(super) fn with_layers(&mut self, p: &Param, days: Days, base: Value) -> (Value, Vec<OwnNote>) {
        let Some(way) = p.stricter else { return (base, vec![]) };
        // A parameter that always holds is asked for without a day: then it is the day of the check that counts.
        let days = if p.key == ParamKey::Always { Days { first: self.date, last: self.date } } else { days };
        let holds = |v: &ParamValue| v.from <= days.first && days.last <= v.to;
        let mut value = base;
        let mut own: Vec<OwnNote> = vec![];
        self.spend_on_items(p.layers.len());
        let mut rule = None;
        if p.layers.iter().any(|l| !l.rules.is_empty()) {
            self.spend_on_items(self.checked.rules().len());
            rule = self.now.rule.and_then(|r| self.checked.rule_id(&r.id));
        }
        for (layer, l) in p.layers.iter().enumerate() {
            if !rule.map_or(l.rules.is_empty(), |r| l.counts_for(r)) {
                continue;
            }
            let Some(entry) = l.values.iter().position(holds) else { continue };
            let Some(e) = l.values.get(entry).and_then(|v| v.value) else { continue };
            let stated = self.param_value(e, days.first);
            let counts = asks_more(&stated, &value, way);
            own.push(OwnNote { layer, entry, counts });
            value = self.strictest(value, stated, way);
        }
        (value, own)
    }

    /// Where one of the two is not known, the other still bounds the value.
    fn strictest(&mut self, a: Value, b: Value, way: Stricter) -> Value {
        if let (Kind::Date(x), Kind::Date(y)) = (&a.kind, &b.kind) {
            return if later(*x, *y, way) { a } else { b };
        }
        let why = self.whys.both(a.why, b.why);
        let both = |x: Option<Number>, y: Option<Number>, pick: fn(Number, Number) -> Number| match (x, y) {
            (Some(x), Some(y)) => Some(pick(x, y)),
            _ => None,
        };
        let either = |x: Option<Number>, y: Option<Number>, pick: fn(Number, Number) -> Number| match (x, y) {
            (Some(x), Some(y)) => Some(pick(x, y)),
            (x, y) => x.or(y),
        };
        let (lo, hi) = match way {
            Stricter::Higher => (either(a.lo(false), b.lo(false), Number::max), both(a.hi(), b.hi(), Number::max)),
            Stricter::Lower => (both(a.lo(false), b.lo(false), Number::min), either(a.hi(), b.hi(), Number::min)),
        };
        Value::range(lo, hi, why)
    }
}

fn later(x: Date, y: Date, way: Stricter) -> bool {
    match way {
        Stricter::Higher => x >= y,
        Stricter::Lower => x <= y,
    }
}

/// Whether a value is known to ask more than what is known of another.
fn asks_more(own: &Value, than: &Value, way: Stricter) -> bool {
    match (&own.kind, &than.kind) {
        (Kind::Exact(a), Kind::Exact(b)) => match way {
            Stricter::Higher => a > b,
            Stricter::Lower => a < b,
        },
        (Kind::Exact(a), Kind::Range(r)) => match way {
            Stricter::Higher => r.lo.as_ref().is_none_or(|lo| a > lo),
            Stricter::Lower => r.hi.as_ref().is_none_or(|hi| a < hi),
        },
        (Kind::Date(a), Kind::Date(b)) => a != b && later(*a, *b, way),
        (_, Kind::Unknown) => true,
        _ => false,
    }
}
