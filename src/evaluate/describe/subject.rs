//! That there is nothing that a rule is about.
//!
//! Takes: the variable that found nothing to range over. Gives: a sentence in the words of the data model. A name of a variable
//! is the rule's own and is told only where the data model has no words.

use crate::evaluate::machine::Machine;
use crate::lang::Text;
use crate::ruleset::model::{Binding, ExprId, ExprKind, Rule, Type, Unit};
use crate::text;

impl Machine<'_> {
    pub(super) fn no_subject(&self, rule: &Rule, binding: &Binding) -> Text {
        let object = match item(&self.checked.expr(binding.over).ty) {
            Type::Object(object) => self.checked.object(*object),
            Type::Num(Unit::Year) => {
                return text!("er is geen jaar waarvoor deze norm geldt", "there is no year that this norm is about");
            }
            _ => {
                let name = rule.slot_names.get(binding.slot.index()).map_or("", String::as_str);
                return text!(
                    "er is geen {name} waarvoor deze norm geldt",
                    "there is no {name} that this norm is about"
                );
            }
        };
        let (nl, en) = (in_a_sentence(&object.text.nl), in_a_sentence(&object.text.en));
        let which = binding.filter.map_or_else(Text::default, |filter| self.which(filter));
        let (which_nl, which_en) = (which.nl, which.en);
        text!(
            "er is niets waarvoor deze norm geldt: zij gaat over {nl}{which_nl}",
            "there is nothing that this norm applies to: it is about {en}{which_en}"
        )
    }

    /// Which of its kind a rule is about: those that state a field, in the words of the data model. Other conditions can be long: the
    /// rule shows them.
    fn which(&self, filter: ExprId) -> Text {
        if let ExprKind::Known(of) = self.checked.expr(filter).kind
            && let ExprKind::Field(_, object, index) = self.checked.expr(of).kind
            && let Some(field) = self.checked.object(object).fields.get(index)
        {
            let (nl, en) = (in_a_sentence(&field.text.nl), in_a_sentence(&field.text.en));
            return text!(", waar dit bij staat: {nl}", ", where this is stated: {en}");
        }
        text!(", onder een voorwaarde waar hier niets aan voldoet", ", on a condition that nothing here satisfies")
    }
}

/// What a collection is a collection of.
fn item(mut ty: &Type) -> &Type {
    while let Type::List(inner) | Type::Table { item: inner, .. } = ty {
        ty = inner;
    }
    ty
}

/// A title of the data model within a sentence. A name of capitals keeps them.
fn in_a_sentence(title: &str) -> String {
    let title = title.trim_end_matches('.');
    let mut chars = title.chars();
    match (chars.next(), chars.as_str()) {
        (Some(first), rest) if !rest.starts_with(char::is_uppercase) => {
            first.to_lowercase().chain(rest.chars()).collect()
        }
        _ => title.to_owned(),
    }
}
