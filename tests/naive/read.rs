//! The naive reading of an agreement: serde_yaml and the declared types, nothing else. Files that are wrong are not its business.

use std::cell::RefCell;
use std::collections::HashMap;

use serde_yaml::Value as Yaml;
use toets::source::Spanned;
use toets::syntax::ast::{Clause, Expr, ExprKind, Field, File, Item, Rule, Ruleset, TopicField, TypeExpr, TypeKind};

use crate::marks::{self, Marks};
use crate::notation::{self, Whole};
use crate::value::{Object, Q, Table, V, interval, missing};

/// Fields that hold another agreement: nothing that is said around them holds in it.
const DOCUMENTS: [&str; 5] = ["kader", "deel", "vorige", "bod", "reactie"];

/// The objects and choice lists of a ruleset with those it builds on.
pub struct Model<'a> {
    pub files: &'a [File],
    counted: RefCell<HashMap<String, bool>>,
}

/// What holds for everything below an object.
#[derive(Clone, Default)]
pub struct Context {
    period: Option<(i32, i32)>,
    /// `volledig: ja`
    complete: bool,
    marks: Marks,
}

impl<'a> Model<'a> {
    pub fn new(files: &'a [File]) -> Self {
        Model { files, counted: RefCell::default() }
    }

    fn items(&self) -> impl Iterator<Item = &'a Item> {
        self.files.iter().flat_map(|f| &f.items)
    }

    fn header(&self, pick: impl Fn(&Ruleset) -> Option<&str>) -> Option<String> {
        self.items().find_map(|i| match i {
            Item::Ruleset(r) => pick(r).map(str::to_owned),
            _ => None,
        })
    }

    /// The object that a file holds.
    pub fn reads(&self) -> String {
        self.header(|r| r.reads.as_ref().map(|n| n.value.as_str())).expect("leest")
    }

    /// The object that several files form.
    pub fn bundles(&self) -> Option<String> {
        self.header(|r| r.bundles.as_ref().map(|n| n.value.as_str()))
    }

    /// The fields of an object, with those of extensions and of topics.
    fn fields(&self, object: &str) -> Option<Vec<Field>> {
        let mut fields = self.written_fields(object);
        for item in self.items() {
            let Item::Rule(rule) = item else { continue };
            for clause in &rule.clauses {
                if let Clause::Field(TopicField { path, ty: Some(ty), .. }) = clause
                    && let ExprKind::Member(of, name) = &path.kind
                    && self.object_of(of, rule).is_some_and(|o| o == object)
                {
                    let (name, span) = (name.clone(), name.span);
                    let text = Spanned::new(String::new(), span);
                    let (required, fixed) = (false, false);
                    fields.push(Field { span, name, ty: ty.clone(), part_of: None, required, fixed, role: None, text });
                }
            }
        }
        (!fields.is_empty()).then_some(fields)
    }

    fn written_fields(&self, object: &str) -> Vec<Field> {
        let of = |i: &'a Item| match i {
            Item::Object(o) if o.name.value == object => Some(o),
            _ => None,
        };
        self.items().filter_map(of).flat_map(|o| o.fields.clone()).collect()
    }

    /// The object that a path of a topic leads to.
    fn object_of(&self, path: &Expr, rule: &Rule) -> Option<String> {
        match &path.kind {
            ExprKind::Name(name) => {
                let bindings = rule.clauses.iter().find_map(|c| match c {
                    Clause::ForEach(_, all) => all.iter().find(|b| b.name.value == *name),
                    _ => None,
                });
                bindings.map_or_else(|| Some(name.clone()), |b| self.object_of(&b.over, rule))
            }
            ExprKind::Member(of, name) => {
                let fields = self.written_fields(&self.object_of(of, rule)?);
                let field = fields.into_iter().find(|f| f.name.value == name.value)?;
                match &field.ty.kind {
                    TypeKind::Named(object) => Some(object.clone()),
                    TypeKind::List(item) => match &item.kind {
                        TypeKind::Named(object) => Some(object.clone()),
                        _ => None,
                    },
                    _ => None,
                }
            }
            _ => None,
        }
    }

    /// The field of an object with a role.
    pub fn role(&self, object: &str, role: &str) -> Option<String> {
        let fields = self.fields(object)?;
        let field = fields.into_iter().find(|f| f.role.as_ref().is_some_and(|r| r.value == role));
        field.map(|f| f.name.value.clone())
    }

    /// Whether a field holds counts, in a table or not.
    pub fn counts(&self, field: &str) -> bool {
        *self.counted.borrow_mut().entry(field.to_owned()).or_insert_with(|| {
            let fields = self.items().flat_map(|i| match i {
                Item::Object(o) => o.fields.as_slice(),
                _ => &[],
            });
            fields.filter(|f| f.name.value == field).any(|f| counts(&f.ty.kind))
        })
    }

    /// How far `circa` may be off.
    fn margin(&self) -> Option<Q> {
        self.items().find_map(|i| match i {
            Item::Circa(c) => notation::number(&c.margin.value.to_string().replace('.', ",")),
            _ => None,
        })
    }

    /// The whole agreement.
    pub fn agreement(&self, text: &str) -> V {
        marks::clear();
        let yaml: Yaml = serde_yaml::from_str(text).expect("YAML");
        self.object(&self.reads(), &yaml, "", None, Context::default())
    }

    /// Several agreements, and the years from the first to the last of them.
    pub fn portfolio(&self, text: &str) -> V {
        marks::clear();
        let yaml: Yaml = serde_yaml::from_str(text).expect("YAML");
        let bundle = self.bundles().expect("bundelt");
        let V::Object(mut all) = self.object(&bundle, &yaml, "", None, Context::default()) else { panic!("an object") };
        let own = self.role(&self.reads(), "looptijd");
        let mut years: Vec<(i32, i32)> = vec![];
        for (_, v) in &all.fields {
            let V::List(items) = v else { continue };
            for item in items {
                let V::Object(o) = item else { continue };
                years.extend(o.fields.iter().filter(|(n, _)| Some(n) == own.as_ref()).filter_map(|(_, v)| match v {
                    V::Period(a, b) => Some((*a, *b)),
                    _ => None,
                }));
            }
        }
        let span = years.iter().map(|y| y.0).min().zip(years.iter().map(|y| y.1).max());
        if let (Some(name), Some((a, b))) = (self.role(&bundle, "looptijd"), span) {
            all.fields.iter_mut().filter(|(n, _)| *n == name).for_each(|(_, v)| *v = V::Period(a, b));
        }
        V::Object(all)
    }

    fn with_marks(&self, yaml: &Yaml, c: &Context) -> Context {
        let mut c = c.clone();
        let text = |key: &str| yaml.get(key).and_then(Yaml::as_str).map(str::to_owned);
        if let Some(word) = text("formulering") {
            c.marks.wording = Some(word);
        }
        for item in self.items() {
            if let Item::Qualifier(k) = item
                && k.never_mixed
                && let Some(value) = text(&k.name.value)
            {
                c.marks.tags.insert(k.name.value.clone(), value);
            }
        }
        c.complete |= yaml.get("volledig").is_some_and(yes);
        c
    }

    fn object(&self, ty: &str, yaml: &Yaml, path: &str, number: Option<usize>, c: Context) -> V {
        let fields = self.fields(ty).expect("declared");
        let mut c = c;
        // A field of the object's own with the name of a mark is that field.
        let own = |name: &str| fields.iter().any(|f| f.name.value == name);
        let marked = self.with_marks(yaml, &c);
        if own("formulering") {
            let before = c.marks.wording.clone();
            c = marked;
            c.marks.wording = before;
        } else {
            c = marked;
        }
        if let Some(term) = self.role(ty, "looptijd")
            && let Some(V::Period(a, b)) = yaml.get(term.as_str()).and_then(period)
        {
            c.period = Some((a, b));
        }
        let name = self.role(ty, "aanduiding").and_then(|f| yaml.get(f.as_str())).and_then(scalar);
        let under = |f: &str| if path.is_empty() { f.to_owned() } else { format!("{path}.{f}") };
        let values = fields
            .iter()
            .map(|f| {
                let document = f.role.as_ref().is_some_and(|r| DOCUMENTS.contains(&r.value.as_str()));
                let c = if document { Context::default() } else { c.clone() };
                let name = &f.name.value;
                (name.clone(), self.field(&f.ty.kind, yaml.get(name.as_str()), &under(name), &c))
            })
            .collect();
        let name = name.or(number.map(|n| n.to_string()));
        let label = name.map_or_else(|| ty.to_owned(), |n| format!("{ty} {n}"));
        V::Object(Object { ty: ty.to_owned(), path: path.to_owned(), label, fields: values, complete: c.complete })
    }

    fn field(&self, ty: &TypeKind, yaml: Option<&Yaml>, path: &str, c: &Context) -> V {
        match yaml {
            None | Some(Yaml::Null) => {
                if c.complete {
                    marks::leave_out(path);
                }
                nothing(ty, path)
            }
            Some(yaml) => self.value(ty, yaml, path, c),
        }
    }

    fn value(&self, ty: &TypeKind, yaml: &Yaml, path: &str, c: &Context) -> V {
        match ty {
            TypeKind::Table { item, any_year } => self.table(item, *any_year, yaml, path, c),
            TypeKind::List(item) => {
                let items = yaml.as_sequence().expect("a list").iter().enumerate();
                let one = |(i, y): (usize, &Yaml)| match &item.kind {
                    TypeKind::Named(object) if self.fields(object).is_some() => {
                        let name = self.role(object, "aanduiding").and_then(|l| y.get(l.as_str())).and_then(scalar);
                        let name = name.unwrap_or_else(|| (i + 1).to_string());
                        self.object(object, y, &format!("{path}[{name}]"), Some(i + 1), c.clone())
                    }
                    other => self.value(other, y, &format!("{path}[{}]", i + 1), c),
                };
                V::List(items.map(one).collect())
            }
            TypeKind::Named(object) if self.fields(object).is_some() => {
                self.object(object, yaml, path, None, c.clone())
            }
            _ => {
                marks::say(path, &self.with_marks(yaml, c).marks);
                self.scalar(ty, yaml, path)
            }
        }
    }

    /// Years, a total, or one value that is the total.
    fn table(&self, item: &TypeExpr, any_year: bool, yaml: &Yaml, path: &str, c: &Context) -> V {
        let c = &self.with_marks(yaml, c);
        let mut table = Table {
            path: path.to_owned(),
            years: vec![],
            period: if any_year { None } else { c.period },
            total: None,
            counts: counts(&item.kind),
        };
        let keys: Vec<String> = yaml.as_mapping().map(|m| m.keys().filter_map(scalar).collect()).unwrap_or_default();
        let per_year = keys.iter().any(|k| k == "totaal" || k.parse::<i32>().is_ok());
        if !per_year && !keys.is_empty() || yaml.as_mapping().is_none() {
            table.total = Some(Box::new(self.value(&item.kind, yaml, path, c)));
            return V::Table(table);
        }
        for (key, value) in yaml.as_mapping().expect("a table") {
            let key = scalar(key).expect("a key");
            if value.is_null() {
                continue;
            }
            if key == "totaal" {
                table.total = Some(Box::new(self.value(&item.kind, value, &format!("{path}.totaal"), c)));
            } else if let Ok(year) = key.parse::<i32>() {
                table.years.push((year, self.value(&item.kind, value, &format!("{path}.{year}"), c)));
            }
        }
        table.years.sort_by_key(|(y, _)| *y);
        if c.complete {
            let (first, last) = table.period.unwrap_or((1, 0));
            (first..=last).for_each(|y| marks::leave_out(&format!("{path}.{y}")));
        }
        V::Table(table)
    }

    fn scalar(&self, ty: &TypeKind, yaml: &Yaml, path: &str) -> V {
        if let TypeKind::Named(name) = ty
            && name == "periode"
        {
            return period(yaml).expect("a period");
        }
        let whole = match ty {
            TypeKind::Count(_) => Whole::Count,
            TypeKind::Balance(_) => Whole::Balance,
            _ => Whole::No,
        };
        if yaml.is_mapping() {
            let part = |key: &str| yaml.get(key).and_then(scalar);
            let n = |key: &str| part(key).map(|t| notation::number(&t).expect("a number"));
            if let Some(value) = yaml.get("waarde") {
                return self.scalar(ty, value, path);
            }
            return match (n("minimaal").or(n("van")), n("maximaal").or(n("tot")), n("circa")) {
                (_, _, Some(n)) => notation::about(n, whole, self.margin()),
                (Some(a), Some(b), _) => interval(Some(a), Some(b), Default::default()),
                (Some(a), ..) => notation::least(a),
                (_, Some(b), _) => notation::most(b, whole),
                _ => nothing(ty, path),
            };
        }
        let text = scalar(yaml).expect("a scalar");
        match ty {
            TypeKind::YesNo => V::Bool(yes(yaml)),
            TypeKind::Choice(names) => V::Choice(choice(&text, names.iter().map(|n| n.value.as_str()))),
            TypeKind::Count(_) | TypeKind::Balance(_) | TypeKind::Euro(_) | TypeKind::Heat => {
                notation::figure(&text, whole, self.margin())
            }
            TypeKind::Named(name) => match name.as_str() {
                "tekst" => V::Text(text),
                "percentage" | "getal" | "jaar" | "procentpunt" => notation::figure(&text, whole, self.margin()),
                "datum" => V::Date(notation::day(&text).expect("a day")),
                "regel" => V::Rule(text),
                list => V::Choice(self.listed(list, &text)),
            },
            TypeKind::Table { .. } | TypeKind::List(_) => panic!("no scalar"),
        }
    }

    /// A word of a choice list, or one of its codes.
    fn listed(&self, list: &str, text: &str) -> String {
        let list = self.items().find_map(|i| match i {
            Item::ChoiceList(l) if l.name.value == list => Some(l),
            _ => None,
        });
        let Some(list) = list else { return text.to_owned() };
        let code = list.choices.iter().find(|c| c.codes.iter().any(|code| code.value.eq_ignore_ascii_case(text)));
        match code {
            Some(c) => c.name.value.clone(),
            None => choice(text, list.choices.iter().map(|c| c.name.value.as_str())),
        }
    }
}

/// What a field that is not stated is.
fn nothing(ty: &TypeKind, path: &str) -> V {
    match ty {
        TypeKind::List(_) => V::Many(missing(path.to_owned(), false).why(), false),
        _ => missing(path.to_owned(), counts(ty)),
    }
}

fn scalar(yaml: &Yaml) -> Option<String> {
    match yaml {
        Yaml::String(s) => Some(s.clone()),
        Yaml::Number(n) => Some(n.to_string()),
        Yaml::Bool(b) => Some((if *b { "ja" } else { "nee" }).to_owned()),
        _ => None,
    }
}

fn yes(yaml: &Yaml) -> bool {
    scalar(yaml).is_some_and(|t| ["ja", "yes", "true"].contains(&t.to_lowercase().as_str()))
}

fn period(yaml: &Yaml) -> Option<V> {
    let (a, b) = match yaml.get("van").zip(yaml.get("tot_en_met")) {
        Some((a, b)) => (notation::period(&scalar(a)?)?.0, notation::period(&scalar(b)?)?.1),
        None => notation::period(&scalar(yaml)?)?,
    };
    Some(V::Period(a, b))
}

/// A word, in capitals or not, with a space or `_`.
fn choice<'n>(text: &str, mut names: impl Iterator<Item = &'n str>) -> String {
    let plain = |t: &str| t.trim().to_lowercase().replace(' ', "_");
    names.find(|n| plain(n) == plain(text)).unwrap_or(text).to_owned()
}

pub fn counts(ty: &TypeKind) -> bool {
    match ty {
        TypeKind::Count(_) => true,
        TypeKind::Table { item, .. } => counts(&item.kind),
        _ => false,
    }
}
