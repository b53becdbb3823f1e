//! The syntax stage on fixtures: good files parse and print, bad ones give the diagnostics in their snapshot.

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
    assert!(!printed.contains('\r'));
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
