//! Text from files made safe to print.
//!
//! Takes: any text. Gives: the same text without what a terminal would obey. Never changes its length in bytes, so that
//! places stay right.

use std::borrow::Cow;

/// The text with every control character replaced by as many question marks as it has bytes, so that offsets stay right.
pub(crate) fn printable(text: &str) -> Cow<'_, str> {
    let bad = |c: char| c.is_control() && !matches!(c, '\n' | '\t' | '\r') || is_direction(c);
    // A carriage return in the middle of a line would let the rest overwrite it.
    let lone_cr = || text.bytes().zip(text.bytes().skip(1)).any(|(a, b)| a == b'\r' && b != b'\n');
    if !text.chars().any(bad) && !lone_cr() {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len());
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        if bad(c) || c == '\r' && chars.peek() != Some(&'\n') {
            (0..c.len_utf8()).for_each(|_| out.push('?'));
        } else {
            out.push(c);
        }
    }
    Cow::Owned(out)
}

/// JSON with every character that a terminal would obey written as `\u…`; a program reads the same from it.
///
/// JSON itself asks that only of the characters below the space.
pub(crate) fn printable_json(json: String) -> String {
    let bad = |c: char| c.is_control() && c != '\n' || is_direction(c);
    if !json.chars().any(bad) {
        return json;
    }
    let mut out = String::with_capacity(json.len());
    for c in json.chars() {
        if bad(c) {
            out.push_str(&format!("\\u{:04x}", u32::from(c)));
        } else {
            out.push(c);
        }
    }
    out
}

/// Characters that turn the direction of what follows: they can make a text look like another one.
fn is_direction(c: char) -> bool {
    matches!(c, '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn json_keeps_what_a_terminal_would_obey_as_numbers() {
        let text = "a\u{7f}\u{9b}31m\u{202e}\u{1b}é";
        let json = printable_json(serde_json::to_string(text).unwrap());
        assert_eq!(json, r#""a\u007f\u009b31m\u202e\u001bé""#);
        assert_eq!(serde_json::from_str::<String>(&json).unwrap(), text);
    }

    #[test]
    fn control_characters_become_question_marks_of_the_same_length() {
        let text = "a\u{1b}[31mb\rc\r\n\u{202E}d\t€";
        let shown = printable(text);
        assert_eq!(shown, "a?[31mb?c\r\n???d\t€");
        assert_eq!(shown.len(), text.len());
    }
}
