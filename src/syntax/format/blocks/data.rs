//! The layout of the data model.

use super::super::expr::Exprs;
use super::super::words::{hang, indent, number, pad, quote, string, width};
use super::{Unit, WIDTH, head, typed_head, unit, up_to, with_doc};
use crate::source::Span;
use crate::syntax::ast::{self, Per, TypeExpr, TypeKind};

/// A type.
pub(super) fn type_expr(ty: &TypeExpr) -> String {
    match &ty.kind {
        TypeKind::Table { any_year: false, item } => format!("per jaar {}", type_expr(item)),
        TypeKind::Table { any_year: true, item } => format!("per willekeurig jaar {}", type_expr(item)),
        TypeKind::List(item) => format!("lijst van {}", type_expr(item)),
        TypeKind::Choice(words) => {
            format!("keuze ({})", words.iter().map(|w| choice_word(&w.value)).collect::<Vec<_>>().join(", "))
        }
        TypeKind::YesNo => "ja/nee".to_owned(),
        TypeKind::Heat => "kWh/m²".to_owned(),
        TypeKind::Euro(Per::Once) => "bedrag".to_owned(),
        TypeKind::Euro(Per::Month) => "bedrag per maand".to_owned(),
        TypeKind::Euro(Per::Year) => "bedrag per jaar".to_owned(),
        TypeKind::Count(noun) => with_noun("aantal", noun.as_ref()),
        TypeKind::Balance(noun) => with_noun("saldo", noun.as_ref()),
        TypeKind::Named(name) => name.clone(),
    }
}

fn with_noun(word: &str, noun: Option<&ast::Name>) -> String {
    noun.map_or_else(|| word.to_owned(), |noun| format!("{word} {}", noun.value))
}

/// A choice, in quotes where it is no plain name.
pub(super) fn choice_word(word: &str) -> String {
    if crate::syntax::words::is_name(word) { word.to_owned() } else { format!("'{word}'") }
}

/// A code of another standard: a word of letters and digits needs no quotes.
fn code_word(word: &str) -> String {
    let plain = !word.is_empty() && word.chars().all(|c| c.is_ascii_alphanumeric() || c == '_');
    if plain { word.to_owned() } else { format!("'{word}'") }
}

pub(super) fn choice_list(x: &ast::ChoiceList) -> Vec<Unit> {
    let order = match x.order {
        None => "",
        Some(ast::Order::Falling) => " van hoog naar laag",
        Some(ast::Order::Rising) => " van laag naar hoog",
    };
    let mut units = vec![head(&format!("keuzelijst {}{order}", x.name.value), &x.text, x.span)];
    let names: Vec<String> = x.choices.iter().map(|c| choice_word(&c.name.value)).collect();
    let codes: Vec<String> = x
        .choices
        .iter()
        .map(|c| {
            let codes = c.codes.iter().map(|w| format!("code {}", code_word(&w.value)));
            codes.chain(c.role.iter().map(|r| format!("rol {}", r.value))).collect::<Vec<_>>().join(" ")
        })
        .collect();
    let names_to = longest(&names).saturating_add(1);
    let codes_to = longest(&codes).saturating_add(usize::from(longest(&codes) > 0));
    let column = names_to.saturating_add(codes_to).saturating_add(2);
    let fits = x
        .choices
        .iter()
        .filter_map(|c| c.text.as_ref())
        .all(|t| column.saturating_add(width(&quote(&t.value))) <= WIDTH);
    for ((choice, name), code) in x.choices.iter().zip(&names).zip(&codes) {
        let lines = match &choice.text {
            Some(text) if fits => {
                vec![format!("  {}{}{}", pad(name, names_to), pad_to(code, codes_to), quote(&text.value))]
            }
            other => {
                let words = format!("{name} {code}");
                other.as_ref().map_or_else(
                    || vec![format!("  {}", words.trim_end())],
                    |doc| indent(2, with_doc(words.trim_end(), doc, 2)),
                )
            }
        };
        units.push(Unit { span: choice.span, lines, spaced: true });
    }
    units
}

fn longest(words: &[String]) -> usize {
    words.iter().map(|w| width(w)).max().unwrap_or(0)
}

fn pad_to(word: &str, to: usize) -> String {
    if to == 0 { String::new() } else { pad(word, to) }
}

pub(super) fn qualifier(x: &ast::Qualifier) -> Vec<Unit> {
    let never_mixed = if x.never_mixed { " nooit gemengd" } else { "" };
    let words = format!("kenmerk {}: {}{never_mixed}", x.name.value, type_expr(&x.ty));
    vec![typed_head(&words, &x.text, x.span)]
}

pub(super) fn circa(x: &ast::Circa, exprs: &Exprs<'_>) -> Vec<Unit> {
    let written = |span: Span| exprs.text.get(span.start as usize..span.end as usize).unwrap_or("");
    let margin = number(written(x.margin.span).trim_end_matches(['%', ' ']));
    let points = x.points.as_ref().map(|p| format!(" of {}", written(p.span))).unwrap_or_default();
    let lines = hang("  interpretatie ", string(&x.interpretation.value, 16));
    vec![
        unit(up_to(x.span, x.points.as_ref().unwrap_or(&x.margin).span), vec![format!("circa {margin}%{points}")]),
        unit(x.interpretation.span, lines),
    ]
}

pub(super) fn lapsed(x: &ast::LapsedWord) -> Vec<Unit> {
    vec![typed_head(&format!("vervallen woord {} {}", x.word.value, x.since.value), &x.text, x.span)]
}

pub(super) fn object(x: &ast::Object, exprs: &Exprs<'_>) -> Vec<Unit> {
    let mut units = match &x.text {
        Some(text) => vec![head(&format!("object {}", x.name.value), text, x.span)],
        None => vec![unit(up_to(x.span, x.name.span), vec![format!("uitbreiding {}", x.name.value)])],
    };
    let types: Vec<String> = x.fields.iter().map(field_type).collect();
    let names_to = x.fields.iter().map(|f| width(&f.name.value)).max().unwrap_or(0).saturating_add(2);
    let types_to = longest(&types).saturating_add(1);
    let column = names_to.saturating_add(types_to).saturating_add(2);
    // A table where every field fits on a line of it, else each field on a line of its own where it fits, or over two.
    let fits = x.fields.iter().all(|f| column.saturating_add(width(&quote(&f.text.value))) <= WIDTH);
    for (field, ty) in x.fields.iter().zip(&types) {
        let name = format!("{}:", field.name.value);
        let lines = if fits {
            vec![format!("  {}{}{}", pad(&name, names_to), pad(ty, types_to), quote(&field.text.value))]
        } else {
            indent(2, with_doc(&format!("{name} {ty}"), &field.text, 2))
        };
        units.push(Unit { span: field.span, lines, spaced: true });
    }
    for counts in &x.counts {
        let head = format!("  {} telt ", counts.field.value);
        let mut lines = Vec::new();
        let mut word = String::new();
        if let Some(body) = &counts.body {
            lines = exprs.lines(body, width(&head));
            word.push_str("voor ");
        }
        let column = width(&head).saturating_add(width(&word));
        let over = hang(&word, exprs.binding_lines(&counts.binding, column));
        match (lines.last_mut(), over.as_slice()) {
            (Some(last), [one]) if width(&head).saturating_add(width(last)).saturating_add(width(one)) < WIDTH => *last = format!("{last} {one}"),
            _ => lines.extend(over),
        }
        units.push(Unit { span: counts.span, lines: hang(&head, lines), spaced: true });
    }
    units.sort_by_key(|unit| unit.span.start);
    units
}

fn field_type(field: &ast::Field) -> String {
    let mut words = type_expr(&field.ty);
    if let Some(whole) = &field.part_of {
        words.push_str(" deel van ");
        words.push_str(&whole.value);
    }
    if field.required {
        words.push_str(" verplicht");
    }
    if field.fixed {
        words.push_str(" ligt vast");
    }
    if let Some(role) = &field.role {
        words.push_str(" rol ");
        words.push_str(&role.value);
    }
    words
}
