//! What a change does to the other norms, and what would keep them met.
//!
//! Takes: a change that meets its norm. Gives: the norms that are met now and no longer then, and the further changes with which
//! they are met again without losing the first; or that none was found.

use crate::agreement::facts::FactId;
use crate::evaluate::finding::Verdict;

use super::find::{Found, candidates};
use super::fixed::Fixed;
use super::lab::{Edit, Key, Lab, Verdicts};

/// Changes of another norm that are tried to keep it met, smallest first.
const MOST_REPAIRS: usize = 4;

/// What came of holding a change against all norms.
#[derive(Debug, Default)]
pub(super) struct Clash {
    /// Norms that the change breaks, and that nothing was found for.
    pub(super) breaks: Vec<Key>,
    /// Norms that the further changes keep met.
    pub(super) keeps: Vec<Key>,
    /// The further changes.
    pub(super) further: Vec<Found>,
}

pub(super) fn with_others(lab: &mut Lab<'_>, fixed: &Fixed<'_>, now: &Verdicts, own: &Key, found: &Found) -> Clash {
    let broken = lab.with(&found.all_edits(), |lab| broken(lab, now));
    if broken.is_empty() {
        return Clash::default();
    }
    match repair(lab, fixed, now, own, found, &broken) {
        Some(further) => Clash { breaks: vec![], keeps: broken, further },
        None => Clash { breaks: broken, ..Clash::default() },
    }
}

/// The norms that were met and are not met with the facts as they are.
fn broken(lab: &Lab<'_>, now: &Verdicts) -> Vec<Key> {
    let then = lab.verdicts();
    let met = now.iter().filter(|(_, v)| matches!(v, Verdict::Met | Verdict::Deviation));
    met.filter(|(key, _)| then.get(key) == Some(&Verdict::NotMet)).map(|(key, _)| key.clone()).collect()
}

fn repair(
    lab: &mut Lab<'_>,
    fixed: &Fixed<'_>,
    now: &Verdicts,
    own: &Key,
    found: &Found,
    first: &[Key],
) -> Option<Vec<Found>> {
    let mut edits = found.all_edits();
    let mut further = vec![];
    for key in first {
        lab.refill();
        if lab.meets(key, &edits)? {
            continue;
        }
        let touched: Vec<FactId> = edits.iter().map(fact_of).collect();
        let (options, _) = lab.with(&edits, |lab| candidates(lab, fixed, key, &touched));
        let chosen = options.into_iter().take(MOST_REPAIRS).find_map(|option| {
            let mut all = edits.clone();
            all.extend(option.all_edits());
            lab.refill();
            (lab.meets(key, &all)? && lab.meets(own, &all)?).then_some((option, all))
        });
        let (option, all) = chosen?;
        edits = all;
        further.push(option);
    }
    lab.refill();
    let holds = lab.meets(own, &edits)? && lab.with(&edits, |lab| broken(lab, now)).is_empty();
    holds.then_some(further)
}

fn fact_of(edit: &Edit) -> FactId {
    match edit {
        Edit::Set(id, _) | Edit::State(id, ..) => *id,
    }
}
