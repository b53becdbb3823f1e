//! How each block is laid out, as units that comments can be attached to.

mod concept;
mod data;
mod english;
mod parameter;
mod rule;

use super::Unit;
use super::words::{hang, indent, pad, quote, string, width};
use super::{WIDTH, expr::Exprs};
use crate::source::Span;
use crate::syntax::ast::{self, Item, TextLit};

/// The units of a block, in canonical order; the first is its head.
pub(super) fn units(item: &Item, file: &str) -> Vec<Unit> {
    let exprs = Exprs { text: file };
    match item {
        Item::Ruleset(x) => ruleset(x, file),
        Item::Chapter(x) => chapter(x),
        Item::Origin(x) => origin(x),
        Item::Source(x) => source(x, file),
        Item::ChoiceList(x) => data::choice_list(x),
        Item::Qualifier(x) => data::qualifier(x),
        Item::Circa(x) => data::circa(x, &exprs),
        Item::Object(x) => data::object(x, &exprs),
        Item::Lapsed(x) => data::lapsed(x),
        Item::Parameter(x) => parameter::units(x, &exprs),
        Item::Tightening(x) => parameter::tightening(x, &exprs),
        Item::Concept(x) => concept::units(x, &exprs),
        Item::LeftOut(x) => rule::left_out(x, &exprs),
        Item::Rule(x) => rule::units(x, &exprs),
        Item::English(x) => english::units(x),
    }
}

/// Whether a block is a parameter with its value in its head.
pub(super) fn is_constant(item: &Item) -> bool {
    matches!(item, Item::Parameter(x) if parameter::constant(x).is_some())
}

/// `uit npa, "…"`
fn origin(x: &ast::Cite) -> Vec<Unit> {
    let words = format!("uit {}, ", x.source.value);
    let column = width(&words);
    vec![unit(x.span, hang(&words, string(&x.place.value, column)))]
}

fn chapter(x: &ast::Chapter) -> Vec<Unit> {
    let title = head(&format!("hoofdstuk {}", x.id.value), &x.title, x.span);
    let role = x.role.as_ref().map(|r| unit(r.span, vec![format!("  rol {}", r.value)]));
    std::iter::once(title).chain(role).collect()
}

/// A unit whose order is canonical.
fn unit(span: Span, lines: Vec<String>) -> Unit {
    Unit { span, lines, spaced: false }
}

/// From the start of a block to the end of a part of it.
fn up_to(block: Span, end: Span) -> Span {
    Span::new(block.file, block.start as usize, end.end as usize)
}

/// `regel BES-02 "…"`
fn head(words: &str, title: &TextLit, block: Span) -> Unit {
    let words = format!("{words} ");
    let column = width(&words);
    unit(up_to(block, title.span), hang(&words, string(&title.value, column)))
}

/// `parameter naam: type "…"`, with the text below it where it does not fit.
fn typed_head(words: &str, doc: &TextLit, block: Span) -> Unit {
    unit(up_to(block, doc.span), with_doc(words, doc, 0))
}

/// Words with their text behind them, or below where that does not fit on a line that starts at a column.
fn with_doc(words: &str, doc: &TextLit, column: usize) -> Vec<String> {
    let flat = format!("{words} {}", quote(&doc.value));
    if column.saturating_add(width(&flat)) <= WIDTH {
        return vec![flat];
    }
    let below = string(&doc.value, column.saturating_add(2));
    std::iter::once(words.to_owned()).chain(indent(2, below)).collect()
}

/// From the word that introduces a value to the end of the value, for values that the tree has without their word.
fn with_word(file: &str, value: Span, word: &str) -> Span {
    let before = file.get(..value.start as usize).unwrap_or("");
    let start = before.rfind(word).unwrap_or(value.start as usize);
    Span::new(value.file, start, value.end as usize)
}

fn ruleset(x: &ast::Ruleset, file: &str) -> Vec<Unit> {
    let mut units = vec![head(&format!("regelset {}", x.id.value), &x.title, x.span)];
    let mut line = |word: &str, value: String, span: Span| {
        units.push(unit(with_word(file, span, word), vec![format!("  {}{value}", pad(word, 9))]));
    };
    if let Some(version) = &x.version {
        line("versie", version.value.clone(), version.span);
    }
    if let Some((from, to)) = &x.valid {
        line("geldig", format!("{} t/m {}", from.value, to.value), from.span.to(to.span));
    }
    for set in &x.builds_on {
        line("bouwt op", set.value.clone(), set.span);
    }
    if let Some(reads) = &x.reads {
        line("leest", reads.value.clone(), reads.span);
    }
    if let Some(bundles) = &x.bundles {
        line("bundelt", bundles.value.clone(), bundles.span);
    }
    if let Some(follows) = &x.follows {
        line("volgt", follows.value.clone(), follows.span);
    }
    if let Some(coverage) = &x.coverage {
        let span = with_word(file, coverage.span, "dekking");
        units.push(unit(span, hang("  dekking  ", string(&coverage.value, 11))));
    }
    units
}

fn source(x: &ast::Source, file: &str) -> Vec<Unit> {
    let mut units = vec![head(&format!("bron {}", x.id.value), &x.title, x.span)];
    let mut line = |word: &str, value: Vec<String>, span: Span| {
        units.push(unit(with_word(file, span, word), hang(&format!("  {}", pad(word, 8)), value)));
    };
    if let Some(date) = &x.date {
        line("datum", vec![date.value.clone()], date.span);
    }
    if let Some(mark) = &x.mark {
        line("kenmerk", string(&mark.value, 10), mark.span);
    }
    if let Some(link) = &x.link {
        line("link", vec![quote(&link.value)], link.span);
    }
    if let Some(grade) = &x.grade {
        line("graad", vec![grade.value.letter().to_owned()], grade.span);
    }
    units
}
