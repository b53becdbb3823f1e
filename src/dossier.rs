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
mod sources;

use crate::lang::Lang;
use crate::receipt::Receipt;
use crate::report::Run;

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
    let readers: Vec<Reader<'_>> = run.files.iter().filter_map(|file| Reader::new(run, file)).collect();
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
    sections.push(receipt(run));
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

fn receipt(run: &Run) -> Section {
    let lang = run.lang;
    let receipt = Receipt::of(run);
    let words = |nl: &'static str, en: &'static str| lang.pick(nl, en).to_owned();
    let mut rows = vec![vec![
        Cell::words(words("programma", "program")),
        Cell::words(format!("toets {}", receipt.toets)),
        Cell::default(),
    ]];
    let mut row = |kind: String, what: String, hash: &str| {
        rows.push(vec![Cell::words(kind), Cell::words(what), Cell::words(hash)]);
    };
    for set in &receipt.rulesets {
        row(words("regelset", "ruleset"), format!("{} {}", set.id, set.version), &set.sha256);
    }
    for input in &receipt.inputs {
        row(words("bestand", "file"), input.file.clone(), &input.sha256);
        for referred in &input.refers_to {
            row(
                words("bestand waarnaar dat verwijst", "file that it refers to"),
                referred.file.clone(),
                &referred.sha256,
            );
        }
        row(words("peildatum", "reference date"), format!("{} ({})", input.date, input.date_reason), "");
    }
    for option in options(&receipt) {
        row(words("optie", "option"), option, "");
    }
    let caption = words("Waarop dit dossier rust", "What this dossier rests on");
    let head = vec![words("wat", "what"), words("naam", "name"), "SHA-256".to_owned()];
    Section {
        title: words("Ontvangstbewijs", "Receipt"),
        blocks: vec![
            Block::Paragraph(words(
                "Met dezelfde bestanden, regels en versie van toets komt dit dossier er tot op de byte weer zo uit. \
                 `toets verify` maakt het opnieuw en zegt of het gelijk is, of wat er anders is en waardoor.",
                "With the same files, rules and version of toets this dossier comes out the same, to the byte. \
                 `toets verify` makes it again and says whether it is identical, or what differs and why.",
            )),
            Block::Table(Table { caption, head, rows }),
            Block::Receipt(receipt.to_text()),
        ],
        ..Section::default()
    }
}

/// The options as they would be typed.
fn options(receipt: &Receipt) -> Vec<String> {
    let o = &receipt.options;
    let one = |name: &str, value: &Option<String>| value.as_ref().map(|v| format!("--{name} {v}"));
    let many = |name: &str, values: &[String]| values.iter().map(|v| format!("--{name} {v}")).collect::<Vec<_>>();
    let mut out: Vec<String> = one("date", &o.date).into_iter().chain(one("ruleset", &o.ruleset)).collect();
    out.extend(many("set", &o.set));
    out.extend(many("include", &o.include));
    out.extend(o.portfolio.then(|| "--portfolio".to_owned()));
    out
}
