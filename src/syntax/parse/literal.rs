//! Strings, numbers, dates, and when something holds: from how they are written to their value.

use crate::limits::MAX_DIGITS;
use crate::number::Number;
use crate::source::Spanned;
use crate::syntax::ast::{Literal, Name, Per, When};
use crate::syntax::error;
use crate::syntax::grammar::Rule;
use crate::syntax::node::{Built, Node};

/// A literal value.
pub(super) fn literal(node: &Node<'_>) -> Built<Literal> {
    // `ja` and `nee` are keywords, so a literal without parts.
    let Some(inner) = node.kids().next() else { return Ok(Literal::Bool(node.has(Rule::k_ja))) };
    Ok(match inner.rule() {
        Rule::date => Literal::Date(date(&inner)?.value),
        Rule::percentage => Literal::Percentage(percentage(&inner)?.value),
        Rule::points => Literal::Points(hundredth(&number(&inner)?)),
        Rule::euro => Literal::Euro(
            number(&inner)?,
            match inner.text() {
                t if t.ends_with("maand") => Per::Month,
                t if t.ends_with("jaar") => Per::Year,
                _ => Per::Once,
            },
        ),
        Rule::heat => Literal::Heat(number(&inner)?),
        Rule::number => Literal::Number(number(&inner)?),
        Rule::string => Literal::Text(string(&inner).value),
        Rule::quoted => Literal::Choice(quoted(&inner).value),
        _ => return Err(inner.unreadable()),
    })
}

/// `30%` or `1 procentpunt`, as a fraction.
pub(super) fn percentage(node: &Node<'_>) -> Built<Spanned<Number>> {
    Ok(Spanned::new(hundredth(&number(node)?), node.span()))
}

fn hundredth(n: &Number) -> Number {
    n.div(&Number::from(100i64)).unwrap_or_else(Number::zero)
}

/// The number that a text with a unit starts with, in Dutch notation.
fn number(node: &Node<'_>) -> Built<Number> {
    let text = node.text().trim_start_matches(['€', ' ']);
    let end = text.find(|c: char| !c.is_ascii_digit() && c != '.' && c != ',').unwrap_or(text.len());
    let written = text.get(..end).unwrap_or("");
    let (whole, decimals) = written.split_once(',').unwrap_or((written, ""));
    let whole = whole.replace('.', "");
    if whole.len().saturating_add(decimals.len()) > MAX_DIGITS {
        return Err(error::too_many_digits(node.span()));
    }
    Number::from_digits(&whole, decimals).ok_or_else(|| node.unreadable())
}

/// `2026-07-01`
pub(super) fn date(node: &Node<'_>) -> Built<Spanned<jiff::civil::Date>> {
    let date = node.text().parse().map_err(|_| error::no_such_date(node.span(), node.text()))?;
    Ok(Spanned::new(date, node.span()))
}

/// `2026`
pub(super) fn year(node: &Node<'_>) -> i32 {
    node.text().parse().unwrap_or(0)
}

/// `'A+'`
pub(super) fn quoted(node: &Node<'_>) -> Name {
    Spanned::new(node.text().trim_matches('\'').to_owned(), node.span())
}

/// `"…"`, without its quotes and escapes; the span holds the quotes.
pub(super) fn string(node: &Node<'_>) -> Name {
    Spanned::new(unescape(node.text()).map(|(c, _)| c).collect(), node.span())
}

/// The characters of a string with the bytes of `written` that each stands for. Quotes go, escapes become what they stand for,
/// and a line end with the white space around it becomes one space.
pub(super) fn unescape(written: &str) -> impl Iterator<Item = (char, std::ops::Range<usize>)> + '_ {
    let inner = written.strip_prefix('"').unwrap_or(written);
    let from = written.len().saturating_sub(inner.len());
    let inner = inner.strip_suffix('"').unwrap_or(inner);
    let mut rest = inner;
    std::iter::from_fn(move || {
        let start = from.saturating_add(inner.len()).saturating_sub(rest.len());
        let fold = rest.trim_start_matches([' ', '\t', '\r', '\n']);
        let gap = rest.len().saturating_sub(fold.len());
        let (c, taken) = if rest.get(..gap).is_some_and(|g| g.contains(['\n', '\r'])) {
            (' ', gap)
        } else if let Some(after) = rest.strip_prefix('\\') {
            match after.chars().next() {
                Some('n') => ('\n', 2),
                Some(c) => (c, c.len_utf8().saturating_add(1)),
                None => ('\\', 1),
            }
        } else {
            let c = rest.chars().next()?;
            (c, c.len_utf8())
        };
        rest = rest.get(taken..)?;
        Some((c, start..start.saturating_add(taken)))
    })
}

/// When a value holds, or since when a word lapsed.
pub(super) fn when(node: &Node<'_>) -> Built<Spanned<When>> {
    // `altijd` is a keyword, so a node without parts.
    let when = match node.kids().next() {
        None => When::Always,
        Some(part) => moment(&part)?,
    };
    Ok(Spanned::new(when, node.span()))
}

/// `vanaf 2025`, `vanaf 2025-07-01`, `2024 t/m 2026`, `2024`
pub(super) fn moment(part: &Node<'_>) -> Built<When> {
    Ok(match part.rule() {
        Rule::since_date => When::SinceDate(date(&part.kids().need(Rule::date)?)?.value),
        Rule::since_year => When::SinceYear(year(&part.kids().need(Rule::year)?)),
        Rule::year_range => {
            let mut years = part.kids();
            When::Years(year(&years.need(Rule::year)?), year(&years.need(Rule::year)?))
        }
        _ => When::Years(year(part), year(part)),
    })
}
