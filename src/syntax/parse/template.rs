//! The values in a message: `"{gemeente.naam} programmeert {sociaal / totaal als procent}."`

use std::ops::Range;

use super::expr::expr;
use super::literal::unescape;
use crate::diagnostic::Diagnostic;
use crate::source::{SourceFile, Span, Spanned};
use crate::syntax::ast::{Style, TemplatePart, TextLit};
use crate::syntax::grammar::{Rule, run};
use crate::syntax::node::{Built, Cx, Node};
use crate::syntax::{diagnose, error};

/// Splits a message at `{expression als style}`; `{{` and `}}` stand for braces.
///
/// `text` is a string of the tree of `file`: the spans of the expressions are found again in its source text. [`parse`] reports
/// the same faults for every message in a file, so that a caller after it may skip them.
///
/// [`parse`]: super::parse
///
/// # Errors
/// For a brace without its partner, and for an expression that cannot be read.
pub fn parse_template(file: &SourceFile, text: &Spanned<String>) -> Result<Vec<TemplatePart>, Box<Diagnostic>> {
    parts(file, text.span)
}

/// Reads the values in a message now, so that all syntax errors of a file come together; the checker reads them for use.
pub(super) fn template(node: &Node<'_>, text: TextLit) -> TextLit {
    if let Err(fault) = parse_template(node.cx().file(), &text) {
        node.cx().report(fault);
    }
    text
}

fn parts(file: &SourceFile, whole: Span) -> Built<Vec<TemplatePart>> {
    let base = whole.start as usize;
    let written = file.text.get(base..whole.end as usize).unwrap_or("");
    let chars: Vec<(char, Range<usize>)> =
        unescape(written).map(|(c, r)| (c, base.saturating_add(r.start)..base.saturating_add(r.end))).collect();
    let at = |i: usize| chars.get(i).map(|(c, _)| *c);
    let span = |from: usize, to: usize| {
        let start = chars.get(from).map_or(base, |(_, r)| r.start);
        let end = chars.get(to).map_or(start, |(_, r)| r.end);
        Span::new(file.id, start, end)
    };

    let mut parts = Vec::new();
    let mut words = String::new();
    let mut i = 0usize;
    while let Some(c) = at(i) {
        let next = i.saturating_add(1);
        match (c, at(next)) {
            ('{', Some('{')) | ('}', Some('}')) => {
                words.push(c);
                i = i.saturating_add(2);
            }
            ('}', _) => return Err(error::lonely_brace(span(i, i), '}')),
            ('{', _) => {
                let Some(close) = closing(&chars, next) else { return Err(error::lonely_brace(span(i, i), '{')) };
                if !words.is_empty() {
                    parts.push(TemplatePart::Words(std::mem::take(&mut words)));
                }
                let inner = chars.get(next..close).unwrap_or(&[]);
                if inner.iter().all(|(c, _)| c.is_whitespace()) {
                    return Err(error::empty_braces(span(i, close)));
                }
                parts.push(value(file, inner)?);
                i = close.saturating_add(1);
            }
            _ => {
                words.push(c);
                i = next;
            }
        }
    }
    if !words.is_empty() || parts.is_empty() {
        parts.push(TemplatePart::Words(words));
    }
    Ok(parts)
}

/// The index of the brace that closes an expression: not one within a string of its own.
fn closing(chars: &[(char, Range<usize>)], from: usize) -> Option<usize> {
    let mut in_string = false;
    for (i, (c, _)) in chars.iter().enumerate().skip(from) {
        match c {
            '"' => in_string = !in_string,
            '}' if !in_string => return Some(i),
            '{' if !in_string => return None,
            _ => {}
        }
    }
    None
}

fn value(file: &SourceFile, chars: &[(char, Range<usize>)]) -> Built<TemplatePart> {
    let text: String = chars.iter().map(|(c, _)| *c).collect();
    let map: Vec<Range<usize>> = chars.iter().flat_map(|(c, r)| std::iter::repeat_n(r.clone(), c.len_utf8())).collect();
    let cx = Cx::mapped(file, &text, &map);
    let pairs = run(Rule::template_part, &text).map_err(|e| diagnose::template(&cx, &e))?;
    let mut style = Style::Plain;
    for pair in pairs.clone() {
        if pair.as_rule() == Rule::style {
            style = match pair.as_str() {
                "procent" => Style::Percent,
                "keer" => Style::Times,
                _ => Style::Whole,
            };
        }
    }
    let node = Node::first(&cx, pairs)?;
    Ok(TemplatePart::Value(expr(&node)?, style))
}
