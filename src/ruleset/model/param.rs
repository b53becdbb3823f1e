//! Values of law: per year or from a date, each with its source.

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use crate::lang::Text;
use crate::source::Span;
use jiff::civil::Date;

use super::{Citation, ExprId, Grade, ParamKey, RuleId, SetId, Stricter, Type};

/// A parameter: a value of law with its dates and sources.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Param {
    /// Its name.
    pub name: String,
    /// What it is.
    pub text: Arc<Text>,
    /// How its values are keyed.
    pub key: ParamKey,
    /// Type of each value.
    pub ty: Type,
    /// The published values, ordered, without overlap.
    pub values: Vec<ParamValue>,
    /// Values by formula: used where no published value holds.
    pub formulas: Vec<ParamValue>,
    /// Which way is stricter, where that is said.
    pub stricter: Option<Stricter>,
    /// Stricter values of the sets that build on this one, in the order of the sets.
    pub layers: Vec<Layer>,
    /// Where it is declared.
    pub span: Span,
    /// The ruleset it belongs to.
    pub set: SetId,
}

/// What a set above asks beyond the value of a parameter; the strictest value that holds counts.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Layer {
    /// The ruleset that asks it.
    pub set: SetId,
    /// The rules that it counts for; none means all.
    pub rules: Vec<RuleId>,
    /// Why.
    pub text: Option<Text>,
    /// Its values, ordered, without overlap.
    pub values: Vec<ParamValue>,
    /// Where it is declared.
    pub span: Span,
}

impl Layer {
    /// Whether it counts for a rule.
    #[must_use]
    pub fn counts_for(&self, rule: RuleId) -> bool {
        self.rules.is_empty() || self.rules.contains(&rule)
    }
}

/// One dated value of a parameter.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct ParamValue {
    /// First day it holds; [`Date::MIN`] for always.
    pub from: Date,
    /// Last day it holds; [`Date::MAX`] when open.
    pub to: Date,
    /// The value; `None` when it is known to be unknown.
    pub value: Option<ExprId>,
    /// Source and place; absent only for an unknown value.
    pub cite: Option<Citation>,
    /// How well it is known.
    pub grade: Grade,
    /// Why it is unverified, or why it is unknown.
    pub unverified: Option<Text>,
    /// A reading of ours.
    pub interpretation: Option<Text>,
    /// Where it stands.
    pub span: Span,
}
