//! The agreement stage: fixtures that show what is read and what is refused.

#[path = "support/render.rs"]
mod render;

use std::path::Path;

use toets::agreement::{self, NodeId, Tree, tree::Data};
use toets::diagnostic::Diagnostics;
use toets::source::{FileId, Sources};

/// Reads the bytes of a file up to its tree.
fn read(bytes: &[u8]) -> (Sources, FileId, Option<Tree>, Diagnostics) {
    let mut sources = Sources::new();
    let (file, decoding) = agreement::decode(&mut sources, "afspraak.yaml", bytes);
    if decoding.has_errors() {
        return (sources, file, None, decoding);
    }
    let (tree, diagnostics) = agreement::read(sources.get(file).unwrap());
    (sources, file, tree, diagnostics)
}

fn fixture(path: &Path) -> Vec<u8> {
    std::fs::read(path).unwrap()
}

#[test]
fn bad() {
    insta::glob!("fixtures/agreement/bad/*.yaml", |path| {
        let (sources, file, tree, diagnostics) = read(&fixture(path));
        assert!(diagnostics.has_errors(), "{} has no error", path.display());
        assert!(tree.is_none(), "a tree with errors: {}", path.display());
        spans_are_sound(&sources, file, &diagnostics);
        let text = &sources.get(file).unwrap().text;
        insta::with_settings!({ omit_expression => true, prepend_module_to_snapshot => true }, {
            insta::assert_snapshot!(render::with_source(&sources, text, &diagnostics));
        });
    });
}

fn spans_are_sound(sources: &Sources, file: FileId, diagnostics: &Diagnostics) {
    let text = &sources.get(file).unwrap().text;
    for d in diagnostics.iter() {
        for label in d.labels.iter().filter(|l| l.span.file == file) {
            let range = label.span.start as usize..label.span.end as usize;
            assert!(
                text.get(range.clone()).is_some(),
                "{} has a span {range:?} outside the text or inside a character",
                d.code
            );
        }
    }
}

/// Our tree and another reader's agree on structure and texts.
fn agrees(tree: &Tree, id: NodeId, other: &serde_yaml::Value) {
    use serde_yaml::Value;
    match (&tree.get(id).data, other) {
        (Data::Null, Value::Null) => {}
        (Data::Scalar(_), Value::String(s)) => assert_eq!(tree.text(id), Some(s.as_str())),
        (Data::Scalar(_), Value::Bool(_) | Value::Number(_)) => {}
        (Data::Seq(items), Value::Sequence(others)) => {
            assert_eq!(items.len(), others.len());
            items.iter().zip(others).for_each(|(a, b)| agrees(tree, *a, b));
        }
        (Data::Map(entries), Value::Mapping(others)) => {
            assert_eq!(entries.len(), others.len());
            for (entry, (key, value)) in entries.iter().zip(others) {
                agrees(tree, entry.key, key);
                agrees(tree, entry.value, value);
            }
        }
        (ours, theirs) => panic!("{ours:?} and {theirs:?} differ"),
    }
}

#[test]
fn the_tree_agrees_with_another_reader() {
    insta::glob!("fixtures/agreement/good/*.yaml", |path| {
        let bytes = fixture(path);
        let (sources, _, tree, diagnostics) = read(&bytes);
        assert!(diagnostics.is_empty(), "{}", render::plain(&sources, &diagnostics));
        let tree = tree.unwrap();
        // The other reader takes a byte order mark followed by CRLF for a document of its own.
        let text = std::str::from_utf8(&bytes).unwrap().trim_start_matches('\u{feff}');
        agrees(&tree, tree.root(), &serde_yaml::from_str(text).unwrap());
    });
}
