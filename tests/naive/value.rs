//! Values of the naive evaluator: a number is the set of values it may have, everything else is known or not.

use std::collections::BTreeSet;

use jiff::civil::Date;
use num_rational::Ratio;

pub type Q = Ratio<i128>;

/// Why something is not known.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Reason {
    /// A fact that the agreement does not state.
    Missing(String),
    /// A value of law that is not known.
    Param(String),
    /// Bounds that the agreement states allow both answers.
    Bounds,
    /// Something that cannot be computed, or contradicts itself.
    Fault,
    /// Something that cannot be computed if what is missing turns out to be zero.
    PerhapsFault,
}

pub type Why = BTreeSet<Reason>;

#[derive(Debug, Clone)]
pub enum V {
    Unknown(Why),
    /// Between these, with what would narrow it. A count that is not stated is zero or more.
    Num(Option<Q>, Option<Q>, Why),
    Bool(bool),
    Date(Date),
    Period(i32, i32),
    Text(String),
    Choice(String),
    Rule(String),
    Object(Object),
    List(Vec<V>),
    /// A list of which nothing is known, of counts or not.
    Many(Why, bool),
    Table(Table),
}

#[derive(Debug, Clone)]
pub struct Object {
    pub ty: String,
    pub path: String,
    pub label: String,
    pub fields: Vec<(String, V)>,
    pub complete: bool,
}

#[derive(Debug, Clone)]
pub struct Table {
    pub path: String,
    pub years: Vec<(i32, V)>,
    /// The years that it should state; none for a table over any years.
    pub period: Option<(i32, i32)>,
    /// What is stated of all years together.
    pub total: Option<Box<V>>,
    pub counts: bool,
}

pub fn q(n: i64) -> Q {
    Q::from_integer(i128::from(n))
}

pub fn exact(n: Q) -> V {
    V::Num(Some(n), Some(n), Why::new())
}

pub fn missing(path: String, counts: bool) -> V {
    let why = Why::from([Reason::Missing(path)]);
    if counts { V::Num(Some(q(0)), None, why) } else { V::Unknown(why) }
}

pub fn fault() -> V {
    V::Unknown(Why::from([Reason::Fault]))
}

/// An interval; what would narrow it does not matter any more once it is one number.
pub fn interval(lo: Option<Q>, hi: Option<Q>, why: Why) -> V {
    match (lo, hi) {
        (Some(a), Some(b)) if a == b => exact(a),
        (None, None) => V::Unknown(why),
        _ => V::Num(lo, hi, why),
    }
}

impl V {
    /// The same, with more that would narrow it.
    pub fn because(self, more: Why) -> V {
        let with = |mut why: Why| {
            why.extend(more);
            why
        };
        match self {
            V::Unknown(why) => V::Unknown(with(why)),
            V::Num(lo, hi, why) => interval(lo, hi, with(why)),
            V::Many(why, counts) => V::Many(with(why), counts),
            other => other,
        }
    }

    pub fn why(&self) -> Why {
        match self {
            V::Unknown(why) | V::Num(_, _, why) | V::Many(why, _) => why.clone(),
            _ => Why::new(),
        }
    }

    pub fn ends(&self) -> (Option<Q>, Option<Q>) {
        match self {
            V::Num(lo, hi, _) => (*lo, *hi),
            _ => (None, None),
        }
    }

    pub fn truth(&self) -> Option<bool> {
        match self {
            V::Bool(b) => Some(*b),
            _ => None,
        }
    }

    /// Nothing is stated of it.
    pub fn is_blank(&self) -> bool {
        match self {
            V::Unknown(_) | V::Many(..) => true,
            V::Num(lo, hi, why) => !why.is_empty() && hi.is_none() && lo.is_none_or(|n| n == q(0)),
            _ => false,
        }
    }

    pub fn year(&self) -> Option<i32> {
        match self {
            V::Num(Some(a), Some(b), _) if a == b && a.is_integer() => i32::try_from(a.to_integer()).ok(),
            _ => None,
        }
    }
}

/// A yes or no, or what would decide it.
pub fn tri(answer: Option<bool>, why: Why) -> V {
    let why = if why.is_empty() { Why::from([Reason::Bounds]) } else { why };
    answer.map_or(V::Unknown(why), V::Bool)
}

pub fn union<'a>(values: impl IntoIterator<Item = &'a V>) -> Why {
    values.into_iter().flat_map(V::why).collect()
}

/// Whether it may be that there is nothing to compute with: then not even zero times it is known.
pub fn poisons(why: &Why) -> bool {
    why.contains(&Reason::Fault) || why.contains(&Reason::PerhapsFault)
}

pub fn add(a: &V, b: &V) -> V {
    let ((a0, a1), (b0, b1)) = (a.ends(), b.ends());
    interval(a0.zip(b0).map(|(x, y)| x + y), a1.zip(b1).map(|(x, y)| x + y), union([a, b]))
}

pub fn neg(a: &V) -> V {
    let (lo, hi) = a.ends();
    interval(hi.map(|n| -n), lo.map(|n| -n), a.why())
}

/// The hull of every product of values in both.
pub fn mul(a: &V, b: &V) -> V {
    let ((a0, a1), (b0, b1)) = (a.ends(), b.ends());
    // An end is a number, or a direction without end.
    type End = Result<Q, i32>;
    let lower = |e: Option<Q>| -> End { e.ok_or(-1) };
    let upper = |e: Option<Q>| -> End { e.ok_or(1) };
    let sign = |e: End| match e {
        Ok(n) => i32::from(n > q(0)) - i32::from(n < q(0)),
        Err(s) => s,
    };
    let times = |x: End, y: End| -> End {
        match (x, y) {
            (Ok(m), Ok(n)) => Ok(m * n),
            _ => match sign(x) * sign(y) {
                0 => Ok(q(0)),
                s => Err(s),
            },
        }
    };
    let all = [
        times(lower(a0), lower(b0)),
        times(lower(a0), upper(b1)),
        times(upper(a1), lower(b0)),
        times(upper(a1), upper(b1)),
    ];
    let lo = if all.contains(&Err(-1)) { None } else { all.iter().filter_map(|e| e.ok()).min() };
    let hi = if all.contains(&Err(1)) { None } else { all.iter().filter_map(|e| e.ok()).max() };
    interval(lo, hi, union([a, b]))
}

pub fn div(a: &V, b: &V) -> V {
    let (lo, hi) = b.ends();
    if lo == Some(q(0)) && hi == Some(q(0)) {
        return fault();
    }
    if lo.is_none_or(|n| n <= q(0)) && hi.is_none_or(|n| n >= q(0)) {
        // It may be zero: because something is missing, or because the bounds as stated allow it.
        if b.why().is_empty() {
            return fault();
        }
        return V::Unknown(union([a, b]).into_iter().chain([Reason::PerhapsFault]).collect());
    }
    let one_over = |n: Option<Q>| Some(n.map_or(q(0), |n| q(1) / n));
    mul(a, &V::Num(one_over(hi), one_over(lo), b.why()))
}

pub fn at_least(a: &V, b: &V) -> Option<bool> {
    let ((a0, a1), (b0, b1)) = (a.ends(), b.ends());
    if a0.zip(b1).is_some_and(|(x, y)| x >= y) {
        return Some(true);
    }
    a1.zip(b0).is_some_and(|(x, y)| x < y).then_some(false)
}

/// Whether two values are the same.
pub fn same(a: &V, b: &V) -> Option<bool> {
    match (a, b) {
        (V::Num(..), _) | (_, V::Num(..)) => {
            if at_least(a, b) == Some(false) || at_least(b, a) == Some(false) {
                return Some(false);
            }
            let single = |v: &V| matches!(v, V::Num(Some(x), Some(y), _) if x == y);
            (single(a) && single(b)).then_some(true)
        }
        (V::Bool(x), V::Bool(y)) => Some(x == y),
        (V::Date(x), V::Date(y)) => Some(x == y),
        (V::Text(x), V::Text(y)) | (V::Choice(x), V::Choice(y)) | (V::Rule(x), V::Rule(y)) => Some(x == y),
        _ => None,
    }
}
