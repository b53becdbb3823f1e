//! Finding the few files of a portfolio that a filter can choose: `a in portefeuille.afspraken waar a.regio.naam = regio`.
//!
//! A rule about regions goes through all files for each region; with the country in a portfolio that is most of the work. So
//! the files are put in order once, by the text that the filter compares. Only files with another text are passed over, which
//! the filter would refuse: the outcome is the same, and the work grows with the number of files, not with its square.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::ruleset::model::{BinaryOp, Binding, ExprId, ExprKind, Slot, Type};

use super::super::value::{Kind, Value};
use super::Machine;

/// Positions in a collection, by the text at the end of a path; those without a text stand under `None`.
pub(super) type Groups = BTreeMap<Option<Arc<str>>, Vec<usize>>;

impl Machine<'_> {
    /// Which items a filter can choose, as positions in order; `None` where that cannot be told beforehand.
    pub(super) fn candidates(&mut self, binding: &Binding, items: &[Value]) -> Option<Vec<usize>> {
        let filter = binding.filter.filter(|_| self.portfolio && self.is_fixed(binding.over))?;
        let (path, wanted) = self.comparison(filter, binding.slot)?;
        let (wanted, groups) = self.aside(|m| (m.eval(wanted), m.groups_of(binding, path, items)));
        let Kind::Text(wanted) = wanted.kind else { return None };
        let group = |key: Option<Arc<str>>| groups.get(&key).into_iter().flatten().copied();
        let mut found: Vec<usize> = group(Some(wanted)).chain(group(None)).collect();
        found.sort_unstable();
        Some(found)
    }

    fn groups_of(&mut self, binding: &Binding, path: ExprId, items: &[Value]) -> Arc<Groups> {
        if let Some(known) = self.groups.get(&(binding.over, path)) {
            return Arc::clone(known);
        }
        let mut groups = Groups::new();
        for (at, item) in items.iter().enumerate() {
            self.set(binding.slot, Some(item.clone()));
            let key = match self.eval(path).kind {
                Kind::Text(text) => Some(text),
                _ => None,
            };
            groups.entry(key).or_default().push(at);
        }
        self.set(binding.slot, None);
        let groups = Arc::new(groups);
        self.groups.insert((binding.over, path), Arc::clone(&groups));
        groups
    }

    /// A path from the root: the same for every subject of every rule.
    fn is_fixed(&self, e: ExprId) -> bool {
        match &self.checked.expr(e).kind {
            ExprKind::Root => true,
            ExprKind::Field(of, ..) => self.is_fixed(*of),
            _ => false,
        }
    }

    /// `x.a.b = other`, at the front of a filter on `x`: the path and the other side.
    fn comparison(&self, filter: ExprId, slot: Slot) -> Option<(ExprId, ExprId)> {
        match &self.checked.expr(filter).kind {
            ExprKind::Binary(BinaryOp::And, first, _) => self.comparison(*first, slot),
            ExprKind::Binary(BinaryOp::Eq, a, b) => {
                let other = matches!(&self.checked.expr(*b).kind, ExprKind::Var(s) | ExprKind::Given(s) if *s != slot);
                let text = self.checked.expr(*a).ty == Type::Text;
                (other && text && self.starts_at(*a, slot)).then_some((*a, *b))
            }
            _ => None,
        }
    }

    fn starts_at(&self, e: ExprId, slot: Slot) -> bool {
        match &self.checked.expr(e).kind {
            ExprKind::Var(s) | ExprKind::Given(s) => *s == slot,
            ExprKind::Field(of, ..) => self.starts_at(*of, slot),
            _ => false,
        }
    }
}
