//! Figures and days as people write them, held against a second reading that is as simple as it can be.
//!
//! A notation that is read has the value that the digits in it can have; one that could be read in two ways is refused, and what
//! is offered instead has one reading; a value that is printed plainly reads as itself.

use jiff::civil::Date;
use toets::agreement::facts::{Bounds, FactValue};
use toets::agreement::notation::{self, DateFault};
use toets::agreement::{self};
use toets::diagnostic::Diagnostics;
use toets::number::Number;
use toets::source::Sources;

use super::rules;
use super::spans;

/// A field of the model on which notations are tried.
pub struct Field {
    pub name: &'static str,
    pub ty: &'static str,
    /// What the value is multiplied by when it is kept.
    share: bool,
    /// How a value is written plainly.
    unit: (&'static str, &'static str),
}

const fn field(name: &'static str, ty: &'static str, share: bool, unit: (&'static str, &'static str)) -> Field {
    Field { name, ty, share, unit }
}

/// A field of every type with a notation.
pub const FIELDS: [Field; 13] = [
    field("aandeel", "percentage", true, ("", "%")),
    field("punten", "procentpunt", true, ("", " procentpunt")),
    field("bedrag", "bedrag", false, ("€ ", "")),
    field("maandbedrag", "bedrag per maand", false, ("€ ", " per maand")),
    field("jaarbedrag", "bedrag per jaar", false, ("€ ", " per jaar")),
    field("warmte", "kWh/m²", false, ("", " kWh/m²")),
    field("homes", "aantal woningen", false, ("", " woningen")),
    field("groei", "saldo woningen", false, ("", "")),
    field("getal", "getal", false, ("", "")),
    field("jaar", "jaar", false, ("", "")),
    field("dag", "datum", false, ("", "")),
    field("looptijd", "periode", false, ("", "")),
    field("antwoord", "ja/nee", false, ("", "")),
];

/// Any text as the value of every field.
pub fn notations(text: &str) {
    if text.len() > 200 {
        return;
    }
    for field in &FIELDS {
        match (value(field, text), field.ty) {
            (Ok(FactValue::Number(bounds)), _) => number(field, text, &bounds),
            (Ok(FactValue::Bool(answer)), _) => {
                let yes = ["ja", "yes", "true"].contains(&text.trim().to_lowercase().as_str());
                assert_eq!(answer, yes, "{text:?}");
            }
            (Ok(_), _) => {}
            (Err(offered), _) => offered.iter().for_each(|one| offers(field, text, one)),
        }
    }
    days(text);
}

/// The value that a text has in a field, or what is offered instead of a text with two readings.
fn value(field: &Field, text: &str) -> Result<FactValue, Vec<Vec<String>>> {
    let rules = rules::kinds();
    let mut sources = Sources::new();
    let id = sources.add("a.yaml", format!("{}: \"{}\"\n", field.name, escaped(text)));
    let (tree, found) = agreement::read(sources.get(id).unwrap());
    let tree = tree.unwrap_or_else(|| panic!("{text:?}: {found:?}"));
    let (facts, found) = agreement::bind(&rules.loaded.checked, &tree, tree.root());
    found.iter().for_each(|d| spans::said(&sources, d));
    let Some(facts) = facts else { return Err(offered(&found)) };
    let FactValue::Object { fields, .. } = &facts.get(facts.root()).value else { panic!("the root is an object") };
    match fields.facts().next() {
        Some(fact) => Ok(facts.get(fact).value.clone()),
        None => Err(Vec::new()),
    }
}

/// Between double quotes, every character that YAML may take for something else by its number.
fn escaped(text: &str) -> String {
    let one = |c: char| match c {
        ' '..='~' if c != '"' && c != '\\' => c.to_string(),
        c => format!("\\U{:08X}", u32::from(c)),
    };
    text.chars().map(one).collect()
}

/// What stands between backticks in the help of a text with two readings, of each figure in it that has two.
fn offered(found: &Diagnostics) -> Vec<Vec<String>> {
    let ambiguous = found.iter().filter(|d| d.code == "agreement::ambiguous_notation");
    let help = ambiguous.filter_map(|d| d.help.as_ref()).map(|h| h.nl.as_str());
    help.map(|h| h.split('`').skip(1).step_by(2).map(str::to_owned).collect()).collect()
}

/// What is offered instead of a text with two readings is read, and as two different values.
fn offers(field: &Field, text: &str, offered: &[String]) {
    if text.contains('`') {
        return;
    }
    // In a count the part of a home, and in a year any other number, is offered for comparison only.
    let values: Vec<_> = offered.iter().map(|o| value(field, o)).collect();
    for (offer, value) in offered.iter().zip(&values) {
        assert!(!matches!(value, Err(more) if !more.is_empty()), "{text:?}: {offer:?} has two readings too");
    }
    if let [Ok(a), Ok(b)] = values.as_slice() {
        assert_ne!(a, b, "{text:?}: {offered:?} are the same");
    }
}

/// A number that was read, against the digits in the text.
fn number(field: &Field, text: &str, bounds: &Bounds) {
    let figures = figures(text);
    let said = || format!("{text:?} in {} is {bounds:?}, by its digits {figures:?}", field.ty);
    figures.iter().for_each(|f| assert!(!f.two_readings, "{}", said()));
    let fits = |value: &Number, figure: &Figure| {
        let kept = |v: &Number| if field.share { v.div(&Number::from(100i64)).unwrap() } else { v.clone() };
        assert!(figure.readings.iter().any(|r| kept(r) == *value), "{}", said());
    };
    match (figures.as_slice(), &bounds.lo, &bounds.hi) {
        ([one], Some(lo), Some(hi)) if bounds.approximate => {
            let margin = |n: i64| Number::fraction(n, 10).unwrap();
            let near = one.readings.iter().any(|r| {
                let r = if field.share { r.div(&Number::from(100i64)).unwrap() } else { r.clone() };
                // `bijna` ends where `circa` has its middle, and of a count one before that.
                let nearly = ["bijna", "nearly"].iter().any(|word| text.to_lowercase().contains(word));
                let (a, b) = if nearly {
                    (r.sub(&if r.is_negative() { r.mul(&margin(-1)) } else { r.mul(&margin(1)) }), r.sub(&step(field)))
                } else {
                    (r.mul(&margin(9)), r.mul(&margin(11)))
                };
                let (a, b) = if a <= b { (a, b) } else { (b, a) };
                *lo <= a && b <= *hi && a.sub(lo) < Number::one() && hi.sub(&b) < Number::one()
            });
            assert!(near, "{}", said());
        }
        ([one], Some(lo), Some(hi)) => {
            assert_eq!(lo, hi, "{}", said());
            fits(lo, one);
            round_trip(field, bounds);
        }
        ([one], Some(n), None) | ([one], None, Some(n)) => {
            assert_eq!(bounds.lo.is_some(), at_least(text), "{}", said());
            // More than forty homes are forty-one at least.
            let step = if beyond(text) { step(field) } else { Number::zero() };
            fits(&if bounds.lo.is_some() { n.sub(&step) } else { n.add(&step) }, one);
            round_trip(field, bounds);
        }
        // A part of a whole, in words.
        ([], Some(lo), Some(hi)) => {
            assert!(field.share && lo == hi && *lo > Number::zero() && *lo < Number::one(), "{}", said());
        }
        ([from, to], Some(lo), Some(hi)) => {
            assert!(from.scaled || !to.scaled || lo.is_zero(), "20 to 40 million has two readings: {}", said());
            assert!(lo <= hi, "{}", said());
            fits(lo, from);
            fits(hi, to);
            round_trip(field, bounds);
        }
        _ => panic!("{}", said()),
    }
}

/// Whether a bound in words is a lower one.
fn at_least(text: &str) -> bool {
    let text = text.to_lowercase();
    let upper =
        ["max", "hoogste", "hooguit", "niet meer", "most", "<", "≤", "tot en met", "t/m", "minder", "lager", "less"];
    text.contains("niet minder") || !upper.iter().any(|word| text.contains(word))
}

/// Whether the figure itself is not one of those that the words allow.
fn beyond(text: &str) -> bool {
    let text = text.to_lowercase();
    let words = ["ruim", "meer dan", "hoger dan", "more than", "minder dan", "lager dan", "less than", ">", "<"];
    !["niet meer", "niet minder", ">=", "<="].iter().any(|w| text.contains(w)) && words.iter().any(|w| text.contains(w))
}

/// One, of what is counted; what is measured has no next number.
fn step(field: &Field) -> Number {
    let counted = ["aantal", "saldo", "jaar"].iter().any(|ty| field.ty.starts_with(ty));
    if counted { Number::one() } else { Number::zero() }
}

/// The same bounds, written plainly, read as the same.
fn round_trip(field: &Field, bounds: &Bounds) {
    let plain = |n: &Number| plain(field, n);
    let written = match (&bounds.lo, &bounds.hi) {
        (Some(lo), Some(hi)) if lo == hi => plain(lo),
        (Some(lo), Some(hi)) => plain(lo).zip(plain(hi)).map(|(a, b)| format!("{a} t/m {b}")),
        (Some(lo), None) => plain(lo).map(|n| format!("minimaal {n}")),
        (None, Some(hi)) => plain(hi).map(|n| format!("maximaal {n}")),
        (None, None) => None,
    };
    let Some(written) = written else { return };
    assert_eq!(value(field, &written), Ok(FactValue::Number(bounds.clone())), "{written:?}");
}

/// A number in the plainest notation; `None` when it has more digits than are read.
fn plain(field: &Field, n: &Number) -> Option<String> {
    let n = if field.share { n.mul(&Number::from(100i64)) } else { n.clone() };
    let d = n.decimal(40);
    // Three decimals may be taken for thousands.
    let more = if d.decimals.len() == 3 { "0" } else { "" };
    let comma = if d.decimals.is_empty() { "" } else { "," };
    let digits = d.whole.len() + d.decimals.len() + more.len();
    let sign = if d.negative { "-" } else { "" };
    let (before, after) = field.unit;
    (digits <= toets::limits::MAX_DIGITS)
        .then(|| format!("{sign}{before}{}{comma}{}{more}{after}", d.whole, d.decimals))
}

/// A figure in a text, with all that it may mean.
#[derive(Debug)]
struct Figure {
    readings: Vec<Number>,
    /// One separator, three digits after it and one to three before: thousands or decimals.
    two_readings: bool,
    /// A word such as `miljoen` follows.
    scaled: bool,
}

/// The figures in a text, knowing nothing of notations but digits, separators, minus and words for thousands.
fn figures(text: &str) -> Vec<Figure> {
    let mut text: String = text.to_lowercase().chars().map(one_kind).collect();
    for (from, to) in [("m2", "m²"), ("%-punt", "%punt"), ("t/m", "tm")] {
        text = text.replace(from, to);
    }
    let mut out: Vec<Figure> = Vec::new();
    let mut rest = text.as_str();
    while let Some(start) = rest.find(|c: char| c.is_ascii_digit()) {
        let (lead, from) = rest.split_at(start);
        let end = from.find(|c: char| !(c.is_ascii_digit() || " .,".contains(c))).unwrap_or(from.len());
        let run = &from[..end];
        let core = run.trim_end_matches([' ', '.', ',']);
        let mut tail = &from[core.len()..];
        // `€ 500,-` and `€ 500,--`: no minus.
        if run.ends_with(',') || from[core.len()..].starts_with(',') {
            tail = tail.trim_start_matches([',', ' ']).trim_start_matches(['-', '=']);
        }
        let hyphens = lead.matches('-').count();
        // Between two figures a hyphen or a word stands for the range; one more is a minus.
        let words = lead.chars().any(char::is_alphabetic) && [" en ", " tot", " tm "].iter().any(|w| lead.contains(w));
        let negative = hyphens > usize::from(!out.is_empty() && !words);
        let scale = [("miljoen", 1_000_000i64), ("million", 1_000_000), ("mln", 1_000_000), ("miljard", 1_000_000_000)];
        let scale = scale.into_iter().chain([("mld", 1_000_000_000), ("duizend", 1_000), ("ton", 100_000)]);
        let scale = scale.into_iter().find(|(word, _)| tail.trim_start().starts_with(word)).map(|(_, n)| n);
        // Where no cents can follow, every point stands between thousands.
        let no_cents =
            tail.len() < from.len().saturating_sub(core.len()) && from[core.len()..].trim_start().starts_with(",-");
        out.push(Figure {
            readings: readings(core, negative, scale.unwrap_or(1)),
            two_readings: two_readings(core) && !no_cents,
            scaled: scale.is_some(),
        });
        rest = tail;
    }
    out
}

fn one_kind(c: char) -> char {
    match c {
        '\u{a0}' | '\u{2007}' | '\u{2009}' | '\u{200a}' | '\u{202f}' | '\t' | '\n' | '\u{b}' | '\u{c}' | '\r' => ' ',
        '\u{2010}'..='\u{2015}' | '\u{2212}' => '-',
        c => c,
    }
}

/// All separators between thousands, or the last one before decimals.
fn readings(core: &str, negative: bool, scale: i64) -> Vec<Number> {
    let digits = |t: &str| t.chars().filter(char::is_ascii_digit).collect::<String>();
    let mut out = vec![Number::from_digits(&digits(core), "")];
    if let Some(at) = core.rfind(['.', ',']) {
        out.push(Number::from_digits(&digits(&core[..at]), &digits(&core[at..])));
    }
    let out = out.into_iter().flatten().map(|n| n.mul(&Number::from(scale)));
    out.map(|n| if negative { n.neg() } else { n }).collect()
}

fn two_readings(core: &str) -> bool {
    let Some((whole, decimals)) = core.split_once(['.', ',']) else { return false };
    let all_digits = |t: &str| t.bytes().all(|b| b.is_ascii_digit());
    all_digits(whole)
        && all_digits(decimals)
        && (1..=3).contains(&whole.len())
        && decimals.len() == 3
        && !whole.starts_with('0')
}

/// Days and periods.
fn days(text: &str) {
    match notation::date(text) {
        Ok(day) => {
            assert!(day_by_digits(text, day), "{text:?} is read as {day}");
            let (d, m, y) = (day.day(), day.month(), day.year());
            for written in [day.to_string(), format!("{d}-{m}-{y}"), format!("{d:02}-{m:02}-{y}")] {
                assert_eq!(notation::date(&written), Ok(day), "{written}");
            }
        }
        Err(DateFault::Ambiguous(a, b)) => two(text, notation::date(&a), notation::date(&b)),
        Err(_) => {}
    }
    match notation::period(text) {
        Ok((first, last)) => {
            assert!(first <= last, "{text:?} is read as {first} to {last}");
            let year = |day: Date| text.contains(&day.year().to_string());
            let short = format!("{:02}", last.year() % 100);
            assert!(year(first) && (year(last) || text.contains(&short)), "{text:?} is read as {first} to {last}");
            assert_eq!(notation::period(&format!("{first} t/m {last}")), Ok((first, last)));
        }
        Err(DateFault::Ambiguous(a, b)) => {
            let read = |t: &str| notation::period(t).or_else(|_| notation::date(t).map(|d| (d, d)));
            two(text, read(&a), read(&b));
        }
        Err(_) => {}
    }
    if let Ok(year) = notation::year(text) {
        assert!(text.trim() == year.to_string() && toets::limits::YEARS.contains(&year), "{text:?} is read as {year}");
    }
}

fn two<T: PartialEq + std::fmt::Debug>(text: &str, a: Result<T, DateFault>, b: Result<T, DateFault>) {
    // The other reading of two digits may be a year long ago: a day, though none that an agreement holds.
    let is_day = |read: &Result<T, DateFault>| matches!(read, Ok(_) | Err(DateFault::FarYear(_)));
    assert!(is_day(&a) && is_day(&b) && a != b, "{text:?} has two readings: {a:?} and {b:?}");
}

/// The groups of digits in a text, in Dutch or ISO order, with a month in digits or in letters.
fn day_by_digits(text: &str, day: Date) -> bool {
    let numbers: Vec<&str> = text.split(|c: char| !c.is_ascii_digit()).filter(|t| !t.is_empty()).collect();
    let is = |text: &str, n: i32| text.parse() == Ok(n);
    let (d, m, y) = (i32::from(day.day()), i32::from(day.month()), i32::from(day.year()));
    match numbers.as_slice() {
        [a, b, c] if a.len() == 4 => is(a, y) && is(b, m) && is(c, d),
        [a, b, c] => is(a, d) && is(b, m) && is(c, y) && (!text.contains('/') || d > 12 || d == m),
        [a, b] => {
            // The first three letters; March, May and October have names of their own in English.
            let letters: [&[&str]; 12] = [
                &["jan"],
                &["feb"],
                &["maa", "mar", "mrt"],
                &["apr"],
                &["mei", "may"],
                &["jun"],
                &["jul"],
                &["aug"],
                &["sep"],
                &["okt", "oct"],
                &["nov"],
                &["dec"],
            ];
            let text = text.to_lowercase();
            let month = usize::try_from(m).unwrap() - 1;
            is(a, d) && is(b, y) && letters[month].iter().any(|l| text.contains(l))
        }
        _ => false,
    }
}
