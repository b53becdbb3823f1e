//! A number with what is written around it: a sign, `€`, `%`, `miljoen`, `per maand`, a noun.

use super::number::{NumberFault, number};
use super::plain;
use crate::number::Number;
use crate::ruleset::model::Per;

/// The unit as written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Written {
    /// No unit.
    Bare,
    /// `%`, `procent`
    Percent,
    /// `procentpunt`
    Points,
    /// `€`, `euro`
    Euro,
    /// `kWh/m²`
    Heat,
    /// `een derde`: a part of a whole.
    Fraction,
    /// Another word: `woningen`.
    Word(String),
}

/// A number with a unit, as written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Quantity {
    /// The number, as it stands before `%`.
    pub(crate) value: Number,
    /// Its unit.
    pub(crate) unit: Written,
    /// `per maand`, `per jaar`
    pub(crate) per: Option<Per>,
    /// What `value` was multiplied by: 1, or what a word such as `miljoen` means.
    pub(crate) scale: i64,
}

/// Why a text is not a number with a unit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Fault {
    /// Not a number.
    Form,
    /// Too many digits.
    TooLong,
    /// Two readings, each as it can be written to have one.
    Ambiguous(String, String),
}

/// Reads a number with a unit.
pub(crate) fn quantity(text: &str) -> Result<Quantity, Fault> {
    if let Some(value) = digits(text) {
        return Ok(Quantity { value, unit: Written::Bare, per: None, scale: 1 });
    }
    let text = plain(text);
    if let Some(value) = fraction(&text) {
        return Ok(Quantity { value, unit: Written::Fraction, per: None, scale: 1 });
    }
    let start = text.find(|c: char| c.is_ascii_digit()).ok_or(Fault::Form)?;
    let (lead, rest) = text.split_at_checked(start).ok_or(Fault::Form)?;
    let length = rest.find(|c: char| !(c.is_ascii_digit() || matches!(c, '.' | ',' | ' '))).unwrap_or(rest.len());
    let (core, tail) = rest.split_at_checked(length).ok_or(Fault::Form)?;
    let joined: String;
    let (mut core, mut tail) = (core.trim_end(), tail.trim());
    if let Some((whole, rest)) = core.strip_suffix(',').zip(without_cents(tail)) {
        // There are no cents, so what stands in it stands between thousands.
        let grouped = whole.contains('.');
        if whole.contains(',') || grouped && !in_thousands(whole) {
            return Err(Fault::Form);
        }
        joined = if grouped { whole.replace('.', "") } else { whole.to_owned() };
        (core, tail) = (&joined, rest);
    }
    let (negative, euro) = sign_and_euro(lead)?;
    let end = around(tail)?;
    let unit = match (euro, end.unit) {
        (true, Written::Bare) => Written::Euro,
        (false, Written::Bare) if end.scale == TON => Written::Euro,
        (false, unit) => unit,
        (true, _) => return Err(Fault::Form),
    };
    if end.scale == TON && unit != Written::Euro {
        return Err(Fault::Form);
    }
    let value = number(core).map_err(|fault| match fault {
        NumberFault::Form => Fault::Form,
        NumberFault::TooLong => Fault::TooLong,
        // The same text with the number written so that it has one reading.
        NumberFault::Ambiguous(a, b) => {
            let with = |n: &str| plain(&format!("{lead}{n}{}{tail}", if tail.starts_with('%') { "" } else { " " }));
            Fault::Ambiguous(with(&a), with(&b))
        }
    })?;
    let value = value.mul(&Number::from(end.scale));
    Ok(Quantity { value: if negative { value.neg() } else { value }, unit, per: end.per, scale: end.scale })
}

/// `een derde`, `twee derde`, `de helft`, `½`: a part of a whole, in words or as one sign.
fn fraction(text: &str) -> Option<Number> {
    const FRACTIONS: [(&str, i64, i64); 20] = [
        ("de helft", 1, 2),
        ("half", 1, 2),
        ("een half", 1, 2),
        ("½", 1, 2),
        ("een derde", 1, 3),
        ("⅓", 1, 3),
        ("twee derde", 2, 3),
        ("⅔", 2, 3),
        ("een kwart", 1, 4),
        ("een vierde", 1, 4),
        ("¼", 1, 4),
        ("drie kwart", 3, 4),
        ("driekwart", 3, 4),
        ("drie vierde", 3, 4),
        ("¾", 3, 4),
        ("een vijfde", 1, 5),
        ("twee vijfde", 2, 5),
        ("drie vijfde", 3, 5),
        ("vier vijfde", 4, 5),
        ("een tiende", 1, 10),
    ];
    let lower = text.to_lowercase().replace('é', "e");
    let (_, above, below) = FRACTIONS.into_iter().find(|(words, ..)| *words == lower)?;
    Number::fraction(above, below)
}

/// What follows the sign for no cents: `€ 500,-`, `€ 500,--` and `€ 500,=`.
pub(crate) fn without_cents(tail: &str) -> Option<&str> {
    let rest = ["--", "-", "="].into_iter().find_map(|sign| tail.strip_prefix(sign))?;
    (!rest.starts_with(['-', '='])).then(|| rest.trim_start())
}

/// `12.500`, `1.000.000`: points before each three digits.
fn in_thousands(text: &str) -> bool {
    let mut parts = text.split('.');
    let digits = |part: &str| part.bytes().all(|b| b.is_ascii_digit());
    let first = parts.next().is_some_and(|p| (1..=3).contains(&p.len()) && digits(p) && !p.starts_with('0'));
    first && parts.clone().next().is_some() && parts.all(|p| p.len() == 3 && digits(p))
}

/// A text of nothing but digits, as nearly all are: the general way takes a hundred times as long.
pub(super) fn digits(text: &str) -> Option<Number> {
    // What starts with a zero, or is too long for this, goes the general way.
    let plain = text.len() <= 15 && text.bytes().all(|b| b.is_ascii_digit()) && (!text.starts_with('0') || text == "0");
    if plain { text.parse::<i64>().ok().map(Number::from) } else { None }
}

/// What stands before the digits: a sign, `€`, or both.
fn sign_and_euro(lead: &str) -> Result<(bool, bool), Fault> {
    let lead = lead.replace(' ', "").to_lowercase();
    let negative = lead.contains('-');
    match lead.replacen('-', "", 1).as_str() {
        "" => Ok((negative, false)),
        "€" | "eur" | "euro" => Ok((negative, true)),
        _ => Err(Fault::Form),
    }
}

struct Tail {
    scale: i64,
    unit: Written,
    per: Option<Per>,
}

const SCALES: [(&str, i64); 9] = [
    ("miljoen", 1_000_000),
    ("million", 1_000_000),
    ("mln.", 1_000_000),
    ("mln", 1_000_000),
    ("miljard", 1_000_000_000),
    ("mld.", 1_000_000_000),
    ("mld", 1_000_000_000),
    ("duizend", 1_000),
    ("ton", TON),
];

/// A hundred thousand euros, never a hundred thousand of something else.
const TON: i64 = 100_000;

const PER: [(&str, Per); 12] = [
    ("per maand", Per::Month),
    ("per mnd", Per::Month),
    ("per month", Per::Month),
    ("/maand", Per::Month),
    ("/mnd", Per::Month),
    ("p/m", Per::Month),
    ("p.m.", Per::Month),
    ("per jaar", Per::Year),
    ("per year", Per::Year),
    ("/jaar", Per::Year),
    ("p/j", Per::Year),
    ("p.j.", Per::Year),
];

/// What stands behind the digits.
fn around(tail: &str) -> Result<Tail, Fault> {
    let lower = tail.to_lowercase();
    let (scale, rest) = one_of(&lower, &SCALES);
    let units = [
        ("procentpunten", Written::Points),
        ("procentpunt", Written::Points),
        ("percentage points", Written::Points),
        ("percentage point", Written::Points),
        ("%-punten", Written::Points),
        ("%-punt", Written::Points),
        ("pp", Written::Points),
        ("%", Written::Percent),
        ("procent", Written::Percent),
        ("percent", Written::Percent),
        ("kwh/m²", Written::Heat),
        ("kwh/m2", Written::Heat),
        ("kwh per m²", Written::Heat),
        ("kwh per m2", Written::Heat),
        ("€", Written::Euro),
        ("euro", Written::Euro),
        ("eur", Written::Euro),
    ];
    let (unit, rest) = one_of(rest, &units);
    let (per, rest) = one_of(rest, &PER);
    let unit = match (unit, rest) {
        (unit, "") => unit.unwrap_or(Written::Bare),
        (None, word) if per.is_none() && word.chars().all(|c| c.is_alphabetic() || matches!(c, '_' | ' ')) => {
            Written::Word(word.replace(' ', "_"))
        }
        _ => return Err(Fault::Form),
    };
    Ok(Tail { scale: scale.unwrap_or(1), unit, per })
}

/// The first of these that the text begins with as a whole word, and what follows.
fn one_of<'t, T: Clone>(text: &'t str, words: &[(&str, T)]) -> (Option<T>, &'t str) {
    for (word, meaning) in words {
        if let Some(rest) = text.strip_prefix(word) {
            let letter = |c: char| c.is_alphanumeric();
            if !(word.ends_with(letter) && rest.starts_with(letter)) {
                return (Some(meaning.clone()), rest.trim_start());
            }
        }
    }
    (None, text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_short_way_for_digits_says_what_the_general_way_says() {
        for text in ["0", "1", "7", "12", "199", "1500", "2026", "21596", "999999999999999"] {
            // A space before it takes the general way.
            assert_eq!(quantity(text), quantity(&format!(" {text}")), "{text}");
            assert!(digits(text).is_some());
        }
        for text in ["", "00", "007", "1.500", "4,5", "-1", "1e3", "٣", "9999999999999999"] {
            assert!(digits(text).is_none(), "{text}");
        }
    }

    fn read(text: &str) -> String {
        match quantity(text) {
            Ok(Quantity { value, unit, per, .. }) => {
                format!("{value} {unit:?}{}", per.map_or(String::new(), |p| format!(" {p:?}")))
            }
            Err(Fault::Ambiguous(a, b)) => format!("{a} of {b}"),
            Err(fault) => format!("{fault:?}"),
        }
    }

    #[test]
    fn as_people_write_them() {
        for (text, value) in [
            ("4,5%", "4.5 Percent"),
            ("4.5 %", "4.5 Percent"),
            ("30 procent", "30 Percent"),
            ("0,5 procentpunt", "0.5 Points"),
            ("€ 612,50", "612.5 Euro"),
            ("€612,50 per maand", "612.5 Euro Month"),
            ("612,50 euro", "612.5 Euro"),
            ("EUR 1.234,56", "1234.56 Euro"),
            ("€\u{a0}1\u{202f}234,56", "1234.56 Euro"),
            ("€ 500,-", "500 Euro"),
            ("€ 500,-- per jaar", "500 Euro Year"),
            ("€ 500,= per jaar", "500 Euro Year"),
            ("€ 1.234.500,–", "1234500 Euro"),
            ("€ 12.500,-", "12500 Euro"),
            ("€ 12 500,-", "12500 Euro"),
            ("-€ 5", "-5 Euro"),
            ("€ −5", "-5 Euro"),
            ("€ 35 mln", "35000000 Euro"),
            ("€ 1,5 miljoen per jaar", "1500000 Euro Year"),
            ("€ 2 ton", "200000 Euro"),
            ("2,5 ton per jaar", "250000 Euro Year"),
            ("de helft", "0.5 Fraction"),
            ("Een derde", "1/3 Fraction"),
            ("½", "0.5 Fraction"),
            ("80 kWh/m²", "80 Heat"),
            ("80 kWh/m2 per jaar", "80 Heat Year"),
            ("120 woningen", "120 Word(\"woningen\")"),
            ("-12", "-12 Bare"),
        ] {
            assert_eq!(read(text), value, "{text}");
        }
    }

    #[test]
    fn two_readings_keep_what_stands_around_them() {
        assert_eq!(read("€ 1.500 per maand"), "€ 1500 per maand of € 1,5 per maand");
        assert_eq!(read("4.125%"), "4125% of 4,1250%");
        assert_eq!(read("1.500 woningen"), "1500 woningen of 1,5 woningen");
    }

    #[test]
    fn no_quantity() {
        for text in [
            "",
            "veel",
            "x 5",
            "5 % 6",
            "€ 5 %",
            "1-7-2026",
            "12 mei 2026",
            "€",
            "5 ;",
            "2 ton woningen",
            "2 ton CO2",
            // No cents, and yet cents.
            "€ 869,57,-",
            "€ 1.000,50,-",
            "€ 12.5,-",
            "€ 1.00,-",
            "€ 1,000,-",
            "€ 500,---",
            "€ 500,-=",
        ] {
            assert_eq!(read(text), "Form", "{text}");
        }
    }
}
