//! All files in one space of offsets, so that one drawing of miette can underline figures in an agreement and in a rule; and the same
//! lines with what is marked in them, for forms that quote.
//!
//! Takes: [`Sources`] and the places to mark. Gives: a miette [`SourceCode`] that shows exactly the lines those places are on, and close neighbours between them; of a line too long to read only the parts around the spans. Never shows a control
//! character: a file may come from a stranger, and a terminal obeys what it is sent. Never copies more of a file than it shows.

use miette::{LabeledSpan, MietteError, MietteSpanContents, SourceCode, SourceSpan, SpanContents};

use crate::document::Place;
use crate::limits::MAX_LINE_SHOWN;
use crate::printable::printable;
use crate::report::ink::on_one_line;
use crate::source::{FileId, SourceFile, Sources, Span};

/// Lines between two underlined lines up to which the lines between are shown too, instead of a new block.
const BRIDGE: usize = 1;

/// Bytes shown on both sides of an underlined place in a long line.
const AROUND: usize = 60;

/// Parts shown of one long line; what is underlined beyond them has its words without its place.
const MOST_PARTS: usize = 6;

/// Stands for what is left out of a long line.
const CUT: &str = "…";

/// Consecutive lines of one file that are shown together, and what of them is shown.
struct Window<'a> {
    file: &'a SourceFile,
    /// First and last line, both included, counted from 0.
    first: usize,
    last: usize,
    /// Where its text starts in the common space.
    base: usize,
    text: String,
    parts: Vec<Part>,
}

/// Bytes of a line that are shown as they are.
struct Part {
    line: usize,
    /// The bytes in the file.
    from: usize,
    to: usize,
    /// Where they start in the text of the window.
    at: usize,
}

/// Lines of a file, with what is marked in them.
pub(crate) struct Quote<'a> {
    pub(crate) file: &'a str,
    pub(crate) lines: Vec<Quoted>,
}

/// A line in pieces, with whether they are marked, and what is said of those.
pub(crate) struct Quoted {
    pub(crate) number: usize,
    pub(crate) pieces: Vec<(String, bool)>,
    pub(crate) labels: Vec<String>,
}

/// The lines that places are on.
pub(crate) fn quotes<'a>(sources: &'a Sources, places: &[Place]) -> Vec<Quote<'a>> {
    let (texts, labels) = Texts::with_labels(sources, places);
    let mut out: Vec<Quote<'a>> = Vec::new();
    for window in &texts.windows {
        let mut start = window.base;
        for (line, number) in window.text.split('\n').zip(window.first.saturating_add(1)..) {
            let end = start.saturating_add(line.len());
            let quoted = quoted(line, number, start, labels.iter().filter(|l| (start..=end).contains(&l.offset())));
            match out.last_mut() {
                Some(quote) if quote.file == window.file.name => quote.lines.push(quoted),
                _ => out.push(Quote { file: &window.file.name, lines: vec![quoted] }),
            }
            start = end.saturating_add(1);
        }
    }
    out
}

fn quoted<'l>(line: &str, number: usize, start: usize, marks: impl Iterator<Item = &'l LabeledSpan>) -> Quoted {
    let (mut pieces, mut labels, mut at) = (Vec::new(), Vec::new(), 0usize);
    let mut piece = |from: usize, to: usize, marked: bool| {
        let text = line.get(from..to).filter(|text| !text.is_empty());
        pieces.extend(text.map(|text| (text.to_owned(), marked)));
    };
    for mark in marks {
        labels.extend(mark.label().map(str::to_owned));
        let from = mark.offset().saturating_sub(start);
        let to = from.saturating_add(mark.len());
        piece(at, from, false);
        piece(from, to, true);
        at = to;
    }
    piece(at, line.len(), false);
    Quoted { number, pieces, labels }
}

/// The texts that the labels of one drawing point into.
pub(crate) struct Texts<'a> {
    windows: Vec<Window<'a>>,
}

impl<'a> Texts<'a> {
    /// The files that these spans are in, showing the lines they are on.
    fn new(sources: &'a Sources, spans: impl IntoIterator<Item = Span>) -> Self {
        let mut places: Vec<(FileId, usize, Span)> = spans
            .into_iter()
            .filter_map(|s| sources.get(s.file).map(|f| (s.file, f.line_of(s.start as usize), s)))
            .collect();
        places.sort_unstable();
        // File, first and last line, and the places in them.
        type Lines = (FileId, usize, usize, Vec<(usize, Span)>);
        let mut windows: Vec<Lines> = Vec::new();
        for (id, line, span) in places {
            match windows.last_mut() {
                Some((file, _, last, spans))
                    if *file == id && line <= last.saturating_add(1).saturating_add(BRIDGE) =>
                {
                    *last = line.max(*last);
                    spans.push((line, span));
                }
                _ => windows.push((id, line, line, vec![(line, span)])),
            }
        }
        let mut base = 0usize;
        let mut out: Vec<Window<'a>> = Vec::with_capacity(windows.len());
        for (id, first, last, spans) in windows {
            let Some(file) = sources.get(id) else { continue };
            let mut window = Window { file, first, last, base, text: String::new(), parts: Vec::new() };
            for line in first..=last {
                window.add(line, spans.iter().filter(|(l, _)| *l == line).map(|(_, s)| *s));
            }
            // One offset is left free between windows: an empty span at the end of one belongs to that one.
            base = base.saturating_add(window.text.len()).saturating_add(1);
            out.push(window);
        }
        Texts { windows: out }
    }

    /// The lines that places are on, and the places in them, with the words for each.
    pub(crate) fn with_labels(sources: &'a Sources, places: &[Place]) -> (Self, Vec<LabeledSpan>) {
        let texts = Texts::new(sources, places.iter().map(|p| p.span));
        let words = |words: String| (!words.is_empty()).then(|| printable(&words).into_owned());
        let labels = disjoint(places).into_iter().filter_map(|(span, said)| texts.label(span, words(said))).collect();
        (texts, labels)
    }

    /// A label for miette at a span: cut off at the end of its first line, so that every underline is a plain one.
    fn label(&self, span: Span, words: Option<String>) -> Option<LabeledSpan> {
        let start = span.start as usize;
        let line = sourced(&self.windows, span)?.file.line_of(start);
        let of_file = self.windows.iter().filter(|w| w.file.id == span.file);
        let window = of_file.into_iter().find(|w| w.first <= line && line <= w.last)?;
        let on_line = || window.parts.iter().filter(|p| p.line == line);
        // A place on a line end or beyond is shown at the end of what is shown of the line.
        let part = on_line().find(|p| p.from <= start && start <= p.to).or_else(|| on_line().next_back())?;
        let from = start.clamp(part.from, part.to);
        let to = (span.end as usize).clamp(from, part.to);
        let words_end = window.file.text.get(from..to).map_or(to, |s| from.saturating_add(s.trim_end().len()));
        // Where the blanks themselves are what is wrong, they are underlined.
        let trimmed = if words_end == from { to } else { words_end };
        let at = window.base.saturating_add(part.at).saturating_add(from.saturating_sub(part.from));
        Some(LabeledSpan::new(words, at, trimmed.saturating_sub(from)))
    }
}

/// Spans in order without overlap: the same place underlined twice becomes one with both words, and of two nested places the
/// smaller one stays, since it says more exactly what is meant.
fn disjoint(places: &[Place]) -> Vec<(Span, String)> {
    let mut labels: Vec<(Span, &str)> = places.iter().map(|p| (p.span, p.label.as_str())).collect();
    labels.sort_by_key(|(s, _)| (s.file, s.start, s.end));
    let mut out: Vec<(Span, String)> = Vec::new();
    for (span, words) in labels {
        let Some((last, said)) = out.last_mut().filter(|(l, _)| overlap(*l, span)) else {
            out.push((span, words.to_string()));
            continue;
        };
        if span.len() < last.len() {
            *last = span;
        }
        if !words.is_empty() && said != words {
            if !said.is_empty() {
                said.push_str(", ");
            }
            said.push_str(words);
        }
    }
    out
}

fn overlap(a: Span, b: Span) -> bool {
    a.file == b.file && (b.start < a.end || b.start == a.start)
}

fn sourced<'w, 'a>(windows: &'w [Window<'a>], span: Span) -> Option<&'w Window<'a>> {
    windows.iter().find(|w| w.file.id == span.file)
}

impl Window<'_> {
    /// Adds what is shown of a line, in which these spans start.
    fn add(&mut self, line: usize, spans: impl Iterator<Item = Span>) {
        let Some((start, end)) = line_content(self.file, line) else { return };
        if !self.text.is_empty() || !self.parts.is_empty() {
            self.text.push('\n');
        }
        let mut shown: Vec<(usize, usize)> = Vec::new();
        if end.saturating_sub(start) <= MAX_LINE_SHOWN {
            shown.push((start, end));
        } else {
            for span in spans {
                let at = (span.start as usize).clamp(start, end);
                let most = at.saturating_add(MAX_LINE_SHOWN.saturating_sub(AROUND.saturating_mul(2)));
                let to = (span.end as usize).clamp(at, end).min(most).saturating_add(AROUND).min(end);
                let from = at.saturating_sub(AROUND).max(start);
                let parts = shown.len();
                match shown.last_mut() {
                    Some((_, last)) if from <= *last => *last = to.max(*last),
                    _ if parts < MOST_PARTS => shown.push((from, to)),
                    _ => {}
                }
            }
            if shown.is_empty() {
                shown.push((start, start.saturating_add(AROUND).min(end)));
            }
        }
        let mut reached = start;
        for (from, to) in shown {
            let (from, to) = (boundary(&self.file.text, from), boundary(&self.file.text, to));
            if from > reached {
                self.text.push_str(CUT);
            }
            self.parts.push(Part { line, from, to, at: self.text.len() });
            self.text.push_str(&printable(self.file.text.get(from..to).unwrap_or("")));
            reached = to;
        }
        if reached < end {
            self.text.push_str(CUT);
        }
    }
}

/// The place itself, or the start of the character that it lies in.
fn boundary(text: &str, mut at: usize) -> usize {
    while !text.is_char_boundary(at) {
        at = at.saturating_sub(1);
    }
    at
}

/// Byte range of a line without its line end.
fn line_content(file: &SourceFile, line: usize) -> Option<(usize, usize)> {
    let (start, end) = file.line_range(line)?;
    let cr = file.text.get(start..end).is_some_and(|s| s.ends_with('\r'));
    Some((start, if cr { end.saturating_sub(1) } else { end }))
}

impl SourceCode for Texts<'_> {
    fn read_span<'a>(
        &'a self,
        span: &SourceSpan,
        before: usize,
        after: usize,
    ) -> Result<Box<dyn SpanContents<'a> + 'a>, MietteError> {
        let index = self.windows.partition_point(|w| w.base <= span.offset()).saturating_sub(1);
        let window = self.windows.get(index).ok_or(MietteError::OutOfBounds)?;
        let start = span.offset().checked_sub(window.base).ok_or(MietteError::OutOfBounds)?;
        let end = start.saturating_add(span.len());
        // A span that runs on into the next window: miette then opens a block of its own for that one.
        let (head, inside) =
            window.text.get(..start).zip(window.text.get(start..end)).ok_or(MietteError::OutOfBounds)?;
        // miette asks for context lines where it draws, and for none where it only wants the place.
        let draws = before > 0 || after > 0;
        let breaks = |text: &str| text.bytes().filter(|b| *b == b'\n').count();
        let (from, to, first, lines) = if draws {
            (0, window.text.len(), window.first, window.last.saturating_sub(window.first).saturating_add(1))
        } else {
            let from = head.rfind('\n').map_or(0, |n| n.saturating_add(1));
            let to =
                window.text.get(end..).and_then(|t| t.find('\n')).map_or(window.text.len(), |n| end.saturating_add(n));
            (from, to, window.first.saturating_add(breaks(head)), breaks(inside).saturating_add(1))
        };
        let data = window.text.get(from..to).ok_or(MietteError::OutOfBounds)?;
        // The column in the file, not in what is shown of the line.
        let column = || {
            let part = window.parts.iter().rev().find(|p| p.at <= start);
            let byte = part.map_or(0, |p| p.from.saturating_add(start.saturating_sub(p.at)).min(p.to));
            window.file.line_column(u32::try_from(byte).unwrap_or(u32::MAX)).1.saturating_sub(1)
        };
        Ok(Box::new(MietteSpanContents::new_named(
            on_one_line(&window.file.name),
            data.as_bytes(),
            SourceSpan::new(window.base.saturating_add(from).into(), data.len()),
            first,
            if draws { 0 } else { column() },
            lines,
        )))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_span_over_two_files_is_out_of_bounds() {
        let mut sources = Sources::new();
        let a = sources.add("a.yaml", "x: 1\n");
        let b = sources.add("b.regels", "eis x\n");
        let texts = Texts::new(&sources, [Span::new(a, 3, 4), Span::new(b, 0, 3)]);
        let first = texts.label(Span::new(a, 3, 4), None).unwrap();
        let second = texts.label(Span::new(b, 0, 3), None).unwrap();
        assert!(texts.read_span(first.inner(), 1, 1).is_ok());
        let both = SourceSpan::new(first.offset().into(), second.offset() + second.len() - first.offset());
        assert!(texts.read_span(&both, 1, 1).is_err());
    }
}
