//! What differs between a receipt and that of the same run made again.
//!
//! Takes: two receipts with their outcomes. Gives: the differences, causes first. Never guesses why: a difference in outcomes
//! stands beside what changed, and the reader sees both.

use std::collections::BTreeMap;

use super::{Brief, Receipt};

/// Outcomes by what they are about: file, rule, subject, year.
pub type Outcomes<'a> = BTreeMap<(&'a str, &'a str, &'a str, Option<i32>), Vec<&'a Brief>>;

/// One thing that is not the same.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Difference {
    /// Another version of the program.
    Program {
        /// Then.
        then: String,
        /// Now.
        now: String,
    },
    /// Other bytes in a file.
    Input {
        /// Its name.
        file: String,
        /// Hash then.
        then: String,
        /// Hash now; empty when it could not be read.
        now: String,
    },
    /// A file that took part in one of the two only.
    OneSided {
        /// Its name.
        file: String,
        /// Whether it took part now, and not then.
        new: bool,
    },
    /// Other rules.
    Ruleset {
        /// Its id.
        id: String,
        /// Version and hash then; `None` when it took no part.
        then: Option<(String, String)>,
        /// Version and hash now; `None` when it takes no part.
        now: Option<(String, String)>,
    },
    /// Another reference date for a file.
    Date {
        /// The file.
        file: String,
        /// Then.
        then: String,
        /// Now.
        now: String,
    },
    /// An outcome that is there, or is otherwise, in one of the two.
    Outcome {
        /// The outcome then.
        then: Option<Brief>,
        /// The outcome now.
        now: Option<Brief>,
    },
}

/// What differs, causes first: the program, the rules, the files, the days; then the outcomes.
#[must_use]
pub fn compare(then: &Receipt, now: &Receipt) -> Vec<Difference> {
    let mut out = vec![];
    if then.toets != now.toets {
        out.push(Difference::Program { then: then.toets.clone(), now: now.toets.clone() });
    }
    rulesets(then, now, &mut out);
    files(then, now, &mut out);
    outcomes(then.outcomes.as_deref().unwrap_or(&[]), now.outcomes.as_deref().unwrap_or(&[]), &mut out);
    out
}

fn rulesets(then: &Receipt, now: &Receipt, out: &mut Vec<Difference>) {
    let by_id = |receipt: &Receipt| -> BTreeMap<String, (String, String)> {
        receipt.rulesets.iter().map(|r| (r.id.clone(), (r.version.clone(), r.sha256.clone()))).collect()
    };
    let (then, now) = (by_id(then), by_id(now));
    for (id, then, now) in both(then, now) {
        if then != now {
            out.push(Difference::Ruleset { id, then, now });
        }
    }
}

fn files(then: &Receipt, now: &Receipt, out: &mut Vec<Difference>) {
    let hashes = |receipt: &Receipt| -> BTreeMap<String, String> {
        let given = receipt.inputs.iter().map(|i| (i.file.clone(), i.sha256.clone()));
        let referred = receipt.inputs.iter().flat_map(|i| &i.refers_to).map(|r| (r.file.clone(), r.sha256.clone()));
        referred.chain(given).collect()
    };
    for (file, then, now) in both(hashes(then), hashes(now)) {
        match (then, now) {
            (Some(then), Some(now)) if then != now => out.push(Difference::Input { file, then, now }),
            (Some(_), None) => out.push(Difference::OneSided { file, new: false }),
            (None, Some(_)) => out.push(Difference::OneSided { file, new: true }),
            _ => {}
        }
    }
    let days = |receipt: &Receipt| -> BTreeMap<String, String> {
        receipt.inputs.iter().map(|i| (i.file.clone(), i.date.clone())).collect()
    };
    for (file, then, now) in both(days(then), days(now)) {
        if let (Some(then), Some(now)) = (then, now)
            && then != now
        {
            out.push(Difference::Date { file, then, now });
        }
    }
}

fn outcomes(then: &[Brief], now: &[Brief], out: &mut Vec<Difference>) {
    for (_, then, now) in both(by_subject(then), by_subject(now)) {
        let (then, now) = (then.unwrap_or_default(), now.unwrap_or_default());
        for at in 0..then.len().max(now.len()) {
            let (then, now) = (then.get(at), now.get(at));
            if then != now {
                out.push(Difference::Outcome { then: then.map(|b| (*b).clone()), now: now.map(|b| (*b).clone()) });
            }
        }
    }
}

fn by_subject(outcomes: &[Brief]) -> Outcomes<'_> {
    let mut out = Outcomes::new();
    for o in outcomes {
        out.entry((&o.file, &o.rule, &o.subject, o.year)).or_default().push(o);
    }
    out.values_mut().for_each(|same| same.sort());
    out
}

/// What two maps hold for each key of either, in the order of the keys.
fn both<K: Ord + Clone, V: Clone>(then: BTreeMap<K, V>, now: BTreeMap<K, V>) -> Vec<(K, Option<V>, Option<V>)> {
    let mut keys: Vec<&K> = then.keys().chain(now.keys()).collect();
    keys.sort();
    keys.dedup();
    keys.into_iter().map(|k| (k.clone(), then.get(k).cloned(), now.get(k).cloned())).collect()
}
