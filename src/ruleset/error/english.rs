//! The faults of `engels` blocks.

use crate::diagnostic::Diagnostic;
use crate::lang::Text;
use crate::source::Span;
use crate::text;

use super::suggestion;

/// English of a block that the set does not have.
pub(crate) fn english_of_nothing(span: Span, name: &str, suggest: Option<&str>) -> Diagnostic {
    Diagnostic::error(
        "check::english_unknown",
        span,
        text!("deze regelset heeft geen blok `{name}`", "this ruleset has no block `{name}`"),
    )
    .help(suggestion(suggest).unwrap_or_else(|| {
        text!(
            "Engels hoort bij een blok van dezelfde regelset; haal het weg als dat blok er niet meer is",
            "English belongs to a block of the same ruleset; remove it if that block is gone"
        )
    }))
}

/// English of a text that the block does not have.
pub(crate) fn english_of_no_text(span: Span, name: &str, key: &str, suggest: Option<&str>) -> Diagnostic {
    let message = if key.is_empty() {
        text!("`{name}` heeft zelf geen tekst", "`{name}` has no text of its own")
    } else {
        text!("`{name}` heeft geen tekst bij `{key}`", "`{name}` has no text at `{key}`")
    };
    Diagnostic::error("check::english_unknown", span, message).help(suggestion(suggest).unwrap_or_else(|| {
        text!(
            "zet voor het Engels dezelfde woorden als voor het Nederlands, of haal het weg",
            "put the same words before the English as before the Dutch, or remove it"
        )
    }))
}

/// More or fewer English texts than Dutch ones behind the same words.
pub(crate) fn english_count(span: Span, dutch: Span, key: &str, (english, of): (usize, usize)) -> Diagnostic {
    let help = if english < of {
        text!(
            "vertaal alle {of}, in dezelfde volgorde, of geen; anders is niet te zien welke bij welke hoort",
            "translate all {of}, in the same order, or none; else nobody can tell which belongs to which"
        )
    } else {
        text!("haal weg wat te veel is", "remove what is too many")
    };
    Diagnostic::error(
        "check::english_count",
        span,
        text!(
            "aantal teksten bij `{key}`: {english} in het Engels, {of} in het Nederlands",
            "number of texts at `{key}`: {english} in English, {of} in Dutch"
        ),
    )
    .also(dutch, text!("het Nederlands", "the Dutch"))
    .help(help)
}

/// Values between braces that only one of the languages has.
pub(crate) fn english_values(span: Span, dutch: Span, lacks: &[&String], own: &[&String]) -> Diagnostic {
    let list = |values: &[&String]| values.iter().map(|v| format!("`{v}`")).collect::<Vec<_>>().join(", ");
    let mut nl = Vec::new();
    let mut en = Vec::new();
    if !lacks.is_empty() {
        nl.push(format!("alleen in het Nederlands: {}", list(lacks)));
        en.push(format!("in the Dutch only: {}", list(lacks)));
    }
    if !own.is_empty() {
        nl.push(format!("alleen in het Engels: {}", list(own)));
        en.push(format!("in the English only: {}", list(own)));
    }
    Diagnostic::error(
        "check::english_values",
        span,
        text!("het Engels noemt andere waarden dan het Nederlands", "the English holds other values than the Dutch"),
    )
    .here(Text::new(nl.join("; "), en.join("; ")))
    .also(dutch, text!("het Nederlands", "the Dutch"))
    .help(text!(
        "zet in beide talen dezelfde waarden tussen accolades; de volgorde is vrij",
        "put the same values between braces in both languages; their order is free"
    ))
}

/// The Dutch changed since the English was held against it.
pub(crate) fn english_not_read_again(span: Span, name: &str, dutch: Option<Span>, state: &str) -> Diagnostic {
    let d = Diagnostic::warning(
        "check::english_stale",
        span,
        text!(
            "het Nederlands van `{name}` is veranderd sinds het Engels ernaast is gelegd",
            "the Dutch of `{name}` changed since the English was held against it"
        ),
    );
    let d = match dutch {
        Some(at) => d.also(at, text!("lees het Nederlands", "read the Dutch")),
        None => d,
    };
    d.help(text!(
        "pas het Engels aan waar dat nodig is, en schrijf dan `bij {state}`",
        "change the English where it needs it, then write `bij {state}`"
    ))
}
