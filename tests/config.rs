//! `toets.toml` as a repository keeps it: what it sets, what wins over it, and what is wrong with it.

#![cfg(test)]

#[path = "support/codes.rs"]
mod codes;
#[path = "support/folder.rs"]
mod folder;

use std::fs;
use std::path::Path;

use folder::{SMALL, folder, run, toets};

/// A folder with one agreement and a `toets.toml` of these bytes.
fn repository(config: &[u8]) -> tempfile::TempDir {
    let dir = folder(&[("afspraken/a.yaml", SMALL)]);
    fs::write(dir.path().join("toets.toml"), config).unwrap();
    dir
}

#[test]
fn good() {
    insta::glob!("fixtures/config/good/*.toml", |path| {
        let dir = repository(&fs::read(path).unwrap());
        let (_, err) = run(toets(dir.path(), &["check"]), 1);
        assert_eq!(err, "", "{}", path.display());
    });
}

#[test]
fn bad() {
    insta::glob!("fixtures/config/bad/*.toml", |path| {
        let bytes = fs::read(path).unwrap();
        let dir = repository(&bytes);
        let (out, err) = run(toets(dir.path(), &["check", "afspraken"]), 2);
        assert_eq!(out, "", "{}", path.display());
        let stem = path.file_stem().unwrap().to_string_lossy();
        let (_, english) = run(toets(dir.path(), &["check", "--lang", "en"]), 2);
        let code = err.lines().find_map(|l| l.strip_prefix("fout ")).unwrap();
        assert!(codes::shows(&stem, code), "{stem} gives {code}");
        let source = String::from_utf8_lossy(&bytes).replace('\u{feff}', "<BOM>").replace('\r', "<CR>");
        insta::with_settings!({ omit_expression => true }, {
            insta::assert_snapshot!(format!("{}\n────\n{err}────\n{english}", source.trim_end()));
        });
    });
}

#[test]
fn every_code_has_a_page_and_fixtures() {
    let lacking = codes::lacking(&[("config", "tests/fixtures/config"), ("baseline", "tests/fixtures/baseline")]);
    assert!(lacking.is_empty(), "\n{}", lacking.join("\n"));
}

/// `docs/configuration.md` has a heading for each key that the program knows.
#[test]
fn every_key_is_documented() {
    let dir = repository(b"onzin_die_op_niets_lijkt = 1\n");
    let (_, err) = run(toets(dir.path(), &["check"]), 2);
    let text = err.split_whitespace().collect::<Vec<_>>().join(" ");
    let (_, keys) = text.split_once("kies uit: ").unwrap();
    let keys: Vec<&str> = keys.split(" Meer uitleg").next().unwrap().split(", ").collect();
    assert!(keys.len() >= 10, "{keys:?}");
    let page = fs::read_to_string("docs/configuration.md").unwrap();
    let headings: Vec<&str> = page.lines().filter_map(|l| l.strip_prefix("### `")?.strip_suffix('`')).collect();
    assert_eq!(headings, keys);
}

#[test]
fn it_is_found_upwards_and_its_paths_count_from_its_own_folder() {
    let dir = repository(b"paths = [\"afspraken/\"]\n");
    let below = dir.path().join("afspraken/oud");
    fs::create_dir(&below).unwrap();
    let (out, _) = run(toets(&below, &["check"]), 1);
    assert!(out.contains("../../afspraken/a.yaml"), "{out}");
    // A repository ends the search: what lies above it belongs to somebody else.
    fs::create_dir(below.join(".git")).unwrap();
    let (_, err) = run(toets(&below, &["check"]), 2);
    assert!(err.contains("cli::nothing_to_check"), "{err}");
}

#[test]
fn the_command_line_wins_then_the_environment_then_the_file() {
    let dir = repository(
        b"paths = [\"afspraken\"]\nlang = \"en\"\nlevel = \"never\"\nformat = \"plain\"\ndate = 2026-07-01\n",
    );
    let file = |args: &[&str], code: i32| run(toets(dir.path(), args), code).0;
    let out = file(&["check"], 0);
    assert!(out.contains("File afspraken/a.yaml.") && out.contains("1 July 2026, given in toets.toml"), "{out}");
    let out = file(&["check", "--lang", "nl", "--level", "error", "--format", "text", "--date", "2-7-2026"], 1);
    assert!(
        out.contains("BES-02 voldoet niet · in beginsel") && out.contains("2 juli 2026 · opgegeven met --date"),
        "{out}"
    );
    let mut command = toets(dir.path(), &["check"]);
    let (out, _) = run(
        {
            command.env("TOETS_LANG", "nl");
            command
        },
        0,
    );
    assert!(out.contains("Bestand afspraken/a.yaml."), "{out}");
    // Help follows the language of the file too.
    assert!(file(&["--help"], 0).contains("Usage:"));
    // Files on the command line come instead of those of the file.
    fs::write(dir.path().join("b.yaml"), SMALL).unwrap();
    let out = file(&["check", "b.yaml"], 0);
    assert!(out.contains("File b.yaml.") && !out.contains("afspraken"), "{out}");
}

#[test]
fn reports_that_it_lists_go_beside_it() {
    let dir = repository(
        b"paths = [\"afspraken\"]\noutput = [\"sarif:uit/toets.sarif\", \"junit:toets.xml\"]\nlevel = \"never\"\n",
    );
    fs::create_dir(dir.path().join("uit")).unwrap();
    // Wherever the program runs, as with the other paths.
    let (out, err) = run(toets(&dir.path().join("afspraken"), &["check"]), 0);
    assert!(out.contains("BES-02") && err.is_empty(), "{out}{err}");
    let read = |name: &str| fs::read_to_string(dir.path().join(name));
    assert!(read("uit/toets.sarif").unwrap().contains("2.1.0") && read("toets.xml").unwrap().starts_with("<?xml"));
    // What the command line asks for comes instead.
    fs::remove_file(dir.path().join("toets.xml")).unwrap();
    run(toets(dir.path(), &["check", "-o", "csv:a.csv"]), 0);
    assert!(read("a.csv").is_ok() && read("toets.xml").is_err());
    // A fault is shown where it stands.
    for (line, code) in [
        ("output = [\"sariff:a\"]", "cli::unknown_format"),
        ("output = [\"sarif:a\", \"csv:./a\"]", "cli::output_twice"),
    ] {
        fs::write(dir.path().join("toets.toml"), line).unwrap();
        let (_, err) = run(toets(dir.path(), &["check", "afspraken"]), 2);
        assert!(err.contains(code) && err.contains("─[toets.toml:1:"), "{line}\n{err}");
    }
}

#[test]
fn rules_of_ones_own_hold_for_every_command() {
    let rules = fs::read_to_string("tests/fixtures/report/proef.regels").unwrap();
    let config = "paths = [\"a.yaml\"]\nruleset = \"regels/proef.regels\"\n";
    let files = [
        ("a.yaml", "gemeenten: [{naam: A, sloop: 10, terug: 12}]\n"),
        ("regels/proef.regels", &rules),
        ("toets.toml", config),
    ];
    let dir = folder(&files);
    let (out, _) = run(toets(dir.path(), &["check"]), 0);
    assert!(out.contains("gevraagd in toets.toml"), "{out}");
    let (out, _) = run(toets(dir.path(), &["schema"]), 0);
    assert!(out.contains("\"sloop\""), "{out}");
    let id = rules.lines().find_map(|l| l.strip_prefix("regel ")?.split(' ').next()).unwrap();
    assert!(run(toets(dir.path(), &["explain", id]), 0).0.contains(id));
    // With the usual ruleset the fields of this one are unknown.
    for args in [&["fix", "a.yaml"][..], &["report", "a.yaml"], &["diff", "a.yaml", "a.yaml"]] {
        run(toets(dir.path(), args), 0);
    }
    // A ruleset that is not there is shown where it is named.
    fs::write(dir.path().join("toets.toml"), "paths = [\"a.yaml\"]\nruleset = \"npa-225\"\n").unwrap();
    for args in [&["check"][..], &["new"], &["fix", "a.yaml"], &["report", "a.yaml"], &["diff", "a.yaml", "a.yaml"]] {
        let (_, err) = run(toets(dir.path(), args), 2);
        assert!(err.contains("─[toets.toml:2:11]") && err.contains("bedoelde u `npa-2025`?"), "{err}");
    }
}

/// The date and the level too: a proposal, a dossier and a comparison are about the same day as the check.
#[test]
fn every_command_that_judges_asks_the_same() {
    let dir = folder(&[
        ("a.yaml", SMALL),
        ("b.yaml", &SMALL.replace("sociale_huur: 10", "sociale_huur: 40")),
        ("toets.toml", "date = 2026-07-01\nlevel = \"never\"\n"),
    ]);
    let (out, _) = run(toets(dir.path(), &["report", "a.yaml"]), 0);
    assert!(out.contains("1 juli 2026") && out.contains("toets.toml"), "{out}");
    let (out, _) = run(toets(dir.path(), &["diff", "b.yaml", "a.yaml"]), 0);
    assert!(out.contains("1 juli 2026"), "{out}");
    let (out, _) = run(toets(dir.path(), &["diff", "b.yaml", "a.yaml", "--date", "2026-07-02", "--level", "error"]), 1);
    assert!(out.contains("2 juli 2026"), "{out}");
    // What was typed is asked for, and what it comes instead of is not looked at.
    fs::write(dir.path().join("toets.toml"), "ruleset = \"npa-225\"\n").unwrap();
    let typed = ["diff", "b.yaml", "a.yaml", "--level", "never", "--ruleset", "npa-2025"];
    run(toets(dir.path(), &typed), 0);
    fs::write(dir.path().join("toets.toml"), "include = [\"BES-999\"]\n").unwrap();
    for args in [&["fix", "a.yaml"], &["report", "a.yaml"]] {
        let (_, err) = run(toets(dir.path(), args), 2);
        assert!(err.contains("cli::unknown_norm"), "{err}");
    }
}

#[test]
fn what_it_names_and_is_not_there_is_shown_in_it() {
    for (line, code) in [
        ("paths = [\"afsprakn\"]", "cli::not_found"),
        ("paths = [\"afspraken\"]\nbaseline = \"bekend.json\"", "cli::no_baseline"),
        ("paths = [\"afspraken\"]\ninclude = [\"BES-999\"]", "cli::unknown_norm"),
    ] {
        let dir = repository(line.as_bytes());
        let output = toets(dir.path(), &["check"]).output().unwrap();
        let said = format!("{}{}", String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
        assert_eq!(output.status.code(), Some(2), "{said}");
        assert!(said.contains(code) && said.contains("─[toets.toml:"), "{line}\n{said}");
    }
}

#[test]
fn one_that_cannot_be_read_stops_what_needs_it_and_nothing_else() {
    let dir = repository(b"paths = [\"caf\xE9\"]\n");
    let (_, err) = run(toets(dir.path(), &["check"]), 2);
    assert!(err.contains("agreement::not_utf8"), "{err}");
    // The explanation of the fault itself must not wait for it to be solved.
    run(toets(dir.path(), &["explain", "config::syntax"]), 0);
    run(toets(dir.path(), &["--help"]), 0);
    // A folder of that name is no file.
    fs::remove_file(dir.path().join("toets.toml")).unwrap();
    fs::create_dir(dir.path().join("toets.toml")).unwrap();
    let (_, err) = run(toets(dir.path(), &["check"]), 2);
    assert!(err.contains("cli::unreadable"), "{err}");
}

#[test]
fn without_files_and_paths_nothing_is_guessed() {
    let dir = folder(&[("a.yaml", SMALL)]);
    for command in ["check", "baseline"] {
        let (_, err) = run(toets(dir.path(), &[command]), 2);
        assert!(err.contains("cli::nothing_to_check") && err.contains("toets.toml"), "{err}");
    }
    assert!(!Path::new(&dir.path().join("toets-baseline.json")).exists());
}

/// A result made again says who gave the date and the ruleset, as it did the first time.
#[test]
fn a_result_made_with_it_is_verified_to_the_byte() {
    let dir = repository(b"date = 2026-07-01\nruleset = \"npa-2025\"\n");
    run(toets(dir.path(), &["check", "afspraken", "--level", "never", "--format", "json", "-o", "r.json"]), 0);
    let (out, _) = run(toets(dir.path(), &["verify", "r.json"]), 0);
    assert!(out.contains("gelijk, tot op de byte"), "{out}");
    // Also without the file that gave them: what they were stands in the receipt.
    fs::remove_file(dir.path().join("toets.toml")).unwrap();
    run(toets(dir.path(), &["verify", "r.json"]), 0);
}

/// A setting that does nothing is believed to do something.
#[test]
fn the_language_is_read_in_any_case_and_an_unknown_one_is_an_error() {
    let dir = repository(b"paths = [\"afspraken\"]\nlang = \"EN\"\n");
    let with = |value: &str, args: &[&str], code: i32| {
        let mut command = toets(dir.path(), args);
        command.env("TOETS_LANG", value);
        run(command, code)
    };
    assert!(run(toets(dir.path(), &["check"]), 1).0.contains("BES-02 not met"));
    assert!(with("NL", &["check"], 1).0.contains("BES-02 voldoet niet"));
    assert!(with("En", &["check"], 1).0.contains("BES-02 not met"));
    assert!(with("nl", &["check", "--lang", "EN"], 1).0.contains("BES-02 not met"));
    for command in ["check", "rulesets", "docs"] {
        let (out, err) = with("fr", &[command], 2);
        assert!(out.is_empty() && err.contains("cli::unknown_language") && err.contains("`fr`"), "{err}");
    }
    // Help is never refused; the command line wins, and then the variable does nothing by right.
    assert!(with("fr", &["--help"], 0).0.contains("Gebruik:"));
    assert!(with("fr", &["check", "--lang", "nl"], 1).0.contains("BES-02 voldoet niet"));
    assert!(with("", &["check"], 1).0.contains("BES-02 not met"));
}

#[test]
fn lists_may_have_blanks() {
    let dir = repository(b"");
    let file = "afspraken/a.yaml";
    let spaced = ["check", file, "--level", "never", "--fail-on", "afwijking, voldoet_niet "];
    run(toets(dir.path(), &spaced), 1);
    run(toets(dir.path(), &["check", file, "--level", "never", "--fail-on", " afwijking , afwijking "]), 0);
    let (out, _) = run(toets(dir.path(), &["check", file, "--explain", "why, missing"]), 1);
    let (close, _) = run(toets(dir.path(), &["check", file, "--explain", "why,missing"]), 1);
    assert_eq!(out, close);
    for wrong in ["afwijking, ", "afwijking niet_te_toetsen", "afwijkng, voldoet_niet"] {
        let (_, err) = run(toets(dir.path(), &["check", file, "--fail-on", wrong]), 2);
        assert!(err.contains("--fail-on") && err.contains("niet_te_toetsen"), "{err}");
    }
}

#[test]
fn what_files_say_together_can_be_asked_for_and_left() {
    let dir = repository(b"paths = [\"afspraken\"]\nportfolio = true\n");
    let together = |args: &[&str]| run(toets(dir.path(), &[&["check"], args].concat()), 1).0.contains("portefeuille");
    assert!(together(&[]) && together(&["--portfolio"]) && together(&["--portfolio=TRUE"]));
    assert!(!together(&["--portfolio=nee"]) && !together(&["--portfolio=False"]));
    let (_, err) = run(toets(dir.path(), &["check", "--portfolio=misschien"]), 2);
    assert!(err.contains("`misschien`") && err.contains("kies uit: ja, nee"), "{err}");
}

/// A norm that counts less for some files: less weight, the same outcome, and the reason in every report.
#[test]
fn a_norm_can_count_less_for_a_path_and_the_report_says_why() {
    let reason = "loopt af <in> 2025";
    let config = format!(
        "paths = [\"afspraken\"]\n[[overrides]]\nnorms = [\"bes-02\"]\npaths = [\"oud/\", \"/afspraken/los-*.yaml\"]\nlevel = \"off\"\nreason = \"{reason}\"\n\
         [[overrides]]\nnorms = [\"BES-02\"]\npaths = [\"zacht.yaml\"]\nlevel = \"warning\"\nreason = \"in onderzoek\"\n"
    );
    let files = [
        ("afspraken/oud/a.yaml", SMALL),
        ("afspraken/los-1.yaml", SMALL),
        ("afspraken/zacht.yaml", SMALL),
        ("toets.toml", config.as_str()),
    ];
    let dir = folder(&files);
    let here = dir.path();
    let check = |args: &[&str], code: i32| run(toets(here, &[&["check"], args].concat()), code).0;
    let flat = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
    // Nothing fails, whatever is asked, except at the level that is left.
    check(&[], 0);
    check(&["--fail-on", "voldoet_niet"], 0);
    check(&["--level", "note", "afspraken/oud"], 0);
    check(&["--level", "warning"], 1);
    // The reason is told wherever it is told at all, and the outcome stays what it is.
    for format in ["text", "plain", "json", "sarif", "junit", "github", "gitlab", "tap", "markdown", "csv", "html"] {
        let text = flat(&check(&["afspraken/oud", "--format", format], 0));
        let said =
            ["loopt af <in> 2025", "loopt af &lt;in&gt; 2025", "loopt af \\u003cin"].iter().any(|r| text.contains(r));
        assert!(said && text.contains("BES-02"), "{format}: {text}");
    }
    let text = flat(&check(&["afspraken/oud"], 0));
    assert!(text.contains("Uit · toets.toml BES-02 voldoet niet: gemeente A: A programmeert 10 van 100 "), "{text}");
    assert!(text.contains("BES-02 staat voor dit bestand uit in toets.toml (1 keer niet gehaald): loopt af"), "{text}");
    let text = flat(&check(&["afspraken/zacht.yaml", "--lang", "en"], 0));
    assert!(text.contains("in toets.toml from error to warning: in onderzoek"), "{text}");
    let json = |args: &[&str], code: i32| -> serde_json::Value {
        serde_json::from_str(&check(&[args, &["--format", "json"]].concat(), code)).unwrap()
    };
    let finding = |report: &serde_json::Value, file: &str| {
        let all = report["findings"].as_array().unwrap();
        all.iter().find(|f| f["rule"] == "BES-02" && f["file"] == file).unwrap().clone()
    };
    let report = json(&[], 0);
    let off = finding(&report, "afspraken/oud/a.yaml");
    assert_eq!((&off["verdict"], &off["severity"]), (&"voldoet_niet".into(), &"none".into()));
    assert_eq!(off["eased"], serde_json::json!({"level": "off", "reason": reason}));
    assert_eq!(finding(&report, "afspraken/los-1.yaml")["eased"]["level"], "off");
    let soft = finding(&report, "afspraken/zacht.yaml");
    assert_eq!((&soft["severity"], &soft["eased"]["level"]), (&"warning".into(), &"warning".into()));
    // What services make of it.
    let github = check(&["afspraken", "--format", "github"], 0);
    assert_eq!(github.matches("::notice file=afspraken/").count(), 2, "{github}");
    assert_eq!(github.matches("::warning file=afspraken/zacht.yaml").count(), 1, "{github}");
    let sarif: serde_json::Value = serde_json::from_str(&check(&["afspraken/oud", "--format", "sarif"], 0)).unwrap();
    let result = &sarif["runs"][0]["results"][0];
    assert_eq!((&result["level"], &result["suppressions"][0]["kind"]), (&"note".into(), &"external".into()));
    let tap = check(&["afspraken/oud", "--format", "tap"], 0);
    assert!(tap.contains("not ok 1 ") && tap.contains("# TODO voldoet niet: uit in toets.toml: loopt af"), "{tap}");
    // A list of known findings holds nothing that is off.
    run(toets(here, &["baseline", "-o", "b.json"]), 0);
    let list = fs::read_to_string(here.join("b.json")).unwrap();
    assert_eq!(list.matches("\"BES-02\"").count(), 1, "{list}");
    // The result is made again with the same exceptions, also without the file that made them.
    check(&["--format", "json", "-o", "r.json"], 0);
    let schema: serde_json::Value = serde_json::from_str(&run(toets(here, &["schema", "--report"]), 0).0).unwrap();
    let validator = jsonschema::validator_for(&schema).unwrap();
    assert!(
        validator.is_valid(&report),
        "{:?}",
        validator.iter_errors(&report).map(|e| e.to_string()).collect::<Vec<_>>()
    );
    fs::remove_file(here.join("toets.toml")).unwrap();
    assert!(run(toets(here, &["verify", "r.json"]), 0).0.contains("gelijk, tot op de byte"));
    check(&["afspraken"], 1);
}

#[test]
fn a_norm_counts_less_everywhere_when_no_path_is_named_and_in_many_files_too() {
    let region = |n: usize| {
        format!(
            "periode: 2026\nregio: {{naam: R, aantal_gemeenten: 20}}\ngemeenten:\n  - naam: G{n}\n    programma: {{2026: {{woningen: 100, sociale_huur: 10}}}}\n"
        )
    };
    let files: Vec<(String, String)> = (0..20).map(|n| (format!("g{n}.yaml"), region(n))).collect();
    let mut files: Vec<(&str, &str)> = files.iter().map(|(n, t)| (n.as_str(), t.as_str())).collect();
    let config = "portfolio = true\noverrides = [{norms = [\"BES-02\", \"BES-01\", \"BES-01a\"], level = \"off\", reason = \"proef\"}]\n";
    files.push(("toets.toml", config));
    let dir = folder(&files);
    let (text, _) = run(toets(dir.path(), &["check", "."]), 0);
    assert!(text.contains("BES-01a staat voor dit bestand uit"), "{text}");
    let (csv, _) = run(toets(dir.path(), &["check", ".", "--format", "csv"]), 0);
    assert_eq!(csv.lines().filter(|l| l.contains(",BES-02,") && l.contains("uit in toets.toml: proef")).count(), 20);
    // Without it all of them fail.
    run(toets(dir.path(), &["check", ".", "--portfolio"]), 0);
    fs::remove_file(dir.path().join("toets.toml")).unwrap();
    run(toets(dir.path(), &["check", ".", "--portfolio"]), 1);
}

#[test]
fn an_exception_for_a_norm_that_is_not_there_is_shown_in_it() {
    let dir = repository(b"paths = [\"afspraken\"]\noverrides = [{norms = [\"BES-02\", \"BES-222\"], level = \"off\", reason = \"x\"}]\n");
    let output = toets(dir.path(), &["check"]).output().unwrap();
    let said = String::from_utf8_lossy(&output.stdout);
    assert_eq!(output.status.code(), Some(2), "{said}");
    assert!(said.contains("cli::unknown_norm") && said.contains("─[toets.toml:2:34]"), "{said}");
}

#[test]
fn paths_may_be_patterns_and_some_files_are_left_out() {
    let files = [
        ("regio-a/a.yaml", SMALL),
        ("regio-b/b.yaml", SMALL),
        ("regio-b/concept-b.yaml", "dit is nog niets"),
        ("regio-b/oud/o.yaml", SMALL),
        ("regio-b/oud/p.yaml", SMALL),
        ("los/l.yaml", SMALL),
        ("los/[x].yaml", SMALL),
    ];
    let dir = folder(&files);
    let here = dir.path();
    let names = |config: &str, args: &[&str], from: &str, code: i32| -> Vec<String> {
        fs::write(here.join("toets.toml"), config).unwrap();
        let all = [&["check", "--format", "json", "--level", "never"], args].concat();
        let report: serde_json::Value = serde_json::from_str(&run(toets(&here.join(from), &all), code).0).unwrap();
        let inputs = report["receipt"]["inputs"].as_array().unwrap();
        inputs.iter().map(|i| i["file"].as_str().unwrap().to_owned()).collect()
    };
    let list = |config: &str| names(config, &[], ".", 0);
    let draft = "exclude = [\"concept-*.yaml\"]\n";
    // Each from the folder of toets.toml, in order of path, with what a folder would have given.
    let regions = ["regio-a/a.yaml", "regio-b/b.yaml"];
    assert_eq!(list(&format!("paths = [\"regio-*/*.yaml\"]\n{draft}")), regions);
    assert_eq!(list(&format!("paths = [\"./regio-*/*.yaml\"]\n{draft}")), regions);
    assert_eq!(list("paths = [\"regio-{a,c}/*.yaml\", \"regio-[b]/b.*\"]\n"), regions);
    assert_eq!(list("paths = [\"regio-?/**/o.yaml\"]\n"), ["regio-b/oud/o.yaml"]);
    assert_eq!(list("paths = [\"**/oud/*.yaml\"]\n"), ["regio-b/oud/o.yaml", "regio-b/oud/p.yaml"]);
    assert_eq!(list(&format!("paths = [\"regio-*/\"]\n{draft}")).len(), 4);
    assert_eq!(list("paths = [\"los/[x].yaml\"]\n"), ["los/[x].yaml"]);
    assert_eq!(list("paths = [\"los/*.yaml\", \"los\"]\n"), ["los/[x].yaml", "los/l.yaml"], "each once");
    assert_eq!(names("paths = [\"regio-a/*.yaml\"]\n", &[], "los", 0), ["../regio-a/a.yaml"]);
    // What is left out is not even read: the draft is no agreement.
    let config = "paths = [\"regio-*/\"]\nexclude = [\"concept-*.yaml\", \"oud/\", \"!regio-b/oud/\", \"/regio-b/oud/o.yaml\"]\n";
    assert_eq!(list(config), ["regio-a/a.yaml", "regio-b/b.yaml", "regio-b/oud/p.yaml"]);
    assert_eq!(list("paths = [\"regio-b\"]\nexclude = [\"**/oud\", \"concept-*\"]\n"), ["regio-b/b.yaml"]);
    // Folders that are typed too; what is named itself is checked.
    assert_eq!(names(config, &["regio-b"], ".", 0), ["regio-b/b.yaml", "regio-b/oud/p.yaml"]);
    assert_eq!(names(config, &["../regio-b"], "los", 0), ["../regio-b/b.yaml", "../regio-b/oud/p.yaml"]);
    assert_eq!(names(config, &["regio-b/oud/o.yaml"], ".", 0), ["regio-b/oud/o.yaml"]);
    assert_eq!(names(config, &["regio-b/concept-b.yaml"], ".", 2), ["regio-b/concept-b.yaml"]);
    fs::write(here.join("toets.toml"), config).unwrap();
    let (dossier, _) = run(toets(here, &["report", "regio-b"]), 0);
    assert!(dossier.contains("regio-b/b.yaml") && !dossier.contains("concept-b"), "{dossier}");
    run(toets(here, &["baseline", "-o", "l.json"]), 0);
    assert!(!fs::read_to_string(here.join("l.json")).unwrap().contains("oud/o.yaml"));
    // What does nothing is told, where it stands.
    for (config, code, place) in [
        ("paths = [\"regoi-*/\"]\n", "cli::nothing_fits", "─[toets.toml:1:10]"),
        ("paths = [\"los\", \"*.yaml\"]\n", "cli::nothing_fits", "─[toets.toml:1:17]"),
        ("paths = [\"nergens/*.yaml\"]\n", "cli::not_found", "─[toets.toml:1:10]"),
        ("paths = [\"los/*\"]\nexclude = [\"los/\"]\n", "cli::no_agreements", "─[toets.toml:1:10]"),
        ("paths = [\"los\"]\nexclude = [\"los/\"]\n", "cli::no_agreements", "onder `exclude` in toets.toml"),
        ("paths = [\"los/{a\"]\n", "config::bad_value", "─[toets.toml:1:10]"),
        ("paths = [\"los\"]\nexclude = [\"{a\"]\n", "config::bad_value", "─[toets.toml:2:12]"),
        ("paths = [\"los\"]\nexclude = \"oud\"\n", "config::wrong_type", "─[toets.toml:2:11]"),
    ] {
        fs::write(here.join("toets.toml"), config).unwrap();
        let (out, err) = run(toets(here, &["check"]), 2);
        let said = out + &err;
        assert!(said.contains(code) && said.contains(place), "{config}: {said}");
    }
}

/// Colours where no terminal is, as the log of a job shows them.
#[test]
fn colours_can_be_asked_for_by_the_environment() {
    let dir = folder(&[("a.yaml", SMALL)]);
    let coloured = |set: &[(&str, &str)]| {
        let mut command = toets(dir.path(), &["check", "a.yaml"]);
        set.iter().for_each(|(name, value)| _ = command.env(name, value));
        let out = command.output().unwrap();
        assert_eq!(out.status.code(), Some(1));
        String::from_utf8(out.stdout).unwrap().contains("\u{1b}[")
    };
    for (set, colours) in [
        (&[][..], false),
        (&[("FORCE_COLOR", "1")], true),
        (&[("CLICOLOR_FORCE", "1")], true),
        (&[("FORCE_COLOR", "0")], false),
        (&[("FORCE_COLOR", "")], false),
        (&[("FORCE_COLOR", "1"), ("NO_COLOR", "1")], false),
    ] {
        assert_eq!(coloured(set), colours, "{set:?}");
    }
}
