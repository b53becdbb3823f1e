//! Expressions: from pest's levels of precedence to the tree, with a bound on nesting.

use super::literal::literal;
use crate::limits::MAX_EXPR_DEPTH;
use crate::source::Spanned;
use crate::syntax::ast::{BinaryOp, Binding, Expr, ExprKind, IndexRange};
use crate::syntax::error;
use crate::syntax::grammar::Rule;
use crate::syntax::node::{Built, Kids, Node};

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
    let is_level = |rule| matches!(rule, Rule::expr | Rule::condition | Rule::operand);
    let node = &node.innermost(is_level);
    match node.rule() {
        Rule::expr => grouped(node, &operands(node), &[Binds::Or, Binds::And], depth),
        Rule::condition => condition(node, depth),
        Rule::operand => operand(node, depth),
        _ => primary(node, depth),
    }
}

/// How tightly an operator binds, from loose to tight.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Binds {
    Or,
    And,
    Comparison,
    Fallback,
    Sum,
    Product,
}

/// An operator; `bij ontbreken` is one too, though the tree has a node of its own for it.
#[derive(Debug, Clone, Copy)]
struct Operator {
    binds: Binds,
    op: Option<BinaryOp>,
}

/// An operand with the operator before it.
struct Operand<'a> {
    operator: Option<Spanned<Operator>>,
    node: Node<'a>,
}

impl Operand<'_> {
    fn binds(&self) -> Option<Binds> {
        self.operator.as_ref().map(|o| o.value.binds)
    }
}

/// The operands of a node, each with the operator before it.
fn operands<'a>(node: &Node<'a>) -> Vec<Operand<'a>> {
    let mut found = Vec::new();
    let mut before = None;
    for kid in node.all_kids() {
        match kid.rule() {
            Rule::condition | Rule::operand => found.push(Operand { operator: before.take(), node: kid }),
            _ => before = operator(&kid).map(|op| Spanned::new(op, kid.span())),
        }
    }
    found
}

fn operator(node: &Node<'_>) -> Option<Operator> {
    let (binds, op) = match (node.rule(), node.text()) {
        (Rule::k_of, _) => (Binds::Or, Some(BinaryOp::Or)),
        (Rule::k_en, _) => (Binds::And, Some(BinaryOp::And)),
        (Rule::operator, text) => match text {
            "+" => (Binds::Sum, Some(BinaryOp::Add)),
            "-" => (Binds::Sum, Some(BinaryOp::Sub)),
            "*" => (Binds::Product, Some(BinaryOp::Mul)),
            "/" => (Binds::Product, Some(BinaryOp::Div)),
            ">=" => (Binds::Comparison, Some(BinaryOp::Ge)),
            "<=" => (Binds::Comparison, Some(BinaryOp::Le)),
            ">" => (Binds::Comparison, Some(BinaryOp::Gt)),
            "<" => (Binds::Comparison, Some(BinaryOp::Lt)),
            "=" | "is" => (Binds::Comparison, Some(BinaryOp::Eq)),
            text if text.starts_with("bij") => (Binds::Fallback, None),
            _ => (Binds::Comparison, Some(BinaryOp::Ne)),
        },
        _ => return None,
    };
    Some(Operator { binds, op })
}

/// `niet a`, `a >= b + c`, `a in (b, c)`
fn condition(node: &Node<'_>, depth: usize) -> Built<Expr> {
    let nots = node.all_kids().take_while(|kid| kid.rule() == Rule::k_niet).count();
    let below = deeper(node, depth, nots)?;
    let operands = operands(node);
    let inner = match node.kids().find(|kid| kid.rule() == Rule::membership) {
        None => grouped(node, &operands, &[Binds::Comparison, Binds::Fallback, Binds::Sum, Binds::Product], below)?,
        Some(rest) => {
            if operands.iter().any(|o| o.binds() == Some(Binds::Comparison)) {
                return Err(error::chained_comparison(rest.span(), "in (…)"));
            }
            let below = deeper(node, below, 1)?;
            let left = grouped(node, &operands, &[Binds::Fallback, Binds::Sum, Binds::Product], below)?;
            let values = rest.kids().map(|v| level(&v, below)).collect::<Built<_>>()?;
            let span = left.span.to(rest.span());
            Expr { span, kind: ExprKind::In(Box::new(left), values, rest.has(Rule::k_niet)) }
        }
    };
    Ok((0..nots).fold(inner, |inner, _| Expr { span: node.span(), kind: ExprKind::Not(Box::new(inner)) }))
}

/// Operands with operators between them, by how tightly these bind and then from the left: the first operand ends up deepest.
fn grouped(node: &Node<'_>, operands: &[Operand<'_>], levels: &[Binds], depth: usize) -> Built<Expr> {
    let Some((binds, tighter)) = levels.split_first() else {
        return level(&operands.first().ok_or_else(|| node.unreadable())?.node, depth);
    };
    let groups: Vec<&[Operand<'_>]> = operands.chunk_by(|_, next| next.binds() != Some(*binds)).collect();
    let mut below = deeper(node, depth, groups.len().saturating_sub(1))?;
    let mut groups = groups.into_iter();
    let mut left = grouped(node, groups.next().unwrap_or(&[]), tighter, below)?;
    for (i, group) in groups.enumerate() {
        let right = Box::new(grouped(node, group, tighter, below)?);
        let operator = group.first().and_then(|o| o.operator.as_ref()).ok_or_else(|| node.unreadable())?;
        if *binds == Binds::Comparison && i > 0 {
            let written = node.cx().written(operator.span);
            return Err(error::chained_comparison(operator.span, written));
        }
        below = below.saturating_sub(1);
        let span = left.span.to(right.span);
        let kind = match operator.value.op {
            Some(op) => ExprKind::Binary(Spanned::new(op, operator.span), Box::new(left), right),
            None => ExprKind::Fallback(Box::new(left), right),
        };
        left = Expr { span, kind };
    }
    Ok(left)
}

/// Members and indices, from left to right: the innermost is deepest.
fn operand(node: &Node<'_>, depth: usize) -> Built<Expr> {
    let mut kids = node.kids();
    if kids.maybe(Rule::minus).is_some() {
        let below = deeper(node, depth, 1)?;
        return Ok(Expr { span: node.span(), kind: ExprKind::Neg(Box::new(members(node, kids, below)?)) });
    }
    members(node, kids, depth)
}

fn members(node: &Node<'_>, parts: Kids<'_>, depth: usize) -> Built<Expr> {
    let parts: Vec<Node<'_>> = parts.collect();
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
            if !node.has(Rule::k_voldoet) { ExprKind::RuleRef(id.value) } else { ExprKind::Outcome(id) }
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
