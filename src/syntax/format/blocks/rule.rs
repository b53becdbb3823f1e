//! The layout of rules: clauses in the order in which a norm is read, keywords in one column, what they say in the next.

use super::super::expr::Exprs;
use super::super::words::{hang, pad, quote, string, width};
use super::{Unit, WIDTH, head, unit, with_word};
use crate::source::Span;
use crate::syntax::ast::{self, Binding, Clause, Strength, TextLit};

/// Where the contents of clauses start: behind the longest keyword, `interpretatie`.
pub(super) const COLUMN: usize = 16;

pub(super) fn units(x: &ast::Rule, exprs: &Exprs<'_>) -> Vec<Unit> {
    let mut units =
        vec![head(&format!("{} {}", if x.topic { "onderwerp" } else { "regel" }, x.id.value), &x.title, x.span)];
    let mut clauses: Vec<&Clause> = x.clauses.iter().collect();
    clauses.sort_by_key(|c| order(c));
    for c in clauses {
        clause(c, exprs, &mut units);
    }
    units
}

pub(super) fn left_out(x: &ast::LeftOut, exprs: &Exprs<'_>) -> Vec<Unit> {
    let mut units = vec![head(&format!("weggelaten {}", x.id.value), &x.title, x.span)];
    units.extend(x.cites.iter().map(|c| unit(c.span, cite(c))));
    if let Some(reason) = &x.reason {
        let span = with_word(exprs.text, reason.span, "reden");
        units.push(unit(span, texts(2, "reden", reason)));
    }
    units
}

/// The place of a clause in a rule: where it comes from, how strong it is, what it is about, what it asks, what one may do.
fn order(clause: &Clause) -> u8 {
    match clause {
        Clause::Cite(_) => 0,
        Clause::Strength(_) => 1,
        Clause::DefaultOff(..) => 2,
        Clause::Explanation(..) => 3,
        Clause::ForEach(..) => 4,
        Clause::Let(..) => 5,
        Clause::Applies(..) => 6,
        Clause::Given(..) => 7,
        Clause::Requires(..) | Clause::Field(_) => 8,
        Clause::Deviation(_) => 9,
        Clause::Message(..) => 10,
        Clause::Advice(..) => 11,
        Clause::Interpretation(..) => 12,
        Clause::Figure(..) => 13,
    }
}

fn clause(clause: &Clause, exprs: &Exprs<'_>, units: &mut Vec<Unit>) {
    let span = clause.span();
    let lines = match clause {
        Clause::Cite(c) => cite(c),
        Clause::Strength(strength) => {
            // The tree has the strength itself only; the clause starts at its word.
            let before = exprs.text.get(..strength.span.start as usize).unwrap_or("");
            let start = before.rfind("sterkte").unwrap_or(before.len());
            let span = Span::new(span.file, start, strength.span.end as usize);
            units.push(unit(span, keyword(2, "sterkte", vec![strength_word(strength.value).to_owned()])));
            return;
        }
        Clause::ForEach(_, bindings) => foreach(bindings, exprs),
        Clause::Let(_, items) => return lets(span, items, exprs, units),
        Clause::Applies(_, e, otherwise) => condition(2, "als", e, otherwise.as_ref(), exprs),
        Clause::Given(_, e, otherwise) => condition(2, "gegeven", e, otherwise.as_ref(), exprs),
        Clause::Requires(_, e) => keyword(2, "eis", exprs.lines(e, COLUMN)),
        Clause::Deviation(deviation) => {
            let head = Span::new(span.file, span.start as usize, deviation.records.span.end as usize);
            units.push(unit(head, keyword(2, "afwijking in", exprs.lines(&deviation.records, COLUMN))));
            for p in &deviation.provisos {
                units.push(unit(p.span, condition(4, "mits", &p.condition, p.otherwise.as_ref(), exprs)));
            }
            return;
        }
        Clause::Field(field) => topic_field(field, exprs),
        Clause::Figure(figure) => return self::figure(figure, exprs, units),
        Clause::DefaultOff(_, text) => texts(2, "standaard uit", text),
        Clause::Message(_, text, when) => text_when("melding", text, when.as_ref(), exprs),
        Clause::Advice(_, text, when) => text_when("hulp", text, when.as_ref(), exprs),
        Clause::Interpretation(_, text) => texts(2, "interpretatie", text),
        Clause::Explanation(_, text) => texts(2, "toelichting", text),
    };
    units.push(unit(span, lines));
}

/// A field with its type, and what is arranged there behind it or, where it does not fit, below it.
fn topic_field(field: &ast::TopicField, exprs: &Exprs<'_>) -> Vec<String> {
    let mut contents = exprs.lines(&field.path, COLUMN);
    if let (Some(ty), Some(last)) = (&field.ty, contents.last_mut()) {
        last.push_str(&format!(": {}", super::data::type_expr(ty)));
    }
    if let Some(text) = &field.text {
        let flat = quote(&text.value);
        match contents.last_mut() {
            Some(last) if COLUMN.saturating_add(width(last)).saturating_add(width(&flat)) < WIDTH => {
                last.push_str(&format!(" {flat}"));
            }
            _ => contents.extend(string(&text.value, COLUMN)),
        }
    }
    keyword(2, "veld", contents)
}

/// The title, then the years, then each line: its title, and its value behind `=` below it.
fn figure(figure: &ast::Figure, exprs: &Exprs<'_>, units: &mut Vec<Unit>) {
    let title = Span::new(figure.span.file, figure.span.start as usize, figure.title.span.end as usize);
    units.push(unit(title, texts(2, "figuur", &figure.title)));
    units.push(unit(figure.per.span, keyword(4, "per", exprs.binding_lines(&figure.per, COLUMN))));
    for line in &figure.lines {
        let mut lines = keyword(4, if line.beside { "naast" } else { "lijn" }, string(&line.title.value, COLUMN));
        lines.extend(keyword(6, "=", exprs.lines(&line.value, COLUMN)));
        units.push(unit(line.span, lines));
    }
}

/// A keyword at an indentation, and its contents in their column.
pub(super) fn keyword(by: usize, word: &str, contents: Vec<String>) -> Vec<String> {
    hang(&pad(&format!("{}{word}", " ".repeat(by)), COLUMN), contents)
}

/// A keyword with a text.
pub(super) fn texts(by: usize, word: &str, text: &TextLit) -> Vec<String> {
    keyword(by, word, string(&text.value, COLUMN))
}

/// A text that may hold under a condition only.
fn text_when(word: &str, text: &TextLit, when: Option<&ast::Expr>, exprs: &Exprs<'_>) -> Vec<String> {
    let mut lines = texts(2, word, text);
    if let Some(when) = when {
        lines.extend(keyword(4, "als", exprs.lines(when, COLUMN)));
    }
    lines
}

pub(super) fn cite(cite: &ast::Cite) -> Vec<String> {
    let source = format!("{}, ", cite.source.value);
    let place = string(&cite.place.value, COLUMN.saturating_add(width(&source)));
    keyword(2, "bron", hang(&source, place))
}

fn condition(by: usize, word: &str, e: &ast::Expr, otherwise: Option<&TextLit>, exprs: &Exprs<'_>) -> Vec<String> {
    let mut lines = keyword(by, word, exprs.lines(e, COLUMN));
    if let Some(text) = otherwise {
        lines.extend(texts(by.saturating_add(2), "anders", text));
    }
    lines
}

fn foreach(bindings: &[Binding], exprs: &Exprs<'_>) -> Vec<String> {
    let word = |b: &Binding| {
        let before = exprs.text.get(..b.span.start as usize).unwrap_or("").trim_end();
        if before.ends_with("elk") { "elk" } else { "elke" }
    };
    let first = bindings.first().map_or("elke", word);
    let flat: Vec<String> = bindings
        .iter()
        .enumerate()
        .map(|(i, b)| if i == 0 { exprs.binding(b) } else { format!("{} {}", word(b), exprs.binding(b)) })
        .collect();
    let one_line = flat.join(", ");
    let contents = if COLUMN.saturating_add(width(&one_line)) <= WIDTH {
        vec![one_line]
    } else {
        let mut lines: Vec<String> = Vec::new();
        for (i, b) in bindings.iter().enumerate() {
            if let Some(last) = lines.last_mut() {
                last.push(',');
            }
            let head = if i == 0 { String::new() } else { format!("{} ", word(b)) };
            let column = COLUMN.saturating_add(width(&head));
            lines.extend(hang(&head, exprs.binding_lines(b, column)));
        }
        lines
    };
    keyword(2, &format!("voor {first}"), contents)
}

/// Named values below each other, their `=` in one column. Each is a unit, so that comments stay with theirs.
fn lets(span: Span, items: &[ast::LetItem], exprs: &Exprs<'_>, units: &mut Vec<Unit>) {
    let names_to = items.iter().map(|i| width(&i.name.value)).max().unwrap_or(0).saturating_add(1);
    for (i, item) in items.iter().enumerate() {
        let head = format!("{}= ", pad(&item.name.value, names_to));
        let column = COLUMN.saturating_add(width(&head));
        let contents = hang(&head, exprs.lines(&item.value, column));
        let word = if i == 0 { "waarbij" } else { "" };
        let start = if i == 0 { span.start } else { item.span.start };
        let at = Span::new(span.file, start as usize, item.span.end as usize);
        units.push(unit(at, keyword(2, word, contents)));
    }
}

fn strength_word(strength: Strength) -> &'static str {
    match strength {
        Strength::Must => "verplicht",
        Strength::Principle => "in beginsel",
        Strength::Aim => "streven",
        Strength::Effort => "inspanning",
        Strength::May => "ruimte",
        Strength::Expect => "verwachting",
    }
}
