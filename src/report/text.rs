//! A document for a terminal: lines that fit, with colours only where they are asked for, and what was found underlined in the lines
//! of the files.
//!
//! Takes: blocks. Gives: text. Never decides anything; of a long list it leaves the rest for who asks for all.

mod drawing;
pub mod layout;

use crate::document::{Block, Cell, Finding, Item, Line, List, Section, Table, Term, Tone, report, words};
use crate::lang::Lang;
use crate::report::ink::{Ink, Style, on_one_line};
use crate::report::text::layout::{fill, fill_in, pad, width};
use crate::report::{Form, place};
use crate::run::Run;
use crate::source::Sources;

/// What stands before, as far as an empty line depends on it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Head,
    Item,
    Sentence,
    Table,
    /// It belongs to what stands before.
    Part,
}

/// A document that is being set.
pub(crate) struct Text<'a> {
    sources: &'a Sources,
    lang: Lang,
    width: usize,
    colour: bool,
    /// All items of every list.
    all: bool,
    last: Option<Kind>,
    /// Between the head of a finding and its end.
    in_finding: bool,
}

impl<'a> Text<'a> {
    pub(crate) fn new(sources: &'a Sources, lang: Lang, width: usize, colour: bool, all: bool) -> Self {
        Text { sources, lang, width: width.clamp(40, 120), colour, all, last: None, in_finding: false }
    }

    pub(crate) fn of(run: &'a Run) -> Self {
        Text::new(&run.sources, run.lang, run.width, run.colour, run.verbose)
    }
}

/// Diagnostics only, without a hint where to read more.
pub fn diagnostics(run: &Run, out: &mut Ink) {
    let (mut form, mut blocks) = (Text::of(run), Vec::new());
    report::faults(&run.diagnostics, run.lang, &mut blocks);
    blocks.into_iter().for_each(|block| form.set(block, out));
    out.end();
}

impl Form for Text<'_> {
    fn set(&mut self, block: Block, out: &mut Ink) {
        out.set_colour(self.colour);
        let kind = match &block {
            Block::Contents(_) => return,
            Block::List(list) if list.enough == 0 && !self.all => return,
            Block::Title(..) | Block::Section(_) | Block::Finding(_) => Kind::Head,
            Block::Paragraph(..) | Block::Note(_) | Block::Hint(_) if !self.in_finding => Kind::Sentence,
            Block::Item(_) => Kind::Item,
            Block::List(_) => Kind::Table,
            Block::Table(_) | Block::Chart(_) | Block::Receipt(..) => Kind::Table,
            _ => Kind::Part,
        };
        let joined = match self.last {
            None => true,
            Some(Kind::Head) => matches!(kind, Kind::Item | Kind::Table | Kind::Sentence),
            Some(last) => last == kind && matches!(kind, Kind::Item | Kind::Sentence),
        };
        if !joined && kind != Kind::Part {
            out.end();
        }
        self.last = Some(kind);
        match block {
            Block::Title(title, _) => heading(out, &title, ""),
            Block::Section(Section { title, note, .. }) => heading(out, &title, &note),
            Block::Finding(finding) => {
                self.in_finding = true;
                self.head(out, &finding);
            }
            Block::End => self.in_finding = false,
            Block::Outcome(outcome) => out.line(&format!("  {} · {}", outcome.words, outcome.force)),
            Block::Found(found) => drawing::draw(out, self, &found),
            Block::Terms(terms) => self.terms(out, &terms),
            Block::Paragraph(tone, text) => {
                let indent = if self.in_finding { "  " } else { "" };
                fill_in(out, self.width, &[(Style::Plain, indent)], style(tone), &text);
            }
            Block::Note(text) | Block::Hint(text) => fill(out, self.width, "", Style::Plain, &text),
            Block::List(list) => self.list(out, &list),
            Block::Item(item) => self.item(out, "", &item),
            Block::Lines(title) => {
                out.paint(Style::Blue, &format!("  {title}"));
                out.end();
            }
            Block::Line(line) => self.line(out, &line),
            Block::Table(table) => self.table(out, &table),
            Block::Chart(chart) => self.table(out, &chart.table()),
            Block::Code(title, text) | Block::Receipt(title, text) => {
                out.paint(Style::Blue, &format!("  {title}"));
                out.end();
                text.lines().for_each(|line| out.line(&format!("    │ {}", line.trim_end())));
            }
            Block::Contents(_) => {}
        }
    }
}

impl Text<'_> {
    /// Title, outcome and force, and the place in law: on the same line where it fits.
    fn head(&self, out: &mut Ink, finding: &Finding) {
        let mut head = finding.title.clone();
        if let Some(outcome) = &finding.outcome {
            head.push_str(&format!(" {} · {}", outcome.words, outcome.force));
        }
        if !finding.about.is_empty() {
            head.push_str(" · ");
            head.push_str(&finding.about);
        }
        out.paint(style(finding.tone), &head);
        let used = width(&head);
        match finding.sources.said.as_slice() {
            [one] if used.saturating_add(3).saturating_add(width(&one.text)) <= self.width => {
                out.push(&pad(used.saturating_add(width(&one.text)), self.width));
                out.paint(Style::Dim, &one.text);
                out.end();
            }
            several => {
                out.end();
                several.iter().for_each(|place| fill(out, self.width, "  ", Style::Plain, &place.text));
            }
        }
    }

    /// Below what was found the labels stand as they come; elsewhere what they say stands in a column.
    fn terms(&self, out: &mut Ink, terms: &[Term]) {
        let widest = terms.iter().map(|t| width(&t.label)).max().unwrap_or(0);
        for term in terms {
            let (first, style) = match self.in_finding {
                true => (format!("  {}: ", term.label), Style::Blue),
                false => (format!("  {}{}  ", term.label, pad(width(&term.label), widest)), Style::Dim),
            };
            term.said.iter().for_each(|said| fill(out, self.width, &first, style, &said.text));
        }
    }

    fn list(&self, out: &mut Ink, list: &List) {
        heading(out, &list.title, &list.note);
        let shown = list.items.get(..list.enough).filter(|_| !self.all).unwrap_or(&list.items);
        shown.iter().for_each(|item| self.item(out, "  ", item));
        let left = list.items.len().saturating_sub(shown.len());
        if left > 0 {
            fill(out, self.width, "    ", Style::Plain, &words::more(left, self.lang));
            list.rest.iter().for_each(|text| fill(out, self.width, "    ", Style::Plain, text));
        }
    }

    fn item(&self, out: &mut Ink, indent: &str, item: &Item) {
        let style = match item.tone {
            Tone::Plain => Style::Bold,
            tone => style(tone),
        };
        match (item.name.as_str(), item.text.as_str()) {
            ("", text) => fill(out, self.width, &format!("{indent}- "), Style::Plain, text),
            (name, "") => fill_in(out, self.width, &[(Style::Plain, indent)], style, name),
            (name, text) => fill(out, self.width, &format!("{indent}{name} "), style, text),
        }
        item.below.iter().for_each(|text| fill(out, self.width, &format!("{indent}    "), Style::Plain, text));
    }

    fn line(&self, out: &mut Ink, line: &Line) {
        // Deep trees keep room for words.
        let indent = line.level.saturating_mul(2).saturating_add(4).min(self.width.div_euclid(2));
        let mut text = line.text.clone();
        if !line.places.is_empty() {
            text.push_str(&format!(" ({})", place::listed(self.sources, &line.places, self.lang, false)));
        }
        fill(out, self.width, &" ".repeat(indent), Style::Plain, &text);
    }

    /// Columns as wide as their widest cell; where the others hold numbers, the first gives way.
    fn table(&self, out: &mut Ink, table: &Table) {
        let widest = |(i, head): (usize, &String)| {
            let cells =
                table.rows.iter().filter_map(|row| row.get(i)).map(|cell| width(&on_one_line(&cell.words.text)));
            cells.chain([width(head)]).max().unwrap_or(0)
        };
        let mut widths: Vec<usize> = table.head.iter().enumerate().map(widest).collect();
        let numbers: Vec<bool> = (0..table.head.len()).map(|i| table.is_numbers(i)).collect();
        let others = widths.iter().skip(1).fold(0usize, |sum, w| sum.saturating_add(*w).saturating_add(2));
        if let Some(first) = widths.first_mut().filter(|_| numbers.iter().skip(1).all(|n| *n)) {
            *first = (*first).min(self.width.saturating_sub(others).max(12));
        }
        let head: Vec<Cell> = table.head.iter().map(Cell::words).collect();
        for (nth, row) in std::iter::once(&head).chain(&table.rows).enumerate() {
            let (mut line, mut used) = (Vec::new(), 0usize);
            for (i, (cell, to)) in row.iter().zip(&widths).enumerate() {
                let text = shorten(&cell.words.text, *to);
                let number = numbers.get(i).is_some_and(|n| *n);
                // What is not a number has its blanks before the next cell, so that no line ends in them.
                let blanks = if number { used.saturating_add(to.saturating_sub(width(&text))) } else { used };
                line.push((Style::Plain, " ".repeat(blanks)));
                used = if number { 2 } else { to.saturating_sub(width(&text)).saturating_add(2) };
                let style = match cell.look {
                    _ if nth == 0 => Style::Bold,
                    Some(crate::document::Look::Outside) => Style::Red,
                    _ => Style::Plain,
                };
                line.push((style, text));
            }
            line.iter().for_each(|(style, text)| out.paint(*style, text));
            out.end();
        }
    }
}

fn style(tone: Tone) -> Style {
    match tone {
        Tone::Error => Style::Red,
        Tone::Warning => Style::Yellow,
        Tone::Note => Style::Blue,
        Tone::Good => Style::Green,
        Tone::Plain => Style::Plain,
    }
}

fn heading(out: &mut Ink, title: &str, note: &str) {
    out.paint(Style::Bold, title);
    if !note.is_empty() {
        out.push(" · ");
        out.push(note);
    }
    out.end();
}

/// The name, or as much of it as fits with an ellipsis: of a path the end, which tells files apart, of a title the start.
fn shorten(name: &str, to: usize) -> String {
    // Measured as it will stand there.
    let name = on_one_line(name);
    if width(&name) <= to {
        return name;
    }
    let mut kept = 1usize;
    let fits = |c: &char| {
        kept = kept.saturating_add(width(c.encode_utf8(&mut [0; 4])));
        kept <= to
    };
    if name.contains('/') {
        let end: Vec<char> = name.chars().rev().take_while(fits).collect();
        std::iter::once('…').chain(end.into_iter().rev()).collect()
    } else {
        name.chars().take_while(fits).chain(std::iter::once('…')).collect()
    }
}
