//! Other files that an agreement refers to: finding the references, and gathering what they lead to.
//!
//! Takes: a tree, the data model, and a [`Reader`] that knows where files are. Gives: [`Documents`], the trees by the place of
//! the reference, and what is wrong. Never reads a file itself: the reader does, at the edge.
//!
//! INVARIANT: a file is asked for at most once per path and place, no chain of references leads back to a file in it, and
//! both the depth and the number of files are bounded; so gathering ends.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::error;
pub use super::error::Unread;
use super::tree::{Data, NodeId, Tree};
use crate::diagnostic::Diagnostics;
use crate::lang::Text;
use crate::limits;
use crate::ruleset::model::{Checked, Field, Role};
use crate::source::{FileId, Span, Spanned};
use crate::text;

/// A reference to another file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reference {
    /// The path as written, relative to the file that names it.
    pub path: Spanned<String>,
    /// The part that the other file plays.
    pub role: Role,
}

/// Reads files that are referred to.
pub trait Reader {
    /// The tree of the file at a path, seen from another file. The same file always gives spans in the same [`FileId`].
    ///
    /// # Errors
    ///
    /// Why there is no tree.
    fn read(&mut self, from: FileId, path: &str) -> Result<Arc<Tree>, Unread>;
}

/// The trees that an agreement refers to, by the place of the reference.
#[derive(Debug, Clone, Default)]
pub struct Documents {
    trees: BTreeMap<Span, Option<Arc<Tree>>>,
}

impl Documents {
    /// What a reference leads to; `None` when it was not gathered, `Some(None)` when that failed and was reported.
    pub(in crate::agreement) fn at(&self, place: Span) -> Option<Option<&Tree>> {
        self.trees.get(&place).map(Option::as_deref)
    }

    /// The files that take part, in the order of the places that name them.
    #[must_use]
    pub fn files(&self) -> Vec<FileId> {
        let mut files: Vec<FileId> = vec![];
        for tree in self.trees.values().flatten() {
            let file = tree.span(tree.root()).file;
            if !files.contains(&file) {
                files.push(file);
            }
        }
        files
    }
}

/// The references in an agreement, in the order of the model. Those inside an agreement that is written in place count too.
#[must_use]
pub fn references(checked: &Checked, tree: &Tree, node: NodeId) -> Vec<Reference> {
    let mut out = vec![];
    collect(checked, tree, node, &mut out);
    out
}

fn collect(checked: &Checked, tree: &Tree, node: NodeId, out: &mut Vec<Reference>) {
    for field in &checked.object(checked.root()).fields {
        let Some(role) = field.role.filter(|r| r.is_reference()) else { continue };
        let Some(entry) = tree.value(node, &field.name) else { continue };
        let one = [entry.value];
        let values = match tree.get(entry.value).data {
            Data::Seq(items) => items,
            _ => &one,
        };
        for value in values {
            match tree.text(*value).map(str::trim) {
                Some("") => {}
                Some(path) => {
                    out.push(Reference { path: Spanned::new(path.to_owned(), tree.span(*value)), role });
                }
                // What another agreement itself refers to is of use only where that agreement counts as said here.
                None if role.is_joined() => collect(checked, tree, *value, out),
                None => {}
            }
        }
    }
}

/// Gathers everything that an agreement refers to, and what those files refer to.
pub fn gather(checked: &Checked, tree: &Tree, node: NodeId, reader: &mut dyn Reader) -> (Documents, Diagnostics) {
    let mut gatherer =
        Gatherer { checked, reader, out: Documents::default(), found: Diagnostics::new(), chain: vec![] };
    gatherer.follow(tree, node);
    (gatherer.out, gatherer.found)
}

struct Gatherer<'a> {
    checked: &'a Checked,
    reader: &'a mut dyn Reader,
    out: Documents,
    found: Diagnostics,
    /// The files on the way here, each with the place that names the next.
    chain: Vec<(FileId, Span)>,
}

impl Gatherer<'_> {
    fn follow(&mut self, tree: &Tree, node: NodeId) {
        let from = tree.span(tree.root()).file;
        for reference in references(self.checked, tree, node) {
            let place = reference.path.span;
            if self.out.trees.contains_key(&place) {
                continue;
            }
            if self.out.trees.len() >= limits::MAX_REFERRED_FILES {
                self.found.push(error::too_many_references(place));
                return;
            }
            self.chain.push((from, place));
            let found = self.one(from, &reference);
            self.out.trees.insert(place, found.clone());
            // The offer and the previous agreement are only compared with: what those refer to is of no use here.
            if let Some(tree) = found.filter(|_| reference.role.is_joined()) {
                self.follow(&tree, tree.root());
            }
            self.chain.pop();
        }
    }

    fn one(&mut self, from: FileId, reference: &Reference) -> Option<Arc<Tree>> {
        let (path, place) = (reference.path.value.as_str(), reference.path.span);
        let tree = match self.reader.read(from, path) {
            Ok(tree) => tree,
            Err(why) => {
                self.found.push(error::unread_reference(place, path, why));
                return None;
            }
        };
        if let Some(why) = no_agreement(self.checked, &tree) {
            self.found.push(error::unread_reference(place, path, Unread::NoAgreement(why)));
            return None;
        }
        let file = tree.span(tree.root()).file;
        if let Some((_, first)) = self.chain.iter().find(|(f, _)| *f == file) {
            let first = *first;
            self.found.push(error::reference_cycle(place, path, first));
            return None;
        }
        if self.chain.len() > limits::MAX_REFERENCE_DEPTH {
            self.found.push(error::too_many_references(place));
            return None;
        }
        Some(tree)
    }
}

/// Why a file is no agreement: it lacks what each one states. A report shows lines of an agreement that has faults, so a file of
/// another kind must not be taken for one.
fn no_agreement(checked: &Checked, tree: &Tree) -> Option<Text> {
    let fields = &checked.object(checked.root()).fields;
    let stated = |field: &&Field| tree.value(tree.root(), &field.name).is_some();
    match fields.iter().find(|f| f.required && !stated(f)) {
        Some(field) => {
            let name = &field.name;
            Some(text!("is geen afspraak: `{name}` staat er niet in", "is no agreement: it does not state `{name}`"))
        }
        None if !fields.iter().any(|f| stated(&f)) => Some(text!(
            "is geen afspraak: er staat geen veld van een afspraak in",
            "is no agreement: it states no field of an agreement"
        )),
        None => None,
    }
}
