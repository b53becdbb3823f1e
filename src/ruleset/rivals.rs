//! Rules of a set against those of the sets below it: the same norm twice, and norms that cannot both be met.
//!
//! Two expressions are the same when they read the same things in the same way; names, order of operands and place make no
//! difference. Equal expressions get equal numbers, so that comparing rules is comparing numbers.

use std::collections::{BTreeSet, HashMap};

use jiff::civil::Date;

use crate::diagnostic::Collector;
use crate::limits::MAX_COMPARISONS;
use crate::source::Span;

use super::check::Checker;
use super::error;
use super::fold::{Fixed, Folder};
use super::model::{BinaryOp, Binding, Checked, ExprId, ExprKind, Rule, SetId, Slot, Strength};

/// Numbers for expressions, equal for equal meaning.
#[derive(Default)]
struct Meanings {
    known: HashMap<String, u32>,
}

/// What a rule is about: a collection, and which of it.
type Subject = (u32, Option<u32>);

/// What a rule asks, in numbers.
struct Shape {
    subjects: Vec<Subject>,
    conditions: BTreeSet<u32>,
    requires: BTreeSet<u32>,
    bounds: Vec<Bound>,
}

/// `what >= bound`
struct Bound {
    what: u32,
    op: BinaryOp,
    bound: ExprId,
    span: Span,
}

impl Checker<'_> {
    /// Reports rules that repeat or contradict a rule of a set below.
    pub(super) fn rules_agree_with_those_below(&mut self) {
        let mut found = Collector::default();
        let checked = &self.out;
        let mut meanings = Meanings::default();
        let shapes: Vec<(&Rule, Shape)> = checked.rules.iter().map(|r| (r, meanings.shape(checked, r))).collect();
        let mut same_subjects: HashMap<&[Subject], Vec<&(&Rule, Shape)>> = HashMap::new();
        shapes.iter().for_each(|both| same_subjects.entry(&both.1.subjects).or_default().push(both));
        let mut folder = Folder::new(checked);
        let mut compared = 0usize;
        'all: for (rule, shape) in &shapes {
            for (base, below) in same_subjects.get(shape.subjects.as_slice()).into_iter().flatten() {
                if !self.builds_on(rule.set, base.set) {
                    continue;
                }
                let conditions = shape.conditions.len().saturating_add(below.conditions.len());
                compared = compared.saturating_add(conditions).saturating_add(1);
                if compared.saturating_add(folder.steps) > MAX_COMPARISONS {
                    found.push(error::too_much_to_compare(rule.id_span));
                    break 'all;
                }
                let same_case = shape.conditions == below.conditions;
                if same_case && shape.requires == below.requires && !is_firmer(rule.strength, base.strength) {
                    found.push(error::same_rule((&rule.id, rule.id_span), (&base.id, base.id_span)));
                    continue;
                }
                // Rules for different cases may ask different things.
                let related =
                    shape.conditions.is_subset(&below.conditions) || below.conditions.is_subset(&shape.conditions);
                if related && let Some((own, other)) = contradiction(&mut folder, rule.set, shape, below) {
                    let d = error::contradicting_rule((&rule.id, own), (&base.id, other), base.deviation.is_some());
                    found.push(d);
                }
            }
        }
        self.diagnostics.add(found);
    }
}

/// Strengths are declared from firm to free.
fn is_firmer(a: Strength, b: Strength) -> bool {
    a < b
}

/// The first pair of requirements on the same thing that cannot hold together on some day.
fn contradiction(folder: &mut Folder<'_>, set: SetId, own: &Shape, below: &Shape) -> Option<(Span, Span)> {
    let checked = folder.checked;
    for a in &own.bounds {
        folder.steps = folder.steps.saturating_add(below.bounds.len());
        for b in below.bounds.iter().filter(|b| b.what == a.what) {
            if folder.steps > MAX_COMPARISONS {
                return None;
            }
            let mut days = BTreeSet::from([checked.set(set).valid_from]);
            days.extend(days_of(checked, a.bound).into_iter().chain(days_of(checked, b.bound)));
            let clash = days.into_iter().any(|day| {
                let values = folder.fixed(a.bound, day).zip(folder.fixed(b.bound, day));
                values.is_some_and(|(x, y)| exclude((a.op, &x), (b.op, &y)))
            });
            if clash {
                return Some((a.span, b.span));
            }
        }
    }
    None
}

/// The days on which a bound changes.
fn days_of(checked: &Checked, e: ExprId) -> Vec<Date> {
    let kind = &checked.expr(e).kind;
    let mut days: Vec<Date> = match kind {
        ExprKind::Param(param, _) => {
            let p = checked.param(*param);
            p.values.iter().chain(p.layers.iter().flat_map(|l| &l.values)).map(|v| v.from).collect()
        }
        _ => vec![],
    };
    days.extend(super::cycles::parts(kind).into_iter().flat_map(|part| days_of(checked, part)));
    days
}

/// Whether no value satisfies both.
fn exclude(a: (BinaryOp, &Fixed), b: (BinaryOp, &Fixed)) -> bool {
    use BinaryOp::{Eq, Ge, Gt, Le, Lt};
    let low = |op: BinaryOp| matches!(op, Ge | Gt | Eq);
    let high = |op: BinaryOp| matches!(op, Le | Lt | Eq);
    let apart = |lower: (BinaryOp, &Fixed), upper: (BinaryOp, &Fixed)| {
        let open = lower.0 == Gt || upper.0 == Lt;
        low(lower.0) && high(upper.0) && (lower.1 > upper.1 || open && lower.1 == upper.1)
    };
    apart(a, b) || apart(b, a)
}

impl Meanings {
    fn number(&mut self, key: String) -> u32 {
        let next = super::check::id(self.known.len());
        *self.known.entry(key).or_insert(next)
    }

    fn shape(&mut self, checked: &Checked, rule: &Rule) -> Shape {
        let mut reader = Reader { checked, meanings: self, bound: HashMap::new() };
        let subjects: Vec<_> = rule.foreach.iter().map(|b| reader.binding(b)).collect();
        for l in &rule.lets {
            let value = reader.expr(l.value);
            reader.bound.insert(l.slot, value);
        }
        let conditions = rule.applies.iter().chain(&rule.given).map(|c| reader.expr(c.expr)).collect();
        let mut parts = vec![];
        rule.requires.iter().for_each(|e| conjuncts(checked, *e, &mut parts));
        let requires = parts.iter().map(|e| reader.expr(*e)).collect();
        let bounds = parts.iter().filter_map(|e| reader.bound(*e)).collect();
        Shape { subjects, conditions, requires, bounds }
    }
}

/// The requirements that are joined by `en`.
fn conjuncts(checked: &Checked, e: ExprId, out: &mut Vec<ExprId>) {
    match &checked.expr(e).kind {
        ExprKind::Binary(BinaryOp::And, a, b) => {
            conjuncts(checked, *a, out);
            conjuncts(checked, *b, out);
        }
        _ => out.push(e),
    }
}

/// Reads the expressions of one rule.
struct Reader<'a> {
    checked: &'a Checked,
    meanings: &'a mut Meanings,
    /// What each variable stands for.
    bound: HashMap<Slot, u32>,
}

impl Reader<'_> {
    /// A variable over a collection: what it ranges over, and which of those.
    fn binding(&mut self, b: &Binding) -> (u32, Option<u32>) {
        let over = self.expr(b.over);
        let variable = self.meanings.number(format!("each {} of {over}", self.bound.len()));
        self.bound.insert(b.slot, variable);
        (over, b.filter.map(|f| self.expr(f)))
    }

    /// `what >= bound`, with the bound on the right.
    fn bound(&mut self, e: ExprId) -> Option<Bound> {
        let ExprKind::Binary(op, a, b) = &self.checked.expr(e).kind else { return None };
        let flipped = match op {
            BinaryOp::Ge => BinaryOp::Le,
            BinaryOp::Le => BinaryOp::Ge,
            BinaryOp::Gt => BinaryOp::Lt,
            BinaryOp::Lt => BinaryOp::Gt,
            BinaryOp::Eq => BinaryOp::Eq,
            _ => return None,
        };
        let (what, op, bound) = if needs_agreement(self.checked, *b) { (*b, flipped, *a) } else { (*a, *op, *b) };
        if needs_agreement(self.checked, bound) {
            return None;
        }
        let what = self.expr(what);
        Some(Bound { what, op, bound, span: self.checked.expr(e).span })
    }

    fn expr(&mut self, e: ExprId) -> u32 {
        let expr = self.checked.expr(e);
        let key = match &expr.kind {
            ExprKind::Var(slot) => match self.bound.get(slot) {
                Some(known) => return *known,
                None => format!("variable {}", slot.0),
            },
            ExprKind::Const(c) => format!("{c:?} {:?}", expr.ty),
            ExprKind::Param(param, index) => {
                let index = index.map(|i| self.expr(i));
                format!("param {} {index:?}", param.0)
            }
            ExprKind::Apply(concept, args) => {
                let args: Vec<u32> = args.iter().map(|a| self.expr(*a)).collect();
                format!("concept {} {args:?}", concept.0)
            }
            ExprKind::Field(of, object, field) => format!("field {} {} {field}", self.expr(*of), object.0),
            ExprKind::Index(of, range, at) => format!("index {} {range:?} {}", self.expr(*of), self.expr(*at)),
            ExprKind::Binary(op, a, b) => {
                let (a, b) = (self.expr(*a), self.expr(*b));
                match op {
                    BinaryOp::Ge => format!("Le {b} {a}"),
                    BinaryOp::Gt => format!("Lt {b} {a}"),
                    BinaryOp::Le | BinaryOp::Lt | BinaryOp::Sub | BinaryOp::Div => format!("{op:?} {a} {b}"),
                    _ => format!("{op:?} {} {}", a.min(b), a.max(b)),
                }
            }
            ExprKind::In(of, list, negated) => {
                let of = self.expr(*of);
                let list: BTreeSet<u32> = list.iter().map(|e| self.expr(*e)).collect();
                format!("in {of} {list:?} {negated}")
            }
            ExprKind::Outcome(rule) => format!("outcome {}", rule.0),
            ExprKind::Quantified(all, b, body) => {
                let b = self.binding(b);
                format!("quantified {all} {b:?} {}", self.expr(*body))
            }
            ExprKind::Pick(highest, b, by) => {
                let b = self.binding(b);
                format!("pick {highest} {b:?} {}", self.expr(*by))
            }
            ExprKind::Over(function, b, body) => {
                let b = self.binding(b);
                let body = body.map(|e| self.expr(e));
                format!("over {function:?} {b:?} {body:?}")
            }
            other => {
                let parts: Vec<u32> = super::cycles::parts(other).into_iter().map(|p| self.expr(p)).collect();
                format!("{} {parts:?}", word(other))
            }
        };
        self.meanings.number(key)
    }
}

/// Whether the value of an expression depends on what an agreement says. A year or day that a parameter is asked for does not
/// count: both rules of a pair ask for their own, and are compared day by day.
fn needs_agreement(checked: &Checked, e: ExprId) -> bool {
    match &checked.expr(e).kind {
        ExprKind::Param(..) | ExprKind::Const(_) => false,
        ExprKind::Apply(..) => true,
        kind => {
            let parts = super::cycles::parts(kind);
            parts.is_empty() || parts.into_iter().any(|p| needs_agreement(checked, p))
        }
    }
}

/// The kinds of expressions whose parts say all.
fn word(kind: &ExprKind) -> String {
    match kind {
        ExprKind::Aggregate(function, _) => format!("aggregate {function:?}"),
        ExprKind::Round(up, _) => format!("round {up}"),
        ExprKind::PeriodYear(last, _) => format!("period {last}"),
        ExprKind::Root => "root".to_owned(),
        ExprKind::Today => "today".to_owned(),
        ExprKind::FormulaYear => "year".to_owned(),
        ExprKind::Not(_) => "not".to_owned(),
        ExprKind::Neg(_) => "neg".to_owned(),
        ExprKind::Fallback(..) => "fallback".to_owned(),
        ExprKind::Tallied(..) => "tallied".to_owned(),
        ExprKind::If(..) => "if".to_owned(),
        ExprKind::Recorded(_) => "recorded".to_owned(),
        ExprKind::Known(_) => "known".to_owned(),
        ExprKind::Years(_) => "years".to_owned(),
        ExprKind::YearOf(_) => "year of".to_owned(),
        ExprKind::MakeDate(..) => "date".to_owned(),
        ExprKind::DateAfter(..) => "date after".to_owned(),
        _ => "other".to_owned(),
    }
}
