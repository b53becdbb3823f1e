//! The pieces that many blocks share: texts, citations, grades.

use crate::source::Spanned;
use crate::syntax::ast;
use crate::syntax::error;
use crate::syntax::grammar::Rule;
use crate::syntax::node::{Built, Kids, Node};

use super::literal::string;

/// `graad A`
pub(super) fn grade(node: &Node<'_>) -> Built<Spanned<ast::Grade>> {
    let letter = node.kids().need(Rule::grade_letter)?;
    let grade = match letter.text() {
        "A" => ast::Grade::A,
        "B" => ast::Grade::B,
        _ => ast::Grade::C,
    };
    Ok(Spanned::new(grade, letter.span()))
}

/// `bron npa, "…"`
pub(super) fn cite(node: &Node<'_>) -> Built<ast::Cite> {
    let mut kids = node.kids();
    Ok(ast::Cite {
        span: node.span(),
        source: kids.need(Rule::block_id)?.name(),
        place: string(&kids.need(Rule::string)?),
    })
}

/// `"…"`
pub(super) fn text(node: &Node<'_>) -> Built<ast::TextLit> {
    Ok(string(&node.kids().need(Rule::string)?))
}

/// The text of a clause such as `melding "…"`.
pub(super) fn text_of(node: &Node<'_>) -> Built<ast::TextLit> {
    text(&node.kids().need(Rule::text)?)
}

/// The optional text at the end of a clause: `anders "…"`.
pub(super) fn maybe_text(kids: &mut Kids<'_>, rule: Rule) -> Built<Option<ast::TextLit>> {
    kids.maybe(rule).map(|n| text_of(&n)).transpose()
}

/// Fills a part that may be given once; a second one is reported, and the first one stays.
pub(super) fn once<T>(part: &mut Option<T>, node: &Node<'_>, value: T) {
    match part {
        Some(_) => node.cx().report(error::given_twice(node.span(), node.text())),
        None => *part = Some(value),
    }
}
