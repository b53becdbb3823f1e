//! The syntax stage on texts that nobody wrote: it never panics, its spans lie in the file, and what it accepts prints stably.

#![expect(clippy::unwrap_used, clippy::arithmetic_side_effects, reason = "a test stops where something is wrong")]

use proptest::prelude::*;
use toets::diagnostic::Diagnostics;
use toets::source::{Sources, Span};
use toets::syntax;

const FIXTURES: [&str; 4] = [
    include_str!("fixtures/syntax/good/all_constructs.regels"),
    include_str!("fixtures/syntax/good/comments.regels"),
    include_str!("fixtures/syntax/good/expressions.regels"),
    include_str!("fixtures/syntax/good/long_lines.regels"),
];

/// Pieces that the grammar knows, to come further than random characters do.
const PIECES: [&str; 40] = [
    "\n",
    "\nregel A-1 \"a\"\n  ",
    "\"",
    "'",
    "#",
    "(",
    ")",
    "[",
    "]",
    "{",
    "}",
    ",",
    ".",
    ":",
    "=",
    ">=",
    "als ",
    "dan ",
    "anders ",
    "elke ",
    "geldt ",
    "in ",
    "niet ",
    "en ",
    "of ",
    "voor ",
    "waar ",
    "bij ontbreken ",
    "voldoet ",
    "5,3%",
    "5.3",
    "€ ",
    "2026-07-01",
    "2026",
    "A-1 ",
    "naam ",
    "eis ",
    "melding \"{a}\" ",
    "\r\n  ",
    "é",
];

fn parse(text: &str) -> (Sources, syntax::ast::File, Diagnostics) {
    let mut sources = Sources::new();
    let id = sources.add("file", text);
    let (file, diagnostics) = syntax::parse(sources.get(id).unwrap());
    (sources, file, diagnostics)
}

fn lies_in(text: &str, span: Span) {
    assert!(text.get(span.start as usize..span.end as usize).is_some(), "{span:?} in {text:?}");
}

fn holds(text: &str) {
    let (_, file, diagnostics) = parse(text);
    for diagnostic in diagnostics.iter() {
        assert!(!diagnostic.message.is_empty());
        for label in &diagnostic.labels {
            lies_in(text, label.span);
        }
    }
    file.items.iter().for_each(|item| lies_in(text, item.span()));
    file.comments.iter().for_each(|comment| lies_in(text, *comment));

    let printed = syntax::format(&file, text);
    if diagnostics.is_empty() {
        let (_, again, faults) = parse(&printed);
        assert!(faults.is_empty(), "{text:?}\nprints as\n{printed}");
        assert_eq!(again.items.len(), file.items.len());
        assert_eq!(again.comments.len(), file.comments.len(), "{text:?}\nprints as\n{printed}");
        assert_eq!(syntax::format(&again, &printed), printed, "{text:?}");
    }
}

fn boundary(text: &str, at: usize) -> usize {
    (0..=at.min(text.len())).rev().find(|i| text.is_char_boundary(*i)).unwrap_or(0)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn any_text(text in "\\PC{0,200}") {
        holds(&text);
    }

    #[test]
    fn any_bytes(bytes in proptest::collection::vec(any::<u8>(), 0..300)) {
        holds(&String::from_utf8_lossy(&bytes));
    }

    #[test]
    fn any_pieces(pieces in proptest::collection::vec(0..PIECES.len(), 0..60)) {
        let text: String = pieces.iter().map(|i| PIECES[*i]).collect();
        holds(&format!("regel B-1 \"b\"\n  {text}"));
    }

    #[test]
    fn mutated_fixtures(
        which in 0..FIXTURES.len(),
        edits in proptest::collection::vec((any::<prop::sample::Index>(), 0usize..12, 0..PIECES.len(), any::<bool>()), 1..5),
    ) {
        let mut text = FIXTURES[which].to_owned();
        for (at, cut, piece, insert) in edits {
            let start = boundary(&text, at.index(text.len() + 1));
            let end = boundary(&text, start + cut).max(start);
            text.replace_range(start..end, if insert { PIECES[piece] } else { "" });
        }
        holds(&text);
    }
}

#[test]
fn nesting_without_end_is_an_error_and_no_crash() {
    for (open, close) in [
        ("(", ")"),
        ("f(", ")"),
        ("a[", "]"),
        ("niet ", ""),
        ("-", ""),
        ("als a dan b anders ", ""),
        ("f(x in (", "), a)"),
    ] {
        for depth in [90, 3_000, 100_000] {
            let text = format!("regel A-1 \"a\"\n  eis {}a{}\n", open.repeat(depth), close.repeat(depth));
            holds(&text);
        }
    }
    holds(&format!("object a \"a\"\n  b: {}getal \"c\"\n", "lijst van ".repeat(50_000)));
    holds(&format!("regel A-1 \"a\"\n  eis a{}\n", " + a".repeat(50_000)));
    holds(&format!("regel A-1 \"a\"\n  eis a{}\n", ".b".repeat(50_000)));
}
