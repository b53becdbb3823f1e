//! A comparison for a document or a message.
//!
//! Takes: the outline of a comparison. Gives: Markdown. Never decides anything; what files say is escaped, so that it is text
//! and nothing else.

use crate::report::escape::one_line;
use crate::report::printable::printable;

use super::DiffRun;
use super::outline::{Block, Tone, outline};

pub(super) fn render(run: DiffRun<'_>) -> String {
    let mut out = String::new();
    let mut listed = false;
    for block in outline(run) {
        let item = matches!(block, Block::Item { .. });
        let within_list = item && listed;
        if !out.is_empty() && !within_list {
            out.push('\n');
        }
        listed = item;
        match block {
            Block::Title(title) => out.push_str(&format!("# {}\n", escaped(&title))),
            Block::Pairs(pairs) => {
                for (label, text) in pairs {
                    out.push_str(&format!("- {}: {}\n", escaped(&label), escaped(&text)));
                }
            }
            Block::Section(title, note) => {
                let note = if note.is_empty() { String::new() } else { format!(" ({})", escaped(&note)) };
                out.push_str(&format!("## {}{note}\n", escaped(&title)));
            }
            Block::Item { head, tone, lines } => {
                let head = escaped(&head);
                let head = if tone == Tone::Plain { head } else { format!("**{head}**") };
                out.push_str(&format!("- {head}\n"));
                for line in lines {
                    out.push_str(&format!("  - {}\n", escaped(&line)));
                }
            }
            Block::Table(rows) => {
                for (n, row) in rows.iter().enumerate() {
                    let cells: Vec<String> = row.iter().map(|c| escaped(c)).collect();
                    out.push_str(&format!("| {} |\n", cells.join(" | ")));
                    if n == 0 {
                        out.push_str(&format!("|{}\n", "---|".repeat(row.len())));
                    }
                }
            }
            Block::Say(text) => out.push_str(&format!("{}\n", escaped(&text))),
        }
    }
    out
}

/// Text on one line, in which nothing is markup.
fn escaped(text: &str) -> String {
    let text = one_line(&printable(text));
    let mut out = String::with_capacity(text.len());
    // At the beginning of an item these would make a list within it: `- x`, `1. x`.
    let number = text.trim_start_matches(|c: char| c.is_ascii_digit());
    let listed = text.starts_with(['-', '+']) || number.len() < text.len() && number.starts_with(['.', ')']);
    let at = if listed { text.len().saturating_sub(number.len()) } else { usize::MAX };
    for (i, c) in text.char_indices() {
        if i == at || matches!(c, '&' | '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '#' | '|' | '~') {
            out.push('\\');
        }
        out.push(c);
    }
    out
}
