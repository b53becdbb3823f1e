//! Fields that refer to another agreement: by the path of its file, or written out in place.
//!
//! What stands there is an agreement of its own: marks and period of the one that refers to it do not hold in it.

use crate::agreement::error;
use crate::agreement::facts::{FactId, FactValue, Step};
use crate::agreement::merge::Merger;
use crate::agreement::tree::{Data, NodeId};
use crate::ruleset::model::{Field, Role, Type};

use super::{Binder, Context, Spot};

impl Binder<'_> {
    pub(super) fn reference(&mut self, field: &Field, node: NodeId, spot: Spot) -> Option<FactId> {
        if self.is_passed_over(node) {
            return None;
        }
        let joined = field.role.is_some_and(Role::is_joined);
        if !matches!(field.ty, Type::List(_)) {
            return self.document(node, spot, joined);
        }
        let Data::Seq(items) = self.tree.get(node).data else {
            let at = spot.key.unwrap_or_else(|| self.tree.span(node));
            self.report(error::not_a_list(at, &field.name));
            return None;
        };
        let list = self.fact(self.tree.span(node), spot, Context::default(), FactValue::List(Vec::new()));
        let mut ids = Vec::with_capacity(items.len());
        for item in items {
            let spot = Spot { parent: Some(list), step: Step::Item(ids.len()), key: None };
            ids.extend(self.document(*item, spot, joined));
        }
        self.set_value(list, FactValue::List(ids));
        Some(list)
    }

    fn document(&mut self, node: NodeId, spot: Spot, joined: bool) -> Option<FactId> {
        if self.is_passed_over(node) {
            return None;
        }
        let root = self.checked.root();
        let outer = self.documents;
        if !joined {
            // The offer and the previous agreement stand alone: what they refer to themselves is not read.
            self.documents = None;
        }
        let bound = match self.tree.text(node) {
            None => self.object(root, node, spot, Context::default()),
            Some(path) => {
                let place = self.tree.span(node);
                match outer.map(|d| d.at(place)) {
                    Some(Some(Some(tree))) => {
                        let near = std::mem::replace(&mut self.tree, tree);
                        let bound = self.object(root, tree.root(), spot, Context::default());
                        self.tree = near;
                        bound
                    }
                    Some(None) => {
                        let fault = error::reference_not_read(place, path);
                        self.report(fault);
                        None
                    }
                    // Reported where the files are gathered, or of no use here.
                    Some(Some(None)) | None => None,
                }
            }
        };
        self.documents = outer;
        bound
    }

    /// Takes over what the framework and the parts say. The nearer file counts: this one, then its framework, then its parts
    /// in the order written.
    pub(super) fn join_documents(&mut self, root: FactId) {
        let object = self.checked.object(self.checked.root());
        for role in [Role::Framework, Role::Part] {
            let Some(index) = object.role(role) else { continue };
            let far = match self.facts.get(root.index()).map(|f| &f.value) {
                Some(FactValue::Object { fields, .. }) => fields.get(index),
                _ => None,
            };
            let Some(far) = far else { continue };
            let each = match self.facts.get(far.index()).map(|f| &f.value) {
                Some(FactValue::List(items)) => items.clone(),
                _ => vec![far],
            };
            for far in each {
                let mut merger = Merger { checked: self.checked, facts: &mut self.facts, found: &mut self.found };
                merger.join(root, far, role);
            }
        }
    }
}
