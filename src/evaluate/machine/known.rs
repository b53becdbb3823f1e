//! What the agreement states at all: `bekend`, `vastgelegd`, and when `bij ontbreken` takes over.

use crate::agreement::facts::FactValue;

use crate::lang::Text;
use crate::ruleset::model::{BinaryOp, ExprId, ExprKind};
use crate::syntax::ast::Style;

use super::super::show;
use super::super::value::{Kind, Table, Value, Why};
use super::super::why::Reason;
use super::Machine;

impl Machine<'_> {
    /// Whether the agreement leaves out something of a value, and nothing else is wrong with it. A fault, a value of law that is
    /// not known, or bounds that decide nothing are no gap of the agreement, and `bij ontbreken` does not hide them.
    pub(super) fn lacks_facts(&self, v: &Value) -> bool {
        self.whys.sorts(v.why).only_facts()
    }

    /// `a bij ontbreken b`
    pub(super) fn fallback(&mut self, a: ExprId, b: ExprId, e: ExprId) -> Value {
        let first = self.eval(a);
        if !self.lacks_facts(&first) {
            return self.bounded(first, a, e);
        }
        let second = self.eval(b);
        self.stands_in((first, a), (second, b), e)
    }

    /// A field that `telt`: what is counted counts, and what is stated where that is not known. Both, and different, cannot be used.
    pub(super) fn tallied(&mut self, stated: ExprId, counted: ExprId, e: ExprId) -> Value {
        let (said, count) = (self.eval(stated), self.eval(counted));
        if self.compare(BinaryOp::Eq, &said, &count, stated, counted) == Some(false) {
            return self.differ(stated, &said, counted, &count);
        }
        if self.lacks_facts(&count) { self.stands_in((count, counted), (said, stated), e) } else { count }
    }

    fn differ(&mut self, stated: ExprId, said: &Value, counted: ExprId, count: &Value) -> Value {
        let field = |e: ExprId| match &self.checked.expr(e).kind {
            ExprKind::Field(_, object, index) => self.checked.object(*object).fields.get(*index).map(|f| f.name.as_str()),
            _ => None,
        };
        let list = match &self.checked.expr(counted).kind {
            ExprKind::Over(_, binding, _) => field(binding.over),
            _ => None,
        };
        let (name, list) = (field(stated).unwrap_or_default(), list.unwrap_or_default());
        let ty = &self.checked.expr(stated).ty;
        let shown = |v: &Value| show::text(self.checked, v, ty, Style::Plain);
        let (said, count) = (shown(said), shown(count));
        let text = Text::new(
            format!(
                "`{name}` is {}, maar de lijst `{list}` komt op {}; welk van de twee geldt, zegt de afspraak niet",
                said.nl, count.nl
            ),
            format!(
                "`{name}` is {}, but the list `{list}` comes to {}; the agreement does not say which of the two holds",
                said.en, count.en
            ),
        );
        self.conflict(text)
    }

    /// Something of the first is missing: what stands in for it counts, when that is stated.
    fn stands_in(&mut self, (first, a): (Value, ExprId), (second, b): (Value, ExprId), e: ExprId) -> Value {
        if self.whys.sorts(first.why).has_given() && !self.whys.sorts(second.why).has_missing() {
            // What is supposed to be known may settle the first, whatever is missing of it, or leave it to the second.
            let why = self.given_with(second.why);
            return Value::unknown(why);
        }
        if second.why == Why::NONE || self.only_given(second.why) {
            return self.bounded(second, b, e);
        }
        // What is missing of either would help.
        let why = self.whys.both(first.why, second.why);
        let from_first = second.is_blank() && !first.is_blank();
        let mut value = if from_first { self.bounded(first, a, e) } else { self.bounded(second, b, e) };
        if matches!(value.kind, Kind::Unknown | Kind::Range(_)) {
            value.why = why;
        }
        value
    }

    /// `bekend(a)`: every part of it has a value. What cannot be computed is neither known nor absent.
    pub(super) fn known(&mut self, v: &Value) -> Value {
        match &v.kind {
            Kind::List(items) => self.each(items, Machine::known),
            Kind::Table(table) => self.each_of_table(table, Machine::known),
            _ if v.is_blank() && self.whys.sorts(v.why).has_fault() => Value::unknown(v.why),
            _ if v.is_blank() && self.only_given(v.why) => Value::bool(true),
            _ if v.is_blank() && self.whys.sorts(v.why).has_given() => Value::unknown(v.why),
            _ => Value::bool(!v.is_blank()),
        }
    }

    /// `vastgelegd(a)`: present and not `nee` and not empty. Absent is unknown, unless the file declares that part complete.
    pub(super) fn recorded(&mut self, v: &Value) -> Value {
        // How it is worded counts: a plan to look into something is no record of it.
        self.note_marks(v);
        match &v.kind {
            Kind::Unknown => {
                let reasons = self.whys.reasons(v.why);
                let in_complete = |reason: &&Reason| match reason {
                    Reason::Field(parent, _) => {
                        matches!(&self.facts.get(*parent).value, FactValue::Object { complete: true, .. })
                    }
                    _ => false,
                };
                let left_out = !reasons.is_empty() && reasons.iter().all(in_complete);
                if left_out { Value::bool(false) } else { Value::unknown(v.why) }
            }
            Kind::Bool(b) => Value::bool(*b),
            Kind::Text(t) => Value::bool(!t.trim().is_empty()),
            Kind::Object => {
                let stated = v.fact.is_some_and(|id| match &self.facts.get(id).value {
                    FactValue::Object { fields, .. } => !fields.is_empty(),
                    _ => false,
                });
                Value::bool(stated)
            }
            // A list of the file is recorded when it has an item; a path through a list, when each item records it.
            Kind::List(items) if items.is_empty() => Value::bool(false),
            Kind::List(items) => self.each(items, Machine::recorded),
            Kind::Table(table) => self.each_of_table(table, Machine::recorded),
            _ => Value::bool(true),
        }
    }

    /// A total says it for all years; otherwise every year that is stated must. A table that states nothing says nee.
    fn each_of_table(&mut self, table: &Table, ask: fn(&mut Self, &Value) -> Value) -> Value {
        if let Some(total) = &table.total {
            let answer = ask(self, total);
            if answer.truth() == Some(true) || table.years.is_empty() {
                return answer;
            }
        }
        if table.years.is_empty() {
            return Value::bool(false);
        }
        let years: Vec<Value> = table.years.iter().map(|(_, v)| v.clone()).collect();
        self.each(&years, ask)
    }

    /// Whether something holds of every item.
    fn each(&mut self, items: &[Value], ask: fn(&mut Self, &Value) -> Value) -> Value {
        let mut why = Why::NONE;
        let mut all = Some(true);
        self.spend_on_items(items.len());
        for item in items {
            let answer = ask(self, item);
            match answer.truth() {
                Some(false) => return answer,
                Some(true) => {}
                None => {
                    all = None;
                    why = self.whys.both(why, answer.why);
                }
            }
        }
        Value::tri(all, why)
    }
}
