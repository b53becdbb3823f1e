//! What is said about figures besides their value: wording, reservation, qualifiers, completeness.

use std::sync::Arc;

use crate::agreement::error;
use crate::agreement::facts::{Marks, MarksId, Wording};
use crate::agreement::notation;
use crate::agreement::tree::Entry;
use crate::diagnostic::{did_you_mean, few_names};
use crate::lang::Text;
use crate::ruleset::model::QualifierId;
use crate::text;

use super::{Binder, Context};

pub(in crate::agreement) const WORDING: &str = "formulering";
pub(in crate::agreement) const RESERVATION: &str = "onder_voorbehoud";
pub(in crate::agreement) const REMARK: &str = "toelichting";
pub(in crate::agreement) const COMPLETE: &str = "volledig";

impl<'a> Binder<'a> {
    /// Whether a key may stand in any mapping.
    pub(super) fn is_extra(&self, name: &str) -> bool {
        matches!(name, WORDING | RESERVATION | REMARK) || self.qualifier(name).is_some()
    }

    /// The keys that may stand in any mapping.
    pub(super) fn extra_names(&self) -> Vec<&'a str> {
        let fixed = [WORDING, RESERVATION, REMARK, COMPLETE];
        fixed.into_iter().chain(self.checked.qualifiers().iter().map(|q| q.name.as_str())).collect()
    }

    fn qualifier(&self, name: &str) -> Option<QualifierId> {
        self.qualifiers.get(name).copied()
    }

    /// The context below a mapping: its own marks over those it inherits. A key that is a field of its own is no mark.
    pub(super) fn with_marks(
        &mut self,
        entries: &[Entry],
        is_field: impl Fn(&str) -> bool,
        context: Context,
    ) -> Context {
        let mut marks: Option<Marks> = None;
        for entry in entries {
            let Some(name) = self.tree.text(entry.key) else { continue };
            if !self.is_extra(name) || name == REMARK || is_field(name) || self.is_passed_over(entry.value) {
                continue;
            }
            let span = self.tree.span(entry.value);
            let Some(written) = self.tree.text(entry.value) else {
                let what = if name == RESERVATION { text!("`ja` of een tekst", "`ja` or a text") } else { one_word() };
                let found = self.found_here(entry.value);
                self.report(error::wrong_type(span, &what, "", &found));
                continue;
            };
            let inherited = || self.marks.get(context.marks.0 as usize).cloned().unwrap_or_default();
            let marks = marks.get_or_insert_with(inherited);
            match name {
                WORDING => match notation::wording(written) {
                    Some(wording) => marks.wording = Some((wording, span)),
                    None => self.unknown_wording(entry, written),
                },
                RESERVATION => match notation::yes_no(written) {
                    Some(true) => marks.reservation = Some((Arc::from(""), span)),
                    Some(false) => marks.reservation = None,
                    None => marks.reservation = Some((Arc::from(written.trim()), span)),
                },
                _ => {
                    let Some(id) = self.qualifier(name) else { continue };
                    let list = self.checked.qualifier(id).choices;
                    let Some(choice) = self.choice(list, entry.value, &named(name)) else { continue };
                    marks.qualifiers.retain(|(other, _, _)| *other != id);
                    marks.qualifiers.push((id, choice, span));
                }
            }
        }
        match marks {
            Some(marks) if self.marks.get(context.marks.0 as usize) != Some(&marks) => {
                let without = marks.wording.is_some().then(|| Marks { wording: None, ..marks.clone() });
                let id = self.new_marks(marks);
                let of_facts = without.map_or(id, |marks| self.new_marks(marks));
                Context { marks: id, of_facts, ..context }
            }
            _ => context,
        }
    }

    fn new_marks(&mut self, marks: Marks) -> MarksId {
        let id = MarksId(u32::try_from(self.marks.len()).unwrap_or(u32::MAX));
        self.marks.push(marks);
        id
    }

    /// `volledig: ja` holds for an object and everything below it.
    pub(super) fn with_completeness(&mut self, entries: &[Entry], context: Context) -> Context {
        let tree = self.tree;
        let Some(entry) = entries.iter().find(|e| tree.text(e.key) == Some(COMPLETE)) else { return context };
        if self.is_passed_over(entry.value) {
            return context;
        }
        match tree.text(entry.value).and_then(notation::yes_no) {
            Some(complete) => Context { complete, ..context },
            None => {
                let found = self.found_here(entry.value);
                let expected = text!("`ja` of `nee`", "`ja` or `nee`");
                self.report(error::wrong_type(tree.span(entry.value), &expected, "", &found));
                context
            }
        }
    }

    fn unknown_wording(&mut self, entry: &Entry, written: &str) {
        let words = || Wording::ALL.iter().map(|(_, word)| *word);
        let meant = did_you_mean(written, words());
        let choices = few_names(words(), Wording::ALL.len());
        let fault = error::unknown_choice(self.tree.span(entry.value), written, &named(WORDING), meant, &choices);
        self.report(fault);
    }
}

fn one_word() -> Text {
    text!("één woord", "one word")
}

fn named(name: &str) -> Text {
    Text::same(format!("`{name}`"))
}
