//! A document as Markdown for GitHub, GitLab and what makes documents of it: tables, lines of files in fenced blocks, and lists that
//! unfold as the only HTML.
//!
//! Takes: blocks. Gives: text; as a comment on a pull request no more than fits in one, and what is left out is counted. Never a
//! mention, a link or markup out of a file.

use crate::document::{Block, Finding, Found, Item, List, Section, Table, Term, Tone, Words};
use crate::lang::Lang;
use crate::limits::MAX_COMMENT_BYTES;
use crate::report::ink::Ink;
use crate::report::markup::{Markdown, clean, is_address};
use crate::report::source::quotes;
use crate::report::{Form, place};
use crate::run::receipt::FENCE;
use crate::source::{Sources, Span};

/// A document that is being set.
pub(crate) struct Page<'a> {
    sources: &'a Sources,
    lang: Lang,
    out: Markdown,
    /// The level of the heading that a finding gets.
    level: usize,
    /// It must fit in a comment.
    comment: bool,
    /// Findings and blocks for which there was no room.
    left_out: usize,
    /// A finding of which the head did not fit: nor does the rest.
    skipped: bool,
    /// Items or lines stand before.
    listing: bool,
}

impl<'a> Page<'a> {
    pub(crate) fn new(sources: &'a Sources, lang: Lang, comment: bool) -> Self {
        let out = Markdown::default();
        Page { sources, lang, out, level: 2, comment, left_out: 0, skipped: false, listing: false }
    }
}

impl Form for Page<'_> {
    fn set(&mut self, block: Block, _: &mut Ink) {
        // What is not for a first reading at a terminal is not for a comment.
        if self.comment && matches!(&block, Block::List(list) if list.enough == 0) {
            return;
        }
        let of_finding = !matches!(block, Block::Finding(_) | Block::Section(_) | Block::List(_) | Block::Table(_));
        if matches!(block, Block::Contents(_) | Block::Hint(_) | Block::End) || self.skipped && of_finding {
            return;
        }
        let listed = matches!(block, Block::Item(_) | Block::Line(_));
        let mut made = Markdown::literal(self.comment);
        if self.listing && !listed {
            made.markup("\n");
        }
        let counted = matches!(block, Block::Finding(_) | Block::List(_));
        self.block(&mut made, block);
        let fits = !self.comment || self.out.bytes().saturating_add(made.bytes()) <= MAX_COMMENT_BYTES;
        self.skipped = !fits && counted;
        if fits {
            self.out.append(&made);
            self.listing = listed;
        } else {
            self.left_out = self.left_out.saturating_add(1);
        }
    }

    fn end(&mut self, out: &mut Ink) {
        if self.left_out > 0 {
            let left = self.left_out;
            self.out.sentence(&self.lang.pick(
                format!("Weggelaten om in één reactie te passen: {left}. Alles staat in de andere formaten, zoals `--format html`."),
                format!("Left out to fit in one comment: {left}. Everything is in the other formats, such as `--format html`."),
            ));
        }
        out.lines(self.out.as_str().trim_end());
        out.end();
    }
}

impl Page<'_> {
    /// A block of its own: an empty line follows, but within a list.
    fn block(&mut self, out: &mut Markdown, block: Block) {
        match block {
            Block::Title(title, kind) => {
                out.put("# {}\n\n{}", &[&title, &kind]);
            }
            Block::Section(section) => self.section(out, &section),
            Block::Finding(finding) => self.head(out, &finding),
            Block::Outcome(outcome) => out.put("**{}** · {}", &[&outcome.words, &outcome.force]),
            Block::Found(found) => self.found(out, &found),
            Block::Terms(terms) => terms.iter().for_each(|term| self::term(out, term)),
            Block::Paragraph(_, text) => out.sentence(&text),
            Block::Note(text) => {
                out.markup("> ");
                out.sentence(&text);
            }
            Block::List(list) => self.list(out, &list),
            Block::Item(item) => return entry(out, &item),
            Block::Lines(title) => out.put("**{}**", &[&title]),
            Block::Line(line) => {
                (0..line.level.min(8)).for_each(|_| out.markup("  "));
                out.markup("- ");
                out.sentence(&line.text);
                let at = place::listed(self.sources, &line.places, self.lang, false);
                if !at.is_empty() {
                    out.put(" ({})", &[&at]);
                }
                out.markup("\n");
                return;
            }
            Block::Table(table) => self::table(out, &table),
            Block::Chart(chart) => self::table(out, &chart.table()),
            Block::Code(title, text) => {
                out.put("**{}**\n\n", &[&title]);
                out.fenced("text", &text.lines().map(clean).collect::<Vec<_>>().join("\n"));
            }
            // The receipt holds names as escapes: no line of it is one of a file.
            Block::Receipt(_, text) => out.fenced(FENCE, &text),
            Block::Contents(_) | Block::Hint(_) | Block::End => {}
        }
        out.end_block();
    }

    fn heading(out: &mut Markdown, level: usize) {
        out.markup(match level {
            0 | 1 => "# ",
            2 => "## ",
            3 => "### ",
            4 => "#### ",
            5 => "##### ",
            _ => "###### ",
        });
    }

    fn section(&mut self, out: &mut Markdown, section: &Section) {
        Self::heading(out, section.level.saturating_add(1));
        self.level = section.level.saturating_add(2);
        if !section.number.is_empty() {
            out.put("{} ", &[&section.number]);
        }
        out.sentence(&section.title);
        if !section.note.is_empty() {
            out.put(" ({})", &[&section.note]);
        }
    }

    fn head(&self, out: &mut Markdown, finding: &Finding) {
        Self::heading(out, self.level);
        out.put("{}", &[&finding.title]);
        if let Some(outcome) = &finding.outcome {
            out.put(" {} · {}", &[&outcome.words, &outcome.force]);
        }
        if !finding.about.is_empty() {
            out.put(" · {}", &[&finding.about]);
        }
        if !finding.sources.said.is_empty() {
            out.markup("\n\n");
            self::term(out, &finding.sources);
        }
    }

    fn found(&self, out: &mut Markdown, found: &Found) {
        out.sentence(&found.message);
        if self.comment {
            // Who reviews has the lines at hand.
            let spans: Vec<Span> = found.places.iter().map(|p| p.span).collect();
            let at = place::listed(self.sources, &spans, self.lang, false);
            return out.put(if at.is_empty() { "{}" } else { " ({})" }, &[&at]);
        }
        for quote in quotes(self.sources, &found.places) {
            let width = quote.lines.iter().map(|l| l.number.to_string().len()).max().unwrap_or(1);
            let lines = quote.lines.iter().map(|line| {
                let text: String = line.pieces.iter().map(|(piece, _)| piece.as_str()).collect();
                let labels = line.labels.join(", ");
                let labels = if labels.is_empty() { labels } else { format!("  ← {labels}") };
                format!("{:>width$} | {}", line.number, clean(&format!("{text}{labels}")))
            });
            let lines = lines.collect::<Vec<_>>().join("\n");
            out.put("\n\n**{}**\n\n", &[&quote.file]);
            out.fenced("text", &lines);
        }
    }

    /// A list; GitHub needs an empty line before and after one that unfolds.
    fn list(&self, out: &mut Markdown, list: &List) {
        if list.folded {
            out.put("<details><summary>{} ({})</summary>\n\n", &[&list.title, &list.items.len()]);
        } else {
            Self::heading(out, self.level);
            out.put("{} ({})\n\n", &[&list.title, &list.note]);
        }
        list.items.iter().for_each(|item| entry(out, item));
        out.markup(if list.folded { "\n</details>" } else { "" });
    }
}

fn entry(out: &mut Markdown, item: &Item) {
    out.markup("- ");
    let bold = !item.name.is_empty() && (!item.text.is_empty() || item.tone != Tone::Plain);
    out.markup(if bold { "**" } else { "" });
    out.sentence(&item.name);
    out.markup(if bold { "**" } else { "" });
    out.markup(if item.name.is_empty() || item.text.is_empty() { "" } else { " " });
    out.sentence(&item.text);
    out.markup("\n");
    for below in &item.below {
        out.markup("  - ");
        out.sentence(below);
        out.markup("\n");
    }
}

fn term(out: &mut Markdown, term: &Term) {
    out.put("- {}:", &[&term.label]);
    match term.said.as_slice() {
        [one] => {
            out.markup(" ");
            linked(out, one);
            out.markup("\n");
        }
        many => {
            out.markup("\n");
            for said in many {
                out.markup("  - ");
                linked(out, said);
                out.markup("\n");
            }
        }
    }
}

/// A sentence that leads to its address, if that is one of the web.
fn linked(out: &mut Markdown, words: &Words) {
    match words.link.as_deref().filter(|l| is_address(l)) {
        Some(link) => out.link(&words.text, link),
        None => out.sentence(&words.text),
    }
}

fn table(out: &mut Markdown, table: &Table) {
    if !table.caption.is_empty() {
        out.put("**{}**\n\n", &[&table.caption]);
    }
    out.markup("|");
    table.head.iter().for_each(|h| out.put(" {} |", &[h]));
    out.markup("\n|");
    (0..table.head.len()).for_each(|i| out.markup(if table.is_numbers(i) { " --: |" } else { " --- |" }));
    for cells in &table.rows {
        out.markup("\n|");
        for cell in cells {
            out.markup(" ");
            linked(out, &cell.words);
            out.markup(" |");
        }
    }
}
