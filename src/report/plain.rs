//! A document for screen readers and for copying into a letter: one statement per line.
//!
//! Takes: blocks. Gives: text. Never draws: no boxes, columns, symbols or colours, and no place that must be found by looking.

use crate::document::{Block, Finding, Found, Item, Line, List, Table, words};
use crate::lang::one_line;
use crate::lang::{Lang, capital};
use crate::report::ink::Ink;
use crate::report::{Form, place};
use crate::source::Sources;

/// A document that is being set.
pub(crate) struct Plain<'a> {
    sources: &'a Sources,
    lang: Lang,
    /// All items of every list.
    all: bool,
    /// What the lines that follow are.
    lines: String,
    /// What the part is about: a file is not named again at every place in it.
    part: String,
    begun: bool,
}

impl<'a> Plain<'a> {
    pub(crate) fn new(sources: &'a Sources, lang: Lang, all: bool) -> Self {
        Plain { sources, lang, all, lines: String::new(), part: String::new(), begun: false }
    }
}

/// One statement on a line of its own, closed with a full stop.
fn say(out: &mut Ink, text: &str) {
    let text = one_line(text).replace(" · ", ", ").replace(" › ", ", ").replace(['“', '”'], "\"");
    if !text.is_empty() {
        out.push(&words::sentence(&text));
        out.end();
    }
}

/// What stands between two parts of a statement, unless one of them is empty.
fn joined(first: &str, between: &str, second: &str) -> String {
    if first.is_empty() || second.is_empty() { format!("{first}{second}") } else { format!("{first}{between}{second}") }
}

impl Form for Plain<'_> {
    fn set(&mut self, block: Block, out: &mut Ink) {
        match block {
            Block::Contents(_) | Block::End => {}
            Block::Title(title, kind) => {
                say(out, &title);
                say(out, &kind);
            }
            Block::Section(section) => {
                if self.begun && section.level == 1 {
                    out.end();
                }
                self.begun = true;
                if section.level == 1 {
                    self.part.clone_from(&section.title);
                }
                let title = joined(&section.spoken, " ", &section.title);
                say(out, &joined(&section.number, " ", &joined(&title, ", ", &section.note)));
            }
            Block::Finding(finding) => Self::head(out, &finding),
            Block::Outcome(outcome) => say(out, &format!("{} ({})", outcome.words, outcome.force)),
            Block::Found(found) => self.found(out, &found),
            Block::Terms(terms) => {
                for term in &terms {
                    let label = capital(&term.label);
                    term.said.iter().for_each(|said| say(out, &format!("{label}: {}", said.text)));
                }
            }
            Block::Paragraph(_, text) | Block::Note(text) | Block::Hint(text) => say(out, &text),
            Block::List(list) => self.list(out, &list),
            Block::Item(item) => Self::item(out, "", &item),
            Block::Lines(title) => self.lines = capital(&title),
            Block::Line(line) => self.line(out, &line),
            Block::Table(table) => Self::table(out, &table),
            Block::Chart(chart) => {
                say(out, &chart.title);
                Self::table(out, &chart.table());
            }
            Block::Code(title, text) | Block::Receipt(title, text) => {
                say(out, &format!("{}:", capital(&title)));
                text.lines().for_each(|line| out.line(line.trim_end()));
            }
        }
    }
}

impl Plain<'_> {
    fn head(out: &mut Ink, finding: &Finding) {
        let outcome = finding.outcome.as_ref().map_or_else(String::new, |o| format!(" {} ({})", o.words, o.force));
        let head = capital(&format!("{}{outcome}", finding.title));
        say(out, &joined(&finding.spoken, ". ", &joined(&head, ", ", &finding.about)));
        let label = capital(&finding.sources.label);
        finding.sources.said.iter().for_each(|source| say(out, &format!("{label}: {}", source.text)));
    }

    fn found(&self, out: &mut Ink, found: &Found) {
        say(out, &capital(&found.message));
        for p in &found.places {
            let (file, line, column) = self.sources.place(p.span);
            let at = self.lang.pick(format!("regel {line}, kolom {column}"), format!("line {line}, column {column}"));
            let at = if file == self.part { capital(&at) } else { format!("{file}, {at}") };
            let said = match &p.figure {
                Some((path, value)) => format!("{path} is {value}"),
                None => self.sources.text(p.span).lines().next().unwrap_or("").trim().to_owned(),
            };
            say(out, &joined(&at, ": ", &joined(&said, ", ", &p.label)));
        }
    }

    fn list(&self, out: &mut Ink, list: &List) {
        if list.enough == 0 && !self.all {
            return;
        }
        let shown = list.items.get(..list.enough).filter(|_| !self.all).unwrap_or(&list.items);
        shown.iter().for_each(|item| Self::item(out, &format!("{}: ", list.title), item));
        let left = list.items.len().saturating_sub(shown.len());
        if left > 0 {
            say(out, &format!("{}: {}", list.title, words::more(left, self.lang)));
            list.rest.iter().for_each(|text| say(out, &format!("{}: {text}", list.title)));
        }
    }

    fn item(out: &mut Ink, before: &str, item: &Item) {
        say(out, &format!("{before}{}", joined(&item.name, " ", &item.text)));
        item.below.iter().for_each(|text| say(out, &capital(text)));
    }

    fn line(&self, out: &mut Ink, line: &Line) {
        let level = if line.level == 0 { String::new() } else { format!(" {}", line.level) };
        let text = format!("{}{level}: {}", self.lines, line.text.trim_end_matches(':'));
        say(out, &joined(&text, ", ", &place::listed(self.sources, &line.places, self.lang, true)));
    }

    /// A row is a statement: of numbers, what they count; of words, what each says under its heading.
    fn table(out: &mut Ink, table: &Table) {
        for (nth, row) in table.rows.iter().enumerate() {
            let total = table.total && nth.saturating_add(1) == table.rows.len();
            let cells = row.iter().zip(&table.head).filter(|(cell, _)| !matches!(cell.words.text.as_str(), "" | "–"));
            let said = cells.enumerate().map(|(i, (cell, head))| match (i, cell.number) {
                (0, _) if total => format!("{}:", cell.words.text),
                (0, _) => format!("{head} {}:", cell.words.text),
                (_, true) => format!("{} {head},", cell.words.text),
                (_, false) => format!("{head} {},", cell.words.text),
            });
            say(out, said.collect::<Vec<_>>().join(" ").trim_end_matches(','));
        }
    }
}
