//! A shared definition: a thought that several norms share, with a name, a place in a source and a reading.

use serde::{Deserialize, Serialize};

use crate::lang::Text;
use crate::source::Span;

use super::{Citation, ExprId, SetId, Template, Type};

/// A shared definition. Its variables are its own: nothing of the rule that uses it is in its reach.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Concept {
    /// Its name.
    pub name: String,
    /// What it is.
    pub text: Text,
    /// The ruleset it belongs to.
    pub set: SetId,
    /// Sources and places.
    pub cites: Vec<Citation>,
    /// Readings of ours.
    pub interpretations: Vec<Text>,
    /// What to say where it is a condition and does not hold.
    pub otherwise: Option<Template>,
    /// How many things it is asked of: the first of its slots.
    pub givens: usize,
    /// What it stands for.
    pub value: ExprId,
    /// Name of each slot of its frame.
    pub slot_names: Vec<String>,
    /// Type of each slot.
    pub slot_types: Vec<Type>,
    /// The whole block.
    pub span: Span,
    /// Its name as written.
    pub name_span: Span,
}
