//! What can be wrong in `toets.toml`; one constructor per fault.

use super::keys::{KEYS, OVERRIDE};
use crate::clock;
use toets::diagnostic::{Diagnostic, did_you_mean};
use toets::lang::Text;
use toets::source::Span;
use toets::text;

pub(super) const SYNTAX: &str = "config::syntax";

/// How the TOML reader begins a sentence, and what it means.
const WHY: [(&str, &str, &str); 8] = [
    (
        "missing comma",
        "er ontbreekt een komma, of de lijst is niet gesloten",
        "a comma is missing, or the list is not closed",
    ),
    ("unclosed array", "de lijst is niet gesloten met `]`", "the list is not closed with `]`"),
    ("unclosed table", "de kop is niet gesloten met `]`", "the header is not closed with `]`"),
    ("string values must be quoted", "tekst hoort tussen aanhalingstekens", "text belongs between quotes"),
    (
        "invalid basic string",
        "de tekst is niet gesloten met een aanhalingsteken",
        "the text is not closed with a quote",
    ),
    ("key with no value", "er staat geen waarde bij de sleutel", "the key has no value"),
    ("missing value", "er staat geen waarde bij de sleutel", "the key has no value"),
    ("unexpected content", "hier staat meer dan een waarde", "here stands more than a value"),
];

/// `config::syntax`, and `config::duplicate_key` where that is what is wrong.
pub(super) fn syntax(span: Span, said: &str) -> Diagnostic {
    if said.starts_with("duplicate key") {
        return Diagnostic::error(
            "config::duplicate_key",
            span,
            text!("deze sleutel staat er al", "this key is there already"),
        )
        .help(text!("laat er een staan", "keep one of them"));
    }
    // The words of the TOML reader are English only; the faults that people make most are said in both languages.
    // Where nothing stands at all, the reader thinks of a text without quotes.
    let said = if span.is_empty() && said.starts_with("string values") { "missing value" } else { said };
    let why = WHY.iter().find(|(start, _, _)| said.starts_with(start));
    let message = match why {
        Some((_, nl, en)) => text!("dit is geen TOML: {nl}", "this is not TOML: {en}"),
        None => Text::new("dit is geen TOML", format!("this is not TOML: {said}")),
    };
    Diagnostic::error(SYNTAX, span, message).help(text!(
        "schrijf op elke regel `sleutel = waarde`, met tekst tussen \" en lijsten tussen [ en ]",
        "write `key = value` on each line, with text between \" and lists between [ and ]"
    ))
}

/// `config::unknown_key`, for a key of the file or of a table in it.
pub(super) fn unknown_key(span: Span, key: &str, known: &[(&str, &str)]) -> Diagnostic {
    let names: Vec<&str> = known.iter().map(|(name, _)| *name).collect();
    let all = names.join(", ");
    let help = match did_you_mean(key, names) {
        Some(near) => text!("bedoelde u `{near}`?", "did you mean `{near}`?"),
        None => text!("kies uit: {all}", "choose from: {all}"),
    };
    Diagnostic::error(
        "config::unknown_key",
        span,
        text!("toets.toml kent geen sleutel `{key}`", "toets.toml knows no key `{key}`"),
    )
    .help(help)
}

/// `config::missing_key`
pub(super) fn missing_key(span: Span, key: &str, example: &str) -> Diagnostic {
    Diagnostic::error(
        "config::missing_key",
        span,
        text!("bij deze uitzondering ontbreekt `{key}`", "this override lacks `{key}`"),
    )
    .help(text!("zet erbij: {key} = {example}", "add: {key} = {example}"))
}

/// `config::bad_value`, for a pattern of paths.
pub(super) fn bad_pattern(span: Span, pattern: &str) -> Diagnostic {
    Diagnostic::error(
        "config::bad_value",
        span,
        text!("`{pattern}` is geen patroon voor paden", "`{pattern}` is no pattern of paths"),
    )
    .help(text!(
        "schrijf het zoals in .gitignore: `oud/`, `concept-*.yaml`, `2025/**/bijlage.yaml`",
        "write it as in .gitignore: `old/`, `draft-*.yaml`, `2025/**/annex.yaml`"
    ))
}

/// `config::wrong_type`
pub(super) fn wrong_type(span: Span, key: &str, found: &str) -> Diagnostic {
    let example = KEYS.iter().chain(&OVERRIDE).find(|(name, _)| *name == key).map_or("", |(_, example)| example);
    let wanted = kind(example);
    let found = match found {
        "string" => Text::new("een tekst", "a text"),
        "integer" | "float" => Text::new("een getal", "a number"),
        "boolean" => Text::new("true of false", "true or false"),
        "datetime" => Text::new("een tijdstip", "a date or time"),
        "array" => Text::new("een lijst", "a list"),
        _ => Text::new("een tabel", "a table"),
    };
    let message = Text::new(
        format!("bij `{key}` hoort {}, en hier staat {}", wanted.nl, found.nl),
        format!("`{key}` takes {}, and here stands {}", wanted.en, found.en),
    );
    Diagnostic::error("config::wrong_type", span, message)
        .help(text!("schrijf bijvoorbeeld `{key} = {example}`", "write for example `{key} = {example}`"))
}

/// What kind of value an example is.
fn kind(example: &str) -> Text {
    match example.chars().next() {
        Some('[') if example.contains('{') => Text::new("een lijst van tabellen", "a list of tables"),
        Some('[') => Text::new("een lijst van teksten", "a list of texts"),
        Some('"') => Text::new("een tekst", "a text"),
        Some('t' | 'f') => Text::new("true of false", "true or false"),
        _ => Text::new("een datum", "a date"),
    }
}

/// `config::bad_value`, for a text that is empty.
pub(super) fn empty(span: Span, key: &str) -> Diagnostic {
    Diagnostic::error("config::bad_value", span, text!("`{key}` heeft een lege waarde", "`{key}` has an empty value"))
        .help(text!("vul iets in, of haal de regel weg", "fill something in, or remove the line"))
}

/// `config::bad_value`, for a date.
pub(super) fn bad_date(span: Span, text: &str) -> Diagnostic {
    if clock::is_no_day(text) {
        let message = text!("`{text}` is geen dag die bestaat", "`{text}` is no day that exists");
        return Diagnostic::error("config::bad_value", span, message)
            .help(text!("kijk naar de dag en de maand", "look at the day and the month"));
    }
    Diagnostic::error("config::bad_value", span, text!("`{text}` is geen datum", "`{text}` is not a date"))
        .help(text!("schrijf 2026-07-01 of \"1-7-2026\"", "write 2026-07-01 or \"1-7-2026\""))
}

/// `config::bad_value`, for a word that is no choice.
pub(super) fn unknown_choice(span: Span, key: &str, typed: &str, names: &[String]) -> Diagnostic {
    let all = names.join(", ");
    let help = match did_you_mean(typed, names.iter().map(String::as_str)) {
        Some(near) => text!("bedoelde u `{near}`?", "did you mean `{near}`?"),
        None => text!("kies uit: {all}", "choose from: {all}"),
    };
    Diagnostic::error(
        "config::bad_value",
        span,
        text!("`{typed}` past niet bij `{key}`", "`{typed}` does not fit `{key}`"),
    )
    .help(help)
}
