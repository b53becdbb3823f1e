//! The figures that an outcome rests on, from its traced steps.
//!
//! Takes: an outcome with its steps. Gives: the figures in order of place, each named value under the last figure that makes
//! it up. Never shows what a filter left out, unless there is nothing else to show.

use std::collections::{BTreeMap, HashSet};

use crate::agreement::facts::{FactId, FactValue};
use crate::lang::Text;
use crate::ruleset::model::{BinaryOp, Binding, ExprId, ExprKind, Slot, Style, Type};
use crate::source::{FileId, Span};

use super::super::finding::Evidence;
use super::super::machine::Machine;
use super::super::outcome::Outcome;
use super::super::show;
use super::super::step::{Step, children, roots};
use super::super::value::{Kind, Value};
use crate::agreement::bind as place;

/// A figure with the named value that it was first read for.
struct Figure {
    fact: FactId,
    group: Option<Slot>,
}

/// Figures that are told of a finding where not all are asked for: a report shows some lines of them.
const FIRST_FIGURES: usize = 50;

/// Figures in the order they were met, each once; found by their number, as there may be thousands.
#[derive(Default)]
struct Figures {
    list: Vec<Figure>,
    at: BTreeMap<FactId, usize>,
}

/// The figures met so far.
#[derive(Default)]
struct Found {
    figures: Figures,
    /// What decided that an item takes no part.
    left_out: Figures,
}

/// What a figure is read for.
#[derive(Clone, Copy, Default)]
struct For {
    /// The named value that it makes up; a figure that only a condition reads makes up none.
    group: Option<Slot>,
    /// Whether it only decided that an item takes no part.
    left_out: bool,
}

impl For {
    /// The same, for a condition, a date or a year on the way to a value.
    fn condition(self) -> Self {
        For { group: None, ..self }
    }
}

impl Found {
    fn push(&mut self, fact: FactId, role: For) {
        let figures = if role.left_out { &mut self.left_out } else { &mut self.figures };
        let known = figures.at.get(&fact).copied();
        match known.and_then(|at| figures.list.get_mut(at)) {
            // A figure that only a condition read so far belongs to the named value that reads it.
            Some(known) => known.group = known.group.or(role.group),
            None => {
                figures.at.insert(fact, figures.list.len());
                figures.list.push(Figure { fact, group: role.group });
            }
        }
    }
}

impl Machine<'_> {
    /// The figures that steps read: all of them, or the first and how many more there are.
    pub(in crate::evaluate) fn evidence(
        &mut self,
        outcome: &Outcome,
        steps: &[Step],
        all: bool,
    ) -> (Vec<Evidence>, usize) {
        let mut found = Found::default();
        for root in roots(steps) {
            self.collect(steps, root, For::default(), &mut found);
        }
        let figures = if found.figures.list.is_empty() { found.left_out } else { found.figures };
        let mut figures: Vec<(Span, Figure)> = figures.list.into_iter().map(|f| (self.underlined(f.fact), f)).collect();
        figures.sort_by_key(|(span, _)| (span.file, span.start));
        let left_out = if all { 0 } else { self.leave_out(&mut figures) };
        let mut paths = place::Paths::new(self.checked, self.facts);
        let mut out: Vec<(Option<Slot>, Evidence)> = figures
            .into_iter()
            .map(|(span, f)| {
                let (path, value) = (paths.of(f.fact), self.shown(f.fact));
                (f.group, Evidence { span, path, value, label: Text::default() })
            })
            .collect();
        self.label_groups(outcome, &mut out);
        (out.into_iter().map(|(_, e)| e).collect(), left_out)
    }

    fn underlined(&self, id: FactId) -> Span {
        let fact = self.facts.get(id);
        underline(fact.span, fact.key, &fact.value)
    }

    /// Leaves out what a report has no room for: a finding about the country rests on thousands of figures. The first
    /// ones stay, and those in the files where a named value is told. Gives the number of the others, without the tables and
    /// objects that hold another figure.
    fn leave_out(&self, figures: &mut Vec<(Span, Figure)>) -> usize {
        let mut told: Vec<Slot> = vec![];
        let mut files: Vec<FileId> = vec![];
        let mut last: Vec<FactId> = vec![];
        for (span, figure) in figures.iter().rev() {
            if let Some(slot) = figure.group.filter(|slot| !told.contains(slot)) {
                told.push(slot);
                // In one large file the figure under which a named value is told; of a country the whole file.
                if self.portfolio {
                    files.push(span.file);
                } else {
                    last.push(figure.fact);
                }
            }
        }
        let mut holders: HashSet<FactId> = HashSet::new();
        for (_, figure) in figures.iter() {
            let mut above = self.facts.parent(figure.fact);
            while let Some(id) = above.filter(|id| holders.insert(*id)) {
                above = self.facts.parent(id);
            }
        }
        let mut left_out = 0usize;
        let mut place = 0usize;
        figures.retain(|(span, figure)| {
            place = place.saturating_add(1);
            let stays = place <= FIRST_FIGURES || files.contains(&span.file) || last.contains(&figure.fact);
            if !stays && !holders.contains(&figure.fact) {
                left_out = left_out.saturating_add(1);
            }
            stays
        });
        left_out
    }

    /// Puts the name and outcome of a named value under the last of its figures.
    fn label_groups(&mut self, outcome: &Outcome, out: &mut [(Option<Slot>, Evidence)]) {
        let rule = self.checked.rule(outcome.rule);
        let mut done: Vec<Slot> = vec![];
        for i in (0..out.len()).rev() {
            let Some(slot) = out.get(i).and_then(|(s, _)| *s) else { continue };
            if done.contains(&slot) {
                continue;
            }
            done.push(slot);
            let Some(Some(value)) = outcome.frame.get(slot.index()) else { continue };
            let name = rule.slot_names.get(slot.index()).map_or("", String::as_str).replace('_', " ");
            let ty = rule.slot_types.get(slot.index()).unwrap_or(&Type::Error);
            let value = show::text(self.checked, value, ty, Style::Plain);
            if let Some((_, e)) = out.get_mut(i) {
                e.label = Text::new(format!("{name} {}", value.nl), format!("{name} {}", value.en));
            }
        }
    }

    fn collect(&self, steps: &[Step], at: usize, role: For, out: &mut Found) {
        let Some(step) = steps.get(at) else { return };
        let kind = &self.checked.expr(step.expr).kind;
        let each = |role: For, out: &mut Found| {
            children(steps, at).into_iter().for_each(|child| self.collect(steps, child, role, out));
        };
        match kind {
            // The parts of a named value belong to its group; the innermost name tells most. It is computed once, where it is
            // first asked for: that may be a filter that leaves an item out.
            // Of a variable that stands for an item there is nothing below.
            ExprKind::Var(slot) => {
                each(For { group: Some(*slot), left_out: false }, out);
            }
            // What was asked of a whole thing (is it recorded?) rests on that thing.
            ExprKind::Recorded(_) | ExprKind::Known(_) => {
                let role = role.condition();
                for child in children(steps, at) {
                    if let Some(step) = steps.get(child) {
                        self.whole(&step.value, role, out);
                    }
                    self.path(steps, child, role, out);
                }
            }
            ExprKind::Field(..) | ExprKind::Index(..) => {
                self.leaves(&step.value, role, out);
                if step.value.is_unknown() {
                    self.contradiction(steps, at, role, out);
                }
                self.path(steps, at, role, out);
            }
            ExprKind::If(condition, ..) => {
                for child in children(steps, at) {
                    let role = if is(steps, child, *condition) { role.condition() } else { role };
                    self.collect(steps, child, role, out);
                }
            }
            ExprKind::Over(_, binding, body) => {
                // Without a body the items themselves are counted.
                let items = if body.is_some() { role.condition() } else { role };
                self.over_items(steps, at, binding, (items, role), out);
            }
            ExprKind::Collect(binding, _) => self.over_items(steps, at, binding, (role.condition(), role), out),
            ExprKind::Quantified(_, binding, _) | ExprKind::Pick(_, binding, _) => {
                self.over_items(steps, at, binding, (role.condition(), role.condition()), out);
            }
            kind if is_condition(kind) => each(role.condition(), out),
            _ => each(role, out),
        }
    }

    /// The items that an expression goes through: what is read of those that its filter left out is no evidence.
    fn over_items(&self, steps: &[Step], at: usize, binding: &Binding, (over, body): (For, For), out: &mut Found) {
        let children = children(steps, at);
        let answers: Vec<Option<bool>> = children
            .iter()
            .filter(|child| binding.filter.is_some_and(|f| is(steps, **child, f)))
            .map(|child| steps.get(*child).and_then(|s| s.value.truth()))
            .collect();
        for child in children {
            let Some(step) = steps.get(child) else { continue };
            if step.expr == binding.over {
                let mut found = Found::default();
                self.collect(steps, child, over, &mut found);
                let gone = left_out(&step.value, &answers);
                for f in found.figures.list {
                    let left_out = over.left_out || gone.contains(&f.fact);
                    out.push(f.fact, For { group: f.group, left_out });
                }
                found.left_out.list.into_iter().for_each(|f| out.push(f.fact, For { group: None, left_out: true }));
            } else if binding.filter == Some(step.expr) {
                let left_out = body.left_out || step.value.truth() == Some(false);
                self.collect(steps, child, For { group: None, left_out }, out);
            } else {
                self.collect(steps, child, body, out);
            }
        }
    }

    /// A year of a table that is stated and yet not known: then the table's total says otherwise.
    fn contradiction(&self, steps: &[Step], at: usize, role: For, out: &mut Found) {
        let children = children(steps, at);
        let value = |child: Option<&usize>| child.and_then(|c| steps.get(*c)).map(|s| &s.value);
        let (Some(of), Some(index)) = (value(children.first()), value(children.get(1))) else { return };
        let (Kind::Table(table), Some(year)) = (&of.kind, index.as_year()) else { return };
        if let Some((_, stated)) = table.years.iter().find(|(y, _)| *y == year) {
            self.leaves(stated, role, out);
            table.total.iter().for_each(|total| self.leaves(total, role, out));
        }
    }

    /// The way to a figure is no evidence of its own, but what was computed to find the way is: which year, which item.
    fn path(&self, steps: &[Step], at: usize, role: For, out: &mut Found) {
        let kind = steps.get(at).map(|s| &self.checked.expr(s.expr).kind);
        let children = children(steps, at);
        match (kind, children.as_slice()) {
            (Some(ExprKind::Field(..)), children) => {
                children.iter().for_each(|child| self.path(steps, *child, role, out));
            }
            // The index of a table may be a constant, which is no step.
            (Some(ExprKind::Index(..)), children) => {
                children.iter().take(1).for_each(|of| self.path(steps, *of, role, out));
                children.iter().skip(1).for_each(|index| self.collect(steps, *index, role.condition(), out));
            }
            _ => self.collect(steps, at, role, out),
        }
    }

    /// A thing as a whole; a path through a list gives each of its ends.
    fn whole(&self, v: &Value, role: For, out: &mut Found) {
        let parts: Vec<&Value> = match &v.kind {
            Kind::List(items) => items.iter().collect(),
            Kind::Table(table) => table.years.iter().map(|(_, v)| v).chain(&table.total).collect(),
            _ => vec![],
        };
        // The parts of a list or table of the file hang directly under it; those of a path lie further on.
        let own = |id: FactId| parts.iter().filter_map(|p| p.fact).all(|p| self.facts.parent(p) == Some(id));
        match v.fact {
            Some(id) if own(id) => out.push(id, role),
            _ => parts.into_iter().for_each(|part| self.whole(part, role, out)),
        }
    }

    fn leaves(&self, v: &Value, role: For, out: &mut Found) {
        match &v.kind {
            // That a list is empty is a figure too.
            Kind::List(items) if items.is_empty() => v.fact.into_iter().for_each(|fact| out.push(fact, role)),
            Kind::List(items) => items.iter().for_each(|i| self.leaves(i, role, out)),
            Kind::Table(table) => {
                table.years.iter().for_each(|(_, i)| self.leaves(i, role, out));
                if let Some(total) = &table.total {
                    self.leaves(total, role, out);
                }
            }
            Kind::Object | Kind::Unknown => {}
            _ => {
                if let Some(fact) = v.fact {
                    out.push(fact, role);
                }
            }
        }
    }

    /// The value of a fact as it is understood.
    pub(in super::super) fn shown(&mut self, id: FactId) -> Text {
        let v = self.aside(|m| m.read(id));
        let ty = crate::agreement::type_of(self.checked, self.facts, id);
        match &self.facts.get(id).value {
            FactValue::Object { .. } => Text::same(place::label(self.checked, self.facts, id)),
            FactValue::List(_) => {
                let items = if let Kind::List(items) = &v.kind { items.len() } else { 0 };
                Text::same(items.to_string())
            }
            _ => show::text(self.checked, &v, &ty, Style::Plain),
        }
    }
}

fn is(steps: &[Step], at: usize, e: ExprId) -> bool {
    steps.get(at).is_some_and(|s| s.expr == e)
}

/// Whether the parts of an expression decide about its value, or say when, rather than make it up.
fn is_condition(kind: &ExprKind) -> bool {
    match kind {
        ExprKind::Binary(op, ..) => !matches!(op, BinaryOp::Add | BinaryOp::Sub | BinaryOp::Mul | BinaryOp::Div),
        ExprKind::Not(_)
        | ExprKind::In(..)
        | ExprKind::Outcome(..)
        | ExprKind::Param(..)
        | ExprKind::Years(_)
        | ExprKind::YearOf(_)
        | ExprKind::PeriodYear(..)
        | ExprKind::MakeDate(..)
        | ExprKind::DateAfter(..) => true,
        _ => false,
    }
}

/// The items of a list that a filter left out, by its answers in order.
fn left_out(over: &Value, answers: &[Option<bool>]) -> Vec<FactId> {
    let items: Vec<Option<FactId>> = match &over.kind {
        Kind::List(items) => items.iter().filter(|i| !i.is_unknown()).map(|i| i.fact).collect(),
        _ => vec![],
    };
    // Years that a table should state are asked about too; then the answers are not one for each item.
    if items.len() != answers.len() {
        return vec![];
    }
    items.into_iter().zip(answers).filter(|(_, a)| **a == Some(false)).filter_map(|(fact, _)| fact).collect()
}

/// Objects and lists are underlined at their key, so that a finding does not underline half a file.
fn underline(span: Span, key: Option<Span>, value: &FactValue) -> Span {
    match value {
        FactValue::Object { .. } | FactValue::List(_) | FactValue::Table { .. } => key.unwrap_or(span),
        _ => span,
    }
}
