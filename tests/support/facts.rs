//! Facts as text: a line per value, with its path, its bounds or words, its marks and the characters it rests on.

#![expect(clippy::unwrap_used, reason = "writing to a string does not fail")]

use std::fmt::Write;

use toets::agreement::facts::{Bounds, FactId, FactValue, Facts};
use toets::agreement::{label, path};
use toets::ruleset::Checked;
use toets::source::Sources;

pub(crate) fn facts(checked: &Checked, facts: &Facts, sources: &Sources) -> String {
    let mut out = String::new();
    walk(checked, facts, sources, facts.root(), &mut out);
    out
}

fn walk(checked: &Checked, facts: &Facts, sources: &Sources, id: FactId, out: &mut String) {
    let fact = facts.get(id);
    let (mut children, mut stated) = (Vec::new(), Vec::new());
    let value = match &fact.value {
        FactValue::Number(b) => bounds(b),
        FactValue::Bool(b) => b.to_string(),
        FactValue::Text(t) => format!("{t:?}"),
        FactValue::Date(d) => d.to_string(),
        FactValue::Period(a, b) => format!("{a} t/m {b}"),
        FactValue::Choice(i) => format!("keuze {i}"),
        FactValue::RuleRef(r) => format!("regel {r}"),
        FactValue::Object { fields, complete, .. } => {
            stated.extend(fields.facts());
            children.extend(&stated);
            format!("{}{}", label(checked, facts, id), if *complete { ", volledig" } else { "" })
        }
        FactValue::List(items) => {
            children.extend(items);
            format!("lijst van {}", items.len())
        }
        FactValue::Table { years, total, period } => {
            children.extend(years.iter().map(|(_, id)| id));
            children.extend(total.iter());
            format!("tabel over {}", period.map_or("elk jaar".into(), |(a, b)| format!("{a} t/m {b}")))
        }
    };
    let text: String = sources.text(fact.span).split_whitespace().collect::<Vec<_>>().join(" ");
    let short: String = text.chars().take(40).collect();
    let total = matches!(fact.step, toets::agreement::facts::Step::Total);
    let name = format!("{}{}", path(checked, facts, id), if total { " (totaal)" } else { "" });
    writeln!(out, "{name} = {value}{}  ‹{short}›", marks(checked, facts, id, sources)).unwrap();
    for child in children {
        // What a framework or a part says keeps its place there, so its parent may be another than the one it counts for.
        assert!(facts.parent(child).is_some());
        walk(checked, facts, sources, child, out);
    }
}

fn bounds(b: &Bounds) -> String {
    let about = if b.approximate { "circa " } else { "" };
    match (&b.lo, &b.hi) {
        (Some(lo), Some(hi)) if lo == hi => format!("{about}{lo}"),
        (lo, hi) => {
            let end = |n: &Option<_>| n.as_ref().map_or("…".to_owned(), ToString::to_string);
            format!("{about}[{}; {}]", end(lo), end(hi))
        }
    }
}

fn marks(checked: &Checked, facts: &Facts, id: FactId, sources: &Sources) -> String {
    let marks = facts.marks(facts.get(id).marks);
    let mut out = String::new();
    if let Some((wording, _)) = marks.wording {
        write!(out, " | {}", wording.word()).unwrap();
    }
    if let Some((reservation, _)) = &marks.reservation {
        write!(out, " | voorbehoud {reservation:?}").unwrap();
    }
    for (qualifier, choice, span) in &marks.qualifiers {
        let q = checked.qualifier(*qualifier);
        let c = checked.choice_list(q.choices).choices.get(*choice).unwrap();
        write!(out, " | {} {} ‹{}›", q.name, c.name, sources.text(*span)).unwrap();
    }
    out
}
