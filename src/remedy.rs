//! What would change it: for a norm that is not met, the smallest changes of the agreement's own figures that meet it.
//!
//! Takes: a case of one file and what came out of it. Gives: for each norm that is not met the changes that
//! were tried and hold, smallest first, with the places in the file and what to write there. Never shows a change that was not
//! evaluated, never touches what lies fixed ([`crate::ruleset::model::Field::fixed`]), and says what it did not look into.
//!
//! ```text
//! finding ─▶ reads (what was read) ─▶ moves, answers, items ─▶ search (try, halve) ─▶ clash (other norms) ─▶ written down
//! ```

mod answers;
mod append;
mod apply;
mod candidates;
mod clash;
mod compose;
mod figure;
mod find;
mod fixed;
mod found;
mod insert;
mod items;
mod lab;
mod moves;
mod notation;
mod reads;
mod search;
mod words;

pub use apply::{Unwritable, write};

use std::collections::BTreeMap;

use crate::evaluate::finding::{Judged, Verdict};
use crate::lang::Text;
use crate::ruleset::model::RuleId;
use crate::source::Span;
use crate::text;

pub(crate) use lab::Edit;

/// In what way figures change.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    /// Part of a whole becomes another part of it: homes into social rent.
    Change,
    /// A part grows, and the whole with it.
    Add,
    /// A whole shrinks by what is in none of its parts.
    Drop,
    /// A figure goes up.
    Raise,
    /// A figure goes down.
    Lower,
    /// From one year to another.
    Shift,
    /// A day comes earlier.
    Earlier,
    /// A day comes later.
    Later,
    /// Yes-or-no answers and choices are given, or given otherwise.
    Answer,
    /// A list gets one more item, with a name to fill in and one figure.
    New,
}

impl Kind {
    /// The word machines read.
    #[must_use]
    pub fn id(self) -> &'static str {
        match self {
            Kind::Change => "change",
            Kind::Add => "add",
            Kind::Drop => "drop",
            Kind::Raise => "raise",
            Kind::Lower => "lower",
            Kind::Shift => "shift",
            Kind::Earlier => "earlier",
            Kind::Later => "later",
            Kind::Answer => "answer",
            Kind::New => "new",
        }
    }
}

/// A change of the agreement that meets a norm: it was tried.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Proposal {
    /// Its number among all proposals of the file, from 1, for `toets fix --apply`; 0 while it has none.
    pub number: usize,
    /// In words.
    pub text: Text,
    /// In what way figures change.
    pub kind: Kind,
    /// By how much, in `unit`; a decimal number with a point.
    pub size: String,
    /// What the size counts, from the data model: `woningen`, `procentpunt`, `€ per maand`; how many answers otherwise.
    pub unit: Text,
    /// What to write in the file.
    pub changes: Vec<Change>,
    /// Norms that are met now and are not met after this change.
    pub breaks: Vec<String>,
    /// Norms that would not have been met any more, but are with the further changes among `changes`.
    pub keeps: Vec<String>,
    pub(crate) edits: Vec<Edit>,
    /// The same in kind, one step smaller.
    pub(crate) fewer: Vec<Vec<Edit>>,
}

/// A change at one place of the file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    /// Where, as a path in the agreement.
    pub path: String,
    /// The characters to replace; none where something is stated that was not.
    pub span: Span,
    /// The value as it stands in the file; empty where nothing is stated.
    pub from: String,
    /// The value as it must stand there.
    pub to: String,
    /// The unit of the figure, from the data model.
    pub unit: Text,
    /// The characters to put in the place of the span: `to`, with its key and indentation where it is new.
    pub(crate) written: String,
    /// Written below what else is written at the same place: an item of a list, below a field of the item before it.
    pub(crate) below: bool,
}

/// Several proposals as one; `None` when two of them change the same figure.
pub fn together<'p>(all: impl IntoIterator<Item = &'p Proposal>) -> Option<Proposal> {
    let mut all = all.into_iter();
    let mut out = all.next()?.clone();
    for next in all {
        for (change, edit) in next.changes.iter().zip(&next.edits) {
            if out.edits.iter().any(|e| e.is_at(edit)) {
                return None;
            }
            out.changes.push(change.clone());
            out.edits.push(edit.clone());
        }
    }
    Some(out)
}

/// What came of looking for changes that meet a norm.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Sought {
    /// The changes that were tried and hold, smallest first.
    pub proposals: Vec<Proposal>,
    /// What was not looked into.
    pub not_searched: Vec<Text>,
}

/// What came of it for all findings of a file.
#[derive(Debug, Clone, Default)]
pub struct Remedies {
    /// By rule, and which of its outcomes.
    of: BTreeMap<(RuleId, u32), Sought>,
    /// Nothing was sought for findings that are not among them: why.
    unsought: Sought,
}

impl Remedies {
    /// Nothing was sought, for this reason.
    fn unsought(why: Text) -> Self {
        Remedies { of: BTreeMap::new(), unsought: Sought { proposals: vec![], not_searched: vec![why] } }
    }

    /// Of a country's files nothing is sought: it would take longer than all else.
    #[must_use]
    pub fn of_many_files() -> Self {
        Remedies::unsought(text!(
            "bij zoveel bestanden is niet naar veranderingen gezocht; toets dit bestand apart",
            "with so many files changes were not sought; check this file on its own"
        ))
    }

    /// What came of it for an outcome; nothing where none is wanted.
    #[must_use]
    pub fn of(&self, judged: &Judged) -> &Sought {
        const NOTHING: &Sought = &Sought { proposals: Vec::new(), not_searched: Vec::new() };
        match self.of.get(&(judged.rule, judged.nth)) {
            Some(sought) => sought,
            None if is_wanted(judged) => &self.unsought,
            None => NOTHING,
        }
    }

    /// All proposals, in the order of their numbers.
    #[must_use]
    pub fn proposals(&self) -> Vec<&Proposal> {
        let mut all: Vec<&Proposal> = self.of.values().flat_map(|s| &s.proposals).collect();
        all.sort_by_key(|p| p.number);
        all
    }

    /// The proposal with a number, and what it is for.
    #[must_use]
    pub fn numbered<'r>(&'r self, judged: &'r [Judged], number: usize) -> Option<(&'r Judged, &'r Proposal)> {
        let mut all = judged.iter().flat_map(|j| self.of(j).proposals.iter().map(move |p| (j, p)));
        all.find(|(_, p)| p.number == number)
    }
}

/// Whether changes that meet the norm are sought.
fn is_wanted(judged: &Judged) -> bool {
    judged.verdict == Verdict::NotMet && !judged.fault
}
