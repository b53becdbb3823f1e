//! The check stage on fixtures: good rulesets pass without a word, bad ones give the diagnostics in their snapshot.
//!
//! Also: every code of the check and test stages has a page, a bad fixture and a good one.

#![cfg(test)]

#[path = "support/codes.rs"]
mod codes;
mod common;

use std::path::Path;

use toets::diagnostic::{Diagnostic, Diagnostics};
use toets::lang::Lang;
use toets::ruleset;
use toets::source::Sources;
use toets::syntax;

/// Checks one file as a ruleset of its own; a set that it builds on may stand beside the folders.
#[track_caller]
fn check(path: &Path) -> (bool, Sources, Vec<Diagnostic>) {
    let mut sources = Sources::new();
    let mut all = Diagnostics::new();
    let mut sets = vec![];
    let text = std::fs::read_to_string(path).unwrap();
    let base = text.lines().find_map(|l| l.trim().strip_prefix("bouwt op ")).map(|id| {
        let folder = path.parent().unwrap().parent().unwrap();
        std::fs::read_to_string(folder.join(format!("{id}.regels")))
    });
    for text in base.into_iter().flatten().chain([text]) {
        let name = path.file_name().unwrap().to_string_lossy();
        let id = sources.add(name, text);
        let (file, diagnostics) = syntax::parse(sources.get(id).unwrap());
        all.extend(diagnostics);
        sets.push(vec![file]);
    }
    assert!(all.is_empty(), "{}: {}", path.display(), common::plain(&all.sorted(), &sources, Lang::Nl));
    let (checked, diagnostics) = ruleset::check(&sets, &sources);
    (checked.is_some(), sources, diagnostics.sorted())
}

#[test]
fn good() {
    insta::glob!("fixtures/check/good/*.regels", |path| {
        let (checked, sources, diagnostics) = check(path);
        let said = common::plain(&diagnostics, &sources, Lang::Nl);
        assert!(checked && diagnostics.is_empty(), "{}\n{said}", path.display());
    });
}

#[test]
fn bad() {
    insta::glob!("fixtures/check/bad/*.regels", |path| {
        let (checked, sources, diagnostics) = check(path);
        let errors = diagnostics.iter().any(|d| d.severity == toets::diagnostic::Severity::Error);
        assert_eq!(checked, !errors, "{}: a ruleset with errors must not run", path.display());
        let stem = path.file_stem().unwrap().to_string_lossy();
        assert!(
            diagnostics.iter().any(|d| codes::shows(&stem, d.code)),
            "{stem} does not give the code it is named after"
        );
        let text = std::fs::read_to_string(path).unwrap();
        let said = common::plain(&diagnostics, &sources, Lang::Nl);
        let en = english(&diagnostics);
        insta::with_settings!({ omit_expression => true }, {
            insta::assert_snapshot!(format!("{}\n────\n{said}────\n{en}", text.trim_end()));
        });
    });
}

/// The English words alone; places and underlines are the same.
fn english(diagnostics: &[Diagnostic]) -> String {
    let mut out = String::new();
    for d in diagnostics {
        let labels = d.labels.iter().map(|l| l.text.en.as_str()).filter(|t| !t.is_empty());
        let words: Vec<&str> =
            std::iter::once(d.message.en.as_str()).chain(labels).chain(d.help.iter().map(|h| h.en.as_str())).collect();
        out.push_str(&words.join(" / "));
        out.push('\n');
    }
    out
}

#[test]
fn every_code_has_a_page_and_fixtures() {
    let lacking = codes::lacking(&[
        ("check", "tests/fixtures/check"),
        ("test", "tests/fixtures/ruletest"),
        ("deviation", "tests/fixtures/deviation"),
    ]);
    assert!(lacking.is_empty(), "\n{}", lacking.join("\n"));
}
