//! Values during evaluation: exact, bounded or unknown, each with what is unknown about it.
//!
//! Takes: bounds from the agreement. Gives: arithmetic on intervals and three-valued logic. An operation is never more certain
//! than its inputs; a value that is not known is never zero and never false.

use std::cmp::Ordering;
use std::sync::Arc;

use jiff::civil::Date;

use crate::agreement::facts::FactId;
use crate::number::Number;

/// Why something is not (wholly) known: a number that [`Whys`](super::why::Whys) knows; 0 is nothing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, PartialOrd, Ord)]
pub(crate) struct Why(pub(crate) u64);

impl Why {
    pub(crate) const NONE: Why = Why(0);
}

/// Which kind of figure it is (start bouw or oplevering): figures with different tags are never mixed. 0 is not said.
///
/// A number in [`Tags`](super::tags::Tags).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub(crate) struct Tag(pub(crate) u32);

/// A value.
#[derive(Debug, Clone)]
pub(crate) struct Value {
    pub(crate) kind: Kind,
    /// What is not known about it.
    pub(crate) why: Why,
    /// The fact that it is, when it was read and not computed.
    pub(crate) fact: Option<FactId>,
    pub(crate) tag: Tag,
}

/// What a value is.
#[derive(Debug, Clone)]
pub(crate) enum Kind {
    /// Nothing is known.
    Unknown,
    /// A number.
    Exact(Number),
    /// A number between bounds.
    Range(Box<Range>),
    Bool(bool),
    Text(Arc<str>),
    Date(Date),
    Period(Date, Date),
    Choice(usize),
    RuleRef(Arc<str>),
    /// An object: its fact.
    Object,
    List(Arc<[Value]>),
    Table(Arc<Table>),
}

/// A closed interval; an end that is missing is open.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Range {
    pub(crate) lo: Option<Number>,
    pub(crate) hi: Option<Number>,
}

/// A value per year.
#[derive(Debug, Clone)]
pub(crate) struct Table {
    pub(crate) years: Vec<(i32, Value)>,
    pub(crate) total: Option<Value>,
    /// The years it should cover.
    pub(crate) period: Option<(i32, i32)>,
    /// Where it stands, for naming missing years.
    pub(crate) fact: Option<FactId>,
}

impl Value {
    pub(crate) fn new(kind: Kind) -> Self {
        Value { kind, why: Why::NONE, fact: None, tag: Tag(0) }
    }

    pub(crate) fn unknown(why: Why) -> Self {
        Value { kind: Kind::Unknown, why, fact: None, tag: Tag(0) }
    }

    pub(crate) fn bool(b: bool) -> Self {
        Value::new(Kind::Bool(b))
    }

    pub(crate) fn number(n: Number) -> Self {
        Value::new(Kind::Exact(n))
    }

    pub(crate) fn year(y: i32) -> Self {
        Value::number(Number::from(y))
    }

    /// From three-valued logic: `None` is unknown.
    pub(crate) fn tri(b: Option<bool>, why: Why) -> Self {
        match b {
            Some(b) => Value::bool(b),
            None => Value::unknown(why),
        }
    }

    pub(crate) fn tagged(mut self, tag: Tag) -> Self {
        self.tag = tag;
        self
    }

    /// From an interval, exact when both ends meet.
    pub(crate) fn range(lo: Option<Number>, hi: Option<Number>, why: Why) -> Self {
        let kind = match (lo, hi) {
            (None, None) => Kind::Unknown,
            (Some(a), Some(b)) if a == b => Kind::Exact(a),
            (lo, hi) => Kind::Range(Box::new(Range { lo, hi })),
        };
        let why = if matches!(kind, Kind::Exact(_)) { Why::NONE } else { why };
        Value { kind, why, fact: None, tag: Tag(0) }
    }

    /// `Some` when it is ja or nee.
    pub(crate) fn truth(&self) -> Option<bool> {
        match self.kind {
            Kind::Bool(b) => Some(b),
            _ => None,
        }
    }

    /// Lower end; an unknown count is still not negative.
    pub(crate) fn lo(&self, counts: bool) -> Option<Number> {
        match &self.kind {
            Kind::Exact(n) => Some(n.clone()),
            Kind::Range(r) => r.lo.clone().or_else(|| counts.then(Number::zero)),
            _ => counts.then(Number::zero),
        }
    }

    /// Upper end.
    pub(crate) fn hi(&self) -> Option<Number> {
        match &self.kind {
            Kind::Exact(n) => Some(n.clone()),
            Kind::Range(r) => r.hi.clone(),
            _ => None,
        }
    }

    pub(crate) fn is_unknown(&self) -> bool {
        matches!(self.kind, Kind::Unknown)
    }

    /// Whether nothing is known of it, but perhaps that it is not negative.
    pub(crate) fn is_blank(&self) -> bool {
        match &self.kind {
            Kind::Unknown => true,
            Kind::Range(r) => self.why != Why::NONE && r.hi.is_none() && r.lo.as_ref().is_none_or(Number::is_zero),
            _ => false,
        }
    }

    /// The year, when it is an exact one.
    pub(crate) fn as_year(&self) -> Option<i32> {
        match &self.kind {
            Kind::Exact(n) => n.to_i64().and_then(|n| i32::try_from(n).ok()),
            _ => None,
        }
    }
}

/// An interval as two open-or-closed ends, for arithmetic.
pub(crate) type Ends = (Option<Number>, Option<Number>);

pub(crate) fn add(a: &Ends, b: &Ends) -> Ends {
    let both = |x: &Option<Number>, y: &Option<Number>| Some(x.as_ref()?.add(y.as_ref()?));
    (both(&a.0, &b.0), both(&a.1, &b.1))
}

pub(crate) fn sub(a: &Ends, b: &Ends) -> Ends {
    add(a, &neg(b))
}

pub(crate) fn neg(a: &Ends) -> Ends {
    (a.1.as_ref().map(Number::neg), a.0.as_ref().map(Number::neg))
}

/// An end on the number line with both infinities.
#[derive(Debug, Clone, PartialEq, Eq)]
enum End {
    Minus,
    Finite(Number),
    Plus,
}

fn ends(a: &Ends) -> (End, End) {
    let lo = a.0.clone().map_or(End::Minus, End::Finite);
    let hi = a.1.clone().map_or(End::Plus, End::Finite);
    (lo, hi)
}

fn sign(e: &End) -> Ordering {
    match e {
        End::Minus => Ordering::Less,
        End::Plus => Ordering::Greater,
        End::Finite(n) => n.cmp(&Number::zero()),
    }
}

fn times(a: &End, b: &End) -> End {
    match (a, b) {
        (End::Finite(x), End::Finite(y)) => End::Finite(x.mul(y)),
        // Zero times an open end is zero: the open end stands for numbers, never for infinity itself.
        _ => match (sign(a), sign(b)) {
            (Ordering::Equal, _) | (_, Ordering::Equal) => End::Finite(Number::zero()),
            (x, y) if x == y => End::Plus,
            _ => End::Minus,
        },
    }
}

fn order(a: &End, b: &End) -> Ordering {
    match (a, b) {
        (End::Finite(x), End::Finite(y)) => x.cmp(y),
        (End::Minus, End::Minus) | (End::Plus, End::Plus) => Ordering::Equal,
        (End::Minus, _) | (_, End::Plus) => Ordering::Less,
        _ => Ordering::Greater,
    }
}

fn finite(e: End) -> Option<Number> {
    match e {
        End::Finite(n) => Some(n),
        _ => None,
    }
}

pub(crate) fn mul(a: &Ends, b: &Ends) -> Ends {
    let ((a0, a1), (b0, b1)) = (ends(a), ends(b));
    let products = [times(&a0, &b0), times(&a0, &b1), times(&a1, &b0), times(&a1, &b1)];
    let lo = products.iter().min_by(|x, y| order(x, y)).cloned().and_then(finite);
    let hi = products.iter().max_by(|x, y| order(x, y)).cloned().and_then(finite);
    (lo, hi)
}

/// A quotient.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Quotient {
    /// Between these ends.
    Ends(Ends),
    /// The divisor is zero.
    ByZero,
    /// The divisor may be zero: then there is no quotient, so nothing may be said of it.
    MaybeByZero,
}

pub(crate) fn div(a: &Ends, b: &Ends) -> Quotient {
    let zero = Number::zero();
    let (lo, hi) = (b.0.as_ref(), b.1.as_ref());
    if lo == Some(&zero) && hi == Some(&zero) {
        return Quotient::ByZero;
    }
    if lo.is_none_or(|l| *l <= zero) && hi.is_none_or(|h| *h >= zero) {
        return Quotient::MaybeByZero;
    }
    // The divisor lies on one side of zero; 1/b of an open end comes near to zero.
    let reciprocal = |n: Option<&Number>| n.and_then(|n| Number::one().div(n)).unwrap_or_else(Number::zero);
    Quotient::Ends(mul(a, &(Some(reciprocal(hi)), Some(reciprocal(lo)))))
}

/// `a >= b` over every value in both; `None` when they disagree.
pub(crate) fn at_least(a: &Ends, b: &Ends) -> Option<bool> {
    if matches!((&a.0, &b.1), (Some(lo), Some(hi)) if lo >= hi) {
        return Some(true);
    }
    if matches!((&a.1, &b.0), (Some(hi), Some(lo)) if hi < lo) {
        return Some(false);
    }
    None
}

/// `a = b` over every value in both.
pub(crate) fn equal(a: &Ends, b: &Ends) -> Option<bool> {
    match (a, b) {
        ((Some(a0), Some(a1)), (Some(b0), Some(b1))) if a0 == a1 && b0 == b1 => Some(a0 == b0),
        _ if at_least(a, b) == Some(false) || at_least(b, a) == Some(false) => Some(false),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn n(x: i64) -> Number {
        Number::from(x)
    }

    fn interval() -> impl Strategy<Value = (Ends, Number)> {
        (-20i64..20, 0i64..20, 0i64..20, any::<bool>(), any::<bool>()).prop_map(
            |(x, below, above, open_lo, open_hi)| {
                let lo = (!open_lo).then(|| n(x.saturating_sub(below)));
                let hi = (!open_hi).then(|| n(x.saturating_add(above)));
                ((lo, hi), n(x))
            },
        )
    }

    fn holds(e: &Ends, x: &Number) -> bool {
        e.0.as_ref().is_none_or(|lo| lo <= x) && e.1.as_ref().is_none_or(|hi| x <= hi)
    }

    proptest! {
        // The result of an operation on intervals holds the result for every pair of values in them.
        #[test]
        fn operations_lose_no_value((a, x) in interval(), (b, y) in interval()) {
            prop_assert!(holds(&add(&a, &b), &x.add(&y)));
            prop_assert!(holds(&sub(&a, &b), &x.sub(&y)));
            prop_assert!(holds(&mul(&a, &b), &x.mul(&y)));
            match (x.div(&y), div(&a, &b)) {
                (Some(q), Quotient::Ends(e)) => prop_assert!(holds(&e, &q)),
                (None, Quotient::Ends(e)) => prop_assert!(false, "a quotient by zero: {e:?}"),
                (Some(q), Quotient::ByZero) => prop_assert!(false, "not by zero: {q}"),
                (_, Quotient::MaybeByZero) | (None, Quotient::ByZero) => {}
            }
            if let Some(decided) = at_least(&a, &b) {
                prop_assert_eq!(decided, x >= y);
            }
            if let Some(decided) = equal(&a, &b) {
                prop_assert_eq!(decided, x == y);
            }
        }
    }

    #[test]
    fn a_range_that_straddles_decides_nothing() {
        assert_eq!(at_least(&(Some(n(20)), Some(n(40))), &(Some(n(30)), Some(n(30)))), None);
        assert_eq!(at_least(&(Some(n(4000)), None), &(Some(n(4000)), Some(n(4000)))), Some(true));
    }
}
