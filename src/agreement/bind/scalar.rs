//! Single values: yes or no, text, dates, periods, choices, rule ids; alone or under `waarde` with marks beside it.

use std::sync::Arc;

use jiff::civil::Date;

use crate::agreement::error::{self, Hints};
use crate::agreement::facts::{FactId, FactValue};
use crate::agreement::notation::{self, DateFault};
use crate::agreement::tree::{Data, Entry, NodeId};
use crate::diagnostic::did_you_mean;
use crate::lang::{self, Text};
use crate::ruleset::model::{Choice, ChoiceListId, Type};
use crate::source::Span;
use crate::text;

use super::describe;
use super::{Binder, Context, Spot, Words};

pub(super) const VALUE: &str = "waarde";
const FROM: &str = "van";
const TO: &str = "tot";
const THROUGH: &str = "tot_en_met";

impl Binder<'_> {
    pub(super) fn scalar(&mut self, ty: &Type, node: NodeId, spot: Spot, context: Context) -> Option<FactId> {
        let tree = self.tree;
        match tree.get(node).data {
            Data::Null => None,
            Data::Scalar(_) => {
                let value = self.scalar_value(ty, node)?;
                let promised = matches!(ty, Type::Num(_) | Type::Bool);
                let context = if promised { context } else { context.of_a_fact() };
                Some(self.fact(tree.span(node), spot, context, value))
            }
            Data::Map(entries) => {
                let context = self.with_marks(entries, |_| false, context);
                let (value, span) = match ty {
                    Type::Num(unit) => {
                        let (bounds, span) = self.bounds_mapping(*unit, entries, spot, tree.span(node))?;
                        (FactValue::Number(bounds), span)
                    }
                    Type::Period => self.period_mapping(entries, spot, tree.span(node))?,
                    _ => self.value_mapping(ty, entries, spot, tree.span(node))?,
                };
                Some(self.fact(span, spot, context, value))
            }
            Data::Seq(_) => {
                self.wrong_type(ty, node);
                None
            }
        }
    }

    /// Reads the text of a scalar node as a type.
    pub(super) fn scalar_value(&mut self, ty: &Type, node: NodeId) -> Option<FactValue> {
        let tree = self.tree;
        let Some(written) = tree.text(node) else {
            self.wrong_type(ty, node);
            return None;
        };
        match ty {
            Type::Text => Some(FactValue::Text(Arc::from(notation::one_form(written)))),
            Type::RuleRef => Some(FactValue::RuleRef(Arc::from(written.trim()))),
            Type::Bool => {
                let value = notation::yes_no(written).map(FactValue::Bool);
                if value.is_none() {
                    self.wrong_type(ty, node);
                }
                value
            }
            Type::Date => self.date(ty, node, notation::date(written)).map(FactValue::Date),
            Type::Period => self.date(ty, node, notation::period(written)).map(|(a, b)| FactValue::Period(a, b)),
            Type::Num(unit) => self.figure(*unit, node).map(FactValue::Number),
            Type::Choice(list) => {
                let what = Text::same(format!("`{}`", self.checked.choice_list(*list).name));
                self.choice(*list, node, &what).map(FactValue::Choice)
            }
            Type::Error | Type::Object(_) | Type::List(_) | Type::Table { .. } => None,
        }
    }

    fn date<T>(&mut self, ty: &Type, node: NodeId, read: Result<T, DateFault>) -> Option<T> {
        match read {
            Ok(value) => Some(value),
            Err(fault) => {
                let written = self.tree.text(node).unwrap_or("").trim();
                let (expected, example) = describe::expected(self.checked, ty);
                let found = self.found_here(node);
                let span = self.tree.span(node);
                self.report(error::date_fault(span, written, &fault, &expected, &example, &found));
                None
            }
        }
    }

    /// The index of a written value in a choice list: its name or one of its codes, in capitals or not.
    pub(super) fn choice(&mut self, list: ChoiceListId, node: NodeId, what: &Text) -> Option<usize> {
        let choices = &self.checked.choice_list(list).choices;
        let span = self.tree.span(node);
        let Some(written) = self.tree.text(node) else {
            self.wrong_type(&Type::Choice(list), node);
            return None;
        };
        let words = self.choices.entry(list).or_insert_with(|| Words::of(choices));
        let by_name = words.names.get(&notation::word(written));
        let found = by_name.or_else(|| words.codes.get(&written.trim().to_ascii_lowercase())).copied();
        if found.is_none() && self.found.has_room(span) {
            let names = || choices.iter().map(|c| c.name.as_str());
            let codes = choices.iter().flat_map(|c| c.codes.iter().map(String::as_str));
            let meant = did_you_mean(written, names().chain(codes));
            let described: Vec<String> = choices.iter().take(MOST_CHOICES).map(with_codes).collect();
            let more = if choices.len() > MOST_CHOICES { ", …" } else { "" };
            let shown = described.join(", ") + more;
            self.report(error::unknown_choice(span, written.trim(), what, meant, &shown));
        }
        found
    }

    /// `{waarde: …, formulering: …}` for a value that is not a number.
    fn value_mapping(&mut self, ty: &Type, entries: &[Entry], spot: Spot, whole: Span) -> Option<(FactValue, Span)> {
        let known = self.keys_are_known(ty, entries, &[VALUE]);
        let entry = self.under(entries, VALUE);
        match entry {
            Some(entry) if self.is_passed_over(entry.value) => None,
            Some(entry) => Some((self.scalar_value(ty, entry.value)?, self.tree.span(entry.value))),
            // What stands under the wrong key was reported already.
            None if !known => None,
            None => {
                let (expected, _) = describe::expected(self.checked, ty);
                self.report(error::no_value(spot.key.unwrap_or(whole), &expected, "`waarde`"));
                None
            }
        }
    }

    /// `{van: 2026, tot_en_met: 2029}`; with `tot` it is unclear whether the last year counts.
    fn period_mapping(&mut self, entries: &[Entry], spot: Spot, whole: Span) -> Option<(FactValue, Span)> {
        let known = self.keys_are_known(&Type::Period, entries, &[VALUE, FROM, THROUGH, TO]);
        if let Some(entry) = self.under(entries, VALUE) {
            return Some((self.scalar_value(&Type::Period, entry.value)?, self.tree.span(entry.value)));
        }
        let (from, through) = (self.under(entries, FROM), self.under(entries, THROUGH));
        if let (Some(from), Some(to)) = (from, self.under(entries, TO)) {
            let text = |e: Entry| self.tree.text(e.value).unwrap_or("…").trim();
            let (a, b) = (text(from), text(to));
            let before = b.parse::<i32>().map_or_else(|_| format!("tot {b}"), |y| y.saturating_sub(1).to_string());
            let (through, until) = (format!("{a} t/m {b}"), format!("{a} t/m {before}"));
            let span = self.tree.span(to.key);
            self.report(error::ambiguous_notation(span, TO, &through, &until));
            return None;
        }
        let (Some(from), Some(through)) = (from, through) else {
            if !known {
                return None;
            }
            let (expected, _) = describe::expected(self.checked, &Type::Period);
            self.report(error::no_value(spot.key.unwrap_or(whole), &expected, "`van`, `tot_en_met`"));
            return None;
        };
        let (first, last) = (self.day_or_year(from.value)?, self.day_or_year(through.value)?);
        let span = self.tree.span(from.value).to(self.tree.span(through.value));
        if last.1 < first.0 {
            let text = |e: Entry| self.tree.text(e.value).unwrap_or("").trim();
            let written = format!("{} t/m {}", text(from), text(through));
            let (expected, example) = describe::expected(self.checked, &Type::Period);
            let fault = DateFault::Reversed;
            self.report(error::date_fault(span, &written, &fault, &expected, &example, &Text::default()));
            return None;
        }
        Some((FactValue::Period(first.0, last.1), span))
    }

    /// First and last day of a year, or a day twice.
    fn day_or_year(&mut self, node: NodeId) -> Option<(Date, Date)> {
        let written = self.tree.text(node).unwrap_or("");
        let read = match notation::year(written) {
            Ok(year) => notation::period_of_years(year, year),
            Err(_) => notation::date(written).map(|day| (day, day)),
        };
        self.date(&Type::Date, node, read)
    }

    pub(super) fn under(&self, entries: &[Entry], key: &str) -> Option<Entry> {
        entries.iter().copied().find(|e| self.tree.text(e.key) == Some(key))
    }

    /// Reports the keys of a value's mapping that are neither a part of the value nor a mark; whether all are known.
    pub(super) fn keys_are_known(&mut self, ty: &Type, entries: &[Entry], parts: &[&'static str]) -> bool {
        let tree = self.tree;
        let mut all = true;
        for entry in entries {
            let Some(name) = tree.text(entry.key) else { continue };
            if parts.contains(&name) || self.is_extra(name) {
                continue;
            }
            let extras = self.extra_names();
            let meant = did_you_mean(name, parts.iter().copied().chain(extras));
            let hints = Hints { meant, known: parts.to_vec(), ..Hints::default() };
            let (expected, _) = describe::expected(self.checked, ty);
            let fault = error::unknown_field(tree.span(entry.key), name, &expected, &hints);
            self.report(fault);
            all = false;
        }
        all
    }

    /// Reports a node that is of another kind than its field.
    pub(super) fn wrong_type(&mut self, ty: &Type, node: NodeId) {
        let (expected, example) = describe::expected(self.checked, ty);
        let found = self.found_here(node);
        let unseen = self.tree.text(node).and_then(|text| text.chars().find_map(lang::unseen));
        let fault = error::wrong_type(self.tree.span(node), &expected, &example, &found);
        self.report(fault.maybe_help(unseen.map(|name| error::look_for(&name))));
    }

    /// What stands at a node, in words.
    pub(super) fn found_here(&self, node: NodeId) -> Text {
        match self.tree.get(node).data {
            Data::Null => text!("niets", "nothing"),
            Data::Seq(_) => text!("een lijst", "a list"),
            Data::Map(_) => text!("een groep velden", "a group of fields"),
            Data::Scalar(_) => describe::written(self.tree.text(node).unwrap_or("")),
        }
    }
}

/// A choice with the codes that mean the same: `nieuwbouw` (NIU).
/// Choices that a message names.
const MOST_CHOICES: usize = 30;

impl Words {
    fn of(choices: &[Choice]) -> Self {
        let mut words = Words::default();
        for (i, choice) in choices.iter().enumerate() {
            words.names.entry(notation::word(&choice.name)).or_insert(i);
            for code in &choice.codes {
                words.codes.entry(code.to_ascii_lowercase()).or_insert(i);
            }
        }
        words
    }
}

fn with_codes(choice: &crate::ruleset::model::Choice) -> String {
    if choice.codes.is_empty() {
        format!("`{}`", choice.name)
    } else {
        format!("`{}` ({})", choice.name, choice.codes.join(", "))
    }
}
