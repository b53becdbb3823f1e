//! The report in its formats, on one run that holds every kind of outcome.

#![cfg(test)]

use std::sync::Arc;

use jiff::civil::date;

use toets::agreement;
use toets::evaluate::Options;
use toets::evaluate::finding::{Verdict, Weight};
use toets::lang::{Lang, Text};
use toets::report::{self, Format};
use toets::ruleset;
use toets::run::{FileRun, LoadedRuleset, Run};
use toets::source::Sources;
use toets::syntax;

/// The fixtures, checked with the little ruleset beside them.
fn fixture(name: &str) -> String {
    std::fs::read_to_string(format!("tests/fixtures/report/{name}")).unwrap()
}

fn run(files: &[&str]) -> Run {
    run_texts(&files.iter().map(|name| (*name, fixture(name))).collect::<Vec<_>>())
}

fn run_text(name: &str, text: &str) -> Run {
    run_texts(&[(name, text.to_owned())])
}

fn run_texts(files: &[(&str, String)]) -> Run {
    let mut sources = Sources::new();
    let rules = sources.add("proef.regels", fixture("proef.regels"));
    let (tree, faults) = syntax::parse(sources.get(rules).unwrap());
    assert_eq!(faults.sorted(), []);
    let (checked, faults) = ruleset::check(&[vec![tree]], &sources);
    let loaded = Arc::new(LoadedRuleset {
        checked: checked.unwrap_or_else(|| panic!("{:#?}", faults.sorted())),
        sha256: vec!["0".repeat(64)],
    });
    let files = files
        .iter()
        .map(|(name, text)| {
            let id = sources.add(*name, text.clone());
            let (tree, mut faults) = agreement::read(sources.get(id).unwrap());
            let tree = tree.unwrap();
            let (facts, more) = agreement::bind(&loaded.checked, &tree, tree.root());
            faults.extend(more);
            let day = date(2026, 11, 20);
            let mut file = FileRun {
                name: (*name).to_string(),
                file: Some(id),
                sha256: "1".repeat(64),
                ruleset: Some(Arc::clone(&loaded)),
                ruleset_reason: Text::new("gevraagd met --ruleset", "asked for with --ruleset"),
                date: day,
                date_reason: Text::new("vandaag", "today"),
                referred: vec![],
                portfolio: None,
                facts,
                options: Options::default(),
                judged: Vec::new(),
                eased: Vec::new(),
                remedies: toets::remedy::Remedies::default(),
                diagnostics: faults.sorted(),
            };
            file.judged = file.case(&sources).map(|case| case.judge().unwrap()).unwrap_or_default();
            file
        })
        .collect();
    Run { sources, files, width: 100, ..Run::default() }
}

fn render(run: &Run, format: Format) -> String {
    report::render(run, format).unwrap()
}

#[test]
fn the_run_has_every_kind_of_outcome() {
    let run = run(&["afspraak.yaml"]);
    for verdict in Verdict::ALL {
        assert!(run.files[0].judged.iter().any(|j| j.verdict == verdict), "{}", verdict.id());
    }
    for weight in [Weight::None, Weight::Note, Weight::Warning, Weight::Error] {
        assert!(run.files[0].judged.iter().any(|j| j.weight == weight), "{}", weight.id());
    }
}

#[test]
fn text() {
    insta::assert_snapshot!(render(&run(&["afspraak.yaml"]), Format::Text));
}

#[test]
fn text_verbose_english_narrow() {
    let run = Run { lang: Lang::En, verbose: true, width: 64, ..run(&["afspraak.yaml"]) };
    insta::assert_snapshot!(render(&run, Format::Text));
}

#[test]
fn text_of_several_files() {
    insta::assert_snapshot!(render(&run(&["kapot.yaml", "afspraak.yaml"]), Format::Text));
}

#[test]
fn plain() {
    insta::assert_snapshot!(render(&run(&["afspraak.yaml", "kapot.yaml"]), Format::Plain));
}

#[test]
fn plain_english() {
    let run = Run { lang: Lang::En, ..run(&["afspraak.yaml", "kapot.yaml"]) };
    insta::assert_snapshot!(render(&run, Format::Plain));
}

#[test]
fn json() {
    let mut run = run(&["afspraak.yaml", "kapot.yaml"]);
    run.asked.explain = true;
    insta::assert_snapshot!(render(&run, Format::Json));
}

#[test]
fn json_follows_its_schema() {
    let schema: serde_json::Value = serde_json::from_str(report::json::SCHEMA).unwrap();
    let validator = jsonschema::validator_for(&schema).unwrap();
    for (lang, explain) in [(Lang::Nl, false), (Lang::En, false), (Lang::Nl, true), (Lang::En, true)] {
        let mut run = Run { lang, ..run(&["afspraak.yaml", "kapot.yaml"]) };
        run.asked.explain = explain;
        let value: serde_json::Value = serde_json::from_str(&render(&run, Format::Json)).unwrap();
        let errors: Vec<String> =
            validator.iter_errors(&value).map(|e| format!("{}: {e}", e.instance_path())).collect();
        assert_eq!(errors, Vec::<String>::new());
        assert!(value["findings"].as_array().is_some_and(|f| f.iter().any(|f| !f["trace"].is_null()) == explain));
    }
}

#[test]
fn the_same_input_gives_the_same_report() {
    for format in [Format::Text, Format::Plain, Format::Json] {
        assert_eq!(render(&run(&["afspraak.yaml"]), format), render(&run(&["afspraak.yaml"]), format));
    }
}

#[test]
fn only_colour_prints_escapes_and_only_text_draws() {
    let plain = run(&["afspraak.yaml", "kapot.yaml"]);
    let coloured = Run { colour: true, ..run(&["afspraak.yaml", "kapot.yaml"]) };
    assert!(!render(&plain, Format::Text).contains('\u{1b}'));
    assert!(render(&coloured, Format::Text).contains('\u{1b}'));
    let spoken = render(&coloured, Format::Plain);
    assert!(
        !spoken.chars().any(|c| matches!(c, '\u{1b}' | '\u{2500}'..='\u{257F}' | '×' | '⚠' | '☞' | '·' | '›')),
        "{spoken}"
    );
}

#[test]
fn miette_says_nothing_in_english() {
    let text = render(&run(&["afspraak.yaml", "kapot.yaml"]), Format::Text);
    for word in ["help:", "Error:", "Warning:", "Advice:", "Failed to"] {
        assert!(!text.contains(word), "{word}");
    }
}

#[test]
fn long_evidence_is_cut_and_said() {
    // Two figures in each of five years.
    let year = |y: i32| format!("      {y}:\n        woningen: 120\n        sociale_huur: 24\n");
    let years: String = (2026..2031).map(year).collect();
    let text = format!("periode: 2026 t/m 2030\ngemeenten:\n  - naam: Meerdijk\n    programma:\n{years}");
    let mut run = run_text("lang.yaml", &text);
    let text = render(&run, Format::Text);
    assert!(text.contains("rust ook op: 4 andere gegevens"), "{text}");
    run.verbose = true;
    assert!(!render(&run, Format::Text).contains("andere gegevens"));
}

#[test]
fn control_characters_of_a_file_do_not_reach_the_terminal() {
    let text = fixture("afspraak.yaml").replace("naam: Meerdijk", "naam: \"rood \\u001b[31m en om\\u202Egekeerd\"");
    let run = run_text("a\u{1b}[31m.yaml", &text);
    assert!(run.files[0].judged.iter().any(|j| j.verdict == Verdict::NotMet));
    for format in [Format::Text, Format::Plain] {
        let text = render(&run, format);
        assert!(!text.contains('\u{1b}') && !text.contains('\u{202E}'), "{text}");
    }
}
