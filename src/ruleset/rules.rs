//! Checking rules: every clause in its place, every expression typed, every name in a message known.

use std::collections::HashMap;

use crate::source::{Span, Spanned};
use crate::syntax::{self, ast};
use crate::text;

use super::check::{Checker, id};
use super::cycles::parts;
use super::error;
use super::model::{
    Advice, ChapterId, Condition, Deviation, ExprId, Let, Role, Rule, RuleId, SetId, Strength, Template, TemplatePart,
    Type,
};
use super::typing::Scope;

impl Checker<'_> {
    /// Names of all rules first: a rule may refer to one that comes later.
    pub(crate) fn rules(&mut self, sets: &[Vec<ast::File>]) {
        let mut first: HashMap<&str, Span> = HashMap::new();
        let mut todo: Vec<(&ast::Rule, SetId, ChapterId)> = vec![];
        for file in sets.iter().flatten() {
            let set = self.set_of.get(&file.file.0).copied().unwrap_or(SetId(0));
            let mut chapter: Option<ChapterId> = None;
            for item in &file.items {
                match item {
                    ast::Item::Chapter(c) => chapter = Some(self.chapter(c, set)),
                    ast::Item::LeftOut(norm) if self.is_new_id(&mut first, &norm.id) => {
                        let chapter = *chapter.get_or_insert_with(|| self.without_chapter(&norm.id));
                        self.left_out(norm, set, chapter);
                    }
                    ast::Item::Rule(rule) if self.is_new_id(&mut first, &rule.id) => {
                        // Said once per file: the rules that follow stand in the same missing chapter.
                        let chapter = *chapter.get_or_insert_with(|| self.without_chapter(&rule.id));
                        self.rule_ids.insert(rule.id.value.clone(), RuleId(id(todo.len())));
                        todo.push((rule, set, chapter));
                    }
                    _ => {}
                }
            }
        }
        self.concepts(sets);
        self.counts_are_typed();
        for (rule, set, chapter) in todo {
            let checked = self.rule(rule, set, chapter);
            self.out.rules.push(checked);
        }
    }

    /// Rules and norms that are no rules share their ids.
    fn is_new_id<'s>(&mut self, first: &mut HashMap<&'s str, Span>, id: &'s ast::Name) -> bool {
        if let Some(span) = first.get(id.value.as_str()) {
            let d = error::duplicate(id.span, &text!("regel", "rule"), &id.value, *span);
            self.report(d.help(text!("geef een van beide een ander nummer", "renumber one of the two")));
            return false;
        }
        first.insert(&id.value, id.span);
        true
    }

    fn without_chapter(&mut self, id: &ast::Name) -> ChapterId {
        self.report(error::missing_part(id.span, "hoofdstuk", "hoofdstuk betaalbaarheid \"Betaalbaarheid\""));
        ChapterId(0)
    }

    fn rule(&mut self, rule: &ast::Rule, set: SetId, chapter: ChapterId) -> Rule {
        self.single_clauses_stand_once(rule);
        self.slot_spans.clear();
        let mut scope = Scope::for_rule();
        let mut out = Rule {
            id: rule.id.value.clone(),
            title: self.text(&rule.title),
            set,
            chapter,
            cites: vec![],
            strength: Strength::Must,
            default_off: None,
            foreach: vec![],
            lets: vec![],
            applies: vec![],
            given: vec![],
            portfolio: false,
            requires: vec![],
            deviation: None,
            messages: vec![],
            message: None,
            advice: vec![],
            interpretations: vec![],
            explanation: None,
            figures: vec![],
            slots: 0,
            slot_names: vec![],
            slot_types: vec![],
            span: rule.span,
            id_span: rule.id.span,
        };
        let mut strength: Option<Span> = None;
        // Variables come before what uses them, whatever the order written.
        for clause in &rule.clauses {
            match clause {
                ast::Clause::Strength(s) => {
                    out.strength = s.value;
                    strength = Some(s.span);
                }
                ast::Clause::ForEach(_, bindings) => {
                    for b in bindings {
                        let b = self.binding(b, &mut scope);
                        // A subject is always used: the finding is about it.
                        if let Some(info) = scope.slots.get_mut(b.slot.index()) {
                            info.used = true;
                        }
                        out.foreach.push(b);
                    }
                }
                ast::Clause::DefaultOff(_, t) => out.default_off = Some(self.text(t)),
                ast::Clause::Interpretation(_, t) => out.interpretations.push(self.text(t)),
                ast::Clause::Explanation(_, t) => out.explanation = Some(self.text(t)),
                _ => {}
            }
        }
        let mut let_slots = vec![];
        for clause in &rule.clauses {
            if let ast::Clause::Let(_, items) = clause {
                for item in items {
                    let value = self.expr(&item.value, &mut scope, None);
                    let ty = self.ty(value);
                    let slot = self.bind(&item.name, ty, &mut scope);
                    let_slots.push(slot);
                    out.lets.push(Let { slot, value, span: item.span });
                }
            }
        }
        for clause in &rule.clauses {
            self.clause(clause, &mut scope, &mut out);
        }
        if rule.topic {
            self.topic_requires(rule, &mut scope, &mut out);
        }
        for clause in &rule.clauses {
            if let ast::Clause::Deviation(d) = clause {
                if let Some(at) =
                    strength.filter(|_| !matches!(out.strength, Strength::Principle | Strength::Aim | Strength::Effort))
                {
                    self.report(error::deviation_not_allowed(d.span, at));
                }
                out.deviation = self.deviation(d, &mut scope);
            }
        }
        for clause in &rule.clauses {
            if let ast::Clause::Figure(f) = clause {
                let figure = self.figure(f, &mut scope);
                out.figures.push(figure);
            }
        }
        for slot in let_slots {
            if let Some(info) = scope.slots.get(slot.index()).filter(|s| !s.used) {
                let d = error::unused_let(info.span, &info.name);
                self.report(d);
            }
        }
        let own: Vec<ast::Cite> = rule
            .clauses
            .iter()
            .filter_map(|c| if let ast::Clause::Cite(c) = c { Some(c.clone()) } else { None })
            .collect();
        match self.cites(&own, rule.span) {
            Some(cites) => out.cites = cites,
            None => {
                let what = text!("regel {}", "rule {}", rule.id.value);
                self.report(error::without_source(rule.id.span, &what));
            }
        }
        for (missing, part, example) in [
            (strength.is_none(), "sterkte", "sterkte verplicht"),
            (!rule.topic && out.requires.is_empty(), "eis", "eis sociaal / totaal >= aandeel_sociale_huur"),
        ] {
            if missing {
                self.report(error::missing_part(rule.id.span, part, example));
            }
        }
        out.slots = scope.slots.len();
        out.slot_names = scope.slots.iter().map(|s| s.name.clone()).collect();
        out.slot_types = scope.slots.into_iter().map(|s| s.ty).collect();
        if rule.topic {
            self.topic_words(rule, &mut out);
        } else if out.message.is_none() {
            self.without_message(rule, &mut out);
        }
        out
    }

    /// What a rule says that has no message of its own. One for special cases only is a mistake: its `als` may have been meant
    /// as the rule's.
    fn without_message(&mut self, rule: &ast::Rule, out: &mut Rule) {
        if let Some(special) = out.messages.last() {
            self.report(error::no_usual_message(special.text.span));
            return;
        }
        out.message = self.message_that_follows(out, rule.title.span);
        let told_already = out.requires.is_empty() || out.requires.iter().any(|e| self.is_broken(*e));
        if out.message.is_none() && !told_already {
            self.report(error::no_message(rule.id.span));
        }
    }

    /// Whether a part of an expression has no type; that was reported where it stands.
    fn is_broken(&self, e: ExprId) -> bool {
        let expr = self.out.expr(e);
        expr.ty == Type::Error || parts(&expr.kind).into_iter().any(|part| self.is_broken(part))
    }

    fn clause(&mut self, clause: &ast::Clause, scope: &mut Scope, out: &mut Rule) {
        match clause {
            ast::Clause::Applies(span, e, otherwise) => {
                let c = self.rule_condition(*span, e, otherwise.as_ref(), scope);
                out.applies.push(c);
            }
            ast::Clause::Given(span, e, otherwise) => {
                let c = self.rule_condition(*span, e, otherwise.as_ref(), scope);
                out.given.push(c);
            }
            ast::Clause::Requires(_, e) => {
                let e = self.condition(e, scope);
                out.requires.push(e);
            }
            ast::Clause::Message(span, t, None) => out.message = Some(self.template(t, *span, scope)),
            ast::Clause::Message(span, t, when) => {
                if let Some(last) = &out.message {
                    let last = last.span;
                    self.report(error::unreachable_message(*span, last));
                }
                let message = self.advice(*span, t, when.as_ref(), scope);
                out.messages.push(message);
            }
            ast::Clause::Advice(span, t, when) => {
                let advice = self.advice(*span, t, when.as_ref(), scope);
                out.advice.push(advice);
            }
            _ => {}
        }
    }

    fn advice(&mut self, span: Span, t: &ast::TextLit, when: Option<&ast::Expr>, scope: &mut Scope) -> Advice {
        let text = self.template(t, span, scope);
        Advice { text, when: when.map(|w| self.condition(w, scope)) }
    }

    fn rule_condition(
        &mut self,
        span: Span,
        e: &ast::Expr,
        otherwise: Option<&ast::TextLit>,
        scope: &mut Scope,
    ) -> Condition {
        let expr = self.condition(e, scope);
        Condition { expr, otherwise: otherwise.map(|t| self.template(t, t.span, scope)), span }
    }

    fn deviation(&mut self, d: &ast::Deviation, scope: &mut Scope) -> Option<Deviation> {
        let records = self.expr(&d.records, scope, None);
        let ty = self.ty(records);
        let record = match &ty {
            Type::List(item) => match **item {
                Type::Object(object) => self.out.object(object).role(Role::Norm).map(|field| (object, field)),
                _ => None,
            },
            _ => None,
        };
        let Some((object, norm_field)) = record else {
            if ty != Type::Error {
                let found = self.describe(&ty);
                let at = self.out.expr(records).span;
                self.report(error::deviation_records(at, found));
            }
            return None;
        };
        let slot = scope.bind("afwijking", Type::Object(object), d.span);
        self.slot_spans.push(d.span);
        let mut provisos = self.standing_provisos(object, slot, d.span);
        let standing = provisos.len();
        provisos
            .extend(d.provisos.iter().map(|p| self.rule_condition(p.span, &p.condition, p.otherwise.as_ref(), scope)));
        scope.unbind();
        Some(Deviation { records, norm_field, slot, provisos, standing, span: d.span })
    }

    /// Types the values in a message, in both languages.
    pub(crate) fn template(&mut self, t: &ast::TextLit, span: Span, scope: &mut Scope) -> Template {
        let nl = self.template_parts(t, scope);
        let en = match self.english.get(&t.span).cloned() {
            Some(en) => self.template_parts(&en, scope),
            None => nl.clone(),
        };
        Template { nl, en, span }
    }

    fn template_parts(&mut self, text: &Spanned<String>, scope: &mut Scope) -> Vec<TemplatePart> {
        let Some(file) = self.sources.get(text.span.file) else { return vec![] };
        let parts = match syntax::parse_template(file, text) {
            Ok(parts) => parts,
            Err(d) => {
                self.report(*d);
                return vec![];
            }
        };
        parts
            .into_iter()
            .map(|part| match part {
                ast::TemplatePart::Words(w) => TemplatePart::Words(w),
                ast::TemplatePart::Value(e, style) => TemplatePart::Value(self.expr(&e, scope, None), style),
            })
            .collect()
    }

    fn single_clauses_stand_once(&mut self, rule: &ast::Rule) {
        let mut first: Vec<(&str, Span)> = vec![];
        for clause in &rule.clauses {
            let word = match clause {
                ast::Clause::Strength(_) => "sterkte",
                ast::Clause::ForEach(..) => "voor elke",
                ast::Clause::Deviation(_) => "afwijking",
                ast::Clause::Message(_, _, None) => "melding",
                ast::Clause::DefaultOff(..) => "standaard uit",
                ast::Clause::Explanation(..) => "toelichting",
                _ => continue,
            };
            match first.iter().find(|(w, _)| *w == word) {
                Some((_, at)) => {
                    let d = error::duplicate_clause(clause.span(), word, *at);
                    self.report(d);
                }
                None => first.push((word, clause.span())),
            }
        }
    }
}
