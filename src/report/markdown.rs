//! The dossier as Markdown: tables as on GitHub and GitLab, lines of files in fenced blocks, no HTML.
//!
//! Takes: a [`Dossier`]. Gives: text. Never lets a text of a file be read as markup, and never decides what is said.

use std::fmt::Write;

use crate::dossier::{Block, Cell, Dossier, Quote, Table};
use crate::lang::Lang;
use crate::receipt::FENCE;
use crate::report::chart::values;
use crate::report::escape::one_line;

use super::inline::{clean, is_address, numbered, pieces};
use super::printable::uncommanding;

/// The document, with a line end.
#[must_use]
pub fn render(dossier: &Dossier) -> String {
    let mut page = Page { out: String::new(), lang: dossier.lang };
    page.line(&format!("# {}", escaped(&dossier.title)));
    page.line(&escaped(&dossier.subtitle));
    let about: Vec<String> =
        dossier.about.iter().map(|(label, text)| format!("- {}: {}", escaped(label), inline(text))).collect();
    page.line(&about.join("\n"));
    for sentence in &dossier.intro {
        page.line(&format!("> {}", inline(sentence)));
    }
    for n in numbered(dossier) {
        let level = "#".repeat(n.depth.saturating_add(1).min(6));
        page.line(&format!("{level} {} {}", n.number, inline(&n.section.title)));
        for block in &n.section.blocks {
            page.block(block);
        }
    }
    while page.out.ends_with("\n\n") {
        page.out.pop();
    }
    // The receipt holds names as escapes, so this changes none of its data.
    uncommanding(page.out)
}

struct Page {
    out: String,
    lang: Lang,
}

impl Page {
    /// A block of its own: an empty line follows.
    fn line(&mut self, text: &str) {
        if !text.is_empty() {
            self.out.push_str(text);
            self.out.push_str("\n\n");
        }
    }

    fn block(&mut self, block: &Block) {
        match block {
            Block::Paragraph(text) => self.line(&begun(&inline(text))),
            Block::Note(text) => self.line(&format!("> {}", inline(text))),
            Block::Outcome(outcome) => {
                self.line(&format!("**{}** · {}", escaped(&outcome.words), escaped(&outcome.force)));
            }
            Block::Terms(terms) => {
                let lines: Vec<String> = terms.iter().map(|(label, values)| term(label, values)).collect();
                self.line(&lines.join("\n"));
            }
            Block::List(items) => {
                let lines: Vec<String> = items.iter().map(|i| format!("- {}", begun(&inline(i)))).collect();
                self.line(&lines.join("\n"));
            }
            Block::Table(table) => self.table(table),
            Block::Quote(quote) => self.quote(quote),
            Block::Chart(chart) => self.table(&values(chart, self.lang)),
            Block::Receipt(text) => self.line(&format!("{FENCE}\n{text}\n```")),
        }
    }

    fn table(&mut self, table: &Table) {
        self.line(&format!("**{}**", escaped(&table.caption)));
        let mut out = String::new();
        let row = |out: &mut String, cells: &[String]| {
            // Writing to a string does not fail.
            let _ = writeln!(out, "| {} |", cells.join(" | "));
        };
        row(&mut out, &table.head.iter().map(|h| escaped(h)).collect::<Vec<_>>());
        let number = |i: usize| table.rows.iter().all(|r| r.get(i).is_some_and(|c| c.number));
        let rule: Vec<String> =
            (0..table.head.len()).map(|i| if number(i) { "--:".to_owned() } else { "---".to_owned() }).collect();
        row(&mut out, &rule);
        for cells in &table.rows {
            row(&mut out, &cells.iter().map(cell).collect::<Vec<_>>());
        }
        self.line(out.trim_end());
    }

    fn quote(&mut self, quote: &Quote) {
        self.line(&format!("**{}**", escaped(&quote.file)));
        let width = quote.lines.iter().map(|l| l.number.to_string().len()).max().unwrap_or(1);
        let lines: Vec<String> = quote
            .lines
            .iter()
            .map(|l| {
                let text: String = l.pieces.iter().map(|(piece, _)| piece.as_str()).collect();
                format!("{:>width$} | {}", l.number, clean(&text))
            })
            .collect();
        let text = lines.join("\n");
        let fence = fence(&text);
        self.line(&format!("{fence}text\n{text}\n{fence}"));
        if quote.more > 0 {
            let more = quote.more;
            self.line(&self.lang.pick(format!("en nog {more} regels"), format!("and {more} more lines")));
        }
    }
}

fn term(label: &str, values: &[String]) -> String {
    match values {
        [one] => format!("- {}: {}", escaped(label), inline(one)),
        many => {
            let lines: Vec<String> = many.iter().map(|v| format!("\n  - {}", begun(&inline(v)))).collect();
            format!("- {}:{}", escaped(label), lines.join(""))
        }
    }
}

fn cell(cell: &Cell) -> String {
    let text = inline(&cell.text);
    match &cell.link {
        // An address may hold anything but what ends it.
        Some(link) if is_address(link) => {
            let link: String = clean(link).chars().filter(|c| !matches!(c, '<' | '>' | ' ' | '|')).collect();
            format!("[{text}](<{link}>)")
        }
        _ => text,
    }
}

/// A sentence with code set apart.
fn inline(text: &str) -> String {
    let piece = |p: super::inline::Piece| match p.code {
        // A bar ends a cell of a table, even in code.
        true => format!("`{}`", p.text.replace('|', "\\|")),
        false => escape(&p.text),
    };
    pieces(text).into_iter().map(piece).collect()
}

/// A text without code.
fn escaped(text: &str) -> String {
    escape(&clean(&one_line(text)))
}

fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '&' => out.push_str("&amp;"),
            '\\' | '`' | '*' | '_' | '[' | ']' | '{' | '}' | '#' | '|' | '~' | '!' | '$' => {
                out.push('\\');
                out.push(c);
            }
            c => out.push(c),
        }
    }
    out
}

/// A text that stands at the start of a line, where a number or a dash would begin a list.
fn begun(text: &str) -> String {
    let digits = text.chars().take_while(char::is_ascii_digit).count();
    let after = text.chars().nth(digits);
    if digits > 0 && matches!(after, Some('.' | ')')) {
        let (number, rest) = text.split_at_checked(digits).unwrap_or((text, ""));
        return format!("{number}\\{rest}");
    }
    if text.starts_with(['-', '+', '=']) { format!("\\{text}") } else { text.to_owned() }
}

/// A fence longer than any in the text.
fn fence(text: &str) -> String {
    let mut longest = 0usize;
    let mut run = 0usize;
    for c in text.chars() {
        run = if c == '`' { run.saturating_add(1) } else { 0 };
        longest = longest.max(run);
    }
    "`".repeat(longest.saturating_add(1).max(3))
}
