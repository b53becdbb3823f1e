//! The figures in `docs/testing.md` are those that `toets test` gives today.

#![cfg(test)]

#[path = "support/made.rs"]
mod made;

use std::fmt::Write;
use std::process::Command;

const PAGE: &str = "docs/testing.md";
const SETS: [&str; 4] = ["woningwet", "aedes-2021", "npa-2022", "npa-2025"];

/// The lines of the report on one ruleset that give a share: `100 %  13 van 13 regels …`.
fn shares(set: &str) -> Vec<String> {
    let args = ["test", set, "--coverage", "--mutate", "--min-score", "95", "--color", "never"];
    let output = Command::new(env!("CARGO_BIN_EXE_toets")).args(args).output().unwrap();
    let text = String::from_utf8(output.stdout).unwrap();
    assert!(output.status.success(), "the demands of docs/testing.md do not hold for {set}");
    text.lines()
        .filter(|l| l.contains(" van ") && l.contains('%') && !l.starts_with("   "))
        .map(str::to_owned)
        .collect()
}

/// `13 van 13` out of a line, as `13 of 13`.
fn ratio(line: &str) -> String {
    let (before, after) = line.split_once(" van ").unwrap();
    let (got, all) = (before.split_whitespace().last().unwrap(), after.split_whitespace().next().unwrap());
    format!("{got} of {all}")
}

#[test]
fn the_figures_are_those_of_today() {
    let mut table =
        "\n| Ruleset | rules | deviations | other branches | mutants noticed |\n|---|---|---|---|---|\n".to_owned();
    for set in SETS {
        let lines = shares(set);
        let find = |what: &str| ratio(lines.iter().find(|l| l.contains(what)).unwrap());
        let (rules, deviations) = (find("regels met"), find("takken van afwijkingen"));
        let (branches, mutants) = (find("andere takken"), find("mutanten"));
        writeln!(table, "| {set} | {rules} | {deviations} | {branches} | {mutants} |").unwrap();
    }
    table.push('\n');
    made::page_says(PAGE, "figures", &table, "testing_page");
}
