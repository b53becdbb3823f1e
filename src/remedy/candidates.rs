//! What meets a norm by itself.
//!
//! Takes: a norm that is not met. Gives: every change of each kind that meets it, smallest first, and what was not looked into.
//! Never asks what a change does to other norms.

use crate::agreement::facts::FactId;
use crate::lang::{Lang, Text, list};
use crate::limits::{MAX_FIGURES_MOVED, MAX_TRIAL_STEPS};
use crate::number::Number;
use crate::text;

use super::answers::Answers;
use super::fixed::Fixed;
use super::found::Found;
use super::lab::{Key, Lab};
use super::moves::{Column, Maker, columns};
use super::reads::{Reads, comparisons};
use super::search::{Goal, Search};
use super::{Kind, compose, items};

/// What meets a norm by itself, smallest first, without touching some figures; and what was not looked into.
pub(super) fn candidates(
    lab: &mut Lab<'_>,
    fixed: &Fixed<'_>,
    key: &Key,
    untouched: &[FactId],
) -> (Vec<Found>, Vec<Text>) {
    let Some(traced) = lab.observe(key) else { return (vec![], vec![]) };
    let mut reads = Reads::of(lab.checked, &lab.facts, &traced.steps);
    reads.stated.retain(|id| !untouched.contains(id));
    let before = comparisons(lab.checked, &traced.steps);
    let mut not_searched = elsewhere(lab, fixed, &reads);
    let mut out: Vec<Found> = vec![];
    for edits in (Answers { lab, fixed, key }).find(&reads) {
        let size = Number::from(i64::try_from(edits.len()).unwrap_or(i64::MAX));
        let without = |i: usize| edits.iter().enumerate().filter(|(j, _)| *j != i).map(|(_, e)| e.clone()).collect();
        let fewer = (0..edits.len()).map(without).collect();
        out.push(Found {
            kind: Kind::Answer,
            edits,
            fewer,
            size,
            measure: None,
            column: vec![],
            read: vec![],
            also: vec![],
        });
    }
    let facts = lab.facts.clone();
    let maker = Maker { checked: lab.checked, facts: &facts, fixed, today: lab.date };
    let mut columns = columns(lab.checked, &facts, fixed, &reads.stated);
    let mut figures = 0usize;
    let all: usize = columns.iter().map(Column::len).sum();
    columns.retain(|c| {
        figures = figures.saturating_add(c.len());
        figures <= MAX_FIGURES_MOVED
    });
    let left: usize = all.saturating_sub(columns.iter().map(Column::len).sum());
    if left > 0 {
        not_searched.push(text!(
            "{left} van de {all} cijfers waar het oordeel op rust zijn niet veranderd om te zien wat dat doet",
            "{left} of the {all} figures that the verdict rests on were not changed to see what that does"
        ));
    }
    let mut search = Search { lab, key, before: &before, goal: Goal::Met };
    for column in &columns {
        let mut easy = false;
        for mv in maker.together(column) {
            let Some(k) = search.fewest(&mv) else { continue };
            easy |= mv.is_one_figure(k);
            keep(&mut out, Found::by(&mv, &facts, k));
        }
        if !easy {
            for mv in maker.apart(column).into_iter().chain(maker.shifts(column)) {
                let Some(k) = search.fewest(&mv) else { continue };
                keep(&mut out, Found::by(&mv, &facts, k));
            }
        }
    }
    if out.is_empty() {
        out.extend(compose::stepwise(lab, fixed, key, untouched));
    }
    out.extend(items::find(lab, fixed, key, &reads));
    if lab.spent_all() {
        not_searched.push(text!(
            "het zoeken is gestopt na {MAX_TRIAL_STEPS} stappen voor dit bestand; er kunnen andere veranderingen zijn, ook kleinere",
            "the search stopped after {MAX_TRIAL_STEPS} steps for this file; there may be other changes, also smaller ones"
        ));
    } else if lab.exhausted() {
        not_searched.push(text!(
            "het zoeken is gestopt na {} pogingen; er kunnen kleinere veranderingen zijn van een ander cijfer",
            "the search stopped after {} trials; there may be smaller changes of another figure",
            crate::limits::MAX_TRIALS
        ));
    }
    out.sort_by(|a, b| a.rank().cmp(&b.rank()));
    (out, not_searched)
}

/// What the verdict rests on and stands in another file: it is changed there.
fn elsewhere(lab: &Lab<'_>, fixed: &Fixed<'_>, reads: &Reads) -> Vec<Text> {
    let other = reads.stated.iter().filter_map(|id| {
        let file = lab.facts.get(*id).span.file;
        Some(&lab.sources.get(file).filter(|_| !fixed.is_own(file))?.name)
    });
    let names: std::collections::BTreeSet<&String> = other.collect();
    let names: Vec<String> = names.into_iter().cloned().collect();
    if names.is_empty() {
        return vec![];
    }
    let (nl, en) = (list(&names, Lang::Nl), list(&names, Lang::En));
    vec![Text::new(
        format!("wat in {nl} staat, is niet veranderd: kijk daar met `toets fix`"),
        format!("what stands in {en} was not changed: see there with `toets fix`"),
    )]
}

/// Keeps of each kind, for each column, the smallest.
fn keep(out: &mut Vec<Found>, new: Option<Found>) {
    let Some(new) = new else { return };
    match out.iter_mut().find(|f| f.kind == new.kind && f.column == new.column) {
        Some(known) if new.size < known.size => *known = new,
        Some(_) => {}
        None => out.push(new),
    }
}
