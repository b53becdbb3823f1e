//! Days, years and periods.

use jiff::civil::Date;

use super::plain;
use crate::limits;

/// Why a text is not a day or a period.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum DateFault {
    /// Not in one of the forms.
    Form,
    /// The month does not have this day, or the year not this month.
    Impossible,
    /// The year is far from the present.
    FarYear(i32),
    /// Two readings, each as it can be written to have one.
    Ambiguous(String, String),
    /// A month without a day.
    NoDay,
    /// A period that ends before it begins.
    Reversed,
}

const MONTHS: [[&str; 3]; 12] = [
    ["januari", "january", "jan"],
    ["februari", "february", "feb"],
    ["maart", "march", "mrt"],
    ["april", "april", "apr"],
    ["mei", "may", "mei"],
    ["juni", "june", "jun"],
    ["juli", "july", "jul"],
    ["augustus", "august", "aug"],
    ["september", "september", "sep"],
    ["oktober", "october", "okt"],
    ["november", "november", "nov"],
    ["december", "december", "dec"],
];

/// Reads a day: `1-7-2026`, `2026-07-01`, `1 juli 2026`.
pub fn date(text: &str) -> Result<Date, DateFault> {
    let text = plain(text).to_lowercase();
    if let Some(parts) = three(&text, ' ') {
        let [day, word, year] = parts;
        let word = word.trim_end_matches('.');
        if let Some(month) = month_named(word) {
            return day_month_year(day, month, year);
        }
    }
    if let Some([a, b, c]) = three(&text, '-') {
        return match (a.len(), b.len(), c.len()) {
            (4, 1..=2, 1..=2) => civil(a, b, c),
            (1..=2, 1..=2, 4) => civil(c, b, a),
            (1..=2, 1..=2, 2) => Err(short_year(a, b, c)),
            _ => Err(DateFault::Form),
        };
    }
    if let Some([a, b, c]) = three(&text, '/') {
        return match (a.len(), b.len(), c.len()) {
            // The English order differs where both can be a month.
            (1..=2, 1..=2, 4) if a != b && small(a) && small(b) => {
                let (day_first, month_first) = (civil(c, b, a)?, civil(c, a, b)?);
                if day_first == month_first {
                    Ok(day_first)
                } else {
                    Err(DateFault::Ambiguous(day_first.to_string(), month_first.to_string()))
                }
            }
            (1..=2, 1..=2, 4) => civil(c, b, a),
            (4, 1..=2, 1..=2) => civil(a, b, c),
            _ => Err(DateFault::Form),
        };
    }
    // A month without a day: `juli 2026`, `2026-07`.
    let month_only = match text.split_once([' ', '-']) {
        Some((a, b)) => (month_named(a).is_some() && is_year(b)) || (is_year(a) && month_number(b)),
        None => false,
    };
    Err(if month_only { DateFault::NoDay } else { DateFault::Form })
}

/// Whether a text was meant as a day, possible or not.
pub(crate) fn looks_like_date(text: &str) -> bool {
    !matches!(date(text), Err(DateFault::Form))
}

fn three(text: &str, separator: char) -> Option<[&str; 3]> {
    let mut parts = text.split(separator).map(str::trim);
    let found = [parts.next()?, parts.next()?, parts.next()?];
    (parts.next().is_none() && found.iter().all(|p| !p.is_empty())).then_some(found)
}

fn month_named(word: &str) -> Option<&'static str> {
    const NUMBERS: [&str; 12] = ["1", "2", "3", "4", "5", "6", "7", "8", "9", "10", "11", "12"];
    MONTHS.iter().zip(NUMBERS).find(|(names, _)| names.contains(&word)).map(|(_, number)| number)
}

fn month_number(text: &str) -> bool {
    text.len() == 2 && text.parse::<u8>().is_ok_and(|m| (1..=12).contains(&m))
}

fn small(text: &str) -> bool {
    text.parse::<u8>().is_ok_and(|n| (1..=12).contains(&n))
}

fn is_year(text: &str) -> bool {
    text.len() == 4 && text.bytes().all(|b| b.is_ascii_digit())
}

fn day_month_year(day: &str, month: &str, year: &str) -> Result<Date, DateFault> {
    if day.len() > 2 || !is_year(year) {
        return Err(DateFault::Form);
    }
    civil(year, month, day)
}

fn civil(year: &str, month: &str, day: &str) -> Result<Date, DateFault> {
    let number = |t: &str| {
        let digits = !t.is_empty() && t.bytes().all(|b| b.is_ascii_digit());
        if digits { t.parse::<i16>().map_err(|_| DateFault::Form) } else { Err(DateFault::Form) }
    };
    let (year, month, day) = (number(year)?, number(month)?, number(day)?);
    if !limits::YEARS.contains(&i32::from(year)) {
        return Err(DateFault::FarYear(i32::from(year)));
    }
    let (Ok(month), Ok(day)) = (i8::try_from(month), i8::try_from(day)) else { return Err(DateFault::Impossible) };
    Date::new(year, month, day).map_err(|_| DateFault::Impossible)
}

/// `01-02-26`: the year may stand first or last.
fn short_year(a: &str, b: &str, c: &str) -> DateFault {
    let last = civil(&format!("20{c}"), b, a);
    let first = if a.len() == 2 { civil(&format!("20{a}"), b, c) } else { Err(DateFault::Form) };
    match (last, first) {
        (Ok(last), Ok(first)) if last != first => DateFault::Ambiguous(last.to_string(), first.to_string()),
        // One day, in one order or in both; the century still has two readings.
        (Ok(day), _) => {
            let earlier = day.checked_sub(jiff::Span::new().years(100)).unwrap_or(day);
            DateFault::Ambiguous(day.to_string(), earlier.to_string())
        }
        _ => DateFault::Form,
    }
}

/// Reads a year within [`limits::YEARS`].
pub fn year(text: &str) -> Result<i32, DateFault> {
    let text = text.trim();
    if text.is_empty() || text.len() > 9 || !text.bytes().all(|b| b.is_ascii_digit()) {
        return Err(DateFault::Form);
    }
    let year = text.parse::<i32>().map_err(|_| DateFault::Form)?;
    if is_year(text) && limits::YEARS.contains(&year) { Ok(year) } else { Err(DateFault::FarYear(year)) }
}

/// From the first day of one year to the last day of another.
pub fn period_of_years(first: i32, last: i32) -> Result<(Date, Date), DateFault> {
    if last < first {
        return Err(DateFault::Reversed);
    }
    let year = |y: i32| i16::try_from(y).map_err(|_| DateFault::FarYear(y));
    let day = |y: i32, m: i8, d: i8| Date::new(year(y)?, m, d).map_err(|_| DateFault::Impossible);
    Ok((day(first, 1, 1)?, day(last, 12, 31)?))
}

/// Reads a period, both ends included: `2026-2029`, `2026 t/m 2029`, `2026`, `1-1-2026 t/m 31-12-2029`.
pub fn period(text: &str) -> Result<(Date, Date), DateFault> {
    let text = plain(text).to_lowercase();
    if let Ok(year) = year(&text) {
        return period_of_years(year, year);
    }
    for word in [" t/m ", " tot en met ", " through "] {
        if let Some((from, to)) = text.split_once(word) {
            return between(from.strip_prefix("van ").unwrap_or(from), to);
        }
    }
    if let Some((from, to)) = text.split_once(" - ") {
        return between(from, to);
    }
    match text.split_once(['-', '/']) {
        Some((from, to)) if long(from) && long(to) => between(from, to),
        Some((from, to)) if is_year(from) && to.len() == 2 => short_end(from, to),
        _ => Err(DateFault::Form),
    }
}

fn long(text: &str) -> bool {
    text.len() >= 4 && text.bytes().all(|b| b.is_ascii_digit())
}

/// `2026-29`: the second half is a year, unless it is a month.
fn short_end(from: &str, to: &str) -> Result<(Date, Date), DateFault> {
    let last = format!("{}{to}", from.get(..2).unwrap_or("20"));
    let years = year(from).and_then(|first| period_of_years(first, year(&last)?));
    match (years, month_number(to)) {
        (Ok(_), true) => {
            let end = civil(from, to, "1").map_or(28, |first| first.last_of_month().day());
            Err(DateFault::Ambiguous(format!("{from} t/m {last}"), format!("1-{to}-{from} t/m {end}-{to}-{from}")))
        }
        (Ok(years), false) => Ok(years),
        (Err(_), true) => Err(DateFault::NoDay),
        (Err(_), false) => Err(DateFault::Form),
    }
}

fn between(from: &str, to: &str) -> Result<(Date, Date), DateFault> {
    let (first, last) = match (year(from), year(to)) {
        (Ok(first), Ok(last)) => return period_of_years(first, last),
        (Err(DateFault::FarYear(y)), _) | (_, Err(DateFault::FarYear(y))) => return Err(DateFault::FarYear(y)),
        (Ok(first), Err(_)) => (period_of_years(first, first)?.0, date(to)?),
        (Err(_), Ok(last)) => (date(from)?, period_of_years(last, last)?.1),
        (Err(_), Err(_)) => (date(from)?, date(to)?),
    };
    if last < first { Err(DateFault::Reversed) } else { Ok((first, last)) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> String {
        match date(text) {
            Ok(d) => d.to_string(),
            Err(DateFault::Ambiguous(a, b)) => format!("{a} of {b}"),
            Err(fault) => format!("{fault:?}"),
        }
    }

    fn span(text: &str) -> String {
        match period(text) {
            Ok((a, b)) => format!("{a} {b}"),
            Err(DateFault::Ambiguous(a, b)) => format!("{a} of {b}"),
            Err(fault) => format!("{fault:?}"),
        }
    }

    #[test]
    fn days() {
        for text in [
            "1-7-2026",
            "01-07-2026",
            "2026-07-01",
            "2026-7-1",
            "1 juli 2026",
            "1 jul. 2026",
            "1 July 2026",
            "1 – 7 – 2026",
        ] {
            assert_eq!(day(text), "2026-07-01", "{text}");
        }
        assert_eq!(day("31/7/2026"), "2026-07-31");
        assert_eq!(day("7/7/2026"), "2026-07-07");
    }

    #[test]
    fn no_days() {
        assert_eq!(day("31-02-2026"), "Impossible");
        assert_eq!(day("2026-13-01"), "Impossible");
        assert_eq!(day("30 februari 2026"), "Impossible");
        assert_eq!(day("01-02-26"), "2026-02-01 of 2001-02-26");
        assert_eq!(day("31-12-26"), "2026-12-31 of 2031-12-26");
        assert_eq!(day("1-2-26"), "2026-02-01 of 1926-02-01");
        assert_eq!(day("1/7/2026"), "2026-07-01 of 2026-01-07");
        assert_eq!(day("juli 2026"), "NoDay");
        assert_eq!(day("2026-07"), "NoDay");
        assert_eq!(day("1-7-20266"), "Form");
        assert_eq!(day("1-7-1026"), "FarYear(1026)");
        for text in ["", "morgen", "20260701", "2026-07-01T00:00", "1-7", "a-b-2026", "1 - 2"] {
            assert_eq!(day(text), "Form", "{text}");
        }
    }

    #[test]
    fn periods() {
        for text in [
            "2026-2029",
            "2026 t/m 2029",
            "2026 – 2029",
            "2026 tot en met 2029",
            "1-1-2026 t/m 31-12-2029",
            "2026 t/m 31 december 2029",
        ] {
            assert_eq!(span(text), "2026-01-01 2029-12-31", "{text}");
        }
        assert_eq!(span("2026"), "2026-01-01 2026-12-31");
        assert_eq!(span("2029-2026"), "Reversed");
        assert_eq!(span("2026-29"), "2026-01-01 2029-12-31");
        assert_eq!(span("2010-12"), "2010 t/m 2012 of 1-12-2010 t/m 31-12-2010");
        assert_eq!(span("2026-09"), "NoDay");
        assert_eq!(span("20226-2029"), "FarYear(20226)");
        assert_eq!(span("2026 t/m 20299"), "FarYear(20299)");
        assert_eq!(span("vier jaar"), "Form");
    }
}
