//! The syntax stage on fixtures: good files parse and print, bad ones give the diagnostics in their snapshot.

#[path = "common/render.rs"]
mod render;

use std::path::Path;

use render::render;
use toets::diagnostic::Diagnostic;
use toets::source::Sources;

/// Parses a text; gives the files and the diagnostics in order.
#[track_caller]
fn parse(name: &str, text: &str) -> (Sources, Vec<Diagnostic>) {
    let mut sources = Sources::new();
    let id = sources.add(name, text);
    let (_, diagnostics) = toets::syntax::parse(sources.get(id).unwrap());
    (sources, diagnostics.sorted())
}

fn read(path: &Path) -> String {
    std::fs::read_to_string(path).unwrap()
}

#[test]
fn good() {
    insta::glob!("fixtures/syntax/good/*.regels", |path| {
        let (sources, diagnostics) = parse("file", &read(path));
        assert!(diagnostics.is_empty(), "{}", render(&sources, diagnostics));
    });
}

#[test]
fn bad() {
    insta::glob!("fixtures/syntax/bad/*.regels", |path| {
        let text = read(path);
        let (sources, diagnostics) = parse("file", &text);
        insta::assert_snapshot!(format!("{text}\n-----\n\n{}", render(&sources, diagnostics)));
    });
}
