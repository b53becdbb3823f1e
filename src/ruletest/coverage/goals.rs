//! What the tests of a rule should reach.

use crate::evaluate::finding::Verdict;
use crate::ruleset::Checked;
use crate::ruleset::model::{BinaryOp, ExprId, ExprKind, Rule};
use crate::ruleset::walk::Reach;
use crate::source::Span;

use super::tally::Tally;
use super::{Aim, Deviated, Goal, Side};

/// The goals of a rule with how often they were reached.
pub(super) fn of_rule(checked: &Checked, rule: &Rule, tally: &Tally) -> Vec<Goal> {
    let mut goals = vec![];
    let mut add = |aims: &[Aim], span: Span, e: Option<ExprId>, i: usize| {
        goals.extend(aims.iter().map(|aim| Goal { aim: *aim, span, reached: tally.of(*aim, e, i) }));
    };
    for verdict in [Verdict::Met, Verdict::NotMet, Verdict::NotCheckable] {
        add(&[Aim::Outcome(verdict)], rule.id_span, None, 0);
    }
    for c in &rule.applies {
        add(&[Aim::DoesNotApply], checked.expr(c.expr).span, Some(c.expr), 0);
    }
    for c in &rule.given {
        add(&[Aim::NotGiven], checked.expr(c.expr).span, Some(c.expr), 0);
    }
    if let Some(deviation) = &rule.deviation {
        let mut all = vec![Aim::Deviation(Deviated::Accepted)];
        if !deviation.provisos.is_empty() {
            // Without provisos a record always counts.
            all.extend([Aim::Deviation(Deviated::Refused), Aim::Deviation(Deviated::Undecided)]);
        }
        add(&all, deviation.span, None, 0);
        // What the data model asks of every record is not this rule's to test.
        for p in deviation.provisos.iter().skip(deviation.standing) {
            add(&[Aim::Proviso(true), Aim::Proviso(false)], checked.expr(p.expr).span, Some(p.expr), 0);
        }
    }
    for e in Reach::of_rule(checked, rule).exprs {
        let span = checked.expr(e).span;
        match &checked.expr(e).kind {
            ExprKind::If(c, ..) => add(&[Aim::Branch(true), Aim::Branch(false)], span, Some(*c), 0),
            ExprKind::Binary(BinaryOp::And | BinaryOp::Or, ..) => {
                let sides = [Side::Left, Side::Right, Side::Neither].map(Aim::Side);
                add(&sides, span, Some(e), 0);
            }
            _ => {}
        }
    }
    for (i, advice) in rule.advice.iter().enumerate() {
        if let Some(when) = advice.when {
            add(&[Aim::Advice(true), Aim::Advice(false)], checked.expr(when).span, None, i);
        }
    }
    goals
}
