//! What the document is about, how to read it, and the outcomes by the force of the norm.

use std::collections::BTreeMap;

use crate::evaluate::finding::{Verdict, strength_words};
use crate::lang::Lang;
use crate::ruleset::model::{SetId, Strength};

use super::reader::Reader;
use super::{Block, Cell, Section, Table, Term, Words, sentence, words};
use crate::run::order::Tally;

/// Which files, rules and days.
pub(super) fn about(readers: &[Reader<'_>], lang: Lang) -> Vec<Term> {
    let mut out = vec![];
    for reader in readers {
        let label = match reader.told.file.portfolio {
            Some(_) => lang.pick("samen", "together"),
            None => lang.pick("bestand", "file"),
        };
        out.push(Term::one(label, &reader.told.file.name));
        out.extend(words::basis(reader.told, reader.run.ignore_deviations, lang));
    }
    out
}

/// How to read the document.
pub(super) fn intro(lang: Lang) -> Vec<String> {
    let sentences = [
        (
            "Dit dossier zegt wat waar staat, tegenover welke norm, met welke berekening en van welke kracht. Het weegt niet: \
             in een geschil is redelijkheid de toets, en die is aan mensen.",
            "This dossier says what stands where, against which norm, with which computation and of which force. It does not \
             weigh: in a dispute the test is reasonableness, and that is for people.",
        ),
        (
            "Buiten een norm is nog geen verwijt: normen in beginsel en streefnormen laten een reden toe, en de reden staat \
             erbij. Wat een tekst niet noemt, is onbekend, nooit nul en nooit nee.",
            "Outside a norm is no reproach: norms in principle and aims allow a reason, and the reason is shown. What a text \
             does not state is unknown, never zero and never no.",
        ),
        (
            "Drie dingen weegt de minister die hier niet te berekenen zijn: of het past bij de woonvisie, wat de corporatie \
             financieel kan, en de wettelijke regels buiten deze regelset.",
            "Three things that the minister weighs cannot be computed here: whether it fits the housing vision, what the \
             corporation can afford, and statutory rules outside this ruleset.",
        ),
    ];
    sentences.iter().map(|(nl, en)| lang.pick(*nl, *en).to_owned()).collect()
}

/// The outcomes by the force of the norm, each force kept apart.
pub(super) fn section(reader: &Reader<'_>) -> Option<Section> {
    let mut tallies: BTreeMap<(SetId, Strength, bool), Tally> = BTreeMap::new();
    for f in &reader.findings {
        let rule = reader.rule(f);
        tallies.entry((rule.set, rule.strength, rule.default_off.is_some())).or_default().add(f.verdict);
    }
    if tallies.is_empty() {
        return None;
    }
    let columns = [Verdict::Met, Verdict::NotMet, Verdict::Deviation, Verdict::NotCheckable, Verdict::NotApplicable];
    let mut head = vec![reader.say("bron van de norm", "origin of the norm"), reader.say("kracht", "force")];
    head.extend(columns.iter().map(|v| v.words(reader.lang).to_owned()));
    let rows = tallies.iter().map(|((set, strength, announced), tally)| {
        let force = strength_words(*strength, reader.lang);
        let force =
            if *announced { format!("{force}, {}", reader.say("aangekondigd", "announced")) } else { force.to_owned() };
        let mut row = vec![Cell::words(reader.text(&reader.checked.set(*set).title)), Cell::words(force)];
        row.extend(columns.iter().map(|v| Cell::number(tally.of(*v).to_string())));
        row
    });
    let caption = reader.say("Uitkomsten per kracht van de norm", "Outcomes by force of the norm");
    let mut blocks = vec![Block::Table(Table { caption, head, rows: rows.collect(), ..Table::default() })];
    blocks.extend(outside(reader));
    blocks.extend(announced(reader));
    blocks.extend(warnings(reader));
    let title = reader.say("Overzicht", "Overview");
    Some(Section { title, blocks, ..Section::default() })
}

/// What lies outside a norm, with or without an accepted reason.
fn outside(reader: &Reader<'_>) -> Option<Block> {
    let wanted = |v: Verdict| matches!(v, Verdict::NotMet | Verdict::Deviation);
    let rows: Vec<Vec<Cell>> = reader
        .findings
        .iter()
        .filter(|f| wanted(f.verdict))
        .map(|f| {
            let rule = reader.rule(f);
            vec![
                Cell::words(Words { text: rule.id.clone(), link: Some(format!("#{}", rule.id.to_lowercase())) }),
                Cell::words(strength_words(rule.strength, reader.lang)),
                Cell { look: Some(words::look(f)), ..Cell::words(words::verdict(f, reader.lang)) },
                Cell::words(words::message(rule, f, reader.lang)),
            ]
        })
        .collect();
    (!rows.is_empty()).then(|| {
        Block::Table(Table {
            caption: reader.say("Buiten een norm, zwaarste kracht eerst", "Outside a norm, strongest force first"),
            head: vec![
                reader.say("norm", "norm"),
                reader.say("kracht", "force"),
                reader.say("uitkomst", "outcome"),
                reader.say("wat er staat", "what it says"),
            ],
            rows,
            ..Table::default()
        })
    })
}

/// What is amiss in the file itself without stopping the check, such as a recorded deviation that counts nowhere.
fn warnings(reader: &Reader<'_>) -> Option<Block> {
    let said = reader.told.file.diagnostics.iter().map(|d| {
        let place = d.labels.first().map(|l| format!(" ({})", reader.short_place(l.span))).unwrap_or_default();
        sentence(&format!("{}{place}", reader.text(&d.message)))
    });
    let said: Vec<String> = said.collect();
    (!said.is_empty()).then(|| {
        Block::Terms(vec![Term::many(reader.say("let op in de tekst zelf", "to note in the text itself"), said)])
    })
}

/// Norms that are announced or unconfirmed, and therefore not held against the text.
fn announced(reader: &Reader<'_>) -> Option<Block> {
    let taken = |id: &str| reader.findings.iter().any(|f| reader.rule(f).id == id);
    let rules = reader.checked.rules().iter().filter(|r| !r.portfolio && !taken(&r.id));
    let off: Vec<String> = rules
        .filter_map(|r| Some((r, r.default_off.as_ref()?)))
        .map(|(r, why)| sentence(&format!("{} {}: {}", r.id, reader.text(&r.title), reader.text(why))))
        .collect();
    (!off.is_empty()).then(|| {
        Block::Terms(vec![Term::many(reader.say("aangekondigd, niet getoetst", "announced, not checked"), off)])
    })
}
