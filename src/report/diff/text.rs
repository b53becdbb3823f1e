//! A comparison for a terminal.
//!
//! Takes: the outline of a comparison. Gives: text that fits the width. Never decides anything.

use crate::report::ink::{Ink, Style};
use crate::report::text::layout::{fill, fill_in, pad, width};

use super::DiffRun;
use super::outline::{Block, Tone, outline};

pub(super) fn write(run: DiffRun<'_>, out: &mut Ink) {
    out.set_colour(run.colour);
    let limit = run.width.clamp(40, 120);
    for block in outline(run) {
        match block {
            Block::Title(title) => {
                out.paint(Style::Bold, &title);
                out.end();
            }
            Block::Pairs(pairs) => {
                let widest = pairs.iter().map(|(l, _)| width(l)).max().unwrap_or(0);
                for (label, text) in pairs {
                    let first = format!("  {label}{}  ", pad(width(&label), widest));
                    fill(out, limit, &first, Style::Dim, &text);
                }
            }
            Block::Section(title, note) => {
                out.end();
                let note = if note.is_empty() { String::new() } else { format!(" · {note}") };
                out.paint(Style::Bold, &title);
                out.line(&note);
            }
            Block::Item { head, tone, lines } => {
                let style = match tone {
                    Tone::Bad => Style::Red,
                    Tone::Good => Style::Green,
                    Tone::Plain => Style::Bold,
                };
                fill_in(out, limit, &[(Style::Plain, "  ")], style, &head);
                for line in lines {
                    fill(out, limit, "      ", Style::Plain, &line);
                }
            }
            Block::Table(rows) => table(out, &rows),
            Block::Say(text) => {
                out.end();
                fill(out, limit, "", Style::Plain, &text);
            }
        }
    }
}

/// Columns as wide as their widest cell; the first row is the head.
fn table(out: &mut Ink, rows: &[Vec<String>]) {
    let columns = rows.iter().map(Vec::len).max().unwrap_or(0);
    let widest = |i: usize| rows.iter().filter_map(|r| r.get(i)).map(|c| width(c)).max().unwrap_or(0);
    let widths: Vec<usize> = (0..columns).map(widest).collect();
    for (n, row) in rows.iter().enumerate() {
        let mut line = String::from("  ");
        for (cell, to) in row.iter().zip(&widths) {
            line.push_str(cell);
            line.push_str(&pad(width(cell), to.saturating_add(2)));
        }
        let line = line.trim_end();
        out.paint(if n == 0 { Style::Bold } else { Style::Plain }, line);
        out.end();
    }
}
