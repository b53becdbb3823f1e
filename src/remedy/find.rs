//! From a finding that is not met to its proposals.
//!
//! Takes: a finding with the facts it rests on. Gives: what was found, ranked by size, held against all other norms and written
//! down.

use crate::agreement::facts::{FactId, Facts};
use crate::evaluate::Case;
use crate::evaluate::finding::Judged;
use crate::lang::{Lang, Text, list};
use crate::limits::{MAX_FACTS_FOR_TRIALS, MAX_FIGURES_MOVED, MAX_PROPOSALS, MAX_TRIAL_STEPS};
use crate::number::Number;
use crate::ruleset::Checked;
use crate::text;

use super::answers::Answers;
use super::figure::Measure;
use super::fixed::Fixed;
use super::lab::{Edit, Key, Lab, Verdicts};
use super::moves::{Column, Maker, Move, columns};
use super::reads::{Reads, comparisons};
use super::search::{Goal, Search, Steps};
use super::{Kind, Proposal, Remedies, Sought, clash, compose, is_wanted, items, words};

/// A change that meets a norm.
#[derive(Debug, Clone)]
pub(super) struct Found {
    pub(super) kind: Kind,
    pub(super) edits: Vec<Edit>,
    /// The same in kind, one step smaller: tried, and not enough.
    pub(super) fewer: Vec<Vec<Edit>>,
    /// How far figures move, or how many answers change.
    pub(super) size: Number,
    pub(super) measure: Option<Measure>,
    /// All figures of the field that moves.
    pub(super) column: Vec<FactId>,
    /// The figures of that field that the rule read.
    pub(super) read: Vec<FactId>,
    /// Further changes that it takes.
    pub(super) also: Vec<Found>,
}

impl Found {
    /// All edits, with those of the further changes.
    pub(super) fn all_edits(&self) -> Vec<Edit> {
        self.edits.iter().chain(self.also.iter().flat_map(|a| &a.edits)).cloned().collect()
    }

    /// Answers first, then homes and other counts, shares, amounts, heat, days; within those the smallest first.
    pub(super) fn rank(&self) -> (u8, &Number, Kind) {
        use crate::ruleset::model::Unit;
        let sort = match self.measure {
            None => 0,
            Some(Measure::Number(Unit::Count(_) | Unit::Balance(_))) => 1,
            Some(Measure::Number(Unit::Percentage | Unit::Points | Unit::Ratio)) => 2,
            Some(Measure::Number(Unit::Euro(_))) => 3,
            Some(Measure::Number(_)) => 4,
            Some(Measure::Day) => 5,
        };
        (sort, &self.size, self.kind)
    }
}

impl Case<'_> {
    /// Looks, for each norm that is not met, for the changes that meet it, and numbers them: most important finding first. Of
    /// several files together nothing is changed: each has figures of its own.
    #[must_use]
    pub fn remedies(self, judged: &[Judged]) -> Remedies {
        let mut out = Remedies::default();
        if self.facts.is_portfolio(self.checked) || !judged.iter().any(is_wanted) {
            return out;
        }
        if self.facts.len() > MAX_FACTS_FOR_TRIALS {
            let n = self.facts.len();
            return Remedies::unsought(text!(
                "naar veranderingen is niet gezocht: het bestand heeft {n} gegevens, en gezocht wordt tot {MAX_FACTS_FOR_TRIALS}",
                "changes were not sought: the file has {n} values, and they are sought up to {MAX_FACTS_FOR_TRIALS}"
            ));
        }
        let fixed = Fixed::new(self.checked, self.facts, self.date);
        let mut lab = Lab::new(self);
        let now = lab.verdicts();
        for judged in judged.iter().filter(|j| is_wanted(j)) {
            let sought = if lab.spent_all() {
                let why = text!(
                    "hier is niet naar veranderingen gezocht: voor de bevindingen ervoor ging al het werk op dat er voor een bestand is ({MAX_TRIAL_STEPS} stappen)",
                    "no changes were sought here: the findings before it took all the work that there is for a file ({MAX_TRIAL_STEPS} steps)"
                );
                Sought { proposals: vec![], not_searched: vec![why] }
            } else {
                of_one(&mut lab, &fixed, &now, &Key::of(judged))
            };
            out.of.insert((judged.rule, judged.nth), sought);
        }
        number(self.checked, judged, &mut out);
        out
    }
}

/// Numbers the proposals in the order in which a report shows the findings.
fn number(checked: &Checked, judged: &[Judged], out: &mut Remedies) {
    let mut order: Vec<&Judged> = judged.iter().collect();
    order.sort_by_key(|j| (std::cmp::Reverse(j.weight), checked.rule(j.rule).strength));
    let mut next = 1usize;
    for judged in order {
        let sought = out.of.get_mut(&(judged.rule, judged.nth));
        for proposal in sought.into_iter().flat_map(|s| &mut s.proposals) {
            proposal.number = next;
            next = next.saturating_add(1);
        }
    }
}

fn of_one(lab: &mut Lab<'_>, fixed: &Fixed<'_>, now: &Verdicts, key: &Key) -> Sought {
    lab.refill();
    let (found, mut not_searched) = candidates(lab, fixed, key, &[]);
    let mut out: Vec<Proposal> = vec![];
    let all = found.len();
    for one in shown(found) {
        if out.len() == MAX_PROPOSALS {
            break;
        }
        let clash = clash::with_others(lab, fixed, now, key, one);
        out.extend(words::written_down(lab, key, &clash));
    }
    let more = all.saturating_sub(out.len());
    if more > 0 && out.len() == MAX_PROPOSALS {
        not_searched.push(text!(
            "er zijn nog {more} andere veranderingen, van gelijke of grotere omvang",
            "there are {more} other changes, of the same or a larger size"
        ));
    }
    Sought { proposals: out, not_searched }
}

/// The changes in the order to show them: those that are looked at for words are the smallest of each kind, then the others; in
/// that choice the smallest comes first.
fn shown(found: Vec<Found>) -> Vec<Found> {
    let mut kinds: Vec<Kind> = vec![];
    let (mut first, others): (Vec<Found>, Vec<Found>) = found.into_iter().partition(|f| {
        let new = f.kind == Kind::Answer || !kinds.contains(&f.kind);
        kinds.push(f.kind);
        new
    });
    first.extend(others);
    let rest = first.split_off(first.len().min(MAX_PROPOSALS));
    first.sort_by(|a, b| a.rank().cmp(&b.rank()));
    first.extend(rest);
    first
}

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
            keep(&mut out, found(&mv, &facts, k));
        }
        if !easy {
            for mv in maker.apart(column).into_iter().chain(maker.shifts(column)) {
                let Some(k) = search.fewest(&mv) else { continue };
                keep(&mut out, found(&mv, &facts, k));
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

/// What a number of steps of a move is.
pub(super) fn found(mv: &Move, facts: &Facts, k: i64) -> Option<Found> {
    Some(Found {
        kind: mv.kind,
        edits: mv.edits(facts, k)?,
        fewer: vec![mv.edits(facts, k.saturating_sub(1))?],
        size: mv.step.mul(&Number::from(k)),
        measure: Some(mv.measure),
        column: mv.column.clone(),
        read: mv.read.clone(),
        also: vec![],
    })
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
