//! From a finding that is not met to its proposals.
//!
//! Takes: a finding with the facts it rests on. Gives: what was found, ranked by size, held against all other norms and written
//! down.

use crate::evaluate::Case;
use crate::evaluate::finding::Judged;
use crate::limits::{MAX_FACTS_FOR_TRIALS, MAX_PROPOSALS, MAX_TRIAL_STEPS};
use crate::ruleset::Checked;
use crate::text;

use super::candidates::candidates;
use super::fixed::Fixed;
use super::found::Found;
use super::lab::{Key, Lab, Verdicts};
use super::{Kind, Proposal, Remedies, Sought, clash, is_wanted, words};

impl Case<'_> {
    /// Looks, for each norm that is not met, for the changes that meet it, and numbers them: most important finding first. Of
    /// several files together nothing is changed: each has figures of its own.
    #[must_use]
    pub fn remedies(self, judged: &[Judged]) -> Remedies {
        let mut out = Remedies::default();
        if self.facts.is_portfolio(self.checked) || !judged.iter().any(is_wanted) {
            return out;
        }
        if self.facts.len() > MAX_FACTS_FOR_TRIALS {
            let n = self.facts.len();
            return Remedies::unsought(text!(
                "naar veranderingen is niet gezocht: het bestand heeft {n} gegevens, en gezocht wordt tot {MAX_FACTS_FOR_TRIALS}",
                "changes were not sought: the file has {n} values, and they are sought up to {MAX_FACTS_FOR_TRIALS}"
            ));
        }
        let fixed = Fixed::new(self.checked, self.facts, self.date);
        let mut lab = Lab::new(self);
        let now = lab.verdicts();
        for judged in judged.iter().filter(|j| is_wanted(j)) {
            let sought = if lab.spent_all() {
                let why = text!(
                    "hier is niet naar veranderingen gezocht: voor de bevindingen ervoor ging al het werk op dat er voor een bestand is ({MAX_TRIAL_STEPS} stappen)",
                    "no changes were sought here: the findings before it took all the work that there is for a file ({MAX_TRIAL_STEPS} steps)"
                );
                Sought { proposals: vec![], not_searched: vec![why] }
            } else {
                of_one(&mut lab, &fixed, &now, &Key::of(judged))
            };
            out.of.insert((judged.rule, judged.nth), sought);
        }
        number(self.checked, judged, &mut out);
        out
    }
}

/// Numbers the proposals in the order in which a report shows the findings.
fn number(checked: &Checked, judged: &[Judged], out: &mut Remedies) {
    let mut order: Vec<&Judged> = judged.iter().collect();
    order.sort_by_key(|j| (std::cmp::Reverse(j.weight), checked.rule(j.rule).strength));
    let mut next = 1usize;
    for judged in order {
        let sought = out.of.get_mut(&(judged.rule, judged.nth));
        for proposal in sought.into_iter().flat_map(|s| &mut s.proposals) {
            proposal.number = next;
            next = next.saturating_add(1);
        }
    }
}

fn of_one(lab: &mut Lab<'_>, fixed: &Fixed<'_>, now: &Verdicts, key: &Key) -> Sought {
    lab.refill();
    let (found, mut not_searched) = candidates(lab, fixed, key, &[]);
    let mut out: Vec<Proposal> = vec![];
    let all = found.len();
    for one in shown(found) {
        if out.len() == MAX_PROPOSALS {
            break;
        }
        let clash = clash::with_others(lab, fixed, now, key, one);
        out.extend(words::written_down(lab, key, &clash));
    }
    let more = all.saturating_sub(out.len());
    if more > 0 && out.len() == MAX_PROPOSALS {
        not_searched.push(text!(
            "er zijn nog {more} andere veranderingen, van gelijke of grotere omvang",
            "there are {more} other changes, of the same or a larger size"
        ));
    }
    Sought { proposals: out, not_searched }
}

/// The changes in the order to show them: those that are looked at for words are the smallest of each kind, then the others; in
/// that choice the smallest comes first.
fn shown(found: Vec<Found>) -> Vec<Found> {
    let mut kinds: Vec<Kind> = vec![];
    let (mut first, others): (Vec<Found>, Vec<Found>) = found.into_iter().partition(|f| {
        let new = f.kind == Kind::Answer || !kinds.contains(&f.kind);
        kinds.push(f.kind);
        new
    });
    first.extend(others);
    let rest = first.split_off(first.len().min(MAX_PROPOSALS));
    first.sort_by(|a, b| a.rank().cmp(&b.rank()));
    first.extend(rest);
    first
}
