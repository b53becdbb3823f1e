//! The shape of the JSON report, as its schema has it. Nothing is decided here: every field is filled by [`super`].

use serde::{Serialize, Serializer};

use crate::evaluate::finding::{Evidence, Missing, Verdict};
use crate::lang::Lang;
use crate::run::baseline::Entry;
use crate::run::order::Tally;
use crate::run::receipt::Receipt;
use crate::source::{Sources, Span};

use super::{Findings, trace};

#[derive(Serialize)]
pub(super) struct Report<'a> {
    pub(super) toets: &'static str,
    pub(super) lang: Lang,
    /// The norms that were asked for; empty for all.
    pub(super) only: &'a [String],
    /// The reference date when all files share it.
    pub(super) date: Option<String>,
    pub(super) rulesets: Vec<Ruleset<'a>>,
    pub(super) inputs: Vec<Input<'a>>,
    /// What several files say together; a finding about it has its name as `file`.
    pub(super) portfolios: Vec<Portfolio<'a>>,
    /// Recorded deviations were left out of account.
    pub(super) ignore_deviations: bool,
    pub(super) findings: Findings<'a>,
    /// What the steps of all findings refer to by number.
    #[serde(skip_serializing_if = "trace::Expressions::is_empty")]
    pub(super) expressions: trace::Expressions<'a>,
    #[serde(skip_serializing_if = "trace::FactPlaces::is_empty")]
    pub(super) facts: trace::FactPlaces<'a>,
    pub(super) diagnostics: Vec<Fault<'a>>,
    pub(super) summary: Summary,
    /// What the whole rests on; `toets verify` makes it again.
    pub(super) receipt: Receipt,
    /// How it compares with the list of known findings; `null` without one.
    pub(super) baseline: Option<Beside<'a>>,
    /// Set when only files were checked that changed since a revision.
    pub(super) changed_since: Option<Changed<'a>>,
}

/// A list whose items get their shape while they are written: there may be thousands.
pub(super) struct Each<'a, T, S> {
    items: &'a [T],
    shape: Box<dyn Fn(&'a T) -> S + 'a>,
}

impl<'a, T, S> Each<'a, T, S> {
    pub(super) fn new(items: &'a [T], shape: impl Fn(&'a T) -> S + 'a) -> Self {
        Each { items, shape: Box::new(shape) }
    }
}

impl<T, S: Serialize> Serialize for Each<'_, T, S> {
    fn serialize<Z: Serializer>(&self, serializer: Z) -> Result<Z::Ok, Z::Error> {
        serializer.collect_seq(self.items.iter().map(&self.shape))
    }
}

#[derive(Serialize)]
pub(super) struct Beside<'a> {
    pub(super) file: &'a str,
    pub(super) new: usize,
    pub(super) known: usize,
    /// Entries that are no longer found.
    pub(super) gone: Vec<Gone<'a>>,
    /// Files that are called otherwise since the list was made.
    pub(super) renamed: Vec<Renamed<'a>>,
}

#[derive(Serialize)]
pub(super) struct Renamed<'a> {
    pub(super) from: &'a str,
    pub(super) to: &'a str,
}

#[derive(Serialize)]
pub(super) struct Gone<'a> {
    #[serde(flatten)]
    pub(super) entry: &'a Entry,
    /// What comes out for the same norm and subject now.
    pub(super) now: Option<&'static str>,
}

#[derive(Serialize)]
pub(super) struct Changed<'a> {
    pub(super) revision: &'a str,
    /// How many files were looked through.
    pub(super) of: usize,
}

#[derive(Serialize)]
pub(super) struct Ruleset<'a> {
    pub(super) id: &'a str,
    pub(super) version: &'a str,
    pub(super) title: &'a str,
    pub(super) sha256: &'a str,
    /// `null` for a data model, which has no time of its own.
    pub(super) valid_from: Option<String>,
    pub(super) valid_to: Option<String>,
    pub(super) builds_on: Vec<&'a str>,
}

#[derive(Serialize)]
pub(super) struct Input<'a> {
    pub(super) file: &'a str,
    pub(super) sha256: &'a str,
    /// Whether it was checked; `false` when it has errors.
    pub(super) checked: bool,
    pub(super) ruleset: Option<String>,
    pub(super) ruleset_reason: &'a str,
    pub(super) date: String,
    pub(super) date_reason: &'a str,
    /// When it was signed, if that was before the text that the ruleset follows.
    pub(super) signed_before: Option<SignedBefore<'a>>,
    /// The files that it refers to, and that took part with it.
    pub(super) refers_to: Vec<Referred<'a>>,
    pub(super) summary: Summary,
}

#[derive(Serialize)]
pub(super) struct SignedBefore<'a> {
    pub(super) signed: String,
    /// Id of the source, and its date: a day, a month or a year.
    pub(super) source: &'a str,
    pub(super) source_date: Option<&'a str>,
}

#[derive(Serialize)]
pub(super) struct Referred<'a> {
    pub(super) file: &'a str,
    pub(super) sha256: &'a str,
}

#[derive(Serialize)]
pub(super) struct Portfolio<'a> {
    pub(super) name: &'a str,
    /// How many files count.
    pub(super) files: usize,
    /// Files that do not count, because they have errors.
    pub(super) broken: &'a [String],
    /// How much of the whole they speak for, in words.
    pub(super) coverage: Option<&'a str>,
    pub(super) ruleset: Option<String>,
    pub(super) date: String,
    pub(super) summary: Summary,
}

#[derive(Serialize)]
pub(super) struct Found<'a> {
    pub(super) file: &'a str,
    pub(super) ruleset: &'a str,
    pub(super) chapter: &'a str,
    pub(super) rule: &'a str,
    /// Where the rule stands.
    pub(super) rule_place: Place<'a>,
    pub(super) title: &'a str,
    pub(super) subject: &'a str,
    pub(super) year: Option<i32>,
    pub(super) verdict: &'static str,
    pub(super) strength: &'static str,
    pub(super) severity: &'static str,
    pub(super) message: &'a str,
    pub(super) source: Option<Source<'a>>,
    pub(super) sources: Vec<Source<'a>>,
    pub(super) interpretation: Option<String>,
    pub(super) interpretations: Vec<&'a str>,
    pub(super) reasons: Vec<&'a str>,
    pub(super) remarks: Vec<&'a str>,
    /// The recorded deviation, when the norm is not met and there is one.
    pub(super) deviation: Option<Record<'a>>,
    pub(super) evidence: Each<'a, Evidence, Figure<'a>>,
    pub(super) params: Vec<Param<'a>>,
    pub(super) missing: Each<'a, Missing, Gap<'a>>,
    /// With the three below it only there when it was asked for, and where there is something to tell.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) decides: Option<Deciding<'a>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(super) what_if: Vec<WhatIf<'a>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(super) why_not: Vec<trace::WhyNot>,
    pub(super) unverified: Vec<Doubt<'a>>,
    pub(super) remedies: Vec<Remedy<'a>>,
    /// What was not looked into when changes were sought.
    pub(super) not_searched: Vec<&'a str>,
    /// The verdict comes from a fault inside the rule or the engine.
    pub(super) fault: bool,
    /// It stands in the list of known findings; `null` without a list.
    pub(super) known: Option<bool>,
    /// It weighs less than its norm says, because somebody said so of this file; left out where nobody did.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) eased: Option<Lighter<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) trace: Option<trace::Steps<'a>>,
}

#[derive(Serialize)]
pub(super) struct Lighter<'a> {
    /// `off`, or the most that the norm weighs.
    pub(super) level: &'static str,
    pub(super) reason: &'a str,
}

#[derive(Serialize)]
pub(super) struct Record<'a> {
    #[serde(flatten)]
    pub(super) place: Place<'a>,
    pub(super) path: &'a str,
    /// `accepted`, `refused` or `undecided`.
    pub(super) status: &'static str,
    /// What it states, by name of field, in words.
    pub(super) states: Vec<Stated<'a>>,
}

#[derive(Serialize)]
pub(super) struct Stated<'a> {
    pub(super) field: &'a str,
    pub(super) value: &'a str,
}

#[derive(Serialize)]
pub(super) struct Source<'a> {
    pub(super) document: &'a str,
    pub(super) title: &'a str,
    pub(super) place: &'a str,
    /// Of the document: a day, a month or a year.
    pub(super) date: Option<&'a str>,
    pub(super) grade: &'static str,
}

/// Where something is written: line and column count from 1, in characters, as does the length.
#[derive(Serialize)]
pub(in crate::report) struct Place<'a> {
    pub(super) file: &'a str,
    pub(super) line: usize,
    pub(super) column: usize,
    pub(super) length: usize,
}

impl<'a> Place<'a> {
    pub(in crate::report) fn of(sources: &'a Sources, span: Span) -> Self {
        let (file, line, column) = sources.place(span);
        Place { file, line, column, length: sources.text(span).chars().count() }
    }
}

#[derive(Serialize)]
pub(super) struct Figure<'a> {
    #[serde(flatten)]
    pub(super) place: Place<'a>,
    pub(super) path: &'a str,
    pub(super) value: &'a str,
    pub(super) label: &'a str,
}

#[derive(Serialize)]
pub(super) struct Param<'a> {
    pub(super) name: &'a str,
    pub(super) at: &'a str,
    pub(super) value: &'a str,
    pub(super) grade: &'static str,
    pub(super) unverified: Option<&'a str>,
    pub(super) interpretation: Option<&'a str>,
    /// `null` when set on the command line.
    pub(super) source: Option<Source<'a>>,
    /// The ruleset that gives it.
    pub(super) ruleset: &'a str,
    /// The value of the ruleset below that it is stricter than.
    pub(super) base: Option<Box<Param<'a>>>,
    /// Where it stands in the ruleset.
    #[serde(flatten)]
    pub(super) at_rule: Place<'a>,
}

#[derive(Serialize)]
pub(super) struct Gap<'a> {
    pub(super) kind: &'static str,
    pub(super) path: &'a str,
    pub(super) what: &'a str,
    pub(super) place: Option<Place<'a>>,
}

#[derive(Serialize)]
pub(super) struct Deciding<'a> {
    pub(super) facts: Each<'a, Missing, Gap<'a>>,
    pub(super) or: Vec<Vec<Gap<'a>>>,
    pub(super) proof: &'static str,
    pub(super) stays_open: bool,
}

#[derive(Serialize)]
pub(super) struct WhatIf<'a> {
    pub(super) value: &'a str,
    pub(super) verdict: &'static str,
}

#[derive(Serialize)]
pub(super) struct Doubt<'a> {
    pub(super) name: &'a str,
    pub(super) at: &'a str,
    pub(super) grade: &'static str,
    pub(super) reason: Option<&'a str>,
}

#[derive(Serialize)]
pub(super) struct Remedy<'a> {
    pub(super) text: &'a str,
    /// For `toets fix --apply`; `null` for advice of the rule, which names no change.
    pub(super) number: Option<usize>,
    pub(super) kind: Option<&'static str>,
    /// How far figures move, as a decimal number in `unit`.
    pub(super) size: Option<&'a str>,
    pub(super) unit: Option<&'a str>,
    /// What to change in the file, where that can be said exactly.
    pub(super) changes: Vec<Change<'a>>,
    /// Norms that are met now and no longer after this change.
    pub(super) breaks: Vec<&'a str>,
    /// Norms that some of the changes are for, so that they are still met.
    pub(super) keeps: Vec<&'a str>,
}

#[derive(Serialize)]
pub(super) struct Change<'a> {
    pub(super) path: &'a str,
    /// As it stands in the file; empty where nothing is stated.
    pub(super) from: &'a str,
    /// As it must stand there.
    pub(super) to: &'a str,
    pub(super) unit: &'a str,
    pub(super) place: Place<'a>,
}

#[derive(Serialize)]
pub(super) struct Fault<'a> {
    /// The agreement it belongs to; `null` for a fault in a ruleset.
    pub(super) file: Option<&'a str>,
    pub(super) code: &'static str,
    pub(super) severity: &'static str,
    pub(super) message: &'a str,
    pub(super) help: Option<&'a str>,
    pub(super) labels: Vec<Mark<'a>>,
}

#[derive(Serialize)]
pub(super) struct Mark<'a> {
    #[serde(flatten)]
    pub(super) place: Place<'a>,
    pub(super) text: &'a str,
}

#[derive(Serialize)]
pub(super) struct Summary {
    pub(super) voldoet: usize,
    pub(super) voldoet_niet: usize,
    pub(super) afwijking: usize,
    pub(super) niet_te_toetsen: usize,
    pub(super) niet_van_toepassing: usize,
}

impl From<Tally> for Summary {
    fn from(t: Tally) -> Self {
        Summary {
            voldoet: t.of(Verdict::Met),
            voldoet_niet: t.of(Verdict::NotMet),
            afwijking: t.of(Verdict::Deviation),
            niet_te_toetsen: t.of(Verdict::NotCheckable),
            niet_van_toepassing: t.of(Verdict::NotApplicable),
        }
    }
}
