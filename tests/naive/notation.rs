//! The naive reading of figures, days and periods: docs/agreement-format.md, one form after the other.

use jiff::civil::Date;

use crate::value::{Q, V, interval, q};

/// What of a figure is a count: zero or more, and widened to whole numbers by `circa`.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Whole {
    Count,
    Balance,
    No,
}

const LEAST: [&str; 5] = ["minimaal", "ten minste", "minstens", "ruim", "≥"];
const MOST: [&str; 6] = ["maximaal", "ten hoogste", "hoogstens", "hooguit", "niet meer dan", "≤"];
const ABOUT: [&str; 5] = ["circa", "ca.", "ongeveer", "rond", "bijna"];

/// A figure in words: exact, a bound, or a range. `margin` is how far `circa` may be off.
pub fn figure(text: &str, whole: Whole, margin: Option<Q>) -> V {
    let text = text.trim();
    let after = |words: &[&str]| words.iter().find_map(|w| text.strip_prefix(w)).map(|rest| number(rest).unwrap());
    if let Some(n) = after(&LEAST) {
        return least(n);
    }
    if let Some(n) = after(&MOST) {
        return most(n, whole);
    }
    if let Some(n) = after(&ABOUT) {
        return about(n, whole, margin);
    }
    let range = text
        .split_once(" t/m ")
        .or_else(|| text.split_once(" - "))
        .or_else(|| text.strip_prefix("tussen ").and_then(|t| t.split_once(" en ")))
        .or_else(|| text.strip_prefix("van ").and_then(|t| t.split_once(" tot ")));
    if let Some((a, b)) = range {
        return interval(number(a), number(b), Default::default());
    }
    let n = number(text).unwrap_or_else(|| panic!("no figure: {text}"));
    interval(Some(n), Some(n), Default::default())
}

pub fn least(n: Q) -> V {
    interval(Some(n), None, Default::default())
}

pub fn most(n: Q, whole: Whole) -> V {
    interval((whole == Whole::Count).then(|| q(0)), Some(n), Default::default())
}

pub fn about(n: Q, whole: Whole, margin: Option<Q>) -> V {
    let off = n * margin.expect("the ruleset says how far circa may be off");
    let (lo, hi) = ((n - off).min(n + off), (n - off).max(n + off));
    let (lo, hi) = if whole == Whole::No { (lo, hi) } else { (lo.floor(), hi.ceil()) };
    interval(Some(lo), Some(hi), Default::default())
}

/// A number with its unit, as people write it.
pub fn number(text: &str) -> Option<Q> {
    let mut text = text.trim().trim_start_matches('€').trim().to_owned();
    let mut scale = q(1);
    let mut strip = |text: &mut String, unit: &str, by: Q| {
        if let Some(rest) = text.strip_suffix(unit) {
            scale *= by;
            *text = rest.trim().to_owned();
        }
    };
    for unit in [" per maand", " per jaar", "kWh/m²", "kWh/m2"] {
        strip(&mut text, unit, q(1));
    }
    for unit in ["procentpunt", "%-punt", "pp", "procent", "%"] {
        strip(&mut text, unit, q(1) / q(100));
    }
    for unit in ["miljoen", "mln"] {
        strip(&mut text, unit, q(1_000_000));
    }
    // The noun that is counted.
    let digits =
        text.split(char::is_alphabetic).next().unwrap_or_default().trim().trim_end_matches(",-").replace(' ', "");
    let (negative, digits) = match digits.strip_prefix('-').or(digits.strip_prefix('−')) {
        Some(rest) => (true, rest.to_owned()),
        None => (false, digits),
    };
    // `,-` says that there are no cents: what points there are stand between thousands.
    let digits = if text.contains(",-") { digits.replace('.', "") } else { digits };
    let (whole, decimals) = match digits.split_once(',') {
        Some((whole, decimals)) => (whole.replace('.', ""), decimals.to_owned()),
        // One point with three digits after it is refused, so what is left is thousands or decimals.
        None => match digits.split('.').collect::<Vec<_>>().as_slice() {
            [whole, decimals] if decimals.len() != 3 => ((*whole).to_owned(), (*decimals).to_owned()),
            parts => (parts.concat(), String::new()),
        },
    };
    let n: i64 = format!("{whole}{decimals}").parse().ok()?;
    let n = q(n) / q(10i64.pow(u32::try_from(decimals.len()).unwrap())) * scale;
    Some(if negative { -n } else { n })
}

const MONTHS: [&str; 12] = [
    "januari",
    "februari",
    "maart",
    "april",
    "mei",
    "juni",
    "juli",
    "augustus",
    "september",
    "oktober",
    "november",
    "december",
];

/// `2026-07-01`, `1-7-2026`, `1 juli 2026`
pub fn day(text: &str) -> Option<Date> {
    let text = text.trim();
    if let Ok(date) = text.parse() {
        return Some(date);
    }
    let parts: Vec<&str> = text.split(['-', ' ']).collect();
    let [day, month, year] = parts.as_slice() else { return None };
    let month = MONTHS.iter().position(|m| m == month).map(|i| i + 1).or_else(|| month.parse().ok())?;
    Date::new(year.parse().ok()?, i8::try_from(month).ok()?, day.parse().ok()?).ok()
}

/// `2026 t/m 2029`, `2026-2029`, `2026`, `1-1-2026 t/m 31-12-2029`: the years.
pub fn period(text: &str) -> Option<(i32, i32)> {
    let year = |t: &str| t.trim().parse().ok().or_else(|| day(t).map(|d| i32::from(d.year())));
    if let Some((a, b)) = text.split_once("t/m") {
        return Some((year(a)?, year(b)?));
    }
    match text.split('-').collect::<Vec<_>>().as_slice() {
        [a] => Some((year(a)?, year(a)?)),
        [a, b] => Some((year(a)?, year(b)?)),
        _ => None,
    }
}
