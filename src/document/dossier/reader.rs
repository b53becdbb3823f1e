//! What the sections of a dossier ask of one file: its facts by role, its findings by norm, places and values in words.

use super::outline::Outline;
use super::words;
use crate::agreement::bind as place;
use crate::agreement::facts::{FactId, FactValue, Facts, Step};
use crate::evaluate::finding::Finding;
use crate::lang::{Lang, Text};
use crate::ruleset::Checked;
use crate::ruleset::model::{Field, Role, Rule, Type};
use crate::run::order;
use crate::run::{Run, Told};
use crate::source::Span;

/// One file, or several together, with what was found.
pub(super) struct Reader<'a> {
    pub(super) run: &'a Run,
    pub(super) told: &'a Told<'a>,
    pub(super) checked: &'a Checked,
    pub(super) facts: &'a Facts,
    pub(super) outline: Outline<'a>,
    /// The findings, most important first.
    pub(super) findings: Vec<&'a Finding>,
    pub(super) lang: Lang,
}

impl<'a> Reader<'a> {
    /// `None` for a file with errors.
    pub(super) fn new(run: &'a Run, told: &'a Told<'a>) -> Option<Self> {
        let file = told.file;
        let checked = &file.ruleset.as_ref()?.checked;
        let facts = file.facts.as_ref()?;
        let outline = Outline::new(told)?;
        let mut findings: Vec<&Finding> = told.findings.iter().collect();
        findings.sort_by_key(|f| order::order(checked, f));
        Some(Reader { run, told, checked, facts, outline, findings, lang: run.lang })
    }

    pub(super) fn say(&self, nl: &str, en: &str) -> String {
        self.lang.pick(nl, en).to_owned()
    }

    pub(super) fn text(&self, text: &'a Text) -> &'a str {
        text.get(self.lang)
    }

    pub(super) fn rule(&self, finding: &Finding) -> &'a Rule {
        self.checked.rule(finding.rule)
    }

    /// What the document calls itself, else the name of its file.
    pub(super) fn title(&self) -> String {
        if self.told.file.portfolio.is_some() {
            return self.say("Wat de bestanden samen zeggen", "What the files say together");
        }
        let label = self.by_role(self.facts.root(), Role::Label).map(|id| self.value(id));
        label.unwrap_or_else(|| self.told.file.name.clone())
    }

    /// The field of an object with a role, where the file states it.
    pub(super) fn by_role(&self, object: FactId, role: Role) -> Option<FactId> {
        let FactValue::Object { object: ty, .. } = &self.facts.get(object).value else { return None };
        self.facts.field(object, self.checked.object(*ty).role(role)?)
    }

    /// The items of a list.
    pub(super) fn items(&self, list: FactId) -> &'a [FactId] {
        match &self.facts.get(list).value {
            FactValue::List(items) => items,
            _ => &[],
        }
    }

    /// The stated fields of an object, with their declarations.
    pub(super) fn fields(&self, object: FactId) -> Vec<(&'a Field, FactId)> {
        let FactValue::Object { object: ty, fields, .. } = &self.facts.get(object).value else { return vec![] };
        let declared = &self.checked.object(*ty).fields;
        fields.iter().filter_map(|(index, fact)| Some((declared.get(index)?, fact))).collect()
    }

    /// The declaration of the field that a fact is the value of.
    fn declared(&self, id: FactId) -> Option<&'a Field> {
        let Step::Field(index) = self.facts.get(id).step else { return None };
        let FactValue::Object { object, .. } = &self.facts.get(self.facts.parent(id)?).value else { return None };
        self.checked.object(*object).fields.get(index)
    }

    /// A stated value in words: a text without its quotes, a choice by its meaning, the rest as the file writes it.
    pub(super) fn value(&self, id: FactId) -> String {
        let fact = self.facts.get(id);
        let written = || self.run.sources.text(fact.span).split_whitespace().collect::<Vec<_>>().join(" ");
        match &fact.value {
            FactValue::Text(text) => text.to_string(),
            FactValue::RuleRef(text) => text.to_string(),
            FactValue::Bool(yes) => self.say(if *yes { "ja" } else { "nee" }, if *yes { "yes" } else { "no" }),
            FactValue::Date(day) => words::date(*day, self.lang),
            FactValue::Choice(index) => {
                let list = match self.declared(id).map(|f| &f.ty) {
                    Some(Type::Choice(list)) => self.checked.choice_list(*list),
                    _ => return written(),
                };
                list.choices.get(*index).map_or_else(written, |c| match c.text.get(self.lang) {
                    "" => c.name.clone(),
                    text => text.to_owned(),
                })
            }
            FactValue::List(items) => {
                let items: Vec<String> = items.iter().map(|i| self.value(*i)).collect();
                items.join(", ")
            }
            FactValue::Object { .. } => place::label(self.checked, self.facts, id),
            FactValue::Number(_) | FactValue::Period(..) | FactValue::Table { .. } => {
                written().trim_matches(['"', '\'']).to_owned()
            }
        }
    }

    /// `tekst.yaml, regel 12`.
    pub(super) fn place(&self, span: Span) -> String {
        let (file, line, _) = self.run.sources.place(span);
        self.lang.pick(format!("{file}, regel {line}"), format!("{file}, line {line}"))
    }

    /// The last part of the name of the file that a place is in, with the line: `tekst.yaml:12`.
    pub(super) fn short_place(&self, span: Span) -> String {
        let (file, line, _) = self.run.sources.place(span);
        format!("{}:{line}", file.rsplit('/').next().unwrap_or(file))
    }

    pub(super) fn path(&self, id: FactId) -> String {
        place::path(self.checked, self.facts, id)
    }

    /// What a finding is about, in words; empty for the agreement as a whole.
    pub(super) fn about(&self, finding: &Finding) -> String {
        match (finding.subject.as_str(), finding.year) {
            (subject, None) => subject.to_owned(),
            ("", Some(year)) => year.to_string(),
            (subject, Some(year)) => format!("{subject}, {year}"),
        }
    }
}
