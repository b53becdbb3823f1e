//! `begrip`: a shared definition, clause by clause.

use super::data::type_expr;
use super::expr::expr;
use super::pieces::{cite, once, text, text_of};
use super::template::template;
use crate::syntax::ast;
use crate::syntax::grammar::Rule;
use crate::syntax::node::{Built, Node};

/// `begrip naam(x: object, …) "…" bron … = … anders … interpretatie …`
pub(super) fn concept(node: &Node<'_>) -> Built<ast::Concept> {
    let mut kids = node.kids();
    let name = kids.need(Rule::name)?.name();
    let mut givens = vec![];
    while let Some(one) = kids.maybe(Rule::a_given) {
        givens.push(given(&one)?);
    }
    let mut concept = ast::Concept {
        span: node.span(),
        name,
        givens,
        text: text(&kids.need(Rule::text)?)?,
        cites: vec![],
        value: None,
        otherwise: None,
        interpretations: vec![],
    };
    for item in kids {
        match item.rule() {
            Rule::cite => concept.cites.push(cite(&item)?),
            Rule::defined_as => once(&mut concept.value, &item, expr(&item.kids().need(Rule::expr)?)?),
            Rule::otherwise => once(&mut concept.otherwise, &item, template(&item, text_of(&item)?)),
            Rule::interpretation => concept.interpretations.push(text_of(&item)?),
            _ => return Err(item.unreadable()),
        }
    }
    Ok(concept)
}

fn given(node: &Node<'_>) -> Built<ast::Given> {
    let mut kids = node.kids();
    Ok(ast::Given {
        span: node.span(),
        name: kids.need(Rule::name)?.name(),
        ty: kids.maybe(Rule::type_expr).map(|t| type_expr(&t, 0)).transpose()?,
    })
}
