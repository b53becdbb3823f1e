//! What fits what: the algebra of types and units.
//!
//! Takes: two types and an operator. Gives: the type of the result, or `None` when they do not fit. Knows no names or places.

use crate::lang::Text;
use crate::text;

use super::model::{BinaryOp, ChoiceList, NounId, ObjectType, Per, Type, Unit};

/// Whether counting nouns fit: `aantal` without a noun fits any.
fn same_noun(a: Option<NounId>, b: Option<NounId>) -> bool {
    a.is_none() || b.is_none() || a == b
}

/// Whether two units measure the same, so that they can be added and compared.
fn same_unit(a: Unit, b: Unit) -> bool {
    use Unit::{Balance, Count, Literal, Percentage, Plain, Ratio, Year};
    match (a, b) {
        (Count(x) | Balance(x), Count(y) | Balance(y)) => same_noun(x, y),
        (Literal, Plain | Count(_) | Balance(_) | Year | Ratio)
        | (Plain | Count(_) | Balance(_) | Year | Ratio, Literal) => true,
        (Ratio, Percentage | Plain) | (Percentage | Plain, Ratio) => true,
        _ => a == b,
    }
}

/// Whether a value of type `b` can stand where `a` is asked for.
pub(crate) fn fits(a: &Type, b: &Type) -> bool {
    match (a, b) {
        (Type::Error, _) | (_, Type::Error) => true,
        (Type::Num(a), Type::Num(b)) => same_unit(*a, *b),
        (Type::List(a), Type::List(b)) => fits(a, b),
        (Type::Table { item: a, .. }, Type::Table { item: b, .. }) => fits(a, b),
        _ => a == b,
    }
}

/// The more telling of two fitting number types.
pub(crate) fn join(a: &Type, b: &Type) -> Type {
    match (a, b) {
        (Type::Error, x) | (x, Type::Error) => x.clone(),
        (Type::Num(Unit::Literal), x) | (x, Type::Num(Unit::Literal)) => x.clone(),
        (Type::Num(Unit::Ratio), x) | (x, Type::Num(Unit::Ratio)) => x.clone(),
        (Type::Num(Unit::Count(None) | Unit::Balance(None)), x) => x.clone(),
        _ => a.clone(),
    }
}

/// Whether a literal zero can stand for it: nothing is nothing in every unit.
pub(crate) fn has_zero(ty: &Type) -> bool {
    matches!(ty, Type::Num(u) if *u != Unit::Year)
}

fn add_sub(op: BinaryOp, a: Unit, b: Unit) -> Option<Unit> {
    use Unit::{Balance, Count, Literal, Percentage, Plain, Points, Ratio, Year};
    let minus = op == BinaryOp::Sub;
    Some(match (a, b) {
        (Percentage | Ratio, Points) => a,
        (Points, Percentage | Ratio) if !minus => b,
        (Percentage, Percentage | Ratio) | (Ratio, Percentage) if minus => Points,
        (Literal, Percentage | Ratio) => b,
        (Year, Year) if minus => Plain,
        (Year, Year) => return None,
        (Year, Literal | Plain | Count(None)) => Year,
        (Literal | Plain, Year) if minus => return None,
        (Count(x) | Balance(x), Count(y) | Balance(y)) if same_noun(x, y) => {
            let noun = x.or(y);
            if minus || matches!(a, Balance(_)) || matches!(b, Balance(_)) { Balance(noun) } else { Count(noun) }
        }
        (Count(x) | Balance(x), Literal) | (Literal, Count(x) | Balance(x)) => {
            if minus || matches!((a, b), (Balance(_), _) | (_, Balance(_))) { Balance(x) } else { Count(x) }
        }
        _ if same_unit(a, b) => match join(&Type::Num(a), &Type::Num(b)) {
            Type::Num(u) => u,
            _ => return None,
        },
        _ => return None,
    })
}

/// Units that only scale: multiplying by them keeps the other unit.
fn scales(u: Unit) -> bool {
    matches!(u, Unit::Literal | Unit::Plain | Unit::Ratio | Unit::Percentage)
}

fn mul(a: Unit, b: Unit) -> Option<Unit> {
    use Unit::{Count, Euro, Literal, Percentage, Plain, Ratio, Year};
    Some(match (a, b) {
        (Year, _) | (_, Year) => return None,
        (Literal, x) | (x, Literal) => x,
        (Percentage, Ratio | Percentage) | (Ratio, Percentage) => Percentage,
        (Plain, Ratio) | (Ratio, Plain) => Plain,
        (x, y) if scales(y) => x,
        (x, y) if scales(x) => y,
        (Count(_), Euro(p)) | (Euro(p), Count(_)) => Euro(p),
        _ => return None,
    })
}

fn div(a: Unit, b: Unit) -> Option<Unit> {
    use Unit::{Count, Euro, Literal, Plain, Ratio, Year};
    Some(match (a, b) {
        (Year, _) | (_, Year) => return None,
        (Literal, Literal) | (Plain, Plain) => Ratio,
        (x, Literal | Plain) => x,
        _ if same_unit(a, b) => Ratio,
        (x, y) if scales(y) => x,
        (Euro(p), Count(_)) => Euro(p),
        _ => return None,
    })
}

/// The type of `a op b` for arithmetic; `None` when they do not fit.
pub(crate) fn arithmetic(op: BinaryOp, a: &Type, b: &Type) -> Option<Type> {
    match (a, b) {
        (Type::Error, _) | (_, Type::Error) => Some(Type::Error),
        (Type::Num(a), Type::Num(b)) => match op {
            BinaryOp::Add | BinaryOp::Sub => add_sub(op, *a, *b),
            BinaryOp::Mul => mul(*a, *b),
            BinaryOp::Div => div(*a, *b),
            _ => None,
        }
        .map(Type::Num),
        _ => None,
    }
}

/// Whether values of a type have an order by themselves. A choice list may say that its values have one.
pub(crate) fn ordered(ty: &Type) -> bool {
    matches!(ty, Type::Num(_) | Type::Date | Type::Error)
}

/// The tables that names of types come from.
pub(crate) struct Names<'a> {
    pub(crate) objects: &'a [ObjectType],
    pub(crate) choice_lists: &'a [ChoiceList],
    pub(crate) nouns: &'a [String],
}

/// A type in a reader's words.
pub(crate) fn describe(ty: &Type, names: &Names<'_>) -> Text {
    let noun = |n: &Option<NounId>| n.and_then(|n| names.nouns.get(n.index())).map_or("", String::as_str);
    match ty {
        Type::Error => text!("iets onbekends", "something unknown"),
        Type::Bool => text!("ja of nee", "yes or no (ja/nee)"),
        Type::Text => text!("een tekst", "a text"),
        Type::Date => text!("een datum", "a date"),
        Type::Period => text!("een periode", "a period"),
        Type::RuleRef => text!("een regelnummer", "a rule id"),
        Type::Num(unit) => match unit {
            Unit::Literal | Unit::Plain => text!("een getal", "a number"),
            Unit::Ratio => text!("een verhouding", "a ratio"),
            Unit::Percentage => text!("een percentage", "a percentage"),
            Unit::Points => text!("procentpunten", "percentage points"),
            Unit::Count(n) | Unit::Balance(n) if noun(n).is_empty() => text!("een aantal", "a count"),
            Unit::Count(n) => text!("een aantal {}", "a count of {}", noun(n)),
            Unit::Balance(n) => text!("een saldo van {}", "a balance of {}", noun(n)),
            Unit::Euro(Per::Once) => text!("een bedrag", "an amount"),
            Unit::Euro(Per::Month) => text!("een bedrag per maand", "an amount per month"),
            Unit::Euro(Per::Year) => text!("een bedrag per jaar", "an amount per year"),
            Unit::Heat => text!("een warmtevraag in kWh/m²", "a heat demand in kWh/m²"),
            Unit::Year => text!("een jaar", "a year"),
        },
        Type::Choice(id) => {
            let name = names.choice_lists.get(id.index()).map_or("?", |c| c.name.as_str());
            text!("een keuze uit `{name}`", "a choice from `{name}`")
        }
        Type::Object(id) => {
            let name = names.objects.get(id.index()).map_or("?", |o| o.name.as_str());
            text!("een {name}", "a {name}")
        }
        Type::List(item) => {
            let item = describe(item, names);
            Text::new(
                format!("een lijst van {}", strip(&item.nl, "een ")),
                format!("a list of {}", strip(&item.en, "a ")),
            )
        }
        Type::Table { item, .. } => {
            let item = describe(item, names);
            Text::new(format!("{} per jaar", item.nl), format!("{} per calendar year", item.en))
        }
    }
}

fn strip<'a>(s: &'a str, article: &str) -> &'a str {
    s.strip_prefix(article).unwrap_or(s)
}
