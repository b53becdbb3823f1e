//! A rule: what it is about, what it asks, what it says.

use serde::{Deserialize, Serialize};

use crate::lang::Text;
use crate::source::Span;

use super::{ChapterId, Citation, ExprId, SetId, Slot, Strength, Style, Type};

/// A rule.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Rule {
    /// Its id.
    pub id: String,
    /// Its title.
    pub title: Text,
    /// The ruleset it belongs to.
    pub set: SetId,
    /// The chapter it stands in.
    pub chapter: ChapterId,
    /// Sources and places; at least one.
    pub cites: Vec<Citation>,
    /// Its force.
    pub strength: Strength,
    /// Why it is off unless asked for by its id.
    pub default_off: Option<Text>,
    /// What it is about, outermost first.
    pub foreach: Vec<Binding>,
    /// Named values, in order; each may use those before it.
    pub lets: Vec<Let>,
    /// Conditions for it to apply.
    pub applies: Vec<Condition>,
    /// Conditions without which nothing can be said.
    pub given: Vec<Condition>,
    /// It is about several files together, not about one.
    pub portfolio: bool,
    /// What it requires; all of them.
    pub requires: Vec<ExprId>,
    /// How one may deviate.
    pub deviation: Option<Deviation>,
    /// What to say in special cases: the first whose condition holds.
    pub messages: Vec<Advice>,
    /// What to say otherwise.
    pub message: Option<Template>,
    /// What to do.
    pub advice: Vec<Advice>,
    /// Readings of ours.
    pub interpretations: Vec<Text>,
    /// More about the norm.
    pub explanation: Option<Text>,
    /// What reports draw of it.
    pub figures: Vec<Figure>,
    /// Number of slots its frame needs.
    pub slots: usize,
    /// Name of each slot.
    pub slot_names: Vec<String>,
    /// Type of each slot.
    pub slot_types: Vec<Type>,
    /// The whole rule.
    pub span: Span,
    /// Its id as written.
    pub id_span: Span,
}

impl Rule {
    /// The value that has a name of its own in this slot.
    #[must_use]
    pub fn named(&self, slot: Slot) -> Option<&Let> {
        // Slots are given out in the order of the names.
        let at = self.lets.partition_point(|l| l.slot < slot);
        self.lets.get(at).filter(|l| l.slot == slot)
    }
}

/// A figure of a report: values per year.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Figure {
    /// What it shows.
    pub title: Text,
    /// The years.
    pub per: Binding,
    /// What is drawn for each year.
    pub lines: Vec<FigureLine>,
}

/// A line of a figure.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct FigureLine {
    /// What it is.
    pub title: Text,
    /// `naast`: something to hold the other lines against, such as what the norm asks.
    pub beside: bool,
    /// Its value in a year.
    pub value: ExprId,
}

/// A variable that ranges over a collection.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Binding {
    /// Its slot.
    pub slot: Slot,
    /// What it ranges over.
    pub over: ExprId,
    /// Which of those.
    pub filter: Option<ExprId>,
    /// Where it stands.
    pub span: Span,
}

/// A named value.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Let {
    /// Its slot.
    pub slot: Slot,
    /// Its value.
    pub value: ExprId,
    /// Where it stands.
    pub span: Span,
}

/// A condition with what to say when it fails.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Condition {
    /// The condition.
    pub expr: ExprId,
    /// What to say when it fails.
    pub otherwise: Option<Template>,
    /// Where it stands.
    pub span: Span,
}

/// How one may deviate from a rule.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Deviation {
    /// The list of records.
    pub records: ExprId,
    /// The field of a record that names the norm.
    pub norm_field: usize,
    /// The slot of the record, named `afwijking`.
    pub slot: Slot,
    /// What the record must satisfy: first what the data model asks of every record, then what the rule asks.
    pub provisos: Vec<Condition>,
    /// How many of the provisos the data model asks: that the record is complete, decided on and not expired.
    pub standing: usize,
    /// Where it stands.
    pub span: Span,
}

/// A text with its condition: advice for the reader when the rule is not met, or a message for a special case.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Advice {
    /// What to say.
    pub text: Template,
    /// Only when this holds.
    pub when: Option<ExprId>,
}

/// A text with values in it, in both languages.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Template {
    /// Dutch.
    pub nl: Vec<TemplatePart>,
    /// English.
    pub en: Vec<TemplatePart>,
    /// Where it stands.
    pub span: Span,
}

/// A part of a template.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub enum TemplatePart {
    /// Literal words.
    Words(String),
    /// The value of an expression.
    Value(ExprId, Style),
    /// What of a topic is arranged, what is not and what is not stated: each part with the condition that says so; before them
    /// the name of the one it is about.
    Topic(Option<ExprId>, Vec<(ExprId, String)>),
}

impl TemplatePart {
    /// The expressions that it shows.
    pub fn values(&self) -> impl Iterator<Item = ExprId> + '_ {
        let (one, parts): (Option<ExprId>, &[(ExprId, String)]) = match self {
            TemplatePart::Words(_) => (None, &[]),
            TemplatePart::Value(e, _) => (Some(*e), &[]),
            TemplatePart::Topic(of, parts) => (*of, parts),
        };
        one.into_iter().chain(parts.iter().map(|(e, _)| *e))
    }
}
