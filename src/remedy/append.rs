//! Where one more item of a list is written.
//!
//! Takes: the text of the file, the list and the item. Gives: a place and the characters to put there: a line of its own below
//! the last item, or after the last one between brackets. Never touches a character that stands there.

use crate::agreement::facts::{FactId, FactValue, Facts};
use crate::agreement::path;
use crate::lang::Text;
use crate::ruleset::Checked;
use crate::source::{Sources, Span};

use super::Change;
use super::lab::{Edit, Lab, NewItem, changed};

/// The item as a change of the file; `None` when it cannot be written there.
pub(super) fn change(lab: &Lab<'_>, list: FactId, item: &NewItem) -> Option<Change> {
    let to = mapping(lab.checked, item, quotes_keys(lab.sources, &lab.facts, list))?;
    let (span, written) = place(lab.sources, &lab.facts, list, &to)?;
    let with = changed(&lab.facts, &[Edit::Append(list, item.clone())]);
    let FactValue::List(items) = &with.get(list).value else { return None };
    let path = path(lab.checked, &with, *items.last()?);
    Some(Change { path, span, from: String::new(), to, unit: Text::default(), written, below: true })
}

/// `{naam: Nog te noemen project, vervangende_woningen: 6}`
fn mapping(checked: &Checked, item: &NewItem, quotes: bool) -> Option<String> {
    let object = checked.object(item.object);
    let mut out: Vec<String> = vec![];
    for (field, value) in object.fields.iter().zip(&item.fields) {
        let key = if quotes { format!("\"{}\"", field.name) } else { field.name.clone() };
        match value {
            None => {}
            Some(FactValue::Text(text)) => {
                let plain = !quotes && text.chars().all(|c| c.is_alphanumeric() || c == ' ');
                if text.contains(['"', '\\']) {
                    return None;
                }
                out.push(if plain { format!("{key}: {text}") } else { format!("{key}: \"{text}\"") });
            }
            Some(FactValue::Number(b)) => out.push(format!("{key}: {}", b.lo.as_ref()?)),
            Some(_) => return None,
        }
    }
    Some(format!("{{{}}}", out.join(", ")))
}

/// Whether the keys around it stand between quotes, as in JSON.
fn quotes_keys(sources: &Sources, facts: &Facts, list: FactId) -> bool {
    let mut at = Some(list);
    while let Some(id) = at {
        let fact = facts.get(id);
        if let Some(key) = fact.key {
            return sources.text(key).starts_with('"');
        }
        at = facts.parent(id);
    }
    false
}

fn place(sources: &Sources, facts: &Facts, list: FactId, item: &str) -> Option<(Span, String)> {
    let fact = facts.get(list);
    let FactValue::List(items) = &fact.value else { return None };
    let file = sources.get(fact.span.file)?;
    let text: &str = &file.text;
    let at = |byte: usize| Span::new(fact.span.file, byte, byte);
    let inside = text.get(fact.span.start as usize..fact.span.end as usize)?;
    let end_of = |id: &FactId| {
        let span = facts.get(*id).span;
        let written = text.get(span.start as usize..span.end as usize)?.trim_end();
        Some((span.start as usize).saturating_add(written.len()))
    };
    if let Some(body) = inside.strip_prefix('[') {
        let Some(last) = items.last() else {
            // Items that say nothing are none, but stand there all the same.
            let is_empty = body.lines().all(|l| matches!(l.trim(), "" | "]") || l.trim().starts_with('#'));
            let start = (fact.span.start as usize).saturating_add(1);
            return is_empty.then(|| (at(start), item.to_owned()));
        };
        return Some((at(end_of(last)?), format!(", {item}")));
    }
    let indent = items.iter().rev().find_map(|i| indent_of(text, facts.get(*i).span))?;
    let end = below(text, end_of(items.last()?)?, indent)?;
    let line_end = if text.contains("\r\n") { "\r\n" } else { "\n" };
    Some((at(end), format!("{line_end}{}- {item}", " ".repeat(indent))))
}

/// How far the dash before an item stands in.
fn indent_of(text: &str, item: Span) -> Option<usize> {
    let before = text.get(..item.start as usize)?;
    let lead = before.rsplit('\n').next()?.trim_start_matches('\u{feff}');
    lead.chars().all(|c| matches!(c, ' ' | '-')).then(|| lead.rfind('-')).flatten()
}

/// The end of the last line of an item: remarks that stand as far in as the item belong to it.
fn below(text: &str, end: usize, indent: usize) -> Option<usize> {
    let mut at = end;
    let mut out = None;
    for line in text.get(end..)?.split_inclusive('\n') {
        let words = line.trim();
        let deep = line.len().saturating_sub(line.trim_start_matches(' ').len()) > indent;
        let is_first = out.is_none();
        if !(words.is_empty() || words.starts_with('#')) {
            // Something else on the line of the item itself.
            if is_first {
                return None;
            }
            break;
        }
        if is_first || (deep && !words.is_empty()) {
            out = Some(at.saturating_add(line.trim_end_matches(['\r', '\n']).len()));
        }
        at = at.saturating_add(line.len());
    }
    // The file ends with the item.
    out.or(Some(end))
}
