//! Numbers are exact: what is no whole number is not taken for one.

#![cfg(test)]

use toets::number::Number;

#[test]
fn a_whole_number_is_one_only_when_nothing_is_left_over() {
    let half = |n| Number::fraction(n, 2).unwrap();
    assert_eq!(half(8).to_i64(), Some(4));
    assert_eq!(half(7).to_i64(), None, "3.5 is not cut off");
    assert_eq!(half(-7).to_i64(), None);
    assert_eq!((half(7).floor().to_i64(), half(7).ceil().to_i64()), (Some(3), Some(4)));
    assert_eq!((half(-7).floor().to_i64(), half(-7).ceil().to_i64()), (Some(-4), Some(-3)));
    let large = Number::from(i64::MAX).add(&Number::one());
    assert!(large.is_integer() && large.to_i64().is_none(), "too large for 64 bits");
}

/// Digits are digits: a sign, a space or a separator is for who reads the number as it is written.
#[test]
fn a_number_is_read_from_digits_only() {
    let read = |whole: &str, decimals: &str| Number::from_digits(whole, decimals).map(|n| n.to_string());
    assert_eq!(read("12", "50").as_deref(), Some("12.5"));
    assert_eq!(read("", "5").as_deref(), Some("0.5"));
    for (whole, decimals) in [("", ""), ("-1", ""), ("+1", ""), ("1_000", ""), (" 1", ""), ("1", "-5"), ("\u{661}", "")]
    {
        assert_eq!(read(whole, decimals), None, "{whole:?} {decimals:?}");
    }
}

/// The lowest whole number of 64 bits has no counterpart above zero within 64 bits; it is computed with like any other.
#[test]
fn the_lowest_number_of_64_bits_is_a_number_like_any_other() {
    let above = Number::from(i64::MAX).add(&Number::one());
    let lowest = Number::zero().sub(&above);
    assert_eq!(lowest.to_string(), "-9223372036854775808");
    assert_eq!(lowest.neg(), above);
    assert_eq!(lowest.neg().to_string(), "9223372036854775808");
    assert_eq!(lowest.mul(&Number::from(-1i64)), above);
    assert_eq!(Number::zero().sub(&lowest), above);
    assert_eq!(lowest.div(&Number::from(-1i64)), Some(above.clone()));
    assert!(lowest < Number::fraction(-1, 3).unwrap() && lowest < above);
    // In the output of a test that fails a number stands as it is written.
    assert_eq!(format!("{lowest:?}"), "-9223372036854775808");
}
