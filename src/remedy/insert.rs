//! Where a field that is not stated is written.
//!
//! Takes: the text of the file and the object that lacks the field. Gives: a place and the characters to put there, in the layout
//! of what stands around it: on a line of its own below the last field that has one, or before the closing brace. Never touches
//! a character that stands there.

use crate::agreement::facts::{FactId, FactValue, Facts};
use crate::source::{Sources, Span};

/// The place, and what to write there for `field: value`.
pub(super) fn place(
    sources: &Sources,
    facts: &Facts,
    object: FactId,
    field: &str,
    value: &str,
) -> Option<(Span, String)> {
    let fact = facts.get(object);
    let file = sources.get(fact.span.file)?;
    let text: &str = &file.text;
    let at = |byte: usize| Span::new(fact.span.file, byte, byte);
    let inside = text.get(fact.span.start as usize..fact.span.end as usize)?;
    if inside.starts_with('{') {
        let body = inside.strip_suffix('}')?.trim_end();
        // Several fields may come at one place: each must leave room for the next.
        let (from_start, written) = if body == "{" || body.contains('#') {
            // A remark may stand before the brace: then the field comes first.
            (1, format!("{field}: {value}, "))
        } else if body.ends_with(',') {
            (body.len(), format!(" {field}: {value},"))
        } else {
            (body.len(), format!(", {field}: {value}"))
        };
        return Some((at((fact.span.start as usize).saturating_add(from_start)), written));
    }
    let FactValue::Object { fields, .. } = &fact.value else { return None };
    let mut keys: Vec<(Span, Span)> =
        fields.facts().filter_map(|id| Some((facts.get(id).key?, facts.get(id).span))).collect();
    keys.sort();
    let line_end = if text.contains("\r\n") { "\r\n" } else { "\n" };
    // Below the last field whose value ends on its own line, with nothing but a remark after it.
    for (key, value_span) in keys.iter().rev() {
        let Some((indent, _)) = own_line(text, *key) else { continue };
        let end = value_span.end.max(key.end) as usize;
        let rest = text.get(end..)?;
        let line = rest.find('\n').map_or(rest, |n| rest.get(..n).unwrap_or(rest)).trim_end_matches('\r');
        let same_line = !text.get(key.start as usize..end)?.contains('\n');
        let remark = line.trim_start();
        // A remark needs a space before it; a closing quote is no part of the value's place in every reader.
        if !same_line || !(remark.is_empty() || remark.starts_with('#')) {
            continue;
        }
        return Some((at(end.saturating_add(line.len())), format!("{line_end}{indent}{field}: {value}")));
    }
    let (key, _) = keys.first()?;
    let (indent, _) = own_line(text, *key)?;
    Some((at(key.start as usize), format!("{field}: {value}{line_end}{indent}")))
}

/// The spaces that put something under a key, when the key begins its line or the item of a list.
fn own_line(text: &str, key: Span) -> Option<(String, usize)> {
    let before = text.get(..key.start as usize)?;
    let start = before.rfind('\n').map_or(0, |n| n.saturating_add(1));
    let lead = before.get(start..)?.trim_start_matches('\u{feff}');
    lead.chars().all(|c| matches!(c, ' ' | '-')).then(|| (" ".repeat(lead.chars().count()), start))
}
