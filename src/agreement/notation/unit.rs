//! A written quantity in the unit of its field.

use super::quantity::{Quantity, Written};
use crate::limits;
use crate::number::Number;
use crate::ruleset::model::{Per, Unit};

/// Why a quantity does not fit a unit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum UnitFault {
    /// Written with another unit.
    Other,
    /// A bare number for a percentage or percentage points: two readings.
    Bare(String, String),
    /// A part of something that is counted in whole.
    NotWhole,
    /// Less than none.
    Negative,
    /// Not a year.
    NotAYear,
}

/// The number in this unit; percentages and points as fractions. `noun` is the word that a count may be written with.
pub(crate) fn in_unit(quantity: &Quantity, unit: Unit, noun: Option<&str>) -> Result<Number, UnitFault> {
    let value = &quantity.value;
    let per_fits = match (unit, quantity.per) {
        (_, None) | (Unit::Heat, Some(Per::Year)) => true,
        (Unit::Euro(per), Some(written)) => per == written,
        _ => false,
    };
    if !per_fits {
        return Err(UnitFault::Other);
    }
    match (unit, &quantity.unit) {
        (Unit::Percentage, Written::Percent) | (Unit::Points, Written::Points) => Ok(hundredth(value)),
        (Unit::Percentage | Unit::Ratio, Written::Fraction) => Ok(value.clone()),
        (Unit::Percentage | Unit::Points, Written::Bare) if value.is_zero() => Ok(Number::zero()),
        (Unit::Percentage, Written::Bare) => Err(bare(value, "%")),
        (Unit::Points, Written::Bare) => Err(bare(value, " procentpunt")),
        (Unit::Euro(_), Written::Euro | Written::Bare)
        | (Unit::Heat, Written::Heat | Written::Bare)
        | (Unit::Plain | Unit::Literal | Unit::Ratio, Written::Bare)
        | (Unit::Ratio, Written::Percent) => {
            Ok(if matches!(quantity.unit, Written::Percent) { hundredth(value) } else { value.clone() })
        }
        (Unit::Count(_), written) if counts(written, noun) => {
            whole(value).and_then(|n| if n.is_negative() { Err(UnitFault::Negative) } else { Ok(n) })
        }
        (Unit::Balance(_), written) if counts(written, noun) => whole(value),
        (Unit::Year, Written::Bare) => {
            let year = value.to_i64().and_then(|y| i32::try_from(y).ok());
            match year {
                Some(year) if limits::YEARS.contains(&year) => Ok(value.clone()),
                _ => Err(UnitFault::NotAYear),
            }
        }
        _ => Err(UnitFault::Other),
    }
}

fn hundredth(value: &Number) -> Number {
    value.div(&Number::from(100i64)).unwrap_or_else(Number::zero)
}

fn whole(value: &Number) -> Result<Number, UnitFault> {
    if value.is_integer() { Ok(value.clone()) } else { Err(UnitFault::NotWhole) }
}

/// A number without a unit, or with the noun of its field: `1 woning`, `120 woningen`.
fn counts(written: &Written, noun: Option<&str>) -> bool {
    // How Dutch makes a plural of a word, as far as that leaves the word as it is.
    const PLURALS: [&str; 5] = ["", "en", "n", "s", "'s"];
    match written {
        Written::Bare => true,
        Written::Word(word) => {
            noun.is_some_and(|n| n.strip_prefix(word.as_str()).is_some_and(|end| PLURALS.contains(&end)))
        }
        _ => false,
    }
}

/// A number with a decimal comma, so that it has one reading.
pub(crate) fn dutch(n: &Number) -> String {
    let written = n.to_string().replace('.', ",");
    // `1,125` may be thousands: a fourth decimal makes it one number.
    let thousands = |(whole, decimals): (&str, &str)| decimals.len() == 3 && !whole.starts_with('0');
    if written.split_once(',').is_some_and(thousands) { written + "0" } else { written }
}

/// `4,5` for a percentage may be meant as 4,5% or as the fraction 4,5 = 450%.
fn bare(value: &Number, suffix: &str) -> UnitFault {
    UnitFault::Bare(
        format!("{}{suffix}", dutch(value)),
        format!("{}{suffix}", dutch(&value.mul(&Number::from(100i64)))),
    )
}
