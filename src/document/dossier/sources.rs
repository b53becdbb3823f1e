//! The documents that the norms and values in the dossier come from.

use crate::lang::Lang;
use crate::ruleset::model::{Citation, Source};

use super::reader::Reader;
use super::{Block, Cell, Section, Table, Words};

/// The section: every source that some norm or value in the dossier cites, once.
pub(super) fn section(readers: &[Reader<'_>], lang: Lang) -> Section {
    let mut found: Vec<&Source> = vec![];
    for reader in readers {
        for f in &reader.findings {
            let rule = reader.rule(f);
            let params = f.params.iter().filter_map(|p| p.cite.as_ref());
            for cite in rule.cites.iter().chain(params) {
                let Citation { source, .. } = cite;
                let source = reader.checked.source(*source);
                if !found.iter().any(|s| s.id == source.id && s.title == source.title) {
                    found.push(source);
                }
            }
        }
    }
    found.sort_by(|a, b| a.title.get(lang).cmp(b.title.get(lang)));
    let words = |nl: &'static str, en: &'static str| lang.pick(nl, en).to_owned();
    let row = |s: &&Source| {
        vec![
            Cell::words(Words { text: s.title.get(lang).to_owned(), link: s.link.clone() }),
            Cell::words(s.date.clone().unwrap_or_default()),
            Cell::words(s.mark.clone().unwrap_or_default()),
            Cell::words(s.grade.letter()),
        ]
    };
    let table = Table {
        caption: words("Stukken waar normen en waarden uit komen", "Documents that norms and values come from"),
        head: vec![
            words("stuk", "document"),
            words("datum", "date"),
            words("kenmerk", "mark"),
            words("graad", "grade"),
        ],
        rows: found.iter().map(row).collect(),
        ..Table::default()
    };
    Section {
        title: words("Bronnen", "Sources"),
        blocks: vec![
            Block::Table(table),
            Block::paragraph(words(
                "Graad A: gelezen in een officiële tekst; B: in een betrouwbare weergave; C: afgeleid of niet bevestigd.",
                "Grade A: read in an official text; B: in a reliable rendering; C: inferred or not confirmed.",
            )),
        ],
        ..Section::default()
    }
}
