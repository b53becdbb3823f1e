//! A proposal written into the text of the file.
//!
//! Takes: the text and a proposal that was made for it. Gives: the text with only the changed characters replaced, so that
//! remarks, layout, line ends and a byte order mark stay. Never gives a text that was not read back: its facts must be those of
//! the proposal.

use crate::agreement::facts::{FactId, FactValue, Facts};
use crate::source::{FileId, Span};

use super::{Proposal, lab};

/// Why a proposal cannot be written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unwritable {
    /// The places are not in this text.
    OtherText,
    /// Two changes at one place.
    Overlap,
}

/// The text with the changes of a proposal made.
///
/// # Errors
/// When a place is not in the text, or two changes meet.
pub fn write(text: &str, file: FileId, proposal: &Proposal) -> Result<String, Unwritable> {
    let mut out = String::with_capacity(text.len());
    let mut at = 0usize;
    for (span, written) in proposal.replacements() {
        let (start, end) = (span.start as usize, span.end as usize);
        if span.file != file || text.get(start..end).is_none() {
            return Err(Unwritable::OtherText);
        }
        if start < at {
            return Err(Unwritable::Overlap);
        }
        out.push_str(text.get(at..start).ok_or(Unwritable::Overlap)?);
        out.push_str(&written);
        at = end;
    }
    out.push_str(text.get(at..).ok_or(Unwritable::OtherText)?);
    Ok(out)
}

impl Proposal {
    /// Characters to replace and what comes in their place, from the top of the file down. What is added at one place is one
    /// replacement, so that nobody needs to know an order.
    #[must_use]
    pub fn replacements(&self) -> Vec<(Span, String)> {
        let mut changes: Vec<_> = self.changes.iter().collect();
        changes.sort_by_key(|c| (c.span.start, c.span.end, c.below));
        let mut out: Vec<(Span, String)> = Vec::new();
        for change in changes {
            match out.last_mut() {
                Some((span, written)) if *span == change.span && span.start == span.end => {
                    written.push_str(&change.written);
                }
                _ => out.push((change.span, change.written.clone())),
            }
        }
        out
    }

    /// The facts with the changes of the proposal made.
    #[must_use]
    pub fn changed(&self, facts: &Facts) -> Facts {
        lab::changed(facts, &self.edits)
    }

    /// The facts with each change of the same kind that is one step smaller: a home, a cent or a day less, or an answer fewer. The
    /// norm is met with none of them; the changes that keep other norms met are left out.
    #[must_use]
    pub fn one_less(&self, facts: &Facts) -> Vec<Facts> {
        self.fewer.iter().map(|edits| lab::changed(facts, edits)).collect()
    }

    /// Whether facts that were read from the written text are those that the proposal stands for.
    #[must_use]
    pub fn is_in(&self, before: &Facts, after: &Facts) -> bool {
        let expected = self.changed(before);
        same(&expected, expected.root(), after, after.root())
    }
}

/// Whether two facts say the same, wherever they stand.
fn same(a: &Facts, x: FactId, b: &Facts, y: FactId) -> bool {
    let both = |x: Option<FactId>, y: Option<FactId>| match (x, y) {
        (Some(x), Some(y)) => same(a, x, b, y),
        (None, None) => true,
        _ => false,
    };
    match (&a.get(x).value, &b.get(y).value) {
        (FactValue::Number(m), FactValue::Number(n)) => m == n,
        (FactValue::Bool(m), FactValue::Bool(n)) => m == n,
        (FactValue::Text(m), FactValue::Text(n)) | (FactValue::RuleRef(m), FactValue::RuleRef(n)) => m == n,
        (FactValue::Date(m), FactValue::Date(n)) => m == n,
        (FactValue::Period(m, p), FactValue::Period(n, q)) => m == n && p == q,
        (FactValue::Choice(m), FactValue::Choice(n)) => m == n,
        (
            FactValue::Object { object: m, fields: p, complete: c },
            FactValue::Object { object: n, fields: q, complete: d },
        ) => {
            let alike = p.iter().zip(q.iter()).all(|((i, x), (j, y))| i == j && both(Some(x), Some(y)));
            m == n && c == d && p.len() == q.len() && alike
        }
        (FactValue::List(p), FactValue::List(q)) => {
            p.len() == q.len() && p.iter().zip(q).all(|(x, y)| both(Some(*x), Some(*y)))
        }
        (FactValue::Table { years: p, total: t, period: m }, FactValue::Table { years: q, total: u, period: n }) => {
            let years =
                p.len() == q.len() && p.iter().zip(q).all(|((y, x), (z, w))| y == z && both(Some(*x), Some(*w)));
            years && m == n && both(*t, *u)
        }
        _ => false,
    }
}
