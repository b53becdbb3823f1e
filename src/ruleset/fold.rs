//! The value of an expression that needs no agreement: constants and parameters on a day.
//!
//! INVARIANT: only called when no definition waits for itself, so following parameters ends.

use std::collections::HashMap;

use jiff::civil::Date;

use crate::limits::MAX_NUMBER_BITS;
use crate::number::Number;

use super::model::{BinaryOp, Checked, Const, ExprId, ExprKind, Param, ParamId, ParamKey, ParamValue, Stricter};

/// A value that can be put in order.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Fixed {
    Num(Number),
    Date(Date),
}

impl Fixed {
    /// Whether this value asks more than the other.
    pub(super) fn is_stricter(&self, than: &Fixed, way: Stricter) -> bool {
        match way {
            Stricter::Higher => self > than,
            Stricter::Lower => self < than,
        }
    }
}

/// Computes values, that of each parameter once a day: parameters that each use the one before it twice would take twice as long
/// for each of them.
pub(super) struct Folder<'a> {
    pub(super) checked: &'a Checked,
    known: HashMap<(ParamId, Date), Option<Fixed>>,
    /// Values computed.
    pub(super) steps: usize,
}

impl<'a> Folder<'a> {
    pub(super) fn new(checked: &'a Checked) -> Self {
        Folder { checked, known: HashMap::new(), steps: 0 }
    }

    /// The value of an expression on a day, when it is the same whatever an agreement says.
    pub(super) fn fixed(&mut self, e: ExprId, day: Date) -> Option<Fixed> {
        self.steps = self.steps.saturating_add(1);
        match &self.checked.expr(e).kind {
            ExprKind::Const(Const::Num(n)) => Some(Fixed::Num(n.clone())),
            ExprKind::Const(Const::Date(d)) => Some(Fixed::Date(*d)),
            ExprKind::Neg(a) => self.number(*a, day).map(|n| Fixed::Num(n.neg())),
            ExprKind::Binary(op, a, b) => {
                let (a, b) = (self.number(*a, day)?, self.number(*b, day)?);
                let n = match op {
                    BinaryOp::Add => a.add(&b),
                    BinaryOp::Sub => a.sub(&b),
                    BinaryOp::Mul => a.mul(&b),
                    BinaryOp::Div => a.div(&b)?,
                    _ => return None,
                };
                // Larger than what is computed with when rules run.
                (n.bits() <= MAX_NUMBER_BITS).then_some(Fixed::Num(n))
            }
            // Whatever day the rule asks for: two rules that ask for the same one are compared day by day.
            ExprKind::Param(param, _) => {
                if let Some(known) = self.known.get(&(*param, day)) {
                    return known.clone();
                }
                let value = self.param(*param, day);
                self.known.insert((*param, day), value.clone());
                value
            }
            _ => None,
        }
    }

    fn param(&mut self, param: ParamId, day: Date) -> Option<Fixed> {
        let p = self.checked.param(param);
        self.steps = self.steps.saturating_add(p.values.len());
        let mut value = entry(p, &p.values, day).and_then(|v| self.fixed(v.value?, day))?;
        for layer in p.layers.iter().filter(|l| l.rules.is_empty()) {
            self.steps = self.steps.saturating_add(layer.values.len());
            let own = entry(p, &layer.values, day).and_then(|v| self.fixed(v.value?, day));
            if let Some(own) = own.filter(|own| p.stricter.is_some_and(|way| own.is_stricter(&value, way))) {
                value = own;
            }
        }
        Some(value)
    }

    fn number(&mut self, e: ExprId, day: Date) -> Option<Number> {
        match self.fixed(e, day)? {
            Fixed::Num(n) => Some(n),
            Fixed::Date(_) => None,
        }
    }
}

fn entry<'a>(p: &Param, values: &'a [ParamValue], day: Date) -> Option<&'a ParamValue> {
    let always = p.key == ParamKey::Always && values.len() == 1;
    values.iter().find(|v| (v.from <= day && day <= v.to) || always && v.from == Date::MIN)
}
