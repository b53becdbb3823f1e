//! Shared definitions: evaluated in a frame of their own, so that nothing of the rule that uses one is in its reach.

use crate::ruleset::model::{ConceptId, ExprId, Slot, Type};

use super::super::value::{Value, Why};
use super::Machine;

impl Machine<'_> {
    /// What a concept says of these.
    pub(super) fn apply(&mut self, concept: ConceptId, args: &[ExprId]) -> Value {
        let body = self.checked.concept(concept).value;
        self.in_concept(concept, args, |m| {
            let value = m.eval(body);
            m.as_known(value, body)
        })
    }

    /// Evaluates what a concept is asked of, and does something with that in reach and nothing else.
    pub(crate) fn in_concept<R>(
        &mut self,
        concept: ConceptId,
        args: &[ExprId],
        work: impl FnOnce(&mut Self) -> R,
    ) -> R {
        let mut frame = vec![None; self.checked.concept(concept).slot_types.len()];
        for (place, arg) in frame.iter_mut().zip(args) {
            let value = self.eval(*arg);
            *place = Some(self.as_known(value, *arg));
        }
        self.now.notes.concept(concept);
        let outer = std::mem::replace(&mut self.now.frame, frame);
        let out = work(self);
        self.now.frame = outer;
        out
    }

    /// A number as it is known where the expression that gave it is out of reach: that a count is not below zero stays known.
    fn as_known(&self, value: Value, e: ExprId) -> Value {
        if matches!(self.checked.expr(e).ty, Type::Num(_)) { self.with_bound(value, e) } else { value }
    }

    /// A variable of a concept.
    pub(super) fn given(&self, slot: Slot) -> Value {
        self.now.frame.get(slot.index()).cloned().flatten().unwrap_or_else(|| Value::unknown(Why::NONE))
    }
}
