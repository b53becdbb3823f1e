//! The norms that no point of dispute touches, per chapter: in full what lies outside a norm or is in doubt, in one line the rest.

use std::collections::BTreeMap;

use crate::evaluate::finding::{Finding, Verdict, Weight, strength_words};
use crate::ruleset::model::ChapterId;

use super::reader::Reader;
use super::{Block, Cell, Section, Table, calendar, finding, points, words};

/// The section.
pub(super) fn section(reader: &Reader<'_>) -> Option<Section> {
    let disputed = points::disputed(reader);
    let mut by_chapter: BTreeMap<ChapterId, Vec<&Finding>> = BTreeMap::new();
    for f in reader.findings.iter().copied() {
        let rule = reader.rule(f);
        if !calendar::is_admissibility(reader, f) && !disputed.contains(&rule.id) {
            by_chapter.entry(rule.chapter).or_default().push(f);
        }
    }
    let sections: Vec<Section> = by_chapter.into_iter().filter_map(|(id, found)| chapter(reader, id, found)).collect();
    if sections.is_empty() {
        return None;
    }
    let title = if disputed.is_empty() {
        reader.say("Tekst tegenover norm, per hoofdstuk", "Text against norm, by chapter")
    } else {
        reader.say("Overige normen, per hoofdstuk", "Other norms, by chapter")
    };
    Some(Section { title, sections, ..Section::default() })
}

fn chapter(reader: &Reader<'_>, id: ChapterId, found: Vec<&Finding>) -> Option<Section> {
    let in_full = |f: &&Finding| {
        f.fault || matches!(f.verdict, Verdict::NotMet | Verdict::Deviation) || f.weight >= Weight::Warning
    };
    let (full, rest): (Vec<&Finding>, Vec<&Finding>) = found.into_iter().partition(in_full);
    // What waits for a fact stands in the section of what is missing, once.
    let short: Vec<&Finding> = rest
        .into_iter()
        .filter(|f| f.verdict == Verdict::Met || f.missing.is_empty() && f.verdict == Verdict::NotCheckable)
        .collect();
    if full.is_empty() && short.is_empty() {
        return None;
    }
    let mut blocks = vec![];
    if !short.is_empty() {
        let head = [("norm", "norm"), ("kracht", "force"), ("uitkomst", "outcome"), ("wat er staat", "what it says")];
        blocks.push(Block::Table(Table {
            caption: reader.say("Gehaald, of open zonder dat iets ontbreekt", "Met, or open with nothing missing"),
            head: head.iter().map(|(nl, en)| reader.say(nl, en)).collect(),
            rows: short.into_iter().map(|f| row(reader, f)).collect(),
            ..Table::default()
        }));
    }
    let sections = full.into_iter().map(|f| finding::section(reader, f, true)).collect();
    let title = reader.text(&reader.checked.chapter(id).title).to_owned();
    Some(Section { title, blocks, sections, ..Section::default() })
}

fn row(reader: &Reader<'_>, f: &Finding) -> Vec<Cell> {
    let rule = reader.rule(f);
    let reasons = f.reasons.iter().map(|r| reader.text(r)).collect::<Vec<_>>().join("; ");
    let message = words::message(rule, f, reader.lang);
    let said = if reasons.is_empty() || message.contains(&reasons) {
        message.to_owned()
    } else {
        format!("{message}: {reasons}")
    };
    vec![
        Cell::words(rule.id.clone()),
        Cell::words(strength_words(rule.strength, reader.lang)),
        Cell { look: Some(words::look(f)), ..Cell::words(words::verdict(f, reader.lang)) },
        Cell::words(said),
    ]
}
