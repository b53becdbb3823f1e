//! Expressions, each with its type and its place.

use serde::{Deserialize, Serialize};

use crate::number::Number;
use crate::source::Span;
use jiff::civil::Date;

use super::{BinaryOp, Binding, ConceptId, ExprId, IndexRange, ObjectId, ParamId, RuleId, Slot, Type};

/// A typed expression.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Expr {
    /// Where it stands.
    pub span: Span,
    /// Its type.
    pub ty: Type,
    /// What it is.
    pub kind: ExprKind,
}

/// A constant.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Const {
    /// A number in the unit of the expression's type.
    Num(Number),
    /// `ja`, `nee`
    Bool(bool),
    /// A text.
    Text(String),
    /// A date.
    Date(Date),
    /// The index of a value in the choice list of the expression's type.
    Choice(usize),
    /// The id of a rule.
    RuleRef(String),
}

/// Functions over collections and numbers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Function {
    /// `som`
    Sum,
    /// `gemiddelde`
    Mean,
    /// `minimum`
    Min,
    /// `maximum`
    Max,
    /// `aantal`: how many
    Count,
}

/// The kinds of typed expressions.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub enum ExprKind {
    /// Something wrong that was reported; a `Checked` holds none.
    Error,
    /// A constant.
    Const(Const),
    /// The root object of the agreement.
    Root,
    /// A variable.
    Var(Slot),
    /// A variable of a concept: what it is asked of, or an item that it goes through.
    Given(Slot),
    /// A concept, asked of these.
    Apply(ConceptId, Vec<ExprId>),
    /// A parameter, with its year or date.
    Param(ParamId, Option<ExprId>),
    /// `peildatum`
    Today,
    /// `jaar` inside a formula
    FormulaYear,
    /// A field of an object, or of each object in a list or table.
    Field(ExprId, ObjectId, usize),
    /// A year of a table, or the years up to or from it.
    Index(ExprId, IndexRange, ExprId),
    /// An operator.
    Binary(BinaryOp, ExprId, ExprId),
    /// `niet a`
    Not(ExprId),
    /// `-a`
    Neg(ExprId),
    /// `a in (b, c)`; true for `niet in`
    In(ExprId, Vec<ExprId>, bool),
    /// Whether another rule is met (`voldoet`).
    Outcome(RuleId),
    /// `a bij ontbreken b`
    Fallback(ExprId, ExprId),
    /// A field that `telt`: what is stated, and what is counted
    Tallied(ExprId, ExprId),
    /// `als a dan b anders c`
    If(ExprId, ExprId, ExprId),
    /// `elke x in a geldt c` (true) or `enige x …` (false)
    Quantified(bool, Box<Binding>, ExprId),
    /// A function over the items of a collection, or over several values.
    Aggregate(Function, Vec<ExprId>),
    /// A function over an expression for each item: `som(e voor x in c)`; for `aantal(x in c waar …)` the expression is absent.
    Over(Function, Box<Binding>, Option<ExprId>),
    /// The item with the lowest (true: highest) value.
    Pick(bool, Box<Binding>, ExprId),
    /// `vastgelegd(a)`: present and not `nee` and not empty
    Recorded(ExprId),
    /// `bekend(a)`: has a value
    Known(ExprId),
    /// `naar_boven(a)` (true) or `naar_beneden(a)`: to a whole number
    Round(bool, ExprId),
    /// `verschillende(a)`: each value of a list once
    Distinct(ExprId),
    /// The values of an expression for each item: inside `verschillende(e voor x in c)`
    Collect(Box<Binding>, ExprId),
    /// `jaren(a)`: the years of a table or period
    Years(ExprId),
    /// `jaar_van(a)`: the year of a date
    YearOf(ExprId),
    /// `laatste_jaar(periode)` (true) or `eerste_jaar(periode)`
    PeriodYear(bool, ExprId),
    /// `datum(jaar, maand, dag)` from numbers
    MakeDate(ExprId, ExprId, ExprId),
    /// `na(datum, maanden, weken)`
    DateAfter(ExprId, ExprId, ExprId),
}
