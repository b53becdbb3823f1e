//! Every norm of a ruleset as Markdown tables, one per chapter: what it asks, where it is written, what it needs to know, and
//! whether it is a rule.
//!
//! Takes: a checked ruleset. Gives: Markdown. Never leaves a norm out: one that is no rule has its row and its reason.

use crate::evaluate::finding::strength_words;
use crate::lang::{Lang, Text};
use crate::report::markup::Markdown;
use crate::report::words;
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

/// The norms of the ruleset itself, not of those that it builds on.
pub(crate) fn markdown(checked: &Checked, sources: &Sources, lang: Lang, out: &mut Markdown) {
    let Some((set, info)) = checked.sets().iter().enumerate().next_back() else { return };
    out.put("## {} {} · {}\n", &[&info.id, &info.version, &info.title.get(lang)]);
    if info.valid_from != info.valid_to {
        let (valid, to) = (lang.pick("Geldig", "Valid"), lang.pick("t/m", "to"));
        out.put("\n{} {} {} {}.\n", &[&valid, &info.valid_from, &to, &info.valid_to]);
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
        out.put("\n### {}\n\n", &[&checked.chapter(chapter).title.get(lang)]);
        out.markup(lang.pick(
            "| norm | wat hij vraagt | vindplaats | kracht | lezing | gegevens | staat |\n",
            "| norm | what it asks | source | strength | reading | data | state |\n",
        ));
        out.markup("|---|---|---|---|---|---|---|\n");
        for norm in norms.iter().filter(|n| n.chapter() == chapter) {
            row(checked, norm, lang, out);
        }
    }
    tightenings(checked, sources, set, lang, out);
}

fn row(checked: &Checked, norm: &Norm<'_>, lang: Lang, out: &mut Markdown) {
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
            let cells = [
                rule.id.as_str(),
                rule.title.get(lang),
                &cites(checked, &rule.cites, lang),
                strength_words(rule.strength, lang),
                &readings.join("; "),
                &paths.join(", "),
                &state,
            ];
            line(&cells, out);
        }
        Norm::LeftOut(norm) => {
            let state = format!("{}: {}", lang.pick("weggelaten", "left out"), norm.reason.get(lang));
            let cites = cites(checked, &norm.cites, lang);
            line(&[&norm.id, norm.title.get(lang), &cites, "", "", "", &state], out);
        }
    }
}

fn cites(checked: &Checked, cites: &[Citation], lang: Lang) -> String {
    cites.iter().map(|c| words::cite(checked, c, lang)).collect::<Vec<_>>().join("; ")
}

/// One row.
fn line(cells: &[&str], out: &mut Markdown) {
    out.markup("|");
    for cell in cells {
        out.markup(" ");
        out.sentence(cell);
        out.markup(" |");
    }
    out.markup("\n");
}

/// The values that the set makes stricter.
fn tightenings(checked: &Checked, sources: &Sources, set: usize, lang: Lang, out: &mut Markdown) {
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
    out.markup(lang.pick(
        "\n### Strenger\n\n| waarde | hier | in plaats van | voor | vindplaats | waarom |\n|---|---|---|---|---|---|\n",
        "\n### Stricter\n\n| value | here | instead of | for | source | why |\n|---|---|---|---|---|---|\n",
    ));
    rows.iter().for_each(|row| line(&row.each_ref().map(String::as_str), out));
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
