//! Writing values for people, in the notation of their language.
//!
//! Figures are cut off, never rounded: 29,999 % is shown as `29,99…%`, so that nothing looks better than it is.

use jiff::civil::Date;

use crate::agreement::facts::{FactId, FactValue, Facts};
use crate::lang::{Lang, Text, shortened};
use crate::limits::MAX_MESSAGE;
use crate::number::{Decimal, Number};
use crate::ruleset::Checked;
use crate::ruleset::model::{Per, Style, Type, Unit};

use super::value::{Kind, Value, Why};

/// A value in both languages.
pub(crate) fn text(checked: &Checked, v: &Value, ty: &Type, style: Style) -> Text {
    Text::new(show(checked, v, ty, style, Lang::Nl), show(checked, v, ty, style, Lang::En))
}

/// A value in the notation of a language.
pub(crate) fn show(checked: &Checked, v: &Value, ty: &Type, style: Style, lang: Lang) -> String {
    match &v.kind {
        // Of a count that is not stated, "at least 0" would say no more.
        _ if v.is_blank() => lang.pick("onbekend", "unknown").to_owned(),
        Kind::Unknown => lang.pick("onbekend", "unknown").to_owned(),
        Kind::Exact(n) => number(n, ty, style, lang),
        Kind::Range(r) => {
            let one = |n: &Number| number(n, ty, style, lang);
            match (&r.lo, &r.hi) {
                (Some(a), Some(b)) => format!("{} {} {}", one(a), lang.pick("tot", "to"), one(b)),
                (Some(a), None) => format!("{} {}", lang.pick("ten minste", "at least"), one(a)),
                (None, Some(b)) => format!("{} {}", lang.pick("ten hoogste", "at most"), one(b)),
                (None, None) => lang.pick("onbekend", "unknown").to_owned(),
            }
        }
        Kind::Bool(b) => if *b { lang.pick("ja", "yes") } else { lang.pick("nee", "no") }.to_owned(),
        Kind::Text(t) | Kind::RuleRef(t) => shortened(t, MAX_MESSAGE).into_owned(),
        Kind::Date(d) => date(*d, lang),
        Kind::Period(a, b) => period(*a, *b, lang),
        Kind::Choice(i) => match ty {
            Type::Choice(list) => {
                checked.choice_list(*list).choices.get(*i).map_or_else(String::new, |c| c.name.clone())
            }
            _ => String::new(),
        },
        Kind::Object => match ty {
            Type::Object(o) => checked.object(*o).name.clone(),
            _ => String::new(),
        },
        Kind::List(items) => {
            let inner = match ty {
                Type::List(inner) => inner,
                other => other,
            };
            if items.is_empty() {
                return lang.pick("geen", "none").to_owned();
            }
            let most = 8;
            let mut shown: Vec<String> =
                items.iter().take(most).map(|i| show(checked, i, inner, style, lang)).collect();
            let more = items.len().saturating_sub(most);
            if more > 0 {
                shown.push(format!("{} {more} {}", lang.pick("en nog", "and"), lang.pick("andere", "more")));
            }
            shown.join(", ")
        }
        Kind::Table(t) => {
            let inner = match ty {
                Type::Table { item, .. } => item,
                other => other,
            };
            let mut shown: Vec<String> =
                t.years.iter().map(|(y, v)| format!("{y}: {}", show(checked, v, inner, style, lang))).collect();
            if let Some(total) = &t.total {
                shown.push(format!("{}: {}", lang.pick("totaal", "total"), show(checked, total, inner, style, lang)));
            }
            shown.join(", ")
        }
    }
}

/// A plain number as people write it.
pub fn number_in_words(n: &Number, lang: Lang) -> String {
    number(n, &Type::Num(Unit::Plain), Style::Plain, lang)
}

/// What a fact states by itself, with its wording and reservation; empty for an object, a list or a table.
pub(crate) fn stated(checked: &Checked, facts: &Facts, id: FactId) -> Text {
    let fact = facts.get(id);
    let value = match &fact.value {
        FactValue::Number(b) => Value::range(b.lo.clone(), b.hi.clone(), Why::NONE),
        FactValue::Bool(b) => Value::bool(*b),
        FactValue::Text(t) => Value::new(Kind::Text(t.clone())),
        FactValue::Date(d) => Value::new(Kind::Date(*d)),
        FactValue::Period(a, b) => Value::new(Kind::Period(*a, *b)),
        FactValue::Choice(i) => Value::new(Kind::Choice(*i)),
        FactValue::RuleRef(r) => Value::new(Kind::RuleRef(r.clone())),
        FactValue::Object { .. } | FactValue::List(_) | FactValue::Table { .. } => return Text::default(),
    };
    let ty = crate::agreement::type_of(checked, facts, id);
    let Text { nl, en } = text(checked, &value, &ty, Style::Plain);
    let marks = facts.marks(fact.marks);
    let mut said: Vec<Text> = vec![];
    said.extend(marks.wording.map(|(w, _)| Text::same(w.word())));
    said.extend(marks.reservation.as_ref().map(|_| Text::new("onder voorbehoud", "under reservation")));
    for (qualifier, choice, _) in &marks.qualifiers {
        let list = checked.choice_list(checked.qualifier(*qualifier).choices);
        said.extend(list.choices.get(*choice).map(|c| Text::same(c.name.replace('_', " "))));
    }
    if said.is_empty() {
        return Text { nl, en };
    }
    let join = |lang: Lang| said.iter().map(|t| t.get(lang)).collect::<Vec<_>>().join(", ");
    Text::new(format!("{nl} ({})", join(Lang::Nl)), format!("{en} ({})", join(Lang::En)))
}

/// A value within a sentence: a word of a choice list without its underscores.
pub(crate) fn in_words(checked: &Checked, v: &Value, ty: &Type, style: Style, lang: Lang) -> String {
    let shown = show(checked, v, ty, style, lang);
    if holds_choices(ty) { shown.replace('_', " ") } else { shown }
}

fn holds_choices(ty: &Type) -> bool {
    match ty {
        Type::Choice(_) => true,
        Type::List(item) | Type::Table { item, .. } => holds_choices(item),
        _ => false,
    }
}

/// A day in words.
pub(crate) fn date(d: Date, lang: Lang) -> String {
    const NL: [&str; 12] = [
        "januari",
        "februari",
        "maart",
        "april",
        "mei",
        "juni",
        "juli",
        "augustus",
        "september",
        "oktober",
        "november",
        "december",
    ];
    const EN: [&str; 12] = [
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ];
    let index = usize::try_from(d.month()).unwrap_or(1).saturating_sub(1);
    let month = lang.pick(NL, EN).get(index).copied().unwrap_or("");
    format!("{} {month} {}", d.day(), d.year())
}

fn period(a: Date, b: Date, lang: Lang) -> String {
    let whole = a.month() == 1 && a.day() == 1 && b.month() == 12 && b.day() == 31;
    if !whole {
        return format!("{} {} {}", date(a, lang), lang.pick("t/m", "to"), date(b, lang));
    }
    if a.year() == b.year() { a.year().to_string() } else { format!("{}–{}", a.year(), b.year()) }
}

/// A number in its unit.
pub(crate) fn number(n: &Number, ty: &Type, style: Style, lang: Lang) -> String {
    let unit = match ty {
        Type::Num(u) => *u,
        _ => Unit::Plain,
    };
    match (style, unit) {
        (Style::Percent, _) | (Style::Plain, Unit::Percentage | Unit::Ratio) => percent(n, lang),
        (Style::Whole, _) => plain(&n.ceil(), 0, lang),
        (Style::Times, _) => format!("{} {}", plain(n, 2, lang), lang.pick("keer", "times")),
        (Style::Plain, Unit::Points) => {
            format!("{} {}", plain(&hundred(n), 2, lang), lang.pick("procentpunt", "percentage points"))
        }
        (Style::Plain, Unit::Euro(per)) => {
            let amount = euro(n, lang);
            match per {
                Per::Once => amount,
                Per::Month => format!("{amount} {}", lang.pick("per maand", "per month")),
                Per::Year => format!("{amount} {}", lang.pick("per jaar", "per year")),
            }
        }
        (Style::Plain, Unit::Heat) => format!("{} kWh/m²", plain(n, 2, lang)),
        (Style::Plain, Unit::Year) => n.to_string(),
        (Style::Plain, _) => plain(n, 2, lang),
    }
}

fn hundred(n: &Number) -> Number {
    n.mul(&Number::from(100i64))
}

fn percent(n: &Number, lang: Lang) -> String {
    format!("{}%", plain(&hundred(n), 2, lang))
}

fn sign(d: &Decimal) -> &'static str {
    if d.negative { "−" } else { "" }
}

fn grouped(whole: &str, lang: Lang) -> String {
    if whole.len() <= 3 {
        return whole.to_owned();
    }
    let separator = lang.pick('.', ',');
    let mut out = String::new();
    for (i, c) in whole.chars().enumerate() {
        let left = whole.len().saturating_sub(i);
        if i > 0 && left.checked_rem(3) == Some(0) {
            out.push(separator);
        }
        out.push(c);
    }
    out
}

fn plain(n: &Number, decimals: u32, lang: Lang) -> String {
    let d = n.decimal(decimals);
    let mut out = format!("{}{}", sign(&d), grouped(&d.whole, lang));
    if !d.decimals.is_empty() {
        out.push(lang.pick(',', '.'));
        out.push_str(&d.decimals);
    }
    if !d.exact {
        out.push('…');
    }
    out
}

fn euro(n: &Number, lang: Lang) -> String {
    let d = n.decimal(2);
    let mut out = format!("{}€ {}", sign(&d), grouped(&d.whole, lang));
    if !d.decimals.is_empty() || !d.exact {
        out.push(lang.pick(',', '.'));
        out.push_str(&format!("{:0<2}", d.decimals));
    }
    if !d.exact {
        out.push('…');
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn n(a: i64, b: i64) -> Number {
        Number::fraction(a, b).unwrap()
    }

    #[test]
    fn figures_are_cut_off_and_say_so() {
        let share = Type::Num(Unit::Ratio);
        assert_eq!(number(&n(84, 320), &share, Style::Plain, Lang::Nl), "26,25%");
        assert_eq!(number(&n(1, 3), &share, Style::Plain, Lang::Nl), "33,33…%");
        assert_eq!(number(&n(2_999_999, 10_000_000), &share, Style::Plain, Lang::En), "29.99…%");
        assert_eq!(number(&n(3, 2), &share, Style::Times, Lang::Nl), "1,5 keer");
    }

    #[test]
    fn amounts_have_two_decimals_or_none() {
        let rent = Type::Num(Unit::Euro(Per::Month));
        assert_eq!(number(&n(6829, 10), &rent, Style::Plain, Lang::Nl), "€ 682,90 per maand");
        assert_eq!(number(&n(25, 1), &rent, Style::Plain, Lang::En), "€ 25 per month");
        assert_eq!(number(&n(1_234_567, 1), &Type::Num(Unit::Count(None)), Style::Plain, Lang::Nl), "1.234.567");
    }
}
