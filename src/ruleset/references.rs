//! Fields that refer to another agreement: where they may stand, and that nothing else makes an object hold itself.

use crate::syntax::ast;

use super::checker::{Checker, Symbol};
use super::error;
use super::model::{ObjectId, Role, Type};

impl Checker<'_> {
    /// A field that refers to another agreement stands in an agreement and has its type.
    pub(crate) fn references_hold_agreements(&mut self, sets: &[Vec<ast::File>]) {
        let root = self.out.root;
        for item in sets.iter().flatten().flat_map(|f| &f.items) {
            let ast::Item::Object(o) = item else { continue };
            let Some((Symbol::Object(object), _)) = self.symbols.get(&o.name.value).copied() else { continue };
            for written in &o.fields {
                let own = self.declared_at(object, &written.name);
                let Some((role, ty)) = own.and_then(|(_, f)| Some((f.role?, f.ty.clone()))) else { continue };
                let one = Type::Object(root);
                let list = Type::List(Box::new(one.clone()));
                let fits = object == root && (ty == one || (role == Role::Part && ty == list));
                if role.is_reference() && !fits && ty != Type::Error && root.0 != u32::MAX {
                    let expected = match role {
                        Role::Part => self.describe(&list),
                        _ => self.describe(&one),
                    };
                    let found = self.describe(&ty);
                    let name = &self.out.object(root).name.clone();
                    let role = written.role.as_ref().map(|r| (r.span, r.value.as_str())).unwrap_or_default();
                    let d = error::reference_field(written.ty.span, role, name, (expected, found), object == root);
                    self.report(d);
                }
            }
        }
    }

    /// No object holds another of its own type, except by a field that refers to another agreement.
    pub(crate) fn objects_do_not_hold_themselves(&mut self) {
        let edges: Vec<Vec<usize>> = self
            .out
            .objects
            .iter()
            .map(|o| {
                let own = o.fields.iter().filter(|f| !f.role.is_some_and(Role::is_reference));
                own.filter_map(|f| held(&f.ty)).map(ObjectId::index).collect()
            })
            .collect();
        let super::cycles::Cycles { found, left_out } = super::cycles::cycles(&edges);
        self.diagnostics.left_out(left_out);
        for cycle in found {
            let next = cycle.get(1).or(cycle.first()).copied();
            let first = cycle.first().and_then(|i| self.out.objects.get(*i));
            let field = first.and_then(|o| o.fields.iter().find(|f| held(&f.ty).map(ObjectId::index) == next));
            let names: Vec<&str> = cycle
                .iter()
                .chain(cycle.first())
                .filter_map(|i| self.out.objects.get(*i))
                .map(|o| o.name.as_str())
                .collect();
            let path = error::path(&names);
            if let Some(span) = field.map(|f| f.span) {
                self.report(error::recursive_object(span, &path));
            }
        }
    }
}

/// The object at the end of a type.
fn held(ty: &Type) -> Option<ObjectId> {
    match ty {
        Type::Object(object) => Some(*object),
        Type::List(item) | Type::Table { item, .. } => held(item),
        _ => None,
    }
}
