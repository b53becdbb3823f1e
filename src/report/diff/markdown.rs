//! A comparison for a document or a message.
//!
//! Takes: the outline of a comparison. Gives: Markdown. Never decides anything; what files say is text and nothing else.

use crate::report::markup::Markdown;

use super::DiffRun;
use super::outline::{Block, Tone, outline};

pub(super) fn render(run: DiffRun<'_>) -> Markdown {
    let mut out = Markdown::default();
    let mut listed = false;
    for block in outline(run) {
        let item = matches!(block, Block::Item { .. });
        let within_list = item && listed;
        if out.len() > 0 && !within_list {
            out.markup("\n");
        }
        listed = item;
        match block {
            Block::Title(title) => out.put("# {}\n", &[&title]),
            Block::Pairs(pairs) => pairs.iter().for_each(|(label, text)| out.put("- {}: {}\n", &[label, text])),
            Block::Section(title, note) if note.is_empty() => out.put("## {}\n", &[&title]),
            Block::Section(title, note) => out.put("## {} ({})\n", &[&title, &note]),
            Block::Item { head, tone, lines } => {
                out.put(if tone == Tone::Plain { "- {}\n" } else { "- **{}**\n" }, &[&head]);
                lines.iter().for_each(|line| out.put("  - {}\n", &[line]));
            }
            Block::Table(rows) => {
                for (n, row) in rows.iter().enumerate() {
                    out.markup("|");
                    row.iter().for_each(|cell| out.put(" {} |", &[cell]));
                    out.markup("\n");
                    if n == 0 {
                        out.markup("|");
                        row.iter().for_each(|_| out.markup("---|"));
                        out.markup("\n");
                    }
                }
            }
            Block::Say(text) => out.put("{}\n", &[&text]),
        }
    }
    out
}
