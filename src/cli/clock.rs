//! Dates from outside: today, and those typed on the command line.

#![expect(clippy::disallowed_methods, reason = "the command line is the edge: only here is it known which day it is")]

use jiff::civil::Date;

use crate::agreement::notation;

/// Today, where the user is.
pub(crate) fn today() -> Date {
    jiff::Zoned::now().date()
}

/// A date, written as in an agreement: `2026-07-01`, `1-7-2026`, `1 juli 2026`.
pub(crate) fn parse(text: &str) -> Option<Date> {
    notation::date(text).ok()
}

/// Whether a text has the form of a date, of a day that does not exist: 31 February.
pub(crate) fn is_no_day(text: &str) -> bool {
    matches!(notation::date(text), Err(notation::DateFault::Impossible))
}
