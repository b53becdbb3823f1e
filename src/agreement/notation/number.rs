//! Digits, points, commas and spaces: one number, or two possible ones.

use crate::limits;
use crate::number::Number;

/// Why digits with separators are no number.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum NumberFault {
    /// Not a number in any notation.
    Form,
    /// More digits than [`limits::MAX_DIGITS`].
    TooLong,
    /// Two numbers, each written so that it has one reading.
    Ambiguous(String, String),
}

/// Reads digits with separators, without a sign. A separator that is there once, with three digits after it, may mark
/// thousands or decimals.
pub(super) fn number(text: &str) -> Result<Number, NumberFault> {
    if text.chars().filter(char::is_ascii_digit).count() > limits::MAX_DIGITS {
        return Err(NumberFault::TooLong);
    }
    if !text.starts_with(|c: char| c.is_ascii_digit()) || !text.ends_with(|c: char| c.is_ascii_digit()) {
        return Err(NumberFault::Form);
    }
    let has = |c: char| text.contains(c);
    match (has('.'), has(','), has(' ')) {
        (false, false, false) => digits(text, ""),
        (false, false, true) => digits(&groups(text, ' ')?, ""),
        (true, false, false) => one_separator(text, '.'),
        (false, true, false) => one_separator(text, ','),
        // 1 234,56 and 1 234.56
        (true, false, true) => grouped_with_decimals(text, ' ', '.'),
        (false, true, true) => grouped_with_decimals(text, ' ', ','),
        // The last separator marks the decimals: 1.234,56 as in Dutch, 1,234.56 as in English.
        (true, true, false) if text.rfind(',') > text.rfind('.') => grouped_with_decimals(text, '.', ','),
        (true, true, false) => grouped_with_decimals(text, ',', '.'),
        (true, true, true) => Err(NumberFault::Form),
    }
}

fn digits(whole: &str, decimals: &str) -> Result<Number, NumberFault> {
    Number::from_digits(whole, decimals).ok_or(NumberFault::Form)
}

fn one_separator(text: &str, separator: char) -> Result<Number, NumberFault> {
    let Some((whole, rest)) = text.split_once(separator) else { return digits(text, "") };
    if rest.contains(separator) {
        return digits(&groups(text, separator)?, "");
    }
    // A number with thousands does not begin with 0 and has at most three digits before the first separator.
    let may_be_thousands = rest.len() == 3 && whole.len() <= 3 && !whole.starts_with('0');
    if may_be_thousands && rest.bytes().all(|b| b.is_ascii_digit()) {
        let decimals = rest.trim_end_matches('0');
        let small = if decimals.is_empty() { format!("{whole},0") } else { format!("{whole},{decimals}") };
        // `1,125` again has three decimals: a fourth makes it one number.
        let small = if decimals.len() == 3 { format!("{small}0") } else { small };
        return Err(NumberFault::Ambiguous(format!("{whole}{rest}"), small));
    }
    digits(whole, rest)
}

fn grouped_with_decimals(text: &str, group: char, decimal: char) -> Result<Number, NumberFault> {
    let (whole, decimals) = text.split_once(decimal).ok_or(NumberFault::Form)?;
    digits(&groups(whole, group)?, decimals)
}

/// The digits of `1.234.567` without the points; each group after the first has three.
fn groups(text: &str, separator: char) -> Result<String, NumberFault> {
    let mut parts = text.split(separator);
    let first = parts.next().unwrap_or("");
    let well_formed = (1..=3).contains(&first.len()) && parts.all(|p| p.len() == 3);
    if well_formed { Ok(text.replace(separator, "")) } else { Err(NumberFault::Form) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> String {
        match number(text) {
            Ok(n) => n.to_string(),
            Err(NumberFault::Ambiguous(a, b)) => format!("{a} of {b}"),
            Err(fault) => format!("{fault:?}"),
        }
    }

    #[test]
    fn one_reading() {
        for (text, value) in [
            ("4000", "4000"),
            ("007", "7"),
            ("612,57", "612.57"),
            ("612.57", "612.57"),
            ("4.5", "4.5"),
            ("0.500", "0.5"),
            ("1,2345", "1.2345"),
            ("1500,000", "1500"),
            ("1.234.567", "1234567"),
            ("1,234,567", "1234567"),
            ("1 234 567", "1234567"),
            ("1 234", "1234"),
            ("1.234,56", "1234.56"),
            ("1,234.56", "1234.56"),
            ("1 234,5", "1234.5"),
        ] {
            assert_eq!(read(text), value, "{text}");
        }
    }

    #[test]
    fn two_readings() {
        assert_eq!(read("1.500"), "1500 of 1,5");
        assert_eq!(read("1,500"), "1500 of 1,5");
        assert_eq!(read("12.000"), "12000 of 12,0");
        assert_eq!(read("1.125"), "1125 of 1,1250");
    }

    #[test]
    fn both_readings_of_an_ambiguous_number_have_one_reading() {
        for text in ["1.500", "1,500", "12.000", "1.125", "999,999"] {
            let Err(NumberFault::Ambiguous(a, b)) = number(text) else { panic!("{text}") };
            assert!(number(&a).is_ok() && number(&b).is_ok(), "{a} {b}");
        }
    }

    #[test]
    fn no_number() {
        for text in ["", ".", "1.", ",5", "1.2.3", "1.23.456", "20 40", "1.234.5", "1,234,5", "1,2,3", "1.234 567,8"] {
            assert_eq!(read(text), "Form", "{text}");
        }
        assert_eq!(read(&"9".repeat(31)), "TooLong");
    }
}
