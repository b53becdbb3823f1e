//! The dossier as Markdown: tables as on GitHub and GitLab, lines of files in fenced blocks, no HTML.
//!
//! Takes: a [`Dossier`]. Gives: text. Never lets a text of a file be read as markup, and never decides what is said.

use crate::dossier::{Block, Cell, Dossier, Quote, QuotedLine, Table};
use crate::lang::Lang;
use crate::receipt::FENCE;
use crate::report::chart::values;
use crate::report::markup::Markdown;

use super::inline::{clean, is_address, numbered};
use super::sink::Sink;

/// Writes the document.
pub fn write(dossier: &Dossier, sink: &mut Sink<'_>) {
    let mut page = Page { out: Markdown::default(), lang: dossier.lang };
    let out = &mut page.out;
    out.put("# {}\n\n{}\n\n", &[&dossier.title, &dossier.subtitle]);
    for (label, text) in &dossier.about {
        out.put("- {}: ", &[label]);
        out.sentence(text);
        out.markup("\n");
    }
    out.end_block();
    for sentence in &dossier.intro {
        page.block(&Block::Note(sentence.clone()));
    }
    for n in numbered(dossier) {
        let out = &mut page.out;
        out.markup(match n.depth {
            0 | 1 => "## ",
            2 => "### ",
            3 => "#### ",
            4 => "##### ",
            _ => "###### ",
        });
        out.put("{} ", &[&n.number]);
        out.sentence(&n.section.title);
        out.end_block();
        for block in &n.section.blocks {
            page.block(block);
        }
    }
    sink.text.lines(page.out.as_str().trim_end());
    sink.text.end();
}

struct Page {
    out: Markdown,
    lang: Lang,
}

impl Page {
    /// A block of its own: an empty line follows.
    fn block(&mut self, block: &Block) {
        let out = &mut self.out;
        match block {
            Block::Paragraph(text) => out.sentence(text),
            Block::Note(text) => {
                out.markup("> ");
                out.sentence(text);
            }
            Block::Outcome(outcome) => out.put("**{}** · {}", &[&outcome.words, &outcome.force]),
            Block::Terms(terms) => terms.iter().for_each(|(label, values)| self.term(label, values)),
            Block::List(items) => items.iter().for_each(|i| self.item("- ", i)),
            Block::Table(table) => self.table(table),
            Block::Quote(quote) => self.quote(quote),
            Block::Chart(chart) => self.table(&values(chart, self.lang)),
            // The receipt holds names as escapes: no line of it is one of a file.
            Block::Receipt(text) => out.fenced(FENCE, text),
        }
        self.out.end_block();
    }

    fn item(&mut self, sign: &'static str, text: &str) {
        self.out.markup(sign);
        self.out.sentence(text);
        self.out.markup("\n");
    }

    fn term(&mut self, label: &str, values: &[String]) {
        self.out.put("- {}:", &[&label]);
        match values {
            [one] => self.item(" ", one),
            many => {
                self.out.markup("\n");
                many.iter().for_each(|v| self.item("  - ", v));
            }
        }
    }

    fn table(&mut self, table: &Table) {
        let out = &mut self.out;
        out.put("**{}**\n\n|", &[&table.caption]);
        table.head.iter().for_each(|h| out.put(" {} |", &[h]));
        out.markup("\n|");
        let number = |i: usize| table.rows.iter().all(|r| r.get(i).is_some_and(|c| c.number));
        (0..table.head.len()).for_each(|i| out.markup(if number(i) { " --: |" } else { " --- |" }));
        for cells in &table.rows {
            out.markup("\n|");
            for cell in cells {
                out.markup(" ");
                put_cell(out, cell);
                out.markup(" |");
            }
        }
    }

    fn quote(&mut self, quote: &Quote) {
        let width = quote.lines.iter().map(|l| l.number.to_string().len()).max().unwrap_or(1);
        let line = |l: &QuotedLine| {
            let text: String = l.pieces.iter().map(|(piece, _)| piece.as_str()).collect();
            format!("{:>width$} | {}", l.number, clean(&text))
        };
        let lines: Vec<String> = quote.lines.iter().map(line).collect();
        self.out.put("**{}**\n\n", &[&quote.file]);
        self.out.fenced("text", &lines.join("\n"));
        if quote.more > 0 {
            let more = quote.more;
            self.out.markup("\n\n");
            self.out.text(&self.lang.pick(format!("en nog {more} regels"), format!("and {more} more lines")));
        }
    }
}

fn put_cell(out: &mut Markdown, cell: &Cell) {
    match cell.link.as_deref().filter(|l| is_address(l)) {
        Some(link) => out.link(&cell.text, link),
        None => out.sentence(&cell.text),
    }
}
