//! Dates from outside: today, and those typed on the command line.

#![expect(clippy::disallowed_methods, reason = "the command line is the edge: only here is it known which day it is")]

use jiff::civil::Date;

/// Today, where the user is.
pub(crate) fn today() -> Date {
    jiff::Zoned::now().date()
}

/// A date as `2026-07-01`.
pub(crate) fn parse(text: &str) -> Option<Date> {
    // jiff also reads 20260701, which looks like a number to people.
    if text.len() == 10 { text.parse().ok() } else { None }
}
