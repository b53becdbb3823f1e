//! Types and values in a reader's words.

use crate::agreement::notation::{self, Written};
use crate::lang::Text;
use crate::ruleset::model::{Checked, ObjectType, Per, Type, Unit};
use crate::text;

/// What a field of this type holds, and one or two examples of how to write it.
pub(crate) fn expected(checked: &Checked, ty: &Type) -> (Text, String) {
    let (words, example) = match ty {
        Type::Error => (Text::default(), ""),
        Type::Bool => (text!("`ja` of `nee`", "`ja` or `nee`"), "`ja`"),
        Type::Text => (text!("een tekst", "a text"), ""),
        Type::Date => (text!("een datum", "a date"), "`1-7-2026`"),
        Type::Period => (text!("een periode", "a period"), "`2026 t/m 2029`"),
        Type::RuleRef => {
            let first = checked.rules().first().map_or(String::new(), |rule| format!("`{}`", rule.id));
            return (text!("het nummer van een regel", "the id of a rule"), first);
        }
        Type::Num(unit) => number(checked, *unit),
        Type::Choice(list) => {
            let list = checked.choice_list(*list);
            let name = &list.name;
            let first = list.choices.first().map_or(String::new(), |c| format!("`{}`", c.name));
            return (text!("een waarde voor `{name}`", "a value for `{name}`"), first);
        }
        Type::Object(id) => {
            let object = checked.object(*id);
            let name = &object.name;
            let first = object.fields.iter().find(|f| f.required).or(object.fields.first());
            let example = first.map_or(String::new(), |f| format!("`{}: …`", f.name));
            return (text!("een groep velden (`{name}`)", "a group of fields (`{name}`)"), example);
        }
        Type::List(_) => (text!("een lijst", "a list"), ""),
        Type::Table { .. } => (text!("een waarde per jaar", "a value per year"), "`{2026: …, 2027: …}`"),
    };
    (words, example.to_owned())
}

fn number(checked: &Checked, unit: Unit) -> (Text, &'static str) {
    let of = noun(checked, unit).map(|n| n.replace('_', " "));
    match unit {
        Unit::Literal | Unit::Plain | Unit::Ratio => (text!("een getal", "a number"), "`1,5`"),
        Unit::Percentage => (text!("een percentage", "a percentage"), "`4,5%`"),
        Unit::Points => (text!("een aantal procentpunten", "a number of percentage points"), "`0,5 procentpunt`"),
        Unit::Count(_) => match of {
            Some(of) => (text!("een aantal {of}", "a number of {of}"), "`120`, `minimaal 120`"),
            None => (text!("een aantal", "a number of things"), "`120`, `minimaal 120`"),
        },
        Unit::Balance(_) => match of {
            Some(of) => (text!("een saldo van {of}", "a balance of {of}"), "`120`, `-15`"),
            None => (text!("een saldo", "a balance"), "`120`, `-15`"),
        },
        Unit::Euro(Per::Once) => (text!("een bedrag", "an amount"), "`€ 1234,50`, `€ 35 miljoen`"),
        Unit::Euro(Per::Month) => (text!("een bedrag per maand", "an amount per month"), "`€ 612,50`"),
        Unit::Euro(Per::Year) => (text!("een bedrag per jaar", "an amount per year"), "`€ 35 miljoen`"),
        Unit::Heat => (text!("een warmtevraag in kWh/m²", "a heat demand in kWh/m²"), "`80 kWh/m²`"),
        Unit::Year => (text!("een jaar", "a year"), "`2028`"),
    }
}

/// The noun that a unit counts.
pub(in crate::agreement) fn noun(checked: &Checked, unit: Unit) -> Option<&str> {
    match unit {
        Unit::Count(Some(id)) | Unit::Balance(Some(id)) => Some(checked.noun(id).as_str()),
        _ => None,
    }
}

/// An object type as the owner of fields.
pub(in crate::agreement) fn owner(object: &ObjectType) -> Text {
    Text::same(format!("`{}`", object.name))
}

/// What a written scalar looks like.
pub(super) fn written(text: &str) -> Text {
    let short = shortened(text.trim());
    let kind = |nl: &str, en: &str| Text::new(format!("{nl} (`{short}`)"), format!("{en} (`{short}`)"));
    if notation::looks_like_date(text) {
        return kind("een datum", "a date");
    }
    if notation::yes_no(text).is_some() {
        return Text::same(format!("`{short}`"));
    }
    let quantity = match notation::quantity(text) {
        Ok(quantity) => quantity,
        // Which number it is may be open; what it is a number of is not.
        Err(notation::QuantityFault::Ambiguous(..)) if text.contains('€') => return kind("een bedrag", "an amount"),
        Err(notation::QuantityFault::Ambiguous(..)) if text.contains('%') => {
            return kind("een percentage", "a percentage");
        }
        Err(notation::QuantityFault::Ambiguous(..)) => return kind("een getal", "a number"),
        Err(_) => return kind("een tekst", "a text"),
    };
    match (&quantity.unit, quantity.per) {
        (Written::Euro, Some(Per::Month)) => kind("een bedrag per maand", "an amount per month"),
        (Written::Euro, Some(Per::Year)) => kind("een bedrag per jaar", "an amount per year"),
        (Written::Euro, _) => kind("een bedrag", "an amount"),
        (Written::Percent, Some(Per::Year)) => kind("een percentage per jaar", "a percentage per year"),
        (Written::Percent, _) => kind("een percentage", "a percentage"),
        (Written::Points, _) => kind("een aantal procentpunten", "a number of percentage points"),
        (Written::Heat, _) => kind("een warmtevraag", "a heat demand"),
        (Written::Fraction, _) => kind("een deel", "a fraction"),
        (Written::Word(word), _) => {
            let word = word.replace('_', " ");
            kind(&format!("een aantal {word}"), &format!("a number of {word}"))
        }
        (Written::Bare, Some(_)) => kind("een getal per tijd", "a number per time"),
        (Written::Bare, None) => kind("een getal", "a number"),
    }
}

/// What to write instead of what people write where a number should stand.
pub(super) fn instead_of(unit: Unit, text: &str) -> Option<Text> {
    const NONE: [&str; 4] = ["geen", "nul", "none", "zero"];
    let lower = text.trim().to_lowercase();
    if NONE.contains(&lower.as_str()) {
        return Some(match unit {
            Unit::Year => {
                text!("is er geen jaar afgesproken, laat het veld dan weg", "if no year is agreed, leave the field out")
            }
            _ => text!("schrijf `0`", "write `0`"),
        });
    }
    // `tot 40` may hold 40 or stop before it.
    let rest = lower.strip_prefix("tot ")?.trim();
    rest.starts_with(|c: char| c.is_ascii_digit() || c == '€').then(|| {
        text!(
            "telt {rest} mee, schrijf dan `maximaal {rest}`; anders `minder dan {rest}`",
            "if {rest} counts, write `maximaal {rest}`; else `minder dan {rest}`"
        )
    })
}

fn shortened(text: &str) -> String {
    const MOST: usize = 40;
    let line = text.lines().next().unwrap_or("");
    if line.chars().count() <= MOST && line.len() == text.len() {
        return line.to_owned();
    }
    let start: String = line.chars().take(MOST).collect();
    format!("{start}…")
}
