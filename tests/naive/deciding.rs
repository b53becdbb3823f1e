//! What would decide a finding, by brute force: every set of facts is filled in with every value (of numbers: a good many), and
//! the naive evaluator says whether anything is still missing. The engine's set is enough, and no smaller one is.

use std::collections::BTreeSet;

use proptest::prelude::*;
use serde_yaml::Value as Yaml;
use toets::agreement;
use toets::evaluate::finding::{Finding, Proof};
use toets::evaluate::{Case, Detail, Options};

use crate::eval::Naive;
use crate::value::Reason;
use crate::{DAY, Rules, generate, read, rules};

/// Combinations of values tried for one set.
const MOST: usize = 1_500;

fn findings(rules: &Rules, text: &str) -> Vec<Finding> {
    let mut sources = rules.sources.clone();
    let id = sources.add("afspraak.yaml", text);
    let (tree, _) = agreement::read(sources.get(id).unwrap());
    let tree = tree.unwrap();
    let facts = agreement::bind(&rules.checked, &tree, tree.root()).0.unwrap();
    let options = Options::default();
    let case = Case { checked: &rules.checked, facts: &facts, sources: &sources, date: DAY, options: &options };
    let mut teller = case.teller();
    case.judge().unwrap().iter().map(|j| teller.finding(j, Detail::Answers).unwrap()).collect()
}

/// What the naive evaluator misses for a rule and subject.
fn missing(rules: &Rules, yaml: &Yaml, of: &Finding) -> BTreeSet<String> {
    let text = serde_yaml::to_string(yaml).unwrap();
    let model = read::Model::new(&rules.files);
    let naive = Naive::new(&rules.files, &model, model.agreement(&text), DAY);
    let id = &rules.checked.rule(of.rule).id;
    let rule = naive.rules().find(|r| r.id.value == *id).unwrap();
    let same = |o: &&crate::eval::Outcome| {
        o.subjects.last().map(|s| s.1.as_str()).unwrap_or_default() == of.subject && o.year == of.year
    };
    let all = naive.run(rule);
    let why = all.iter().find(same).map(|o| o.why.clone()).unwrap_or_default();
    // With a figure that the rule cannot be computed with (a division by zero), nothing more is asked.
    let found = why.iter().filter(|_| !why.contains(&Reason::Fault)).cloned();
    found
        .filter_map(|r| match r {
            Reason::Missing(path) | Reason::Param(path) => Some(path),
            _ => None,
        })
        .collect()
}

/// Values to try for a fact; `None` for what cannot be filled in with a single value.
fn values(path: &str, numbers: bool) -> Option<Vec<&'static str>> {
    let counts = vec!["0", "1", "2", "3", "5", "7", "10", "13", "20", "21", "400"];
    let field = path.rsplit('.').next().unwrap();
    Some(match field {
        "kader" => vec!["ja", "nee"],
        "soort" => vec!["rood", "groen", "blauw"],
        _ if !numbers => return None,
        "totaal" | "sociaal" => counts,
        "groei" => vec!["-30", "-3", "-1", "0", "1", "5", "30"],
        "aandeel" => vec!["0%", "10%", "29%", "30%", "31%", "100%"],
        "dag" => vec!["2026-06-30", "2026-07-01", "2026-07-02"],
        year if year.len() == 4 && year.parse::<i32>().is_ok() && path.contains("tabel.") => counts,
        _ => return None,
    })
}

/// Fills in `delen[Een].tabel.2026`.
fn fill(yaml: &mut Yaml, path: &str, value: &str) {
    let mut at = yaml;
    let parts: Vec<&str> = path.split('.').collect();
    let (last, way) = parts.split_last().unwrap();
    for part in way {
        let (field, item) = part.split_once('[').map_or((*part, None), |(f, i)| (f, Some(i.trim_end_matches(']'))));
        let map = at.as_mapping_mut().unwrap();
        let key = key(field);
        if !map.contains_key(&key) {
            map.insert(key.clone(), Yaml::Mapping(serde_yaml::Mapping::new()));
        }
        at = map.get_mut(&key).unwrap();
        if let Some(item) = item {
            let items = at.as_sequence_mut().unwrap();
            let named = items.iter().position(|i| i["naam"].as_str() == Some(item));
            at = &mut items[named.unwrap_or_else(|| item.parse::<usize>().unwrap() - 1)];
        }
    }
    at.as_mapping_mut().unwrap().insert(key(last), serde_yaml::from_str(value).unwrap());
}

/// The key of a field, or of a year of a table.
fn key(name: &str) -> Yaml {
    name.parse::<i64>().map_or_else(|_| Yaml::from(name), Yaml::from)
}

/// Whether nothing is missing whatever the values of these facts; otherwise what, for the first values that leave a gap. `None`
/// when there are too many combinations.
fn still(rules: &Rules, yaml: &Yaml, of: &Finding, facts: &[&str], numbers: bool) -> Option<BTreeSet<String>> {
    // A year outside the period is asked for by the rule, but no agreement can state it.
    let years = yaml["periode"].as_str().map_or_else(|| yaml["periode"].as_i64().unwrap().to_string(), str::to_owned);
    let (from, to) = years.split_once(" t/m ").unwrap_or((&years, &years));
    let outside = |f: &&&str| f.split('.').any(|part| part.parse::<i32>().is_ok() && (part < from || to < part));
    if facts.iter().any(|f| outside(&f)) {
        return None;
    }
    let each: Vec<Vec<&str>> = facts.iter().map(|f| values(f, numbers)).collect::<Option<_>>()?;
    let combinations = each.iter().map(Vec::len).product::<usize>();
    if combinations > MOST {
        return None;
    }
    for mut n in 0..combinations {
        let mut filled = yaml.clone();
        for (fact, values) in facts.iter().zip(&each) {
            fill(&mut filled, fact, values[n % values.len()]);
            n /= values.len();
        }
        let gap = missing(rules, &filled, of);
        if !gap.is_empty() {
            return Some(gap);
        }
    }
    Some(BTreeSet::new())
}

/// All sets of `size` of these.
fn sets<'a>(of: &[&'a str], size: usize) -> Vec<Vec<&'a str>> {
    if size == 0 {
        return vec![vec![]];
    }
    let mut out = vec![];
    for (i, one) in of.iter().enumerate() {
        for mut more in sets(&of[i + 1..], size - 1) {
            more.insert(0, one);
            out.push(more);
        }
    }
    out
}

/// Everything that is missing for a finding, whatever is filled in of what is missing for it.
fn universe(rules: &Rules, yaml: &Yaml, of: &Finding) -> Option<Vec<String>> {
    let mut known: Vec<String> = missing(rules, yaml, of).into_iter().collect();
    // Not every combination: one fact is filled in after another, with each of its values.
    let mut todo = vec![(yaml.clone(), missing(rules, yaml, of))];
    let mut seen = 0;
    while let Some((yaml, gap)) = todo.pop() {
        seen += 1;
        if seen > 600 {
            return None;
        }
        let Some(first) = gap.iter().next() else { continue };
        for value in values(first, false)? {
            let mut filled = yaml.clone();
            fill(&mut filled, first, value);
            let gap = missing(rules, &filled, of);
            known.extend(gap.iter().filter(|g| !known.contains(g)).cloned().collect::<Vec<_>>());
            todo.push((filled, gap));
        }
    }
    Some(known)
}

/// How many findings were held against brute force: enough, smallest.
fn compare(rule_text: &str, agreement: &str, exhaustive: bool) -> Result<(usize, usize), TestCaseError> {
    let rules = rules(rule_text);
    let own = generate::own(rule_text);
    let yaml: Yaml = serde_yaml::from_str(agreement).unwrap();
    let (mut enough, mut smallest) = (0, 0);
    for finding in findings(&rules, agreement) {
        let Some(decides) = finding.decides.clone().filter(|d| d.proof != Proof::NotSearched) else { continue };
        let facts: Vec<&str> = decides.facts.iter().map(|f| f.path.as_str()).collect();
        let id = &rules.checked.rule(finding.rule).id;
        let about = format!("{id} {} {:?} decides {facts:?}\n{own}\n{agreement}", finding.subject, finding.year);
        if let Some(gap) = still(&rules, &yaml, &finding, &facts, true) {
            prop_assert!(gap.is_empty(), "not enough: {gap:?} is still missing\n{about}");
            enough += 1;
        }
        if !exhaustive {
            continue;
        }
        // Yes, no and choices can be tried exhaustively; with those, no smaller set is enough.
        let Some(all) = universe(&rules, &yaml, &finding) else { continue };
        if decides.stays_open
            || all.iter().any(|f| values(f, false).is_none())
            || all.len() > 6
            || decides.proof != Proof::Smallest
        {
            continue;
        }
        let all: Vec<&str> = all.iter().map(String::as_str).collect();
        for fewer in (0..facts.len()).flat_map(|n| sets(&all, n)) {
            let gap = still(&rules, &yaml, &finding, &fewer, false);
            prop_assert!(gap.is_none_or(|g| !g.is_empty()), "{fewer:?} is enough\n{about}");
        }
        smallest += 1;
    }
    Ok((enough, smallest))
}

/// Rules that ask for yes, no and choices only.
fn simple(d: &mut generate::Dice<'_>) -> String {
    let mut out = generate::MODEL.to_owned();
    for n in 1..=2 {
        out.push_str(&format!("regel R-{n} \"Regel\"\n  bron b, \"p\"\n  sterkte verplicht\n"));
        if d.pick(3) == 0 {
            out.push_str(&format!("  als {}\n", yes_or_no(d, 2)));
        }
        if d.pick(4) == 0 {
            out.push_str(&format!("  gegeven {}\n", yes_or_no(d, 1)));
        }
        for _ in 0..=d.pick(2) {
            out.push_str(&format!("  eis {}\n", yes_or_no(d, 3)));
        }
        out.push_str("  melding \"x\"\n\n");
    }
    out
}

fn yes_or_no(d: &mut generate::Dice<'_>, depth: usize) -> String {
    let mut sub = || yes_or_no(d, depth - 1);
    if depth == 0 {
        let leaves = [
            "afspraak.kader",
            "afspraak.soort = rood",
            "afspraak.soort in (rood, groen)",
            "(enige x in afspraak.delen geldt x.kader)",
            "(elk x in afspraak.delen waar x.soort = rood geldt x.kader)",
            "vastgelegd(afspraak.kader)",
        ];
        return leaves[d.pick(leaves.len())].to_owned();
    }
    let (a, b, c) = (sub(), sub(), sub());
    match d.pick(7) {
        0 | 1 => a,
        2 => format!("({a} en {b})"),
        3 => format!("({a} of {b})"),
        4 => format!("niet ({a})"),
        5 => format!("(({a}) bij ontbreken ({b}))"),
        _ => format!("(als {a} dan {b} anders {c})"),
    }
}

/// Agreements with little in them.
fn sparse(d: &mut generate::Dice<'_>) -> String {
    let mut out = String::from("periode: 2026\n");
    if d.pick(3) == 0 {
        out.push_str(&format!("kader: {}\n", ["ja", "nee"][d.pick(2)]));
    }
    if d.pick(3) == 0 {
        out.push_str(&format!("soort: {}\n", ["rood", "blauw"][d.pick(2)]));
    }
    out.push_str("delen:\n");
    for name in ["Een", "Twee"] {
        out.push_str(&format!("  - naam: {name}\n"));
        if d.pick(2) == 0 {
            out.push_str(&format!("    kader: {}\n", ["ja", "nee"][d.pick(2)]));
        }
        if d.pick(2) == 0 {
            out.push_str(&format!("    soort: {}\n", ["rood", "blauw"][d.pick(2)]));
        }
    }
    out
}

proptest! {
    #![proptest_config(ProptestConfig { cases: crate::cases(), max_shrink_iters: 2_000, failure_persistence: None, ..ProptestConfig::default() })]

    /// Rules of every kind: what the engine names is enough.
    #[test]
    fn what_would_decide_is_enough(
        of_rules in prop::collection::vec(any::<u8>(), 0..120),
        of_agreement in prop::collection::vec(any::<u8>(), 0..120),
    ) {
        let rule_text = generate::ruleset(&mut generate::Dice::new(&of_rules));
        let agreement = generate::agreement(&mut generate::Dice::new(&of_agreement));
        compare(&rule_text, &agreement, false)?;
    }

    /// Rules about few values: it is enough, and nothing smaller is.
    #[test]
    fn what_would_decide_is_the_smallest(
        of_rules in prop::collection::vec(any::<u8>(), 40..120),
        of_agreement in prop::collection::vec(any::<u8>(), 12..40),
    ) {
        let rule_text = simple(&mut generate::Dice::new(&of_rules));
        let agreement = sparse(&mut generate::Dice::new(&of_agreement));
        compare(&rule_text, &agreement, true)?;
    }
}

/// What every reader can check by hand.
#[test]
fn the_smallest_set_by_example() {
    let rule = |lines: &str| {
        format!(
            "{}regel R-1 \"Regel\"\n  bron b, \"p\"\n  sterkte verplicht\n{lines}  melding \"x\"\n",
            generate::MODEL
        )
    };
    let cases: [(&str, &str, &[&str], &str); 8] = [
        ("  eis afspraak.kader en afspraak.totaal > 0\n", "", &["kader", "totaal"], "both may turn out to matter"),
        ("  eis afspraak.kader en afspraak.totaal > 0\n", "kader: ja\n", &["totaal"], "what is stated is not asked"),
        ("  als afspraak.kader\n  eis afspraak.totaal > 0\n", "", &["kader", "totaal"], "asked for once it applies"),
        (
            "  als afspraak.kader\n  eis niet afspraak.kader of afspraak.soort = rood\n",
            "",
            &["kader", "soort"],
            "it applies only to ja, and then soort matters",
        ),
        (
            "  als afspraak.kader\n  eis afspraak.kader of afspraak.soort = rood\n",
            "",
            &["kader"],
            "nee: does not apply; ja: met, whatever soort is",
        ),
        (
            "  eis (afspraak.totaal bij ontbreken afspraak.sociaal + som(afspraak.tabel)) > 0\n",
            "",
            &["totaal"],
            "one figure may stand for two",
        ),
        (
            "  eis (afspraak.sociaal + som(afspraak.delen.totaal) bij ontbreken afspraak.totaal) > 0\n",
            "",
            &["totaal"],
            "the other one may, too",
        ),
        (
            "  eis (als afspraak.kader dan afspraak.totaal > 0 anders afspraak.totaal >= norm * afspraak.totaal)\n",
            "totaal: 10\n",
            &["kader"],
            "a condition both of whose sides say the same",
        ),
    ];
    for (lines, stated, expected, reason) in cases {
        let rules = rules(&rule(lines));
        let found = findings(&rules, &format!("periode: 2026\n{stated}"));
        let decides = found[0].decides.clone();
        let facts: Vec<&str> = decides.iter().flat_map(|d| &d.facts).map(|f| f.path.as_str()).collect();
        if reason.starts_with("a condition both") {
            assert_eq!(decides, None, "{lines}{stated}: decided without it");
            continue;
        }
        assert_eq!(facts, expected, "{lines}{stated}: {reason}");
        assert_eq!(decides.map(|d| d.proof), Some(Proof::Smallest), "{lines}");
    }
}
