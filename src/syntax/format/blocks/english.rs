//! The layout of `engels` blocks: the words of the Dutch in one column, the English in the next.

use super::super::words::{hang, indent, pad, quote, string, width};
use super::{Unit, WIDTH, unit, up_to};
use crate::syntax::ast::{English, EnglishText};

/// The order of the clauses of a rule, as in its own layout.
const ORDER: [&str; 10] =
    ["standaard uit", "toelichting", "anders", "veld", "melding", "hulp", "interpretatie", "figuur", "lijn", "naast"];

pub(super) fn units(x: &English) -> Vec<Unit> {
    let mut head = format!("engels {}", x.of.value);
    let mut end = x.of.span;
    if let Some(read_at) = &x.read_at {
        head.push_str(&format!(" bij {}", read_at.value));
        end = read_at.span;
    }
    let mut texts: Vec<&EnglishText> = x.texts.iter().collect();
    let own = texts.iter().position(|t| t.key.value.is_empty()).map(|at| texts.remove(at));
    let mut lines = vec![head];
    if let Some(own) = own {
        end = own.text.span;
        let flat = format!("{} {}", lines.concat(), quote(&own.text.value));
        if width(&flat) <= WIDTH {
            lines = vec![flat];
        } else {
            lines.extend(indent(2, string(&own.text.value, 2)));
        }
    }
    let is_rule = ["regel ", "onderwerp ", "begrip "].iter().any(|word| x.of.value.starts_with(word));
    if is_rule {
        texts.sort_by_key(|t| ORDER.iter().position(|word| *word == t.key.value));
    }
    let keys: Vec<String> = texts.iter().map(|t| key(&x.of.value, &t.key.value)).collect();
    // Clauses stand where they stand in a rule; the rest as close as the longest word allows.
    let column = if is_rule { 14 } else { keys.iter().map(|k| width(k)).max().unwrap_or(0).saturating_add(1) };
    let mut units = vec![unit(up_to(x.span, end), lines)];
    for (text, key) in texts.iter().zip(&keys) {
        let words = format!("  {}", pad(key, column));
        let lines = hang(&words, string(&text.text.value, width(&words)));
        units.push(Unit { span: text.key.span.to(text.text.span), lines, spaced: !is_rule });
    }
    units
}

/// The words before a text, as the block that it belongs to writes them.
fn key(of: &str, key: &str) -> String {
    match of.split(' ').next() {
        Some("object" | "uitbreiding") => format!("{key}:"),
        Some("keuzelijst") => super::data::choice_word(key),
        Some("regel") if key == "lijn" || key == "naast" => format!("  {key}"),
        _ => key.to_owned(),
    }
}
