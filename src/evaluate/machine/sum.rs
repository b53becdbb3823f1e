//! Sums, means, counts, lowest and highest of the figures in lists and tables, as far as they are stated.

use crate::number::Number;
use crate::ruleset::model::{Binding, ExprId, Function, Type};
use crate::text;

use super::super::value::{self, Ends, Kind, Table, Tag, Value, Why};
use super::super::why::Reason;
use super::Machine;
use super::collection::missing_years;

impl Machine<'_> {
    /// The single figures at the end of a value; a table gives its years and, for years that are missing, an unknown.
    fn figures(&mut self, v: &Value, out: &mut Vec<Value>) {
        match &v.kind {
            Kind::List(items) => {
                self.spend_on_items(items.len());
                for item in items.iter() {
                    self.figures(item, out);
                }
            }
            Kind::Table(table) => {
                for (_, v) in &table.years {
                    self.figures(v, out);
                }
                for year in missing_years(table) {
                    let v = self.missing_year(table, year);
                    out.push(v);
                }
            }
            _ => {
                self.note(v);
                out.push(v.clone());
            }
        }
    }

    pub(super) fn aggregate(&mut self, function: Function, args: &[ExprId], counts: bool) -> Value {
        let values: Vec<Value> = args.iter().map(|a| self.argument(function, *a, counts)).collect();
        if let [only] = values.as_slice() {
            if only.is_unknown() {
                return only.clone();
            }
            if function == Function::Count {
                return self.count_of(only);
            }
        }
        if function == Function::Sum {
            return self.sum(values.iter().collect(), counts);
        }
        let mut figures = vec![];
        for v in &values {
            self.figures(v, &mut figures);
        }
        self.fold(function, &figures, &[], Why::NONE, counts)
    }

    /// One of the values that a function is over.
    fn argument(&mut self, function: Function, e: ExprId, counts: bool) -> Value {
        let v = self.eval(e);
        let list = matches!(self.checked.expr(e).ty, Type::List(_));
        if list && v.is_unknown() && !matches!(function, Function::Sum | Function::Count) {
            return self.perhaps_empty(v.why);
        }
        if counts || (list && function != Function::Sum) || !self.never_negative(e) {
            return v;
        }
        // Among figures that may be below zero, this one is not, and neither are those of this list or table.
        let v = match v.kind {
            Kind::List(_) | Kind::Table(_) if function == Function::Sum => self.sum(vec![&v], true),
            Kind::Unknown | Kind::Range(_) => v,
            _ => return v,
        };
        let (lo, hi) = self.ends(&v, e);
        Value { kind: Value::range(lo, hi, v.why).kind, ..v }
    }

    /// The lowest, highest or mean of what may turn out to be nothing.
    fn perhaps_empty(&mut self, why: Why) -> Value {
        let maybe = self.whys.leaf(Reason::MaybeFault);
        Value::unknown(self.whys.both(why, maybe))
    }

    fn count_of(&mut self, v: &Value) -> Value {
        match &v.kind {
            Kind::List(items) => {
                let known = Number::from(items.iter().filter(|i| !i.is_unknown()).count());
                let mut why = Why::NONE;
                for item in items.iter().filter(|i| i.is_unknown()) {
                    why = self.whys.both(why, item.why);
                }
                let hi = (why == Why::NONE).then(|| known.clone());
                Value::range(Some(known), hi, why)
            }
            Kind::Table(table) => {
                let stated = Number::from(table.years.iter().filter(|(_, v)| !v.is_unknown()).count());
                let mut why = Why::NONE;
                let mut all = stated.clone();
                let gaps = table.years.iter().filter(|(_, v)| v.is_unknown()).map(|(_, v)| v.why);
                let gaps: Vec<Why> =
                    gaps.chain(missing_years(table).map(|y| self.missing_year(table, y).why)).collect();
                for gap in gaps {
                    all = all.add(&Number::one());
                    why = self.whys.both(why, gap);
                }
                Value::range(Some(stated), Some(all), why)
            }
            _ => Value::unknown(v.why),
        }
    }

    /// A table that states nothing.
    pub(super) fn nothing(&mut self, table: &Table) -> Value {
        match table.fact {
            Some(fact) => self.gap(Reason::Empty(fact)),
            None => Value::unknown(Why::NONE),
        }
    }

    /// The tag of a sum; `Err` when the figures may not be added.
    fn same_tag(&mut self, a: Tag, b: Tag) -> Result<Tag, Value> {
        match self.tags.join(self.checked, a, b) {
            Ok(tag) => Ok(tag),
            Err(mixed) => Err(self.conflict(mixed)),
        }
    }

    /// Adds up figures, lists and tables.
    fn sum(&mut self, values: Vec<&Value>, counts: bool) -> Value {
        let mut total: Ends = (Some(Number::zero()), Some(Number::zero()));
        let mut why = Why::NONE;
        let mut tag = Tag(0);
        let mut known = values.is_empty();
        // The first last.
        let mut todo = values;
        todo.reverse();
        let mut any = false;
        while let Some(v) = todo.pop() {
            let part = match &v.kind {
                Kind::List(items) => {
                    self.spend_on_items(items.len());
                    known |= items.is_empty();
                    todo.extend(items.iter().rev());
                    continue;
                }
                Kind::Table(table) => self.table_sum(table, counts),
                _ => {
                    self.note(v);
                    v.clone()
                }
            };
            any = true;
            known |= !part.is_unknown();
            tag = match self.same_tag(tag, part.tag) {
                Ok(tag) => tag,
                Err(mixed) => return mixed,
            };
            why = self.whys.both(why, part.why);
            total = match (&total, &part.kind) {
                ((Some(lo), Some(hi)), Kind::Exact(n)) if lo == hi => {
                    let n = lo.add(n);
                    (Some(n.clone()), Some(n))
                }
                _ => value::add(&total, &(part.lo(counts), part.hi())),
            };
            if let Some(too_large) = self.too_large(&total) {
                return too_large;
            }
        }
        // Nothing at all is stated: then the sum is not stated either, rather than "zero or more".
        if (any && !known) || self.whys.sorts(why).poisons() {
            return Value::unknown(why);
        }
        Value::range(total.0, total.1, why).tagged(tag)
    }

    /// The stated total, else the years; a year of the period that is missing leaves the sum open.
    fn table_sum(&mut self, table: &Table, counts: bool) -> Value {
        let total = match &table.total {
            Some(Value { kind: Kind::List(items), .. }) => Some(self.sum(items.iter().collect(), counts)),
            other => other.clone(),
        };
        if table.years.is_empty() {
            match total {
                Some(total) => {
                    self.note(&total);
                    return total;
                }
                None if table.period.is_none() => return self.nothing(table),
                None => {}
            }
        }
        let missing: Vec<Value> = missing_years(table).map(|year| self.missing_year(table, year)).collect();
        let sum = self.sum(table.years.iter().map(|(_, v)| v).chain(&missing).collect(), counts);
        match total {
            // Years that may not be added up make no total either, whoever states it.
            Some(_) if self.whys.sorts(sum.why).has_fault() => sum,
            Some(total) if !total.is_unknown() && sum.is_blank() => {
                self.note(&total);
                total
            }
            Some(total) if !total.is_unknown() => self.both_stated(&sum, &total),
            _ => sum,
        }
    }

    /// Mean, lowest or highest of figures; `possible` ones may or may not take part.
    fn fold(&mut self, function: Function, certain: &[Value], possible: &[Value], why: Why, counts: bool) -> Value {
        let mut why = why;
        let mut tag = Tag(0);
        for v in certain.iter().chain(possible) {
            why = self.whys.both(why, v.why);
            tag = match self.same_tag(tag, v.tag) {
                Ok(tag) => tag,
                Err(mixed) => return mixed,
            };
        }
        if self.whys.sorts(why).poisons() {
            return Value::unknown(why);
        }
        if let Some(Kind::Date(_)) = certain.first().map(|v| &v.kind) {
            return if possible.is_empty() { dates(function, certain, why) } else { Value::unknown(why) };
        }
        // What is not known may be a list, of any number of figures.
        if function == Function::Mean && certain.iter().any(Value::is_unknown) {
            return Value::unknown(why);
        }
        let ends: Vec<Ends> = certain.iter().map(|v| (v.lo(counts), v.hi())).collect();
        let maybe: Vec<Ends> = possible.iter().map(|v| (v.lo(counts), v.hi())).collect();
        if ends.is_empty() {
            if !maybe.is_empty() || why != Why::NONE {
                return self.perhaps_empty(why);
            }
            return self.fault(text!(
                "er is niets om te vergelijken of te middelen",
                "there is nothing to compare or average"
            ));
        }
        let (lo, hi) = match function {
            Function::Mean => {
                if !maybe.is_empty() {
                    return Value::unknown(why);
                }
                let mut sum = (Some(Number::zero()), Some(Number::zero()));
                for end in &ends {
                    sum = value::add(&sum, end);
                    if let Some(too_large) = self.too_large(&sum) {
                        return too_large;
                    }
                }
                let n = Number::from(ends.len());
                (sum.0.and_then(|x| x.div(&n)), sum.1.and_then(|x| x.div(&n)))
            }
            Function::Max => {
                let lo = ends.iter().filter_map(|e| e.0.clone()).max();
                let all = ends.iter().chain(&maybe).map(|e| e.1.clone()).collect::<Option<Vec<_>>>();
                (lo, all.and_then(|a| a.into_iter().max()))
            }
            _ => {
                let all = ends.iter().chain(&maybe).map(|e| e.0.clone()).collect::<Option<Vec<_>>>();
                let hi = ends.iter().filter_map(|e| e.1.clone()).min();
                (all.and_then(|a| a.into_iter().min()), hi)
            }
        };
        Value::range(lo, hi, why).tagged(tag)
    }

    /// `som(e voor x in c)`, `aantal(x in c waar …)`
    pub(super) fn over(&mut self, function: Function, binding: &Binding, body: Option<ExprId>, counts: bool) -> Value {
        let items = self.items(binding);
        let total = body.is_none() || function == Function::Sum;
        if items.absent {
            return if total { Value::unknown(items.why) } else { self.perhaps_empty(items.why) };
        }
        let doubts = self.doubts(&items);
        let Some(body) = body else {
            let certain = items.certain.len();
            let most = certain.saturating_add(items.possible.len());
            let hi = (!items.open).then(|| Number::from(most));
            return Value::range(Some(Number::from(certain)), hi, doubts);
        };
        let each = |m: &mut Self, items: Vec<Value>| -> Vec<Value> {
            let mut out = vec![];
            for item in items {
                if m.now.exhausted {
                    break;
                }
                m.set(binding.slot, Some(item));
                let v = m.eval(body);
                out.push(v);
            }
            m.set(binding.slot, None);
            out
        };
        let certain = each(self, items.certain);
        let possible = each(self, items.possible.into_iter().map(|(item, _)| item).collect());
        if function == Function::Sum {
            let sum = self.sum(certain.iter().collect(), counts);
            if possible.is_empty() && !items.open {
                return sum;
            }
            return self.widen(&sum, &possible, doubts, items.open, counts);
        }
        if items.open {
            return self.perhaps_empty(doubts);
        }
        self.fold(function, &certain, &possible, doubts, counts)
    }

    /// What a sum gives on the way where it is a number too large to compute with.
    fn too_large(&mut self, (lo, hi): &Ends) -> Option<Value> {
        let large = |n: &Option<Number>| n.as_ref().is_some_and(|n| n.bits() > 0);
        if !large(lo) && !large(hi) {
            return None;
        }
        let sum = self.of_size(Value::range(lo.clone(), hi.clone(), Why::NONE));
        (sum.is_unknown() || self.now.exhausted).then_some(sum)
    }

    /// A sum to which some figures may or may not belong.
    fn widen(&mut self, sum: &Value, possible: &[Value], why: Why, open: bool, counts: bool) -> Value {
        let zero = Number::zero();
        let mut ends: Ends = (sum.lo(counts), sum.hi());
        let mut why = self.whys.both(why, sum.why);
        let mut tag = sum.tag;
        for v in possible {
            why = self.whys.both(why, v.why);
            tag = match self.same_tag(tag, v.tag) {
                Ok(tag) => tag,
                Err(mixed) => return mixed,
            };
            let part: Ends = (v.lo(counts).map(|n| n.min(zero.clone())), v.hi().map(|n| n.max(zero.clone())));
            ends = value::add(&ends, &part);
            if let Some(too_large) = self.too_large(&ends) {
                return too_large;
            }
        }
        if open {
            ends = (ends.0.filter(|_| counts), None);
        }
        if self.whys.sorts(why).poisons() {
            return Value::unknown(why);
        }
        Value::range(ends.0, ends.1, why).tagged(tag)
    }

    /// A sum that is stated both as a total and in parts: what both allow.
    pub(super) fn both_stated(&mut self, sum: &Value, total: &Value) -> Value {
        self.note(sum);
        self.note(total);
        if value::equal(&(sum.lo(false), sum.hi()), &(total.lo(false), total.hi())) == Some(false) {
            return self.conflict(text!(
                "het vermelde totaal en de som van de jaren verschillen",
                "the stated total and the sum of the years differ"
            ));
        }
        let tag = match self.same_tag(sum.tag, total.tag) {
            Ok(tag) => tag,
            Err(mixed) => return mixed,
        };
        let tighter = |a: Option<Number>, b: Option<Number>, higher: bool| match (a, b) {
            (Some(a), Some(b)) => Some(if higher { a.max(b) } else { a.min(b) }),
            (a, b) => a.or(b),
        };
        // The whole is stated: a year without a figure of its own is no gap in it, and nothing may stand in for it.
        let why = total.why;
        let lo = tighter(sum.lo(false), total.lo(false), true);
        let mut v = Value::range(lo, tighter(sum.hi(), total.hi(), false), why).tagged(tag);
        v.fact = total.fact;
        v
    }
}

fn dates(function: Function, values: &[Value], why: Why) -> Value {
    let mut best: Option<&Value> = None;
    for v in values {
        let Kind::Date(d) = v.kind else { return Value::unknown(why) };
        let better = match best.map(|b| &b.kind) {
            Some(Kind::Date(b)) => {
                if function == Function::Max {
                    d > *b
                } else {
                    d < *b
                }
            }
            _ => true,
        };
        if better {
            best = Some(v);
        }
    }
    best.cloned().unwrap_or_else(|| Value::unknown(why))
}
