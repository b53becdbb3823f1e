//! Two agreements side by side, or one agreement held against two rulesets.
//!
//! Takes: facts and findings of both sides, as `agreement` and `evaluate` give them. Gives: which figures changed, which
//! verdicts flipped and how far each norm is off before and after, which rules changed, and what became of each project that
//! was promised. Never reads a file, and never evaluates anything itself.

mod figures;
mod norms;
mod projects;
mod rules;
mod same;

use crate::agreement::facts::Facts;
use crate::evaluate::finding::{Finding, Weight};
use crate::ruleset::Checked;
use crate::source::Sources;

pub use figures::{Figure, Stated};
pub use norms::{Direction, NormChange, Outcome};
pub use projects::{Amounts, Fate, Project, Projects};
pub use rules::{Aspect, RuleChange, RuleKind};
pub use same::refusal;

/// One of the two sides.
#[derive(Debug, Clone, Copy)]
pub struct Side<'a> {
    /// The ruleset it was held against.
    pub checked: &'a Checked,
    /// What the agreement says.
    pub facts: &'a Facts,
    /// What came out, with traces; without them no gap is known.
    pub findings: &'a [Finding],
    /// The year of its reference date.
    pub year: i32,
}

/// What differs.
#[derive(Debug, Clone)]
pub struct Comparison {
    /// Figures that changed, in the order of the data model; none when one agreement is held against two rulesets.
    pub figures: Vec<Figure>,
    /// Every norm with what came out before and after: those that got worse first, then by how much they weigh.
    pub norms: Vec<NormChange>,
    /// Rules that were added, removed or changed, in the order of the rulesets.
    pub rules: Vec<RuleChange>,
    /// What became of the projects; `None` when neither side has any.
    pub projects: Option<Projects>,
}

/// Compares two agreements. Whether they can be compared at all, [`refusal`] says.
#[must_use]
pub fn agreements(before: Side<'_>, after: Side<'_>, sources: &Sources) -> Comparison {
    Comparison {
        figures: figures::changed(before, after),
        norms: norms::changed(before, after),
        rules: rules::changed(before.checked, after.checked, sources),
        projects: projects::fates(before, after),
    }
}

/// Compares what two rulesets make of one agreement.
#[must_use]
pub fn rulesets(before: Side<'_>, after: Side<'_>, sources: &Sources) -> Comparison {
    Comparison {
        figures: vec![],
        norms: norms::changed(before, after),
        rules: rules::changed(before.checked, after.checked, sources),
        projects: None,
    }
}

impl Comparison {
    /// Norms whose verdict is another than before.
    pub fn flips(&self) -> impl Iterator<Item = &NormChange> {
        self.norms.iter().filter(|n| n.direction != Direction::Same)
    }

    /// Whether a verdict got worse that weighs at least this much.
    #[must_use]
    pub fn got_worse(&self, least: Weight) -> bool {
        let weighs = |n: &&NormChange| n.after.as_ref().is_some_and(|o| o.weight >= least);
        self.norms.iter().filter(|n| n.direction == Direction::Worse).any(|n| weighs(&n))
    }
}
