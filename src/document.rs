//! A report as blocks: what is said, in words, once, and in which order. How it looks is no business of theirs.
//!
//! Takes: a run, a comparison, a ruleset. Gives: [`Block`]s, one after the other, to whatever sets them ([`Setter`]): what a country
//! says is never held at once. Every word of a report stands in a builder: `report`, `answer`, `diff`, `dossier`, `norms`.
//!
//! What the forms differ in on purpose is said of a block: a [`Block::Hint`] is for who sits at a command line, a [`List`] says how
//! much of it is enough at a terminal.

pub(crate) mod against;
pub(crate) mod answer;
pub mod diff;
pub mod dossier;
pub(crate) mod norms;
pub(crate) mod outline;
pub mod report;
pub mod words;

use crate::source::Span;

/// What sets blocks.
pub trait Setter {
    /// Sets a block under those before it.
    fn set(&mut self, block: Block);

    /// Whether the rest can be left: nobody takes any more.
    fn is_over(&self) -> bool {
        false
    }
}

impl Setter for Vec<Block> {
    fn set(&mut self, block: Block) {
        self.push(block);
    }
}

/// A piece of a document. In every text of it, what stands between backticks is a name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Block {
    /// The title of the document, with what kind of document it is.
    Title(String, String),
    /// The sections, for who wants to see them at once.
    Contents(Vec<Section>),
    /// A part of the document begins.
    Section(Section),
    /// A finding, or a fault of a file: what belongs to it follows, up to [`Block::End`].
    Finding(Finding),
    /// An outcome with its force, before anything else is said of a norm.
    Outcome(Outcome),
    /// What was found, with the places that it rests on.
    Found(Found),
    /// Labels, each with one or more statements.
    Terms(Vec<Term>),
    /// Sentences.
    Paragraph(Tone, String),
    /// What a reader must not overlook.
    Note(String),
    /// What to do next at a command line.
    Hint(String),
    /// A list under a heading.
    List(List),
    /// An item of a list without an end.
    Item(Item),
    /// The heading over lines of a computation or an answer.
    Lines(String),
    /// One of those lines.
    Line(Line),
    /// A table.
    Table(Table),
    /// Values per year, drawn.
    Chart(Chart),
    /// Lines of a text, as they stand there, under a heading.
    Code(String, String),
    /// The receipt, for `toets verify`, under a heading.
    Receipt(String, String),
    /// The end of a finding.
    End,
}

impl Block {
    /// Sentences.
    pub fn paragraph(text: impl Into<String>) -> Self {
        Block::Paragraph(Tone::Plain, text.into())
    }
}

/// How much something matters: told by words, and made easy to find by a colour.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Tone {
    /// Not met by whoever is bound to it.
    Error,
    /// To look at.
    Warning,
    /// To know.
    Note,
    /// As it should be.
    Good,
    /// None of these.
    #[default]
    Plain,
}

/// The beginning of a part.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Section {
    /// How deep it lies, 1 for the outermost.
    pub level: usize,
    /// `3.1`; empty where the parts have no numbers.
    pub number: String,
    /// Its heading.
    pub title: String,
    /// What stands beside the heading, if anything.
    pub note: String,
    /// The name that links lead to; empty for none.
    pub anchor: String,
    /// What kind of thing the heading names, for who only hears it; empty for none.
    pub spoken: String,
}

impl Section {
    /// A part without a number.
    pub fn new(level: usize, title: impl Into<String>, note: impl Into<String>) -> Self {
        Section { level, title: title.into(), note: note.into(), ..Section::default() }
    }
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

/// The head of a finding, or of a fault.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Finding {
    /// How much it matters.
    pub tone: Tone,
    /// Which norm or which fault.
    pub title: String,
    /// What came of the norm.
    pub outcome: Option<Outcome>,
    /// What it is about, where what was found does not say so itself.
    pub about: String,
    /// The places in law.
    pub sources: Term,
    /// `Bevinding 1 van 3`, for who cannot see how many there are; empty for none.
    pub spoken: String,
}

/// What was found.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Found {
    /// How much it matters.
    pub tone: Tone,
    /// The sentence.
    pub message: String,
    /// What it rests on.
    pub places: Vec<Place>,
}

/// A place in a file that something rests on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place {
    /// Where.
    pub span: Span,
    /// The figure that stands there, and its value; empty where it is no figure.
    pub figure: Option<(String, String)>,
    /// What is said of it; may be empty.
    pub label: String,
}

/// Words that may lead somewhere.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Words {
    /// What is said.
    pub text: String,
    /// The address that it leads to: of the web, or `#` and the anchor of a section.
    pub link: Option<String>,
}

impl From<String> for Words {
    fn from(text: String) -> Self {
        Words { text, link: None }
    }
}

impl From<&String> for Words {
    fn from(text: &String) -> Self {
        text.clone().into()
    }
}

impl From<&str> for Words {
    fn from(text: &str) -> Self {
        text.to_owned().into()
    }
}

/// A label with statements.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Term {
    /// What they are.
    pub label: String,
    /// The statements.
    pub said: Vec<Words>,
}

impl Term {
    /// A label with one statement.
    pub fn one(label: impl Into<String>, said: impl Into<Words>) -> Self {
        Term { label: label.into(), said: vec![said.into()] }
    }

    /// A label with any number of statements.
    pub fn many(label: impl Into<String>, said: Vec<String>) -> Self {
        Term { label: label.into(), said: said.into_iter().map(Words::from).collect() }
    }
}

/// A list under a heading.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct List {
    /// The heading.
    pub title: String,
    /// What stands beside it, if anything.
    pub note: String,
    /// All items.
    pub items: Vec<Item>,
    /// How many are enough at a terminal where not all is asked for; 0 for a list that is left out there.
    pub enough: usize,
    /// What is said there in the place of the others.
    pub rest: Vec<String>,
    /// Not for a first reading: folded, where a form can fold.
    pub folded: bool,
}

/// An item of a list.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Item {
    /// What it is about, set apart; may be empty.
    pub name: String,
    /// How it looks.
    pub tone: Tone,
    /// What it says.
    pub text: String,
    /// What stands below it.
    pub below: Vec<String>,
}

/// A line of a computation or an answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    /// How deep it lies under the lines before it.
    pub level: usize,
    /// What it says.
    pub text: String,
    /// Where that stands.
    pub places: Vec<Span>,
}

/// A table with a heading over each column; the first cell of a row is the heading of the row.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Table {
    /// What it holds.
    pub caption: String,
    /// The headings of the columns.
    pub head: Vec<String>,
    /// The rows.
    pub rows: Vec<Vec<Cell>>,
    /// The last row adds up the others.
    pub total: bool,
}

impl Table {
    /// Whether a column holds numbers only, which are set to the right.
    #[must_use]
    pub fn is_numbers(&self, column: usize) -> bool {
        !self.rows.is_empty() && self.rows.iter().all(|row| row.get(column).is_some_and(|cell| cell.number))
    }
}

/// A cell of a table.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Cell {
    /// What it says.
    pub words: Words,
    /// A number.
    pub number: bool,
    /// An outcome.
    pub look: Option<Look>,
}

impl Cell {
    /// Words.
    pub fn words(words: impl Into<Words>) -> Self {
        Cell { words: words.into(), ..Cell::default() }
    }

    /// A number.
    pub fn number(text: impl Into<String>) -> Self {
        Cell { number: true, ..Cell::words(text.into()) }
    }

    /// An outcome.
    pub fn outcome(text: impl Into<String>, look: Look) -> Self {
        Cell { look: Some(look), ..Cell::words(text.into()) }
    }
}

/// Values per year. A form draws the heights and lists the words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Chart {
    /// What it shows.
    pub title: String,
    /// What the columns are.
    pub column: String,
    /// The columns.
    pub columns: Vec<String>,
    /// The lines.
    pub lines: Vec<ChartLine>,
}

impl Chart {
    /// The same as a table: a row per column of the chart.
    #[must_use]
    pub fn table(&self) -> Table {
        let row = |(i, column): (usize, &String)| {
            let cells = self.lines.iter().map(|l| Cell::number(l.points.get(i).map_or("", |p| p.text.as_str())));
            std::iter::once(Cell::words(column)).chain(cells).collect()
        };
        Table {
            caption: self.title.clone(),
            head: std::iter::once(self.column.clone()).chain(self.lines.iter().map(|l| l.title.clone())).collect(),
            rows: self.columns.iter().enumerate().map(row).collect(),
            total: false,
        }
    }
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
