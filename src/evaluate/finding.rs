//! What evaluation finds: a verdict per rule and subject, with everything a reader may ask about it.

use std::ops::Deref;
use std::sync::Arc;

use crate::agreement::facts::FactId;
use crate::lang::{Lang, Text};
use crate::number::Number;
use crate::ruleset::model::{Citation, Grade, RuleId, Strength};
use crate::source::Span;

/// How much of a finding is told; each has all that the one before it has.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Detail {
    /// What was found, why, what is missing and what to do.
    Words,
    /// The figures it rests on: the first, and how many more there are.
    Figures,
    /// All figures.
    AllFigures,
    /// The computation.
    Steps,
    /// What would decide it, and why it does not hold.
    Answers,
}

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
    /// What it is, from the data model or the parameter; a thousand projects may each miss the same.
    pub what: Arc<Text>,
    /// Whether it is a value of law that is not known, not a fact of the agreement.
    pub parameter: bool,
    /// The nearest place in the agreement where it belongs.
    pub span: Option<Span>,
}

/// How firmly it is known that a set of facts is the smallest that decides.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Proof {
    /// No smaller set is enough.
    Smallest,
    /// It is enough; a smaller one was looked for within the limits of `limits` only.
    Enough,
    /// Not looked for: it is what is missing first, and more may be asked for after it.
    NotSearched,
}

impl Proof {
    /// The word machines read.
    #[must_use]
    pub fn id(self) -> &'static str {
        match self {
            Proof::Smallest => "smallest",
            Proof::Enough => "enough",
            Proof::NotSearched => "not_searched",
        }
    }
}

/// What would decide a verdict that is not checkable.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Decides {
    /// Once all of these are known, whatever their values, nothing is missing any more. Empty when filling in nothing helps.
    pub facts: Vec<Missing>,
    /// Other sets of the same size that would do as well.
    pub or: Vec<Vec<Missing>>,
    /// Whether it is the smallest such set.
    pub proof: Proof,
    /// Even then bounds, wording or a fault may leave the verdict open.
    pub stays_open: bool,
}

/// What would come out for some values of the one thing that is missing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Would {
    /// The value, or the stretch of values from zero up: `ja`, `0 t/m 83`, `vanaf 84`.
    pub value: Text,
    /// What comes out.
    pub verdict: Verdict,
}

/// What a part of a failed condition is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Blame {
    /// A condition that has the wrong answer.
    Condition,
    /// A comparison that does not hold: both sides, and how far they are apart.
    Comparison,
    /// The case that a rule tells apart (`als … dan … anders …`) and that holds here.
    Case,
    /// An item of a list, or a year, that has the wrong answer.
    Item,
    /// Items like it that are not shown; the value says how many.
    More,
    /// A named value of the rule that was read.
    Name,
    /// A fact that was read.
    Read,
    /// A value of law that was read.
    Param,
}

impl Blame {
    /// The word machines read.
    #[must_use]
    pub fn id(self) -> &'static str {
        match self {
            Blame::Condition => "condition",
            Blame::Comparison => "comparison",
            Blame::Case => "case",
            Blame::Item => "item",
            Blame::More => "more",
            Blame::Name => "name",
            Blame::Read => "fact",
            Blame::Param => "parameter",
        }
    }
}

/// Why not: a part of a condition that failed, or a value that it read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Failed {
    /// For a condition of the rule itself, the clause it stands in: `als`, `gegeven`, `eis` or `mits`; else empty.
    pub clause: &'static str,
    /// How deep it lies; what lies deeper and comes after it belongs to it.
    pub level: usize,
    /// What it is.
    pub blame: Blame,
    /// As the rule writes it; for an item its name.
    pub text: String,
    /// What came out.
    pub value: Text,
    /// The left side of a comparison.
    pub left: Option<Text>,
    /// The right side of a comparison.
    pub right: Option<Text>,
    /// How far the sides are apart, in the unit of the left one.
    pub gap: Option<Text>,
    /// Where it stands in the ruleset.
    pub span: Span,
    /// The facts that were read.
    pub facts: Vec<FactId>,
    /// The name of the value of law that was read, and the year or day it was asked for where that is known.
    pub param: Option<(String, Option<String>)>,
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

/// What came of a recorded deviation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RecordStatus {
    /// Complete, not expired, on a ground that is not barred: the outcome is `afwijking`.
    Accepted,
    /// It fails a condition.
    Refused,
    /// It does not say enough.
    Undecided,
}

impl RecordStatus {
    /// The word machines read.
    #[must_use]
    pub fn id(self) -> &'static str {
        match self {
            RecordStatus::Accepted => "accepted",
            RecordStatus::Refused => "refused",
            RecordStatus::Undecided => "undecided",
        }
    }
}

/// The record of a deviation that a finding about a norm that is not met rests on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Recorded {
    /// What came of it.
    pub status: RecordStatus,
    /// Its path in the agreement.
    pub path: String,
    /// Where it stands.
    pub span: Span,
    /// What it states: the name of each field in the order of the data model, and its value.
    pub fields: Vec<(String, Text)>,
}

/// What came out of a rule for one subject, without its words: all that counts, tables and fingerprints rest on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Judged {
    /// The rule.
    pub rule: RuleId,
    /// Which of the outcomes of its rule it is: a finding is told by this number.
    pub nth: u32,
    /// The objects it is about, outermost first; empty for the agreement as a whole. Together with the rule and the year they
    /// tell one outcome of a file from another.
    pub about: Box<[FactId]>,
    /// The year it is about.
    pub year: Option<i32>,
    /// The outcome.
    pub verdict: Verdict,
    /// How much it weighs.
    pub weight: Weight,
    /// Whether the verdict comes from a fault inside the rule or the engine, not from the agreement.
    pub fault: bool,
    /// Whether it was found before: it stands in the list that the run is held against. Judging itself does not know.
    pub known: bool,
    /// What it would weigh, if somebody had not said that its norm counts less for this file. Judging itself does not know.
    pub eased: Option<Weight>,
}

/// What came out, with everything a reader may ask about it.
#[derive(Debug, Clone)]
pub struct Finding {
    /// What came out.
    pub judged: Judged,
    /// What it is about: `gemeente Meerdijk`; empty for the agreement as a whole.
    pub subject: String,
    /// What was found, in one sentence with the values.
    pub message: Text,
    /// Why the outcome is not simply met or not met: why it does not apply, cannot be decided, or is accepted.
    pub reasons: Vec<Text>,
    /// What to do, when it is not met: advice of the rule.
    pub advice: Vec<Text>,
    /// The recorded deviation, when the norm is not met and there is one.
    pub record: Option<Recorded>,
    /// The figures it rests on, in the order of the file; see [`Detail`].
    pub evidence: Vec<Evidence>,
    /// Further figures.
    pub evidence_left_out: usize,
    /// What is missing for it now.
    pub missing: Vec<Missing>,
    /// What it would take to decide it; `None` when it is decided, or when answers were not asked for.
    pub decides: Option<Decides>,
    /// What each value would give of the one fact or value of law that would decide it; empty where there are more, where its
    /// values cannot be listed, or when answers were not asked for.
    pub would: Vec<Would>,
    /// Which conditions failed, with the values read; empty when it is met or open, or when answers were not asked for.
    pub failed: Vec<Failed>,
    /// The values of law it rests on.
    pub params: Vec<ParamUse>,
    /// Readings of ours that it rests on: of the rule, of values of law, of `circa`.
    pub interpretations: Vec<Text>,
    /// What else a reader must know: reservations, soft wording, a published value that differs from its formula.
    pub remarks: Vec<Text>,
    /// What the rule draws of it.
    pub figures: Vec<Figure>,
    /// The computation, when it was asked for; [`Trace::steps`] makes it readable.
    pub trace: Option<Trace>,
}

impl Deref for Finding {
    type Target = Judged;

    fn deref(&self) -> &Judged {
        &self.judged
    }
}

/// Values per year, to be drawn or listed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Figure {
    /// What it shows.
    pub title: Text,
    /// The years, ascending.
    pub years: Vec<i32>,
    /// The lines, in the order of the rule.
    pub lines: Vec<Line>,
}

/// A line of a figure.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    /// What it is.
    pub title: Text,
    /// Something to hold the other lines against, such as what the norm asks.
    pub beside: bool,
    /// A point per year.
    pub points: Vec<Point>,
}

/// A value in a year.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Point {
    /// The value, where it is known exactly.
    pub value: Option<Number>,
    /// The value in words: also a range, or that it is unknown.
    pub text: Text,
}

impl Finding {
    /// Whether its norm is off for its file, in the settings of the run.
    #[must_use]
    pub fn is_off(&self) -> bool {
        self.eased.is_some() && self.weight == Weight::None
    }

    /// Which of the values of law it rests on a part of a failed condition read.
    #[must_use]
    pub fn param_of(&self, failed: &Failed) -> Option<usize> {
        let (name, at) = failed.param.as_ref()?;
        self.params.iter().position(|p| p.name == *name && at.as_ref().is_none_or(|at| *at == p.at))
    }
}

/// The steps of a computation as they were taken.
#[derive(Debug, Clone)]
pub struct Trace {
    pub(crate) steps: std::sync::Arc<Vec<super::step::Step>>,
}

/// A value that a program can read back without guessing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Exact {
    /// Nothing that fits: not known, a list, an object.
    None,
    /// ja or nee.
    Bool(bool),
    /// A number without rounding: `12`, `0.2625`, `1/3`; percentages as fractions.
    Number(String),
    /// A number between ends; one that is missing is open.
    Range(Option<String>, Option<String>),
    /// A day, a period (`2026-01-01/2029-12-31`), a text or the word of a choice list.
    Word(String),
}

/// A step of a computation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TraceStep {
    /// Its number within the finding: `s2` for the second condition, `s2.5` for the fifth step below it.
    pub id: String,
    /// How deep below its condition it is; 0 for the condition itself.
    pub level: usize,
    /// For a condition, the word of the clause it stands in: `waar`, `als`, `gegeven`, `eis`, `afwijking` or `mits`.
    pub clause: &'static str,
    /// What kind of step: `fact`, `parameter`, `name`, `variable`, `operation`, `aggregate`, `rule` or `constant`.
    pub kind: &'static str,
    /// What is computed, as the rule writes it.
    pub text: String,
    /// What came out.
    pub value: Text,
    /// The same for programs.
    pub exact: Exact,
    /// Its unit or type: see [`unit`](super::unit).
    pub unit: String,
    /// Where the expression stands in the ruleset.
    pub span: Span,
    /// The facts that were read: one, or those that a list or table holds.
    pub facts: Vec<FactId>,
    /// Which of the finding's values of law it is.
    pub param: Option<usize>,
    /// The rule whose outcome it is.
    pub rule: Option<RuleId>,
    /// The steps it rests on, as places in the list; each comes after the step that rests on it.
    pub children: Vec<usize>,
}
