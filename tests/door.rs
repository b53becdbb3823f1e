//! The library's door: what a program gets of it is what the command line shows, and what it does not give is told.

#![cfg(test)]

#[path = "../examples/embed.rs"]
mod embed;
#[path = "support/folder.rs"]
mod folder;

use std::fs;

use folder::{folder, toets};
use serde_json::Value;
use toets::evaluate::Detail;
use toets::evaluate::finding::Verdict;
use toets::lang::Lang;
use toets::report::{Format, render};
use toets::{InMemory, Rules, Unread, World};

fn world() -> InMemory {
    InMemory::on("2026-03-01".parse().unwrap())
}

#[test]
fn the_example_works() {
    embed::main().unwrap();
}

/// The same verdicts, in the same words, with the same places.
#[test]
fn it_gives_what_the_command_line_gives() {
    for path in ["examples/meerdijk/meerdijk-2026.yaml", "examples/meerdijk/meerdijk-concept.yaml"] {
        let text = fs::read_to_string(path).unwrap();
        let dir = folder(&[("a.yaml", &text)]);
        let out = toets(dir.path(), &["check", "a.yaml", "--format", "json"]).output().unwrap();
        let theirs: Value = serde_json::from_slice(&out.stdout).unwrap();
        let rules = Rules::for_agreement(text.as_bytes(), world().today()).unwrap();
        let ours: Value =
            serde_json::from_str(&render(&rules.check("a.yaml", text.as_bytes(), &world()), Format::Json).unwrap())
                .unwrap();
        assert!(ours["findings"].as_array().is_some_and(|all| all.len() > 50), "{path}");
        for part in ["findings", "rulesets", "summary", "diagnostics"] {
            assert!(ours[part] == theirs[part], "{path}: {part}");
        }
    }
}

#[test]
fn a_file_that_the_world_has_takes_part_and_one_that_it_lacks_is_told() {
    let rules = Rules::shipped("npa-2025").unwrap();
    let text = "periode: 2026\nkader: ../kader.yaml\ngemeenten: [{naam: A}]\n";
    let framework =
        "periode: 2026\ngemeenten:\n  - naam: A\n    programma: {2026: {woningen: 100, sociale_huur: 20}}\n";
    let with = rules.check("2026/a.yaml", text.as_bytes(), &world().with("kader.yaml", framework));
    let file = &with.files[0];
    assert_eq!(file.referred.iter().map(|r| r.name.as_str()).collect::<Vec<_>>(), ["kader.yaml"]);
    let missed = file.judged.iter().find(|j| j.verdict == Verdict::NotMet).unwrap();
    let finding = file.tell(&with.sources, missed, Detail::Figures).unwrap();
    assert!(finding.evidence.iter().any(|e| with.sources.place(e.span).0 == "kader.yaml"));

    let without = rules.check("2026/a.yaml", text.as_bytes(), &world());
    let said = without.files[0].diagnostics.first().unwrap();
    assert_eq!(without.sources.place(said.span()), ("2026/a.yaml", 2, 8));
    assert!(without.files[0].judged.is_empty());
}

#[test]
fn nothing_lies_above_a_world() {
    let world = world().with("a.yaml", "x");
    assert_eq!(world.file("b/c.yaml", "../a.yaml").unwrap().0, "a.yaml");
    assert_eq!(world.file("c.yaml", "../a.yaml"), Err(Unread::Missing(None)));
}

#[test]
fn rules_of_ones_own_build_on_others_and_tell_their_faults() {
    let below = Rules::shipped("npa-2025").unwrap();
    let own = fs::read_to_string("examples/eigen-regels/zonnedam/zonnedam.regels").unwrap();
    let rules = Rules::parse(&[("zonnedam.regels", &own)], Some(&below)).unwrap();
    let sets: Vec<&str> = rules.checked().sets().iter().map(|s| s.id.as_str()).collect();
    assert_eq!(sets.last(), Some(&"zonnedam"));

    let wrong = Rules::parse(&[("x.regels", "regelset x\n")], None).unwrap_err();
    assert!(render(&wrong, Format::Text).unwrap().contains("x.regels:1"));
}

#[test]
fn the_rules_are_those_of_the_period() {
    let of = |text: &str| {
        Rules::for_agreement(text.as_bytes(), world().today()).map(|r| r.checked().sets().last().unwrap().id.clone())
    };
    assert_eq!(of("periode: 2026\n").as_deref(), Some("npa-2025"));
    assert_eq!(of("periode: 2023 t/m 2024\n").as_deref(), Some("npa-2022"));
    assert_eq!(of("periode: 1995\n"), None);
    assert_eq!(of("regelset: eigen\nperiode: 2026\n"), None, "a set that is not built in");
    let text = "periode: 2026\ngemeenten: [{naam: A}]\n";
    let run =
        Rules::for_agreement(text.as_bytes(), world().today()).unwrap().check("a.yaml", text.as_bytes(), &world());
    assert!(run.files[0].ruleset_reason.get(Lang::En).contains("the period 2026 lies within"));
}
