//! Words on lines: wrapping and columns.
//!
//! Takes: text and a width. Gives: lines that fit. Never measures in bytes: columns count as a terminal shows them.

use unicode_width::UnicodeWidthStr;

use crate::printable::printable;
use crate::report::ink::{Ink, Style};

/// Columns that a text takes on a terminal.
pub(crate) fn width(text: &str) -> usize {
    UnicodeWidthStr::width(text)
}

/// Spaces to fill up to a width.
pub(crate) fn pad(used: usize, to: usize) -> String {
    " ".repeat(to.saturating_sub(used))
}

/// Appends `text` as one paragraph, wrapped at `limit` columns: `first` before the first line, in its style, as many spaces before the others.
pub fn fill(out: &mut Ink, limit: usize, first: &str, style: Style, text: &str) {
    fill_in(out, limit, &[(style, first)], Style::Plain, text);
}

/// The same after several words of different styles, and with a style for the text itself.
pub fn fill_in(out: &mut Ink, limit: usize, first: &[(Style, &str)], style: Style, text: &str) {
    let indent = first.iter().fold(0usize, |sum, (_, words)| sum.saturating_add(width(words)));
    let rest = " ".repeat(indent);
    // A very narrow terminal gets long lines rather than one word per line.
    let room = limit.saturating_sub(indent).max(24);
    first.iter().for_each(|(style, words)| out.paint(*style, words));
    let (mut line, mut used) = (String::new(), 0usize);
    let text = printable(text);
    for word in text.split_whitespace() {
        let w = width(word);
        if !line.is_empty() && used.saturating_add(1).saturating_add(w) > room {
            out.paint(style, &line);
            out.end();
            out.push(&rest);
            line.clear();
            used = 0;
        }
        if !line.is_empty() {
            line.push(' ');
            used = used.saturating_add(1);
        }
        line.push_str(word);
        used = used.saturating_add(w);
    }
    out.paint(style, &line);
    out.end();
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn wraps_by_columns_and_indents_under_the_first_word() {
        let mut out = Ink::new(false);
        fill(&mut out, 36, "  hulp: ", Style::Blue, "maak 12 van de 236 andere woningen sociaal (€ 96)");
        assert_eq!(out.to_string(), "  hulp: maak 12 van de 236 andere\n        woningen sociaal (€ 96)\n");
    }
}
