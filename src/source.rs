//! Files and places in them.
//!
//! Takes: a name and the text of a file. Gives: [`Span`]s that every later stage carries along, and line and column for
//! people. Never reads a file itself; the edge (`cli`) does.

use std::sync::{Arc, OnceLock};

use serde::{Deserialize, Serialize};

/// Number of a file in a [`Sources`] collection.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize)]
pub struct FileId(pub u32);

/// A range of bytes in one file. Both ends lie on character boundaries.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize)]
pub struct Span {
    /// The file the bytes are in.
    pub file: FileId,
    /// First byte.
    pub start: u32,
    /// One past the last byte.
    pub end: u32,
}

impl Span {
    /// A span from byte `start` up to but not including byte `end`.
    ///
    /// Offsets beyond 4 GiB are clamped; [`crate::limits::MAX_FILE_BYTES`] keeps files far below that.
    #[must_use]
    pub fn new(file: FileId, start: usize, end: usize) -> Self {
        let clamp = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
        Span { file, start: clamp(start), end: clamp(end.max(start)) }
    }

    /// The smallest span that covers both; they must be in the same file.
    #[must_use]
    pub fn to(self, other: Span) -> Span {
        Span { file: self.file, start: self.start.min(other.start), end: self.end.max(other.end) }
    }

    /// Bytes covered.
    #[must_use]
    pub fn len(self) -> usize {
        self.end.saturating_sub(self.start) as usize
    }

    /// Whether no byte is covered.
    #[must_use]
    pub fn is_empty(self) -> bool {
        self.len() == 0
    }
}

/// A value with the place it was written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Spanned<T> {
    /// The value.
    pub value: T,
    /// Where it stands.
    pub span: Span,
}

impl<T> Spanned<T> {
    /// Pairs a value with its place.
    pub fn new(value: T, span: Span) -> Self {
        Spanned { value, span }
    }
}

/// The text of one file, with an index of its lines.
#[derive(Debug, Clone)]
pub struct SourceFile {
    /// Its number.
    pub id: FileId,
    /// The name people know it by: a path as given, `-` for standard input, or `toets:…` for an embedded ruleset.
    pub name: String,
    /// The text, without a byte order mark removed: spans count from its first byte.
    pub text: Arc<str>,
    /// Made when somebody asks for a line: of most files nobody does.
    index: OnceLock<Index>,
}

/// Where the lines of a text are.
#[derive(Debug, Clone)]
struct Index {
    /// First byte of every line.
    lines: Vec<u32>,
    /// Characters before every [`MARK`]th byte: without them a column far into a line of megabytes would take as long as the
    /// line, for every place in it.
    marks: Vec<u32>,
}

/// Bytes between two marks.
const MARK: usize = 1024;

impl Index {
    fn of(text: &str) -> Self {
        let mut lines = vec![0u32];
        lines.extend(
            text.bytes()
                .enumerate()
                .filter(|(_, b)| *b == b'\n')
                .map(|(i, _)| u32::try_from(i).unwrap_or(u32::MAX).saturating_add(1)),
        );
        let mut marks = Vec::with_capacity(text.len().div_ceil(MARK));
        let mut characters = 0u32;
        for chunk in text.as_bytes().chunks(MARK) {
            marks.push(characters);
            characters = characters.saturating_add(u32::try_from(characters_in(chunk)).unwrap_or(u32::MAX));
        }
        Index { lines, marks }
    }
}

impl SourceFile {
    fn new(id: FileId, name: String, text: Arc<str>) -> Self {
        SourceFile { id, name, text, index: OnceLock::new() }
    }

    fn index(&self) -> &Index {
        self.index.get_or_init(|| Index::of(&self.text))
    }

    fn lines(&self) -> &[u32] {
        &self.index().lines
    }

    /// Characters that start before a byte.
    fn characters_before(&self, byte: usize) -> usize {
        let byte = byte.min(self.text.len());
        let mark = byte.checked_div(MARK).unwrap_or(0);
        let counted = self.index().marks.get(mark).copied().unwrap_or(0) as usize;
        let rest = self.text.as_bytes().get(mark.saturating_mul(MARK)..byte).unwrap_or_default();
        counted.saturating_add(characters_in(rest))
    }

    /// The whole file.
    #[must_use]
    pub fn span(&self) -> Span {
        Span::new(self.id, 0, self.text.len())
    }

    /// Line (from 1) and column (from 1, in characters) of a byte.
    #[must_use]
    pub fn line_column(&self, byte: u32) -> (usize, usize) {
        let line = self.lines().partition_point(|start| *start <= byte).saturating_sub(1);
        let start = self.lines().get(line).copied().unwrap_or(0) as usize;
        let before = self.characters_before(byte as usize).saturating_sub(self.characters_before(start));
        (line.saturating_add(1), before.saturating_add(1))
    }

    /// Byte range of a line (from 0), without its line end.
    #[must_use]
    pub fn line_range(&self, line: usize) -> Option<(usize, usize)> {
        let start = *self.lines().get(line)? as usize;
        let end = self.lines().get(line.saturating_add(1)).map_or(self.text.len(), |n| (*n as usize).saturating_sub(1));
        Some((start, end.max(start)))
    }

    /// How many lines the file has.
    #[must_use]
    pub fn line_count(&self) -> usize {
        self.lines().len()
    }

    /// Line (from 0) that holds a byte.
    #[must_use]
    pub fn line_of(&self, byte: usize) -> usize {
        self.lines().partition_point(|start| *start as usize <= byte).saturating_sub(1)
    }
}

/// Characters that start in these bytes of UTF-8.
fn characters_in(bytes: &[u8]) -> usize {
    // Every byte but those that continue a character.
    bytes.iter().filter(|b| **b & 0b1100_0000 != 0b1000_0000).count()
}

/// All files of one run. Cheap to clone: the texts are shared.
#[derive(Debug, Clone, Default)]
pub struct Sources {
    files: Vec<Arc<SourceFile>>,
}

impl Sources {
    /// An empty collection.
    #[must_use]
    pub fn new() -> Self {
        Sources::default()
    }

    /// Adds a file and gives its number.
    pub fn add(&mut self, name: impl Into<String>, text: impl Into<Arc<str>>) -> FileId {
        let id = FileId(u32::try_from(self.files.len()).unwrap_or(u32::MAX));
        self.files.push(Arc::new(SourceFile::new(id, name.into(), text.into())));
        id
    }

    /// The number that the next file will get.
    #[must_use]
    pub fn len(&self) -> u32 {
        u32::try_from(self.files.len()).unwrap_or(u32::MAX)
    }

    /// Whether there are no files yet.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.files.is_empty()
    }

    /// The file with this number.
    #[must_use]
    pub fn get(&self, id: FileId) -> Option<&SourceFile> {
        self.files.get(id.0 as usize).map(AsRef::as_ref)
    }

    /// All files in the order they were added.
    pub fn iter(&self) -> impl Iterator<Item = &SourceFile> {
        self.files.iter().map(AsRef::as_ref)
    }

    /// The text under a span; empty when the span is of another collection.
    #[must_use]
    pub fn text(&self, span: Span) -> &str {
        self.get(span.file).and_then(|f| f.text.get(span.start as usize..span.end as usize)).unwrap_or("")
    }

    /// Name of the file, line and column where a span starts.
    #[must_use]
    pub fn place(&self, span: Span) -> (&str, usize, usize) {
        match self.get(span.file) {
            Some(file) => {
                let (line, column) = file.line_column(span.start);
                (&file.name, line, column)
            }
            None => ("?", 0, 0),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_count_characters_not_bytes() {
        let mut sources = Sources::new();
        let id = sources.add("a.yaml", "x: 1\r\n€ é: 2\n");
        let file = sources.get(id).unwrap();
        let at = file.text.find('2').unwrap();
        assert_eq!(file.line_column(u32::try_from(at).unwrap()), (2, 6));
        assert_eq!(sources.text(Span::new(id, at, at + 1)), "2");
    }

    #[test]
    fn columns_in_a_very_long_line_are_those_of_a_plain_count() {
        let mut sources = Sources::new();
        let id = sources.add("a.yaml", format!("kop\n{}\nslot", "é1€x".repeat(3 * MARK)));
        let file = sources.get(id).unwrap();
        for (n, (at, _)) in file.text.char_indices().skip(4).step_by(97).enumerate() {
            let before = file.text.get(..at).unwrap().rsplit('\n').next().unwrap().chars().count();
            assert_eq!(file.line_column(u32::try_from(at).unwrap()).1, before + 1, "place {n}");
        }
    }
}
