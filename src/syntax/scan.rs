//! Looking at text without the grammar: strings and comments, the token at a place, notations of other languages.
//!
//! For comments, and for the faults of blocks that the grammar refuses.

use std::ops::Range;

/// What [`strings_and_comments`] tells apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// `# …`
    Comment,
    /// `"…"`
    String,
    /// `"…` without an end
    OpenString,
    /// `'…'`
    Quoted,
    /// `'…` without an end on its line
    OpenQuoted,
}

/// A string or a comment.
#[derive(Debug, Clone)]
pub(super) struct Token {
    /// Which of them.
    pub(super) kind: Kind,
    /// Where, within the text scanned.
    pub(super) range: Range<usize>,
}

/// The strings and comments of a text, in order; looks no further than it is asked to.
pub(super) fn strings_and_comments(text: &str) -> impl Iterator<Item = Token> + '_ {
    let mut chars = text.char_indices().peekable();
    std::iter::from_fn(move || {
        loop {
            let (start, c) = chars.next()?;
            let kind = match c {
                '#' => {
                    while chars.next_if(|(_, c)| *c != '\n').is_some() {}
                    Kind::Comment
                }
                '\'' => {
                    while chars.next_if(|(_, c)| *c != '\n' && *c != '\'').is_some() {}
                    if chars.next_if(|(_, c)| *c == '\'').is_some() { Kind::Quoted } else { Kind::OpenQuoted }
                }
                '"' => {
                    let mut kind = Kind::OpenString;
                    while let Some((_, c)) = chars.next() {
                        if c == '\\' {
                            chars.next();
                        } else if c == '"' {
                            kind = Kind::String;
                            break;
                        }
                    }
                    kind
                }
                _ => continue,
            };
            let mut end = chars.peek().map_or(text.len(), |(at, _)| *at);
            if kind == Kind::Comment {
                end = start.saturating_add(text.get(start..end).unwrap_or("").trim_end().len());
            }
            return Some(Token { kind, range: start..end });
        }
    })
}

/// How many words, numbers, strings and signs there are, comments aside: how much work a text is to parse.
pub(super) fn words(text: &str) -> usize {
    let mut number = 0usize;
    let mut count = |text: &str| {
        let mut in_word = false;
        for c in text.chars() {
            let part_of_word = is_word_char(c);
            if !c.is_whitespace() && c != '\u{FEFF}' && !(part_of_word && in_word) {
                number = number.saturating_add(1);
            }
            in_word = part_of_word;
        }
    };
    let mut from = 0usize;
    for token in strings_and_comments(text) {
        count(text.get(from..token.range.start).unwrap_or(""));
        if token.kind != Kind::Comment {
            count("x");
            in_braces(text.get(token.range.clone()).unwrap_or("")).for_each(&mut count);
        }
        from = token.range.end;
    }
    count(text.get(from..).unwrap_or(""));
    number
}

/// What stands between braces in a string: the values of a message.
fn in_braces(string: &str) -> impl Iterator<Item = &str> {
    let mut rest = string;
    std::iter::from_fn(move || {
        let start = rest.find('{')?.saturating_add(1);
        let inner = rest.get(start..)?;
        let mut in_string = false;
        let close = inner.find(|c: char| {
            in_string ^= c == '"';
            c == '}' && !in_string
        });
        let (value, after) = inner.split_at_checked(close.unwrap_or(inner.len()))?;
        rest = after;
        Some(value)
    })
}

/// The token that starts at or after a place: a word, a number, a string, or symbols. `None` at the end of the text.
pub(super) fn token_at(text: &str, at: usize) -> Option<Range<usize>> {
    let mut start = at;
    loop {
        let rest = text.get(start..)?;
        let trimmed = rest.trim_start_matches(|c: char| c.is_whitespace() || c == '\u{FEFF}');
        start = start.saturating_add(rest.len().saturating_sub(trimmed.len()));
        if !trimmed.starts_with('#') {
            let len = token_len(trimmed);
            return (len > 0).then(|| start..start.saturating_add(len));
        }
        start = start.saturating_add(trimmed.find('\n').unwrap_or(trimmed.len()));
    }
}

/// The token before a place on the same line.
pub(super) fn token_before(text: &str, at: usize) -> Option<Range<usize>> {
    let line = text.get(..at)?.rfind('\n').map_or(0, |i| i.saturating_add(1));
    let mut last = None;
    let mut from = line;
    while let Some(token) = token_at(text, from).filter(|t| t.end <= at) {
        from = token.end;
        last = Some(token);
    }
    last
}

/// The last token of a text.
pub(super) fn last_token(text: &str) -> Range<usize> {
    let mut last = 0..0;
    while let Some(token) = token_at(text, last.end) {
        last = token;
    }
    last
}

fn token_len(text: &str) -> usize {
    let run = |f: fn(char) -> bool| text.find(|c| !f(c)).unwrap_or(text.len());
    let Some(first) = text.chars().next() else { return 0 };
    if first.is_ascii_digit() {
        let number = run(|c| c.is_ascii_digit() || matches!(c, '.' | ',' | '-'));
        let trimmed = text.get(..number).unwrap_or("").trim_end_matches(['.', ',', '-']).len();
        let unit = text.get(trimmed..).unwrap_or("");
        return trimmed.saturating_add(unit.find(|c: char| !(is_word_char(c) || c == '%')).unwrap_or(unit.len()));
    }
    if is_word_char(first) {
        let word = run(is_word_char);
        let upper = text.get(..word).is_some_and(|w| w.chars().all(|c| c.is_ascii_uppercase() || c.is_ascii_digit()));
        // BES-02, npa-2025: a hyphen within belongs to the word, `y-1` is a sum.
        let tail = text.get(word..).unwrap_or("");
        let id = tail.strip_prefix('-').map_or(0, |t| t.find(|c| !is_word_char(c)).unwrap_or(t.len()));
        return if id > usize::from(!upper) { word.saturating_add(id).saturating_add(1) } else { word };
    }
    if first == '"' || first == '\'' {
        let string = strings_and_comments(text).next().map_or(1, |t| t.range.end);
        return first_line(text.get(..string).unwrap_or("")).len();
    }
    if is_symbol(first) { run(is_symbol) } else { first.len_utf8() }
}

fn is_word_char(c: char) -> bool {
    c.is_alphanumeric() || c == '_'
}

fn is_symbol(c: char) -> bool {
    matches!(c, '=' | '<' | '>' | '!' | '&' | '|' | '^' | '~' | '+' | '*' | '/' | ':' | ';' | '?' | '@' | '$')
}

/// The symbols around a place.
pub(super) fn symbols_around(text: &str, at: usize) -> Range<usize> {
    let before = text.get(..at).unwrap_or("");
    let after = text.get(at..).unwrap_or("");
    let start = before.trim_end_matches(is_symbol).len();
    let end = at.saturating_add(after.find(|c| !is_symbol(c)).unwrap_or(after.len()));
    start..end
}

/// The first line of a text.
pub(super) fn first_line(text: &str) -> &str {
    text.lines().next().unwrap_or("")
}

/// The first word of a line.
pub(super) fn first_word(line: &str) -> &str {
    let line = line.trim_start();
    line.get(..line.find(|c| !is_word_char(c)).unwrap_or(line.len())).unwrap_or("")
}

/// The first escape of a string that has no meaning, with its place in the string.
pub(super) fn bad_escape(written: &str) -> Option<(usize, &str)> {
    let mut chars = written.char_indices();
    while let Some((at, c)) = chars.next() {
        if c == '\\' {
            let (i, escaped) = chars.next()?;
            if !matches!(escaped, '"' | '\\' | 'n') {
                return Some((at, written.get(at..i.saturating_add(escaped.len_utf8()))?));
            }
        }
    }
    None
}

/// The run of digits, points and commas that a place lies in or follows, with a `%` behind it.
pub(super) fn number_around(text: &str, at: usize) -> Option<Range<usize>> {
    let is_part = |c: char| c.is_ascii_digit() || matches!(c, '.' | ',');
    let before = text.get(..at)?;
    let start = before.trim_end_matches(is_part).len();
    let run = text.get(start..)?;
    let len = run.find(|c| !is_part(c)).unwrap_or(run.len());
    let number = run.get(..len)?.trim_end_matches(['.', ',']);
    let starts_word = text.get(..start)?.ends_with(is_word_char);
    if starts_word || !number.starts_with(|c: char| c.is_ascii_digit()) {
        return None;
    }
    let percent = usize::from(run.get(number.len()..)?.starts_with('%'));
    Some(start..start.saturating_add(number.len()).saturating_add(percent))
}

/// The Dutch notation of a number that was written in another one; `None` where it is Dutch already.
pub(super) fn dutch_number(written: &str) -> Option<String> {
    let number = written.trim_end_matches('%');
    let percent = written.get(number.len()..).unwrap_or("");
    let (head, tail) = number.rsplit_once('.')?;
    if head.contains('.') || tail.contains(',') {
        return None;
    }
    let is_thousands = tail.len() == 3 && !head.contains(',') && head.len() <= 3;
    // 1,000.50 has the two marks the other way round.
    (!is_thousands && !tail.is_empty()).then(|| format!("{},{tail}{percent}", head.replace(',', ".")))
}

/// Words of other languages that stand before a value.
pub(super) const PREFIXES: &[&str] = &["if", "not", "for", "each", "every", "all", "any"];

/// What a notation of another language is in ours.
pub(super) fn foreign(written: &str) -> Option<&'static str> {
    Some(match written {
        "==" | "===" | ":=" => "=",
        "!=" | "!==" | "/=" | "=!" => "<>",
        "=>" => ">=",
        "=<" => "<=",
        "&&" | "&" | "and" => "en",
        "||" | "|" | "or" => "of",
        "!" | "not" => "niet",
        "if" | "when" => "als",
        "then" => "dan",
        "else" | "otherwise" => "anders",
        "for" => "voor",
        "each" | "every" | "all" | "alle" => "elke",
        "any" | "some" => "enige",
        "where" => "waar",
        "is_not" => "is niet",
        "true" => "ja",
        "false" => "nee",
        "rule" => "regel",
        "source" => "bron",
        "ruleset" => "regelset",
        "chapter" => "hoofdstuk",
        "tm" | "tot" | ".." => "t/m",
        "EUR" | "$" => "€",
        "“" | "”" | "„" | "«" | "»" => "\"",
        "‘" | "’" | "‚" | "`" => "'",
        "–" | "—" => "-",
        _ => return None,
    })
}
