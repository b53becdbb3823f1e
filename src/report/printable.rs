//! Text from files made safe to print.
//!
//! Takes: any text. Gives: the same text without what a terminal would obey. Never changes its length in bytes, so that
//! places stay right.

use std::borrow::Cow;
use std::io::Write;

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

/// Characters that turn the direction of what follows: they can make a text look like another one.
fn is_direction(c: char) -> bool {
    matches!(c, '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}')
}

/// Words that a build service obeys wherever they stand in a line of its log.
const OBEYED: [(&str, &str); 3] = [("##[", "?#["), ("##vso[", "?#vso["), ("##teamcity[", "?#teamcity[")];

/// The text without what a build service would obey when it stands in the log of a job: a name in a file commands nothing.
///
/// GitHub obeys a line that begins with `::`, blanks before it aside.
#[cfg(feature = "cli")]
pub(crate) fn uncommanding(text: String) -> String {
    let mut text = text;
    for (obeyed, shown) in OBEYED {
        if text.contains(obeyed) {
            text = text.replace(obeyed, shown);
        }
    }
    if !text.contains("::") || !text.lines().any(|l| l.trim_start().starts_with("::")) {
        return text;
    }
    let defused = |line: &str| match line.trim_start().strip_prefix("::") {
        Some(rest) => {
            format!("{}?:{rest}", line.get(..line.len().saturating_sub(line.trim_start().len())).unwrap_or(""))
        }
        None => line.to_owned(),
    };
    text.split_inclusive('\n').map(defused).collect()
}

/// Part of a JSON text that may be read on a terminal or in the log of a job: the characters and words that these obey are written
/// as escapes, so the data stays what it is.
pub(crate) fn fragment<W: ?Sized + Write>(writer: &mut W, text: &str) -> std::io::Result<()> {
    let mut from = 0usize;
    let obeyed = |at: usize| text.get(at..).is_some_and(|rest| OBEYED.iter().any(|(words, _)| rest.starts_with(words)));
    for (at, c) in text.char_indices() {
        if c.is_control() || is_direction(c) || c == '#' && obeyed(at) {
            writer.write_all(text.get(from..at).unwrap_or("").as_bytes())?;
            write!(writer, "\\u{:04x}", u32::from(c))?;
            from = at.saturating_add(c.len_utf8());
        }
    }
    writer.write_all(text.get(from..).unwrap_or("").as_bytes())
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
    #[cfg(feature = "cli")]
    fn a_log_obeys_no_name() {
        let log = "a\n  ::error::b\n::stop-commands::x\nagreement::unknown_field ##[add-mask]c\n";
        let shown = "a\n  ?:error::b\n?:stop-commands::x\nagreement::unknown_field ?#[add-mask]c\n";
        assert_eq!(uncommanding(log.to_owned()), shown);
    }

    #[test]
    fn json_keeps_the_data_and_shows_nothing_that_is_obeyed() {
        let text = "a\u{1b}[31m \u{9b}2J \u{202E}x ##[set-output name=a]b # c";
        let mut written = Vec::new();
        fragment(&mut written, text).unwrap();
        let written = String::from_utf8(written).unwrap();
        assert!(written.is_ascii() && !written.contains("##["), "{written}");
        assert_eq!(serde_json::from_str::<String>(&format!("\"{written}\"")).unwrap(), text);
    }
}
