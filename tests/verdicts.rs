//! What comes out of small rules, one by one: how far a figure is from its norm, what bounds leave open, which set's value of
//! law counts, and what may not be added up.

#![cfg(test)]

mod common;
#[path = "support/small.rs"]
mod small;

use jiff::civil::date;

use toets::agreement;
use toets::agreement::facts::Facts;
use toets::evaluate::finding::{Line, ParamUse, Verdict, Would};
use toets::evaluate::{self, Case, Detail, Options};
use toets::ruleset::model::Const;
use toets::source::Sources;

use common::rulesets;
use small::{MODEL, judge, one};

/// Room is what is left before the norm is broken, whichever side the norm stands on; negative is a shortfall.
#[test]
fn room_is_counted_from_the_side_that_is_allowed() {
    let room = |clauses: &str, yaml: &str| {
        let (checked, finding) = one(clauses, yaml);
        let gap = evaluate::gap(&checked, &finding).unwrap();
        (gap.sign, gap.room.as_ref().unwrap().to_string(), gap.is_short())
    };
    let most = "  eis afspraak.huur <= plafond\n";
    assert_eq!(room(most, "huur: € 650\n"), ("≤", "50".to_owned(), false));
    assert_eq!(room(most, "huur: € 750\n"), ("≤", "-50".to_owned(), true));
    let less = "  eis afspraak.huur < plafond\n";
    assert_eq!(room(less, "huur: € 650\n"), ("<", "50".to_owned(), false));
    let same = "  eis afspraak.n = honderd\n";
    // Exactly is a norm with two sides: too much is a shortfall too.
    assert_eq!(room(same, "n: 110\n"), ("=", "-10".to_owned(), true));
    assert_eq!(room(same, "n: 90\n"), ("=", "-10".to_owned(), true));
    assert_eq!(room(same, "n: 100\n"), ("=", "0".to_owned(), false));
    let least = "  eis afspraak.n >= honderd\n";
    assert_eq!(room(least, "n: 110\n"), ("≥", "10".to_owned(), false));
    let more = "  eis afspraak.n > honderd\n";
    assert_eq!(room(more, "n: 90\n"), (">", "-10".to_owned(), true));
}

/// Of `als … dan … anders …` the branch that is taken decides, and not the question before it.
#[test]
fn the_gap_of_a_branch_is_that_of_the_branch() {
    let clauses = "  eis als afspraak.n >= honderd dan afspraak.huur <= plafond anders afspraak.huur < plafond\n";
    let room = |yaml: &str| {
        let (checked, finding) = one(clauses, yaml);
        let gap = evaluate::gap(&checked, &finding).unwrap();
        (gap.sign, gap.room.unwrap().to_string())
    };
    assert_eq!(room("n: 101\nhuur: € 650\n"), ("≤", "50".to_owned()));
    assert_eq!(room("n: 10\nhuur: € 750\n"), ("<", "-50".to_owned()));
}

/// Of several requirements the gap is that of the one that fails, and of parts of one the part that decides.
#[test]
fn the_gap_is_that_of_what_decides() {
    let of = |clauses: &str, yaml: &str| {
        let (checked, finding) = one(clauses, yaml);
        evaluate::gap(&checked, &finding).map(|gap| (gap.sign, gap.room.map_or_else(String::new, |r| r.to_string())))
    };
    let gap = |sign, room: &str| Some((sign, room.to_owned()));
    let two = "  eis afspraak.n >= honderd\n  eis afspraak.huur <= plafond\n";
    let both = "  eis afspraak.n >= honderd en afspraak.huur <= plafond\n";
    for clauses in [two, both] {
        assert_eq!(of(clauses, "n: 110\nhuur: € 750\n"), gap("≤", "-50"), "{clauses}");
        assert_eq!(of(clauses, "n: 90\nhuur: € 650\n"), gap("≥", "-10"), "{clauses}");
    }
    assert_eq!(of(two, "n: 150\nhuur: € 650\n"), gap("≥", "50"), "both hold: the first");
    assert_eq!(of(both, "n: 150\nhuur: € 690\n"), gap("≤", "10"), "both hold: the one with the least room");
    // Which fails has no figures: those of the other would be beside the point.
    assert_eq!(of("  eis afspraak.a\n  eis afspraak.n >= honderd\n", "a: nee\nn: 110\n"), None);
    let named = "  waarbij genoeg = afspraak.n >= honderd\n  eis genoeg\n";
    assert_eq!(of(named, "n: 90\n"), gap("≥", "-10"));
    let years = "  eis elk j in afspraak.periode geldt afspraak.jaren[j] >= honderd\n";
    let yaml = |a: u8, b: u8| format!("periode: 2026-2027\njaren: {{2026: {a}, 2027: {b}}}\n");
    assert_eq!(of(years, &yaml(90, 70)), gap("≥", "-10"), "the first year that fails");
    assert_eq!(of(years, &yaml(110, 130)), gap("≥", "10"));
    assert_eq!(of(years, &yaml(90, 130)), gap("≥", "-10"));
    // Against what is not stated there is no gap.
    assert_eq!(of("  eis afspraak.n >= honderd\n", "a: ja\n"), None);
    assert_eq!(of("  eis afspraak.n >= afspraak.m\n", "n: 5\n"), None);
    assert_eq!(of("  eis afspraak.n >= honderd\n", "n: circa 100\n"), gap("≥", ""), "bounds have no one distance");
}

/// Of a norm that is off, its records are not weighed either; once it is asked for they are.
#[test]
fn of_the_records_of_a_norm_that_is_off_nothing_is_said() {
    let rule = "\nregel PRF-01 \"Proef\"\n  bron wet, \"1\"\n  sterkte in beginsel\n  standaard uit \"nog niet van kracht\"\n  \
                eis afspraak.n >= honderd\n  afwijking in afspraak.afwijkingen\n  melding \"m\"\n";
    let (checked, sources) = rulesets(&[format!("{MODEL}{rule}")]);
    let mut other = Sources::new();
    let id = other.add("afspraak.yaml", "n: 100\nafwijkingen: [{norm: PRF-01, overlegd: ja}]\n");
    let tree = agreement::read(other.get(id).unwrap()).0.unwrap();
    let facts = agreement::bind(&checked, &tree, tree.root()).0.unwrap();
    let said = |include: Vec<toets::ruleset::model::RuleId>| -> Vec<&'static str> {
        let options = Options { include, ..Options::default() };
        let case =
            Case { checked: &checked, facts: &facts, sources: &sources, date: date(2026, 7, 1), options: &options };
        case.records().iter().map(|d| d.code).collect()
    };
    assert_eq!(said(vec![]), [""; 0]);
    assert_eq!(said(vec![checked.rule_id("PRF-01").unwrap()]), ["deviation::unused"]);
}

/// A period of whole years is written as years, any other with its days.
#[test]
fn a_period_is_written_as_years_where_it_is_whole_years() {
    let shown = |period: &str| {
        let (_, finding) = one("  eis bekend(afspraak.periode)\n", &format!("periode: {period}\n"));
        finding.evidence.iter().find(|e| e.path == "periode").unwrap().value.nl.clone()
    };
    let of = |from: &str, to: &str| shown(&format!("{{van: {from}, tot_en_met: {to}}}"));
    assert_eq!(shown("2026-2027"), "2026–2027");
    assert_eq!(shown("2026"), "2026");
    assert_eq!(of("2026-01-01", "2027-12-31"), "2026–2027");
    assert_eq!(of("2026-02-01", "2027-12-31"), "1 februari 2026 t/m 31 december 2027");
    assert_eq!(of("2026-01-02", "2027-12-31"), "2 januari 2026 t/m 31 december 2027");
    assert_eq!(of("2026-01-01", "2027-11-30"), "1 januari 2026 t/m 30 november 2027");
    assert_eq!(of("2026-01-01", "2027-12-30"), "1 januari 2026 t/m 30 december 2027");
    assert_eq!(of("2026-01-01", "2027-10-31"), "1 januari 2026 t/m 31 oktober 2027");
}

/// Bounds leave a condition open whatever else is filled in; then no answer to the rest gives a verdict.
#[test]
fn what_bounds_leave_open_stays_open() {
    let conditions = "  als afspraak.n >= honderd\n  als afspraak.a\n  eis afspraak.b\n";
    let deviation = "  afwijking in afspraak.afwijkingen\n    mits afwijking.overlegd\n";
    let record = "afwijkingen: [{norm: PRF-01, overlegd: ja}]\n";
    for (clauses, yaml) in [
        // The requirement is met, is not met, and is not met with a deviation to look at.
        (conditions.to_owned(), "n: circa 100\nb: ja\n".to_owned()),
        (conditions.to_owned(), "n: circa 100\nb: nee\n".to_owned()),
        (format!("{conditions}{deviation}"), "n: circa 100\nb: nee\nafwijkingen: []\n".to_owned()),
        (format!("{conditions}{deviation}"), format!("n: circa 100\nb: nee\n{record}")),
    ] {
        let (_, finding) = one(&clauses, &yaml);
        assert_eq!(finding.verdict, Verdict::NotCheckable);
        let decides = finding.decides.unwrap();
        assert_eq!(decides.facts.iter().map(|m| m.path.as_str()).collect::<Vec<_>>(), ["a"], "{yaml}");
        assert!(decides.stays_open, "n may be 90 or 110: {yaml}");
        let each: Vec<(&str, Verdict)> =
            finding.would.iter().map(|Would { value, verdict }| (value.nl.as_str(), *verdict)).collect();
        assert_eq!(each, [("ja", Verdict::NotCheckable), ("nee", Verdict::NotApplicable)], "{yaml}");
    }
}

/// Years that count different things make no sum, and a total beside them does not make one either.
#[test]
fn a_total_does_not_hide_years_that_may_not_be_added_up() {
    let clauses = "  eis som(afspraak.jaren) >= honderd\n";
    let year = |n: u8, what: &str| format!("{{waarde: {n}, telbasis: {what}}}");
    let jaren = |second: &str| {
        let (first, second) = (year(50, "start_bouw"), year(50, second));
        format!("periode: 2026-2027\njaren: {{totaal: 100, 2026: {first}, 2027: {second}}}\n")
    };
    let (_, mixed) = one(clauses, &jaren("oplevering"));
    assert_eq!(mixed.verdict, Verdict::NotCheckable);
    assert!(mixed.message.nl.contains("worden niet met elkaar verrekend"), "{}", mixed.message.nl);
}

/// Figures may each say more or less of what they count, as long as they do not say different things.
#[test]
fn figures_that_do_not_contradict_each_other_add_up() {
    let verdict = |years: [&str; 3]| {
        let [a, b, c] = years;
        let yaml = format!(
            "periode: 2026-2028\njaren: {{2026: {{waarde: 40{a}}}, 2027: {{waarde: 40{b}}}, 2028: {{waarde: 40{c}}}}}\n"
        );
        one("  eis som(afspraak.jaren) >= honderd\n", &yaml).1.verdict
    };
    let (start, low, high) = (", telbasis: start_bouw", ", telbasis: start_bouw, segment: laag", ", segment: hoog");
    assert_eq!(verdict(["", "", ""]), Verdict::Met);
    assert_eq!(verdict([start, start, start]), Verdict::Met);
    assert_eq!(verdict([start, low, ""]), Verdict::Met);
    assert_eq!(verdict([low, "", start]), Verdict::Met);
    assert_eq!(verdict([start, high, ""]), Verdict::Met);
    // The first and the last each agree with the one between them, and not with each other.
    assert_eq!(verdict([low, start, high]), Verdict::NotCheckable);
    assert_eq!(verdict([high, start, low]), Verdict::NotCheckable);
}

/// What a value of law came on top of, the strictest first: `36% gemeente < 33% regio < 30% proef`.
fn chain(used: &ParamUse) -> Vec<(String, String)> {
    let mut out = vec![(used.value.nl.clone(), used.set.clone())];
    let mut below = used.base.as_deref();
    while let Some(b) = below {
        out.push((b.value.nl.clone(), b.set.clone()));
        below = b.base.as_deref();
    }
    out
}

/// A parameter of the set below, and values of `regio` and `gemeente` on top of it: what counts, and on top of what.
#[track_caller]
fn layered(parameter: &str, eis: &str, values: [&str; 2], yaml: &str) -> (Verdict, Vec<(String, String)>) {
    let below = format!(
        "{MODEL}\nparameter grens: {parameter}\n\nregel PRF-01 \"Proef\"\n  bron wet, \"1\"\n  sterkte verplicht\n  \
         eis {eis}\n  melding \"m\"\n"
    );
    let set = |id: &str, base: &str, value: &str| {
        format!(
            "regelset {id} \"{id}\"\n  versie 1.0.0\n  bouwt op {base}\n\nbron b-{id} \"Bron\"\n  datum 2025\n  graad A\n\n\
             aanscherping grens\n  {value} bron b-{id}, \"1\"\n"
        )
    };
    let (checked, sources) = rulesets(&[below, set("regio", "proef", values[0]), set("gemeente", "regio", values[1])]);
    let findings = judge(&checked, &sources, yaml);
    let chain = findings[0].params.iter().find(|p| p.name == "grens").map(chain).unwrap();
    (findings[0].verdict, chain)
}

fn said(chain: &[(&str, &str)]) -> Vec<(String, String)> {
    chain.iter().map(|(value, set)| ((*value).to_owned(), (*set).to_owned())).collect()
}

#[test]
fn of_figures_the_strictest_counts_and_shows_what_it_came_on_top_of() {
    let higher = "percentage strenger hoger \"Grens\"\n  altijd = 30% bron wet, \"1\"";
    let all = said(&[("36%", "gemeente"), ("33%", "regio"), ("30%", "proef")]);
    let got = layered(higher, "afspraak.aandeel >= grens", ["altijd = 33%", "altijd = 36%"], "aandeel: 35%\n");
    assert_eq!(got, (Verdict::NotMet, all));
    let lower = "percentage strenger lager \"Grens\"\n  altijd = 30% bron wet, \"1\"";
    let all = said(&[("20%", "gemeente"), ("25%", "regio"), ("30%", "proef")]);
    let got = layered(lower, "afspraak.aandeel <= grens", ["altijd = 25%", "altijd = 20%"], "aandeel: 22%\n");
    assert_eq!(got, (Verdict::NotMet, all));
}

#[test]
fn of_days_the_strictest_counts_and_shows_what_it_came_on_top_of() {
    let earlier = "datum strenger lager \"Grens\"\n  altijd = 2026-12-01 bron wet, \"1\"";
    let all = said(&[("1 oktober 2026", "gemeente"), ("1 november 2026", "regio"), ("1 december 2026", "proef")]);
    let values = ["altijd = 2026-11-01", "altijd = 2026-10-01"];
    assert_eq!(layered(earlier, "afspraak.dag <= grens", values, "dag: 2026-10-15\n"), (Verdict::NotMet, all));
    let later = "datum strenger hoger \"Grens\"\n  altijd = 2026-10-01 bron wet, \"1\"";
    let all = said(&[("1 december 2026", "gemeente"), ("1 november 2026", "regio"), ("1 oktober 2026", "proef")]);
    let values = ["altijd = 2026-11-01", "altijd = 2026-12-01"];
    assert_eq!(layered(later, "afspraak.dag >= grens", values, "dag: 2026-11-15\n"), (Verdict::NotMet, all));
}

/// Where the value below is not known, the one above bounds it; a third that asks more still counts on top of both.
#[test]
fn a_value_on_top_of_one_that_is_not_known_counts() {
    let jaar = "afspraak.aandeel >= grens[eerste_jaar(afspraak.periode)]";
    let higher = "per jaar percentage strenger hoger \"Grens\"\n  2026 onbekend \"Nog niet bekend\"\n  2027 = 1% bron wet, \"1\"";
    let yaml = "periode: 2026\naandeel: 34%\n";
    let all = said(&[("36%", "gemeente"), ("33%", "regio"), ("onbekend", "proef")]);
    assert_eq!(layered(higher, jaar, ["2026 = 33%", "2026 = 36%"], yaml), (Verdict::NotMet, all));
    let jaar = "afspraak.aandeel <= grens[eerste_jaar(afspraak.periode)]";
    let lower = higher.replace("hoger", "lager").replace("= 1%", "= 90%");
    let yaml = "periode: 2026\naandeel: 22%\n";
    let all = said(&[("20%", "gemeente"), ("25%", "regio"), ("onbekend", "proef")]);
    assert_eq!(layered(&lower, jaar, ["2026 = 25%", "2026 = 20%"], yaml), (Verdict::NotMet, all));
}

/// Two sets that ask the same: the lower of the two is the one that counts.
#[test]
fn of_two_sets_that_ask_the_same_the_first_counts() {
    let jaar = |sign: &str| format!("afspraak.aandeel {sign} grens[eerste_jaar(afspraak.periode)]");
    let table = |way: &str, later: &str| {
        format!(
            "per jaar percentage strenger {way} \"Grens\"\n  2026 onbekend \"Nog niet bekend\"\n  2027 = {later} bron wet, \"1\""
        )
    };
    let all = said(&[("33%", "regio"), ("onbekend", "proef")]);
    let twice = ["2026 = 33%", "2026 = 33%"];
    let got = layered(&table("hoger", "1%"), &jaar(">="), twice, "periode: 2026\naandeel: 20%\n");
    assert_eq!(got, (Verdict::NotMet, all.clone()));
    let got = layered(&table("lager", "90%"), &jaar("<="), twice, "periode: 2026\naandeel: 40%\n");
    assert_eq!(got, (Verdict::NotMet, all));
    let known = "percentage strenger hoger \"Grens\"\n  altijd = 30% bron wet, \"1\"";
    let got = layered(known, "afspraak.aandeel >= grens", ["altijd = 33%", "altijd = 33%"], "aandeel: 20%\n");
    assert_eq!(got, (Verdict::NotMet, said(&[("33%", "regio"), ("30%", "proef")])));
    let known = known.replace("hoger", "lager").replace("30%", "40%");
    let got = layered(&known, "afspraak.aandeel <= grens", ["altijd = 33%", "altijd = 33%"], "aandeel: 35%\n");
    assert_eq!(got, (Verdict::NotMet, said(&[("33%", "regio"), ("40%", "proef")])));
    let day = "datum strenger lager \"Grens\"\n  altijd = 2026-12-01 bron wet, \"1\"";
    let all = said(&[("1 november 2026", "regio"), ("1 december 2026", "proef")]);
    let twice = ["altijd = 2026-11-01", "altijd = 2026-11-01"];
    assert_eq!(layered(day, "afspraak.dag <= grens", twice, "dag: 2026-11-15\n"), (Verdict::NotMet, all));
}

/// `--set` takes a value of the type of the parameter, in words too.
#[test]
fn a_value_set_from_outside_may_be_words() {
    let text = format!(
        "{MODEL}\nparameter plaats: tekst \"De plaats\"\n  altijd = \"Meerdijk\" bron wet, \"1\"\n\n\
         parameter dicht: ja/nee \"Of het dicht is\"\n  altijd = nee bron wet, \"1\"\n\n\
         parameter dag: datum \"De dag\"\n  altijd = 2026-01-01 bron wet, \"1\"\n"
    );
    let (checked, _) = rulesets(&[text]);
    let set = |name: &str, value: &str| evaluate::setting(&checked, name, value).map(|(_, value)| value);
    assert!(matches!(set("dicht", "ja"), Ok(Const::Bool(true))));
    assert!(set("dicht", "100").is_err(), "neither yes nor no");
    assert!(matches!(set("dag", "1 juli 2026"), Ok(Const::Date(day)) if day == date(2026, 7, 1)));
    assert!(matches!(set("plafond", "€ 600 per maand"), Ok(Const::Num(n)) if n.to_string() == "600"));
    assert!(set("plafond", "600 woningen").is_err(), "of another unit");
    let (_, value) = evaluate::setting(&checked, "plaats", "Aan de Zee").unwrap();
    assert!(matches!(&value, Const::Text(t) if t == "Aan de Zee"), "{value:?}");
    assert!(evaluate::setting(&checked, "honderd", "veel").is_err());
}

/// Facts of which a rule reads sixty figures.
fn sixty_figures(checked: &toets::ruleset::Checked) -> Facts {
    let years: String = (2000..2060).map(|y| format!("  {y}: 1\n")).collect();
    facts(checked, &format!("periode: 2000-2059\njaren:\n{years}"))
}

fn facts(checked: &toets::ruleset::Checked, yaml: &str) -> Facts {
    let mut other = Sources::new();
    let id = other.add("afspraak.yaml", yaml);
    let tree = agreement::read(other.get(id).unwrap()).0.unwrap();
    agreement::bind(checked, &tree, tree.root()).0.unwrap()
}

/// In words there are no figures; a report has room for the first ones, and for the one under which a named value is told; with the
/// steps come all of them.
#[test]
fn the_first_figures_are_told_and_the_one_that_tells_the_sum() {
    let told = |clauses: &str| {
        let rule =
            format!("\nregel PRF-01 \"Proef\"\n  bron wet, \"1\"\n  sterkte verplicht\n{clauses}  melding \"m\"\n");
        let (checked, sources) = rulesets(&[format!("{MODEL}{rule}")]);
        let (facts, date, options) = (sixty_figures(&checked), date(2026, 7, 1), Options::default());
        let case = Case { checked: &checked, facts: &facts, sources: &sources, date, options: &options };
        [Detail::Words, Detail::Figures, Detail::Steps, Detail::Answers].map(|detail| {
            let finding = case.finding(&case.judge().unwrap()[0], detail).unwrap();
            let labels = finding.evidence.iter().filter(|e| !e.label.is_empty());
            let labels = labels.map(|e| format!("{}: {}", e.path, e.label.nl)).collect::<Vec<_>>().join(", ");
            (finding.evidence.len(), finding.evidence_left_out, finding.trace.is_some(), labels)
        })
    };
    let sum = "jaren.2059: samen 60".to_owned();
    let all = |label: &str| (60, 0, true, label.to_owned());
    assert_eq!(
        told("  waarbij samen = som(afspraak.jaren)\n  eis samen >= honderd\n"),
        [(0, 0, false, String::new()), (51, 9, false, sum.clone()), all(&sum), all(&sum)]
    );
    assert_eq!(
        told("  eis som(afspraak.jaren) >= honderd\n"),
        [(0, 0, false, String::new()), (50, 10, false, String::new()), all(""), all("")]
    );
}

/// A computation of more steps than can be shown is judged all the same; the finding says that its figures are left out.
#[test]
fn of_a_very_long_computation_the_figures_are_left_out_and_that_is_said() {
    let rule = "\nregel PRF-01 \"Proef\"\n  bron wet, \"1\"\n  sterkte verplicht\n  \
                eis elke g in afspraak.gemeenten geldt (elke h in afspraak.gemeenten geldt g.telt en h.telt)\n  melding \"m\"\n";
    let (checked, sources) = rulesets(&[format!("{MODEL}{rule}")]);
    let judged = |n: usize| {
        let items: String = (0..n).map(|i| format!("  - {{naam: g{i}, telt: ja}}\n")).collect();
        let facts = facts(&checked, &format!("gemeenten:\n{items}"));
        let (date, options) = (date(2026, 7, 1), Options::default());
        let case = Case { checked: &checked, facts: &facts, sources: &sources, date, options: &options };
        let finding = case.finding(&case.judge().unwrap()[0], Detail::Steps).unwrap();
        (finding.verdict, finding.evidence.is_empty(), finding.remarks.len(), finding.trace.is_none())
    };
    assert_eq!(judged(3), (Verdict::Met, false, 0, false));
    assert_eq!(judged(200), (Verdict::Met, true, 1, true));
}

/// What came out of another agreement is no outcome of this one, and none is made up for it.
#[test]
fn of_what_did_not_come_out_nothing_is_told() {
    let rule = "\nregel PRF-01 \"Proef\"\n  bron wet, \"1\"\n  sterkte verplicht\n  voor elke g in afspraak.gemeenten\n  \
                eis g.telt\n  melding \"m\"\n";
    let (checked, sources) = rulesets(&[format!("{MODEL}{rule}")]);
    let [two, one] = ["gemeenten: [{naam: A, telt: ja}, {naam: B, telt: nee}]", "gemeenten: [{naam: B, telt: nee}]"]
        .map(|yaml| facts(&checked, yaml));
    let (date, options) = (date(2026, 7, 1), Options::default());
    let case = |facts| Case { checked: &checked, facts, sources: &sources, date, options: &options };
    let judged = case(&two).judge().unwrap();
    assert_eq!(judged.iter().map(|j| j.verdict).collect::<Vec<_>>(), [Verdict::NotMet, Verdict::Met]);
    assert!(case(&one).finding(&judged[0], Detail::Words).is_none());
    // The one that is left is told as it is now.
    assert_eq!(case(&one).finding(&judged[1], Detail::Words).unwrap().verdict, Verdict::NotMet);
}

/// A figure shows a course: of one year there is none, and neither of years without any value.
#[test]
fn of_one_year_nothing_is_drawn() {
    let figure = "  figuur \"Verloop\"\n    per j in jaren(afspraak.jaren)\n    lijn \"programma\"\n      = afspraak.jaren[j]\n    \
                  naast \"norm\"\n      = honderd\n";
    let rule = format!(
        "{MODEL}\nregel PRF-01 \"Proef\"\n  bron wet, \"1\"\n  sterkte verplicht\n  als (afspraak.a bij ontbreken ja)\n  \
         gegeven (afspraak.b bij ontbreken ja)\n  eis som(afspraak.jaren) >= honderd\n  melding \"m\"\n{figure}"
    );
    let (checked, sources) = rulesets(&[rule]);
    let drawn = |yaml: &str| -> Vec<(Vec<i32>, Vec<usize>)> {
        let findings = judge(&checked, &sources, yaml);
        let known = |l: &Line| l.points.iter().filter(|p| p.value.is_some()).count();
        findings[0].figures.iter().map(|f| (f.years.clone(), f.lines.iter().map(known).collect())).collect()
    };
    assert_eq!(drawn("periode: 2026-2027\njaren: {2026: 5, 2027: 6}\n"), [(vec![2026, 2027], vec![2, 2])]);
    assert_eq!(drawn("periode: 2026-2027\njaren: {2026: 5, 2027: {minimaal: 6}}\n"), [(vec![2026, 2027], vec![1, 2])]);
    // Where the norm says nothing, a figure says nothing either.
    assert_eq!(drawn("periode: 2026-2027\na: nee\njaren: {2026: 5, 2027: 6}\n"), []);
    assert_eq!(drawn("periode: 2026-2027\nb: nee\njaren: {2026: 5, 2027: 6}\n"), []);
    assert_eq!(drawn("periode: 2026\njaren: {2026: 5}\n"), []);
    assert_eq!(drawn("periode: 2026-2027\njaren: {2026: {minimaal: 5}, 2027: {minimaal: 6}}\n"), []);
}

/// Text is recorded when it says something, also one that the rule itself writes.
#[test]
fn empty_text_is_no_record() {
    let verdict = |clauses: &str, yaml: &str| one(clauses, yaml).1.verdict;
    let named = "  eis vastgelegd(afspraak.naam)\n";
    assert_eq!(verdict(named, "naam: visie\n"), Verdict::Met);
    assert_eq!(verdict(named, "naam: \"\"\n"), Verdict::NotCheckable);
    assert_eq!(verdict("  eis vastgelegd(afspraak.naam bij ontbreken \"\")\n", "a: ja\n"), Verdict::NotMet);
    assert_eq!(verdict("  eis vastgelegd(afspraak.naam bij ontbreken \" \")\n", "a: ja\n"), Verdict::NotMet);
    let labels = "  eis vastgelegd(afspraak.labels)\n";
    assert_eq!(verdict(labels, "labels: [een, twee]\n"), Verdict::Met);
    assert_eq!(verdict(labels, "labels: []\n"), Verdict::NotMet);
}

/// A step of the computation that reads a value of law says which of the finding's values that is.
#[test]
fn a_step_names_the_value_of_law_that_it_reads() {
    let table = "\nparameter per_jaar: per jaar aantal woningen \"Per jaar\"\n  2026 = 20 bron wet, \"1\"\n  2027 = 30 bron wet, \"1\"\n";
    let rule = "\nregel PRF-01 \"Proef\"\n  bron wet, \"1\"\n  sterkte verplicht\n  \
                eis afspraak.n >= per_jaar[eerste_jaar(afspraak.periode)] en afspraak.n >= per_jaar[laatste_jaar(afspraak.periode)]\n  \
                eis afspraak.n <= honderd\n  melding \"m\"\n";
    let (checked, sources) = rulesets(&[format!("{MODEL}{table}{rule}")]);
    let findings = judge(&checked, &sources, "periode: 2026-2027\nn: 50\n");
    let finding = &findings[0];
    let steps = finding.trace.as_ref().unwrap().steps(&checked, &sources, finding);
    let read = |of: &str| {
        let step = steps.iter().find(|s| s.text == of).unwrap_or_else(|| panic!("no step {of}"));
        step.param.and_then(|i| finding.params.get(i)).map(|p| (p.name.clone(), p.at.clone(), p.value.nl.clone()))
    };
    let of = |name: &str, at: &str, value: &str| Some((name.to_owned(), at.to_owned(), value.to_owned()));
    assert_eq!(read("per_jaar[eerste_jaar(afspraak.periode)]"), of("per_jaar", "2026", "20"));
    assert_eq!(read("per_jaar[laatste_jaar(afspraak.periode)]"), of("per_jaar", "2027", "30"));
    assert_eq!(read("honderd"), of("honderd", "", "100"));
    assert_eq!(read("afspraak.n"), None);
}

/// Why a condition fails goes down to what was read: of a list of words the word, of a list of things the figure of the thing.
#[test]
fn why_not_names_the_word_that_fails() {
    let rows = |clauses: &str, yaml: &str| -> Vec<String> {
        let (_, finding) = one(clauses, yaml);
        assert_eq!(finding.verdict, Verdict::NotMet);
        finding
            .failed
            .iter()
            .map(|f| format!("{}{} {} = {}", "  ".repeat(f.level), f.blame.id(), f.text, f.value.nl))
            .collect()
    };
    assert_eq!(
        rows("  eis elk l in afspraak.labels geldt l = afspraak.naam\n", "naam: een\nlabels: [een, twee]\n"),
        [
            "condition elk l in afspraak.labels geldt l = afspraak.naam = nee",
            "  item twee = nee",
            "    comparison l = afspraak.naam = nee",
            "      fact l = twee",
            "      fact afspraak.naam = een",
        ]
    );
    let places = "gemeenten: [{naam: A, telt: nee}, {naam: B, telt: ja}]\n";
    assert_eq!(
        rows("  eis elke g in afspraak.gemeenten geldt g.telt\n", places),
        [
            "condition elke g in afspraak.gemeenten geldt g.telt = nee",
            "  item gemeente A = nee",
            "    fact g.telt = nee",
        ]
    );
    // A year of the period is no fact of its own.
    assert_eq!(
        rows("  eis elk j in afspraak.periode geldt j > eerste_jaar(afspraak.periode)\n", "periode: 2026-2027\n"),
        [
            "condition elk j in afspraak.periode geldt j > eerste_jaar(afspraak.periode) = nee",
            "  item 2026 = nee",
            "    comparison j > eerste_jaar(afspraak.periode) = nee",
            "      fact afspraak.periode = 2026–2027",
        ]
    );
}

/// What two figures count is kept where they are added, and where one is divided by a plain number: a third of another kind does
/// not go with it. A share of two figures of one kind is a plain number.
#[test]
fn what_a_figure_counts_is_kept_through_a_computation() {
    let verdict = |sum: &str, third: &str| {
        let counted = |field: &str, n: u8, what: &str| format!("{field}: {{waarde: {n}, telbasis: {what}}}\n");
        let yaml = [
            "periode: 2026\n".to_owned(),
            counted("n", 50, "start_bouw"),
            counted("m", 50, "start_bouw"),
            format!("jaren: {{2026: {{waarde: 200, telbasis: {third}}}}}\n"),
        ];
        one(&format!("  eis {sum} >= 1\n"), &yaml.concat()).1.verdict
    };
    for sum in [
        "afspraak.n + afspraak.m + som(afspraak.jaren)",
        "afspraak.n / twee + som(afspraak.jaren)",
        "honderd / afspraak.n * som(afspraak.jaren)",
    ] {
        assert_eq!(verdict(sum, "start_bouw"), Verdict::Met, "{sum}");
        assert_eq!(verdict(sum, "oplevering"), Verdict::NotCheckable, "{sum}");
    }
    assert_eq!(verdict("afspraak.n / afspraak.m * som(afspraak.jaren)", "oplevering"), Verdict::Met);
}

/// Years that contradict their total make no part of a sum, however large the other parts.
#[test]
fn a_sum_with_a_contradiction_in_it_is_no_sum() {
    let clauses = "  eis som(afspraak.jaren, afspraak.n) >= honderd\n";
    let verdict = |total: u8| {
        one(clauses, &format!("periode: 2026-2027\njaren: {{totaal: {total}, 2026: 40, 2027: 60}}\nn: 100\n")).1.verdict
    };
    assert_eq!(verdict(100), Verdict::Met);
    assert_eq!(verdict(200), Verdict::NotCheckable, "40 and 60 are not 200");
}

/// A total and years that are the same, or may be, do not contradict each other.
#[test]
fn a_total_and_years_that_may_be_the_same_go_together() {
    let said = |jaren: &str| {
        one("  eis som(afspraak.jaren) >= honderd\n", &format!("periode: 2026-2027\njaren: {jaren}\n")).1.verdict
    };
    let verdict = |years: &str| said(&format!("{{totaal: 100, {years}}}"));
    assert_eq!(verdict("2026: 40, 2027: 60"), Verdict::Met);
    assert_eq!(verdict("2026: circa 40, 2027: 60"), Verdict::Met, "36 to 44 may be 40");
    assert_eq!(verdict("2026: circa 40, 2027: 80"), Verdict::NotCheckable, "at least 116 is not 100");
    assert_eq!(said("{totaal: circa 100, 2026: 40, 2027: 60}"), Verdict::Met);
    assert_eq!(said("{totaal: circa 100, 2026: 40, 2027: 40}"), Verdict::NotCheckable, "80 is not about 100");
}

/// Whether bounds are a number is the same question from either side.
#[test]
fn bounds_may_be_a_number_on_either_side() {
    for clauses in ["  eis afspraak.n = honderd\n", "  eis honderd = afspraak.n\n"] {
        let verdict = |n: &str| one(clauses, &format!("n: {n}\n")).1.verdict;
        assert_eq!(verdict("100"), Verdict::Met, "{clauses}");
        assert_eq!(verdict("circa 100"), Verdict::NotCheckable, "{clauses}");
        assert_eq!(verdict("circa 50"), Verdict::NotMet, "{clauses}");
    }
}

/// Days are compared like numbers, also on being another day; the first and last of several are found wherever they stand.
#[test]
fn days_are_compared() {
    let verdict = |clauses: &str, day: &str, days: [&str; 3]| {
        let [a, b, c] = days;
        let places = format!("[{{naam: A, dag: {a}}}, {{naam: B, dag: {b}}}, {{naam: C, dag: {c}}}]");
        one(clauses, &format!("dag: {day}\ngemeenten: {places}\n")).1.verdict
    };
    let other = "  eis elke g in afspraak.gemeenten geldt g.dag <> afspraak.dag\n";
    let days = ["2026-03-01", "2026-01-01", "2026-02-02"];
    assert_eq!(verdict(other, "2026-03-02", days), Verdict::Met);
    assert_eq!(verdict(other, "2026-03-01", days), Verdict::NotMet);
    let first = "  eis minimum(afspraak.gemeenten.dag) = afspraak.dag\n";
    let last = "  eis maximum(afspraak.gemeenten.dag) = afspraak.dag\n";
    for days in [days, ["2026-01-01", "2026-02-02", "2026-03-01"], ["2026-03-01", "2026-02-02", "2026-01-01"]] {
        assert_eq!(verdict(first, "2026-01-01", days), Verdict::Met, "{days:?}");
        assert_eq!(verdict(last, "2026-03-01", days), Verdict::Met, "{days:?}");
    }
}

/// A thing that is named and of which nothing is stated is no record.
#[test]
fn an_empty_thing_is_no_record() {
    let verdict = |clauses: &str, yaml: &str| one(clauses, yaml).1.verdict;
    let each = "  eis elke g in afspraak.gemeenten geldt vastgelegd(g)\n";
    assert_eq!(verdict(each, "gemeenten: [{naam: A}]\n"), Verdict::Met);
    assert_eq!(verdict(each, "gemeenten: [{naam: A}, {}]\n"), Verdict::NotMet);
    let years = "  eis vastgelegd(afspraak.programma)\n";
    assert_eq!(verdict(years, "programma: {2026: {woningen: 5}}\n"), Verdict::Met);
    assert_eq!(verdict(years, "programma: {2026: {volledig: ja}}\n"), Verdict::NotMet);
}

/// What several things list for a year is one list.
#[test]
fn lists_of_a_year_of_several_things_are_one_list() {
    let verdict = |second: &str| {
        let clauses = "  eis aantal(afspraak.gemeenten.straten[eerste_jaar(afspraak.periode)]) = 1 + 1\n";
        let yaml = format!(
            "periode: 2026-2027\ngemeenten: [{{naam: A, straten: {{2026: [Kade]}}}}, {{naam: B, straten: {{2026: {second}}}}}]\n"
        );
        one(clauses, &yaml).1.verdict
    };
    assert_eq!(verdict("[Laan]"), Verdict::Met);
    assert_eq!(verdict("[]"), Verdict::NotMet);
    assert_eq!(verdict("[Laan, Steeg]"), Verdict::NotMet);
}

/// A published value that counts is held against its formula, also where a set above asks the same; where they are the same
/// nothing is said.
#[test]
fn a_published_value_is_held_against_its_formula() {
    let remarks = |formula: &str, above: &str| {
        let below = format!(
            "{MODEL}\nparameter grens: per jaar aantal woningen strenger hoger \"Grens\"\n  2026 = 10 bron wet, \"1\"\n  \
             vanaf 2026 volgens formule {formula} bron wet, \"2\"\n\nregel PRF-01 \"Proef\"\n  bron wet, \"1\"\n  \
             sterkte verplicht\n  eis afspraak.n >= grens[eerste_jaar(afspraak.periode)]\n  melding \"m\"\n"
        );
        let set = format!(
            "regelset regio \"regio\"\n  versie 1.0.0\n  bouwt op proef\n\nbron b \"Bron\"\n  datum 2025\n  graad A\n\n\
             aanscherping grens\n  2026 = {above} bron b, \"1\"\n"
        );
        let (checked, sources) = rulesets(&[below, set]);
        let findings = judge(&checked, &sources, "periode: 2026\nn: 50\n");
        findings[0].remarks.iter().map(|r| r.nl.clone()).collect::<Vec<_>>()
    };
    let differs = "`grens` 2026: de gepubliceerde waarde 10 telt; de formule geeft 20";
    assert_eq!(remarks("honderd / 5", "10"), [differs]);
    assert_eq!(remarks("honderd / 10", "10"), [""; 0]);
    assert_eq!(remarks("honderd / 5", "15"), [""; 0], "what counts is the value of the set above");
}

/// A number may be one of several; bounds around one of them leave that open.
#[test]
fn a_number_may_be_one_of_several() {
    let verdict = |n: &str| one("  eis afspraak.n in (honderd, afspraak.m)\n", &format!("n: {n}\nm: 3\n")).1.verdict;
    assert_eq!((verdict("100"), verdict("3")), (Verdict::Met, Verdict::Met));
    assert_eq!((verdict("5"), verdict("circa 50")), (Verdict::NotMet, Verdict::NotMet));
    assert_eq!(verdict("circa 100"), Verdict::NotCheckable);
}
