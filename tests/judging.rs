//! `toets test --coverage`, `--boundaries` and `--mutate`, on a small ruleset whose tests leave gaps on purpose.

#![cfg(test)]

use assert_cmd::Command;

const RULES: &str = "tests/fixtures/judging";

#[track_caller]
fn toets(args: &[&str], code: i32) -> String {
    let mut command = Command::cargo_bin("toets").unwrap();
    for name in ["TOETS_LANG", "NO_COLOR", "CLICOLOR_FORCE", "FORCE_COLOR", "COLUMNS"] {
        command.env_remove(name);
    }
    let output = command.arg("test").args(args).output().unwrap();
    let (out, err) = (String::from_utf8(output.stdout).unwrap(), String::from_utf8(output.stderr).unwrap());
    assert_eq!(output.status.code(), Some(code), "stdout:\n{out}\nstderr:\n{err}");
    format!("{out}{err}")
}

#[test]
fn coverage() {
    insta::assert_snapshot!("coverage_nl", toets(&[RULES, "--coverage"], 1));
    insta::assert_snapshot!("coverage_en", toets(&[RULES, "--coverage", "--lang", "en"], 1));
}

#[test]
fn boundaries() {
    insta::assert_snapshot!("boundaries_nl", toets(&[RULES, "--boundaries"], 0));
    insta::assert_snapshot!("boundaries_en", toets(&[RULES, "--boundaries", "--lang", "en", "--rule", "PRF-01"], 0));
}

#[test]
fn mutants() {
    insta::assert_snapshot!("mutants_nl", toets(&[RULES, "--mutate", "--min-score", "90"], 1));
    insta::assert_snapshot!("mutants_en", toets(&[RULES, "--mutate", "--lang", "en"], 0));
    toets(&[RULES, "--mutate", "--min-score", "50"], 0);
}

#[test]
fn json_holds_all_of_it() {
    let text = toets(&[RULES, "--coverage", "--boundaries", "--mutate", "--format", "json"], 1);
    let report: serde_json::Value = serde_json::from_str(&text).unwrap();
    let set = &report["sets"][0];
    assert_eq!(set["passed"], 6);
    assert_eq!(set["coverage"]["rules"], serde_json::json!({"reached": 1, "all": 2}));
    assert!(set["coverage"]["goals"].as_array().unwrap().iter().any(|g| g["goal"] == "else" && g["reached"] != 0));
    assert!(set["boundaries"].as_array().unwrap().iter().all(|t| t["points"].is_array()));
    let mutants = set["mutation"]["mutants"].as_array().unwrap();
    let survived = mutants.iter().filter(|m| m["fate"] == "survived").count();
    assert_eq!(set["mutation"]["killed"].as_u64().unwrap() + survived as u64, mutants.len() as u64);
    assert_eq!(report["values"].as_array().unwrap().len(), 4);
    assert_eq!(
        text,
        toets(&[RULES, "--coverage", "--boundaries", "--mutate", "--format", "json"], 1),
        "two runs, one answer"
    );
}

#[test]
fn a_rule_that_does_not_exist_is_a_mistake() {
    let text = toets(&[RULES, "--mutate", "--rule", "PRF-09"], 2);
    assert!(text.contains("cli::unknown_norm"), "{text}");
    toets(&[RULES, "--mutate", "--rule", "PRF-"], 0);
}
