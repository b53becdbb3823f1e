//! Tests beside the rules: good files pass, bad ones give the diagnostics in their snapshot.

#![cfg(test)]

mod common;

use std::path::Path;

use toets::diagnostic::Diagnostic;
use toets::lang::Lang;
use toets::ruleset::Checked;
use toets::ruletest::mutate::{self, Mutant, Plan};
use toets::ruletest::{self, TestFile};
use toets::source::Sources;

/// Reads and runs one file; gives what is wrong with the file or its cases.
#[track_caller]
fn run(path: &Path) -> (Sources, Vec<Diagnostic>) {
    let (checked, mut sources, said) = common::load(&["tests/fixtures/ruletest"]);
    let mut checked = checked.unwrap_or_else(|| panic!("{}", common::plain(&said, &sources, Lang::Nl)));
    let name = path.file_name().unwrap().to_string_lossy();
    let id = sources.add(name, std::fs::read_to_string(path).unwrap());
    let (file, mut diagnostics) = ruletest::read(sources.get(id).unwrap());
    let files: Vec<_> = file.into_iter().collect();
    diagnostics.extend(ruletest::rules_exist(&checked, &files));
    let mut all = diagnostics.sorted();
    if all.is_empty() {
        all.extend(files.iter().flat_map(|f| f.run(&checked, &sources)).flat_map(|r| r.failures));
    }
    if files.iter().any(|f| !f.equivalent.is_empty()) {
        let (mut mutants, wanted) = (mutants(&mut checked, &files, &sources), |id: &str| id == files[0].rule.value);
        all.extend(mutate::equivalents(&mut mutants, &files, wanted).sorted());
    }
    (sources, all)
}

/// Every mutant of the rule that a file tests, tried.
fn mutants(checked: &mut Checked, files: &[TestFile], sources: &Sources) -> Vec<Mutant> {
    let plan = Plan::new(checked, files, sources, |id| id == files[0].rule.value);
    let all = 0..plan.len();
    plan.try_some(checked, sources, all).into_iter().map(|(_, m)| m).collect()
}

#[test]
fn good() {
    insta::glob!("fixtures/ruletest/good/*.yaml", |path| {
        let (sources, said) = run(path);
        assert!(said.is_empty(), "{}", common::plain(&said, &sources, Lang::Nl));
    });
}

#[test]
fn bad() {
    insta::glob!("fixtures/ruletest/bad/*.yaml", |path| {
        let (sources, said) = run(path);
        let stem = path.file_stem().unwrap().to_string_lossy();
        let shows = |code: &str| code.strip_prefix("test::").is_some_and(|name| stem.starts_with(name));
        assert!(said.iter().any(|d| shows(d.code)), "{stem} does not give the code it is named after");
        let text = std::fs::read_to_string(path).unwrap();
        let (nl, en) = (common::plain(&said, &sources, Lang::Nl), common::plain(&said, &sources, Lang::En));
        insta::with_settings!({ omit_expression => true }, {
            insta::assert_snapshot!(format!("{}\n────\n{nl}────\n{en}", text.trim_end()));
        });
    });
}

#[test]
fn coverage_names_the_cases_that_a_rule_lacks() {
    let (checked, mut sources, _) = common::load(&["tests/fixtures/ruletest"]);
    let checked = checked.unwrap();
    let mut files = vec![];
    for name in ["wrong_verdict", "wrong_missing"] {
        let path = format!("tests/fixtures/ruletest/good/{name}.yaml");
        let id = sources.add(path.clone(), std::fs::read_to_string(&path).unwrap());
        files.extend(ruletest::read(sources.get(id).unwrap()).0);
    }
    let reached = ruletest::coverage::coverage(&checked, &files, &sources);
    let lacking: Vec<_> = reached.rules.iter().filter(|r| !r.has_outcomes()).map(|r| r.rule.as_str()).collect();
    assert_eq!(lacking, ["PRF-02"]);
}
