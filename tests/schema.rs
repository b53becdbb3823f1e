//! The JSON Schema and the template that are made from the data model, held against an independent validator.

#![expect(clippy::panic, reason = "a test stops where something is wrong")]

mod common;
#[path = "support/yaml.rs"]
mod yaml;

use std::path::Path;

use serde_json::Value;
use toets::agreement;
use toets::lang::Lang;
use toets::ruleset::Checked;
use toets::source::Sources;

const MODELS: [&str; 2] = ["tests/fixtures/agreement", "rulesets/basis"];

fn model(folder: &str) -> Checked {
    let (checked, _, diagnostics) = common::load(&[folder]);
    checked.unwrap_or_else(|| panic!("{diagnostics:?}"))
}

fn read(path: &Path) -> Option<Value> {
    yaml::json(&std::fs::read_to_string(path).ok()?)
}

#[test]
fn good_files_are_valid_and_bad_ones_are_not() {
    // What only the reader sees: two readings, days that do not exist, how values relate to each other.
    let beyond_a_schema = [
        "ambiguous_period",
        "circa_year",
        "impossible_date",
        "not_an_agreement",
        "part_exceeds_whole",
        "part_of_the_period",
        "reference_broken",
        "reference_cycle",
        "reference_missing",
        "reference_not_read",
        "reference_outside",
        "reference_too_many",
        "reference_unreadable",
        "reference_with_errors",
        "reversed_range",
        // A schema counts characters, the limit bytes.
        "value_too_long",
        "wrong_bounds",
        "wrong_bounds_before_range",
        // Which of the two readings it is, a pattern does not weigh.
        "wrong_unit_either_reading",
        "year_outside_period",
    ];
    let schema = agreement::schema(&model("tests/fixtures/agreement"), Lang::Nl);
    jsonschema::draft202012::meta::validate(&schema).unwrap();
    let validator = jsonschema::draft202012::new(&schema).unwrap();
    let files = |folder: &str| {
        let folder = format!("tests/fixtures/agreement/{folder}");
        let mut paths: Vec<_> = std::fs::read_dir(folder).unwrap().map(|e| e.unwrap().path()).collect();
        paths.sort();
        paths
    };
    for path in files("good") {
        let value = read(&path).unwrap();
        let errors: Vec<String> = validator.iter_errors(&value).map(|e| format!("{} {e}", e.instance_path())).collect();
        assert!(errors.is_empty(), "{}: {errors:#?}", path.display());
    }
    let mut missed = Vec::new();
    for path in files("bad") {
        // Files that are not YAML have no JSON.
        let Some(value) = read(&path) else { continue };
        if validator.is_valid(&value) {
            missed.push(path.file_stem().unwrap().to_string_lossy().into_owned());
        }
    }
    assert_eq!(missed, beyond_a_schema, "the list of what a schema does not see is not up to date");
}

#[test]
fn the_schema() {
    let schema = agreement::schema(&model("tests/fixtures/agreement"), Lang::Nl);
    insta::assert_json_snapshot!(schema);
}

#[test]
fn the_schema_says_the_same_in_english() {
    let schema = agreement::schema(&model("tests/fixtures/agreement"), Lang::En);
    assert_eq!(schema["title"], "A file with a local agreement");
}

#[test]
fn the_template() {
    insta::assert_snapshot!(agreement::template(&model("tests/fixtures/agreement"), Lang::Nl));
}

#[test]
fn templates_bind_as_printed_and_with_every_field_in_use() {
    for folder in MODELS {
        let checked = model(folder);
        let schema = agreement::schema(&checked, Lang::Nl);
        let validator = jsonschema::draft202012::new(&schema).unwrap();
        for lang in [Lang::Nl, Lang::En] {
            let printed = agreement::template(&checked, lang);
            let line = |l: &str| l.strip_prefix("# ").unwrap_or(l).to_owned() + "\n";
            // With something in each place that is still to be filled in.
            let complete = printed.lines().map(line).collect::<String>().replace('…', "Voorbeeld");
            for text in [printed, complete] {
                let mut sources = Sources::new();
                let id = sources.add("sjabloon.yaml", text.clone());
                let (tree, mut found) = agreement::read(sources.get(id).unwrap());
                if let Some(tree) = tree {
                    found.extend(agreement::bind(&checked, &tree, tree.root()).1);
                }
                let blank = |code: &str| code == "agreement::placeholder";
                assert!(
                    found.iter().all(|d| blank(d.code)),
                    "{}\n{text}",
                    common::plain(&found.sorted(), &sources, Lang::Nl)
                );
                let value = yaml::json(&text).unwrap();
                let errors: Vec<String> =
                    validator.iter_errors(&value).map(|e| format!("{} {e}", e.instance_path())).collect();
                assert!(errors.is_empty(), "{errors:#?}");
            }
        }
    }
}

/// Every field of the model has a line of its own in the template.
#[test]
fn the_template_names_every_field() {
    for folder in MODELS {
        let checked = model(folder);
        let printed = agreement::template(&checked, Lang::Nl);
        for object in checked.objects() {
            for field in &object.fields {
                let lines = printed.lines().filter(|l| l.contains(&format!("{}:", field.name)));
                assert!(lines.count() > 0, "{}.{}", object.name, field.name);
            }
        }
    }
}
