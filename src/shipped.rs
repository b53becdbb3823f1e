//! What is built into the library: the rulesets of `rulesets/`, checked, with their texts, hashes and tests, and the pages about
//! error codes.
//!
//! Made by `build.rs` from the folders, so that a norm is text only. Gives: tables. Never parses or hashes anything.

use jiff::civil::Date;

use crate::lang::Text;
use crate::ruleset::{Checked, stored};
use crate::source::{FileId, Sources};
use crate::text;

/// A ruleset as it stands in `rulesets/`.
#[derive(Debug)]
pub struct Shipped {
    /// Its id.
    pub id: &'static str,
    /// Its title, Dutch and English.
    pub title: (&'static str, &'static str),
    /// Its version.
    pub version: &'static str,
    /// First and last day; `None` for a data model.
    pub valid: Option<(&'static str, &'static str)>,
    /// The sets it builds on.
    pub builds_on: &'static [&'static str],
    /// Names and texts of its files, in order of name.
    pub files: &'static [(&'static str, &'static str)],
    /// Names and texts of the tests beside it.
    pub tests: &'static [(&'static str, &'static str)],
    /// SHA-256 over its files in order of name, in hexadecimal.
    pub sha256: &'static str,
    /// The set with all it builds on, checked: for [`stored::read`](crate::ruleset::stored::read).
    pub(crate) checked: &'static [u8],
}

include!(concat!(env!("OUT_DIR"), "/shipped.rs"));

/// The set with this id.
#[must_use]
pub fn set(id: &str) -> Option<&'static Shipped> {
    SETS.iter().find(|s| s.id == id)
}

/// The sets that hold norms.
pub fn with_norms() -> impl Iterator<Item = &'static Shipped> + Clone {
    SETS.iter().filter(|s| s.valid.is_some())
}

/// Sets in force on all days from one to another on which no other such set builds, newest first.
fn valid_on(first: Date, last: Date) -> Vec<&'static Shipped> {
    let covers = |s: &Shipped| {
        s.valid.is_some_and(|(from, to)| {
            let day = |text: &str| text.parse::<Date>().ok();
            day(from).is_some_and(|f| f <= first) && day(to).is_some_and(|t| last <= t)
        })
    };
    let valid: Vec<_> = SETS.iter().filter(|s| covers(s)).collect();
    let mut top: Vec<_> =
        valid.iter().copied().filter(|s| !valid.iter().any(|other| other.builds_on.contains(&s.id))).collect();
    top.sort_by_key(|s| std::cmp::Reverse(s.valid.map(|(from, _)| from)));
    top
}

/// The set that stands in while nothing is known of a file yet: the newest that holds on a day, else the newest.
#[must_use]
pub fn usual(today: Date) -> Option<&'static Shipped> {
    let newest = || {
        let built_on = |id: &str| SETS.iter().any(|s| s.builds_on.contains(&id));
        SETS.iter().filter(|s| !built_on(s.id)).max_by_key(|s| s.valid.map(|(from, _)| from))
    };
    valid_on(today, today).first().copied().or_else(newest)
}

/// The set for a period, and why; `None` when none holds for all of it.
#[must_use]
pub fn for_period(first: Date, last: Date) -> Option<(&'static Shipped, Text)> {
    let valid = valid_on(first, last);
    let (one, rest) = valid.split_first()?;
    let (from, to) = one.valid.unwrap_or_default();
    let years = |a: &str| a.get(..4).unwrap_or(a).to_string();
    let (from, to) = (years(from), years(to));
    let (a, b) = (first.year(), last.year());
    let period = if a == b { a.to_string() } else { format!("{a}–{b}") };
    let reason = text!("de looptijd {period} valt binnen {from}–{to}", "the period {period} lies within {from}–{to}");
    let reason = if rest.is_empty() {
        reason
    } else {
        Text::new(format!("{}; het nieuwste van meer", reason.nl), format!("{}; the newest of several", reason.en))
    };
    Some((one, reason))
}

/// A set with all that it builds on, its texts added to the sources: the rules, a hash per set and the files of each, those built
/// upon first.
pub fn load(id: &str, sources: &mut Sources) -> Option<(Checked, Vec<String>, Vec<Vec<FileId>>)> {
    let (base, mut sets) = (sources.len(), Vec::new());
    add(set(id)?, sources, &mut sets);
    let checked = stored::read(set(id)?.checked, base)?;
    let (sha256, files) = sets.into_iter().map(|(set, files)| (set.sha256.to_owned(), files)).unzip();
    Some((checked, sha256, files))
}

/// Adds the files of a set and, after them, those of the sets that it builds on: the order in which the build stored their places.
fn add(set: &'static Shipped, sources: &mut Sources, sets: &mut Vec<(&'static Shipped, Vec<FileId>)>) {
    if sets.iter().any(|(known, _)| known.id == set.id) {
        return;
    }
    let files = set.files.iter().map(|(name, text)| sources.add(format!("toets:{name}"), *text)).collect();
    for base in set.builds_on.iter().filter_map(|id| self::set(id)) {
        add(base, sources, sets);
    }
    sets.push((set, files));
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ruleset;
    use crate::syntax::{self, ast};

    /// Own files first, then those of the sets it builds on; the trees the other way round.
    fn gather(id: &str, sources: &mut Sources, trees: &mut Vec<Vec<ast::File>>) {
        let set = SETS.iter().find(|s| s.id == id).unwrap();
        let ids: Vec<_> = set.files.iter().map(|(name, text)| sources.add(*name, *text)).collect();
        for base in set.builds_on {
            gather(base, sources, trees);
        }
        trees.push(ids.iter().map(|id| syntax::parse(sources.get(*id).unwrap()).0).collect());
    }

    /// Every place in the stored rules moves along when other files stand before them.
    #[test]
    fn what_the_build_stored_is_what_checking_gives() {
        for set in SETS {
            let mut sources = Sources::new();
            for n in 0..3 {
                sources.add(format!("other-{n}"), "");
            }
            let mut trees = Vec::new();
            gather(set.id, &mut sources, &mut trees);
            let fresh = ruleset::check(&trees, &sources).0.unwrap();
            let read = stored::read(set.checked, 3).unwrap();
            let (read, fresh) = (format!("{read:#?}"), format!("{fresh:#?}"));
            if let Some((n, (r, f))) = read.lines().zip(fresh.lines()).enumerate().find(|(_, (r, f))| r != f) {
                panic!("{}: line {n} is `{}` and must be `{}`", set.id, r.trim(), f.trim());
            }
        }
    }
}
