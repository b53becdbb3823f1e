//! Values as people write them: `4,5%`, `€ 612,50`, `1-7-2026`, `minimaal 4000`.
//!
//! Takes: the text of one scalar. Gives: a number, date or word, or why it cannot be read, with both readings where there are
//! two. Never picks one of two readings, and knows neither fields nor places: `bind` does.

use unicode_normalization::UnicodeNormalization as _;

mod bounds;
mod date;
mod number;
mod placeholder;
mod quantity;
mod unit;
mod words;

pub(crate) use bounds::{Bound, Form, form};
pub(crate) use date::looks_like_date;
pub use date::{DateFault, date, period, period_of_years, year};
pub(crate) use placeholder::{PLACEHOLDERS, is_placeholder};
pub(crate) use quantity::{Fault as QuantityFault, Quantity, Written, quantity, without_cents};
pub(crate) use unit::{UnitFault, dutch, in_unit};
pub(crate) use words::{same_word, word, wording, yes_no};

/// The text with every kind of space as a plain space, none at the ends and none doubled, and every kind of dash and minus as
/// a plain hyphen.
#[must_use]
pub(crate) fn plain(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        let c = match c {
            '\n' | '\r' => ' ',
            c if is_space(c) => ' ',
            '\u{2010}'..='\u{2015}' | '\u{2212}' => '-',
            c => c,
        };
        if c != ' ' || !(out.is_empty() || out.ends_with(' ')) {
            out.push(c);
        }
    }
    out.truncate(out.trim_end().len());
    out
}

/// What looks like a space within a line: word processors put the others between groups of digits, and around dashes.
fn is_space(c: char) -> bool {
    matches!(c, ' ' | '\t' | '\u{a0}' | '\u{2007}' | '\u{2009}' | '\u{200a}' | '\u{202f}')
}

/// A text in one form, so that texts that look the same are the same: composed letters, plain apostrophes, plain spaces, none
/// doubled or at the ends, and nothing that has no width. Lines stay lines.
#[must_use]
pub(crate) fn one_form(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.trim().nfc() {
        let c = match c {
            '\u{2019}' | '\u{2018}' | '\u{2bc}' => '\'',
            '\u{200b}' | '\u{200c}' | '\u{200d}' | '\u{2060}' | '\u{feff}' | '\u{ad}' => continue,
            c if is_space(c) => ' ',
            c => c,
        };
        if c != ' ' || !out.ends_with([' ', '\n']) {
            out.push(c);
        }
    }
    out.truncate(out.trim_end().len());
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_that_look_the_same_are_the_same() {
        for (a, b) in [
            ("S\u{fa}dwest-Frysl\u{e2}n", "Su\u{301}dwest-Frysla\u{302}n"),
            ("'s-Hertogenbosch", "\u{2019}s-Hertogenbosch"),
            ("De Goede Woning", " De\u{a0}Goede  Woning\u{200b}"),
        ] {
            assert_eq!(one_form(a), one_form(b));
        }
        assert_eq!(one_form("eerste regel\n  tweede"), "eerste regel\ntweede");
    }
}
