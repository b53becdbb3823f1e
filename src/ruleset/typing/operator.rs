//! Typing operators, membership and references to other rules.

use crate::diagnostic::did_you_mean;
use crate::lang::Text;
use crate::source::{Span, Spanned};
use crate::syntax::ast;
use crate::text;

use super::super::checker::Checker;
use super::super::model::{BinaryOp, Const, ExprId, ExprKind, Type, Unit};
use super::super::{error, units};
use super::Scope;

/// The operator as a message reads it.
pub(crate) fn symbol(op: BinaryOp) -> &'static str {
    match op {
        BinaryOp::Eq => "is",
        BinaryOp::Ne => "is niet",
        other => other.sign(),
    }
}

impl Checker<'_> {
    pub(super) fn binary(
        &mut self,
        op: &Spanned<BinaryOp>,
        a: &ast::Expr,
        b: &ast::Expr,
        span: Span,
        scope: &mut Scope,
    ) -> ExprId {
        match op.value {
            BinaryOp::And | BinaryOp::Or => {
                let a = self.condition(a, scope);
                let b = self.condition(b, scope);
                self.add(span, Type::Bool, ExprKind::Binary(op.value, a, b))
            }
            BinaryOp::Add | BinaryOp::Sub | BinaryOp::Mul | BinaryOp::Div => {
                let a = self.expr(a, scope, None);
                let b = self.expr(b, scope, None);
                let ty = self.arithmetic(op, a, b);
                self.add(span, ty, ExprKind::Binary(op.value, a, b))
            }
            _ => {
                let (a, b) = self.pair(a, b, scope);
                self.comparison(op, a, b);
                self.add(span, Type::Bool, ExprKind::Binary(op.value, a, b))
            }
        }
    }

    /// Types both sides of a comparison; a bare choice value takes its list from the other side.
    fn pair(&mut self, a: &ast::Expr, b: &ast::Expr, scope: &mut Scope) -> (ExprId, ExprId) {
        let bare = |e: &ast::Expr, scope: &Scope, c: &Checker<'_>| match &e.kind {
            ast::ExprKind::Name(n) => scope.find(n).is_none() && !c.symbols.contains_key(n) && n != "peildatum",
            ast::ExprKind::Literal(ast::Literal::Choice(_)) => true,
            _ => false,
        };
        if bare(a, scope, self) {
            let b = self.expr(b, scope, None);
            let ty = self.ty(b);
            (self.expr(a, scope, Some(&ty)), b)
        } else {
            let a = self.expr(a, scope, None);
            let ty = self.ty(a);
            let b = self.expr(b, scope, Some(&ty));
            (a, b)
        }
    }

    fn arithmetic(&mut self, op: &Spanned<BinaryOp>, a: ExprId, b: ExprId) -> Type {
        let (ta, tb) = (self.ty(a), self.ty(b));
        // What is left of the whole is a share again, not a difference of shares: 100% - 15%.
        let whole = matches!(&self.out.expr(a).kind,
            ExprKind::Const(Const::Num(n)) if *n == crate::number::Number::one());
        if whole && op.value == BinaryOp::Sub && matches!(tb, Type::Num(Unit::Percentage | Unit::Ratio)) {
            return tb;
        }
        units::arithmetic(op.value, &ta, &tb).unwrap_or_else(|| {
            self.do_not_fit(op, a, b);
            Type::Error
        })
    }

    fn comparison(&mut self, op: &Spanned<BinaryOp>, a: ExprId, b: ExprId) {
        if !self.comparable(a, b) {
            self.do_not_fit(op, a, b);
            return;
        }
        let order = !matches!(op.value, BinaryOp::Eq | BinaryOp::Ne);
        let ty = self.ty(a);
        if let (true, Type::Choice(list)) = (order, &ty) {
            let list = self.out.choice_list(*list);
            if list.order.is_none() {
                let name = list.name.clone();
                let d = error::wrong_type_of(self.side(a), &text!("een getal of datum", "a number or date"));
                self.report(d.help(text!(
                    "wie keuzes vergelijkt, zegt bij de keuzelijst hoe zij geordend zijn: `keuzelijst {name} van hoog naar laag`",
                    "to compare choices, say in the choice list how they are ordered: `keuzelijst {name} van hoog naar laag`"
                )));
            }
        } else if order && !units::ordered(&ty) {
            self.wrong_type(a, &text!("een getal of datum", "a number or date"));
        } else if !order {
            self.must_be_single(a);
        }
    }

    /// Whether lists are the same says little: their order and their gaps would count.
    fn must_be_single(&mut self, e: ExprId) {
        if matches!(self.ty(e), Type::List(_) | Type::Table { .. }) {
            self.wrong_type(e, &text!("één waarde", "a single value"));
        }
    }

    fn do_not_fit(&mut self, op: &Spanned<BinaryOp>, a: ExprId, b: ExprId) {
        let (left, right) = (self.side(a), self.side(b));
        let help = unit_help(&self.ty(a), &self.ty(b));
        self.report(error::types_do_not_fit(op.span, symbol(op.value), left, right, help));
    }

    pub(super) fn membership(
        &mut self,
        a: &ast::Expr,
        list: &[ast::Expr],
        negated: bool,
        span: Span,
        scope: &mut Scope,
    ) -> ExprId {
        let a = self.expr(a, scope, None);
        self.must_be_single(a);
        let ty = self.ty(a);
        let list: Vec<ExprId> = list
            .iter()
            .map(|item| {
                let item = self.expr(item, scope, Some(&ty));
                if !self.comparable(a, item) {
                    self.must_fit(item, &ty);
                }
                item
            })
            .collect();
        self.add(span, Type::Bool, ExprKind::In(a, list, negated))
    }

    /// Reports a rule that does not exist.
    pub(crate) fn unknown_rule(&mut self, rule: &ast::Name) {
        if self.diagnostics.has_room(rule.span) {
            let mut known: Vec<&str> = self.rule_ids.keys().map(String::as_str).collect();
            known.sort_unstable();
            let d = error::unknown_rule(rule.span, &rule.value, did_you_mean(&rule.value, known));
            self.report(d);
        }
    }

    pub(super) fn outcome(&mut self, rule: &ast::Name, span: Span) -> ExprId {
        let Some(id) = self.rule_ids.get(&rule.value).copied() else {
            self.unknown_rule(rule);
            return self.error_expr(span);
        };
        self.add(span, Type::Bool, ExprKind::Outcome(id))
    }
}

pub(super) fn unit_help(a: &Type, b: &Type) -> Option<Text> {
    use Unit::{Literal, Percentage, Points};
    let (Type::Num(a), Type::Num(b)) = (a, b) else { return None };
    match (a, b) {
        (Percentage, Literal) | (Literal, Percentage) => Some(text!(
            "schrijf het getal als percentage, bijvoorbeeld 30%",
            "write the number as a percentage, such as 30%"
        )),
        (Percentage, Points) | (Points, Percentage) => Some(text!(
            "een verschil tussen percentages is in procentpunten",
            "a difference between percentages is in percentage points"
        )),
        (Unit::Euro(_), Unit::Euro(_)) => Some(text!(
            "reken eerst om naar dezelfde tijd: per maand of per jaar",
            "convert to the same time first: per month or per year"
        )),
        _ => None,
    }
}
