//! The naive evaluator: docs/language.md read literally, straight from the syntax tree, without any care for speed.

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};

use jiff::Span;
use jiff::civil::Date;
use toets::evaluate::finding::Verdict;
use toets::source::Spanned;
use toets::syntax::ast::{
    BinaryOp, Binding, Clause, Concept, Expr, ExprKind, File, IndexRange, Item, Literal, Order, ParamKey, ParamKind,
    ParamValue, Parameter, Rule, Strength, Stricter, TypeExpr, TypeKind, When,
};

use crate::marks::{self, Reads};
use crate::notation;
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
    /// The names of what a file holds and of what several form.
    roots: Vec<String>,
    /// Values of law that replace those of the ruleset.
    pub set: BTreeMap<String, String>,
    /// Rules that are off, and are asked for.
    pub include: Vec<String>,
    /// The rules that are being judged, the innermost last.
    judging: RefCell<Vec<String>>,
    /// The figures that each named value of the rule rests on.
    lets: RefCell<Vec<(String, Reads)>>,
}

/// The items of a collection.
struct Items {
    /// With the figures that were read to know that it takes part.
    certain: Vec<(V, Reads)>,
    /// With what would tell whether it takes part.
    possible: Vec<(V, Why)>,
    /// A path met something that is not stated: there may be more.
    gaps: Why,
}

impl<'a> Naive<'a> {
    pub fn new(files: &'a [File], model: &'a Model<'a>, root: V, date: Date) -> Self {
        let (set, include) = (BTreeMap::new(), vec![]);
        let roots = model.bundles().into_iter().chain([model.reads()]).collect();
        Naive { files, model, root, date, roots, set, include, judging: RefCell::default(), lets: RefCell::default() }
    }

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

    /// Whether a rule is off, and not asked for.
    fn is_off(&self, rule: &Rule) -> bool {
        rule.clauses.iter().any(|c| matches!(c, Clause::DefaultOff(..))) && !self.include.contains(&rule.id.value)
    }

    /// Whether a rule is about what was read: one file, or several together.
    pub fn is_about_this(&self, rule: &Rule) -> bool {
        let Some(bundle) = self.model.bundles() else { return true };
        let V::Object(root) = &self.root else { return true };
        // Naive indeed: whether the name occurs in it as a variable, or in a concept whose name occurs in it.
        let mut text = format!("{:?}", rule.clauses);
        let mut concepts: Vec<&Concept> =
            self.items().filter_map(|i| if let Item::Concept(c) = i { Some(&**c) } else { None }).collect();
        while let Some(at) = concepts.iter().position(|c| text.contains(&format!("\"{}\"", c.name.value))) {
            text.push_str(&format!("{:?}", concepts.remove(at).value));
        }
        text.contains(&format!("Name(\"{bundle}\")")) == (root.ty == bundle)
    }

    pub fn run(&self, rule: &Rule) -> Vec<Outcome> {
        if self.is_off(rule) {
            return vec![];
        }
        self.judging.borrow_mut().push(rule.id.value.clone());
        let out = self.outcomes(rule);
        self.judging.borrow_mut().pop();
        out
    }

    fn outcomes(&self, rule: &Rule) -> Vec<Outcome> {
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
        self.subjects(rule, &bindings, &mut vec![], &mut vec![], None, &Reads::new(), &mut out);
        out
    }

    #[expect(clippy::too_many_arguments, reason = "what is known so far, in one place")]
    fn subjects(
        &self,
        rule: &Rule,
        bindings: &[&Binding],
        env: &mut Env,
        subjects: &mut Vec<(String, String)>,
        year: Option<i32>,
        filtered: &Reads,
        out: &mut Vec<Outcome>,
    ) {
        let Some((binding, inner)) = bindings.split_first() else {
            let (verdict, why) = self.judge(rule, env, filtered);
            out.push(Outcome { subjects: subjects.clone(), year, verdict, why, complete: true, shown: true });
            return;
        };
        let mut nobody = |verdict, why, shown| {
            out.push(Outcome { subjects: subjects.clone(), year, verdict, why, complete: false, shown });
        };
        let over = self.over(binding, env);
        if let V::Unknown(why) | V::Many(why, _) = &over {
            return nobody(Verdict::NotCheckable, why.clone(), true);
        }
        let of_years = self.is_over_years(binding, env);
        let absent: Why = match &over {
            V::List(items) if of_years => items.iter().flat_map(|i| self.absent_year(i, binding, env)).collect(),
            _ => Why::new(),
        };
        let items = self.range(binding, env, false).unwrap_or_else(|_| panic!("known"));
        let kind = self.label_kind(&binding.over, env);
        let doubt: Why = items.possible.iter().flat_map(|(_, why)| why.clone()).chain(items.gaps.clone()).collect();
        let any = !items.certain.is_empty();
        if !items.possible.is_empty() || !items.gaps.is_empty() || !absent.is_empty() {
            let stated = !items.possible.is_empty() || !items.gaps.is_empty();
            nobody(Verdict::NotCheckable, doubt.union(&absent).cloned().collect(), stated || !any);
        } else if !any {
            nobody(Verdict::NotApplicable, Why::new(), true);
        }
        for (item, reads) in items.certain {
            let object = match &item {
                V::Object(o) => Some((o.path.clone(), o.label.clone())),
                V::Text(t) | V::Choice(t) => Some((t.clone(), format!("{kind}{t}"))),
                _ => None,
            };
            let filtered = &filtered.union(&reads).cloned().collect();
            let count = subjects.len();
            subjects.extend(object);
            let before = self.bind(binding, item.clone(), env);
            self.subjects(rule, inner, env, subjects, item.year().or(year), filtered, out);
            env.truncate(before);
            subjects.truncate(count);
        }
    }

    /// What is missing of a year that a table leaves out, or of what tells whether the rule is about it.
    fn absent_year(&self, year: &V, binding: &Binding, env: &mut Env) -> Why {
        let V::Unknown(why) = year else { return Why::new() };
        let (Some(number), Some(filter)) = (left_out_year(why), &binding.filter) else { return why.clone() };
        let answer = self.with(binding, exact(q(i64::from(number))), filter, env);
        match answer.truth() {
            Some(true) => why.clone(),
            Some(false) => Why::new(),
            None => answer.why(),
        }
    }

    fn judge(&self, rule: &Rule, env: &mut Env, filtered: &Reads) -> (Verdict, Why) {
        let before = self.lets.replace(vec![]);
        let ((verdict, why), mut reads) = marks::tracked(|| self.verdict(rule, env));
        self.lets.replace(before);
        reads.extend(filtered.iter().cloned());
        // What is only aimed at does not prove that an obligation is met.
        let strength = rule.clauses.iter().find_map(|c| match c {
            Clause::Strength(s) => Some(s.value),
            _ => None,
        });
        let weakest = match strength {
            Some(Strength::Must | Strength::Principle) => "resultaat",
            Some(Strength::Aim | Strength::Effort) => "streven",
            _ => "onderzoek",
        };
        if verdict == Verdict::Met && marks::softer(&reads, weakest) {
            return (Verdict::NotCheckable, Why::from([Reason::Bounds]));
        }
        (verdict, why)
    }

    fn verdict(&self, rule: &Rule, env: &mut Env) -> (Verdict, Why) {
        let start = env.len();
        let mut why = Why::new();
        // Named values are looked up when they are used, so all of them can be put in reach at once.
        for clause in &rule.clauses {
            if let Clause::Let(_, items) = clause {
                for item in items {
                    let (value, reads) = marks::tracked(|| self.eval(&item.value, env));
                    env.push((item.name.value.clone(), value));
                    self.lets.borrow_mut().push((item.name.value.clone(), reads));
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
            let demands: Vec<Expr> = rule
                .clauses
                .iter()
                .filter_map(|c| match c {
                    Clause::Requires(_, e) => Some(e.clone()),
                    // A topic asks that something is recorded where it says.
                    Clause::Field(f) => {
                        let call = Spanned::new("vastgelegd".to_owned(), f.span);
                        Some(Expr { span: f.span, kind: ExprKind::Call(call, vec![f.path.clone()]) })
                    }
                    _ => None,
                })
                .collect();
            match all(env, &mut demands.iter()) {
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
            let norm = self.model.role(&o.ty, "norm");
            let about = o
                .fields
                .iter()
                .any(|(n, v)| Some(n) == norm.as_ref() && matches!(v, V::Rule(r) if *r == rule.id.value));
            if !about {
                continue;
            }
            let mut answers = self.record(o);
            env.push(("afwijking".to_owned(), record));
            let provisos: Vec<V> = deviation.provisos.iter().map(|p| self.eval(&p.condition, env)).collect();
            env.pop();
            answers.extend(provisos);
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

    /// What every record of a deviation needs: its ground, reasons, who and when, and its last day.
    fn record(&self, record: &crate::value::Object) -> Vec<V> {
        let mut out = vec![];
        for role in ["grond", "motivering", "beslisser", "besluitdatum", "einddatum"] {
            let Some(field) = self.model.role(&record.ty, role) else { continue };
            let v = self.member(&V::Object(record.clone()), &field);
            out.push(match (&v, role) {
                (v, _) if v.is_blank() && record.complete => V::Bool(false),
                (v, _) if v.is_blank() => V::Unknown(v.why()),
                (V::Date(d), "besluitdatum") => V::Bool(*d <= self.date),
                (V::Date(d), "einddatum") => V::Bool(*d >= self.date),
                _ => V::Bool(true),
            });
        }
        out
    }

    fn outcome(&self, id: &str) -> V {
        let rule = self.rules().find(|r| r.id.value == id).expect("checked");
        if self.is_off(rule) {
            return V::Unknown(Why::from([Reason::Bounds]));
        }
        let all = self.run(rule);
        if all.iter().any(|o| matches!(o.verdict, Verdict::NotMet | Verdict::Deviation)) {
            return V::Bool(false);
        }
        let open: Vec<&Outcome> = all.iter().filter(|o| o.verdict == Verdict::NotCheckable).collect();
        let met = all.iter().any(|o| o.verdict == Verdict::Met);
        if !open.is_empty() {
            return V::Unknown(open.iter().flat_map(|o| o.why.clone()).collect());
        }
        if met { V::Bool(true) } else { fault() }
    }

    // --- expressions ---

    /// What a field that `telt` says of one thing: what is counted, or what is stated where that is not known.
    fn tallied(&self, name: &str, of: &V, field: &str, env: &Env) -> Option<V> {
        let V::Object(o) = of else { return None };
        // Within a count, a field is what is stated.
        if name == o.ty {
            return None;
        }
        let counts = self.items().find_map(|i| match i {
            Item::Object(x) if x.name.value == o.ty => x.counts.iter().find(|c| c.field.value == field),
            _ => None,
        })?;
        let year = env.iter().rev().find(|(n, _)| n == name).map(|(_, v)| v.clone());
        let mut env = vec![(o.ty.clone(), of.clone()), ("jaar".to_owned(), year?)];
        let mut over = counts.binding.clone();
        if let ExprKind::Name(list) = &over.over.kind {
            let of = Expr { span: over.span, kind: ExprKind::Name(o.ty.clone()) };
            over.over.kind = ExprKind::Member(Box::new(of), Spanned::new(list.clone(), over.span));
        }
        let call = |word: &str| Spanned::new(word.to_owned(), over.span);
        let kind = match &counts.body {
            None => ExprKind::Counted(call("aantal"), Box::new(over.clone())),
            Some(body) => ExprKind::Comprehension(call("som"), Box::new(body.clone()), Box::new(over.clone())),
        };
        let stated = self.member(of, field);
        let counted = self.eval(&Expr { span: counts.span, kind }, &mut env);
        Some(match same(&stated, &counted) {
            Some(false) => fault(),
            _ if gap(&counted.why()) => instead(counted, stated),
            _ => counted,
        })
    }

    fn eval(&self, e: &Expr, env: &mut Env) -> V {
        match &e.kind {
            ExprKind::Group(a) => self.eval(a, env),
            ExprKind::Literal(l) => literal(l),
            ExprKind::RuleRef(r) => V::Rule(r.clone()),
            ExprKind::Name(n) => self.name(n, env),
            ExprKind::Member(of, field) => {
                let of = match &of.kind {
                    ExprKind::Name(n) => {
                        let of = row(n, env).unwrap_or_else(|| self.eval(of, env));
                        if let Some(tallied) = self.tallied(n, &of, &field.value, env) {
                            return tallied;
                        }
                        of
                    }
                    _ => self.eval(of, env),
                };
                self.member(&of, &field.value)
            }
            ExprKind::Index(of, range, year) => {
                let index = self.eval(year, env);
                if let ExprKind::Name(n) = &of.kind
                    && !env.iter().any(|(name, _)| name == n)
                    && let Some(p) = self.parameter(n)
                {
                    return self.law(p, &index);
                }
                at(&self.eval(of, env), *range, &index)
            }
            ExprKind::Binary(op, a, b) => {
                let ((a, b), reads) = marks::tracked(|| (self.eval(a, env), self.eval(b, env)));
                marks::read_all(&reads);
                let (a, b) = self.in_order(op.value, a, b);
                let together = !matches!(op.value, BinaryOp::And | BinaryOp::Or);
                if together && marks::mixed(&reads) { fault() } else { binary(op.value, &a, &b) }
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
            ExprKind::Outcome(rule) => self.outcome(&rule.value),
            ExprKind::Fallback(a, b) => {
                let a = self.eval(a, env);
                if gap(&a.why()) { instead(a, self.eval(b, env)) } else { a }
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
                if let Some(concept) = self.concept(&name.value) {
                    return self.apply(concept, args, env);
                }
                if name.value == "vastgelegd" {
                    return self.recorded(&args[0], env);
                }
                let (v, reads) = marks::tracked(|| {
                    let args: Vec<V> = args.iter().map(|a| self.eval(a, env)).collect();
                    call(&name.value, &args)
                });
                marks::read_all(&reads);
                let folds = matches!(name.value.as_str(), "som" | "gemiddelde" | "minimum" | "maximum");
                if folds && marks::mixed(&reads) { fault() } else { v }
            }
            ExprKind::Comprehension(name, body, binding) => match self.range(binding, env, true) {
                Err(why) if name.value == "verschillende" => V::Many(why, false),
                Err(why) if name.value == "som" => {
                    // Of items that are not stated, so much is known as of one of which nothing is.
                    let one = self.with(binding, V::Unknown(why.clone()), body, env);
                    V::Num(one.ends().0.filter(|lo| *lo >= q(0)).map(|_| q(0)), None, why)
                }
                Err(why) => perhaps(why),
                Ok(items) => {
                    let (v, reads) = marks::tracked(|| self.comprehension(&name.value, body, binding, items, env));
                    marks::read_all(&reads);
                    if marks::mixed(&reads) { fault() } else { v }
                }
            },
            ExprKind::Counted(_, binding) => match self.range(binding, env, true) {
                Err(why) => interval(Some(q(0)), None, why),
                Ok(items) => {
                    let least = i64::try_from(items.certain.len()).unwrap();
                    let most = least + i64::try_from(items.possible.len()).unwrap();
                    let doubt = items.possible.into_iter().flat_map(|(_, why)| why);
                    let why = doubt.chain(items.gaps.clone()).collect();
                    interval(Some(q(least)), items.gaps.is_empty().then(|| q(most)), why)
                }
            },
            ExprKind::Pick(name, binding, by) => match self.range(binding, env, true) {
                Err(why) => perhaps(why),
                Ok(items) => self.pick(name.value == "hoogste", binding, by, items, env),
            },
        }
    }

    /// The item with the lowest or highest value; known when no other can be lower or higher.
    fn pick(&self, highest: bool, binding: &Binding, by: &Expr, items: Items, env: &mut Env) -> V {
        let mut why: Why = items.possible.iter().flat_map(|(_, w)| w.clone()).chain(items.gaps.clone()).collect();
        if items.certain.is_empty() {
            return if why.is_empty() { fault() } else { perhaps(why) };
        }
        let worth = |item: &V, env: &mut Env| {
            let v = self.with(binding, item.clone(), by, env);
            if highest { neg(&v) } else { v }
        };
        let certain: Vec<(V, V)> = items.certain.into_iter().map(|(i, _)| (worth(&i, env), i)).collect();
        let others: Vec<V> = items.possible.iter().map(|(i, _)| worth(i, env)).collect();
        why.extend(union(certain.iter().map(|(v, _)| v).chain(&others)));
        let lowest = |v: &V| certain.iter().map(|(o, _)| o).chain(&others).all(|o| at_least(o, v) == Some(true));
        match certain.iter().find(|(v, _)| lowest(v)) {
            Some((_, item)) if items.gaps.is_empty() => item.clone(),
            _ => V::Unknown(why),
        }
    }

    fn member(&self, of: &V, field: &str) -> V {
        match of {
            V::Object(o) => {
                let v = o.fields.iter().find(|(n, _)| n == field).map(|(_, v)| v.clone()).expect("checked");
                if !matches!(v, V::Object(_) | V::List(_) | V::Table(_)) {
                    marks::read(&if o.path.is_empty() { field.to_owned() } else { format!("{}.{field}", o.path) });
                }
                v
            }
            // The field in each year; beside years, a total that does not state it is no total of it.
            V::Table(t) => {
                let years = t.years.iter().map(|(y, v)| (*y, self.member(v, field))).collect();
                let total = t.total.as_ref().map(|v| self.member(v, field));
                let total = total.filter(|v| t.years.is_empty() || !v.is_blank());
                let counts = self.model.counts(field);
                V::Table(Table { years, total: total.map(Box::new), counts, ..t.clone() })
            }
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
            let lets = self.lets.borrow();
            lets.iter().filter(|(n, _)| n == name).for_each(|(_, reads)| marks::read_all(reads));
            return v.clone();
        }
        match name {
            "peildatum" => V::Date(self.date),
            _ if self.roots.iter().any(|r| r == name) => self.root.clone(),
            _ => match (self.parameter(name), self.concept(name)) {
                (Some(p), _) => self.law(p, &V::Bool(true)),
                (None, Some(concept)) => self.apply(concept, &[], &mut Env::new()),
                (None, None) => V::Choice(name.to_owned()),
            },
        }
    }

    fn concept(&self, name: &str) -> Option<&Concept> {
        self.items().find_map(|i| match i {
            Item::Concept(c) if c.name.value == name => Some(&**c),
            _ => None,
        })
    }

    /// What a shared definition says of these: nothing else is in its reach.
    fn apply(&self, concept: &Concept, args: &[Expr], env: &mut Env) -> V {
        let mut own = Env::new();
        let mut all = vec![];
        for (given, arg) in concept.givens.iter().zip(args) {
            let ty = match &given.ty {
                None => given.name.value.as_str(),
                Some(TypeExpr { kind: TypeKind::Named(name), .. }) => name,
                Some(_) => "",
            };
            let object = self.items().any(|i| matches!(i, Item::Object(o) if o.name.value == ty));
            let (v, reads) = marks::tracked(|| match &arg.kind {
                ExprKind::Name(n) if object => row(n, env).unwrap_or_else(|| self.eval(arg, env)),
                _ => self.eval(arg, env),
            });
            marks::read_all(&reads);
            own.push((given.name.value.clone(), v));
            all.push((given.name.value.clone(), reads));
        }
        let outer = self.lets.replace(all);
        let v = self.eval(concept.value.as_ref().expect("checked"), &mut own);
        self.lets.replace(outer);
        v
    }

    /// The value of law for a year or a day: the strictest of the sets.
    fn law(&self, p: &Parameter, index: &V) -> V {
        if let Some(text) = self.set.get(&p.name.value) {
            return match &p.ty.kind {
                TypeKind::Named(name) if name == "datum" => V::Date(notation::day(text).expect("a day")),
                TypeKind::YesNo => V::Bool(text == "ja"),
                _ => exact(notation::number(text).expect("a number")),
            };
        }
        let (year, day) = match (p.key, index) {
            (ParamKey::Always, _) => (Some(i32::from(self.date.year())), Some(self.date)),
            (ParamKey::Date, V::Date(d)) => (None, Some(*d)),
            (ParamKey::Year, _) => (index.year(), None),
            _ => (None, None),
        };
        if year.is_none() && day.is_none() {
            return V::Unknown(index.why());
        }
        let name = &p.name.value;
        let path = match p.key {
            ParamKey::Always => name.clone(),
            ParamKey::Year => format!("{name}[{}]", year.unwrap()),
            ParamKey::Date => format!("{name}[{}]", day.unwrap()),
        };
        let unknown = || {
            let why = Why::from([Reason::Param(path.clone())]);
            if counts(&p.ty.kind) { V::Num(Some(q(0)), None, why) } else { V::Unknown(why) }
        };
        let base = self.dated(&p.values, year, day).map_or_else(unknown, |v| v.unwrap_or_else(unknown));
        let rule = self.judging.borrow().last().cloned().unwrap_or_default();
        let own = self.items().filter_map(|i| match i {
            Item::Tightening(t) if t.name.value == *name => Some(t),
            _ => None,
        });
        let own = own.filter(|t| t.rules.is_empty() || t.rules.iter().any(|r| r.value == rule));
        let own: Vec<V> = own.filter_map(|t| self.dated(&t.values, year, day).flatten()).collect();
        let higher = p.stricter.as_ref().is_some_and(|s| s.value == Stricter::Higher);
        own.into_iter().fold(base, |base, own| extreme(higher, &[base.clone(), own.clone()], &[], union([&base, &own])))
    }

    /// The value that holds in a year or on a day, published before computed; the inner `None` is one that is not known.
    fn dated(&self, values: &[ParamValue], year: Option<i32>, day: Option<Date>) -> Option<Option<V>> {
        let holds = |when: &When| match when {
            When::Always => true,
            When::SinceYear(from) => year.is_some_and(|y| *from <= y),
            When::Years(from, to) => year.is_some_and(|y| *from <= y && y <= *to),
            When::SinceDate(from) => day.is_some_and(|d| *from <= d),
        };
        let since = |v: &&ParamValue| match v.when.value {
            When::SinceDate(d) => Some(d),
            _ => None,
        };
        let all: Vec<&ParamValue> = values.iter().filter(|v| holds(&v.when.value)).collect();
        let latest = all.iter().filter_map(since).max();
        let mut now = all.iter().filter(|v| since(v) == latest);
        let given = now.clone().find_map(|v| if let ParamKind::Given(e) = &v.value { Some(e) } else { None });
        let formula = now.clone().find_map(|v| if let ParamKind::Formula(e) = &v.value { Some(e) } else { None });
        match given.or(formula) {
            Some(e) => {
                let mut env = year.map(|y| ("jaar".to_owned(), exact(q(i64::from(y))))).into_iter().collect();
                Some(Some(self.eval(e, &mut env)))
            }
            None => now.next().map(|_| None),
        }
    }

    /// Names of objects are told with the kind of object: `regio Waterkant`.
    fn label_kind(&self, over: &Expr, env: &mut Env) -> String {
        let ExprKind::Call(_, args) = &over.kind else { return String::new() };
        let Some(ExprKind::Member(of, field)) = args.first().map(|a| &a.kind) else { return String::new() };
        let mut of = self.eval(of, env);
        while let V::List(items) = of {
            of = items.into_iter().next().unwrap_or_else(fault);
        }
        match of {
            V::Object(o) if self.model.role(&o.ty, "aanduiding").as_ref() == Some(&field.value) => format!("{} ", o.ty),
            _ => String::new(),
        }
    }

    /// What a variable ranges over; `Err` when the collection is not stated. A year that a table leaves out is there all the
    /// same, `whole` says so; only the rules that range over years make no finding of it.
    fn range(&self, binding: &Binding, env: &mut Env, whole: bool) -> Result<Items, Why> {
        let of_years = self.is_over_years(binding, env);
        let over = match self.over(binding, env) {
            V::List(items) => items,
            V::Object(o) => vec![V::Object(o)],
            other => return Err(other.why()),
        };
        let mut out = Items { certain: vec![], possible: vec![], gaps: Why::new() };
        for item in over {
            let mut item = item;
            if let V::Unknown(why) | V::Many(why, _) = &item {
                match left_out_year(why).filter(|_| of_years) {
                    Some(year) if whole => item = exact(q(i64::from(year))),
                    Some(_) => continue,
                    None => {
                        out.gaps.extend(why.clone());
                        continue;
                    }
                }
            }
            let Some(filter) = &binding.filter else {
                out.certain.push((item, Reads::new()));
                continue;
            };
            let before = self.bind(binding, item.clone(), env);
            let (answer, reads) = marks::tracked(|| self.eval(filter, env));
            env.truncate(before);
            match answer.truth() {
                Some(true) => out.certain.push((item, reads)),
                Some(false) => {}
                None => out.possible.push((item, answer.why())),
            }
        }
        Ok(out)
    }

    fn with(&self, binding: &Binding, item: V, body: &Expr, env: &mut Env) -> V {
        let before = self.bind(binding, item, env);
        let v = self.eval(body, env);
        env.truncate(before);
        v
    }

    /// Two words of a choice list that are held against each other, by their place from low to high.
    fn in_order(&self, op: BinaryOp, a: V, b: V) -> (V, V) {
        let (V::Choice(x), V::Choice(y)) = (&a, &b) else { return (a, b) };
        if !matches!(op, BinaryOp::Ge | BinaryOp::Le | BinaryOp::Gt | BinaryOp::Lt) {
            return (a, b);
        }
        let places = self.items().find_map(|i| match i {
            Item::ChoiceList(list) => {
                let mut words: Vec<&str> = list.choices.iter().map(|c| c.name.value.as_str()).collect();
                if list.order? == Order::Falling {
                    words.reverse();
                }
                let place = |word: &str| words.iter().position(|w| *w == word).map(|n| exact(q(n as i64)));
                place(x).zip(place(y))
            }
            _ => None,
        });
        places.expect("checked")
    }

    /// What a variable ranges over: of a table or a period, its years.
    fn over(&self, binding: &Binding, env: &mut Env) -> V {
        match self.eval(&binding.over, env) {
            over @ (V::Table(_) | V::Period(..)) => call("jaren", &[over]),
            over => over,
        }
    }

    fn is_over_years(&self, binding: &Binding, env: &mut Env) -> bool {
        let years = matches!(&binding.over.kind, ExprKind::Call(name, _) if name.value == "jaren");
        years || matches!(self.eval(&binding.over, env), V::Table(_))
    }

    /// Brings a variable into reach, with the table whose rows it goes through; gives how many there were before.
    fn bind(&self, binding: &Binding, item: V, env: &mut Env) -> usize {
        let before = env.len();
        let over = self.eval(&binding.over, env);
        if matches!(over, V::Table(_)) {
            env.push((format!("rows of {}", binding.name.value), over));
        }
        env.push((binding.name.value.clone(), item));
        before
    }

    fn quantified(&self, all: bool, binding: &Binding, body: &Expr, env: &mut Env) -> V {
        let items = match self.range(binding, env, true) {
            Ok(items) => items,
            Err(why) => return V::Unknown(why),
        };
        let mut why = items.gaps.clone();
        let mut open = !items.gaps.is_empty();
        for (item, reads) in items.certain {
            marks::read_all(&reads);
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
        let certain: Vec<V> = items.certain.into_iter().map(|(i, _)| self.with(binding, i, body, env)).collect();
        let doubt: Why = items.possible.iter().flat_map(|(_, w)| w.clone()).chain(items.gaps.clone()).collect();
        let possible: Vec<V> = items.possible.into_iter().map(|(i, _)| self.with(binding, i, body, env)).collect();
        if name == "verschillende" {
            let doubtful = items.gaps.iter().map(|r| V::Unknown(Why::from([r.clone()])));
            let doubtful: Vec<V> =
                doubtful.chain(possible.iter().map(|v| V::Unknown(v.why())).filter(|_| !doubt.is_empty())).collect();
            let known = call("verschillende", &[V::List(certain)]);
            let V::List(mut all) = known else { return known };
            all.extend(doubtful.into_iter().map(|v| v.because(doubt.clone())));
            return V::List(all);
        }
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
        if name == "gemiddelde" {
            return if possible.is_empty() { call(name, &certain) } else { V::Unknown(why) };
        }
        let (certain, possible): (Vec<V>, Vec<V>) =
            (certain.iter().flat_map(figures).collect(), possible.iter().flat_map(figures).collect());
        extreme(name == "maximum", &certain, &possible, why)
    }

    /// Whether something is recorded: stated, and not `nee` or empty. What a complete group leaves out is not.
    fn recorded(&self, e: &Expr, env: &mut Env) -> V {
        match self.eval(e, env) {
            v if v.is_blank() && left_out(&v) => V::Bool(false),
            v if v.is_blank() => V::Unknown(v.why()),
            V::Bool(b) => V::Bool(b),
            V::Text(t) => V::Bool(!t.trim().is_empty()),
            V::List(items) => V::Bool(!items.is_empty()),
            V::Table(t) => {
                let values: Vec<&V> = t.years.iter().map(|(_, v)| v).chain(t.total.as_deref()).collect();
                let no = |v: &&V| matches!(v, V::Bool(false)) || (v.is_blank() && left_out(v));
                match values.iter().any(|v| !no(v) && !v.is_blank()) {
                    true => V::Bool(true),
                    false if values.iter().all(no) => V::Bool(false),
                    false => V::Unknown(union(values)),
                }
            }
            V::Object(o) => V::Bool(o.fields.iter().any(|(_, v)| !v.is_blank())),
            _ => V::Bool(true),
        }
    }
}

/// The year that is missing.
fn left_out_year(why: &Why) -> Option<i32> {
    why.iter().find_map(|r| match r {
        Reason::Missing(path) => path.rsplit('.').next().and_then(|y| y.parse::<i32>().ok()),
        _ => None,
    })
}

/// The row that a variable over the years of a table stands for.
fn row(name: &str, env: &Env) -> Option<V> {
    let at = env.iter().rposition(|(n, _)| n == name)?;
    let (rows, table) = env.get(at.checked_sub(1)?)?;
    (*rows == format!("rows of {name}")).then(|| self::at(table, IndexRange::At, &env[at].1))
}

/// Whether what is missing is what a complete group leaves out.
fn left_out(v: &V) -> bool {
    v.why().iter().all(|r| matches!(r, Reason::Missing(path) if marks::is_left_out(path)))
}

/// The lowest or highest of what may turn out to be nothing.
fn perhaps(why: Why) -> V {
    V::Unknown(why.into_iter().chain([Reason::PerhapsFault]).collect())
}

/// What stands in for something that is missing. Where nothing does, what is stated of it counts; and what is missing of either
/// would help.
fn instead(a: V, b: V) -> V {
    let more = if b.why().is_empty() { Why::new() } else { a.why().union(&b.why()).cloned().collect() };
    if b.is_blank() && !a.is_blank() { a.because(more) } else { b.because(more) }
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

/// In a table of one year, the total is that year.
fn settled(t: &Table) -> Table {
    let mut t = t.clone();
    if let (Some((a, b)), Some(total)) = (t.period, &t.total)
        && a == b
    {
        match t.years.iter_mut().find(|(y, _)| *y == a) {
            None => t.years.push((a, (**total).clone())),
            Some((_, v)) if matches!(v, V::Num(..)) && same(v, total) == Some(false) => *v = fault(),
            _ => {}
        }
    }
    t
}

fn span(t: &Table) -> impl Iterator<Item = i32> + use<> {
    let (a, b) = t.period.unwrap_or((1, 0));
    a..=b
}

/// The years of a table: those stated as numbers, those of the period that are not as unknowns.
fn years(t: &Table) -> Vec<V> {
    let t = &settled(t);
    let stated: BTreeSet<i32> = t.years.iter().map(|(y, _)| *y).collect();
    let all: BTreeSet<i32> = span(t).chain(stated.iter().copied()).collect();
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
                let t = settled(t);
                marks::read(&format!("{}.{year}", t.path));
                return t
                    .years
                    .iter()
                    .find(|(y, _)| *y == year)
                    .map_or_else(|| missing_year(&t, year), |(_, v)| v.clone());
            }
            let years: Vec<(i32, V)> = t.years.iter().filter(|(y, _)| keep(*y)).cloned().collect();
            if t.period.is_none() {
                return V::Table(Table { years, total: None, ..t.clone() });
            }
            let inside: Vec<i32> = span(t).filter(|y| keep(*y)).collect();
            let (Some(first), Some(last)) = (inside.first(), inside.last()) else { return missing_year(t, year) };
            let period = Some((*first, *last));
            // The total says something of all years only.
            let total = t.total.clone().filter(|_| period == t.period);
            V::Table(Table { years, period, total, ..t.clone() })
        }
        V::List(items) => V::List(items.iter().map(|i| at(i, range, index)).collect()),
        V::Num(..) | V::Unknown(_) | V::Many(..) => of.clone(),
        other => panic!("no years: {other:?}"),
    }
}

/// The sum of a table: what it states as a total, and what its years add up to, which must agree.
fn table_sum(t: &Table) -> V {
    t.total.iter().for_each(|_| {
        marks::read(&format!("{}.totaal", t.path));
        marks::read(&t.path);
    });
    let total = t.total.as_deref();
    if t.years.is_empty() {
        return match total {
            Some(total) => total.clone(),
            None if t.period.is_none() => missing(t.path.clone(), t.counts),
            None => figures(&V::Table(t.clone())).iter().fold(exact(q(0)), |sum, v| add(&sum, v)),
        };
    }
    let bare = Table { total: None, ..t.clone() };
    let sum = figures(&V::Table(bare)).iter().fold(exact(q(0)), |sum, v| add(&sum, v));
    let Some(total) = total else { return sum };
    if at_least(total, &sum) == Some(false) || at_least(&sum, total) == Some(false) {
        return fault();
    }
    let ((a0, a1), (b0, b1)) = (sum.ends(), total.ends());
    let both = |a: Option<crate::value::Q>, b, pick: fn(_, _) -> _| a.zip(b).map(|(a, b)| pick(a, b)).or(a).or(b);
    // What the total leaves open is open because it says so, not because years are left out.
    interval(both(a0, b0, Ord::max), both(a1, b1, Ord::min), total.why())
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
            let t = settled(t);
            t.years.iter().for_each(|(y, _)| marks::read(&format!("{}.{y}", t.path)));
            let gaps: Vec<V> =
                span(&t).filter(|y| !t.years.iter().any(|(s, _)| s == y)).map(|y| missing_year(&t, y)).collect();
            t.years.iter().flat_map(|(_, v)| figures(v)).chain(gaps).collect()
        }
        V::Many(why, true) => vec![V::Num(Some(q(0)), None, why.clone())],
        V::Many(why, false) => vec![V::Unknown(why.clone())],
        other => vec![other.clone()],
    }
}

/// What a sum adds up: of a table its sum.
fn summands(v: &V) -> Vec<V> {
    match v {
        V::List(items) => items.iter().flat_map(summands).collect(),
        V::Table(t) => vec![table_sum(t)],
        other => figures(other),
    }
}

fn same_item(a: &V, b: &V) -> bool {
    same(a, b) == Some(true)
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
            V::Table(t) => {
                let all = years(t);
                let stated = all.iter().filter(|y| !y.is_blank()).count();
                let ends = [stated, all.len()].map(|n| Some(q(i64::try_from(n).unwrap())));
                interval(ends[0], ends[1], union(all.iter().filter(|y| y.is_blank())))
            }
            other => interval(Some(q(0)), None, other.why()),
        },
        "verschillende" => match &args[0] {
            V::List(items) => {
                let mut out: Vec<V> = vec![];
                for item in
                    items.iter().flat_map(|i| if let V::List(nested) = i { nested.clone() } else { vec![i.clone()] })
                {
                    let item = &item;
                    if item.is_blank() || !out.iter().any(|o| same_item(o, item)) {
                        out.push(item.clone());
                    }
                }
                V::List(out)
            }
            other => V::Many(other.why(), false),
        },
        "gemiddelde" if args.iter().any(|a| matches!(a, V::Many(..))) => perhaps(union(args)),
        "gemiddelde" => {
            let all: Vec<V> = args.iter().flat_map(figures).collect();
            let why = union(&all);
            if all.is_empty() {
                return fault();
            }
            // A mean needs every figure.
            if poisons(&why) || all.iter().any(V::is_blank) {
                return V::Unknown(why);
            }
            let sum = all.iter().fold(exact(q(0)), |sum, v| add(&sum, v));
            div(&sum, &exact(q(i64::try_from(all.len()).unwrap())))
        }
        "datum" => {
            let parts: Vec<i32> = args.iter().filter_map(V::year).collect();
            let [year, month, day] = parts.as_slice() else { return V::Unknown(union(args)) };
            let date =
                Date::new(i16::try_from(*year).unwrap(), i8::try_from(*month).unwrap(), i8::try_from(*day).unwrap());
            date.map_or_else(|_| fault(), V::Date)
        }
        "na" => {
            let (V::Date(d), Some(months), Some(weeks)) = (&args[0], args[1].year(), args[2].year()) else {
                return V::Unknown(union(args));
            };
            let later = d.checked_add(Span::new().months(months)).and_then(|d| d.checked_add(Span::new().weeks(weeks)));
            later.map_or_else(|_| fault(), V::Date)
        }
        // Of nothing at all there is a sum, but no lowest or highest.
        "minimum" | "maximum" if args.iter().any(|a| matches!(a, V::Many(..))) => perhaps(union(args)),
        "som" => {
            let all: Vec<V> = args.iter().flat_map(summands).collect();
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
    let days: Vec<Date> = certain.iter().filter_map(|v| if let V::Date(d) = v { Some(*d) } else { None }).collect();
    if !days.is_empty() {
        let all = days.len() == certain.len() && possible.is_empty();
        let end = if highest { days.iter().max() } else { days.iter().min() };
        return end.filter(|_| all).map_or_else(|| V::Unknown(why), |d| V::Date(*d));
    }
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
        V::Table(t) if t.years.is_empty() => V::Bool(t.total.as_ref().is_some_and(|v| !v.is_blank())),
        V::Table(t) => each(t.years.iter().map(|(_, v)| v.clone()).collect()),
        _ if v.is_blank() && v.why().contains(&Reason::Fault) => V::Unknown(v.why()),
        _ => V::Bool(!v.is_blank()),
    }
}
