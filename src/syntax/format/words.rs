//! Texts, numbers and lines: the small pieces that every block is laid out with.

use super::WIDTH;

/// How many columns a text takes.
pub(super) fn width(text: &str) -> usize {
    text.chars().count()
}

/// A line that starts with `head`, followed by `body` whose first line continues it. Further lines stand below the first.
pub(super) fn hang(head: &str, body: Vec<String>) -> Vec<String> {
    let pad = " ".repeat(width(head));
    let lines = body.into_iter().enumerate();
    lines.map(|(i, line)| if i == 0 { format!("{head}{line}") } else { format!("{pad}{line}") }).collect()
}

/// Lines moved to the right.
pub(super) fn indent(by: usize, lines: Vec<String>) -> Vec<String> {
    hang(&" ".repeat(by), lines)
}

/// A word padded to a column, with at least one space behind it.
pub(super) fn pad(word: &str, to: usize) -> String {
    let spaces = to.saturating_sub(width(word)).max(1);
    format!("{word}{}", " ".repeat(spaces))
}

/// A string on one line.
pub(super) fn quote(value: &str) -> String {
    format!("\"{}\"", value.replace('\\', "\\\\").replace('"', "\\\"").replace('\n', "\\n"))
}

/// A string that starts at a column, run on over as many lines as it needs.
pub(super) fn string(value: &str, column: usize) -> Vec<String> {
    let most = WIDTH.saturating_sub(column).max(40);
    let quoted = quote(value);
    let mut lines: Vec<String> = Vec::new();
    let mut line = String::new();
    for piece in pieces(&quoted, most) {
        let joined = width(&line).saturating_add(width(piece)).saturating_add(1);
        if !line.is_empty() && joined > most {
            lines.push(std::mem::take(&mut line));
            // Below the first letter, not below the quote.
            line.push(' ');
            line.push_str(piece);
        } else {
            if !line.is_empty() {
                line.push(' ');
            }
            line.push_str(piece);
        }
    }
    lines.push(line);
    lines
}

/// The pieces of a quoted string between which a line may end: at a single space, and within braces only where a piece would
/// not fit on a line.
fn pieces(quoted: &str, most: usize) -> Vec<&str> {
    let whole = split(quoted, false);
    whole.into_iter().flat_map(|piece| if width(piece) > most { split(piece, true) } else { vec![piece] }).collect()
}

fn split(quoted: &str, within_braces: bool) -> Vec<&str> {
    let mut found = Vec::new();
    let mut start = 0usize;
    let mut in_braces = false;
    let mut before = ' ';
    let mut chars = quoted.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        match c {
            '{' => in_braces = !within_braces,
            '}' => in_braces = false,
            ' ' if !in_braces && !is_space(before) && chars.peek().is_some_and(|(_, next)| !is_space(*next)) => {
                found.push(quoted.get(start..at).unwrap_or(""));
                start = at.saturating_add(1);
            }
            _ => {}
        }
        before = c;
    }
    found.push(quoted.get(start..).unwrap_or(""));
    found
}

fn is_space(c: char) -> bool {
    c.is_whitespace()
}

/// A number as written, with its thousands parted where it has five digits or more.
pub(super) fn number(written: &str) -> String {
    let (whole, decimals) = match written.split_once(',') {
        Some((whole, decimals)) => (whole, format!(",{decimals}")),
        None => (written, String::new()),
    };
    let digits = whole.replace('.', "");
    // Four digits may be a year: they stay as they were.
    if digits.len() <= 4 {
        return format!("{whole}{decimals}");
    }
    let mut parted = String::new();
    for (i, c) in digits.chars().enumerate() {
        if i > 0 && digits.len().saturating_sub(i).is_multiple_of(3) {
            parted.push('.');
        }
        parted.push(c);
    }
    format!("{parted}{decimals}")
}
