//! Known findings: only what is new fails, and what is gone is said.

#![cfg(test)]

#[path = "support/codes.rs"]
mod codes;
#[path = "support/folder.rs"]
mod folder;

use std::fs;
use std::path::Path;

use folder::{GOOD, SMALL, folder, run, toets};
use serde_json::Value;

fn json(folder: &Path, args: &[&str], code: i32) -> Value {
    let (out, _) = run(toets(folder, &[&["check", "--format", "json"], args].concat()), code);
    serde_json::from_str(&out).unwrap()
}

fn counts(report: &Value) -> (u64, u64, usize) {
    let b = &report["baseline"];
    (b["new"].as_u64().unwrap(), b["known"].as_u64().unwrap(), b["gone"].as_array().unwrap().len())
}

/// Two municipalities in one file; the first breaks BES-02.
const TWO: &str = "naam: A\nperiode: 2026\ngemeenten:\n  - naam: A\n    programma: {2026: {woningen: 100, sociale_huur: 10}}\n  - naam: B\n    programma: {2026: {woningen: 100, sociale_huur: 40}}\n";

#[test]
fn known_findings_do_not_fail_and_new_ones_do() {
    let dir = folder(&[("a.yaml", TWO)]);
    run(toets(dir.path(), &["check", "a.yaml"]), 1);
    let (out, err) = run(toets(dir.path(), &["baseline", "a.yaml", "-o", "bekend.json"]), 0);
    assert!(out.is_empty() && err.contains("bekend.json gemaakt: 1 bevinding."), "{err}");
    let (out, _) = run(toets(dir.path(), &["check", "a.yaml", "--baseline", "bekend.json"]), 0);
    assert!(out.contains("Bekend · bekend.json\n  BES-02 voldoet niet: gemeente A: "), "{out}");
    assert!(out.ends_with("Tegenover bekend.json: 0 nieuw, 1 bekend.\n"), "{out}");
    // The block with the underlined figures is for what is new.
    assert!(!out.contains("─[a.yaml:"), "{out}");
    let (out, _) = run(toets(dir.path(), &["check", "a.yaml", "--baseline", "bekend.json", "--verbose"]), 0);
    assert!(out.contains("─[a.yaml:5:"), "{out}");
    fs::write(dir.path().join("a.yaml"), TWO.replace("sociale_huur: 40", "sociale_huur: 4")).unwrap();
    let (out, _) = run(toets(dir.path(), &["check", "a.yaml", "--baseline", "bekend.json", "--lang", "en"]), 1);
    assert!(out.ends_with("Against bekend.json: 1 new, 1 known.\n") && out.contains("─[a.yaml:7:"), "{out}");
    let (out, _) = run(toets(dir.path(), &["check", "a.yaml", "--baseline", "bekend.json", "--format", "plain"]), 1);
    assert!(out.contains("\nBekend: BES-02 voldoet niet: gemeente A: ") && out.contains("Bevinding 1 van 1."), "{out}");
}

#[test]
fn moved_lines_other_figures_and_other_folders_leave_a_finding_known() {
    let dir = folder(&[("afspraken/a.yaml", TWO), ("regio/leeg.txt", "")]);
    run(toets(dir.path(), &["baseline", "afspraken", "-o", "regio/bekend.json"]), 0);
    let moved = format!("# een\n# twee\n\n{}", TWO.replace("sociale_huur: 10", "sociale_huur: 11"));
    fs::write(dir.path().join("afspraken/a.yaml"), moved).unwrap();
    for (here, file, list) in [
        (".", "afspraken", "regio/bekend.json"),
        (".", "./afspraken/a.yaml", "./regio/bekend.json"),
        ("regio", "../afspraken/a.yaml", "bekend.json"),
        ("afspraken", "a.yaml", "../regio/bekend.json"),
    ] {
        let report = json(&dir.path().join(here), &[file, "--baseline", list], 0);
        assert_eq!(counts(&report), (0, 1, 0), "{here} {file}");
        let known = report["findings"].as_array().unwrap().iter().filter(|f| f["known"] == true);
        assert_eq!(known.map(|f| f["rule"].as_str().unwrap()).collect::<Vec<_>>(), ["BES-02"]);
    }
    // Without a list nothing is said about known or new.
    let report = json(dir.path(), &["afspraken"], 1);
    assert!(report["baseline"].is_null() && report["findings"][0]["known"].is_null());
}

#[test]
fn a_solved_finding_is_named_so_that_the_list_shrinks() {
    let dir = folder(&[("a.yaml", TWO), ("weg.yaml", SMALL)]);
    run(toets(dir.path(), &["baseline", ".", "-o", "bekend.json"]), 0);
    fs::write(dir.path().join("a.yaml"), TWO.replace("sociale_huur: 10", "sociale_huur: 50")).unwrap();
    let report = json(dir.path(), &["a.yaml", "--baseline", "bekend.json"], 0);
    // The other file exists and was not asked for: nothing is known about it.
    assert_eq!(counts(&report), (0, 0, 1));
    assert_eq!(report["baseline"]["gone"][0]["now"], "voldoet");
    fs::remove_file(dir.path().join("weg.yaml")).unwrap();
    let (out, _) = run(toets(dir.path(), &["check", ".", "--baseline", "bekend.json"]), 0);
    assert!(out.contains("  - BES-02, gemeente A (a.yaml): nu voldoet\n"), "{out}");
    assert!(out.contains("  - BES-02, gemeente A (weg.yaml): nu niets meer\n"), "{out}");
    assert!(
        out.contains("Niet meer gevonden\n") && out.contains("`toets baseline` maakt de lijst zonder deze."),
        "{out}"
    );
    run(toets(dir.path(), &["baseline", ".", "-o", "bekend.json"]), 0);
    let list: Value = serde_json::from_str(&fs::read_to_string(dir.path().join("bekend.json")).unwrap()).unwrap();
    assert_eq!(list["findings"], Value::Array(vec![]));
    assert_eq!(list["files"].as_object().unwrap().keys().collect::<Vec<_>>(), ["a.yaml"]);
}

#[test]
fn what_is_left_out_is_no_longer_found_and_is_new_when_it_returns() {
    let dir = folder(&[("a.yaml", SMALL)]);
    run(toets(dir.path(), &["baseline", "a.yaml", "-o", "b.json"]), 0);
    // Who leaves the figure out does not meet the norm: the entry goes, and does not excuse the figure later.
    fs::write(dir.path().join("a.yaml"), SMALL.replace(", sociale_huur: 10", "")).unwrap();
    let report = json(dir.path(), &["a.yaml", "--baseline", "b.json"], 0);
    assert_eq!(report["baseline"]["gone"][0]["now"], "niet_te_toetsen");
}

#[test]
fn an_entry_does_not_excuse_what_weighs_more() {
    let dir = folder(&[("a.yaml", SMALL)]);
    run(toets(dir.path(), &["baseline", "a.yaml", "-o", "b.json"]), 0);
    let list = dir.path().join("b.json");
    let lighter = fs::read_to_string(&list).unwrap().replace("\"error\"", "\"warning\"");
    fs::write(&list, lighter).unwrap();
    assert_eq!(counts(&json(dir.path(), &["a.yaml", "--baseline", "b.json"], 1)), (1, 0, 0));
}

#[test]
fn outcomes_that_fail_on_request_can_be_known_too() {
    let dir = folder(&[("a.yaml", GOOD)]);
    run(toets(dir.path(), &["check", "a.yaml"]), 0);
    run(toets(dir.path(), &["check", "a.yaml", "--fail-on", "niet_te_toetsen"]), 1);
    run(toets(dir.path(), &["check", "a.yaml", "--fail-on", "afwijking,voldoet_niet"]), 0);
    run(toets(dir.path(), &["baseline", "a.yaml", "--fail-on", "niet_te_toetsen", "-o", "b.json"]), 0);
    run(toets(dir.path(), &["check", "a.yaml", "--fail-on", "niet_te_toetsen", "--baseline", "b.json"]), 0);
    // With the level out of the way, only outcomes count.
    fs::write(dir.path().join("a.yaml"), SMALL).unwrap();
    run(toets(dir.path(), &["check", "a.yaml", "--level", "never"]), 0);
    run(toets(dir.path(), &["check", "a.yaml", "--level", "never", "--fail-on", "voldoet_niet"]), 1);
}

#[test]
fn a_list_of_half_the_files_is_not_written() {
    let dir = folder(&[("a.yaml", SMALL), ("kapot.yaml", "periode: 2026\nonbekend: 1\n")]);
    let (_, err) = run(toets(dir.path(), &["baseline", ".", "-o", "b.json"]), 2);
    assert!(err.contains("cli::half_a_baseline") && err.contains("agreement::unknown_field"), "{err}");
    assert!(!dir.path().join("b.json").exists());
    // What is known of a file that cannot be read now stays in the list.
    fs::write(dir.path().join("kapot.yaml"), SMALL).unwrap();
    run(toets(dir.path(), &["baseline", ".", "-o", "b.json"]), 0);
    fs::write(dir.path().join("kapot.yaml"), "periode: [\n").unwrap();
    assert_eq!(counts(&json(dir.path(), &[".", "--baseline", "b.json"], 2)), (0, 1, 0));
}

#[test]
fn files_together_have_known_findings_too() {
    let region = "naam: A\nperiode: 2026\nregio: {naam: Waterkant, aantal_gemeenten: 1}\ngemeenten:\n  - naam: A\n    programma: {2026: {woningen: 100, sociale_huur: 10}}\n";
    let dir = folder(&[("a.yaml", region)]);
    run(toets(dir.path(), &["baseline", ".", "--portfolio", "-o", "b.json"]), 0);
    let all = counts(&json(dir.path(), &[".", "--portfolio", "--baseline", "b.json"], 0));
    assert!(all.0 == 0 && all.1 >= 2 && all.2 == 0, "{all:?}");
    // Without --portfolio nothing is said about what they say together.
    assert_eq!(counts(&json(dir.path(), &[".", "--baseline", "b.json"], 0)), (0, 1, 0));
    // Many files are shown in brief; what is known of them is known all the same.
    for n in 0..14 {
        fs::write(dir.path().join(format!("g{n}.yaml")), region.replace("naam: A", &format!("naam: G{n}"))).unwrap();
    }
    run(toets(dir.path(), &["baseline", ".", "--portfolio", "-o", "b.json"]), 0);
    let (out, _) = run(toets(dir.path(), &["check", ".", "--portfolio", "--baseline", "b.json"]), 0);
    assert!(out.contains("Tegenover b.json: 0 nieuw, ") && !out.contains("\ng3.yaml\n"), "{out}");
    // What is new is shown, also where many files are shown in brief.
    let more = region.replace("naam: A", "naam: G3")
        + "  - naam: Nieuw\n    programma: {2026: {woningen: 100, sociale_huur: 1}}\n";
    fs::write(dir.path().join("g3.yaml"), more).unwrap();
    let (out, _) = run(toets(dir.path(), &["check", ".", "--portfolio", "--baseline", "b.json"]), 1);
    assert!(out.contains("Nieuw programmeert 1 van 100 woningen") && !out.contains("\n./g4.yaml\n"), "{out}");
}

/// A file that is called otherwise is still the same agreement; another agreement in its place is not.
#[test]
fn a_renamed_file_keeps_what_is_known_of_it() {
    let files = [("a.yaml", SMALL), ("map/concept.yaml", TWO), ("map/definitief.yaml", TWO)];
    let dir = folder(&files);
    let here = dir.path();
    run(toets(here, &["baseline", ".", "-o", "b.json"]), 0);
    // Elsewhere, with other figures and lines.
    fs::create_dir(here.join("2026")).unwrap();
    fs::write(here.join("2026/nieuw.yaml"), format!("# verplaatst\n{}", SMALL.replace("100", "90"))).unwrap();
    fs::remove_file(here.join("a.yaml")).unwrap();
    let report = json(here, &[".", "--baseline", "b.json"], 0);
    assert_eq!(counts(&report), (0, 3, 0));
    assert_eq!(report["baseline"]["renamed"], serde_json::json!([{"from": "a.yaml", "to": "2026/nieuw.yaml"}]));
    let (out, _) = run(toets(here, &["check", ".", "--baseline", "b.json"]), 0);
    let said = "Hernoemd: a.yaml heet nu 2026/nieuw.yaml. `toets baseline` schrijft dat in de lijst.";
    assert!(out.split_whitespace().collect::<Vec<_>>().join(" ").ends_with(said), "{out}");
    // What is new in it is new.
    let worse = SMALL.to_owned() + "  - {naam: Z, programma: {2026: {woningen: 100, sociale_huur: 10}}}\n";
    fs::write(here.join("2026/nieuw.yaml"), worse).unwrap();
    // It is about one municipality more: who could tell that it is the same agreement?
    assert_eq!(counts(&json(here, &["2026", "--baseline", "b.json"], 1)), (2, 0, 1));
    fs::write(here.join("2026/nieuw.yaml"), SMALL).unwrap();
    // Drafts of one agreement that moved together are known by their own names.
    fs::rename(here.join("map"), here.join("archief")).unwrap();
    assert_eq!(counts(&json(here, &[".", "--baseline", "b.json"], 0)), (0, 3, 0));
    // A copy excuses nothing while the first is still there, nor does one entry excuse two files.
    fs::copy(here.join("archief/concept.yaml"), here.join("archief/kopie.yaml")).unwrap();
    assert_eq!(counts(&json(here, &[".", "--baseline", "b.json"], 1)), (1, 3, 0));
    run(toets(here, &["baseline", ".", "-o", "b.json"]), 0);
    let list = fs::read_to_string(here.join("b.json")).unwrap();
    assert!(list.contains("\"2026/nieuw.yaml\"") && !list.contains("\"a.yaml\""), "{list}");
}

#[test]
fn another_agreement_in_the_place_of_one_that_is_gone_is_new() {
    let dir = folder(&[("a.yaml", SMALL)]);
    let here = dir.path();
    run(toets(here, &["baseline", ".", "-o", "b.json"]), 0);
    fs::remove_file(here.join("a.yaml")).unwrap();
    for other in [
        SMALL.replace("2026", "2027"),
        SMALL.replace("naam: A\nperiode", "naam: B\nperiode"),
        SMALL.replace("- naam: A", "- naam: C"),
    ] {
        fs::write(here.join("b.yaml"), &other).unwrap();
        assert_eq!(counts(&json(here, &[".", "--baseline", "b.json"], 1)), (1, 0, 1), "{other}");
    }
}

#[test]
fn json_with_a_list_follows_the_schema() {
    let dir = folder(&[("a.yaml", SMALL), ("b.yaml", TWO)]);
    run(toets(dir.path(), &["baseline", ".", "-o", "b.json"]), 0);
    fs::write(dir.path().join("b.yaml"), GOOD).unwrap();
    let report = json(dir.path(), &[".", "--baseline", "b.json"], 0);
    let (schema, _) = run(toets(dir.path(), &["schema", "--report"]), 0);
    let validator = jsonschema::validator_for(&serde_json::from_str(&schema).unwrap()).unwrap();
    let errors: Vec<String> = validator.iter_errors(&report).map(|e| format!("{}: {e}", e.instance_path())).collect();
    assert_eq!(errors, Vec::<String>::new());
}

#[test]
fn good() {
    insta::glob!("fixtures/baseline/good/*.json", |path| {
        let dir = folder(&[("a.yaml", SMALL)]);
        fs::copy(path, dir.path().join("b.json")).unwrap();
        let (_, err) = run(toets(dir.path(), &["check", "a.yaml", "--baseline", "b.json"]), 1);
        assert_eq!(err, "", "{}", path.display());
    });
}

#[test]
fn bad() {
    insta::glob!("fixtures/baseline/bad/*.json", |path| {
        let dir = folder(&[("a.yaml", SMALL)]);
        fs::copy(path, dir.path().join("b.json")).unwrap();
        let (out, err) = run(toets(dir.path(), &["check", "a.yaml", "--baseline", "b.json"]), 2);
        let (_, english) = run(toets(dir.path(), &["check", "a.yaml", "--baseline", "b.json", "--lang", "en"]), 2);
        let stem = path.file_stem().unwrap().to_string_lossy();
        let code = err.lines().find_map(|l| l.strip_prefix("fout ")).unwrap();
        assert!(out.is_empty() && codes::shows(&stem, code), "{stem} gives {code}");
        insta::with_settings!({ omit_expression => true }, {
            insta::assert_snapshot!(format!("{err}────\n{english}"));
        });
    });
}

#[test]
fn a_list_that_is_not_there_says_how_to_make_it() {
    let dir = folder(&[("a.yaml", SMALL)]);
    let (_, err) = run(toets(dir.path(), &["check", "a.yaml", "--baseline", "b.json"]), 2);
    assert!(err.contains("cli::no_baseline") && err.contains("toets baseline -o b.json"), "{err}");
}
