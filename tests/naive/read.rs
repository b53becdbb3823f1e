//! The naive reading of an agreement: serde_yaml and the declared types, nothing else.

use serde_yaml::Value as Yaml;
use toets::syntax::ast::{File, Item, TypeExpr, TypeKind};

use crate::value::{Object, Q, Table, V, exact, interval, missing, q};

/// The objects and choice lists of a ruleset.
pub struct Model<'a> {
    pub files: &'a [File],
}

/// What holds for everything below an object.
#[derive(Clone, Copy)]
pub struct Context {
    period: (i32, i32),
    /// `volledig: ja`
    complete: bool,
}

impl Model<'_> {
    fn fields(&self, object: &str) -> Option<Vec<(String, &TypeExpr, bool)>> {
        let items = || self.files.iter().flat_map(|f| &f.items);
        let of = items().find_map(|i| match i {
            Item::Object(o) if o.name.value == object => Some(o),
            _ => None,
        })?;
        let label = |f: &toets::syntax::ast::Field| f.role.as_ref().is_some_and(|r| r.value == "aanduiding");
        Some(of.fields.iter().map(|f| (f.name.value.clone(), &f.ty, label(f))).collect())
    }

    /// Whether a field holds counts, in a table or not.
    pub fn counts(&self, field: &str) -> bool {
        let items = self.files.iter().flat_map(|f| &f.items);
        let fields = items.flat_map(|i| match i {
            Item::Object(o) => o.fields.as_slice(),
            _ => &[],
        });
        fields.filter(|f| f.name.value == field).any(|f| counts(&f.ty.kind))
    }

    /// The whole agreement.
    pub fn agreement(&self, text: &str) -> V {
        let yaml: Yaml = serde_yaml::from_str(text).expect("the generator writes YAML");
        let none = Context { period: (0, 0), complete: false };
        let period = match self.value(&TypeKind::Named("periode".into()), &yaml["periode"], "", none) {
            V::Period(a, b) => (a, b),
            other => panic!("no period: {other:?}"),
        };
        self.object("afspraak", &yaml, "", None, Context { period, complete: false })
    }

    fn object(&self, ty: &str, yaml: &Yaml, path: &str, number: Option<usize>, c: Context) -> V {
        let fields = self.fields(ty).expect("declared");
        let c = Context { complete: c.complete || yaml.get("volledig").is_some(), ..c };
        let name = fields.iter().find(|f| f.2).and_then(|f| yaml.get(&f.0)).and_then(Yaml::as_str);
        let under = |f: &str| if path.is_empty() { f.to_owned() } else { format!("{path}.{f}") };
        let values =
            fields.iter().map(|(f, ty, _)| (f.clone(), self.field(&ty.kind, yaml.get(f), &under(f), c))).collect();
        let name = name.map(str::to_owned).or(number.map(|n| n.to_string()));
        let label = name.map_or_else(|| ty.to_owned(), |n| format!("{ty} {n}"));
        V::Object(Object { ty: ty.to_owned(), path: path.to_owned(), label, fields: values, complete: c.complete })
    }

    fn field(&self, ty: &TypeKind, yaml: Option<&Yaml>, path: &str, c: Context) -> V {
        match yaml {
            None | Some(Yaml::Null) if matches!(ty, TypeKind::List(_)) => {
                V::Many(missing(path.to_owned(), false).why(), false)
            }
            None | Some(Yaml::Null) => missing(path.to_owned(), counts(ty)),
            Some(yaml) => self.value(ty, yaml, path, c),
        }
    }

    fn value(&self, ty: &TypeKind, yaml: &Yaml, path: &str, c: Context) -> V {
        let text = match yaml {
            Yaml::String(s) => s.clone(),
            Yaml::Number(n) => n.to_string(),
            Yaml::Bool(b) => (if *b { "ja" } else { "nee" }).to_owned(),
            _ => String::new(),
        };
        match ty {
            TypeKind::Table { item, .. } => {
                let mut years: Vec<(i32, V)> = vec![];
                for (key, value) in yaml.as_mapping().expect("a table") {
                    let year = i32::try_from(key.as_i64().expect("a year")).unwrap();
                    years.push((year, self.value(&item.kind, value, &format!("{path}.{year}"), c)));
                }
                years.sort_by_key(|(y, _)| *y);
                V::Table(Table { path: path.to_owned(), years, period: c.period, counts: counts(&item.kind) })
            }
            TypeKind::List(item) => {
                let TypeKind::Named(object) = &item.kind else { panic!("lists hold objects here") };
                let label = self.fields(object).unwrap().into_iter().find(|f| f.2).map(|f| f.0);
                let items = yaml.as_sequence().expect("a list").iter().enumerate();
                V::List(
                    items
                        .map(|(i, y)| {
                            let name = label.as_ref().and_then(|l| y.get(l)).and_then(Yaml::as_str);
                            let name = name.map_or_else(|| (i + 1).to_string(), str::to_owned);
                            self.object(object, y, &format!("{path}[{name}]"), Some(i + 1), c)
                        })
                        .collect(),
                )
            }
            TypeKind::YesNo => V::Bool(text == "ja"),
            TypeKind::Choice(_) => V::Choice(text),
            TypeKind::Count(_) => figure(&text, true),
            TypeKind::Balance(_) | TypeKind::Euro(_) | TypeKind::Heat => figure(&text, false),
            TypeKind::Named(name) => match name.as_str() {
                "tekst" => V::Text(text),
                "percentage" | "getal" | "jaar" => figure(&text, false),
                "datum" => V::Date(text.parse().expect("a date")),
                "regel" => V::Rule(text),
                "periode" => {
                    let years: Vec<i32> = text.split(" t/m ").map(|y| y.parse().unwrap()).collect();
                    V::Period(years[0], *years.last().unwrap())
                }
                _ => V::Choice(text),
            },
        }
    }
}

pub fn counts(ty: &TypeKind) -> bool {
    match ty {
        TypeKind::Count(_) => true,
        TypeKind::Table { item, .. } => counts(&item.kind),
        _ => false,
    }
}

/// `12`, `30%`, `van 2 tot 4`, `minimaal 3`, `maximaal 5`.
fn figure(text: &str, counts: bool) -> V {
    let zero = counts.then(|| q(0));
    if let Some(rest) = text.strip_prefix("minimaal ") {
        return interval(Some(number(rest)), None, Default::default());
    }
    if let Some(rest) = text.strip_prefix("maximaal ") {
        return interval(zero, Some(number(rest)), Default::default());
    }
    if let Some((a, b)) = text.strip_prefix("van ").and_then(|t| t.split_once(" tot ")) {
        return interval(Some(number(a)), Some(number(b)), Default::default());
    }
    exact(number(text))
}

fn number(text: &str) -> Q {
    let (text, scale) = match text.strip_suffix('%') {
        Some(rest) => (rest, 100),
        None => (text, 1),
    };
    q(text.trim().parse().expect("a whole number")) / q(scale)
}
