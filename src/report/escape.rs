//! Text of anyone made safe in each format: a name in a file is data, never markup, a formula or a command.
//!
//! Takes: a text, one form at a time. Gives: the same words, which the format shows as they stand. Control characters are no
//! business of these: [`super::render`] takes them out of every format as the last step.

/// On one line.
pub(crate) fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// For HTML and XML, as text and between quotes.
pub(crate) fn html(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            c => out.push(c),
        }
    }
    out
}

/// For a cell of a Markdown table or a word in a sentence, on GitHub and GitLab.
///
/// Both look for mentions (`@name`, `#12`, `!12`, `~label`, `%mark`) in what is left after Markdown: only a character between
/// stops that, so one of no width is put there.
pub(crate) fn markdown(text: &str) -> String {
    let text = one_line(text);
    let mut out = String::with_capacity(text.len());
    let mut before = ' ';
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        let next = chars.peek().copied().unwrap_or(' ');
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '\\' | '`' | '*' | '_' | '[' | ']' | '|' | '~' => {
                out.push('\\');
                out.push(c);
            }
            '$' => out.push_str("\\$"),
            // `https://` and `:smile:`
            ':' if next.is_alphanumeric() || matches!(next, '/' | '+' | '-' | '_') => out.push_str("\\:"),
            // `www.` becomes a link by itself
            '.' if before.eq_ignore_ascii_case(&'w') => out.push_str("\\."),
            c => out.push(c),
        }
        if mentions(c, next) {
            out.push_str("&#8203;");
        }
        before = c;
    }
    out
}

/// Whether these two together point at a person, an issue or a label.
fn mentions(c: char, next: char) -> bool {
    match c {
        '@' | '#' | '~' => next.is_alphanumeric() || matches!(next, '"' | '_'),
        '!' | '%' | '&' | '$' => next.is_ascii_digit(),
        _ => false,
    }
}

/// For a cell of a table that a spreadsheet may open: what it would compute gets an apostrophe before it, which makes it text.
#[cfg(feature = "cli")]
pub(crate) fn cell(text: &str) -> String {
    let first =
        text.trim_start_matches(|c: char| c.is_whitespace() || c.is_control() || c == '\u{FEFF}').chars().next();
    let computed = matches!(first, Some('=' | '+' | '-' | '@' | '|' | '%' | '＝' | '＋' | '－' | '＠'));
    let led = text.starts_with(['\t', '\r', '\n']);
    if computed || led { format!("'{text}") } else { text.to_owned() }
}

/// The words of a GitHub workflow command.
pub(crate) fn command(text: &str) -> String {
    text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

/// A property of a GitHub workflow command.
pub(crate) fn property(text: &str) -> String {
    command(text).replace(':', "%3A").replace(',', "%2C")
}

/// The description of a TAP test: a `#` would begin a directive.
pub(crate) fn tap(text: &str) -> String {
    one_line(text).replace('\\', "\\\\").replace('#', "\\#")
}

/// A plain message of SARIF, in which `[text](address)` would be a link and `{0}` an argument.
pub(crate) fn sarif(text: &str) -> String {
    let text = if text.contains("](") {
        text.replace('\\', "\\\\").replace('[', "\\[").replace(']', "\\]")
    } else {
        text.to_owned()
    };
    let mut out = String::with_capacity(text.len());
    let mut rest = text.as_str();
    while let Some((before, after)) = rest.split_once('{') {
        out.push_str(before);
        out.push_str(if after.starts_with(|c: char| c.is_ascii_digit()) { "{{" } else { "{" });
        rest = after;
    }
    out.push_str(rest);
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    #[cfg(feature = "cli")]
    fn a_spreadsheet_computes_nothing() {
        for text in ["=1+1", "+31", "-1", "@SUM(A1)", "\t=1", "  =cmd|' /C calc'!A0", "\u{FEFF}=1", "＝1", "\n=1"] {
            assert!(cell(text).starts_with('\''), "{text:?}");
        }
        for text in ["Meerdijk", "3,9%", "a=b", ""] {
            assert_eq!(cell(text), text);
        }
    }

    #[test]
    fn a_command_stays_on_its_line() {
        assert_eq!(command("a\r\n::error::b 100%"), "a%0D%0A::error::b 100%25");
        assert_eq!(property("a,b:c"), "a%2Cb%3Ac");
        assert_eq!(tap("a # TODO \\ b\nok 2"), "a \\# TODO \\\\ b ok 2");
    }

    #[test]
    fn a_message_is_no_link_and_asks_for_no_argument() {
        assert_eq!(sarif("[klik](https://a.b) {0} {x}"), "\\[klik\\](https://a.b) {{0} {x}");
        assert_eq!(sarif("lijst[2] en {naam}"), "lijst[2] en {naam}");
    }
}
