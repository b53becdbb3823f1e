//! The notations of values as patterns.
//!
//! A pattern accepts at least what `agreement::notation` reads; it is there to catch slips while typing, and the reader has
//! the last word. Patterns work in ECMAScript without flags, so they spell out both cases.

use serde_json::{Value, json};

use crate::agreement::notation::PLACEHOLDERS;
use crate::limits;
use crate::ruleset::model::{Per, Unit};

/// A year as a key, or some years.
pub(super) const YEAR_KEY: &str =
    "^(199[0-9]|20[0-9][0-9]|2100)(\\s*([-‐-―−/]|[Tt]/[Mm]|[Tt]ot en met)\\s*(199[0-9]|20[0-9][0-9]|2100|[0-9]{2}))?$";

/// An empty value, or one that is still to be filled in: it says nothing.
pub(super) fn nothing() -> Value {
    // Anything but letters and digits may stand between the letters.
    const BETWEEN: &str = "[^0-9A-Za-z]*";
    let spread = |word: &&str| {
        let letters: Vec<String> = word.chars().map(|c| any_case(&c.to_string())).collect();
        letters.join(BETWEEN)
    };
    let words: Vec<String> = PLACEHOLDERS.iter().map(spread).collect();
    let pattern = format!("^{BETWEEN}({}|[Nn]/[Aa]|[Xx][Xx]+)?{BETWEEN}$", words.join("|"));
    json!({"type": ["null", "string"], "pattern": pattern})
}

/// At most two figures with words around them, without these characters.
fn figures(without: &str) -> String {
    format!("^[^0-9{without}]*[0-9][0-9.,\\s]*([^0-9{without}]+[0-9][0-9.,\\s]*)?[^0-9{without}]*$")
}

/// One unit for each notation.
pub(super) const UNITS: [Unit; 8] = [
    Unit::Percentage,
    Unit::Points,
    Unit::Count(None),
    Unit::Balance(None),
    Unit::Euro(Per::Once),
    Unit::Heat,
    Unit::Year,
    Unit::Plain,
];

/// The name of a unit's definition.
pub(super) fn unit_name(unit: Unit) -> &'static str {
    match unit {
        Unit::Percentage => "percentage",
        Unit::Points => "procentpunt",
        Unit::Count(_) => "aantal",
        Unit::Balance(_) => "saldo",
        Unit::Euro(_) => "bedrag",
        Unit::Heat => "warmtevraag",
        Unit::Year => "jaar",
        Unit::Plain | Unit::Literal | Unit::Ratio => "getal",
    }
}

pub(super) fn figure(unit: Unit) -> Value {
    match unit {
        Unit::Percentage => text_or(
            json!({"const": 0}),
            "^[^€]*[0-9][^€]*(%(?!-)|[Pp]rocent(?!p)|[Pp]ercent(?!a))[^€]*$|^[^0-9€]*([Dd]erde|[Kk]wart|[Vv]ierde|[Vv]ijfde|[Tt]iende|[Hh]elft|[Hh]alf|[¼-¾⅓⅔])[^0-9€]*$",
            &["4,5%", "30%", "minimaal 30%"],
        ),
        Unit::Points => text_or(
            json!({"const": 0}),
            "^[^€]*[0-9][^€]*(%-punt|[Pp]rocentpunt|[Pp]ercentage point|[Pp][Pp])[^€]*$",
            &["0,5 procentpunt"],
        ),
        Unit::Count(_) => {
            text_or(json!({"type": "integer", "minimum": 0}), &figures("%€-"), &["120", "minimaal 120", "20 t/m 40"])
        }
        Unit::Balance(_) => text_or(json!({"type": "integer"}), &figures("%€"), &["120", "-15"]),
        Unit::Euro(_) => text_or(
            json!({"type": "number"}),
            // `€ 1,50 per m2` would have a third figure; amounts end in words, `,-` or nothing.
            &figures("%"),
            &["€ 612,50", "€ 35 miljoen", "maximaal € 700"],
        ),
        Unit::Heat => text_or(json!({"type": "number"}), "^[^%€]*[0-9][^%€]*$", &["80 kWh/m²"]),
        Unit::Year => {
            let (first, last) = (limits::YEARS.start(), limits::YEARS.end());
            text_or(
                json!({"type": "integer", "minimum": first, "maximum": last}),
                "^[^0-9%€]*[0-9]{4}([^0-9%€]+[0-9]{4})?$",
                &["2028"],
            )
        }
        Unit::Plain | Unit::Literal | Unit::Ratio => text_or(json!({"type": "number"}), &figures("€"), &["1,5"]),
    }
}

/// A number as YAML reads it, or a text.
fn text_or(number: Value, pattern: &str, examples: &[&str]) -> Value {
    // A range in a count is written with a hyphen, which is no minus there.
    let pattern = pattern.replace("[^0-9%€-]+[0-9]", "[^0-9%€]+[0-9]");
    json!({"anyOf": [number, {"type": "string", "pattern": pattern, "examples": examples}]})
}

const DAY: &str = "([0-9]{1,2}\\s*[-‐-―−/]\\s*[0-9]{1,2}\\s*[-‐-―−/]\\s*[0-9]{4}|[0-9]{4}\\s*[-‐-―−/]\\s*[0-9]{1,2}\\s*[-‐-―−/]\\s*[0-9]{1,2}|[0-9]{1,2}\\s+[A-Za-z]+[.]?\\s+[0-9]{4})";

pub(super) fn date() -> Value {
    json!({"type": "string", "pattern": format!("^\\s*{DAY}\\s*$"), "examples": ["1-7-2026", "1 juli 2026"]})
}

pub(super) fn day_or_year() -> Value {
    json!({"anyOf": [{"type": "integer"}, {"type": "string", "pattern": format!("^\\s*({DAY}|[0-9]{{4}})\\s*$")}]})
}

pub(super) fn period() -> Value {
    let (first, last) = (limits::YEARS.start(), limits::YEARS.end());
    let between = "\\s*([-‐-―−]|[Tt]/[Mm]|[Tt]ot en met|through)\\s*";
    let pattern = format!("^\\s*([Vv]an\\s+)?({DAY}|[0-9]{{4}})({between}({DAY}|[0-9]{{4}}|[0-9]{{2}}))?\\s*$");
    json!({"anyOf": [
        {"type": "integer", "minimum": first, "maximum": last},
        {"type": "string", "pattern": pattern, "examples": ["2026 t/m 2029", "1-1-2026 t/m 31-12-2029"]},
    ]})
}

pub(super) fn yes_no() -> Value {
    let words: Vec<String> = ["ja", "nee", "yes", "no", "true", "false"].iter().map(|w| any_case(w)).collect();
    json!({"anyOf": [
        {"enum": ["ja", "nee"]},
        {"type": "boolean"},
        {"type": "string", "pattern": format!("^\\s*({})\\s*$", words.join("|"))},
    ]})
}

/// Names with their codes and meanings. The list is for completion; the pattern takes any case, and spaces for underscores.
pub(super) fn choice(description: &str, choices: Vec<(&str, &[String], &str)>) -> Value {
    let mut names: Vec<Value> = Vec::new();
    let mut meanings: Vec<&str> = Vec::new();
    let mut patterns: Vec<String> = Vec::new();
    for (name, codes, meaning) in choices {
        for word in std::iter::once(name).chain(codes.iter().map(String::as_str)) {
            names.push(json!(word));
            meanings.push(meaning);
            patterns.push(any_case(word));
            // YAML reads these as numbers.
            if let Ok(number) = word.parse::<i64>() {
                names.push(json!(number));
                meanings.push(meaning);
            }
        }
    }
    json!({
        "description": description,
        "anyOf": [
            {"enum": names, "enumDescriptions": meanings},
            {"type": "string", "pattern": format!("^\\s*({})\\s*$", patterns.join("|"))},
        ],
    })
}

/// A pattern for a word in any case.
fn any_case(word: &str) -> String {
    let mut out = String::new();
    for c in word.chars() {
        let (lower, upper): (String, String) = (c.to_lowercase().collect(), c.to_uppercase().collect());
        match c {
            '_' | '-' | ' ' => out.push_str("[-_ ]"),
            _ if lower != upper && lower.chars().count() == 1 && upper.chars().count() == 1 => {
                out.push('[');
                out.push_str(&upper);
                out.push_str(&lower);
                out.push(']');
            }
            c if c.is_alphanumeric() => out.push(c),
            // In a class of its own a character needs no escape, except these.
            '\\' | ']' | '^' => {
                out.push('\\');
                out.push(c);
            }
            c => {
                out.push('[');
                out.push(c);
                out.push(']');
            }
        }
    }
    out
}
