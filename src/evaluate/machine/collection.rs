//! Lists and tables per year, and going through them: indexes, quantifiers, picks.

use std::sync::Arc;

use crate::ruleset::model::{Binding, ExprId, IndexRange};
use crate::text;

use super::super::value::{Kind, Table, Tag, Value, Why};
use super::super::why::Reason;
use super::Machine;

/// What going through a collection gives.
pub(crate) struct Items {
    /// Items that take part.
    pub(crate) certain: Vec<Value>,
    /// Items of which it is not known whether they take part, with what would tell.
    pub(crate) possible: Vec<(Value, Why)>,
    /// What is not known of the collection itself: missing items, or all of it.
    pub(crate) why: Why,
    /// The collection itself is not stated.
    pub(crate) absent: bool,
    /// There may be more items than stated.
    pub(crate) open: bool,
}

impl Machine<'_> {
    /// The items of a collection, and what would tell of those that are not stated. `Err` when the collection itself is not stated.
    pub(crate) fn collection(&mut self, over: ExprId) -> Result<(Vec<Value>, Vec<Why>), Value> {
        let over = self.eval(over);
        let items = match &over.kind {
            Kind::List(items) => items,
            Kind::Object => return Ok((vec![over], vec![])),
            _ => return Err(over),
        };
        self.spend_on_items(items.len());
        let mut stated = Vec::with_capacity(items.len());
        let mut gaps = vec![];
        for item in items.iter() {
            if item.is_unknown() { gaps.push(item.why) } else { stated.push(item.clone()) }
        }
        Ok((stated, gaps))
    }

    /// The items that a variable ranges over, after its filter.
    pub(crate) fn items(&mut self, binding: &Binding) -> Items {
        let mut out = Items { certain: vec![], possible: vec![], why: Why::NONE, absent: false, open: false };
        let (items, gaps) = match self.collection(binding.over) {
            Ok(found) => found,
            Err(over) => {
                out.absent = true;
                out.why = over.why;
                return out;
            }
        };
        // A path through a list met something that is not stated: any number of items may stand there.
        out.open = !gaps.is_empty();
        for gap in gaps {
            out.why = self.whys.both(out.why, gap);
        }
        let Some(filter) = binding.filter else {
            out.certain = items;
            return out;
        };
        let chosen = self.candidates(binding, &items);
        let mut chosen = chosen.map(Vec::into_iter).map(Iterator::peekable);
        for (at, item) in items.into_iter().enumerate() {
            if let Some(next) = &mut chosen
                && next.next_if_eq(&at).is_none()
            {
                continue;
            }
            if self.now.exhausted {
                break;
            }
            self.set(binding.slot, Some(item.clone()));
            let before = self.steps_kept();
            let takes_part = self.eval(filter);
            match takes_part.truth() {
                Some(true) => out.certain.push(item),
                // In a portfolio most files have nothing to do with this subject: why not is of no use to anyone.
                Some(false) if self.portfolio && !self.keep_all => self.forget_steps_since(before),
                Some(false) => {}
                None => out.possible.push((item, takes_part.why)),
            }
        }
        self.set(binding.slot, None);
        out
    }

    /// Everything that is not known about which items take part.
    pub(super) fn doubts(&mut self, items: &Items) -> Why {
        items.possible.iter().fold(items.why, |why, (_, doubt)| self.whys.both(why, *doubt))
    }

    /// The years of a table: those stated and those that it should cover. The latter carry the reason that they are missing,
    /// and what is asked of them is not known.
    fn years_of_table(&mut self, table: &Table) -> Vec<Value> {
        let mut years: Vec<(i32, Value)> = vec![];
        self.spend_on_items(table.years.len());
        for (year, entry) in &table.years {
            let mut v = Value::year(*year);
            v.fact = entry.fact;
            years.push((*year, v));
        }
        for year in missing_years(table) {
            let mut v = Value::year(year);
            v.why = self.missing_year(table, year).why;
            years.push((year, v));
        }
        years.sort_by_key(|(year, _)| *year);
        years.into_iter().map(|(_, v)| v).collect()
    }

    /// `t[y]`, `t[t/m y]`, `t[vanaf y]`
    pub(super) fn index(&mut self, of: &Value, range: IndexRange, index: &Value) -> Value {
        match &of.kind {
            Kind::List(items) => {
                self.spend_on_items(items.len());
                let mut out = vec![];
                for item in items.iter() {
                    let v = self.index(item, range, index);
                    match &v.kind {
                        Kind::List(nested) => out.extend(nested.iter().cloned()),
                        _ => out.push(v),
                    }
                }
                Value { kind: Kind::List(out.into()), why: of.why, fact: of.fact, tag: Tag(0) }
            }
            Kind::Table(table) => {
                let Some(year) = index.as_year() else { return self.any_year(table, index.why) };
                match range {
                    IndexRange::At => self.at(table, year),
                    IndexRange::UpTo => self.part(of, table, i32::MIN, year),
                    IndexRange::From => self.part(of, table, year, i32::MAX),
                }
            }
            _ => Value::unknown(of.why),
        }
    }

    /// A year that is not known. If it is only supposed to be known, any year that the table leaves out may be the one.
    fn any_year(&mut self, table: &Table, mut why: Why) -> Value {
        if self.only_given(why) {
            for year in missing_years(table).collect::<Vec<_>>() {
                let gap = self.missing_year(table, year);
                why = self.whys.both(why, gap.why);
            }
        }
        Value::unknown(why)
    }

    fn at(&mut self, table: &Table, year: i32) -> Value {
        let stated = table.years.iter().find(|(y, _)| *y == year).map(|(_, v)| v);
        // Of a single year, the total says the same once more.
        let total = table.total.as_ref().filter(|_| table.period == Some((year, year)));
        let numbers = |v: &Value| matches!(v.kind, Kind::Exact(_) | Kind::Range(_));
        match (stated, total) {
            (Some(v), Some(t)) if numbers(v) && numbers(t) => self.both_stated(v, t),
            (Some(v), Some(t)) if v.is_unknown() && !t.is_unknown() => {
                self.note(t);
                t.clone()
            }
            (Some(v), _) | (None, Some(v)) => {
                self.note(v);
                v.clone()
            }
            (None, None) => self.missing_year(table, year),
        }
    }

    pub(super) fn missing_year(&mut self, table: &Table, year: i32) -> Value {
        match table.fact {
            Some(fact) => self.gap(Reason::Year(fact, year)),
            None => Value::unknown(Why::NONE),
        }
    }

    fn part(&mut self, of: &Value, table: &Table, from: i32, to: i32) -> Value {
        let whole = table.period.is_some_and(|(a, b)| from <= a && b <= to);
        if whole {
            return of.clone();
        }
        let years = table.years.iter().filter(|(y, _)| from <= *y && *y <= to).cloned().collect();
        let period = match table.period {
            // No year that it covers: then a year outside is asked for, and that is not stated.
            Some((a, b)) if b < from || to < a => {
                let year = if b < from { from } else { to };
                return self.missing_year(table, year);
            }
            other => other.map(|(a, b)| (a.max(from), b.min(to))),
        };
        let part = Table { years, total: None, period, fact: table.fact };
        Value { kind: Kind::Table(Arc::new(part)), why: of.why, fact: of.fact, tag: of.tag }
    }

    /// The years of a table or period.
    pub(super) fn years(&mut self, of: &Value) -> Value {
        let years: Vec<Value> = match &of.kind {
            Kind::Period(from, to) => (from.year()..=to.year()).map(|y| Value::year(i32::from(y))).collect(),
            // Only a total is stated, of a table without years of its own: there are years, but they are not given.
            Kind::Table(table) if table.period.is_none() && table.years.is_empty() => return self.nothing(table),
            Kind::Table(table) => self.years_of_table(table),
            _ => return Value::unknown(of.why),
        };
        Value { kind: Kind::List(years.into()), why: of.why, fact: of.fact, tag: Tag(0) }
    }

    /// `elke x in c geldt …`, `enige x in c geldt …`
    pub(super) fn quantified(&mut self, all: bool, binding: &Binding, body: ExprId) -> Value {
        let items = self.items(binding);
        if items.absent {
            return Value::unknown(items.why);
        }
        let mut why = items.why;
        let mut undecided = items.open;
        for item in items.certain {
            if self.now.exhausted {
                break;
            }
            self.set(binding.slot, Some(item));
            let v = self.eval(body);
            match v.truth() {
                Some(b) if b == all => {}
                Some(b) => {
                    self.set(binding.slot, None);
                    return Value::bool(b);
                }
                None => {
                    undecided = true;
                    why = self.whys.both(why, v.why);
                }
            }
        }
        for (item, doubt) in items.possible {
            if self.now.exhausted {
                break;
            }
            self.set(binding.slot, Some(item));
            let v = self.eval(body);
            // One that gives the usual answer does not matter, whether it takes part or not.
            if v.truth() != Some(all) {
                undecided = true;
                why = self.whys.both(why, doubt);
                why = self.whys.both(why, v.why);
            }
        }
        self.set(binding.slot, None);
        if undecided { Value::unknown(why) } else { Value::bool(all) }
    }

    /// `e voor x in c`: the values as one list. What may or may not belong to it stays unknown.
    pub(super) fn collect_values(&mut self, binding: &Binding, body: ExprId) -> Value {
        let items = self.items(binding);
        if items.absent {
            return Value::unknown(items.why);
        }
        let mut out = vec![];
        for item in items.certain {
            if self.now.exhausted {
                break;
            }
            self.set(binding.slot, Some(item));
            let v = self.eval(body);
            match &v.kind {
                Kind::List(nested) => out.extend(nested.iter().cloned()),
                _ => out.push(v),
            }
        }
        self.set(binding.slot, None);
        if items.open {
            out.push(Value::unknown(items.why));
        }
        out.extend(items.possible.into_iter().map(|(_, why)| Value::unknown(why)));
        Value::new(Kind::List(out.into()))
    }

    /// The item with the lowest or highest value; the first of equals.
    pub(super) fn pick(&mut self, highest: bool, binding: &Binding, by: ExprId) -> Value {
        let items = self.items(binding);
        if items.absent || items.open || !items.possible.is_empty() {
            let mut why = self.doubts(&items);
            if self.only_given(why) {
                // Whichever takes part: the values of all of them matter.
                let items: Vec<Value> =
                    items.certain.into_iter().chain(items.possible.into_iter().map(|(item, _)| item)).collect();
                for item in items {
                    self.set(binding.slot, Some(item));
                    let v = self.eval(by);
                    why = self.whys.both(why, v.why);
                }
                self.set(binding.slot, None);
            }
            return Value::unknown(why);
        }
        let mut best: Option<(Value, Value)> = None;
        let mut open = Why::NONE;
        for item in items.certain {
            if self.now.exhausted {
                break;
            }
            self.set(binding.slot, Some(item.clone()));
            let v = self.eval(by);
            let better = match &best {
                None => matches!(v.kind, Kind::Exact(_) | Kind::Date(_)).then_some(true),
                Some((_, b)) => match (&v.kind, &b.kind) {
                    (Kind::Exact(x), Kind::Exact(y)) => Some(if highest { x > y } else { x < y }),
                    (Kind::Date(x), Kind::Date(y)) => Some(if highest { x > y } else { x < y }),
                    _ => None,
                },
            };
            match better {
                Some(true) => best = Some((item, v)),
                Some(false) => {}
                None => {
                    let why = if v.why == Why::NONE { self.undecided_order(by, highest) } else { v.why };
                    open = self.whys.both(open, why);
                }
            }
        }
        self.set(binding.slot, None);
        match best {
            _ if open != Why::NONE => Value::unknown(open),
            Some((item, _)) => item,
            None => self.fault(text!("er is niets om uit te kiezen", "there is nothing to choose from")),
        }
    }

    fn undecided_order(&mut self, by: ExprId, highest: bool) -> Why {
        let written = self.written(by);
        let which = if highest { ("hoogst", "highest") } else { ("laagst", "lowest") };
        let (nl, en) = which;
        self.whys.leaf(Reason::Conflict(Box::new(text!(
            "de vermelde grenzen laten open welke het {nl} is: {written}",
            "the bounds that are stated leave open which is {en}: {written}"
        ))))
    }
}

/// The years that a table should cover and does not state.
pub(super) fn missing_years(table: &Table) -> impl Iterator<Item = i32> + '_ {
    let (from, to) = table.period.unwrap_or((1, 0));
    (from..=to).filter(|y| !table.years.iter().any(|(stated, _)| stated == y))
}
