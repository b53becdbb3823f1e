//! What the tests beside a ruleset reach: outcomes, branches, sides of `en` and `of`, provisos, values of law.
//!
//! Takes: a checked ruleset and its test files. Gives: per rule every goal with how often a case reached it. A goal counts only
//! in the tests of its own rule, because only there a verdict is asked for. Records nothing itself: it reads the traces.

mod goals;
mod tally;

use std::collections::BTreeMap;

use crate::evaluate::finding::Verdict;
use crate::evaluate::observe;
use crate::lang::Lang;
use crate::ruleset::Checked;
use crate::ruleset::model::{ParamId, RuleId};
use crate::source::{Sources, Span};

use super::TestFile;
use super::prepare::ready;
use tally::Tally;

/// Something that a case should reach.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Aim {
    /// An outcome: voldoet, voldoet niet, niet te toetsen.
    Outcome(Verdict),
    /// The branch after `dan`, or after `anders`.
    Branch(bool),
    /// The left side of `en` or `of` decides; the right side; or neither, so that both were needed.
    Side(Side),
    /// A condition (`als`) that does not hold.
    DoesNotApply,
    /// A precondition (`gegeven`) that does not hold.
    NotGiven,
    /// A proviso (`mits`) that holds, or fails.
    Proviso(bool),
    /// A recorded deviation: accepted, refused, or not to be decided.
    Deviation(Deviated),
    /// A conditional advice (`hulp … als`) that is given, or not.
    Advice(bool),
}

/// Which side decides `a en b` or `a of b`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Side {
    /// The left.
    Left,
    /// The right, the left not deciding.
    Right,
    /// Neither: `en` holds, `of` does not.
    Neither,
}

/// What came of a recorded deviation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Deviated {
    /// It satisfies every proviso.
    Accepted,
    /// It fails one.
    Refused,
    /// It cannot be judged.
    Undecided,
}

/// The groups that goals are counted in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Group {
    /// Outcomes.
    Outcomes,
    /// Provisos, and what becomes of deviations.
    Deviations,
    /// Branches, sides, conditions, advice.
    Branches,
}

impl Aim {
    /// The group it is counted in.
    #[must_use]
    pub fn group(self) -> Group {
        match self {
            Aim::Outcome(_) => Group::Outcomes,
            Aim::Proviso(_) | Aim::Deviation(_) => Group::Deviations,
            Aim::Branch(_) | Aim::Side(_) | Aim::DoesNotApply | Aim::NotGiven | Aim::Advice(_) => Group::Branches,
        }
    }

    /// The word machines read.
    #[must_use]
    pub fn id(self) -> &'static str {
        match self {
            Aim::Outcome(v) => v.id(),
            Aim::Branch(true) => "then",
            Aim::Branch(false) => "else",
            Aim::Side(Side::Left) => "left_decides",
            Aim::Side(Side::Right) => "right_decides",
            Aim::Side(Side::Neither) => "neither_decides",
            Aim::DoesNotApply => "does_not_apply",
            Aim::NotGiven => "not_given",
            Aim::Proviso(true) => "proviso_met",
            Aim::Proviso(false) => "proviso_failed",
            Aim::Deviation(Deviated::Accepted) => "deviation_accepted",
            Aim::Deviation(Deviated::Refused) => "deviation_refused",
            Aim::Deviation(Deviated::Undecided) => "deviation_undecided",
            Aim::Advice(true) => "advice_given",
            Aim::Advice(false) => "advice_not_given",
        }
    }

    /// The words people read.
    #[must_use]
    pub fn words(self, lang: Lang) -> &'static str {
        match self {
            Aim::Outcome(v) => v.words(lang),
            Aim::Branch(true) => lang.pick("de tak na `dan`", "the branch after `dan`"),
            Aim::Branch(false) => lang.pick("de tak na `anders`", "the branch after `anders`"),
            Aim::Side(Side::Left) => lang.pick("de linkerkant beslist", "the left side decides"),
            Aim::Side(Side::Right) => lang.pick("de rechterkant beslist", "the right side decides"),
            Aim::Side(Side::Neither) => lang.pick("geen van beide kanten beslist", "neither side decides"),
            Aim::DoesNotApply => lang.pick("`als` is niet vervuld", "`als` does not hold"),
            Aim::NotGiven => lang.pick("`gegeven` is niet vervuld", "`gegeven` does not hold"),
            Aim::Proviso(true) => lang.pick("`mits` is vervuld", "`mits` holds"),
            Aim::Proviso(false) => lang.pick("`mits` is niet vervuld", "`mits` does not hold"),
            Aim::Deviation(Deviated::Accepted) => lang.pick("een afwijking telt", "a deviation is accepted"),
            Aim::Deviation(Deviated::Refused) => lang.pick("een afwijking telt niet", "a deviation is refused"),
            Aim::Deviation(Deviated::Undecided) => {
                lang.pick("een afwijking is niet te beoordelen", "a deviation cannot be judged")
            }
            Aim::Advice(true) => lang.pick("`hulp` wordt gegeven", "`hulp` is given"),
            Aim::Advice(false) => lang.pick("`hulp` wordt niet gegeven", "`hulp` is not given"),
        }
    }
}

/// A goal with how often it was reached.
#[derive(Debug, Clone)]
pub struct Goal {
    /// What should be reached.
    pub aim: Aim,
    /// Where it stands in the rule.
    pub span: Span,
    /// By how many outcomes.
    pub reached: usize,
}

/// The goals of one rule.
#[derive(Debug)]
pub struct RuleCoverage {
    /// The rule's id.
    pub rule: String,
    /// In the order of the rule; outcomes first.
    pub goals: Vec<Goal>,
}

impl RuleCoverage {
    /// Whether it has a case for each of the three main outcomes.
    #[must_use]
    pub fn has_outcomes(&self) -> bool {
        self.open().all(|g| g.aim.group() != Group::Outcomes)
    }

    /// The goals that no case reaches.
    pub fn open(&self) -> impl Iterator<Item = &Goal> {
        self.goals.iter().filter(|g| g.reached == 0)
    }
}

/// A value of law, by the name of its parameter: whether it is a formula, and which.
pub type Entry = (String, bool, usize);

/// What the tests of a set reach.
#[derive(Debug, Default)]
pub struct Coverage {
    /// Every rule of the set, in order.
    pub rules: Vec<RuleCoverage>,
    /// Values of law used by a case, also those of sets below.
    pub used: BTreeMap<Entry, usize>,
}

impl Coverage {
    /// How many goals of a group are reached, and how many there are.
    #[must_use]
    pub fn score(&self, group: Group) -> (usize, usize) {
        let goals = || self.rules.iter().flat_map(|r| &r.goals).filter(|g| g.aim.group() == group);
        (goals().filter(|g| g.reached > 0).count(), goals().count())
    }

    /// How many rules have a case for each of the three main outcomes.
    #[must_use]
    pub fn rules_with_outcomes(&self) -> usize {
        self.rules.iter().filter(|r| r.has_outcomes()).count()
    }
}

/// Runs every case and tells what was reached.
#[must_use]
pub fn coverage(checked: &Checked, files: &[TestFile], sources: &Sources) -> Coverage {
    let last = checked.sets().len().saturating_sub(1);
    let cases = ready(checked, files);
    let mut out = Coverage::default();
    for (i, rule) in checked.rules().iter().enumerate().filter(|(_, r)| r.set.index() == last) {
        let id = RuleId(u32::try_from(i).unwrap_or(u32::MAX));
        let mut tally = Tally::default();
        for case in cases.iter().filter(|c| c.rule == id) {
            for seen in observe(case.on(checked, sources, case.case.date), id) {
                tally.outcome(checked, &seen);
            }
        }
        for (note, n) in &tally.params {
            let name = checked.param(note.0).name.clone();
            let sum = out.used.entry((name, note.1, note.2)).or_default();
            *sum = sum.saturating_add(*n);
        }
        out.rules.push(RuleCoverage { rule: rule.id.clone(), goals: goals::of_rule(checked, rule, &tally) });
    }
    out
}

/// A value of law with how often it was used.
#[derive(Debug)]
pub struct ValueCoverage {
    /// The parameter's name.
    pub name: String,
    /// Where the value stands.
    pub span: Span,
    /// In how many outcomes.
    pub used: usize,
}

/// The values of law of a set, with how often the cases of all runs used them.
#[must_use]
pub fn values(checked: &Checked, used: &BTreeMap<Entry, usize>) -> Vec<ValueCoverage> {
    let last = checked.sets().len().saturating_sub(1);
    let mut out = vec![];
    for p in checked.params().iter().filter(|p| p.set.index() == last) {
        for (formula, list) in [(false, &p.values), (true, &p.formulas)] {
            for (i, value) in list.iter().enumerate() {
                let used = used.get(&(p.name.clone(), formula, i)).copied().unwrap_or(0);
                out.push(ValueCoverage { name: p.name.clone(), span: value.span, used });
            }
        }
    }
    out
}

/// A value of law by number.
type Noted = (ParamId, bool, usize);
