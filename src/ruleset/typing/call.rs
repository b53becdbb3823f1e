//! Typing functions and comprehensions.

use crate::limits::MAX_LABELS;
use crate::source::Span;
use crate::syntax::ast;
use crate::text;

use super::super::checker::{Checker, Symbol};
use super::super::error;
use super::super::model::{ExprId, ExprKind, Function, Type, Unit};
use super::super::units;
use super::Scope;

/// Every function, with how it is written.
pub(crate) const FUNCTIONS: [(&str, &str); 18] = [
    ("som", "som(reeks), som(a, b) of som(t.huur voor t in lijst)"),
    ("gemiddelde", "gemiddelde(reeks), gemiddelde(a, b) of gemiddelde(t.huur voor t in lijst)"),
    ("minimum", "minimum(reeks), minimum(a, b) of minimum(t.huur voor t in lijst)"),
    ("maximum", "maximum(reeks), maximum(a, b) of maximum(t.huur voor t in lijst)"),
    ("aantal", "aantal(lijst) of aantal(t in lijst waar …)"),
    ("laagste", "laagste(t in lijst waar … naar t.huur)"),
    ("hoogste", "hoogste(t in lijst waar … naar t.huur)"),
    ("vastgelegd", "vastgelegd(afspraak.veld)"),
    ("bekend", "bekend(waarde)"),
    ("naar_boven", "naar_boven(getal)"),
    ("naar_beneden", "naar_beneden(getal)"),
    ("verschillende", "verschillende(lijst.naam) of verschillende(t.naam voor t in lijst waar …)"),
    ("jaren", "jaren(tabel) of jaren(periode)"),
    ("jaar_van", "jaar_van(datum)"),
    ("eerste_jaar", "eerste_jaar(periode)"),
    ("laatste_jaar", "laatste_jaar(periode)"),
    ("datum", "datum(jaar, maand, dag)"),
    ("na", "na(datum, maanden, weken)"),
];

fn aggregate(name: &str) -> Option<Function> {
    Some(match name {
        "som" => Function::Sum,
        "gemiddelde" => Function::Mean,
        "minimum" => Function::Min,
        "maximum" => Function::Max,
        "aantal" => Function::Count,
        _ => return None,
    })
}

/// The single values at the end of lists and tables.
fn innermost(ty: &Type) -> &Type {
    match ty {
        Type::List(item) | Type::Table { item, .. } => innermost(item),
        _ => ty,
    }
}

/// Whether equal values are the same thing: names, choices, years.
fn distinguishable(ty: &Type) -> bool {
    matches!(ty, Type::Text | Type::Choice(_) | Type::RuleRef | Type::Num(Unit::Year) | Type::Error)
}

fn numeric(ty: &Type) -> bool {
    matches!(ty, Type::Num(_) | Type::Error)
}

impl Checker<'_> {
    fn wrong_arguments(&mut self, name: &ast::Name, args: &[ExprId], span: Span) -> ExprId {
        match FUNCTIONS.iter().find(|(n, _)| *n == name.value) {
            Some((_, form)) => {
                let found = args.iter().take(MAX_LABELS).map(|a| self.side(*a)).collect();
                self.report(error::wrong_arguments(span, &name.value, form, found));
            }
            None => {
                let known: Vec<&str> = FUNCTIONS.iter().map(|(n, _)| *n).collect();
                let concepts = self.out.concepts.iter().map(|c| c.name.as_str());
                let suggest = self.near(&name.value, known.iter().copied().chain(concepts));
                let d = error::unknown_function(name.span, &name.value, suggest, &known.join(", "));
                self.report(d);
            }
        }
        self.error_expr(span)
    }

    pub(super) fn call(&mut self, name: &ast::Name, args: &[ast::Expr], span: Span, scope: &mut Scope) -> ExprId {
        if let Some((Symbol::Concept(concept), _)) = self.symbols.get(&name.value).copied() {
            return self.apply(concept, args, span, scope);
        }
        if let Some(function) = aggregate(&name.value) {
            return self.aggregate(function, name, args, span, scope);
        }
        let args: Vec<ExprId> = args.iter().map(|a| self.expr(a, scope, None)).collect();
        let types: Vec<Type> = args.iter().map(|a| self.ty(*a)).collect();
        let year = Type::Num(Unit::Year);
        let (ty, kind) = match (name.value.as_str(), args.as_slice(), types.as_slice()) {
            ("vastgelegd", [a], _) => (Type::Bool, ExprKind::Recorded(*a)),
            ("bekend", [a], _) => (Type::Bool, ExprKind::Known(*a)),
            ("naar_boven", [a], [t]) if numeric(t) => (t.clone(), ExprKind::Round(true, *a)),
            ("naar_beneden", [a], [t]) if numeric(t) => (t.clone(), ExprKind::Round(false, *a)),
            ("jaren", [a], [Type::Table { .. } | Type::Period | Type::Error]) => {
                (Type::List(Box::new(year)), ExprKind::Years(*a))
            }
            ("verschillende", [a], [Type::List(t)]) if distinguishable(t) => {
                (Type::List(t.clone()), ExprKind::Distinct(*a))
            }
            ("jaar_van", [a], [Type::Date | Type::Error]) => (year, ExprKind::YearOf(*a)),
            ("eerste_jaar", [a], [Type::Period | Type::Error]) => (year, ExprKind::PeriodYear(false, *a)),
            ("laatste_jaar", [a], [Type::Period | Type::Error]) => (year, ExprKind::PeriodYear(true, *a)),
            ("datum", [y, m, d], [a, b, c]) if numeric(a) && numeric(b) && numeric(c) => {
                (Type::Date, ExprKind::MakeDate(*y, *m, *d))
            }
            ("na", [d, m, w], [Type::Date | Type::Error, a, b]) if numeric(a) && numeric(b) => {
                (Type::Date, ExprKind::DateAfter(*d, *m, *w))
            }
            _ => return self.wrong_arguments(name, &args, span),
        };
        self.add(span, ty, kind)
    }

    fn aggregate(
        &mut self,
        function: Function,
        name: &ast::Name,
        args: &[ast::Expr],
        span: Span,
        scope: &mut Scope,
    ) -> ExprId {
        let args: Vec<ExprId> = args.iter().map(|a| self.expr(a, scope, None)).collect();
        let types: Vec<Type> = args.iter().map(|a| self.ty(*a)).collect();
        let one_collection = matches!(types.as_slice(), [Type::List(_) | Type::Table { .. } | Type::Error]);
        if function == Function::Count {
            if !one_collection {
                return self.wrong_arguments(name, &args, span);
            }
            return self.add(span, Type::Num(Unit::Count(None)), ExprKind::Aggregate(function, args));
        }
        let mut ty: Option<Type> = None;
        for (arg, t) in args.iter().zip(&types) {
            let inner = innermost(t).clone();
            let dates = inner == Type::Date && matches!(function, Function::Min | Function::Max);
            if !numeric(&inner) && !dates {
                self.wrong_type(*arg, &text!("een reeks getallen", "numbers"));
                return self.error_expr(span);
            }
            ty = Some(match ty {
                None => inner,
                Some(first) if units::fits(&first, &inner) => units::join(&first, &inner),
                Some(_) => {
                    let (left, right) = (self.side(*args.first().unwrap_or(arg)), self.side(*arg));
                    self.report(error::do_not_agree(left, right));
                    Type::Error
                }
            });
        }
        match ty {
            Some(ty) => self.add(span, ty, ExprKind::Aggregate(function, args)),
            None => self.wrong_arguments(name, &args, span),
        }
    }

    pub(super) fn comprehension(
        &mut self,
        name: &ast::Name,
        body: &ast::Expr,
        binding: &ast::Binding,
        span: Span,
        scope: &mut Scope,
    ) -> ExprId {
        if name.value == "verschillende" {
            return self.distinct_of(name, body, binding, span, scope);
        }
        let function = aggregate(&name.value).filter(|f| *f != Function::Count);
        let binding = self.binding(binding, scope);
        let body = self.expr(body, scope, None);
        scope.unbind();
        let ty = innermost(&self.ty(body)).clone();
        let Some(function) = function else { return self.wrong_arguments(name, &[], span) };
        let dates = ty == Type::Date && matches!(function, Function::Min | Function::Max);
        if !numeric(&ty) && !dates {
            self.wrong_type(body, &text!("een getal", "a number"));
        }
        self.add(span, ty, ExprKind::Over(function, Box::new(binding), Some(body)))
    }

    /// `verschillende(e voor x in c)`
    fn distinct_of(
        &mut self,
        name: &ast::Name,
        body: &ast::Expr,
        binding: &ast::Binding,
        span: Span,
        scope: &mut Scope,
    ) -> ExprId {
        let binding = self.binding(binding, scope);
        let body = self.expr(body, scope, None);
        scope.unbind();
        let ty = match self.ty(body) {
            Type::List(item) => *item,
            other => other,
        };
        if !distinguishable(&ty) {
            return self.wrong_arguments(name, &[body], span);
        }
        let list = Type::List(Box::new(ty));
        let values = self.add(span, list.clone(), ExprKind::Collect(Box::new(binding), body));
        self.add(span, list, ExprKind::Distinct(values))
    }

    pub(super) fn counted(
        &mut self,
        name: &ast::Name,
        binding: &ast::Binding,
        span: Span,
        scope: &mut Scope,
    ) -> ExprId {
        let binding = self.binding(binding, scope);
        scope.unbind();
        if name.value != "aantal" {
            return self.wrong_arguments(name, &[], span);
        }
        self.add(span, Type::Num(Unit::Count(None)), ExprKind::Over(Function::Count, Box::new(binding), None))
    }

    pub(super) fn pick(
        &mut self,
        name: &ast::Name,
        binding: &ast::Binding,
        by: &ast::Expr,
        span: Span,
        scope: &mut Scope,
    ) -> ExprId {
        let binding = self.binding(binding, scope);
        let by = self.expr(by, scope, None);
        scope.unbind();
        let by_ty = self.ty(by);
        if !units::ordered(&by_ty) {
            self.wrong_type(by, &text!("een getal of datum", "a number or date"));
        }
        let highest = match name.value.as_str() {
            "hoogste" => true,
            "laagste" => false,
            _ => return self.wrong_arguments(name, &[], span),
        };
        let item = scope.slots.get(binding.slot.index()).map_or(Type::Error, |s| s.ty.clone());
        self.add(span, item, ExprKind::Pick(highest, Box::new(binding), by))
    }
}
