//! What is not known, or only partly: what still follows, what is said to be missing, and what each value of it would give.

#![cfg(test)]

mod common;
#[path = "support/small.rs"]
mod small;

use toets::evaluate::finding::{Verdict, Would};

use small::one;

/// What each value of the one fact that is missing would give, as the report says it.
#[track_caller]
fn would(clauses: &str) -> Vec<(String, Verdict)> {
    let (_, finding) = one(clauses, "a: ja\n");
    finding.would.into_iter().map(|Would { value, verdict }| (value.nl, verdict)).collect()
}

#[track_caller]
fn told(clauses: &str, expected: &[(&str, Verdict)]) {
    let expected: Vec<_> = expected.iter().map(|(value, verdict)| ((*value).to_owned(), *verdict)).collect();
    assert_eq!(would(clauses), expected, "{clauses}");
}

/// The stretches end at the last value of the unit of the fact: a home, a cent, a hundredth of a percent.
#[test]
fn what_each_value_would_give_is_told_in_the_unit_of_the_fact() {
    use Verdict::{Met, NotMet};
    told("  eis afspraak.n >= honderd\n", &[("0 t/m 99", NotMet), ("vanaf 100", Met)]);
    told(
        "  eis afspraak.huur <= plafond\n",
        &[("€ 0 per maand t/m € 700 per maand", Met), ("vanaf € 700,01 per maand", NotMet)],
    );
    told("  eis afspraak.warmte <= koel\n", &[("0 kWh/m² t/m 50 kWh/m²", Met), ("vanaf 50,01 kWh/m²", NotMet)]);
    told("  eis afspraak.deel > twee\n", &[("0 t/m 2", NotMet), ("vanaf 2,01", Met)]);
    told("  eis afspraak.aandeel >= minst\n", &[("0% t/m 29,99%", NotMet), ("vanaf 30%", Met)]);
    // Growth may be below zero, and has no lowest value to begin at.
    told("  eis afspraak.groei >= honderd\n", &[]);
}

/// One value in between with another outcome is not stepped over, however far apart the numbers that are tried.
#[test]
fn a_single_value_that_decides_otherwise_is_found() {
    use Verdict::{Met, NotMet};
    told("  eis afspraak.n <> honderd\n", &[("0 t/m 99", Met), ("100", NotMet), ("vanaf 101", Met)]);
    told("  eis afspraak.n = honderd\n", &[("0 t/m 99", NotMet), ("100", Met), ("vanaf 101", NotMet)]);
}

/// What must be given before anything is said, and how firmly it is promised, count for each value that is tried.
#[test]
fn what_each_value_would_give_is_the_verdict_of_the_rule() {
    let would = |clauses: &str, yaml: &str| -> Vec<(String, Verdict)> {
        one(clauses, yaml).1.would.into_iter().map(|w| (w.value.nl, w.verdict)).collect()
    };
    let each = |yes, no| vec![("ja".to_owned(), yes), ("nee".to_owned(), no)];
    use Verdict::{Met, NotApplicable, NotCheckable, NotMet};
    assert_eq!(would("  als afspraak.a\n  eis afspraak.b\n", "b: ja\n"), each(Met, NotApplicable));
    assert_eq!(would("  gegeven afspraak.a\n  eis afspraak.b\n", "b: ja\n"), each(Met, NotCheckable));
    assert_eq!(would("  gegeven afspraak.a\n  eis afspraak.b\n", "b: nee\n"), each(NotMet, NotCheckable));
    let both = "  eis afspraak.a en afspraak.b\n";
    assert_eq!(would(both, "b: ja\n"), each(Met, NotMet));
    assert_eq!(would(both, "b: {waarde: ja, formulering: onderzoek}\n"), each(NotCheckable, NotMet));
}

/// A value of law that is not known is asked for like a fact.
#[test]
fn what_a_value_of_law_would_give_is_told() {
    let law = "  eis afspraak.aandeel >= later[eerste_jaar(afspraak.periode)]\n";
    let (_, finding) = one(law, "periode: 2026\naandeel: 20%\n");
    let missing: Vec<_> = finding.missing.iter().map(|m| (m.path.as_str(), m.parameter)).collect();
    assert_eq!(missing, [("later[2026]", true)]);
    let would: Vec<_> = finding.would.iter().map(|w| (w.value.nl.as_str(), w.verdict)).collect();
    assert_eq!(would, [("0% t/m 20%", Verdict::Met), ("vanaf 20,01%", Verdict::NotMet)]);
}

/// What is said to be missing is as precise as the file allows: a year beside a total, or a table that states nothing.
#[test]
fn what_is_missing_of_a_table_is_said() {
    let missing = |clauses: &str, yaml: &str| -> Vec<(String, String)> {
        one(clauses, yaml).1.missing.into_iter().map(|m| (m.path, m.what.nl.clone())).collect()
    };
    let year = |what: &str| vec![("jaren.2026".to_owned(), what.to_owned())];
    let first = "  eis afspraak.jaren[eerste_jaar(afspraak.periode)] >= 1\n";
    assert_eq!(
        missing(first, "periode: 2026-2027\njaren: 100\n"),
        year("het jaar 2026 apart; er staat alleen een waarde zonder jaren")
    );
    assert_eq!(missing(first, "periode: 2026-2027\njaren: {2027: 1}\n"), year("het jaar 2026"));
    // With a total and another year the first is missing like any other.
    assert_eq!(missing(first, "periode: 2026-2027\njaren: {totaal: {minimaal: 5}, 2027: 1}\n"), year("het jaar 2026"));
    let all = "  eis som(afspraak.programma.woningen) >= 1\n";
    assert_eq!(missing(all, "programma: {}\n"), [("programma".to_owned(), "Het programma".to_owned())]);
}

/// A count that is not stated is still not below zero, and neither is a mean of it and a number of the rule.
#[test]
fn a_mean_of_counts_is_not_below_zero() {
    let verdict = |clauses: &str| one(clauses, "a: ja\n").1.verdict;
    assert_eq!(verdict("  eis gemiddelde(afspraak.n, 1) >= 0\n"), Verdict::Met);
    assert_eq!(verdict("  eis gemiddelde(afspraak.n, 1) >= 1\n"), Verdict::NotCheckable);
    // Growth may be: then so may the mean.
    assert_eq!(verdict("  eis gemiddelde(afspraak.groei, 1) >= 0\n"), Verdict::NotCheckable);
}

/// Homes that are not stated are not below zero, whether they are one figure, a table or those of a list, also beside growth.
#[test]
fn beside_growth_homes_are_still_not_below_zero() {
    let verdict = |what: &str, limit: &str, yaml: &str| {
        one(&format!("  eis som({what}, afspraak.groei) >= {limit}\n"), yaml).1.verdict
    };
    for what in ["afspraak.n", "afspraak.jaren", "afspraak.gemeenten.homes"] {
        assert_eq!(verdict(what, "0", "groei: 5\n"), Verdict::Met, "{what}");
        assert_eq!(verdict(what, "honderd", "groei: 5\n"), Verdict::NotCheckable, "{what}");
        assert_eq!(verdict(what, "0", "groei: -5\n"), Verdict::NotCheckable, "{what}");
    }
    // Stated for one of two.
    let part = "gemeenten: [{naam: A, homes: 5}, {naam: B}]\ngroei: -5\n";
    assert_eq!(verdict("afspraak.gemeenten.homes", "0", part), Verdict::Met);
}

/// Of figures that are not stated at all the sum is not stated either: it is not said to be zero or more.
#[test]
fn a_sum_of_nothing_stated_is_not_known() {
    let message = |yaml: &str| {
        let rule = "  eis afspraak.a\n  melding \"samen {som(afspraak.n, afspraak.m)}\"\n    als afspraak.a\n";
        one(rule, yaml).1.message.nl
    };
    assert_eq!(message("a: ja\n"), "samen onbekend");
    assert_eq!(message("a: ja\nn: 60\n"), "samen ten minste 60");
    assert_eq!(message("a: ja\nn: 60\nm: 50\n"), "samen 110");
}

/// What stands in for a figure that is partly known and is itself not stated takes nothing away from what is known.
#[test]
fn what_stands_in_and_is_not_stated_leaves_what_is_known() {
    let clauses = "  eis (som(afspraak.jaren) bij ontbreken afspraak.n) >= honderd\n";
    let judged = |yaml: &str| one(clauses, yaml).1;
    let enough = judged("periode: 2026-2027\njaren: {2026: 150}\n");
    assert_eq!(enough.verdict, Verdict::Met);
    let open = judged("periode: 2026-2027\njaren: {2026: 50}\n");
    assert_eq!(open.verdict, Verdict::NotCheckable);
    assert_eq!(open.missing.iter().map(|m| m.path.as_str()).collect::<Vec<_>>(), ["jaren.2027", "n"]);
    assert_eq!(judged("periode: 2026-2027\njaren: {2026: 50}\nn: 100\n").verdict, Verdict::Met);
}

/// Why bounds decide nothing is said in the words of the comparison, where the number is an end of them.
#[test]
fn why_bounds_decide_nothing_is_said() {
    let why = |clauses: &str, yaml: &str| one(clauses, yaml).1.reasons.into_iter().map(|r| r.nl).collect::<Vec<_>>();
    let n = |sign: &str, yaml: &str| why(&format!("  eis afspraak.n {sign} honderd\n"), yaml);
    assert_eq!(n("<", "n: 90 - 100\n"), ["90 tot 100 laat open of het minder dan 100 is"]);
    assert_eq!(n(">=", "n: 90 - 100\n"), ["90 tot 100 laat open of het ten minste 100 is"]);
    assert_eq!(n("<=", "n: 100 - 110\n"), ["100 tot 110 laat open of het ten hoogste 100 is"]);
    assert_eq!(n(">", "n: 100 - 110\n"), ["100 tot 110 laat open of het meer dan 100 is"]);
    assert_eq!(n("=", "n: 100 - 110\n"), ["100 tot 110 laat open of het precies 100 is"]);
    assert_eq!(n("<>", "n: 100 - 110\n"), ["100 tot 110 laat open of het anders dan 100 is"]);
    let turned = |sign: &str, yaml: &str| why(&format!("  eis honderd {sign} afspraak.n\n"), yaml);
    assert_eq!(turned("<", "n: 100 - 110\n"), ["100 tot 110 laat open of het meer dan 100 is"]);
    assert_eq!(turned(">=", "n: 100 - 110\n"), ["100 tot 110 laat open of het ten hoogste 100 is"]);
    assert_eq!(turned("=", "n: minimaal 100\n"), ["ten minste 100 laat open of het precies 100 is"]);
    assert_eq!(n(">=", "n: 90 - 110\n"), ["90 tot 110 ligt aan beide kanten van 100"]);
    assert_eq!(why("  eis honderd <= afspraak.n\n", "n: 90 - 110\n"), ["90 tot 110 ligt aan beide kanten van 100"]);
}

/// A list of figures is known when each of them is.
#[test]
fn a_list_is_known_when_each_of_it_is() {
    let verdict = |yaml: &str| one("  eis bekend(afspraak.gemeenten.homes)\n", yaml).1.verdict;
    assert_eq!(verdict("gemeenten: [{naam: A, homes: 5}, {naam: B, homes: 0}]\n"), Verdict::Met);
    assert_eq!(verdict("gemeenten: [{naam: A, homes: 5}, {naam: B}]\n"), Verdict::NotMet);
    assert_eq!(verdict("gemeenten: [{naam: A}, {naam: B, homes: 5}]\n"), Verdict::NotMet);
}

/// Of things with a day or a number the lowest or the highest is taken; of two that are the same the one that stands first.
#[test]
fn the_lowest_or_the_highest_is_taken() {
    let verdict = |which: &str, by: &str, values: [&str; 2]| {
        let [a, b] = values;
        let yaml = format!("gemeenten: [{{naam: A, telt: ja, {by}: {a}}}, {{naam: B, telt: nee, {by}: {b}}}]\n");
        let clauses = format!("  waarbij die = {which}(g in afspraak.gemeenten naar g.{by})\n  eis die.telt\n");
        one(&clauses, &yaml).1.verdict
    };
    for (by, low, high) in [("dag", "2026-01-01", "2026-01-02"), ("homes", "1", "2")] {
        for (which, low_first, high_first) in
            [("hoogste", Verdict::NotMet, Verdict::Met), ("laagste", Verdict::Met, Verdict::NotMet)]
        {
            assert_eq!(verdict(which, by, [low, high]), low_first, "{which} {by}");
            assert_eq!(verdict(which, by, [high, low]), high_first, "{which} {by}");
            assert_eq!(verdict(which, by, [low, low]), Verdict::Met, "{which} {by}");
        }
    }
}

/// Years outside the period are not stated; what is missing is the one nearest to what was asked.
#[test]
fn years_outside_the_period_are_missing() {
    let missing = |part: &str| -> Vec<String> {
        let clauses = format!("  eis som(afspraak.jaren[{part}]) >= 1\n");
        let (_, finding) = one(&clauses, "periode: 2026-2027\njaren: {2026: 5, 2027: 5}\n");
        finding.missing.into_iter().map(|m| m.path).collect()
    };
    assert_eq!(missing("t/m eerste_jaar(afspraak.periode) - 1"), ["jaren.2025"]);
    assert_eq!(missing("vanaf laatste_jaar(afspraak.periode) + 1"), ["jaren.2028"]);
    assert_eq!(missing("vanaf laatste_jaar(afspraak.periode)"), [""; 0]);
    assert_eq!(missing("t/m eerste_jaar(afspraak.periode)"), [""; 0]);
}

/// Which single facts would decide, as the smallest sets: the first, and others as small.
#[track_caller]
fn deciding(clauses: &str, yaml: &str) -> Vec<Vec<String>> {
    let (_, finding) = one(clauses, yaml);
    assert_eq!(finding.verdict, Verdict::NotCheckable, "{clauses}");
    let decides = finding.decides.unwrap();
    assert!(!decides.stays_open, "all of it can be filled in: {clauses}");
    let paths = |set: &[toets::evaluate::finding::Missing]| set.iter().map(|m| m.path.clone()).collect();
    std::iter::once(paths(&decides.facts)).chain(decides.or.iter().map(|set| paths(set))).collect()
}

/// To state a part may settle the whole (one `nee` is enough), or leave it to what stands in for it: then both branches count.
#[test]
fn a_part_that_is_stated_may_settle_what_would_else_be_replaced() {
    let replaced = "  eis als ((afspraak.a en afspraak.b) bij ontbreken ja) dan afspraak.n >= honderd anders afspraak.m >= honderd\n  \
                    eis afspraak.a of afspraak.groei >= 0\n";
    assert_eq!(deciding(replaced, "periode: 2026\n"), [["a", "groei", "m", "n"]]);
    let known = "  eis als bekend(afspraak.a en afspraak.b) dan afspraak.n >= honderd anders afspraak.m >= honderd\n  \
                 eis afspraak.a of afspraak.groei >= 0\n";
    assert_eq!(deciding(known, "periode: 2026\n")[0], ["a", "groei", "m", "n"]);
}

/// Once it is stated it is known: what is asked only where it is not known is not asked for.
#[test]
fn what_is_stated_is_known() {
    let either = "  eis als bekend(afspraak.n) dan afspraak.a anders afspraak.b\n  eis afspraak.n >= honderd\n";
    assert_eq!(deciding(either, "periode: 2026\n"), [["a", "n"]]);
}

/// In a file that is declared complete what is left out is not recorded; to state it may ask for more, not for less.
#[test]
fn in_a_complete_file_to_state_more_may_ask_for_more() {
    let clauses = "  als afspraak.a\n  eis afspraak.a of afspraak.gegund\n  \
                   eis als vastgelegd(afspraak.gegund) dan afspraak.n >= honderd anders afspraak.b\n";
    // With `a: ja` the award does not matter; as it is left out, `b` is asked, and `n` is not.
    assert_eq!(deciding(clauses, "volledig: ja\nm: 5\n"), [["a", "b"]]);
}

/// A count that is not stated is not below zero, whatever it is added to; of homes alone that is enough here.
#[test]
fn a_number_of_things_is_not_below_zero() {
    for count in ["aantal(afspraak.gemeenten)", "aantal(g in afspraak.gemeenten waar g.telt)"] {
        let (_, finding) = one(&format!("  eis {count} + afspraak.n >= honderd\n"), "n: 100\n");
        assert_eq!(finding.verdict, Verdict::Met, "{count}");
    }
}

/// Where neither is stated in full, what stands in counts with what is stated of it, and not the one that it stands in for.
#[test]
fn what_stands_in_counts_also_when_it_is_stated_in_part() {
    let verdict = |first: u8, second: u8| {
        let clauses = "  eis (som(afspraak.jaren) bij ontbreken som(afspraak.programma.woningen)) >= honderd\n";
        let yaml =
            format!("periode: 2026-2027\njaren: {{2026: {first}}}\nprogramma: {{2026: {{woningen: {second}}}}}\n");
        one(clauses, &yaml).1.verdict
    };
    assert_eq!(verdict(20, 150), Verdict::Met);
    assert_eq!(verdict(120, 50), Verdict::NotCheckable);
}

/// Which of two figures counts is open: between them, unless they count different things and so have nothing between them.
#[test]
fn of_two_branches_that_count_different_things_nothing_is_known() {
    let verdict = |n: u8, m: u8, what: &str| {
        let clauses = "  eis (als afspraak.a dan afspraak.n anders afspraak.m) >= honderd\n";
        let yaml = format!("n: {{waarde: {n}, telbasis: start_bouw}}\nm: {{waarde: {m}, telbasis: {what}}}\n");
        one(clauses, &yaml).1.verdict
    };
    assert_eq!(verdict(100, 120, "start_bouw"), Verdict::Met);
    assert_eq!(verdict(100, 100, "start_bouw"), Verdict::Met);
    assert_eq!(verdict(90, 120, "start_bouw"), Verdict::NotCheckable);
    assert_eq!(verdict(100, 120, "oplevering"), Verdict::NotCheckable);
    assert_eq!(verdict(100, 100, "oplevering"), Verdict::NotCheckable, "the same number of other things");
}

/// Of a list in a list one part is not stated: any number may stand there, so the sum has no upper end.
#[test]
fn a_sum_over_a_part_that_is_not_stated_has_no_upper_end() {
    let verdict = |sign: &str, second: &str| {
        let yaml = format!("gemeenten: [{{naam: A, jaren: {{2026: 50}}}}, {{naam: B{second}}}]\nperiode: 2026\n");
        one(&format!("  eis som(som(t) voor t in afspraak.gemeenten.jaren) {sign} honderd\n"), &yaml).1.verdict
    };
    assert_eq!(verdict("<", ", jaren: {2026: 10}"), Verdict::Met);
    assert_eq!(verdict("<", ""), Verdict::NotCheckable);
    assert_eq!(verdict("<", ", jaren: {2026: 60}"), Verdict::NotMet);
}

/// A fault that two requirements run into is said once.
#[test]
fn one_reason_is_said_once() {
    let clauses = "  eis afspraak.n + afspraak.m >= honderd\n  eis afspraak.n + afspraak.m <= honderd\n";
    let yaml = "n: {waarde: 50, telbasis: start_bouw}\nm: {waarde: 50, telbasis: oplevering}\n";
    let (_, finding) = one(clauses, yaml);
    assert_eq!(finding.verdict, Verdict::NotCheckable);
    assert_eq!(finding.reasons.len(), 1, "{:?}", finding.reasons);
}
