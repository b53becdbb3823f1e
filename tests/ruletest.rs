//! Tests beside the rules: good files pass, bad ones give the diagnostics in their snapshot.

#![cfg(test)]

#[path = "support/codes.rs"]
mod codes;
mod common;

use std::path::Path;

use toets::diagnostic::Diagnostic;
use toets::lang::Lang;
use toets::ruletest;
use toets::source::Sources;

/// Reads and runs one file; gives what is wrong with the file or its cases.
#[track_caller]
fn run(path: &Path) -> (Sources, Vec<Diagnostic>) {
    let (checked, mut sources, said) = common::load(&["tests/fixtures/ruletest"]);
    let checked = checked.unwrap_or_else(|| panic!("{}", common::plain(&said, &sources, Lang::Nl)));
    let name = path.file_name().unwrap().to_string_lossy();
    let id = sources.add(name, std::fs::read_to_string(path).unwrap());
    let (file, mut diagnostics) = ruletest::read(sources.get(id).unwrap());
    let files: Vec<_> = file.into_iter().collect();
    diagnostics.extend(ruletest::rules_exist(&checked, &files));
    let mut all = diagnostics.sorted();
    if all.is_empty() {
        all.extend(files.iter().flat_map(|f| f.run(&checked, &sources)).flat_map(|r| r.failures));
    }
    (sources, all)
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
        let code = codes::code_of_fixture("test", path);
        assert!(said.iter().any(|d| d.code == code), "{} does not give {code}", path.display());
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
