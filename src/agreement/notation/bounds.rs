//! A figure with a bound in words: `minimaal 4000`, `ruim 100`, `circa 15.000`, `20 à 40`.

use super::plain;
use super::quantity::digits;

/// How a figure is written. The figures have not been read yet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Form {
    /// The figure itself.
    Exact(String),
    /// A bound, and the figure that it is about.
    Bound(Bound, String),
    /// From this up to and including that.
    Range(String, String),
}

/// What a word says of the figure behind it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Bound {
    /// `minimaal 40`: this or more.
    Min,
    /// `ruim 40`, `meer dan 40`: more than this.
    Above,
    /// `maximaal 40`: this or less.
    Max,
    /// `minder dan 40`: less than this.
    Below,
    /// `circa 40`: about this.
    Circa,
    /// `bijna 40`: somewhat less than this.
    Nearly,
}

/// Words before a figure; a longer one stands before the shorter one that it begins with.
const BEFORE: [(Bound, &[&str]); 6] = [
    (
        Bound::Max,
        &[
            "maximaal",
            "max.",
            "max",
            "ten hoogste",
            "hoogstens",
            "hooguit",
            "niet meer dan",
            "tot en met",
            "t/m",
            "at most",
            "<=",
            "≤",
        ],
    ),
    (
        Bound::Min,
        &[
            "minimaal",
            "min.",
            "min",
            "ten minste",
            "tenminste",
            "minstens",
            "niet minder dan",
            "in ieder geval",
            "vanaf",
            "at least",
            ">=",
            "≥",
        ],
    ),
    (Bound::Above, &["ruim", "meer dan", "hoger dan", "more than", ">"]),
    (Bound::Below, &["minder dan", "lager dan", "less than", "<"]),
    (
        Bound::Circa,
        &[
            "circa",
            "ca.",
            "ca",
            "ongeveer",
            "om en nabij de",
            "om en nabij",
            "rond de",
            "rond",
            "zo'n",
            "zo’n",
            "about",
            "+/-",
            "±",
            "~",
        ],
    ),
    (Bound::Nearly, &["bijna", "nearly"]),
];

/// Words behind a figure.
const BEHIND: [(Bound, &[&str]); 2] = [
    (Bound::Min, &[" of meer", " en meer", " of hoger", " or more"]),
    (Bound::Max, &[" of minder", " of lager", " or less"]),
];

/// Words between two figures.
const BETWEEN: &[&str] = &[" t/m ", " tot en met ", " tot ", " à ", " a ", " - "];

/// Splits a text into its bound and its figures.
pub(crate) fn form(text: &str) -> Form {
    if digits(text).is_some() {
        return Form::Exact(text.to_owned());
    }
    let text = plain(text);
    for (bound, words) in BEFORE {
        if let Some(rest) = after_word(&text, words) {
            return Form::Bound(bound, rest);
        }
    }
    for (bound, words) in BEHIND {
        if let Some(figure) = words.iter().find_map(|word| before_word(&text, word)) {
            return Form::Bound(bound, figure);
        }
    }
    let (from, separators) = match (after_word(&text, &["tussen de", "tussen"]), after_word(&text, &["van"])) {
        (Some(rest), _) => (rest, [" en de ", " en "].as_slice()),
        (None, Some(rest)) => (rest, BETWEEN),
        (None, None) => (text.clone(), BETWEEN),
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

fn after_word(text: &str, words: &[&str]) -> Option<String> {
    words.iter().find_map(|word| {
        let head = text.get(..word.len())?;
        let rest = text.get(word.len()..)?;
        let whole_word = !word.ends_with(char::is_alphabetic) || rest.starts_with(' ');
        (whole_word && head.chars().flat_map(char::to_lowercase).eq(word.chars())).then(|| rest.trim_start().to_owned())
    })
}

fn before_word(text: &str, word: &str) -> Option<String> {
    let (figure, end) = text.split_at_checked(text.len().checked_sub(word.len())?)?;
    end.chars().flat_map(char::to_lowercase).eq(word.chars()).then(|| figure.trim_end().to_owned())
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
        let exact = |text: &str| Form::Exact(text.to_owned());
        let bound = |bound, text: &str| Form::Bound(bound, text.to_owned());
        for (text, expected) in [
            ("4000", exact("4000")),
            ("minimaal 4000", bound(Bound::Min, "4000")),
            ("min 4000", bound(Bound::Min, "4000")),
            ("4000 of meer", bound(Bound::Min, "4000")),
            ("Ruim 4000 woningen", bound(Bound::Above, "4000 woningen")),
            ("meer dan 40", bound(Bound::Above, "40")),
            ("ten minste € 35 miljoen", bound(Bound::Min, "€ 35 miljoen")),
            ("≥30%", bound(Bound::Min, "30%")),
            (">30%", bound(Bound::Above, "30%")),
            ("maximaal 10", bound(Bound::Max, "10")),
            ("max 10", bound(Bound::Max, "10")),
            ("tot en met 10", bound(Bound::Max, "10")),
            ("niet meer dan 10", bound(Bound::Max, "10")),
            ("minder dan 10", bound(Bound::Below, "10")),
            ("circa 15000", bound(Bound::Circa, "15000")),
            ("ca 15000", bound(Bound::Circa, "15000")),
            ("zo’n 15000", bound(Bound::Circa, "15000")),
            ("bijna 100", bound(Bound::Nearly, "100")),
            ("ruimte", exact("ruimte")),
            ("maxima", exact("maxima")),
            ("20 - 40", range("20", "40")),
            ("20 à 40", range("20", "40")),
            ("20-40", range("20", "40")),
            ("20 – 40%", range("20", "40%")),
            ("€ 20 t/m € 40", range("€ 20", "€ 40")),
            ("tussen de 20 en 40", range("20", "40")),
            ("van 20 tot 40", range("20", "40")),
            ("-5", exact("-5")),
            ("€ 500,-", exact("€ 500,-")),
            ("1-7-2026", exact("1-7-2026")),
            ("0,5 %-punt", exact("0,5 %-punt")),
        ] {
            assert_eq!(form(text), expected, "{text}");
        }
    }
}
