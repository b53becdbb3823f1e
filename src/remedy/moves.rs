//! The ways in which figures can be moved together: raise, lower, change into a part, add, drop, shift between years.
//!
//! Takes: the figures that an outcome read and that may be changed. Gives: moves, each a rule that says what the figures are
//! after any number of steps. Figures of one field over several years form a column: the last year takes what it can, then the
//! year before it. Never breaks `deel van`, and never goes below zero.

use jiff::civil::Date;

use crate::agreement::facts::{FactId, FactValue, Facts, Step};
use crate::number::Number;
use crate::ruleset::Checked;

use super::Kind;
use super::figure::{Measure, child, number, outside_parts, parts_of, steps, whole_of, with_number};
use super::fixed::Fixed;
use super::lab::Edit;
use super::search::Steps;

/// A figure with the room it has.
#[derive(Debug, Clone)]
struct Cell {
    fact: FactId,
    value: Number,
    /// How many steps it can take; `None` without bound.
    room: Option<i64>,
}

/// Figures that take steps in one direction, one after the other.
#[derive(Debug, Clone)]
struct Track {
    cells: Vec<Cell>,
    up: bool,
}

impl Track {
    fn room(&self) -> Option<i64> {
        self.cells.iter().try_fold(0i64, |sum, c| Some(sum.saturating_add(c.room?)))
    }
}

/// A way to move figures, by any number of steps.
#[derive(Debug, Clone)]
pub(super) struct Move {
    pub(super) kind: Kind,
    pub(super) measure: Measure,
    /// How far one step is.
    pub(super) step: Number,
    /// The column that it is about.
    pub(super) column: Vec<FactId>,
    /// The figures of the same field that the rule read, also those that may not change.
    pub(super) read: Vec<FactId>,
    tracks: Vec<Track>,
}

impl Steps for Move {
    fn most(&self) -> Option<i64> {
        self.tracks.iter().filter_map(Track::room).min()
    }

    fn edits(&self, facts: &Facts, k: i64) -> Option<Vec<Edit>> {
        let mut out = vec![];
        for track in &self.tracks {
            let mut left = k;
            for cell in &track.cells {
                let take = cell.room.map_or(left, |room| room.min(left));
                if take == 0 {
                    continue;
                }
                let by = self.step.mul(&Number::from(take));
                let value = if track.up { cell.value.add(&by) } else { cell.value.sub(&by) };
                out.push(Edit::Set(cell.fact, with_number(&facts.get(cell.fact).value, value)?));
                left = left.saturating_sub(take);
            }
            if left > 0 {
                return None;
            }
        }
        Some(out)
    }
}

impl Move {
    /// Whether `k` steps stay within the first figure of every track.
    pub(super) fn is_one_figure(&self, k: i64) -> bool {
        self.tracks.iter().all(|t| t.cells.first().is_some_and(|c| c.room.is_none_or(|room| k <= room)))
    }
}

/// Figures of one field over the years, the last year first.
#[derive(Debug, Clone)]
pub(super) struct Column {
    measure: Measure,
    cells: Vec<FactId>,
    /// What the rule read of this field, also what may not change.
    read: Vec<FactId>,
    /// The same field in every year that the file states, the last first: also in those that the rule did not read.
    every_year: Vec<FactId>,
    /// The total over all years, where the file states it besides.
    total: Option<FactId>,
}

impl Column {
    /// How many figures.
    pub(super) fn len(&self) -> usize {
        self.cells.len()
    }
}

/// What a column belongs to: a table with the way down from each of its years, or the figure itself.
#[derive(PartialEq, Eq)]
enum Place {
    Table(FactId, Vec<Step>),
    Alone(FactId),
}

/// The figures that may be moved, by column, in the order in which they were read.
pub(super) fn columns(checked: &Checked, facts: &Facts, fixed: &Fixed<'_>, read: &[FactId]) -> Vec<Column> {
    let mut out: Vec<(Place, Column)> = vec![];
    for id in read.iter().copied().filter(|id| fixed.may_change(facts, *id)) {
        let Some(measure) = Measure::of(checked, facts, id) else { continue };
        let (place, is_total) = place_of(facts, id);
        let at = out.iter().position(|(p, _)| *p == place);
        let column = match at.and_then(|i| out.get_mut(i)) {
            Some((_, column)) => column,
            None => {
                out.push((place, Column { measure, cells: vec![], read: vec![], every_year: vec![], total: None }));
                let Some((_, column)) = out.last_mut() else { continue };
                column
            }
        };
        if is_total {
            column.total = Some(id);
        } else {
            column.cells.push(id);
        }
    }
    for id in read.iter().copied().filter(|id| Measure::of(checked, facts, *id).is_some()) {
        let (place, is_total) = place_of(facts, id);
        if let Some((_, column)) = out.iter_mut().find(|(p, c)| *p == place && (!is_total || c.cells.is_empty())) {
            column.read.push(id);
        } else if !fixed.is_own(facts.get(id).span.file) {
            // What a framework or a part states for another year is known by its name.
            let name = name_of(checked, facts, id);
            let same = |c: &Column| c.cells.first().is_some_and(|own| name_of(checked, facts, *own) == name);
            if let Some((_, column)) = out.iter_mut().find(|(_, c)| same(c)) {
                column.read.push(id);
            }
        }
    }
    out.into_iter()
        .map(|(place, mut column)| {
            if column.cells.is_empty() {
                column.cells.extend(column.total.take());
            } else if column.total.is_none()
                && let Place::Table(table, way) = &place
            {
                // A total that the rule did not read would contradict the years all the same.
                let found = way.iter().try_fold(child(facts, *table, Step::Total), |at, s| Some(child(facts, at?, *s)));
                column.total = found.flatten();
            }
            if let Place::Table(table, way) = &place
                && let FactValue::Table { years, .. } = &facts.get(*table).value
            {
                let down = |id: FactId| way.iter().try_fold(id, |at, s| child(facts, at, *s));
                column.every_year = years.iter().rev().filter_map(|(_, id)| down(*id)).collect();
                column.every_year.retain(|id| fixed.may_change(facts, *id));
            }
            column.cells.sort_by_key(|id| std::cmp::Reverse(year_of(facts, *id)));
            column
        })
        .collect()
}

/// The path of a figure without its year.
fn name_of(checked: &Checked, facts: &Facts, id: FactId) -> String {
    let path = crate::agreement::path(checked, facts, id);
    year_of(facts, id).map_or(path.clone(), |year| path.replacen(&format!(".{year}"), "", 1))
}

fn place_of(facts: &Facts, id: FactId) -> (Place, bool) {
    let mut way = vec![];
    let mut at = id;
    loop {
        let fact = facts.get(at);
        match (fact.step, facts.parent(at)) {
            (Step::Year(_), Some(table)) => {
                way.reverse();
                return (Place::Table(table, way), false);
            }
            (Step::Total, Some(table)) => {
                way.reverse();
                return (Place::Table(table, way), true);
            }
            (Step::Field(_), Some(parent)) => {
                way.push(fact.step);
                at = parent;
            }
            _ => return (Place::Alone(id), false),
        }
    }
}

/// The year of the table that a figure stands in.
pub(super) fn year_of(facts: &Facts, id: FactId) -> Option<i32> {
    let mut next = Some(id);
    while let Some(id) = next {
        let fact = facts.get(id);
        if let Step::Year(year) = fact.step {
            return Some(year);
        }
        next = facts.parent(id);
    }
    None
}

/// Whether a figure is the total over the years of its table.
pub(super) fn is_total(facts: &Facts, id: FactId) -> bool {
    place_of(facts, id).1
}

/// Makes the moves of columns.
pub(super) struct Maker<'a> {
    pub(super) checked: &'a Checked,
    pub(super) facts: &'a Facts,
    pub(super) fixed: &'a Fixed<'a>,
    pub(super) today: Date,
}

impl Maker<'_> {
    /// The moves of a whole column.
    pub(super) fn together(&self, column: &Column) -> Vec<Move> {
        self.moves(column, &column.cells)
    }

    /// The moves of each of its figures by itself.
    pub(super) fn apart(&self, column: &Column) -> Vec<Move> {
        if column.cells.len() < 2 {
            return vec![];
        }
        column.cells.iter().flat_map(|c| self.moves(column, &[*c])).collect()
    }

    /// From the other years to one year, the total unchanged.
    pub(super) fn shifts(&self, column: &Column) -> Vec<Move> {
        let mut out = vec![];
        if !column.measure.adds_up() {
            return out;
        }
        for to in column.cells.iter().filter(|_| column.every_year.len() > 1) {
            let from: Vec<FactId> = column.every_year.iter().copied().filter(|c| c != to).collect();
            let (Some(up), Some(down)) = (self.up(column, &[*to], true), self.down(column, &from)) else { continue };
            out.push(Move {
                kind: Kind::Shift,
                measure: column.measure,
                step: self.step(column),
                column: column.cells.clone(),
                read: column.read.clone(),
                tracks: vec![up, down],
            });
        }
        out
    }

    fn moves(&self, column: &Column, cells: &[FactId]) -> Vec<Move> {
        let mut out = vec![];
        let measure = column.measure;
        let mut push = |kind: Kind, tracks: Option<Vec<Track>>| {
            let (cells, read, step) = (column.cells.clone(), column.read.clone(), self.step(column));
            out.extend(tracks.map(|tracks| Move { kind, measure, step, column: cells, read, tracks }));
        };
        if column.measure == Measure::Day {
            push(Kind::Earlier, self.with_total(column, self.down(column, cells), false));
            push(Kind::Later, self.with_total(column, self.up(column, cells, true), true));
            return out;
        }
        let wholes: Option<Vec<FactId>> = cells.iter().map(|c| whole_of(self.checked, self.facts, *c)).collect();
        match wholes {
            Some(wholes) => {
                push(Kind::Change, self.with_total(column, self.up(column, cells, true), true));
                if wholes.iter().all(|w| self.fixed.may_change(self.facts, *w)) {
                    let part = self.up(column, cells, false);
                    let whole = self.up(column, &wholes, false);
                    let both = part.zip(whole).map(|(a, b)| vec![a, b]);
                    // A total of either would have to move along.
                    push(Kind::Add, both.filter(|_| column.total.is_none()));
                }
            }
            None => {
                push(Kind::Raise, self.with_total(column, self.up(column, cells, true), true));
            }
        }
        let has_parts = cells.iter().any(|c| !parts_of(self.checked, self.facts, *c).is_empty());
        let kind = if has_parts { Kind::Drop } else { Kind::Lower };
        push(kind, self.with_total(column, self.down(column, cells), false));
        out
    }

    /// How far one step of a column is: as far as the last decimal of any figure that may move with it.
    fn step(&self, column: &Column) -> Number {
        let own = column.every_year.iter().chain(&column.cells).chain(&column.total);
        let wholes = own.clone().filter_map(|id| whole_of(self.checked, self.facts, *id));
        let values: Vec<Number> = own.copied().chain(wholes).filter_map(|id| number(self.facts, id)).collect();
        column.measure.step_of(&values)
    }

    /// A total that is stated beside the years moves with them.
    fn with_total(&self, column: &Column, track: Option<Track>, up: bool) -> Option<Vec<Track>> {
        let mut tracks = vec![track?];
        if let Some(total) = column.total {
            if !self.fixed.may_change(self.facts, total) {
                return None;
            }
            tracks.push(if up { self.up(column, &[total], true)? } else { self.down(column, &[total])? });
        }
        Some(tracks)
    }

    /// Upwards; a part within its whole, unless the whole grows with it.
    fn up(&self, column: &Column, cells: &[FactId], within: bool) -> Option<Track> {
        let step = self.step(column);
        let cell = |id: &FactId| {
            let value = number(self.facts, *id)?;
            let mut room = column.measure.room_up(&value, &step);
            if within && let Some(whole) = whole_of(self.checked, self.facts, *id) {
                let free = steps(&outside_parts(self.checked, self.facts, whole)?, &step)?;
                room = Some(room.map_or(free, |r| r.min(free)));
            }
            Some(Cell { fact: *id, value, room })
        };
        Some(Track { cells: cells.iter().map(cell).collect::<Option<_>>()?, up: true })
    }

    /// Downwards; a whole not below its parts.
    fn down(&self, column: &Column, cells: &[FactId]) -> Option<Track> {
        let step = self.step(column);
        let cell = |id: &FactId| {
            let value = number(self.facts, *id)?;
            let mut room = column.measure.room_down(&value, &step, self.today);
            if !parts_of(self.checked, self.facts, *id).is_empty() {
                let free = steps(&outside_parts(self.checked, self.facts, *id)?, &step)?;
                room = Some(room.map_or(free, |r| r.min(free)));
            }
            Some(Cell { fact: *id, value, room })
        };
        Some(Track { cells: cells.iter().map(cell).collect::<Option<_>>()?, up: false })
    }
}
