//! The dossier for an adviser in a dispute, as a document without a form.
//!
//! Takes: a [`Run`]. Gives: a [`Dossier`] of sections and blocks, with every sentence in the language of the run; renderers
//! (`report::markdown`, `report::html`) only set it. Admissibility first, then per point of dispute and per chapter the text
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
mod quote;
mod reader;
mod rests;
mod sources;

use crate::evaluate::Detail;
use crate::lang::Lang;
use crate::report::{Run, Told};

use reader::Reader;

/// A document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Dossier {
    /// The language it is written in.
    pub lang: Lang,
    /// Its title.
    pub title: String,
    /// What it is, under the title.
    pub subtitle: String,
    /// Label and words: files, ruleset, reference date.
    pub about: Vec<(String, String)>,
    /// What a reader must know before the first section.
    pub intro: Vec<String>,
    /// The sections.
    pub sections: Vec<Section>,
}

/// A part of the document under a heading.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Section {
    /// Its heading.
    pub title: String,
    /// Names the section where a norm is discussed, for links; empty for others.
    pub anchor: String,
    /// What stands directly under the heading.
    pub blocks: Vec<Block>,
    /// The sections below it.
    pub sections: Vec<Section>,
}

/// A piece of a section.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Block {
    /// Sentences.
    Paragraph(String),
    /// What a reader must not overlook.
    Note(String),
    /// An outcome with its force, before anything else is said of a norm.
    Outcome(Outcome),
    /// Labels, each with one or more statements.
    Terms(Vec<(String, Vec<String>)>),
    /// A list.
    List(Vec<String>),
    /// A table.
    Table(Table),
    /// Lines of a file.
    Quote(Quote),
    /// Values per year, drawn.
    Chart(Chart),
    /// The receipt, for `toets verify`.
    Receipt(String),
}

/// How an outcome looks: told by its words, never by a colour alone.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Look {
    /// Met.
    Met,
    /// Outside the norm.
    Outside,
    /// Outside the norm, with a reason that the norm accepts.
    Deviation,
    /// Not decided.
    Open,
    /// Not about this.
    Aside,
}

/// An outcome in words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Outcome {
    /// What came out.
    pub words: String,
    /// The force of the norm.
    pub force: String,
    /// How it looks.
    pub look: Look,
}

/// A table with a heading over each column; the first cell of a row is the heading of the row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Table {
    /// What it holds.
    pub caption: String,
    /// The headings of the columns.
    pub head: Vec<String>,
    /// The rows.
    pub rows: Vec<Vec<Cell>>,
}

/// A cell of a table.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Cell {
    /// What it says.
    pub text: String,
    /// The address that it leads to.
    pub link: Option<String>,
    /// A number, set to the right.
    pub number: bool,
    /// An outcome.
    pub look: Option<Look>,
}

impl Cell {
    /// Words.
    pub fn words(text: impl Into<String>) -> Self {
        Cell { text: text.into(), ..Cell::default() }
    }

    /// A number.
    pub fn number(text: impl Into<String>) -> Self {
        Cell { text: text.into(), number: true, ..Cell::default() }
    }
}

/// Values per year. A renderer draws the heights and lists the words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Chart {
    /// What it shows.
    pub title: String,
    /// The years.
    pub columns: Vec<String>,
    /// The lines.
    pub lines: Vec<ChartLine>,
}

/// A line of a chart.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ChartLine {
    /// What it is.
    pub title: String,
    /// Something to hold the other lines against.
    pub beside: bool,
    /// A point per column.
    pub points: Vec<ChartPoint>,
}

/// A point of a chart.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ChartPoint {
    /// Thousandths of the highest value in the chart; `None` for what is not known exactly, or below zero.
    pub height: Option<u32>,
    /// The value in words.
    pub text: String,
}

/// Lines of a file, as they stand there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Quote {
    /// The name of the file.
    pub file: String,
    /// The lines, ascending.
    pub lines: Vec<QuotedLine>,
    /// Lines left out for length.
    pub more: usize,
}

/// A line of a file in pieces; the pieces that the norm read are marked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct QuotedLine {
    /// Its number, from 1.
    pub number: usize,
    /// Its pieces, with whether they are marked.
    pub pieces: Vec<(String, bool)>,
}

/// The dossier of a run.
#[must_use]
pub fn dossier(run: &Run) -> Dossier {
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
    Dossier {
        lang,
        title: match readers.as_slice() {
            [one] => one.title(),
            several => lang.pick(
                format!("Dossier van {} bestanden", several.len()),
                format!("Dossier of {} files", several.len()),
            ),
        },
        subtitle: lang
            .pick("Dossier bij lokale prestatieafspraken", "Dossier on local performance agreements")
            .to_owned(),
        about: overview::about(&readers, lang),
        intro: overview::intro(lang),
        sections,
    }
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
