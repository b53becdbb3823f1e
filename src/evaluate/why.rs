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
    /// It is supposed to be known, whatever its value: see [`Suppose`](super::suppose::Suppose).
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

/// All reasons of an evaluation; values refer to them by number. A large file has hundreds of thousands: what is missing of it is
/// told by the number itself, and takes no room here.
#[derive(Debug, Default)]
pub(crate) struct Whys {
    /// Two reasons together.
    both: Vec<(Why, Why)>,
    /// Of each of those.
    sorts: Vec<Sorts>,
    /// Reasons with more to them than fits in a number.
    reasons: Vec<Reason>,
}

/// How many reasons there were.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Mark {
    both: usize,
    reasons: usize,
}

/// What the number of a reason stands for.
#[derive(Debug, Clone, Copy)]
enum Stands {
    Nothing,
    /// Two reasons, by their place.
    Both(usize),
    /// A reason in the list, by its place.
    Listed(usize),
    Field(FactId, usize),
    Year(FactId, i32),
    Empty(FactId),
    MaybeFault,
    Given,
}

/// How a number is built: which of the above, then a fact, then a small number.
const KIND: u32 = 61;
const FACT: u32 = 29;
const SMALL: u64 = (1 << FACT) - 1;
/// What makes years from the past numbers above zero.
const YEARS_UP: i64 = 1 << (FACT - 1);

impl Why {
    fn made(kind: u64, fact: u64, small: u64) -> Option<Why> {
        let fits = small <= SMALL && fact <= u64::from(u32::MAX);
        fits.then(|| Why(kind.wrapping_shl(KIND) | fact.wrapping_shl(FACT) | small))
    }

    fn both(place: usize) -> Why {
        Why::made(0, place as u64, 1).unwrap_or(Why::NONE)
    }

    fn listed(place: usize) -> Why {
        Why::made(1, place as u64, 0).unwrap_or(Why::NONE)
    }

    /// The number that tells a reason whole, where there is one.
    fn of(reason: &Reason) -> Option<Why> {
        let fact = |id: &FactId| id.index() as u64;
        match reason {
            Reason::Field(id, field) => Why::made(2, fact(id), *field as u64),
            Reason::Year(id, year) => {
                Why::made(3, fact(id), u64::try_from(i64::from(*year).saturating_add(YEARS_UP)).ok()?)
            }
            Reason::Empty(id) => Why::made(4, fact(id), 0),
            Reason::MaybeFault => Why::made(5, 0, 0),
            Reason::Given => Why::made(6, 0, 0),
            Reason::Param(..) | Reason::Straddles(_) | Reason::Conflict(_) | Reason::Fault(_) => None,
        }
    }

    fn stands(self) -> Stands {
        let place = usize::try_from((self.0 >> FACT) & u64::from(u32::MAX)).unwrap_or(usize::MAX);
        let small = self.0 & SMALL;
        match self.0 >> KIND {
            0 if self == Why::NONE => Stands::Nothing,
            0 => Stands::Both(place),
            1 => Stands::Listed(place),
            2 => Stands::Field(FactId::new(place), usize::try_from(small).unwrap_or(usize::MAX)),
            3 => {
                let year = i64::try_from(small).unwrap_or(YEARS_UP).saturating_sub(YEARS_UP);
                Stands::Year(FactId::new(place), i32::try_from(year).unwrap_or(0))
            }
            4 => Stands::Empty(FactId::new(place)),
            5 => Stands::MaybeFault,
            _ => Stands::Given,
        }
    }
}

impl Whys {
    pub(crate) fn leaf(&mut self, reason: Reason) -> Why {
        Why::of(&reason).unwrap_or_else(|| {
            self.reasons.push(reason);
            Why::listed(self.reasons.len().saturating_sub(1))
        })
    }

    /// Both reasons.
    pub(crate) fn both(&mut self, a: Why, b: Why) -> Why {
        match (a, b) {
            (Why::NONE, x) | (x, Why::NONE) => x,
            (a, b) if a == b => a,
            (a, b) => {
                let sorts = self.sorts(a).and(self.sorts(b));
                self.both.push((a, b));
                self.sorts.push(sorts);
                Why::both(self.both.len().saturating_sub(1))
            }
        }
    }

    /// Which sorts of reasons it holds.
    pub(crate) fn sorts(&self, why: Why) -> Sorts {
        match why.stands() {
            Stands::Nothing => Sorts::default(),
            Stands::Both(at) => self.sorts.get(at).copied().unwrap_or_default(),
            Stands::Listed(at) => self.reasons.get(at).map(Sorts::of).unwrap_or_default(),
            Stands::Field(..) | Stands::Year(..) | Stands::Empty(_) => Sorts::FACT,
            Stands::MaybeFault => Sorts::MAYBE,
            Stands::Given => Sorts::GIVEN,
        }
    }

    /// How many reasons there are; those after it can be forgotten.
    pub(crate) fn mark(&self) -> Mark {
        Mark { both: self.both.len(), reasons: self.reasons.len() }
    }

    /// Forgets the reasons since a mark; no value that is still in use may refer to them.
    pub(crate) fn forget_since(&mut self, mark: Mark) {
        self.both.truncate(mark.both);
        self.sorts.truncate(mark.both);
        self.reasons.truncate(mark.reasons);
    }

    /// All reasons, each once, in the order they were met.
    pub(crate) fn reasons(&self, why: Why) -> Vec<Reason> {
        let mut out: Vec<Reason> = vec![];
        let mut listed: HashSet<&Reason> = HashSet::new();
        let mut seen = HashSet::new();
        let mut todo = vec![why];
        while let Some(why) = todo.pop() {
            if !seen.insert(why) {
                continue;
            }
            match why.stands() {
                Stands::Nothing => {}
                Stands::Both(at) => todo.extend(self.both.get(at).iter().flat_map(|(a, b)| [*b, *a])),
                // The same words may have been said in several places.
                Stands::Listed(at) => {
                    out.extend(self.reasons.get(at).filter(|reason| listed.insert(*reason)).cloned());
                }
                Stands::Field(id, field) => out.push(Reason::Field(id, field)),
                Stands::Year(id, year) => out.push(Reason::Year(id, year)),
                Stands::Empty(id) => out.push(Reason::Empty(id)),
                Stands::MaybeFault => out.push(Reason::MaybeFault),
                Stands::Given => out.push(Reason::Given),
            }
        }
        out
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_reason_comes_back_as_it_was() {
        let mut whys = Whys::default();
        let fact = |n: usize| FactId::new(n);
        let all = vec![
            Reason::Field(fact(0), 0),
            Reason::Field(fact(4_000_000_000), 500_000_000),
            Reason::Year(fact(7), 2026),
            Reason::Year(fact(7), -5),
            // What does not fit in a number is listed.
            Reason::Year(fact(7), i32::MAX),
            Reason::Empty(fact(3)),
            Reason::Param(ParamId(3), "2026".into()),
            Reason::Fault(Box::new(Text::same("x"))),
            Reason::MaybeFault,
            Reason::Given,
        ];
        let mut whole = Why::NONE;
        for reason in &all {
            let why = whys.leaf(reason.clone());
            assert_eq!(whys.reasons(why), vec![reason.clone()]);
            assert_eq!(whys.sorts(why), Sorts::of(reason));
            whole = whys.both(whole, why);
        }
        assert_eq!(whys.reasons(whole), all);
        assert_eq!(whys.sorts(whole), all.iter().map(Sorts::of).reduce(Sorts::and).unwrap());
    }
}
