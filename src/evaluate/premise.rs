//! What is supposed to be known that is not.

use std::cmp::Ordering;
use std::collections::HashSet;
use std::rc::Rc;

use crate::number::Number;

use super::value::Value;
use super::why::Reason;

/// What is supposed to be known.
#[derive(Debug, Clone)]
pub(crate) struct Suppose {
    known: Known,
    /// The value of some of it.
    values: Vec<(Reason, Value)>,
    /// On which side of each other the numbers are that were compared.
    signs: Vec<Ordering>,
}

#[derive(Debug, Clone)]
enum Known {
    These(Vec<Reason>),
    /// The same for so many that going through them would take longer than the rule does.
    Many(Rc<HashSet<Reason>>),
    AllBut(Reason),
}

/// Reasons that are gone through one by one.
const FEW: usize = 16;

impl Suppose {
    /// These things are known, whatever their value.
    pub(crate) fn these(known: Vec<Reason>) -> Self {
        let known =
            if known.len() > FEW { Known::Many(Rc::new(known.into_iter().collect())) } else { Known::These(known) };
        Suppose { known, values: vec![], signs: vec![] }
    }

    /// All that is missing is known, but for one thing.
    pub(crate) fn all_but(one: Reason) -> Self {
        Suppose { known: Known::AllBut(one), values: vec![], signs: vec![] }
    }

    /// The same, with values for some of it.
    pub(crate) fn with(mut self, values: Vec<(Reason, Value)>) -> Self {
        self.values = values;
        self
    }

    /// Notes how two numbers compare.
    pub(crate) fn compared(&mut self, a: &Number, b: &Number) {
        self.signs.push(a.cmp(b));
    }

    /// How the numbers compared.
    pub(crate) fn signs(&mut self) -> Vec<Ordering> {
        std::mem::take(&mut self.signs)
    }

    /// Whether something is among it.
    pub(super) fn holds(&self, reason: &Reason) -> bool {
        match &self.known {
            Known::These(list) => list.contains(reason),
            Known::Many(set) => set.contains(reason),
            Known::AllBut(one) => one != reason,
        }
    }

    /// The value that it has there, where it has one.
    pub(super) fn value(&self, reason: &Reason) -> Option<&Value> {
        self.values.iter().find(|(r, _)| r == reason).map(|(_, value)| value)
    }
}
