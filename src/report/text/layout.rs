//! Words on lines: wrapping, columns and colour.
//!
//! Takes: text and a width. Gives: lines that fit. Never measures in bytes: columns count as a terminal shows them.

use unicode_width::UnicodeWidthStr;

use crate::report::printable::printable;

/// Colours, when they are wanted.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Paint {
    pub(crate) on: bool,
}

impl Paint {
    fn with(self, code: &str, text: &str) -> String {
        if self.on && !text.is_empty() { format!("\u{1b}[{code}m{text}\u{1b}[0m") } else { text.to_string() }
    }

    pub(crate) fn bold(self, text: &str) -> String {
        self.with("1", text)
    }

    pub(crate) fn dim(self, text: &str) -> String {
        self.with("2", text)
    }

    pub(crate) fn red(self, text: &str) -> String {
        self.with("1;31", text)
    }

    pub(crate) fn yellow(self, text: &str) -> String {
        self.with("1;33", text)
    }

    pub(crate) fn green(self, text: &str) -> String {
        self.with("1;32", text)
    }

    pub(crate) fn blue(self, text: &str) -> String {
        self.with("1;36", text)
    }
}

/// Columns that a text takes on a terminal.
pub(crate) fn width(text: &str) -> usize {
    UnicodeWidthStr::width(text)
}

/// Spaces to fill up to a width.
pub(crate) fn pad(used: usize, to: usize) -> String {
    " ".repeat(to.saturating_sub(used))
}

/// Appends `text` wrapped at `limit` columns: `first` before the first line, as many spaces before the others. `first` is
/// painted by `style` after measuring.
pub(crate) fn fill(out: &mut String, limit: usize, first: &str, style: impl Fn(&str) -> String, text: &str) {
    let indent = width(first);
    let rest = " ".repeat(indent);
    // A very narrow terminal gets long lines rather than one word per line.
    let room = limit.saturating_sub(indent).max(24);
    let text = printable(text);
    out.push_str(&style(first));
    let mut fresh = true;
    for (n, paragraph) in text.lines().enumerate() {
        if n > 0 {
            out.push('\n');
            out.push_str(&rest);
            fresh = true;
        }
        let mut used = 0usize;
        for word in paragraph.split_whitespace() {
            let w = width(word);
            if !fresh && used.saturating_add(1).saturating_add(w) > room {
                out.push('\n');
                out.push_str(&rest);
                used = 0;
                fresh = true;
            }
            if !fresh {
                out.push(' ');
                used = used.saturating_add(1);
            }
            out.push_str(word);
            used = used.saturating_add(w);
            fresh = false;
        }
    }
    out.push('\n');
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn wraps_by_columns_and_indents_under_the_first_word() {
        let mut out = String::new();
        fill(&mut out, 36, "  hulp: ", str::to_string, "maak 12 van de 236 andere woningen sociaal (€ 96)");
        assert_eq!(out, "  hulp: maak 12 van de 236 andere\n        woningen sociaal (€ 96)\n");
    }
}
