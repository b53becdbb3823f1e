//! Constructs that the language once had: how each was written, and what to write instead.
//!
//! Takes: the place where the grammar stopped. Gives: the construct that stands there. Nothing else of the stage knows them.

use std::ops::Range;

use super::scan;
use crate::lang::Text;

/// A construct that is gone.
pub(super) struct Removed {
    /// Its words and signs, up to the one at which the grammar stops; an empty one stands for any word.
    written: &'static [&'static str],
    instead: (&'static str, &'static str),
}

const REMOVED: &[Removed] = &[
    Removed {
        written: &["voldoet", "voor", ""],
        instead: (
            "vraag of een norm overal is nageleefd met `voldoet` alleen; wat voor één gemeente of één jaar moet gelden, krijgt een naam met `begrip`",
            "ask whether a norm is met everywhere with `voldoet` alone; what must hold for one municipality or year gets a name with `begrip`",
        ),
    },
    Removed {
        written: &["als", "getal"],
        instead: (
            "laat `als getal` weg: een aantal staat er zonder eenheid, en een percentage, bedrag of jaar zoals mensen het schrijven",
            "leave out `als getal`: a count stands there without a unit, and a percentage, amount or year as people write it",
        ),
    },
    Removed { written: &["≥"], instead: ("schrijf `>=`", "write `>=`") },
    Removed { written: &["≤"], instead: ("schrijf `<=`", "write `<=`") },
    Removed { written: &["≠"], instead: ("schrijf `<>`", "write `<>`") },
    Removed { written: &["×"], instead: ("schrijf `*`", "write `*`") },
    Removed { written: &["÷"], instead: ("schrijf `/`", "write `/`") },
    Removed { written: &["−"], instead: ("schrijf `-`", "write `-`") },
];

impl Removed {
    /// What to write instead.
    pub(super) fn instead(&self) -> Text {
        Text::new(self.instead.0, self.instead.1)
    }

    /// Where it stands, if its last word is the one at this place.
    fn ends_at(&self, text: &str, last: &Range<usize>) -> Option<Range<usize>> {
        let mut token = last.clone();
        let mut end = last.end;
        let mut words = self.written.iter().rev().peekable();
        while let Some(word) = words.next() {
            if word.is_empty() {
                end = token.start;
            } else if text.get(token.clone())? != *word {
                return None;
            }
            if words.peek().is_some() {
                token = scan::token_before(text, token.start)?;
            }
        }
        let written = text.get(token.start..end)?.trim_end();
        Some(token.start..token.start.saturating_add(written.len()))
    }
}

/// The construct that the grammar stopped at, and where its words stand.
pub(super) fn at(text: &str, token: &Range<usize>) -> Option<(&'static Removed, Range<usize>)> {
    REMOVED.iter().find_map(|removed| Some((removed, removed.ends_at(text, token)?)))
}
