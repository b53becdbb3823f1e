//! All files in one space of offsets, so that one block of miette can underline figures in an agreement and in a rule.
//!
//! Takes: [`Sources`] and the spans to underline. Gives: a miette [`SourceCode`] that shows exactly the lines those spans are
//! on, and close neighbours between them. Never shows a control character: a file may come from a stranger, and a terminal
//! obeys what it is sent.

use std::borrow::Cow;

use miette::{LabeledSpan, MietteError, MietteSpanContents, SourceCode, SourceSpan, SpanContents};

use crate::report::printable::printable;
use crate::source::{FileId, SourceFile, Sources, Span};

/// Lines between two underlined lines up to which the lines between are shown too, instead of a new block.
const BRIDGE: usize = 1;

/// Consecutive lines of one file that are shown together; both ends are included and count from 0.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Window {
    file: FileId,
    first: usize,
    last: usize,
}

/// The texts that the labels of one block point into.
pub(crate) struct Texts<'a> {
    files: Vec<Text<'a>>,
    windows: Vec<Window>,
}

struct Text<'a> {
    file: &'a SourceFile,
    /// Where the file starts in the common space.
    base: usize,
    text: Cow<'a, str>,
}

impl<'a> Texts<'a> {
    /// The files that these spans are in, showing the lines they are on.
    pub(crate) fn new(sources: &'a Sources, spans: impl IntoIterator<Item = Span>) -> Self {
        let mut places: Vec<(FileId, usize)> = spans
            .into_iter()
            .filter_map(|s| sources.get(s.file).map(|f| (s.file, f.line_of(s.start as usize))))
            .collect();
        places.sort_unstable();
        let mut files: Vec<Text<'a>> = Vec::new();
        let mut windows: Vec<Window> = Vec::new();
        let mut base = 0usize;
        for (id, line) in places {
            match windows.last_mut() {
                Some(w) if w.file == id && line <= w.last.saturating_add(1).saturating_add(BRIDGE) => {
                    w.last = line.max(w.last);
                }
                _ => windows.push(Window { file: id, first: line, last: line }),
            }
            if files.last().is_none_or(|t| t.file.id != id)
                && let Some(file) = sources.get(id)
            {
                files.push(Text { file, base, text: printable(&file.text) });
                // One offset is left free between files: an empty span at the end of a file belongs to that file.
                base = base.saturating_add(file.text.len()).saturating_add(1);
            }
        }
        Texts { files, windows }
    }

    /// A label for miette at a span: cut off at the end of its first line, so that every underline is a plain one.
    pub(crate) fn label(&self, span: Span, words: Option<String>) -> Option<LabeledSpan> {
        let text = self.files.iter().find(|t| t.file.id == span.file)?;
        let line = text.file.line_of(span.start as usize);
        let (start, end) = line_content(text, line)?;
        let from = (span.start as usize).clamp(start, end);
        let to = (span.end as usize).clamp(from, end);
        let words_end = text.text.get(from..to).map_or(to, |s| from.saturating_add(s.trim_end().len()));
        // Where the blanks themselves are what is wrong, they are underlined.
        let trimmed = if words_end == from { to } else { words_end };
        Some(LabeledSpan::new(words, text.base.saturating_add(from), trimmed.saturating_sub(from)))
    }
}

/// Byte range of a line without its line end.
fn line_content(text: &Text<'_>, line: usize) -> Option<(usize, usize)> {
    let (start, end) = text.file.line_range(line)?;
    let cr = text.file.text.get(start..end).is_some_and(|s| s.ends_with('\r'));
    Some((start, if cr { end.saturating_sub(1) } else { end }))
}

impl SourceCode for Texts<'_> {
    fn read_span<'a>(
        &'a self,
        span: &SourceSpan,
        before: usize,
        after: usize,
    ) -> Result<Box<dyn SpanContents<'a> + 'a>, MietteError> {
        let index = self.files.partition_point(|t| t.base <= span.offset()).saturating_sub(1);
        let text = self.files.get(index).ok_or(MietteError::OutOfBounds)?;
        let start = span.offset().checked_sub(text.base).ok_or(MietteError::OutOfBounds)?;
        let end = start.saturating_add(span.len());
        if end > text.text.len() {
            // The span runs into the next file: miette then opens a block of its own for that file.
            return Err(MietteError::OutOfBounds);
        }
        let mut first = text.file.line_of(start);
        let mut last = text.file.line_of(end);
        // miette asks for context lines where it draws, and for none where it only wants the place.
        if before > 0 || after > 0 {
            for w in self.windows.iter().filter(|w| w.file == text.file.id) {
                if w.first <= last && first <= w.last {
                    (first, last) = (first.min(w.first), last.max(w.last));
                }
            }
        }
        let from = text.file.line_range(first).map_or(start, |(a, _)| a);
        // Without its line end: miette counts a last line that ends in a bare carriage return as the line before.
        let to = line_content(text, last).map_or(end, |(_, b)| b);
        let data = text.text.get(from..to).ok_or(MietteError::OutOfBounds)?;
        let column = text.text.get(from..start).map_or(0, |s| s.chars().count());
        Ok(Box::new(MietteSpanContents::new_named(
            printable(&text.file.name).into_owned(),
            data.as_bytes(),
            SourceSpan::new(text.base.saturating_add(from).into(), data.len()),
            first,
            if before > 0 || after > 0 { 0 } else { column },
            last.saturating_sub(first).saturating_add(1),
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
