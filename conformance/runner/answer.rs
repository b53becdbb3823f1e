//! What an implementation answers, and whether that is what a case asks.
//!
//! Takes: a case and an answer. Gives: what differs, in words. The words are for people; no program should read them.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use super::case::{Case, Fault, Outcome};

/// An answer to one case: outcomes, or errors, or that it cannot.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub struct Answer {
    pub case: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub outcomes: Option<Vec<Given>>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub errors: Vec<Fault>,
    /// Why the implementation does not do this case.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub skip: Option<String>,
}

/// One outcome as an implementation gives it.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Given {
    pub rule: String,
    #[serde(default)]
    pub subject: String,
    #[serde(default)]
    pub year: Option<i32>,
    pub verdict: String,
    #[serde(default)]
    pub missing: Vec<String>,
    /// Line and column of every figure it rests on; left out by an implementation that keeps no places.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub places: Option<Vec<(usize, usize)>>,
}

/// What came of a case.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Result {
    /// All as expected; with how many places were asked for and not answered.
    Passed(usize),
    Failed(Vec<String>),
    Skipped(String),
}

/// Holds an answer against its case.
pub fn judge(case: &Case, answer: &Answer) -> Result {
    if let Some(why) = &answer.skip {
        return Result::Skipped(why.clone());
    }
    let mut wrong = vec![];
    if let Some(fault) = &case.expect.error {
        if answer.errors.as_slice() != std::slice::from_ref(fault) {
            wrong.push(format!("expected only {}, got {}", fault_words(fault), errors_words(&answer.errors)));
        }
        return done(wrong, 0);
    }
    let Some(given) = &answer.outcomes else {
        return Result::Failed(vec![format!("expected outcomes, got {}", errors_words(&answer.errors))]);
    };
    let mut open: Vec<&Given> = given.iter().filter(|g| case.expect.about().contains(&g.rule.as_str())).collect();
    let mut unplaced = 0;
    for wanted in &case.expect.outcomes {
        let name = name(&wanted.rule, &wanted.subject, wanted.year);
        let same = |g: &Given| g.rule == wanted.rule && g.subject == wanted.subject && g.year == wanted.year;
        // Two records of the same name are told apart by what comes out.
        let all =
            |g: &&Given| same(g) && g.verdict == wanted.verdict && missing(&g.missing) == missing(&wanted.missing);
        let Some(at) = open.iter().position(all).or_else(|| open.iter().position(|g| same(g))) else {
            wrong.push(format!("{name}: no outcome, expected {}", wanted.verdict));
            continue;
        };
        let got = open.remove(at);
        unplaced += usize::from(compare(wanted, got, &name, &mut wrong));
    }
    for g in open {
        wrong.push(format!("{}: {}, not expected", name(&g.rule, &g.subject, g.year), g.verdict));
    }
    done(wrong, unplaced)
}

/// Compares two outcomes of the same subject; whether a place was asked for and not answered.
fn compare(wanted: &Outcome, got: &Given, name: &str, wrong: &mut Vec<String>) -> bool {
    if wanted.verdict != got.verdict {
        wrong.push(format!("{name}: expected {}, got {}", wanted.verdict, got.verdict));
    }
    let (a, b) = (missing(&wanted.missing), missing(&got.missing));
    if a != b {
        wrong.push(format!("{name}: expected missing {a:?}, got {b:?}"));
    }
    let Some(place) = wanted.place else { return false };
    match &got.places {
        None => return true,
        Some(places) if places.contains(&place) => {}
        Some(places) => wrong.push(format!("{name}: expected a figure at {place:?}, got {places:?}")),
    }
    false
}

fn missing(list: &[String]) -> BTreeSet<&str> {
    list.iter().map(String::as_str).collect()
}

fn done(wrong: Vec<String>, unplaced: usize) -> Result {
    if wrong.is_empty() { Result::Passed(unplaced) } else { Result::Failed(wrong) }
}

fn name(rule: &str, subject: &str, year: Option<i32>) -> String {
    let mut out = rule.to_owned();
    for part in [subject.to_owned(), year.map(|y| y.to_string()).unwrap_or_default()] {
        if !part.is_empty() {
            out.push(' ');
            out.push_str(&part);
        }
    }
    out
}

fn fault_words(f: &Fault) -> String {
    format!("{} in {} at {}:{}", f.code, f.within, f.line, f.column)
}

fn errors_words(list: &[Fault]) -> String {
    if list.is_empty() { "no errors".to_owned() } else { list.iter().map(fault_words).collect::<Vec<_>>().join(", ") }
}
