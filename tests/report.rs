//! The report in its formats, on one run that holds every kind of outcome.

#![cfg(test)]

use std::sync::Arc;

use jiff::civil::date;

use toets::agreement;
use toets::evaluate::finding::{Evidence, Verdict, Weight};
use toets::evaluate::{self, Options};
use toets::lang::{Lang, Text};
use toets::report::{self, FileRun, Format, LoadedRuleset, Run};
use toets::ruleset;
use toets::source::{Sources, Span};
use toets::syntax;

/// The fixtures, checked with the little ruleset beside them.
fn run(files: &[&str]) -> Run {
    let mut sources = Sources::new();
    let text = |name: &str| std::fs::read_to_string(format!("tests/fixtures/report/{name}")).unwrap();
    let rules = sources.add("proef.regels", text("proef.regels"));
    let (tree, faults) = syntax::parse(sources.get(rules).unwrap());
    assert_eq!(faults.sorted(), []);
    let (checked, faults) = ruleset::check(&[vec![tree]], &sources);
    let loaded = Arc::new(LoadedRuleset {
        checked: checked.unwrap_or_else(|| panic!("{:#?}", faults.sorted())),
        sha256: vec!["0".repeat(64)],
    });
    let files = files
        .iter()
        .map(|name| {
            let id = sources.add(*name, text(name));
            let (tree, mut faults) = agreement::read(sources.get(id).unwrap());
            let tree = tree.unwrap();
            let (facts, more) = agreement::bind(&loaded.checked, &tree, tree.root());
            faults.extend(more);
            let day = date(2026, 11, 20);
            let options = Options { trace: true, ..Options::default() };
            let findings = facts
                .as_ref()
                .map(|f| evaluate::evaluate(&loaded.checked, f, &sources, day, &options))
                .unwrap_or_default();
            FileRun {
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
                options,
                part_of: None,
                too_long: Vec::new(),
                findings,
                in_brief: Vec::new(),
                eased: Vec::new(),
                remedies: toets::remedy::Remedies::default(),
                diagnostics: faults.sorted(),
            }
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
        assert!(run.files[0].findings.iter().any(|f| f.verdict == verdict), "{}", verdict.id());
    }
    for weight in [Weight::None, Weight::Note, Weight::Warning, Weight::Error] {
        assert!(run.files[0].findings.iter().any(|f| f.weight == weight), "{}", weight.id());
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
    // The trace is long and has tests of its own.
    run.files[0].findings.iter_mut().for_each(|f| f.trace = None);
    insta::assert_snapshot!(render(&run, Format::Json));
}

#[test]
fn json_follows_its_schema() {
    let schema: serde_json::Value = serde_json::from_str(report::json::SCHEMA).unwrap();
    let validator = jsonschema::validator_for(&schema).unwrap();
    for lang in [Lang::Nl, Lang::En] {
        let run = Run { lang, ..run(&["afspraak.yaml", "kapot.yaml"]) };
        let value: serde_json::Value = serde_json::from_str(&render(&run, Format::Json)).unwrap();
        let errors: Vec<String> =
            validator.iter_errors(&value).map(|e| format!("{}: {e}", e.instance_path())).collect();
        assert_eq!(errors, Vec::<String>::new());
        assert!(value["findings"].as_array().is_some_and(|f| f.iter().any(|f| !f["trace"].is_null())));
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
    let mut run = run(&["afspraak.yaml"]);
    let id = run.files[0].file.unwrap();
    let file = run.sources.get(id).unwrap();
    let every_line: Vec<Evidence> = (0..file.line_count() - 1)
        .map(|line| {
            let (start, end) = file.line_range(line).unwrap();
            let path = format!("regel{line}");
            Evidence { span: Span::new(id, start, end), path, value: Text::same("x"), label: Text::default() }
        })
        .collect();
    let n = every_line.len();
    run.files[0].findings.truncate(1);
    run.files[0].findings[0].evidence = every_line;
    let text = render(&run, Format::Text);
    assert!(text.contains(&format!("rust ook op: {} andere gegevens", n - 6)), "{text}");
    run.verbose = true;
    assert!(!render(&run, Format::Text).contains("andere gegevens"));
}

#[test]
fn control_characters_of_a_file_do_not_reach_the_terminal() {
    let mut run = run(&["afspraak.yaml"]);
    run.files[0].name = "a\u{1b}[31m.yaml".to_string();
    run.files[0].findings[0].message = Text::same("rood \u{1b}[31m en om\u{202E}gekeerd");
    for format in [Format::Text, Format::Plain] {
        let text = render(&run, format);
        assert!(!text.contains('\u{1b}') && !text.contains('\u{202E}'), "{text}");
    }
}
