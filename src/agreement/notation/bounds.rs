//! A figure with a bound in words: `minimaal 4000`, `circa 15.000`, `20 - 40`.

use super::plain;
use super::quantity::digits;

/// How a figure is written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Form {
    /// The figure itself.
    Exact(String),
    /// At least this.
    Min(String),
    /// At most this.
    Max(String),
    /// About this.
    Circa(String),
    /// From this up to and including that.
    Range(String, String),
}

const MIN: [&str; 10] =
    ["minimaal", "ten minste", "tenminste", "minstens", "ruim", "in ieder geval", "at least", ">=", "≥", "min."];
const MAX: [&str; 9] =
    ["maximaal", "ten hoogste", "hoogstens", "hooguit", "niet meer dan", "at most", "<=", "≤", "max."];
const CIRCA: [&str; 8] = ["circa", "ca.", "ongeveer", "bijna", "rond de", "rond", "about", "±"];

/// Splits a text into its bound and its figures. The figures have not been read yet.
pub(crate) fn form(text: &str) -> Form {
    if digits(text).is_some() {
        return Form::Exact(text.to_owned());
    }
    let text = plain(text);
    if let Some(rest) = after_word(&text, &MIN) {
        return Form::Min(rest);
    }
    if let Some(rest) = after_word(&text, &MAX) {
        return Form::Max(rest);
    }
    if let Some(rest) = after_word(&text, &CIRCA) {
        return Form::Circa(rest);
    }
    let (from, separators) = match (after_word(&text, &["tussen de", "tussen"]), after_word(&text, &["van"])) {
        (Some(rest), _) => (rest, [" en de ", " en "].as_slice()),
        (None, Some(rest)) => (rest, RANGE),
        (None, None) => (text.clone(), RANGE),
    };
    for separator in separators {
        if let Some((a, b)) = from.split_once(separator) {
            return Form::Range(a.to_owned(), b.to_owned());
        }
    }
    match hyphen(&from) {
        Some((a, b)) => Form::Range(a, b),
        None => Form::Exact(text),
    }
}

const RANGE: &[&str] = &[" t/m ", " tot en met ", " tot ", " - "];

fn after_word(text: &str, words: &[&str]) -> Option<String> {
    words.iter().find_map(|word| {
        let head = text.get(..word.len())?;
        let rest = text.get(word.len()..)?;
        let whole_word = !word.ends_with(char::is_alphabetic) || rest.starts_with(' ');
        (whole_word && head.chars().flat_map(char::to_lowercase).eq(word.chars())).then(|| rest.trim_start().to_owned())
    })
}

/// `20-40`, `20%-40%`: one hyphen between a figure and a figure; not the minus of a number, not the hyphens of a date.
fn hyphen(text: &str) -> Option<(String, String)> {
    let (a, b) = text.split_once('-')?;
    let ends = a.ends_with(|c: char| c.is_ascii_digit() || c == '%');
    let starts = b.starts_with(|c: char| c.is_ascii_digit() || c == '€');
    (ends && starts && !b.contains('-')).then(|| (a.to_owned(), b.to_owned()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bounds_in_words() {
        let range = |a: &str, b: &str| Form::Range(a.to_owned(), b.to_owned());
        for (text, expected) in [
            ("4000", Form::Exact("4000".into())),
            ("minimaal 4000", Form::Min("4000".into())),
            ("Ruim 4000 woningen", Form::Min("4000 woningen".into())),
            ("ten minste € 35 miljoen", Form::Min("€ 35 miljoen".into())),
            ("≥30%", Form::Min("30%".into())),
            ("maximaal 10", Form::Max("10".into())),
            ("circa 15000", Form::Circa("15000".into())),
            ("bijna 100", Form::Circa("100".into())),
            ("ruimte", Form::Exact("ruimte".into())),
            ("20 - 40", range("20", "40")),
            ("20-40", range("20", "40")),
            ("20 – 40%", range("20", "40%")),
            ("€ 20 t/m € 40", range("€ 20", "€ 40")),
            ("tussen de 20 en 40", range("20", "40")),
            ("van 20 tot 40", range("20", "40")),
            ("-5", Form::Exact("-5".into())),
            ("€ 500,-", Form::Exact("€ 500,-".into())),
            ("1-7-2026", Form::Exact("1-7-2026".into())),
            ("0,5 %-punt", Form::Exact("0,5 %-punt".into())),
        ] {
            assert_eq!(form(text), expected, "{text}");
        }
    }
}
