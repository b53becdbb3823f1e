//! What a change does to the other norms, and what would keep them met.
//!
//! Takes: a change that meets its norm. Gives: the norms that are met now and no longer then, and the further changes with which
//! they are met again without losing the first; or that none was found.

use crate::agreement::facts::FactId;
use crate::evaluate::finding::Verdict;

use super::Kind;
use super::candidates::candidates;
use super::figure::{number, number_in};
use super::fixed::Fixed;
use super::found::Found;
use super::lab::{Edit, Key, Lab, Verdicts};

/// Changes of another norm that are tried to keep it met, smallest first.
const MOST_REPAIRS: usize = 4;

/// What came of holding a change against all norms.
#[derive(Debug)]
pub(super) struct Clash {
    /// The change; another than it was where it had to give way.
    pub(super) found: Found,
    /// Norms that the change breaks, and that nothing was found for.
    pub(super) breaks: Vec<Key>,
    /// Norms that the further changes keep met.
    pub(super) keeps: Vec<Key>,
    /// The further changes.
    pub(super) further: Vec<Found>,
}

pub(super) fn with_others(lab: &mut Lab<'_>, fixed: &Fixed<'_>, now: &Verdicts, own: &Key, found: Found) -> Clash {
    let known = lab.facts.next();
    let edits = found.all_edits();
    let broken = lab.with(&edits, |lab| broken(lab, now, &edits, known));
    if broken.is_empty() {
        return Clash { found, breaks: vec![], keeps: vec![], further: vec![] };
    }
    let parts = Parts { found: found.clone(), further: vec![] };
    match repair(lab, fixed, now, own, parts, &broken) {
        Some(Parts { found, further }) => Clash { found, breaks: vec![], keeps: broken, further },
        None => Clash { found, breaks: broken, keeps: vec![], further: vec![] },
    }
}

/// The norms that were met and are not met with the edits that the facts have, and those that a new item, from the fact `known`
/// on, does not meet.
fn broken(lab: &Lab<'_>, now: &Verdicts, edits: &[Edit], known: FactId) -> Vec<Key> {
    let then = lab.verdicts_after(edits);
    let is_new = |key: &Key| key.about.iter().any(|id| *id >= known);
    let of_new = then.iter().filter(|(key, v)| **v == Verdict::NotMet && is_new(key)).map(|(key, _)| key.clone());
    let met = now.iter().filter(|(_, v)| matches!(v, Verdict::Met | Verdict::Deviation));
    met.filter(|(key, _)| then.get(key) == Some(&Verdict::NotMet)).map(|(key, _)| key.clone()).chain(of_new).collect()
}

/// A change with what was added to it.
#[derive(Debug, Clone)]
struct Parts {
    found: Found,
    further: Vec<Found>,
}

impl Parts {
    fn edits(&self) -> Vec<Edit> {
        self.found.all_edits().into_iter().chain(self.further.iter().flat_map(Found::all_edits)).collect()
    }

    /// With a further change: beside the others, or in the place of the one that changes the same figure.
    fn with(&self, lab: &Lab<'_>, option: Found) -> Option<Parts> {
        let mut out = self.clone();
        let known = self.edits();
        if !option.all_edits().iter().any(|e| known.iter().any(|k| k.is_at(e))) {
            out.further.push(option);
            return Some(out);
        }
        let [edit] = option.edits.as_slice() else { return None };
        let changes_it = |f: &Found| f.edits.iter().any(|e| e.is_at(edit));
        let place = if changes_it(&out.found) {
            &mut out.found
        } else {
            out.found.also.iter_mut().chain(&mut out.further).find(|f| changes_it(f))?
        };
        *place = in_place_of(lab, place, edit)?;
        Some(out)
    }
}

/// A change of one figure, going as far as another change of it.
fn in_place_of(lab: &Lab<'_>, old: &Found, edit: &Edit) -> Option<Found> {
    let (Edit::Set(id, value), 1, Kind::Raise | Kind::Lower) = (edit, old.edits.len(), old.kind) else { return None };
    let by = number_in(value)?.sub(&number(&lab.facts, *id)?);
    let (kind, size) = if by.is_negative() { (Kind::Lower, by.neg()) } else { (Kind::Raise, by) };
    Some(Found { kind, size, edits: vec![edit.clone()], ..old.clone() })
}

fn repair(
    lab: &mut Lab<'_>,
    fixed: &Fixed<'_>,
    now: &Verdicts,
    own: &Key,
    parts: Parts,
    first: &[Key],
) -> Option<Parts> {
    let mut parts = parts;
    for key in first {
        lab.refill();
        let edits = parts.edits();
        if lab.meets(key, &edits)? {
            continue;
        }
        let touched: Vec<FactId> = edits.iter().map(fact_of).collect();
        // Other figures first; then those of the change itself, as far as it still holds.
        let mut chosen = None;
        for untouched in [touched.as_slice(), &[]] {
            lab.refill();
            let (options, _) = lab.with(&edits, |lab| candidates(lab, fixed, key, untouched));
            // An item with a name to fill in is a plan of its own, not the repair of another.
            let options = options.into_iter().filter(|o| o.kind != Kind::New);
            chosen = options.take(MOST_REPAIRS).find_map(|option| {
                let all = parts.with(lab, option)?;
                lab.refill();
                (lab.meets(key, &all.edits())? && lab.meets(own, &all.edits())?).then_some(all)
            });
            if chosen.is_some() {
                break;
            }
        }
        parts = chosen?;
    }
    lab.refill();
    let edits = parts.edits();
    let known = lab.facts.next();
    let holds = lab.meets(own, &edits)? && lab.with(&edits, |lab| broken(lab, now, &edits, known)).is_empty();
    holds.then_some(parts)
}

fn fact_of(edit: &Edit) -> FactId {
    match edit {
        Edit::Set(id, _) | Edit::State(id, ..) | Edit::Append(id, _) => *id,
    }
}
