//! Which figures may not be mixed: those with a different value of a qualifier that the ruleset calls `nooit gemengd`.

use std::collections::BTreeMap;

use crate::agreement::facts::{Facts, Marks, MarksId};
use crate::lang::Text;
use crate::ruleset::Checked;
use crate::ruleset::model::QualifierId;
use crate::text;

use super::value::Tag;

/// A value per qualifier, ordered by qualifier.
type Set = Vec<(QualifierId, usize)>;

/// All tags of a run; a [`Tag`] is a number here, 0 the tag that says nothing.
#[derive(Debug)]
pub(crate) struct Tags {
    sets: Vec<Set>,
    /// The tag of each set of marks that was met.
    of_marks: BTreeMap<MarksId, Tag>,
}

impl Tags {
    pub(crate) fn new() -> Self {
        Tags { sets: vec![vec![]], of_marks: BTreeMap::new() }
    }

    fn intern(&mut self, set: Set) -> Tag {
        let known = self.sets.iter().position(|s| *s == set);
        let index = known.unwrap_or_else(|| {
            self.sets.push(set);
            self.sets.len().saturating_sub(1)
        });
        Tag(u32::try_from(index).unwrap_or(u32::MAX))
    }

    /// The tag of a figure with these marks.
    pub(crate) fn of(&mut self, checked: &Checked, facts: &Facts, marks: MarksId) -> Tag {
        // Most figures have none.
        if marks == MarksId::default() {
            return Tag::default();
        }
        if let Some(tag) = self.of_marks.get(&marks) {
            return *tag;
        }
        let tag = self.intern(never_mixed(checked, facts.marks(marks)));
        self.of_marks.insert(marks, tag);
        tag
    }

    /// The tag of what two figures give together; `Err` says why they may not be mixed.
    pub(crate) fn join(&mut self, checked: &Checked, a: Tag, b: Tag) -> Result<Tag, Text> {
        if a == b || b.0 == 0 {
            return Ok(a);
        }
        if a.0 == 0 {
            return Ok(b);
        }
        let set = |t: Tag| self.sets.get(t.0 as usize).cloned().unwrap_or_default();
        let mut all = set(a);
        for (qualifier, choice) in set(b) {
            match all.iter().find(|(q, _)| *q == qualifier) {
                Some((_, other)) if *other != choice => return Err(mixed(checked, qualifier, *other, choice)),
                Some(_) => {}
                None => all.push((qualifier, choice)),
            }
        }
        all.sort_by_key(|(q, _)| q.0);
        Ok(self.intern(all))
    }
}

fn never_mixed(checked: &Checked, marks: &Marks) -> Set {
    let mut set: Set = marks
        .qualifiers
        .iter()
        .filter(|(q, ..)| checked.qualifier(*q).never_mixed)
        .map(|(q, choice, _)| (*q, *choice))
        .collect();
    set.sort_by_key(|(q, _)| q.0);
    set
}

fn mixed(checked: &Checked, qualifier: QualifierId, a: usize, b: usize) -> Text {
    let q = checked.qualifier(qualifier);
    let word = |i: usize| checked.choice_list(q.choices).choices.get(i).map_or("?", |c| c.name.as_str());
    let (name, x, y) = (&q.name, word(a), word(b));
    text!(
        "cijfers met {name} `{x}` en `{y}` worden niet met elkaar verrekend of vergeleken",
        "figures with {name} `{x}` and `{y}` are not combined or compared"
    )
}
