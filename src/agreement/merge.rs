//! Two agreements that belong together as one: what the nearer file leaves out is taken from the farther one.
//!
//! Takes: the facts of both, each with its place in its own file. Gives: the nearer agreement with the other's facts under the
//! fields that it does not state itself. Objects are joined field by field, lists of objects by the name of their items, tables
//! year by year. Nothing that was read is changed or lost: what is joined is a new fact with the place of the nearer one.

use std::collections::{BTreeMap, HashMap, VecDeque};
use std::sync::Arc;

use super::error;
use super::facts::{Fact, FactId, FactValue, Fields};
use crate::diagnostic::Collector;
use crate::ruleset::model::{Checked, ObjectId, Role};
use crate::source::Span;

/// The state of joining.
pub(in crate::agreement) struct Merger<'a> {
    pub(in crate::agreement) checked: &'a Checked,
    pub(in crate::agreement) facts: &'a mut Vec<Fact>,
    pub(in crate::agreement) found: &'a mut Collector,
}

/// A table's years with their facts, its total, and the years it should cover.
type Table = (Vec<(i32, FactId)>, Option<FactId>, Option<(i32, i32)>);

impl Merger<'_> {
    /// Joins what another agreement says into the root object.
    pub(in crate::agreement) fn join(&mut self, near: FactId, far: FactId, role: Role) {
        let (Some((object, near_fields, complete)), Some((_, far_fields, far_complete))) =
            (self.object(near), self.object(far))
        else {
            return;
        };
        let declared = &self.checked.object(object).fields;
        let span = years_of_both(self, &near_fields, &far_fields);
        let mut joined = Vec::new();
        for (index, (own, other)) in either(&near_fields, &far_fields) {
            let Some(field) = declared.get(index) else { continue };
            let value = match field.role {
                // A framework holds for all its years, of which this agreement works out some.
                Some(Role::Period) if role == Role::Framework => self.wider(own, other),
                // What a document says of itself is not said of the other.
                Some(role) if role != Role::Area => own,
                _ => self.field(own, other, span, &field.name),
            };
            joined.extend(value.map(|fact| (index, fact)));
        }
        let fields = joined.into_iter().collect();
        self.set(near, FactValue::Object { object, fields, complete: complete || far_complete });
    }

    /// A field that one or both state. `span` holds the years that tables of both must cover, where both have tables.
    fn field(
        &mut self,
        near: Option<FactId>,
        far: Option<FactId>,
        span: Option<(i32, i32)>,
        path: &str,
    ) -> Option<FactId> {
        match (near, far) {
            (Some(near), Some(far)) => Some(self.value(near, far, path)),
            (Some(near), None) => Some(self.over_years(near, span)),
            (None, far) => far,
        }
    }

    fn value(&mut self, near: FactId, far: FactId, path: &str) -> FactId {
        let (Some(a), Some(b)) = (self.get(near), self.get(far)) else { return near };
        match (&a, &b) {
            (FactValue::Object { .. }, FactValue::Object { .. }) => self.objects(near, far, path),
            (FactValue::List(x), FactValue::List(y)) => {
                let (x, y) = (x.clone(), y.clone());
                self.lists((near, x), (far, y), path)
            }
            (FactValue::Table { .. }, FactValue::Table { .. }) => self.tables(near, far),
            _ => {
                if !same(&a, &b) {
                    let (x, y) = (self.place(near), self.place(far));
                    self.found.push(error::conflicting_documents(x, y, path));
                }
                near
            }
        }
    }

    fn objects(&mut self, near: FactId, far: FactId, path: &str) -> FactId {
        let (Some((object, near_fields, complete)), Some((_, far_fields, far_complete))) =
            (self.object(near), self.object(far))
        else {
            return near;
        };
        let span = years_of_both(self, &near_fields, &far_fields);
        let declared = &self.checked.object(object).fields;
        let mut joined = Vec::new();
        for (index, (own, other)) in either(&near_fields, &far_fields) {
            let name = declared.get(index).map_or("", |f| f.name.as_str());
            let value = self.field(own, other, span, &format!("{path}.{name}"));
            joined.extend(value.map(|fact| (index, fact)));
        }
        let fields = joined.into_iter().collect();
        self.copy(near, FactValue::Object { object, fields, complete: complete || far_complete })
    }

    /// Objects by their names, other values by themselves; what only the farther list has comes after.
    fn lists(&mut self, near: (FactId, Vec<FactId>), far: (FactId, Vec<FactId>), path: &str) -> FactId {
        let ((near, items), (far, others)) = (near, far);
        if items.is_empty() != others.is_empty() {
            let (x, y) = (self.place(near), self.place(far));
            self.found.push(error::conflicting_documents(x, y, path));
            return near;
        }
        let is_object = |m: &Self, id: &FactId| matches!(m.get(*id), Some(FactValue::Object { .. }));
        let objects = items.iter().chain(&others).any(|i| is_object(self, i));
        let named = items.iter().chain(&others).all(|i| self.name(*i).is_some());
        if objects && !named {
            let (x, y) = (self.place(near), self.place(far));
            self.found.push(error::unmatched_lists(x, y, path));
            return near;
        }
        let key = |m: &Self, id: FactId| if objects { m.name(id).map(|n| n.to_string()) } else { m.key(id) };
        // By name, each in the order of the list.
        let mut twins: HashMap<String, VecDeque<usize>> = HashMap::new();
        for (at, other) in others.iter().enumerate() {
            if let Some(key) = key(self, *other) {
                twins.entry(key).or_default().push_back(at);
            }
        }
        let mut left: Vec<Option<FactId>> = others.into_iter().map(Some).collect();
        let mut joined = Vec::with_capacity(items.len());
        for item in items {
            let twin = key(self, item).and_then(|key| twins.get_mut(&key)?.pop_front());
            joined.push(match twin.and_then(|at| left.get_mut(at)?.take()) {
                Some(other) if objects => {
                    let name = self.name(item).unwrap_or_default();
                    self.objects(item, other, &format!("{path}[{name}]"))
                }
                _ => item,
            });
        }
        joined.extend(left.into_iter().flatten());
        self.copy(near, FactValue::List(joined))
    }

    /// Year by year: the nearer file counts for every year that it states.
    fn tables(&mut self, near: FactId, far: FactId) -> FactId {
        let (Some(near_table), Some(far_table)) = (self.table(near), self.table(far)) else { return near };
        let (mut years, mut total, period) = near_table;
        let (far_years, far_total, far_period) = far_table;
        // The total of one year is that year.
        if let (Some(t), Some((first, last))) = (total, period)
            && first == last
            && years.is_empty()
        {
            years.push((first, t));
            total = None;
        }
        if total.is_some() {
            return near;
        }
        let mut replaced = false;
        for (year, other) in far_years {
            match years.iter().position(|(y, _)| *y == year) {
                None => years.push((year, other)),
                Some(at) => {
                    if let Some((_, own)) = years.get_mut(at) {
                        let joined = self.year(*own, other);
                        replaced |= joined.is_none();
                        *own = joined.unwrap_or(*own);
                    }
                }
            }
        }
        years.sort_by_key(|(year, _)| *year);
        let whole = hull(period, far_period);
        let all_stated =
            whole.is_some_and(|(from, to)| (from..=to).all(|y| years.iter().any(|(stated, _)| *stated == y)));
        // The farther total is that of the farther years; where one of them was replaced it holds no more.
        let total = far_total.filter(|_| !replaced && !all_stated && whole == far_period);
        self.copy(near, FactValue::Table { years, total, period: whole })
    }

    /// A year that both state: joined where they agree as far as both say something, `None` where the nearer one replaces it.
    fn year(&mut self, near: FactId, far: FactId) -> Option<FactId> {
        match (self.get(near)?, self.get(far)?) {
            (FactValue::Object { object, fields, complete }, FactValue::Object { fields: others, .. }) => {
                let both = either(&fields, &others);
                let agree = both.values().all(|pair| match pair {
                    (Some(a), Some(b)) => {
                        matches!((self.get(*a), self.get(*b)), (Some(x), Some(y)) if same(&x, &y))
                    }
                    _ => true,
                });
                if !agree {
                    return None;
                }
                let fields = both.into_iter().filter_map(|(index, (a, b))| Some((index, a.or(b)?))).collect();
                Some(self.copy(near, FactValue::Object { object, fields, complete }))
            }
            (a, b) if same(&a, &b) => Some(near),
            _ => None,
        }
    }

    /// A table that one file states in an object to which both contribute tables: it covers the years of both, so that sums
    /// over it and over the others are about the same years.
    fn over_years(&mut self, id: FactId, span: Option<(i32, i32)>) -> FactId {
        let Some((years, total, period)) = self.table(id) else { return id };
        let whole = hull(period, span);
        if whole.is_none() || whole == period {
            return id;
        }
        let (mut years, mut total) = (years, total);
        match (total, period) {
            (Some(t), Some((first, last))) if first == last && years.is_empty() => {
                years.push((first, t));
                total = None;
            }
            (Some(_), _) => return id,
            _ => {}
        }
        self.copy(id, FactValue::Table { years, total, period: whole })
    }

    /// The period that holds the other, if one does.
    fn wider(&self, near: Option<FactId>, far: Option<FactId>) -> Option<FactId> {
        let (Some(a), Some(b)) = (near, far) else { return near };
        match (self.get(a), self.get(b)) {
            (Some(FactValue::Period(from, to)), Some(FactValue::Period(f, t))) if f <= from && to <= t => Some(b),
            _ => near,
        }
    }

    /// What an item goes by: its name, or the norm that it is about.
    fn name(&self, id: FactId) -> Option<Arc<str>> {
        let (object, fields, _) = self.object(id)?;
        let object = self.checked.object(object);
        let index = object.role(Role::Label).or_else(|| object.role(Role::Norm))?;
        match self.get(fields.get(index)?)? {
            FactValue::Text(text) | FactValue::RuleRef(text) => Some(text),
            _ => None,
        }
    }

    /// Single values that [say the same](same) have the same key.
    fn key(&self, id: FactId) -> Option<String> {
        Some(match self.get(id)? {
            FactValue::Number(b) => format!("{:?} {:?}", b.lo, b.hi),
            FactValue::Text(text) | FactValue::RuleRef(text) => format!("tekst {text}"),
            value @ (FactValue::Bool(_) | FactValue::Date(_) | FactValue::Period(..) | FactValue::Choice(_)) => {
                format!("{value:?}")
            }
            FactValue::Object { .. } | FactValue::List(_) | FactValue::Table { .. } => return None,
        })
    }

    fn get(&self, id: FactId) -> Option<FactValue> {
        self.facts.get(id.index()).map(|f| f.value.clone())
    }

    fn object(&self, id: FactId) -> Option<(ObjectId, Fields, bool)> {
        match self.get(id)? {
            FactValue::Object { object, fields, complete } => Some((object, fields, complete)),
            _ => None,
        }
    }

    fn table(&self, id: FactId) -> Option<Table> {
        match self.get(id)? {
            FactValue::Table { years, total, period } => Some((years, total, period)),
            _ => None,
        }
    }

    /// Where to point for a fact: its key where it has one, as lists and tables are long.
    fn place(&self, id: FactId) -> Span {
        self.facts.get(id.index()).map(|f| f.key.unwrap_or(f.span)).unwrap_or_default()
    }

    fn set(&mut self, id: FactId, value: FactValue) {
        if let Some(fact) = self.facts.get_mut(id.index()) {
            fact.value = value;
        }
    }

    /// A new fact in the place of another.
    fn copy(&mut self, of: FactId, value: FactValue) -> FactId {
        let id = FactId::new(self.facts.len());
        match self.facts.get(of.index()).cloned() {
            Some(fact) => {
                self.facts.push(Fact { value, ..fact });
                id
            }
            None => of,
        }
    }
}

/// The fields that one or both state, in order.
fn either(near: &Fields, far: &Fields) -> BTreeMap<usize, (Option<FactId>, Option<FactId>)> {
    let mut both: BTreeMap<usize, (Option<FactId>, Option<FactId>)> = BTreeMap::new();
    near.iter().for_each(|(index, fact)| both.entry(index).or_default().0 = Some(fact));
    far.iter().for_each(|(index, fact)| both.entry(index).or_default().1 = Some(fact));
    both
}

/// The years of all tables in the fields of two objects, where both have tables.
fn years_of_both(m: &Merger<'_>, near: &Fields, far: &Fields) -> Option<(i32, i32)> {
    let of = |fields: &Fields| {
        fields.facts().filter_map(|id| m.table(id).and_then(|(.., period)| period)).reduce(join_years)
    };
    Some(join_years(of(near)?, of(far)?))
}

fn join_years(a: (i32, i32), b: (i32, i32)) -> (i32, i32) {
    (a.0.min(b.0), a.1.max(b.1))
}

/// The years of both; `None` where one of them may be any year.
fn hull(a: Option<(i32, i32)>, b: Option<(i32, i32)>) -> Option<(i32, i32)> {
    Some(join_years(a?, b?))
}

/// Whether two single values say the same.
fn same(a: &FactValue, b: &FactValue) -> bool {
    match (a, b) {
        (FactValue::Number(a), FactValue::Number(b)) => a.lo == b.lo && a.hi == b.hi,
        (FactValue::Bool(a), FactValue::Bool(b)) => a == b,
        (FactValue::Text(a), FactValue::Text(b)) | (FactValue::RuleRef(a), FactValue::RuleRef(b)) => a == b,
        (FactValue::Date(a), FactValue::Date(b)) => a == b,
        (FactValue::Period(a, b), FactValue::Period(c, d)) => (a, b) == (c, d),
        (FactValue::Choice(a), FactValue::Choice(b)) => a == b,
        _ => false,
    }
}
