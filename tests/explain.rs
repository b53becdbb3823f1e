//! What `--explain` answers: each question in both languages, the depths, and the same content in every format.

#![cfg(test)]

use std::process::Command;

use serde_json::Value;

const RULES: &str = "tests/fixtures/explain/uitleg.regels";
const AGREEMENT: &str = "tests/fixtures/explain/afspraak.yaml";
/// Rulesets of one subject each, `x.regels`, with the agreements `x.yaml` and `x.….yaml` that are held against it.
const CASES: &str = "tests/fixtures/explain/gevallen";

fn toets(args: &[&str]) -> (String, String, Option<i32>) {
    let out = Command::new(env!("CARGO_BIN_EXE_toets")).args(args).env_remove("LANG").output().unwrap();
    let text = |bytes| String::from_utf8(bytes).unwrap();
    (text(out.stdout), text(out.stderr), out.status.code())
}

fn check(more: &[&str]) -> String {
    let args = [&["check", AGREEMENT, "--ruleset", RULES, "--date", "2026-11-20"], more].concat();
    let (out, err, code) = toets(&args);
    assert_eq!(err, "", "{args:?}");
    assert!(matches!(code, Some(0 | 1)), "{args:?}: {code:?}\n{out}");
    out
}

fn json(more: &[&str]) -> Value {
    serde_json::from_str(&check(&[&["--format", "json"], more].concat())).unwrap()
}

fn finding<'v>(report: &'v Value, rule: &str) -> &'v Value {
    report["findings"].as_array().unwrap().iter().find(|f| f["rule"] == rule).unwrap()
}

#[test]
fn every_question_in_both_languages() {
    for (nl, en) in [
        ("waarom", "why"),
        ("waarom-niet", "why-not"),
        ("ontbreekt", "missing"),
        ("wat-als", "what-if"),
        ("bron", "source"),
        ("alles", "all"),
    ] {
        let dutch = check(&["--explain", nl]);
        let english = check(&["--explain", en, "--lang", "en"]);
        insta::assert_snapshot!(format!("{nl}_nl"), dutch);
        insta::assert_snapshot!(format!("{nl}_en"), english);
        // Either word fits whatever the language.
        assert_eq!(check(&["--explain", en]), dutch);
        assert_eq!(check(&["--explain", nl, "--lang", "en"]), english);
    }
}

#[test]
fn every_depth() {
    for (nl, en) in [("kort", "short"), ("adviseur", "adviser"), ("volledig", "full")] {
        let dutch = check(&["--explain", "alles", "--depth", nl]);
        insta::assert_snapshot!(format!("diepte_{nl}"), dutch);
        assert_eq!(check(&["--explain", "all", "--depth", en]), dutch);
    }
    let usual = check(&["--explain", "alles"]);
    assert_eq!(usual, check(&["--explain", "alles", "--depth", "adviseur"]), "adviser is the usual depth");
    for line in check(&["--explain", "waarom-niet", "--depth", "kort"]).lines().skip(4) {
        assert!(line.is_empty() || line.starts_with("EEN-") || line.starts_with("   "), "one line each: {line}");
    }
}

#[test]
fn plain_says_the_same_without_drawing() {
    insta::assert_snapshot!("gewoon_nl", check(&["--explain", "alles", "--format", "plain"]));
    insta::assert_snapshot!("gewoon_en", check(&["--explain", "alles", "--format", "plain", "--lang", "en"]));
    let spoken = check(&["--explain", "alles", "--format", "plain", "--depth", "volledig"]);
    assert!(!spoken.chars().any(|c| matches!(c, '\u{1b}' | '\u{2500}'..='\u{257F}' | '·' | '›')), "{spoken}");
}

#[test]
fn json_holds_what_the_answers_say() {
    // Whatever is asked: a program need not know the questions.
    let report = json(&["--explain", "alles"]);
    assert_eq!(report, json(&["--explain", "bron", "--depth", "kort"]));
    // Not asked, nothing of it is told, and all else is the same.
    let mut told = report.clone();
    let keys = ["trace", "why_not", "decides", "what_if"];
    let of_all = told.as_object_mut().unwrap();
    for key in ["expressions", "facts"] {
        assert!(of_all.remove(key).unwrap().as_array().is_some_and(|list| !list.is_empty()), "{key}");
    }
    assert_eq!(of_all["receipt"]["options"].as_object_mut().unwrap().remove("explain"), Some(Value::Bool(true)));
    for key in keys {
        let findings = told["findings"].as_array_mut().unwrap().iter_mut();
        assert!(findings.filter_map(|f| f.as_object_mut().unwrap().remove(key)).count() > 0, "{key}");
    }
    assert_eq!(told, json(&[]));
    let one = finding(&report, "EEN-1");
    let parts: Vec<(&str, &str)> = one["why_not"]
        .as_array()
        .unwrap()
        .iter()
        .map(|p| (p["kind"].as_str().unwrap(), p["gap"].as_str().or(p["text"].as_str()).unwrap()))
        .collect();
    assert_eq!(parts[1], ("item", "project Kade"));
    assert_eq!(parts[2], ("comparison", "10 procentpunt"));
    assert_eq!(parts[6], ("item", "project Veld"));
    let four = &finding(&report, "EEN-4")["decides"];
    assert_eq!(four["facts"][0]["path"], "totaal", "one figure may stand in for two");
    assert_eq!(four["proof"], "smallest");
    let would = |value: &str, verdict: &str| serde_json::json!({"value": value, "verdict": verdict});
    let each = serde_json::json!([would("0", "voldoet_niet"), would("vanaf 1", "voldoet")]);
    assert_eq!(finding(&report, "EEN-4")["what_if"], each);
    assert_eq!(finding(&report, "EEN-1")["decides"], Value::Null, "it is decided");
}

/// Every step can be addressed: its parts exist, and what it refers to by number does.
#[test]
fn steps_are_a_tree() {
    let report = json(&["--explain", "alles"]);
    let (expressions, facts) = (report["expressions"].as_array().unwrap(), report["facts"].as_array().unwrap());
    for found in report["findings"].as_array().unwrap() {
        let params = found["params"].as_array().unwrap().len();
        let steps = found["trace"].as_array().unwrap();
        let ids: Vec<&str> = steps.iter().map(|s| s["id"].as_str().unwrap()).collect();
        let mut unique = ids.clone();
        unique.sort_unstable();
        unique.dedup();
        assert_eq!(unique.len(), ids.len(), "each id once");
        let mut parents = vec![0; ids.len()];
        for (at, step) in steps.iter().enumerate() {
            assert!(step["expression"].as_u64().unwrap() < expressions.len() as u64);
            for fact in step["facts"].as_array().into_iter().flatten() {
                assert!(fact.as_u64().unwrap() < facts.len() as u64);
            }
            assert!(step["param"].as_u64().is_none_or(|p| p < params as u64));
            for part in step["steps"].as_array().into_iter().flatten() {
                let place = ids.iter().position(|id| *id == part).unwrap();
                assert!(place > at, "a part comes after what rests on it");
                parents[place] += 1;
            }
        }
        for (id, parents) in ids.iter().zip(parents) {
            assert_eq!(
                parents,
                usize::from(id.contains('.')),
                "{id}: conditions are roots, other steps have one parent"
            );
        }
    }
}

/// The place of a step is where its text stands; so a reader of the JSON finds the rule.
#[test]
fn places_are_where_they_say() {
    let report = json(&["--explain", "alles"]);
    let texts: [String; 2] = [RULES, AGREEMENT].map(|p| std::fs::read_to_string(p).unwrap());
    let at = |entry: &Value| {
        let text = if entry["file"] == RULES { &texts[0] } else { &texts[1] };
        let line = text.lines().nth(entry["line"].as_u64().unwrap() as usize - 1).unwrap();
        let from = entry["column"].as_u64().unwrap() as usize - 1;
        line.chars().skip(from).take(entry["length"].as_u64().unwrap() as usize).collect::<String>()
    };
    for expression in report["expressions"].as_array().unwrap() {
        assert_eq!(at(expression), expression["text"].as_str().unwrap());
    }
    let read: Vec<String> = report["facts"].as_array().unwrap().iter().map(at).collect();
    assert!(read.contains(&"2026-07-15".to_owned()), "{read:?}");
}

#[test]
fn a_rule_narrows_the_report_in_every_format() {
    let text = check(&["--rule", "EEN-2"]);
    assert!(text.contains("alleen EEN-2\n") && text.contains("EEN-2 voldoet niet") && !text.contains("EEN-1"));
    assert!(check(&["--rule", "een-2", "--format", "plain"]).contains("Normen: alleen een-2."));
    let report = json(&["--rule", "EEN-2", "--rule", "EEN-4"]);
    assert_eq!(report["findings"].as_array().unwrap().len(), 2);
    assert_eq!(report["only"], serde_json::json!(["EEN-2", "EEN-4"]));
    assert_eq!(json(&["--rule", "EEN-"])["findings"], json(&[])["findings"], "a prefix asks for all that begin so");
    // The exit code is about what was asked for.
    let base = ["check", AGREEMENT, "--ruleset", RULES];
    assert_eq!(toets(&[&base[..], &["--rule", "EEN-4"]].concat()).2, Some(0));
    assert_eq!(toets(&[&base[..], &["--rule", "EEN-2"]].concat()).2, Some(1));
    let (out, err, code) = toets(&[&base[..], &["--rule", "EEN-9"]].concat());
    assert_eq!(code, Some(2));
    assert!(format!("{out}{err}").contains("EEN-9"), "{out}{err}");
}

#[test]
fn who_asks_for_a_norm_is_told_when_a_question_does_not_arise() {
    let text = check(&["--explain", "ontbreekt", "--rule", "EEN-1"]);
    assert!(text.contains("deze vraag speelt hier niet: de uitkomst is voldoet niet"), "{text}");
    let none = check(&["--explain", "wat-als", "--level", "never"]);
    assert!(none.contains("EEN-") || none.contains("Geen bevinding waarbij deze vraag speelt."), "{none}");
    let (_, err, code) = toets(&["check", AGREEMENT, "--explain", "hoezo"]);
    assert_eq!(code, Some(2));
    assert!(err.contains("`hoezo` past niet bij") && err.contains("waarom-niet"), "{err}");
    let (_, err, code) = toets(&["check", AGREEMENT, "--depth", "kort"]);
    assert_eq!((code, err.contains("--explain")), (Some(2), true), "a depth of nothing: {err}");
}

#[test]
fn colours_only_on_a_terminal() {
    assert!(!check(&["--explain", "alles"]).contains('\u{1b}'));
    assert!(check(&["--explain", "alles", "--color", "always"]).contains('\u{1b}'));
}

/// A row of the JSON on one line, without where it stands: `kind text: value`.
fn row(of: &Value, keys: &[&str]) -> String {
    let word = |v: &Value| v.as_str().map_or_else(|| v.to_string(), str::to_owned);
    let shown = keys.iter().filter(|k| !of[**k].is_null()).map(|k| format!("{k} {}", word(&of[*k])));
    shown.collect::<Vec<_>>().join(" · ")
}

/// What a program reads of a report: the figures with their names, what failed, and each step of the computation.
fn rows(report: &Value) -> String {
    let mut out = String::new();
    let mut line = |level: usize, text: String| out.push_str(&format!("{}{text}\n", "  ".repeat(level)));
    let list = |of: &Value, key: &str| of[key].as_array().cloned().unwrap_or_default();
    for f in &list(report, "findings") {
        line(0, row(f, &["rule", "subject", "verdict"]));
        for e in list(f, "evidence") {
            line(1, format!("rust op: {}", row(&e, &["path", "value", "label"])));
        }
        for p in list(f, "params") {
            line(1, format!("waarde van de wet: {}", row(&p, &["name", "at", "value"])));
        }
        for part in list(f, "why_not") {
            let level = part["level"].as_u64().unwrap() as usize;
            let what = ["clause", "kind", "text", "value", "left", "right", "gap", "param", "facts"];
            line(level.saturating_add(1), format!("waarom niet: {}", row(&part, &what)));
        }
        for step in list(f, "trace") {
            let expression = &report["expressions"][step["expression"].as_u64().unwrap() as usize];
            let of = row(expression, &["kind", "text", "unit"]);
            line(
                1,
                format!(
                    "{} {of} · {}",
                    step["id"].as_str().unwrap(),
                    row(&step, &["clause", "exact", "param", "rule", "facts"])
                ),
            );
        }
    }
    for fact in list(report, "facts") {
        line(0, format!("feit: {}", row(&fact, &["path", "value", "unit"])));
    }
    out
}

/// Every form of a condition and of a gap, in words and for programs: why, why not, what is missing and what would decide.
#[test]
fn every_case() {
    insta::glob!("fixtures/explain/gevallen/*.yaml", |path| {
        let name = path.file_name().unwrap().to_str().unwrap();
        let rules = format!("{}.regels", name.split_once('.').unwrap().0);
        let ask = |more: &[&str]| {
            let args = [&["check", name, "--ruleset", &rules, "--date", "2026-11-20"], more].concat();
            let mut toets = Command::new(env!("CARGO_BIN_EXE_toets"));
            let out = toets.args(&args).current_dir(CASES).env_remove("LANG").output().unwrap();
            assert!(out.stderr.is_empty() && matches!(out.status.code(), Some(0 | 1)), "{args:?}: {out:?}");
            String::from_utf8(out.stdout).unwrap()
        };
        let text = ask(&["--explain", "alles", "--depth", "volledig"]);
        let report: Value = serde_json::from_str(&ask(&["--format", "json", "--explain", "alles"])).unwrap();
        insta::with_settings!({ omit_expression => true }, {
            insta::assert_snapshot!(format!("{}\n────\n{}", text.trim_end(), rows(&report)));
        });
    });
}

/// What would decide is looked for among so many facts and no more; past that the answer says what is missing first, and does
/// not claim that it is enough.
#[test]
fn past_the_limit_of_facts_nothing_is_claimed() {
    let dir = tempfile::tempdir().unwrap();
    let file = dir.path().join("afspraak.yaml");
    let rules = format!("{CASES}/beslist.regels");
    // BES-9 first asks for `a`, and only then for each year that the table leaves out.
    let asked = |years: usize| {
        std::fs::write(&file, format!("periode: 2000 t/m {}\nper_jaar: {{2000: 1}}\n", 2000 + years)).unwrap();
        let args = [
            "check",
            file.to_str().unwrap(),
            "--ruleset",
            &rules,
            "--rule",
            "BES-9",
            "--format",
            "json",
            "--explain",
            "alles",
        ];
        let report: Value = serde_json::from_str(&toets(&args).0).unwrap();
        let decides = &finding(&report, "BES-9")["decides"];
        (decides["facts"].as_array().unwrap().len(), decides["proof"].as_str().unwrap().to_owned())
    };
    let most = toets::limits::MAX_DECIDING_FACTS;
    assert_eq!(asked(most - 1), (most, "smallest".to_owned()));
    assert_eq!(asked(most), (1, "not_searched".to_owned()));
    assert_eq!(asked(most + 1), (1, "not_searched".to_owned()));
}

/// Of several records that are refused, the reasons are those of the one that the finding names, whether or not it is explained.
#[test]
fn the_reasons_are_of_the_record_that_is_named() {
    let (agreement, rules) = (format!("{CASES}/afwijken.yaml"), format!("{CASES}/afwijken.regels"));
    for more in [&["--format", "text"][..], &["--explain", "alles"]] {
        let text = toets(&[&["check", &agreement, "--ruleset", &rules], more].concat()).0;
        assert!(text.contains("grondprijs is geen grond") && !text.contains("over al veel is niet overlegd"), "{text}");
    }
}

/// A name that stands for a list of things is no figure: an adviser is shown what was read of it, a reader of all steps the name.
#[test]
fn a_thing_speaks_for_itself() {
    let (agreement, rules) = (format!("{CASES}/bewijs.yaml"), format!("{CASES}/bewijs.regels"));
    let args = ["check", &agreement, "--ruleset", &rules, "--rule", "BWS-9", "--explain", "waarom"];
    let adviser = toets(&args).0;
    assert!(adviser.contains("aantal(alle) <= twee") && !adviser.contains("alle = "), "{adviser}");
    let full = toets(&[&args[..], &["--depth", "volledig"]].concat()).0;
    assert!(full.contains("alle = project, project, project"), "{full}");
}
