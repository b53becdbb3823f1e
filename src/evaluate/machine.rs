//! The evaluator: one expression at a time, in a frame of variables.
//!
//! INVARIANT: every expression was typed by `ruleset::check`; a value of another kind than its type cannot occur, and where the
//! code meets one all the same it answers "unknown", never "met".

mod collection;
mod concept;
mod group;
mod known;
mod layer;
mod operator;
mod param;
mod subject;
mod sum;

pub(crate) use param::written;

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::rc::Rc;
use std::sync::Arc;

use jiff::civil::Date;

use crate::agreement::facts::{FactId, FactValue, Facts};
use crate::limits::{MAX_NUMBER_BITS, MAX_STEPS_PER_RULE};
use crate::number::Number;
use crate::ruleset::Checked;
use crate::ruleset::model::{Const, ExprId, ExprKind, ParamId, Role, Rule, Slot, Type, Unit};
use crate::source::Sources;
use crate::text;

use super::case::{Case, Options, Work};
use super::outcome::{Notes, Outcome};
use super::suppose::Suppose;
use super::tags::Tags;
use super::value::{self, Kind, Table, Tag, Value, Why};
use super::why::{Reason, Whys};

/// Items of a list that are gone through in the time of one expression.
const ITEMS_PER_STEP: usize = 4;

/// Steps that a reason with words of its own counts for: it takes room, in two languages.
const STEPS_PER_TEXT: usize = 50;

/// One traced step: an expression with its value; its parts are the steps from `first` up to this one.
#[derive(Debug, Clone)]
pub(crate) struct Step {
    pub(crate) expr: ExprId,
    pub(crate) first: u32,
    pub(crate) value: Value,
}

/// What one evaluation needs and gathers: of a rule on its subjects, of the words about an outcome, of what would be.
///
/// One that starts within another has all of this for itself: [`Machine::within`] puts it in the place of the outer one.
#[derive(Default)]
pub(crate) struct Evaluation<'a> {
    /// Whose named values the frame holds.
    pub(crate) rule: Option<&'a Rule>,
    pub(crate) frame: Vec<Option<Value>>,
    /// The steps taken; `None` where none are kept.
    pub(crate) steps: Option<Vec<Step>>,
    pub(crate) notes: Notes,
    /// Steps that may still be taken.
    pub(crate) budget: usize,
    /// It took too many steps: what was computed since counts for nothing.
    pub(crate) exhausted: bool,
    /// The year that the formula of a value of law is computed for.
    pub(crate) formula_year: Option<i32>,
}

impl<'a> Evaluation<'a> {
    /// One about a rule, with the values that its variables have so far.
    pub(crate) fn of(rule: &'a Rule, frame: Vec<Option<Value>>) -> Self {
        Evaluation { rule: Some(rule), frame, budget: MAX_STEPS_PER_RULE, ..Evaluation::default() }
    }

    /// One that starts with no variable bound.
    pub(crate) fn blank(rule: &'a Rule) -> Self {
        Evaluation::of(rule, vec![None; rule.slots])
    }
}

/// What is held for true, and what came of rules in that case.
pub(crate) struct World {
    /// What is supposed to be known that is not.
    pub(crate) suppose: Option<Suppose>,
    /// Outcomes of rules evaluated so far.
    pub(crate) outcomes: Vec<Option<Rc<Vec<Outcome>>>>,
}

impl World {
    pub(crate) fn new(suppose: Option<Suppose>, rules: usize) -> Self {
        World { suppose, outcomes: vec![None; rules] }
    }
}

/// Evaluates one ruleset on one set of facts.
pub(crate) struct Machine<'a> {
    pub(crate) checked: &'a Checked,
    pub(crate) facts: &'a Facts,
    pub(crate) sources: &'a Sources,
    pub(crate) date: Date,
    pub(crate) options: &'a Options,
    pub(crate) whys: Whys,
    tags: Tags,
    /// The evaluation that is going on.
    pub(crate) now: Evaluation<'a>,
    pub(crate) world: World,
    /// The facts are those of several files together.
    pub(crate) portfolio: bool,
    /// Keeps the steps of what a filter left out, in a portfolio too: for the tools that judge tests.
    pub(crate) keep_all: bool,
    /// The files of a portfolio by the text that filters compare.
    groups: BTreeMap<(ExprId, ExprId), Arc<group::Groups>>,
    /// Lists and tables that were read before: most rules read the same few, for each of their subjects.
    wholes: BTreeMap<FactId, Kind>,
    /// What rules may still take together.
    pub(crate) left: Work,
    /// Of named values, whether they are never negative: each may rest on the one before it twice.
    signs: RefCell<HashMap<ExprId, bool>>,
}

impl<'a> Machine<'a> {
    pub(crate) fn new(case: Case<'a>) -> Self {
        let Case { checked, facts, sources, date, options } = case;
        Machine {
            checked,
            facts,
            sources,
            date,
            options,
            whys: Whys::default(),
            tags: Tags::new(),
            now: Evaluation { budget: MAX_STEPS_PER_RULE, ..Evaluation::default() },
            world: World::new(None, checked.rules().len()),
            portfolio: facts.is_portfolio(checked),
            keep_all: false,
            groups: BTreeMap::new(),
            wholes: BTreeMap::new(),
            left: Work::ANY,
            signs: RefCell::default(),
        }
    }

    /// Steps that rules took so far, where they may take any number.
    pub(crate) fn spent(&self) -> usize {
        Work::ANY.steps.saturating_sub(self.left.steps)
    }

    /// Does something in an evaluation of its own; gives what came of it, and what that evaluation has gathered.
    pub(crate) fn within<R>(
        &mut self,
        inner: Evaluation<'a>,
        work: impl FnOnce(&mut Self) -> R,
    ) -> (R, Evaluation<'a>) {
        let outer = std::mem::replace(&mut self.now, inner);
        let out = work(self);
        (out, std::mem::replace(&mut self.now, outer))
    }

    /// Evaluates something that is no part of the computation: neither its steps nor its notes stay.
    pub(crate) fn aside<R>(&mut self, work: impl FnOnce(&mut Self) -> R) -> R {
        let notes = std::mem::take(&mut self.now.notes);
        let out = self.unseen(work);
        self.now.notes = notes;
        out
    }

    /// Evaluates something of which the steps are not kept.
    pub(crate) fn unseen<R>(&mut self, work: impl FnOnce(&mut Self) -> R) -> R {
        let steps = self.now.steps.take();
        let out = work(self);
        self.now.steps = steps;
        out
    }

    /// How many steps are kept so far.
    pub(crate) fn steps_kept(&self) -> usize {
        self.now.steps.as_ref().map_or(0, Vec::len)
    }

    /// Forgets the steps since there were so many.
    pub(crate) fn forget_steps_since(&mut self, kept: usize) {
        if let Some(steps) = &mut self.now.steps {
            steps.truncate(kept);
        }
    }

    /// The value of an expression.
    pub(crate) fn eval(&mut self, e: ExprId) -> Value {
        let Some(left) = self.now.budget.checked_sub(1) else {
            self.now.exhausted = true;
            return self.out_of_steps();
        };
        self.now.budget = left;
        // A constant and the agreement itself are no steps: nothing was read or computed.
        if self.now.steps.is_none() || matches!(self.checked.expr(e).kind, ExprKind::Const(_) | ExprKind::Root) {
            let value = self.compute(e);
            return self.of_size(value);
        }
        let first = u32::try_from(self.steps_kept()).unwrap_or(u32::MAX);
        let value = self.compute(e);
        let value = self.of_size(value);
        if let Some(steps) = &mut self.now.steps {
            steps.push(Step { expr: e, first, value: value.clone() });
        }
        value
    }

    /// Counts work beside that of an expression: the items that were gone through, and what takes room for itself.
    pub(crate) fn spend(&mut self, steps: usize) {
        match self.now.budget.checked_sub(steps) {
            Some(left) => self.now.budget = left,
            None => (self.now.budget, self.now.exhausted) = (0, true),
        }
    }

    /// Counts items that were gone through or copied: some of them take as long as one expression.
    pub(crate) fn spend_on_items(&mut self, items: usize) {
        self.spend(items.checked_div(ITEMS_PER_STEP).unwrap_or(0));
    }

    /// A number of a size that is computed with; of a larger one only that it is too large.
    pub(crate) fn of_size(&mut self, value: Value) -> Value {
        let bits = match &value.kind {
            Kind::Exact(n) => n.bits(),
            Kind::Range(r) => r.lo.iter().chain(&r.hi).map(Number::bits).max().unwrap_or(0),
            _ => 0,
        };
        if bits == 0 {
            return value;
        }
        // Reducing a fraction takes as long as the square of its size.
        let words = usize::try_from(bits).unwrap_or(usize::MAX).checked_div(64).unwrap_or(0);
        self.spend(words.saturating_add(words.saturating_mul(words).checked_div(2).unwrap_or(0)));
        if bits <= MAX_NUMBER_BITS {
            return value;
        }
        self.fault(text!(
            "er komt een breuk uit van duizenden cijfers; zo grote getallen rekent toets niet uit",
            "the result is a fraction of thousands of digits; toets does not compute numbers that large"
        ))
    }

    pub(crate) fn fault(&mut self, text: crate::lang::Text) -> Value {
        self.spend(STEPS_PER_TEXT);
        let why = self.whys.leaf(Reason::Fault(Box::new(text)));
        Value::unknown(why)
    }

    /// What is stated cannot be used.
    pub(crate) fn conflict(&mut self, text: crate::lang::Text) -> Value {
        self.spend(STEPS_PER_TEXT);
        let why = self.whys.leaf(Reason::Conflict(Box::new(text)));
        Value::unknown(why)
    }

    pub(crate) fn out_of_steps(&mut self) -> Value {
        self.fault(text!(
            "de regel vraagt meer dan {MAX_STEPS_PER_RULE} stappen op dit bestand",
            "the rule needs more than {MAX_STEPS_PER_RULE} steps on this file"
        ))
    }

    fn compute(&mut self, e: ExprId) -> Value {
        let expr = self.checked.expr(e);
        match &expr.kind {
            ExprKind::Error => Value::unknown(Why::NONE),
            ExprKind::Const(c) => constant(c),
            ExprKind::Root => self.read(self.facts.root()),
            ExprKind::Var(slot) => self.variable(*slot),
            ExprKind::Given(slot) => self.given(*slot),
            ExprKind::Apply(concept, args) => self.apply(*concept, args),
            ExprKind::Param(param, index) => self.param(*param, *index),
            ExprKind::Today => Value::new(Kind::Date(self.date)),
            ExprKind::FormulaYear => match self.now.formula_year {
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
            ExprKind::Binary(op, a, b) => self.binary(*op, *a, *b),
            ExprKind::Not(a) => {
                let a = self.eval(*a);
                Value::tri(a.truth().map(|b| !b), a.why)
            }
            ExprKind::Neg(a) => {
                let v = self.eval(*a);
                let (lo, hi) = value::neg(&self.ends(&v, *a));
                Value::range(lo, hi, v.why).tagged(v.tag)
            }
            ExprKind::In(a, list, negated) => self.membership(*a, list, *negated),
            ExprKind::Outcome(rule) => self.outcome_of(*rule),
            ExprKind::Fallback(a, b) => self.fallback(*a, *b, e),
            ExprKind::Tallied(stated, counted) => self.tallied(*stated, *counted, e),
            ExprKind::If(c, a, b) => self.conditional(*c, *a, *b, e),
            ExprKind::Quantified(all, binding, body) => self.quantified(*all, binding, *body),
            ExprKind::Aggregate(function, args) => {
                let counts = args.iter().all(|a| self.never_negative(*a));
                self.aggregate(*function, args, counts)
            }
            ExprKind::Over(function, binding, body) => {
                let counts = body.is_none_or(|b| self.never_negative(b));
                self.over(*function, binding, *body, counts)
            }
            ExprKind::Pick(highest, binding, by) => self.pick(*highest, binding, *by),
            ExprKind::Recorded(a) => {
                let a = self.eval(*a);
                self.recorded(&a)
            }
            ExprKind::Known(a) => {
                let a = self.eval(*a);
                self.known(&a)
            }
            ExprKind::Round(up, a) => {
                let v = self.eval(*a);
                let round = |n: Number| if *up { n.ceil() } else { n.floor() };
                let (lo, hi) = self.ends(&v, *a);
                Value::range(lo.map(round), hi.map(round), v.why).tagged(v.tag)
            }
            ExprKind::Distinct(a) => {
                let a = self.eval(*a);
                if let Kind::List(items) = &a.kind {
                    self.spend(items.len());
                }
                distinct(&a)
            }
            ExprKind::Collect(binding, body) => self.collect_values(binding, *body),
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
            ExprKind::DateAfter(d, m, w) => self.date_after(*d, *m, *w),
        }
    }

    /// A variable; a named value is computed when it is first asked for.
    fn variable(&mut self, slot: Slot) -> Value {
        if let Some(Some(value)) = self.now.frame.get(slot.index()) {
            return value.clone();
        }
        let Some(e) = self.named(slot) else { return Value::unknown(Why::NONE) };
        let value = self.eval(e);
        self.set(slot, Some(value.clone()));
        value
    }

    /// The value that the rule at hand gives a name to.
    pub(crate) fn named(&self, slot: Slot) -> Option<ExprId> {
        self.now.rule.and_then(|rule| rule.named(slot)).map(|l| l.value)
    }

    pub(crate) fn set(&mut self, slot: Slot, value: Option<Value>) {
        if let Some(place) = self.now.frame.get_mut(slot.index()) {
            *place = value;
        }
    }

    /// The value that a fact states, without noting that it was used.
    fn quiet(&mut self, id: FactId) -> Value {
        let facts = self.facts;
        let fact = facts.get(id);
        let kind = match &fact.value {
            FactValue::Number(b) => {
                let mut v = Value::range(b.lo.clone(), b.hi.clone(), Why::NONE);
                v.fact = Some(id);
                v.tag = self.tags.of(self.checked, self.facts, fact.marks);
                return v;
            }
            FactValue::Bool(b) => Kind::Bool(*b),
            FactValue::Text(t) => Kind::Text(t.clone()),
            FactValue::Date(d) => Kind::Date(*d),
            FactValue::Period(a, b) => Kind::Period(*a, *b),
            FactValue::Choice(i) => Kind::Choice(*i),
            FactValue::RuleRef(r) => Kind::RuleRef(r.clone()),
            FactValue::Object { .. } => Kind::Object,
            FactValue::List(items) if self.leaves_out(items) => Kind::List([].into()),
            FactValue::List(items) => Kind::List(items.iter().map(|i| self.quiet(*i)).collect()),
            FactValue::Table { years, total, period } => {
                let total = total.map(|t| self.quiet(t));
                let mut years: Vec<(i32, Value)> = years.iter().map(|(y, f)| (*y, self.quiet(*f))).collect();
                // The total over a single year is that year's value.
                if let (Some((first, last)), Some(total)) = (period, &total)
                    && first == last
                    && years.is_empty()
                {
                    years.push((*first, total.clone()));
                }
                Kind::Table(Arc::new(Table { years, total, period: *period, fact: Some(id) }))
            }
        };
        Value { kind, why: Why::NONE, fact: Some(id), tag: Tag(0) }
    }

    /// Whether these are records of deviations, and they are left out of account: then there are none.
    fn leaves_out(&self, items: &[FactId]) -> bool {
        let is_record = |id: &FactId| match &self.facts.get(*id).value {
            FactValue::Object { object, .. } => {
                let norm = self.checked.object(*object).role(Role::Norm);
                norm.is_some_and(|norm| self.facts.field(*id, norm).is_some())
            }
            _ => false,
        };
        self.options.ignore_deviations && items.iter().any(is_record)
    }

    /// The value that a fact states.
    pub(crate) fn read(&mut self, id: FactId) -> Value {
        if !matches!(self.facts.get(id).value, FactValue::List(_) | FactValue::Table { .. }) {
            let v = self.quiet(id);
            self.note(&v);
            return v;
        }
        // Of a whole nothing is noted before a figure in it is used.
        if let Some(kind) = self.wholes.get(&id) {
            return Value { kind: kind.clone(), why: Why::NONE, fact: Some(id), tag: Tag(0) };
        }
        let v = self.quiet(id);
        self.wholes.insert(id, v.kind.clone());
        v
    }

    /// Notes what must be told of a single figure that is used: wording, reservation, `circa`.
    pub(crate) fn note(&mut self, v: &Value) {
        if !matches!(v.kind, Kind::Object | Kind::List(_) | Kind::Table(_)) {
            self.note_marks(v);
        }
    }

    /// Notes what must be told of something that is used as a whole.
    fn note_marks(&mut self, v: &Value) {
        let Some(id) = v.fact else { return };
        let fact = self.facts.get(id);
        let approximate = matches!(&fact.value, FactValue::Number(b) if b.approximate);
        if fact.marks.0 != 0 || approximate {
            self.now.notes.fact(id);
        }
    }

    /// A field of an object, or of each object in a list or table.
    fn field(&mut self, of: &Value, index: usize) -> Value {
        match &of.kind {
            Kind::Object => {
                let Some(object) = of.fact else { return Value::unknown(of.why) };
                match self.facts.field(object, index) {
                    Some(id) => self.read(id),
                    None => self.gap(Reason::Field(object, index)),
                }
            }
            Kind::List(items) => {
                self.spend_on_items(items.len());
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
                self.spend_on_items(table.years.len());
                let years = table.years.iter().map(|(y, v)| (*y, self.field(v, index))).collect();
                let total = table.total.as_ref().map(|t| self.field(t, index));
                let table = Table { years, total, period: table.period, fact: table.fact };
                Value { kind: Kind::Table(Arc::new(table)), why: of.why, fact: of.fact, tag: Tag(0) }
            }
            _ => Value::unknown(of.why),
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

    /// A day so many months and then so many weeks later; the last day of a month where the month has no such day.
    fn date_after(&mut self, d: ExprId, m: ExprId, w: ExprId) -> Value {
        let (d, m, w) = (self.eval(d), self.eval(m), self.eval(w));
        let why = self.whys.both(d.why, m.why);
        let why = self.whys.both(why, w.why);
        match (&d.kind, m.as_year(), w.as_year()) {
            (Kind::Date(day), Some(months), Some(weeks)) => {
                // One after the other: a span of its own has one sign for all its parts.
                let add = |day: Date, span: Result<jiff::Span, jiff::Error>| day.checked_add(span.ok()?).ok();
                let later = add(*day, jiff::Span::new().try_months(months))
                    .and_then(|day| add(day, jiff::Span::new().try_weeks(weeks)));
                match later {
                    Some(date) => Value::new(Kind::Date(date)),
                    None => self.fault(text!(
                        "{months} maanden en {weeks} weken na {day} is geen datum",
                        "{months} months and {weeks} weeks after {day} is not a date"
                    )),
                }
            }
            _ => Value::unknown(why),
        }
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

pub(crate) fn constant(c: &Const) -> Value {
    Value::new(match c {
        Const::Num(n) => Kind::Exact(n.clone()),
        Const::Bool(b) => Kind::Bool(*b),
        Const::Text(t) => Kind::Text(t.as_str().into()),
        Const::Date(d) => Kind::Date(*d),
        Const::Choice(i) => Kind::Choice(*i),
        Const::RuleRef(r) => Kind::RuleRef(r.as_str().into()),
    })
}

/// Each value of a list once, the first of equals; what is not stated stays, as it may be another value.
fn distinct(of: &Value) -> Value {
    let Kind::List(items) = &of.kind else { return Value::unknown(of.why) };
    let mut seen: BTreeSet<String> = BTreeSet::new();
    let mut out: Vec<Value> = vec![];
    for item in items.iter() {
        let name = match &item.kind {
            Kind::Text(t) | Kind::RuleRef(t) => t.to_string(),
            Kind::Choice(i) => i.to_string(),
            Kind::Exact(n) => n.to_string(),
            _ => {
                out.push(item.clone());
                continue;
            }
        };
        if seen.insert(name) {
            out.push(item.clone());
        }
    }
    Value { kind: Kind::List(out.into()), why: of.why, fact: None, tag: Tag(0) }
}

/// Whether values of a type are never negative.
pub(crate) fn counts(ty: &Type) -> bool {
    match ty {
        Type::Num(Unit::Count(_)) => true,
        Type::List(item) | Type::Table { item, .. } => counts(item),
        _ => false,
    }
}
