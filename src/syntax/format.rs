//! The canonical layout of a `.regels` file.
//!
//! Takes: the tree of a file and its text. Gives: the text as everyone would write it, so that a difference between two
//! versions of a norm is a difference of the norm. Keeps every comment, and every block that did not parse, as it was. Never
//! changes what a file means.

mod blocks;
mod expr;
mod words;

use super::ast;
use super::parse::blocks::{cut, is_blank};
use crate::source::Span;

/// Columns that a line may take. A word, a link or a comment that is longer stays whole.
const WIDTH: usize = 100;

/// The byte order mark that some editors put before a text.
const MARK: char = '\u{feff}';

/// Lays a file out.
///
/// The result is stable: laying it out again changes nothing. Its lines end as the first line of the text does, and a
/// byte order mark stays.
#[must_use]
pub fn format(file: &ast::File, text: &str) -> String {
    let mut chunks: Vec<Chunk<'_>> = file.items.iter().map(Chunk::Item).collect();
    for range in cut(text) {
        let holds_item = file.items.iter().any(|i| range.contains(&(i.span().start as usize)));
        if !holds_item && !is_blank(text.get(range.clone()).unwrap_or("")) {
            chunks.push(Chunk::Broken(Span::new(file.file, range.start, range.end)));
        }
    }
    chunks.sort_by_key(Chunk::start);

    let mut out = Layout { text, comments: &file.comments, out: String::new(), before: 0 };
    for (i, chunk) in chunks.iter().enumerate() {
        let next = chunks.get(i.saturating_add(1)).map_or(text.len(), |c| c.start() as usize);
        match chunk {
            Chunk::Item(item) => {
                let joined = i.checked_sub(1).and_then(|i| chunks.get(i)).is_some_and(|before| before.joins(item));
                out.block(&blocks::units(item, text), joined, next);
            }
            Chunk::Broken(span) => out.verbatim(*span),
        }
    }
    out.rest();
    // Line ends and a byte order mark are no matter of layout: on Windows git writes other ones than it keeps.
    let mut laid_out = match text.split_once('\n') {
        Some((first, _)) if first.ends_with('\r') => out.out.replace('\n', "\r\n"),
        _ => out.out,
    };
    if text.starts_with(MARK) && !laid_out.starts_with(MARK) {
        laid_out.insert(0, MARK);
    }
    laid_out
}

enum Chunk<'a> {
    Item(&'a ast::Item),
    Broken(Span),
}

impl Chunk<'_> {
    /// Whether a block follows this one without a blank line: what a place is said of, and constants below each other.
    fn joins(&self, next: &ast::Item) -> bool {
        match self {
            Chunk::Item(ast::Item::Origin(_)) => true,
            Chunk::Item(item) => blocks::is_constant(item) && blocks::is_constant(next),
            Chunk::Broken(_) => false,
        }
    }

    fn start(&self) -> u32 {
        match self {
            Chunk::Item(item) => item.span().start,
            Chunk::Broken(span) => span.start,
        }
    }
}

/// A piece of a block that comments belong to: its head, a clause, a field, an entry.
struct Unit {
    /// Where it was written.
    span: Span,
    /// How it is laid out, with indentation.
    lines: Vec<String>,
    /// Whether a blank line before it is kept: between fields and entries, whose order is the author's.
    spaced: bool,
}

struct Layout<'t> {
    text: &'t str,
    comments: &'t [Span],
    out: String,
    /// Everything before this byte of the text has been laid out.
    before: usize,
}

impl<'t> Layout<'t> {
    /// A block: comments above it, then its units. `joined` leaves out the blank line before it; `next` is where the next block
    /// starts.
    fn block(&mut self, units: &[Unit], joined: bool, next: usize) {
        // Comments belong to units in the order of the source; the units themselves come in canonical order.
        let mut by_place: Vec<usize> = (0..units.len()).collect();
        by_place.sort_by_key(|i| units.get(*i).map(|u| u.span.start));
        let mut notes: Vec<Notes> = units.iter().map(|_| Notes::default()).collect();
        for (n, i) in by_place.iter().enumerate() {
            let (Some(unit), Some(note)) = (units.get(*i), notes.get_mut(*i)) else { continue };
            let end = unit.span.end as usize;
            if n > 0 {
                note.blank = unit.spaced && self.blank_line_in(self.before, unit.span.start as usize);
                note.above = self.comments_in(self.before, end);
            } else {
                self.head(unit.span, joined);
                note.above = self.comments_in(unit.span.start as usize, end);
            }
            // A comment behind two units on one line belongs to the second.
            let after =
                by_place.get(n.saturating_add(1)).and_then(|i| units.get(*i)).map_or(next, |u| u.span.start as usize);
            note.behind = self.comments_in(end, self.line_end(end).min(after)).first().copied();
            self.before = note.behind.map_or(end, |c| c.end as usize);
        }
        for (i, (unit, note)) in units.iter().zip(&notes).enumerate() {
            if note.blank && i > 0 {
                self.out.push('\n');
            }
            let first = unit.lines.first().map_or("", String::as_str);
            let indent = " ".repeat(first.len().saturating_sub(first.trim_start().len()));
            for comment in &note.above {
                self.line(&indent, *comment);
            }
            self.out.push_str(&unit.lines.join("\n"));
            if let Some(behind) = note.behind {
                self.out.push_str("  ");
                let words = self.words(behind);
                self.out.push_str(words);
            }
            self.out.push('\n');
        }
        // Indented comments after the last unit are the block's own; those in the first column are about what comes next.
        for comment in self.comments_in(self.before, next) {
            if self.column(comment) == 0 {
                break;
            }
            self.line("  ", comment);
            self.before = comment.end as usize;
        }
    }

    /// What stands between the last block and the one that starts here: comments, with the blank lines between them.
    fn head(&mut self, block: Span, joined: bool) {
        let start = block.start as usize;
        if !(self.out.is_empty() || joined && self.comments_in(self.before, start).is_empty()) {
            self.out.push('\n');
        }
        for comment in self.comments_in(self.before, start) {
            self.line("", comment);
            self.before = comment.end as usize;
            if self.blank_line_after(self.before) {
                self.out.push('\n');
            }
        }
        self.before = start;
    }

    /// A block that did not parse.
    fn verbatim(&mut self, span: Span) {
        self.head(span, false);
        let words = self.text.get(span.start as usize..span.end as usize).unwrap_or("");
        for line in words.trim_end().lines() {
            self.out.push_str(line.trim_end());
            self.out.push('\n');
        }
        self.before = span.end as usize;
    }

    /// The comments below the last block.
    fn rest(&mut self) {
        let comments = self.comments_in(self.before, self.text.len());
        if let (Some(first), false) = (comments.first(), self.out.is_empty()) {
            let gap = self.text.get(self.before..first.start as usize).unwrap_or("");
            if gap.contains('\n') {
                self.out.push('\n');
            }
        }
        for (i, comment) in comments.iter().enumerate() {
            self.line("", *comment);
            let more = comments.len() > i.saturating_add(1);
            if more && self.blank_line_after(comment.end as usize) {
                self.out.push('\n');
            }
        }
    }

    fn line(&mut self, indent: &str, comment: Span) {
        self.out.push_str(indent);
        let words = self.words(comment);
        self.out.push_str(words);
        self.out.push('\n');
    }

    fn words(&self, comment: Span) -> &'t str {
        let text: &'t str = self.text;
        text.get(comment.start as usize..comment.end as usize).unwrap_or("").trim_end()
    }

    fn comments_in(&self, from: usize, to: usize) -> Vec<Span> {
        let inside = |c: &&Span| (c.start as usize) >= from && (c.end as usize) <= to;
        self.comments.iter().filter(inside).copied().collect()
    }

    fn line_end(&self, at: usize) -> usize {
        let rest = self.text.get(at..).unwrap_or("");
        at.saturating_add(rest.find('\n').unwrap_or(rest.len()))
    }

    fn column(&self, comment: Span) -> usize {
        let before = self.text.get(..comment.start as usize).unwrap_or("");
        before.len().saturating_sub(before.rfind('\n').map_or(0, |i| i.saturating_add(1)))
    }

    fn blank_line_after(&self, at: usize) -> bool {
        let rest = self.text.get(at..).unwrap_or("");
        let gap = rest.len().saturating_sub(rest.trim_start().len());
        rest.get(..gap).unwrap_or("").matches('\n').count() > 1
    }

    /// Whether a line between two places is empty.
    fn blank_line_in(&self, from: usize, to: usize) -> bool {
        let between = self.text.get(from..to).unwrap_or("");
        between.replace(['\r', ' ', '\t'], "").contains("\n\n")
    }
}

/// The comments of a unit.
#[derive(Default)]
struct Notes {
    blank: bool,
    above: Vec<Span>,
    behind: Option<Span>,
}
