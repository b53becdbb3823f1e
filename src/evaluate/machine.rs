//! The evaluator: one expression at a time, in a frame of variables.
//!
//! INVARIANT: every expression was typed by `ruleset::check`; a value of another kind than its type cannot occur, and where the
//! code meets one all the same it answers "unknown", never "met".

mod collection;
mod param;

use std::rc::Rc;

use jiff::civil::Date;

use crate::agreement::facts::{FactId, FactValue, Facts};
use crate::limits::MAX_STEPS_PER_RULE;
use crate::number::Number;
use crate::ruleset::Checked;
use crate::ruleset::model::{BinaryOp, Const, ExprId, ExprKind, ParamId, Rule, RuleId, Slot, Type, Unit};
use crate::source::Sources;
use crate::text;

use super::Options;
use super::outcome::{Notes, Outcome};
use super::value::{self, Ends, Kind, Table, Tag, Value, Why};
use super::why::{Reason, Whys};

/// One traced step: an expression with its value; its parts are the steps from `first` up to this one.
#[derive(Debug, Clone)]
pub(crate) struct Step {
    pub(crate) expr: ExprId,
    pub(crate) first: u32,
    pub(crate) value: Value,
}

/// The state of an evaluation of one ruleset on one set of facts.
pub(crate) struct Machine<'a> {
    pub(crate) checked: &'a Checked,
    pub(crate) facts: &'a Facts,
    pub(crate) sources: &'a Sources,
    pub(crate) date: Date,
    pub(crate) options: &'a Options,
    pub(crate) whys: Whys,
    pub(crate) tracing: bool,
    pub(crate) steps: Vec<Step>,
    pub(crate) frame: Vec<Option<Value>>,
    pub(crate) rule: Option<&'a Rule>,
    pub(crate) notes: Notes,
    pub(crate) budget: usize,
    pub(crate) formula_year: Option<i32>,
    /// Outcomes of rules evaluated so far.
    pub(crate) outcomes: Vec<Option<Rc<Vec<Outcome>>>>,
}

impl<'a> Machine<'a> {
    pub(crate) fn new(
        checked: &'a Checked,
        facts: &'a Facts,
        sources: &'a Sources,
        date: Date,
        options: &'a Options,
    ) -> Self {
        Machine {
            checked,
            facts,
            sources,
            date,
            options,
            whys: Whys::default(),
            tracing: options.trace,
            steps: vec![],
            frame: vec![],
            rule: None,
            notes: Notes::default(),
            budget: MAX_STEPS_PER_RULE,
            formula_year: None,
            outcomes: vec![None; checked.rules().len()],
        }
    }

    /// The value of an expression.
    pub(crate) fn eval(&mut self, e: ExprId) -> Value {
        let Some(left) = self.budget.checked_sub(1) else {
            return self.fault(text!(
                "de regel vraagt meer dan {MAX_STEPS_PER_RULE} stappen op dit bestand",
                "the rule needs more than {MAX_STEPS_PER_RULE} steps on this file"
            ));
        };
        self.budget = left;
        if !self.tracing {
            return self.compute(e);
        }
        let first = u32::try_from(self.steps.len()).unwrap_or(u32::MAX);
        let value = self.compute(e);
        self.steps.push(Step { expr: e, first, value: value.clone() });
        value
    }

    pub(crate) fn fault(&mut self, text: crate::lang::Text) -> Value {
        let why = self.whys.leaf(Reason::Fault(text));
        Value::unknown(why)
    }

    fn compute(&mut self, e: ExprId) -> Value {
        let expr = self.checked.expr(e);
        match &expr.kind {
            ExprKind::Error => Value::unknown(Why::NONE),
            ExprKind::Const(c) => constant(c),
            ExprKind::Root => self.read(self.facts.root()),
            ExprKind::Var(slot) => self.variable(*slot),
            ExprKind::Param(param, index) => self.param(*param, *index),
            ExprKind::Today => Value::new(Kind::Date(self.date)),
            ExprKind::FormulaYear => match self.formula_year {
                Some(y) => Value::year(y),
                None => Value::unknown(Why::NONE),
            },
            ExprKind::Field(of, _, index) => {
                let of = self.eval(*of);
                self.field(&of, *index)
            }
            ExprKind::Index(of, range, index) => {
                let of = self.eval(*of);
                let index = self.eval(*index);
                self.index(&of, *range, &index)
            }
            ExprKind::Binary(op, a, b) => self.binary(*op, *a, *b, e),
            ExprKind::Not(a) => {
                let a = self.eval(*a);
                Value::tri(a.truth().map(|b| !b), a.why)
            }
            ExprKind::Neg(a) => {
                let a = self.eval(*a);
                let (lo, hi) = value::neg(&(a.lo(false), a.hi()));
                Value::range(lo, hi, a.why).tagged(a.tag)
            }
            ExprKind::In(a, list, negated) => self.membership(*a, list, *negated, e),
            ExprKind::Outcome(rule, slot) => self.outcome_of(*rule, *slot),
            ExprKind::Fallback(a, b) => {
                let first = self.eval(*a);
                if !first.is_unknown() && first.why == Why::NONE {
                    return first;
                }
                // Something of it is missing: what stands in for it counts, when that is stated.
                let second = self.eval(*b);
                if second.is_unknown() && !first.is_unknown() { first } else { second }
            }
            ExprKind::If(c, a, b) => self.conditional(*c, *a, *b),
            ExprKind::Quantified(all, binding, body) => self.quantified(*all, binding, *body),
            ExprKind::Aggregate(function, args) => self.aggregate(*function, args, counts(&expr.ty)),
            ExprKind::Over(function, binding, body) => self.over(*function, binding, *body, counts(&expr.ty)),
            ExprKind::Pick(highest, binding, by) => self.pick(*highest, binding, *by),
            ExprKind::Recorded(a) => {
                let a = self.eval(*a);
                self.recorded(&a)
            }
            ExprKind::Known(a) => {
                let a = self.eval(*a);
                Value::bool(!a.is_unknown())
            }
            ExprKind::Round(up, a) => {
                let a = self.eval(*a);
                let round = |n: Number| if *up { n.ceil() } else { n.floor() };
                Value::range(a.lo(false).map(round), a.hi().map(round), a.why).tagged(a.tag)
            }
            ExprKind::Years(a) => {
                let a = self.eval(*a);
                self.years(&a)
            }
            ExprKind::YearOf(a) => {
                let a = self.eval(*a);
                match a.kind {
                    Kind::Date(d) => Value::year(i32::from(d.year())),
                    _ => Value::unknown(a.why),
                }
            }
            ExprKind::PeriodYear(last, a) => {
                let a = self.eval(*a);
                match a.kind {
                    Kind::Period(from, to) => Value::year(i32::from(if *last { to.year() } else { from.year() })),
                    _ => Value::unknown(a.why),
                }
            }
            ExprKind::MakeDate(y, m, d) => self.make_date(*y, *m, *d),
        }
    }

    /// A variable; a named value is computed when it is first asked for.
    fn variable(&mut self, slot: Slot) -> Value {
        if let Some(Some(value)) = self.frame.get(slot.index()) {
            return value.clone();
        }
        let named = self.rule.and_then(|r| r.lets.iter().find(|l| l.slot == slot)).map(|l| l.value);
        let Some(e) = named else { return Value::unknown(Why::NONE) };
        let value = self.eval(e);
        self.set(slot, Some(value.clone()));
        value
    }

    pub(crate) fn set(&mut self, slot: Slot, value: Option<Value>) {
        if let Some(place) = self.frame.get_mut(slot.index()) {
            *place = value;
        }
    }

    /// The value that a fact states, without noting that it was used.
    fn quiet(&self, id: FactId) -> Value {
        let fact = self.facts.get(id);
        let kind = match &fact.value {
            FactValue::Number(b) => {
                let mut v = Value::range(b.lo.clone(), b.hi.clone(), Why::NONE);
                v.fact = Some(id);
                v.tag = self.tag(id);
                return v;
            }
            FactValue::Bool(b) => Kind::Bool(*b),
            FactValue::Text(t) => Kind::Text(t.clone()),
            FactValue::Date(d) => Kind::Date(*d),
            FactValue::Period(a, b) => Kind::Period(*a, *b),
            FactValue::Choice(i) => Kind::Choice(*i),
            FactValue::RuleRef(r) => Kind::RuleRef(r.clone()),
            FactValue::Object { .. } => Kind::Object,
            FactValue::List(items) => Kind::List(items.iter().map(|i| self.quiet(*i)).collect()),
            FactValue::Table { years, total, period } => Kind::Table(Rc::new(Table {
                years: years.iter().map(|(y, f)| (*y, self.quiet(*f))).collect(),
                total: total.map(|t| self.quiet(t)),
                period: *period,
                fact: Some(id),
            })),
        };
        Value { kind, why: Why::NONE, fact: Some(id), tag: Tag(0) }
    }

    /// The value that a fact states.
    pub(crate) fn read(&mut self, id: FactId) -> Value {
        let v = self.quiet(id);
        self.note(&v);
        v
    }

    /// Notes what must be told of a single figure that is used: wording, reservation, `circa`.
    pub(crate) fn note(&mut self, v: &Value) {
        let Some(id) = v.fact else { return };
        if matches!(v.kind, Kind::Object | Kind::List(_) | Kind::Table(_)) {
            return;
        }
        let fact = self.facts.get(id);
        let approximate = matches!(&fact.value, FactValue::Number(b) if b.approximate);
        if (fact.marks.0 != 0 || approximate) && !self.notes.facts.contains(&id) {
            self.notes.facts.push(id);
        }
    }

    /// The tag of a figure: which never-mixed qualifier it carries.
    fn tag(&self, id: FactId) -> Tag {
        let marks = self.facts.get(id).marks;
        if marks.0 == 0 {
            return Tag(0);
        }
        let tag = self.facts.marks(marks).qualifiers.iter().find(|(q, ..)| self.checked.qualifier(*q).never_mixed);
        Tag(tag.map_or(0, |(q, choice, _)| {
            let choice = u32::try_from(*choice).unwrap_or(0);
            q.0.saturating_mul(1000).saturating_add(choice).saturating_add(1)
        }))
    }

    /// The tag of a sum; `Err` when the figures may not be added.
    pub(crate) fn same_tag(&mut self, a: Tag, b: Tag) -> Result<Tag, Value> {
        if a == b || b.0 == 0 {
            return Ok(a);
        }
        if a.0 == 0 {
            return Ok(b);
        }
        let word = |t: Tag| {
            let index = t.0.saturating_sub(1);
            let q = self.checked.qualifiers().get(index.checked_div(1000).unwrap_or(0) as usize);
            let choice = q.and_then(|q| {
                let list = self.checked.choice_list(q.choices);
                list.choices.get(index.checked_rem(1000).unwrap_or(0) as usize)
            });
            (q.map_or("", |q| q.name.as_str()), choice.map_or("?", |c| c.name.as_str()))
        };
        let ((name, x), (_, y)) = (word(a), word(b));
        Err(self.fault(text!(
            "figuren met {name} `{x}` en `{y}` worden niet bij elkaar opgeteld",
            "figures with {name} `{x}` and `{y}` are not added up"
        )))
    }

    /// A field of an object, or of each object in a list or table.
    fn field(&mut self, of: &Value, index: usize) -> Value {
        match &of.kind {
            Kind::Object => {
                let Some(object) = of.fact else { return Value::unknown(of.why) };
                match self.facts.field(object, index) {
                    Some(id) => self.read(id),
                    None => {
                        let why = self.whys.leaf(Reason::Field(object, index));
                        Value::unknown(why)
                    }
                }
            }
            Kind::List(items) => {
                let mut out = vec![];
                for item in items.iter() {
                    let v = self.field(item, index);
                    match &v.kind {
                        Kind::List(nested) => out.extend(nested.iter().cloned()),
                        _ => out.push(v),
                    }
                }
                Value { kind: Kind::List(out.into()), why: of.why, fact: of.fact, tag: Tag(0) }
            }
            Kind::Table(table) => {
                let years = table.years.iter().map(|(y, v)| (*y, self.field(v, index))).collect();
                let total = table.total.as_ref().map(|t| self.field(t, index));
                let table = Table { years, total, period: table.period, fact: table.fact };
                Value { kind: Kind::Table(Rc::new(table)), why: of.why, fact: of.fact, tag: Tag(0) }
            }
            _ => Value::unknown(of.why),
        }
    }

    fn ends(&self, v: &Value, e: ExprId) -> Ends {
        (v.lo(counts(&self.checked.expr(e).ty)), v.hi())
    }

    fn binary(&mut self, op: BinaryOp, a: ExprId, b: ExprId, whole: ExprId) -> Value {
        match op {
            BinaryOp::And | BinaryOp::Or => return self.logic(op == BinaryOp::And, a, b),
            _ => {}
        }
        let (x, y) = (self.eval(a), self.eval(b));
        if let (Kind::Exact(m), Kind::Exact(n)) = (&x.kind, &y.kind) {
            // The common case first: two exact numbers.
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
            return match self.result_tag(op, &x, &y) {
                Ok(tag) => Value::number(number).tagged(tag),
                Err(v) => v,
            };
        }
        match op {
            BinaryOp::Add | BinaryOp::Sub | BinaryOp::Mul | BinaryOp::Div => {
                let why = self.whys.both(x.why, y.why);
                let (p, q) = (self.ends(&x, a), self.ends(&y, b));
                let ends = match op {
                    BinaryOp::Add => Some(value::add(&p, &q)),
                    BinaryOp::Sub => Some(value::sub(&p, &q)),
                    BinaryOp::Mul => Some(value::mul(&p, &q)),
                    _ => value::div(&p, &q),
                };
                let Some((lo, hi)) = ends else { return self.division_by_zero() };
                match self.result_tag(op, &x, &y) {
                    Ok(tag) => Value::range(lo, hi, why).tagged(tag),
                    Err(v) => v,
                }
            }
            _ => {
                let answer = self.compare(op, &x, &y, a, b);
                self.decided(answer, &[&x, &y], whole)
            }
        }
    }

    fn division_by_zero(&mut self) -> Value {
        self.fault(text!("er wordt door nul gedeeld", "a division by zero"))
    }

    fn result_tag(&mut self, op: BinaryOp, x: &Value, y: &Value) -> Result<Tag, Value> {
        match op {
            BinaryOp::Add | BinaryOp::Sub => self.same_tag(x.tag, y.tag),
            _ => Ok(if x.tag == y.tag { x.tag } else { Tag(0) }),
        }
    }

    /// A yes-or-no answer with, when there is none, the reasons.
    fn decided(&mut self, answer: Option<bool>, from: &[&Value], whole: ExprId) -> Value {
        if let Some(b) = answer {
            return Value::bool(b);
        }
        let mut why = Why::NONE;
        for v in from {
            why = self.whys.both(why, v.why);
        }
        if why == Why::NONE {
            why = self.whys.leaf(Reason::Straddles(whole));
        }
        Value::unknown(why)
    }

    fn compare(&self, op: BinaryOp, x: &Value, y: &Value, a: ExprId, b: ExprId) -> Option<bool> {
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
        if let (Kind::Date(p), Kind::Date(q)) = (&x.kind, &y.kind) {
            return Some(match op {
                BinaryOp::Ge => p >= q,
                BinaryOp::Le => p <= q,
                BinaryOp::Gt => p > q,
                BinaryOp::Lt => p < q,
                BinaryOp::Eq => p == q,
                _ => p != q,
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

    fn membership(&mut self, a: ExprId, list: &[ExprId], negated: bool, whole: ExprId) -> Value {
        let x = self.eval(a);
        let mut unknown = false;
        for item in list {
            let y = self.eval(*item);
            match self.compare(BinaryOp::Eq, &x, &y, a, *item) {
                Some(true) => return Value::bool(!negated),
                Some(false) => {}
                None => unknown = true,
            }
        }
        let answer = if unknown { None } else { Some(negated) };
        self.decided(answer, &[&x], whole)
    }

    fn conditional(&mut self, c: ExprId, a: ExprId, b: ExprId) -> Value {
        let c = self.eval(c);
        match c.truth() {
            Some(true) => self.eval(a),
            Some(false) => self.eval(b),
            None => {
                // Both branches may count: what they agree on is known.
                let (x, y) = (self.eval(a), self.eval(b));
                let why = self.whys.both(c.why, x.why);
                let why = self.whys.both(why, y.why);
                if same(&x, &y) == Some(true) {
                    return x;
                }
                match (x.lo(false), x.hi(), y.lo(false), y.hi()) {
                    (p, q, r, s) if matches!(x.kind, Kind::Exact(_) | Kind::Range(_)) => {
                        Value::range(p.zip(r).map(|(p, r)| p.min(r)), q.zip(s).map(|(q, s)| q.max(s)), why)
                    }
                    _ => Value::unknown(why),
                }
            }
        }
    }

    /// Present and not `nee` and not empty. Absent is unknown, unless the file declares that part complete.
    fn recorded(&mut self, v: &Value) -> Value {
        match &v.kind {
            Kind::Unknown => match self.whys.single(v.why) {
                Some(Reason::Field(parent, _)) => match &self.facts.get(*parent).value {
                    FactValue::Object { complete: true, .. } => Value::bool(false),
                    _ => Value::unknown(v.why),
                },
                _ => Value::unknown(v.why),
            },
            Kind::Bool(b) => Value::bool(*b),
            Kind::Text(t) => Value::bool(!t.trim().is_empty()),
            Kind::Table(t) => Value::bool(!t.years.is_empty() || t.total.is_some()),
            Kind::Object => {
                let stated = v.fact.is_some_and(|id| match &self.facts.get(id).value {
                    FactValue::Object { fields, .. } => fields.iter().any(Option::is_some),
                    _ => false,
                });
                Value::bool(stated)
            }
            // A list of the file is recorded when it has an item; a path through a list, when each item records it.
            Kind::List(items) if items.is_empty() => Value::bool(false),
            Kind::List(items) => {
                let mut why = Why::NONE;
                let mut answer = Some(true);
                for item in items.iter() {
                    let r = self.recorded(item);
                    match r.truth() {
                        Some(false) => return Value::bool(false),
                        Some(true) => {}
                        None => {
                            answer = None;
                            why = self.whys.both(why, r.why);
                        }
                    }
                }
                Value::tri(answer, why)
            }
            _ => Value::bool(true),
        }
    }

    fn make_date(&mut self, y: ExprId, m: ExprId, d: ExprId) -> Value {
        let (y, m, d) = (self.eval(y), self.eval(m), self.eval(d));
        let why = self.whys.both(y.why, m.why);
        let why = self.whys.both(why, d.why);
        let part = |v: &Value| v.as_year();
        match (part(&y), part(&m), part(&d)) {
            (Some(y), Some(m), Some(d)) => {
                let date = i16::try_from(y)
                    .ok()
                    .zip(i8::try_from(m).ok())
                    .zip(i8::try_from(d).ok())
                    .and_then(|((y, m), d)| Date::new(y, m, d).ok());
                match date {
                    Some(date) => Value::new(Kind::Date(date)),
                    None => self.fault(text!("{y}-{m}-{d} is geen datum", "{y}-{m}-{d} is not a date")),
                }
            }
            _ => Value::unknown(why),
        }
    }

    /// Whether another rule is met, for the subject in a slot or for all its subjects.
    fn outcome_of(&mut self, rule: RuleId, slot: Option<Slot>) -> Value {
        let subject = slot.map(|s| self.variable(s));
        if let Some(s) = subject.as_ref().filter(|s| s.fact.is_none()) {
            return Value::unknown(s.why);
        }
        let outcomes = self.run_rule(rule);
        let wanted = subject.and_then(|s| s.fact);
        let mut why = Why::NONE;
        let mut answer = Some(true);
        let mut any = false;
        for outcome in outcomes.iter().filter(|o| wanted.is_none() || o.subjects.first() == wanted.as_ref()) {
            any = true;
            self.notes.extend(&outcome.notes);
            match outcome.met() {
                Some(true) => {}
                Some(false) => return Value::bool(false),
                None => {
                    answer = None;
                    why = self.whys.both(why, outcome.why);
                }
            }
        }
        if !any || (answer.is_none() && why == Why::NONE) {
            let id = &self.checked.rule(rule).id;
            return self.fault(text!("{id} is hier niet van toepassing", "{id} does not apply here"));
        }
        Value::tri(answer, why)
    }

    /// An expression as the rule writes it, on one line.
    pub(crate) fn written(&self, e: ExprId) -> String {
        self.sources.text(self.checked.expr(e).span).split_whitespace().collect::<Vec<_>>().join(" ")
    }

    /// A parameter's override from the command line.
    pub(crate) fn override_of(&self, param: ParamId) -> Option<Value> {
        self.options.set.iter().find(|(p, _)| *p == param).map(|(_, c)| constant(c))
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
        (Kind::Exact(a), Kind::Exact(b)) => a == b,
        (Kind::Object, Kind::Object) => x.fact.is_some() && x.fact == y.fact,
        _ => return None,
    })
}

fn constant(c: &Const) -> Value {
    Value::new(match c {
        Const::Num(n) => Kind::Exact(n.clone()),
        Const::Bool(b) => Kind::Bool(*b),
        Const::Text(t) => Kind::Text(t.as_str().into()),
        Const::Date(d) => Kind::Date(*d),
        Const::Choice(i) => Kind::Choice(*i),
        Const::RuleRef(r) => Kind::RuleRef(r.as_str().into()),
    })
}

/// Whether values of a type are never negative.
pub(crate) fn counts(ty: &Type) -> bool {
    match ty {
        Type::Num(Unit::Count(_)) => true,
        Type::List(item) | Type::Table { item, .. } => counts(item),
        _ => false,
    }
}
