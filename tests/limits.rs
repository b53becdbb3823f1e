//! Every limit of `src/limits.rs` that guards against a stranger's input: what just passes, what hits it, what is said, and how
//! it ends. And that `docs/limits.md` names every limit with its value.

#![cfg(test)]
#![allow(
    clippy::arithmetic_side_effects,
    clippy::string_slice,
    reason = "a test counts in small numbers; a failure is a panic"
)]

#[path = "support/folder.rs"]
mod folder;

use std::fmt::Write as _;
use std::fs;

use folder::{GOOD, SMALL, folder, run, toets};
use toets::limits;

/// One limit: an agreement that just stays below it, one that goes over it, and what is then said.
struct Case {
    limit: &'static str,
    below: String,
    above: String,
    code: &'static str,
    said: String,
}

/// An agreement with this field beside those it needs.
fn with(field: &str) -> String {
    format!("{GOOD}{field}\n")
}

/// The value of a field that is a text, so many bytes long.
fn text_of(bytes: usize) -> String {
    with(&format!("toelichting: \"{}\"", "a".repeat(bytes)))
}

fn padded(bytes: usize) -> String {
    let comment = format!("# {}\n", "x".repeat(97));
    let mut out = GOOD.to_owned();
    while out.len() + comment.len() <= bytes {
        out.push_str(&comment);
    }
    while out.len() < bytes {
        out.push('#');
    }
    out
}

/// Lists in lists; the agreement itself is the first level.
fn deep(levels: usize) -> String {
    format!("x: {}1{}\n", "[".repeat(levels - 1), "]".repeat(levels - 1))
}

fn nodes(most: usize) -> String {
    // The agreement, its two keys, the period and the list itself are five.
    format!("periode: 2026\nx: [{}]\n", "1, ".repeat(most - 5))
}

/// Municipalities with a hundred years in one line: 300 facts each.
fn yearly(n: usize) -> String {
    let one = |i: usize| format!("  - {{naam: G{i}, programma: {{jaarlijks: {{woningen: 1, sociale_huur: 1}}}}}}\n");
    format!("periode: 2001-2100\ngemeenten:\n{}", (0..n).map(one).collect::<String>())
}

fn aliases(number: usize) -> String {
    format!("naam: &a A\nperiode: 2026\nx: [{}]\n", "*a, ".repeat(number))
}

/// `a0` is ten values, `a1` ten times that.
fn bomb(levels: usize) -> String {
    let mut out = "a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n".to_owned();
    for n in 1..levels {
        let below = format!("*a{}", n - 1);
        writeln!(out, "a{n}: &a{n} [{}]", vec![below; 10].join(", ")).unwrap();
    }
    out
}

fn digits(number: usize) -> String {
    GOOD.replace("100", &"1".repeat(number))
}

fn year(year: &str) -> String {
    GOOD.replace("2026", year)
}

fn municipalities(number: usize) -> String {
    let mut out = "periode: 2026\ngemeenten:\n".to_owned();
    for n in 0..number {
        writeln!(out, "  - {{naam: G{n}, programma: {{2026: {{woningen: 100, sociale_huur: 40}}}}}}").unwrap();
    }
    out
}

/// A ruleset with one rule, about each year of each municipality.
fn one_rule() -> String {
    let text = fs::read_to_string("examples/eigen-regels/zonnedam/zonnedam.regels").unwrap();
    let text = text.replace("bouwt op npa-2025", "bouwt op basis");
    let (head, rest) = text.split_once("# Strenger").unwrap();
    let rule = rest.split_once("# Nieuw").unwrap().1.split_once("# Een eigen onderwerp").unwrap().0;
    format!("{head}# {rule}")
}

fn cases() -> Vec<Case> {
    let yaml = "agreement::too_many_values";
    vec![
        Case {
            limit: "MAX_FILE_BYTES",
            below: padded(limits::MAX_FILE_BYTES),
            above: padded(limits::MAX_FILE_BYTES + 1),
            code: "agreement::file_too_large",
            said: "meer dan 8 MB leest toets niet".into(),
        },
        Case {
            limit: "MAX_VALUE_BYTES",
            below: text_of(limits::MAX_VALUE_BYTES),
            above: text_of(limits::MAX_VALUE_BYTES + 1),
            code: "agreement::value_too_long",
            said: format!("een waarde van meer dan {} bytes", limits::MAX_VALUE_BYTES),
        },
        Case {
            limit: "MAX_YAML_DEPTH",
            below: deep(limits::MAX_YAML_DEPTH),
            above: deep(limits::MAX_YAML_DEPTH + 2),
            code: "agreement::too_deep",
            said: format!("meer dan {} niveaus diep", limits::MAX_YAML_DEPTH),
        },
        Case {
            limit: "MAX_YAML_NODES",
            below: nodes(limits::MAX_YAML_NODES),
            above: nodes(limits::MAX_YAML_NODES + 1),
            code: yaml,
            said: format!("meer dan {} waarden", limits::MAX_YAML_NODES),
        },
        Case {
            limit: "MAX_YAML_NODES",
            below: bomb(5),
            above: bomb(7),
            code: yaml,
            said: "met alle verwijzingen (`*…`) uitgeschreven".into(),
        },
        Case {
            limit: "MAX_ALIASES",
            below: aliases(limits::MAX_ALIASES),
            above: aliases(limits::MAX_ALIASES + 1),
            code: yaml,
            said: format!("verwijst meer dan {} keer", limits::MAX_ALIASES),
        },
        Case {
            limit: "MAX_SPREAD_FACTS",
            below: yearly(limits::MAX_SPREAD_FACTS / 300),
            above: yearly(limits::MAX_SPREAD_FACTS / 300 + 1),
            code: "agreement::too_many_values",
            said: format!("meer dan {} gegevens", limits::MAX_SPREAD_FACTS),
        },
        Case {
            limit: "MAX_DIGITS",
            below: digits(limits::MAX_DIGITS),
            above: digits(limits::MAX_DIGITS + 1),
            code: "agreement::number_too_long",
            said: format!("meer dan {} cijfers", limits::MAX_DIGITS),
        },
        Case {
            limit: "YEARS",
            below: year(&limits::YEARS.end().to_string()),
            above: year(&(limits::YEARS.end() + 1).to_string()),
            code: "agreement::not_a_year",
            said: "`2101` is geen jaar".into(),
        },
        Case {
            limit: "MAX_FINDINGS_PER_FILE",
            below: municipalities(10),
            above: municipalities(1_000),
            code: "cli::too_much_work",
            said: format!("meer dan {} bevindingen", limits::MAX_FINDINGS_PER_FILE),
        },
    ]
}

#[test]
fn what_goes_over_a_limit_is_refused_in_words_and_what_stays_below_is_not() {
    let mut wrong = String::new();
    for case in cases() {
        let dir = folder(&[("below.yaml", &case.below), ("above.yaml", &case.above)]);
        let args = |name| ["check", name, "--date", "2026-01-01", "--ruleset", "npa-2025"];
        let below = toets(dir.path(), &args("below.yaml")).output().unwrap();
        let below = String::from_utf8(below.stdout).unwrap();
        if below.contains(case.code) {
            let first: String = below.chars().take(600).collect();
            writeln!(wrong, "{}: what stays below it is refused:\n{first}", case.limit).unwrap();
        }
        let above = toets(dir.path(), &args("above.yaml")).output().unwrap();
        let (code, above) = (above.status.code(), String::from_utf8(above.stdout).unwrap());
        let flat = above.split_whitespace().collect::<Vec<_>>().join(" ").replace("│ ", "");
        if code != Some(2) || !above.contains(case.code) || !flat.contains(&case.said) {
            let first: String = above.chars().take(900).collect();
            writeln!(wrong, "{}: exit {code:?}, and not `{}`:\n{first}", case.limit, case.said).unwrap();
        }
        // Whatever it is, the answer fits on some screens.
        if above.len() > 200_000 {
            writeln!(wrong, "{}: {} bytes are printed", case.limit, above.len()).unwrap();
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
}

#[test]
fn of_many_errors_the_first_are_shown_and_the_rest_is_counted() {
    let fields = |n: usize| (0..n).fold(GOOD.to_owned(), |all, i| format!("{all}veld_{i}: 1\n"));
    let most = limits::MAX_DIAGNOSTICS_PER_FILE;
    let dir = folder(&[("below.yaml", &fields(most)), ("above.yaml", &fields(most + 40))]);
    let (below, _) = run(toets(dir.path(), &["check", "below.yaml"]), 2);
    let (above, _) = run(toets(dir.path(), &["check", "above.yaml"]), 2);
    let shown = |text: &str| text.matches("agreement::unknown_field").count();
    // The last line names one of the codes once more.
    assert_eq!((shown(&below), shown(&above)), (most + 1, most + 1));
    assert!(!below.contains("agreement::more_errors") && above.contains("nog 40 fouten"), "{above}");
}

#[test]
fn of_many_findings_the_first_are_shown_in_full_and_all_are_in_the_json() {
    let number = limits::MAX_FINDINGS_SHOWN + 20;
    let text = municipalities(number).replace("sociale_huur: 40", "sociale_huur: 10");
    let dir = folder(&[("a.yaml", &text), ("r/r.regels", &one_rule())]);
    let of = |format: &str| {
        run(toets(dir.path(), &["check", "a.yaml", "--date", "2026-01-01", "--ruleset", "r", "--format", format]), 1).0
    };
    let json: serde_json::Value = serde_json::from_str(&of("json")).unwrap();
    let findings = json["findings"].as_array().unwrap();
    let not_met = findings.iter().filter(|f| f["verdict"] == "voldoet_niet").count();
    assert!(not_met >= number, "{not_met}");
    for format in ["text", "plain"] {
        let text = of(format);
        assert!(text.contains("bevindingen zijn hier niet getoond"), "{format}: {}", &text[text.len() - 2000..]);
        assert!(text.len() < 2_000_000, "{format}: {} bytes", text.len());
    }
    // Changes are sought until the work for a file is done; that is said where it is not.
    assert!(findings.iter().any(|f| f["not_searched"].as_array().is_some_and(|n| !n.is_empty())));
}

#[test]
fn a_long_line_is_shown_around_what_is_wrong() {
    let filler = "1, ".repeat(50_000);
    let dir = folder(&[("a.yaml", &format!("{{periode: 2026, x: [{filler}], onbekend: 1, y: [{filler}]}}\n"))]);
    let (text, _) = run(toets(dir.path(), &["check", "a.yaml"]), 2);
    assert!(text.contains("…"), "{text}");
    let widest = text.lines().map(|l| l.chars().count()).max().unwrap();
    assert!(widest < 1_000, "a line of {widest} characters");
    assert!(text.contains("onbekend: 1"), "{text}");
    // The column is that of the file, as an editor counts.
    let column = "{periode: 2026, x: [".len() + filler.len() + "], ".len() + 1;
    assert!(text.contains(&format!("a.yaml:1:{column}")), "{text}");
}

#[test]
fn a_page_of_text_where_a_word_belongs_is_not_repeated_in_full() {
    let page = "woord ".repeat(3_000);
    let dir = folder(&[("a.yaml", &format!("periode: \"{page}\"\ngemeenten: [{{naam: \"{page}\"}}]\n"))]);
    let out = toets(dir.path(), &["check", "a.yaml", "--format", "json"]).output().unwrap().stdout;
    assert!(out.len() < 400_000, "{} bytes", out.len());
}

/// Each of these files may be read, and all of them together may not. They take no room on the disk.
#[test]
fn files_that_are_small_enough_are_together_too_large() {
    let dir = folder(&[("a.yaml", GOOD)]);
    for n in 0..limits::MAX_RUN_BYTES / limits::MAX_FILE_BYTES + 2 {
        let file = fs::File::create(dir.path().join(format!("f{n}.yaml"))).unwrap();
        file.set_len(limits::MAX_FILE_BYTES as u64).unwrap();
    }
    let (text, _) = run(toets(dir.path(), &["check", "."]), 2);
    assert!(text.contains("cli::too_many_files"), "{}", text.chars().take(500).collect::<String>());
}

#[test]
fn files_with_too_many_values_together_are_checked_as_far_as_they_fit() {
    // Less than the limit on one file; the values are places in a list that no field has.
    let each = limits::MAX_YAML_NODES - 10;
    let text = format!("periode: 2026\nx: [{}]\n", "1, ".repeat(each - 5));
    let number = limits::MAX_RUN_VALUES / each;
    let names: Vec<String> = (0..=number).map(|n| format!("{n}.yaml")).collect();
    let files: Vec<(&str, &str)> = names.iter().map(|name| (name.as_str(), text.as_str())).collect();
    let dir = folder(&files);
    let (text, _) = run(toets(dir.path(), &["check", ".", "--date", "2026-01-01", "--format", "plain"]), 2);
    assert_eq!(text.matches("cli::too_many_files").count(), 1, "{}", text.chars().take(2000).collect::<String>());
    // The last line says where more is told of that code.
    let told = text.lines().filter(|line| !line.contains("toets explain"));
    assert_eq!(told.filter(|line| line.contains("agreement::unknown_field")).count(), number);
}

#[test]
fn too_many_files_are_refused_together() {
    let dir = folder(&[("a.yaml", GOOD)]);
    for n in 0..=limits::MAX_FILES {
        fs::write(dir.path().join(format!("f{n}.yaml")), "").unwrap();
    }
    let (text, _) = run(toets(dir.path(), &["check", "."]), 2);
    assert!(text.contains("cli::too_many_files"), "{}", text.chars().take(500).collect::<String>());
}

#[test]
fn a_report_that_is_made_again_has_a_size() {
    let dir = folder(&[("a.yaml", GOOD)]);
    let report = fs::File::create(dir.path().join("r.json")).unwrap();
    report.set_len(limits::MAX_REPORT_BYTES as u64 + 1).unwrap();
    let (_, said) = run(toets(dir.path(), &["verify", "r.json"]), 2);
    assert!(said.contains("groter dan 64 MB"), "{said}");
}

#[test]
fn a_ruleset_and_a_configuration_have_a_size() {
    let rules = fs::read_to_string("examples/eigen-regels/zonnedam/zonnedam.regels").unwrap();
    let comment = "# niets\n".repeat(limits::MAX_RULESET_BYTES / 8);
    let dir = folder(&[("a.yaml", SMALL), ("r/z.regels", &rules), ("groot/z.regels", &format!("{rules}\n{comment}"))]);
    run(toets(dir.path(), &["check", "a.yaml", "--ruleset", "r"]), 1);
    let (text, _) = run(toets(dir.path(), &["check", "a.yaml", "--ruleset", "groot"]), 2);
    assert!(text.contains("cli::ruleset_too_large"), "{text}");

    let config = "# niets\n".repeat(limits::MAX_CONFIG_BYTES / 8);
    let dir = folder(&[("a.yaml", GOOD), ("toets.toml", &config)]);
    run(toets(dir.path(), &["check", "a.yaml"]), 0);
    fs::write(dir.path().join("toets.toml"), format!("{config}#")).unwrap();
    let (_, said) = run(toets(dir.path(), &["check", "a.yaml"]), 2);
    assert!(said.contains("groter dan 64 kB"), "{said}");
}

/// A rule that goes through all pairs of a long list is stopped; with more of them the file is refused.
#[test]
fn rules_that_take_too_many_steps_end_and_say_so() {
    let pairs = |id: &str| {
        let inner = "elke b in afspraak.gemeenten geldt a.naam <> \"x\" en b.naam <> \"x\"";
        format!(
            "\nregel {id} \"Namen\"\n  bron programma, \"x\"\n  sterkte verplicht\n  eis elke a in afspraak.gemeenten geldt {inner}\n  melding \"x\"\n"
        )
    };
    let with = |number: usize| (0..number).fold(one_rule(), |all, n| all + &pairs(&format!("ZON-9{n}")));
    let few = municipalities(30);
    let dir = folder(&[
        ("een/r.regels", &with(1)),
        ("drie/r.regels", &with(3)),
        ("veel.yaml", &municipalities(1_000)),
        ("weinig.yaml", &few),
    ]);
    let check = |file: &str, set: &str| {
        let found = toets(dir.path(), &["check", file, "--date", "2026-01-01", "--ruleset", set]).output().unwrap();
        (found.status.code(), String::from_utf8(found.stdout).unwrap())
    };
    let (code, text) = check("weinig.yaml", "drie");
    assert_eq!(code, Some(0), "{text}");
    let (_, text) = check("veel.yaml", "een");
    let stopped = format!("de regel vraagt meer dan {} stappen", limits::MAX_STEPS_PER_RULE);
    assert!(text.contains(&stopped), "{}", text.chars().take(3000).collect::<String>());
    let (code, text) = check("veel.yaml", "drie");
    assert_eq!(code, Some(2));
    assert!(text.contains("cli::too_much_work") && text.contains("stappen"), "{text}");
}

/// The page for readers names every limit with its value: it cannot say something else than the program does.
#[test]
fn the_page_of_limits_is_that_of_the_program() {
    let source = fs::read_to_string("src/limits.rs").unwrap();
    let page = fs::read_to_string("docs/limits.md").unwrap();
    let mut wrong = String::new();
    for line in source.lines().filter_map(|l| l.strip_prefix("pub const ")) {
        let name = line.split(':').next().unwrap();
        let value = line.split(" = ").nth(1).unwrap().trim_end_matches(';');
        let row = page.lines().find(|l| l.starts_with(&format!("| `{name}` |")));
        if !row.is_some_and(|row| row.contains(&format!("| `{value}` |"))) {
            writeln!(wrong, "docs/limits.md must have a row that starts with | `{name}` | `{value}` |").unwrap();
        }
    }
    for row in page.split("## Time").next().unwrap().lines().filter_map(|l| l.strip_prefix("| `")) {
        let name = row.split('`').next().unwrap();
        if !source.contains(&format!("pub const {name}:")) {
            writeln!(wrong, "docs/limits.md names {name}, which is no limit of the program").unwrap();
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
}
