//! Verdicts before and after, and how far each norm is off.

use crate::evaluate::finding::{Finding, Verdict, Weight};
use crate::evaluate::gap::{Gap, gap};
use crate::lang::Text;
use crate::ruleset::model::Strength;

use super::Side;

/// What came out on one side.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Outcome {
    /// The verdict.
    pub verdict: Verdict,
    /// How much it weighs.
    pub weight: Weight,
    /// What was found, in a sentence.
    pub message: Text,
    /// How far it is from the norm, where figures decided.
    pub gap: Option<Gap>,
}

/// Which way a verdict went.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Direction {
    /// A norm that is no longer met, is only deviated from, or can no longer be checked.
    Worse,
    /// Another outcome that is neither better nor worse: less or more is stated, or the norm is about something else.
    Other,
    /// A norm that is met now, or deviated from with an accepted reason.
    Better,
    /// The same verdict.
    Same,
}

impl Direction {
    /// The word machines read.
    #[must_use]
    pub fn id(self) -> &'static str {
        match self {
            Direction::Worse => "worse",
            Direction::Other => "other",
            Direction::Better => "better",
            Direction::Same => "same",
        }
    }
}

/// A norm for one subject and year, before and after.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NormChange {
    /// The rule's id.
    pub rule: String,
    /// Its title.
    pub title: Text,
    /// Its force, on the side that has it last.
    pub strength: Strength,
    /// What it is about; empty for the agreement as a whole.
    pub subject: String,
    /// The year it is about, on the side that has it last.
    pub year: Option<i32>,
    /// The year it was about before, where the agreements are about different years.
    pub year_before: Option<i32>,
    /// What came out before; `None` when the rule or its subject was not there.
    pub before: Option<Outcome>,
    /// What came out after; `None` when the rule or its subject is not there any more.
    pub after: Option<Outcome>,
    /// Which way it went.
    pub direction: Direction,
}

pub(super) fn changed(before: Side<'_>, after: Side<'_>) -> Vec<NormChange> {
    let mut old: Vec<Option<NormChange>> = before.findings.iter().map(|f| Some(one(before, f))).collect();
    let mut out: Vec<NormChange> = vec![];
    for finding in after.findings {
        let mut new = one(after, finding);
        new.after = new.before.take();
        let key = |n: &NormChange| n.rule == new.rule && n.subject == new.subject && n.year == new.year;
        if let Some(was) = old.iter_mut().find(|n| n.as_ref().is_some_and(key)).and_then(Option::take) {
            new.before = was.before;
        }
        out.push(new);
    }
    let left: Vec<NormChange> = old.into_iter().flatten().collect();
    for was in years_apart(left, &mut out) {
        out.push(was);
    }
    for n in &mut out {
        n.direction = direction(n.before.as_ref().map(|o| o.verdict), n.after.as_ref().map(|o| o.verdict));
    }
    let weight = |n: &NormChange| n.before.iter().chain(&n.after).map(|o| o.weight).max();
    out.sort_by_key(|n| (n.direction, std::cmp::Reverse(weight(n))));
    out
}

/// Agreements of different years: a norm that each holds against one year of its own is held against both. Gives back what has
/// no such counterpart.
fn years_apart(left: Vec<NormChange>, out: &mut [NormChange]) -> Vec<NormChange> {
    let same = |a: &NormChange, b: &NormChange| a.rule == b.rule && a.subject == b.subject;
    let alone = |n: &NormChange| n.year.is_some() && left.iter().filter(|o| same(o, n)).count() == 1;
    let mut back = vec![];
    for was in &left {
        let mut new = out.iter_mut().filter(|n| same(n, was));
        match (new.next(), new.next()) {
            (Some(new), None) if new.before.is_none() && new.year.is_some() && alone(was) => {
                new.before.clone_from(&was.before);
                new.year_before = was.year;
            }
            _ => back.push(was.clone()),
        }
    }
    back
}

/// A finding as it was before.
fn one(side: Side<'_>, finding: &Finding) -> NormChange {
    let rule = side.checked.rule(finding.rule);
    NormChange {
        rule: rule.id.clone(),
        title: rule.title.clone(),
        strength: rule.strength,
        subject: finding.subject.clone(),
        year: finding.year,
        year_before: None,
        before: Some(Outcome {
            verdict: finding.verdict,
            weight: finding.weight,
            message: finding.message.clone(),
            gap: gap(side.checked, finding),
        }),
        after: None,
        direction: Direction::Same,
    }
}

/// A norm that was not there asked nothing: it counts as one that does not apply.
fn direction(before: Option<Verdict>, after: Option<Verdict>) -> Direction {
    use Verdict::{Deviation, Met, NotApplicable, NotCheckable, NotMet};
    let (before, after) = (before.unwrap_or(NotApplicable), after.unwrap_or(NotApplicable));
    match (before, after) {
        (a, b) if a == b => Direction::Same,
        (_, NotMet) | (Met | Deviation, NotCheckable) | (Met, Deviation) => Direction::Worse,
        (NotMet | NotCheckable | Deviation, Met) | (NotMet, Deviation | NotApplicable) => Direction::Better,
        _ => Direction::Other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// To fall short is worse whatever it was before; to leave figures out is no improvement.
    #[test]
    fn a_verdict_gets_better_only_by_meeting_the_norm() {
        use Verdict::{Deviation, Met, NotApplicable, NotCheckable, NotMet};
        let goes = |a, b| direction(Some(a), Some(b));
        for verdict in Verdict::ALL {
            assert_eq!(goes(verdict, verdict), Direction::Same);
            if verdict != NotMet {
                assert_eq!(goes(verdict, NotMet), Direction::Worse);
            }
        }
        assert_eq!(goes(NotMet, NotCheckable), Direction::Other);
        assert_eq!(goes(Met, NotCheckable), Direction::Worse);
        assert_eq!(goes(NotMet, Deviation), Direction::Better);
        assert_eq!(goes(Met, Deviation), Direction::Worse);
        assert_eq!(goes(NotCheckable, Met), Direction::Better);
        assert_eq!(goes(Met, NotApplicable), Direction::Other);
        assert_eq!(direction(None, Some(NotMet)), Direction::Worse);
        assert_eq!(direction(Some(NotMet), None), Direction::Better);
        assert_eq!(direction(None, Some(NotApplicable)), Direction::Same);
    }
}
