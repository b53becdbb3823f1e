//! Cuts a file into blocks, and finds its comments.
//!
//! A block starts where a line starts with a letter; everything that belongs to it is indented. That is the whole of error
//! recovery: a fault, even a string without an end, costs one block.

use std::ops::Range;

use crate::source::{SourceFile, Span};
use crate::syntax::scan::{Kind, strings_and_comments};

/// The byte ranges of the blocks. What stands before the first block is a block too; it is blank in a good file.
pub(in crate::syntax) fn cut(text: &str) -> Vec<Range<usize>> {
    let mut starts = vec![0];
    let mut at = 0usize;
    for line in text.split_inclusive('\n') {
        if at > 0 && line.starts_with(|c: char| c.is_alphanumeric()) {
            starts.push(at);
        }
        at = at.saturating_add(line.len());
    }
    // The first line starts a block too, so a blank head only arises above the first block of an indented or commented file.
    let ends = starts.iter().skip(1).copied().chain([text.len()]);
    starts.iter().copied().zip(ends).map(|(start, end)| start..end).collect()
}

/// Whether a text holds nothing but white space and comments.
pub(in crate::syntax) fn is_blank(text: &str) -> bool {
    text.lines()
        .map(|line| line.trim_start_matches(['\u{FEFF}', ' ', '\t', '\r']))
        .all(|l| l.is_empty() || l.starts_with('#'))
}

/// The comments of a file, each without its line end.
///
/// Blocks are scanned one by one, so that a string without an end hides the comments of its own block only.
pub(super) fn comments(file: &SourceFile) -> Vec<Span> {
    let mut found = Vec::new();
    for block in cut(&file.text) {
        let text = file.text.get(block.clone()).unwrap_or("");
        for token in strings_and_comments(text) {
            if token.kind == Kind::Comment {
                let start = block.start.saturating_add(token.range.start);
                found.push(Span::new(file.id, start, start.saturating_add(token.range.len())));
            }
        }
    }
    found
}
