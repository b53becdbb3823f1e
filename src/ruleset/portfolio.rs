//! Several files together: which object they form, what is said of their coverage, and which rules are about them.
//!
//! INVARIANT: a rule reads one root: what one file says, or what several files say together. So a check of one file never runs
//! a rule that needs them all, and the other way round.

use std::collections::BTreeSet;

use crate::source::Span;
use crate::syntax::ast;

use super::checker::{Checker, Symbol, id};
use super::error;
use super::model::{Bundle, ConceptId, Expr, ExprId, ExprKind, ObjectId, RuleId, TemplatePart, Type};
use super::typing::Scope;
use super::walk::{expressions, parts};

impl Checker<'_> {
    /// Whether an object is one that rules start from.
    pub(crate) fn is_root(&self, object: ObjectId) -> bool {
        object == self.out.root || self.out.bundle.is_some_and(|b| b.object == object)
    }

    /// `bundelt portefeuille`
    pub(crate) fn bundle(&mut self, name: &ast::Name) {
        let Some((Symbol::Object(object), _)) = self.symbols.get(&name.value).copied() else {
            let known = self.out.objects.iter().map(|o| o.name.as_str());
            let suggest = self.near(&name.value, known);
            let d = error::unknown_type(name.span, &name.value, suggest);
            self.report(d);
            return;
        };
        let agreements = Type::List(Box::new(Type::Object(self.out.root)));
        match self.out.object(object).fields.iter().position(|f| f.ty == agreements) {
            Some(field) => self.out.bundle = Some(Bundle { object, field }),
            None => {
                let root = self.out.objects.get(self.out.root.index()).map_or("afspraak", |o| o.name.as_str());
                let d = error::bundles_nothing(name.span, &name.value, root);
                self.report(d);
            }
        }
    }

    /// `dekking "…"` of the set that comes last.
    pub(crate) fn coverage(&mut self, sets: &[Vec<ast::File>]) {
        let headers = sets.iter().flatten().flat_map(|f| &f.items);
        let mut texts = headers.filter_map(|i| match i {
            ast::Item::Ruleset(r) => r.coverage.as_ref(),
            _ => None,
        });
        let Some(text) = texts.next_back() else { return };
        if self.out.bundle.is_none() {
            self.report(error::coverage_without_bundle(text.span));
            return;
        }
        let template = self.template(text, text.span, &mut Scope::for_rule());
        let values = template.nl.iter().chain(&template.en);
        let values: Vec<ExprId> = values.flat_map(TemplatePart::values).collect();
        if let Some((at, _)) = self.roots_read(&values).into_iter().find(|(_, portfolio)| !portfolio) {
            self.report(error::coverage_of_one_file(at));
        }
        self.out.coverage = Some(template);
    }

    /// The roots that expressions read, and whether each is that of several files.
    fn roots_read(&self, start: &[ExprId]) -> Vec<(Span, bool)> {
        let mut found = vec![];
        self.each(start, |expr| {
            if let (ExprKind::Root, Type::Object(object)) = (&expr.kind, &expr.ty) {
                found.push((expr.span, *object != self.out.root));
            }
        });
        found.sort();
        found
    }

    /// Every expression in these, and in the concepts that they use, each of those once.
    fn each<'s>(&'s self, start: &[ExprId], mut visit: impl FnMut(&'s Expr)) {
        let mut concepts: BTreeSet<ConceptId> = BTreeSet::new();
        let mut todo = start.to_vec();
        while let Some(e) = todo.pop() {
            let expr = self.out.expr(e);
            visit(expr);
            todo.extend(parts(&expr.kind));
            if let ExprKind::Apply(concept, _) = &expr.kind
                && concepts.insert(*concept)
            {
                todo.push(self.out.concept(*concept).value);
            }
        }
    }

    /// The rules whose outcome expressions ask for.
    fn rules_asked(&self, start: &[ExprId]) -> Vec<(Span, RuleId)> {
        let mut found = vec![];
        self.each(start, |expr| {
            if let ExprKind::Outcome(rule) = &expr.kind {
                found.push((expr.span, *rule));
            }
        });
        found.sort();
        found
    }
}

/// Marks the rules about several files, and reports those that read both roots.
pub(crate) fn rules_read_one_root(c: &mut Checker<'_>) {
    let all: Vec<Vec<ExprId>> = c.out.rules.iter().map(expressions).collect();
    for (i, exprs) in all.iter().enumerate() {
        let read = c.roots_read(exprs);
        let one = read.iter().find(|(_, portfolio)| !portfolio).map(|(at, _)| *at);
        let several = read.iter().find(|(_, portfolio)| *portfolio).map(|(at, _)| *at);
        if let (Some(one), Some(several)) = (one, several) {
            c.report(error::two_roots(several, one));
        }
        if let Some(rule) = c.out.rules.get_mut(i) {
            rule.portfolio = several.is_some();
        }
    }
    for i in 0..all.len() {
        let rule = c.out.rule(RuleId(id(i)));
        if rule.portfolio && rule.advice.is_empty() {
            let rule = rule.clone();
            let advice = c.advice_that_follows(&rule, rule.id_span);
            if let Some(rule) = c.out.rules.get_mut(i) {
                rule.advice.extend(advice);
            }
        }
    }
    for (i, exprs) in all.iter().enumerate() {
        let own = c.out.rule(RuleId(id(i))).portfolio;
        for (at, other) in c.rules_asked(exprs) {
            let other = c.out.rule(other);
            if other.portfolio != own {
                let d = error::outcome_of_other_root(at, &other.id, other.id_span, other.portfolio);
                c.report(d);
            }
        }
    }
}
