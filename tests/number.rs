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
