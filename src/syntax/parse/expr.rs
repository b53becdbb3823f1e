//! Expressions: from pest's levels of precedence to the tree, with a bound on nesting.

use super::Rule;
use super::literal::literal;
use super::node::{Built, Node};
use crate::limits::MAX_EXPR_DEPTH;
use crate::source::Spanned;
use crate::syntax::ast::{BinaryOp, Binding, Expr, ExprKind, IndexRange};
use crate::syntax::error;

/// An expression.
pub(super) fn expr(node: &Node<'_>) -> Built<Expr> {
    level(node, 0)
}

/// `gemeente in afspraak.gemeenten waar …`
pub(super) fn binding(node: &Node<'_>, depth: usize) -> Built<Binding> {
    let mut kids = node.kids();
    let depth = deeper(node, depth, 1)?;
    Ok(Binding {
        span: node.span(),
        name: kids.need(Rule::name)?.name(),
        over: level(&kids.need(Rule::expr)?, depth)?,
        filter: kids.maybe(Rule::r#where).map(|w| level(&w.kids().need(Rule::expr)?, depth)).transpose()?,
    })
}

/// The depth below `depth`; the bound keeps every later stage from recursing without end.
fn deeper(node: &Node<'_>, depth: usize, by: usize) -> Built<usize> {
    let depth = depth.saturating_add(by);
    if depth > MAX_EXPR_DEPTH { Err(error::too_deep(node.span())) } else { Ok(depth) }
}

/// A node of any level. `depth` counts the nodes of the tree above it, not pest's levels.
fn level(node: &Node<'_>, depth: usize) -> Built<Expr> {
    // Most levels hold one part only; going down here keeps the stack small.
    let node = &node.innermost(is_level);
    let mut kids = node.kids();
    match node.rule() {
        Rule::expr | Rule::conjunction | Rule::sum | Rule::product => chain(node, depth),
        Rule::negation => {
            let count = node.count(Rule::k_niet);
            let inner = level(&kids.need(Rule::comparison)?, deeper(node, depth, count)?)?;
            Ok((0..count).fold(inner, |inner, _| Expr { span: node.span(), kind: ExprKind::Not(Box::new(inner)) }))
        }
        Rule::comparison => comparison(node, depth),
        Rule::fallback => {
            let first = kids.need(Rule::sum)?;
            match kids.maybe(Rule::sum) {
                None => level(&first, depth),
                Some(second) => {
                    let depth = deeper(node, depth, 1)?;
                    let kind = ExprKind::Fallback(Box::new(level(&first, depth)?), Box::new(level(&second, depth)?));
                    Ok(Expr { span: node.span(), kind })
                }
            }
        }
        Rule::unary => match kids.maybe(Rule::minus) {
            None => level(&kids.need(Rule::postfix)?, depth),
            Some(_) => {
                let inner = level(&kids.need(Rule::postfix)?, deeper(node, depth, 1)?)?;
                Ok(Expr { span: node.span(), kind: ExprKind::Neg(Box::new(inner)) })
            }
        },
        Rule::postfix => postfix(node, depth),
        _ => primary(node, depth),
    }
}

/// The rules that only say how tightly an operator binds.
fn is_level(rule: Rule) -> bool {
    matches!(
        rule,
        Rule::expr
            | Rule::conjunction
            | Rule::negation
            | Rule::comparison
            | Rule::fallback
            | Rule::sum
            | Rule::product
            | Rule::unary
            | Rule::postfix
    )
}

/// Operands with operators between them, grouped from the left: the first operand ends up deepest.
fn chain(node: &Node<'_>, depth: usize) -> Built<Expr> {
    let mut operands = Vec::new();
    let mut operators = Vec::new();
    for kid in node.all_kids() {
        match operator(kid.rule(), kid.text()) {
            Some(op) => operators.push(Spanned::new(op, kid.span())),
            None => operands.push(kid),
        }
    }
    let mut below = deeper(node, depth, operators.len())?;
    let mut operands = operands.into_iter();
    let mut left = level(&operands.next().ok_or_else(|| node.unreadable())?, below)?;
    for (op, operand) in operators.into_iter().zip(operands) {
        let right = level(&operand, below)?;
        below = below.saturating_sub(1);
        left = Expr { span: left.span.to(right.span), kind: ExprKind::Binary(op, Box::new(left), Box::new(right)) };
    }
    Ok(left)
}

fn operator(rule: Rule, text: &str) -> Option<BinaryOp> {
    Some(match (rule, text) {
        (Rule::k_of, _) => BinaryOp::Or,
        (Rule::k_en, _) => BinaryOp::And,
        (Rule::add_op, "+") => BinaryOp::Add,
        (Rule::add_op, _) => BinaryOp::Sub,
        (Rule::mul_op, "*" | "×") => BinaryOp::Mul,
        (Rule::mul_op, _) => BinaryOp::Div,
        (Rule::compare_op, ">=" | "≥") => BinaryOp::Ge,
        (Rule::compare_op, "<=" | "≤") => BinaryOp::Le,
        (Rule::compare_op, ">") => BinaryOp::Gt,
        (Rule::compare_op, "<") => BinaryOp::Lt,
        (Rule::compare_op, "=" | "is") => BinaryOp::Eq,
        (Rule::compare_op, _) => BinaryOp::Ne,
        _ => return None,
    })
}

fn comparison(node: &Node<'_>, depth: usize) -> Built<Expr> {
    let mut kids = node.kids();
    let first = kids.need(Rule::fallback)?;
    let Some(rest) = kids.next() else { return level(&first, depth) };
    let depth = deeper(node, depth, 1)?;
    let left = Box::new(level(&first, depth)?);
    let kind = if rest.rule() == Rule::membership {
        let values = rest.kids().map(|v| level(&v, depth)).collect::<Built<_>>()?;
        ExprKind::In(left, values, rest.has(Rule::k_niet))
    } else {
        let op = operator(rest.rule(), rest.text()).ok_or_else(|| rest.unreadable())?;
        let right = level(&kids.need(Rule::fallback)?, depth)?;
        ExprKind::Binary(Spanned::new(op, rest.span()), left, Box::new(right))
    };
    Ok(Expr { span: node.span(), kind })
}

/// Members and indices, from left to right: the innermost is deepest.
fn postfix(node: &Node<'_>, depth: usize) -> Built<Expr> {
    let parts: Vec<Node<'_>> = node.kids().collect();
    let mut below = deeper(node, depth, parts.len().saturating_sub(1))?;
    let mut parts = parts.into_iter();
    let mut inner = level(&parts.next().ok_or_else(|| node.unreadable())?, below)?;
    for part in parts {
        let span = inner.span.to(part.span());
        let kind = if part.rule() == Rule::member {
            ExprKind::Member(Box::new(inner), part.kids().need(Rule::field_name)?.name())
        } else {
            let range = match () {
                () if part.has(Rule::k_tm) => IndexRange::UpTo,
                () if part.has(Rule::k_vanaf) => IndexRange::From,
                () => IndexRange::At,
            };
            ExprKind::Index(Box::new(inner), range, Box::new(level(&part.kids().need(Rule::expr)?, below)?))
        };
        below = below.saturating_sub(1);
        inner = Expr { span, kind };
    }
    Ok(inner)
}

fn primary(node: &Node<'_>, depth: usize) -> Built<Expr> {
    let mut kids = node.kids();
    let below = deeper(node, depth, 1)?;
    let kind = match node.rule() {
        Rule::literal => ExprKind::Literal(literal(node)?),
        Rule::group => ExprKind::Group(Box::new(level(&kids.need(Rule::expr)?, below)?)),
        Rule::outcome => {
            let id = kids.need(Rule::rule_id)?.name();
            if !node.has(Rule::k_voldoet) {
                ExprKind::RuleRef(id.value)
            } else {
                ExprKind::Outcome(id, kids.maybe(Rule::name).map(|n| n.name()))
            }
        }
        Rule::conditional => {
            let mut next = || level(&kids.need(Rule::expr)?, below).map(Box::new);
            ExprKind::If(next()?, next()?, next()?)
        }
        Rule::quantified => {
            let every = kids.need(Rule::quant_word)?.text() != "enige";
            let over = Box::new(binding(&kids.need(Rule::binding)?, below)?);
            ExprKind::Quantified(every, over, Box::new(level(&kids.need(Rule::expr)?, below)?))
        }
        Rule::reference => reference(node, below)?,
        _ => return Err(node.unreadable()),
    };
    Ok(Expr { span: node.span(), kind })
}

/// A name, or a function with its arguments.
fn reference(node: &Node<'_>, depth: usize) -> Built<ExprKind> {
    let mut kids = node.kids();
    let name = kids.need(Rule::name)?.name();
    let Some(arguments) = kids.maybe(Rule::arguments) else { return Ok(ExprKind::Name(name.value)) };
    let mut kids = arguments.kids();
    if let Some(pick) = kids.maybe(Rule::pick) {
        let mut parts = pick.kids();
        let over = Box::new(binding(&parts.need(Rule::binding)?, depth)?);
        return Ok(match parts.maybe(Rule::expr) {
            None => ExprKind::Counted(name, over),
            Some(by) => ExprKind::Pick(name, over, Box::new(level(&by, depth)?)),
        });
    }
    let first = level(&kids.need(Rule::expr)?, depth)?;
    if let Some(over) = kids.maybe(Rule::over) {
        let over = binding(&over.kids().need(Rule::binding)?, depth)?;
        return Ok(ExprKind::Comprehension(name, Box::new(first), Box::new(over)));
    }
    let mut arguments = vec![first];
    for more in kids {
        arguments.push(level(&more, depth)?);
    }
    Ok(ExprKind::Call(name, arguments))
}
