//! A change that was found.

use crate::agreement::facts::{FactId, Facts};
use crate::number::Number;
use crate::ruleset::model::Unit;

use super::Kind;
use super::figure::Measure;
use super::lab::Edit;
use super::moves::Move;
use super::search::Steps;

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
    /// What a number of steps of a move is.
    pub(super) fn by(mv: &Move, facts: &Facts, k: i64) -> Option<Found> {
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

    /// All edits, with those of the further changes.
    pub(super) fn all_edits(&self) -> Vec<Edit> {
        self.edits.iter().chain(self.also.iter().flat_map(|a| &a.edits)).cloned().collect()
    }

    /// Answers first, then homes and other counts, shares, amounts, heat, days; within those the smallest first.
    pub(super) fn rank(&self) -> (u8, &Number, Kind) {
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
