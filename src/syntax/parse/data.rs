//! The data model: `keuzelijst`, `kenmerk`, `circa`, `object`, `uitbreiding`, and types.

use super::Rule;
use super::expr::{binding, expr};
use super::header::{text, text_of};
use super::literal::{percentage, quoted};
use super::node::{Built, Node};
use super::parameter::moment;
use crate::limits::MAX_TYPE_DEPTH;
use crate::source::Spanned;
use crate::syntax::ast::{self, Per, TypeExpr, TypeKind};
use crate::syntax::error;

/// `keuzelijst projectsoort "…" …`
pub(super) fn choice_list(node: &Node<'_>) -> Built<ast::ChoiceList> {
    let mut kids = node.kids();
    Ok(ast::ChoiceList {
        span: node.span(),
        name: kids.need(Rule::name)?.name(),
        order: match (kids.maybe(Rule::falling), kids.maybe(Rule::rising)) {
            (Some(_), _) => Some(ast::Order::Falling),
            (None, Some(_)) => Some(ast::Order::Rising),
            (None, None) => None,
        },
        text: text(&kids.need(Rule::text)?)?,
        choices: kids.map(|n| choice(&n)).collect::<Built<_>>()?,
    })
}

fn choice(node: &Node<'_>) -> Built<ast::Choice> {
    let mut kids = node.kids();
    let name = choice_word(&kids.need_any()?);
    let mut choice = ast::Choice { span: node.span(), name, codes: Vec::new(), role: None, text: None };
    for kid in kids {
        match kid.rule() {
            Rule::choice_code => choice.codes.push(choice_word(&kid.kids().need_any()?)),
            Rule::role => choice.role = Some(kid.kids().need(Rule::name)?.name()),
            _ => choice.text = Some(text(&kid)?),
        }
    }
    Ok(choice)
}

fn choice_word(node: &Node<'_>) -> ast::Name {
    if node.rule() == Rule::quoted { quoted(node) } else { node.name() }
}

/// `kenmerk telbasis: keuze (…) nooit gemengd "…"`
pub(super) fn qualifier(node: &Node<'_>) -> Built<ast::Qualifier> {
    let mut kids = node.kids();
    Ok(ast::Qualifier {
        span: node.span(),
        name: kids.need(Rule::name)?.name(),
        ty: type_expr(&kids.need(Rule::type_expr)?, 0)?,
        never_mixed: kids.maybe(Rule::never_mixed).is_some(),
        text: text(&kids.need(Rule::text)?)?,
    })
}

/// `circa 10% of 1 procentpunt interpretatie "…"`
pub(super) fn circa(node: &Node<'_>) -> Built<ast::Circa> {
    let mut kids = node.kids();
    Ok(ast::Circa {
        span: node.span(),
        margin: percentage(&kids.need(Rule::percentage)?)?,
        points: kids.maybe(Rule::points).map(|points| percentage(&points)).transpose()?,
        interpretation: text_of(&kids.need(Rule::interpretation)?)?,
    })
}

/// `vervallen woord naam vanaf 2025 "…"`
pub(super) fn lapsed(node: &Node<'_>) -> Built<ast::LapsedWord> {
    let mut kids = node.kids();
    let word = kids.need(Rule::name)?.name();
    let since = kids.need_any()?;
    Ok(ast::LapsedWord {
        span: node.span(),
        word,
        since: Spanned::new(moment(&since)?, since.span()),
        text: text(&kids.need(Rule::text)?)?,
    })
}

/// `object naam "…" velden` or `uitbreiding naam velden`
pub(super) fn object(node: &Node<'_>) -> Built<ast::Object> {
    let mut kids = node.kids();
    Ok(ast::Object {
        span: node.span(),
        name: kids.need(Rule::name)?.name(),
        text: kids.maybe(Rule::text).map(|t| text(&t)).transpose()?,
        fields: entries(node, Rule::field).map(|n| field(&n)).collect::<Built<_>>()?,
        counts: entries(node, Rule::counts).map(|n| counts(&n)).collect::<Built<_>>()?,
    })
}

fn entries<'a>(node: &Node<'a>, of: Rule) -> impl Iterator<Item = Node<'a>> {
    node.kids().filter(move |n| n.rule() == of)
}

/// `naam telt t in lijst waar …`, `naam telt t.huur voor t in lijst waar …`
fn counts(node: &Node<'_>) -> Built<ast::Counts> {
    let mut kids = node.kids();
    let field = kids.need(Rule::field_name)?.name();
    let body = kids.maybe(Rule::expr).map(|e| expr(&e)).transpose()?;
    let binding = match kids.maybe(Rule::over) {
        Some(over) => binding(&over.kids().need(Rule::binding)?, 0)?,
        None => binding(&kids.need(Rule::binding)?, 0)?,
    };
    Ok(ast::Counts { span: node.span(), field, body, binding })
}

fn field(node: &Node<'_>) -> Built<ast::Field> {
    let mut kids = node.kids();
    Ok(ast::Field {
        span: node.span(),
        name: kids.need(Rule::field_name)?.name(),
        ty: type_expr(&kids.need(Rule::type_expr)?, 0)?,
        part_of: kids.maybe(Rule::part_of).map(|p| p.kids().need(Rule::field_name).map(|n| n.name())).transpose()?,
        required: node.has(Rule::k_verplicht),
        fixed: kids.maybe(Rule::fixed).is_some(),
        role: kids.maybe(Rule::role).map(|r| r.kids().need(Rule::name).map(|n| n.name())).transpose()?,
        text: text(&kids.need(Rule::text)?)?,
    })
}

/// A type, at a depth.
pub(super) fn type_expr(node: &Node<'_>, depth: usize) -> Built<TypeExpr> {
    if depth >= MAX_TYPE_DEPTH {
        return Err(error::type_too_deep(node.span()));
    }
    let inner = node.kids().need_any()?;
    let deeper = || type_expr(&inner.kids().need(Rule::type_expr)?, depth.saturating_add(1)).map(Box::new);
    let noun = || inner.kids().maybe(Rule::noun).map(|n| n.name());
    let kind = match inner.rule() {
        Rule::t_table => TypeKind::Table { any_year: inner.has(Rule::k_willekeurig), item: deeper()? },
        Rule::t_list => TypeKind::List(deeper()?),
        Rule::t_choice => TypeKind::Choice(inner.kids().map(|n| choice_word(&n)).collect()),
        Rule::t_yes_no => TypeKind::YesNo,
        Rule::t_heat => TypeKind::Heat,
        Rule::t_euro => TypeKind::Euro(match inner.kids().maybe(Rule::time_unit).map(|n| n.text()) {
            None => Per::Once,
            Some("maand") => Per::Month,
            Some(_) => Per::Year,
        }),
        Rule::t_count => TypeKind::Count(noun()),
        Rule::t_balance => TypeKind::Balance(noun()),
        Rule::t_named => TypeKind::Named(inner.text().to_owned()),
        _ => return Err(inner.unreadable()),
    };
    Ok(TypeExpr { span: node.span(), kind })
}
