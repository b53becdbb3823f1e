//! What a rule without a `melding` of its own says: its title, whom it is about, and what it compares.
//!
//! Takes: a rule that is typed. Gives: a message where the words follow, so where each requirement compares two values or asks
//! that something is recorded; and for rules about several files, for which no change of a figure is ever proposed, how much
//! is lacking. Never looks at an agreement.

use crate::number::Number;
use crate::source::Span;

use super::check::Checker;
use super::model::{
    Advice, BinaryOp, Const, ExprId, ExprKind, Role, Rule, Slot, Strength, Style, Template, TemplatePart, Type, Unit,
};
use super::units;

/// The parts of a text in both languages.
#[derive(Default)]
struct Parts {
    nl: Vec<TemplatePart>,
    en: Vec<TemplatePart>,
}

impl Parts {
    fn words(&mut self, nl: impl Into<String>, en: impl Into<String>) {
        self.nl.push(TemplatePart::Words(nl.into()));
        self.en.push(TemplatePart::Words(en.into()));
    }

    fn value(&mut self, e: ExprId, style: Style) {
        self.nl.push(TemplatePart::Value(e, style));
        self.en.push(TemplatePart::Value(e, style));
    }

    fn template(self, span: Span) -> Template {
        Template { nl: self.nl, en: self.en, span }
    }
}

impl Checker<'_> {
    /// The message that follows from a rule; none where one of its requirements is neither a comparison nor a plain fact.
    pub(super) fn message_that_follows(&mut self, rule: &Rule, span: Span) -> Option<Template> {
        let mut said = Parts::default();
        said.words(&rule.title.nl, &rule.title.en);
        let about = self.about(rule, &mut said, span);
        if !about {
            said.words(": ", ": ");
        }
        let facts: Vec<ExprId> = rule.requires.iter().flat_map(|e| self.joined(*e)).collect();
        for (n, fact) in facts.iter().enumerate() {
            if n > 0 {
                said.words("; ", "; ");
            }
            self.fact(*fact, rule.strength, &mut said)?;
        }
        (!facts.is_empty()).then(|| said.template(span))
    }

    /// What lacks of a figure for which nobody proposes a change: that of several files together.
    pub(super) fn advice_that_follows(&mut self, rule: &Rule, span: Span) -> Option<Advice> {
        let [requirement] = rule.requires.as_slice() else { return None };
        let ExprKind::Binary(op, a, b) = self.out.expr(*requirement).kind else { return None };
        let (from, to, nl, en) = match op {
            BinaryOp::Ge | BinaryOp::Gt => (b, a, ["er ontbreekt ", ""], ["", " is lacking"]),
            BinaryOp::Le | BinaryOp::Lt => (a, b, ["dat is ", " te veel"], ["that is ", " too much"]),
            _ => return None,
        };
        let ty = units::arithmetic(BinaryOp::Sub, &self.ty(from), &self.ty(to))?;
        let gap = self.add(span, ty, ExprKind::Binary(BinaryOp::Sub, from, to));
        let mut said = Parts::default();
        said.words(nl[0], en[0]);
        said.value(gap, Style::Plain);
        said.words(nl[1], en[1]);
        Some(Advice { text: said.template(span), when: None })
    }

    /// The parts of a requirement that `en` joins.
    fn joined(&self, e: ExprId) -> Vec<ExprId> {
        match self.out.expr(e).kind {
            ExprKind::Binary(BinaryOp::And, a, b) => [self.joined(a), self.joined(b)].concat(),
            _ => vec![e],
        }
    }

    /// `. Meerdijk in 2026: `; whether there was anything to say.
    fn about(&mut self, rule: &Rule, said: &mut Parts, span: Span) -> bool {
        let mut names: Vec<ExprId> = vec![];
        let mut year = None;
        for binding in &rule.foreach {
            match rule.slot_types.get(binding.slot.index()).cloned() {
                Some(Type::Num(Unit::Year)) => year = Some(self.variable(binding.slot, Type::Num(Unit::Year), span)),
                Some(ty @ (Type::Text | Type::Choice(_))) => names.push(self.variable(binding.slot, ty, span)),
                Some(Type::Object(object)) => {
                    let label = self.out.object(object).role(Role::Label);
                    let ty = label.and_then(|i| self.out.object(object).fields.get(i)).map(|f| f.ty.clone());
                    if let (Some(index), Some(ty)) = (label, ty) {
                        let record = self.variable(binding.slot, Type::Object(object), span);
                        names.push(self.add(span, ty, ExprKind::Field(record, object, index)));
                    }
                }
                _ => {}
            }
        }
        if names.is_empty() && year.is_none() {
            return false;
        }
        said.words(". ", ". ");
        for (n, name) in names.iter().enumerate() {
            if n > 0 {
                said.words(", ", ", ");
            }
            said.value(*name, Style::Plain);
        }
        if let Some(year) = year {
            if names.is_empty() { said.words("In ", "In ") } else { said.words(" in ", " in ") }
            said.value(year, Style::Plain);
        }
        said.words(": ", ": ");
        true
    }

    fn variable(&mut self, slot: Slot, ty: Type, span: Span) -> ExprId {
        self.add(span, ty, ExprKind::Var(slot))
    }

    /// A figure with what it is held against, or whether something is so.
    fn fact(&mut self, e: ExprId, strength: Strength, said: &mut Parts) -> Option<()> {
        let fact = self.out.expr(e).clone();
        match fact.kind {
            ExprKind::Binary(op, a, b) => self.comparison_in_words(op, a, b, strength, said),
            ExprKind::Recorded(of) => self.plain_fact(of, e, said),
            ExprKind::Field(..) => self.plain_fact(e, e, said),
            _ => None,
        }
    }

    /// `of de opbrengst naar investeringen gaat: ja`, in the words of the data model.
    fn plain_fact(&mut self, field: ExprId, value: ExprId, said: &mut Parts) -> Option<()> {
        let ExprKind::Field(_, object, index) = self.out.expr(field).kind else { return None };
        let text = self.out.object(object).fields.get(index)?.text.clone();
        let nl = text.nl.strip_prefix("Of ")?;
        let en = text.en.strip_prefix("Whether ").unwrap_or(&text.en);
        said.words(format!("of {nl}: "), format!("whether {en}: "));
        said.value(value, Style::Plain);
        Some(())
    }

    fn comparison_in_words(
        &mut self,
        op: BinaryOp,
        a: ExprId,
        b: ExprId,
        strength: Strength,
        said: &mut Parts,
    ) -> Option<()> {
        let days = self.ty(a) == Type::Date;
        if !days && !matches!(self.ty(a), Type::Num(_)) {
            return None;
        }
        let share = matches!((self.ty(a), self.ty(b)), (Type::Num(Unit::Ratio), Type::Num(Unit::Percentage | Unit::Ratio)));
        let style = if share { Style::Percent } else { Style::Plain };
        match self.out.expr(a).kind {
            ExprKind::Binary(BinaryOp::Div, part, whole) if share => {
                said.value(part, Style::Plain);
                said.words(" van ", " of ");
                said.value(whole, Style::Plain);
                said.words(" (", " (");
                said.value(a, style);
                said.words(")", ")");
            }
            _ => said.value(a, style),
        }
        let nothing = matches!(&self.out.expr(b).kind, ExprKind::Const(Const::Num(n)) if *n == Number::zero());
        let [(nl, after_nl), (en, after_en)] = asked(op, days, nothing, strength)?;
        said.words(format!("; {nl}"), format!("; {en}"));
        if !nothing || op != BinaryOp::Gt {
            said.value(b, if share { Style::Percent } else { Style::Plain });
        }
        said.words(after_nl, after_en);
        Some(())
    }
}

/// What is asked of a figure, around the figure that it is held against: in Dutch and in English.
fn asked(
    op: BinaryOp,
    days: bool,
    nothing: bool,
    strength: Strength,
) -> Option<[(String, &'static str); 2]> {
    let lower = matches!(op, BinaryOp::Le | BinaryOp::Lt | BinaryOp::Ne);
    let (lead, tail) = match strength {
        Strength::Must | Strength::Principle if lower && !days => ("toegestaan is", " is allowed"),
        Strength::Must | Strength::Principle => ("nodig is", " is needed"),
        Strength::Aim | Strength::Effort => ("het streven is", " is aimed for"),
        Strength::Expect => ("verwacht is", " is expected"),
        Strength::May => ("mogelijk is", " is possible"),
    };
    let (nl, en) = match (op, days) {
        (BinaryOp::Ge, false) => ("ten minste ", "at least "),
        (BinaryOp::Le, false) => ("ten hoogste ", "at most "),
        (BinaryOp::Gt, false) if nothing => ("meer dan geen", "more than none"),
        (BinaryOp::Gt, false) => ("meer dan ", "more than "),
        (BinaryOp::Lt, false) => ("minder dan ", "less than "),
        (BinaryOp::Eq, _) => ("", ""),
        (BinaryOp::Ne, _) => ("iets anders dan ", "anything but "),
        (BinaryOp::Le, true) => ("uiterlijk ", "by "),
        (BinaryOp::Ge, true) => ("niet eerder dan ", "not before "),
        (BinaryOp::Lt, true) => ("vóór ", "before "),
        (BinaryOp::Gt, true) => ("na ", "after "),
        _ => return None,
    };
    Some([(format!("{lead} {nl}"), ""), (en.to_owned(), tail)])
}
