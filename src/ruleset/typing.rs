//! Typing expressions: names become slots, fields and parameters, and every expression gets a type.

mod call;
mod count;
mod operator;

pub(crate) use call::FUNCTIONS;

use crate::diagnostic::{did_you_mean, few_names};
use crate::lang::Text;
use crate::source::Span;
use crate::syntax::ast;
use crate::text;

use super::check::{Checker, Symbol};
use super::error;
use super::model::{Binding, Const, ExprId, ExprKind, ObjectId, Slot, Type, Unit};
use super::{check, units};

/// The variables in reach of an expression.
pub(crate) struct Scope {
    /// Name and slot, innermost last.
    visible: Vec<(String, Slot)>,
    /// Per slot: name, type, where bound, whether it is used.
    pub(crate) slots: Vec<SlotInfo>,
    /// Figures of law may not stand here.
    in_rule: bool,
    /// Its variables are those of a concept.
    in_concept: bool,
    /// `jaar` stands for the year asked for.
    in_formula: bool,
    /// Within what a field counts: fields are what is stated.
    in_count: bool,
    /// That a parameter asks for a fact was reported.
    asked_for_fact: bool,
}

/// What is known of a slot.
pub(crate) struct SlotInfo {
    pub(crate) name: String,
    pub(crate) ty: Type,
    pub(crate) span: Span,
    pub(crate) used: bool,
    /// The table whose years it ranges over: of such a year a field is that of its row.
    rows: Option<ExprId>,
}

impl Scope {
    /// The scope of a rule.
    pub(crate) fn for_rule() -> Self {
        Scope {
            visible: vec![],
            slots: vec![],
            in_rule: true,
            in_concept: false,
            in_formula: false,
            in_count: false,
            asked_for_fact: false,
        }
    }

    /// The scope of a concept.
    pub(crate) fn for_concept() -> Self {
        Scope { in_concept: true, ..Scope::for_rule() }
    }

    /// The scope of a parameter's value.
    pub(crate) fn for_parameter(formula: bool) -> Self {
        Scope { in_rule: false, in_formula: formula, ..Scope::for_rule() }
    }

    /// Whether facts may be asked for here, and figures of law may not stand here.
    pub(super) fn in_rule(&self) -> bool {
        self.in_rule
    }

    /// Brings a variable into reach.
    pub(crate) fn bind(&mut self, name: &str, ty: Type, span: Span) -> Slot {
        let slot = Slot(check::id(self.slots.len()));
        self.slots.push(SlotInfo { name: name.to_owned(), ty, span, used: false, rows: None });
        self.visible.push((name.to_owned(), slot));
        slot
    }

    /// Takes the innermost variable out of reach.
    pub(crate) fn unbind(&mut self) {
        self.visible.pop();
    }

    /// The slot of a name, without using it.
    pub(crate) fn find(&self, name: &str) -> Option<Slot> {
        self.visible.iter().rev().find(|(n, _)| n == name).map(|(_, s)| *s)
    }

    fn lookup(&mut self, name: &str) -> Option<(Slot, Type)> {
        let slot = self.find(name)?;
        let info = self.slots.get_mut(slot.index())?;
        info.used = true;
        Some((slot, info.ty.clone()))
    }

    fn names(&self) -> impl Iterator<Item = &str> {
        self.visible.iter().map(|(n, _)| n.as_str())
    }
}

impl Checker<'_> {
    /// The type of a typed expression.
    pub(crate) fn ty(&self, e: ExprId) -> Type {
        self.out.expr(e).ty.clone()
    }

    fn error_expr(&mut self, span: Span) -> ExprId {
        self.add(span, Type::Error, ExprKind::Error)
    }

    /// Types an expression. `expect` is what its place asks for: it only helps to read bare choice values.
    pub(crate) fn expr(&mut self, e: &ast::Expr, scope: &mut Scope, expect: Option<&Type>) -> ExprId {
        let span = e.span;
        match &e.kind {
            ast::ExprKind::Group(inner) => self.expr(inner, scope, expect),
            ast::ExprKind::Literal(literal) => self.literal(literal, span, scope, expect),
            ast::ExprKind::Name(name) => self.name(name, span, scope, expect),
            ast::ExprKind::RuleRef(rule) => {
                self.add(span, Type::RuleRef, ExprKind::Const(Const::RuleRef(rule.clone())))
            }
            ast::ExprKind::Member(of, field) => {
                let whole = self.row(of, scope).unwrap_or_else(|| self.expr(of, scope, None));
                let stated = self.member(whole, field, span);
                self.tallied(of, stated, scope)
            }
            ast::ExprKind::Index(of, range, index) => self.index(of, *range, index, span, scope),
            ast::ExprKind::Binary(op, a, b) => self.binary(op, a, b, span, scope),
            ast::ExprKind::Not(a) => {
                let a = self.condition(a, scope);
                self.add(span, Type::Bool, ExprKind::Not(a))
            }
            ast::ExprKind::Neg(a) => {
                let a = self.expr(a, scope, None);
                let ty = match self.ty(a) {
                    // What is below zero is no count.
                    Type::Num(Unit::Count(noun)) => Type::Num(Unit::Balance(noun)),
                    Type::Num(unit) => Type::Num(unit),
                    other => {
                        if other != Type::Error {
                            self.wrong_type(a, &text!("een getal", "a number"));
                        }
                        Type::Error
                    }
                };
                self.add(span, ty, ExprKind::Neg(a))
            }
            ast::ExprKind::In(a, list, negated) => self.membership(a, list, *negated, span, scope),
            ast::ExprKind::Outcome(rule) => self.outcome(rule, span),
            ast::ExprKind::Fallback(a, b) => {
                let a = self.expr(a, scope, expect);
                let ty = self.ty(a);
                let b = self.expr(b, scope, Some(&ty));
                let joined = self.must_agree(a, b);
                self.add(span, joined, ExprKind::Fallback(a, b))
            }
            ast::ExprKind::If(c, a, b) => {
                let c = self.condition(c, scope);
                let a = self.expr(a, scope, expect);
                let ty = self.ty(a);
                let b = self.expr(b, scope, Some(&ty));
                let joined = self.must_agree(a, b);
                self.add(span, joined, ExprKind::If(c, a, b))
            }
            ast::ExprKind::Quantified(all, binding, body) => {
                let binding = self.binding(binding, scope);
                let body = self.condition(body, scope);
                scope.unbind();
                self.add(span, Type::Bool, ExprKind::Quantified(*all, Box::new(binding), body))
            }
            ast::ExprKind::Call(name, args) => self.call(name, args, span, scope),
            ast::ExprKind::Comprehension(name, body, binding) => self.comprehension(name, body, binding, span, scope),
            ast::ExprKind::Counted(name, binding) => self.counted(name, binding, span, scope),
            ast::ExprKind::Pick(name, binding, by) => self.pick(name, binding, by, span, scope),
        }
    }

    /// Types an expression that must be ja or nee.
    pub(crate) fn condition(&mut self, e: &ast::Expr, scope: &mut Scope) -> ExprId {
        let typed = self.expr(e, scope, Some(&Type::Bool));
        self.must_fit(typed, &Type::Bool);
        typed
    }

    /// Reports an expression that does not have the type that its place asks for.
    pub(crate) fn must_fit(&mut self, e: ExprId, expected: &Type) {
        let found = self.ty(e);
        if !units::fits(expected, &found) {
            let wanted = self.describe(expected);
            let side = self.side(e);
            self.report(error::wrong_type_of(side, &wanted).maybe_help(operator::unit_help(expected, &found)));
        }
    }

    /// Reports an expression of another type than its place asks for.
    fn wrong_type(&mut self, e: ExprId, expected: &Text) {
        let side = self.side(e);
        self.report(error::wrong_type_of(side, expected));
    }

    /// An expression as one side of a fault.
    pub(super) fn side(&self, e: ExprId) -> error::Side {
        let expr = self.out.expr(e);
        let declared = match &expr.kind {
            ExprKind::Param(p, _) => Some(self.out.param(*p).span),
            ExprKind::Field(_, object, field) => self.out.object(*object).fields.get(*field).map(|f| f.span),
            ExprKind::Var(slot) | ExprKind::Given(slot) => self.slot_spans.get(slot.index()).copied(),
            ExprKind::Apply(concept, _) => Some(self.out.concept(*concept).name_span),
            _ => None,
        };
        error::Side { span: expr.span, text: self.origin(e), declared }
    }

    /// Brings a variable into reach; reports a name that means something else already.
    pub(crate) fn bind(&mut self, name: &ast::Name, ty: Type, scope: &mut Scope) -> Slot {
        let twin = scope.find(&name.value).and_then(|s| scope.slots.get_mut(s.index()));
        let first = twin.map(|s| {
            s.used = true;
            s.span
        });
        let declared = match self.symbols.get(&name.value) {
            Some((Symbol::Param(_) | Symbol::Concept(_), at)) => Some(*at),
            Some((Symbol::Object(object), at)) if self.is_root(*object) => Some(*at),
            _ => None,
        };
        self.slot_spans.push(name.span);
        let Some(first) = first.or(declared) else { return scope.bind(&name.value, ty, name.span) };
        self.report(error::duplicate(name.span, &text!("naam", "name"), &name.value, first));
        // Which of the two is meant where the name stands, is not known.
        let slot = scope.bind(&name.value, Type::Error, name.span);
        if let Some(info) = scope.slots.get_mut(slot.index()) {
            info.used = true;
        }
        slot
    }

    fn must_agree(&mut self, a: ExprId, b: ExprId) -> Type {
        let (ta, tb) = (self.ty(a), self.ty(b));
        if self.comparable(a, b) {
            return units::join(&ta, &tb);
        }
        let (left, right) = (self.side(a), self.side(b));
        let help = operator::unit_help(&ta, &tb);
        self.report(error::do_not_agree(left, right).maybe_help(help));
        Type::Error
    }

    /// Whether two expressions can be compared; a literal zero fits every unit.
    fn comparable(&self, a: ExprId, b: ExprId) -> bool {
        let (ta, tb) = (self.ty(a), self.ty(b));
        units::fits(&ta, &tb) || (self.is_zero(a) && units::has_zero(&tb)) || (self.is_zero(b) && units::has_zero(&ta))
    }

    fn is_zero(&self, e: ExprId) -> bool {
        matches!(&self.out.expr(e).kind, ExprKind::Const(Const::Num(n)) if n.is_zero())
    }

    /// What an expression is and where its type comes from: `een percentage, van parameter aandeel`.
    pub(crate) fn origin(&self, e: ExprId) -> Text {
        let expr = self.out.expr(e);
        let what = self.describe(&expr.ty);
        let from = match &expr.kind {
            ExprKind::Param(p, _) => {
                let name = &self.out.param(*p).name;
                text!("van parameter `{name}`", "from parameter `{name}`")
            }
            ExprKind::Field(_, object, field) => {
                let object = self.out.object(*object);
                let (o, f) = (&object.name, object.fields.get(*field).map_or("", |f| f.name.as_str()));
                text!("van veld `{f}` van `{o}`", "from field `{f}` of `{o}`")
            }
            ExprKind::Const(_) => text!("zo geschreven", "as written"),
            ExprKind::Var(_) | ExprKind::Given(_) => {
                let name = self.sources.text(expr.span);
                text!("van `{name}`", "from `{name}`")
            }
            ExprKind::Apply(concept, _) => {
                let name = &self.out.concept(*concept).name;
                text!("van begrip `{name}`", "from concept `{name}`")
            }
            _ => return what,
        };
        Text::new(format!("{}, {}", what.nl, from.nl), format!("{}, {}", what.en, from.en))
    }

    fn literal(&mut self, literal: &ast::Literal, span: Span, scope: &Scope, expect: Option<&Type>) -> ExprId {
        use ast::Literal as L;
        let one = crate::number::Number::one();
        let loose = |n: &crate::number::Number| !n.is_zero() && *n != one;
        let (ty, value, is_law) = match literal {
            L::Number(n) => (Type::Num(Unit::Literal), Const::Num(n.clone()), loose(n)),
            L::Percentage(n) => (Type::Num(Unit::Percentage), Const::Num(n.clone()), loose(n)),
            L::Points(n) => (Type::Num(Unit::Points), Const::Num(n.clone()), !n.is_zero()),
            L::Euro(n, per) => (Type::Num(Unit::Euro(*per)), Const::Num(n.clone()), !n.is_zero()),
            L::Heat(n) => (Type::Num(Unit::Heat), Const::Num(n.clone()), !n.is_zero()),
            L::Date(d) => (Type::Date, Const::Date(*d), true),
            L::Text(t) => (Type::Text, Const::Text(t.clone()), false),
            L::Bool(b) => (Type::Bool, Const::Bool(*b), false),
            L::Choice(name) => return self.choice(name, span, expect),
        };
        if is_law && scope.in_rule {
            let written = self.sources.text(span).to_owned();
            self.report(error::literal_in_rule(span, &written));
        }
        self.add(span, ty, ExprKind::Const(value))
    }

    fn choice(&mut self, name: &str, span: Span, expect: Option<&Type>) -> ExprId {
        let list_id = match expect {
            Some(Type::Choice(list)) => *list,
            Some(Type::Error) => return self.error_expr(span),
            _ => {
                let d = error::unknown_name(span, name, None);
                self.report(d);
                return self.error_expr(span);
            }
        };
        let list = self.out.choice_list(list_id);
        match list.choices.iter().position(|c| c.name == name) {
            Some(index) => self.add(span, Type::Choice(list_id), ExprKind::Const(Const::Choice(index))),
            None => {
                let known = || list.choices.iter().map(|c| c.name.as_str());
                let suggest = self.near(name, known());
                let known = few_names(known(), error::MOST_NAMES);
                let d = error::unknown_choice(span, name, &list.name, suggest, &known);
                self.report(d);
                self.error_expr(span)
            }
        }
    }

    fn name(&mut self, name: &str, span: Span, scope: &mut Scope, expect: Option<&Type>) -> ExprId {
        if let Some((slot, ty)) = scope.lookup(name) {
            let kind = if scope.in_concept { ExprKind::Given(slot) } else { ExprKind::Var(slot) };
            return self.add(span, ty, kind);
        }
        if name == "peildatum" {
            return self.add(span, Type::Date, ExprKind::Today);
        }
        if name == "jaar" && scope.in_formula {
            return self.add(span, Type::Num(Unit::Year), ExprKind::FormulaYear);
        }
        match self.symbols.get(name) {
            Some((Symbol::Param(param), _)) => {
                let param = *param;
                if !self.param_key(param, span, None) {
                    return self.error_expr(span);
                }
                let ty = self.out.param(param).ty.clone();
                return self.add(span, ty, ExprKind::Param(param, None));
            }
            Some((Symbol::Concept(concept), _)) => {
                let concept = *concept;
                return self.apply(concept, &[], span, scope);
            }
            Some((Symbol::Object(object), _)) if self.is_root(*object) => {
                let ty = Type::Object(*object);
                if !scope.in_rule {
                    if !std::mem::replace(&mut scope.asked_for_fact, true) {
                        self.report(error::fact_in_parameter(span));
                    }
                    return self.error_expr(span);
                }
                return self.add(span, ty, ExprKind::Root);
            }
            // Which object a file holds is not known; that is said once.
            Some((Symbol::Object(_), _)) if self.out.root.0 == u32::MAX => return self.error_expr(span),
            _ => {}
        }
        match expect {
            Some(Type::Choice(_)) => return self.choice(name, span, expect),
            // A value of a choice list, perhaps: which list is not known, as the other side is wrong.
            Some(Type::Error) => return self.error_expr(span),
            _ => {}
        }
        if name == "jaar" {
            self.report(error::no_year_here(span));
            return self.error_expr(span);
        }
        if !self.diagnostics.has_room(span) {
            return self.error_expr(span);
        }
        let field = self.field_called(name, scope);
        let params = self.out.params.iter().map(|p| p.name.as_str());
        let objects = self.out.objects.iter().enumerate();
        let roots = objects.filter(|(i, _)| self.is_root(ObjectId(check::id(*i)))).map(|(_, o)| o.name.as_str());
        let concepts = self.out.concepts.iter().map(|c| c.name.as_str());
        let near = self.near(name, scope.names().chain(params).chain(concepts).chain(roots).chain(["peildatum"]));
        let near = field.as_deref().or(near);
        let mut d = error::unknown_name(span, name, near);
        if scope.in_concept && near.is_none() {
            d = d.help(text!(
                "een begrip kent alleen wat het krijgt: zet `{name}` tussen de haakjes achter zijn naam",
                "a concept knows only what it is given: put `{name}` between the parentheses after its name"
            ));
        }
        self.report(d.maybe_help(self.lapsed_help(name)));
        self.error_expr(span)
    }

    /// The field with this name of something in reach, as one would write it: `gemeente.naam`.
    fn field_called(&self, name: &str, scope: &Scope) -> Option<String> {
        let slots = scope.visible.iter().rev().filter_map(|(of, slot)| {
            let ty = &scope.slots.get(slot.index())?.ty;
            Some((of.as_str(), ty.clone()))
        });
        let root = self.out.objects.get(self.out.root.index()).map(|o| (o.name.as_str(), Type::Object(self.out.root)));
        let root = root.filter(|_| scope.in_rule);
        slots.chain(root).find_map(|(of, ty)| match ty {
            Type::Object(object) => self.field_named(object, name).map(|_| format!("{of}.{name}")),
            _ => None,
        })
    }

    /// `of.field`: a field of an object, or of each object in a list or table.
    fn member(&mut self, of: ExprId, field: &ast::Name, span: Span) -> ExprId {
        let ty = self.ty(of);
        let Some(object) = innermost_object(&ty) else {
            if ty != Type::Error {
                let side = self.side(of);
                let d = error::no_fields(side);
                let name = &field.value;
                let help = text!(
                    "ga door de tabel zelf in plaats van door haar jaren: na `elk j in tabel` is `j.{name}` dit veld in dat jaar",
                    "go through the table itself instead of its years: after `elk j in tabel`, `j.{name}` is this field in that year"
                );
                self.report(d.maybe_help((ty == Type::Num(Unit::Year)).then_some(help)));
            }
            return self.error_expr(span);
        };
        let o = self.out.object(object);
        let Some(index) = self.field_named(object, &field.value) else {
            if self.diagnostics.has_room(field.span) {
                let known = || o.fields.iter().map(|f| f.name.as_str());
                let suggest = did_you_mean(&field.value, known());
                let known = few_names(known(), error::MOST_NAMES);
                let d = error::unknown_field(field.span, &field.value, &o.name, suggest, &known);
                self.report(d.maybe_help(self.lapsed_help(&field.value)));
            }
            return self.error_expr(span);
        };
        let inner = o.fields.get(index).map_or(Type::Error, |f| f.ty.clone());
        let ty = map_innermost(&ty, &inner);
        self.add(span, ty, ExprKind::Field(of, object, index))
    }

    /// The row of a table that a variable over its years stands for, before a point: `j` in `j.doelgroep`.
    pub(super) fn row(&mut self, of: &ast::Expr, scope: &mut Scope) -> Option<ExprId> {
        let ast::ExprKind::Name(name) = &of.kind else { return None };
        let table = scope.find(name).and_then(|slot| scope.slots.get(slot.index())?.rows)?;
        let row = index_type(&self.ty(table), ast::IndexRange::At).filter(|row| innermost_object(row).is_some())?;
        let year = self.expr(of, scope, None);
        Some(self.add(of.span, row, ExprKind::Index(table, ast::IndexRange::At, year)))
    }

    fn index(
        &mut self,
        of: &ast::Expr,
        range: ast::IndexRange,
        index: &ast::Expr,
        span: Span,
        scope: &mut Scope,
    ) -> ExprId {
        // A parameter is indexed before it is a value, so its bare name must not be checked for a missing index.
        if let ast::ExprKind::Name(name) = &of.kind
            && scope.find(name).is_none()
            && let Some((Symbol::Param(param), _)) = self.symbols.get(name.as_str()).copied()
            && range == ast::IndexRange::At
        {
            let index = self.expr(index, scope, None);
            let ty = self.ty(index);
            if !self.param_key(param, span, Some(&ty)) {
                return self.error_expr(span);
            }
            let ty = self.out.param(param).ty.clone();
            return self.add(span, ty, ExprKind::Param(param, Some(index)));
        }
        let of = self.expr(of, scope, None);
        let index = self.expr(index, scope, None);
        self.must_fit(index, &Type::Num(Unit::Year));
        let Some(ty) = index_type(&self.ty(of), range) else {
            self.wrong_type(of, &text!("een tabel per jaar", "a table per year"));
            return self.error_expr(span);
        };
        self.add(span, ty, ExprKind::Index(of, range, index))
    }

    /// A variable over a collection. The caller takes it out of reach again.
    pub(crate) fn binding(&mut self, b: &ast::Binding, scope: &mut Scope) -> Binding {
        let mut over = self.expr(&b.over, scope, None);
        let mut rows = None;
        let item = match self.ty(over) {
            Type::Error => Type::Error,
            Type::List(item) => *item,
            // Of a table one goes through the years, like those of a period.
            ty @ (Type::Table { .. } | Type::Period) => {
                rows = matches!(ty, Type::Table { .. }).then_some(over);
                let year = Type::Num(Unit::Year);
                over = self.add(b.over.span, Type::List(Box::new(year.clone())), ExprKind::Years(over));
                year
            }
            Type::Object(object) => Type::Object(object),
            _ => {
                let side = self.side(over);
                self.report(error::not_a_collection(side));
                Type::Error
            }
        };
        let slot = self.bind(&b.name, item, scope);
        if let Some(info) = scope.slots.get_mut(slot.index()) {
            info.rows = rows;
        }
        let filter = b.filter.as_ref().map(|f| self.condition(f, scope));
        Binding { slot, over, filter, span: b.span }
    }
}

/// The object that a path through lists and tables ends in.
fn innermost_object(ty: &Type) -> Option<super::model::ObjectId> {
    match ty {
        Type::Object(object) => Some(*object),
        Type::List(item) | Type::Table { item, .. } => innermost_object(item),
        _ => None,
    }
}

/// The type of a path with its innermost object replaced by a field of it; a list in a list is one list.
fn map_innermost(ty: &Type, inner: &Type) -> Type {
    match ty {
        Type::List(item) => match map_innermost(item, inner) {
            Type::List(nested) => Type::List(nested),
            other => Type::List(Box::new(other)),
        },
        Type::Table { any_year, item } => {
            Type::Table { any_year: *any_year, item: Box::new(map_innermost(item, inner)) }
        }
        _ => inner.clone(),
    }
}

fn index_type(ty: &Type, range: ast::IndexRange) -> Option<Type> {
    match ty {
        Type::Error => Some(Type::Error),
        Type::Table { item, .. } if range == ast::IndexRange::At => Some((**item).clone()),
        Type::Table { .. } => Some(ty.clone()),
        Type::List(item) => Some(match index_type(item, range)? {
            Type::List(nested) => Type::List(nested),
            other => Type::List(Box::new(other)),
        }),
        _ => None,
    }
}
