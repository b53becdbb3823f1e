//! Why something is not known: missing facts, missing values of law, and faults, shared between values.

use std::collections::HashSet;

use crate::agreement::facts::FactId;
use crate::lang::Text;
use crate::ruleset::model::ParamId;

use super::value::Why;

/// One reason.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(crate) enum Reason {
    /// A field that an object does not state.
    Field(FactId, usize),
    /// A year that a table does not state.
    Year(FactId, i32),
    /// A table that states nothing at all.
    Empty(FactId),
    /// A value of law that is not known, for a year or date written out.
    Param(ParamId, Box<str>),
    /// The bounds that are stated allow both outcomes.
    Straddles(Box<Text>),
    /// What is stated cannot be used: it contradicts itself, or mixes what may not be mixed.
    Conflict(Box<Text>),
    /// Something that the rule cannot compute.
    Fault(Box<Text>),
    /// A divisor that is not stated may turn out to be zero, or a list to be empty: a fault, perhaps. What is missing is said by
    /// other reasons.
    MaybeFault,
    /// It is supposed to be known, whatever its value: see [`Suppose`](super::premise::Suppose).
    Given,
}

impl Reason {
    /// Whether it is something that can be filled in: a fact of the agreement or a value of law.
    pub(crate) fn is_missing(&self) -> bool {
        let sorts = Sorts::of(self);
        sorts.has_missing()
    }
}

/// Which sorts of reasons a [`Why`] holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct Sorts(u8);

impl Sorts {
    const FACT: Sorts = Sorts(1);
    const PARAM: Sorts = Sorts(2);
    const BOUNDS: Sorts = Sorts(4);
    const FAULT: Sorts = Sorts(8);
    const MAYBE: Sorts = Sorts(16);
    const GIVEN: Sorts = Sorts(32);

    fn of(reason: &Reason) -> Self {
        match reason {
            Reason::Field(..) | Reason::Year(..) | Reason::Empty(_) => Sorts::FACT,
            Reason::Param(..) => Sorts::PARAM,
            Reason::Straddles(_) => Sorts::BOUNDS,
            Reason::Conflict(_) | Reason::Fault(_) => Sorts::FAULT,
            Reason::MaybeFault => Sorts::MAYBE,
            Reason::Given => Sorts::GIVEN,
        }
    }

    fn and(self, other: Sorts) -> Sorts {
        Sorts(self.0 | other.0)
    }

    /// Only facts that the agreement does not state.
    pub(crate) fn only_facts(self) -> bool {
        Sorts(self.0 & !Sorts::MAYBE.0 & !Sorts::GIVEN.0) == Sorts::FACT
    }

    /// A fact or a value of law is missing.
    pub(crate) fn has_missing(self) -> bool {
        self.0 & (Sorts::FACT.0 | Sorts::PARAM.0) != 0
    }

    /// Nothing is missing, and something is supposed to be known.
    pub(crate) fn only_given(self) -> bool {
        self.0 & Sorts::GIVEN.0 != 0 && !self.has_missing()
    }

    /// Something is supposed to be known, among other things.
    pub(crate) fn has_given(self) -> bool {
        self.0 & Sorts::GIVEN.0 != 0
    }

    /// Bounds or a fault leave it open, whatever is filled in.
    pub(crate) fn stays_open(self) -> bool {
        self.0 & (Sorts::BOUNDS.0 | Sorts::FAULT.0) != 0
    }

    /// Something cannot be computed, whatever else is missing.
    pub(crate) fn has_fault(self) -> bool {
        self.0 & Sorts::FAULT.0 != 0
    }

    /// It cannot be computed, or perhaps not: then not even zero times it is known.
    pub(crate) fn poisons(self) -> bool {
        self.0 & (Sorts::FAULT.0 | Sorts::MAYBE.0) != 0
    }
}

/// A reason, or two together.
#[derive(Debug, Clone, Copy)]
enum Node {
    /// Its place in the list of reasons.
    Leaf(u32),
    Both(Why, Why),
}

/// All reasons of a run; values refer to them by number. A large file has hundreds of thousands, most of them two together: each
/// sort has a list of its own, with no room lost between.
#[derive(Debug, Default)]
pub(crate) struct Whys {
    nodes: Vec<Node>,
    /// Of each node.
    sorts: Vec<Sorts>,
    reasons: Vec<Reason>,
}

/// How many reasons there were.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Mark {
    nodes: usize,
    reasons: usize,
}

impl Whys {
    fn push(&mut self, node: Node, sorts: Sorts) -> Why {
        self.nodes.push(node);
        self.sorts.push(sorts);
        Why(u32::try_from(self.nodes.len()).unwrap_or(u32::MAX))
    }

    pub(crate) fn leaf(&mut self, reason: Reason) -> Why {
        let sorts = Sorts::of(&reason);
        let place = u32::try_from(self.reasons.len()).unwrap_or(u32::MAX);
        self.reasons.push(reason);
        self.push(Node::Leaf(place), sorts)
    }

    /// Both reasons.
    pub(crate) fn both(&mut self, a: Why, b: Why) -> Why {
        match (a, b) {
            (Why::NONE, x) | (x, Why::NONE) => x,
            (a, b) if a == b => a,
            (a, b) => {
                let sorts = self.sorts(a).and(self.sorts(b));
                self.push(Node::Both(a, b), sorts)
            }
        }
    }

    /// Which sorts of reasons it holds.
    pub(crate) fn sorts(&self, why: Why) -> Sorts {
        place(why).and_then(|at| self.sorts.get(at)).copied().unwrap_or_default()
    }

    /// How many reasons there are; those after it can be forgotten.
    pub(crate) fn mark(&self) -> Mark {
        Mark { nodes: self.nodes.len(), reasons: self.reasons.len() }
    }

    /// Forgets the reasons since a mark; no value that is still in use may refer to them.
    pub(crate) fn forget_since(&mut self, mark: Mark) {
        self.nodes.truncate(mark.nodes);
        self.sorts.truncate(mark.nodes);
        self.reasons.truncate(mark.reasons);
    }

    /// All reasons, each once, in the order they were met.
    pub(crate) fn reasons(&self, why: Why) -> Vec<&Reason> {
        let mut out: Vec<&Reason> = vec![];
        let mut listed: HashSet<&Reason> = HashSet::new();
        let mut seen = HashSet::new();
        let mut todo = vec![why];
        while let Some(why) = todo.pop() {
            if !seen.insert(why) {
                continue;
            }
            match place(why).and_then(|at| self.nodes.get(at)) {
                Some(Node::Leaf(at)) => {
                    out.extend(self.reasons.get(*at as usize).filter(|reason| listed.insert(*reason)));
                }
                Some(Node::Both(a, b)) => todo.extend([*b, *a]),
                None => {}
            }
        }
        out
    }
}

/// The place of its node; `None` where nothing is unknown.
fn place(why: Why) -> Option<usize> {
    (why.0 as usize).checked_sub(1)
}
