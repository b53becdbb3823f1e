//! Cases that the tool makes itself: for every threshold of a rule a figure just under, exactly on and just over it.
//!
//! Takes: a checked ruleset and its test files. Gives: per comparison what the verdict does on the three sides of it. One figure
//! of one case is moved at a time, by the smallest unit it is written in. Not searched: comparisons that a case only reaches
//! with a range or an unknown, two figures moved together, and thresholds between values of law alone.

mod probe;
mod search;

use crate::evaluate::finding::Verdict;
use crate::ruleset::Checked;
use crate::ruleset::model::{BinaryOp, ExprId, ExprKind, RuleId, Type, Unit};
use crate::ruleset::walk::Reach;
use crate::source::{Sources, Span};

use super::TestFile;
use super::prepare::{Ready, ready};
use probe::Probe;

/// Most occurrences of a comparison that are tried within one outcome: those of a long list behave alike.
const MAX_OCCURRENCES: usize = 3;
/// Most figures that are tried for one occurrence.
const MAX_FIGURES: usize = 4;

/// Where a figure lies as seen from the threshold: the left side of the comparison against the right.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Side {
    /// Just under.
    Under,
    /// Exactly on.
    On,
    /// Just over.
    Over,
}

impl Side {
    /// The word machines read.
    #[must_use]
    pub fn id(self) -> &'static str {
        match self {
            Side::Under => "under",
            Side::On => "on",
            Side::Over => "over",
        }
    }
}

/// The rule at one side of a threshold.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Point {
    /// Which side.
    pub side: Side,
    /// What the figure was made.
    pub value: String,
    /// Whether the comparison holds there.
    pub holds: bool,
    /// The verdict there.
    pub verdict: Verdict,
}

/// What the search for a threshold gave, worst first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Found {
    /// No case reaches the comparison with exact figures.
    NotReached,
    /// No single figure of a case takes it to the other side.
    NotCrossed,
    /// The comparison turns, and the verdict does not turn with it.
    NoEffect,
    /// The verdict turns with the comparison, but no figure lies exactly on the threshold.
    NeverOn,
    /// The verdict turns with the comparison.
    Shown,
}

impl Found {
    /// The word machines read.
    #[must_use]
    pub fn id(self) -> &'static str {
        match self {
            Found::NotReached => "not_reached",
            Found::NotCrossed => "not_crossed",
            Found::NoEffect => "no_effect",
            Found::NeverOn => "never_on",
            Found::Shown => "shown",
        }
    }

    /// Whether the verdict is seen to turn at the threshold.
    #[must_use]
    pub fn is_shown(self) -> bool {
        self >= Found::NeverOn
    }
}

/// A comparison of a rule with what was found.
#[derive(Debug, Clone)]
pub struct Threshold {
    /// The rule's id.
    pub rule: String,
    /// The comparison.
    pub span: Span,
    /// What was found.
    pub found: Found,
    /// The case that shows it best.
    pub case: Option<String>,
    /// The figure that was moved: its path in the agreement, or `peildatum`.
    pub figure: Option<String>,
    /// The sides that could be made.
    pub points: Vec<Point>,
}

/// Every threshold of the rules of the last set that `wanted` accepts.
#[must_use]
pub fn thresholds(
    checked: &Checked,
    files: &[TestFile],
    sources: &Sources,
    wanted: impl Fn(&str) -> bool,
) -> Vec<Threshold> {
    let last = checked.sets().len().saturating_sub(1);
    let mut cases = ready(checked, files);
    let mut out = vec![];
    for (i, rule) in checked.rules().iter().enumerate().filter(|(_, r)| r.set.index() == last && wanted(&r.id)) {
        let id = RuleId(u32::try_from(i).unwrap_or(u32::MAX));
        for e in Reach::of_verdict(checked, rule).exprs {
            if !is_threshold(checked, e) {
                continue;
            }
            let mut best = Threshold {
                rule: rule.id.clone(),
                span: checked.expr(e).span,
                found: Found::NotReached,
                case: None,
                figure: None,
                points: vec![],
            };
            for case in cases.iter_mut().filter(|c| c.rule == id) {
                one_case(checked, sources, case, e, &mut best);
                if best.found == Found::Shown {
                    break;
                }
            }
            out.push(best);
        }
    }
    out
}

/// A comparison of numbers or days; words and years of a loop have no "just under".
fn is_threshold(checked: &Checked, e: ExprId) -> bool {
    let ExprKind::Binary(op, a, b) = &checked.expr(e).kind else { return false };
    let compares =
        matches!(op, BinaryOp::Ge | BinaryOp::Le | BinaryOp::Gt | BinaryOp::Lt | BinaryOp::Eq | BinaryOp::Ne);
    let measured = |e: &ExprId| match &checked.expr(*e).ty {
        Type::Num(unit) => *unit != Unit::Year,
        ty => *ty == Type::Date,
    };
    compares && measured(a) && measured(b)
}

/// Looks for the threshold in one case and keeps what shows it best.
fn one_case(checked: &Checked, sources: &Sources, case: &mut Ready<'_>, e: ExprId, best: &mut Threshold) {
    let name = case.case.name.value.clone();
    let mut probe = Probe::new(checked, sources, case, e);
    for place in probe.places(MAX_OCCURRENCES) {
        if best.found == Found::NotReached {
            best.found = Found::NotCrossed;
            best.case = Some(name.clone());
        }
        for figure in probe.figures(&place, MAX_FIGURES) {
            let points = search::around(&mut probe, &place, figure);
            let found = judge(&points);
            if found > best.found {
                best.found = found;
                best.case = Some(name.clone());
                best.figure = Some(probe.name(figure));
                best.points = points;
            }
            if best.found == Found::Shown {
                return;
            }
        }
    }
}

/// Whether the verdict turns where the comparison turns, and only there.
fn judge(points: &[Point]) -> Found {
    let pairs = || points.iter().zip(points.iter().skip(1));
    if !pairs().any(|(a, b)| a.holds != b.holds) {
        return Found::NotCrossed;
    }
    if pairs().any(|(a, b)| (a.holds != b.holds) != (a.verdict != b.verdict)) {
        return Found::NoEffect;
    }
    if points.iter().any(|p| p.side == Side::On) { Found::Shown } else { Found::NeverOn }
}
