//! `docs/own-rules.md` and `docs/eigen-regels.md` work: each file they show is made, each command run, each output compared,
//! and what comes of it is `examples/eigen-regels/`.
//!
//! A fence names its file: ```` ```regels zonnedam/zonnedam.regels ```` adds to it. ```` ```sh 1 ```` is a command with its exit
//! code, and the ```` ```text ```` after it what it prints, where a line `…` stands for any lines.

#![cfg(test)]

use std::collections::BTreeMap;
use std::path::Path;
use std::process::Command;

const DUTCH: &str = include_str!("../docs/eigen-regels.md");
const ENGLISH: &str = include_str!("../docs/own-rules.md");

/// Info string and contents of each fence.
fn fences(page: &str) -> Vec<(&str, &str)> {
    let mut out = vec![];
    let mut rest = page;
    while let Some((_, after)) = rest.split_once("\n```") {
        let (info, after) = after.split_once('\n').unwrap();
        let (body, after) = after.split_once("```").unwrap();
        out.push((info, body));
        rest = after;
    }
    out
}

/// Whether a text has the expected lines, with anything where `…` stands.
fn fits(expected: &str, found: &str) -> bool {
    let mut rest = format!("\n{}\n", found.trim_end());
    let mut open = false;
    for piece in format!("\n{}\n", expected.trim_end()).split("\n…\n") {
        let piece = format!("\n{}\n", piece.trim_matches('\n'));
        let at = if piece.trim().is_empty() { Some(0) } else { rest.find(&piece) };
        match at {
            Some(at) if open || at == 0 => rest = rest.split_at(at).1.trim_start_matches(piece.trim_end()).to_owned(),
            _ => return false,
        }
        open = true;
    }
    expected.trim_end().ends_with('…') || rest.trim().is_empty()
}

fn run_page(page: &str) -> BTreeMap<String, String> {
    let dir = tempfile::tempdir().unwrap();
    let mut files: BTreeMap<String, String> = BTreeMap::new();
    let mut said = String::new();
    for (info, body) in fences(page) {
        let (kind, what) = info.split_once(' ').unwrap_or((info, ""));
        match kind {
            "regels" | "yaml" => {
                let text = files.entry(what.to_owned()).or_default();
                if !text.is_empty() {
                    text.push('\n');
                }
                text.push_str(body);
                let path = dir.path().join(what);
                std::fs::create_dir_all(path.parent().unwrap()).unwrap();
                std::fs::write(path, text).unwrap();
            }
            "sh" => {
                let words: Vec<&str> = body.split_whitespace().collect();
                assert_eq!(words[0], "toets");
                let output = Command::new(env!("CARGO_BIN_EXE_toets"))
                    .args(&words[1..])
                    .env_remove("COLUMNS")
                    .env_remove("TOETS_LANG")
                    .current_dir(dir.path())
                    .output()
                    .unwrap();
                said = String::from_utf8(output.stdout).unwrap() + &String::from_utf8(output.stderr).unwrap();
                assert_eq!(output.status.code(), what.parse().ok(), "{body}\n{said}");
            }
            "text" => {
                // What the page shows is the heart of it: the line with the code to ask about may follow.
                let found = said.split("\n\nMeer uitleg: ").next().unwrap();
                assert!(fits(body, found), "expected\n{body}\nfound\n{found}");
            }
            other => panic!("{other}"),
        }
    }
    files
}

#[test]
fn every_step_works_and_gives_the_example() {
    let files = run_page(DUTCH);
    assert_eq!(files.len(), 7);
    for (name, text) in &files {
        let example = std::fs::read_to_string(Path::new("examples/eigen-regels").join(name)).unwrap();
        assert!(example == *text, "examples/eigen-regels/{name} is not what docs/eigen-regels.md makes");
    }
}

#[test]
fn the_english_page_has_the_same_steps() {
    assert_eq!(fences(DUTCH), fences(ENGLISH));
    let steps = |page: &str| page.lines().filter(|l| l.starts_with("## ")).count();
    assert_eq!(steps(DUTCH), steps(ENGLISH));
}

#[test]
fn a_looser_ruleset_is_refused() {
    let output = Command::new(env!("CARGO_BIN_EXE_toets"))
        .args(["check", "examples/eigen-regels/zonnedam-2026.yaml", "--ruleset", "examples/eigen-regels/soepeler"])
        .output()
        .unwrap();
    assert_eq!(output.status.code(), Some(2));
    let said = String::from_utf8(output.stdout).unwrap();
    // Both places: the value of its own and the national one.
    for part in
        ["check::loosening", "soepeler.regels:13:3", "npa-2025/1-beschikbaarheid.regels", "strenger is hier hoger"]
    {
        assert!(said.contains(part), "{said}");
    }
}

/// A region's set on the national one, and a municipality's on that of the region.
#[test]
fn a_third_layer_is_held_against_both_below() {
    let dir = tempfile::tempdir().unwrap();
    let set = |id: &str, base: &str, share: &str| {
        let text = format!(
            "regelset {id} \"{id}\"\n  versie 1.0.0\n  geldig 2026-01-01 t/m 2030-12-31\n  bouwt op {base}\n\n\
             bron b-{id} \"Bron van {id}\"\n  datum 2025\n  graad A\n\n\
             aanscherping aandeel_sociale_huur voor BES-02\n  altijd = {share} bron b-{id}, \"1\"\n"
        );
        std::fs::write(dir.path().join(format!("{id}.regels")), text).unwrap();
    };
    let toets = |args: &[&str]| {
        let output = Command::new(env!("CARGO_BIN_EXE_toets")).args(args).current_dir(dir.path()).output().unwrap();
        (String::from_utf8(output.stdout).unwrap() + &String::from_utf8(output.stderr).unwrap(), output.status.code())
    };
    set("regio", "npa-2025", "33%");
    set("gemeente", "regio", "36%");
    let agreement = "periode: 2026\npeildatum: 2026-03-01\nregelset: gemeente.regels\n\
                     gemeenten: [{naam: A, programma: {2026: {woningen: 100, sociale_huur: 35}}}]\n";
    std::fs::write(dir.path().join("a.yaml"), agreement).unwrap();
    let (said, code) = toets(&["check", "a.yaml"]);
    assert_eq!(code, Some(1), "{said}");
    let said = said.split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(said.contains("nodig is 36%") && said.contains("gemeente; strenger dan 33%"), "{said}");
    // What the region asks binds the municipality too.
    set("gemeente", "regio", "32%");
    std::fs::write(dir.path().join("a.yaml"), agreement.replace("sociale_huur: 35", "sociale_huur: 32")).unwrap();
    let (said, code) = toets(&["check", "a.yaml"]);
    assert_eq!(code, Some(1), "{said}");
    assert!(said.contains("nodig is 33%") && said.contains("check::loosening"), "{said}");
}
