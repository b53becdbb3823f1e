//! What can be changed in one expression.

use crate::lang::Text;
use crate::number::Number;
use crate::ruleset::model::{BinaryOp, Binding, Checked, Const, Expr, ExprId, ExprKind, Function, ParamId, Type, Unit};
use crate::source::Span;
use crate::text;

use super::super::check::id;
use super::{Edit, Mutant, Owner, negated};

/// The mutants of one expression, not of its parts.
pub(super) fn of(checked: &Checked, owner: Owner, e: ExprId, out: &mut Vec<Mutant>) {
    let mut m = Maker { checked, owner, e, span: checked.expr(e).span, out };
    match &checked.expr(e).kind {
        ExprKind::Binary(op, a, b) => m.binary(*op, *a, *b),
        ExprKind::Not(a) => m.same_as(*a, text!("`niet` vervalt", "`niet` dropped")),
        ExprKind::Const(Const::Bool(b)) => {
            let (from, to) = if *b { ("ja", "nee") } else { ("nee", "ja") };
            m.kind(ExprKind::Const(Const::Bool(!b)), becomes(from, to));
        }
        ExprKind::In(a, list, negated) => m.membership(*a, list, *negated),
        ExprKind::Fallback(a, _) => m.same_as(*a, text!("`bij ontbreken` vervalt", "`bij ontbreken` dropped")),
        ExprKind::Tallied(a, b) => {
            m.same_as(*a, text!("`telt` vervalt", "`telt` dropped"));
            m.same_as(*b, text!("wat vermeld is, vervalt", "what is stated dropped"));
        }
        ExprKind::If(c, a, b) => {
            m.kind(ExprKind::If(*c, *b, *a), text!("`dan` en `anders` verwisseld", "`dan` and `anders` swapped"));
        }
        ExprKind::Quantified(all, binding, body) => {
            let (from, to) = if *all { ("elke", "enige") } else { ("enige", "elke") };
            m.kind(ExprKind::Quantified(!all, binding.clone(), *body), becomes(from, to));
            m.filter(binding, |b| ExprKind::Quantified(*all, b, *body));
            m.negate(*body, text!("`geldt` omgekeerd", "`geldt` negated"));
        }
        ExprKind::Over(function, binding, body) => {
            m.function(*function, |f| ExprKind::Over(f, binding.clone(), *body));
            m.filter(binding, |b| ExprKind::Over(*function, b, *body));
        }
        ExprKind::Pick(highest, binding, by) => {
            let (from, to) = if *highest { ("hoogste", "laagste") } else { ("laagste", "hoogste") };
            m.kind(ExprKind::Pick(!highest, binding.clone(), *by), becomes(from, to));
            m.filter(binding, |b| ExprKind::Pick(*highest, b, *by));
        }
        ExprKind::Aggregate(function, args) => m.function(*function, |f| ExprKind::Aggregate(f, args.clone())),
        ExprKind::Recorded(a) => m.kind(ExprKind::Known(*a), becomes("vastgelegd", "bekend")),
        ExprKind::Round(up, a) => {
            let (from, to) = if *up { ("naar_boven", "naar_beneden") } else { ("naar_beneden", "naar_boven") };
            m.kind(ExprKind::Round(!up, *a), becomes(from, to));
        }
        ExprKind::PeriodYear(last, a) => {
            let (from, to) = if *last { ("laatste_jaar", "eerste_jaar") } else { ("eerste_jaar", "laatste_jaar") };
            m.kind(ExprKind::PeriodYear(!last, *a), becomes(from, to));
        }
        ExprKind::Index(_, _, year) => m.year_before(*year),
        ExprKind::Param(param, index) => m.param(*param, *index),
        _ => {}
    }
}

fn becomes(from: &str, to: &str) -> Text {
    text!("`{from}` wordt `{to}`", "`{from}` becomes `{to}`")
}

struct Maker<'a> {
    checked: &'a Checked,
    owner: Owner,
    e: ExprId,
    span: Span,
    out: &'a mut Vec<Mutant>,
}

impl Maker<'_> {
    fn push(&mut self, span: Span, change: Text, edit: Edit) {
        self.out.push(Mutant { owner: self.owner, span, change, edit });
    }

    /// Another kind of expression in its place.
    fn kind(&mut self, kind: ExprKind, change: Text) {
        self.push(self.span, change, Edit { exprs: vec![(self.e, kind)], ..Edit::default() });
    }

    /// One of its parts in its place.
    fn same_as(&mut self, part: ExprId, change: Text) {
        self.kind(self.checked.expr(part).kind.clone(), change);
    }

    fn negate(&mut self, e: ExprId, change: Text) {
        self.push(self.checked.expr(e).span, change, negated(self.checked, e));
    }

    fn filter(&mut self, binding: &Binding, kind: impl Fn(Box<Binding>) -> ExprKind) {
        let Some(filter) = binding.filter else { return };
        let bare = Box::new(Binding { filter: None, ..binding.clone() });
        let span = self.checked.expr(filter).span;
        let edit = Edit { exprs: vec![(self.e, kind(bare))], ..Edit::default() };
        self.push(span, text!("`waar` vervalt", "`waar` dropped"), edit);
        self.negate(filter, text!("`waar` omgekeerd", "`waar` negated"));
    }

    fn function(&mut self, function: Function, kind: impl Fn(Function) -> ExprKind) {
        let (from, other, to) = match function {
            Function::Min => ("minimum", Function::Max, "maximum"),
            Function::Max => ("maximum", Function::Min, "minimum"),
            Function::Mean => ("gemiddelde", Function::Max, "maximum"),
            Function::Sum | Function::Count => return,
        };
        self.kind(kind(other), becomes(from, to));
    }

    fn binary(&mut self, op: BinaryOp, a: ExprId, b: ExprId) {
        let others: &[BinaryOp] = match op {
            BinaryOp::Ge => &[BinaryOp::Gt, BinaryOp::Le],
            BinaryOp::Le => &[BinaryOp::Lt, BinaryOp::Ge],
            BinaryOp::Gt => &[BinaryOp::Ge, BinaryOp::Lt],
            BinaryOp::Lt => &[BinaryOp::Le, BinaryOp::Gt],
            BinaryOp::Eq => &[BinaryOp::Ne],
            BinaryOp::Ne => &[BinaryOp::Eq],
            BinaryOp::And => &[BinaryOp::Or],
            BinaryOp::Or => &[BinaryOp::And],
            BinaryOp::Add => &[BinaryOp::Sub],
            BinaryOp::Sub => &[BinaryOp::Add],
            BinaryOp::Mul | BinaryOp::Div => &[],
        };
        for other in others {
            self.kind(ExprKind::Binary(*other, a, b), becomes(op.sign(), other.sign()));
        }
        if matches!(op, BinaryOp::And | BinaryOp::Or) {
            let word = op.sign();
            self.same_as(b, text!("links van `{word}` vervalt", "left of `{word}` dropped"));
            self.same_as(a, text!("rechts van `{word}` vervalt", "right of `{word}` dropped"));
        }
    }

    fn membership(&mut self, a: ExprId, list: &[ExprId], negated: bool) {
        let (from, to) = if negated { ("niet in", "in") } else { ("in", "niet in") };
        self.kind(ExprKind::In(a, list.to_vec(), !negated), becomes(from, to));
        if list.len() < 2 {
            return;
        }
        for (i, item) in list.iter().enumerate() {
            let rest = list.iter().enumerate().filter(|(j, _)| *j != i).map(|(_, e)| *e).collect();
            let edit = Edit { exprs: vec![(self.e, ExprKind::In(a, rest, negated))], ..Edit::default() };
            let span = self.checked.expr(*item).span;
            self.push(span, text!("vervalt uit de lijst", "dropped from the list"), edit);
        }
    }

    /// The year before the one asked for.
    fn year_before(&mut self, year: ExprId) {
        let expr = self.checked.expr(year);
        if !matches!(expr.ty, Type::Num(_)) {
            return;
        }
        let next = self.checked.exprs.len();
        let one =
            Expr { span: expr.span, ty: Type::Num(Unit::Literal), kind: ExprKind::Const(Const::Num(Number::one())) };
        let kind = ExprKind::Binary(BinaryOp::Sub, ExprId(id(next)), ExprId(id(next.saturating_add(1))));
        let edit = Edit { exprs: vec![(year, kind)], fresh: vec![expr.clone(), one], rule: None };
        self.push(self.span, text!("een jaar eerder", "a year earlier"), edit);
    }

    fn param(&mut self, param: ParamId, index: Option<ExprId>) {
        index.iter().for_each(|i| self.year_before(*i));
        let p = self.checked.param(param);
        let all = self.checked.params().iter().enumerate();
        let alike = all.filter(|(i, q)| *i != param.index() && q.ty == p.ty && q.key == p.key);
        // The next one in the order of the ruleset, else the first: always the same.
        let Some((other, q)) = alike.min_by_key(|(i, _)| (*i < param.index(), *i)) else { return };
        let change = becomes(&p.name, &q.name);
        self.kind(ExprKind::Param(ParamId(id(other)), index), change);
    }
}
