//! The syntax stage on fixtures: good files parse and print, bad ones give the diagnostics in their snapshot.

#![expect(clippy::unwrap_used, clippy::arithmetic_side_effects, reason = "a test stops where something is wrong")]

#[path = "support/render.rs"]
mod render;

use std::path::{Path, PathBuf};

use toets::diagnostic::Diagnostics;
use toets::source::Sources;
use toets::syntax;

/// Parses a text.
fn parse(text: &str) -> (Sources, syntax::ast::File, Diagnostics) {
    let mut sources = Sources::new();
    let id = sources.add("fixture.regels", text);
    let (file, diagnostics) = syntax::parse(sources.get(id).unwrap());
    (sources, file, diagnostics)
}

/// Prints a text, which must have no faults.
#[track_caller]
fn print(text: &str) -> String {
    let (sources, file, diagnostics) = parse(text);
    assert!(diagnostics.is_empty(), "{}", render::with_source(&sources, text, &diagnostics));
    syntax::format(&file, text)
}

/// The tree without its places and with the clauses of a rule in canonical order: what the text means.
fn meaning(text: &str) -> String {
    let (_, mut file, _) = parse(text);
    for item in &mut file.items {
        if let syntax::ast::Item::Rule(rule) = item {
            rule.clauses.sort_by_key(|c| format!("{c:?}").split(['(', '{']).next().unwrap_or("").to_owned());
        }
        if let syntax::ast::Item::English(english) = item {
            english.texts.sort_by(|a, b| a.key.value.cmp(&b.key.value));
        }
    }
    let tree = format!("{:#?}", file.items);
    let mut out = String::new();
    let mut inside = None;
    for line in tree.lines() {
        let indent = line.len() - line.trim_start().len();
        match inside {
            Some(depth) if indent == depth => inside = None,
            Some(_) => {}
            None if line.ends_with("Span {") => inside = Some(indent),
            None => {
                out.push_str(line);
                out.push('\n');
            }
        }
    }
    out
}

fn read(path: &Path) -> String {
    std::fs::read_to_string(path).unwrap()
}

fn rulesets(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            rulesets(&path, found);
        } else if path.extension().is_some_and(|e| e == "regels") {
            found.push(path);
        }
    }
}

/// Printing keeps the meaning and every comment, and a second time changes nothing.
#[track_caller]
fn prints_stably(text: &str) -> String {
    let printed = print(text);
    similar(&meaning(text), &meaning(&printed));
    similar(&printed, &print(&printed));
    let comments = |text: &str| {
        let (sources, file, _) = parse(text);
        let mut words: Vec<String> = file.comments.iter().map(|c| sources.text(*c).trim_end().to_owned()).collect();
        words.sort();
        words
    };
    assert_eq!(comments(text), comments(&printed));
    // All lines end as the first one does.
    let windows = text.split_once("\n").is_some_and(|(first, _)| first.ends_with("\r"));
    assert_eq!(printed.matches('\r').count(), if windows { printed.lines().count() } else { 0 });
    printed
}

/// Compares line by line, so that a failure shows the first difference only.
#[track_caller]
fn similar(a: &str, b: &str) {
    for (i, (x, y)) in a.lines().zip(b.lines()).enumerate() {
        assert_eq!(x, y, "line {i} of\n{a}\n────\n{b}");
    }
    assert_eq!(a.lines().count(), b.lines().count(), "{a}\n────\n{b}");
}

#[test]
fn good() {
    insta::glob!("fixtures/syntax/good/*.regels", |path| {
        let printed = prints_stably(&read(path));
        insta::assert_snapshot!(printed);
    });
}

#[test]
fn rulesets_print_stably() {
    let mut found = Vec::new();
    rulesets(Path::new("rulesets"), &mut found);
    assert!(!found.is_empty());
    for path in found {
        prints_stably(&read(&path));
    }
}

#[test]
fn line_ends_of_windows_make_no_difference() {
    insta::glob!("fixtures/syntax/good/*.regels", |path| {
        let text = read(path);
        similar(&prints_stably(&text.replace('\n', "\r\n")), &print(&text));
    });
}

#[test]
fn bad() {
    insta::glob!("fixtures/syntax/bad/*.regels", |path| {
        let text = read(path);
        let (sources, _, diagnostics) = parse(&text);
        assert!(diagnostics.has_errors());
        insta::assert_snapshot!(render::with_source(&sources, &text, &diagnostics));
    });
}

#[test]
fn broken_blocks_stay_as_they_are() {
    let text =
        "# top\n\nregel A-1 \"a\"\n  eis   b\n\n# about the next\nregel B-2\n   eis ( # c\n\nhoofdstuk  c \"C\"\n";
    let (_, file, _) = parse(text);
    assert_eq!(
        syntax::format(&file, text),
        "# top\n\nregel A-1 \"a\"\n  eis           b\n\n# about the next\nregel B-2\n   eis ( # c\n\nhoofdstuk c \"C\"\n"
    );
}

/// The codes that the stage gives, read from its source.
fn codes() -> Vec<String> {
    let source = read(Path::new("src/syntax/error.rs"));
    let mut codes: Vec<String> =
        source.split('"').filter(|word| word.starts_with("syntax::")).map(str::to_owned).collect();
    codes.sort();
    codes.dedup();
    codes
}

fn codes_of(text: &str) -> Vec<&'static str> {
    parse(text).2.iter().map(|d| d.code).collect()
}

#[test]
fn every_code_has_a_page_whose_example_gives_it() {
    for code in codes() {
        let page = read(&Path::new("docs/codes").join(format!("{}.md", code.replace("::", "/"))));
        let example = page.split("```regels\n").nth(1).and_then(|rest| rest.split("```").next());
        assert!(page.starts_with(&format!("# {code}\n")), "{code}");
        assert_eq!(codes_of(example.expect(&code)), [code.as_str()], "{code}");
    }
}

#[test]
fn every_code_has_a_bad_fixture() {
    let fixtures = std::fs::read_dir("tests/fixtures/syntax/bad").unwrap();
    let given: Vec<&str> = fixtures.flat_map(|entry| codes_of(&read(&entry.unwrap().path()))).collect();
    for code in codes() {
        assert!(given.contains(&code.as_str()), "{code}");
    }
}

/// An expression with its grouping made visible: the text under each operator's span, in brackets.
fn grouping(e: &syntax::ast::Expr, sources: &Sources) -> String {
    use syntax::ast::ExprKind::{Binary, Fallback, Group, Neg, Not};
    let inner = |e| grouping(e, sources);
    match &e.kind {
        Binary(op, a, b) => format!("[{} {} {}]", inner(a), sources.text(op.span), inner(b)),
        Not(a) => format!("[niet {}]", inner(a)),
        Neg(a) => format!("[-{}]", inner(a)),
        Fallback(a, b) => format!("[{} bij ontbreken {}]", inner(a), inner(b)),
        Group(a) => inner(a),
        _ => sources.text(e.span).to_owned(),
    }
}

#[test]
fn operators_bind_as_a_reader_expects() {
    for (text, expected) in [
        ("a of b en c", "[a of [b en c]]"),
        ("niet a en b", "[[niet a] en b]"),
        ("niet a > b", "[niet [a > b]]"),
        ("a - b - c", "[[a - b] - c]"),
        ("a + b * c / d", "[a + [[b * c] / d]]"),
        ("-a * b", "[[-a] * b]"),
        ("-a.b[1]", "[-a.b[1]]"),
        ("a + b > c bij ontbreken d", "[[a + b] > [c bij ontbreken d]]"),
        ("a / b bij ontbreken c >= d en e", "[[[[a / b] bij ontbreken c] >= d] en e]"),
        ("(a of b) en c", "[[a of b] en c]"),
        ("a is niet b", "[a is niet b]"),
        ("a in (b, c) of d", "[a in (b, c) of d]"),
        ("elke x in a geldt b en c", "elke x in a geldt b en c"),
        ("als a dan b anders c + d", "als a dan b anders c + d"),
    ] {
        let (sources, file, diagnostics) = parse(&format!("regel A-1 \"a\"\n  eis {text}\n"));
        assert!(diagnostics.is_empty(), "{text}");
        let syntax::ast::Item::Rule(rule) = &file.items[0] else { panic!("{text}") };
        let syntax::ast::Clause::Requires(_, e) = &rule.clauses[0] else { panic!("{text}") };
        assert_eq!(grouping(e, &sources), expected);
    }
}

#[test]
fn values_in_messages_keep_their_place() {
    use syntax::ast::{Clause, Item, Style, TemplatePart};
    let text = "regel A-1 \"a\"\n  melding \"é \\\"{ a.b }\\\" {{x}} {c\n           / d als procent}\\n{\\\"t\\\"}\"\n";
    let (sources, file, diagnostics) = parse(text);
    assert!(diagnostics.is_empty(), "{}", render::plain(&sources, &diagnostics));
    let Item::Rule(rule) = &file.items[0] else { panic!() };
    let Clause::Message(_, message, _) = &rule.clauses[0] else { panic!() };
    let parts = syntax::parse_template(sources.get(file.file).unwrap(), message).unwrap();
    let shown: Vec<(String, Option<Style>)> = parts
        .into_iter()
        .map(|part| match part {
            TemplatePart::Words(words) => (words, None),
            TemplatePart::Value(e, style) => (sources.text(e.span).to_owned(), Some(style)),
        })
        .collect();
    let words = |w: &str| (w.to_owned(), None);
    assert_eq!(
        shown,
        [
            words("é \""),
            ("a.b".to_owned(), Some(Style::Plain)),
            words("\" {x} "),
            ("c\n           / d".to_owned(), Some(Style::Percent)),
            words("\n"),
            ("\\\"t\\\"".to_owned(), Some(Style::Plain)),
        ]
    );
}

#[test]
fn a_keyword_ends_where_the_word_ends() {
    for text in ["eisx a", "eis a enb", "eis a ofb", "eis nieta b", "voor elkex in y", "sterkte verplichtx", "als_ a"] {
        let (_, _, diagnostics) = parse(&format!("regel A-1 \"a\"\n  {text}\n"));
        assert!(diagnostics.has_errors(), "{text}");
    }
}
