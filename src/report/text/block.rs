//! A block of source with underlined places, drawn by miette.
//!
//! Takes: a message and labelled spans in any files. Gives: miette's graphical rendering. miette's own English words (`help:`,
//! `Error:`) never appear: the diagnostic it gets has no help, no code and no related diagnostics.

use std::fmt;

use miette::{GraphicalReportHandler, GraphicalTheme, LabeledSpan, Severity};

use crate::report::escape::one_line;
use crate::report::ink::Ink;
use crate::report::printable::printable;
use crate::report::source::Texts;
use crate::report::text::Page;
use crate::source::Span;

/// What to draw.
pub(crate) struct Block<'a> {
    /// Which mark stands before the message.
    pub(crate) severity: Severity,
    /// The sentence above the source.
    pub(crate) message: &'a str,
    /// The places, with the words under them; empty words give a bare underline.
    pub(crate) labels: Vec<(Span, &'a str)>,
}

impl Block<'_> {
    /// Appends the block.
    pub(crate) fn write(self, out: &mut Ink, page: Page<'_>) {
        let texts = Texts::new(&page.run.sources, self.labels.iter().map(|(s, _)| *s));
        let labels = disjoint(self.labels)
            .into_iter()
            .filter_map(|(span, words)| texts.label(span, (!words.is_empty()).then(|| printable(&words).into_owned())))
            .collect();
        let diagnostic =
            Drawn { severity: self.severity, message: glue(&one_line(&printable(self.message))), labels, texts };
        let theme = if page.run.colour { GraphicalTheme::unicode() } else { GraphicalTheme::unicode_nocolor() };
        let handler = GraphicalReportHandler::new_themed(theme)
            .with_width(page.width)
            .with_context_lines(1)
            .with_links(false)
            .without_syntax_highlighting();
        let mut text = String::new();
        // Drawing into a string fails only when a span does not lie in its text; the message must not be lost with it.
        if handler.render_report(&mut text, &diagnostic).is_err() {
            text = format!("  × {}\n", diagnostic.message);
        }
        for line in text.lines() {
            out.drawn(&unglue(line));
        }
    }
}

/// Keeps `€ 12.000` and `26,25…%` on one line: miette wraps where Unicode allows it.
fn glue(text: &str) -> String {
    text.replace("€ ", "€\u{A0}").replace("…%", "…\u{2060}%")
}

fn unglue(text: &str) -> String {
    text.replace("€\u{A0}", "€ ").replace("…\u{2060}%", "…%")
}

/// Spans in order without overlap: the same place underlined twice becomes one with both words, and of two nested places the
/// smaller one stays, since it says more exactly what is meant.
fn disjoint(mut labels: Vec<(Span, &str)>) -> Vec<(Span, String)> {
    labels.sort_by_key(|(s, _)| (s.file, s.start, s.end));
    let mut out: Vec<(Span, String)> = Vec::new();
    for (span, words) in labels {
        let Some((last, said)) = out.last_mut().filter(|(l, _)| overlap(*l, span)) else {
            out.push((span, words.to_string()));
            continue;
        };
        if span.len() < last.len() {
            *last = span;
        }
        if !words.is_empty() && said != words {
            if !said.is_empty() {
                said.push_str(", ");
            }
            said.push_str(words);
        }
    }
    out
}

fn overlap(a: Span, b: Span) -> bool {
    a.file == b.file && (b.start < a.end || b.start == a.start)
}

struct Drawn<'a> {
    severity: Severity,
    message: String,
    labels: Vec<LabeledSpan>,
    texts: Texts<'a>,
}

impl fmt::Debug for Drawn<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl fmt::Display for Drawn<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl std::error::Error for Drawn<'_> {}

impl miette::Diagnostic for Drawn<'_> {
    fn severity(&self) -> Option<Severity> {
        Some(self.severity)
    }

    fn source_code(&self) -> Option<&dyn miette::SourceCode> {
        Some(&self.texts)
    }

    fn labels(&self) -> Option<Box<dyn Iterator<Item = LabeledSpan> + '_>> {
        Some(Box::new(self.labels.iter().cloned()))
    }
}
