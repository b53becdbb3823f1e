//! The layout of shared definitions: like a rule, with what it stands for where a rule has its requirement.

use super::super::expr::Exprs;
use super::data::type_expr;
use super::rule::{COLUMN, cite, keyword, texts};
use super::{Unit, typed_head, unit, with_word};
use crate::syntax::ast;

pub(super) fn units(x: &ast::Concept, exprs: &Exprs<'_>) -> Vec<Unit> {
    let givens: Vec<String> = x.givens.iter().map(given).collect();
    let givens = if givens.is_empty() { String::new() } else { format!("({})", givens.join(", ")) };
    let mut units = vec![typed_head(&format!("begrip {}{givens}", x.name.value), &x.text, x.span)];
    units.extend(x.cites.iter().map(|c| unit(c.span, cite(c))));
    if let Some(value) = &x.value {
        units.push(unit(with_word(exprs.text, value.span, "="), keyword(2, "=", exprs.lines(value, COLUMN))));
    }
    if let Some(text) = &x.otherwise {
        let span = with_word(exprs.text, text.span, "anders");
        units.push(unit(span, texts(4, "anders", text)));
    }
    for reading in &x.interpretations {
        let span = with_word(exprs.text, reading.span, "interpretatie");
        units.push(unit(span, texts(2, "interpretatie", reading)));
    }
    units
}

fn given(given: &ast::Given) -> String {
    match &given.ty {
        None => given.name.value.clone(),
        Some(ty) => format!("{}: {}", given.name.value, type_expr(ty)),
    }
}
