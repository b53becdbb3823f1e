//! The value tree of an agreement file: what stands where, before anything is known about its meaning.
//!
//! Built by `yaml`, read by `bind`. Every scalar keeps its text as written: `1.500`, `007` and `ja` have not been guessed at.
//! Nothing in here depends on the YAML parser, so another reader (a spreadsheet, JSON) can build the same tree.

use std::sync::Arc;

use crate::source::Span;

/// Number of a node.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct NodeId(pub u32);

/// One node of the tree.
#[derive(Debug, Clone)]
pub struct Node {
    /// Its place; for an empty value the place of its key.
    pub span: Span,
    /// What it is.
    pub data: Data,
}

/// What a node is.
#[derive(Debug, Clone)]
pub enum Data {
    /// Nothing: an empty value, `~` or `null`.
    Null,
    /// A text, number or date as written.
    Scalar(Scalar),
    /// A list.
    Seq(Box<[NodeId]>),
    /// Keys with their values, in the order of the file.
    Map(Box<[Entry]>),
    /// The same as another node (`*name` in YAML). That node is complete: it never holds this one.
    Alias(NodeId),
}

/// A key with its value.
#[derive(Debug, Clone, Copy)]
pub struct Entry {
    /// The key, always a scalar.
    pub key: NodeId,
    /// The value.
    pub value: NodeId,
}

/// A scalar.
#[derive(Debug, Clone)]
pub struct Scalar {
    /// Whether it stood between quotes or in a text block.
    pub quoted: bool,
    pub(crate) text: ScalarText,
}

/// The text of a scalar: most are literally in the file, so that a large file is not copied.
#[derive(Debug, Clone)]
pub(crate) enum ScalarText {
    /// These bytes of the file.
    Literal { start: u32, end: u32 },
    /// With escapes or folded lines undone.
    Decoded(Box<str>),
}

/// A tree with the text it was read from.
///
/// INVARIANT: nodes refer to earlier or complete nodes only, so that walking down ends; the number of visits when every alias
/// is followed is at most [`crate::limits::MAX_YAML_NODES`] and the depth at most [`crate::limits::MAX_YAML_DEPTH`].
#[derive(Debug, Clone)]
pub struct Tree {
    pub(crate) source: Arc<str>,
    pub(crate) nodes: Vec<Node>,
    pub(crate) root: NodeId,
}

impl Tree {
    /// The whole document.
    #[must_use]
    pub fn root(&self) -> NodeId {
        self.root
    }

    /// How many nodes there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.nodes.len()
    }

    /// Whether there are none; a tree that was read has at least its root.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.nodes.is_empty()
    }

    /// A node, with aliases followed.
    #[must_use]
    #[expect(clippy::indexing_slicing, reason = "ids are made by the reader for this very tree")]
    pub fn get(&self, id: NodeId) -> &Node {
        let mut node = &self.nodes[id.0 as usize];
        // An alias refers to an earlier node, so this ends.
        while let Data::Alias(target) = node.data {
            node = &self.nodes[target.0 as usize];
        }
        node
    }

    /// A node's place.
    #[must_use]
    pub fn span(&self, id: NodeId) -> Span {
        self.get(id).span
    }

    /// The places that stand for more than one (`*name` in YAML): what is changed there changes elsewhere too.
    #[must_use]
    pub fn shared(&self) -> Vec<Span> {
        let targets =
            self.nodes.iter().filter_map(|n| if let Data::Alias(target) = n.data { Some(target) } else { None });
        let mut spans: Vec<Span> = targets.map(|target| self.span(target)).collect();
        spans.sort_unstable();
        spans.dedup();
        spans
    }

    /// The text of a scalar node; `None` for anything else.
    #[must_use]
    pub fn text(&self, id: NodeId) -> Option<&str> {
        match &self.get(id).data {
            Data::Scalar(scalar) => Some(self.scalar_text(scalar)),
            _ => None,
        }
    }

    fn scalar_text<'t>(&'t self, scalar: &'t Scalar) -> &'t str {
        match &scalar.text {
            ScalarText::Literal { start, end } => self.source.get(*start as usize..*end as usize).unwrap_or(""),
            ScalarText::Decoded(text) => text,
        }
    }

    /// The entries of a mapping; none for anything else.
    #[must_use]
    pub fn entries(&self, id: NodeId) -> &[Entry] {
        match &self.get(id).data {
            Data::Map(entries) => entries,
            _ => &[],
        }
    }

    /// The value under a key of a mapping.
    #[must_use]
    pub fn value(&self, map: NodeId, key: &str) -> Option<Entry> {
        self.entries(map).iter().copied().find(|e| self.text(e.key) == Some(key))
    }
}
