//! The figures that an outcome rests on, from its traced steps.

use std::collections::BTreeMap;

use crate::agreement::facts::{FactId, FactValue};
use crate::lang::Text;
use crate::ruleset::model::{ExprKind, Slot, Style, Type};
use crate::source::Span;

use super::super::finding::Evidence;
use super::super::machine::{Machine, Step};
use super::super::outcome::Outcome;
use super::super::show;
use super::super::value::{Kind, Value};
use crate::agreement::bind as place;

/// A figure with the named value that it was first read for.
struct Figure {
    fact: FactId,
    group: Option<Slot>,
}

/// Figures in the order they were met, each once; found by their number, as there may be thousands.
#[derive(Default)]
struct Figures {
    list: Vec<Figure>,
    at: BTreeMap<FactId, usize>,
}

impl Machine<'_> {
    pub(super) fn evidence(&mut self, outcome: &Outcome) -> Vec<Evidence> {
        let mut figures = Figures::default();
        let mut roots = vec![];
        let mut end = outcome.steps.len();
        while end > 0 {
            let Some(step) = outcome.steps.get(end.saturating_sub(1)) else { break };
            roots.push(end.saturating_sub(1));
            end = step.first as usize;
        }
        for root in roots.into_iter().rev() {
            self.collect(&outcome.steps, root, None, &mut figures);
        }
        let mut out: Vec<(Option<Slot>, Evidence)> = figures
            .list
            .into_iter()
            .map(|f| {
                let fact = self.facts.get(f.fact);
                let value = self.shown(f.fact);
                let path = place::path(self.checked, self.facts, f.fact);
                (
                    f.group,
                    Evidence { span: underline(fact.span, fact.key, &fact.value), path, value, label: Text::default() },
                )
            })
            .collect();
        out.sort_by_key(|(_, e)| (e.span.file, e.span.start));
        self.label_groups(outcome, &mut out);
        out.into_iter().map(|(_, e)| e).collect()
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

    fn collect(&self, steps: &[Step], at: usize, group: Option<Slot>, out: &mut Figures) {
        let Some(step) = steps.get(at) else { return };
        let kind = &self.checked.expr(step.expr).kind;
        // The parts of a named value belong to its group; the innermost name tells most.
        let rule = self.rule;
        let group = match kind {
            ExprKind::Var(slot) if rule.is_some_and(|r| r.lets.iter().any(|l| l.slot == *slot)) => Some(*slot),
            _ => group,
        };
        match kind {
            // What was asked of a whole thing (is it recorded?) rests on that thing.
            ExprKind::Recorded(_) | ExprKind::Known(_) => {
                for child in children(steps, at) {
                    if let Some(step) = steps.get(child) {
                        self.whole(&step.value, group, out);
                    }
                    self.path(steps, child, group, out);
                }
            }
            ExprKind::Field(..) | ExprKind::Index(..) => {
                self.leaves(&step.value, group, out);
                if step.value.is_unknown() {
                    self.contradiction(steps, at, group, out);
                }
                self.path(steps, at, group, out);
            }
            _ => {
                for child in children(steps, at) {
                    self.collect(steps, child, group, out);
                }
            }
        }
    }

    /// A year of a table that is stated and yet not known: then the table's total says otherwise.
    fn contradiction(&self, steps: &[Step], at: usize, group: Option<Slot>, out: &mut Figures) {
        let children = children(steps, at);
        let value = |child: Option<&usize>| child.and_then(|c| steps.get(*c)).map(|s| &s.value);
        let (Some(of), Some(index)) = (value(children.first()), value(children.get(1))) else { return };
        let (Kind::Table(table), Some(year)) = (&of.kind, index.as_year()) else { return };
        if let Some((_, stated)) = table.years.iter().find(|(y, _)| *y == year) {
            self.leaves(stated, group, out);
            table.total.iter().for_each(|total| self.leaves(total, group, out));
        }
    }

    /// The way to a figure is no evidence of its own, but what was computed to find the way is: which year, which item.
    fn path(&self, steps: &[Step], at: usize, group: Option<Slot>, out: &mut Figures) {
        let kind = steps.get(at).map(|s| &self.checked.expr(s.expr).kind);
        let children = children(steps, at);
        match (kind, children.as_slice()) {
            (Some(ExprKind::Field(..)), children) => {
                children.iter().for_each(|child| self.path(steps, *child, group, out));
            }
            // The index of a table may be a constant, which is no step.
            (Some(ExprKind::Index(..)), children) => {
                children.iter().take(1).for_each(|of| self.path(steps, *of, group, out));
                children.iter().skip(1).for_each(|index| self.collect(steps, *index, group, out));
            }
            (Some(ExprKind::Root), _) | (None, _) => {}
            _ => self.collect(steps, at, group, out),
        }
    }

    /// A thing as a whole; a path through a list gives each of its ends.
    fn whole(&self, v: &Value, group: Option<Slot>, out: &mut Figures) {
        let parts: Vec<&Value> = match &v.kind {
            Kind::List(items) => items.iter().collect(),
            Kind::Table(table) => table.years.iter().map(|(_, v)| v).chain(&table.total).collect(),
            Kind::Unknown => return,
            _ => vec![],
        };
        // The parts of a list or table of the file hang directly under it; those of a path lie further on.
        let own = |id: FactId| parts.iter().filter_map(|p| p.fact).all(|p| self.facts.get(p).parent == Some(id));
        match v.fact {
            Some(id) if own(id) => push(out, id, group),
            _ => parts.into_iter().for_each(|part| self.whole(part, group, out)),
        }
    }

    fn leaves(&self, v: &Value, group: Option<Slot>, out: &mut Figures) {
        match &v.kind {
            // That a list is empty is a figure too.
            Kind::List(items) if items.is_empty() => v.fact.into_iter().for_each(|fact| push(out, fact, group)),
            Kind::List(items) => items.iter().for_each(|i| self.leaves(i, group, out)),
            Kind::Table(table) => {
                table.years.iter().for_each(|(_, i)| self.leaves(i, group, out));
                if let Some(total) = &table.total {
                    self.leaves(total, group, out);
                }
            }
            Kind::Object | Kind::Unknown => {}
            _ => {
                if let Some(fact) = v.fact {
                    push(out, fact, group);
                }
            }
        }
    }

    /// The value of a fact as it is understood.
    pub(in super::super) fn shown(&mut self, id: FactId) -> Text {
        let tracing = std::mem::replace(&mut self.tracing, false);
        let notes = self.notes.clone();
        let v = self.read(id);
        self.notes = notes;
        self.tracing = tracing;
        let ty = super::super::trace::type_of(self.checked, self.facts, id);
        match &self.facts.get(id).value {
            FactValue::Object { .. } => Text::same(place::label(self.checked, self.facts, id)),
            FactValue::List(items) => Text::same(items.len().to_string()),
            _ => show::text(self.checked, &v, &ty, Style::Plain),
        }
    }
}

fn push(out: &mut Figures, fact: FactId, group: Option<Slot>) {
    let known = out.at.get(&fact).copied();
    match known.and_then(|at| out.list.get_mut(at)) {
        // A figure that only a condition read so far belongs to the named value that reads it.
        Some(known) => known.group = known.group.or(group),
        None => {
            out.at.insert(fact, out.list.len());
            out.list.push(Figure { fact, group });
        }
    }
}

/// Objects and lists are underlined at their key, so that a finding does not underline half a file.
fn underline(span: Span, key: Option<Span>, value: &FactValue) -> Span {
    match value {
        FactValue::Object { .. } | FactValue::List(_) | FactValue::Table { .. } => key.unwrap_or(span),
        _ => span,
    }
}

/// The direct parts of a step, in order.
pub(crate) fn children(steps: &[Step], at: usize) -> Vec<usize> {
    let Some(step) = steps.get(at) else { return vec![] };
    let first = step.first as usize;
    let mut out = vec![];
    let mut end = at;
    while end > first {
        let child = end.saturating_sub(1);
        out.push(child);
        end = steps.get(child).map_or(first, |s| s.first as usize);
    }
    out.reverse();
    out
}
