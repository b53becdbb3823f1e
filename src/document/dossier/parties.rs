//! What each party says and promises: figures of the offer, the text and the reaction side by side, and the commitments.

use std::collections::BTreeMap;

use crate::agreement::facts::{FactId, FactValue, Step};
use crate::evaluate::finding::Finding;
use crate::ruleset::model::Role;

use super::code;
use super::reader::Reader;
use super::{Block, Cell, Section, Table};
use crate::run::order;

/// The documents that stand beside the text, with what heads their column.
const BESIDE: [(Role, &str, &str); 2] = [
    (Role::Offer, "bod van de corporatie", "offer of the corporation"),
    (Role::Reaction, "reactie van de huurders", "reaction of the tenants"),
];

/// The section.
pub(super) fn section(reader: &Reader<'_>) -> Option<Section> {
    let mut blocks = vec![];
    blocks.extend(differences(reader));
    blocks.extend(commitments(reader));
    if blocks.is_empty() {
        return None;
    }
    let title = reader.say("Wat elke partij noemt en toezegt", "What each party says and promises");
    Some(Section { title, blocks, ..Section::default() })
}

/// The figures that findings rest on or miss, where another document has them otherwise; nothing where no other document has
/// one.
pub(super) fn figures(reader: &Reader<'_>, findings: &[&Finding]) -> Option<Block> {
    let beside = beside(reader);
    let mut paths: Vec<&str> = vec![];
    for finding in findings {
        let read = order::figures(finding).into_iter().map(|e| e.path.as_str());
        for path in read.chain(finding.missing.iter().map(|m| m.path.as_str())) {
            if !paths.contains(&path) {
                paths.push(path);
            }
        }
    }
    paths.retain(|path| beside.iter().any(|(_, _, facts)| facts.contains_key(*path)));
    if paths.is_empty() {
        return None;
    }
    let own = leaves(reader, reader.facts.root());
    paths.retain(|path| differs(reader, path, &own, &beside));
    if paths.is_empty() {
        let same = reader.say(
            "De stukken van de partijen noemen hier dezelfde cijfers, voor zover zij ze noemen.",
            "The parties' documents state the same figures here, as far as they state them.",
        );
        return Some(Block::paragraph(same));
    }
    let caption =
        reader.say("Cijfers die de stukken verschillend noemen", "Figures that the documents state differently");
    table(reader, caption, &paths, &own, &beside)
}

/// Whether another document has a value that the text does not have.
fn differs(reader: &Reader<'_>, path: &str, own: &Leaves, beside: &[(Role, String, Leaves)]) -> bool {
    let value = |facts: &Leaves| facts.get(path).map(|id| reader.value(*id));
    let mine = value(own);
    // What a document leaves out is no other opinion; what the text leaves out may be one.
    mine.is_none() || beside.iter().any(|(_, _, facts)| value(facts).is_some_and(|v| Some(&v) != mine.as_ref()))
}

type Leaves = BTreeMap<String, FactId>;

/// The documents of the other parties, with every stated value by its path in them.
fn beside(reader: &Reader<'_>) -> Vec<(Role, String, Leaves)> {
    let found = BESIDE.iter().filter_map(|(role, nl, en)| {
        let root = reader.by_role(reader.facts.root(), *role)?;
        Some((*role, reader.say(nl, en), leaves(reader, root)))
    });
    found.collect()
}

/// Every stated value below an agreement by its path in that agreement, without what other agreements in it say and without
/// what is about the document itself.
fn leaves(reader: &Reader<'_>, root: FactId) -> Leaves {
    let mut out = Leaves::new();
    let prefix = reader.path(root);
    let mut todo = vec![root];
    while let Some(id) = todo.pop() {
        match &reader.facts.get(id).value {
            FactValue::Object { .. } => {
                let about = |role: Option<Role>| {
                    role.is_some_and(|r| {
                        r.is_reference()
                            || matches!(
                                r,
                                Role::Own | Role::ReferenceDate | Role::Signed | Role::Disputes | Role::Commitments
                            )
                    }) || role == Some(Role::Label) && id == root
                };
                todo.extend(reader.fields(id).into_iter().filter(|(f, _)| !about(f.role)).map(|(_, fact)| fact));
            }
            FactValue::List(items) => todo.extend(items),
            FactValue::Table { years, total, .. } => {
                todo.extend(years.iter().map(|(_, fact)| *fact));
                todo.extend(total);
            }
            _ => {
                let path = reader.path(id);
                let own = path.strip_prefix(&prefix).map_or(path.as_str(), |p| p.trim_start_matches('.'));
                let label = matches!(reader.facts.get(id).step, Step::Field(_)) && is_label(reader, id);
                if !label {
                    out.insert(own.to_owned(), id);
                }
            }
        }
    }
    out
}

/// Whether a value only names the thing that it belongs to.
fn is_label(reader: &Reader<'_>, id: FactId) -> bool {
    let parent = reader.facts.parent(id);
    parent.is_some_and(|p| reader.by_role(p, Role::Label) == Some(id))
}

/// The figures that the documents do not state alike.
fn differences(reader: &Reader<'_>) -> Option<Block> {
    let beside = beside(reader);
    let own = leaves(reader, reader.facts.root());
    let mut paths: Vec<&str> = beside.iter().flat_map(|(_, _, facts)| facts.keys().map(String::as_str)).collect();
    paths.sort_unstable();
    paths.dedup();
    paths.retain(|path| differs(reader, path, &own, &beside));
    let caption = reader.say(
        "Waar de stukken verschillen; wat zij gelijk noemen, staat er niet bij",
        "Where the documents differ; what they state alike is left out",
    );
    table(reader, caption, &paths, &own, &beside)
}

fn table(
    reader: &Reader<'_>,
    caption: String,
    paths: &[&str],
    own: &Leaves,
    beside: &[(Role, String, Leaves)],
) -> Option<Block> {
    if paths.is_empty() {
        return None;
    }
    let mut head = vec![reader.say("gegeven", "fact"), reader.say("tekst", "text")];
    head.extend(beside.iter().map(|(_, name, _)| name.clone()));
    let cell = |facts: &Leaves, path: &str| match facts.get(path) {
        Some(id) => Cell::number(format!("{} ({})", reader.value(*id), reader.short_place(reader.facts.get(*id).span))),
        None => Cell::number("–"),
    };
    let row = |path: &&str| {
        let mut row = vec![Cell::words(code(path)), cell(own, path)];
        row.extend(beside.iter().map(|(_, _, facts)| cell(facts, path)));
        row
    };
    Some(Block::Table(Table { caption, head, rows: paths.iter().map(row).collect(), ..Table::default() }))
}

/// What the parties commit to, by party, in all documents.
fn commitments(reader: &Reader<'_>) -> Option<Block> {
    let root = reader.facts.root();
    let mut documents = vec![(reader.say("tekst", "text"), root)];
    for (role, nl, en) in BESIDE {
        documents.extend(reader.by_role(root, role).map(|id| (reader.say(nl, en), id)));
    }
    let mut columns: Vec<(&str, String)> = vec![];
    let mut found = vec![];
    for (document, root) in documents {
        let Some(list) = reader.by_role(root, Role::Commitments) else { continue };
        for item in reader.items(list) {
            let party = reader.by_role(*item, Role::Party).map(|id| reader.value(id));
            for (field, _) in reader.fields(*item).into_iter().filter(|(f, _)| f.role.is_none()) {
                if !columns.iter().any(|(name, _)| *name == field.name) {
                    columns.push((&field.name, reader.text(&field.text).to_owned()));
                }
            }
            found.push((party.unwrap_or_else(|| reader.say("niet vermeld", "not stated")), document.clone(), *item));
        }
    }
    if found.is_empty() {
        return None;
    }
    found.sort_by(|a, b| a.0.cmp(&b.0));
    let mut head =
        vec![reader.say("partij", "party"), reader.say("stuk", "document"), reader.say("toezegging", "commitment")];
    head.extend(columns.iter().map(|(_, text)| text.clone()));
    let rows = found.into_iter().map(|(party, document, item)| {
        let fields = reader.fields(item);
        let label = reader.by_role(item, Role::Label).map(|id| reader.value(id)).unwrap_or_default();
        let cell = |name: &str| {
            let value = fields.iter().find(|(f, _)| f.name == name).map(|(_, id)| reader.value(*id));
            Cell::words(value.unwrap_or_else(|| "–".to_owned()))
        };
        let mut row = vec![Cell::words(party), Cell::words(document), Cell::words(label)];
        row.extend(columns.iter().map(|(name, _)| cell(name)));
        row
    });
    let caption = reader.say("Toezeggingen, per partij", "Commitments, by party");
    Some(Block::Table(Table { caption, head, rows: rows.collect(), ..Table::default() }))
}
