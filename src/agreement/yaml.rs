//! From YAML text to a value tree.
//!
//! Takes: a source file. Gives: a [`Tree`] with a byte span on every node, or all the diagnostics of the file: after a syntax
//! error the block it stands in is left out and the rest is read, so that one run reports every broken block. Never interprets
//! a value.
//!
//! Only this module and its submodules know the YAML parser. It is young, so it must be replaceable.

mod build;
mod fault;
mod locate;

use std::borrow::Cow;

use granit_parser::{Options, Parser};

use crate::agreement::tree::Tree;
use crate::diagnostic::Diagnostics;
use crate::limits;
use crate::source::SourceFile;

use build::Builder;

/// Most broken blocks looked for in one file.
const MOST_BROKEN_BLOCKS: usize = 20;

/// Files above this size are read once: looking for further syntax errors reads the text again for each.
const LARGEST_REREAD: usize = 2 * 1024 * 1024;

/// Reads a file into a tree; `None` exactly when there is an error.
#[must_use]
pub fn read(file: &SourceFile) -> (Option<Tree>, Diagnostics) {
    let mut syntax = Diagnostics::new();
    let mut text: Cow<'_, str> = Cow::Borrowed(&file.text);
    loop {
        let mut builder = Builder::new(file);
        let failed = run(&text, &mut builder);
        let Some(error) = failed else {
            let broken = syntax.has_errors();
            let (tree, mut diagnostics) = builder.finish(broken);
            diagnostics.extend(syntax);
            let tree = if diagnostics.has_errors() { None } else { tree };
            return (tree, diagnostics);
        };
        let at = error.marker().byte_offset().unwrap_or_default().min(text.len());
        let (fault, places) = locate::diagnostic(file, &text, error.kind(), at);
        syntax.push(fault);
        let again = syntax.len() < MOST_BROKEN_BLOCKS && text.len() <= LARGEST_REREAD;
        let next = if again { without_blocks(&text, &places) } else { None };
        match next {
            Some(rest) => text = Cow::Owned(rest),
            None => {
                let (_, mut diagnostics) = builder.finish(true);
                diagnostics.extend(syntax);
                return (None, diagnostics);
            }
        }
    }
}

fn run(text: &str, builder: &mut Builder<'_>) -> Option<granit_parser::ScanError> {
    let mut options = Options::default();
    options.emit_comments = false;
    // An unknown alias is reported and reading goes on.
    options.emit_unresolved_aliases = true;
    options.block_nesting_limit = limits::MAX_YAML_DEPTH;
    options.flow_nesting_limit = limits::MAX_YAML_DEPTH;
    for next in Parser::new_from_str_with_options(text, options) {
        match next {
            Ok((event, span)) => {
                if !builder.event(event, span) {
                    return None;
                }
            }
            Err(error) => return Some(error),
        }
    }
    None
}

/// The text with the blocks that hold these places replaced by spaces, so that all other places stay where they are. `None`
/// when nothing would change.
///
/// A block runs from a line that starts in the first column to the next such line: in practice one field of the agreement.
fn without_blocks(text: &str, places: &[usize]) -> Option<String> {
    let mut kept = String::with_capacity(text.len());
    let mut changed = false;
    let mut start = 0usize;
    let mut line_start = 0usize;
    let mut blank = |from: usize, to: usize| {
        let block = text.get(from..to).unwrap_or("");
        // A place at the very end of the text belongs to the last block.
        let hit = places.iter().any(|p| (from <= *p && *p < to) || (*p == to && to == text.len()));
        if hit && !block.trim().is_empty() {
            changed = true;
            for c in block.chars() {
                if c == '\n' || c == '\r' {
                    kept.push(c);
                } else {
                    kept.extend(std::iter::repeat_n(' ', c.len_utf8()));
                }
            }
        } else {
            kept.push_str(block);
        }
    };
    for line in text.split_inclusive('\n') {
        if line_start > start && starts_block(line) {
            blank(start, line_start);
            start = line_start;
        }
        line_start = line_start.saturating_add(line.len());
    }
    blank(start, text.len());
    changed.then_some(kept)
}

fn starts_block(line: &str) -> bool {
    !matches!(line.chars().next(), None | Some(' ' | '\t' | '\r' | '\n' | '#' | '-' | '}' | ']' | '.'))
}
