//! The YAML reader: what it claims about places, and what another reader makes of the same text.

use std::cell::RefCell;
use std::collections::HashSet;

use serde_yaml::Value;
use toets::agreement::tree::{Data, NodeId, Tree};
use toets::agreement::{self};
use toets::diagnostic::Diagnostics;
use toets::source::{Sources, Span};

use super::spans;

fn read(text: &str) -> (Sources, Option<Tree>, Diagnostics) {
    let mut sources = Sources::new();
    let id = sources.add("a.yaml", text);
    let (tree, diagnostics) = agreement::read(sources.get(id).unwrap());
    (sources, tree, diagnostics)
}

/// A text is read into a tree whose places cover what they claim, or gives diagnostics; where another reader takes the text
/// too, it finds the same in it.
pub fn yaml(text: &str) {
    let (sources, tree, diagnostics) = read(text);
    diagnostics.iter().for_each(|d| spans::said(&sources, d));
    assert_eq!(tree.is_none(), diagnostics.has_errors(), "a tree comes without errors only");
    let Some(tree) = tree else { return };
    let seen = RefCell::default();
    let look =
        Look { seen, sources: &sources, tree: &tree, aliases: text.contains('*'), open_end: !text.ends_with('\n') };
    look.node(tree.root(), None);
    // A block of text that is the whole file may stand at the margin; the other reader takes a line there that begins with `#` for
    // a comment.
    let block = sources.text(tree.span(tree.root())).starts_with(['|', '>']);
    if !block
        && one_reading(text)
        && let Ok(other) = serde_yaml::from_str::<Value>(text)
    {
        look.agrees(tree.root(), &other);
    }
}

/// Whether both versions of YAML read it alike: 1.1 counts more characters as line ends than 1.2, which we read, takes a question
/// mark for a key where 1.2 takes it for a letter, and allows no colon in the name behind `&`; the other reader takes a byte
/// order mark for a document, blanks without a line end for no line, and what stands behind `*` for something else where one name
/// is given twice.
fn one_reading(text: &str) -> bool {
    let named = |name: &str| name.split(char::is_whitespace).next().is_some_and(|n| n.contains(':'));
    let name = |rest: &str| rest.split(|c: char| c.is_whitespace() || "[]{},".contains(c)).next().map(str::to_owned);
    let mut names: Vec<Option<String>> = text.split('&').skip(1).map(name).collect();
    let given = names.len();
    names.sort();
    names.dedup();
    !text.ends_with([' ', '\t'])
        && !text.contains(['\u{85}', '\u{2028}', '\u{2029}', '\u{feff}', '?'])
        && !text.split('&').skip(1).any(named)
        && names.len() == given
}

struct Look<'t> {
    /// Looked at already: an alias of an alias leads to the same nodes ever again.
    seen: RefCell<HashSet<NodeId>>,
    sources: &'t Sources,
    tree: &'t Tree,
    /// The last line of the text has no line end.
    open_end: bool,
    /// What an alias stands for lies elsewhere than the alias.
    aliases: bool,
}

impl Look<'_> {
    fn node(&self, id: NodeId, parent: Option<Span>) {
        if !self.seen.borrow_mut().insert(id) {
            return;
        }
        let node = self.tree.get(id);
        spans::within(self.sources, node.span, "a node");
        if let Some(parent) = parent.filter(|_| !self.aliases) {
            let inside = parent.start <= node.span.start && node.span.end <= parent.end;
            assert!(inside, "{:?} lies outside {parent:?}: {:?}", node.span, self.sources.text(node.span));
        }
        match node.data {
            Data::Scalar(_) => rereads(self.sources.text(node.span), self.tree.text(id).unwrap()),
            Data::Seq(items) => {
                items.iter().for_each(|item| self.node(*item, Some(node.span)));
                self.in_order(items.iter().copied());
            }
            Data::Map(entries) => {
                for entry in entries {
                    self.node(entry.key, Some(node.span));
                    self.node(entry.value, Some(node.span));
                    let (key, value) = (self.tree.span(entry.key), self.tree.span(entry.value));
                    assert!(self.aliases || key == value || key.end <= value.start, "{key:?} is not before {value:?}");
                }
                self.in_order(entries.iter().map(|e| e.key));
            }
            Data::Null => {}
        }
    }

    /// Nothing stands before what comes before it.
    fn in_order(&self, nodes: impl Iterator<Item = NodeId>) {
        let mut end = 0;
        for span in nodes.map(|id| self.tree.span(id)).filter(|_| !self.aliases) {
            assert!(end <= span.start, "{span:?} begins before {end}");
            end = span.end;
        }
    }

    /// Structure and texts are those that the other reader finds. It takes plain words for numbers and answers; we do not.
    fn agrees(&self, id: NodeId, other: &Value) {
        let text = self.tree.text(id);
        match (self.tree.get(id).data, other) {
            (Data::Null, Value::Null) => {}
            // A block of text whose last line has no line end gets one from us.
            (Data::Scalar(_), Value::String(theirs)) if self.open_end => {
                assert_eq!(text.map(|t| t.trim_end_matches('\n')), Some(theirs.trim_end_matches('\n')));
            }
            (Data::Scalar(_), Value::String(theirs)) => assert_eq!(text, Some(theirs.as_str())),
            (Data::Scalar(ours), Value::Bool(_) | Value::Number(_)) => {
                assert!(!ours.quoted, "{text:?} is text");
                if let (Some(n), Some(Ok(m))) = (other.as_i64(), text.map(str::parse::<i64>)) {
                    assert_eq!(n, m);
                }
            }
            (Data::Seq(items), Value::Sequence(others)) => {
                assert_eq!(items.len(), others.len());
                items.iter().zip(others).for_each(|(a, b)| self.agrees(*a, b));
            }
            (Data::Map(entries), Value::Mapping(others)) => {
                assert_eq!(entries.len(), others.len());
                for (entry, (key, value)) in entries.iter().zip(others) {
                    self.agrees(entry.key, key);
                    self.agrees(entry.value, value);
                }
            }
            (ours, theirs) => panic!("{ours:?} and {theirs:?} differ"),
        }
    }
}

/// The characters that a scalar claims, read by themselves, are that scalar.
pub fn rereads(written: &str, scalar: &str) {
    if indentation_is_stated(written) {
        return;
    }
    // What is blank below a block of text belongs to its text and not to its place.
    let block = written.starts_with(['|', '>']);
    let end = |text: &str| if block { text.trim_end().to_owned() } else { text.to_owned() };
    // By itself, as a value (a text may only begin with `---` where it does not begin a line) or as a key (which may end in `:`).
    let again = |text: String, part: fn(&Tree) -> Option<NodeId>| {
        let (_, tree, _) = read(&text);
        tree.is_some_and(|t| part(&t).and_then(|id| t.text(id)).map(end) == Some(end(scalar)))
    };
    let same = again(written.to_owned(), |t| Some(t.root()))
        || again(format!("k: {written}"), |t| t.value(t.root(), "k").map(|e| e.value))
        || again(format!("{written}: v"), |t| t.entries(t.root()).first().map(|e| e.key));
    assert!(same, "{written:?} does not read as {scalar:?}");
}

/// A block of text whose first line says how far it is indented from what it stands in: by itself it stands in nothing.
fn indentation_is_stated(written: &str) -> bool {
    let header = written.lines().next().unwrap_or("");
    header.starts_with(['|', '>']) && header.chars().take(3).any(|c| c.is_ascii_digit())
}
