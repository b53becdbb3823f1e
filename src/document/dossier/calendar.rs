//! Admissibility: the days and terms of the procedure, given beside computed. The chapter comes from the ruleset (`rol
//! ontvankelijkheid`), the days from the facts and the named values of its norms.

use crate::evaluate::finding::{Finding, Verdict};
use crate::evaluate::{Line, Part};
use crate::ruleset::model::ChapterRole;

use super::reader::Reader;
use super::{Block, Cell, Section, Table, Term, finding, sentence, words};

/// The section, where the ruleset has such a chapter.
pub(super) fn section(reader: &Reader<'_>) -> Option<Section> {
    let mut findings: Vec<&Finding> = reader.findings.iter().copied().filter(|f| is_admissibility(reader, f)).collect();
    findings.sort_by_key(|f| f.rule);
    if findings.is_empty() {
        return None;
    }
    let rows = findings.iter().filter(|f| has_days(reader, f));
    let head = [
        ("stap", "step"),
        ("gegeven dag", "day given"),
        ("berekende dag", "day computed"),
        ("uitkomst", "outcome"),
        ("bron", "source"),
    ];
    let table = Table {
        caption: reader.say("Dagen: gegeven naast berekend", "Days: given beside computed"),
        head: head.iter().map(|(nl, en)| reader.say(nl, en)).collect(),
        rows: rows.map(|f| row(reader, f)).collect(),
        ..Table::default()
    };
    let mut blocks = vec![Block::paragraph(reader.say(
        "De dagen komen uit de tekst; de berekende dagen volgen uit de regels en hun bron. Of een geschil ontvankelijk is, \
         beslist wie erover gaat.",
        "The days come from the text; the computed days follow from the rules and their source. Whether a dispute is \
         admissible is decided by whoever it is brought before.",
    ))];
    if !table.rows.is_empty() {
        blocks.push(Block::Table(table));
    }
    blocks.push(Block::Terms(findings.iter().map(|f| said(reader, f)).collect()));
    let sections = findings
        .iter()
        .filter(|f| matches!(f.verdict, Verdict::NotMet | Verdict::Deviation))
        .map(|f| finding::section(reader, f, false))
        .collect();
    let title = reader.say("Ontvankelijkheid: dagen en termijnen", "Admissibility: days and terms");
    Some(Section { title, blocks, sections, ..Section::default() })
}

/// Whether a finding is told in this section.
pub(super) fn is_admissibility(reader: &Reader<'_>, finding: &Finding) -> bool {
    reader.checked.chapter(reader.rule(finding).chapter).role == Some(ChapterRole::Admissibility)
}

fn has_days(reader: &Reader<'_>, finding: &Finding) -> bool {
    finding::lines(reader, finding, reader.rule(finding)).iter().any(|l| l.day.is_some())
}

fn row(reader: &Reader<'_>, f: &Finding) -> Vec<Cell> {
    let rule = reader.rule(f);
    let lines = finding::lines(reader, f, rule);
    let stated: Vec<_> = lines.iter().filter(|l| l.part == Part::Stated).filter_map(|l| l.day).collect();
    let days = |part: Part| -> Vec<String> {
        let line = |l: &&Line| l.part == part && l.day.is_some();
        lines
            .iter()
            .filter(line)
            .filter_map(|l| Some((l, l.day?)))
            // A given day that goes by another name is not computed.
            .filter(|(l, day)| l.part == Part::Stated || !stated.contains(day))
            .map(|(l, day)| {
                let day = words::date(day, reader.lang);
                match l.place {
                    Some(place) => format!("{day} ({})", reader.short_place(place)),
                    None => format!("{}: {day}", l.text.replace('_', " ")),
                }
            })
            .collect()
    };
    let given = days(Part::Stated);
    let given = if given.is_empty() { reader.say("niet vermeld", "not stated") } else { given.join("; ") };
    let cites = words::cites(reader.checked, rule, reader.lang);
    vec![
        Cell::words(format!("{} {}", rule.id, reader.text(&rule.title))),
        Cell::words(given),
        Cell::words(days(Part::Named).join("; ")),
        Cell { look: Some(words::look(f)), ..Cell::words(words::verdict(f, reader.lang)) },
        Cell::words(cites.join("; ")),
    ]
}

/// What a norm of the procedure says of this text.
fn said(reader: &Reader<'_>, f: &Finding) -> Term {
    let rule = reader.rule(f);
    let mut out = vec![sentence(words::message(rule, f, reader.lang))];
    out.extend(
        f.reasons
            .iter()
            .map(|r| reader.text(r))
            .filter(|r| !out.iter().any(|o| o.starts_with(r)))
            .map(sentence)
            .collect::<Vec<_>>(),
    );
    out.extend(f.missing.iter().map(|m| {
        let missing = words::missing(m, reader.lang);
        sentence(&reader.lang.pick(format!("niet vermeld: {missing}"), format!("not stated: {missing}")))
    }));
    out.extend(rule.explanation.iter().map(|e| sentence(reader.text(e))));
    out.extend(f.params.iter().filter_map(|p| words::uncertain(p, reader.lang)).map(|d| sentence(&d)));
    let about = reader.about(f);
    Term::many(if about.is_empty() { rule.id.clone() } else { format!("{} ({about})", rule.id) }, out)
}
