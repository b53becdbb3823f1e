//! Looking for the value of a figure where a comparison turns.

use std::cmp::Ordering;

use crate::number::Number;

use super::probe::{Figure, Place, Probe, Reading};
use super::{Point, Side};

/// How far a figure is moved, in doublings of its smallest unit: a milliard of homes, or ten million euros.
const MAX_DOUBLINGS: u32 = 30;

/// The points around the threshold that a figure can take, lowest side first; empty when it cannot be crossed.
pub(super) fn around(probe: &mut Probe<'_, '_>, place: &Place, figure: Figure) -> Vec<Point> {
    let Some(start) = probe.value(figure) else { return vec![] };
    let mut walk = Walk { unit: probe.unit(figure), start, probe, place, figure };
    let Some(here) = walk.at(0) else { return vec![] };
    let mut steps: Vec<i64> = vec![];
    if here.order == Ordering::Equal {
        // On a threshold: look for both edges of the stretch where it stays equal.
        steps.push(0);
        for direction in [-1, 1] {
            steps.extend(walk.edge(0, direction, here.order));
        }
    } else {
        let edges: Vec<i64> = [-1, 1].into_iter().filter_map(|d| walk.edge(0, d, here.order)).collect();
        let Some(edge) = edges.into_iter().min_by_key(|k| k.unsigned_abs()) else { return vec![] };
        let direction = edge.signum();
        steps.extend([edge.saturating_sub(direction), edge]);
        if let Some(on) = walk.at(edge).filter(|r| r.order == Ordering::Equal) {
            steps.extend(walk.edge(edge, direction, on.order));
        }
    }
    let mut points: Vec<Point> = steps.into_iter().filter_map(|k| walk.point(k)).collect();
    points.sort_by_key(|p| p.side);
    points.dedup_by_key(|p| p.side);
    points
}

struct Walk<'w, 'a, 'c> {
    probe: &'w mut Probe<'a, 'c>,
    place: &'w Place,
    figure: Figure,
    start: Number,
    unit: Number,
}

impl Walk<'_, '_, '_> {
    /// The figure, this many units further.
    fn value(&self, k: i64) -> Option<Number> {
        let value = self.start.add(&self.unit.mul(&Number::from(k)));
        (!value.is_negative() || self.probe.may_be_negative(self.figure)).then_some(value)
    }

    fn at(&mut self, k: i64) -> Option<Reading> {
        let value = self.value(k)?;
        self.probe.set(self.place, self.figure, &value)
    }

    /// The nearest step from `from` on where the sides stand otherwise, when they do at all.
    fn edge(&mut self, from: i64, direction: i64, order: Ordering) -> Option<i64> {
        let differs = |walk: &mut Self, k: i64| walk.at(k).map(|r| r.order != order);
        let mut near = from;
        let mut far = None;
        for doubling in 0..MAX_DOUBLINGS {
            let k = from.saturating_add(direction.saturating_mul(1i64 << doubling));
            match differs(self, k) {
                Some(true) => {
                    far = Some(k);
                    break;
                }
                Some(false) => near = k,
                // Not counted any further, as below zero: the last stretch is walked with smaller steps.
                None => {
                    far = self.last_stretch(near, k, &differs);
                    break;
                }
            }
        }
        let mut far = far?;
        while far.abs_diff(near) > 1 {
            let middle = near.midpoint(far);
            match differs(self, middle) {
                Some(true) => far = middle,
                Some(false) => near = middle,
                None => return None,
            }
        }
        Some(far)
    }

    /// Between a step that can be made and one that cannot: the furthest that can, when the sides differ there.
    fn last_stretch(
        &mut self,
        near: i64,
        beyond: i64,
        differs: &impl Fn(&mut Self, i64) -> Option<bool>,
    ) -> Option<i64> {
        let (mut can, mut cannot) = (near, beyond);
        while can.abs_diff(cannot) > 1 {
            let middle = can.midpoint(cannot);
            match differs(self, middle) {
                Some(true) => return Some(middle),
                Some(false) => can = middle,
                None => cannot = middle,
            }
        }
        None
    }

    fn point(&mut self, k: i64) -> Option<Point> {
        let value = self.value(k)?;
        let reading = self.probe.set(self.place, self.figure, &value)?;
        let side = match reading.order {
            Ordering::Less => Side::Under,
            Ordering::Equal => Side::On,
            Ordering::Greater => Side::Over,
        };
        let value = self.probe.written(self.figure, &value);
        Some(Point { side, value, holds: reading.holds, verdict: reading.verdict })
    }
}
