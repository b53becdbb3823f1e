//! What evaluation finds: a verdict per rule and subject, with everything a reader may ask about it.

use crate::agreement::facts::FactId;
use crate::lang::{Lang, Text};
use crate::ruleset::model::{Citation, Grade, RuleId, Strength};
use crate::source::Span;

/// The five outcomes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Verdict {
    /// The norm is not met.
    NotMet,
    /// Outside the norm, with a reason that the norm accepts.
    Deviation,
    /// The file does not say enough, or a value of law is not known.
    NotCheckable,
    /// The norm is met.
    Met,
    /// The norm is not about this.
    NotApplicable,
}

impl Verdict {
    /// All outcomes, most important first.
    pub const ALL: [Verdict; 5] =
        [Verdict::NotMet, Verdict::Deviation, Verdict::NotCheckable, Verdict::Met, Verdict::NotApplicable];

    /// The word machines read, also in tests beside the rules.
    #[must_use]
    pub fn id(self) -> &'static str {
        match self {
            Verdict::NotMet => "voldoet_niet",
            Verdict::Deviation => "afwijking",
            Verdict::NotCheckable => "niet_te_toetsen",
            Verdict::Met => "voldoet",
            Verdict::NotApplicable => "niet_van_toepassing",
        }
    }

    /// The words people read.
    #[must_use]
    pub fn words(self, lang: Lang) -> &'static str {
        match self {
            Verdict::NotMet => lang.pick("voldoet niet", "not met"),
            Verdict::Deviation => lang.pick("afwijking", "deviation"),
            Verdict::NotCheckable => lang.pick("niet te toetsen", "not checkable"),
            Verdict::Met => lang.pick("voldoet", "met"),
            Verdict::NotApplicable => lang.pick("niet van toepassing", "not applicable"),
        }
    }
}

/// How much a finding weighs, for `--level` and exit codes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Weight {
    /// Nothing to do: met, not applicable, or simply not stated.
    None,
    /// Worth knowing: room or an expectation not met.
    Note,
    /// An aim or effort not met; a norm missed whose deviation cannot be judged.
    Warning,
    /// An obligation not met.
    Error,
}

impl Weight {
    /// The word machines read.
    #[must_use]
    pub fn id(self) -> &'static str {
        match self {
            Weight::None => "none",
            Weight::Note => "note",
            Weight::Warning => "warning",
            Weight::Error => "error",
        }
    }
}

/// The word of the law for a strength, and its id.
#[must_use]
pub fn strength_words(strength: Strength, lang: Lang) -> &'static str {
    match strength {
        Strength::Must => lang.pick("verplicht", "obligatory"),
        Strength::Principle => lang.pick("in beginsel", "in principle"),
        Strength::Aim => lang.pick("streven", "aim"),
        Strength::Effort => lang.pick("inspanning", "effort"),
        Strength::May => lang.pick("ruimte", "permitted"),
        Strength::Expect => lang.pick("verwachting", "expectation"),
    }
}

/// The word machines read for a strength.
#[must_use]
pub fn strength_id(strength: Strength) -> &'static str {
    match strength {
        Strength::Must => "verplicht",
        Strength::Principle => "in_beginsel",
        Strength::Aim => "streven",
        Strength::Effort => "inspanning",
        Strength::May => "ruimte",
        Strength::Expect => "verwachting",
    }
}

/// A figure or statement in the agreement that a verdict rests on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Evidence {
    /// Where it stands.
    pub span: Span,
    /// Its path: `gemeenten[Meerdijk].programma.2026.woningen`.
    pub path: String,
    /// The value as it is understood, in the notation of the language.
    pub value: Text,
    /// What the rule calls it: `totaal 320`; empty for all but the last figure of a group.
    pub label: Text,
}

/// Something that would be needed to decide.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Missing {
    /// Path of the fact in the agreement, or name (and year) of the parameter.
    pub path: String,
    /// What it is, from the data model or the parameter.
    pub what: Text,
    /// Whether it is a value of law that is not known, not a fact of the agreement.
    pub parameter: bool,
    /// The nearest place in the agreement where it belongs.
    pub span: Option<Span>,
}

/// A value of law that was used.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ParamUse {
    /// Its name.
    pub name: String,
    /// The year or date it was asked for; empty for one that always holds.
    pub at: String,
    /// Its value.
    pub value: Text,
    /// Whether it was set from outside (`--set`) instead of read from the ruleset.
    pub set_outside: bool,
    /// Where it comes from; `None` when it is not known or set from outside.
    pub cite: Option<Citation>,
    /// How well it is known.
    pub grade: Grade,
    /// Why it is unverified, if it is.
    pub unverified: Option<Text>,
    /// The reading behind it.
    pub interpretation: Option<Text>,
    /// Where it stands in the ruleset.
    pub span: Span,
    /// Id of the ruleset that gives it.
    pub set: String,
    /// The value of the set below that it is stricter than.
    pub base: Option<Box<ParamUse>>,
}

/// A change that would meet the norm.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Remedy {
    /// In words.
    pub text: Text,
}

/// One outcome.
#[derive(Debug, Clone)]
pub struct Finding {
    /// The rule.
    pub rule: RuleId,
    /// What it is about: `gemeente Meerdijk`; empty for the agreement as a whole.
    pub subject: String,
    /// The objects it is about, outermost first; empty for the agreement as a whole. Together with the rule and the year they
    /// tell one finding of a file from another.
    pub about: Vec<FactId>,
    /// The year it is about.
    pub year: Option<i32>,
    /// The outcome.
    pub verdict: Verdict,
    /// How much it weighs.
    pub weight: Weight,
    /// What was found, in one sentence with the values.
    pub message: Text,
    /// Why the outcome is not simply met or not met: why it does not apply, cannot be decided, or is accepted.
    pub reasons: Vec<Text>,
    /// What to do, when it is not met.
    pub remedies: Vec<Remedy>,
    /// The figures it rests on, in the order of the file.
    pub evidence: Vec<Evidence>,
    /// What would decide it.
    pub missing: Vec<Missing>,
    /// The values of law it rests on.
    pub params: Vec<ParamUse>,
    /// Readings of ours that it rests on: of the rule, of values of law, of `circa`.
    pub interpretations: Vec<Text>,
    /// What else a reader must know: reservations, soft wording, a published value that differs from its formula.
    pub remarks: Vec<Text>,
    /// Whether the verdict comes from a fault inside the rule or the engine, not from the agreement.
    pub fault: bool,
    /// The computation, when it was traced; [`Trace::trees`] makes it readable.
    pub trace: Option<Trace>,
}

/// The steps of a computation as they were taken.
#[derive(Debug, Clone)]
pub struct Trace {
    pub(crate) steps: std::sync::Arc<Vec<super::machine::Step>>,
}

/// A step of a computation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TraceNode {
    /// What kind of step: `fact`, `parameter`, `name`, `operation`, `aggregate`, `rule` or `constant`.
    pub kind: &'static str,
    /// What is computed, as the rule writes it.
    pub text: String,
    /// What came out.
    pub value: Text,
    /// Where the expression stands in the ruleset.
    pub span: Span,
    /// Where the fact that was read stands in the agreement.
    pub fact: Option<Span>,
    /// The steps it rests on.
    pub children: Vec<TraceNode>,
}
