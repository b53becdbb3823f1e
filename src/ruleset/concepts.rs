//! Shared definitions: each is typed once, in an order in which the types of what it uses are known.
//!
//! Takes: the `begrip` blocks of all sets. Gives: a concept for each, with variables of its own. A definition that needs itself
//! is reported here, because it has no type; cycles through rules are found later, with those of rules.

use std::collections::HashSet;

use crate::source::Span;
use crate::syntax::ast;
use crate::text;

use super::check::{Checker, Symbol, id};
use super::cycles::{Cycles, cycles, used_first};
use super::error;
use super::model::{Concept, ConceptId, ExprId, ExprKind, SetId, Type};
use super::typing::{FUNCTIONS, Scope};

/// The concepts of a file.
fn written(file: &ast::File) -> impl Iterator<Item = &ast::Concept> {
    file.items.iter().filter_map(|item| match item {
        ast::Item::Concept(concept) => Some(&**concept),
        _ => None,
    })
}

impl Checker<'_> {
    /// Declares all concepts: what uses one may stand before it.
    pub(crate) fn names_of_concepts(&mut self, sets: &[Vec<ast::File>]) {
        for file in sets.iter().flatten() {
            let set = self.set_of.get(&file.file.0).copied().unwrap_or(SetId(0));
            written(file).for_each(|concept| self.declare_concept(concept, set));
        }
    }

    /// Types them, each after those that it uses.
    pub(crate) fn concepts(&mut self, sets: &[Vec<ast::File>]) {
        let all: Vec<&ast::Concept> = sets.iter().flatten().flat_map(written).collect();
        let mut uses: Vec<Vec<usize>> = all.iter().map(|c| self.concepts_named(c)).collect();
        let Cycles { found, left_out } = cycles(&uses);
        self.diagnostics.left_out(left_out);
        for cycle in &found {
            let of = |i: &usize| self.out.concept(ConceptId(id(*i)));
            let members: Vec<_> = cycle.iter().map(|i| (format!("`{}`", of(i).name), of(i).name_span)).collect();
            self.report(error::cycle(&members));
        }
        // One in a cycle has no type; what uses it is typed all the same.
        let in_cycle: HashSet<usize> = found.into_iter().flatten().collect();
        uses.iter_mut().for_each(|used| used.retain(|other| !in_cycle.contains(other)));
        let mut scopes: Vec<(usize, Scope)> = vec![];
        for at in used_first(&uses).into_iter().filter(|at| !in_cycle.contains(at)) {
            if let Some(concept) = all.get(at) {
                let scope = self.concept(ConceptId(id(at)), concept);
                scopes.push((at, scope));
            }
        }
        for (at, scope) in scopes {
            if let Some(concept) = all.get(at) {
                self.concept_otherwise(ConceptId(id(at)), concept, scope);
            }
        }
    }

    fn declare_concept(&mut self, c: &ast::Concept, set: SetId) {
        let concept = ConceptId(id(self.out.concepts.len()));
        if FUNCTIONS.iter().any(|(name, _)| *name == c.name.value) {
            self.report(error::name_of_function(c.name.span, &c.name.value));
        }
        self.declare(&c.name, &text!("begrip", "concept"), Symbol::Concept(concept));
        // Until its turn comes, and for good where it needs itself, nothing is known of it.
        let value = self.add(c.name.span, Type::Error, ExprKind::Error);
        let cites = self.cites(&c.cites, c.span);
        if cites.is_none() && c.interpretations.is_empty() {
            self.report(error::concept_without_source(c.name.span, &c.name.value));
        }
        if c.value.is_none() {
            self.report(error::missing_part(c.name.span, "=", "= t.huur <= huurgrens[jaar]"));
        }
        self.out.concepts.push(Concept {
            name: c.name.value.clone(),
            text: self.text(&c.text),
            set,
            cites: cites.unwrap_or_default(),
            interpretations: c.interpretations.iter().map(|t| self.text(t)).collect(),
            otherwise: None,
            givens: c.givens.len(),
            value,
            slot_names: vec![],
            slot_types: vec![],
            span: c.span,
            name_span: c.name.span,
        });
    }

    /// The concepts that a definition names.
    fn concepts_named(&self, c: &ast::Concept) -> Vec<usize> {
        let mut found = vec![];
        let mut todo: Vec<&ast::Expr> = c.value.iter().collect();
        while let Some(e) = todo.pop() {
            let name = match &e.kind {
                ast::ExprKind::Name(name) => Some(name),
                ast::ExprKind::Call(name, _) => Some(&name.value),
                _ => None,
            };
            if let Some((Symbol::Concept(concept), _)) = name.and_then(|n| self.symbols.get(n)) {
                found.push(concept.index());
            }
            todo.extend(e.parts());
        }
        found.sort_unstable();
        found.dedup();
        found
    }

    fn concept(&mut self, concept: ConceptId, c: &ast::Concept) -> Scope {
        self.slot_spans.clear();
        let mut scope = Scope::for_concept();
        for given in &c.givens {
            let ty = match &given.ty {
                Some(ty) => self.type_expr(ty, &given.name.value),
                None => self.type_of_name(&given.name),
            };
            self.bind(&given.name, ty, &mut scope);
        }
        if let Some(value) = &c.value {
            let value = self.expr(value, &mut scope, None);
            if let Some(out) = self.out.concepts.get_mut(concept.index()) {
                out.value = value;
                out.slot_names = scope.slots.iter().map(|s| s.name.clone()).collect();
                out.slot_types = scope.slots.iter().map(|s| s.ty.clone()).collect();
            }
        }
        scope
    }

    /// What to say where it does not hold may use any concept, so it comes when all are known.
    fn concept_otherwise(&mut self, concept: ConceptId, c: &ast::Concept, mut scope: Scope) {
        self.slot_spans = scope.slots.iter().map(|s| s.span).collect();
        let otherwise = c.otherwise.as_ref().map(|text| {
            let ty = self.ty(self.out.concept(concept).value);
            if !matches!(ty, Type::Bool | Type::Error) {
                let found = self.describe(&ty);
                let expected = text!("een begrip dat ja of nee is", "a concept that is yes or no");
                self.report(error::wrong_type(text.span, &expected, found));
            }
            self.template(text, text.span, &mut scope)
        });
        let defined = usize::from(c.value.is_some()).saturating_mul(c.givens.len());
        for given in scope.slots.iter().take(defined).filter(|s| !s.used) {
            self.report(error::unused_given(given.span, &given.name));
        }
        if let Some(out) = self.out.concepts.get_mut(concept.index()) {
            out.otherwise = otherwise;
            out.slot_names = scope.slots.iter().map(|s| s.name.clone()).collect();
            out.slot_types = scope.slots.into_iter().map(|s| s.ty).collect();
        }
    }

    /// `passende_huur(t, jaar)`
    pub(super) fn apply(&mut self, concept: ConceptId, args: &[ast::Expr], span: Span, scope: &mut Scope) -> ExprId {
        if !scope.in_rule() {
            self.report(error::concept_in_parameter(span));
            return self.add(span, Type::Error, ExprKind::Error);
        }
        let c = self.out.concept(concept);
        let wanted: Vec<Type> = c.slot_types.iter().take(c.givens).cloned().collect();
        // One that needs itself was reported, and what it is asked of is not known.
        if wanted.len() != c.givens {
            return self.add(span, Type::Error, ExprKind::Error);
        }
        let mut typed: Vec<ExprId> = vec![];
        for (i, arg) in args.iter().enumerate() {
            let ty = wanted.get(i);
            // The variable of a table stands for its row where a row is asked for.
            let row = ty.filter(|t| matches!(t, Type::Object(_))).and_then(|_| self.row(arg, scope));
            typed.push(row.unwrap_or_else(|| self.expr(arg, scope, ty)));
        }
        if typed.len() != wanted.len() {
            let found = typed.iter().map(|a| self.side(*a)).collect();
            let c = self.out.concept(concept);
            let (called, declared, form) = (c.name.clone(), c.name_span, self.form(concept));
            self.report(error::wrong_givens(span, &called, &form, declared, found));
            return self.add(span, Type::Error, ExprKind::Error);
        }
        for (arg, ty) in typed.iter().zip(&wanted) {
            self.must_fit(*arg, ty);
        }
        let ty = self.ty(self.out.concept(concept).value);
        self.add(span, ty, ExprKind::Apply(concept, typed))
    }

    /// How a concept is asked for: `passende_huur(t, jaar)`.
    fn form(&self, concept: ConceptId) -> String {
        let c = self.out.concept(concept);
        if c.givens == 0 {
            return c.name.clone();
        }
        let names: Vec<&str> = c.slot_names.iter().take(c.givens).map(String::as_str).collect();
        format!("{}({})", c.name, names.join(", "))
    }
}
