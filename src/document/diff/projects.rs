//! The table of projects: promised, now, realised, what became of each.

use super::super::{Block, Cell, Section, Table, words};
use super::Page;
use crate::compare::{Amounts, Fate, Project};
use crate::evaluate::number_in_words;

impl Page<'_> {
    pub(super) fn projects(&mut self) {
        let Some(projects) = &self.run.comparison.projects else { return };
        let lang = self.lang;
        let n = projects.list.len();
        let note = words::count(n, lang.pick("project", "project"), lang.pick("projecten", "projects"));
        let title = lang.pick("Projecten: toegezegd en gerealiseerd", "Projects: promised and realised");
        self.out.set(Block::Section(Section::new(1, title, note)));
        let heads = [
            lang.pick("project", "project"),
            lang.pick("toegezegd", "promised"),
            lang.pick("nu", "now"),
            lang.pick("opgeleverd", "delivered"),
            lang.pick("wat ervan kwam", "what became of it"),
        ];
        self.out.set(Block::Table(Table {
            head: heads.map(str::to_owned).to_vec(),
            rows: projects.list.iter().map(|p| self.row(p)).collect(),
            ..Table::default()
        }));
        let number = |n: &Option<crate::number::Number>| {
            n.as_ref()
                .map_or_else(|| lang.pick("niet te zeggen", "not to be said").to_owned(), |n| number_in_words(n, lang))
        };
        if let Some(part) = &projects.part {
            let part = part.get(lang);
            self.say(lang.pick(format!("Tussen haakjes: {part}."), format!("In parentheses: {part}.")));
        }
        let (promised, realised) = (number(&projects.promised), number(&projects.realised));
        self.say(lang.pick(
            format!(
                "Toegezegd in de eerste afspraak: {promised} woningen; daarvan als opgeleverd vermeld: {realised}."
            ),
            format!("Promised in the first agreement: {promised} homes; of these stated as delivered: {realised}."),
        ));
    }

    fn row(&self, p: &Project) -> Vec<Cell> {
        let dash = || "–".to_owned();
        let cell = |a: &Option<Amounts>| a.as_ref().map_or_else(dash, |a| self.amounts(a));
        let realised = p.realised.get(self.lang);
        let realised = if realised.is_empty() { dash() } else { realised.to_owned() };
        let cells = [p.name.clone(), cell(&p.promised), cell(&p.now), realised, self.fate(p)];
        cells.map(Cell::words).into()
    }

    /// `2028: 120 (40)`.
    fn amounts(&self, a: &Amounts) -> String {
        let lang = self.lang;
        let mut parts = vec![];
        parts.extend(a.year.map(|y| y.to_string()));
        let (homes, part) = (a.homes.get(lang), a.part.get(lang));
        match (homes, part) {
            ("", "") => {}
            ("", part) => parts.push(format!("({part})")),
            (homes, "") => parts.push(homes.to_owned()),
            (homes, part) => parts.push(format!("{homes} ({part})")),
        }
        if parts.is_empty() { lang.pick("niet vermeld", "not stated").to_owned() } else { parts.join(": ") }
    }

    fn fate(&self, p: &Project) -> String {
        let lang = self.lang;
        let years = p.moved.map_or(0, i32::unsigned_abs);
        let years = words::count(years.try_into().unwrap_or(usize::MAX), "jaar", "jaar");
        let in_english = p.moved.map_or(0, i32::unsigned_abs);
        let plural = if in_english == 1 { "year" } else { "years" };
        let moved = || {
            let later = p.moved.is_some_and(|m| m > 0);
            let (nl, en) = if later { ("later", "later") } else { ("eerder", "earlier") };
            lang.pick(format!("{years} {nl}"), format!("{in_english} {plural} {en}"))
        };
        match p.fate {
            Fate::Realised => {
                let done = lang.pick("gerealiseerd", "realised");
                let promised = p.promised.as_ref().map_or("", |a| a.homes.get(lang));
                match p.realised.get(lang) {
                    realised if realised.is_empty() || promised.is_empty() || realised == promised => done.to_owned(),
                    realised => lang.pick(
                        format!("{done}, {realised} van {promised}"),
                        format!("{done}, {realised} of {promised}"),
                    ),
                }
            }
            Fate::Overdue => {
                let late = lang.pick("had al opgeleverd moeten zijn", "should have been delivered");
                if p.moved.unwrap_or(0) == 0 { late.to_owned() } else { format!("{late}; {}", moved()) }
            }
            Fate::Later | Fate::Earlier => moved(),
            Fate::OnTime => lang.pick("zoals toegezegd", "as promised").to_owned(),
            Fate::Dropped => lang.pick("staat er niet meer in", "no longer listed").to_owned(),
            Fate::New => lang.pick("nieuw", "new").to_owned(),
            Fate::Unknown => lang.pick("niet te zeggen", "not to be said").to_owned(),
        }
    }
}
