//! The grammar and the formatter of `.regels` files.

use toets::diagnostic::Diagnostics;
use toets::source::Sources;
use toets::syntax::{self, ast};

use super::spans;

fn parse(text: &str) -> (Sources, ast::File, Diagnostics) {
    let mut sources = Sources::new();
    let id = sources.add("a.regels", text);
    let (file, diagnostics) = syntax::parse(sources.get(id).unwrap());
    (sources, file, diagnostics)
}

/// Any text parses into blocks and diagnostics, each with its place.
pub fn grammar(text: &str) {
    let (sources, file, diagnostics) = parse(text);
    diagnostics.iter().for_each(|d| spans::said(&sources, d));
    spans::all_within(&sources, &format!("{file:?}"), "the tree");
    let mut end = 0;
    for item in &file.items {
        assert!(item.span().start >= end, "two blocks share a place");
        end = item.span().end;
    }
    let mut end = 0;
    for comment in &file.comments {
        assert!(comment.start >= end && sources.text(*comment).starts_with('#'), "{comment:?} is no comment");
        end = comment.end;
    }
}

/// What parses is laid out so that it means the same, keeps its comments, and is not changed by laying it out again.
pub fn formatter(text: &str) {
    let (sources, file, diagnostics) = parse(text);
    let laid_out = syntax::format(&file, text);
    if !diagnostics.is_empty() {
        return;
    }
    let (again_sources, again, faults) = parse(&laid_out);
    assert!(faults.is_empty(), "{text:?} is laid out as\n{laid_out}\nwhich does not parse: {:?}", faults.iter().next());
    assert_eq!(meaning(&again), meaning(&file), "{text:?} is laid out as\n{laid_out}");
    assert_eq!(comments(&again_sources, &again), comments(&sources, &file), "{text:?} is laid out as\n{laid_out}");
    assert_eq!(syntax::format(&again, &laid_out), laid_out, "{text:?} is laid out twice");
}

/// The tree without its places. Clauses of different kinds have no order of their own: the layout gives them one.
fn meaning(file: &ast::File) -> String {
    let without_places = |debug: String| spans::apart(&debug).1;
    let item = |item: &ast::Item| match item {
        ast::Item::Rule(rule) => {
            let mut clauses: Vec<String> = rule.clauses.iter().map(|c| without_places(format!("{c:?}"))).collect();
            clauses.sort_by(|a, b| a.split('(').next().cmp(&b.split('(').next()));
            without_places(format!("{:?} {:?}", rule.id, rule.title)) + &clauses.join("\n")
        }
        other => without_places(format!("{other:?}")),
    };
    file.items.iter().map(item).collect::<Vec<_>>().join("\n")
}

/// The words of all comments; clauses have a canonical order, and their comments go with them.
fn comments<'s>(sources: &'s Sources, file: &ast::File) -> Vec<&'s str> {
    let mut words: Vec<&str> = file.comments.iter().map(|c| sources.text(*c).trim_end()).collect();
    words.sort_unstable();
    words
}
