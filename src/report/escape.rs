//! Text of anyone made safe in each format: a name in a file is data, never markup, a formula or a command.
//!
//! Takes: a text, one form at a time. Gives: the same words, which the format shows as they stand. Control characters are no
//! business of these: [`super::ink`] takes them out of every format.

use crate::lang::one_line;

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

/// A character of no width in Markdown. What GitHub and GitLab look for after Markdown was read, such as mentions and addresses, is
/// only stopped by a character between.
pub(crate) const NOTHING: &str = "&#8203;";

/// For a line of Markdown, as GitHub and GitLab read it and as pandoc does: no markup, no HTML, no link, no mention and no picture.
///
/// The number of a commit stays what it is: a service links it when it has that commit.
pub(crate) fn markdown(text: &str, out: &mut String) {
    let mut before = "";
    for (at, c) in text.char_indices() {
        let rest = text.get(at..).unwrap_or_default();
        match c {
            // `www.` becomes a link by itself
            '.' if ends_word(before, "www") => out.push_str("&#8203;."),
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '\\' | '`' | '*' | '_' | '[' | ']' | '{' | '}' | '#' | '|' | '~' | '!' | '$' | '^' => {
                out.push('\\');
                out.push(c);
            }
            c => out.push(c),
        }
        let next = rest.get(c.len_utf8()..).unwrap_or_default();
        if points(before, c, next) {
            out.push_str(NOTHING);
        }
        before = text.get(..at.saturating_add(c.len_utf8())).unwrap_or_default();
    }
}

/// Whether what stands here would be read as more than text: it points at a person, an issue, a label or an address, or it stands
/// for a picture or a change.
fn points(before: &str, c: char, next: &str) -> bool {
    let first = next.chars().next().unwrap_or(' ');
    let word = |allowed: fn(char) -> bool| {
        let word = next.find(|c| !allowed(c)).filter(|n| *n > 0);
        word.and_then(|n| next.get(n..)).is_some_and(|after| after.starts_with(':'))
    };
    match c {
        '@' => !first.is_whitespace(),
        '#' | '~' => first.is_alphanumeric() || matches!(first, '"' | '_'),
        '!' | '&' | '$' => first.is_ascii_digit(),
        '%' => first.is_ascii_digit() || first == '"',
        // `GH-12`, `GL-12`
        '-' => first.is_ascii_digit() && (ends_word(before, "gh") || ends_word(before, "gl")),
        // `https://`, `:smile:`
        ':' => next.starts_with("//") || word(|c| c.is_ascii_alphanumeric() || matches!(c, '_' | '+' | '-')),
        // `{+ added +}`, `[- gone -]`, `[issue:12]`
        '{' | '[' => matches!(first, '+' | '-') || c == '[' && word(|c| c.is_ascii_lowercase() || c == '_'),
        _ => false,
    }
}

/// Whether a text ends with this word, in capitals or not.
fn ends_word(text: &str, word: &str) -> bool {
    let Some((before, last)) = text.len().checked_sub(word.len()).and_then(|at| text.split_at_checked(at)) else {
        return false;
    };
    last.eq_ignore_ascii_case(word) && !before.ends_with(char::is_alphanumeric)
}

/// For a cell of a table that a spreadsheet may open: what it would compute gets an apostrophe before it, which makes it text.
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
    fn a_spreadsheet_computes_nothing() {
        for text in ["=1+1", "+31", "-1", "@SUM(A1)", "\t=1", "  =cmd|' /C calc'!A0", "\u{FEFF}=1", "＝1", "\n=1"] {
            assert!(cell(text).starts_with('\''), "{text:?}");
        }
        for text in ["Meerdijk", "3,9%", "a=b", ""] {
            assert_eq!(cell(text), text);
        }
    }

    #[test]
    fn markdown_makes_nothing_of_a_text() {
        let cases = [
            ("http://e.x/`<img src=x>`", "http:&#8203;//e.x/\\`&lt;img src=x&gt;\\`"),
            ("www.e.x WWW.e.x aww.e", "www&#8203;.e.x WWW&#8203;.e.x aww.e"),
            ("a@b.nl @naam a @ b", "a@&#8203;b.nl @&#8203;naam a @ b"),
            (
                "#12 !3 ~label %\"m\" &4 $5",
                "\\#&#8203;12 \\!&#8203;3 \\~&#8203;label %&#8203;\"m\" &amp;&#8203;4 \\$&#8203;5",
            ),
            ("GH-12 gl-3 BGH-1 BES-02", "GH-&#8203;12 gl-&#8203;3 BGH-1 BES-02"),
            (":smile: 12:30 a::b x: y", ":&#8203;smile: 12:30 a::b x: y"),
            ("{+ a +} [- b -] [issue:1] a[1]", "\\{&#8203;+ a +\\} \\[&#8203;- b -\\] \\[&#8203;issue:1\\] a\\[1\\]"),
            ("**a** _b_ ~c~ |d| \\e", "\\*\\*a\\*\\* \\_b\\_ \\~&#8203;c\\~ \\|d\\| \\\\e"),
        ];
        for (text, shown) in cases {
            let mut out = String::new();
            markdown(text, &mut out);
            assert_eq!(out, shown);
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
