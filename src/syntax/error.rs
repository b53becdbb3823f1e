//! The faults of the syntax stage, in a reader's words.

use pest::error::{Error, InputLocation};

use super::parse::{Cx, Rule};
use crate::diagnostic::Diagnostic;
use crate::source::Span;
use crate::text;

/// A block that pest could not parse.
pub(super) fn of_block(cx: &Cx<'_>, e: &Error<Rule>) -> Box<Diagnostic> {
    let at = match e.location {
        InputLocation::Pos(at) | InputLocation::Span((at, _)) => at,
    };
    let span = cx.span(at..at.saturating_add(1).min(cx.text().len()));
    let why = format!("{:?}", e.variant);
    Box::new(Diagnostic::error("syntax::unexpected", span, text!("onverwacht: {why}", "unexpected: {why}")))
}

/// A value in a message that pest could not parse.
pub(super) fn of_template(cx: &Cx<'_>, e: &Error<Rule>) -> Box<Diagnostic> {
    of_block(cx, e)
}

/// A tree of another shape than the grammar's.
pub(super) fn unreadable(span: Span) -> Box<Diagnostic> {
    Box::new(Diagnostic::error("syntax::unexpected", span, text!("dit is niet te lezen", "this cannot be read")))
}

/// A part that may be given once, given again.
pub(super) fn given_twice(span: Span, written: &str) -> Box<Diagnostic> {
    let word = written.split_whitespace().next().unwrap_or("");
    Box::new(Diagnostic::error("syntax::given_twice", span, text!("`{word}` staat er al", "`{word}` is there already")))
}

/// Nesting beyond the limit.
pub(super) fn too_deep(span: Span) -> Box<Diagnostic> {
    Box::new(Diagnostic::error("syntax::too_deep", span, text!("te diep genest", "nested too deeply")))
}

/// A number with more digits than any amount has.
pub(super) fn too_many_digits(span: Span) -> Box<Diagnostic> {
    Box::new(Diagnostic::error("syntax::too_many_digits", span, text!("te veel cijfers", "too many digits")))
}

/// A date that the calendar does not have.
pub(super) fn no_such_date(span: Span, written: &str) -> Box<Diagnostic> {
    Box::new(Diagnostic::error(
        "syntax::no_such_date",
        span,
        text!("{written} bestaat niet", "{written} does not exist"),
    ))
}

/// `{` without `}` or the other way round.
pub(super) fn lonely_brace(span: Span, brace: char) -> Box<Diagnostic> {
    Box::new(Diagnostic::error("syntax::lonely_brace", span, text!("losse `{brace}`", "lonely `{brace}`")))
}

/// `{}`
pub(super) fn empty_braces(span: Span) -> Box<Diagnostic> {
    Box::new(Diagnostic::error("syntax::empty_braces", span, text!("lege accolades", "empty braces")))
}
