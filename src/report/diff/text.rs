//! A comparison for a terminal.
//!
//! Takes: the outline of a comparison. Gives: text that fits the width. Never decides anything.

use crate::report::printable::printable;
use crate::report::text::layout::{Paint, fill, pad, width};

use super::DiffRun;
use super::outline::{Block, Tone, outline};

pub(super) fn render(run: DiffRun<'_>) -> String {
    let paint = Paint { on: run.colour };
    let limit = run.width.clamp(40, 120);
    let tone = |tone: Tone, text: &str| match tone {
        Tone::Bad => paint.red(text),
        Tone::Good => paint.green(text),
        Tone::Plain => paint.bold(text),
    };
    let mut out = String::new();
    for block in outline(run) {
        match block {
            Block::Title(title) => {
                out.push_str(&paint.bold(&printable(&title)));
                out.push('\n');
            }
            Block::Pairs(pairs) => {
                let widest = pairs.iter().map(|(l, _)| width(l)).max().unwrap_or(0);
                for (label, text) in pairs {
                    let first = format!("  {label}{}  ", pad(width(&label), widest));
                    fill(&mut out, limit, &first, |s| paint.dim(s), &text);
                }
            }
            Block::Section(title, note) => {
                out.push('\n');
                let note = if note.is_empty() { String::new() } else { format!(" · {note}") };
                out.push_str(&format!("{}{note}\n", paint.bold(&title)));
            }
            Block::Item { head, tone: shade, lines } => {
                let mut line = String::new();
                fill(&mut line, limit, "  ", str::to_string, &head);
                out.push_str(&tone(shade, line.trim_end()));
                out.push('\n');
                for line in lines {
                    fill(&mut out, limit, "      ", str::to_string, &line);
                }
            }
            Block::Table(rows) => table(&mut out, paint, &rows),
            Block::Say(text) => {
                out.push('\n');
                fill(&mut out, limit, "", str::to_string, &text);
            }
        }
    }
    out
}

/// Columns as wide as their widest cell; the first row is the head.
fn table(out: &mut String, paint: Paint, rows: &[Vec<String>]) {
    let columns = rows.iter().map(Vec::len).max().unwrap_or(0);
    let widest = |i: usize| rows.iter().filter_map(|r| r.get(i)).map(|c| width(&printable(c))).max().unwrap_or(0);
    let widths: Vec<usize> = (0..columns).map(widest).collect();
    for (n, row) in rows.iter().enumerate() {
        let mut line = String::from("  ");
        for (cell, to) in row.iter().zip(&widths) {
            let cell = printable(cell);
            line.push_str(&cell);
            line.push_str(&pad(width(&cell), to.saturating_add(2)));
        }
        let line = line.trim_end();
        out.push_str(&if n == 0 { paint.bold(line) } else { line.to_owned() });
        out.push('\n');
    }
}
