//! The layout of parameters: a value per line, figures and sources below each other.

use super::super::expr::Exprs;
use super::super::words::{hang, pad, quote, string, width};
use super::data::type_expr;
use super::{Unit, WIDTH, typed_head, unit, up_to, with_doc};
use crate::syntax::ast::{ParamKey, ParamKind, ParamValue, Parameter, Stricter, TextLit, Tightening};

pub(super) fn units(x: &Parameter, exprs: &Exprs<'_>) -> Vec<Unit> {
    let key = match x.key {
        ParamKey::Always => "",
        ParamKey::Year => "per jaar ",
        ParamKey::Date => "per datum ",
    };
    let stricter = match x.stricter.as_ref().map(|s| s.value) {
        None => "",
        Some(Stricter::Higher) => " strenger hoger",
        Some(Stricter::Lower) => " strenger lager",
    };
    let words = format!("parameter {}: {key}{}{stricter}", x.name.value, type_expr(&x.ty));
    let Some(constant) = constant(x) else {
        let mut units = vec![typed_head(&words, &x.text, x.span)];
        values(&x.values, exprs, &mut units);
        return units;
    };
    let (words, unknown) = match &constant.value {
        ParamKind::Given(e) => (format!("{words} = {}", exprs.flat(e)), None),
        ParamKind::Formula(_) | ParamKind::Unknown(_) => (words, Some(&constant.value)),
    };
    let mut lines = with_doc(&words, &x.text, 0);
    if let Some(ParamKind::Unknown(text)) = unknown {
        lines.extend(with_text("  onbekend", text));
    }
    lines.extend(source_lines(constant, "  "));
    lines.extend(doubts_and_readings(constant, "  "));
    vec![unit(x.span, lines)]
}

/// The value of a parameter that holds always; its head has it.
pub(super) fn constant(x: &Parameter) -> Option<&ParamValue> {
    match x.values.as_slice() {
        [value] if x.key == ParamKey::Always && !matches!(value.value, ParamKind::Formula(_)) => Some(value),
        _ => None,
    }
}

pub(super) fn tightening(x: &Tightening, exprs: &Exprs<'_>) -> Vec<Unit> {
    let rules: Vec<&str> = x.rules.iter().map(|r| r.value.as_str()).collect();
    let rules_words = if rules.is_empty() { String::new() } else { format!(" voor {}", rules.join(", ")) };
    let words = format!("aanscherping {}{rules_words}", x.name.value);
    let end = x.rules.last().map_or(x.name.span, |r| r.span);
    let mut units = match &x.text {
        Some(text) => vec![typed_head(&words, text, x.span)],
        None => vec![unit(up_to(x.span, end), vec![words])],
    };
    values(&x.values, exprs, &mut units);
    units
}

fn values(values: &[ParamValue], exprs: &Exprs<'_>, units: &mut Vec<Unit>) {
    let whens_to = values.iter().map(|v| width(&v.when.value.to_string())).max().unwrap_or(0).saturating_add(1);
    // Sources stand below each other where all values are short.
    let values_to = values.iter().filter_map(|v| short(v, exprs)).map(|v| width(&v)).max().unwrap_or(0);
    for value in values {
        let head = format!("  {}", pad(&value.when.value.to_string(), whens_to));
        units.push(Unit { span: value.span, lines: lines(value, &head, values_to, exprs), spaced: true });
    }
}

/// A given value that fits in a column with others.
fn short(value: &ParamValue, exprs: &Exprs<'_>) -> Option<String> {
    match &value.value {
        ParamKind::Given(e) => Some(format!("= {}", exprs.flat(e))).filter(|v| width(v) <= 30),
        _ => None,
    }
}

fn lines(value: &ParamValue, head: &str, values_to: usize, exprs: &Exprs<'_>) -> Vec<String> {
    let column = width(head);
    let mut lines = match &value.value {
        ParamKind::Given(e) => match short(value, exprs) {
            Some(short) => vec![format!("{head}{}", pad(&short, values_to)).trim_end().to_owned()],
            None => hang(&format!("{head}= "), exprs.lines(e, column.saturating_add(2))),
        },
        ParamKind::Formula(e) => {
            let head = format!("{head}volgens formule ");
            hang(&head, exprs.lines(e, width(&head)))
        }
        ParamKind::Unknown(text) => with_text(&format!("{head}onbekend"), text),
    };
    if let Some(source) = source(value) {
        let values_end = column.saturating_add(values_to);
        let is_short = short(value, exprs).is_some();
        let one_line = lines.len() == 1;
        match lines.last_mut() {
            Some(last) if is_short && values_end.saturating_add(width(&source)).saturating_add(2) <= WIDTH => {
                *last = format!("{}{source}", pad(last, values_end.saturating_add(2)));
            }
            Some(last) if one_line && !is_short && width(last).saturating_add(width(&source)) < WIDTH => {
                *last = format!("{last} {source}");
            }
            _ => lines.extend(source_lines(value, "    ")),
        }
    }
    lines.extend(doubts_and_readings(value, "    "));
    lines
}

/// Why a value is not certain, and what was read into the text, on lines of their own.
fn doubts_and_readings(value: &ParamValue, indent: &str) -> Vec<String> {
    let texts = [("onbevestigd", &value.unverified), ("interpretatie", &value.interpretation)];
    let lines = texts.iter().filter_map(|(word, text)| Some(with_text(&format!("{indent}{word}"), text.as_ref()?)));
    lines.flatten().collect()
}

/// Source and grade on one line.
fn source(value: &ParamValue) -> Option<String> {
    let cite = value.cite.as_ref().map(|c| format!("bron {}, {}", c.source.value, quote(&c.place.value)));
    let grade = value.grade.as_ref().map(|g| format!("graad {}", g.value.letter()));
    match (cite, grade) {
        (Some(cite), Some(grade)) => Some(format!("{cite} {grade}")),
        (cite, grade) => cite.or(grade),
    }
}

/// Source and grade below the value.
fn source_lines(value: &ParamValue, indent: &str) -> Vec<String> {
    let mut lines = Vec::new();
    if let Some(cite) = &value.cite {
        let head = format!("{indent}bron {}, ", cite.source.value);
        lines = hang(&head, string(&cite.place.value, width(&head)));
    }
    if let Some(grade) = &value.grade {
        let word = format!("graad {}", grade.value.letter());
        match lines.last_mut() {
            Some(last) => *last = format!("{last} {word}"),
            None => lines.push(format!("{indent}{word}")),
        }
    }
    lines
}

/// A word with its text.
fn with_text(word: &str, doc: &TextLit) -> Vec<String> {
    let word = format!("{word} ");
    let column = width(&word);
    hang(&word, string(&doc.value, column))
}
