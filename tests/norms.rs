//! `docs/norms.md` is what `toets docs` prints, and no norm of the sources is missing from it.

#![cfg(test)]

#[path = "support/made.rs"]
mod made;

use std::process::Command;

const PAGE: &str = "docs/norms.md";

fn docs(args: &[&str]) -> String {
    let output = Command::new(env!("CARGO_BIN_EXE_toets")).arg("docs").args(args).output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap()
}

#[test]
fn the_page_is_what_the_program_prints() {
    made::is_up_to_date(PAGE, &docs(&[]), "norms");
}

/// The norms of the sources, chapter by chapter: first and last number.
const CATALOGUE: [(&str, u32, u32); 10] = [
    ("BES", 1, 30),
    ("VRD", 1, 11),
    ("BTL", 1, 12),
    ("LEE", 1, 13),
    ("DUU", 1, 11),
    ("SAM", 1, 13),
    ("LAND", 1, 5),
    ("A21", 1, 8),
    ("N22", 1, 5),
    ("WON", 1, 11),
];

/// Norms that no ruleset has yet. One that is there must go from this list.
const NOT_YET: [&str; 0] = [];

#[test]
fn every_norm_of_the_catalogue_has_its_row() {
    let page = docs(&[]);
    let there: Vec<&str> = page.lines().filter_map(|l| l.strip_prefix("| ")?.split(" | ").next()).collect();
    let expected = CATALOGUE.iter().flat_map(|(chapter, a, b)| (*a..=*b).map(move |n| format!("{chapter}-{n:02}")));
    let mut lacking: Vec<String> = vec![];
    let mut count = 0;
    for id in expected {
        count += 1;
        if !there.contains(&id.as_str()) {
            lacking.push(id);
        }
    }
    assert_eq!(count, 119);
    assert_eq!(lacking, NOT_YET, "norms without a row (left), and those said to be (right)");
}

#[test]
fn each_row_says_where_the_norm_stands_and_what_became_of_it() {
    for lang in ["nl", "en"] {
        for line in docs(&["--lang", lang]).lines().filter(|l| l.starts_with("| ") && l.contains('-')) {
            let cells: Vec<&str> = line.trim_matches('|').split(" | ").map(str::trim).collect();
            if cells.len() != 7 || cells[0] == "norm" {
                continue;
            }
            assert!(!cells[1].is_empty() && cells[2].contains('›') && !cells[6].is_empty(), "{line}");
        }
    }
}

#[test]
fn a_ruleset_of_ones_own_shows_what_is_stricter() {
    let page = docs(&["--ruleset", "examples/eigen-regels/zonnedam"]);
    assert!(page.contains("### Strenger"), "{page}");
    assert!(page.contains("| `aandeel_sociale_huur` | altijd = 35% | = 30% | BES-02, BES-06 |"), "{page}");
}
