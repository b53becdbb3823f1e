//! Values as people write them: `4,5%`, `€ 682,96`, `1-7-2026`, `minimaal 4000`.
//!
//! Takes: the text of one scalar. Gives: a number, date or word, or why it cannot be read, with both readings where there are
//! two. Never picks one of two readings, and knows neither fields nor places: `bind` does.

mod bounds;
mod date;
mod number;
mod quantity;
mod unit;
mod words;

pub(crate) use bounds::{Form, form};
pub(crate) use date::looks_like_date;
pub use date::{DateFault, date, period, period_of_years, year};
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
            // Word processors put these between groups of digits, and around dashes.
            '\u{a0}' | '\u{2007}' | '\u{2009}' | '\u{200a}' | '\u{202f}' | '\t' | '\n' | '\r' => ' ',
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
