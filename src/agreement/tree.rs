//! The value tree of an agreement file: what stands where, before anything is known about its meaning.
//!
//! Built by `yaml`, read by `bind`. Every scalar keeps its text as written: `1.500`, `007` and `ja` have not been guessed at.
//! Nothing in here depends on the YAML parser, so another reader (a spreadsheet, JSON) can build the same tree.

use std::sync::Arc;

use crate::source::{FileId, Span};

/// Number of a node.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct NodeId(pub u32);

/// One node of the tree.
#[derive(Debug, Clone, Copy)]
pub struct Node<'t> {
    /// Its place; for an empty value the place of its key.
    pub span: Span,
    /// What it is.
    pub data: Data<'t>,
}

/// What a node is.
#[derive(Debug, Clone, Copy)]
pub enum Data<'t> {
    /// Nothing: an empty value, `~` or `null`.
    Null,
    /// A text, number or date as written.
    Scalar(Scalar),
    /// A list.
    Seq(&'t [NodeId]),
    /// Keys with their values, in the order of the file.
    Map(&'t [Entry]),
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
#[derive(Debug, Clone, Copy)]
pub struct Scalar {
    /// Whether it stood between quotes or in a text block.
    pub quoted: bool,
}

/// A node as it is kept. There may be a million of them in a file of some megabytes: each is five numbers, and what it holds
/// stands in one list for the whole file.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Stored {
    pub(crate) start: u32,
    pub(crate) end: u32,
    pub(crate) what: What,
}

/// What a node is, as it is kept.
#[derive(Debug, Clone, Copy)]
pub(crate) enum What {
    Null,
    /// These bytes of the file: most texts are literally there, so that a large file is not copied.
    Plain {
        start: u32,
        end: u32,
    },
    Quoted {
        start: u32,
        end: u32,
    },
    /// The text with this number, with escapes or folded lines undone.
    PlainText(u32),
    QuotedText(u32),
    /// So many items of the list of items, and of entries, from here.
    Seq {
        from: u32,
        number: u32,
    },
    Map {
        from: u32,
        number: u32,
    },
    /// The same as another node (`*name` in YAML). That node is complete: it never holds this one.
    Alias(NodeId),
}

/// All nodes of a file with what they hold.
#[derive(Debug, Clone, Default)]
pub(crate) struct Store {
    pub(crate) nodes: Vec<Stored>,
    pub(crate) items: Vec<NodeId>,
    pub(crate) entries: Vec<Entry>,
    pub(crate) texts: Vec<Box<str>>,
}

impl Store {
    pub(crate) fn get(&self, id: NodeId) -> Option<&Stored> {
        self.nodes.get(id.0 as usize)
    }

    /// The text of a scalar node of a file with this text.
    pub(crate) fn text<'t>(&'t self, source: &'t str, id: NodeId) -> Option<&'t str> {
        match self.get(id)?.what {
            What::Plain { start, end } | What::Quoted { start, end } => source.get(start as usize..end as usize),
            What::PlainText(at) | What::QuotedText(at) => self.texts.get(at as usize).map(AsRef::as_ref),
            What::Null | What::Seq { .. } | What::Map { .. } | What::Alias(_) => None,
        }
    }
}

/// A tree with the text it was read from.
///
/// INVARIANT: nodes refer to earlier or complete nodes only, so that walking down ends; the number of visits when every alias
/// is followed is at most [`crate::limits::MAX_YAML_NODES`] and the depth at most [`crate::limits::MAX_YAML_DEPTH`].
#[derive(Debug, Clone)]
pub struct Tree {
    pub(crate) file: FileId,
    pub(crate) source: Arc<str>,
    pub(crate) store: Store,
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
        self.store.nodes.len()
    }

    /// Whether there are none; a tree that was read has at least its root.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.store.nodes.is_empty()
    }

    /// The node that a number stands for, with aliases followed.
    fn followed(&self, id: NodeId) -> NodeId {
        let mut id = id;
        // An alias refers to an earlier node, so this ends.
        while let Some(Stored { what: What::Alias(target), .. }) = self.store.get(id) {
            id = *target;
        }
        id
    }

    /// A node, with aliases followed.
    #[must_use]
    pub fn get(&self, id: NodeId) -> Node<'_> {
        let nothing = Stored { start: 0, end: 0, what: What::Null };
        // Numbers are made by the reader for this very tree.
        let stored = self.store.get(self.followed(id)).copied().unwrap_or(nothing);
        let part = |from: u32, number: u32| from as usize..(from as usize).saturating_add(number as usize);
        let data = match stored.what {
            What::Null | What::Alias(_) => Data::Null,
            What::Plain { .. } | What::PlainText(_) => Data::Scalar(Scalar { quoted: false }),
            What::Quoted { .. } | What::QuotedText(_) => Data::Scalar(Scalar { quoted: true }),
            What::Seq { from, number } => Data::Seq(self.store.items.get(part(from, number)).unwrap_or_default()),
            What::Map { from, number } => Data::Map(self.store.entries.get(part(from, number)).unwrap_or_default()),
        };
        Node { span: Span { file: self.file, start: stored.start, end: stored.end }, data }
    }

    /// A node's place.
    #[must_use]
    pub fn span(&self, id: NodeId) -> Span {
        self.get(id).span
    }

    /// The places that stand for more than one (`*name` in YAML): what is changed there changes elsewhere too.
    #[must_use]
    pub fn shared(&self) -> Vec<Span> {
        let target = |n: &Stored| if let What::Alias(target) = n.what { Some(target) } else { None };
        let targets = self.store.nodes.iter().filter_map(target);
        let mut spans: Vec<Span> = targets.map(|target| self.span(target)).collect();
        spans.sort_unstable();
        spans.dedup();
        spans
    }

    /// The text of a scalar node; `None` for anything else.
    #[must_use]
    pub fn text(&self, id: NodeId) -> Option<&str> {
        self.store.text(&self.source, self.followed(id))
    }

    /// The entries of a mapping; none for anything else.
    #[must_use]
    pub fn entries(&self, id: NodeId) -> &[Entry] {
        match self.get(id).data {
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
