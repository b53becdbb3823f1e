//! The engine against a second, deliberately naive evaluator that shares only the syntax tree: on random rulesets and random
//! agreements both give the same verdicts and name the same missing facts. And the laws that hold whatever the rules are: order
//! says nothing, an unrelated field says nothing, and what is filled in never changes a verdict that was given already.
//!
//! What the generator leaves out, and this comparison so does not cover: wording (`formulering`), `onder_voorbehoud`,
//! `kenmerk`, `circa`, stated totals of tables, `laagste`/`hoogste`, `gemiddelde`, parameters per date. The conformance suite
//! has cases of each, and both evaluators pass it (`tests/conformance.rs`).

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

#[path = "naive/deciding.rs"]
mod deciding;
#[path = "naive/eval.rs"]
mod eval;
#[path = "naive/generate.rs"]
mod generate;
#[path = "naive/marks.rs"]
mod marks;
#[path = "naive/notation.rs"]
mod notation;
#[path = "naive/read.rs"]
mod read;
#[path = "support/shuffle.rs"]
mod shuffle;
#[path = "naive/value.rs"]
mod value;

use std::collections::BTreeSet;

use jiff::civil::{Date, date};
use proptest::prelude::*;
use toets::evaluate::finding::Verdict;
use toets::evaluate::{Case, Detail, Options};
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
    text: String,
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
    Rules { text: text.to_owned(), sources, files, checked }
}

/// What the engine says.
fn engine(rules: &Rules, text: &str) -> Vec<Line> {
    let mut sources = rules.sources.clone();
    let id = sources.add("afspraak.yaml", text);
    let (tree, diagnostics) = agreement::read(sources.get(id).unwrap());
    let tree = tree.unwrap_or_else(|| panic!("{:?}\n{text}", diagnostics.sorted()));
    let (facts, diagnostics) = agreement::bind(&rules.checked, &tree, tree.root());
    let facts = facts.unwrap_or_else(|| panic!("{:?}\n{text}", diagnostics.sorted()));
    let options = Options::default();
    let case = Case { checked: &rules.checked, facts: &facts, sources: &sources, date: DAY, options: &options };
    let mut teller = case.teller();
    let judged = case.judge().unwrap();
    let found = judged.iter().map(|j| teller.finding(j, Detail::Words).unwrap());
    let mut out: Vec<Line> = found
        .map(|f| {
            let missing = f.missing.iter().map(|m| m.path.clone()).collect();
            (rules.checked.rule(f.rule).id.clone(), f.subject.clone(), f.year, f.verdict.id(), missing)
        })
        .collect();
    out.sort();
    out
}

/// What the naive evaluator says.
fn naive(rules: &Rules, text: &str) -> Vec<Line> {
    let model = read::Model::new(&rules.files);
    let naive = Naive::new(&rules.files, &model, model.agreement(text), DAY);
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
    std::env::var("NAIVE_CASES").ok().and_then(|n| n.parse().ok()).unwrap_or(128)
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

    /// The order of keys, items and rules says nothing.
    #[test]
    fn order_changes_nothing(
        of_rules in prop::collection::vec(any::<u8>(), 0..120),
        of_agreement in prop::collection::vec(any::<u8>(), 0..120),
        seed in any::<u64>(),
    ) {
        let rules = rules(&generate::ruleset(&mut generate::Dice::new(&of_rules)));
        let before = generate::agreement(&mut generate::Dice::new(&of_agreement));
        let mut yaml: serde_yaml::Value = serde_yaml::from_str(&before).unwrap();
        shuffle::shuffle(&mut yaml, seed);
        let after = serde_yaml::to_string(&yaml).unwrap();
        let mut blocks: Vec<&str> = generate::own(&rules.text).split("\n\n").collect();
        blocks.reverse();
        let turned = self::rules(&format!("{}{}\n", generate::MODEL, blocks.join("\n\n").trim_start()));
        // Deviations have no name, and go by their number.
        let nameless = |lines: Vec<Line>| -> Vec<Line> {
            let bare = |p: String| p.replace("afwijkingen[1]", "afwijkingen[]").replace("afwijkingen[2]", "afwijkingen[]");
            lines.into_iter().map(|l| (l.0, l.1, l.2, l.3, l.4.into_iter().map(bare).collect())).collect()
        };
        prop_assert_eq!(nameless(engine(&rules, &before)), nameless(engine(&rules, &after)), "{}", after);
        prop_assert_eq!(engine(&rules, &before), engine(&turned, &before), "{}", turned.text);
    }

    /// A field that no rule reads changes nothing.
    #[test]
    fn an_unrelated_field_changes_nothing(
        of_rules in prop::collection::vec(any::<u8>(), 0..120),
        of_agreement in prop::collection::vec(any::<u8>(), 0..120),
    ) {
        let rules = rules(&generate::ruleset(&mut generate::Dice::new(&of_rules)));
        let before = generate::agreement(&mut generate::Dice::new(&of_agreement));
        let after = format!("notitie: niets\n{before}");
        prop_assert_eq!(engine(&rules, &before), engine(&rules, &after));
    }

    /// Filling in what is missing never changes a verdict that was given already; unless the rule itself asks what is stated
    /// (`bekend`, `bij ontbreken`), or the agreement said that it was complete.
    #[test]
    fn a_decided_verdict_stays(
        of_rules in prop::collection::vec(any::<u8>(), 0..120),
        of_agreement in prop::collection::vec(any::<u8>(), 0..120),
        of_facts in prop::collection::vec(any::<u8>(), 0..40),
    ) {
        let mut dice = generate::Dice::new(&of_rules);
        dice.asks = false;
        let rules = rules(&generate::ruleset(&mut dice));
        let own = generate::own(&rules.text);
        let before = generate::agreement(&mut generate::Dice::new(&of_agreement)).replace("volledig: ja", "notitie: x");
        let before: String = before.lines().filter(|l| !l.starts_with("    notitie")).map(|l| format!("{l}\n")).collect();
        let mut yaml: serde_yaml::Value = serde_yaml::from_str(&before).unwrap();
        let mut dice = generate::Dice::new(&of_facts);
        fill_in(&mut yaml, &mut dice);
        if let Some(items) = yaml.get_mut("delen").and_then(|d| d.as_sequence_mut()) {
            items.iter_mut().for_each(|i| fill_in(i, &mut dice));
        }
        let after = serde_yaml::to_string(&yaml).unwrap();
        let filled = engine(&rules, &after);
        for (rule, subject, year, verdict, _) in engine(&rules, &before) {
            if verdict == Verdict::NotCheckable.id() {
                continue;
            }
            let now: Vec<_> =
                filled.iter().filter(|l| l.0 == rule && l.1 == subject && l.2 == year).map(|l| l.3).collect();
            prop_assert!(now.contains(&verdict), "{rule} {subject}: {verdict} became {now:?}\n{own}\n{before}\n{after}");
        }
    }
}

/// Adds some facts to an object, where it has none.
fn fill_in(object: &mut serde_yaml::Value, dice: &mut generate::Dice<'_>) {
    let map = object.as_mapping_mut().unwrap();
    for _ in 0..3 {
        let (field, value) = generate::fact(dice);
        if !map.contains_key(field) {
            map.insert(field.into(), value.into());
        }
    }
}
