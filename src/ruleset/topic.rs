//! Topics: norms that only ask that something is arranged.
//!
//! Takes: an `onderwerp`. Gives: what any rule has, made from its title and its fields: a requirement for each field, a message
//! and a next step; and the fields that it declares itself. After this nothing tells a topic from another rule but its name.

use crate::lang::{self, Text};
use crate::source::Span;
use crate::syntax::ast;
use crate::text;

use super::checker::{Checker, Symbol};
use super::error;
use super::model::{Advice, ExprId, ExprKind, Field, ObjectId, Role, Rule, Template, TemplatePart, Type};
use super::typing::Scope;

impl Checker<'_> {
    /// The fields that topics declare, once all objects are known.
    pub(super) fn topics_declare_fields(&mut self, sets: &[Vec<ast::File>]) {
        for item in sets.iter().flatten().flat_map(|f| &f.items) {
            let ast::Item::Rule(rule) = item else { continue };
            for field in fields(rule) {
                if let (Some(ty), ast::ExprKind::Member(of, name)) = (&field.ty, &field.path.kind) {
                    self.topic_declares(rule, field, (of, name), ty);
                }
            }
        }
    }

    fn topic_declares(
        &mut self,
        rule: &ast::Rule,
        field: &ast::TopicField,
        (of, name): (&ast::Expr, &ast::Name),
        ty: &ast::TypeExpr,
    ) {
        let bindings: Vec<&ast::Binding> = rule
            .clauses
            .iter()
            .flat_map(|c| if let ast::Clause::ForEach(_, all) = c { all.as_slice() } else { &[] })
            .collect();
        // What does not lead to an object is reported where the path is typed.
        let Some(Type::Object(object)) = self.type_of_path(of, &bindings) else { return };
        let first = self.field_named(object, &name.value).and_then(|at| self.out.object(object).fields.get(at));
        if let Some(first) = first.map(|f| f.span) {
            self.report(error::duplicate(name.span, &text!("veld", "field"), &name.value, first));
            return;
        }
        let ty = self.type_expr(ty, &name.value);
        let Text { nl, en } = self.text(field.text.as_ref().unwrap_or(&rule.title));
        let text = text!("Of dit is geregeld: {nl}", "Whether this is in place: {en}").into();
        let field = Field {
            name: name.value.clone(),
            ty,
            part_of: None,
            required: false,
            fixed: false,
            role: None,
            text,
            span: name.span,
        };
        self.add_field(object, field);
    }

    /// The type of a path from the root or from what a topic is about, before anything is typed.
    fn type_of_path(&self, e: &ast::Expr, bindings: &[&ast::Binding]) -> Option<Type> {
        match &e.kind {
            ast::ExprKind::Name(name) => match bindings.iter().position(|b| b.name.value == *name) {
                Some(at) => match self.type_of_path(&bindings.get(at)?.over, bindings.get(..at)?)? {
                    Type::List(item) => Some(*item),
                    object @ Type::Object(_) => Some(object),
                    _ => None,
                },
                None => match self.symbols.get(name) {
                    Some((Symbol::Object(object), _)) => Some(Type::Object(*object)),
                    _ => None,
                },
            },
            ast::ExprKind::Member(of, name) => {
                let Type::Object(object) = self.type_of_path(of, bindings)? else { return None };
                self.out.object(object).fields.get(self.field_named(object, &name.value)?).map(|f| f.ty.clone())
            }
            _ => None,
        }
    }

    /// What a topic asks: that something is recorded in each of its fields.
    pub(super) fn topic_requires(&mut self, rule: &ast::Rule, scope: &mut Scope, out: &mut Rule) {
        for field in fields(rule) {
            let call = ast::Name::new("vastgelegd".to_owned(), field.path.span);
            let recorded =
                ast::Expr { span: field.path.span, kind: ast::ExprKind::Call(call, vec![field.path.clone()]) };
            let condition = self.condition(&recorded, scope);
            out.requires.push(condition);
        }
        if out.requires.is_empty() {
            self.report(error::missing_part(rule.id.span, "veld", "veld gemeente.bouwbeleid.grondprijsmethode"));
        }
    }

    /// What a topic says: its parts by what became of them, and where to state them.
    pub(super) fn topic_words(&mut self, rule: &ast::Rule, out: &mut Rule) {
        let words: Vec<Text> = fields(rule).map(|f| self.text(f.text.as_ref().unwrap_or(&rule.title))).collect();
        let of = self.name_of_subject(out, rule.title.span);
        out.title = Text::new(lang::capital(&out.title.nl), lang::capital(&out.title.en));
        let parts = |pick: fn(&Text) -> &String| {
            let parts = out.requires.iter().copied().zip(words.iter().map(|w| pick(w).clone())).collect();
            // One part is what the title says; several stand below it.
            let title = (words.len() > 1).then(|| TemplatePart::Words(format!("{}. ", pick(&out.title))));
            title.into_iter().chain([TemplatePart::Topic(of, parts)]).collect()
        };
        out.message = Some(Template { nl: parts(|w| &w.nl), en: parts(|w| &w.en), span: rule.title.span });
        if out.advice.is_empty() {
            let paths: Vec<&str> = fields(rule).map(|f| self.below_subject(&f.path)).collect();
            let said = match paths.as_slice() {
                [path] => {
                    text!("regel dit, en vermeld het onder `{path}`", "arrange this, and state it under `{path}`")
                }
                // Which parts, and where they go, stands in the message and in the proposals.
                _ => text!("regel wat ontbreekt, en vermeld het", "arrange what is lacking, and state it"),
            };
            let words = |text: String| vec![TemplatePart::Words(text)];
            let text = Template { nl: words(said.nl), en: words(said.en), span: rule.title.span };
            out.advice.push(Advice { text, when: None });
        }
    }

    /// The name of the innermost object that a rule is about.
    fn name_of_subject(&mut self, rule: &Rule, span: Span) -> Option<ExprId> {
        let objects = rule.foreach.iter().rev().filter_map(|b| match rule.slot_types.get(b.slot.index()) {
            Some(Type::Object(object)) => Some((b.slot, *object)),
            _ => None,
        });
        let (slot, object): (_, ObjectId) = objects.into_iter().next()?;
        let index = self.out.object(object).role(Role::Label)?;
        let ty = self.out.object(object).fields.get(index)?.ty.clone();
        let record = self.add(span, Type::Object(object), ExprKind::Var(slot));
        Some(self.add(span, ty, ExprKind::Field(record, object, index)))
    }

    /// A path without what it starts from: the key of an agreement below the subject.
    fn below_subject(&self, path: &ast::Expr) -> &str {
        let text = self.sources.text(path.span);
        text.split_once('.').map_or(text, |(_, below)| below)
    }
}

/// The fields of a topic.
fn fields(rule: &ast::Rule) -> impl Iterator<Item = &ast::TopicField> {
    rule.clauses.iter().filter_map(|c| if let ast::Clause::Field(f) = c { Some(f) } else { None })
}
