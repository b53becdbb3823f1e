//! Documents that belong together, and portfolios, as the command line reads them from files.

#![cfg(test)]

#[path = "support/folder.rs"]
mod folder;

use std::fs;
use std::path::Path;

use folder::{folder, run, toets};

#[track_caller]
fn check(args: &[&str], folder: &Path, code: i32) -> String {
    run(toets(folder, &[&["check", "--date", "2026-11-20"], args].concat()), code).0
}

#[track_caller]
fn json(args: &[&str], folder: &Path, code: i32) -> serde_json::Value {
    serde_json::from_str(&check(&[&["--format", "json"], args].concat(), folder, code)).unwrap()
}

fn codes(report: &serde_json::Value) -> Vec<String> {
    report["diagnostics"].as_array().unwrap().iter().map(|d| d["code"].as_str().unwrap().to_owned()).collect()
}

fn verdict(report: &serde_json::Value, rule: &str) -> String {
    let findings = report["findings"].as_array().unwrap().iter().filter(|f| f["rule"] == rule);
    let verdicts: Vec<&str> = findings.map(|f| f["verdict"].as_str().unwrap()).collect();
    verdicts.join(" ")
}

const FRAMEWORK: &str = "periode: 2026 t/m 2027\ngemeenten:\n  - naam: Meerdijk\n    programma:\n      2026: {woningen: 10, sociale_huur: 3}\n      2027: {woningen: 10, sociale_huur: 3}\n";

#[test]
fn a_path_counts_from_the_folder_of_the_file_that_names_it() {
    let dir = folder(&[
        ("kaders/meerdijk.yaml", FRAMEWORK),
        ("2026/jaarschijf.yaml", "periode: 2026\nkader: ../kaders/meerdijk.yaml\n"),
    ]);
    let report = json(&["2026/jaarschijf.yaml"], dir.path(), 0);
    assert_eq!(verdict(&report, "BES-02"), "voldoet");
    let refers = &report["inputs"][0]["refers_to"];
    assert_eq!(refers[0]["file"], "kaders/meerdijk.yaml");
    assert_eq!(refers[0]["sha256"].as_str().unwrap().len(), 64);
    let evidence = report["findings"].as_array().unwrap().iter().find(|f| f["rule"] == "BES-02").unwrap();
    assert_eq!(evidence["evidence"][0]["file"], "kaders/meerdijk.yaml");
    assert_eq!(evidence["evidence"][0]["path"], "gemeenten[Meerdijk].programma.2026.woningen");
}

#[test]
fn a_file_that_is_not_there_is_an_error_at_the_reference_with_the_name_that_was_meant() {
    let dir = folder(&[("kader-2026.yaml", FRAMEWORK), ("a.yaml", "periode: 2026\nkader: kader-2062.yaml\n")]);
    let report = json(&["a.yaml"], dir.path(), 2);
    assert_eq!(codes(&report), ["agreement::missing_reference"]);
    let fault = &report["diagnostics"][0];
    assert_eq!((&fault["labels"][0]["line"], &fault["labels"][0]["column"]), (&2.into(), &8.into()));
    assert!(fault["help"].as_str().unwrap().contains("`kader-2026.yaml`"), "{fault}");
    assert_eq!(report["inputs"][0]["checked"], false);
}

#[test]
fn a_folder_is_no_file() {
    let dir = folder(&[("kaders/a.yaml", FRAMEWORK), ("a.yaml", "periode: 2026\nkader: kaders\n")]);
    assert_eq!(codes(&json(&["a.yaml"], dir.path(), 2)), ["agreement::unreadable_reference"]);
}

/// An agreement in a repository may come from a stranger: it leads to nothing outside, and nothing of it is shown.
#[test]
fn what_lies_outside_the_repository_is_not_read() {
    let dir = folder(&[
        ("geheim.yaml", "wachtwoord: 1234\n"),
        ("regels/a.regels", "geen regelset\n"),
        ("repo/.git/HEAD", ""),
        ("repo/kader.yaml", FRAMEWORK),
        ("repo/in/a.yaml", "periode: 2026\nkader: ../../geheim.yaml\n"),
        ("repo/in/b.yaml", "periode: 2026\nregelset: ../../regels\n"),
        ("repo/in/c.yaml", "periode: 2026\nkader: ../kader.yaml\n"),
        ("repo/in/d.yaml", "periode: 2026\nkader: ../er-is-niets.yaml\n"),
        ("los/a.yaml", "periode: 2026\nkader: ../geheim.yaml\n"),
    ]);
    let of = |file: &str, code| codes(&json(&[file], dir.path(), code));
    assert_eq!(of("repo/in/a.yaml", 2), ["agreement::reference_outside"]);
    assert_eq!(of("repo/in/b.yaml", 2), ["cli::out_of_reach"]);
    assert_eq!(of("repo/in/c.yaml", 0), [""; 0]);
    assert_eq!(of("repo/in/d.yaml", 2), ["agreement::missing_reference"]);
    assert!(!check(&["repo/in/a.yaml"], dir.path(), 2).contains("1234"));
    let whole = dir.path().join("geheim.yaml");
    fs::write(dir.path().join("repo/in/e.yaml"), format!("periode: 2026\nkader: {}\n", whole.display())).unwrap();
    assert_eq!(of("repo/in/e.yaml", 2), ["agreement::reference_outside"]);
    #[cfg(unix)]
    {
        std::os::unix::fs::symlink(whole, dir.path().join("repo/in/kader.yaml")).unwrap();
        fs::write(dir.path().join("repo/in/f.yaml"), "periode: 2026\nkader: kader.yaml\n").unwrap();
        assert_eq!(of("repo/in/f.yaml", 2), ["agreement::reference_outside"]);
    }
    // Without a repository the files are one's own.
    assert_ne!(of("los/a.yaml", 2), ["agreement::reference_outside"]);
}

#[test]
fn a_cycle_is_refused_whatever_the_spelling_of_the_path() {
    let dir = folder(&[
        ("x/a.yaml", "periode: 2026\nkader: ./b.yaml\n"),
        ("x/b.yaml", "periode: 2026\nkader: ../x/a.yaml\n"),
        ("x/c.yaml", "periode: 2026\nkader: c.yaml\n"),
    ]);
    let report = json(&["x/a.yaml"], dir.path(), 2);
    assert_eq!(codes(&report), ["agreement::reference_cycle"]);
    let labels = report["diagnostics"][0]["labels"].as_array().unwrap().len();
    assert_eq!(labels, 2, "both places are shown");
    // A file that names itself.
    assert_eq!(codes(&json(&["x/c.yaml"], dir.path(), 2)), ["agreement::reference_cycle"]);
}

#[test]
fn errors_in_a_file_that_is_referred_to_show_there() {
    let dir =
        folder(&[("kader.yaml", "periode: 2026\ngemeente: x\n"), ("a.yaml", "periode: 2026\nkader: kader.yaml\n")]);
    let report = json(&["a.yaml"], dir.path(), 2);
    assert_eq!(report["diagnostics"][0]["labels"][0]["file"], "kader.yaml");
    let text = check(&["a.yaml"], dir.path(), 2);
    assert!(text.contains("kader.yaml:2:1"), "{text}");
}

#[test]
fn the_previous_agreement_adds_nothing_to_this_one() {
    let dir = folder(&[("vorig.yaml", FRAMEWORK), ("a.yaml", "periode: 2026\nvorige: vorig.yaml\n")]);
    assert_eq!(verdict(&json(&["a.yaml"], dir.path(), 0), "BES-02"), "niet_te_toetsen");
}

fn municipality(name: &str, social: usize, all: usize) -> String {
    format!(
        "naam: {name}\nperiode: 2026\nregio: {{naam: Waterkant, aantal_gemeenten: {all}}}\ngemeenten:\n  - naam: {name}\n    programma: {{2026: {{woningen: 100, sociale_huur: {social}}}}}\n"
    )
}

#[test]
fn a_whole_region_is_judged_and_a_part_of_it_is_not() {
    let dir = folder(&[("a.yaml", &municipality("A", 20, 2)), ("b.yaml", &municipality("B", 40, 2))]);
    let report = json(&["--portfolio", "."], dir.path(), 1);
    assert_eq!(verdict(&report, "BES-01a"), "voldoet");
    assert_eq!(report["portfolios"][0]["files"], 2);
    assert!(report["portfolios"][0]["coverage"].as_str().unwrap().starts_with("2 van de 342 gemeenten"));
    let report = json(&["--portfolio", "b.yaml"], dir.path(), 0);
    assert_eq!(verdict(&report, "BES-01a"), "niet_te_toetsen");
    // Without the option, what files say together is not even listed.
    assert_eq!(verdict(&json(&["."], dir.path(), 1), "BES-01a"), "");
}

#[test]
fn the_order_of_the_files_changes_nothing_in_what_they_say_together() {
    let files = [
        ("a.yaml", municipality("A", 20, 3)),
        ("b.yaml", municipality("B", 40, 3)),
        ("c.yaml", municipality("C", 31, 3)),
    ];
    let files: Vec<(&str, &str)> = files.iter().map(|(n, t)| (*n, t.as_str())).collect();
    let dir = folder(&files);
    let together = |order: &[&str]| {
        let report = json(&[&["--portfolio"], order].concat(), dir.path(), 1);
        let findings = report["findings"].as_array().unwrap();
        findings.iter().filter(|f| f["file"] == "portefeuille").map(|f| f["message"].clone()).collect::<Vec<_>>()
    };
    assert_eq!(together(&["a.yaml", "b.yaml", "c.yaml"]), together(&["c.yaml", "a.yaml", "b.yaml"]));
}

#[test]
fn a_framework_counts_once_and_a_broken_file_not_at_all() {
    let a = municipality("A", 20, 1);
    let dir = folder(&[
        ("kader.yaml", a.as_str()),
        ("jaarschijf.yaml", "naam: J\nperiode: 2026\nkader: kader.yaml\n"),
        ("kapot.yaml", "periode: 2026\nonbekend: 1\n"),
    ]);
    let report = json(&["--portfolio", "."], dir.path(), 2);
    assert_eq!(report["portfolios"][0]["files"], 1);
    assert_eq!(report["portfolios"][0]["broken"], serde_json::json!(["./kapot.yaml"]));
    assert_eq!(verdict(&report, "BES-01a"), "voldoet_niet");
}

#[test]
fn a_ruleset_without_portfolio_says_so() {
    let dir = folder(&[("a.yaml", "gemeenten: [{naam: A, sloop: 10, terug: 12}]\n")]);
    let rules = fs::canonicalize("tests/fixtures/report/proef.regels").unwrap();
    let report = json(&["--portfolio", "a.yaml", "--ruleset", rules.to_str().unwrap()], dir.path(), 2);
    assert_eq!(codes(&report), ["cli::no_portfolio"]);
}

/// With many files the text report shows of each only what came out; that is the same as with all the words.
#[test]
fn in_brief_the_outcomes_are_the_same() {
    let files: Vec<(String, String)> =
        (10..30).map(|n| (format!("g{n}.yaml"), municipality(&format!("G{n}"), n, 20))).collect();
    let files: Vec<(&str, &str)> = files.iter().map(|(n, t)| (n.as_str(), t.as_str())).collect();
    let dir = folder(&files);
    let report = json(&["--portfolio", "."], dir.path(), 1);
    let text = check(&["--portfolio", "."], dir.path(), 1);
    assert!(text.contains("20 bestanden getoetst") && !text.contains("\nBES-02 "), "{text}");
    let per_file = |key: &str| -> u64 {
        report["inputs"].as_array().unwrap().iter().map(|i| i["summary"][key].as_u64().unwrap()).sum()
    };
    let total = text.lines().rfind(|l| l.starts_with("Totaal")).unwrap();
    let counts: Vec<&str> = total.split_whitespace().skip(1).collect();
    for (count, key) in
        counts.iter().zip(["voldoet", "voldoet_niet", "afwijking", "niet_te_toetsen", "niet_van_toepassing"])
    {
        assert_eq!(count.replace('–', "0"), per_file(key).to_string(), "{key}");
    }
    let met = |r: &serde_json::Value| r["portfolios"][0]["summary"]["voldoet_niet"].clone();
    assert_eq!(met(&report), met(&json(&["--portfolio", "."], dir.path(), 1)));
}

/// Of a file among many nothing is shown but the outcome, unless there is something to tell of it: then all of it is shown.
#[test]
fn in_brief_a_file_with_a_remark_is_shown_whole() {
    let record = "    afwijkingen: [{norm: BES-02, grond: gemengde_wijken, motivering: kort}]\n";
    let mut files: Vec<(String, String)> =
        (10..30).map(|n| (format!("g{n}.yaml"), municipality(&format!("G{n}"), n, 20))).collect();
    files[3].1.push_str(record);
    let files: Vec<(&str, &str)> = files.iter().map(|(n, t)| (n.as_str(), t.as_str())).collect();
    let dir = folder(&files);
    let text = check(&["--portfolio", "."], dir.path(), 1);
    let alone = check(&["./g13.yaml"], dir.path(), 0);
    let of_norm = |text: &str| {
        let from = text.lines().skip_while(|l| !l.starts_with("BES-02 "));
        from.take_while(|l| !l.is_empty()).collect::<Vec<_>>().join("\n")
    };
    assert!(of_norm(&alone).contains("13"), "{alone}");
    assert_eq!(of_norm(&text), of_norm(&alone), "{text}");
}

/// What a report in brief leaves out it still counts: as many figures as the report for machines has.
#[test]
fn in_brief_the_figures_left_out_are_counted() {
    let files: Vec<(String, String)> =
        (10..40).map(|n| (format!("g{n}.yaml"), municipality(&format!("G{n}"), n % 20, 30))).collect();
    let files: Vec<(&str, &str)> = files.iter().map(|(n, t)| (n.as_str(), t.as_str())).collect();
    let dir = folder(&files);
    let report = json(&["--portfolio", "."], dir.path(), 1);
    let finding = report["findings"].as_array().unwrap().iter().find(|f| f["rule"] == "BES-01a").unwrap();
    let paths: Vec<&str> =
        finding["evidence"].as_array().unwrap().iter().map(|e| e["path"].as_str().unwrap()).collect();
    let holds = |p: &&&str| paths.iter().any(|o| o.starts_with(&format!("{p}.")) || o.starts_with(&format!("{p}[")));
    let figures = paths.len() - paths.iter().filter(holds).count();
    assert!(figures > 100, "{figures}");

    let text = check(&["--portfolio", "."], dir.path(), 1);
    let about = text.split("BES-01a").nth(1).unwrap().split("\n\n").next().unwrap();
    let underlined = about.lines().filter(|l| l.contains("·")).flat_map(str::split_whitespace);
    let shown = underlined.filter(|w| w.chars().all(|c| "─┬".contains(c))).count();
    let more = about.split("rust ook op: ").nth(1).unwrap().split(' ').next().unwrap().parse::<usize>().unwrap();
    assert_eq!(shown + more, figures, "{about}");
}

/// Files are found by their region beforehand; a file without one may belong to any.
#[test]
fn a_file_without_a_region_leaves_each_region_open_that_it_could_change() {
    let a = municipality("A", 40, 1);
    let lone =
        "naam: L\nperiode: 2026\ngemeenten:\n  - naam: L\n    programma: {2026: {woningen: 100, sociale_huur: 0}}\n";
    let dir = folder(&[("a.yaml", a.as_str()), ("l.yaml", lone)]);
    let report = json(&["--portfolio", "."], dir.path(), 1);
    assert_eq!(verdict(&report, "BES-01a"), "niet_te_toetsen niet_te_toetsen");
    // One that could not change the outcome does not.
    let dir = folder(&[("a.yaml", a.as_str()), ("l.yaml", &lone.replace("sociale_huur: 0", "sociale_huur: 90"))]);
    assert!(!verdict(&json(&["--portfolio", "."], dir.path(), 0), "BES-01a").contains("voldoet_niet"));
}
