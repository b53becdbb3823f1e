//! The texts of a block that people read, each with the words that say which one it is.
//!
//! Takes: a block. Gives: what the block is called, and its texts in the order written. A translation names them the same way.

use std::collections::HashSet;

use sha2::{Digest, Sha256};

use super::ast::{Clause, English, Item, ParamKind, ParamValue, Rule, TextLit, When};

/// A text of a block.
pub struct Part<'a> {
    /// The words before it, such as `melding`, `altijd interpretatie` or the name of a field; none for the block's own text.
    pub key: String,
    /// What it says.
    pub text: &'a TextLit,
}

/// How a block starts: `regel BES-02`, `circa`.
#[must_use]
pub fn name(item: &Item) -> String {
    match item {
        Item::Ruleset(x) => format!("regelset {}", x.id.value),
        Item::Chapter(x) => format!("hoofdstuk {}", x.id.value),
        Item::Origin(x) => format!("uit {}", x.source.value),
        Item::Source(x) => format!("bron {}", x.id.value),
        Item::ChoiceList(x) => format!("keuzelijst {}", x.name.value),
        Item::Qualifier(x) => format!("kenmerk {}", x.name.value),
        Item::Circa(_) => "circa".to_owned(),
        Item::Object(x) if x.text.is_none() => format!("uitbreiding {}", x.name.value),
        Item::Object(x) => format!("object {}", x.name.value),
        Item::Lapsed(x) => format!("vervallen woord {}", x.word.value),
        Item::Parameter(x) => format!("parameter {}", x.name.value),
        Item::Tightening(x) => format!("aanscherping {}", x.name.value),
        Item::Concept(x) => format!("begrip {}", x.name.value),
        Item::LeftOut(x) => format!("weggelaten {}", x.id.value),
        Item::Rule(x) if x.topic => format!("onderwerp {}", x.id.value),
        Item::Rule(x) => format!("regel {}", x.id.value),
        Item::English(x) => format!("engels {}", x.of.value),
    }
}

/// Whether the texts behind these words hold values between braces.
#[must_use]
pub fn holds_values(key: &str) -> bool {
    matches!(key, "anders" | "melding" | "hulp" | "dekking")
}

/// Four characters that change when one of the Dutch texts does that a translation is of.
#[must_use]
pub fn state(parts: &[Part<'_>], english: &English) -> String {
    let mut hash = Sha256::new();
    let keys: HashSet<&str> = english.texts.iter().map(|t| t.key.value.as_str()).collect();
    for part in parts.iter().filter(|p| keys.contains(p.key.as_str())) {
        for words in [&part.key, &part.text.value] {
            hash.update(words);
            hash.update([0]);
        }
    }
    hash.finalize().iter().take(2).map(|byte| format!("{byte:02x}")).collect()
}

/// The texts of a block.
#[must_use]
pub fn parts<'a>(item: &'a Item) -> Vec<Part<'a>> {
    let mut parts = Vec::new();
    let mut add = |key: &str, text: Option<&'a TextLit>| {
        parts.extend(text.map(|text| Part { key: key.to_owned(), text }));
    };
    match item {
        Item::Ruleset(x) => {
            add("", Some(&x.title));
            add("dekking", x.coverage.as_ref());
        }
        Item::Chapter(x) => add("", Some(&x.title)),
        Item::Source(x) => add("", Some(&x.title)),
        Item::ChoiceList(x) => {
            add("", Some(&x.text));
            x.choices.iter().for_each(|c| add(&c.name.value, c.text.as_ref()));
        }
        Item::Qualifier(x) => add("", Some(&x.text)),
        Item::Circa(x) => add("interpretatie", Some(&x.interpretation)),
        Item::Object(x) => {
            add("", x.text.as_ref());
            x.fields.iter().for_each(|f| add(&f.name.value, Some(&f.text)));
        }
        Item::Lapsed(x) => add("", Some(&x.text)),
        Item::Parameter(x) => {
            add("", Some(&x.text));
            x.values.iter().for_each(|v| value(v, &mut add));
        }
        Item::Tightening(x) => {
            add("", x.text.as_ref());
            x.values.iter().for_each(|v| value(v, &mut add));
        }
        Item::Concept(x) => {
            add("", Some(&x.text));
            add("anders", x.otherwise.as_ref());
            x.interpretations.iter().for_each(|text| add("interpretatie", Some(text)));
        }
        Item::LeftOut(x) => {
            add("", Some(&x.title));
            add("reden", x.reason.as_ref());
        }
        Item::Rule(x) => rule(x, &mut add),
        // A place stays in the language of its source; the texts of an `engels` block are those of the block that it names.
        Item::Origin(_) | Item::English(_) => {}
    }
    parts
}

fn value<'a>(value: &'a ParamValue, add: &mut impl FnMut(&str, Option<&'a TextLit>)) {
    let at = match &value.when.value {
        When::Always => String::new(),
        when => format!("{when} "),
    };
    if let ParamKind::Unknown(text) = &value.value {
        add(&format!("{at}onbekend"), Some(text));
    }
    add(&format!("{at}onbevestigd"), value.unverified.as_ref());
    add(&format!("{at}interpretatie"), value.interpretation.as_ref());
}

fn rule<'a>(rule: &'a Rule, add: &mut impl FnMut(&str, Option<&'a TextLit>)) {
    add("", Some(&rule.title));
    for clause in &rule.clauses {
        match clause {
            Clause::DefaultOff(_, text) => add("standaard uit", Some(text)),
            Clause::Applies(_, _, otherwise) | Clause::Given(_, _, otherwise) => add("anders", otherwise.as_ref()),
            Clause::Deviation(d) => d.provisos.iter().for_each(|p| add("anders", p.otherwise.as_ref())),
            Clause::Message(_, text, _) => add("melding", Some(text)),
            Clause::Advice(_, text, _) => add("hulp", Some(text)),
            Clause::Interpretation(_, text) => add("interpretatie", Some(text)),
            Clause::Explanation(_, text) => add("toelichting", Some(text)),
            Clause::Figure(f) => {
                add("figuur", Some(&f.title));
                f.lines.iter().for_each(|l| add(if l.beside { "naast" } else { "lijn" }, Some(&l.title)));
            }
            Clause::Field(f) => add("veld", f.text.as_ref()),
            Clause::Cite(_) | Clause::Strength(_) | Clause::ForEach(..) | Clause::Let(..) | Clause::Requires(..) => {}
        }
    }
}
