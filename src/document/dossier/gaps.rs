//! What the dossier rests on that is not certain, and what the text does not state.

use std::collections::BTreeMap;

use crate::evaluate::finding::Verdict;

use super::outline::Gap;
use super::reader::Reader;
use super::{Block, Cell, Section, Table, words};

/// Values that are not confirmed, and readings that the texts do not give themselves.
pub(super) fn unverified(reader: &Reader<'_>) -> Option<Section> {
    let mut doubts: BTreeMap<String, Vec<&str>> = BTreeMap::new();
    let mut readings: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for f in &reader.findings {
        let id = reader.rule(f).id.as_str();
        for doubt in f.params.iter().filter_map(|p| words::uncertain(p, reader.lang)) {
            let rules = doubts.entry(doubt).or_default();
            if !rules.contains(&id) {
                rules.push(id);
            }
        }
        // A reading matters where it decided something.
        let decided = matches!(f.verdict, Verdict::Met | Verdict::NotMet | Verdict::Deviation);
        for reading in f.interpretations.iter().filter(|_| decided) {
            let rules = readings.entry(reader.text(reading)).or_default();
            if !rules.contains(&id) {
                rules.push(id);
            }
        }
    }
    let table = |caption: String, what: String, rows: Vec<(String, Vec<&str>)>| {
        let rows: Vec<Vec<Cell>> =
            rows.into_iter().map(|(text, rules)| vec![Cell::words(text), Cell::words(rules.join(", "))]).collect();
        let head = vec![what, reader.say("normen", "norms")];
        (!rows.is_empty()).then_some(Block::Table(Table { caption, head, rows, ..Table::default() }))
    };
    let blocks: Vec<Block> = [
        table(
            reader.say("Waarden die niet bevestigd zijn", "Values that are not confirmed"),
            reader.say("waarde", "value"),
            doubts.into_iter().collect(),
        ),
        table(
            reader.say("Lezingen: waar de tekst een keuze openlaat", "Readings: where the text leaves a choice open"),
            reader.say("lezing", "reading"),
            readings.into_iter().map(|(text, rules)| (text.to_owned(), rules)).collect(),
        ),
    ]
    .into_iter()
    .flatten()
    .collect();
    let title = reader.say("Wat niet bevestigd is", "What is unverified");
    (!blocks.is_empty()).then_some(Section { title, blocks, ..Section::default() })
}

/// Facts that norms wait for.
pub(super) fn missing(reader: &Reader<'_>) -> Option<Section> {
    let list = |gaps: &[Gap<'_>]| -> Vec<Vec<Cell>> {
        let row = |gap: &Gap<'_>| {
            let text = words::gap(gap, reader.lang);
            let rules: Vec<&str> = gap.rules.iter().map(|r| r.id.as_str()).collect();
            let rules = rules.join(", ");
            let what = text.strip_suffix(&rules).map_or(text.as_str(), |t| t.trim_end_matches(": "));
            vec![Cell::words(what), Cell::words(rules)]
        };
        gaps.iter().map(row).collect()
    };
    let table = |caption: String, rows: Vec<Vec<Cell>>| {
        let head = vec![reader.say("gegeven", "fact"), reader.say("normen die erop wachten", "norms that wait for it")];
        (!rows.is_empty()).then_some(Block::Table(Table { caption, head, rows, ..Table::default() }))
    };
    let blocks: Vec<Block> = [
        table(
            reader.say(
                "Niet vermeld in de tekst; eerst wat de meeste normen ophoudt die verplicht of in beginsel gelden",
                "Not stated in the text; first what holds up the most norms that are obligatory or hold in principle",
            ),
            list(&reader.outline.facts),
        ),
        table(
            reader.say("Waarden van de wet die niet bekend zijn", "Values of law that are not known"),
            list(&reader.outline.values),
        ),
    ]
    .into_iter()
    .flatten()
    .collect();
    let title = reader.say("Wat ontbreekt", "What is missing");
    (!blocks.is_empty()).then_some(Section { title, blocks, ..Section::default() })
}
