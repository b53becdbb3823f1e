//! Values of law set from outside (`--set`, or `zet` in a rule's test), instead of the ruleset's.

use crate::agreement::{bind as place, notation};
use crate::diagnostic::did_you_mean;
use crate::lang::Text;
use crate::ruleset::Checked;
use crate::ruleset::model::{Const, ParamId, Type};
use crate::text;

/// Reads `name` and `value` as a parameter and a value of its type.
///
/// # Errors
/// When there is no such parameter, or the value is not of its type.
pub fn setting(checked: &Checked, name: &str, value: &str) -> Result<(ParamId, Const), Text> {
    let Some(id) = checked.param_named(name) else {
        let known = did_you_mean(name, checked.params().iter().map(|p| p.name.as_str()));
        return Err(match known {
            Some(s) => text!(
                "er is geen parameter `{name}`; bedoelde u `{s}`?",
                "there is no parameter `{name}`; did you mean `{s}`?"
            ),
            None => text!("er is geen parameter `{name}`", "there is no parameter `{name}`"),
        });
    };
    let param = checked.param(id);
    let constant = match &param.ty {
        Type::Date => notation::date(value).ok().map(Const::Date),
        Type::Bool => notation::yes_no(value).map(Const::Bool),
        Type::Text => Some(Const::Text(value.to_owned())),
        Type::Num(unit) => {
            notation::quantity(value).ok().and_then(|q| notation::in_unit(&q, *unit, None).ok()).map(Const::Num)
        }
        _ => None,
    };
    constant.map(|c| (id, c)).ok_or_else(|| {
        let (form, example) = place::expected(checked, &param.ty);
        let (nl, en) = (&form.nl, &form.en);
        // The example is code between backticks, sometimes two with a word between; the first is enough here.
        let example = example.split('`').nth(1).unwrap_or_default();
        text!(
            "`{value}` past niet bij parameter `{name}`; verwacht: {nl}, zoals `{name}={example}`",
            "`{value}` does not fit parameter `{name}`; expected: {en}, such as `{name}={example}`"
        )
    })
}
