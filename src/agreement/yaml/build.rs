//! From YAML events to the arena.

use std::collections::HashMap;

use granit_parser::{Event, ScalarStyle, StructureStyle};

use crate::agreement::error::{MORE_ERRORS, value_too_long};
use crate::agreement::tree::{Entry, NodeId, Store, Stored, Tree, What};
use crate::diagnostic::{Collector, Diagnostics};
use crate::limits;
use crate::source::{SourceFile, Span};

use super::fault;
use super::locate::is_apostrophe;

/// Builds the tree of one document.
pub(super) struct Builder<'f> {
    file: &'f SourceFile,
    store: Store,
    open: Vec<Frame>,
    /// What an alias stands for, and how much that is.
    anchors: HashMap<usize, (NodeId, Weight)>,
    root: Option<NodeId>,
    documents: usize,
    aliases: usize,
    first_document: Option<Span>,
    found: Collector,
    /// Where the last event ended.
    read_to: usize,
}

/// Visits that a node takes when aliases are followed, and its height.
#[derive(Clone, Copy)]
struct Weight {
    visits: u32,
    height: u32,
}

impl Weight {
    const ONE: Weight = Weight { visits: 1, height: 0 };
}

/// What stands in a collection so far.
struct Inside {
    weight: Weight,
    /// Where the first begins, and the last ends.
    first: Option<u32>,
    last: u32,
}

/// Bytes of a file per node, at least, in files as people write them.
const BYTES_PER_NODE: usize = 4;

struct Frame {
    node: NodeId,
    anchor: usize,
    flow: bool,
    kind: FrameKind,
    inside: Inside,
}

enum FrameKind {
    Seq(Vec<NodeId>),
    Map { entries: Vec<Entry>, key: Option<NodeId> },
}

impl<'f> Builder<'f> {
    pub(super) fn new(file: &'f SourceFile) -> Self {
        let room = file.text.len().checked_div(BYTES_PER_NODE).unwrap_or(0).min(limits::MAX_YAML_NODES);
        Builder {
            file,
            // Room at once: growing would hold everything twice. What is not used takes no memory.
            store: Store { nodes: Vec::with_capacity(room), ..Store::default() },
            open: Vec::new(),
            anchors: HashMap::new(),
            root: None,
            documents: 0,
            aliases: 0,
            first_document: None,
            found: Collector::default(),
            read_to: 0,
        }
    }

    /// Takes one event; `false` to stop reading.
    pub(super) fn event(&mut self, event: Event<'_>, at: granit_parser::Span) -> bool {
        let range = at.byte_range().unwrap_or_default();
        let span = Span::new(self.file.id, range.start, range.end);
        if let Some(tag) = at.tag_span().and_then(|s| s.byte_range()) {
            let tag = Span::new(self.file.id, tag.start, tag.end);
            self.found.push(fault::tag(tag, self.text(tag)));
        }
        let written = !matches!(event, Event::DocumentStart(false, _));
        match event {
            Event::DocumentStart(..) => {
                self.documents = self.documents.saturating_add(1);
                if self.documents > 1 {
                    let span = if span.is_empty() { Span::new(self.file.id, range.start, range.start) } else { span };
                    self.found.push(fault::several_documents(span));
                    return false;
                }
                self.first_document = Some(span);
            }
            Event::Scalar(text, style, anchor, _) => {
                let too_long = text.len() > limits::MAX_VALUE_BYTES;
                let what = if too_long {
                    self.found.push(value_too_long(self.first_character(span)));
                    What::Null
                } else {
                    self.scalar(&text, style, span)
                };
                self.looks_cut(&text, style, span);
                let span = match style {
                    ScalarStyle::Literal | ScalarStyle::Folded => self.block_of_text(span),
                    _ => self.span_of_empty(span),
                };
                let id = self.node(span, what);
                self.anchor(anchor, id, Weight::ONE);
                self.add(id, Weight::ONE);
            }
            Event::SequenceStart(style, anchor, _) => self.start(span, style, anchor, FrameKind::Seq(Vec::new())),
            Event::MappingStart(style, anchor, _) => {
                self.start(span, style, anchor, FrameKind::Map { entries: Vec::new(), key: None });
            }
            Event::SequenceEnd | Event::MappingEnd => return self.end(span),
            Event::Alias(anchor) => match self.anchors.get(&anchor) {
                Some(_) if self.aliases >= limits::MAX_ALIASES => {
                    self.found.push(fault::too_many_aliases(span));
                    return false;
                }
                Some((target, weight)) => {
                    self.aliases = self.aliases.saturating_add(1);
                    let (target, weight) = (*target, *weight);
                    let id = self.node(span, What::Alias(target));
                    self.add(id, weight);
                }
                None => {
                    // The anchor exists, but its node is still open: the alias stands inside it.
                    self.found.push(fault::recursive_alias(span, self.text(span)));
                    self.null(span);
                }
            },
            Event::UnresolvedAlias(_) => {
                self.found.push(fault::unknown_alias(span, self.text(span)));
                self.null(span);
            }
            _ => {}
        }
        // A start that is not written down has the place of what follows it.
        if written {
            self.read_to = self.read_to.max(range.end);
        }
        if self.store.nodes.len() > limits::MAX_YAML_NODES {
            self.found.push(fault::too_many_nodes(span));
            return false;
        }
        true
    }

    /// The tree, unless the document was empty or too large. With `broken`, an empty rest is no fault of its own.
    pub(super) fn finish(mut self, broken: bool) -> (Option<Tree>, Diagnostics) {
        let empty = match self.root {
            None => true,
            Some(root) => self.store.get(root).is_some_and(|n| matches!(n.what, What::Null)),
        };
        if empty && !broken && !self.found.has_errors() {
            self.found.push(fault::empty_file(Span::new(self.file.id, 0, 0)));
        }
        let (file, source) = (self.file.id, self.file.text.clone());
        let tree = self.root.map(|root| Tree { file, source, store: self.store, root });
        (tree, self.found.finish(MORE_ERRORS))
    }

    fn text(&self, span: Span) -> &str {
        self.file.text.get(span.start as usize..span.end as usize).unwrap_or("")
    }

    fn first_character(&self, span: Span) -> Span {
        let len = self.text(span).chars().next().map_or(0, char::len_utf8);
        Span::new(span.file, span.start as usize, (span.start as usize).saturating_add(len))
    }

    fn node(&mut self, span: Span, what: What) -> NodeId {
        let id = NodeId(number(self.store.nodes.len()));
        self.store.nodes.push(Stored { start: span.start, end: span.end, what });
        id
    }

    fn span(&self, id: NodeId) -> Span {
        let (start, end) = self.store.get(id).map_or((0, 0), |n| (n.start, n.end));
        Span { file: self.file.id, start, end }
    }

    fn null(&mut self, span: Span) {
        let id = self.node(span, What::Null);
        self.add(id, Weight::ONE);
    }

    fn anchor(&mut self, anchor: usize, id: NodeId, weight: Weight) {
        if anchor > 0 {
            self.anchors.insert(anchor, (id, weight));
        }
    }

    /// An empty value has no characters of its own: its key shows where it belongs.
    fn span_of_empty(&self, span: Span) -> Span {
        if !span.is_empty() {
            return span;
        }
        match self.open.last() {
            Some(Frame { kind: FrameKind::Map { key: Some(key), .. }, .. }) => self.span(*key),
            _ => span,
        }
    }

    /// A block of text from its `|` or `>` to its last character. The parser gives the lines below that sign, with what is blank
    /// after them up to the next value.
    fn block_of_text(&self, lines: Span) -> Span {
        // Where an indent that is asked for (`|1`) is not there, the parser counts a blank inside the first character.
        let whole = |at: u32| (0..=at as usize).rev().find(|i| self.file.text.is_char_boundary(*i)).unwrap_or(0);
        let (start, end) = (whole(lines.start), whole(lines.end));
        let before = self.file.text.get(self.read_to..start).unwrap_or("");
        let (mut sign, mut comment, mut last) = (None, false, ' ');
        for (i, c) in before.char_indices() {
            match c {
                '\n' | '\r' => comment = false,
                '#' if last.is_whitespace() => comment = true,
                '|' | '>' if !comment && last.is_whitespace() => {
                    sign = Some(self.read_to.saturating_add(i));
                    break;
                }
                _ => {}
            }
            last = c;
        }
        let start = sign.unwrap_or(start);
        let written = self.file.text.get(start..end).unwrap_or("").trim_end();
        Span::new(lines.file, start, start.saturating_add(written.len()))
    }

    fn scalar(&mut self, text: &str, style: ScalarStyle, span: Span) -> What {
        let quoted = !matches!(style, ScalarStyle::Plain);
        if !quoted && (span.is_empty() || matches!(text, "~" | "null" | "Null" | "NULL" | "")) {
            return What::Null;
        }
        let written = self.text(span);
        let literal = if written == text {
            Some(span)
        } else {
            // Between its quotes.
            let inner = Span { start: span.start.saturating_add(1), end: span.end.saturating_sub(1), ..span };
            (quoted && inner.start <= inner.end && self.text(inner) == text).then_some(inner)
        };
        match literal {
            Some(Span { start, end, .. }) if quoted => What::Quoted { start, end },
            Some(Span { start, end, .. }) => What::Plain { start, end },
            None => {
                let at = number(self.store.texts.len());
                self.store.texts.push(text.into());
                if quoted { What::QuotedText(at) } else { What::PlainText(at) }
            }
        }
    }

    /// Warns of a text that lost a part in reading: its apostrophe, or what stands behind ` #`.
    fn looks_cut(&mut self, text: &str, style: ScalarStyle, span: Span) {
        if matches!(style, ScalarStyle::SingleQuoted) && is_apostrophe(self.text(span)) {
            self.found.push(fault::lost_apostrophe(span, text));
        }
        if !matches!(style, ScalarStyle::Plain) || !text.contains(char::is_alphabetic) {
            return;
        }
        let after = self.file.text.get(span.end as usize..).unwrap_or("");
        let rest = after.trim_start_matches([' ', '\t']);
        let blanks = after.len().saturating_sub(rest.len());
        // `# like this` is a comment; `#1` and `#oost` are most often part of a name. Only then is the rest of the line looked at: it
        // may be megabytes long.
        if blanks > 0 && rest.strip_prefix('#').is_some_and(|r| r.starts_with(char::is_alphanumeric)) {
            let rest = rest.lines().next().unwrap_or("").trim_end();
            let end = (span.end as usize).saturating_add(blanks).saturating_add(rest.len());
            let whole = Span::new(self.file.id, span.start as usize, end);
            self.found.push(fault::hash_cuts(whole, text, rest));
        }
    }

    fn start(&mut self, span: Span, style: StructureStyle, anchor: usize, kind: FrameKind) {
        let node = self.node(span, What::Null);
        let inside = Inside { weight: Weight { visits: 1, height: 1 }, first: None, last: 0 };
        self.open.push(Frame { node, anchor, flow: matches!(style, StructureStyle::Flow), kind, inside });
    }

    /// Closes the innermost collection; `false` to stop reading.
    fn end(&mut self, end: Span) -> bool {
        let Some(frame) = self.open.pop() else { return true };
        let what = match frame.kind {
            FrameKind::Seq(items) => {
                if frame.flow {
                    for (a, b) in items.iter().zip(items.iter().skip(1)) {
                        self.comma_separates(*a, *b);
                    }
                }
                let (from, number) = (number(self.store.items.len()), number(items.len()));
                self.store.items.extend(items);
                What::Seq { from, number }
            }
            FrameKind::Map { entries, .. } => {
                self.keys_differ(&entries);
                if frame.flow {
                    for (a, b) in entries.iter().zip(entries.iter().skip(1)) {
                        if self.store.get(b.value).is_some_and(|n| matches!(n.what, What::Null)) {
                            self.comma_separates(a.value, b.key);
                        }
                    }
                }
                let (from, number) = (number(self.store.entries.len()), number(entries.len()));
                self.store.entries.extend(entries);
                What::Map { from, number }
            }
        };
        let Inside { weight, first, last } = frame.inside;
        if let Some(node) = self.store.nodes.get_mut(frame.node.0 as usize) {
            // The parser gives a block collection no characters of its own: it spans its children.
            match (frame.flow, first) {
                (true, _) => node.end = end.end.max(node.end),
                (false, Some(first)) => (node.start, node.end) = (node.start.min(first), last),
                (false, None) => {}
            }
            node.what = what;
        }
        let span = self.span(frame.node);
        if weight.height as usize > limits::MAX_YAML_DEPTH {
            self.found.push(fault::too_deep(self.first_character(span)));
            return false;
        }
        if weight.visits as usize > limits::MAX_YAML_NODES {
            self.found.push(fault::alias_bomb(self.first_character(span)));
            return false;
        }
        self.anchor(frame.anchor, frame.node, weight);
        self.add(frame.node, weight);
        true
    }

    /// Hands a finished node to the collection it stands in, which grows by it.
    fn add(&mut self, id: NodeId, weight: Weight) {
        let span = self.span(id);
        let Some(frame) = self.open.last_mut() else {
            if self.root.is_none() {
                self.root = Some(id);
            }
            return;
        };
        let inside = &mut frame.inside;
        inside.weight.visits = inside.weight.visits.saturating_add(weight.visits);
        inside.weight.height = inside.weight.height.max(weight.height.saturating_add(1));
        inside.first = inside.first.or(Some(span.start));
        inside.last = inside.last.max(span.end);
        match &mut frame.kind {
            FrameKind::Seq(items) => items.push(id),
            FrameKind::Map { key, .. } => match key.take() {
                None => *key = Some(id),
                Some(key) => {
                    if self.key_is_usable(key) {
                        self.push_entry(Entry { key, value: id });
                    }
                }
            },
        }
    }

    fn push_entry(&mut self, entry: Entry) {
        if let Some(Frame { kind: FrameKind::Map { entries, .. }, .. }) = self.open.last_mut() {
            entries.push(entry);
        }
    }

    fn key_is_usable(&mut self, key: NodeId) -> bool {
        let Some(node) = self.store.get(key) else { return false };
        let (span, what) = (self.span(key), node.what);
        match what {
            What::Plain { .. } | What::Quoted { .. } | What::PlainText(_) | What::QuotedText(_) => {
                let quoted = matches!(what, What::Quoted { .. } | What::QuotedText(_));
                let merge = !quoted && self.text(span) == "<<";
                let empty = self.key_text(key).is_some_and(|k| k.trim().is_empty());
                if merge {
                    self.found.push(fault::merge_key(span));
                } else if empty {
                    self.found.push(fault::empty_key(span));
                }
                !merge && !empty
            }
            What::Null => {
                self.found.push(fault::empty_key(span));
                false
            }
            What::Seq { .. } | What::Map { .. } | What::Alias(_) => {
                self.found.push(fault::key_not_text(span));
                false
            }
        }
    }

    fn key_text(&self, key: NodeId) -> Option<&str> {
        self.store.text(&self.file.text, key)
    }

    /// `{2026: 4,5%}` is a field 2026 and an empty field `5%`: between brackets a comma separates, also within a number.
    fn comma_separates(&mut self, a: NodeId, b: NodeId) {
        let digit = |c: Option<char>| c.is_some_and(|c| c.is_ascii_digit());
        let (first, second) = (self.span(a), self.span(b));
        let adjacent = first.end.saturating_add(1) == second.start;
        let (x, y) = (self.text(first), self.text(second));
        if adjacent && digit(x.chars().next_back()) && digit(y.chars().next()) {
            let whole = first.to(second);
            if self.found.has_room(whole) {
                let fault = fault::comma_in_brackets(whole, self.text(whole));
                self.found.push(fault);
            }
        }
    }

    fn keys_differ(&mut self, entries: &[Entry]) {
        let keys: Vec<(&str, NodeId)> = entries.iter().filter_map(|e| Some((self.key_text(e.key)?, e.key))).collect();
        let mut twice: Vec<(NodeId, NodeId, String)> = Vec::new();
        // Most groups have a handful of fields: comparing them is faster than a table of hashes.
        if keys.len() <= 16 {
            for (i, (text, key)) in keys.iter().enumerate() {
                if let Some((_, first)) = keys.iter().take(i).find(|(other, _)| other == text) {
                    twice.push((*first, *key, (*text).to_owned()));
                }
            }
        } else {
            let mut seen: HashMap<&str, NodeId> = HashMap::with_capacity(keys.len());
            for (text, key) in keys {
                match seen.get(text) {
                    Some(first) => twice.push((*first, key, text.to_owned())),
                    None => {
                        seen.insert(text, key);
                    }
                }
            }
        }
        for (first, second, name) in twice {
            let fault = fault::duplicate_key(self.span(second), self.span(first), &name);
            self.found.push(fault);
        }
    }
}

fn number(length: usize) -> u32 {
    u32::try_from(length).unwrap_or(u32::MAX)
}
