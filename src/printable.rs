//! Text from files made safe to print.
//!
//! Takes: any text. Gives: the same text without what a terminal would obey. Never changes its length in bytes, so that
//! places stay right.

use std::borrow::Cow;
use std::io::Write;

/// The text with every control character replaced by as many question marks as it has bytes, so that offsets stay right. Lines
/// stay lines.
pub fn printable(text: &str) -> Cow<'_, str> {
    let obeyed = |c: char| c != '\n' && c != '\t' && is_obeyed(c);
    if !text.chars().any(obeyed) {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len());
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        // A carriage return in the middle of a line would let the rest overwrite it.
        let line_end = c == '\r' && chars.peek() == Some(&'\n');
        if line_end || !obeyed(c) { out.push(c) } else { same_length(c, &mut out) }
    }
    Cow::Owned(out)
}

/// Appends a character, or as many question marks as it has bytes if a terminal would obey it.
pub(crate) fn same_length(c: char, out: &mut String) {
    if is_obeyed(c) { (0..c.len_utf8()).for_each(|_| out.push('?')) } else { out.push(c) }
}

/// Whether a terminal obeys this character, or a reader does not see what it does.
pub fn is_obeyed(c: char) -> bool {
    c.is_control() || is_unseen(c)
}

/// Characters that turn the direction of what follows, which can make a text look like another one; that end a line where
/// nobody sees it; and that are no characters at all, which XML and HTML refuse.
fn is_unseen(c: char) -> bool {
    let turns = matches!(c, '\u{200E}' | '\u{200F}' | '\u{061C}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}');
    let none = matches!(c, '\u{FDD0}'..='\u{FDEF}') || u32::from(c) & 0xFFFE == 0xFFFE;
    turns || none || matches!(c, '\u{2028}' | '\u{2029}')
}

/// Words that a build service obeys wherever they stand in a line of its log.
const OBEYED: [(&str, &str); 3] = [("##[", "?#["), ("##vso[", "?#vso["), ("##teamcity[", "?#teamcity[")];

/// The text without what a build service would obey when it stands in the log of a job: a name in a file commands nothing.
///
/// GitHub obeys a line that begins with `::`, blanks before it aside. `begun`: the text goes on on a line of which the start went
/// before it.
pub(crate) fn uncommanding(text: String, begun: bool) -> String {
    let mut text = text;
    for (obeyed, shown) in OBEYED {
        if text.contains(obeyed) {
            text = text.replace(obeyed, shown);
        }
    }
    let commands = |(n, line): (usize, &str)| (n > 0 || !begun) && first_words(line).starts_with("::");
    if !text.contains("::") || !text.lines().enumerate().any(commands) {
        return text;
    }
    let defused = |(n, line): (usize, &str)| {
        if commands((n, line)) { line.replacen("::", "?:", 1) } else { line.to_owned() }
    };
    text.split_inclusive('\n').enumerate().map(defused).collect()
}

/// A line from its first sign on, past blanks and colours of ours.
fn first_words(line: &str) -> &str {
    let line = line.trim_start();
    let code = line.strip_prefix("\u{1b}[").and_then(|l| l.split_once('m'));
    code.map_or(line, |(_, rest)| first_words(rest))
}

/// Part of a JSON text that may be read on a terminal or in the log of a job: the characters and words that these obey are written
/// as escapes, so the data stays what it is.
pub(crate) fn fragment<W: ?Sized + Write>(writer: &mut W, text: &str) -> std::io::Result<()> {
    let mut from = 0usize;
    let obeyed = |at: usize| text.get(at..).is_some_and(|rest| OBEYED.iter().any(|(words, _)| rest.starts_with(words)));
    for (at, c) in text.char_indices() {
        if is_obeyed(c) || c == '#' && obeyed(at) {
            writer.write_all(text.get(from..at).unwrap_or("").as_bytes())?;
            for unit in c.encode_utf16(&mut [0; 2]) {
                write!(writer, "\\u{unit:04x}")?;
            }
            from = at.saturating_add(c.len_utf8());
        }
    }
    writer.write_all(text.get(from..).unwrap_or("").as_bytes())
}

/// A value as JSON on one line, for a text that may stand on a terminal or in the log of a job.
///
/// # Errors
///
/// Never for values whose keys are strings; the error type is serde's.
pub(crate) fn json(value: &impl serde::Serialize) -> serde_json::Result<String> {
    struct Inert;
    impl serde_json::ser::Formatter for Inert {
        fn write_string_fragment<W: ?Sized + Write>(&mut self, writer: &mut W, text: &str) -> std::io::Result<()> {
            fragment(writer, text)
        }
    }
    let mut out = Vec::new();
    value.serialize(&mut serde_json::Serializer::with_formatter(&mut out, Inert))?;
    String::from_utf8(out).map_err(serde::ser::Error::custom)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn control_characters_become_question_marks_of_the_same_length() {
        let text = "a\u{1b}[31mb\rc\r\n\u{202E}d\t€";
        let shown = printable(text);
        assert_eq!(shown, "a?[31mb?c\r\n???d\t€");
        assert_eq!(shown.len(), text.len());
    }

    #[test]
    fn a_log_obeys_no_name() {
        let log = "a\n  ::error::b\n::stop-commands::x\nagreement::unknown_field ##[add-mask]c\n";
        let shown = "a\n  ?:error::b\n?:stop-commands::x\nagreement::unknown_field ?#[add-mask]c\n";
        assert_eq!(uncommanding(log.to_owned(), false), shown);
        assert_eq!(uncommanding("::a\n::b".to_owned(), true), "::a\n?:b");
        let painted = " \u{1b}[31m \u{1b}[1m";
        assert_eq!(uncommanding(format!("{painted}::a"), false), format!("{painted}?:a"));
    }

    #[test]
    fn json_keeps_the_data_and_shows_nothing_that_is_obeyed() {
        let text = "a\u{1b}[31m \u{9b}2J \u{202E}x \u{2028}\u{FFFE}\u{1FFFF} ##[set-output name=a]b # c";
        let written = json(&text).unwrap();
        assert!(written.is_ascii() && !written.contains("##["), "{written}");
        assert_eq!(serde_json::from_str::<String>(&written).unwrap(), text);
    }
}
