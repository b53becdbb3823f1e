//! Where a finding is shown in a file, for formats that point at one place.
//!
//! Takes: a finding or a diagnostic. Gives: file, lines and columns. Never a place that nobody wrote: what no figure of the file
//! decides has no columns.

use crate::diagnostic::Diagnostic;
use crate::evaluate::finding::Finding;
use crate::lang::Lang;
use crate::run::Run;
use crate::run::order;
use crate::source::{Sources, Span};

/// What a column counts.
#[derive(Clone, Copy)]
pub(crate) enum Columns {
    /// Characters.
    Characters,
    /// Units of UTF-16, as editors count them: one for most characters, two for an emoji.
    Utf16,
}

/// A range of characters; lines and columns count from 1, and the end column is one past the last.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Place<'a> {
    pub(crate) file: &'a str,
    pub(crate) line: usize,
    pub(crate) column: usize,
    pub(crate) end_line: usize,
    pub(crate) end_column: usize,
}

/// The place of the words of a span: blanks and line ends after the last word are no part of what is shown.
pub(crate) fn place(sources: &Sources, span: Span, columns: Columns) -> Option<Place<'_>> {
    let length = sources.text(span).trim_end().len();
    let end = span.start.saturating_add(u32::try_from(length).unwrap_or(u32::MAX));
    exact(sources, Span { end, ..span }, columns)
}

/// The place of a span, to the character.
pub(crate) fn exact(sources: &Sources, span: Span, columns: Columns) -> Option<Place<'_>> {
    let file = sources.get(span.file)?;
    let at = |byte: u32| {
        let line = file.line_of(byte as usize);
        let (start, _) = file.line_range(line)?;
        let before = file.text.get(start..byte as usize)?;
        let width = match columns {
            Columns::Characters => before.chars().count(),
            Columns::Utf16 => before.chars().map(char::len_utf16).sum(),
        };
        Some((line.saturating_add(1), width.saturating_add(1)))
    };
    let ((line, column), (end_line, end_column)) = (at(span.start)?, at(span.end)?);
    Some(Place { file: &file.name, line, column, end_line, end_column })
}

/// The one place that a finding is shown at: the first figure with a name in the rule, else the first figure, else where what is
/// missing belongs.
pub(crate) fn of_finding(finding: &Finding) -> Option<Span> {
    let figures = order::figures(finding);
    let named = figures.iter().find(|e| !e.label.is_empty()).or(figures.first()).map(|e| e.span);
    named.or_else(|| finding.missing.iter().find_map(|m| m.span))
}

/// The place of a finding, in characters.
pub(crate) fn finding<'r>(run: &'r Run, finding: &Finding) -> Option<Place<'r>> {
    of_finding(finding).and_then(|span| place(&run.sources, span, Columns::Characters))
}

/// The place of what is wrong in a file, in characters; `None` for what is wrong nowhere in particular.
pub(crate) fn fault<'r>(run: &'r Run, d: &Diagnostic) -> Option<Place<'r>> {
    d.labels.first().and_then(|l| place(&run.sources, l.span, Columns::Characters))
}

/// Places named one by one; of more it is said how many.
const LISTED: usize = 4;

/// Places after each other, a file named once: `file:3:14, 4:14`, or as they are spoken.
pub(crate) fn listed(sources: &Sources, spans: &[Span], lang: Lang, spoken: bool) -> String {
    let (mut out, mut last) = (String::new(), "");
    for span in spans.iter().take(LISTED) {
        let (file, line, column) = sources.place(*span);
        if !out.is_empty() {
            out.push_str(if spoken { "; " } else { ", " });
        }
        if file != last {
            out.push_str(file);
            out.push_str(if spoken { ", " } else { ":" });
            last = file;
        }
        out.push_str(&match spoken {
            true => lang.pick(format!("regel {line}, kolom {column}"), format!("line {line}, column {column}")),
            false => format!("{line}:{column}"),
        });
    }
    let more = spans.len().saturating_sub(LISTED);
    if more > 0 {
        out.push_str(&lang.pick(format!(" en nog {more}"), format!(" and {more} more")));
    }
    out
}

/// The file that stands for a part of a run: several files together are no file, and what they say stands in the first of them.
pub(crate) fn file_of<'n>(run: &'n Run, name: &'n str) -> &'n str {
    if !run.files.iter().any(|f| f.name == name && f.portfolio.is_some()) {
        return name;
    }
    run.files.iter().find(|f| f.portfolio.is_none()).map_or(name, |f| &f.name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_count_what_the_reader_counts() {
        let mut sources = Sources::new();
        let text = "a: 1\r\n💶 é: {\r\n  b: 2}  \r\n";
        let id = sources.add("a.yaml", text);
        let span = Span::new(id, text.find('{').unwrap(), text.len());
        let of = |columns| place(&sources, span, columns).map(|p| (p.line, p.column, p.end_line, p.end_column));
        assert_eq!(of(Columns::Characters), Some((2, 6, 3, 8)));
        assert_eq!(of(Columns::Utf16), Some((2, 7, 3, 8)));
    }
}
