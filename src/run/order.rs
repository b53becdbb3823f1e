//! What comes first in every report, what is worth a reader's time, and outcomes counted.
//!
//! Takes: what came out of a file. Gives: the same in order. Never decides a verdict.

use std::collections::{HashMap, HashSet};

use super::FileRun;
use crate::evaluate::Detail;
use crate::evaluate::finding::{Evidence, Finding, Judged, Verdict, Weight};
use crate::ruleset::Checked;
use crate::ruleset::model::{Rule, Strength};

/// How many outcomes of each kind; index with [`Tally::of`].
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Tally {
    counts: [usize; 5],
}

impl Tally {
    pub(crate) fn add(&mut self, verdict: Verdict) {
        for (count, v) in self.counts.iter_mut().zip(Verdict::ALL) {
            if v == verdict {
                *count = count.saturating_add(1);
            }
        }
    }

    pub(crate) fn of(&self, verdict: Verdict) -> usize {
        self.counts.iter().zip(Verdict::ALL).find(|(_, v)| *v == verdict).map_or(0, |(n, _)| *n)
    }

    pub(crate) fn merge(&mut self, other: &Tally) {
        for (a, b) in self.counts.iter_mut().zip(other.counts) {
            *a = a.saturating_add(b);
        }
    }
}

/// Whether a finding is worth a reader's time by itself: not met, in doubt, an accepted deviation, a fault. The others are
/// counted, or gathered in lists.
pub(crate) fn in_full(judged: &Judged) -> bool {
    match judged.verdict {
        Verdict::Met | Verdict::NotApplicable => judged.fault,
        Verdict::NotCheckable => judged.fault || judged.weight != Weight::None,
        Verdict::NotMet | Verdict::Deviation => true,
    }
}

/// What the formats for services tell: what is worth a reader's time, with its figures.
pub(crate) fn figures_in_full(judged: &Judged) -> Option<Detail> {
    in_full(judged).then_some(Detail::Figures)
}

/// A finding with what the formats for machines say of it.
#[derive(Clone, Copy)]
pub(crate) struct Listed<'a> {
    pub(crate) checked: &'a Checked,
    pub(crate) rule: &'a Rule,
    pub(crate) finding: &'a Finding,
    /// Its index in what came out of the file, and so in its fingerprints.
    pub(crate) index: usize,
}

/// What came out of a file with its index, most important first.
pub(crate) fn listed<'a>(checked: &Checked, judged: &'a [Judged]) -> Vec<(usize, &'a Judged)> {
    let mut all: Vec<(usize, &Judged)> = judged.iter().enumerate().collect();
    all.sort_by_key(|(_, judged)| order(checked, judged));
    all
}

/// How many of each outcome a file has.
pub(crate) fn tally(file: &FileRun) -> Tally {
    let mut tally = Tally::default();
    file.judged.iter().for_each(|j| tally.add(j.verdict));
    tally
}

/// Most important first: by kind of outcome, then by the force of the norm; the rest stays as it was found.
pub(crate) fn order(checked: &Checked, judged: &Judged) -> (u8, Strength) {
    (rank(judged), checked.rule(judged.rule).strength)
}

/// Lower comes earlier.
fn rank(judged: &Judged) -> u8 {
    match (judged.verdict, judged.weight) {
        _ if judged.fault => 1,
        (Verdict::NotMet, Weight::Error) => 0,
        (Verdict::NotMet, Weight::Warning) => 2,
        (Verdict::NotCheckable, Weight::Warning | Weight::Error) => 3,
        (Verdict::Deviation, _) => 4,
        (Verdict::NotMet, _) => 5,
        (Verdict::NotCheckable, _) => 6,
        (Verdict::Met, _) => 7,
        (Verdict::NotApplicable, _) => 8,
    }
}

/// The figures of a finding, without the tables and objects that hold other figures of it.
pub(crate) fn figures(finding: &Finding) -> Vec<&Evidence> {
    let all = &finding.evidence;
    // Looked up, not compared one by one: a finding about the country rests on thousands of figures.
    let mut holders: HashSet<&str> = HashSet::with_capacity(all.len().saturating_mul(2));
    let mut last: HashMap<&str, u32> = HashMap::with_capacity(all.len());
    for e in all {
        // The longest first: when it is known, so are all shorter ones.
        let ends = e.path.char_indices().rev().filter(|(_, c)| matches!(c, '.' | '['));
        for holder in ends.filter_map(|(at, _)| e.path.get(..at)) {
            if !holders.insert(holder) {
                break;
            }
        }
        let start = last.entry(&e.path).or_insert(e.span.start);
        *start = e.span.start.max(*start);
    }
    // A table with only a total has the path of that total, which comes after it.
    let holds_another = |e: &Evidence| {
        holders.contains(e.path.as_str()) || last.get(e.path.as_str()).is_some_and(|start| e.span.start < *start)
    };
    all.iter().filter(|e| !e.label.is_empty() || !holds_another(e)).collect()
}
