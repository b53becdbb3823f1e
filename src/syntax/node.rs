//! Walking pest's tree: the text of one block, its nodes with spans of the file, and the faults found on the way.

use std::cell::RefCell;
use std::ops::Range;

use pest::iterators::{Pair, Pairs};

use super::grammar::Rule;
use crate::diagnostic::Diagnostic;
use crate::source::{FileId, SourceFile, Span, Spanned};
use crate::syntax::words::{self, Class};
use crate::syntax::{error, scan};

/// What building a part of the tree gives; the fault says why the block as a whole cannot be used.
pub(super) type Built<T> = Result<T, Box<Diagnostic>>;

/// The text that is being parsed, and its place in the file.
pub(super) struct Cx<'a> {
    file: &'a SourceFile,
    text: &'a str,
    /// How a byte of the text maps to the file.
    place: Place<'a>,
    comments: &'a [Span],
    diagnostics: RefCell<Vec<Diagnostic>>,
}

enum Place<'a> {
    /// The text starts at this byte of the file.
    Shifted(usize),
    /// Each byte of the text stands for these bytes of the file.
    Mapped(&'a [Range<usize>]),
}

impl<'a> Cx<'a> {
    /// For a block of a file.
    pub(super) fn block(file: &'a SourceFile, comments: &'a [Span], block: Range<usize>) -> Self {
        let text = file.text.get(block.clone()).unwrap_or("");
        Cx { file, text, place: Place::Shifted(block.start), comments, diagnostics: RefCell::default() }
    }

    /// For an expression within a string, in which escapes were resolved: `map` has a range of the file for every byte.
    pub(super) fn mapped(file: &'a SourceFile, text: &'a str, map: &'a [Range<usize>]) -> Self {
        Cx { file, text, place: Place::Mapped(map), comments: &[], diagnostics: RefCell::default() }
    }

    /// The text that is being parsed.
    pub(super) fn text(&self) -> &'a str {
        self.text
    }

    /// The file it is part of.
    pub(super) fn file(&self) -> &'a SourceFile {
        self.file
    }

    /// The word that the text starts with.
    pub(super) fn head(&self) -> Span {
        self.span(scan::token_at(self.text, 0).unwrap_or(0..0))
    }

    fn file_id(&self) -> FileId {
        self.file.id
    }

    /// The span of the file for a range of the text.
    pub(super) fn span(&self, range: Range<usize>) -> Span {
        let (start, end) = match self.place {
            Place::Shifted(by) => (by.saturating_add(range.start), by.saturating_add(range.end)),
            Place::Mapped(map) => {
                let last = map.last().map_or(0, |r| r.end);
                let start = map.get(range.start).map_or(last, |r| r.start);
                let end = range.end.checked_sub(1).and_then(|i| map.get(i)).map_or(start, |r| r.end);
                (start, end)
            }
        };
        Span::new(self.file_id(), start, end)
    }

    /// The text of the file under a span.
    pub(super) fn written(&self, span: Span) -> &'a str {
        self.file.text.get(span.start as usize..span.end as usize).unwrap_or("")
    }

    /// Notes a fault after which the block can still be used.
    #[expect(clippy::boxed_local, reason = "faults come boxed, as the errors of `Built`")]
    pub(super) fn report(&self, fault: Box<Diagnostic>) {
        self.diagnostics.borrow_mut().push(*fault);
    }

    /// The faults noted.
    pub(super) fn into_diagnostics(self) -> Vec<Diagnostic> {
        self.diagnostics.into_inner()
    }

    /// The span without the white space and comments at its end, which pest counts to a rule that ends in a repetition.
    fn tight(&self, span: Span) -> Span {
        let mut end = span.end as usize;
        loop {
            let text = self.file.text.get(span.start as usize..end).unwrap_or("");
            end =
                (span.start as usize).saturating_add(text.trim_end_matches([' ', '\t', '\r', '\n', '\u{FEFF}']).len());
            let at = self.comments.partition_point(|c| (c.end as usize) < end);
            match self.comments.get(at) {
                Some(comment) if comment.end as usize == end && comment.start >= span.start => {
                    end = comment.start as usize;
                }
                _ => return Span::new(span.file, span.start as usize, end),
            }
        }
    }
}

/// A node of pest's tree.
pub(super) struct Node<'a> {
    cx: &'a Cx<'a>,
    pair: Pair<'a, Rule>,
}

impl<'a> Node<'a> {
    /// The first node of what was parsed.
    pub(super) fn first(cx: &'a Cx<'a>, mut pairs: Pairs<'a, Rule>) -> Built<Self> {
        pairs.next().map(|pair| Node { cx, pair }).ok_or_else(|| error::unreadable(cx.span(0..cx.text().len())))
    }

    /// Which rule of the grammar it is.
    pub(super) fn rule(&self) -> Rule {
        self.pair.as_rule()
    }

    /// Its text as written.
    pub(super) fn text(&self) -> &'a str {
        self.pair.as_str()
    }

    /// Its context.
    pub(super) fn cx(&self) -> &'a Cx<'a> {
        self.cx
    }

    /// Its place in the file.
    pub(super) fn span(&self) -> Span {
        let pest = self.pair.as_span();
        self.cx.tight(self.cx.span(pest.start()..pest.end()))
    }

    /// Its text and place.
    pub(super) fn name(&self) -> Spanned<String> {
        Spanned::new(self.text().to_owned(), self.span())
    }

    /// Its parts.
    pub(super) fn kids(&self) -> Kids<'a> {
        Kids { cx: self.cx, pairs: self.pair.clone().into_inner(), parent: self.span() }
    }

    /// Its parts with the keywords and punctuation.
    pub(super) fn all_kids(&self) -> impl Iterator<Item = Node<'a>> {
        let cx = self.cx;
        self.pair.clone().into_inner().map(move |pair| Node { cx, pair })
    }

    /// The node itself, or the first one below it that `wraps` does not hold for or that has more than one part.
    pub(super) fn innermost(&self, wraps: impl Fn(Rule) -> bool) -> Node<'a> {
        let mut pair = self.pair.clone();
        while wraps(pair.as_rule()) {
            let mut inner = pair.clone().into_inner();
            match (inner.next(), inner.next()) {
                (Some(only), None) => pair = only,
                _ => break,
            }
        }
        Node { cx: self.cx, pair }
    }

    /// Whether it has a part of this kind.
    pub(super) fn has(&self, rule: Rule) -> bool {
        self.pair.clone().into_inner().any(|p| p.as_rule() == rule)
    }

    /// For a tree that does not have the shape of the grammar; only a fault of this module can cause it.
    pub(super) fn unreadable(&self) -> Box<Diagnostic> {
        error::unreadable(self.span())
    }
}

/// The parts of a node. Keywords and punctuation are passed over unless asked for.
pub(super) struct Kids<'a> {
    cx: &'a Cx<'a>,
    pairs: Pairs<'a, Rule>,
    parent: Span,
}

impl<'a> Kids<'a> {
    /// The next part, if it is of this kind.
    pub(super) fn maybe(&mut self, rule: Rule) -> Option<Node<'a>> {
        loop {
            let next = self.pairs.peek()?;
            if next.as_rule() == rule {
                self.pairs.next();
                return Some(Node { cx: self.cx, pair: next });
            }
            if !is_token(next.as_rule()) {
                return None;
            }
            self.pairs.next();
        }
    }

    /// The next part, which must be of this kind.
    pub(super) fn need(&mut self, rule: Rule) -> Built<Node<'a>> {
        let parent = self.parent;
        self.maybe(rule).ok_or_else(|| error::unreadable(parent))
    }

    /// The next part, which must be there.
    pub(super) fn need_any(&mut self) -> Built<Node<'a>> {
        let parent = self.parent;
        self.next().ok_or_else(|| error::unreadable(parent))
    }
}

impl<'a> Iterator for Kids<'a> {
    type Item = Node<'a>;

    fn next(&mut self) -> Option<Node<'a>> {
        loop {
            let pair = self.pairs.next()?;
            if !is_token(pair.as_rule()) {
                return Some(Node { cx: self.cx, pair });
            }
        }
    }
}

/// Keywords and punctuation: what is there for the grammar only.
fn is_token(rule: Rule) -> bool {
    matches!(words::class(rule), Class::Keyword(_) | Class::Mark(_)) || rule == Rule::EOI
}
