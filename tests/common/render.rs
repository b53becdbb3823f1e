//! Diagnostics as plain text for snapshots: message, underlined lines, help, in Dutch with the English message below.

use std::fmt::Write;

use toets::diagnostic::Diagnostic;
use toets::source::Sources;

/// Renders diagnostics in the order of their places.
pub(crate) fn render(sources: &Sources, diagnostics: Vec<Diagnostic>) -> String {
    let mut out = String::new();
    for diagnostic in diagnostics {
        let _ = writeln!(out, "{} {}: {}", diagnostic.severity.id(), diagnostic.code, diagnostic.message.nl);
        for label in &diagnostic.labels {
            let Some(file) = sources.get(label.span.file) else { continue };
            let (line, column) = file.line_column(label.span.start);
            let Some((start, end)) = file.line_range(line - 1) else { continue };
            let text = file.text[start..end].trim_end_matches('\r');
            let under = &file.text[label.span.start as usize..label.span.end as usize];
            let width = under.lines().next().unwrap_or("").chars().count().max(1);
            let _ = writeln!(out, "{line:>4} | {text}");
            let marks = format!("{}{}", " ".repeat(column - 1), "^".repeat(width));
            let _ = writeln!(out, "     | {marks} {}", label.text.nl);
        }
        if let Some(help) = &diagnostic.help {
            let _ = writeln!(out, "     = {}", help.nl);
        }
        let _ = write!(out, "  en | {}", diagnostic.message.en);
        for text in diagnostic.labels.iter().map(|l| &l.text).chain(&diagnostic.help).filter(|t| !t.is_empty()) {
            let _ = write!(out, " / {}", text.en);
        }
        out.push_str("\n\n");
    }
    out
}
