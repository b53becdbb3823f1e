//! Why not: the conditions that failed, down to the values that were read.
//!
//! Takes: an outcome that is not simply met. Gives: per condition that decided it the parts that are to blame: of `en` those that
//! are false, of `elk` the items that fail, of a comparison both sides with the gap between them. Reads values again in the frame
//! of the outcome; never changes the outcome.

use crate::agreement::bind as place;
use crate::agreement::facts::FactId;
use crate::lang::Text;
use crate::ruleset::model::{BinaryOp, Binding, ConceptId, ExprId, ExprKind, Rule, Style, Type, Unit};
use crate::ruleset::walk::parts;
use crate::text;

use super::finding::{Blame, Failed, Verdict};
use super::machine::Machine;
use super::outcome::{Cause, Outcome};
use super::show;
use super::trace::leaves;
use super::value::{Kind, Value};

/// Items that fail shown one by one; of more it is said how many.
const ITEMS: usize = 12;

/// Goes down into what failed.
struct Walk<'m, 'a> {
    machine: &'m mut Machine<'a>,
    rule: &'a Rule,
    out: Vec<Failed>,
}

impl Machine<'_> {
    /// What failed; empty for an outcome that is met, or that is open.
    pub(super) fn against(&mut self, outcome: &Outcome) -> Vec<Failed> {
        let rule = self.checked.rule(outcome.rule);
        if !outcome.complete {
            return vec![];
        }
        let mut roots: Vec<(&'static str, ExprId)> = vec![];
        match &outcome.cause {
            Cause::DoesNotApply(i) => roots.extend(rule.applies.get(*i).map(|c| ("als", c.expr))),
            Cause::NotGiven(i) => roots.extend(rule.given.get(*i).map(|c| ("gegeven", c.expr))),
            Cause::Required if outcome.verdict == Verdict::Met => {}
            Cause::Required | Cause::Accepted(_) | Cause::Refused(..) | Cause::Undecided(_) => {
                roots.extend(rule.requires.iter().map(|e| ("eis", *e)));
            }
            Cause::NoSubject | Cause::Unknown | Cause::TooWeak(_) => {}
        }
        if let Cause::Refused(record, failed) = &outcome.cause {
            let provisos = rule.deviation.iter().flat_map(|d| &d.provisos).enumerate();
            let v = self.read(*record);
            if let Some(d) = &rule.deviation {
                self.set(d.slot, Some(v));
            }
            roots.extend(provisos.filter(|(i, _)| failed.contains(i)).map(|(_, c)| ("mits", c.expr)));
        }
        let mut walk = Walk { machine: self, rule, out: vec![] };
        for (clause, e) in roots {
            let before = walk.out.len();
            if walk.machine.eval(e).truth() == Some(false) {
                walk.failed(e, true, 0);
            }
            if let Some(first) = walk.out.get_mut(before) {
                first.clause = clause;
            }
        }
        walk.out
    }
}

impl Walk<'_, '_> {
    fn shown(&self, v: &Value, e: ExprId) -> Text {
        let ty = &self.machine.checked.expr(e).ty;
        let list = matches!(v.kind, Kind::List(_)) && v_is_objects(ty);
        if list {
            let names: Vec<String> = match &v.kind {
                Kind::List(items) => items.iter().filter_map(|i| i.fact).map(|f| self.label(f)).collect(),
                _ => vec![],
            };
            return if names.is_empty() { text!("geen", "none") } else { Text::same(names.join(", ")) };
        }
        if let (Kind::Object, Some(fact)) = (&v.kind, v.fact) {
            return Text::same(self.label(fact));
        }
        show::text(self.machine.checked, v, ty, Style::Plain)
    }

    fn label(&self, fact: FactId) -> String {
        place::label(self.machine.checked, self.machine.facts, fact)
    }

    fn push(&mut self, blame: Blame, e: ExprId, v: &Value, level: usize) {
        let failed = Failed {
            clause: "",
            level,
            blame,
            text: self.machine.written(e),
            value: self.shown(v, e),
            left: None,
            right: None,
            gap: None,
            span: self.machine.checked.expr(e).span,
            facts: leaves(v),
            param: None,
        };
        self.out.push(failed);
    }

    /// A condition that should be `wanted` and is not.
    fn failed(&mut self, e: ExprId, wanted: bool, level: usize) {
        let machine = &mut *self.machine;
        let v = machine.eval(e);
        let deeper = level.saturating_add(1);
        let kind = &machine.checked.expr(e).kind;
        match kind {
            ExprKind::Not(a) => self.failed(*a, !wanted, level),
            ExprKind::Binary(op @ (BinaryOp::And | BinaryOp::Or), a, b) => {
                let all_needed = (*op == BinaryOp::And) == wanted;
                let to_blame: Vec<ExprId> =
                    [*a, *b].into_iter().filter(|p| self.machine.eval(*p).truth() == Some(!wanted)).collect();
                // One of two would do: then both failed, and belong together.
                if !all_needed {
                    self.push(Blame::Condition, e, &v, level);
                }
                for part in to_blame {
                    self.failed(part, wanted, if all_needed { level } else { deeper });
                }
            }
            ExprKind::Binary(op, a, b) => self.comparison(*op, e, (*a, *b), level),
            ExprKind::Quantified(_, binding, body) => {
                self.push(Blame::Condition, e, &v, level);
                // `elk` fails by the items that do not hold, `enige` by all of them; the other way round when it should not hold.
                self.items(binding, *body, wanted, deeper);
            }
            ExprKind::If(c, a, b) => {
                let condition = self.machine.eval(*c);
                let branch = match condition.truth() {
                    Some(true) => *a,
                    Some(false) => *b,
                    None => return self.push(Blame::Condition, e, &v, level),
                };
                self.push(Blame::Case, *c, &condition, level);
                self.failed(branch, wanted, deeper);
            }
            ExprKind::Fallback(a, b) => {
                let first = self.machine.eval(*a).truth() == v.truth();
                self.failed(if first { *a } else { *b }, wanted, level);
            }
            ExprKind::Var(slot) => {
                self.push(Blame::Condition, e, &v, level);
                if let Some(named) = self.rule.named(*slot) {
                    self.failed(named.value, wanted, deeper);
                }
            }
            ExprKind::Apply(concept, args) => {
                self.push(Blame::Condition, e, &v, level);
                self.in_concept(*concept, args, |walk, body| walk.failed(body, wanted, deeper));
            }
            ExprKind::In(a, ..) => {
                self.push(Blame::Condition, e, &v, level);
                self.reads(*a, deeper);
            }
            ExprKind::Recorded(a) | ExprKind::Known(a) => {
                self.push(Blame::Condition, e, &v, level);
                self.reads(*a, deeper);
            }
            ExprKind::Field(..) | ExprKind::Index(..) => self.push(Blame::Read, e, &v, level),
            _ => self.push(Blame::Condition, e, &v, level),
        }
    }

    /// Goes on in the definition of a concept, with what it is asked of in reach.
    fn in_concept(&mut self, concept: ConceptId, args: &[ExprId], walk: impl FnOnce(&mut Walk<'_, '_>, ExprId)) {
        let (rule, body) = (self.rule, self.machine.checked.concept(concept).value);
        let found = self.machine.in_concept(concept, args, |machine| {
            let mut inner = Walk { machine, rule, out: vec![] };
            walk(&mut inner, body);
            inner.out
        });
        self.out.extend(found);
    }

    /// The items of a collection that have the wrong answer.
    fn items(&mut self, binding: &Binding, body: ExprId, wanted: bool, level: usize) {
        let items = self.machine.items(binding);
        let mut wrong = 0usize;
        for item in items.certain {
            self.machine.set(binding.slot, Some(item.clone()));
            if self.machine.eval(body).truth() != Some(!wanted) {
                continue;
            }
            wrong = wrong.saturating_add(1);
            if wrong > ITEMS {
                continue;
            }
            let name = match item.fact {
                // A thing by its name, a word by itself; a year of a table has a fact too.
                Some(fact) if !matches!(item.kind, Kind::Exact(_)) => self.label(fact),
                _ => item.as_year().map_or_else(String::new, |y| y.to_string()),
            };
            self.push(Blame::Item, body, &Value::bool(!wanted), level);
            if let Some(last) = self.out.last_mut() {
                last.text = name;
                last.facts = vec![];
            }
            self.failed(body, wanted, level.saturating_add(1));
        }
        self.machine.set(binding.slot, None);
        let more = wrong.saturating_sub(ITEMS);
        if more > 0 {
            self.push(Blame::More, body, &Value::bool(!wanted), level);
            if let Some(last) = self.out.last_mut() {
                last.text = String::new();
                last.value = Text::same(more.to_string());
            }
        }
    }

    fn comparison(&mut self, op: BinaryOp, e: ExprId, (a, b): (ExprId, ExprId), level: usize) {
        let v = self.machine.eval(e);
        let (x, y) = (self.machine.eval(a), self.machine.eval(b));
        let literal = |w: &Self, e: ExprId| matches!(w.machine.checked.expr(e).ty, Type::Num(Unit::Literal));
        // A bare number in a rule is written like what it is compared with.
        let (of_x, of_y) = (if literal(self, a) { b } else { a }, if literal(self, b) { a } else { b });
        let (left, right) = (self.shown(&x, of_x), self.shown(&y, of_y));
        let gap = self.gap(op, &x, &y, of_x);
        // `soort = sloop`: the rule itself says what it is held against.
        let said = matches!(self.machine.checked.expr(b).kind, ExprKind::Const(_)) && !matches!(y.kind, Kind::Exact(_));
        let right = (!said).then_some(right);
        self.push(Blame::Comparison, e, &v, level);
        if let Some(last) = self.out.last_mut() {
            last.left = Some(left);
            last.right = right;
            last.gap = gap;
        }
        let deeper = level.saturating_add(1);
        self.reads(a, deeper);
        self.reads(b, deeper);
    }

    /// How far two sides are apart.
    fn gap(&self, op: BinaryOp, x: &Value, y: &Value, e: ExprId) -> Option<Text> {
        if op == BinaryOp::Ne {
            return None;
        }
        match (&x.kind, &y.kind) {
            (Kind::Exact(m), Kind::Exact(n)) if m != n => {
                let apart = if m > n { m.sub(n) } else { n.sub(m) };
                let ty = match &self.machine.checked.expr(e).ty {
                    Type::Num(Unit::Percentage | Unit::Ratio) => Type::Num(Unit::Points),
                    // A number of years, not a year.
                    Type::Num(Unit::Year) => Type::Num(Unit::Plain),
                    other => other.clone(),
                };
                Some(show::text(self.machine.checked, &Value::number(apart), &ty, Style::Plain))
            }
            (Kind::Date(p), Kind::Date(q)) if p != q => {
                let days = p.until(*q).ok()?.get_days().unsigned_abs();
                Some(if days == 1 { text!("1 dag", "1 day") } else { text!("{days} dagen", "{days} days") })
            }
            _ => None,
        }
    }

    /// The values that an expression read: named values with what makes them up, facts, values of law.
    fn reads(&mut self, e: ExprId, level: usize) {
        let checked = self.machine.checked;
        let deeper = level.saturating_add(1);
        match &checked.expr(e).kind {
            ExprKind::Const(_) | ExprKind::Root => {}
            ExprKind::Var(slot) => {
                let named = self.rule.named(*slot).map(|l| l.value);
                let v = self.machine.eval(e);
                match named {
                    Some(value) => {
                        self.push(Blame::Name, e, &v, level);
                        self.reads(value, deeper);
                    }
                    None if v.fact.is_some() && !matches!(v.kind, Kind::Object) => self.push(Blame::Read, e, &v, level),
                    None => {}
                }
            }
            ExprKind::Given(_) => {
                let v = self.machine.eval(e);
                if v.fact.is_some() && !matches!(v.kind, Kind::Object) {
                    self.push(Blame::Read, e, &v, level);
                }
            }
            ExprKind::Apply(concept, args) => {
                let v = self.machine.eval(e);
                self.push(Blame::Name, e, &v, level);
                self.in_concept(*concept, args, |walk, body| walk.reads(body, deeper));
            }
            ExprKind::Param(param, _) => {
                let (v, at) = self.machine.aside(|m| {
                    let v = m.eval(e);
                    (v, m.now.notes.params.iter().find(|n| n.param == *param).map(|n| n.at.to_string()))
                });
                self.push(Blame::Param, e, &v, level);
                if let Some(last) = self.out.last_mut() {
                    last.param = Some((checked.param(*param).name.clone(), at));
                }
            }
            // The way to a figure is no figure of its own; what goes through items reads values of each.
            ExprKind::Field(..)
            | ExprKind::Index(..)
            | ExprKind::Over(..)
            | ExprKind::Pick(..)
            | ExprKind::Collect(..)
            | ExprKind::Quantified(..) => {
                let v = self.machine.eval(e);
                if !matches!(v.kind, Kind::Object) {
                    self.push(Blame::Read, e, &v, level);
                }
            }
            kind => parts(kind).into_iter().for_each(|part| self.reads(part, level)),
        }
    }
}

fn v_is_objects(ty: &Type) -> bool {
    matches!(ty, Type::List(item) if matches!(**item, Type::Object(_)))
}
