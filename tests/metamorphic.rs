//! What must hold of any agreement, tried on every test beside the shipped rules: the order of keys and items says nothing, and
//! leaving out a fact never turns a verdict around.

#![allow(
    unreachable_pub,
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::arithmetic_side_effects,
    reason = "tests"
)]

mod common;
#[path = "support/shuffle.rs"]
mod shuffle;

use std::collections::BTreeMap;
use std::fmt::Write;

use jiff::civil::{Date, date};
use serde_yaml::Value as Yaml;
use toets::agreement;
use toets::evaluate::finding::Verdict;
use toets::evaluate::{self, Detail, Options};
use toets::ruleset::Checked;
use toets::ruleset::model::RuleId;
use toets::source::Sources;

const SETS: [&[&str]; 4] = [
    &["rulesets/basis", "rulesets/woningwet"],
    &["rulesets/basis", "rulesets/woningwet", "rulesets/aedes-2021"],
    &["rulesets/basis", "rulesets/woningwet", "rulesets/npa-2022"],
    &["rulesets/basis", "rulesets/woningwet", "rulesets/npa-2025"],
];

/// A case of a test file, as plain YAML.
struct Case {
    rule: RuleId,
    name: String,
    date: Date,
    options: Options,
    agreement: Yaml,
}

/// Subject, year, verdict and number of missing facts.
type Lines = Vec<(String, Option<i32>, Verdict, usize)>;

/// Goes through the cases about one agreement of every set.
fn each(check: impl Fn(&Checked, &Sources, &Case, &mut String)) {
    let mut wrong = String::new();
    for folders in SETS {
        let (checked, sources, _) = common::load(folders);
        let checked = checked.unwrap();
        for path in common::files(&format!("{}/tests", folders.last().unwrap()), "yaml") {
            let file: Yaml = serde_yaml::from_str(&std::fs::read_to_string(&path).unwrap()).unwrap();
            let id = file["regel"].as_str().unwrap();
            let rule = checked.rule_id(id).unwrap();
            for case in file["gevallen"].as_sequence().unwrap() {
                if case.get("afspraak").is_none() {
                    continue;
                }
                let day = case.get("peildatum").and_then(Yaml::as_str).map_or(date(2026, 1, 1), |d| d.parse().unwrap());
                let mut options = Options { include: vec![rule], ..Options::default() };
                for (name, value) in case.get("zet").and_then(Yaml::as_mapping).into_iter().flatten() {
                    let text = serde_yaml::to_string(value).unwrap();
                    let text = text.trim().trim_matches(['\'', '"']).to_owned();
                    options.set.push(evaluate::setting(&checked, name.as_str().unwrap(), &text).unwrap());
                }
                let name = format!("{id}: {}", case["naam"].as_str().unwrap_or("?"));
                let case = Case { rule, name, date: day, options, agreement: case["afspraak"].clone() };
                check(&checked, &sources, &case, &mut wrong);
            }
        }
    }
    assert!(wrong.is_empty(), "\n{wrong}");
}

/// What the rule says; nothing when the agreement cannot be read.
fn run(checked: &Checked, sources: &Sources, case: &Case, yaml: &Yaml) -> Option<Lines> {
    let mut sources = sources.clone();
    let id = sources.add("afspraak.yaml", serde_yaml::to_string(yaml).unwrap());
    let (tree, _) = agreement::read(sources.get(id)?);
    let tree = tree?;
    let (facts, _) = agreement::bind(checked, &tree, tree.root());
    let facts = facts?;
    let asked = evaluate::Case { checked, facts: &facts, sources: &sources, date: case.date, options: &case.options };
    let (judged, mut teller) = (asked.judge_rule(case.rule).0, asked.teller());
    let found = judged.iter().map(|j| teller.finding(j, Detail::Words).unwrap());
    let mut out: Vec<_> = found.map(|f| (f.subject.clone(), f.year, f.verdict, f.missing.len())).collect();
    out.sort();
    Some(out)
}

#[test]
fn order_changes_nothing() {
    each(|checked, sources, case, wrong| {
        let before = run(checked, sources, case, &case.agreement);
        for seed in 1..4 {
            let mut yaml = case.agreement.clone();
            shuffle::shuffle(&mut yaml, seed);
            let after = run(checked, sources, case, &yaml);
            // Items without a name are called by their number, which is another one now.
            let verdicts = |l: &Option<Lines>| {
                let mut v: Vec<_> = l.iter().flatten().map(|f| (f.2, f.1, f.3)).collect();
                v.sort();
                v
            };
            if verdicts(&before) != verdicts(&after) {
                writeln!(wrong, "{}: {before:?} became {after:?}", case.name).unwrap();
            }
        }
    });
}

/// Paths to every value that can be left out without changing what the others are about.
fn leaves(yaml: &Yaml, path: &[Yaml], out: &mut Vec<Vec<Yaml>>) {
    // Names and periods say what the rest is about; wording and counting basis are said of other figures, and a deviation
    // that is not recorded is none.
    const KEPT: [&str; 11] = [
        "naam",
        "periode",
        "afwijkingen",
        "formulering",
        "telbasis",
        "onder_voorbehoud",
        "woning",
        "groep",
        "norm",
        "gemeente",
        "van",
    ];
    match yaml {
        Yaml::Mapping(map) => {
            for (key, value) in map {
                if key.as_str().is_some_and(|k| KEPT.contains(&k)) {
                    continue;
                }
                let here: Vec<Yaml> = path.iter().cloned().chain([key.clone()]).collect();
                out.push(here.clone());
                leaves(value, &here, out);
            }
        }
        Yaml::Sequence(items) => {
            for (i, item) in items.iter().enumerate() {
                let here: Vec<Yaml> = path.iter().cloned().chain([Yaml::from(i)]).collect();
                leaves(item, &here, out);
            }
        }
        _ => {}
    }
}

fn without(yaml: &Yaml, path: &[Yaml]) -> Yaml {
    let mut out = yaml.clone();
    let (last, before) = path.split_last().unwrap();
    let mut at = &mut out;
    for step in before {
        at = match at {
            Yaml::Sequence(items) => &mut items[usize::try_from(step.as_u64().unwrap()).unwrap()],
            Yaml::Mapping(map) => map.get_mut(step).unwrap(),
            _ => panic!("a path leads through groups"),
        };
    }
    at.as_mapping_mut().unwrap().remove(last);
    out
}

/// Rules that judge over the years that are stated, whichever those are: a last year more is another last year.
const OVER_STATED_YEARS: [&str; 2] = ["BES-14a", "N22-04"];

/// The text of a rule, with that of the shared definitions that it uses.
fn with_concepts(sources: &Sources, rule: &str) -> String {
    let mut concepts: BTreeMap<&str, &str> = BTreeMap::new();
    for block in sources.iter().flat_map(|f| f.text.split("\n\n")) {
        if let Some(after) = block.trim_start().strip_prefix("begrip ") {
            concepts.insert(after.split(['(', ' ', '\n']).next().unwrap(), after);
        }
    }
    let mut text = rule.to_owned();
    while let Some(name) = concepts.keys().find(|name| text.contains(&format!("{name}("))).copied() {
        text.push_str(concepts.remove(name).unwrap());
    }
    text
}

/// With a fact less a verdict is the same or cannot be given. Not so where a rule asks itself what is stated, or where the file
/// says that it is complete.
#[test]
fn leaving_out_a_fact_never_turns_a_verdict() {
    each(|checked, sources, case, wrong| {
        let rule = with_concepts(sources, sources.text(checked.rule(case.rule).span));
        let asks = ["bekend(", "bij ontbreken", "voldoet", "aantal("].iter().any(|word| rule.contains(word));
        let complete = serde_yaml::to_string(&case.agreement).unwrap().contains("volledig");
        let over_years = OVER_STATED_YEARS.contains(&checked.rule(case.rule).id.as_str());
        if asks || complete || over_years {
            return;
        }
        let whole = run(checked, sources, case, &case.agreement).unwrap_or_default();
        let mut paths = vec![];
        leaves(&case.agreement, &[], &mut paths);
        for path in paths {
            let Some(less) = run(checked, sources, case, &without(&case.agreement, &path)) else { continue };
            for (subject, year, verdict, _) in less.iter().filter(|l| l.2 != Verdict::NotCheckable) {
                let before: Vec<Verdict> =
                    whole.iter().filter(|w| w.0 == *subject && w.1 == *year).map(|w| w.2).collect();
                if !before.contains(verdict) {
                    writeln!(wrong, "{}: without {path:?} {verdict:?}, with it {before:?}", case.name).unwrap();
                }
            }
        }
    });
}
