//! Whether an agreement was signed before the text that its rules follow.
//!
//! Takes: a checked ruleset, whose header may say `volgt`, and facts. Gives: the two dates. Never changes an outcome: the
//! norms are held against the agreement all the same, and a reader is told that its parties could not know them.

use jiff::civil::Date;

use crate::agreement::facts::{FactValue, Facts};
use crate::ruleset::Checked;
use crate::ruleset::model::{Role, Source};

/// An agreement that is older than the text its rules follow.
#[derive(Debug, Clone)]
pub struct SignedBefore<'a> {
    /// The day it was signed.
    pub signed: Date,
    /// That text; its date may be a month or a year only.
    pub text: &'a Source,
}

/// Tells an agreement that was signed before the text that the ruleset, or the nearest one it builds on, follows.
///
/// `None` when it was not, when either date is not known, and when the text's date is too rough to tell: an agreement signed
/// in December 2024 is not before a text of December 2024.
#[must_use]
pub fn signed_before<'a>(checked: &'a Checked, facts: &Facts) -> Option<SignedBefore<'a>> {
    let text = checked.source(checked.sets().iter().rev().find_map(|s| s.follows)?);
    let first_day = first_day(text.date.as_deref()?)?;
    let field = checked.object(checked.root()).role(Role::Signed)?;
    let FactValue::Date(signed) = facts.get(facts.field(facts.root(), field)?).value else { return None };
    (signed < first_day).then_some(SignedBefore { signed, text })
}

/// The first day of a date that may be a month or a year: `2024-12`, `2024`.
fn first_day(date: &str) -> Option<Date> {
    let mut parts = date.split('-').map(|p| p.parse::<i16>().ok());
    let year = parts.next()??;
    let mut part = || parts.next().map_or(Some(1), |p| p.and_then(|n| i8::try_from(n).ok()));
    let (month, day) = (part()?, part()?);
    Date::new(year, month, day).ok()
}
