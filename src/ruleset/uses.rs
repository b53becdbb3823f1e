//! What a rule reads: the fields of an agreement, and the values of law.

use crate::lang::Text;
use crate::source::Span;

use super::model::{Checked, ConceptId, ExprId, ExprKind, ParamId, Rule};
use super::walk::{parts, roots};

/// What a rule reads, in the order it is met.
#[derive(Debug, Default)]
pub struct Uses {
    /// Paths of fields with what they mean.
    pub fields: Vec<(String, Text)>,
    /// Shared definitions.
    pub concepts: Vec<ConceptId>,
    /// Parameters.
    pub params: Vec<ParamId>,
    seen: Vec<Span>,
}

impl Uses {
    /// What a rule reads.
    #[must_use]
    pub fn of(checked: &Checked, rule: &Rule) -> Self {
        let mut uses = Uses::default();
        roots(rule).into_iter().for_each(|e| uses.collect(checked, e));
        uses
    }

    fn collect(&mut self, checked: &Checked, id: ExprId) {
        let expr = checked.expr(id);
        match &expr.kind {
            ExprKind::Field(base, object, index) => {
                if let Some(field) = checked.object(*object).fields.get(*index) {
                    let path = path(checked, id);
                    if !self.seen.contains(&field.span) {
                        self.seen.push(field.span);
                        self.fields.push((path, Text::clone(&field.text)));
                    }
                }
                self.below(checked, *base);
                return;
            }
            ExprKind::Apply(concept, _) if !self.concepts.contains(concept) => {
                self.concepts.push(*concept);
                self.collect(checked, checked.concept(*concept).value);
            }
            ExprKind::Param(param, _) if !self.params.contains(param) => self.params.push(*param),
            _ => {}
        }
        for part in parts(&expr.kind) {
            self.collect(checked, part);
        }
    }

    /// The inside of a path: the steps themselves are named by the whole path.
    fn below(&mut self, checked: &Checked, id: ExprId) {
        match &checked.expr(id).kind {
            ExprKind::Field(base, ..) => self.below(checked, *base),
            ExprKind::Index(base, _, index) => {
                self.below(checked, *base);
                self.collect(checked, *index);
            }
            _ => self.collect(checked, id),
        }
    }
}

/// A field as a file writes it, from the object it starts at: `gemeente.programma.woningen`.
fn path(checked: &Checked, id: ExprId) -> String {
    match &checked.expr(id).kind {
        ExprKind::Field(base, object, index) => {
            let object = checked.object(*object);
            let field = object.fields.get(*index).map_or("?", |f| f.name.as_str());
            let start = path(checked, *base);
            if start.is_empty() { format!("{}.{field}", object.name) } else { format!("{start}.{field}") }
        }
        ExprKind::Index(base, ..) => path(checked, *base),
        _ => String::new(),
    }
}
