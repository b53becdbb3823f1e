//! The value of an expression that needs no agreement: constants and parameters on a day.
//!
//! INVARIANT: only called when no definition waits for itself, so following parameters ends.

use jiff::civil::Date;

use crate::number::Number;

use super::model::{BinaryOp, Checked, Const, ExprId, ExprKind, Param, ParamKey, ParamValue, Stricter};

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

/// The value of an expression on a day, when it is the same whatever an agreement says.
pub(super) fn fixed(checked: &Checked, e: ExprId, day: Date) -> Option<Fixed> {
    match &checked.expr(e).kind {
        ExprKind::Const(Const::Num(n)) => Some(Fixed::Num(n.clone())),
        ExprKind::Const(Const::Date(d)) => Some(Fixed::Date(*d)),
        ExprKind::Neg(a) => number(checked, *a, day).map(|n| Fixed::Num(n.neg())),
        ExprKind::Binary(op, a, b) => {
            let (a, b) = (number(checked, *a, day)?, number(checked, *b, day)?);
            let n = match op {
                BinaryOp::Add => a.add(&b),
                BinaryOp::Sub => a.sub(&b),
                BinaryOp::Mul => a.mul(&b),
                BinaryOp::Div => a.div(&b)?,
                _ => return None,
            };
            Some(Fixed::Num(n))
        }
        // Whatever day the rule asks for: two rules that ask for the same one are compared day by day.
        ExprKind::Param(param, _) => {
            let p = checked.param(*param);
            let lowest = entry(p, &p.values, day).and_then(|v| fixed(checked, v.value?, day))?;
            let layers = p.layers.iter().filter(|l| l.rules.is_empty()).filter_map(|l| entry(p, &l.values, day)?.value);
            let mut value = lowest;
            for own in layers.filter_map(|e| fixed(checked, e, day)) {
                if p.stricter.is_some_and(|way| own.is_stricter(&value, way)) {
                    value = own;
                }
            }
            Some(value)
        }
        _ => None,
    }
}

fn number(checked: &Checked, e: ExprId, day: Date) -> Option<Number> {
    match fixed(checked, e, day)? {
        Fixed::Num(n) => Some(n),
        Fixed::Date(_) => None,
    }
}

fn entry<'a>(p: &Param, values: &'a [ParamValue], day: Date) -> Option<&'a ParamValue> {
    let always = p.key == ParamKey::Always && values.len() == 1;
    values.iter().find(|v| (v.from <= day && day <= v.to) || always && v.from == Date::MIN)
}
