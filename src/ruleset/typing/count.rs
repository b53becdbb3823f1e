//! Fields that `telt`: each may be stated, or counted from a list of the same object.
//!
//! Takes: the entries of the data model, and each place where such a field is read. Gives: there, what is stated together with
//! what is counted. A count needs one thing to count for: it is never read of many at once.

use crate::source::Span;
use crate::syntax::ast::{self, ExprKind as Written};
use crate::text;

use super::super::check::{Checker, Symbol};
use super::super::error;
use super::super::model::{ExprId, ExprKind, ObjectId, Slot, Type, Unit};
use super::Scope;
use crate::diagnostic::few_names;

/// The year of a row, in what is counted for it.
const YEAR: &str = "jaar";

impl Checker<'_> {
    /// Which fields count, once all fields are known.
    pub(crate) fn fields_that_count(&mut self, sets: &[Vec<ast::File>]) {
        for item in sets.iter().flatten().flat_map(|f| &f.items) {
            let ast::Item::Object(o) = item else { continue };
            let Some((Symbol::Object(object), _)) = self.symbols.get(&o.name.value).copied() else { continue };
            for counts in &o.counts {
                self.field_that_counts(object, counts);
            }
        }
    }

    fn field_that_counts(&mut self, object: ObjectId, counts: &ast::Counts) {
        let name = &counts.field.value;
        let Some(index) = self.field_named(object, name) else {
            let o = self.out.object(object);
            let known = || o.fields.iter().map(|f| f.name.as_str());
            let d = error::unknown_field(
                counts.field.span,
                name,
                &o.name,
                self.near(name, known()),
                &few_names(known(), error::MOST_NAMES),
            );
            self.report(d);
            return;
        };
        if let Some(first) = self.counts.get(&(object, index)).map(|c| c.span) {
            self.report(error::duplicate(counts.field.span, &text!("wat telt voor", "the count of"), name, first));
            return;
        }
        self.counts.insert((object, index), counts.clone());
    }

    /// Types what each field counts once by itself, so that what is wrong with it is said once.
    pub(crate) fn counts_are_typed(&mut self) {
        let mut all: Vec<((ObjectId, usize), ast::Counts)> =
            self.counts.iter().map(|(field, counts)| (*field, counts.clone())).collect();
        all.sort_by_key(|(_, counts)| counts.span);
        for ((object, index), counts) in all {
            self.slot_spans = vec![counts.span, counts.span];
            let mut scope = Scope::for_rule();
            let (name, ty) = {
                let o = self.out.object(object);
                (o.name.clone(), o.fields.get(index).map_or(Type::Error, |f| f.ty.clone()))
            };
            let of = scope.bind(&name, Type::Object(object), counts.span);
            scope.bind(YEAR, Type::Num(Unit::Year), counts.span);
            let stated = self.add(counts.field.span, Type::Object(object), ExprKind::Var(of));
            let stated = self.add(counts.field.span, ty, ExprKind::Field(stated, object, index));
            scope.in_count = true;
            let counted = self.counted_for(object, &counts, &mut scope);
            self.must_agree(counted, stated);
        }
    }

    /// A field that was read of something: with what is counted for it, where it counts.
    pub(super) fn tallied(&mut self, of: &ast::Expr, stated: ExprId, scope: &mut Scope) -> ExprId {
        let ExprKind::Field(_, object, index) = self.out.expr(stated).kind else { return stated };
        let Some(counts) = self.counts.get(&(object, index)).filter(|_| !scope.in_count).cloned() else { return stated };
        let span = self.out.expr(stated).span;
        let one = match &of.kind {
            Written::Name(name) => scope.find(name),
            _ => None,
        };
        let Some(slot) = one.filter(|_| !scope.in_concept) else { return self.no_one_to_count_for(span, &counts, scope) };
        let is_row = scope.slots.get(slot.index()).is_some_and(|info| info.rows.is_some());
        if !is_row && names_year(&counts) {
            return self.no_one_to_count_for(span, &counts, scope);
        }
        let object_name = self.out.object(object).name.clone();
        let reach: Vec<(String, Slot)> = vec![(object_name, slot), (YEAR.to_owned(), slot)];
        let outside = std::mem::replace(&mut scope.visible, reach);
        scope.in_count = true;
        let counted = self.counted_for(object, &counts, scope);
        scope.in_count = false;
        scope.visible = outside;
        let ty = self.ty(stated);
        self.add(span, ty, ExprKind::Tallied(stated, counted))
    }

    /// What is counted, for the thing that is called as its object is.
    fn counted_for(&mut self, object: ObjectId, counts: &ast::Counts, scope: &mut Scope) -> ExprId {
        let mut binding = counts.binding.clone();
        // The list is a field of the object itself.
        if let Written::Name(list) = &binding.over.kind
            && self.field_named(object, list).is_some()
        {
            let span = binding.over.span;
            let of = ast::Expr { span, kind: Written::Name(self.out.object(object).name.clone()) };
            binding.over.kind = Written::Member(Box::new(of), ast::Name::new(list.clone(), span));
        }
        let call = |word: &str| ast::Name::new(word.to_owned(), counts.field.span);
        match &counts.body {
            None => self.counted(&call("aantal"), &binding, counts.span, scope),
            Some(body) => self.comprehension(&call("som"), body, &binding, counts.span, scope),
        }
    }

    fn no_one_to_count_for(&mut self, span: Span, counts: &ast::Counts, scope: &Scope) -> ExprId {
        self.report(error::counted_of_many(span, &counts.field.value, counts.span, scope.in_concept));
        self.error_expr(span)
    }
}

/// Whether what is counted depends on the year of its row.
fn names_year(counts: &ast::Counts) -> bool {
    let filter = counts.binding.filter.iter();
    let mut todo: Vec<&ast::Expr> = counts.body.iter().chain(filter).chain([&counts.binding.over]).collect();
    while let Some(e) = todo.pop() {
        if matches!(&e.kind, Written::Name(name) if name == YEAR) {
            return true;
        }
        todo.extend(e.parts());
    }
    false
}
