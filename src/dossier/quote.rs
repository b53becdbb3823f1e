//! The lines of the files that a finding rests on, with the figures that were read marked.

use std::collections::BTreeMap;

use crate::evaluate::finding::Finding;
use crate::report::outline;
use crate::source::{FileId, SourceFile, Span};

use super::reader::Reader;
use super::{Block, Quote, QuotedLine};

/// Lines of one file that are shown; a finding about a whole programme can rest on hundreds.
const LINES: usize = 14;

/// A block per file that the figures of a finding stand in.
pub(super) fn blocks(reader: &Reader<'_>, finding: &Finding) -> Vec<Block> {
    let mut by_file: BTreeMap<FileId, BTreeMap<usize, Vec<Span>>> = BTreeMap::new();
    for e in outline::figures(finding) {
        let Some(file) = reader.run.sources.get(e.span.file) else { continue };
        let line = file.line_of(e.span.start as usize);
        by_file.entry(e.span.file).or_default().entry(line).or_default().push(e.span);
    }
    by_file
        .into_iter()
        .filter_map(|(id, lines)| Some(Block::Quote(quote(reader.run.sources.get(id)?, &lines))))
        .collect()
}

fn quote(file: &SourceFile, lines: &BTreeMap<usize, Vec<Span>>) -> Quote {
    let shown = lines.iter().take(LINES).map(|(line, spans)| quoted(file, *line, spans)).collect();
    Quote { file: file.name.clone(), lines: shown, more: lines.len().saturating_sub(LINES) }
}

fn quoted(file: &SourceFile, line: usize, spans: &[Span]) -> QuotedLine {
    let (start, end) = file.line_range(line).unwrap_or_default();
    let mut marks: Vec<(usize, usize)> =
        spans.iter().map(|s| ((s.start as usize).clamp(start, end), (s.end as usize).clamp(start, end))).collect();
    marks.sort_unstable();
    let mut pieces = vec![];
    let mut at = start;
    let text = |from: usize, to: usize| file.text.get(from..to).unwrap_or("").trim_end_matches('\r').to_owned();
    for (from, to) in marks.into_iter().filter(|(from, to)| from < to) {
        // A figure inside another one is marked with it.
        let from = from.max(at);
        if from >= to {
            continue;
        }
        pieces.push((text(at, from), false));
        pieces.push((text(from, to), true));
        at = to;
    }
    pieces.push((text(at, end), false));
    pieces.retain(|(piece, _)| !piece.is_empty());
    QuotedLine { number: line.saturating_add(1), pieces }
}
