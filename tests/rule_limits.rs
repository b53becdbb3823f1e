//! The limits on rules, which an agreement of a stranger may bring along: what just passes, what goes over, and what is then said.
//! Each input is made here; nothing is timed.

#![cfg(test)]
#![allow(clippy::arithmetic_side_effects, reason = "a test counts in small numbers")]

#[path = "support/folder.rs"]
mod folder;

use std::fmt::Write as _;

use folder::{folder, toets};
use toets::diagnostic::{Diagnostic, Diagnostics, Severity};
use toets::limits;
use toets::ruleset::{self, Checked};
use toets::source::Sources;
use toets::syntax;

const HEAD: &str = r#"regelset proef "Proef"
  versie 1.0.0
  geldig 2025-01-01 t/m 2034-12-31
  leest  afspraak

hoofdstuk proef "Proef"

bron wet "Een wet"
  datum 2024
  graad A

object afspraak "Een afspraak"
  periode:   periode verplicht rol looptijd "Jaren"
  gemeenten: lijst van gemeente             "De gemeenten"

object gemeente "Een gemeente"
  naam:     tekst rol aanduiding "Naam"
  woningen: aantal woningen      "Woningen"

"#;

/// A rule with this requirement and message.
fn rule(id: usize, requires: &str, message: &str) -> String {
    format!(
        "regel PRF-{id:02} \"T\"\n  bron wet, \"a\"\n  sterkte verplicht\n  voor elke gemeente in afspraak.gemeenten\n  {requires}\n  melding \"{message}\"\n"
    )
}

/// Parses and checks sets, those built upon first.
fn check(sets: &[String]) -> (Option<Checked>, Vec<Diagnostic>) {
    let mut sources = Sources::new();
    let mut found = Diagnostics::new();
    let mut trees = vec![];
    for text in sets {
        let id = sources.add("r.regels", text.as_str());
        let (tree, more) = syntax::parse(sources.get(id).unwrap());
        found.extend(more);
        trees.push(vec![tree]);
    }
    if found.has_errors() {
        return (None, found.sorted());
    }
    let (checked, more) = ruleset::check(&trees, &sources);
    found.extend(more);
    (checked, found.sorted())
}

fn codes(text: &str) -> Vec<&'static str> {
    check(&[format!("{HEAD}{text}")]).1.iter().map(|d| d.code).collect()
}

/// A choice list of so many words, its own four among them.
fn choices(words: usize) -> String {
    let mut out = "keuzelijst k \"Waarden\"\n".to_owned();
    (0..words - 3).for_each(|n| writeln!(out, "  w{n}").unwrap());
    out + &rule(1, "eis gemeente.woningen >= 0", "x")
}

#[test]
fn a_block_has_so_many_words() {
    assert_eq!(codes(&choices(limits::MAX_BLOCK_WORDS)), [""; 0]);
    assert_eq!(codes(&choices(limits::MAX_BLOCK_WORDS + 1)), ["limit::block_too_long"]);
}

/// What a message repeats stands in a string, and is work all the same.
#[test]
fn values_in_a_message_count_as_words() {
    let message = |n: usize| rule(1, "eis gemeente.woningen >= 0", &"{gemeente.naam} ".repeat(n));
    assert_eq!(codes(&message(limits::MAX_BLOCK_WORDS / 4)), [""; 0]);
    assert_eq!(codes(&message(limits::MAX_BLOCK_WORDS / 3)), ["limit::block_too_long"]);
    let trick = format!("{{\\\"}}\\\" = \\\"\\\" {}}}", "en ja ".repeat(limits::MAX_BLOCK_WORDS));
    assert_eq!(codes(&rule(1, "eis gemeente.woningen >= 0", &trick)), ["limit::block_too_long"]);
}

/// Blocks that are no blocks are as many words, and take less time to read here.
#[test]
fn a_file_has_so_many_words() {
    let most = limits::MAX_RULESET_WORDS;
    let blocks = |words: usize| "blok w w w w w w w w w\n".repeat(words / 10);
    let head = 200;
    assert!(!codes(&blocks(most - head)).contains(&"limit::file_too_long"));
    assert!(codes(&blocks(most)).contains(&"limit::file_too_long"));
}

#[test]
fn ours_stay_far_below() {
    for set in toets::shipped::SETS {
        let mut sources = Sources::new();
        let mut words = 0;
        let mut todo = vec![set.id];
        while let Some(id) = todo.pop() {
            let set = toets::shipped::SETS.iter().find(|s| s.id == id).unwrap();
            todo.extend(set.builds_on);
            for (name, text) in set.files {
                let id = sources.add(*name, *text);
                words += syntax::words(sources.get(id).unwrap());
            }
        }
        assert!(words * 3 / 2 < limits::MAX_RULESET_WORDS, "{}: {words} words", set.id);
    }
}

#[test]
fn a_type_is_so_deep() {
    let field = |n: usize| format!("uitbreiding gemeente\n  x: {}tekst \"x\"\n", "lijst van ".repeat(n));
    assert_eq!(codes(&(field(limits::MAX_TYPE_DEPTH - 1) + &rule(1, "eis gemeente.woningen >= 0", "x"))), [""; 0]);
    assert_eq!(codes(&field(limits::MAX_TYPE_DEPTH)), ["syntax::too_deep"]);
}

/// A chain of values of law, of named values, of concepts, and of outcomes: none of them leads an evaluation deeper than the limit.
#[test]
fn definitions_rest_on_each_other_so_deep() {
    let most = limits::MAX_DEFINITION_DEPTH;
    let parameters = |n: usize| {
        let mut out = format!("parameter p{n}: aantal \"x\"\n  altijd = 1 bron wet, \"a\"\n");
        (0..n).for_each(|i| {
            writeln!(out, "parameter p{i}: aantal \"x\"\n  altijd = p{} + 1 bron wet, \"a\"", i + 1).unwrap();
        });
        out + &rule(1, "eis gemeente.woningen >= p0", "x")
    };
    let named = |n: usize| {
        let mut lets = "waarbij\n    a0 = gemeente.woningen\n".to_owned();
        (1..n).for_each(|i| writeln!(lets, "    a{i} = a{} bij ontbreken 0", i - 1).unwrap());
        rule(1, &format!("{lets}  eis a{} >= 0", n - 1), "x")
    };
    let outcomes = |n: usize| {
        let asks = |i: usize| rule(i, &format!("eis PRF-{:02} voldoet", i + 1), "x");
        (0..n).map(asks).collect::<String>() + &rule(n, "eis gemeente.woningen >= 0", "x")
    };
    let concepts = |n: usize| {
        let mut out = concept(0, "g.woningen");
        (1..n).for_each(|i| out.push_str(&concept(i, &format!("-c{}(g)", i - 1))));
        out + &rule(1, &format!("eis c{}(gemeente) >= 0", n - 1), "x")
    };
    for (chain, below, above) in [
        (&parameters as &dyn Fn(usize) -> String, most / 2 - 3, most / 2 + 1),
        (&concepts, most / 2 - 3, most / 2 + 1),
        (&named, most / 2 - 3, most / 2 + 1),
        (&outcomes, most / 8, most / 6),
    ] {
        assert_eq!(codes(&chain(below)), [""; 0]);
        assert_eq!(codes(&chain(above)), ["limit::definition_too_deep"]);
    }
    // A hundred times as long ends all the same.
    assert!(codes(&parameters(most * 10)).contains(&"limit::definition_too_deep"));
    assert!(codes(&concepts(most * 10)).contains(&"limit::definition_too_deep"));
}

/// A concept of a municipality.
fn concept(id: usize, value: &str) -> String {
    format!("begrip c{id}(g: gemeente) \"T\"\n  bron wet, \"a\"\n  = {value}\n")
}

/// Concepts that each use the one before them twice: they are checked once each, and computing them ends with the steps of a rule.
#[test]
fn concepts_that_branch_are_checked_once_and_end() {
    let mut text = concept(0, "g.woningen");
    (1..60).for_each(|i| text.push_str(&concept(i, &format!("c{0}(g) + c{0}(g)", i - 1))));
    text.push_str(&rule(1, "eis c59(gemeente) >= 0", "x"));
    text.push_str(&rule(2, "eis c3(gemeente) >= gemeente.woningen", "x"));
    let dir = folder(&[
        ("a.yaml", "periode: 2026\ngemeenten:\n- {naam: Aa, woningen: 97}\n"),
        ("r.regels", &format!("{HEAD}{text}")),
    ]);
    let found = toets(dir.path(), &["check", "a.yaml", "--ruleset", "r.regels", "--format", "csv"]).output().unwrap();
    let table = String::from_utf8(found.stdout).unwrap();
    let line = |id: &str| table.lines().find(|l| l.contains(id)).unwrap();
    assert!(line("PRF-01").contains("de regel vraagt meer dan"), "{table}");
    assert!(line("PRF-02").contains(",voldoet,"), "{table}");
}

/// Two sets, of which the second builds on the first, with so many rules about the same each.
#[test]
fn rules_of_two_sets_are_compared_so_often() {
    let conditions: String =
        [">=", "<=", ">", "<", "=", "<>"].iter().map(|op| format!("als gemeente.woningen {op} 0\n  ")).collect();
    let sets = |n: usize| {
        let rules = |from: usize| -> String {
            (from..from + n)
                .map(|i| rule(i, &format!("{conditions}eis gemeente.woningen > 0 - {}", i % 2), "x"))
                .collect()
        };
        let above = format!(
            "regelset boven \"Boven\"\n  versie 1.0.0\n  geldig 2025-01-01 t/m 2034-12-31\n  bouwt op proef\n\nhoofdstuk b \"B\"\n\n{}",
            rules(n)
        );
        [format!("{HEAD}{}", rules(0)), above]
    };
    let (_, found) = check(&sets(20));
    assert!(found.iter().all(|d| d.code != "limit::too_much_to_compare"));
    let (checked, found) = check(&sets(300));
    assert!(checked.is_none() && found.iter().any(|d| d.code == "limit::too_much_to_compare"), "{:?}", found.last());
}

/// Errors and warnings have room of their own; the others are counted.
#[test]
fn of_many_faults_the_first_are_said_and_the_rest_is_counted() {
    let most = limits::MAX_DIAGNOSTICS_PER_FILE;
    let lets = |n: usize| {
        let named: String = (0..n).fold(String::new(), |all, i| all + &format!("    a{i} = 0\n"));
        format!("waarbij\n{named}  eis gemeente.woningen >= 0")
    };
    // More warnings than are said, and then an error: it is among what is said.
    let text = rule(1, &lets(most + 50), "x") + &rule(2, "eis onbekend >= 0", "x");
    let (checked, found) = check(&[format!("{HEAD}{text}")]);
    assert!(checked.is_none());
    let count = |severity: Severity| found.iter().filter(|d| d.severity == severity).count();
    assert_eq!((count(Severity::Warning), count(Severity::Error)), (most, 1));
    let more = found.iter().find(|d| d.code == "limit::more_faults").unwrap();
    assert!(more.message.nl.starts_with("nog 50 waarschuwingen"), "{}", more.message.nl);

    // The same for faults of the parser, and of names that are nowhere.
    let broken: String = (0..most + 7).map(|_| "regel\n").collect();
    let (_, found) = check(&[format!("{HEAD}{broken}")]);
    assert_eq!(found.len(), most + 1);
    assert!(found.iter().any(|d| d.message.en.starts_with("7 more errors")), "{:?}", found.last());
    let names: String = (0..most + 9)
        .map(|i| format!("parameter p{i}: aantal \"x\"\n  altijd = onbekend{i} bron wet, \"a\"\n"))
        .collect();
    let (_, found) = check(&[format!("{HEAD}{names}")]);
    assert_eq!(found.len(), most + 1);
    assert!(found.iter().any(|d| d.message.en.starts_with("9 more errors")), "{:?}", found.last());
}

/// One fault about a thousand things names the first few of them.
#[test]
fn one_fault_stays_short() {
    let objects: String = (0..2_000).map(|i| format!("object o{i} \"x\"\n  n: o{} \"n\"\n", (i + 1) % 2_000)).collect();
    let arguments = rule(1, &format!("eis bekend({})", vec!["1"; 1_000].join(", ")), "x");
    let fields: String = (0..700).map(|i| format!("  f{i}: aantal \"x\"\n")).collect();
    let field = format!("uitbreiding gemeente\n{fields}{}", rule(1, "eis gemeente.verzonnen >= 0", "x"));
    for text in [objects, arguments, field] {
        let (_, found) = check(&[format!("{HEAD}{text}")]);
        assert!(!found.is_empty());
        for d in found {
            assert!(d.labels.len() <= limits::MAX_LABELS, "{} labels", d.labels.len());
            let texts = std::iter::once(&d.message).chain(&d.help).chain(d.labels.iter().map(|l| &l.text));
            texts.for_each(|t| assert!(t.nl.chars().count() <= limits::MAX_MESSAGE + 1, "{}", t.nl));
        }
    }
}

/// Sets that each build on the two before them: what a set builds on is not followed along every path, of which there are 2⁵⁰.
#[test]
fn a_lattice_of_sets_is_checked() {
    let set = |n: usize| {
        let below: Vec<String> = (n.saturating_sub(2)..n).map(|i| format!("s{i}")).collect();
        let on = if n == 0 { "leest afspraak".to_owned() } else { format!("bouwt op {}", below.join(", ")) };
        let head = if n == 0 { HEAD.split_once("hoofdstuk").unwrap().1 } else { "bron x" };
        let rest = if n == 0 {
            format!("hoofdstuk{head}")
        } else {
            format!(
                "bron x{n} \"X\"\n  datum 2024\n  graad A\n\nhoofdstuk h \"H\"\n\n{}",
                rule(n, "eis gemeente.woningen >= 0", "x")
            )
        };
        format!("regelset s{n} \"S\"\n  versie 1.0.0\n  geldig 2025-01-01 t/m 2034-12-31\n  {on}\n\n{rest}")
    };
    let sets: Vec<String> = (0..50).map(set).collect();
    let (checked, found) = check(&sets);
    assert!(checked.is_some(), "{:?}", found.first());
}

/// A file and rules beside it, which it names: what comes out as text.
fn checked(agreement: &str, rules: &str) -> (Option<i32>, String) {
    let text = format!("{HEAD}{rules}");
    let dir = folder(&[("a.yaml", agreement), ("r.regels", &text)]);
    let found = toets(dir.path(), &["check", "a.yaml", "--ruleset", "r.regels", "--verbose"]).output().unwrap();
    let flat =
        String::from_utf8(found.stdout).unwrap().split_whitespace().collect::<Vec<_>>().join(" ").replace("│ ", "");
    (found.status.code(), flat)
}

const AGREEMENT: &str = "periode: 2026\ngemeenten:\n- {naam: Aa, woningen: 97}\n- {naam: Bee, woningen: 31}\n";

/// 97/128 squared again and again: exact as long as the number is of a size that is computed with, and then no value at all.
#[test]
fn numbers_grow_so_large() {
    let squared = |n: usize, requires: &str| {
        let mut lets = "waarbij\n    a0 = gemeente.woningen / som(afspraak.gemeenten.woningen)\n".to_owned();
        (1..=n).for_each(|i| writeln!(lets, "    a{i} = a{} * a{}", i - 1, i - 1).unwrap());
        rule(1, &format!("{lets}  eis a{n} {requires}"), "x")
    };
    // Seven bits, doubled ten times, is less than the limit; eleven times is more.
    for (requires, code) in [("> 0", 0), ("<= 0", 1)] {
        let (found, text) = checked(AGREEMENT, &squared(10, requires));
        assert!(found == Some(code) && !text.contains("breuk"), "{text}");
    }
    let (found, text) = checked(AGREEMENT, &squared(11, "> 0"));
    assert!(found != Some(2) && text.contains("een breuk uit van duizenden cijfers"), "{found:?}: {text}");
}

/// Named values that each use the one before them twice are looked at once each: there are 2¹⁰⁰ ways from the last to the first.
#[test]
fn named_values_that_branch_are_looked_at_once() {
    let mut lets = "waarbij\n    a0 = gemeente.woningen\n".to_owned();
    (1..100).for_each(|i| writeln!(lets, "    a{i} = som(a{}, a{})", i - 1, i - 1).unwrap());
    let parameters: String = (0..100)
        .map(|i| {
            format!(
                "parameter p{i}: aantal strenger hoger \"x\"\n  altijd = maximum(p{0}, p{0}) bron wet, \"a\"\n",
                i + 1
            )
        })
        .chain(["parameter p100: aantal \"x\"\n  altijd = 1 bron wet, \"a\"\n".to_owned()])
        .collect();
    let (found, text) = checked(AGREEMENT, &(parameters + &rule(1, &format!("{lets}  eis a99 >= 0"), "x")));
    assert_eq!(found, Some(0), "{text}");
}

/// So many municipalities, each held against all of them for all of them.
fn of_each_other(towns: usize) -> (String, String) {
    let towns: String = (0..towns).map(|n| format!("  - {{naam: G{n}, woningen: 100}}\n")).collect();
    let all = "aantal(b in afspraak.gemeenten waar b.woningen >= gemeente.woningen)";
    let requires = format!("eis aantal(a in afspraak.gemeenten waar {all} >= 1) >= 1");
    (format!("periode: 2026\ngemeenten:\n{towns}"), format!("{HEAD}{}", rule(1, &requires, "x")))
}

#[test]
fn of_long_computations_the_first_are_written() {
    let count = |report: &serde_json::Value, key: &str| -> usize {
        let findings = report["findings"].as_array().unwrap();
        findings.iter().map(|f| f[key].as_array().map_or(0, Vec::len)).sum()
    };
    let json = |towns: usize| -> serde_json::Value {
        let (agreement, rules) = of_each_other(towns);
        let dir = folder(&[("a.yaml", &agreement), ("r.regels", &rules)]);
        let out =
            toets(dir.path(), &["check", "a.yaml", "--ruleset", "r.regels", "--format", "json", "--explain", "bron"])
                .output()
                .unwrap();
        assert_eq!(out.status.code(), Some(0), "{}", String::from_utf8_lossy(&out.stderr));
        serde_json::from_slice(&out.stdout).unwrap()
    };
    let few = json(20);
    assert_eq!(count(&few, "remarks"), 0, "all have their computation");
    let many = json(60);
    let (steps, without) = (count(&many, "trace"), count(&many, "remarks"));
    assert!(steps <= limits::MAX_STEPS_WRITTEN && steps > limits::MAX_STEPS_WRITTEN / 2, "{steps}");
    let untold =
        many["findings"].as_array().unwrap().iter().filter(|f| f["trace"].as_array().is_none_or(Vec::is_empty));
    assert_eq!((untold.count() == without, without > 0), (true, true), "what is not written is said: {without}");
}

#[test]
fn a_template_is_so_long() {
    // Each object holds two of the next.
    let mut rules = HEAD.replace("naam:     tekst", "eerste:   deel_0 \"x\"\n  naam:     tekst");
    for n in 0..40 {
        let next = n + 1;
        write!(rules, "object deel_{n} \"x\"\n  een:  deel_{next} \"x\"\n  twee: deel_{next} \"x\"\n\n").unwrap();
    }
    write!(rules, "object deel_40 \"x\"\n  a: aantal \"x\"\n\n{}", rule(1, "eis gemeente.woningen >= 0", "x")).unwrap();
    let (checked, found) = check(&[rules]);
    assert_eq!(found.iter().map(|d| d.code).collect::<Vec<_>>(), [""; 0]);
    let text = toets::agreement::template(&checked.unwrap(), toets::lang::Lang::Nl);
    assert!(text.len() < 2 * limits::MAX_TEMPLATE_BYTES, "{}", text.len());
    assert!(text.ends_with("## Niet alles staat hier: de rest toont `toets schema`.\n"));
}
