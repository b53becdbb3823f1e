//! The naive evaluator: docs/language.md read literally, straight from the syntax tree, without any care for speed.

use std::collections::BTreeSet;

use jiff::civil::Date;
use toets::evaluate::finding::Verdict;
use toets::syntax::ast::{
    BinaryOp, Binding, Clause, Expr, ExprKind, File, IndexRange, Item, Literal, ParamKey, ParamKind, Parameter, Rule,
    When,
};

use crate::read::{Model, counts};
use crate::value::{
    Reason, Table, V, Why, add, at_least, div, exact, fault, interval, missing, mul, neg, poisons, q, same, tri, union,
};

/// What a rule says of a subject.
#[derive(Debug, Clone)]
pub struct Outcome {
    /// Paths of the objects it is about, and the label of the last.
    pub subjects: Vec<(String, String)>,
    pub year: Option<i32>,
    pub verdict: Verdict,
    pub why: Why,
    /// About a subject, not about whether there are any.
    complete: bool,
    /// Years that a table leaves out are no finding, when it states others.
    pub shown: bool,
}

type Env = Vec<(String, V)>;

pub struct Naive<'a> {
    pub files: &'a [File],
    pub model: &'a Model<'a>,
    pub root: V,
    pub date: Date,
}

/// The items of a collection.
struct Items {
    certain: Vec<V>,
    /// With what would tell whether it takes part.
    possible: Vec<(V, Why)>,
    /// A path met something that is not stated: there may be more.
    gaps: Why,
}

impl Naive<'_> {
    fn items(&self) -> impl Iterator<Item = &Item> {
        self.files.iter().flat_map(|f| &f.items)
    }

    fn parameter(&self, name: &str) -> Option<&Parameter> {
        self.items().find_map(|i| match i {
            Item::Parameter(p) if p.name.value == name => Some(p),
            _ => None,
        })
    }

    pub fn rules(&self) -> impl Iterator<Item = &Rule> {
        self.items().filter_map(|i| match i {
            Item::Rule(r) => Some(&**r),
            _ => None,
        })
    }

    // --- rules ---

    pub fn run(&self, rule: &Rule) -> Vec<Outcome> {
        let bindings: Vec<&Binding> = rule
            .clauses
            .iter()
            .filter_map(|c| match c {
                Clause::ForEach(_, list) => Some(list),
                _ => None,
            })
            .flatten()
            .collect();
        let mut out = vec![];
        self.subjects(rule, &bindings, &mut vec![], &mut vec![], None, &mut out);
        out
    }

    fn subjects(
        &self,
        rule: &Rule,
        bindings: &[&Binding],
        env: &mut Env,
        subjects: &mut Vec<(String, String)>,
        year: Option<i32>,
        out: &mut Vec<Outcome>,
    ) {
        let Some((binding, inner)) = bindings.split_first() else {
            let (verdict, why) = self.judge(rule, env);
            out.push(Outcome { subjects: subjects.clone(), year, verdict, why, complete: true, shown: true });
            return;
        };
        let mut nobody = |verdict, why, shown| {
            out.push(Outcome { subjects: subjects.clone(), year, verdict, why, complete: false, shown });
        };
        let over = self.eval(&binding.over, env);
        if let V::Unknown(why) | V::Many(why, _) = &over {
            return nobody(Verdict::NotCheckable, why.clone(), true);
        }
        let absent: Why = match &over {
            V::List(items) => items.iter().filter(|i| self.is_missing_year(i)).flat_map(V::why).collect(),
            _ => Why::new(),
        };
        let items = self.range(binding, env).unwrap_or_else(|_| panic!("known"));
        let doubt: Why = items.possible.iter().flat_map(|(_, why)| why.clone()).chain(items.gaps.clone()).collect();
        let any = !items.certain.is_empty();
        if !items.possible.is_empty() || !items.gaps.is_empty() || !absent.is_empty() {
            let stated = !items.possible.is_empty() || !items.gaps.is_empty();
            nobody(Verdict::NotCheckable, doubt.union(&absent).cloned().collect(), stated || !any);
        } else if !any {
            nobody(Verdict::NotApplicable, Why::new(), true);
        }
        for item in items.certain {
            let object = match &item {
                V::Object(o) => Some((o.path.clone(), o.label.clone())),
                _ => None,
            };
            let count = subjects.len();
            subjects.extend(object);
            env.push((binding.name.value.clone(), item.clone()));
            self.subjects(rule, inner, env, subjects, item.year().or(year), out);
            env.pop();
            subjects.truncate(count);
        }
    }

    fn is_missing_year(&self, v: &V) -> bool {
        matches!(v, V::Unknown(_))
    }

    fn judge(&self, rule: &Rule, env: &mut Env) -> (Verdict, Why) {
        let start = env.len();
        let mut why = Why::new();
        // Named values are looked up when they are used, so all of them can be put in reach at once.
        for clause in &rule.clauses {
            if let Clause::Let(_, items) = clause {
                for item in items {
                    let value = self.eval(&item.value, env);
                    env.push((item.name.value.clone(), value));
                }
            }
        }
        let conditions = |applies: bool| {
            rule.clauses.iter().filter_map(move |c| match c {
                Clause::Applies(_, e, _) if applies => Some(e),
                Clause::Given(_, e, _) if !applies => Some(e),
                _ => None,
            })
        };
        let all = |env: &mut Env, list: &mut dyn Iterator<Item = &Expr>| -> (Option<bool>, Why) {
            let answers: Vec<V> = list.map(|e| self.eval(e, env)).collect();
            if answers.iter().any(|a| a.truth() == Some(false)) {
                return (Some(false), Why::new());
            }
            let open: Vec<&V> = answers.iter().filter(|a| a.truth().is_none()).collect();
            if open.is_empty() { (Some(true), Why::new()) } else { (None, union(open)) }
        };
        let mut result = None;
        match all(env, &mut conditions(true)) {
            (Some(false), _) => result = Some(Verdict::NotApplicable),
            (None, open) => (result, why) = (Some(Verdict::NotCheckable), open),
            _ => {}
        }
        if result.is_none() {
            match all(env, &mut conditions(false)) {
                (Some(false), _) => result = Some(Verdict::NotCheckable),
                (None, open) => (result, why) = (Some(Verdict::NotCheckable), open),
                _ => {}
            }
        }
        if result.is_none() {
            let mut demands = rule.clauses.iter().filter_map(|c| match c {
                Clause::Requires(_, e) => Some(e),
                _ => None,
            });
            match all(env, &mut demands) {
                (Some(true), _) => result = Some(Verdict::Met),
                (None, open) => (result, why) = (Some(Verdict::NotCheckable), open),
                (Some(false), _) => {
                    let (verdict, open) = self.deviation(rule, env);
                    (result, why) = (Some(verdict), open);
                }
            }
        }
        env.truncate(start);
        (result.unwrap(), why)
    }

    fn deviation(&self, rule: &Rule, env: &mut Env) -> (Verdict, Why) {
        let deviation = rule.clauses.iter().find_map(|c| match c {
            Clause::Deviation(d) => Some(d),
            _ => None,
        });
        let Some(deviation) = deviation else { return (Verdict::NotMet, Why::new()) };
        let V::List(records) = self.eval(&deviation.records, env) else { return (Verdict::NotMet, Why::new()) };
        let mut undecided: Option<Why> = None;
        for record in records {
            let V::Object(o) = &record else { continue };
            let about = o.fields.iter().any(|(n, v)| n == "norm" && matches!(v, V::Rule(r) if *r == rule.id.value));
            if !about {
                continue;
            }
            env.push(("afwijking".to_owned(), record));
            let answers: Vec<V> = deviation.provisos.iter().map(|p| self.eval(&p.condition, env)).collect();
            env.pop();
            if answers.iter().all(|a| a.truth() == Some(true)) {
                return (Verdict::Deviation, Why::new());
            }
            if !answers.iter().any(|a| a.truth() == Some(false)) {
                let open = union(answers.iter().filter(|a| a.truth().is_none()));
                undecided.get_or_insert_with(Why::new).extend(open);
            }
        }
        match undecided {
            Some(why) => (Verdict::NotCheckable, why),
            None => (Verdict::NotMet, Why::new()),
        }
    }

    fn outcome(&self, id: &str, about: Option<&V>) -> V {
        let rule = self.rules().find(|r| r.id.value == id).expect("checked");
        let all = self.run(rule);
        let covers = |o: &Outcome| match about {
            None => true,
            Some(V::Object(object)) => o.subjects.first().is_some_and(|s| s.0 == object.path),
            Some(v) => o.year == v.year(),
        };
        let mine: Vec<&Outcome> = all.iter().filter(|o| covers(o)).collect();
        if mine.iter().any(|o| matches!(o.verdict, Verdict::NotMet | Verdict::Deviation)) {
            return V::Bool(false);
        }
        let mut open: Vec<&Outcome> = mine.iter().filter(|o| o.verdict == Verdict::NotCheckable).copied().collect();
        let met = mine.iter().any(|o| o.verdict == Verdict::Met);
        if open.is_empty() && !met {
            open = all.iter().filter(|o| !o.complete && o.verdict == Verdict::NotCheckable).collect();
        }
        if !open.is_empty() {
            return V::Unknown(open.iter().flat_map(|o| o.why.clone()).collect());
        }
        if met { V::Bool(true) } else { fault() }
    }

    // --- expressions ---

    fn eval(&self, e: &Expr, env: &mut Env) -> V {
        match &e.kind {
            ExprKind::Group(a) => self.eval(a, env),
            ExprKind::Literal(l) => literal(l),
            ExprKind::RuleRef(r) => V::Rule(r.clone()),
            ExprKind::Name(n) => self.name(n, env),
            ExprKind::Member(of, field) => self.member(&self.eval(of, env), &field.value),
            ExprKind::Index(of, range, year) => {
                let index = self.eval(year, env);
                if let ExprKind::Name(n) = &of.kind
                    && let Some(p) = self.parameter(n)
                {
                    return self.law(p, &index);
                }
                at(&self.eval(of, env), *range, &index)
            }
            ExprKind::Binary(op, a, b) => {
                let (a, b) = (self.eval(a, env), self.eval(b, env));
                binary(op.value, &a, &b)
            }
            ExprKind::Not(a) => {
                let a = self.eval(a, env);
                tri(a.truth().map(|b| !b), a.why())
            }
            ExprKind::Neg(a) => neg(&self.eval(a, env)),
            ExprKind::In(a, list, negated) => {
                let a = self.eval(a, env);
                let list: Vec<V> = list.iter().map(|i| self.eval(i, env)).collect();
                let answers: Vec<Option<bool>> = list.iter().map(|i| same(&a, i)).collect();
                if answers.contains(&Some(true)) {
                    return V::Bool(!negated);
                }
                let open = list.iter().zip(&answers).filter(|(_, x)| x.is_none()).map(|(v, _)| v);
                let why = union(std::iter::once(&a).chain(open));
                tri((!answers.contains(&None)).then_some(*negated), why)
            }
            ExprKind::Outcome(rule, about) => {
                let about = about.as_ref().map(|n| self.name(&n.value, env));
                self.outcome(&rule.value, about.as_ref())
            }
            ExprKind::Fallback(a, b) => {
                let a = self.eval(a, env);
                let why = a.why();
                if !gap(&why) {
                    return a;
                }
                let b = self.eval(b, env);
                // Where nothing stands in for it either, what is stated of it counts; and what is missing of either would help.
                let more = if b.why().is_empty() { Why::new() } else { a.why().union(&b.why()).cloned().collect() };
                if b.is_blank() && !a.is_blank() { a.because(more) } else { b.because(more) }
            }
            ExprKind::If(c, a, b) => {
                let c = self.eval(c, env);
                let (a, b) = (self.eval(a, env), self.eval(b, env));
                match c.truth() {
                    Some(true) => a,
                    Some(false) => b,
                    None if same(&a, &b) == Some(true) => a,
                    None => {
                        let why = union([&c, &a, &b]);
                        let ((a0, a1), (b0, b1)) = (a.ends(), b.ends());
                        interval(a0.zip(b0).map(|(x, y)| x.min(y)), a1.zip(b1).map(|(x, y)| x.max(y)), why)
                    }
                }
            }
            ExprKind::Quantified(all, binding, body) => self.quantified(*all, binding, body, env),
            ExprKind::Call(name, args) => {
                if matches!(name.value.as_str(), "vastgelegd")
                    && let ExprKind::Member(of, field) = &args[0].kind
                {
                    let of = self.eval(of, env);
                    return self.recorded(&of, &field.value);
                }
                let args: Vec<V> = args.iter().map(|a| self.eval(a, env)).collect();
                call(&name.value, &args)
            }
            ExprKind::Comprehension(name, body, binding) => match self.range(binding, env) {
                Err(why) if name.value == "som" => {
                    // Of items that are not stated, so much is known as of one of which nothing is.
                    let one = self.with(binding, V::Unknown(why.clone()), body, env);
                    V::Num(one.ends().0.filter(|lo| *lo >= q(0)).map(|_| q(0)), None, why)
                }
                Err(why) => perhaps(why),
                Ok(items) => self.comprehension(&name.value, body, binding, items, env),
            },
            ExprKind::Counted(_, binding) => match self.range(binding, env) {
                Err(why) => interval(Some(q(0)), None, why),
                Ok(items) => {
                    let least = i64::try_from(items.certain.len()).unwrap();
                    let most = least + i64::try_from(items.possible.len()).unwrap();
                    let doubt = items.possible.into_iter().flat_map(|(_, why)| why);
                    let why = doubt.chain(items.gaps.clone()).collect();
                    interval(Some(q(least)), items.gaps.is_empty().then(|| q(most)), why)
                }
            },
            ExprKind::Pick(..) => panic!("not generated"),
        }
    }

    fn member(&self, of: &V, field: &str) -> V {
        match of {
            V::Object(o) => o.fields.iter().find(|(n, _)| n == field).map(|(_, v)| v.clone()).expect("checked"),
            V::List(items) => {
                let mut out = vec![];
                for item in items {
                    match self.member(item, field) {
                        V::List(nested) => out.extend(nested),
                        v => out.push(v),
                    }
                }
                V::List(out)
            }
            V::Many(why, _) => V::Many(why.clone(), self.model.counts(field)),
            // A count of something that is not stated is not below zero either.
            V::Unknown(why) if self.model.counts(field) => V::Num(Some(q(0)), None, why.clone()),
            V::Unknown(why) => V::Unknown(why.clone()),
            other => panic!("no fields: {other:?}"),
        }
    }

    fn name(&self, name: &str, env: &Env) -> V {
        if let Some((_, v)) = env.iter().rev().find(|(n, _)| n == name) {
            return v.clone();
        }
        match name {
            "afspraak" => self.root.clone(),
            "peildatum" => V::Date(self.date),
            _ => match self.parameter(name) {
                Some(p) => self.law(p, &V::Bool(true)),
                None => V::Choice(name.to_owned()),
            },
        }
    }

    /// The value of law for a year; published before computed.
    fn law(&self, p: &Parameter, index: &V) -> V {
        let year = match (p.key, index.year()) {
            (ParamKey::Always, _) => None,
            (_, Some(year)) => Some(year),
            _ => return V::Unknown(index.why()),
        };
        let holds = |when: &When| match (when, year) {
            (When::Always, _) => true,
            (When::SinceYear(from), Some(y)) => *from <= y,
            (When::Years(from, to), Some(y)) => *from <= y && y <= *to,
            _ => panic!("not generated"),
        };
        let values = || p.values.iter().filter(|v| holds(&v.when.value));
        let given = values().find_map(|v| if let ParamKind::Given(e) = &v.value { Some(e) } else { None });
        let formula = values().find_map(|v| if let ParamKind::Formula(e) = &v.value { Some(e) } else { None });
        match given.or(formula) {
            Some(e) => {
                self.eval(e, &mut year.map(|y| ("jaar".to_owned(), exact(q(i64::from(y))))).into_iter().collect())
            }
            None => {
                let name = &p.name.value;
                let path = year.map_or_else(|| name.clone(), |y| format!("{name}[{y}]"));
                let why = Why::from([Reason::Param(path)]);
                if counts(&p.ty.kind) { V::Num(Some(q(0)), None, why) } else { V::Unknown(why) }
            }
        }
    }

    /// What a variable ranges over; `Err` when the collection is not stated.
    fn range(&self, binding: &Binding, env: &mut Env) -> Result<Items, Why> {
        let over = match self.eval(&binding.over, env) {
            V::List(items) => items,
            V::Table(t) => years(&t),
            V::Object(o) => vec![V::Object(o)],
            other => return Err(other.why()),
        };
        let mut out = Items { certain: vec![], possible: vec![], gaps: Why::new() };
        for item in over {
            if let V::Unknown(why) = item {
                // A year that is not stated is there all the same; the rules that range over years say so themselves.
                if !matches!(&binding.over.kind, ExprKind::Call(..)) {
                    out.gaps.extend(why);
                }
                continue;
            }
            let Some(filter) = &binding.filter else {
                out.certain.push(item);
                continue;
            };
            env.push((binding.name.value.clone(), item.clone()));
            let answer = self.eval(filter, env);
            env.pop();
            match answer.truth() {
                Some(true) => out.certain.push(item),
                Some(false) => {}
                None => out.possible.push((item, answer.why())),
            }
        }
        Ok(out)
    }

    fn with(&self, binding: &Binding, item: V, body: &Expr, env: &mut Env) -> V {
        env.push((binding.name.value.clone(), item));
        let v = self.eval(body, env);
        env.pop();
        v
    }

    fn quantified(&self, all: bool, binding: &Binding, body: &Expr, env: &mut Env) -> V {
        let items = match self.range(binding, env) {
            Ok(items) => items,
            Err(why) => return V::Unknown(why),
        };
        let mut why = items.gaps.clone();
        let mut open = !items.gaps.is_empty();
        for item in items.certain {
            let v = self.with(binding, item, body, env);
            match v.truth() {
                Some(b) if b == all => {}
                Some(b) => return V::Bool(b),
                None => {
                    open = true;
                    why.extend(v.why());
                }
            }
        }
        for (item, doubt) in items.possible {
            let v = self.with(binding, item, body, env);
            // An item that gives the usual answer does not matter, whether it takes part or not.
            if v.truth() != Some(all) {
                open = true;
                why.extend(doubt);
                why.extend(v.why());
            }
        }
        if open { V::Unknown(why) } else { V::Bool(all) }
    }

    fn comprehension(&self, name: &str, body: &Expr, binding: &Binding, items: Items, env: &mut Env) -> V {
        let certain: Vec<V> = items.certain.into_iter().map(|i| self.with(binding, i, body, env)).collect();
        let doubt: Why = items.possible.iter().flat_map(|(_, w)| w.clone()).chain(items.gaps.clone()).collect();
        let possible: Vec<V> = items.possible.into_iter().map(|(i, _)| self.with(binding, i, body, env)).collect();
        if name == "som" {
            let mut sum = call("som", &certain);
            for v in &possible {
                let (lo, hi) = v.ends();
                let part = V::Num(lo.map(|n| n.min(q(0))), hi.map(|n| n.max(q(0))), v.why());
                sum = add(&sum, &part);
            }
            if possible.is_empty() && items.gaps.is_empty() {
                return sum;
            }
            let (lo, hi) = sum.ends();
            let why: Why = sum.why().union(&doubt).cloned().collect();
            if poisons(&why) {
                return V::Unknown(why);
            }
            let open = !items.gaps.is_empty();
            return interval(lo, hi.filter(|_| !open), why);
        }
        let why: Why = doubt.into_iter().chain(union(certain.iter().chain(&possible))).collect();
        if certain.is_empty() && possible.is_empty() && why.is_empty() {
            return fault();
        }
        if certain.is_empty() || !items.gaps.is_empty() {
            return perhaps(why);
        }
        if poisons(&why) {
            return V::Unknown(why);
        }
        extreme(name == "maximum", &certain, &possible, why)
    }

    /// Whether a field is recorded: stated, and not `nee` or empty.
    fn recorded(&self, of: &V, field: &str) -> V {
        let V::Object(o) = of else { return V::Unknown(of.why()) };
        match self.member(of, field) {
            v if v.is_blank() && o.complete => V::Bool(false),
            v if v.is_blank() => V::Unknown(v.why()),
            V::Bool(b) => V::Bool(b),
            V::Text(t) => V::Bool(!t.trim().is_empty()),
            V::List(items) => V::Bool(!items.is_empty()),
            V::Table(t) => V::Bool(!t.years.is_empty()),
            V::Object(o) => V::Bool(o.fields.iter().any(|(_, v)| !v.is_blank())),
            _ => V::Bool(true),
        }
    }
}

/// The lowest or highest of what may turn out to be nothing.
fn perhaps(why: Why) -> V {
    V::Unknown(why.into_iter().chain([Reason::PerhapsFault]).collect())
}

/// Whether the agreement leaves something out, and nothing else is wrong.
fn gap(why: &Why) -> bool {
    why.iter().any(|r| matches!(r, Reason::Missing(_)))
        && why.iter().all(|r| matches!(r, Reason::Missing(_) | Reason::PerhapsFault))
}

fn literal(l: &Literal) -> V {
    match l {
        Literal::Number(n) | Literal::Percentage(n) | Literal::Points(n) | Literal::Euro(n, _) | Literal::Heat(n) => {
            let text = n.to_string();
            let (a, b) = text.split_once('/').unwrap_or((&text, "1"));
            let (whole, decimals) = a.split_once('.').unwrap_or((a, ""));
            let scale = 10i64.pow(u32::try_from(decimals.len()).unwrap());
            let digits: i64 = format!("{whole}{decimals}").parse().unwrap();
            exact(q(digits) / q(scale) / q(b.parse().unwrap()))
        }
        Literal::Date(d) => V::Date(*d),
        Literal::Text(t) => V::Text(t.clone()),
        Literal::Choice(c) => V::Choice(c.clone()),
        Literal::Bool(b) => V::Bool(*b),
    }
}

fn missing_year(t: &Table, year: i32) -> V {
    missing(format!("{}.{year}", t.path), t.counts)
}

/// The years of a table: those stated as numbers, those of the period that are not as unknowns.
fn years(t: &Table) -> Vec<V> {
    let stated: BTreeSet<i32> = t.years.iter().map(|(y, _)| *y).collect();
    let all: BTreeSet<i32> = (t.period.0..=t.period.1).chain(stated.iter().copied()).collect();
    all.into_iter()
        .map(|y| if stated.contains(&y) { exact(q(i64::from(y))) } else { V::Unknown(missing_year(t, y).why()) })
        .collect()
}

fn at(of: &V, range: IndexRange, index: &V) -> V {
    match of {
        V::Table(t) => {
            let Some(year) = index.year() else { return V::Unknown(index.why()) };
            let keep = |y: i32| match range {
                IndexRange::At => y == year,
                IndexRange::UpTo => y <= year,
                IndexRange::From => y >= year,
            };
            if range == IndexRange::At {
                return t
                    .years
                    .iter()
                    .find(|(y, _)| *y == year)
                    .map_or_else(|| missing_year(t, year), |(_, v)| v.clone());
            }
            let inside: Vec<i32> = (t.period.0..=t.period.1).filter(|y| keep(*y)).collect();
            let (Some(first), Some(last)) = (inside.first(), inside.last()) else { return missing_year(t, year) };
            let years = t.years.iter().filter(|(y, _)| keep(*y)).cloned().collect();
            V::Table(Table { years, period: (*first, *last), ..t.clone() })
        }
        V::Num(..) | V::Unknown(_) => of.clone(),
        other => panic!("no years: {other:?}"),
    }
}

fn binary(op: BinaryOp, a: &V, b: &V) -> V {
    let decides = match op {
        BinaryOp::And => Some(false),
        BinaryOp::Or => Some(true),
        _ => None,
    };
    if let Some(decides) = decides {
        if a.truth() == Some(decides) || b.truth() == Some(decides) {
            return V::Bool(decides);
        }
        return tri(a.truth().and(b.truth()), union([a, b]));
    }
    let broken = poisons(&union([a, b]));
    let turned = |x: Option<bool>| x.map(|b| !b);
    let dates = match (a, b) {
        (V::Date(x), V::Date(y)) => Some(x.cmp(y)),
        _ => None,
    };
    let least = |x: &V, y: &V, order: std::cmp::Ordering| match dates {
        Some(o) => Some(o != order),
        None => at_least(x, y),
    };
    use std::cmp::Ordering::{Greater, Less};
    let answer = match op {
        BinaryOp::Add if broken => return V::Unknown(union([a, b])),
        BinaryOp::Add => return add(a, b),
        BinaryOp::Sub if broken => return V::Unknown(union([a, b])),
        BinaryOp::Sub => return add(a, &neg(b)),
        BinaryOp::Mul if broken => return V::Unknown(union([a, b])),
        BinaryOp::Mul => return mul(a, b),
        BinaryOp::Div if broken => return V::Unknown(union([a, b])),
        BinaryOp::Div => return div(a, b),
        BinaryOp::Ge => least(a, b, Less),
        BinaryOp::Le => least(b, a, Greater),
        BinaryOp::Gt => turned(least(b, a, Greater)),
        BinaryOp::Lt => turned(least(a, b, Less)),
        BinaryOp::Eq => same(a, b),
        _ => turned(same(a, b)),
    };
    tri(answer, union([a, b]))
}

/// The figures in lists and tables; a year that is not stated is one too.
fn figures(v: &V) -> Vec<V> {
    match v {
        V::List(items) => items.iter().flat_map(figures).collect(),
        V::Table(t) => {
            let gaps = (t.period.0..=t.period.1).filter(|y| !t.years.iter().any(|(s, _)| s == y));
            t.years.iter().flat_map(|(_, v)| figures(v)).chain(gaps.map(|y| missing_year(t, y))).collect()
        }
        V::Many(why, true) => vec![V::Num(Some(q(0)), None, why.clone())],
        V::Many(why, false) => vec![V::Unknown(why.clone())],
        other => vec![other.clone()],
    }
}

fn call(name: &str, args: &[V]) -> V {
    match name {
        "bekend" => known(&args[0]),
        "aantal" => match &args[0] {
            V::List(items) => {
                let stated = items.iter().filter(|i| !i.is_blank()).count();
                let why = union(items.iter().filter(|i| i.is_blank()));
                let least = q(i64::try_from(stated).unwrap());
                interval(Some(least), why.is_empty().then_some(least), why)
            }
            other => interval(Some(q(0)), None, other.why()),
        },
        // Of nothing at all there is a sum, but no lowest or highest.
        "minimum" | "maximum" if args.iter().any(|a| matches!(a, V::Many(..))) => perhaps(union(args)),
        "som" => {
            let all: Vec<V> = args.iter().flat_map(figures).collect();
            let why = union(&all);
            if poisons(&why) {
                return V::Unknown(why);
            }
            all.iter().fold(exact(q(0)), |sum, v| add(&sum, v))
        }
        "minimum" | "maximum" => {
            let all: Vec<V> = args.iter().flat_map(figures).collect();
            let why = union(&all);
            if all.is_empty() {
                return fault();
            }
            if poisons(&why) {
                return V::Unknown(why);
            }
            extreme(name == "maximum", &all, &[], why)
        }
        "naar_boven" | "naar_beneden" => {
            let round = |n: crate::value::Q| if name == "naar_boven" { n.ceil() } else { n.floor() };
            let (lo, hi) = args[0].ends();
            interval(lo.map(round), hi.map(round), args[0].why())
        }
        "jaren" => match &args[0] {
            V::Table(t) => V::List(years(t)),
            V::Period(a, b) => V::List((*a..=*b).map(|y| exact(q(i64::from(y)))).collect()),
            other => V::Unknown(other.why()),
        },
        "eerste_jaar" | "laatste_jaar" => match &args[0] {
            V::Period(a, b) => exact(q(i64::from(if name == "eerste_jaar" { *a } else { *b }))),
            other => V::Unknown(other.why()),
        },
        "jaar_van" => match &args[0] {
            V::Date(d) => exact(q(i64::from(d.year()))),
            other => V::Unknown(other.why()),
        },
        other => panic!("not generated: {other}"),
    }
}

fn extreme(highest: bool, certain: &[V], possible: &[V], why: Why) -> V {
    let all = || certain.iter().chain(possible);
    let (lo, hi) = if highest {
        let lo = certain.iter().filter_map(|v| v.ends().0).max();
        (lo, all().map(|v| v.ends().1).collect::<Option<Vec<_>>>().and_then(|v| v.into_iter().max()))
    } else {
        let hi = certain.iter().filter_map(|v| v.ends().1).min();
        (all().map(|v| v.ends().0).collect::<Option<Vec<_>>>().and_then(|v| v.into_iter().min()), hi)
    };
    interval(lo, hi, why)
}

/// Whether every item has a value.
fn known(v: &V) -> V {
    let each = |items: Vec<V>| {
        let answers: Vec<V> = items.iter().map(known).collect();
        if answers.iter().any(|a| a.truth() == Some(false)) {
            return V::Bool(false);
        }
        tri(answers.iter().all(|a| a.truth().is_some()).then_some(true), union(&answers))
    };
    match v {
        V::List(items) => each(items.clone()),
        V::Table(t) if t.years.is_empty() => V::Bool(false),
        V::Table(t) => each(t.years.iter().map(|(_, v)| v.clone()).collect()),
        _ if v.is_blank() && v.why().contains(&Reason::Fault) => V::Unknown(v.why()),
        _ => V::Bool(!v.is_blank()),
    }
}
