//! Exact numbers. No floats, no silent rounding, no overflow.
//!
//! A number is a fraction. Small ones live in two machine words; when an operation overflows, it continues with integers of
//! any size. Shares and sums of shares stay exact: 2 999 of 10 000 is less than 30 %. Squaring doubles the size of a number each
//! time: who computes in a loop asks for its [`Number::bits`] and stops in time.

use std::cmp::Ordering;
use std::fmt;

use num_bigint::BigInt;
use num_rational::{BigRational, Ratio};
use num_traits::{CheckedAdd, CheckedDiv, CheckedMul, CheckedSub, Signed, ToPrimitive, Zero};
use serde::{Deserialize, Serialize};

/// An exact rational number.
///
/// INVARIANT: reduced, and `Big` only where `Small` cannot hold it, so that equality and hashing are by value.
#[derive(Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Number(Repr);

#[derive(Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
enum Repr {
    Small(Ratio<i64>),
    Big(Box<BigRational>),
}

impl From<i64> for Number {
    fn from(n: i64) -> Self {
        Number(Repr::Small(Ratio::from_integer(n)))
    }
}

impl From<i32> for Number {
    fn from(n: i32) -> Self {
        Number::from(i64::from(n))
    }
}

impl From<usize> for Number {
    fn from(n: usize) -> Self {
        match i64::try_from(n) {
            Ok(n) => Number::from(n),
            Err(_) => Number::from_big(BigRational::from_integer(BigInt::from(n))),
        }
    }
}

macro_rules! operation {
    ($(#[$doc:meta])* $name:ident, $checked:ident, $op:tt) => {
        $(#[$doc])*
        #[must_use]
        #[expect(clippy::arithmetic_side_effects, reason = "integers of any size do not overflow")]
        pub fn $name(&self, other: &Number) -> Number {
            if let (Repr::Small(a), Repr::Small(b)) = (&self.0, &other.0)
                && let Some(c) = a.$checked(b)
            {
                return Number(Repr::Small(c));
            }
            Number::from_big(self.big() $op other.big())
        }
    };
}

impl Number {
    /// Zero.
    #[must_use]
    pub fn zero() -> Self {
        Number::from(0i64)
    }

    /// One.
    #[must_use]
    pub fn one() -> Self {
        Number::from(1i64)
    }

    /// `numerator / denominator`; `None` for a zero denominator.
    #[must_use]
    pub fn fraction(numerator: i64, denominator: i64) -> Option<Self> {
        Number::from(numerator).div(&Number::from(denominator))
    }

    /// From decimal digits: `parse_digits("12", "50")` is 12.50. `None` for anything but ASCII digits.
    #[must_use]
    pub fn from_digits(whole: &str, decimals: &str) -> Option<Self> {
        let digits = format!("{whole}{decimals}");
        if digits.is_empty() || !digits.bytes().all(|b| b.is_ascii_digit()) {
            return None;
        }
        let numerator: BigInt = digits.parse().ok()?;
        let scale = u32::try_from(decimals.len()).ok()?;
        Some(Number::from_big(BigRational::new(numerator, BigInt::from(10u8).pow(scale))))
    }

    fn big(&self) -> BigRational {
        match &self.0 {
            Repr::Small(r) => BigRational::new_raw(BigInt::from(*r.numer()), BigInt::from(*r.denom())),
            Repr::Big(b) => (**b).clone(),
        }
    }

    fn from_big(b: BigRational) -> Self {
        match (b.numer().to_i64(), b.denom().to_i64()) {
            // i64::MIN has no absolute value in i64, which the ratio's own arithmetic would need.
            (Some(n), Some(d)) if n != i64::MIN => Number(Repr::Small(Ratio::new_raw(n, d))),
            _ => Number(Repr::Big(Box::new(b))),
        }
    }

    operation!(
        /// Sum.
        add, checked_add, +
    );
    operation!(
        /// Difference.
        sub, checked_sub, -
    );
    operation!(
        /// Product.
        mul, checked_mul, *
    );

    /// Quotient; `None` when dividing by zero.
    #[must_use]
    #[expect(
        clippy::arithmetic_side_effects,
        reason = "the divisor is not zero and integers of any size do not overflow"
    )]
    pub fn div(&self, other: &Number) -> Option<Number> {
        if other.is_zero() {
            return None;
        }
        if let (Repr::Small(a), Repr::Small(b)) = (&self.0, &other.0)
            && let Some(c) = a.checked_div(b)
        {
            return Some(Number(Repr::Small(c)));
        }
        Some(Number::from_big(self.big() / other.big()))
    }

    /// The number with its sign turned.
    #[must_use]
    pub fn neg(&self) -> Number {
        Number::zero().sub(self)
    }

    /// Bits of the larger of its numerator and denominator, where it needs more than two machine words; else 0.
    #[must_use]
    pub fn bits(&self) -> u64 {
        match &self.0 {
            Repr::Small(_) => 0,
            Repr::Big(b) => b.numer().bits().max(b.denom().bits()),
        }
    }

    /// Whether it is zero.
    #[must_use]
    pub fn is_zero(&self) -> bool {
        match &self.0 {
            Repr::Small(r) => r.is_zero(),
            Repr::Big(b) => b.is_zero(),
        }
    }

    /// Whether it is below zero.
    #[must_use]
    pub fn is_negative(&self) -> bool {
        match &self.0 {
            Repr::Small(r) => r.is_negative(),
            Repr::Big(b) => b.is_negative(),
        }
    }

    /// Whether it has no fractional part.
    #[must_use]
    pub fn is_integer(&self) -> bool {
        match &self.0 {
            Repr::Small(r) => r.is_integer(),
            Repr::Big(b) => b.is_integer(),
        }
    }

    /// The integer value, if it is one and fits.
    #[must_use]
    pub fn to_i64(&self) -> Option<i64> {
        match &self.0 {
            Repr::Small(r) if r.is_integer() => Some(*r.numer()),
            _ => None,
        }
    }

    /// The smallest integer that is not below it.
    #[must_use]
    pub fn ceil(&self) -> Number {
        if self.is_integer() { self.clone() } else { Number::from_big(self.big().ceil()) }
    }

    /// The largest integer that is not above it.
    #[must_use]
    pub fn floor(&self) -> Number {
        if self.is_integer() { self.clone() } else { Number::from_big(self.big().floor()) }
    }

    /// In decimals, cut off (never rounded) after `most` of them. The flag says whether something was cut off.
    ///
    /// Cutting keeps 29,999… % from being shown as 30 %.
    #[must_use]
    pub fn decimal(&self, most: u32) -> Decimal {
        let (negative, whole, digits, exact) = self.digits(most);
        Decimal { negative, whole, decimals: digits, exact }
    }

    fn digits(&self, most: u32) -> (bool, String, String, bool) {
        match &self.0 {
            Repr::Small(r) => small_digits(*r, most),
            Repr::Big(b) => big_digits(b, most),
        }
    }
}

/// Long division in two machine words: what nearly every figure of a report takes.
fn small_digits(r: Ratio<i64>, most: u32) -> (bool, String, String, bool) {
    let (numerator, denominator) = (u128::from(r.numer().unsigned_abs()), u128::from(r.denom().unsigned_abs()));
    let divide = |n: u128| (n.checked_div(denominator).unwrap_or(0), n.checked_rem(denominator).unwrap_or(0));
    let (whole, mut rest) = divide(numerator);
    let mut decimals = String::new();
    for _ in 0..most {
        if rest == 0 {
            break;
        }
        let (digit, left) = divide(rest.saturating_mul(10));
        decimals.push(char::from_digit(u32::try_from(digit).unwrap_or(0), 10).unwrap_or('0'));
        rest = left;
    }
    (r.is_negative(), whole.to_string(), decimals, rest == 0)
}

#[expect(clippy::arithmetic_side_effects, reason = "integers of any size do not overflow; the denominator is not zero")]
fn big_digits(b: &BigRational, most: u32) -> (bool, String, String, bool) {
    let numerator = b.numer().abs();
    let whole = &numerator / b.denom();
    let mut rest = &numerator % b.denom();
    let mut decimals = String::new();
    for _ in 0..most {
        if rest.is_zero() {
            break;
        }
        rest *= 10;
        decimals.push_str(&(&rest / b.denom()).to_string());
        rest %= b.denom();
    }
    (b.is_negative(), whole.to_string(), decimals, rest.is_zero())
}

/// A number in decimals, ready to be written in some notation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Decimal {
    /// Below zero.
    pub negative: bool,
    /// Digits before the comma.
    pub whole: String,
    /// Digits after the comma, cut off, without trailing zeros when exact.
    pub decimals: String,
    /// Whether nothing was cut off.
    pub exact: bool,
}

impl PartialOrd for Number {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Number {
    fn cmp(&self, other: &Self) -> Ordering {
        match (&self.0, &other.0) {
            (Repr::Small(a), Repr::Small(b)) => a.cmp(b),
            _ => self.big().cmp(&other.big()),
        }
    }
}

impl fmt::Debug for Number {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

/// `12`, `12.5`, or `1/3` where decimals do not end within 12 places. For machines; people get [`Number::decimal`].
impl fmt::Display for Number {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (negative, whole, decimals, exact) = self.digits(12);
        if !exact {
            let b = self.big();
            return write!(f, "{}/{}", b.numer(), b.denom());
        }
        let sign = if negative { "-" } else { "" };
        let point = if decimals.is_empty() { "" } else { "." };
        write!(f, "{sign}{whole}{point}{decimals}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn fraction(n: i64, d: i64) -> Number {
        Number::fraction(n, d).unwrap()
    }

    #[test]
    fn thirds_stay_exact() {
        assert_eq!(fraction(1, 3).mul(&Number::from(3i64)), Number::one());
        assert!(fraction(2999, 10000) < fraction(30, 100));
    }

    #[test]
    fn nearly_thirty_percent_is_not_shown_as_thirty() {
        let share = fraction(299_999_999, 1_000_000_000).mul(&Number::from(100i64)).decimal(2);
        assert_eq!((share.whole.as_str(), share.decimals.as_str(), share.exact), ("29", "99", false));
    }

    #[test]
    fn overflow_goes_on_with_larger_integers() {
        let big = Number::from(i64::MAX).mul(&Number::from(i64::MAX));
        assert_eq!(big.div(&Number::from(i64::MAX)), Some(Number::from(i64::MAX)));
        assert!(big > Number::from(i64::MAX));
    }

    proptest! {
        #[test]
        fn decimals_of_small_and_big_agree(a in any::<i64>(), b in 1..i64::MAX, most in 0u32..30) {
            let x = fraction(a, b);
            prop_assert_eq!(x.digits(most), big_digits(&x.big(), most));
        }

        #[test]
        fn small_and_big_agree(a in any::<i64>(), b in any::<i64>(), c in 1..i64::MAX, d in 1..i64::MAX) {
            let (x, y) = (fraction(a, c), fraction(b, d));
            prop_assert_eq!(x.add(&y).sub(&y), x.clone());
            if !y.is_zero() {
                prop_assert_eq!(x.mul(&y).div(&y), Some(x.clone()));
            }
            prop_assert_eq!(x.cmp(&y), x.sub(&y).cmp(&Number::zero()));
        }
    }
}
