//! Do the tests notice a fault in a rule? Each mutant of the ruleset should make one of them fail.
//!
//! Takes: a checked ruleset and its test files. Gives: every mutant with whether the tests of its rule kill it. Mutants that
//! mean the same as the rule are named in the rule's test file, with the reason; such a note that no longer fits is a fault.

use sha2::{Digest, Sha256};

use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::lang::Text;
use crate::ruleset::Checked;
use crate::ruleset::model::{ParamId, RuleId};
use crate::ruleset::mutate::{self, Owner};
use crate::ruleset::walk::Reach;
use crate::source::{Sources, Span};
use crate::text;

use super::TestFile;
use super::prepare::{Ready, ready};

/// What became of a mutant.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fate {
    /// A test fails on it.
    Killed,
    /// No test notices it.
    Survived,
    /// No test notices it, and its test file says why none can.
    Equivalent,
}

impl Fate {
    /// The word machines read.
    #[must_use]
    pub fn id(self) -> &'static str {
        match self {
            Fate::Killed => "killed",
            Fate::Survived => "survived",
            Fate::Equivalent => "equivalent",
        }
    }
}

/// A mutant with its fate.
#[derive(Debug, Clone)]
pub struct Mutant {
    /// Its id: stays the same as long as the changed words do.
    pub id: String,
    /// The rule, or the parameter whose formula is changed.
    pub owner: String,
    /// What is changed.
    pub span: Span,
    /// How.
    pub change: Text,
    /// What became of it.
    pub fate: Fate,
    /// The name of the case that kills it.
    pub killed_by: Option<String>,
}

/// All mutants of a set, made and not yet tried.
pub struct Plan<'a> {
    mutants: Vec<(mutate::Mutant, Mutant)>,
    cases: Vec<Ready<'a>>,
    /// The rules that rest on a parameter.
    users: Vec<(ParamId, Vec<RuleId>)>,
}

impl<'a> Plan<'a> {
    /// Makes the mutants of the last set of a ruleset, those of rules that `wanted` accepts.
    #[must_use]
    pub fn new(checked: &Checked, files: &'a [TestFile], sources: &Sources, wanted: impl Fn(&str) -> bool) -> Self {
        let mut seen: Vec<String> = vec![];
        let mut mutants = vec![];
        for m in mutate::mutants(checked) {
            let owner = match m.owner {
                Owner::Rule(rule) => checked.rule(rule).id.clone(),
                Owner::Param(param) => checked.param(param).name.clone(),
            };
            let written = sources.text(m.span).split_whitespace().collect::<Vec<_>>().join(" ");
            let name = format!("{owner}|{}|{written}", m.change.nl);
            let nth = seen.iter().filter(|s| **s == name).count();
            let id = short(&format!("{name}|{nth}"));
            seen.push(name);
            if wanted(&owner) {
                let told =
                    Mutant { id, owner, span: m.span, change: m.change.clone(), fate: Fate::Survived, killed_by: None };
                mutants.push((m, told));
            }
        }
        let last = checked.sets().len().saturating_sub(1);
        let mut users: Vec<(ParamId, Vec<RuleId>)> = vec![];
        for (i, rule) in checked.rules().iter().enumerate().filter(|(_, r)| r.set.index() == last) {
            let id = RuleId(u32::try_from(i).unwrap_or(u32::MAX));
            for param in Reach::of_verdict(checked, rule).params {
                match users.iter_mut().find(|(p, _)| *p == param) {
                    Some((_, rules)) => rules.push(id),
                    None => users.push((param, vec![id])),
                }
            }
        }
        Plan { mutants, cases: ready(checked, files), users }
    }

    /// How many mutants there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.mutants.len()
    }

    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.mutants.is_empty()
    }

    /// Tries the mutants with these numbers, on a ruleset of the caller's own; each comes out as it went in.
    pub fn try_some(
        &self,
        checked: &mut Checked,
        sources: &Sources,
        numbers: impl Iterator<Item = usize>,
    ) -> Vec<(usize, Mutant)> {
        let mut out = vec![];
        for n in numbers {
            let Some((mutant, told)) = self.mutants.get(n) else { continue };
            let (mut mutant, mut told) = (mutant.clone(), told.clone());
            mutant.apply(checked);
            let tests = self.cases.iter().filter(|c| match mutant.owner {
                Owner::Rule(rule) => c.rule == rule,
                Owner::Param(param) => self.users.iter().any(|(p, rules)| *p == param && rules.contains(&c.rule)),
            });
            for case in tests {
                if !case.passes(checked, sources) {
                    told.fate = Fate::Killed;
                    told.killed_by = Some(case.case.name.value.clone());
                    break;
                }
            }
            mutant.undo(checked);
            out.push((n, told));
        }
        out
    }
}

/// Applies what the test files say of equivalent mutants; reports notes that do not fit. Notes on other rules than `wanted`
/// are left alone.
#[must_use]
pub fn equivalents(mutants: &mut [Mutant], files: &[TestFile], wanted: impl Fn(&str) -> bool) -> Diagnostics {
    let mut found = Diagnostics::new();
    for note in files.iter().filter(|f| wanted(&f.rule.value)).flat_map(|f| &f.equivalent) {
        let id = &note.mutant.value;
        match mutants.iter_mut().find(|m| m.id == *id) {
            Some(m) if m.fate == Fate::Killed => {
                let by = m.killed_by.clone().unwrap_or_default();
                found.push(
                    Diagnostic::error(
                        "test::stale_equivalent",
                        note.mutant.span,
                        text!(
                            "mutant {id} is niet gelijkwaardig: \"{by}\" merkt hem op",
                            "mutant {id} is not equivalent: \"{by}\" notices it"
                        ),
                    )
                    .help(text!("haal de regel weg", "remove the entry")),
                );
            }
            Some(m) => m.fate = Fate::Equivalent,
            None => found.push(
                Diagnostic::error(
                    "test::stale_equivalent",
                    note.mutant.span,
                    text!("er is geen mutant {id} meer", "there is no mutant {id} any more"),
                )
                .help(text!(
                    "de regel is veranderd: kijk met `toets test --mutate` welke mutanten er nu zijn",
                    "the rule was changed: see with `toets test --mutate` which mutants there are now"
                )),
            ),
        }
    }
    found
}

/// Killed, and how many count: all but the equivalent ones.
#[must_use]
pub fn score(mutants: &[Mutant]) -> (usize, usize) {
    let count = |fate: Fate| mutants.iter().filter(|m| m.fate == fate).count();
    (count(Fate::Killed), mutants.len().saturating_sub(count(Fate::Equivalent)))
}

/// Eight digits that tell a mutant from others.
fn short(name: &str) -> String {
    use std::fmt::Write;
    Sha256::digest(name.as_bytes()).iter().take(4).fold(String::new(), |mut out, b| {
        // Writing to a string does not fail.
        let _ = write!(out, "{b:02x}");
        out
    })
}
