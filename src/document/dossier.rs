//! The dossier for an adviser in a dispute.
//!
//! Takes: a [`Run`]. Gives: blocks, with every sentence in the language of the run. Admissibility first, then per point of dispute and per chapter the text
//! against the norm, then what each party says and promises, what is unverified, what is missing, the sources, the receipt.
//! Never weighs: it says what stands where and what follows from it.
//!
//! INVARIANT: no field name of an agreement stands here; what a field is for comes from the roles of the data model.

mod calendar;
mod chapters;
mod chart;
mod finding;
mod gaps;
mod overview;
mod parties;
mod points;
mod reader;
mod rests;
mod sources;

use super::words::{self, sentence};
use super::{
    Block, Cell, Chart, ChartLine, ChartPoint, Found, Outcome, Section as Heading, Setter, Table, Term, Tone, Words,
    outline,
};
use crate::evaluate::Detail;
use crate::run::{Run, Told};

use reader::Reader;

/// A part of the dossier under a heading.
#[derive(Default)]
struct Section {
    title: String,
    /// Names the part where a norm is discussed, for links; empty for others.
    anchor: String,
    /// What stands directly under the heading.
    blocks: Vec<Block>,
    /// The parts below it.
    sections: Vec<Section>,
}

impl Section {
    /// The headings of the part and of those below it, numbered; only the first part about a norm is one that links lead to.
    fn headings(&self, level: usize, number: &str, out: &mut Vec<Heading>) {
        let first = !out.iter().any(|h| h.anchor == self.anchor);
        let anchor = if first { self.anchor.clone() } else { String::new() };
        let (title, number) = (self.title.clone(), number.to_owned());
        out.push(Heading { level, number: number.clone(), title, anchor, ..Heading::default() });
        for (i, part) in self.sections.iter().enumerate() {
            part.headings(level.saturating_add(1), &format!("{number}.{}", i.saturating_add(1)), out);
        }
    }

    /// Sets the part under its heading, which is the next one.
    fn set(self, headings: &mut std::vec::IntoIter<Heading>, out: &mut dyn Setter) {
        headings.next().into_iter().for_each(|h| out.set(Block::Section(h)));
        self.blocks.into_iter().for_each(|b| out.set(b));
        self.sections.into_iter().for_each(|s| s.set(headings, out));
    }
}

/// The dossier of a run.
pub fn dossier(run: &Run, out: &mut dyn Setter) {
    let told: Vec<Told<'_>> = run.files.iter().map(|file| file.told(&run.sources, |_| Detail::Steps)).collect();
    let readers: Vec<Reader<'_>> = told.iter().filter_map(|told| Reader::new(run, told)).collect();
    let lang = run.lang;
    let mut sections = vec![];
    match readers.as_slice() {
        [one] => sections.extend(parts(one)),
        several => {
            for reader in several {
                let title = reader.title();
                sections.push(Section { title, sections: parts(reader), ..Section::default() });
            }
        }
    }
    sections.push(sources::section(&readers, lang));
    sections.push(rests::section(run));
    let title = match readers.as_slice() {
        [one] => one.title(),
        several => {
            lang.pick(format!("Dossier van {} bestanden", several.len()), format!("Dossier of {} files", several.len()))
        }
    };
    let kind = lang.pick("Dossier bij lokale prestatieafspraken", "Dossier on local performance agreements");
    out.set(Block::Title(title, kind.to_owned()));
    out.set(Block::Terms(overview::about(&readers, lang)));
    overview::intro(lang).into_iter().for_each(|sentence| out.set(Block::Note(sentence)));
    let mut headings = vec![];
    for (i, section) in sections.iter().enumerate() {
        section.headings(1, &i.saturating_add(1).to_string(), &mut headings);
    }
    out.set(Block::Contents(headings.iter().filter(|h| h.level <= 2).cloned().collect()));
    let mut headings = headings.into_iter();
    sections.into_iter().for_each(|s| s.set(&mut headings, out));
}

/// The sections about one file, or several together.
fn parts(reader: &Reader<'_>) -> Vec<Section> {
    let sections = [
        calendar::section(reader),
        overview::section(reader),
        points::section(reader),
        chapters::section(reader),
        parties::section(reader),
        gaps::unverified(reader),
        gaps::missing(reader),
    ];
    sections.into_iter().flatten().collect()
}

/// Set apart as a name or a condition of a rule.
fn code(text: &str) -> String {
    if text.contains('`') { text.to_owned() } else { format!("`{text}`") }
}
