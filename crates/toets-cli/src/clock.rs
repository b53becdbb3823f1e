//! Dates from outside: today, and those typed on the command line.

#![expect(clippy::disallowed_methods, reason = "the command line is the edge: only here is it known which day it is")]

use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;

use toets::agreement::notation;

/// Today, where the user is.
pub(crate) fn today() -> Date {
    // Which zone the file is of is not asked: to find its name all zones there are would be gone through.
    let file = std::env::var_os("TZ").is_none().then(|| std::fs::read("/etc/localtime").ok()).flatten();
    match file.and_then(|bytes| TimeZone::tzif("", &bytes).ok()) {
        Some(zone) => Timestamp::now().to_zoned(zone).date(),
        None => jiff::Zoned::now().date(),
    }
}

/// A date, written as in an agreement: `2026-07-01`, `1-7-2026`, `1 juli 2026`.
pub(crate) fn parse(text: &str) -> Option<Date> {
    notation::date(text).ok()
}

/// Whether a text has the form of a date, of a day that does not exist: 31 February.
pub(crate) fn is_no_day(text: &str) -> bool {
    matches!(notation::date(text), Err(notation::DateFault::Impossible))
}
