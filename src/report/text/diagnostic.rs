//! A diagnostic of a file or a ruleset, for a terminal.

use miette::Severity as Mark;

use crate::diagnostic::{Diagnostic, Severity};
use crate::report::ink::{Ink, Style};
use crate::report::text::Page;
use crate::report::text::block::Block;
use crate::report::text::layout::fill;

/// Code, message, the places, and what to do.
pub(crate) fn write(out: &mut Ink, page: Page<'_>, diagnostic: &Diagnostic) {
    let lang = page.lang;
    let head = format!("{} {}", diagnostic.severity.word(lang), diagnostic.code);
    let (style, severity) = match diagnostic.severity {
        Severity::Error => (Style::Red, Mark::Error),
        Severity::Warning => (Style::Yellow, Mark::Warning),
        Severity::Note => (Style::Blue, Mark::Advice),
    };
    out.paint(style, &head);
    out.end();
    let labels = diagnostic.labels.iter().map(|l| (l.span, l.text.get(lang))).collect();
    Block { severity, message: diagnostic.message.get(lang), labels }.write(out, page);
    if let Some(help) = &diagnostic.help {
        fill(out, page.width, lang.pick("  hulp: ", "  help: "), Style::Blue, help.get(lang));
    }
    out.end();
}

/// Where to read more about a code.
pub(crate) fn hint(out: &mut Ink, page: Page<'_>, code: &str) {
    let text =
        page.lang.pick(format!("Meer uitleg: toets explain {code}"), format!("More about this: toets explain {code}"));
    fill(out, page.width, "", Style::Plain, &text);
}
