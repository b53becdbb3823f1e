//! `parameter` and `aanscherping`: a figure of the law, with its years and sources.

use super::data::type_expr;
use super::expr::expr;
use super::literal::when;
use super::pieces::{cite, grade, once, text, text_of};
use crate::source::Spanned;
use crate::syntax::ast::{self, ParamKey, ParamKind, Stricter};
use crate::syntax::grammar::Rule;
use crate::syntax::node::{Built, Node};

/// `parameter naam: per jaar type "…" waarden`
pub(super) fn parameter(node: &Node<'_>) -> Built<ast::Parameter> {
    let mut kids = node.kids();
    let name = kids.need(Rule::name)?.name();
    let key = match kids.maybe(Rule::param_per) {
        None => ParamKey::Always,
        Some(per) if per.kids().need(Rule::param_key)?.text() == "jaar" => ParamKey::Year,
        Some(_) => ParamKey::Date,
    };
    Ok(ast::Parameter {
        span: node.span(),
        name,
        key,
        ty: type_expr(&kids.need(Rule::type_expr)?, 0)?,
        stricter: kids.maybe(Rule::stricter).map(|s| stricter(&s)).transpose()?,
        text: text(&kids.need(Rule::text)?)?,
        values: kids.map(|n| value(&n)).collect::<Built<_>>()?,
    })
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
    let kind = kids.need_any()?;
    let inner = || kind.kids().need(Rule::expr).and_then(|e| expr(&e));
    let value = match kind.rule() {
        Rule::given => ParamKind::Given(inner()?),
        Rule::formula => ParamKind::Formula(inner()?),
        Rule::unknown => ParamKind::Unknown(text_of(&kind)?),
        _ => return Err(kind.unreadable()),
    };
    let mut value = ast::ParamValue {
        span: node.span(),
        when,
        value,
        cite: None,
        grade: None,
        unverified: None,
        interpretation: None,
    };
    for note in kids {
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
