//! Figures that changed between two agreements.
//!
//! Takes: the facts of both. Gives: each figure that differs with both its places; items of a list are matched by their name,
//! those without a name by their order. What an added or removed part holds is listed with that part.

use std::collections::BTreeMap;

use crate::agreement::facts::{FactId, FactValue, Facts, Fields};
use crate::evaluate::stated;
use crate::lang::Text;
use crate::ruleset::Checked;
use crate::ruleset::model::{ObjectId, Role};
use crate::source::Span;

use super::Side;

/// What one side states.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stated {
    /// The value; what is said of it (wording, reservation) in parentheses. Empty for a part that holds others.
    pub value: Text,
    /// Where it stands.
    pub span: Span,
    /// The figures that a part holds, by their whole path.
    pub holds: Vec<(String, Text)>,
}

/// A figure, or a part of the agreement, that one side states otherwise than the other.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Figure {
    /// Its path: `gemeenten[Meerdijk].programma.2026.woningen`.
    pub path: String,
    /// What the first agreement states; `None` when it was added.
    pub before: Option<Stated>,
    /// What the second states; `None` when it was removed.
    pub after: Option<Stated>,
}

#[derive(Clone, Copy)]
struct View<'a> {
    checked: &'a Checked,
    facts: &'a Facts,
}

impl<'a> View<'a> {
    fn object(self, id: ObjectId, role: Role) -> Option<usize> {
        self.checked.object(id).role(role)
    }

    /// The fields of an object that are its own: not another agreement that it refers to.
    fn fields(self, object: ObjectId, fields: &Fields) -> Vec<(&'a str, FactId)> {
        let declared = &self.checked.object(object).fields;
        let stated = fields.iter().filter_map(|(index, value)| Some((declared.get(index)?, value)));
        stated
            .filter(|(field, _)| !field.role.is_some_and(Role::is_reference))
            .map(|(field, value)| (field.name.as_str(), value))
            .collect()
    }

    /// The name by which an item is matched.
    fn name(self, item: FactId) -> Option<String> {
        let FactValue::Object { object, fields, .. } = &self.facts.get(item).value else { return None };
        let index = self.object(*object, Role::Label).or_else(|| self.object(*object, Role::Norm))?;
        match &self.facts.get(fields.get(index)?).value {
            FactValue::Text(name) | FactValue::RuleRef(name) => Some(name.to_string()),
            _ => None,
        }
    }

    /// The items of a list by a key of their own: the name with how the manieth of that name, else the number.
    fn items(self, items: &[FactId]) -> Vec<(String, FactId)> {
        let mut seen: BTreeMap<String, usize> = BTreeMap::new();
        let mut out = vec![];
        for (i, item) in items.iter().enumerate() {
            let key = match self.name(*item) {
                Some(name) => {
                    let n = seen.entry(name.trim().to_lowercase()).or_default();
                    *n = n.saturating_add(1);
                    if *n == 1 { name } else { format!("{name} ({n})") }
                }
                None => i.saturating_add(1).to_string(),
            };
            out.push((key, *item));
        }
        out
    }

    /// The parts of a fact by name; `None` for a single value.
    fn parts(self, id: FactId) -> Option<Vec<(Part, FactId)>> {
        match &self.facts.get(id).value {
            FactValue::Object { object, fields, .. } => {
                let fields = self.fields(*object, fields);
                Some(fields.into_iter().map(|(name, id)| (Part::Named(name.to_owned()), id)).collect())
            }
            FactValue::List(items) => {
                Some(self.items(items).into_iter().map(|(name, id)| (Part::Item(name), id)).collect())
            }
            FactValue::Table { years, total, .. } => {
                let years = years.iter().map(|(year, id)| (Part::Named(year.to_string()), *id));
                Some(years.chain(total.iter().map(|id| (Part::Total, *id))).collect())
            }
            _ => None,
        }
    }

    fn stated(self, path: &str, id: FactId) -> Stated {
        let fact = self.facts.get(id);
        let mut holds = vec![];
        self.leaves(path, id, &mut holds);
        let single = self.parts(id).is_none();
        let span = if single { fact.span } else { fact.key.unwrap_or(fact.span) };
        Stated { value: stated(self.checked, self.facts, id), span, holds: if single { vec![] } else { holds } }
    }

    fn leaves(self, path: &str, id: FactId, out: &mut Vec<(String, Text)>) {
        match self.parts(id) {
            None => out.push((path.to_owned(), stated(self.checked, self.facts, id))),
            Some(parts) => parts.into_iter().for_each(|(part, id)| self.leaves(&part.after(path), id, out)),
        }
    }
}

/// A step of a path.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Part {
    Named(String),
    Item(String),
    /// The total of a table, which has no name of its own.
    Total,
}

impl Part {
    fn after(&self, path: &str) -> String {
        match self {
            Part::Named(name) if path.is_empty() => name.clone(),
            Part::Named(name) => format!("{path}.{name}"),
            Part::Item(name) => format!("{path}[{name}]"),
            Part::Total => path.to_owned(),
        }
    }

    fn matches(&self, other: &Part) -> bool {
        match (self, other) {
            (Part::Item(a), Part::Item(b)) => a.trim().to_lowercase() == b.trim().to_lowercase(),
            (a, b) => a == b,
        }
    }
}

/// What differs, in the order of the second agreement; what only the first has comes after.
pub(super) fn changed(before: Side<'_>, after: Side<'_>) -> Vec<Figure> {
    let (a, b) =
        (View { checked: before.checked, facts: before.facts }, View { checked: after.checked, facts: after.facts });
    let mut out = vec![];
    compare(a, b, "", (before.facts.root(), after.facts.root()), &mut out);
    out
}

fn compare(a: View<'_>, b: View<'_>, path: &str, (before, after): (FactId, FactId), out: &mut Vec<Figure>) {
    let (Some(old), Some(new)) = (a.parts(before), b.parts(after)) else {
        let (x, y) = (a.stated(path, before), b.stated(path, after));
        // What is said of a figure counts too; what is shown alike but is not (a figure cut off) differs.
        if x.value != y.value || x.holds != y.holds || !same(a, before, b, after) {
            out.push(Figure { path: path.to_owned(), before: Some(x), after: Some(y) });
        }
        return;
    };
    // An empty list is a statement too: that there is nothing.
    if old.is_empty() != new.is_empty() && is_list(a, before) {
        let (x, y) = (a.stated(path, before), b.stated(path, after));
        out.push(Figure { path: path.to_owned(), before: Some(x), after: Some(y) });
        return;
    }
    for (part, id) in &new {
        let path = part.after(path);
        match old.iter().find(|(p, _)| p.matches(part)) {
            Some((_, was)) => compare(a, b, &path, (*was, *id), out),
            None => out.push(Figure { before: None, after: Some(b.stated(&path, *id)), path }),
        }
    }
    for (part, id) in old.iter().filter(|(part, _)| !new.iter().any(|(p, _)| p.matches(part))) {
        let path = part.after(path);
        out.push(Figure { before: Some(a.stated(&path, *id)), after: None, path });
    }
}

fn is_list(view: View<'_>, id: FactId) -> bool {
    matches!(view.facts.get(id).value, FactValue::List(_))
}

fn same(a: View<'_>, before: FactId, b: View<'_>, after: FactId) -> bool {
    match (&a.facts.get(before).value, &b.facts.get(after).value) {
        (FactValue::Number(x), FactValue::Number(y)) => x == y,
        // Shown in words, which are the same.
        _ => true,
    }
}
