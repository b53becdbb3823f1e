//! A changed value in the notation of the value that it replaces.
//!
//! Takes: what stands in the file and the value that must stand there. Gives: the characters to write, keeping quotes, decimal
//! comma, grouping, currency and words. Every form is read back before it is used; where the old form cannot hold the new value,
//! the plain form of the unit is written.

use jiff::civil::Date;

use crate::agreement::facts::{Bounds, FactValue};
use crate::agreement::notation::{self, Bound, Form};
use crate::number::Number;
use crate::ruleset::Checked;
use crate::ruleset::model::{NounId, Type, Unit};

use super::figure::MOST_DECIMALS;

/// What to write instead of `old`; `None` when the value has no form there.
pub(super) fn instead_of(checked: &Checked, old: &str, ty: &Type, value: &FactValue) -> Option<String> {
    let quote = old.chars().next().filter(|q| matches!(q, '"' | '\''));
    let inner = match quote {
        Some(q) => old.strip_prefix(q)?.strip_suffix(q)?,
        None => old,
    };
    let new = match (value, ty) {
        (FactValue::Number(b), Type::Num(unit)) => number(checked, inner, *unit, b)?,
        (FactValue::Date(d), _) => date(inner, *d),
        (FactValue::Bool(b), _) => yes_no(inner, *b).to_owned(),
        (FactValue::Choice(i), Type::Choice(list)) => choice(checked.choice_list(*list), inner, *i)?,
        _ => return None,
    };
    Some(match quote {
        Some(q) => format!("{q}{new}{q}"),
        // A comma ends a value inside braces, and a colon or a hash may end it anywhere.
        None if new.contains(',') && !inner.contains(',') || new.contains([':', '#']) => format!("\"{new}\""),
        None => new,
    })
}

/// A value where nothing was stated.
pub(super) fn plain(checked: &Checked, ty: &Type, value: &FactValue) -> Option<String> {
    match (value, ty) {
        (FactValue::Bool(b), _) => Some(if *b { "ja" } else { "nee" }.to_owned()),
        (FactValue::Choice(i), Type::Choice(list)) => {
            let name = &checked.choice_list(*list).choices.get(*i)?.name;
            let is_word = name.chars().all(|c| c.is_alphanumeric() || c == '_');
            Some(if is_word { name.clone() } else { format!("\"{name}\"") })
        }
        _ => None,
    }
}

fn yes_no(old: &str, new: bool) -> &'static str {
    match (old.trim().to_lowercase().as_str(), new) {
        ("yes" | "no", true) => "yes",
        ("yes" | "no", false) => "no",
        ("true" | "false", true) => "true",
        ("true" | "false", false) => "false",
        (_, true) => "ja",
        (_, false) => "nee",
    }
}

/// By its code where the file uses codes and it has one.
fn choice(list: &crate::ruleset::model::ChoiceList, old: &str, new: usize) -> Option<String> {
    let choice = list.choices.get(new)?;
    let by_code = list.choices.iter().any(|c| c.codes.iter().any(|code| code.eq_ignore_ascii_case(old.trim())));
    Some(choice.codes.first().filter(|_| by_code).unwrap_or(&choice.name).clone())
}

/// The day in the form of the old one.
fn date(old: &str, new: Date) -> String {
    let parts: Vec<&str> = old.trim().split('-').collect();
    let (year, month, day) = (new.year(), new.month(), new.day());
    let written = match parts.as_slice() {
        [d, m, y] if y.len() == 4 => {
            let padded = d.starts_with('0') || m.starts_with('0') || (d.len() == 2 && m.len() == 2);
            if padded { format!("{day:02}-{month:02}-{year}") } else { format!("{day}-{month}-{year}") }
        }
        _ if old.trim().contains(' ') => crate::evaluate::shown_date(new, crate::lang::Lang::Nl),
        _ => new.to_string(),
    };
    if notation::date(&written) == Ok(new) { written } else { new.to_string() }
}

fn number(checked: &Checked, old: &str, unit: Unit, new: &Bounds) -> Option<String> {
    let value = new.lo.as_ref().or(new.hi.as_ref())?;
    let noun = noun(unit).map(|n| checked.noun(n).as_str());
    // The word for the bound, and the figure that is a bound itself: what `ruim` stands before is not.
    let parts = |text: &str| match notation::form(text) {
        Form::Exact(figure) => Some((None, figure)),
        Form::Bound(bound @ (Bound::Min | Bound::Max | Bound::Circa), figure) => Some((Some(bound), figure)),
        Form::Bound(..) | Form::Range(..) => None,
    };
    let (form, _) = parts(old)?;
    let reads_back = |text: &String| {
        let Some((bound, figure)) = parts(text) else { return false };
        let read = notation::quantity(&figure).ok().and_then(|q| notation::in_unit(&q, unit, noun).ok());
        bound == form && read.as_ref() == Some(value)
    };
    forms(old, unit, value).into_iter().find(reads_back)
}

fn noun(unit: Unit) -> Option<NounId> {
    match unit {
        Unit::Count(noun) | Unit::Balance(noun) => noun,
        _ => None,
    }
}

/// The forms to try, those that change least first.
fn forms(old: &str, unit: Unit, value: &Number) -> Vec<String> {
    let mut out = vec![];
    let shown = if is_share(unit) { value.mul(&Number::from(100i64)) } else { value.clone() };
    // Nobody writes € 600,5; but € 36,5 miljoen.
    let cents = if matches!(unit, Unit::Euro(_)) && !shown.is_integer() { 2 } else { 0 };
    if let Some((before, token, after)) = split(old) {
        // `€ 500,-` says that there are no cents: a point in it stands between thousands.
        let no_cents = after.strip_prefix(',').and_then(notation::without_cents);
        let style = match no_cents {
            Some(_) => Style { group: token.chars().find(|c| !c.is_ascii_digit()), ..PLAIN },
            None => Style::of(token),
        };
        // The sign stands before the figure, and before the euro.
        let unsigned = before.replace(['-', '−'], "");
        let sign = if shown.is_negative() { "-" } else { "" };
        let size = if shown.is_negative() { shown.neg() } else { shown.clone() };
        for scale in [1i64, 1000, 1_000_000, 1_000_000_000] {
            let Some(scaled) = size.div(&Number::from(scale)) else { continue };
            let least = if scale == 1 { cents } else { 0 };
            for style in [style, PLAIN] {
                let style = Style { least: style.least.max(least), ..style };
                let written = style.write(&scaled);
                out.extend(written.iter().map(|n| format!("{sign}{unsigned}{n}{after}")));
                // Cents take the place of the sign for none.
                if let Some((n, rest)) = written.zip(no_cents) {
                    let blank = if rest.is_empty() { "" } else { " " };
                    out.push(format!("{sign}{unsigned}{n}{blank}{rest}"));
                }
            }
        }
    }
    // Three decimals could also be thousands; with a fourth they are decimals.
    for least in [cents, 4] {
        let Some(n) = (Style { least, ..PLAIN }).write(&shown) else { continue };
        out.push(match unit {
            Unit::Percentage => format!("{n}%"),
            Unit::Points => format!("{n} procentpunt"),
            Unit::Euro(_) => format!("€ {n}"),
            Unit::Heat => format!("{n} kWh/m²"),
            _ => n,
        });
    }
    out
}

fn is_share(unit: Unit) -> bool {
    matches!(unit, Unit::Percentage | Unit::Points)
}

/// What stands before the figure, the figure, and what stands after it.
fn split(text: &str) -> Option<(&str, &str, &str)> {
    let start = text.find(|c: char| c.is_ascii_digit())?;
    let rest = text.get(start..)?;
    let in_figure = |c: char| c.is_ascii_digit() || matches!(c, '.' | ',' | ' ' | '\u{a0}' | '\u{202f}');
    let end = rest.find(|c: char| !in_figure(c)).unwrap_or(rest.len());
    let token = rest.get(..end)?.trim_end_matches(|c: char| !c.is_ascii_digit());
    Some((text.get(..start)?, token, rest.get(token.len()..)?))
}

/// How the digits of a figure are set.
#[derive(Debug, Clone, Copy)]
struct Style {
    /// Between thousands.
    group: Option<char>,
    /// Between whole and decimals.
    point: char,
    /// At least so many decimals.
    least: usize,
}

/// The digits without more than they need.
const PLAIN: Style = Style { group: None, point: ',', least: 0 };

impl Style {
    fn of(token: &str) -> Self {
        let marks: Vec<(usize, char)> = token.char_indices().filter(|(_, c)| !c.is_ascii_digit()).collect();
        let Some((at, last)) = marks.last().copied() else { return PLAIN };
        let decimals = token.get(at.saturating_add(last.len_utf8())..).map_or(0, str::len);
        let first = marks.first().map(|(_, c)| *c);
        let groups_only = decimals == 3 && first == Some(last) && (marks.len() > 1 || last.is_whitespace());
        if groups_only {
            return Style { group: Some(last), point: if last == ',' { '.' } else { ',' }, least: 0 };
        }
        let group = first.filter(|_| marks.len() > 1);
        Style { group, point: if last == '.' { '.' } else { ',' }, least: decimals }
    }

    /// The figure, when it has no more decimals than may be written.
    fn write(self, n: &Number) -> Option<String> {
        let d = n.decimal(MOST_DECIMALS);
        if !d.exact {
            return None;
        }
        let mut out = if d.negative { "-".to_owned() } else { String::new() };
        for (i, c) in d.whole.chars().enumerate() {
            let left = d.whole.len().saturating_sub(i);
            if let Some(group) = self.group
                && i > 0
                && left.checked_rem(3) == Some(0)
            {
                out.push(group);
            }
            out.push(c);
        }
        let mut decimals = d.decimals;
        while decimals.len() < self.least {
            decimals.push('0');
        }
        if !decimals.is_empty() {
            out.push(self.point);
            out.push_str(&decimals);
        }
        Some(out)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ruleset::model::Per;

    /// The first form that is tried: the old one with other digits.
    fn first(old: &str, unit: Unit, n: i64, d: i64) -> String {
        forms(old, unit, &Number::fraction(n, d).unwrap()).remove(0)
    }

    #[test]
    fn the_form_of_the_old_figure_stays() {
        let month = Unit::Euro(Per::Month);
        assert_eq!(first("€ 612,50", month, 700, 1), "€ 700,00");
        assert_eq!(first("612.50 euro", month, 1001, 2), "500.50 euro");
        assert_eq!(first("€ 1.234,50 per maand", month, 2345, 1), "€ 2.345,00 per maand");
        assert_eq!(first("4,5 %", Unit::Percentage, 36, 1000), "3,6 %");
        assert_eq!(first("30%", Unit::Percentage, 3025, 10_000), "30,25%");
        assert_eq!(first("minimaal 30 woningen", Unit::Count(None), 42, 1), "minimaal 42 woningen");
        assert_eq!(first("1 234 567", Unit::Count(None), 1_300_000, 1), "1 300 000");
        assert_eq!(first("1.234.567", Unit::Count(None), 1_300_000, 1), "1.300.000");
        assert_eq!(first("-15", Unit::Balance(None), 3, 1), "3");
        assert_eq!(first("3", Unit::Balance(None), -15, 1), "-15");
    }

    #[test]
    fn a_word_for_thousands_or_millions_is_kept_where_it_can_be() {
        let all = forms("€ 35 miljoen", Unit::Euro(Per::Year), &Number::from(36_500_000i64));
        assert!(all.contains(&"€ 36,5 miljoen".to_owned()), "{all:?}");
    }

    #[test]
    fn days_answers_and_words_keep_their_form() {
        let day = jiff::civil::date(2027, 3, 1);
        assert_eq!(date("24-6-2027", day), "1-3-2027");
        assert_eq!(date("24-06-2027", day), "01-03-2027");
        assert_eq!(date("24 juni 2027", day), "1 maart 2027");
        assert_eq!(date("2027-06-24", day), "2027-03-01");
        assert_eq!((yes_no("nee", true), yes_no("No", true), yes_no("false", true)), ("ja", "yes", "true"));
    }
}
