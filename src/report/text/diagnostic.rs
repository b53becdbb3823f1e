//! A diagnostic of a file or a ruleset, for a terminal.

use miette::Severity as Mark;

use crate::diagnostic::{Diagnostic, Severity};
use crate::report::text::Page;
use crate::report::text::block::Block;
use crate::report::text::layout::fill;

/// Code, message, the places, and what to do.
pub(crate) fn write(out: &mut String, page: Page<'_>, diagnostic: &Diagnostic) {
    let lang = page.lang;
    let head = format!("{} {}", diagnostic.severity.word(lang), diagnostic.code);
    let (head, severity) = match diagnostic.severity {
        Severity::Error => (page.paint.red(&head), Mark::Error),
        Severity::Warning => (page.paint.yellow(&head), Mark::Warning),
        Severity::Note => (page.paint.blue(&head), Mark::Advice),
    };
    out.push_str(&head);
    out.push('\n');
    let labels = diagnostic.labels.iter().map(|l| (l.span, l.text.get(lang))).collect();
    Block { severity, message: diagnostic.message.get(lang), labels }.write(out, page);
    if let Some(help) = &diagnostic.help {
        fill(out, page.width, lang.pick("  hulp: ", "  help: "), |s| page.paint.blue(s), help.get(lang));
    }
    out.push('\n');
}

/// Where to read more about a code.
pub(crate) fn hint(out: &mut String, page: Page<'_>, code: &str) {
    let text =
        page.lang.pick(format!("Meer uitleg: toets explain {code}"), format!("More about this: toets explain {code}"));
    fill(out, page.width, "", str::to_string, &text);
}
