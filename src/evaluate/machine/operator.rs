//! Operators: arithmetic on intervals, comparisons, three-valued logic.

use crate::lang::Text;
use crate::ruleset::model::{BinaryOp, Const, ExprId, ExprKind, Function, Style, Type, Unit};
use crate::text;

use super::super::show;
use super::super::value::{self, Ends, Kind, Quotient, Tag, Value, Why};
use super::super::why::Reason;
use super::{Machine, STEPS_PER_TEXT, counts};

/// Bytes of text that are compared in the time of one expression.
const BYTES_PER_STEP: usize = 1_024;

impl Machine<'_> {
    /// The interval of a number; of a count that is not known so much is known that it is not below zero.
    pub(super) fn ends(&self, v: &Value, e: ExprId) -> Ends {
        match &v.kind {
            Kind::Exact(n) => (Some(n.clone()), Some(n.clone())),
            // Of what cannot be computed, or perhaps not, nothing is known: not even that it is not below zero.
            Kind::Unknown if self.whys.sorts(v.why).poisons() => (None, None),
            _ => (v.lo(self.never_negative(e)), v.hi()),
        }
    }

    /// A part in the place of the whole: that a count is not below zero must not be lost where the other part may be.
    pub(super) fn bounded(&self, v: Value, part: ExprId, whole: ExprId) -> Value {
        if self.never_negative(whole) { v } else { self.with_bound(v, part) }
    }

    /// A value that says itself that it is not below zero, where its expression does.
    pub(super) fn with_bound(&self, v: Value, e: ExprId) -> Value {
        let open = matches!(&v.kind, Kind::Unknown) || matches!(&v.kind, Kind::Range(r) if r.lo.is_none());
        if !open || !self.never_negative(e) {
            return v;
        }
        let (lo, hi) = self.ends(&v, e);
        Value { kind: Value::range(lo, hi, v.why).kind, ..v }
    }

    /// Whether an expression that is not known cannot be below zero all the same: a count of the file, or a sum of such.
    ///
    /// Its type does not tell: a count times a rate that may be negative is a count.
    pub(super) fn never_negative(&self, e: ExprId) -> bool {
        let expr = self.checked.expr(e);
        match &expr.kind {
            ExprKind::Field(..) | ExprKind::Index(..) | ExprKind::Param(..) => counts(&expr.ty),
            // What a concept is asked of says itself where a number is not below zero; lists and tables are those of the file.
            ExprKind::Given(_) => counts(&expr.ty) && !matches!(expr.ty, Type::Num(_)),
            ExprKind::Var(slot) => match self.named(*slot) {
                Some(named) => {
                    let known = self.signs.borrow().get(&named).copied();
                    known.unwrap_or_else(|| {
                        let sign = self.never_negative(named);
                        self.signs.borrow_mut().insert(named, sign);
                        sign
                    })
                }
                None => counts(&expr.ty),
            },
            ExprKind::Const(Const::Num(n)) => !n.is_negative(),
            ExprKind::Aggregate(Function::Count, _) | ExprKind::Over(Function::Count, ..) => true,
            ExprKind::Aggregate(Function::Sum, args) => args.iter().all(|a| self.never_negative(*a)),
            // Of nothing at all there is a sum, but no lowest, highest or mean.
            ExprKind::Aggregate(_, args) => args.iter().all(|a| {
                self.never_negative(*a) && !matches!(self.checked.expr(*a).ty, Type::List(_) | Type::Table { .. })
            }),
            ExprKind::Over(Function::Sum, _, body) => body.is_none_or(|b| self.never_negative(b)),
            ExprKind::Fallback(a, b) | ExprKind::Tallied(a, b) | ExprKind::If(_, a, b) => self.never_negative(*a) && self.never_negative(*b),
            ExprKind::Round(_, a) => self.never_negative(*a),
            _ => false,
        }
    }

    pub(super) fn binary(&mut self, op: BinaryOp, a: ExprId, b: ExprId) -> Value {
        match op {
            BinaryOp::And | BinaryOp::Or => return self.logic(op == BinaryOp::And, a, b),
            _ => {}
        }
        let (x, y) = (self.eval(a), self.eval(b));
        let tag = if x.tag == y.tag {
            x.tag
        } else {
            match self.tags.join(self.checked, x.tag, y.tag) {
                Ok(tag) => tag,
                Err(mixed) => return self.conflict(mixed),
            }
        };
        // A share of figures of one kind is a plain number.
        let tag = if op == BinaryOp::Div && x.tag.0 != 0 && y.tag.0 != 0 { Tag(0) } else { tag };
        if let (Kind::Exact(m), Kind::Exact(n)) = (&x.kind, &y.kind) {
            // The common case first: two exact numbers.
            if let Some(suppose) = &mut self.world.suppose {
                suppose.compared(m, n);
            }
            let number = match op {
                BinaryOp::Add => Some(m.add(n)),
                BinaryOp::Sub => Some(m.sub(n)),
                BinaryOp::Mul => Some(m.mul(n)),
                BinaryOp::Div => m.div(n),
                BinaryOp::Ge => return Value::bool(m >= n),
                BinaryOp::Le => return Value::bool(m <= n),
                BinaryOp::Gt => return Value::bool(m > n),
                BinaryOp::Lt => return Value::bool(m < n),
                BinaryOp::Eq => return Value::bool(m == n),
                _ => return Value::bool(m != n),
            };
            let Some(number) = number else { return self.division_by_zero() };
            return Value::number(number).tagged(tag);
        }
        match op {
            BinaryOp::Add | BinaryOp::Sub | BinaryOp::Mul | BinaryOp::Div => {
                let why = self.whys.both(x.why, y.why);
                // Nothing times zero is zero, but a fault times zero is a fault.
                if self.whys.sorts(why).poisons() {
                    return Value::unknown(why);
                }
                let (p, q) = (self.ends(&x, a), self.ends(&y, b));
                let (lo, hi) = match op {
                    BinaryOp::Add => value::add(&p, &q),
                    BinaryOp::Sub => value::sub(&p, &q),
                    BinaryOp::Mul => value::mul(&p, &q),
                    _ => match value::div(&p, &q) {
                        Quotient::Ends(ends) => ends,
                        Quotient::ByZero => return self.division_by_zero(),
                        Quotient::MaybeByZero if y.why != Why::NONE => {
                            let maybe = self.whys.leaf(Reason::MaybeFault);
                            return Value::unknown(self.whys.both(why, maybe));
                        }
                        Quotient::MaybeByZero => {
                            let written = self.written(b);
                            return self.conflict(text!(
                                "`{written}` kan nul zijn; dan is er geen deling",
                                "`{written}` may be zero; then there is no quotient"
                            ));
                        }
                    },
                };
                Value::range(lo, hi, why).tagged(tag)
            }
            _ => {
                self.spend_on_texts(&x, &y);
                let answer = self.compare(op, &x, &y, a, b);
                let open = |m: &Self| m.straddles(op, (&x, a), (&y, b));
                self.decided(answer, &[&x, &y], open)
            }
        }
    }

    /// Two texts of pages are compared to the last character where they are alike.
    fn spend_on_texts(&mut self, x: &Value, y: &Value) {
        if let (Kind::Text(x), Kind::Text(y)) = (&x.kind, &y.kind)
            && x.len() == y.len()
        {
            self.spend(x.len().checked_div(BYTES_PER_STEP).unwrap_or(0));
        }
    }

    fn division_by_zero(&mut self) -> Value {
        self.fault(text!("er wordt door nul gedeeld", "a division by zero"))
    }

    /// A yes-or-no answer with, when there is none, the reasons.
    fn decided(&mut self, answer: Option<bool>, from: &[&Value], open: impl Fn(&Self) -> Text) -> Value {
        if let Some(b) = answer {
            return Value::bool(b);
        }
        let mut why = Why::NONE;
        for v in from {
            why = self.whys.both(why, v.why);
        }
        if why == Why::NONE {
            self.spend(STEPS_PER_TEXT);
            let open = open(self);
            why = self.whys.leaf(Reason::Straddles(Box::new(open)));
        }
        Value::unknown(why)
    }

    /// Why bounds leave a comparison open, in figures.
    fn straddles(&self, op: BinaryOp, (x, a): (&Value, ExprId), (y, b): (&Value, ExprId)) -> Text {
        let shown = |v: &Value, e: ExprId| show::text(self.checked, v, &self.checked.expr(e).ty, Style::Plain);
        // A bare number in a rule has no unit of its own: then it is written like what it is compared with.
        let literal = |e: ExprId| matches!(self.checked.expr(e).ty, Type::Num(Unit::Literal));
        let (p, q) = (shown(x, if literal(a) { b } else { a }), shown(y, if literal(b) { a } else { b }));
        let both_sides = |range: &Value, n: &Value| match (&range.kind, &n.kind) {
            (Kind::Range(r), Kind::Exact(n)) => {
                r.lo.as_ref().is_some_and(|lo| lo < n) && r.hi.as_ref().is_some_and(|hi| n < hi)
            }
            _ => false,
        };
        let sides = |range: &Text, n: &Text| {
            Text::new(
                format!("{} ligt aan beide kanten van {}", range.nl, n.nl),
                format!("{} is on both sides of {}", range.en, n.en),
            )
        };
        if both_sides(x, y) {
            return sides(&p, &q);
        }
        if both_sides(y, x) {
            return sides(&q, &p);
        }
        if !matches!(x.kind, Kind::Exact(_)) && !matches!(y.kind, Kind::Exact(_)) {
            return Text::new(
                format!("{} en {} overlappen elkaar; beide uitkomsten kunnen", p.nl, q.nl),
                format!("{} and {} overlap; both outcomes are possible", p.en, q.en),
            );
        }
        // The bounds are what leaves it open, on whichever side of the comparison they stand.
        let turned = matches!(x.kind, Kind::Exact(_));
        let (p, q) = if turned { (q, p) } else { (p, q) };
        let (nl, en) = match (op, turned) {
            (BinaryOp::Ge, false) | (BinaryOp::Le, true) => ("ten minste", "at least"),
            (BinaryOp::Le, false) | (BinaryOp::Ge, true) => ("ten hoogste", "at most"),
            (BinaryOp::Gt, false) | (BinaryOp::Lt, true) => ("meer dan", "more than"),
            (BinaryOp::Lt, false) | (BinaryOp::Gt, true) => ("minder dan", "less than"),
            (BinaryOp::Ne, _) => ("anders dan", "other than"),
            _ => ("precies", "exactly"),
        };
        Text::new(
            format!("{} laat open of het {nl} {} is", p.nl, q.nl),
            format!("{} leaves open whether it is {en} {}", p.en, q.en),
        )
    }

    pub(super) fn compare(&self, op: BinaryOp, x: &Value, y: &Value, a: ExprId, b: ExprId) -> Option<bool> {
        let numbers =
            matches!(x.kind, Kind::Exact(_) | Kind::Range(_)) || matches!(y.kind, Kind::Exact(_) | Kind::Range(_));
        if numbers {
            let (p, q) = (self.ends(x, a), self.ends(y, b));
            return match op {
                BinaryOp::Ge => value::at_least(&p, &q),
                BinaryOp::Le => value::at_least(&q, &p),
                BinaryOp::Gt => value::at_least(&q, &p).map(|b| !b),
                BinaryOp::Lt => value::at_least(&p, &q).map(|b| !b),
                BinaryOp::Eq => value::equal(&p, &q),
                _ => value::equal(&p, &q).map(|b| !b),
            };
        }
        let order = match (&x.kind, &y.kind, &self.checked.expr(a).ty) {
            (Kind::Date(p), Kind::Date(q), _) => Some(p.cmp(q)),
            (Kind::Choice(p), Kind::Choice(q), Type::Choice(list)) => self.checked.choice_list(*list).compare(*p, *q),
            _ => None,
        };
        if let Some(order) = order {
            return Some(match op {
                BinaryOp::Ge => order.is_ge(),
                BinaryOp::Le => order.is_le(),
                BinaryOp::Gt => order.is_gt(),
                BinaryOp::Lt => order.is_lt(),
                BinaryOp::Eq => order.is_eq(),
                _ => order.is_ne(),
            });
        }
        let equal = same(x, y)?;
        match op {
            BinaryOp::Eq => Some(equal),
            BinaryOp::Ne => Some(!equal),
            _ => None,
        }
    }

    /// `en` and `of` in strong Kleene logic: a gap that cannot matter does not matter.
    fn logic(&mut self, and: bool, a: ExprId, b: ExprId) -> Value {
        let x = self.eval(a);
        if x.truth() == Some(!and) {
            return x;
        }
        let y = self.eval(b);
        match (x.truth(), y.truth()) {
            (_, Some(t)) if t != and => y,
            (Some(_), Some(_)) => Value::bool(and),
            (Some(_), None) => Value::unknown(y.why),
            (None, Some(_)) => Value::unknown(x.why),
            (None, None) => {
                let why = self.whys.both(x.why, y.why);
                Value::unknown(why)
            }
        }
    }

    pub(super) fn membership(&mut self, a: ExprId, list: &[ExprId], negated: bool) -> Value {
        let x = self.eval(a);
        let mut unknown: Vec<Value> = vec![];
        for item in list {
            let y = self.eval(*item);
            self.spend_on_texts(&x, &y);
            match self.compare(BinaryOp::Eq, &x, &y, a, *item) {
                Some(true) => return Value::bool(!negated),
                Some(false) => {}
                None => unknown.push(y),
            }
        }
        let answer = if unknown.is_empty() { Some(negated) } else { None };
        let from: Vec<&Value> = std::iter::once(&x).chain(&unknown).collect();
        let open = |m: &Self| {
            let said = show::text(m.checked, &x, &m.checked.expr(a).ty, Style::Plain);
            Text::new(
                format!("{} laat open of het een van de genoemde waarden is", said.nl),
                format!("{} leaves open whether it is one of the values named", said.en),
            )
        };
        self.decided(answer, &from, open)
    }

    pub(super) fn conditional(&mut self, c: ExprId, a: ExprId, b: ExprId, e: ExprId) -> Value {
        let c = self.eval(c);
        match c.truth() {
            Some(true) => {
                let x = self.eval(a);
                self.bounded(x, a, e)
            }
            Some(false) => {
                let y = self.eval(b);
                self.bounded(y, b, e)
            }
            None => {
                // Both branches may count: what they agree on is known.
                let (x, y) = (self.eval(a), self.eval(b));
                let why = self.whys.both(c.why, x.why);
                let why = self.whys.both(why, y.why);
                if same(&x, &y) == Some(true) {
                    return x;
                }
                // The same number of different things is not the same.
                if !matches!(self.checked.expr(a).ty, Type::Num(_)) || x.tag != y.tag {
                    return Value::unknown(why);
                }
                let ((a0, a1), (b0, b1)) = (self.ends(&x, a), self.ends(&y, b));
                let lo = a0.zip(b0).map(|(p, r)| p.min(r));
                let hi = a1.zip(b1).map(|(q, s)| q.max(s));
                Value::range(lo, hi, why).tagged(x.tag)
            }
        }
    }
}

/// Whether two values that have no order are the same; `None` when not known.
fn same(x: &Value, y: &Value) -> Option<bool> {
    Some(match (&x.kind, &y.kind) {
        (Kind::Bool(a), Kind::Bool(b)) => a == b,
        (Kind::Choice(a), Kind::Choice(b)) => a == b,
        (Kind::Text(a), Kind::Text(b)) | (Kind::RuleRef(a), Kind::RuleRef(b)) => a == b,
        (Kind::Period(a, b), Kind::Period(c, d)) => a == c && b == d,
        (Kind::Date(a), Kind::Date(b)) => a == b,
        (Kind::Object, Kind::Object) => x.fact.is_some() && x.fact == y.fact,
        _ => return None,
    })
}
