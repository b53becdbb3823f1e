//! How tests show a file with what is said about it: the text, and per diagnostic its place, words and underlined characters.

#![expect(clippy::unwrap_used, reason = "writing to a string does not fail")]

use std::fmt::Write;

use toets::diagnostic::Diagnostics;
use toets::source::Sources;

/// The file, then its diagnostics.
pub(crate) fn with_source(sources: &Sources, text: &str, diagnostics: &Diagnostics) -> String {
    let mut out = text.trim_end().to_owned();
    out.push_str("\n────\n");
    out.push_str(&plain(sources, diagnostics));
    out
}

/// The diagnostics in the order of the file.
pub(crate) fn plain(sources: &Sources, diagnostics: &Diagnostics) -> String {
    let mut out = String::new();
    for d in diagnostics.clone().sorted() {
        let (_, line, column) = sources.place(d.span());
        writeln!(out, "{line}:{column} {} {}", d.severity.id(), d.code).unwrap();
        writeln!(out, "  nl: {}", d.message.nl).unwrap();
        writeln!(out, "  en: {}", d.message.en).unwrap();
        for label in &d.labels {
            let (_, line, _) = sources.place(label.span);
            writeln!(out, "  {line} │ {:?} {}", sources.text(label.span), label.text.nl).unwrap();
        }
        if let Some(help) = &d.help {
            writeln!(out, "  hulp: {}", help.nl).unwrap();
            writeln!(out, "  help: {}", help.en).unwrap();
        }
    }
    out
}
