//! The shipped rulesets check without a single diagnostic, and every test beside their rules passes.

#![allow(clippy::unwrap_used, clippy::panic, reason = "tests")]

mod common;

use toets::lang::Lang;
use toets::ruletest;
use toets::ruletest::coverage::Group;

const SETS: [&[&str]; 5] = [
    &["rulesets/basis"],
    &["rulesets/basis", "rulesets/woningwet"],
    &["rulesets/basis", "rulesets/woningwet", "rulesets/npa-2025"],
    &["rulesets/basis", "rulesets/woningwet", "rulesets/npa-2022"],
    &["rulesets/basis", "rulesets/woningwet", "rulesets/aedes-2021"],
];

#[test]
fn shipped_rulesets_are_correct() {
    for folders in SETS {
        let (checked, sources, diagnostics) = common::load(folders);
        assert!(checked.is_some() && diagnostics.is_empty(), "{}", common::plain(&diagnostics, &sources, Lang::Nl));
    }
}

#[test]
fn tests_beside_the_rules_pass() {
    let mut failed = String::new();
    for folders in SETS {
        let (checked, mut sources, _) = common::load(folders);
        let Some(checked) = checked else { continue };
        let mut files = vec![];
        for path in common::files(&format!("{}/tests", folders.last().unwrap()), "yaml") {
            let id = sources.add(path.clone(), std::fs::read_to_string(&path).unwrap());
            let (file, diagnostics) = ruletest::read(sources.get(id).unwrap());
            failed.push_str(&common::plain(&diagnostics.sorted(), &sources, Lang::Nl));
            files.extend(file);
        }
        failed.push_str(&common::plain(&ruletest::rules_exist(&checked, &files).sorted(), &sources, Lang::Nl));
        for file in &files {
            for result in file.run(&checked, &sources) {
                if !result.passed() {
                    failed.push_str(&format!("{} · {}\n", file.rule.value, result.name));
                    failed.push_str(&common::plain(&result.failures, &sources, Lang::Nl));
                }
            }
        }
        for rule in ruletest::coverage::coverage(&checked, &files, &sources).rules {
            let lacks: Vec<&str> =
                rule.open().filter(|g| g.aim.group() == Group::Outcomes).map(|g| g.aim.id()).collect();
            if !lacks.is_empty() {
                failed.push_str(&format!("{} has no case for {}\n", rule.rule, lacks.join(", ")));
            }
        }
    }
    assert!(failed.is_empty(), "\n{failed}");
}
