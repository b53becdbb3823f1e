//! `regel` and `onderwerp`: a norm, clause by clause.

use super::data::type_expr;
use super::expr::{binding, expr};
use super::pieces::{cite, maybe_text, once, text, text_of};
use super::template::template;
use crate::source::Spanned;
use crate::syntax::ast::{self, Clause, Strength};
use crate::syntax::grammar::Rule;
use crate::syntax::node::{Built, Kids, Node};

/// `regel BES-02 "…" clausules`, `onderwerp LEE-06b "…" clausules`
pub(super) fn rule(node: &Node<'_>) -> Built<ast::Rule> {
    let mut kids = node.kids();
    Ok(ast::Rule {
        span: node.span(),
        id: kids.need(Rule::rule_id)?.name(),
        title: text(&kids.need(Rule::text)?)?,
        topic: node.rule() == Rule::topic,
        clauses: kids.map(|n| clause(&n)).collect::<Built<_>>()?,
    })
}

/// `weggelaten LAND-05 "…" bron … reden …`
pub(super) fn left_out(node: &Node<'_>) -> Built<ast::LeftOut> {
    let mut kids = node.kids();
    let mut out = ast::LeftOut {
        span: node.span(),
        id: kids.need(Rule::rule_id)?.name(),
        title: text(&kids.need(Rule::text)?)?,
        cites: Vec::new(),
        reason: None,
    };
    for item in kids {
        match item.rule() {
            Rule::cite => out.cites.push(cite(&item)?),
            Rule::reason => once(&mut out.reason, &item, text_of(&item)?),
            _ => return Err(item.unreadable()),
        }
    }
    Ok(out)
}

fn clause(node: &Node<'_>) -> Built<Clause> {
    let span = node.span();
    let mut kids = node.kids();
    Ok(match node.rule() {
        Rule::cite => Clause::Cite(cite(node)?),
        Rule::strength => Clause::Strength(strength(&kids.need(Rule::strength_word)?)),
        Rule::foreach => {
            let bindings = kids.filter(|n| n.rule() == Rule::binding).map(|n| binding(&n, 0));
            Clause::ForEach(span, bindings.collect::<Built<_>>()?)
        }
        Rule::lets => Clause::Let(span, kids.map(|n| let_item(&n)).collect::<Built<_>>()?),
        Rule::applies => {
            let condition = expr(&kids.need(Rule::expr)?)?;
            Clause::Applies(span, condition, otherwise(node, &mut kids)?)
        }
        Rule::given_that => {
            let condition = expr(&kids.need(Rule::expr)?)?;
            Clause::Given(span, condition, otherwise(node, &mut kids)?)
        }
        Rule::requires => Clause::Requires(span, expr(&kids.need(Rule::expr)?)?),
        Rule::topic_field => Clause::Field(ast::TopicField {
            span,
            path: expr(&kids.need(Rule::expr)?)?,
            ty: kids.maybe(Rule::type_expr).map(|t| type_expr(&t, 0)).transpose()?,
            text: kids.maybe(Rule::text).map(|t| text(&t)).transpose()?,
        }),
        Rule::deviation => Clause::Deviation(ast::Deviation {
            span,
            records: expr(&kids.need(Rule::expr)?)?,
            provisos: kids.map(|n| proviso(&n)).collect::<Built<_>>()?,
        }),
        Rule::default_off => Clause::DefaultOff(span, text_of(node)?),
        Rule::message => {
            let text = template(node, text(&kids.need(Rule::text)?)?);
            let when = kids.maybe(Rule::message_when).map(|w| expr(&w.kids().need(Rule::expr)?)).transpose()?;
            Clause::Message(span, text, when)
        }
        Rule::advice => {
            let text = template(node, text(&kids.need(Rule::text)?)?);
            let when = kids.maybe(Rule::advice_when).map(|w| expr(&w.kids().need(Rule::expr)?)).transpose()?;
            Clause::Advice(span, text, when)
        }
        Rule::interpretation => Clause::Interpretation(span, text_of(node)?),
        Rule::explanation => Clause::Explanation(span, text_of(node)?),
        Rule::figure => Clause::Figure(ast::Figure {
            span,
            title: text(&kids.need(Rule::text)?)?,
            per: binding(&kids.need(Rule::binding)?, 0)?,
            lines: kids.map(|n| figure_line(&n)).collect::<Built<_>>()?,
        }),
        _ => return Err(node.unreadable()),
    })
}

fn strength(node: &Node<'_>) -> Spanned<Strength> {
    let strength = match node.text() {
        "verplicht" => Strength::Must,
        "streven" => Strength::Aim,
        "inspanning" => Strength::Effort,
        "ruimte" => Strength::May,
        "verwachting" => Strength::Expect,
        _ => Strength::Principle,
    };
    Spanned::new(strength, node.span())
}

fn let_item(node: &Node<'_>) -> Built<ast::LetItem> {
    let mut kids = node.kids();
    Ok(ast::LetItem { span: node.span(), name: kids.need(Rule::name)?.name(), value: expr(&kids.need(Rule::expr)?)? })
}

fn figure_line(node: &Node<'_>) -> Built<ast::FigureLine> {
    let mut kids = node.kids();
    Ok(ast::FigureLine {
        span: node.span(),
        beside: node.text().starts_with("naast"),
        title: text(&kids.need(Rule::text)?)?,
        value: expr(&kids.need(Rule::expr)?)?,
    })
}

fn proviso(node: &Node<'_>) -> Built<ast::Proviso> {
    let mut kids = node.kids();
    let condition = expr(&kids.need(Rule::expr)?)?;
    Ok(ast::Proviso { span: node.span(), condition, otherwise: otherwise(node, &mut kids)? })
}

fn otherwise(node: &Node<'_>, kids: &mut Kids<'_>) -> Built<Option<ast::TextLit>> {
    Ok(maybe_text(kids, Rule::otherwise)?.map(|text| template(node, text)))
}
