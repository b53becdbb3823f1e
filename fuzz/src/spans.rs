//! Whether places lie in the text that they are about.

use toets::diagnostic::Diagnostic;
use toets::source::{FileId, Sources, Span};

/// What a diagnostic says: words in both languages, and places in the text.
pub fn said(sources: &Sources, diagnostic: &Diagnostic) {
    let Diagnostic { code, message, labels, .. } = diagnostic;
    assert!(!message.nl.is_empty() && !message.en.is_empty(), "{code} says nothing");
    assert!(!labels.is_empty(), "{code} has no place");
    for label in labels {
        within(sources, label.span, code);
    }
}

/// The place is in its file, and cuts no character in two.
pub fn within(sources: &Sources, span: Span, what: &str) {
    let file = sources.get(span.file).unwrap_or_else(|| panic!("{what}: {span:?} is in no file"));
    let (start, end) = (span.start as usize, span.end as usize);
    assert!(start <= end, "{what}: {span:?} ends before it begins");
    assert!(file.text.get(start..end).is_some(), "{what}: {span:?} of {} bytes", file.text.len());
}

/// Every place in a value, found in its `Debug` form: so that no field is forgotten.
pub fn all_within(sources: &Sources, debug: &str, what: &str) {
    let (spans, _) = apart(debug);
    spans.into_iter().for_each(|span| within(sources, span, what));
}

/// The places in a `Debug` form, and that form without them: two trees that mean the same have the same rest.
pub fn apart(debug: &str) -> (Vec<Span>, String) {
    const HEAD: &str = "Span { file: FileId(";
    let (mut spans, mut rest) = (Vec::new(), String::with_capacity(debug.len()));
    let (mut at, mut quoted) = (0, false);
    while let Some(c) = debug[at..].chars().next() {
        if !quoted && debug[at..].starts_with(HEAD) {
            let end = at + debug[at..].find('}').unwrap() + 1;
            let mut numbers = debug[at..end].split(|c: char| !c.is_ascii_digit()).filter(|n| !n.is_empty());
            let mut next = || numbers.next().unwrap().parse::<u32>().unwrap();
            spans.push(Span { file: FileId(next()), start: next(), end: next() });
            at = end;
            continue;
        }
        let len = match c {
            '"' => {
                quoted = !quoted;
                1
            }
            // What follows a backslash is part of a text.
            '\\' if quoted => 1 + debug[at + 1..].chars().next().map_or(0, char::len_utf8),
            c => c.len_utf8(),
        };
        rest.push_str(&debug[at..at + len]);
        at += len;
    }
    (spans, rest)
}
