//! Checking parameters: dated values of law, without gaps or overlaps, each with a source.

use jiff::civil::Date;

use crate::lang::Text;
use crate::source::Span;
use crate::syntax::ast;
use crate::text;

use super::check::{Checker, Symbol, id};
use super::error;
use super::model::{Grade, Param, ParamId, ParamKey, ParamValue, SetId, Type};
use super::typing::Scope;

impl Checker<'_> {
    /// Declares all parameters, then types their values: a formula may use a parameter declared later.
    pub(crate) fn parameters(&mut self, sets: &[Vec<ast::File>]) {
        let mut declared: Vec<(ParamId, &ast::Parameter)> = vec![];
        for file in sets.iter().flatten() {
            let set = self.set_of.get(&file.file.0).copied().unwrap_or(SetId(0));
            for item in &file.items {
                if let ast::Item::Parameter(p) = item {
                    let param = self.declare_param(p, set);
                    declared.push((param, p));
                }
            }
        }
        for (param, p) in declared {
            self.param_values(param, p);
        }
        self.tightenings(sets);
    }

    fn declare_param(&mut self, p: &ast::Parameter, set: SetId) -> ParamId {
        let param = ParamId(id(self.out.params.len()));
        self.declare(&p.name, &text!("parameter", "parameter"), Symbol::Param(param));
        let ty = self.type_expr(&p.ty, &p.name.value);
        if let Some(stricter) = &p.stricter
            && !matches!(ty, Type::Num(_) | Type::Date | Type::Error)
        {
            let found = self.describe(&ty);
            let expected = text!("een getal of datum", "a number or date");
            self.report(error::wrong_type(stricter.span, &expected, found));
        }
        self.out.params.push(Param {
            name: p.name.value.clone(),
            text: self.text(&p.text).into(),
            key: p.key,
            ty,
            values: vec![],
            formulas: vec![],
            stricter: p.stricter.as_ref().map(|s| s.value),
            layers: vec![],
            span: p.name.span,
            set,
        });
        param
    }

    fn param_values(&mut self, param: ParamId, p: &ast::Parameter) {
        if p.values.is_empty() {
            let (what, example) = match p.key {
                ParamKey::Always => ("= …", "parameter aandeel: percentage = 30% \"Aandeel\""),
                ParamKey::Year => ("2026 = …", "2026 = 3,6% bron npa, \"Betaalbaarheid, punt 1\""),
                ParamKey::Date => {
                    ("vanaf 2026-07-01 = …", "vanaf 2026-07-01 = € 350 bron npa, \"Betaalbaarheid, punt 1\"")
                }
            };
            self.report(error::missing_part(p.name.span, what, example));
        }
        let ty = self.out.param(param).ty.clone();
        let (mut values, mut formulas) = (vec![], vec![]);
        for v in &p.values {
            let Some(times) = self.when(p, v) else { continue };
            let entry = self.param_value(v, p.span, times, p.key, &ty);
            if matches!(v.value, ast::ParamKind::Formula(_)) { formulas.push(entry) } else { values.push(entry) }
        }
        self.close_open_ends(&mut values, p.key);
        self.close_open_ends(&mut formulas, p.key);
        self.values_do_not_overlap(&values, &p.name.value);
        self.values_do_not_overlap(&formulas, &p.name.value);
        self.years_have_no_gap(&values, &formulas, p);
        if let Some(param) = self.out.params.get_mut(param.index()) {
            param.values = values;
            param.formulas = formulas;
        }
    }

    /// One value of a block with its source; `times` are its first and last day.
    pub(super) fn param_value(
        &mut self,
        v: &ast::ParamValue,
        block: Span,
        times: (Date, Date),
        key: ParamKey,
        ty: &Type,
    ) -> ParamValue {
        let (value, unknown) = match &v.value {
            ast::ParamKind::Given(e) | ast::ParamKind::Formula(e) => {
                let formula = matches!(v.value, ast::ParamKind::Formula(_));
                // Only a dated parameter is asked for a year.
                let mut scope = Scope::for_parameter(formula && key != ParamKey::Always);
                let value = self.expr(e, &mut scope, Some(ty));
                self.must_fit(value, ty);
                (Some(value), None)
            }
            ast::ParamKind::Unknown(why) => (None, Some(self.text(why))),
        };
        let cites = if value.is_some() || v.cite.is_some() { self.cites(v.cite.as_slice(), block) } else { None };
        let without_source = cites.is_none() && value.is_some();
        let cite = cites.into_iter().flatten().next();
        if without_source {
            let what = text!("deze waarde", "this value");
            self.report(error::without_source(v.span, &what));
        }
        let grade = match (&v.grade, &cite) {
            (Some(g), _) => g.value,
            (None, Some(c)) => self.out.source(c.source).grade,
            (None, None) => Grade::C,
        };
        let unverified = unknown.or_else(|| v.unverified.as_ref().map(|t| self.text(t))).or_else(|| {
            // A reading says itself that the source does not give the value.
            (grade == Grade::C && v.interpretation.is_none()).then(|| {
                text!("bron van graad C: afgeleid of niet officieel", "source of grade C: derived or not official")
            })
        });
        ParamValue {
            from: times.0,
            to: times.1,
            value,
            cite,
            grade,
            unverified,
            interpretation: v.interpretation.as_ref().map(|t| self.text(t)),
            span: v.span,
        }
    }

    /// First and last day of an entry, if its form fits the parameter's key. `vanaf` is open until the next entry.
    fn when(&mut self, p: &ast::Parameter, v: &ast::ParamValue) -> Option<(Date, Date)> {
        let day = |y: i32, m: i8, d: i8| i16::try_from(y).ok().and_then(|y| Date::new(y, m, d).ok());
        let found = match (p.key, &v.when.value) {
            (ParamKey::Always, ast::When::Always) => Some((Date::MIN, Date::MAX)),
            (ParamKey::Year, ast::When::Years(a, b)) if a <= b => day(*a, 1, 1).zip(day(*b, 12, 31)),
            (ParamKey::Year, ast::When::SinceYear(a)) => day(*a, 1, 1).map(|a| (a, Date::MAX)),
            (ParamKey::Date, ast::When::SinceDate(a)) => Some((*a, Date::MAX)),
            (ParamKey::Date, ast::When::SinceYear(a)) => day(*a, 1, 1).map(|a| (a, Date::MAX)),
            _ => None,
        };
        if found.is_none() {
            let help = match p.key {
                ParamKey::Always => {
                    text!("zet de waarde voor de titel: = …", "put the value before the title: = …")
                }
                ParamKey::Year => {
                    text!("schrijf een jaar: 2026 = …, of vanaf 2026 = …", "write a year: 2026 = …, or vanaf 2026 = …")
                }
                ParamKey::Date => {
                    text!("schrijf een datum: vanaf 2025-07-01 = …", "write a date: vanaf 2025-07-01 = …")
                }
            };
            self.report(error::parameter_when(v.when.span, &p.name.value, help));
        }
        found
    }

    /// Orders the entries and ends each open one on the day before the next.
    pub(super) fn close_open_ends(&mut self, values: &mut [ParamValue], key: ParamKey) {
        values.sort_by_key(|v| (v.from, v.span));
        if key == ParamKey::Always {
            return;
        }
        let starts: Vec<Date> = values.iter().skip(1).map(|v| v.from).collect();
        for (value, next) in values.iter_mut().zip(starts) {
            if value.to == Date::MAX
                && next > value.from
                && let Ok(end) = next.yesterday()
            {
                value.to = end;
            }
        }
    }

    pub(super) fn values_do_not_overlap(&mut self, values: &[ParamValue], name: &str) {
        for (a, b) in with_longest_before(values) {
            if b.from <= a.to {
                self.report(error::parameter_overlap(b.span, name, a.span));
            }
        }
    }

    /// A value may be missing before the first and after the last entry (then it is not known), but not in between.
    fn years_have_no_gap(&mut self, values: &[ParamValue], formulas: &[ParamValue], p: &ast::Parameter) {
        let covered = |day: Date| formulas.iter().any(|f| f.from <= day && day <= f.to);
        for (a, b) in with_longest_before(values) {
            let Ok(first) = a.to.tomorrow() else { continue };
            if b.from > first && !covered(first) {
                let last = b.from.yesterday().unwrap_or(first);
                let (from, to) = match p.key {
                    ParamKey::Year => (first.year().to_string(), last.year().to_string()),
                    _ => (first.to_string(), last.to_string()),
                };
                let d = error::parameter_gap(b.span, &p.name.value, a.span, &from, &to);
                self.report(d);
            }
        }
    }

    /// Types the index of a parameter; reports one that does not fit its key.
    pub(crate) fn param_key(&mut self, param: ParamId, span: Span, index: Option<&Type>) -> bool {
        let p = self.out.param(param);
        let (name, key, declared) = (p.name.clone(), p.key, p.span);
        let fits = match (key, index) {
            (_, Some(Type::Error)) | (ParamKey::Always, None) => true,
            (ParamKey::Year | ParamKey::Date, Some(ty)) => {
                matches!(ty, Type::Date | Type::Num(super::model::Unit::Year | super::model::Unit::Literal))
            }
            _ => false,
        };
        if !fits {
            let message = match (key, index) {
                (ParamKey::Always, _) => {
                    text!(
                        "`{name}` geldt altijd, niet per jaar of datum",
                        "`{name}` always holds, not per year or date"
                    )
                }
                (_, Some(found)) => {
                    let Text { nl, en } = self.describe(found);
                    text!("`{name}` vraagt een jaar of datum, niet {nl}", "`{name}` asks for a year or date, not {en}")
                }
                (ParamKey::Year, None) => text!("`{name}` verschilt per jaar", "`{name}` differs per year"),
                (ParamKey::Date, None) => text!("`{name}` verschilt per datum", "`{name}` differs per date"),
            };
            let help = match key {
                ParamKey::Always => text!("schrijf alleen `{name}`", "write `{name}` alone"),
                ParamKey::Year => {
                    text!("kies een jaar of datum: `{name}[jaar]`", "choose a year or date: `{name}[jaar]`")
                }
                ParamKey::Date => text!("kies een datum: `{name}[peildatum]`", "choose a date: `{name}[peildatum]`"),
            };
            self.report(error::parameter_key(span, message, help, declared));
        }
        fits
    }
}

/// Each entry but the first, with the entry before it that holds longest.
fn with_longest_before(values: &[ParamValue]) -> Vec<(&ParamValue, &ParamValue)> {
    let mut out = vec![];
    let mut longest: Option<&ParamValue> = None;
    for v in values {
        out.extend(longest.map(|l| (l, v)));
        longest = Some(match longest {
            Some(l) if l.to >= v.to => l,
            _ => v,
        });
    }
    out
}
