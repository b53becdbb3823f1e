//! What a rule says that has no `melding` or `hulp` of its own: its title, whom it is about, and what it compares.
//!
//! Takes: a rule that is typed. Gives: a message where each requirement compares two numbers or two days; and, for a rule about
//! several files, of which no figure is ever proposed, how much is lacking. Never looks at an agreement.

use crate::number::Number;
use crate::source::Span;

use super::checker::Checker;
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
    /// The message that follows from a rule; none where one of its requirements is no comparison of figures.
    pub(super) fn message_that_follows(&mut self, rule: &Rule, span: Span) -> Option<Template> {
        let mut said = Parts::default();
        said.words(&rule.title.nl, &rule.title.en);
        self.about(rule, &mut said, span);
        for (n, requirement) in rule.requires.iter().enumerate() {
            if n > 0 {
                said.words("; ", "; ");
            }
            self.comparison_in_words(*requirement, rule.strength, &mut said)?;
        }
        (!rule.requires.is_empty()).then(|| said.template(span))
    }

    /// How much is lacking of the one figure that a rule asks for.
    pub(super) fn advice_that_follows(&mut self, rule: &Rule, span: Span) -> Option<Advice> {
        let [requirement] = rule.requires.as_slice() else { return None };
        let ExprKind::Binary(op, a, b) = self.out.expr(*requirement).kind else { return None };
        let (from, to, nl, en) = match op {
            BinaryOp::Ge | BinaryOp::Gt => (b, a, "nog nodig: ", "still needed: "),
            BinaryOp::Le | BinaryOp::Lt => (a, b, "te veel: ", "too much: "),
            _ => return None,
        };
        let ty = units::arithmetic(BinaryOp::Sub, &self.ty(from), &self.ty(to))?;
        let gap = self.add(span, ty, ExprKind::Binary(BinaryOp::Sub, from, to));
        let lacks = self.add(span, Type::Bool, ExprKind::Binary(BinaryOp::Gt, from, to));
        let mut said = Parts::default();
        said.words(nl, en);
        said.value(gap, Style::Plain);
        Some(Advice { text: said.template(span), when: Some(lacks) })
    }

    /// `. Meerdijk in 2026: `; `: ` where a rule is about the whole file.
    fn about(&mut self, rule: &Rule, said: &mut Parts, span: Span) {
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
        if !names.is_empty() || year.is_some() {
            said.words(". ", ". ");
        }
        for (n, name) in names.iter().enumerate() {
            if n > 0 {
                said.words(", ", ", ");
            }
            said.value(*name, Style::Plain);
        }
        if let Some(year) = year {
            if names.is_empty() {
                said.words("In ", "In ");
            } else {
                said.words(" in ", " in ");
            }
            said.value(year, Style::Plain);
        }
        said.words(": ", ": ");
    }

    fn variable(&mut self, slot: Slot, ty: Type, span: Span) -> ExprId {
        self.add(span, ty, ExprKind::Var(slot))
    }

    /// `196 van 210 (93,33…%); nodig is ten minste 95%`
    fn comparison_in_words(&mut self, e: ExprId, strength: Strength, said: &mut Parts) -> Option<()> {
        let ExprKind::Binary(op, a, b) = self.out.expr(e).kind else { return None };
        let days = self.ty(a) == Type::Date;
        if !days && !matches!(self.ty(a), Type::Num(_)) {
            return None;
        }
        match self.out.expr(a).kind {
            ExprKind::Binary(BinaryOp::Div, part, whole) if self.ty(a) == Type::Num(Unit::Ratio) => {
                said.value(part, Style::Plain);
                said.words(" van ", " of ");
                said.value(whole, Style::Plain);
                said.words(" (", " (");
                said.value(a, Style::Percent);
                said.words(")", ")");
            }
            _ => said.value(a, Style::Plain),
        }
        let nothing = matches!(&self.out.expr(b).kind, ExprKind::Const(Const::Num(n)) if *n == Number::zero());
        let asked = asked(op, days, nothing && op == BinaryOp::Gt, strength)?;
        said.words(asked.nl, asked.en);
        if !asked.whole {
            said.value(b, Style::Plain);
        }
        said.words("", asked.after_en);
        Some(())
    }
}

/// What is asked of a figure, around the figure that it is held against.
struct Asked {
    nl: String,
    en: &'static str,
    after_en: &'static str,
    /// The words say it without a figure.
    whole: bool,
}

fn asked(op: BinaryOp, days: bool, some: bool, strength: Strength) -> Option<Asked> {
    let most = matches!(op, BinaryOp::Le | BinaryOp::Lt | BinaryOp::Ne);
    let (lead, after_en) = match strength {
        Strength::Must | Strength::Principle if most && !days => ("toegestaan is", " is allowed"),
        Strength::Must | Strength::Principle => ("nodig is", " is needed"),
        Strength::Aim | Strength::Effort => ("het streven is", " is aimed for"),
        Strength::Expect => ("verwacht is", " is expected"),
        Strength::May => ("mogelijk is", " is possible"),
    };
    let (nl, en) = match (op, days) {
        _ if some => ("meer dan geen", "; more than none"),
        (BinaryOp::Ge, false) => ("ten minste ", "; at least "),
        (BinaryOp::Le, false) => ("ten hoogste ", "; at most "),
        (BinaryOp::Gt, false) => ("meer dan ", "; more than "),
        (BinaryOp::Lt, false) => ("minder dan ", "; less than "),
        (BinaryOp::Eq, _) => ("", "; "),
        (BinaryOp::Ne, _) => ("iets anders dan ", "; anything but "),
        (BinaryOp::Le, true) => ("uiterlijk ", "; by "),
        (BinaryOp::Ge, true) => ("niet eerder dan ", "; not before "),
        (BinaryOp::Lt, true) => ("vóór ", "; before "),
        (BinaryOp::Gt, true) => ("na ", "; after "),
        _ => return None,
    };
    Some(Asked { nl: format!("; {lead} {nl}"), en, after_en, whole: some })
}
