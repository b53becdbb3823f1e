//! A finding keeps its fingerprint while it is about the same thing, and no two findings share one.

#![cfg(test)]

mod common;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use jiff::civil::date;

use toets::agreement;
use toets::evaluate::Options;
use toets::evaluate::finding::Judged;
use toets::lang::Text;
use toets::ruleset::Checked;
use toets::run::{FileRun, LoadedRuleset, Run, fingerprint};
use toets::source::Sources;

fn rules() -> (Arc<LoadedRuleset>, Sources) {
    let (checked, sources, faults) = common::load(&["tests/fixtures/report"]);
    let checked: Checked = checked.unwrap_or_else(|| panic!("{faults:#?}"));
    (Arc::new(LoadedRuleset { checked, sha256: vec!["0".repeat(64)] }), sources)
}

fn run(name: &str, text: &str) -> (FileRun, Sources) {
    let (loaded, mut sources) = rules();
    let id = sources.add(name, text);
    let (tree, mut faults) = agreement::read(sources.get(id).unwrap());
    let tree = tree.unwrap();
    let (facts, more) = agreement::bind(&loaded.checked, &tree, tree.root());
    faults.extend(more);
    let day = date(2026, 11, 20);
    let mut file = FileRun {
        name: name.to_owned(),
        file: Some(id),
        sha256: String::new(),
        ruleset: Some(loaded),
        ruleset_reason: Text::default(),
        date: day,
        date_reason: Text::default(),
        referred: vec![],
        portfolio: None,
        facts,
        options: Options::default(),
        judged: Vec::new(),
        eased: Vec::new(),
        remedies: toets::remedy::Remedies::default(),
        diagnostics: faults.sorted(),
    };
    file.judged = file.case(&sources).map(|case| case.judge().unwrap()).unwrap_or_default();
    (file, sources)
}

/// Rule, subject and year of each finding, with its fingerprint.
fn prints(name: &str, text: &str) -> BTreeMap<(String, String, Option<i32>), String> {
    let (file, _) = run(name, text);
    assert!(file.facts.is_some(), "{:#?}", file.diagnostics);
    let checked = &file.ruleset.as_ref().unwrap().checked;
    let of = fingerprint::findings(&Run::default(), &file);
    assert_eq!(of.len(), file.judged.len());
    assert_eq!(of.iter().collect::<BTreeSet<_>>().len(), of.len(), "all different");
    let key = |j: &Judged| (checked.rule(j.rule).id.clone(), file.subject(j), j.year);
    file.judged.iter().map(key).zip(of).collect()
}

const TWO: &str = "\
periode: 2026 t/m 2027
gemeenten:
  - naam: Meerdijk
    programma:
      2026: {woningen: 120, sociale_huur: 24}
      2027: {woningen: 200, sociale_huur: 60}
    beleidskader: ja
    gesprekken: 4
  - naam: Terpstede
    sloop: 10
    terug: 12
";

#[test]
fn moved_lines_and_other_figures_change_nothing() {
    let before = prints("a.yaml", TWO);
    let comments = format!("# boven\n\n\n{}", TWO.replace("gemeenten:\n", "gemeenten:   # hier\n\n"));
    assert_eq!(prints("a.yaml", &comments), before);
    // 24 becomes 60: BES-02 of Meerdijk is met now, and still the same finding.
    assert_eq!(prints("a.yaml", &TWO.replace("sociale_huur: 24", "sociale_huur: 60")), before);
    let (first, second) = TWO.split_at(TWO.find("  - naam: Terpstede").unwrap());
    let (head, first) = first.split_at(first.find("  - naam: Meerdijk").unwrap());
    assert_eq!(prints("a.yaml", &format!("{head}{second}{first}")), before, "another order of the municipalities");
}

#[test]
fn another_file_subject_or_year_is_another_finding() {
    let before = prints("a.yaml", TWO);
    let all: BTreeSet<&String> = before.values().collect();
    assert!(prints("b.yaml", TWO).values().all(|f| !all.contains(f)));
    assert_eq!(prints("./a.yaml", TWO), before);
    let renamed = prints("a.yaml", &TWO.replace("Terpstede", "Terphoven"));
    let (same, other): (Vec<_>, Vec<_>) = renamed.iter().partition(|(_, f)| all.contains(f));
    assert!(same.iter().all(|((_, subject, _), _)| !subject.contains("Terp")), "{same:?}");
    assert!(other.iter().all(|((_, subject, _), _)| subject.contains("Terphoven")) && !other.is_empty(), "{other:?}");
    let years: Vec<_> = before.iter().filter(|((rule, ..), _)| rule == "SAM-01").collect();
    assert!(years.len() >= 2, "one a year: {years:?}");
}

#[test]
fn things_with_the_same_name_are_still_told_apart() {
    let (file, _) = run("a.yaml", &TWO.replace("Terpstede", "Meerdijk"));
    let of = fingerprint::findings(&Run::default(), &file);
    assert_eq!(of.iter().collect::<BTreeSet<_>>().len(), file.judged.len());
}

#[test]
fn a_diagnostic_is_known_by_what_it_underlines() {
    let of = |text: &str| {
        let (file, sources) = run("a.yaml", text);
        let codes: Vec<&str> = file.diagnostics.iter().map(|d| d.code).collect();
        (codes.join(" "), fingerprint::diagnostics(&Run { sources, ..Run::default() }, &file.name, &file.diagnostics))
    };
    let (codes, before) = of("gemeenten:\n  - naam: A\n    slop: 3\n    gesprek: 4\n");
    assert_eq!((codes.as_str(), before.len()), ("agreement::unknown_field agreement::unknown_field", 2));
    assert_ne!(before[0], before[1]);
    assert_eq!(of("# erboven\ngemeenten:\n  - naam: A\n\n    slop: 3\n    gesprek: 4\n").1, before);
    // One is put right: the other is still known.
    assert_eq!(of("gemeenten:\n  - naam: A\n    sloop: 3\n    gesprek: 4\n").1, before[1..]);
    // Twice the same fault is two diagnostics.
    let (_, twice) = of("gemeenten:\n  - {naam: A, slop: 3}\n  - {naam: B, slop: 3}\n");
    assert_eq!(twice.len(), 2);
    assert_ne!(twice[0], twice[1]);
}
