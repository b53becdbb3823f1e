//! Comply or explain: what the data model asks of every record of a deviation, and which grounds a rule accepts.
//!
//! Takes: the roles of a record's fields, and the provisos of a rule. Gives: the provisos that all rules share, and per ground
//! whether it can count. Never looks at an agreement.

use crate::source::Span;
use crate::text;

use super::checker::Checker;
use super::model::{
    BinaryOp, Checked, ChoiceListId, Condition, Const, Deviation, ExprId, ExprKind, Field, ObjectId, Role, Rule, Slot,
    Template, TemplatePart, Type,
};

impl Checker<'_> {
    /// A record counts only when it is complete, decided on and not expired: the same for each rule, so no rule says it.
    pub(crate) fn standing_provisos(&mut self, object: ObjectId, slot: Slot, span: Span) -> Vec<Condition> {
        let fields: Vec<(usize, Field)> = self.out.object(object).fields.iter().cloned().enumerate().collect();
        let mut out = vec![];
        for (index, field) in fields.iter().filter(|(_, f)| f.role.is_some_and(Role::completes_a_record)) {
            let value = self.field_of_record(object, slot, *index, field);
            let expr = self.add(field.span, Type::Bool, ExprKind::Recorded(value));
            let name = &field.name;
            let said = text!("`{name}` ontbreekt in de afwijking", "`{name}` is missing in the deviation");
            let words = |text: String| vec![TemplatePart::Words(text)];
            let otherwise = Template { nl: words(said.nl), en: words(said.en), span };
            out.push(Condition { expr, otherwise: Some(otherwise), span: field.span });
        }
        for (index, field) in &fields {
            let (op, nl, en) = match field.role {
                Some(Role::DecidedOn) => (
                    BinaryOp::Le,
                    ["het besluit tot de afwijking is van ", ", na de peildatum"],
                    ["the decision to deviate is of ", ", after the reference date"],
                ),
                Some(Role::Until) => (
                    BinaryOp::Ge,
                    ["de afwijking gold tot en met ", ""],
                    ["the deviation held up to and including ", ""],
                ),
                _ => continue,
            };
            let value = self.field_of_record(object, slot, *index, field);
            let today = self.add(field.span, Type::Date, ExprKind::Today);
            let expr = self.add(field.span, Type::Bool, ExprKind::Binary(op, value, today));
            let otherwise = Template { nl: around(nl, value), en: around(en, value), span };
            out.push(Condition { expr, otherwise: Some(otherwise), span: field.span });
        }
        out
    }

    fn field_of_record(&mut self, object: ObjectId, slot: Slot, index: usize, field: &Field) -> ExprId {
        let record = self.add(field.span, Type::Object(object), ExprKind::Var(slot));
        self.add(field.span, field.ty.clone(), ExprKind::Field(record, object, index))
    }
}

fn around([before, after]: [&str; 2], value: ExprId) -> Vec<TemplatePart> {
    let words = |text: &str| TemplatePart::Words(text.to_owned());
    vec![words(before), TemplatePart::Value(value, super::model::Style::Plain), words(after)]
}

/// Which grounds for a deviation a rule accepts.
#[derive(Debug, Clone)]
pub struct Grounds<'a> {
    /// The list that they come from.
    pub list: ChoiceListId,
    /// Each ground of that list in order; with the proviso that bars it, if one does.
    pub grounds: Vec<(usize, Option<&'a Condition>)>,
}

impl Deviation {
    /// The fields without which no record counts, in the order of the data model.
    #[must_use]
    pub fn needs<'a>(&self, checked: &'a Checked) -> Vec<&'a Field> {
        let standing = self.provisos.iter().take(self.standing);
        standing
            .filter_map(|p| match &checked.expr(p.expr).kind {
                ExprKind::Recorded(value) => match &checked.expr(*value).kind {
                    ExprKind::Field(_, object, index) => checked.object(*object).fields.get(*index),
                    _ => None,
                },
                _ => None,
            })
            .collect()
    }
}

impl Rule {
    /// The grounds that the data model lists, and which of them this rule bars; `None` where no deviation is possible or a
    /// record has no ground.
    ///
    /// Only provisos that name grounds (`afwijking.grond in (…)`, `niet in (…)`) are read: what a ground also needs, such as
    /// consultation, does not bar it.
    #[must_use]
    pub fn grounds<'a>(&'a self, checked: &'a Checked) -> Option<Grounds<'a>> {
        let deviation = self.deviation.as_ref()?;
        let Type::Object(object) = self.slot_types.get(deviation.slot.index())? else { return None };
        let object = checked.object(*object);
        let field = object.role(Role::Ground)?;
        let Type::Choice(list) = object.fields.get(field)?.ty else { return None };
        let grounds = (0..checked.choice_list(list).choices.len())
            .map(|i| (i, deviation.provisos.iter().find(|p| bars(checked, deviation, field, p.expr, i))))
            .collect();
        Some(Grounds { list, grounds })
    }
}

/// Whether a proviso fails for a ground, whatever else the record says.
fn bars(checked: &Checked, deviation: &Deviation, field: usize, proviso: ExprId, ground: usize) -> bool {
    match &checked.expr(proviso).kind {
        ExprKind::Binary(BinaryOp::And, a, b) => {
            [a, b].into_iter().any(|side| bars(checked, deviation, field, *side, ground))
        }
        ExprKind::In(value, choices, negated) => {
            let about_ground = match &checked.expr(*value).kind {
                ExprKind::Field(record, _, index) => {
                    *index == field && matches!(checked.expr(*record).kind, ExprKind::Var(s) if s == deviation.slot)
                }
                _ => false,
            };
            let named =
                |e: &ExprId| matches!(&checked.expr(*e).kind, ExprKind::Const(Const::Choice(i)) if *i == ground);
            about_ground && choices.iter().any(named) == *negated
        }
        _ => false,
    }
}
