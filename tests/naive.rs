//! The engine against a second, deliberately naive evaluator that shares only the syntax tree: on random rulesets and random
//! agreements both give the same verdicts and name the same missing facts.
//!
//! What the generator leaves out, and this comparison so does not cover: wording (`formulering`), `onder_voorbehoud`,
//! `kenmerk`, `circa`, stated totals of tables, `laagste`/`hoogste`, `gemiddelde`, parameters per date.

#![allow(
    unreachable_pub,
    dead_code,
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::arithmetic_side_effects,
    reason = "tests"
)]

#[path = "naive/eval.rs"]
mod eval;
#[path = "naive/generate.rs"]
mod generate;
#[path = "naive/read.rs"]
mod read;
#[path = "naive/value.rs"]
mod value;

use std::collections::BTreeSet;

use jiff::civil::{Date, date};
use proptest::prelude::*;
use toets::evaluate::finding::Verdict;
use toets::evaluate::{self, Options};
use toets::ruleset::{self, Checked};
use toets::source::Sources;
use toets::syntax::{self, ast};
use toets::{agreement, lang::Lang};

use eval::Naive;
use value::Reason;

const DAY: Date = date(2026, 7, 1);

/// A verdict with what it is about and what is missing for it.
type Line = (String, String, Option<i32>, &'static str, BTreeSet<String>);

struct Rules {
    sources: Sources,
    files: Vec<ast::File>,
    checked: Checked,
}

fn rules(text: &str) -> Rules {
    let mut sources = Sources::new();
    let id = sources.add("proef.regels", text);
    let (file, mut diagnostics) = syntax::parse(sources.get(id).unwrap());
    let files = vec![file];
    let (checked, more) = ruleset::check(std::slice::from_ref(&files), &sources);
    diagnostics.extend(more);
    let said: Vec<String> = diagnostics
        .sorted()
        .iter()
        .map(|d| format!("{} {} `{}`", d.code, d.message.get(Lang::En), sources.text(d.span())))
        .collect();
    let checked =
        checked.unwrap_or_else(|| panic!("the generator writes rules that check: {said:#?}\n{}", generate::own(text)));
    Rules { sources, files, checked }
}

/// What the engine says.
fn engine(rules: &Rules, text: &str) -> Vec<Line> {
    let mut sources = rules.sources.clone();
    let id = sources.add("afspraak.yaml", text);
    let (tree, diagnostics) = agreement::read(sources.get(id).unwrap());
    let tree = tree.unwrap_or_else(|| panic!("{:?}\n{text}", diagnostics.sorted()));
    let (facts, diagnostics) = agreement::bind(&rules.checked, &tree, tree.root());
    let facts = facts.unwrap_or_else(|| panic!("{:?}\n{text}", diagnostics.sorted()));
    let found =
        evaluate::evaluate(&rules.checked, &facts, &sources, DAY, &Options { trace: true, ..Options::default() });
    let mut out: Vec<Line> = found
        .into_iter()
        .map(|f| {
            let missing = f.missing.into_iter().map(|m| m.path).collect();
            (rules.checked.rule(f.rule).id.clone(), f.subject, f.year, f.verdict.id(), missing)
        })
        .collect();
    out.sort();
    out
}

/// What the naive evaluator says.
fn naive(rules: &Rules, text: &str) -> Vec<Line> {
    let model = read::Model { files: &rules.files };
    let naive = Naive { files: &rules.files, model: &model, root: model.agreement(text), date: DAY };
    let mut out: Vec<Line> = vec![];
    for rule in naive.rules() {
        for o in naive.run(rule).into_iter().filter(|o| o.shown) {
            let named = |r: Reason| match r {
                Reason::Missing(path) | Reason::Param(path) => Some(path),
                Reason::Fault | Reason::PerhapsFault | Reason::Bounds => None,
            };
            let missing = if o.verdict == Verdict::NotCheckable {
                o.why.into_iter().filter_map(named).collect()
            } else {
                BTreeSet::new()
            };
            let subject = o.subjects.last().map(|s| s.1.clone()).unwrap_or_default();
            out.push((rule.id.value.clone(), subject, o.year, o.verdict.id(), missing));
        }
    }
    out.sort();
    out
}

fn agree(rule_text: &str, agreement: &str) -> Result<(), TestCaseError> {
    let rules = rules(rule_text);
    let (engine, naive) = (engine(&rules, agreement), naive(&rules, agreement));
    let shown = generate::own(rule_text);
    prop_assert_eq!(engine, naive, "engine (left) and naive (right) differ on\n{}\n{}", shown, agreement);
    Ok(())
}

/// Every disagreement that was ever found: rules, a line, an agreement.
#[test]
fn disagreements_of_the_past() {
    for entry in std::fs::read_dir("tests/fixtures/naive").unwrap() {
        let path = entry.unwrap().path();
        let text = std::fs::read_to_string(&path).unwrap();
        let (rule_text, agreement) = text.split_once("────\n").unwrap();
        let result = agree(&format!("{}{rule_text}", generate::MODEL), agreement);
        assert!(result.is_ok(), "{}: {}", path.display(), result.unwrap_err());
    }
}

fn cases() -> u32 {
    std::env::var("NAIVE_CASES").ok().and_then(|n| n.parse().ok()).unwrap_or(256)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: cases(), max_shrink_iters: 3_000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn engine_and_naive_evaluator_agree(
        of_rules in prop::collection::vec(any::<u8>(), 0..120),
        of_agreement in prop::collection::vec(any::<u8>(), 0..120),
    ) {
        let rule_text = generate::ruleset(&mut generate::Dice::new(&of_rules));
        let agreement = generate::agreement(&mut generate::Dice::new(&of_agreement));
        agree(&rule_text, &agreement)?;
    }
}
