//! What was found, above the lines of the files with what it rests on underlined, drawn by miette.
//!
//! Takes: a message and places in any files. Gives: miette's graphical rendering. miette's own English words (`help:`, `Error:`)
//! never appear: the diagnostic it gets has no help, no code and no related diagnostics.

use std::fmt;

use miette::{GraphicalReportHandler, GraphicalTheme, LabeledSpan, Severity};

use super::Text;
use crate::document::{Found, Tone};
use crate::lang::one_line;
use crate::printable::printable;
use crate::report::ink::Ink;
use crate::report::source::Texts;

/// Appends what was found.
pub(super) fn draw(out: &mut Ink, page: &Text<'_>, found: &Found) {
    let (texts, labels) = Texts::with_labels(page.sources, &found.places);
    let message = glue(&one_line(&printable(&found.message)));
    let severity = match found.tone {
        Tone::Error => Severity::Error,
        Tone::Warning => Severity::Warning,
        Tone::Note | Tone::Good | Tone::Plain => Severity::Advice,
    };
    let diagnostic = Drawn { severity, message, labels, texts };
    let theme = if page.colour { GraphicalTheme::unicode() } else { GraphicalTheme::unicode_nocolor() };
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

/// Keeps `€ 12.000` and `26,25…%` on one line: miette wraps where Unicode allows it.
fn glue(text: &str) -> String {
    text.replace("€ ", "€\u{A0}").replace("…%", "…\u{2060}%")
}

fn unglue(text: &str) -> String {
    text.replace("€\u{A0}", "€ ").replace("…\u{2060}%", "…%")
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
