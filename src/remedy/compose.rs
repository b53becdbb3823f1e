//! Several figures together, for a norm that asks several things.
//!
//! Takes: a norm of which no single change meets all requirements. Gives: a change for the first requirement that fails, then one
//! for the next, and so on, when they meet the norm together and none can be a step smaller.

use crate::agreement::facts::FactId;
use crate::evaluate::finding::Verdict;

use super::fixed::Fixed;
use super::found::Found;
use super::lab::{Edit, Key, Lab};
use super::moves::{Maker, columns};
use super::reads::{Reads, comparisons};
use super::search::{Goal, Search, held};

/// Most changes that are put together: more is a new agreement.
const MOST_PARTS: usize = 3;

pub(super) fn stepwise(lab: &mut Lab<'_>, fixed: &Fixed<'_>, key: &Key, untouched: &[FactId]) -> Option<Found> {
    if lab.checked.rule(key.rule).requires.len() < 2 {
        return None;
    }
    let mut parts: Vec<Found> = vec![];
    let mut edits: Vec<Edit> = vec![];
    let mut touched = untouched.to_vec();
    for _ in 0..MOST_PARTS {
        let part = lab.with(&edits, |lab| for_first_requirement(lab, fixed, key, &touched))?;
        touched.extend(part.column.iter().copied());
        edits.extend(part.edits.iter().cloned());
        parts.push(part);
        if lab.meets(key, &edits)? {
            return smallest(lab, key, parts);
        }
    }
    None
}

/// The smallest change with which the first requirement that fails holds.
fn for_first_requirement(lab: &mut Lab<'_>, fixed: &Fixed<'_>, key: &Key, touched: &[FactId]) -> Option<Found> {
    let traced = lab.observe(key).filter(|t| t.outcome.verdict == Verdict::NotMet)?;
    let goal = Goal::Requirements(held(lab.checked, &traced).saturating_add(1));
    let mut reads = Reads::of(lab.checked, &lab.facts, &traced.steps);
    reads.stated.retain(|id| !touched.contains(id));
    let before = comparisons(lab.checked, &traced.steps);
    let facts = lab.facts.clone();
    let maker = Maker { checked: lab.checked, facts: &facts, fixed, today: lab.date };
    let columns = columns(lab.checked, &facts, fixed, &reads.stated);
    let mut search = Search { lab, key, before: &before, goal };
    let mut all: Vec<Found> = vec![];
    for mv in columns.iter().flat_map(|c| maker.together(c)) {
        let steps = search.fewest(&mv);
        all.extend(steps.and_then(|k| Found::by(&mv, &facts, k)));
    }
    all.into_iter().min_by(|a, b| a.rank().cmp(&b.rank()))
}

/// The parts as one, when the norm is not met with any of them a step smaller.
fn smallest(lab: &mut Lab<'_>, key: &Key, parts: Vec<Found>) -> Option<Found> {
    let mut fewer = vec![];
    for (i, part) in parts.iter().enumerate() {
        let others = || parts.iter().enumerate().filter(|(j, _)| *j != i).flat_map(|(_, p)| p.edits.iter().cloned());
        for less in &part.fewer {
            let edits: Vec<Edit> = less.iter().cloned().chain(others()).collect();
            if lab.meets(key, &edits)? {
                return None;
            }
            fewer.push(edits);
        }
    }
    let mut parts = parts.into_iter();
    let first = parts.next()?;
    Some(Found { fewer, also: parts.collect(), ..first })
}
