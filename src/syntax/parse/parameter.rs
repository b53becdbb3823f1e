//! `parameter` and `aanscherping`: a figure of the law, with its years and sources.

use super::Rule;
use super::data::type_expr;
use super::expr::expr;
use super::header::{cite, grade, once, text, text_of};
use super::literal::{date, year};
use super::node::{Built, Kids, Node};
use crate::source::{Span, Spanned};
use crate::syntax::ast::{self, ParamKey, ParamKind, Stricter, When};

/// `parameter naam: per jaar type "…" waarden`
pub(super) fn parameter(node: &Node<'_>) -> Built<ast::Parameter> {
    let mut kids = node.kids();
    let name = kids.need(Rule::name)?.name();
    let key = match kids.maybe(Rule::param_per) {
        None => ParamKey::Always,
        Some(per) if per.kids().need(Rule::param_key)?.text() == "jaar" => ParamKey::Year,
        Some(_) => ParamKey::Date,
    };
    let ty = type_expr(&kids.need(Rule::type_expr)?, 0)?;
    let stricter = kids.maybe(Rule::stricter).map(|s| stricter(&s)).transpose()?;
    let given = kids.maybe(Rule::given);
    let text = text(&kids.need(Rule::text)?)?;
    let values = match given.or_else(|| kids.maybe(Rule::unknown)) {
        Some(constant) => vec![always(&constant, kids)?],
        None => kids.map(|n| value(&n)).collect::<Built<_>>()?,
    };
    Ok(ast::Parameter { span: node.span(), name, key, ty, stricter, text, values })
}

/// The value of a parameter that holds always, which no time stands before.
fn always(value: &Node<'_>, notes: Kids<'_>) -> Built<ast::ParamValue> {
    noted(value.span(), Spanned::new(When::Always, value.span()), kind(value)?, notes)
}

fn stricter(node: &Node<'_>) -> Built<Spanned<Stricter>> {
    let word = node.kids().need(Rule::stricter_word)?;
    let way = if word.text() == "hoger" { Stricter::Higher } else { Stricter::Lower };
    Ok(Spanned::new(way, node.span()))
}

/// `aanscherping naam "…" waarden`
pub(super) fn tightening(node: &Node<'_>) -> Built<ast::Tightening> {
    let mut kids = node.kids();
    Ok(ast::Tightening {
        span: node.span(),
        name: kids.need(Rule::name)?.name(),
        rules: kids.maybe(Rule::for_rules).map(|r| r.kids().map(|id| id.name()).collect()).unwrap_or_default(),
        text: kids.maybe(Rule::text).map(|t| text(&t)).transpose()?,
        values: kids.map(|n| value(&n)).collect::<Built<_>>()?,
    })
}

fn value(node: &Node<'_>) -> Built<ast::ParamValue> {
    let mut kids = node.kids();
    let when = when(&kids.need(Rule::param_when)?)?;
    let kind = kind(&kids.need_any()?)?;
    noted(node.span(), when, kind, kids)
}

fn kind(node: &Node<'_>) -> Built<ParamKind> {
    let inner = || node.kids().need(Rule::expr).and_then(|e| expr(&e));
    Ok(match node.rule() {
        Rule::given => ParamKind::Given(inner()?),
        Rule::formula => ParamKind::Formula(inner()?),
        Rule::unknown => ParamKind::Unknown(text_of(node)?),
        _ => return Err(node.unreadable()),
    })
}

/// A value with what is said of it.
fn noted(span: Span, when: Spanned<When>, value: ParamKind, notes: Kids<'_>) -> Built<ast::ParamValue> {
    let mut value =
        ast::ParamValue { span, when, value, cite: None, grade: None, unverified: None, interpretation: None };
    for note in notes {
        match note.rule() {
            Rule::cite => once(&mut value.cite, &note, cite(&note)?),
            Rule::grade => once(&mut value.grade, &note, grade(&note)?),
            Rule::unverified => once(&mut value.unverified, &note, text_of(&note)?),
            Rule::interpretation => once(&mut value.interpretation, &note, text_of(&note)?),
            _ => return Err(note.unreadable()),
        }
    }
    Ok(value)
}

/// When a value holds, or since when a word lapsed.
pub(super) fn when(node: &Node<'_>) -> Built<Spanned<When>> {
    // `altijd` is a keyword, so a node without parts.
    let when = match node.kids().next() {
        None => When::Always,
        Some(part) => moment(&part)?,
    };
    Ok(Spanned::new(when, node.span()))
}

/// `vanaf 2025`, `vanaf 2025-07-01`, `2024 t/m 2026`, `2024`
pub(super) fn moment(part: &Node<'_>) -> Built<When> {
    Ok(match part.rule() {
        Rule::since_date => When::SinceDate(date(&part.kids().need(Rule::date)?)?.value),
        Rule::since_year => When::SinceYear(year(&part.kids().need(Rule::year)?)),
        Rule::year_range => {
            let mut years = part.kids();
            When::Years(year(&years.need(Rule::year)?), year(&years.need(Rule::year)?))
        }
        _ => When::Years(year(part), year(part)),
    })
}
