//! Every norm of a ruleset as tables, one per chapter: what it asks, where it is written, what it needs to know, and
//! whether it is a rule.
//!
//! Takes: a checked ruleset. Gives: blocks. Never leaves a norm out: one that is no rule has its row and its reason.

use super::{Block, Cell, Section, Setter, Table, words};
use crate::evaluate::finding::strength_words;
use crate::lang::{Lang, Text};
use crate::ruleset::model::{ChapterId, Citation, LeftOut, Param, ParamValue, Rule};
use crate::ruleset::{Checked, Uses};
use crate::source::{Sources, Span};

/// A norm of a chapter: a rule, or none.
enum Norm<'a> {
    Rule(&'a Rule),
    LeftOut(&'a LeftOut),
}

impl Norm<'_> {
    fn chapter(&self) -> ChapterId {
        match self {
            Norm::Rule(r) => r.chapter,
            Norm::LeftOut(l) => l.chapter,
        }
    }

    fn span(&self) -> Span {
        match self {
            Norm::Rule(r) => r.span,
            Norm::LeftOut(l) => l.span,
        }
    }
}

/// What the page with the norms of all rulesets is.
pub(crate) fn head(lang: Lang, out: &mut dyn Setter) {
    let sentences = lang.pick(
        [
            "De normen",
            "Gemaakt uit de regelsets door `toets docs`.",
            "`toets explain NORM` zegt van elke norm meer.",
            "Een lezing is een keuze die de tekst van de norm niet zelf maakt.",
        ],
        [
            "The norms",
            "Made from the rulesets by `toets docs`.",
            "`toets explain NORM` says more of each norm.",
            "A reading is a choice that the text of the norm does not make itself.",
        ],
    );
    let [title, rest @ ..] = sentences;
    out.set(Block::Title(title.to_owned(), String::new()));
    out.set(Block::paragraph(rest.join(" ")));
}

/// The norms of the ruleset itself, not of those that it builds on.
pub(crate) fn norms(checked: &Checked, sources: &Sources, lang: Lang, out: &mut dyn Setter) {
    let Some((set, info)) = checked.sets().iter().enumerate().next_back() else { return };
    let title = format!("{} {} · {}", info.id, info.version, info.title.get(lang));
    out.set(Block::Section(Section::new(1, title, "")));
    if info.valid_from != info.valid_to {
        let (valid, to) = lang.pick(("Geldig", "t/m"), ("Valid", "to"));
        out.set(Block::paragraph(format!("{valid} {} {to} {}.", info.valid_from, info.valid_to)));
    }
    let mut norms: Vec<Norm<'_>> = checked.rules().iter().filter(|r| r.set.index() == set).map(Norm::Rule).collect();
    norms.extend(checked.left_out().iter().filter(|l| l.set.index() == set).map(Norm::LeftOut));
    norms.sort_by_key(Norm::span);
    let mut chapters: Vec<ChapterId> = vec![];
    for norm in &norms {
        if !chapters.contains(&norm.chapter()) {
            chapters.push(norm.chapter());
        }
    }
    for chapter in chapters {
        out.set(Block::Section(Section::new(2, checked.chapter(chapter).title.get(lang), "")));
        let head = lang.pick(
            ["norm", "wat hij vraagt", "vindplaats", "kracht", "lezing", "gegevens", "staat"],
            ["norm", "what it asks", "source", "strength", "reading", "data", "state"],
        );
        let rows = norms.iter().filter(|n| n.chapter() == chapter).map(|norm| row(checked, norm, lang));
        table(&head, rows.collect(), out);
    }
    tightenings(checked, sources, set, lang, out);
}

fn table<const N: usize>(head: &[&str; N], rows: Vec<[String; N]>, out: &mut dyn Setter) {
    let head = head.map(str::to_owned).to_vec();
    let rows = rows.into_iter().map(|row| row.map(Cell::words).to_vec()).collect();
    out.set(Block::Table(Table { head, rows, ..Table::default() }));
}

fn row(checked: &Checked, norm: &Norm<'_>, lang: Lang) -> [String; 7] {
    match norm {
        Norm::Rule(rule) => {
            let uses = Uses::of(checked, rule);
            let paths: Vec<String> = uses.fields.iter().map(|(path, _)| format!("`{path}`")).collect();
            // A definition that several rules share is read in one way for all of them.
            let shared = uses.concepts.iter().flat_map(|c| &checked.concept(*c).interpretations);
            let readings: Vec<&str> = rule.interpretations.iter().chain(shared).map(|t| t.get(lang)).collect();
            let state = match &rule.default_off {
                None => lang.pick("regel", "rule").to_owned(),
                Some(reason) => {
                    format!("{}: {}", lang.pick("regel, standaard uit", "rule, off by default"), reason.get(lang))
                }
            };
            [
                rule.id.clone(),
                rule.title.get(lang).to_owned(),
                cites(checked, &rule.cites, lang),
                strength_words(rule.strength, lang).to_owned(),
                readings.join("; "),
                paths.join(", "),
                state,
            ]
        }
        Norm::LeftOut(norm) => {
            let state = format!("{}: {}", lang.pick("weggelaten", "left out"), norm.reason.get(lang));
            let (title, cites) = (norm.title.get(lang).to_owned(), cites(checked, &norm.cites, lang));
            [norm.id.clone(), title, cites, String::new(), String::new(), String::new(), state]
        }
    }
}

fn cites(checked: &Checked, cites: &[Citation], lang: Lang) -> String {
    cites.iter().map(|c| words::cite(checked, c, lang)).collect::<Vec<_>>().join("; ")
}

/// The values that the set makes stricter.
fn tightenings(checked: &Checked, sources: &Sources, set: usize, lang: Lang, out: &mut dyn Setter) {
    let layers = checked.params().iter().flat_map(|p| p.layers.iter().map(move |l| (p, l)));
    let rows: Vec<[String; 6]> = layers
        .filter(|(_, l)| l.set.index() == set)
        .flat_map(|(p, l)| {
            let rules: Vec<&str> = l.rules.iter().map(|r| checked.rule(*r).id.as_str()).collect();
            let all = lang.pick("alle", "all");
            let rules = if rules.is_empty() { all.to_owned() } else { rules.join(", ") };
            let why = l.text.as_ref().map_or("", |t: &Text| t.get(lang));
            let base = below(sources, p);
            l.values.iter().map(move |v| {
                let cite = v.cite.as_ref().map_or_else(String::new, |c| words::cite(checked, c, lang));
                [format!("`{}`", p.name), written(sources, v), base.clone(), rules.clone(), cite, why.to_owned()]
            })
        })
        .collect();
    if rows.is_empty() {
        return;
    }
    out.set(Block::Section(Section::new(2, lang.pick("Strenger", "Stricter"), "")));
    let head = lang.pick(
        ["waarde", "hier", "in plaats van", "voor", "vindplaats", "waarom"],
        ["value", "here", "instead of", "for", "source", "why"],
    );
    table(&head, rows, out);
}

/// The values of the set that declares the parameter, as it writes them.
fn below(sources: &Sources, p: &Param) -> String {
    p.values.iter().chain(&p.formulas).map(|v| written(sources, v)).collect::<Vec<_>>().join("; ")
}

/// `vanaf 2027 = 35%`, as the ruleset writes it, without source and notes.
fn written(sources: &Sources, v: &ParamValue) -> String {
    let text = sources.text(v.span);
    let end = ["bron ", "graad ", "onbevestigd ", "interpretatie "].iter().filter_map(|w| text.find(w)).min();
    text.get(..end.unwrap_or(text.len())).unwrap_or(text).trim().to_owned()
}
