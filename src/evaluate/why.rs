//! Why something is not known: missing facts, missing values of law, and faults, shared between values.

use crate::agreement::facts::FactId;
use crate::lang::Text;
use crate::ruleset::model::{ExprId, ParamId};

use super::value::Why;

/// One reason.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Reason {
    /// A field that an object does not state.
    Field(FactId, usize),
    /// A year that a table does not state.
    Year(FactId, i32),
    /// A value of law that is not known, for a year or date written out.
    Param(ParamId, String),
    /// The bounds that are stated allow both outcomes.
    Straddles(ExprId),
    /// Something that cannot be computed.
    Fault(Text),
}

#[derive(Debug, Clone)]
enum Node {
    Leaf(Reason),
    Both(Why, Why),
}

/// All reasons of a run; values refer to them by number.
#[derive(Debug, Default)]
pub(crate) struct Whys {
    nodes: Vec<Node>,
}

impl Whys {
    fn push(&mut self, node: Node) -> Why {
        self.nodes.push(node);
        Why(u32::try_from(self.nodes.len()).unwrap_or(u32::MAX))
    }

    pub(crate) fn leaf(&mut self, reason: Reason) -> Why {
        self.push(Node::Leaf(reason))
    }

    /// Both reasons.
    pub(crate) fn both(&mut self, a: Why, b: Why) -> Why {
        match (a, b) {
            (Why::NONE, x) | (x, Why::NONE) => x,
            (a, b) if a == b => a,
            (a, b) => self.push(Node::Both(a, b)),
        }
    }

    fn node(&self, why: Why) -> Option<&Node> {
        self.nodes.get((why.0 as usize).checked_sub(1)?)
    }

    /// The reason, when there is exactly one.
    pub(crate) fn single(&self, why: Why) -> Option<&Reason> {
        match self.node(why)? {
            Node::Leaf(reason) => Some(reason),
            Node::Both(..) => None,
        }
    }

    /// All reasons, each once, in the order they were met.
    pub(crate) fn reasons(&self, why: Why) -> Vec<&Reason> {
        let mut out: Vec<&Reason> = vec![];
        let mut seen = std::collections::BTreeSet::new();
        let mut todo = vec![why];
        while let Some(why) = todo.pop() {
            if !seen.insert(why) {
                continue;
            }
            match self.node(why) {
                Some(Node::Leaf(reason)) if !out.contains(&reason) => out.push(reason),
                Some(Node::Both(a, b)) => todo.extend([*b, *a]),
                _ => {}
            }
        }
        out
    }
}
