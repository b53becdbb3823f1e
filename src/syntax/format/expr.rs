//! Expressions: on one line where they fit, else broken at the loosest operator, the operator in front.

use super::WIDTH;
use super::words::{hang, indent, number, quote, width};
use crate::source::Span;
use crate::syntax::ast::{BinaryOp, Binding, Expr, ExprKind, IndexRange, Literal, Per};

/// Prints expressions. The text tells what the tree does not: `is` or `=`, `elk` or `elke`, decimals as written.
pub(super) struct Exprs<'a> {
    /// The file.
    pub(super) text: &'a str,
}

impl Exprs<'_> {
    fn written(&self, span: Span) -> &str {
        self.text.get(span.start as usize..span.end as usize).unwrap_or("")
    }

    /// On one line.
    pub(super) fn flat(&self, e: &Expr) -> String {
        match &e.kind {
            ExprKind::Literal(literal) => self.literal(literal, e.span),
            ExprKind::Name(name) | ExprKind::RuleRef(name) => name.clone(),
            ExprKind::Member(inner, name) => format!("{}.{}", self.flat(inner), name.value),
            ExprKind::Index(inner, range, at) => {
                let range = match range {
                    IndexRange::At => "",
                    IndexRange::UpTo => "t/m ",
                    IndexRange::From => "vanaf ",
                };
                format!("{}[{range}{}]", self.flat(inner), self.flat(at))
            }
            ExprKind::Binary(op, a, b) => {
                format!("{} {} {}", self.flat(a), self.operator(op.value, op.span), self.flat(b))
            }
            ExprKind::Not(inner) => format!("niet {}", self.flat(inner)),
            ExprKind::Neg(inner) => format!("-{}", self.flat(inner)),
            ExprKind::In(inner, values, not) => {
                let not = if *not { "niet " } else { "" };
                format!("{} {not}in ({})", self.flat(inner), self.list(values))
            }
            ExprKind::Outcome(id) => format!("{} voldoet", id.value),
            ExprKind::Fallback(a, b) => format!("{} bij ontbreken {}", self.flat(a), self.flat(b)),
            ExprKind::If(a, b, c) => format!("als {} dan {} anders {}", self.flat(a), self.flat(b), self.flat(c)),
            ExprKind::Quantified(every, over, holds) => {
                let word = self.quantifier(*every, e.span);
                format!("{word} {} geldt {}", self.binding(over), self.flat(holds))
            }
            ExprKind::Call(name, arguments) => format!("{}({})", name.value, self.list(arguments)),
            ExprKind::Comprehension(name, value, over) => {
                format!("{}({} voor {})", name.value, self.flat(value), self.binding(over))
            }
            ExprKind::Counted(name, over) => format!("{}({})", name.value, self.binding(over)),
            ExprKind::Pick(name, over, by) => {
                format!("{}({} naar {})", name.value, self.binding(over), self.flat(by))
            }
            ExprKind::Group(inner) => format!("({})", self.flat(inner)),
        }
    }

    /// `gemeente in afspraak.gemeenten waar …`
    pub(super) fn binding(&self, b: &Binding) -> String {
        let filter = b.filter.as_ref().map_or_else(String::new, |f| format!(" waar {}", self.flat(f)));
        format!("{} in {}{filter}", b.name.value, self.flat(&b.over))
    }

    fn list(&self, values: &[Expr]) -> String {
        values.iter().map(|v| self.flat(v)).collect::<Vec<_>>().join(", ")
    }

    fn quantifier(&self, every: bool, span: Span) -> &'static str {
        match (every, self.written(span).split_whitespace().next()) {
            (false, _) => "enige",
            (true, Some("elk")) => "elk",
            (true, _) => "elke",
        }
    }

    fn operator(&self, op: BinaryOp, span: Span) -> &'static str {
        let reads_is = self.written(span).starts_with("is");
        match op {
            BinaryOp::Eq if reads_is => "is",
            BinaryOp::Ne if reads_is => "is niet",
            other => other.sign(),
        }
    }

    fn literal(&self, literal: &Literal, span: Span) -> String {
        let written = self.written(span).trim_start_matches(['€', ' ']);
        let digits =
            written.get(..written.find(|c: char| !c.is_ascii_digit() && c != '.' && c != ',').unwrap_or(written.len()));
        let number = || number(digits.unwrap_or(""));
        match literal {
            Literal::Number(_) => number(),
            Literal::Percentage(_) => format!("{}%", number()),
            Literal::Points(_) if written.ends_with("punten") => format!("{} procentpunten", number()),
            Literal::Points(_) => format!("{} procentpunt", number()),
            Literal::Euro(_, Per::Once) => format!("€ {}", number()),
            Literal::Euro(_, Per::Month) => format!("€ {} per maand", number()),
            Literal::Euro(_, Per::Year) => format!("€ {} per jaar", number()),
            Literal::Heat(_) => format!("{} kWh/m²", number()),
            Literal::Date(date) => date.to_string(),
            Literal::Text(text) => quote(text),
            Literal::Choice(choice) => format!("'{choice}'"),
            Literal::Bool(true) => "ja".to_owned(),
            Literal::Bool(false) => "nee".to_owned(),
        }
    }

    /// From a column on, over as many lines as it needs.
    pub(super) fn lines(&self, e: &Expr, column: usize) -> Vec<String> {
        let flat = self.flat(e);
        if column.saturating_add(width(&flat)) <= WIDTH {
            return vec![flat];
        }
        match &e.kind {
            // `huur <= (als …`: what stands in parentheses is broken first.
            ExprKind::Binary(op, a, b)
                if level(op.value) == COMPARISON
                    && matches!(b.kind, ExprKind::Group(_) | ExprKind::Call(..))
                    && roomy(column.saturating_add(width(&self.flat(a)))) =>
            {
                let head = format!("{} {} ", self.flat(a), self.operator(op.value, op.span));
                self.after(&head, b, column)
            }
            ExprKind::Binary(op, ..) => {
                let class = op.value;
                let mut lines = Vec::new();
                self.chain(e, class, column, &mut lines);
                lines
            }
            ExprKind::Not(inner) => self.after("niet ", inner, column),
            ExprKind::Neg(inner) => self.after("-", inner, column),
            ExprKind::Group(inner) => enclosed("", column, |column| self.lines(inner, column)),
            ExprKind::Fallback(a, b) => {
                let mut lines = self.lines(a, column);
                lines.extend(self.after("bij ontbreken ", b, column));
                lines
            }
            ExprKind::If(a, b, c) => {
                let mut lines = self.after("als ", a, column);
                lines.extend(self.after("dan ", b, column));
                lines.extend(self.after("anders ", c, column));
                lines
            }
            ExprKind::Quantified(every, over, holds) => {
                let word = self.quantifier(*every, e.span);
                let mut lines = hang(&format!("{word} "), self.binding_lines(over, column.saturating_add(5)));
                lines.extend(self.after("geldt ", holds, column));
                lines
            }
            ExprKind::Call(name, arguments) => enclosed(&name.value, column, |inner| {
                let mut lines = Vec::new();
                for (i, argument) in arguments.iter().enumerate() {
                    let last = i.saturating_add(1) == arguments.len();
                    lines.extend(closed(self.lines(argument, inner), if last { "" } else { "," }));
                }
                lines
            }),
            ExprKind::Comprehension(name, value, over) => enclosed(&name.value, column, |inner| {
                let mut lines = self.lines(value, inner);
                lines.extend(hang("voor ", self.binding_lines(over, inner.saturating_add(5))));
                lines
            }),
            ExprKind::Counted(name, over) => enclosed(&name.value, column, |inner| self.binding_lines(over, inner)),
            ExprKind::Pick(name, over, by) => enclosed(&name.value, column, |inner| {
                let mut lines = self.binding_lines(over, inner);
                lines.extend(self.after("naar ", by, inner));
                lines
            }),
            ExprKind::In(inner, values, not) => {
                let mut lines = self.lines(inner, column);
                let head = if *not { "niet in (" } else { "in (" };
                let mut row = String::new();
                let mut rows = Vec::new();
                for (i, value) in values.iter().enumerate() {
                    let last = i.saturating_add(1) == values.len();
                    let word = format!("{}{}", self.flat(value), if last { ")" } else { "," });
                    let taken =
                        column.saturating_add(width(head)).saturating_add(width(&row)).saturating_add(width(&word));
                    if !row.is_empty() && taken >= WIDTH {
                        rows.push(std::mem::take(&mut row));
                    }
                    if !row.is_empty() {
                        row.push(' ');
                    }
                    row.push_str(&word);
                }
                rows.push(row);
                lines.extend(hang(head, rows));
                lines
            }
            _ => vec![flat],
        }
    }

    /// A binding over lines: its filter stands below it.
    pub(super) fn binding_lines(&self, b: &Binding, column: usize) -> Vec<String> {
        let flat = self.binding(b);
        if column.saturating_add(width(&flat)) <= WIDTH {
            return vec![flat];
        }
        let head = format!("{} in ", b.name.value);
        let mut lines = self.after(&head, &b.over, column);
        if let Some(filter) = &b.filter {
            lines.extend(self.after("waar ", filter, column));
        }
        lines
    }

    /// A word and the expression after it.
    fn after(&self, head: &str, e: &Expr, column: usize) -> Vec<String> {
        let behind = column.saturating_add(width(head));
        if roomy(behind) || behind.saturating_add(width(&self.flat(e))) <= WIDTH {
            return hang(head, self.lines(e, behind));
        }
        if let ExprKind::Group(inner) = &e.kind {
            let mut lines = vec![format!("{head}(")];
            lines.extend(indent(2, self.lines(inner, column.saturating_add(2))));
            return closed(lines, ")");
        }
        let mut lines = indent(2, self.lines(e, column.saturating_add(2)));
        if let Some(first) = lines.first_mut() {
            *first = format!("{head}{}", first.trim_start());
        }
        lines
    }

    /// The operands of one level of operators, each on a line of its own with its operator in front.
    fn chain(&self, e: &Expr, class: BinaryOp, column: usize, lines: &mut Vec<String>) {
        match &e.kind {
            ExprKind::Binary(op, a, b) if level(op.value) == level(class) => {
                self.chain(a, class, column, lines);
                let head = format!("{} ", self.operator(op.value, op.span));
                lines.extend(self.after(&head, b, column));
            }
            _ => lines.extend(self.lines(e, column)),
        }
    }
}

/// Something within parentheses: behind the opening one, or indented below it where that leaves too little room.
fn enclosed(word: &str, column: usize, inner: impl Fn(usize) -> Vec<String>) -> Vec<String> {
    let head = format!("{word}(");
    let behind = column.saturating_add(width(&head));
    if roomy(behind) {
        return hang(&head, closed(inner(behind), ")"));
    }
    let mut lines = vec![head];
    lines.extend(indent(2, inner(column.saturating_add(2))));
    closed(lines, ")")
}

/// Whether the columns that are left hold a readable expression. Decided before the expression is laid out: trying both ways
/// at every level would double the work at every level.
fn roomy(column: usize) -> bool {
    WIDTH.saturating_sub(column) >= ROOM
}

/// Columns that an expression should have; with less, it moves to the left.
const ROOM: usize = 50;

/// The level of comparisons.
const COMPARISON: u8 = 2;

/// How tightly an operator binds.
fn level(op: BinaryOp) -> u8 {
    match op {
        BinaryOp::Or => 0,
        BinaryOp::And => 1,
        BinaryOp::Ge | BinaryOp::Le | BinaryOp::Gt | BinaryOp::Lt | BinaryOp::Eq | BinaryOp::Ne => COMPARISON,
        BinaryOp::Add | BinaryOp::Sub => 3,
        BinaryOp::Mul | BinaryOp::Div => 4,
    }
}

/// Lines with something behind the last one.
fn closed(mut lines: Vec<String>, end: &str) -> Vec<String> {
    if let Some(last) = lines.last_mut() {
        last.push_str(end);
    }
    lines
}
