//! What is built into the library: the rulesets of `rulesets/`, checked, with their texts, hashes and tests, and the pages about
//! error codes.
//!
//! Made by `build.rs` from the folders, so that a norm is text only. Gives: tables. Never parses or hashes anything.

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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ruleset::{self, stored};
    use crate::source::Sources;
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
