//! The examples of docs/language.md are one ruleset: it parses, it is laid out as `toets fmt` does, and it checks.

#![expect(clippy::unwrap_used, reason = "a test stops where something is wrong")]

mod common;
#[path = "support/made.rs"]
mod made;

use toets::lang::Lang;
use toets::source::Sources;
use toets::{ruleset, syntax};

const PAGE: &str = include_str!("../docs/language.md");

/// The blocks between ```` ```regels ```` and ```` ``` ````.
fn examples() -> Vec<&'static str> {
    fenced("```regels\n")
}

/// Those of a second ruleset, which builds on the first.
fn own_examples() -> Vec<&'static str> {
    fenced("```regels eigen\n")
}

fn fenced(start: &str) -> Vec<&'static str> {
    PAGE.split(start).skip(1).map(|rest| rest.split("```").next().unwrap()).collect()
}

#[test]
fn each_example_parses_and_has_the_canonical_layout() {
    let mut page = PAGE.to_owned();
    for example in examples().into_iter().chain(own_examples()) {
        let mut sources = Sources::new();
        let id = sources.add("docs/language.md", example);
        let (file, diagnostics) = syntax::parse(sources.get(id).unwrap());
        assert!(diagnostics.is_empty(), "{example}\n{}", common::plain(&diagnostics.sorted(), &sources, Lang::Nl));
        page = page.replace(example, &syntax::format(&file, example));
    }
    made::is_up_to_date("docs/language.md", &page, "docs_language");
}

#[test]
fn the_examples_together_are_a_ruleset() {
    let mut sources = Sources::new();
    let id = sources.add("docs/language.md", examples().join("\n"));
    let (file, diagnostics) = syntax::parse(sources.get(id).unwrap());
    assert!(diagnostics.is_empty());
    let (checked, diagnostics) = ruleset::check(&[vec![file]], &sources);
    assert!(diagnostics.is_empty(), "{}", common::plain(&diagnostics.sorted(), &sources, Lang::Nl));
    assert!(checked.is_some());
}

#[test]
fn the_examples_of_layers_build_on_it() {
    let mut sources = Sources::new();
    let mut sets = vec![];
    for text in [examples().join("\n"), own_examples().join("\n")] {
        let id = sources.add("docs/language.md", text);
        sets.push(vec![syntax::parse(sources.get(id).unwrap()).0]);
    }
    let (checked, diagnostics) = ruleset::check(&sets, &sources);
    assert!(diagnostics.is_empty(), "{}", common::plain(&diagnostics.sorted(), &sources, Lang::Nl));
    let checked = checked.unwrap();
    assert_eq!(checked.params().iter().map(|p| p.layers.len()).sum::<usize>(), 3);
}

/// The dictionary of the fuzzers has the words of `src/syntax/keywords.rs`; the examples are as the formatter writes them.
#[test]
fn every_word_of_the_language_is_in_an_example() {
    let dictionary = include_str!("../fuzz/regels.dict");
    let words = dictionary.lines().filter_map(|l| l.strip_prefix('"')?.strip_suffix('"'));
    let words = words.filter(|w| w.len() > 1 && w.chars().all(|c| c.is_ascii_lowercase() || c == '/'));
    let examples = examples().into_iter().chain(own_examples()).collect::<Vec<_>>().join("\n");
    for word in words {
        assert!(examples.split(|c: char| !c.is_alphanumeric() && c != '/').any(|w| w == word), "`{word}`");
    }
}
