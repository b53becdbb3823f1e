//! The points of dispute that the file names, each with the positions of the parties and the norms that it touches.

use crate::agreement::facts::{FactId, FactValue};
use crate::evaluate::finding::Finding;
use crate::ruleset::model::{Role, Type};

use super::reader::Reader;
use super::{Block, Cell, Section, Table, Term, finding, parties};

/// The section, where the file names points of dispute.
pub(super) fn section(reader: &Reader<'_>) -> Option<Section> {
    let list = reader.by_role(reader.facts.root(), Role::Disputes)?;
    let sections: Vec<Section> = reader.items(list).iter().map(|p| point(reader, *p)).collect();
    if sections.is_empty() {
        return None;
    }
    let title = reader.say("Geschilpunten", "Points of dispute");
    Some(Section { title, sections, ..Section::default() })
}

/// The ids of the norms that some point of dispute touches.
pub(super) fn disputed(reader: &Reader<'_>) -> Vec<String> {
    let list = reader.by_role(reader.facts.root(), Role::Disputes);
    let points = list.map(|l| reader.items(l)).unwrap_or_default();
    points.iter().flat_map(|p| norms(reader, *p)).collect()
}

fn norms(reader: &Reader<'_>, point: FactId) -> Vec<String> {
    let is_norm = |ty: &Type| *ty == Type::RuleRef || *ty == Type::List(Box::new(Type::RuleRef));
    let mut out = vec![];
    for (_, fact) in reader.fields(point).into_iter().filter(|(f, _)| is_norm(&f.ty)) {
        let one = [fact];
        let ids = match &reader.facts.get(fact).value {
            FactValue::List(items) => items.as_slice(),
            _ => &one,
        };
        out.extend(ids.iter().map(|id| reader.value(*id)));
    }
    out
}

fn point(reader: &Reader<'_>, point: FactId) -> Section {
    let title = reader.by_role(point, Role::Label).map_or_else(String::new, |id| reader.value(id));
    let fields = reader.fields(point);
    let plain = fields.iter().filter(|(f, _)| f.role.is_none() && !matches!(f.ty, Type::List(_) | Type::RuleRef));
    let terms: Vec<Term> = plain.map(|(f, id)| Term::one(reader.text(&f.text), reader.value(*id))).collect();
    let mut blocks = vec![];
    if !terms.is_empty() {
        blocks.push(Block::Terms(terms));
    }
    blocks.extend(positions(reader, point));
    let touched = norms(reader, point);
    let of_point: Vec<&Finding> =
        reader.findings.iter().copied().filter(|f| touched.contains(&reader.rule(f).id)).collect();
    blocks.extend(parties::figures(reader, &of_point));
    let mut sections = vec![];
    for norm in touched {
        let found: Vec<_> = reader.findings.iter().filter(|f| reader.rule(f).id == norm).collect();
        if found.is_empty() {
            blocks.push(Block::Note(reader.lang.pick(
                format!("{norm} is niet getoetst: die norm is er niet, staat uit, of gaat niet over dit bestand."),
                format!("{norm} was not checked: there is no such norm, it is off, or it is not about this file."),
            )));
        }
        sections.extend(found.into_iter().map(|f| finding::section(reader, f, false)));
    }
    Section { title, blocks, sections, ..Section::default() }
}

/// What each party says of a point; a party that says nothing is named too.
fn positions(reader: &Reader<'_>, point: FactId) -> Option<Block> {
    let list = reader.by_role(point, Role::Positions)?;
    let mut head = vec![reader.say("partij", "party")];
    let mut rows = vec![];
    let items = reader.items(list);
    // The columns are the fields that some position fills in, in the order of the model.
    let mut columns: Vec<(&str, String)> = vec![];
    for item in items {
        for (field, _) in reader.fields(*item).into_iter().filter(|(f, _)| f.role.is_none()) {
            if !columns.iter().any(|(name, _)| *name == field.name) {
                columns.push((&field.name, reader.text(&field.text).to_owned()));
            }
        }
    }
    head.extend(columns.iter().map(|(_, text)| text.clone()));
    for item in items {
        let kind = reader.by_role(*item, Role::Party).map(|id| reader.value(id));
        let name = reader.by_role(*item, Role::Label).map(|id| reader.value(id));
        let who: Vec<String> = name.into_iter().chain(kind).collect();
        let who = match who.as_slice() {
            [name, kind] => format!("{name} ({})", kind.to_lowercase()),
            other => other.join(""),
        };
        let fields = reader.fields(*item);
        let cell = |name: &str| fields.iter().find(|(f, _)| f.name == name).map(|(_, id)| reader.value(*id));
        let mut row = vec![Cell::words(who)];
        row.extend(columns.iter().map(|(name, _)| Cell::words(cell(name).unwrap_or_default())));
        rows.push(row);
    }
    let caption = reader.say("Wat elke partij van dit punt zegt", "What each party says of this point");
    (!rows.is_empty()).then_some(Block::Table(Table { caption, head, rows, ..Table::default() }))
}
