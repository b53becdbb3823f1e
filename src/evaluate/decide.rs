//! What would decide a finding that is not checkable: the smallest set of facts and values of law.
//!
//! A set is enough when, once all of it is known and whatever the values turn out to be, nothing is missing for the verdict any
//! more. So it also holds what a condition that is open now may ask for later. The smallest such set is looked for within the
//! limits of `limits`; where they end the search, the finding says so.

use std::collections::HashSet;

use crate::agreement::facts::{Fact, FactValue};
use crate::limits::{
    MAX_DECIDING_COMBINATIONS, MAX_DECIDING_FACTS, MAX_DECIDING_OTHERS, MAX_DECIDING_STEPS, MAX_DECIDING_TRIES,
};
use crate::ruleset::model::{ExprKind, Type};
use crate::ruleset::walk::Reach;

use super::finding::{Decides, Missing, Proof, Verdict, Would};
use super::machine::Machine;
use super::outcome::Outcome;
use super::suppose::{Suppose, Supposed};
use super::value::{Kind, Value, Why};
use super::why::Reason;

/// The search for one finding.
struct Search<'o> {
    outcome: &'o Outcome,
    tries: usize,
    steps: usize,
    /// Everything that was ever missing, in the order in which it was met.
    met: Vec<Reason>,
    /// The same, to be looked up.
    known: HashSet<Reason>,
    /// There were more combinations of values than are tried.
    partly: bool,
    /// Other sets that are as small.
    or: Vec<Vec<Reason>>,
}

/// The limits are reached.
struct Exhausted;

impl Machine<'_> {
    /// What would decide an outcome, and where that is one thing, what each of its values would give; nothing for an outcome
    /// that is decided.
    pub(super) fn decides(&mut self, outcome: &Outcome) -> (Option<Decides>, Vec<Would>) {
        if outcome.verdict != Verdict::NotCheckable {
            return (None, vec![]);
        }
        let first = self.missing_of(outcome.why);
        let stays_open = self.whys.sorts(outcome.why).stays_open();
        let mut or = vec![];
        let (reasons, proof, stays_open) = if first.is_empty() {
            (vec![], Proof::Smallest, true)
        } else if !outcome.complete || self.portfolio || self.now.exhausted {
            // Who it is about is not known yet, or thousands of files take part: what is missing now is all that can be said.
            (first, Proof::NotSearched, stays_open)
        } else {
            let mut search = Search {
                outcome,
                tries: 0,
                steps: MAX_DECIDING_STEPS,
                met: first.clone(),
                known: first.iter().cloned().collect(),
                partly: false,
                or: vec![],
            };
            match self.smallest(&mut search, &first) {
                Ok(found) => {
                    or = search.or;
                    found
                }
                Err(Exhausted) => (first, Proof::NotSearched, stays_open),
            }
        };
        let would = match reasons.as_slice() {
            [one] if proof == Proof::Smallest => self.would(outcome, one),
            _ => vec![],
        };
        let facts = self.missing_in(&reasons);
        let mut others: Vec<Vec<Missing>> =
            or.iter().map(|set| self.missing_in(set)).filter(|set| *set != facts).collect();
        others.dedup();
        (Some(Decides { facts, or: others, proof, stays_open }), would)
    }

    fn missing_in(&self, reasons: &[Reason]) -> Vec<Missing> {
        let mut facts: Vec<Missing> = reasons.iter().filter_map(|r| self.one_missing(r)).collect();
        facts.sort();
        facts.dedup();
        facts
    }

    pub(super) fn missing_of(&self, why: Why) -> Vec<Reason> {
        self.whys.reasons(why).into_iter().filter(|r| r.is_missing()).cloned().collect()
    }

    fn smallest(&mut self, search: &mut Search<'_>, first: &[Reason]) -> Result<(Vec<Reason>, Proof, bool), Exhausted> {
        // Everything that may come to be asked for.
        let mut enough = first.to_vec();
        let last = loop {
            let then = self.supposing(search, Suppose::these(enough.clone()))?;
            if then.missing.is_empty() {
                break then;
            }
            enough.extend(then.missing);
            if enough.len() > MAX_DECIDING_FACTS {
                return Err(Exhausted);
            }
        };
        let stays_open = last.stays_open;
        let proven = self.prune(search, &mut enough);
        // What a list or an object would state is not tried: a smaller set might do with some of it.
        let free = enough.len() > 1 && search.met.iter().any(|r| self.is_whole(r));
        match proven {
            Ok(()) if !search.partly && !free => Ok((enough, Proof::Smallest, stays_open)),
            // It is enough, but whether it is the smallest is not known.
            Ok(()) | Err(Exhausted) => Ok((enough, Proof::Enough, stays_open)),
        }
    }

    /// Leaves out what is not needed, and looks for a smaller set.
    fn prune(&mut self, search: &mut Search<'_>, enough: &mut Vec<Reason>) -> Result<(), Exhausted> {
        for at in (0..enough.len()).rev() {
            let mut fewer = enough.clone();
            fewer.remove(at);
            if self.still_missing(search, &fewer)?.is_empty() {
                *enough = fewer;
            }
        }
        if self.asks_what_is_stated(search.outcome) {
            self.every_set(search, enough)
        } else {
            self.by_need(search, enough)
        }
    }

    /// Whether the rule itself asks what the agreement states. Then to state more may ask for more, and a set that holds an
    /// enough one need not be enough.
    fn asks_what_is_stated(&self, outcome: &Outcome) -> bool {
        let reach = Reach::of_verdict(self.checked, self.checked.rule(outcome.rule));
        let complete = |f: &Fact| matches!(f.value, FactValue::Object { complete: true, .. });
        reach.exprs.iter().any(|e| match self.checked.expr(*e).kind {
            ExprKind::Fallback(..) | ExprKind::Tallied(..) | ExprKind::Known(_) | ExprKind::Outcome(..) => true,
            ExprKind::Recorded(_) => self.facts.iter().any(|(_, f)| complete(f)),
            _ => false,
        })
    }

    /// Where more facts are never less: what is missing even when all else is known stands in every set that is enough, and a
    /// set that is not enough needs one of the things that are still missing with it.
    fn by_need(&mut self, search: &mut Search<'_>, enough: &mut Vec<Reason>) -> Result<(), Exhausted> {
        let mut needed = vec![];
        for one in enough.iter() {
            // All else, and not only the rest of the set: what this one decides may follow from something outside it.
            let others: Vec<Reason> = search.met.iter().filter(|r| *r != one).cloned().collect();
            if !self.each_way(search, &others, &Suppose::all_but(one.clone()))?.is_empty() {
                needed.push(one.clone());
            }
        }
        let mut row = vec![needed];
        while let Some(size) = row.first().map(Vec::len).filter(|n| *n < enough.len()) {
            let mut next: Vec<Vec<Reason>> = vec![];
            for set in row {
                let missing = self.still_missing(search, &set)?;
                if missing.is_empty() {
                    *enough = set;
                    return Ok(());
                }
                if size.saturating_add(1) >= enough.len() {
                    continue;
                }
                for one in missing {
                    let mut larger = set.clone();
                    larger.push(one);
                    let same = |s: &Vec<Reason>| larger.iter().all(|r| s.contains(r));
                    if !next.iter().any(same) {
                        next.push(larger);
                    }
                }
            }
            row = next;
        }
        Ok(())
    }

    /// Every set of what was ever missing, by size.
    fn every_set(&mut self, search: &mut Search<'_>, enough: &mut Vec<Reason>) -> Result<(), Exhausted> {
        let mut size = 0usize;
        while size <= enough.len() {
            let all = search.met.clone();
            let mut indexes: Vec<usize> = (0..size).collect();
            let mut found: Vec<Vec<Reason>> = vec![];
            while found.len() < MAX_DECIDING_OTHERS {
                let set: Vec<Reason> = indexes.iter().filter_map(|i| all.get(*i)).cloned().collect();
                if set.len() == size && self.still_missing(search, &set)?.is_empty() {
                    found.push(set);
                }
                if !advance(&mut indexes, all.len()) {
                    break;
                }
            }
            if !found.is_empty() && size <= enough.len() {
                let mut found = found.into_iter();
                found.next().into_iter().for_each(|first| *enough = first);
                search.or = found.collect();
                return Ok(());
            }
            // Something new was met: it may take part in smaller sets too.
            size = if search.met.len() > all.len() { 0 } else { size.saturating_add(1) };
        }
        Ok(())
    }

    /// What is missing once these are known; empty when they are enough.
    fn still_missing(&mut self, search: &mut Search<'_>, known: &[Reason]) -> Result<Vec<Reason>, Exhausted> {
        self.each_way(search, known, &Suppose::these(known.to_vec()))
    }

    /// The same for each combination of values of those that have few: two parts of a rule that depend on the same thing may
    /// together say more than each of them.
    fn each_way(
        &mut self,
        search: &mut Search<'_>,
        known: &[Reason],
        suppose: &Suppose,
    ) -> Result<Vec<Reason>, Exhausted> {
        let then = self.supposing(search, suppose.clone())?;
        if then.missing.is_empty() {
            return Ok(then.missing);
        }
        let mut ways: Vec<Vec<(Reason, Value)>> = vec![vec![]];
        for reason in known {
            let values = self.few_values(reason);
            if ways.len().saturating_mul(values.len()) > MAX_DECIDING_COMBINATIONS {
                search.partly = true;
                continue;
            }
            if values.is_empty() {
                continue;
            }
            let with = |way: &Vec<(Reason, Value)>, v: &Value| {
                let mut way = way.clone();
                way.push((reason.clone(), v.clone()));
                way
            };
            ways = ways.iter().flat_map(|way| values.iter().map(move |v| with(way, v))).collect();
        }
        // First the combinations that are furthest apart: one of them mostly shows what is missing.
        let half = ways.len().div_ceil(2);
        let back = ways.split_off(half);
        let mut back = back.into_iter().rev();
        let mut there_and_back = vec![];
        for way in ways {
            there_and_back.push(way);
            there_and_back.extend(back.next());
        }
        for way in there_and_back {
            let then = self.supposing(search, suppose.clone().with(way))?;
            if !then.missing.is_empty() {
                return Ok(then.missing);
            }
        }
        Ok(vec![])
    }

    /// All values that a fact may have, when they are few.
    pub(super) fn few_values(&self, reason: &Reason) -> Vec<Value> {
        match self.type_of_gap(reason) {
            Some(Type::Bool) => vec![Value::bool(true), Value::bool(false)],
            Some(Type::Choice(list)) => {
                (0..self.checked.choice_list(list).choices.len()).map(|i| Value::new(Kind::Choice(i))).collect()
            }
            _ => vec![],
        }
    }

    /// Whether it is a list, a table or an object, rather than a single value.
    fn is_whole(&self, reason: &Reason) -> bool {
        matches!(self.type_of_gap(reason), None | Some(Type::Object(_) | Type::List(_) | Type::Table { .. }))
    }

    /// The type of what is missing.
    pub(super) fn type_of_gap(&self, reason: &Reason) -> Option<Type> {
        match reason {
            Reason::Field(parent, index) => match &self.facts.get(*parent).value {
                FactValue::Object { object, .. } => {
                    self.checked.object(*object).fields.get(*index).map(|f| f.ty.clone())
                }
                _ => None,
            },
            Reason::Year(table, _) => match super::trace::type_of(self.checked, self.facts, *table) {
                Type::Table { item, .. } => Some(*item),
                _ => None,
            },
            Reason::Param(param, _) => Some(self.checked.param(*param).ty.clone()),
            _ => None,
        }
    }

    fn supposing(&mut self, search: &mut Search<'_>, suppose: Suppose) -> Result<Supposed, Exhausted> {
        search.tries = search.tries.saturating_add(1);
        if search.tries > MAX_DECIDING_TRIES {
            return Err(Exhausted);
        }
        let (then, used) = self.suppose(search.outcome, suppose, search.steps).ok_or(Exhausted)?;
        search.steps = search.steps.saturating_sub(used);
        for reason in &then.missing {
            if search.known.insert(reason.clone()) {
                search.met.push(reason.clone());
            }
        }
        Ok(then)
    }
}

/// The next choice of as many out of `n`, in order; `false` after the last.
fn advance(indexes: &mut [usize], n: usize) -> bool {
    let size = indexes.len();
    for at in (0..size).rev() {
        let after = size.saturating_sub(at);
        let Some(index) = indexes.get_mut(at) else { return false };
        if index.saturating_add(after) < n {
            *index = index.saturating_add(1);
            let mut next = *index;
            for later in indexes.iter_mut().skip(at.saturating_add(1)) {
                next = next.saturating_add(1);
                *later = next;
            }
            return true;
        }
    }
    false
}
