//! What if: which outcome each value of the one fact that is missing would give.
//!
//! Takes: an outcome that one fact or value of law would decide. Gives: its values with the verdict of each; of numbers the
//! stretches between the points where a comparison of the rule turns. Every verdict comes from the rule itself, evaluated with
//! that value.

use std::cmp::Ordering;

use crate::lang::Text;
use crate::limits::{MAX_WHAT_IF_DOUBLINGS, MAX_WHAT_IF_STEPS, MAX_WHAT_IF_TRIES};
use crate::number::Number;
use crate::ruleset::model::{Style, Type, Unit};
use crate::text;

use super::finding::{Verdict, Would};
use super::machine::Machine;
use super::outcome::Outcome;
use super::premise::Suppose;
use super::show;
use super::value::Value;
use super::why::Reason;

/// Choices shown one by one.
const CHOICES: usize = 12;

/// What comes out at a number: the verdict, and on which side of each other the things compared are.
type Reading = (Verdict, Vec<Ordering>);

/// The search for one fact.
struct Probe<'o> {
    outcome: &'o Outcome,
    reason: Reason,
    /// The smallest step of its unit.
    grain: Number,
    tries: usize,
}

impl Machine<'_> {
    /// The outcomes for the values of the one thing that is missing; empty where they cannot be listed.
    pub(super) fn would(&mut self, outcome: &Outcome, reason: &Reason) -> Vec<Would> {
        let Some(ty) = self.type_of_gap(reason) else { return vec![] };
        let few = self.few_values(reason);
        if !few.is_empty() {
            let few = few.into_iter().take(CHOICES);
            let each = few.filter_map(|v| {
                let value = show::text(self.checked, &v, &ty, Style::Plain);
                let (verdict, _) = self.with_value(outcome, reason, v)?;
                Some(Would { value, verdict })
            });
            return each.collect();
        }
        let grain = match &ty {
            Type::Num(Unit::Count(_)) => Some(Number::one()),
            Type::Num(Unit::Percentage | Unit::Ratio | Unit::Points) => Number::fraction(1, 10_000),
            Type::Num(Unit::Euro(_) | Unit::Heat | Unit::Plain) => Number::fraction(1, 100),
            _ => None,
        };
        let Some(grain) = grain else { return vec![] };
        let mut probe = Probe { outcome, reason: reason.clone(), grain, tries: 0 };
        self.stretches(&mut probe, &ty).unwrap_or_default()
    }

    fn with_value(&mut self, outcome: &Outcome, reason: &Reason, value: Value) -> Option<Reading> {
        let suppose = Suppose::these(vec![reason.clone()]).with(vec![(reason.clone(), value)]);
        let (then, _) = self.suppose(outcome, suppose, MAX_WHAT_IF_STEPS)?;
        then.missing.is_empty().then_some((then.verdict, then.signs))
    }

    fn reading(&mut self, probe: &mut Probe<'_>, k: i64) -> Option<Reading> {
        probe.tries = probe.tries.saturating_add(1);
        if probe.tries > MAX_WHAT_IF_TRIES {
            return None;
        }
        let value = Value::number(probe.grain.mul(&Number::from(k)));
        let reason = probe.reason.clone();
        self.with_value(probe.outcome, &reason, value)
    }

    /// The stretches of values with the same verdict, lowest first; `None` when they were not all found.
    fn stretches(&mut self, probe: &mut Probe<'_>, ty: &Type) -> Option<Vec<Would>> {
        let points = std::iter::once(0).chain((0..=MAX_WHAT_IF_DOUBLINGS).map(|n| 1i64 << n));
        let mut turns: Vec<(i64, Verdict)> = vec![];
        let mut before: Option<(i64, Reading)> = None;
        for k in points {
            let here = self.reading(probe, k)?;
            if let Some((from, there)) = before {
                self.turns(probe, (from, &there), (k, &here), &mut turns)?;
            } else {
                turns.push((k, here.0));
            }
            before = Some((k, here));
        }
        turns.dedup_by_key(|(_, verdict)| *verdict);
        let shown = |m: &Self, k: i64| {
            let value = Value::number(probe.grain.mul(&Number::from(k)));
            show::text(m.checked, &value, ty, Style::Plain)
        };
        let mut out = vec![];
        for (i, (from, verdict)) in turns.iter().enumerate() {
            let first = shown(self, *from);
            let value = match turns.get(i.saturating_add(1)) {
                Some((next, _)) if next.saturating_sub(1) == *from => first,
                Some((next, _)) => {
                    let last = shown(self, next.saturating_sub(1));
                    Text::new(format!("{} t/m {}", first.nl, last.nl), format!("{} to {}", first.en, last.en))
                }
                None if i == 0 => text!("elke waarde", "any value"),
                None => Text::new(format!("vanaf {}", first.nl), format!("from {}", first.en)),
            };
            out.push(Would { value, verdict: *verdict });
        }
        Some(out)
    }

    /// The points after `a`, up to `b`, where the verdict turns, wherever a comparison does.
    fn turns(
        &mut self,
        probe: &mut Probe<'_>,
        (a, left): (i64, &Reading),
        (b, right): (i64, &Reading),
        out: &mut Vec<(i64, Verdict)>,
    ) -> Option<()> {
        if left == right {
            return Some(());
        }
        if a.saturating_add(1) >= b {
            out.push((b, right.0));
            return Some(());
        }
        let middle = a.midpoint(b);
        let here = self.reading(probe, middle)?;
        self.turns(probe, (a, left), (middle, &here), out)?;
        self.turns(probe, (middle, &here), (b, right), out)
    }
}
