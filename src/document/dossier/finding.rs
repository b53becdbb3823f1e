//! One norm held against the text: outcome and force, the text, the norm, the computation, the deviation, what is uncertain.

use crate::evaluate::finding::{Finding, Verdict, Weight, strength_words};
use crate::evaluate::{Line, Part};
use crate::ruleset::model::Rule;

use super::super::report;
use super::reader::Reader;
use super::{Block, Cell, Found, Outcome, Section, Table, Term, Tone, chart, code, parties, sentence, words};

/// Lines of files that are shown; a finding about a whole programme can rest on hundreds.
const LINES: usize = 14;

/// The force of a norm, told by where it comes from and how it binds: `verplicht · Nationale prestatieafspraken 2025-2034`.
pub(super) fn force(reader: &Reader<'_>, rule: &Rule) -> String {
    let set = reader.text(&reader.checked.set(rule.set).title);
    let announced = rule.default_off.as_ref().map(|_| reader.lang.pick(" · aangekondigd", " · announced"));
    format!("{} · {set}{}", strength_words(rule.strength, reader.lang), announced.unwrap_or_default())
}

/// The section of a finding.
pub(super) fn section(reader: &Reader<'_>, finding: &Finding, others: bool) -> Section {
    let rule = reader.rule(finding);
    let about = reader.about(finding);
    let title = reader.text(&rule.title);
    let title =
        if about.is_empty() { format!("{} {title}", rule.id) } else { format!("{} {title} ({about})", rule.id) };
    let (places, hidden) = report::places(reader.run, finding, LINES);
    let mut blocks = vec![
        Block::Outcome(Outcome {
            words: words::verdict(finding, reader.lang).to_owned(),
            force: force(reader, rule),
            look: words::look(finding),
        }),
        Block::Found(Found {
            tone: Tone::Plain,
            message: sentence(words::message(rule, finding, reader.lang)),
            places,
        }),
    ];
    if others {
        blocks.extend(parties::figures(reader, &[finding]));
    }
    blocks.extend(chart::blocks(reader, finding));
    blocks.push(Block::Terms(terms(reader, finding, rule, hidden)));
    blocks.extend(computation(reader, finding, rule));
    Section { title, anchor: rule.id.to_lowercase(), blocks, sections: vec![] }
}

fn terms(reader: &Reader<'_>, finding: &Finding, rule: &Rule, hidden: usize) -> Vec<Term> {
    let lang = reader.lang;
    let mut out = vec![words::sources("norm", reader.checked, rule, lang)];
    if hidden > 0 {
        let (label, others) = words::rests_on(hidden, true, lang);
        out.push(Term::one(label, others));
    }
    let mut more = |label: String, values: Vec<String>| {
        if !values.is_empty() {
            out.push(Term::many(label, values));
        }
    };
    let law = finding.params.iter().map(|p| match &p.cite {
        Some(c) => format!("{} ({})", words::param_value(p, lang), words::cite(reader.checked, c, lang)),
        None => words::param_value(p, lang),
    });
    more(reader.say("waarden van de norm", "values of the norm"), law.collect());
    more(
        reader.say("strenger in eigen regels", "stricter in own rules"),
        finding.params.iter().filter_map(|p| words::tightened(reader.checked, p, lang)).collect(),
    );
    more(reader.say("reden om af te wijken", "reason to deviate"), deviation(reader, finding, rule));
    let doubts = finding.params.iter().filter_map(|p| words::uncertain(p, lang));
    let remarks = finding.remarks.iter().map(|r| reader.text(r).to_owned());
    more(reader.say("niet bevestigd of voorbehouden", "unverified or reserved"), doubts.chain(remarks).collect());
    more(reader.say("niet vermeld", "not stated"), finding.missing.iter().map(|m| words::missing(m, lang)).collect());
    more(
        reader.say("lezing die de tekst niet zelf geeft", "reading that the text itself does not give"),
        finding.interpretations.iter().map(|i| reader.text(i).to_owned()).collect(),
    );
    more(reader.say("wat de norm haalt", "what would meet the norm"), words::remedies(finding, lang));
    more(
        reader.say("toelichting bij de norm", "note on the norm"),
        rule.explanation.iter().map(|e| reader.text(e).to_owned()).collect(),
    );
    out
}

/// Whether one may deviate, what is recorded, and whether it satisfies what the norm asks.
fn deviation(reader: &Reader<'_>, finding: &Finding, rule: &Rule) -> Vec<String> {
    let mut out: Vec<String> = finding.reasons.iter().map(|r| reader.text(r).to_owned()).collect();
    if finding.verdict == Verdict::NotApplicable {
        return out;
    }
    let recorded = lines(reader, finding, rule).iter().any(|l| matches!(l.part, Part::Proviso | Part::Standing));
    match &rule.deviation {
        None if finding.verdict == Verdict::NotMet && finding.weight > Weight::Note => {
            out.push(reader.say("deze norm kent geen afwijking", "this norm knows no deviation"));
        }
        Some(d) if !recorded && finding.verdict == Verdict::NotMet => {
            out.push(reader.say(
                "afwijken kan, en er is geen afwijking vastgelegd; een afwijking moet voldoen aan:",
                "deviating is possible, and no deviation is recorded; a deviation must satisfy:",
            ));
            let written = |e| reader.run.sources.text(reader.checked.expr(e).span);
            let provisos: Vec<String> = d
                .provisos
                .iter()
                .map(|p| code(&written(p.expr).split_whitespace().collect::<Vec<_>>().join(" ")))
                .collect();
            let (standing, own) = provisos.split_at_checked(d.standing).unwrap_or((&[], provisos.as_slice()));
            let mut fields = standing.to_vec();
            fields.sort();
            fields.dedup();
            if !fields.is_empty() {
                let fields = words::list(&fields, reader.lang);
                out.push(
                    reader.lang.pick(format!("de vastlegging noemt {fields}"), format!("the record states {fields}")),
                );
            }
            out.extend(own.iter().cloned());
        }
        _ => {}
    }
    out
}

/// The computation line by line; empty when it was not kept.
pub(super) fn lines(reader: &Reader<'_>, finding: &Finding, rule: &Rule) -> Vec<Line> {
    let trace = finding.trace.as_ref();
    trace.map(|t| t.lines(reader.checked, reader.facts, &reader.run.sources, rule)).unwrap_or_default()
}

fn computation(reader: &Reader<'_>, finding: &Finding, rule: &Rule) -> Option<Block> {
    if finding.verdict == Verdict::NotApplicable {
        return None;
    }
    // That a record is complete is said once, by what it states.
    let wanted = |l: &Line| l.known && l.part != Part::Standing;
    let row = |line: Line| {
        let (what, from) = match line.part {
            Part::Condition => (reader.say("voorwaarde", "condition"), code(&line.text)),
            Part::Requirement => (reader.say("eis", "requirement"), code(&line.text)),
            Part::Proviso => (reader.say("afwijking", "deviation"), code(&line.text)),
            Part::Standing => (reader.say("vastlegging", "record"), code(&line.text)),
            Part::Named => (code(&line.text), code(&line.from)),
            Part::Law => (code(&line.text), reader.say("waarde van de norm", "value of the norm")),
            Part::Stated => (code(&line.text), line.place.map_or_else(String::new, |p| reader.place(p))),
        };
        vec![Cell::words(what), Cell::words(from), Cell::number(line.value.get(reader.lang))]
    };
    let rows: Vec<Vec<Cell>> = lines(reader, finding, rule).into_iter().filter(wanted).map(row).collect();
    (!rows.is_empty()).then(|| {
        Block::Table(Table {
            caption: reader.say("Berekening", "Computation"),
            head: vec![reader.say("wat", "what"), reader.say("hoe", "how"), reader.say("uitkomst", "result")],
            rows,
            ..Table::default()
        })
    })
}
