//! The smallest changes: the ones that a reader would expect, and for random agreements that each holds and none is too large.

#![cfg(test)]
#![expect(
    clippy::arithmetic_side_effects,
    clippy::print_stdout,
    reason = "the figures are small; the count is worth reading"
)]

mod common;

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::fmt::Write;
use std::sync::OnceLock;

use jiff::civil::{Date, date};
use proptest::prelude::*;
use proptest::test_runner::{Config, TestRunner};
use toets::agreement::{self, facts::Facts};
use toets::evaluate::finding::{Judged as Outcome, Verdict};
use toets::evaluate::{Case, Options};
use toets::remedy::{self, Kind, Proposal, Remedies};
use toets::ruleset::Checked;
use toets::source::{FileId, Sources};

const DAY: Date = date(2026, 1, 10);

fn rules() -> &'static (Checked, Sources) {
    static RULES: OnceLock<(Checked, Sources)> = OnceLock::new();
    RULES.get_or_init(|| {
        let (checked, sources, found) = common::load(&["rulesets/basis", "rulesets/woningwet", "rulesets/npa-2025"]);
        (checked.unwrap_or_else(|| panic!("{found:?}")), sources)
    })
}

fn case<'a>(facts: &'a Facts, sources: &'a Sources) -> Case<'a> {
    static OPTIONS: Options = Options { set: vec![], include: vec![], ignore_deviations: false };
    Case { checked: &rules().0, facts, sources, date: DAY, options: &OPTIONS }
}

/// An agreement with what was found in it.
struct Judged {
    sources: Sources,
    file: FileId,
    facts: Facts,
    outcomes: Vec<Outcome>,
    remedies: Remedies,
}

/// The facts of a text; `None` when it cannot be read.
fn read(sources: &mut Sources, text: &str) -> Option<(FileId, Facts)> {
    let file = sources.add("afspraak.yaml", text);
    let tree = agreement::read(sources.get(file)?).0?;
    let facts = agreement::bind(&rules().0, &tree, tree.root()).0?;
    Some((file, facts))
}

fn judge(text: &str) -> Judged {
    let mut sources = rules().1.clone();
    let (file, facts) = read(&mut sources, text).unwrap_or_else(|| panic!("{text}"));
    let outcomes = case(&facts, &sources).judge().unwrap();
    let remedies = case(&facts, &sources).remedies(&outcomes);
    Judged { sources, file, facts, outcomes, remedies }
}

impl Judged {
    /// The proposals for a norm, as a reader sees them.
    fn of(&self, rule: &str) -> Vec<String> {
        let of = self.proposals().filter(|(f, _)| rules().0.rule(f.rule).id == rule);
        of.map(|(_, p)| p.text.nl.clone()).collect()
    }

    fn proposals(&self) -> impl Iterator<Item = (&Outcome, &Proposal)> {
        self.outcomes.iter().flat_map(|f| self.remedies.of(f).proposals.iter().map(move |p| (f, p)))
    }

    /// The verdict on what a finding is about, with other facts.
    fn verdict(&self, outcome: &Outcome, facts: &Facts) -> Option<Verdict> {
        let all = case(facts, &self.sources).judge_rule(outcome.rule).0;
        all.iter().find(|o| o.about == outcome.about && o.year == outcome.year).map(|o| o.verdict)
    }
}

/// 84 of 320 homes is 26,25%; 96 is 30%, and so are 102 of 338 and 84 of 280.
#[test]
fn too_little_social_rent() {
    let j = judge(
        "periode: 2026 t/m 2027
gemeenten:
  - naam: Meerdijk
    programma:
      2026: {woningen: 120, sociale_huur: 24}
      2027: {woningen: 200, sociale_huur: 60}
",
    );
    assert_eq!(
        j.of("BES-02"),
        [
            "maak 12 van de 236 andere woningen sociale huur (96 van 320; 2027 van 60 naar 72)",
            "voeg 18 woningen sociale huur toe (102 van 338; `sociale_huur` 2027 van 60 naar 78 en `woningen` 2027 \
             van 200 naar 218)",
            "schrap 40 van de 236 andere woningen (280 blijven; 2027 van 200 naar 160)",
        ]
    );
}

/// In 2027 there are only 4 other homes: the year before it takes the rest.
#[test]
fn the_last_year_takes_what_it_can() {
    let j = judge(
        "periode: 2026 t/m 2027
gemeenten:
  - naam: Meerdijk
    programma:
      2026: {woningen: 120, sociale_huur: 10}
      2027: {woningen: 40, sociale_huur: 36}
",
    );
    let expected = "maak 2 van de 114 andere woningen sociale huur (48 van 160; 2027 van 36 naar 38)";
    assert_eq!(j.of("BES-02").first().map(String::as_str), Some(expected));
    let j = judge(
        "periode: 2026 t/m 2027
gemeenten:
  - naam: Meerdijk
    programma:
      2026: {woningen: 120, sociale_huur: 8}
      2027: {woningen: 40, sociale_huur: 36, middenhuur: 3}
",
    );
    let expected =
        "maak 4 van de 116 andere woningen sociale huur (48 van 160; 2027 van 36 naar 37 en 2026 van 8 naar 11)";
    assert!(j.of("BES-02").iter().any(|p| p == expected), "{:?}", j.of("BES-02"));
}

/// 24 homes are demolished: 36 must come back.
#[test]
fn too_few_homes_come_back() {
    let j = judge(
        "periode: 2026 t/m 2029
projecten:
  - naam: Terpstraat
    soort: sloop_nieuwbouw
    aantal_te_slopen: 24
    aantal_te_bouwen: 30
",
    );
    assert_eq!(
        j.of("VRD-04"),
        [
            "verlaag `aantal_te_slopen` met 4 woningen, van 24 naar 20",
            "verhoog `aantal_te_bouwen` met 6 woningen, van 30 naar 36",
        ]
    );
}

/// Over the whole agreement a project elsewhere may bring back what one does not; its name is one that no project has yet.
#[test]
fn a_replacement_project() {
    let text = "periode: 2026 t/m 2029
projecten:
  - {naam: Terpstraat, soort: sloop_nieuwbouw, aantal_te_slopen: 24, aantal_te_bouwen: 30}
  - {naam: Nog te noemen project, soort: nieuwbouw, aantal_te_bouwen: 5}
";
    let j = judge(text);
    let words = "zet er een project bij met 6 vervangende woningen";
    assert!(j.of("VRD-04a").iter().any(|p| p == words), "{:?}", j.of("VRD-04a"));
    // A project elsewhere is no remedy for what each project must bring back itself.
    assert!(!j.of("VRD-04").iter().any(|p| p.starts_with("zet er een")), "{:?}", j.of("VRD-04"));
    let (_, p) = j.proposals().find(|(_, p)| p.kind == Kind::New).unwrap();
    let [change] = p.changes.as_slice() else { panic!("{p:?}") };
    assert_eq!(change.path, "projecten[Nog te noemen project 2]");
    assert_eq!((change.from.as_str(), p.size.as_str(), p.unit.nl.as_str()), ("", "6", "woningen"));
    assert_eq!(change.to, "{naam: Nog te noemen project 2, vervangende_woningen: 6}");
}

const PLANS: &str = r#"
regelset plannen "Plannen"
  versie 1.0.0
  leest afspraak

bron wet "Een wet"
  datum 2024
  graad A

object afspraak "Een afspraak"
  periode: periode verplicht rol looptijd "Looptijd"
  plannen: lijst van plan                 "Plannen"
  vast:    lijst van plan ligt vast       "Plannen die er al zijn"

object plan "Een plan"
  naam:     tekst verplicht rol aanduiding "Naam"
  woningen: aantal woningen                "Woningen"
  sociaal:  aantal woningen deel van woningen "Sociale huur"

parameter nodig: aantal woningen "Nodig"
  altijd = 10 bron wet, "1"

hoofdstuk plannen "Plannen"

regel PLA-01 "Genoeg woningen"
  bron wet, "1"
  sterkte verplicht
  eis som(p.woningen voor p in afspraak.plannen) + som(p.sociaal voor p in afspraak.vast)
      + som((p.sociaal bij ontbreken 0) voor p in afspraak.plannen) >= nodig
  melding "te weinig"
"#;

/// A part needs its whole, and a list that lies fixed stays as it is: only homes in the other list are left. No item yet is no
/// hindrance.
#[test]
fn the_first_item_of_a_list() {
    let (checked, mut sources) = common::rulesets(&[PLANS]);
    let item = "{naam: Nog te noemen plan, woningen: 10}";
    for (before, after) in [("[", "]"), ("[ ", " ]  # geen"), ("[", "  # nog geen\n  ]")] {
        let text = |item: &str| format!("periode: 2026\nvast: []\nplannen: {before}{item}{after}\n");
        let mut read = |text: &str| {
            let id = sources.add("a.yaml", text);
            let tree = agreement::read(sources.get(id).unwrap()).0.unwrap();
            (id, agreement::bind(&checked, &tree, tree.root()).0.unwrap())
        };
        let (id, facts) = read(&text(""));
        let (_, expected) = read(&text(item));
        let case =
            Case { checked: &checked, facts: &facts, sources: &sources, date: DAY, options: &Options::default() };
        let outcomes = case.judge().unwrap();
        let failed = outcomes.iter().find(|o| o.verdict == Verdict::NotMet).unwrap();
        let remedies = case.remedies(&outcomes);
        let all = remedies.of(failed);
        let [one] = all.proposals.as_slice() else { panic!("{all:?}") };
        assert_eq!(one.text.nl, "zet er een plan bij met 10 woningen");
        assert_eq!(one.text.en, "add a plan with `woningen: 10`");
        // Where a remark follows at once, or nothing stands, the item comes first between the brackets.
        let written = remedy::write(&text(""), id, one).unwrap();
        assert_eq!(written.replace(item, ""), text(""));
        assert!(one.is_in(&facts, &expected), "{written}");
    }
}

/// The notation of the file stays: quotes, comma, and the space before the sign.
#[test]
fn a_rise_above_the_maximum() {
    let j = judge("periode: 2026\ncorporaties:\n  - naam: A\n    huursomstijging: {2026: '4,50 %'}\n");
    assert_eq!(j.of("BTL-01"), ["verlaag `huursomstijging.2026` met 0,9 procentpunt, van 4,5% naar 3,6%"]);
    let (_, p) = j.proposals().find(|(f, _)| rules().0.rule(f.rule).id == "BTL-01").unwrap();
    assert_eq!((p.changes[0].from.as_str(), p.changes[0].to.as_str()), ("'4,50 %'", "'3,60 %'"));
    assert_eq!((p.size.as_str(), p.unit.nl.as_str(), p.kind), ("0.9", "procentpunt", Kind::Lower));
}

/// The heat plan must be there on 31 December 2027 at the latest.
#[test]
fn a_day_too_late() {
    let j = judge(
        "periode: 2026\ngemeenten:\n  - naam: A\n    verduurzaming: {warmteprogramma_gepland_voor: 15-02-2028}\n",
    );
    let day = "vervroeg `verduurzaming.warmteprogramma_gepland_voor` met 46 dagen, van 15 februari 2028 naar 31 december 2027";
    assert_eq!(j.of("DUU-03a"), [day]);
    let (_, p) = j.proposals().find(|(_, p)| p.kind == Kind::Earlier).unwrap();
    assert_eq!(p.changes[0].to, "31-12-2027");
}

#[test]
fn an_answer_and_what_is_not_answered_yet() {
    let j = judge("periode: 2026\nbouwen:\n  bijsturing: nee\n  mijlpalen: ja\n");
    assert_eq!(j.of("BES-09"), ["zet `bouwen.bijsturing` op `ja` en vermeld `bouwen.vorige_jaren_geevalueerd: ja`"]);
}

/// The growth of the stock is a sum: what is added to it must be added to the growth too.
#[test]
fn a_change_that_would_break_another_norm_brings_what_keeps_it_met() {
    let j = judge(
        "periode: 2026 t/m 2029
projecten: []
corporaties:
  - naam: A
    voorraad:
      volledig: ja
      nieuwbouw: {2026: 2, 2027: 2, 2028: 2, 2029: 34}
      sloop: 30
      netto_groei: 10
",
    );
    let all: Vec<String> = j.proposals().flat_map(|(_, p)| p.keeps.clone()).collect();
    assert!(all.contains(&"VRD-02".to_owned()), "{:?}", j.of("VRD-03"));
}

/// More growth and less demolition; the growth goes as far as the sum of the stock asks.
#[test]
fn a_norm_that_asks_two_things_gets_two_changes() {
    let j = judge(
        "periode: 2026 t/m 2029
projecten: []
corporaties:
  - naam: A
    voorraad: {volledig: ja, nieuwbouw: 10, sloop: 20, netto_groei: -10}
",
    );
    let expected = "verhoog `voorraad.netto_groei` met 15 woningen, van −10 naar 5, en verlaag `voorraad.sloop` met 15 \
                    woningen, van 20 naar 5; zo voldoet ook VRD-02 nog";
    assert_eq!(j.of("VRD-03"), [expected]);
}

/// At least 10 homes, at most 8 homes: no change meets both. What lies fixed is left alone, whatever it would solve.
const CLASH: &str = r#"
regelset botsing "Botsing"
  versie 1.0.0
  leest afspraak

bron wet "Een wet"
  datum 2024
  graad A

object afspraak "Een afspraak"
  periode:  periode verplicht rol looptijd "Looptijd"
  woningen: aantal woningen                "Woningen"
  bestaand: aantal woningen ligt vast      "Wat er al is"
  gehaald:  ja/nee ligt vast               "Of het al zo is"

parameter genoeg: aantal woningen "Genoeg"
  altijd = 10 bron wet, "1"

parameter te_veel: aantal woningen "Te veel"
  altijd = 8 bron wet, "2"

hoofdstuk botsing "Botsing"

regel BOT-01 "Genoeg woningen"
  bron wet, "1"
  sterkte verplicht
  eis afspraak.woningen + (afspraak.bestaand bij ontbreken 0) >= genoeg of (afspraak.gehaald bij ontbreken nee)
  melding "{afspraak.woningen} woningen"

regel BOT-02 "Niet te veel woningen"
  bron wet, "2"
  sterkte verplicht
  eis afspraak.woningen <= te_veel
  melding "{afspraak.woningen} woningen"
"#;

#[test]
fn norms_that_clash_are_named_and_what_lies_fixed_is_no_way_out() {
    let (checked, mut sources) = common::rulesets(&[CLASH]);
    let id = sources.add("a.yaml", "periode: 2026\nwoningen: 7\nbestaand: 1\ngehaald: nee\n");
    let tree = agreement::read(sources.get(id).unwrap()).0.unwrap();
    let facts = agreement::bind(&checked, &tree, tree.root()).0.unwrap();
    let case = Case { checked: &checked, facts: &facts, sources: &sources, date: DAY, options: &Options::default() };
    let outcomes = case.judge().unwrap();
    let failed = outcomes.iter().find(|o| o.verdict == Verdict::NotMet).unwrap();
    let remedies = case.remedies(&outcomes);
    let all = remedies.of(failed);
    let [one] = all.proposals.as_slice() else { panic!("{all:?}") };
    assert_eq!(
        one.text.nl,
        "verhoog `woningen` met 2 woningen, van 7 naar 9; dan voldoet BOT-02 niet meer, en een verandering die alle haalt is \
         niet gevonden"
    );
    assert_eq!(one.breaks, ["BOT-02"]);
}

/// What must never be proposed: what the data model calls fixed, a year, a day and a year that have passed, a region's figures.
#[test]
fn what_is_fixed_is_never_proposed() {
    let text = std::fs::read_to_string("examples/meerdijk/meerdijk-concept.yaml").unwrap();
    let j = judge(&text);
    assert!(j.proposals().count() > 20);
    for (_, p) in j.proposals() {
        for change in &p.changes {
            let fixed = [
                "overzicht_op",
                "overige_gemeenten",
                "soort",
                "jaar",
                "woondeal",
                "doelgroep",
                "toewijzen",
                "efg_resterend",
                "conditie_5_of_6",
                "afwijkingen",
                "naam",
                "grond_sloop",
                "periode",
                "peildatum",
                "partij",
            ];
            for part in change.path.split('.').map(|p| p.split('[').next().unwrap()) {
                assert!(!fixed.contains(&part), "{}", change.path);
            }
        }
    }
    // 2025 is over on the reference date, and the home of a deviation is its ground.
    let j = judge(
        "periode: 2025 t/m 2026\ngemeenten:\n  - naam: A\n    programma:\n      2025: {woningen: 100, sociale_huur: 10}\n      \
         2026: {woningen: 5, sociale_huur: 5}\n",
    );
    assert!(j.of("BES-02").iter().all(|p| p.contains("2026 van")), "{:?}", j.of("BES-02"));
    assert!(!j.of("BES-02").iter().any(|p| p.starts_with("maak")), "{:?}", j.of("BES-02"));
}

/// An agreement with figures for several norms.
fn agreements() -> impl Strategy<Value = String> {
    // Somewhat less social rent than other homes, so that the norm is about as often missed as met.
    let homes = || (1i64..120, 0i64..60).prop_map(|(a, b)| (a, b.min(a)));
    let programme = [homes(), homes(), homes(), homes()];
    let stock = prop::collection::vec(prop::option::weighted(0.8, 0i64..60), 9);
    // The growth as it follows from the rest, or off by some.
    let off = prop_oneof![2 => Just(0i64), 1 => -9i64..9];
    let projects = prop::collection::vec((0i64..40, 0i64..60, any::<Option<bool>>()), 0..3);
    let answers = prop::collection::vec(any::<Option<bool>>(), 12);
    let shares = (0i64..80, 0i64..90, 0i64..400, off, 0i64..1200);
    let flow = any::<bool>();
    (prop::collection::vec(programme, 0..3), stock, projects, answers, shares, flow).prop_map(
        |(towns, stock, projects, answers, (rise, most, heat, off, planned), flow)| {
            write_down(&towns, &stock, &projects, &answers, [rise, most, heat, off, planned], flow)
        },
    )
}

type Programme = [(i64, i64); 4];

fn write_down(
    towns: &[Programme],
    stock: &[Option<i64>],
    projects: &[(i64, i64, Option<bool>)],
    answers: &[Option<bool>],
    [rise, most, heat, off, planned]: [i64; 5],
    flow: bool,
) -> String {
    let mut out = "periode: 2026 t/m 2029\nregio: {naam: R, overige_gemeenten: []}\n".to_owned();
    let yes = |a: &Option<bool>| a.map(|b| if b { "ja" } else { "nee" });
    let mut answers = answers.iter();
    let mut next = || answers.next().and_then(yes);
    out.push_str(if towns.is_empty() { "gemeenten: []\n" } else { "gemeenten:\n" });
    for (i, town) in towns.iter().enumerate() {
        writeln!(out, "  - naam: G{i}  # een gemeente\n    programma:").unwrap();
        for (year, (homes, social)) in (2026..).zip(town) {
            if flow {
                writeln!(out, "      {year}: {{woningen: {homes}, sociale_huur: {social}}}").unwrap();
            } else {
                writeln!(out, "      {year}:\n        woningen: {homes}\n        sociale_huur: {social}").unwrap();
            }
        }
        let day = date(2026, 1, 20).checked_add(jiff::Span::new().days(planned)).unwrap();
        writeln!(out, "    verduurzaming: {{warmteprogramma_gepland_voor: {day}}}").unwrap();
        if let Some(answer) = next() {
            writeln!(out, "    bouwbeleid: {{grondprijsmethode: {answer}}}").unwrap();
        }
    }
    writeln!(out, "corporaties:\n  - naam: C\n    voorraad:\n      volledig: ja").unwrap();
    let of = |range: std::ops::Range<usize>| stock[range].iter().flatten().sum::<i64>();
    let growth = of(0..4) - of(4..9) + off;
    let fields = [
        "nieuwbouw",
        "beter_benutten",
        "aankoop",
        "splitsing",
        "sloop",
        "verkoop_aan_toekomstige_bewoners",
        "verkoop_aan_overigen",
        "liberalisatie",
        "samenvoeging",
    ];
    for (field, value) in fields.iter().zip(stock) {
        if let Some(value) = value {
            writeln!(out, "      {field}: {value}").unwrap();
        }
    }
    writeln!(out, "      netto_groei: {growth}").unwrap();
    writeln!(out, "    huursomstijging: {{2026: \"{},{}%\"}}", rise / 10, rise % 10).unwrap();
    writeln!(out, "    maximale_huurverhoging:\n      2026: {},{} %", most / 10, most % 10).unwrap();
    writeln!(out, "    duurzaamheid: {{warmtevraag: {{2026: {}.{}}}}}", 80 + heat / 10, heat % 10).unwrap();
    out.push_str(match (projects.is_empty(), flow) {
        (true, _) => "projecten: []\n",
        (false, true) => "projecten: [\n",
        (false, false) => "projecten:\n",
    });
    for (i, (gone, built, looked)) in projects.iter().enumerate() {
        if flow {
            let looked = yes(looked).map_or(String::new(), |a| format!(", renovatie_overwogen: {a}"));
            let end = if i + 1 < projects.len() { "," } else { "  # het laatste\n  ]" };
            writeln!(out, "  {{naam: P{i}, aantal_te_slopen: {gone}, aantal_te_bouwen: {built}{looked}}}{end}")
                .unwrap();
            continue;
        }
        writeln!(out, "  - naam: P{i}\n    aantal_te_slopen: {gone}\n    aantal_te_bouwen: {built}").unwrap();
        if let Some(answer) = yes(looked) {
            writeln!(out, "    renovatie_overwogen: {answer}").unwrap();
        }
    }
    out.push_str("bouwen:\n  aandeel_industrieel: {2026: 10%}\n");
    for field in ["bijsturing", "mijlpalen", "vorige_jaren_geevalueerd", "circulair_bouwen", "parallel_plannen"] {
        if let Some(answer) = next() {
            writeln!(out, "  {field}: {answer}").unwrap();
        }
    }
    out
}

/// How often each kind was proposed.
#[derive(Default)]
struct Count {
    proposals: BTreeMap<Kind, usize>,
    smaller: usize,
    kept: usize,
}

/// Every proposal meets its norm: with the facts changed, and when it is written into the text and read again. One step less of the
/// same kind does not. No proposal makes a part larger than its whole or a figure negative: then the text could not be read.
#[test]
fn every_proposal_holds_and_a_smaller_one_does_not() {
    let cases = std::env::var("PROPTEST_CASES").ok().and_then(|n| n.parse().ok()).unwrap_or(100u32);
    let count = RefCell::new(Count::default());
    let mut runner = TestRunner::new(Config { cases, failure_persistence: None, ..Config::default() });
    runner
        .run(&agreements(), |text| {
            let j = judge(&text);
            for (finding, p) in j.proposals() {
                let id = &rules().0.rule(finding.rule).id;
                let mut count = count.borrow_mut();
                *count.proposals.entry(p.kind).or_default() += 1;
                count.kept += usize::from(!p.keeps.is_empty());
                let changed = p.changed(&j.facts);
                prop_assert_eq!(j.verdict(finding, &changed), Some(Verdict::Met), "{} {:?}\n{}", id, p, text);
                for less in p.one_less(&j.facts) {
                    count.smaller += 1;
                    prop_assert_ne!(j.verdict(finding, &less), Some(Verdict::Met), "{} {:?}\n{}", id, p, text);
                }
                let written = remedy::write(&text, j.file, p).unwrap();
                let mut sources = rules().1.clone();
                let again = read(&mut sources, &written);
                prop_assert!(
                    again.as_ref().is_some_and(|(_, f)| p.is_in(&j.facts, f)),
                    "{id} {p:?}\n{text}\n{written}"
                );
                let (_, facts) = again.unwrap();
                let met = case(&facts, &sources).judge_rule(finding.rule).0;
                let subject =
                    |facts: &Facts, o: &Outcome| o.about.last().map(|id| agreement::label(&rules().0, facts, *id));
                let own = subject(&j.facts, finding);
                let same = met.iter().filter(|o| subject(&facts, o) == own && o.year == finding.year);
                prop_assert!(
                    same.clone().count() > 0 && same.clone().all(|f| f.verdict == Verdict::Met),
                    "{id}\n{written}"
                );
                for other in p.keeps.iter() {
                    let now = rules().0.rule_id(other).unwrap();
                    let all = case(&facts, &sources).judge_rule(now).0;
                    prop_assert!(all.iter().all(|f| f.verdict != Verdict::NotMet), "{other} {p:?}\n{written}");
                }
            }
            Ok(())
        })
        .unwrap();
    let count = count.into_inner();
    let all: usize = count.proposals.values().sum();
    println!(
        "{cases} agreements, {all} proposals {:?}, {} smaller ones, {} keep another norm met",
        count.proposals, count.smaller, count.kept
    );
    let least = cases as usize * 5;
    assert!(count.proposals.contains_key(&Kind::New), "no new item: {:?}", count.proposals);
    assert!(all > least && count.smaller > least, "too few to say anything: {all}");
}
