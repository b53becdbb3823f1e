//! The outcome of a rule for one subject, before it is put into words.

use jiff::civil::Date;

use crate::agreement::facts::FactId;
use crate::ruleset::model::{ConceptId, ParamId, RuleId, Strength};

use super::finding::{Verdict, Weight};
use super::step::Step;
use super::value::{Value, Why};

/// What must be told about what was used.
#[derive(Debug, Clone, Default)]
pub(crate) struct Notes {
    /// Figures with a wording, a reservation or `circa`, each once, in the order of the file.
    pub(crate) facts: Vec<FactId>,
    /// Values of law.
    pub(crate) params: Vec<ParamNote>,
    /// Shared definitions, each once.
    pub(crate) concepts: Vec<ConceptId>,
}

/// The year or day that a value of law is asked for; as text it is how a report writes it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum At {
    /// It does not depend on time, or was set from outside.
    Always,
    Year(i32),
    Day(Date),
}

impl At {
    /// The year that it is in.
    pub(crate) fn year(self) -> Option<i32> {
        match self {
            At::Always => None,
            At::Year(year) => Some(year),
            At::Day(day) => Some(i32::from(day.year())),
        }
    }
}

impl std::fmt::Display for At {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            At::Always => Ok(()),
            At::Year(year) => year.fmt(f),
            At::Day(day) => day.fmt(f),
        }
    }
}

/// A value of law that was used.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct ParamNote {
    pub(crate) param: ParamId,
    /// What it was asked for.
    pub(crate) at: At,
    /// Which entry; `None` when there is none, or when set from outside.
    pub(crate) entry: Option<usize>,
    /// Whether the entry is a formula.
    pub(crate) formula: bool,
    /// Whether it was set from outside.
    pub(crate) outside: bool,
    /// Values of sets above that hold too.
    pub(crate) own: Vec<OwnNote>,
}

/// A value that a set above gives.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct OwnNote {
    pub(crate) layer: usize,
    pub(crate) entry: usize,
    /// Whether it is stricter than all below it; the last such value is the one that counts.
    pub(crate) counts: bool,
}

impl Notes {
    pub(crate) fn param(&mut self, note: ParamNote) {
        if !self.params.contains(&note) {
            self.params.push(note);
        }
    }

    /// Notes a value before those that were used to compute it.
    pub(crate) fn param_before(&mut self, at: usize, note: ParamNote) {
        if !self.params.contains(&note) {
            self.params.insert(at.min(self.params.len()), note);
        }
    }

    pub(crate) fn concept(&mut self, id: ConceptId) {
        if !self.concepts.contains(&id) {
            self.concepts.push(id);
        }
    }

    pub(crate) fn fact(&mut self, id: FactId) {
        if let Err(at) = self.facts.binary_search(&id) {
            self.facts.insert(at, id);
        }
    }

    /// Adds what another rule used whose outcome was asked for. Its readings are its own: it shows them itself.
    pub(crate) fn extend(&mut self, other: &Notes) {
        for f in &other.facts {
            self.fact(*f);
        }
        for p in &other.params {
            self.param(p.clone());
        }
    }
}

/// How the outcome came about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Cause {
    /// The requirements decided it.
    Required,
    /// There is nothing that the rule is about.
    NoSubject,
    /// The condition with this index does not hold: the rule does not apply.
    DoesNotApply(usize),
    /// The precondition with this index does not hold.
    NotGiven(usize),
    /// Something is not known.
    Unknown,
    /// The requirement holds for these figures, but they are worded too weakly to prove it.
    TooWeak(Vec<FactId>),
    /// Not met, with a record of a deviation that satisfies every proviso.
    Accepted(FactId),
    /// Not met, with a record that fails these provisos.
    Refused(FactId, Vec<usize>),
    /// Not met, with a record that cannot be judged.
    Undecided(FactId),
}

/// The outcome of a rule for one subject.
#[derive(Debug, Clone)]
pub(crate) struct Outcome {
    pub(crate) rule: RuleId,
    pub(crate) verdict: Verdict,
    pub(crate) cause: Cause,
    /// The objects it is about, outermost first.
    pub(crate) subjects: Vec<FactId>,
    pub(crate) year: Option<i32>,
    pub(crate) frame: Vec<Option<Value>>,
    pub(crate) why: Why,
    pub(crate) notes: Notes,
    /// Whether all variables are bound, so that the message can be written, and the rule did not run out of steps.
    pub(crate) complete: bool,
    /// Whether it is a finding. Years that a table leaves out are none, but `BTL-01 voldoet` must know of them.
    pub(crate) shown: bool,
}

impl Outcome {
    /// How much it weighs, with what could not be computed.
    pub(crate) fn weight(&self, strength: Strength, fault: bool) -> Weight {
        match self.verdict {
            Verdict::NotMet => match strength {
                Strength::Must | Strength::Principle => Weight::Error,
                Strength::Aim | Strength::Effort => Weight::Warning,
                Strength::May | Strength::Expect => Weight::Note,
            },
            Verdict::NotCheckable if matches!(self.cause, Cause::Undecided(_)) => Weight::Warning,
            Verdict::NotCheckable if fault => Weight::Note,
            _ => Weight::None,
        }
    }
}

/// An outcome with the steps that led to it.
#[derive(Debug, Clone)]
pub(crate) struct Traced {
    pub(crate) outcome: Outcome,
    pub(crate) steps: Vec<Step>,
}
