//! What a value is: types and units.

use serde::{Deserialize, Serialize};

use super::{ChoiceListId, NounId, ObjectId, Per};

/// What a number counts or measures.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Unit {
    /// A number in a rule without a unit: fits a count, a year or a plain number.
    Literal,
    /// `getal`
    Plain,
    /// A quotient of two equal units: fits a percentage and a plain number.
    Ratio,
    /// `percentage`, held as a fraction: 30 % is 3/10.
    Percentage,
    /// `procentpunt`, held as a fraction: 0,5 procentpunt is 1/200.
    Points,
    /// `aantal`, `aantal woningen`: whole and not negative.
    Count(Option<NounId>),
    /// `saldo woningen`: whole.
    Balance(Option<NounId>),
    /// `bedrag`, in euros.
    Euro(Per),
    /// `kWh/m²`
    Heat,
    /// `jaar`
    Year,
}

/// A type: of a field, a parameter or an expression.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Type {
    /// Something that is wrong and was reported; fits everything, so that one fault gives one diagnostic.
    Error,
    /// `ja/nee`
    Bool,
    /// `tekst`
    Text,
    /// `datum`
    Date,
    /// `periode`
    Period,
    /// `regel`: the id of a rule
    RuleRef,
    /// A number with a unit.
    Num(Unit),
    /// One of the values of a list.
    Choice(ChoiceListId),
    /// An object.
    Object(ObjectId),
    /// A list, or a path through a list.
    List(Box<Type>),
    /// A value per year, or a path through such a table.
    Table {
        /// Years outside the agreement's period are allowed.
        any_year: bool,
        /// Type of each year's value.
        item: Box<Type>,
    },
}
