//! The cases by norm, made from the tests beside the rules: `UPDATE=1 cargo test --test conformance`.
//!
//! The verdict is the one that is written beside the rule, and never what the engine says; where a test names what is missing,
//! that is held against the engine too. Which subjects there are, what is missing where a test does not say, and the place of
//! a figure are added by the engine, and confirmed by the naive evaluator, which shares none of its code: it must give the same
//! subjects and the same missing facts, and no longer say that the norm is not met when the figure at the place is left out.

use std::collections::BTreeSet;
use std::fmt::Write;

use serde_yaml::Value as Yaml;

use crate::naive::Answerer;
use crate::runner::answer::Given;
use crate::runner::case::{Named, Rulesets, ruleset_files};
use crate::runner::engine::Engine;
use crate::runner::protocol::{CaseLine, RulesFile, RulesetLine};

/// The rulesets in the program, each with those it builds on.
const SETS: [(&str, &[&str]); 5] = [
    ("basis", &[]),
    ("woningwet", &["basis"]),
    ("npa-2025", &["basis", "woningwet"]),
    ("npa-2022", &["basis", "woningwet"]),
    ("aedes-2021", &["basis", "woningwet"]),
];

/// `conformance/rulesets.yaml` as it should be.
pub fn rulesets() -> String {
    let mut named = vec![];
    for (id, below) in SETS {
        let folder = format!("rulesets/{id}");
        let files = ruleset_files(folder.as_ref()).unwrap();
        let bytes: Vec<u8> = files.iter().flat_map(|(_, text)| text.bytes()).collect();
        let version = files.iter().flat_map(|(_, text)| text.lines()).find_map(|l| l.trim().strip_prefix("versie "));
        named.push(Named {
            id: id.to_owned(),
            version: version.unwrap().trim().to_owned(),
            folder,
            sha256: toets::run::receipt::sha256(&bytes),
            builds_on: below.iter().map(|s| (*s).to_owned()).collect(),
        });
    }
    let text = serde_yaml::to_string(&Rulesets { conformance: 1, rulesets: named }).unwrap();
    format!("# The rulesets that cases name by id. Written by UPDATE=1 cargo test --test conformance.\n{text}")
}

/// Every file of cases by norm: its path and its text.
pub fn norms(engine: &mut Engine) -> Vec<(String, String)> {
    let mut naive = Answerer::default();
    let mut out = vec![];
    for (id, below) in SETS {
        let files = ruleset_files(format!("rulesets/{id}").as_ref()).unwrap();
        engine.learn(ruleset_line(id, below, files.clone()));
        naive.learn(ruleset_line(id, below, files.clone()));
        let texts: String = files.into_iter().map(|(_, text)| text).collect();
        for path in tests_of(id) {
            let text = std::fs::read_to_string(&path).unwrap();
            let tests: Yaml = serde_yaml::from_str(&text).unwrap();
            let rule = tests["regel"].as_str().unwrap();
            out.push((
                format!("conformance/norms/{id}/{rule}.yaml"),
                norm(engine, &mut naive, id, rule, &tests, &texts),
            ));
        }
    }
    out
}

fn tests_of(set: &str) -> Vec<String> {
    let Ok(entries) = std::fs::read_dir(format!("rulesets/{set}/tests")) else { return vec![] };
    let mut out: Vec<String> = entries.map(|e| e.unwrap().path().to_string_lossy().into_owned()).collect();
    out.sort();
    out
}

/// The verdicts that a test expects: one for all subjects, or one for each.
fn verdicts(test: &Yaml) -> Vec<(Option<String>, String)> {
    let word = |y: &Yaml| y.as_str().unwrap().replace(' ', "_");
    match &test["verwacht"] {
        Yaml::Mapping(each) => each.iter().map(|(k, v)| (Some(scalar(k)), word(v))).collect(),
        one => vec![(None, word(one))],
    }
}

fn scalar(y: &Yaml) -> String {
    match y {
        Yaml::String(s) => s.clone(),
        Yaml::Number(n) => n.to_string(),
        other => panic!("no scalar: {other:?}"),
    }
}

/// The tests that become cases: the first of each outcome, and every one whose missing facts are written down.
fn chosen(tests: &Yaml) -> Vec<&Yaml> {
    let mut seen = BTreeSet::new();
    let mut out = vec![];
    for test in tests["gevallen"].as_sequence().unwrap() {
        let new = verdicts(test).into_iter().filter(|(_, v)| seen.insert(v.clone())).count() > 0;
        if new || test.get("ontbreekt").is_some() {
            out.push(test);
        }
    }
    out
}

/// A test as a line of the protocol.
fn question(set: &str, rule: &str, off: bool, test: &Yaml) -> CaseLine {
    let date = test.get("peildatum").map_or_else(|| "2026-01-01".to_owned(), scalar);
    let text = |key: &str| test.get(key).map(|node| serde_yaml::to_string(node).unwrap());
    let set_values = test.get("zet").and_then(Yaml::as_mapping);
    CaseLine {
        case: format!("{set} {rule} {}", test["naam"].as_str().unwrap()),
        ruleset: Some(set.to_owned()),
        date: iso(&date),
        agreement: text("afspraak"),
        portfolio: text("portefeuille"),
        set: set_values.into_iter().flatten().map(|(k, v)| (scalar(k), scalar(v))).collect(),
        about: vec![rule.to_owned()],
        include: if off { vec![rule.to_owned()] } else { vec![] },
        ..CaseLine::default()
    }
}

/// Every test beside the rules as a line of the protocol, with the rulesets they need.
pub fn questions() -> (Vec<RulesetLine>, Vec<CaseLine>) {
    let (mut sets, mut cases) = (vec![], vec![]);
    for (id, below) in SETS {
        let files = ruleset_files(format!("rulesets/{id}").as_ref()).unwrap();
        let texts: String = files.iter().map(|(_, text)| text.as_str()).collect();
        sets.push(ruleset_line(id, below, files));
        for path in tests_of(id) {
            let tests: Yaml = serde_yaml::from_str(&std::fs::read_to_string(&path).unwrap()).unwrap();
            let rule = tests["regel"].as_str().unwrap();
            let off = is_off(&texts, rule);
            cases.extend(tests["gevallen"].as_sequence().unwrap().iter().map(|t| question(id, rule, off, t)));
        }
    }
    (sets, cases)
}

fn ruleset_line(id: &str, below: &[&str], files: Vec<(String, String)>) -> RulesetLine {
    RulesetLine {
        conformance: 1,
        ruleset: id.to_owned(),
        builds_on: below.iter().map(|s| (*s).to_owned()).collect(),
        files: files.into_iter().map(|(name, text)| RulesFile { name, text }).collect(),
    }
}

fn block<'t>(texts: &'t str, rule: &str) -> &'t str {
    let start = |word: &str| texts.find(&format!("\n{word} {rule} "));
    let from = start("regel").or_else(|| start("onderwerp")).unwrap();
    texts.get(from..).unwrap().split("\n\n").next().unwrap()
}

fn is_off(texts: &str, rule: &str) -> bool {
    block(texts, rule).lines().any(|l| l.starts_with("  standaard uit"))
}

fn norm(engine: &mut Engine, naive: &mut Answerer, set: &str, rule: &str, tests: &Yaml, texts: &str) -> String {
    let title = block(texts, rule).split('"').nth(1).unwrap();
    let off = is_off(texts, rule);
    let portfolio = tests["gevallen"].as_sequence().unwrap().iter().any(|t| t.get("portefeuille").is_some());
    let mut out = format!(
        "# Made from rulesets/{set}/tests/{rule}.yaml by UPDATE=1 cargo test --test conformance; do not edit.\n\
         conformance: 1\ntitle: {}\nlevel: {}\nruleset: {set}\ncases:\n",
        quoted(&format!("{rule} {title}")),
        if portfolio { "portfolio" } else { "norms" },
    );
    for (number, test) in chosen(tests).into_iter().enumerate() {
        let name = test["naam"].as_str().unwrap();
        let line = question(set, rule, off, test);
        let key = if line.portfolio.is_some() { "portfolio" } else { "agreement" };
        let agreement = line.portfolio.as_ref().or(line.agreement.as_ref()).unwrap();
        let found = engine.answer(&line).outcomes.unwrap_or_else(|| panic!("{rule} {name}: errors"));
        let _ = write!(
            out,
            "  - id: {}\n    title: {}\n    date: {}\n",
            quoted(&(number + 1).to_string()),
            quoted(name),
            quoted(&line.date)
        );
        if !line.set.is_empty() {
            let set: Vec<String> = line.set.iter().map(|(k, v)| format!("{k}: {}", quoted(v))).collect();
            let _ = writeln!(out, "    set: {{{}}}", set.join(", "));
        }
        if off {
            let _ = writeln!(out, "    include: [{rule}]");
        }
        let _ = writeln!(out, "    {key}: |");
        agreement.lines().for_each(|l| out.push_str(&format!("      {l}\n")));
        out.push_str("    expect:\n      outcomes:\n");
        outcomes(naive, &line, test, &found, &mut out);
    }
    out
}

/// Writes the outcomes down: the verdict of the test for each subject that there is.
fn outcomes(naive: &mut Answerer, question: &CaseLine, test: &Yaml, found: &[Given], out: &mut String) {
    let (rule, name) = (&question.about[0], &question.case);
    let wanted = verdicts(test);
    for f in found {
        let year = f.year.map(|y| y.to_string()).unwrap_or_default();
        let names = [f.subject.clone(), format!("{} {year}", f.subject).trim().to_owned(), year.clone()];
        // The year alone is a name only where there is no subject.
        let names = if f.subject.is_empty() { &names[1..] } else { &names[..2] };
        let verdict = wanted.iter().find(|(who, _)| who.as_ref().is_none_or(|w| names.contains(w)));
        let (_, verdict) = verdict.unwrap_or_else(|| panic!("{rule} {name}: {names:?} is not expected"));
        let _ = write!(out, "        - {{rule: {rule}");
        if !f.subject.is_empty() {
            let _ = write!(out, ", subject: {}", quoted(&f.subject));
        }
        if let Some(year) = f.year {
            let _ = write!(out, ", year: {year}");
        }
        let _ = write!(out, ", verdict: {verdict}");
        if !f.missing.is_empty() {
            let list: Vec<String> = f.missing.iter().map(|m| quoted(m)).collect();
            let _ = write!(out, ", missing: [{}]", list.join(", "));
        }
        if verdict == "voldoet_niet"
            && let Some((line, column)) = decisive(naive, question, f)
        {
            let _ = write!(out, ", place: [{line}, {column}]");
        }
        out.push_str("}\n");
    }
    if let Some(missing) = test.get("ontbreekt").and_then(Yaml::as_sequence) {
        let written: BTreeSet<&str> = missing.iter().filter_map(Yaml::as_str).collect();
        let got: BTreeSet<&str> = found.iter().flat_map(|f| &f.missing).map(String::as_str).collect();
        assert_eq!(written, got, "{rule} {name}: what is missing");
    }
}

/// The first place of the engine that decides: with the figure there left out, the naive evaluator no longer says that the norm
/// is not met.
fn decisive(naive: &mut Answerer, question: &CaseLine, of: &Given) -> Option<(usize, usize)> {
    let text = question.portfolio.as_ref().or(question.agreement.as_ref())?;
    of.places.iter().flatten().copied().find(|(line, column)| {
        let mut lines: Vec<String> = text.lines().map(str::to_owned).collect();
        let key = lines[line - 1].chars().take(column - 1).collect::<String>();
        let name = key.trim().trim_start_matches("- ");
        // Without these it is another agreement, or none.
        if !name.ends_with(':') || ["periode:", "naam:", "norm:"].contains(&name) {
            return false;
        }
        lines[line - 1] = key;
        let left = lines.join("\n");
        let (agreement, portfolio) = if question.portfolio.is_some() { (None, Some(left)) } else { (Some(left), None) };
        let asked = CaseLine {
            case: question.case.clone(),
            ruleset: question.ruleset.clone(),
            date: question.date.clone(),
            set: question.set.clone(),
            include: question.include.clone(),
            about: question.about.clone(),
            agreement,
            portfolio,
            ..CaseLine::default()
        };
        let same = |g: &Given| g.subject == of.subject && g.year == of.year && g.verdict == of.verdict;
        !naive.answer(&asked).outcomes.unwrap().iter().any(same)
    })
}

/// `1-7-2026` as `2026-07-01`.
fn iso(date: &str) -> String {
    match date.split('-').collect::<Vec<_>>().as_slice() {
        [day, month, year] if year.len() == 4 => format!("{year}-{month:0>2}-{day:0>2}"),
        _ => date.to_owned(),
    }
}

fn quoted(text: &str) -> String {
    serde_json::to_string(text).unwrap()
}
