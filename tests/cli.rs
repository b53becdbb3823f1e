//! The command line as people and scripts use it.

#![cfg(test)]

use std::fs;
use std::io::Read;
use std::process::{Output, Stdio};

use assert_cmd::Command;

const GOOD: &str = "examples/meerdijk/meerdijk-2026.yaml";
const DRAFT: &str = "examples/meerdijk/meerdijk-concept.yaml";

/// The program with a fixed environment.
fn toets(args: &[&str]) -> Command {
    let mut command = Command::cargo_bin("toets").unwrap();
    for name in ["TOETS_LANG", "NO_COLOR", "CLICOLOR_FORCE", "FORCE_COLOR", "COLUMNS"] {
        command.env_remove(name);
    }
    command.args(args);
    command
}

#[track_caller]
fn run(args: &[&str], code: i32) -> (String, String) {
    outcome(toets(args).output().unwrap(), code)
}

#[track_caller]
fn outcome(output: Output, code: i32) -> (String, String) {
    let (out, err) = (String::from_utf8(output.stdout).unwrap(), String::from_utf8(output.stderr).unwrap());
    assert_eq!(output.status.code(), Some(code), "stdout:\n{out}\nstderr:\n{err}");
    (out, err)
}

#[test]
fn exit_codes_tell_what_was_found() {
    run(&["check", GOOD], 0);
    run(&["check", DRAFT], 1);
    run(&["check", DRAFT, "--level", "never"], 0);
    run(&["check", "tests/fixtures/report/kapot.yaml"], 2);
    // An unreadable file weighs more than a finding, and does not hide the others.
    let (out, _) = run(&["check", "bestaat-niet.yaml", DRAFT], 2);
    assert!(out.contains("BES-02 voldoet niet"), "{out}");
    assert!(out.contains("2 bestanden, waarvan 1 niet getoetst"), "{out}");
}

#[test]
fn the_level_decides_from_which_weight_on() {
    let rules = "tests/fixtures/report/proef.regels";
    let dir = tempfile::tempdir().unwrap();
    let file = dir.path().join("a.yaml");
    let path = file.to_str().unwrap();
    // Only an aim is missed: a warning.
    fs::write(&file, "gemeenten: [{naam: A, sloop: 10, terug: 12}]\n").unwrap();
    run(&["check", path, "--ruleset", rules], 0);
    run(&["check", path, "--ruleset", rules, "--level", "warning"], 1);
    run(&["check", path, "--ruleset", rules, "--level", "note"], 1);
    // Only room: a note.
    fs::write(&file, "gemeenten: [{naam: A, per_project: ja}]\n").unwrap();
    run(&["check", path, "--ruleset", rules, "--level", "warning"], 0);
    run(&["check", path, "--ruleset", rules, "--level", "note"], 1);
}

#[test]
fn standard_input_is_a_file_too() {
    let text = fs::read_to_string(DRAFT).unwrap();
    let output = toets(&["check", "-"]).write_stdin(text).output().unwrap();
    let (out, _) = outcome(output, 1);
    assert!(out.starts_with("standaardinvoer\n") && out.contains("─[standaardinvoer:"), "{out}");
}

#[test]
fn a_report_is_never_written_over_an_agreement() {
    let dir = tempfile::tempdir().unwrap();
    let file = dir.path().join("a.yaml");
    fs::copy(GOOD, &file).unwrap();
    let before = fs::read(&file).unwrap();
    let same = dir.path().join("./a.yaml");
    for input in [file.as_path(), dir.path()] {
        let (_, err) = run(&["check", input.to_str().unwrap(), "-o", same.to_str().unwrap()], 2);
        assert!(err.contains("cli::output_is_input"), "{err}");
        assert_eq!(fs::read(&file).unwrap(), before);
    }
}

/// With ranges, each figure of the advice would have its own ends, and together they need not hold.
#[test]
fn advice_with_figures_is_given_only_where_they_are_exact() {
    let check = |social: &str| {
        let file = format!(
            "periode: 2026\ngemeenten:\n  - naam: A\n    programma: {{woningen: 900, sociale_huur: {social}}}\n"
        );
        outcome(toets(&["check", "-"]).write_stdin(file).output().unwrap(), 1).0
    };
    let (exact, range) = (check("250"), check("maximaal 250"));
    assert!(exact.contains("voorstel 1: maak 20 van de 650 andere woningen sociale huur (270 van 900"), "{exact}");
    assert!(range.contains("BES-02 voldoet niet") && range.contains("hulp: leg de afwijking vast"), "{range}");
    assert!(!range.contains("voorstel"), "{range}");
}

#[test]
fn a_deviation_that_counts_nowhere_is_said() {
    let file = |norm: &str| {
        let text = format!("periode: 2026\ngemeenten: [{{naam: A, afwijkingen: [{{norm: {norm}}}]}}]\n");
        outcome(toets(&["check", "-"]).write_stdin(text).output().unwrap(), 0).0
    };
    let unknown = file("BES-2");
    assert!(
        unknown.contains("waarschuwing deviation::unknown_norm") && unknown.contains("bedoelt u `BES-02`?"),
        "{unknown}"
    );
    assert!(file("BES-01").contains("waarschuwing deviation::no_deviation"));
    let bare = file("BES-02");
    assert!(bare.contains("waarschuwing deviation::incomplete"), "{bare}");
}

/// Without the deviations the same file no longer passes, and every format says that they were left out.
#[test]
fn deviations_can_be_left_out_of_account() {
    let file = "examples/meerdijk/meerdijk-afwijking.yaml";
    run(&["check", file], 0);
    for format in ["text", "plain"] {
        let bare = run(&["check", file, "--ignore-deviations", "--format", format], 1).0;
        let line = bare.split_whitespace().collect::<Vec<_>>().join(" ");
        assert!(line.contains("buiten beschouwing gelaten, met --ignore-deviations"), "{bare}");
        assert!(line.contains("BES-02 voldoet niet"), "{bare}");
    }
    let json = |args: &[&str], code: i32| -> serde_json::Value {
        serde_json::from_str(&run(&[&["check", file, "--format", "json"], args].concat(), code).0).unwrap()
    };
    let (with, without) = (json(&[], 0), json(&["--ignore-deviations"], 1));
    assert_eq!((&with["ignore_deviations"], &without["ignore_deviations"]), (&false.into(), &true.into()));
    assert_eq!((&with["summary"]["afwijking"], &without["summary"]["afwijking"]), (&2.into(), &0.into()));
    let findings = with["findings"].as_array().unwrap();
    let bes02 = &findings.iter().find(|f| f["rule"] == "BES-02").unwrap()["deviation"];
    assert_eq!((bes02["status"].as_str(), bes02["line"].as_u64()), (Some("accepted"), Some(37)));
    assert_eq!(bes02["states"][0]["value"], "bestaand_aandeel_sociale_huur");
}

/// A record that has expired is a finding of its own: at the level of warnings the check no longer passes.
#[test]
fn an_expired_deviation_weighs_as_a_warning() {
    let text = "periode: 2026\ngemeenten: [{naam: A, programma: {2026: {woningen: 10, sociale_huur: 3}}, afwijkingen: \
                [{norm: BES-02, grond: woonbehoefte, motivering: m, besluit_door: raad, datum: 2025-01-01, einddatum: 2025-12-31}]}]\n";
    let check = |level: &str, code: i32| {
        let args = ["check", "-", "--date", "2026-11-20", "--level", level];
        outcome(toets(&args).write_stdin(text).output().unwrap(), code).0
    };
    let said = check("warning", 1);
    assert!(said.contains("waarschuwing deviation::expired"), "{said}");
    check("error", 0);
}

#[test]
fn a_norm_is_explained_with_the_grounds_to_deviate() {
    let out = run(&["explain", "BES-02"], 0).0;
    assert!(out.contains("Gronden die niet tellen: grondopbrengst, aankoopsom, overig"), "{out}");
    assert!(!run(&["explain", "BES-01"], 0).0.contains("Gronden"));
}

#[test]
fn a_missing_file_names_the_one_that_was_meant() {
    let (out, _) = run(&["check", "examples/meerdijk/meerdijk-2062.yaml"], 2);
    assert!(
        out.contains("cli::not_found") && out.contains("bedoelde u `examples/meerdijk/meerdijk-2026.yaml`?"),
        "{out}"
    );
}

#[test]
fn a_file_that_is_not_utf8_says_so() {
    let dir = tempfile::tempdir().unwrap();
    let file = dir.path().join("a.yaml");
    fs::write(&file, b"periode: 2026\ngemeenten: [{naam: Caf\xE9}]\n").unwrap();
    let (out, _) = run(&["check", file.to_str().unwrap()], 2);
    assert!(out.contains("agreement::not_utf8"), "{out}");
}

#[test]
fn a_folder_is_read_in_order_and_an_empty_one_is_an_error() {
    let dir = tempfile::tempdir().unwrap();
    let folder = dir.path().to_str().unwrap();
    let (out, _) = run(&["check", folder], 2);
    assert!(out.contains("cli::no_agreements"), "{out}");
    fs::create_dir(dir.path().join("b")).unwrap();
    fs::copy(GOOD, dir.path().join("b/2.yml")).unwrap();
    fs::copy(GOOD, dir.path().join("a.yaml")).unwrap();
    fs::write(dir.path().join("leesmij.txt"), "geen afspraak").unwrap();
    let (out, _) = run(&["check", folder, "--format", "json"], 0);
    let report: serde_json::Value = serde_json::from_str(&out).unwrap();
    let names: Vec<&str> = report["inputs"].as_array().unwrap().iter().map(|i| i["file"].as_str().unwrap()).collect();
    assert!(names.len() == 2 && names[0].ends_with("a.yaml") && names[1].ends_with("b/2.yml"), "{names:?}");
}

#[test]
fn json_follows_the_schema_that_the_program_prints() {
    let (schema, _) = run(&["schema", "--report"], 0);
    let validator = jsonschema::validator_for(&serde_json::from_str(&schema).unwrap()).unwrap();
    for (args, code) in [
        (vec!["check", "--format", "json", GOOD], 0),
        (vec!["check", "--format", "json", "--lang", "en", DRAFT, "bestaat-niet.yaml"], 2),
        (vec!["check", "--format", "json", "tests/fixtures/report/kapot.yaml"], 2),
        (vec!["check", "--format", "json", DRAFT, "--ruleset", "tests/fixtures/report/proef.regels"], 2),
    ] {
        let (out, _) = run(&args, code);
        let errors: Vec<String> = validator
            .iter_errors(&serde_json::from_str(&out).unwrap())
            .map(|e| format!("{}: {e}", e.instance_path()))
            .collect();
        assert_eq!(errors, Vec::<String>::new(), "{args:?}");
    }
}

#[test]
fn json_of_a_run_can_be_repeated() {
    let args = ["check", "--format", "json", "--date", "2026-11-20", GOOD, DRAFT];
    let (first, _) = run(&args, 1);
    assert_eq!(first, run(&args, 1).0);
    let report: serde_json::Value = serde_json::from_str(&first).unwrap();
    for hash in [&report["inputs"][0]["sha256"], &report["rulesets"][0]["sha256"]] {
        assert_eq!(hash.as_str().map(str::len), Some(64));
    }
    assert_eq!(report["date"], "2026-11-20");
    assert_eq!(report["inputs"][0]["date_reason"], "opgegeven met --date");
}

#[test]
fn pipes_get_no_colours_unless_asked() {
    let escape = '\u{1b}';
    assert!(!run(&["check", DRAFT], 1).0.contains(escape));
    assert!(run(&["check", DRAFT, "--color", "always"], 1).0.contains(escape));
    assert!(!run(&["check", DRAFT, "--color", "always", "--format", "json"], 1).0.contains(escape));
    let with = |variables: &[(&str, &str)], args: &[&str]| {
        let output = toets(args).envs(variables.iter().copied()).output().unwrap();
        let code = output.status.code().unwrap();
        let (out, err) = outcome(output, code);
        (out + &err).contains(escape)
    };
    let check = ["check", DRAFT];
    assert!(with(&[("FORCE_COLOR", "1")], &check) && with(&[("CLICOLOR_FORCE", "1")], &check));
    assert!(with(&[("FORCE_COLOR", "true"), ("TERM", "dumb")], &check));
    for off in [("FORCE_COLOR", "0"), ("FORCE_COLOR", "false"), ("FORCE_COLOR", "")] {
        assert!(!with(&[off], &check), "{off:?}");
    }
    // Who wants none wins; who says so in the command wins over both.
    assert!(!with(&[("FORCE_COLOR", "1"), ("CLICOLOR_FORCE", "1"), ("NO_COLOR", "1")], &check));
    assert!(!with(&[("FORCE_COLOR", "1")], &["check", DRAFT, "--color", "never"]));
    assert!(with(&[("NO_COLOR", "1")], &["check", DRAFT, "--color", "always"]));
    assert!(!with(&[("FORCE_COLOR", "1")], &["check", DRAFT, "--format", "json"]));
    // Faults of the command too.
    assert!(with(&[("FORCE_COLOR", "1")], &["fix", "bestaat-niet.yaml"]));
    assert!(!with(&[], &["fix", "bestaat-niet.yaml"]));
}

#[test]
fn a_reader_that_stops_is_no_error() {
    let mut child = std::process::Command::new(assert_cmd::cargo::cargo_bin("toets"))
        .args(["check", "--verbose", "--format", "json", DRAFT])
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut few = [0u8; 10];
    child.stdout.take().unwrap().read_exact(&mut few).unwrap();
    let output = child.wait_with_output().unwrap();
    assert_eq!(String::from_utf8_lossy(&output.stderr), "");
    assert_eq!(output.status.code(), Some(1));
}

#[test]
fn output_is_written_whole_or_not_at_all() {
    let dir = tempfile::tempdir().unwrap();
    let file = dir.path().join("rapport.json");
    let path = file.to_str().unwrap();
    let (out, _) = run(&["check", DRAFT, "--format", "json", "--output", path], 1);
    assert_eq!(out, "");
    let report: serde_json::Value = serde_json::from_str(&fs::read_to_string(&file).unwrap()).unwrap();
    assert_eq!(report["toets"], env!("CARGO_PKG_VERSION"));
    assert_eq!(fs::read_dir(dir.path()).unwrap().count(), 1, "no temporary file is left");
    let nowhere = dir.path().join("geen/map/rapport.txt");
    let (_, err) = run(&["check", DRAFT, "--output", nowhere.to_str().unwrap()], 2);
    assert!(err.contains("cli::unwritable"), "{err}");
}

#[test]
fn several_reports_come_of_one_run() {
    let dir = tempfile::tempdir().unwrap();
    let path = |name: &str| dir.path().join(name).to_str().unwrap().to_owned();
    let read = |name: &str| fs::read_to_string(dir.path().join(name)).unwrap();
    let (sarif, junit) = (format!("sarif:{}", path("a.sarif")), format!("junit:{}", path("a.xml")));
    // Standard output keeps the report of `--format`.
    let (out, err) = run(&["check", DRAFT, "--output", &sarif, "-o", &junit], 1);
    assert!(out.contains("BES-02 voldoet niet") && err.is_empty(), "{out}{err}");
    assert!(read("a.sarif").contains("\"2.1.0\"") && read("a.xml").starts_with("<?xml"));
    let (alone, _) = run(&["check", DRAFT, "--format", "sarif"], 1);
    assert_eq!(alone, read("a.sarif"));
    // A name alone is the report of `--format`, in a file instead.
    let (out, _) = run(&["check", DRAFT, "--format", "csv", "--output", &path("a.csv"), "-o", &sarif], 1);
    assert!(out.is_empty() && read("a.csv").starts_with("kind,file,"), "{out}");
    // A colon in the name of a file is none of our business when a folder stands before it.
    if cfg!(unix) {
        run(&["check", DRAFT, "--output", &path("sariff:b.txt")], 1);
        assert!(read("sariff:b.txt").contains("BES-02 voldoet niet"));
    }
}

#[test]
fn a_report_that_cannot_be_written_does_not_stop_the_others() {
    let dir = tempfile::tempdir().unwrap();
    let path = |name: &str| dir.path().join(name).to_str().unwrap().to_owned();
    let (lost, kept) = (format!("sarif:{}", path("geen/map/a.sarif")), format!("junit:{}", path("a.xml")));
    let (out, err) = run(&["check", GOOD, "--output", &lost, "--output", &kept], 2);
    assert!(err.contains("cli::unwritable") && out.contains("meerdijk-2026.yaml"), "{err}");
    assert!(fs::read_to_string(path("a.xml")).unwrap().ends_with("</testsuites>\n"));
}

#[test]
fn an_output_that_was_not_meant_is_refused_before_anything_is_written() {
    let dir = tempfile::tempdir().unwrap();
    let same = dir.path().join("a").to_str().unwrap().to_owned();
    let (_, err) = run(&["check", GOOD, "--output", "sariff:a.sarif"], 2);
    assert!(err.contains("cli::unknown_format") && err.contains("bedoelde u `sarif:a.sarif`?"), "{err}");
    let (_, err) = run(&["check", GOOD, "--output", "excel:a.xlsx"], 2);
    assert!(err.contains("kies uit text, plain, json, sarif"), "{err}");
    let (_, err) = run(&["check", GOOD, "-o", &format!("sarif:{same}"), "-o", &format!("csv:{same}")], 2);
    assert!(err.contains("cli::output_twice") && !dir.path().join("a").exists(), "{err}");
    let before = fs::read_to_string(GOOD).unwrap();
    let (_, err) = run(&["check", GOOD, "-o", &format!("sarif:{GOOD}")], 2);
    assert!(err.contains("cli::output_is_input"), "{err}");
    assert_eq!(fs::read_to_string(GOOD).unwrap(), before);
}

#[test]
fn standard_input_is_a_dash_for_programs() {
    let text = fs::read_to_string(GOOD).unwrap();
    let uri = |args: &[&str]| {
        let out = toets(args).write_stdin(text.clone()).output().unwrap();
        String::from_utf8(out.stdout).unwrap()
    };
    let report: serde_json::Value = serde_json::from_str(&uri(&["check", "-", "--format", "sarif"])).unwrap();
    assert_eq!(report["runs"][0]["artifacts"][0]["location"]["uri"], "-");
    assert!(uri(&["check", "-", "--format", "markdown"]).contains("toets · standaardinvoer"));
}

#[test]
fn mistakes_in_the_command_are_explained_in_the_readers_language() {
    let cases: [(&[&str], &str, &str); 9] = [
        (&["chekc"], "er is geen opdracht `chekc`", "bedoelde u `check`?"),
        (&["check"], "er ontbreekt nog", "--help"),
        (&["check", "a.yaml", "--formt", "json"], "er is geen optie `--formt`", "bedoelde u `--format`?"),
        (&["check", "a.yaml", "--format", "xml"], "`xml` past niet", "text, plain, json"),
        (&["check", GOOD, "--date", "2026-02-30"], "`2026-02-30` is geen dag die bestaat", "de dag en de maand"),
        (&["check", GOOD, "--ruleset", "npa-225"], "er is geen regelset `npa-225`", "bedoelde u `npa-2025`?"),
        (&["check", GOOD, "--set", "iets"], "`--set iets` is niet te lezen", "naam=waarde"),
        (&["check", GOOD, "--date", "vandaag"], "`vandaag` is geen datum", "1-7-2026"),
        (&["explain", "BES-99"], "`BES-99` is geen norm en geen foutcode", "bedoelde u"),
    ];
    for (args, message, help) in cases {
        let (out, err) = run(args, 2);
        assert!(out.is_empty() && err.contains(message) && err.contains(help), "{args:?}\n{err}");
        for english in ["error:", "Usage", "tip:", "For more"] {
            assert!(!err.contains(english), "{err}");
        }
    }
    let (_, err) = run(&["--lang", "en", "chekc"], 2);
    assert!(err.contains("there is no command `chekc`"), "{err}");
}

#[test]
fn a_date_is_written_as_in_an_agreement() {
    for date in ["2026-12-31", "31-12-2026", "31 december 2026"] {
        let (out, _) = run(&["check", GOOD, "--date", date], 0);
        assert!(out.contains("31 december 2026 · opgegeven met --date"), "{out}");
    }
}

#[test]
fn a_setting_of_another_form_gets_an_example() {
    let (out, _) = run(&["check", GOOD, "--set", "aandeel_sociale_huur=hoog"], 2);
    let out = out.split_whitespace().filter(|w| *w != "│").collect::<Vec<_>>().join(" ");
    assert!(out.contains("past niet bij parameter `aandeel_sociale_huur`"), "{out}");
    assert!(out.contains("zoals `aandeel_sociale_huur="), "{out}");
}

/// The whole catalogue waits for what an agreement does not state: the most wanted, then a line per chapter.
#[test]
fn what_is_not_stated_stays_short() {
    // A real agreement states few figures.
    const FEW: &str = "examples/klein/staphorst-2025.yaml";
    for (format, item, chapter) in
        [("text", "  - ", "    Leefbaarheid: "), ("plain", "Niet vermeld: ", "Niet vermeld: Leefbaarheid: ")]
    {
        let (out, _) = run(&["check", FEW, "--level", "never", "--format", format], 0);
        let (_, list) = out.split_once("Niet vermeld").unwrap();
        let (list, _) = list.split_once(if format == "text" { "\n\n" } else { "Hoofdstuk " }).unwrap();
        let list = format!("Niet vermeld{list}");
        assert_eq!(list.lines().filter(|l| l.starts_with(chapter)).count(), 1, "{out}");
        let items = list.lines().filter(|l| l.starts_with(item) && !l.contains("wacht") && !l.contains("--verbose"));
        assert_eq!(items.count(), 8, "{out}");
        let (all, _) = run(&["check", FEW, "--level", "never", "--format", format, "--verbose"], 0);
        assert!(!all.contains(&format!("{chapter}17 normen")), "{all}");
    }
}

#[test]
fn a_setting_that_no_value_of_law_has_is_said_once() {
    let (out, _) = run(&["check", GOOD, DRAFT, "--set", "onzin=1"], 2);
    assert_eq!(out.matches("fout cli::bad_setting\n").count(), 1, "{out}");
}

#[test]
fn help_teaches_by_example_in_both_languages() {
    for command in ["check", "explain", "test", "fmt", "new", "schema", "rulesets", "completions"] {
        let (out, _) = run(&[command, "--help"], 0);
        assert!(out.contains("Voorbeelden:") && out.contains("Gebruik:"), "{out}");
        assert!(out.matches(&format!("\n  toets {command}")).count() >= 2, "{out}");
        for english in ["Usage", "Options:", "Arguments:", "Print help", "possible values", "default:"] {
            assert!(!out.contains(english), "{command}: {english}\n{out}");
        }
        let (out, _) = run(&["help", command, "--lang", "en"], 0);
        assert!(out.contains("Examples:") && out.contains("Usage:"), "{out}");
    }
    let (out, _) = run(&["--help"], 0);
    assert!(out.contains("exitcode") && out.contains("toets check afspraak.yaml"), "{out}");
    assert_eq!(run(&["help"], 0).0, out);
    let (_, err) = run(&[], 2);
    assert!(err.contains("Voorbeelden:"), "{err}");
    run(&["--version"], 0);
}

#[test]
fn the_language_follows_the_environment_and_the_option() {
    let output = toets(&["check", DRAFT]).env("TOETS_LANG", "en").output().unwrap();
    assert!(outcome(output, 1).0.contains("BES-02 not met"));
    let output = toets(&["check", DRAFT, "--lang=nl"]).env("TOETS_LANG", "en").output().unwrap();
    assert!(outcome(output, 1).0.contains("BES-02 voldoet niet"));
}

#[test]
fn the_report_says_which_ruleset_and_date_and_why() {
    let (out, _) = run(&["check", GOOD], 0);
    assert!(out.contains("npa-2025") && out.contains("valt") && out.contains("staat in het bestand"), "{out}");
    let (out, _) = run(&["check", GOOD, "--ruleset", "npa-2025", "--date", "2026-07-01"], 0);
    assert!(out.contains("gevraagd met --ruleset"), "{out}");
    assert!(out.contains("1 juli 2026 · opgegeven met --date"), "{out}");
    let dir = tempfile::tempdir().unwrap();
    let file = dir.path().join("a.yaml");
    fs::write(&file, "periode: 2030 t/m 2040\n").unwrap();
    let (out, _) = run(&["check", file.to_str().unwrap()], 2);
    assert!(out.contains("cli::no_ruleset_for_period") && out.contains("periode: 2030 t/m 2040"), "{out}");
    fs::write(&file, "periode: 2026\nregelset: npa-225\n").unwrap();
    let (out, _) = run(&["check", file.to_str().unwrap()], 2);
    assert!(out.contains("cli::unknown_ruleset") && out.contains("bedoelde u `npa-2025`?"), "{out}");
}

#[test]
fn explain_shows_a_norm_with_examples_and_a_code() {
    let (out, _) = run(&["explain", "bes-02"], 0);
    for part in [
        "Bron:",
        "Kracht: in beginsel",
        "Lezing van ons:",
        "Gegevens",
        "Waarden van de wet",
        "Voorbeeld dat voldoet",
        "Voorbeeld dat niet voldoet",
    ] {
        assert!(out.contains(part), "{part}\n{out}");
    }
    let (out, _) = run(&["explain", "cli::not_found"], 0);
    assert!(out.contains("Wat te doen") && !out.contains("What to do"), "{out}");
    let (out, _) = run(&["explain", "cli::not_found", "--lang", "en"], 0);
    assert!(out.contains("What to do") && !out.contains("Wat te doen"), "{out}");
}

#[test]
fn own_rulesets_build_on_neighbours_first_and_embedded_ones_next() {
    let dir = tempfile::tempdir().unwrap();
    let own = dir.path().join("onze");
    fs::create_dir(&own).unwrap();
    let header =
        "regelset onze \"Onze regels\"\n  versie 1.0.0\n  geldig 2025-01-01 t/m 2030-12-31\n  bouwt op npa-2025\n";
    fs::write(own.join("regelset.regels"), header).unwrap();
    let path = own.to_str().unwrap();
    let (out, _) = run(&["check", GOOD, "--ruleset", path, "--format", "json"], 0);
    let report: serde_json::Value = serde_json::from_str(&out).unwrap();
    let ids: Vec<&str> = report["rulesets"].as_array().unwrap().iter().map(|r| r["id"].as_str().unwrap()).collect();
    assert_eq!(ids, ["basis", "woningwet", "npa-2025", "onze"]);
    // A folder beside it wins from the one in the program.
    fs::create_dir(dir.path().join("npa-2025")).unwrap();
    fs::copy("tests/fixtures/report/proef.regels", dir.path().join("npa-2025/proef.regels")).unwrap();
    let text = fs::read_to_string(dir.path().join("npa-2025/proef.regels")).unwrap();
    fs::write(dir.path().join("npa-2025/proef.regels"), text.replace("regelset proef", "regelset npa-2025")).unwrap();
    let (out, _) = run(&["check", "tests/fixtures/report/afspraak.yaml", "--ruleset", path, "--format", "json"], 1);
    let report: serde_json::Value = serde_json::from_str(&out).unwrap();
    assert_eq!(report["rulesets"].as_array().map(Vec::len), Some(2), "{out}");
}

#[test]
fn fmt_rewrites_checks_and_reads_standard_input() {
    let dir = tempfile::tempdir().unwrap();
    let file = dir.path().join("a.regels");
    let path = file.to_str().unwrap();
    let messy = "hoofdstuk   a    \"A\"\n";
    fs::write(&file, messy).unwrap();
    let (_, err) = run(&["fmt", "--check", path], 1);
    assert!(err.contains("niet in de vaste opmaak"), "{err}");
    assert_eq!(fs::read_to_string(&file).unwrap(), messy);
    run(&["fmt", path], 0);
    run(&["fmt", "--check", path], 0);
    let neat = fs::read_to_string(&file).unwrap();
    let output = toets(&["fmt", "-"]).write_stdin(messy).output().unwrap();
    assert_eq!(outcome(output, 0).0, neat);
    fs::write(&file, "hoofdstuk 3 \"A\"\n").unwrap();
    let (_, err) = run(&["fmt", path], 2);
    assert!(err.contains("a.regels:1"), "{err}");
    assert_eq!(fs::read_to_string(&file).unwrap(), "hoofdstuk 3 \"A\"\n", "a broken file is left alone");
    let (_, err) = run(&["fmt", GOOD], 2);
    assert!(err.contains("cli::not_rules"), "{err}");
}

#[test]
fn new_makes_a_file_once() {
    let dir = tempfile::tempdir().unwrap();
    let file = dir.path().join("afspraak.yaml");
    let path = file.to_str().unwrap();
    let (_, err) = run(&["new", "--output", path], 0);
    assert!(err.contains("toets check"), "{err}");
    let made = fs::read_to_string(&file).unwrap();
    assert_eq!(run(&["new"], 0).0, made);
    let (_, err) = run(&["new", "--output", path], 2);
    assert!(err.contains("cli::file_exists"), "{err}");
}

#[test]
fn completions_and_rulesets_are_printed() {
    for shell in ["bash", "zsh", "fish", "powershell", "elvish"] {
        assert!(run(&["completions", shell], 0).0.contains("explain"), "{shell}");
    }
    let (out, _) = run(&["rulesets"], 0);
    assert!(out.contains("npa-2025") && out.contains("geldig"), "{out}");
}

#[test]
fn tests_of_rules_tell_what_failed_and_what_lacks() {
    let dir = tempfile::tempdir().unwrap();
    fs::copy("tests/fixtures/report/proef.regels", dir.path().join("proef.regels")).unwrap();
    fs::create_dir(dir.path().join("tests")).unwrap();
    let test = dir.path().join("tests/BES-04.yaml");
    let case = |verdict: &str| {
        format!(
            "regel: BES-04\ngevallen:\n  - naam: er is een kader\n    afspraak: {{gemeenten: [{{naam: A, beleidskader: ja}}]}}\n    verwacht: {verdict}\n"
        )
    };
    fs::write(&test, case("voldoet")).unwrap();
    let path = dir.path().to_str().unwrap();
    let (out, _) = run(&["test", path], 0);
    assert!(out.contains("1 van 1 test geslaagd") && out.contains("BES-04: voldoet niet en niet te toetsen"), "{out}");
    fs::write(&test, case("voldoet_niet")).unwrap();
    let (out, _) = run(&["test", path], 1);
    assert!(out.contains("gefaald BES-04: er is een kader") && out.contains("test::wrong_verdict"), "{out}");
}

#[test]
fn a_norm_that_is_off_is_checked_when_asked_for() {
    let (out, _) = run(&["check", GOOD, "--verbose"], 0);
    assert!(!out.contains("WON-10"), "{out}");
    let output = toets(&["check", GOOD, "--include", "won-10", "--verbose"]).output().unwrap();
    let out = String::from_utf8(output.stdout).unwrap();
    assert!(out.contains("WON-10"), "{out}");
    let (out, _) = run(&["check", GOOD, "--include", "WON-0"], 2);
    assert!(out.contains("cli::unknown_norm") && out.contains("bedoelde u `WON-01`?"), "{out}");
    let (out, _) = run(&["explain", "WON-10"], 0);
    assert!(out.contains("Staat standaard uit") && out.contains("--include WON-10"), "{out}");
}

#[test]
fn a_norm_that_is_no_rule_says_why() {
    let (out, _) = run(&["explain", "WON-11"], 0);
    assert!(out.contains("Geen regel: "), "{out}");
}

#[test]
fn a_word_that_changed_meaning_says_which_is_meant() {
    let dir = tempfile::tempdir().unwrap();
    let file = dir.path().join("a.yaml");
    fs::write(&file, "periode: 2026\ngemeenten: [{naam: A, liberalisatiegrens: 900}]\n").unwrap();
    let (out, _) = run(&["check", file.to_str().unwrap()], 2);
    assert!(out.contains("vanaf 2025 twee dingen betekenen") && out.contains("daeb_huurgrens"), "{out}");
}

#[test]
fn an_agreement_older_than_the_national_one_says_so() {
    let dir = tempfile::tempdir().unwrap();
    let file = dir.path().join("a.yaml");
    let check = |signed: &str, args: &[&str]| {
        fs::write(&file, format!("periode: 2025 t/m 2027\ngetekend_op: {signed}\n")).unwrap();
        run(&[&["check", file.to_str().unwrap(), "--level", "never"], args].concat(), 0).0.replace("\n", " ")
    };
    let words = |text: String| text.split_whitespace().collect::<Vec<_>>().join(" ");
    let label = "getekend 30 november 2024 · vóór “Nationale prestatieafspraken 2025-2034” van december 2024";
    assert!(words(check("2024-11-30", &[])).contains(label));
    assert!(words(check("2024-11-30", &["--format", "plain"])).contains("vóór \"Nationale prestatieafspraken"));
    assert!(words(check("2024-11-30", &["--lang", "en"])).contains("signed 30 November 2024 · before"));
    assert!(check("2024-11-30", &["--format", "json"]).contains(r#""source_date": "2024-12""#));
    // The text is of December; whether a day in that month is before it, its date does not tell.
    assert!(!check("2024-12-01", &[]).contains("vóór “Nationale"));
    assert!(!check("2025-01-20", &[]).contains("vóór “Nationale"));
}

/// What is not settled has its reason; that the data are not stated is said only where that is so.
#[test]
fn the_closing_sentence_says_why_nothing_is_settled() {
    let dir = tempfile::tempdir().unwrap();
    let closing = |text: &str, rule: &str| {
        let path = dir.path().join("a.yaml");
        std::fs::write(&path, text).unwrap();
        let args = ["check", "--date", "2026-11-20", "--rule", rule, path.to_str().unwrap()];
        run(&args, if rule == "BES-2" { 2 } else { 0 }).0
    };
    let programme = |figures: &str| format!("periode: 2026\ngemeenten: [{{naam: A, {figures}}}]\n");
    let none = programme("programma: {2026: {woningen: 0, sociale_huur: 0}}");
    assert!(closing(&none, "BES-02").contains("\nGeen van deze normen is van toepassing."));
    let open = programme("aandeel_sociale_huur: 28% tot 32%");
    assert!(closing(&open, "BES-02").contains("\nVan geen norm staat de uitkomst al vast."));
    let empty = programme("sloopplan: ja").replace(", sloopplan: ja", "");
    assert!(closing(&empty, "BES-02").contains("\nEr is nog geen norm te toetsen: het bestand vermeldt"));
    assert!(closing(&open, "BES-2").contains("\nOver deze normen zegt dit bestand niets."));
}
