//! Where a fact stands, in words: `gemeenten[Meerdijk].programma.2026.woningen`, `gemeente Meerdijk`.

use crate::agreement::facts::{FactId, FactValue, Facts, Step};
use crate::ruleset::Checked;
use crate::ruleset::model::Role;

/// The name that an object goes by: its field with role `aanduiding`.
pub(crate) fn name_of(checked: &Checked, facts: &Facts, id: FactId) -> Option<String> {
    let FactValue::Object { object, .. } = &facts.get(id).value else { return None };
    let index = checked.object(*object).role(Role::Label)?;
    match &facts.get(facts.field(id, index)?).value {
        FactValue::Text(t) => Some(t.to_string()),
        _ => None,
    }
}

/// The path of a fact from the root of the file.
pub(crate) fn path(checked: &Checked, facts: &Facts, id: FactId) -> String {
    let mut parts: Vec<String> = vec![];
    let mut at = Some(id);
    while let Some(id) = at {
        let fact = facts.get(id);
        match fact.step {
            Step::Root => {}
            Step::Field(index) => parts.push(fact.parent.map_or_else(String::new, |p| field(checked, facts, p, index))),
            Step::Item(index) => {
                let name = name_of(checked, facts, id).unwrap_or_else(|| index.saturating_add(1).to_string());
                parts.push(format!("[{name}]"));
            }
            Step::Year(year) => parts.push(year.to_string()),
            Step::Total => parts.push("totaal".to_owned()),
        }
        at = fact.parent;
    }
    let mut out = String::new();
    for part in parts.iter().rev() {
        if !out.is_empty() && !part.starts_with('[') {
            out.push('.');
        }
        out.push_str(part);
    }
    out
}

/// The name of a field of an object.
pub(crate) fn field(checked: &Checked, facts: &Facts, object: FactId, index: usize) -> String {
    match &facts.get(object).value {
        FactValue::Object { object, .. } => {
            checked.object(*object).fields.get(index).map_or_else(String::new, |f| f.name.clone())
        }
        _ => String::new(),
    }
}

/// What an object is called: its type and name, or its type and number in the list.
pub(crate) fn label(checked: &Checked, facts: &Facts, id: FactId) -> String {
    let fact = facts.get(id);
    let FactValue::Object { object, .. } = &fact.value else { return path(checked, facts, id) };
    let ty = &checked.object(*object).name;
    match (name_of(checked, facts, id), fact.step) {
        (Some(name), _) => format!("{ty} {name}"),
        (None, Step::Item(index)) => format!("{ty} {}", index.saturating_add(1)),
        (None, _) => ty.clone(),
    }
}
